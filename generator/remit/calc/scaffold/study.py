"""A new study, and the engagement of a study that is run like another one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from remit.calc.scaffold.lookup import named, sponsor_named
from remit.model.applicability import proposed_regimes, without_law
from remit.model.draft import Draft, Remark, values_of
from remit.model.ledger import Ledger
from remit.model.studies import Study, StudyService

_FIGURES = re.compile(r"(?i)[0-9]|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b")


def new_study(ledger: Ledger, values: Mapping[str, Any], like: str | None, sponsor: str | None) -> Draft:
    """A study of which only what was given is known; with ``like`` its providers follow another study."""
    known = {"dates": {}, **values}
    remarks = [Remark(("services",), "who provides which service; --like takes it from another study")]
    if known.get("design", {}).get("study_type") == "interventional":
        regimes = proposed_regimes(ledger, known.get("product", {}).get("kind"), known.get("countries", ()))
        known["regimes"] = tuple(regime.id for regime in regimes)
        remarks.append(
            Remark(("regimes",), "proposed from the countries and the kind of product; a person decides")
        )
        uncovered = without_law(regimes, known.get("countries", ()))
        if uncovered:
            told = f"no regime in force in this playbook is the law of {', '.join(uncovered)}"
            remarks.append(Remark(("regimes",), told))
    headline = "A new study. What is not known yet is left out; 'remit check' names it."
    draft = Draft(Study, headline, known, tuple(remarks))
    return engaged_like(ledger, draft, like, sponsor)


def engaged_like(ledger: Ledger, draft: Draft, like: str | None, sponsor: str | None) -> Draft:
    """The draft with sponsor, providers, engagement model and oversight level set.

    Providers follow the study ``like``; where that one's own sponsor provides a service, this study's sponsor does. What
    the other study says about a service in figures is not taken over, because it would be wrong here.
    """
    values = dict(draft.values)
    remarks = list(draft.remarks)
    if sponsor:
        party = sponsor_named(ledger, sponsor)
        values["sponsor"] = party.id
        remarks = [remark for remark in remarks if remark.keys != ("sponsor",)]
        registered = values.get("registered_sponsor")
        if registered and registered.casefold() not in (party.name.casefold(), party.short_name.casefold()):
            remarks.append(Remark(("sponsor",), f"set by hand; the registered sponsor is {registered}"))
    if like:
        model = named(ledger, Study, like, "study")
        remarks = [remark for remark in remarks if remark.keys != ("services",)]
        _engage(values, remarks, model)
    return replace(draft, values=values, remarks=tuple(remarks))


def _engage(values: dict[str, Any], remarks: list[Remark], model: Study) -> None:
    for name in ("model", "oversight_level"):
        if getattr(model, name) is not None:
            values[name] = getattr(model, name)
            remarks.append(Remark((name,), f"as in {model.id}"))
    services = {}
    own = values.get("sponsor")
    for service in model.services.values():
        provider = own if service.provider == model.sponsor else service.provider
        if provider is None:
            remarks.append(
                Remark(
                    ("services",),
                    f"{service.id}: the sponsor provides it in {model.id}, but this study has no sponsor yet",
                )
            )
            continue
        services[service.id] = _service(service, provider, model, remarks)
    if services:
        values["services"] = services
        remarks.append(
            Remark(("services",), f"providers as in {model.id}; texts that speak of its figures are left out")
        )


def _service(service: StudyService, provider: str, model: Study, remarks: list[Remark]) -> dict[str, Any]:
    values = values_of(service)
    values["provider"] = provider
    for name in ("scope", "retained"):
        text = values.get(name)
        if text and _speaks_of(model, text):
            del values[name]
            remarks.append(Remark(("services", service.id, name), f"in {model.id}: {text}"))
    return values


def _speaks_of(study: Study, text: str) -> bool:
    """Whether a text holds figures or names that belong to one study."""
    return bool(_FIGURES.search(text)) or any(
        name in text for name in (study.protocol_id, study.product.name)
    )

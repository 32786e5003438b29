"""STUDY: facts of a study and who provides its services."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from babel import Locale

from remit.calc.orders import orders_for
from remit.findings import Where
from remit.model.changes import ChangeOrder
from remit.model.decisions import OwnStudy, Region
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.planning import Schedule
from remit.model.services import Regime, Service
from remit.model.studies import Study
from remit.rules.rule import Problem, complete, must, see, should, whole

_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that name groups of countries or nothing."""


@must("STUDY-001")
def countries_known(ledger: Ledger) -> Iterator[Problem]:
    """Countries are ISO 3166-1 codes of two capital letters, each once, wherever a record names one.

    Why: Regimes, retention periods and fees follow from the country; "USA" or "Germany" would follow from nothing.

    Wrong:
        # data/studies/al-101/study.yaml
        countries: [USA]

    Right:
        # data/studies/al-101/study.yaml
        countries: [US]

    Source: ISO 3166-1.
    """
    territories = {str(code) for code in Locale("en").territories}
    codes = {code for code in territories if len(code) == 2 and code.isalpha()} - _NOT_COUNTRIES
    hint = "write the two-letter code, for example US, DE or GB"
    for study in ledger.every(Study):
        for place, code in enumerate(study.countries):
            if code not in codes:
                yield Problem(f"'{code}' is not the code of a country", study.at("countries", place), hint)
            elif code in study.countries[:place]:
                yield Problem(f"the country {code} stands twice", study.at("countries", place), "remove one")
    for code, where in _named_elsewhere(ledger):
        if code not in codes:
            yield Problem(f"'{code}' is not the code of a country", where, hint)


def _named_elsewhere(ledger: Ledger) -> Iterator[tuple[str, Where]]:
    """Countries of addresses, regimes, regions, the sponsor's other studies, change orders and calendars."""
    for party in ledger.of(Party).values():
        yield party.address.country, party.address.at("country")
    others: tuple[tuple[Regime | Region | OwnStudy, ...], ...] = (
        ledger.every(Regime),
        ledger.every(Region),
        ledger.every(OwnStudy),
    )
    for record in chain(*others):
        yield from ((code, record.at("countries", place)) for place, code in enumerate(record.countries))
    for change in ledger.of(ChangeOrder).values():
        yield from (
            (code, change.at("countries_in", place)) for place, code in enumerate(change.countries_in)
        )
    for schedule in ledger.every(Schedule):
        yield schedule.calendar, schedule.at("calendar")


@must("STUDY-002")
def numbers_possible(ledger: Ledger) -> Iterator[Problem]:
    """Numbers of participants and sites are possible together.

    Why: All prices are built on them.

    Wrong:
        # data/studies/al-101/study.yaml
        participants:
          enrolled: 90

    Right:
        # data/studies/al-101/study.yaml
        participants:
          enrolled: 50

    Source: arithmetic.
    """
    for study in ledger.every(Study):
        numbers = study.participants
        if numbers.enrolled < 0 or study.sites < 0:
            where = numbers.at("enrolled") if numbers.enrolled < 0 else study.at("sites")
            yield Problem("a number of participants or sites cannot be negative", where, "correct the number")
        if numbers.screened is not None and numbers.screened < numbers.enrolled:
            message = f"{numbers.enrolled} participants are enrolled, but only {numbers.screened} screened"
            yield Problem(
                message,
                numbers.at("enrolled"),
                "correct one of the numbers",
                see("screened", numbers.at("screened")),
            )
        if numbers.completed is not None and numbers.completed > numbers.enrolled:
            message = f"{numbers.completed} participants complete, but only {numbers.enrolled} are enrolled"
            yield Problem(
                message,
                numbers.at("completed"),
                "correct one of the numbers",
                see("enrolled", numbers.at("enrolled")),
            )
        if 0 < study.sites < len(study.countries):
            message = f"{study.sites} sites cannot be in {len(study.countries)} countries"
            yield Problem(
                message,
                study.at("sites"),
                "correct one of the numbers",
                see("the countries", study.at("countries")),
            )


@should("STUDY-003")
def regimes_fit_countries(ledger: Ledger) -> Iterator[Problem]:
    """A regime that is the law of certain countries applies only to studies with sites there.

    Why: Duties under a law that does not reach the study make the transfer of obligations longer and less true. A
    study with a filing but no sites in a country may keep its regime.

    Wrong:
        # data/studies/al-101/study.yaml
        countries: [DE]

    Right:
        # data/studies/al-101/study.yaml
        countries: [US]

    Source: territorial scope of the regimes.
    """
    for study in ledger.every(Study):
        for place, id in enumerate(study.regimes):
            regime = ledger.of(Regime).get(id)
            if (
                regime
                and regime.countries
                and study.countries
                and not set(regime.countries) & set(study.countries)
            ):
                yield Problem(
                    f"{regime.short_title} is law in {', '.join(regime.countries)}, but study "
                    f"{study.protocol_id} has no site there",
                    study.at("regimes", place),
                    "remove the regime, or add the country",
                    see("the countries", study.at("countries")),
                )


@must("STUDY-004")
def provider_has_the_order(ledger: Ledger) -> Iterator[Problem]:
    """A work order buys services that its CRO provides in the study.

    Why: The study record says who provides a service, the work order who is paid for it. They must be the same party.

    Wrong:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            provider: lumen

    Right:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            provider: brightwell

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        study = ledger.of(Study).get(order.study)
        if study is None or order.status == "superseded" or not whole(ledger, study):
            continue
        for place, id in enumerate(order.services):
            service, provided = ledger.of(Service).get(id), study.services.get(id)
            if service is None:
                continue
            if provided is None:
                message = f"study {study.protocol_id} does not say who provides '{service.title}'"
                services = see("the study's services", study.at("services").key())
                yield Problem(message, order.at("services", place), "add the service to the study", services)
            elif provided.provider != order.cro and order.cro in ledger.of(Party):
                message = (
                    f"{order.cro} is paid for '{service.title}', but {provided.provider} provides it in study "
                    f"{study.protocol_id}"
                )
                provider = see("the provider", provided.at("provider"))
                yield Problem(
                    message, order.at("services", place), "correct the study or the work order", provider
                )


@should("STUDY-005")
def services_are_bought(ledger: Ledger) -> Iterator[Problem]:
    """Every service that a CRO provides in a study is bought by a work order.

    Why: A CRO that works without a work order works without terms. A work order of another study counts if it
    names this one under 'also_covers'.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        number: WO-101

    Source: ICH E6(R3) 3.6.1.
    """
    if not complete(ledger, WorkOrder):
        return
    for study in ledger.every(Study):
        orders = orders_for(ledger, study.id)
        if any(order.cro not in ledger.of(Party) for order in orders):
            continue  # whose order it is has to be put right first
        for provided in study.services.values():
            party, service = ledger.of(Party).get(provided.provider), ledger.of(Service).get(provided.id)
            bought = any(order.cro == provided.provider and provided.id in order.services for order in orders)
            if party and party.kind == "cro" and service and not bought:
                message = (
                    f"{party.short_name} provides '{service.title}' in study {study.protocol_id}, but no work "
                    f"order buys it"
                )
                yield Problem(
                    message,
                    provided.where.key(),
                    f"write it with 'remit new work-order --study {study.id} --cro {party.id}'",
                )


@must("STUDY-006")
def sponsor_is_sponsor(ledger: Ledger) -> Iterator[Problem]:
    """A study with services has a sponsor, and that party is of kind sponsor.

    Why: Every sponsor role of the responsibility matrix becomes this legal entity.

    Wrong:
        # data/studies/al-101/study.yaml
        sponsor: brightwell

    Right:
        # data/studies/al-101/study.yaml
        sponsor: aldena

    Source: 21 CFR 312.3(b); ICH E6(R3) glossary.
    """
    for study in ledger.every(Study):
        party = ledger.of(Party).get(study.sponsor or "")
        if study.sponsor is None and study.services:
            message = (
                f"study {study.protocol_id} has services, but no sponsor among the parties of the playbook"
            )
            yield Problem(message, study.at("services").key(), "add 'sponsor:' with the id of a party")
        elif party and party.kind != "sponsor":
            message = f"{party.short_name} is of kind '{party.kind}', not a sponsor"
            yield Problem(message, study.at("sponsor"), "name the sponsor", see("its kind", party.at("kind")))


RULES = (
    countries_known,
    numbers_possible,
    regimes_fit_countries,
    provider_has_the_order,
    services_are_bought,
    sponsor_is_sponsor,
)

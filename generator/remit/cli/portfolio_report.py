"""The portfolio, as lines for a terminal and as data (schema/decision_schemas.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from remit.calc.allocation import Area, Function, areas, functions, providers_of, splits, unplaced
from remit.calc.competences import gaps
from remit.calc.deciding import in_sequence
from remit.calc.portfolio import Concentration, Provider, Work, concentrations, providers, work, years
from remit.cli.columns import columns, wrapped
from remit.cli.numbers import amount, number
from remit.model.decisions import Principles
from remit.model.ledger import Ledger
from remit.model.parties import Party
from remit.model.services import Service
from remit.model.studies import Study
from remit.model.values import spoken
from remit.pages.portfolio import concentration_in_words

# ---- lines ----------------------------------------------------------------------------------------------------------


def lines(ledger: Ledger, one: Principles) -> Iterator[str]:
    """Shares, providers, functions, areas and regions, studies, competences."""
    yield f"Portfolio; the aim is at least {ledger.thresholds.outsourced_share} of the work with partners"
    yield ""
    yield "  Partners' share of the work"
    yield from _shares(ledger, one)
    yield from _decisions(ledger)
    yield ""
    yield "  CROs by contract value"
    yield from _providers(ledger, one)
    yield ""
    yield "  Functions"
    yield from _functions(ledger, one)
    yield from _areas(ledger, one)
    yield ""
    yield "  Providers of each study"
    yield from _studies(ledger)
    yield ""
    yield "  Competences that stay"
    yield from _competences(ledger, one)


def _shares(ledger: Ledger, one: Principles) -> Iterator[str]:
    target = ledger.thresholds.outsourced_share
    rows = []
    for year in years(one.workload):
        found = work(one.workload, year)
        reached = found.share is not None and found.share >= target.value
        rows.append(
            (
                str(year),
                _share(found),
                f"{found.external:f} of {found.whole:f}",
                "" if reached else f"below {target}",
            )
        )
    if rows:
        yield from columns(("year", "share", "full-time equivalents", ""), rows, numbers=(1, 2))
    else:
        yield "    No work is recorded."


def _share(found: Work) -> str:
    return "none" if found.share is None else f"{found.share:.1f} %"


def _decisions(ledger: Ledger) -> Iterator[str]:
    rows = [
        (
            _protocol(ledger, each.study),
            spoken(each.date),
            str(each.outsourced_before),
            str(each.outsourced_after),
        )
        for each in in_sequence(ledger)
    ]
    if rows:
        yield from columns(("decision on", "date", "before", "after"), rows, numbers=(2, 3))


def _protocol(ledger: Ledger, study: str) -> str:
    found = ledger.of(Study).get(study)
    return found.protocol_id if found else study


def _party(ledger: Ledger, id: str) -> str:
    found = ledger.of(Party).get(id)
    return found.short_name if found else id


def _providers(ledger: Ledger, one: Principles) -> Iterator[str]:
    found = providers(ledger)
    if not found:
        yield "    No work order is recorded."
        return
    limit = ledger.thresholds.provider_share
    rows = [
        (
            _party(ledger, each.party),
            str(each.value),
            f"{float(each.share) * 100:.1f} %",
            ", ".join(each.orders),
            f"over {limit}" if each.share > limit.fraction else "",
        )
        for each in found
    ]
    yield from columns(("CRO", "contract value", "share", "work orders", ""), rows, numbers=(1, 2))
    names = {each.party: _party(ledger, each.party) for each in found}
    for spread in concentrations(found):
        yield from wrapped(concentration_in_words(spread, names), 4)
    yield from wrapped(f"Why these providers: {one.provider_reason or 'NOT SAID'}", 4)


def _functions(ledger: Ledger, one: Principles) -> Iterator[str]:
    rows = [
        (
            each.title,
            f"{each.work.internal:f}" if each.year else "none",
            _share(each.work),
            str(sum(each.activities.values())),
            str(len(each.kept)),
            f"OUTSIDE AS A WHOLE: {'; '.join(each.reasons)}" if each.reasons else "kept inside",
        )
        for each in functions(ledger, one)
    ]
    head = ("function", "own FTE", "with partners", "own activities", "competences kept", "")
    yield from columns(head, rows, numbers=(1, 2, 3, 4))


def _areas(ledger: Ledger, one: Principles) -> Iterator[str]:
    found = areas(ledger, one)
    if found:
        yield ""
        yield "  Therapeutic areas and regions, by studies"
        rows = [
            (
                each.title,
                each.kind,
                str(len(each.outside)),
                str(len(each.inside)),
                ", ".join(_party(ledger, id) for id in each.providers),
                _verdict(each),
            )
            for each in found
        ]
        yield from columns(("", "kind", "with partners", "inside", "providers", ""), rows, numbers=(2, 3))
    lost = unplaced(ledger, one)
    if lost:
        yield f"    In no region of the playbook: {', '.join(lost)}"


def _verdict(each: Area) -> str:
    if each.whole:
        return "OUTSIDE AS A WHOLE"
    if each.unknown:
        return f"not known of {len(each.unknown)}"
    return "work inside" if each.inside else "one study only"


def _studies(ledger: Ledger) -> Iterator[str]:
    most = ledger.thresholds.providers_per_study
    rows = []
    for study in ledger.of(Study).values():
        found = providers_of(ledger, study)
        parts = ", ".join(f"{_party(ledger, id)} ({len(services)})" for id, services in found.items())
        rows.append(
            (
                study.protocol_id,
                study.programme or "",
                parts or "none",
                "FRAGMENTS" if len(found) > most else "",
            )
        )
    if rows:
        yield from columns(("study", "programme", "providers (services)", ""), rows)
    services = ledger.of(Service)
    for split in splits(ledger):
        title = services[split.service].title if split.service in services else split.service
        holders = ", ".join(_party(ledger, id) for id in split.studies)
        yield f"    SPLIT: in programme {split.programme}, '{title}' is with {holders}"


def _competences(ledger: Ledger, one: Principles) -> Iterator[str]:
    kept = [each for each in one.competences.values() if each.holder != "outsourced"]
    missing = [(each.competence, gap) for each in kept for gap in gaps(ledger, each)]
    for competence, gap in missing:
        yield from wrapped(f"{competence}: {gap}", 4)
    if not missing:
        yield f"    {len(kept)} are kept or shared; each has a role of the sponsor, and one that stands in."


# ---- data -----------------------------------------------------------------------------------------------------------


def data(ledger: Ledger, one: Principles) -> dict[str, Any]:
    """The same as JSON values: numbers as text, shares in percent."""
    found = providers(ledger)
    return {
        "target": number(ledger.thresholds.outsourced_share.value),
        "years": [{"year": year, **_work(work(one.workload, year))} for year in years(one.workload)],
        "decisions": [
            {
                "study": each.study,
                "date": each.date.isoformat(),
                "before": number(each.outsourced_before.value),
                "after": number(each.outsourced_after.value),
            }
            for each in in_sequence(ledger)
        ],
        "providers": [_provider(each) for each in found],
        "concentration": [_spread(each) for each in concentrations(found)],
        "provider_reason": one.provider_reason,
        "functions": [_function(each) for each in functions(ledger, one)],
        "areas": [_area(each) for each in areas(ledger, one)],
        "countries_without_region": list(unplaced(ledger, one)),
        "studies": [
            {
                "study": study.id,
                "programme": study.programme,
                "providers": {id: list(services) for id, services in providers_of(ledger, study).items()},
            }
            for study in ledger.of(Study).values()
        ],
        "splits": [
            {
                "programme": each.programme,
                "service": each.service,
                "studies": {id: list(studies) for id, studies in each.studies.items()},
            }
            for each in splits(ledger)
        ],
        "competences": list(_held(ledger, one)),
    }


def _work(found: Work) -> dict[str, Any]:
    return {
        "internal": number(found.internal),
        "external": number(found.external),
        "share": None if found.share is None else number(found.share),
    }


def _provider(each: Provider) -> dict[str, Any]:
    return {
        "party": each.party,
        "value": amount(each.value),
        "share": number(each.share * 100),
        "orders": list(each.orders),
    }


def _spread(each: Concentration) -> dict[str, Any]:
    return {
        "currency": each.currency,
        "providers": each.count,
        "largest": each.largest.party,
        "index": number(each.index),
        "equal_providers": number(each.equal_providers),
    }


def _function(each: Function) -> dict[str, Any]:
    return {
        "title": each.title,
        "year": each.year,
        **_work(each.work),
        "own_activities": dict(each.activities),
        "kept": [one.competence for one in each.kept],
        "outside_because": list(each.reasons),
    }


def _area(each: Area) -> dict[str, Any]:
    return {
        "title": each.title,
        "kind": each.kind,
        "outside": list(each.outside),
        "inside": list(each.inside),
        "unknown": list(each.unknown),
        "providers": list(each.providers),
        "outside_as_a_whole": each.whole,
    }


def _held(ledger: Ledger, one: Principles) -> Iterable[dict[str, Any]]:
    for id, each in one.competences.items():
        yield {"id": id, "holder": each.holder, "role": each.role, "gaps": list(gaps(ledger, each))}

"""Where the work of the portfolio lies: by function, therapeutic area and region, and in how many pieces it is given away.

The principle behind it: no function, area or region is outsourced by routine, and providers receive programmes, studies or
functions as a whole. Two studies are the least that make a routine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from remit.calc.portfolio import Work, work, years
from remit.calc.responsibility import responsibilities
from remit.frozen import dataclass
from remit.model.decisions import Competence, OwnStudy, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.studies import Study

ROUTINE = 2
"""From this number of studies on, what holds of all of them is a routine."""


# ---- providers of a study -------------------------------------------------------------------------------------------


def providers_of(ledger: Ledger, study: Study) -> Mapping[str, tuple[str, ...]]:
    """The services of a study by provider, without those of its sponsors and of independent committees."""
    inside = {study.sponsor, *study.co_sponsors}
    found: dict[str, list[str]] = {}
    for id, service in study.services.items():
        party = ledger.of(Party).get(service.provider)
        if service.provider not in inside and not (party and party.kind == "independent"):
            found.setdefault(service.provider, []).append(id)
    return {party: tuple(services) for party, services in found.items()}


def is_outside(ledger: Ledger, study: Study) -> bool | None:
    """Whether a study is run with partners: by its engagement model, else by its providers; None where neither is known."""
    if study.model:
        return study.model != "in-house"
    return bool(providers_of(ledger, study)) if study.services else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A service that several providers hold in the studies of one programme: its studies by provider."""

    programme: str
    service: str
    studies: Mapping[str, tuple[str, ...]]


def splits(ledger: Ledger) -> tuple[Split, ...]:
    """Services of a programme that are spread over several providers."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for study in ledger.of(Study).values():
        if not study.programme:
            continue
        for party, services in providers_of(ledger, study).items():
            for service in services:
                holders = found.setdefault((study.programme, service), {})
                holders.setdefault(party, []).append(study.id)
    return tuple(
        Split(
            programme=programme,
            service=service,
            studies={party: tuple(studies) for party, studies in holders.items()},
        )
        for (programme, service), holders in found.items()
        if len(holders) > 1
    )


# ---- areas and regions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A therapeutic area or region with its studies: run with partners, run inside, or not known.

    ``providers`` are the parties that provide services in the studies outside.
    """

    kind: Literal["therapeutic area", "region"]
    title: str
    outside: tuple[str, ...]
    inside: tuple[str, ...]
    unknown: tuple[str, ...]
    providers: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether all studies sit outside, and they are enough for a routine."""
        return len(self.outside) >= ROUTINE and not (self.inside or self.unknown)


def areas(ledger: Ledger, principles: Principles) -> tuple[Area, ...]:
    """Every therapeutic area of a study, then every region of the playbook in which a study runs."""
    studies = tuple(ledger.of(Study).values())
    own = principles.own_studies
    titles = dict.fromkeys(
        [
            *(one.therapeutic_area for one in studies if one.therapeutic_area),
            *(one.therapeutic_area for one in own.values()),
        ]
    )
    found = [
        _area(
            ledger,
            "therapeutic area",
            title,
            [one for one in studies if one.therapeutic_area == title],
            {id: one for id, one in own.items() if one.therapeutic_area == title},
        )
        for title in titles
    ]
    for region in principles.regions.values():
        countries = set(region.countries)
        there = [one for one in studies if countries & set(one.countries)]
        ours = {id: one for id, one in own.items() if countries & set(one.countries)}
        if there or ours:
            found.append(_area(ledger, "region", region.title, there, ours))
    return tuple(found)


def _area(
    ledger: Ledger,
    kind: Literal["therapeutic area", "region"],
    title: str,
    studies: Sequence[Study],
    own: Mapping[str, OwnStudy],
) -> Area:
    places = {study.id: is_outside(ledger, study) for study in studies}
    outside = [study for study in studies if places[study.id]]
    return Area(
        kind=kind,
        title=title,
        outside=tuple(study.id for study in outside),
        inside=(*(id for id, place in places.items() if place is False), *own),
        unknown=tuple(id for id, place in places.items() if place is None),
        providers=tuple(dict.fromkeys(party for study in outside for party in providers_of(ledger, study))),
    )


def unplaced(ledger: Ledger, principles: Principles) -> tuple[str, ...]:
    """Countries of studies that belong to no region of the playbook, if it has regions at all."""
    known = {country for region in principles.regions.values() for country in region.countries}
    countries = [country for study in ledger.of(Study).values() for country in study.countries]
    countries += [country for own in principles.own_studies.values() for country in own.countries]
    return tuple(country for country in dict.fromkeys(countries) if known and country not in known)


# ---- functions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of the sponsor: its work in the latest year recorded, what its own roles do in each study, what it keeps.

    ``activities`` counts, by study, the activities for which a role of the function at the sponsor is responsible.
    ``reasons`` say why the function counts as outsourced as a whole; empty where it does not.
    """

    title: str
    year: int | None
    work: Work
    activities: Mapping[str, int]
    kept: tuple[Competence, ...]
    reasons: tuple[str, ...]


def functions(ledger: Ledger, principles: Principles) -> tuple[Function, ...]:
    """Every function of the workload and of the competences, in the order of their records."""
    counted = {study.id: _own_work(ledger, study) for study in ledger.of(Study).values() if study.services}
    titles = dict.fromkeys(
        [
            *(row.function for row in principles.workload),
            *(one.function for one in principles.competences.values()),
        ]
    )
    return tuple(_function(ledger, principles, title, counted) for title in titles)


def _own_work(ledger: Ledger, study: Study) -> Counter[str]:
    """Activities by function for which a role of the sponsor is responsible."""
    roles = ledger.of(Role)
    found: Counter[str] = Counter()
    for one in responsibilities(ledger, study):
        responsible = (roles[id] for id in one.row.responsible if id in roles)
        found.update({role.function for role in responsible if role.party == "sponsor"})
    return found


def _function(
    ledger: Ledger, principles: Principles, title: str, counted: Mapping[str, Counter[str]]
) -> Function:
    rows = [row for row in principles.workload if row.function == title]
    year = max(years(rows), default=None)
    done = work(rows, year) if year is not None else work((), 0)
    activities = {study: count[title] for study, count in counted.items()}
    competences = [one for one in principles.competences.values() if one.function == title]
    kept = tuple(one for one in competences if one.holder != "outsourced")
    reasons = []
    if done.external and not done.internal:
        reasons.append(f"no full-time equivalent of its own is left in {year}")
    if competences and not kept and _by_routine(ledger, title, activities) and not principles.own_studies:
        reasons.append(
            f"in all {len(activities)} studies others do its work, and no competence of it is kept"
        )
    return Function(
        title=title, year=year, work=done, activities=activities, kept=kept, reasons=tuple(reasons)
    )


def _by_routine(ledger: Ledger, title: str, activities: Mapping[str, int]) -> bool:
    """Whether roles of the function at the sponsor do nothing in all studies, though there are such roles."""
    there = any(role.function == title and role.party == "sponsor" for role in ledger.of(Role).values())
    return there and len(activities) >= ROUTINE and not any(activities.values())

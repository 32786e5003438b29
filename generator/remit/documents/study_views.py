"""Views of a study: its services and matrix, its duties, its team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from remit.calc.responsibility import rows_in
from remit.documents.languages import joined, language_of
from remit.documents.views import (
    ActivityView,
    Counts,
    DutyView,
    HolderView,
    PersonView,
    RaciView,
    RegimeView,
    ServiceView,
    ShareView,
    SubcontractView,
    SystemView,
)
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role, System
from remit.model.services import Obligation, RaciRow, Regime, Service, Topic
from remit.model.studies import Allocation, Study, StudyTeam, Transfer

_MARKS = (("responsible", "R"), ("accountable", "A"), ("consulted", "C"), ("informed", "I"))
_DISPOSITIONS = {
    "transferred": "Transferred",
    "retained": "Retained",
    "shared": "Shared",
    "not applicable": "Not applicable",
}


def roles(ledger: Ledger, ids: Iterable[str]) -> tuple[Role, ...]:
    """The roles of these ids."""
    return tuple(ledger.of(Role)[id] for id in ids)


def services(ledger: Ledger, study: Study, ids: Sequence[str]) -> tuple[ServiceView, ...]:
    """The services of these ids as the study buys them, with the roles of every activity."""
    rows = {activity: row for activity, (row, _) in rows_in(ledger, study).items()}
    return tuple(_service(ledger, study, ledger.of(Service)[id], rows) for id in ids)


def _service(ledger: Ledger, study: Study, service: Service, rows: Mapping[str, RaciRow]) -> ServiceView:
    study_service = study.services.get(service.id)
    provider = ledger.of(Party)[study_service.provider] if study_service else None
    activities = tuple(_activity(ledger, service, id, rows.get(id)) for id in service.activities)
    return ServiceView(service, study_service, provider, activities)


def _activity(ledger: Ledger, service: Service, id: str, row: RaciRow | None) -> ActivityView:
    named = {name: roles(ledger, getattr(row, name)) if row else () for name, _ in _MARKS}
    return ActivityView(service.activities[id], **named)


def raci_columns(views: Iterable[ServiceView]) -> tuple[Role, ...]:
    """The roles that have a mark in these services: the sponsor's first, each party's in order of first mention."""
    seen = dict.fromkeys(
        role
        for view in views
        for activity in view.activities
        for name, _ in _MARKS
        for role in getattr(activity, name)
    )
    order = ("sponsor", "cro", "vendor", "independent")
    return tuple(sorted(seen, key=lambda role: order.index(role.party)))


def raci_rows(views: Iterable[ServiceView], columns: Sequence[Role]) -> tuple[RaciView, ...]:
    """The printed matrix of these services. A role that is both responsible and accountable is marked A/R."""
    return tuple(
        _raci_row(view.service, activity, place == 0, columns)
        for view in views
        for place, activity in enumerate(view.activities)
    )


def _raci_row(service: Service, view: ActivityView, first: bool, columns: Sequence[Role]) -> RaciView:
    marks: dict[str, list[str]] = {}
    for name, letter in _MARKS:
        for role in getattr(view, name):
            marks.setdefault(role.id, []).append(letter)
    printed = {id: "/".join(sorted(letters, key="ARCI".index)) for id, letters in marks.items()}
    return RaciView(
        view.activity, service, first, printed, tuple(printed.get(role.id, "") for role in columns)
    )


def duties(ledger: Ledger, study: Study, transfer: Transfer | None) -> tuple[RegimeView, ...]:
    """Every duty of the study's regimes with its holder; what nobody allocated is the sponsor's (21 CFR 312.52(a))."""
    allocations = transfer.allocations if transfer else {}
    language = language_of(transfer, ledger) if transfer else "en-GB"
    views = []
    for id in study.regimes:
        regime = ledger.of(Regime)[id]
        rows = tuple(
            _duty(ledger, study, regime.obligations[duty], allocations.get(duty), language)
            for duty in regime.obligations
        )
        views.append(RegimeView(regime, rows, count(rows)))
    return tuple(views)


def _duty(
    ledger: Ledger, study: Study, duty: Obligation, allocation: Allocation | None, language: str
) -> DutyView:
    parties = ledger.of(Party)
    sponsor = parties[study.sponsor or ""]
    function = (
        ledger.of(Role)[allocation.sponsor_function] if allocation and allocation.sponsor_function else None
    )
    kind = allocation.disposition if allocation else "retained"
    holder: Party | None = sponsor if kind == "retained" else None
    text = sponsor.short_name
    if allocation and kind == "transferred":
        holder = parties[allocation.to or ""]
        text = holder.short_name
    elif allocation and kind == "shared":
        text = joined(dict.fromkeys(parties[share.party].short_name for share in allocation.shares), language)
    elif kind == "not applicable":
        text = "None"
    shares = (
        tuple(ShareView(parties[share.party], share.does) for share in allocation.shares)
        if kind == "shared" and allocation
        else ()
    )
    topic = ledger.of(Topic).get(duty.topic)
    decides = (
        next((one.party for one in allocation.shares if one.decides), None) if shares and allocation else None
    )
    return DutyView(
        obligation=duty,
        allocation=allocation,
        disposition=_DISPOSITIONS[kind],
        holder_text=text,
        holder=holder,
        shares=shares,
        sponsor_function=function,
        decision=(topic.decision or "") if topic and decides else "",
        decided_by=parties[decides] if decides else None,
    )


def count(rows: Iterable[DutyView]) -> Counts:
    """How many of these duties are transferred, shared, retained or not applicable."""
    found = Counter(row.disposition for row in rows)
    return Counts(found["Transferred"], found["Shared"], found["Retained"], found["Not applicable"])


def held_by(party: Party, regimes: Iterable[RegimeView]) -> HolderView:
    """The duties that a party takes over, wholly or in part."""
    rows = tuple(row for view in regimes for row in view.rows if _holds(party, row))
    return HolderView(party, rows)


def _holds(party: Party, row: DutyView) -> bool:
    allocation = row.allocation
    if allocation is None:
        return False
    if allocation.disposition == "shared":
        return any(share.party == party.id for share in allocation.shares)
    return allocation.disposition == "transferred" and allocation.to == party.id


def key_people(ledger: Ledger, study: Study, party: str) -> tuple[PersonView, ...]:
    """The key personnel of a party in a study, in the order of the team file."""
    return tuple(
        PersonView(ledger.of(Role)[one.role], one.person, one.fte, one.backup, ledger.of(Party)[one.party])
        for team in ledger.every(StudyTeam)
        if team.study == study.id
        for one in team.assignments.values()
        if one.key and one.person and one.party == party
    )


def systems(ledger: Ledger, services: Iterable[Service]) -> tuple[SystemView, ...]:
    """The systems that the activities of these services need, each once."""
    ids = dict.fromkeys(
        id for service in services for activity in service.activities.values() for id in activity.systems
    )
    found = ledger.of(System)
    return tuple(SystemView(found[id], ledger.of(Party)[found[id].owner]) for id in ids)


def subcontracts(ledger: Ledger, views: Iterable[ServiceView]) -> tuple[SubcontractView, ...]:
    """What the providers of these services pass on."""
    return tuple(
        SubcontractView(view.service, one, ledger.of(Party)[one.party], ledger.of(Role)[one.overseen_by])
        for view in views
        if view.study_service
        for one in view.study_service.subcontracts
    )

"""Views of governance: bodies, ladder and clocks with their references followed."""

from __future__ import annotations

from collections.abc import Sequence

from remit.documents.views import BodyView, ClockView, MemberView, StepView
from remit.model.agreements import QualityAgreement
from remit.model.governance import Body, Escalation, Governance, LadderStep
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Service
from remit.model.studies import Study, StudyTeam

_COMMITTEE = "idmc-support"  # the service that says that a study has a data monitoring committee


def bodies(ledger: Ledger) -> tuple[BodyView, ...]:
    """The governance bodies from the project up, without independent ones."""
    return tuple(
        _body(ledger, body) for body in ledger.one(Governance).bodies.values() if body.level != "independent"
    )


def _body(ledger: Ledger, body: Body) -> BodyView:
    roles = ledger.of(Role)
    return BodyView(
        body=body,
        chair=roles[body.chair],
        co_chair=roles[body.co_chair] if body.co_chair else None,
        members=tuple(MemberView(roles[member.role], member.voting) for member in body.members),
        decisions=body.decisions,
        reports_to=ledger.of(Body)[body.reports_to] if body.reports_to else None,
    )


def ladder(ledger: Ledger) -> tuple[StepView, ...]:
    """The escalation ladder, lowest step first."""
    roles = ledger.of(Role)
    steps = ledger.of(LadderStep)
    return tuple(
        StepView(
            step, roles[step.sponsor_role], roles[step.cro_role], steps[step.next] if step.next else None
        )
        for step in ledger.one(Escalation).ladder.values()
    )


def clocks(ledger: Ledger, studies: Sequence[Study], cro: Party) -> tuple[ClockView, ...]:
    """The event clocks of these studies with who tells whom, as a document with this CRO prints them.

    A clock that an independent role starts or receives stands only in documents of the CRO that supports the data monitoring
    committee of one of these studies: it concerns no other.
    """
    roles = ledger.of(Role)
    known = bool(studies) and _COMMITTEE in ledger.of(Service)
    supports = (study.services[_COMMITTEE] for study in studies if _COMMITTEE in study.services)
    committee = not known or any(service.provider == cro.id for service in supports)
    found = []
    for clock in ledger.one(Escalation).clocks.values():
        sender, recipient = roles[clock.sender], roles[clock.recipient]
        if committee or "independent" not in (sender.party, recipient.party):
            found.append(ClockView(clock, sender, recipient, _elsewhere(ledger, studies, sender, cro)))
    return tuple(found)


def _elsewhere(ledger: Ledger, studies: Sequence[Study], role: Role, cro: Party) -> tuple[Party, ...]:
    """The companies that fill a role of CROs in these studies, unless this CRO does so, too."""
    if role.party != "cro":
        return ()
    ids = {study.id for study in studies}
    teams = (team for team in ledger.every(StudyTeam) if team.study in ids)
    holders = {one.party for team in teams for one in team.assignments.values() if one.role == role.id}
    contacts = (one for agreement in ledger.of(QualityAgreement).values() for one in agreement.contacts)
    holders |= {one.party for one in contacts if one.role == role.id and one.party == cro.id}
    if cro.id in holders:
        return ()
    return tuple(party for id, party in ledger.of(Party).items() if id in holders)

"""Views of governance: bodies, ladder and clocks with their references followed."""

from __future__ import annotations

from remit.documents.views import BodyView, ClockView, MemberView, StepView
from remit.model.governance import Body, Escalation, Governance, LadderStep
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.services import Service
from remit.model.studies import Study

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


def clocks(ledger: Ledger, study: Study | None = None) -> tuple[ClockView, ...]:
    """The event clocks with who tells whom.

    A clock that an independent role starts or receives is left out for a study without a data monitoring committee.
    """
    roles = ledger.of(Role)
    found = (
        ClockView(clock, roles[clock.sender], roles[clock.recipient])
        for clock in ledger.one(Escalation).clocks.values()
    )
    if study is None or _COMMITTEE not in ledger.of(Service) or _COMMITTEE in study.services:
        return tuple(found)
    return tuple(view for view in found if "independent" not in (view.sender.party, view.recipient.party))

"""GOV, continued: the ladder on which issues climb, and the clocks of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from remit.model.governance import Escalation, EventClock, IssueSeverity, LadderStep
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.quality import Quality
from remit.model.values import Duration
from remit.rules.rule import Problem, must, see, whole

SERIOUS_BREACH_HOURS = 24
"""Longest time in which a CRO tells of a suspected serious breach, so that the sponsor keeps its seven days."""


@must("GOV-006")
def ladder_climbs(ledger: Ledger) -> Iterator[Problem]:
    """The escalation ladder is one chain: each step leads to the next, none is left out, and the last ends it.

    Why: An issue must come to an end in a time that can be counted.

    Wrong:
        # data/escalation.yaml
        ladder:
          l2:
            next: l1

    Right:
        # data/escalation.yaml
        ladder:
          l2:
            next:

    Source: escalation practice.
    """
    for escalation in ledger.every(Escalation):
        steps = tuple(escalation.ladder.values())
        if not whole(ledger, escalation):
            continue
        for place, step in enumerate(steps):
            following = steps[place + 1].id if place + 1 < len(steps) else None
            if step.next != following and (step.next is None or step.next in escalation.ladder):
                right = f"'{following}'" if following else "nothing: it is the last"
                message = f"after step '{step.id}' comes {right}, but 'next' says {step.next or 'nothing'}"
                yield Problem(
                    message,
                    step.at("next"),
                    "list the steps from the lowest to the highest and let each lead to the next",
                )


@must("GOV-007")
def times_in_order(ledger: Ledger) -> Iterator[Problem]:
    """Times on the ladder do not shrink as an issue climbs, and a worse issue is taken up faster.

    Why: Higher levels meet more seldom; a limit that they cannot keep is no limit.

    Wrong:
        # data/escalation.yaml
        ladder:
          l2:
            resolve_within: 1 business day

    Right:
        # data/escalation.yaml
        ladder:
          l2:
            resolve_within: 5 business days

    Source: escalation practice.
    """
    for escalation in ledger.every(Escalation):
        steps, grades = tuple(escalation.ladder.values()), tuple(escalation.severities.values())
        for below, above in pairwise(steps):
            if above.resolve_within.hours < below.resolve_within.hours:
                message = (
                    f"step '{above.id}' has {above.resolve_within}, less than the {below.resolve_within} of "
                    f"the step below"
                )
                yield Problem(
                    message,
                    above.at("resolve_within"),
                    "give at least as much time",
                    see("the step below", below.at("resolve_within")),
                )
        for grade in grades:
            if grade.plan.hours < grade.acknowledge.hours:
                message = (
                    f"{grade.title}: the plan is due in {grade.plan}, before receipt is confirmed in "
                    f"{grade.acknowledge}"
                )
                yield Problem(message, grade.at("plan"), "correct one of the times")
        yield from _slower_when_worse(grades)


def _slower_when_worse(grades: Sequence[IssueSeverity]) -> Iterator[Problem]:
    for worse, lighter in pairwise(grades):
        for field in ("acknowledge", "plan"):
            slow: Duration = getattr(worse, field)
            fast: Duration = getattr(lighter, field)
            if slow.hours > fast.hours:
                message = (
                    f"{worse.title} issues have {slow}, more than the {fast} of {lighter.title.lower()} ones"
                )
                yield Problem(
                    message,
                    worse.at(field),
                    "list grades worst first, with the shortest times first",
                    see(lighter.title, lighter.at(field)),
                )


@must("GOV-008")
def both_on_each_step(ledger: Ledger) -> Iterator[Problem]:
    """Each step of the ladder names a role of the sponsor and one of the CRO, each with somebody who stands in.

    Why: An issue climbs on both sides at once, also in August.

    Wrong:
        # data/escalation.yaml
        ladder:
          l1:
            cro_backup:

    Right:
        # data/escalation.yaml
        ladder:
          l1:
            cro_backup: cro-cra

    Source: escalation practice.
    """
    for step in ledger.of(LadderStep).values():
        for side, role, backup in (
            ("sponsor", step.sponsor_role, step.sponsor_backup),
            ("cro", step.cro_role, step.cro_backup),
        ):
            for field, id in ((f"{side}_role", role), (f"{side}_backup", backup)):
                known = ledger.of(Role).get(id or "")
                if id is None:
                    message = f"nobody stands in for '{role}' on step '{step.id}'"
                    yield Problem(message, step.at(f"{side}_role"), f"add '{field}:'")
                elif known and known.party != side:
                    yield Problem(
                        f"{known.title} is a {known.party} role, not one of the {side}",
                        step.at(field),
                        "name a role of that side",
                    )
            if backup == role:
                yield Problem(
                    f"'{role}' stands in for itself on step '{step.id}'",
                    step.at(f"{side}_backup"),
                    "name another role",
                )


@must("GOV-009")
def clocks_leave_time(ledger: Ledger) -> Iterator[Problem]:
    """A CRO tells of an event sooner than the authority must know, and of a suspected serious breach within 24 hours.

    Why: The sponsor's clock towards the authority may start with the CRO's knowledge; what the CRO takes, the sponsor loses.

    Wrong:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            within: 7 calendar days

    Right:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            within: 24 hours

    Source: 21 CFR 312.32(c); EU CTR Articles 42 and 52.
    """
    for clock in ledger.of(EventClock).values():
        if clock.regulator_clock and clock.within.hours >= clock.regulator_clock.hours:
            message = f"'{clock.event}' is told within {clock.within}; the authority's clock is {clock.regulator_clock}"
            hint = "leave the recipient time to assess and submit"
            yield Problem(
                message, clock.at("within"), hint, see("the authority's clock", clock.at("regulator_clock"))
            )
        if clock.sender == clock.recipient:
            yield Problem(
                f"'{clock.sender}' tells itself of '{clock.event}'", clock.at("recipient"), "name who is told"
            )
    for quality in ledger.every(Quality):
        if quality.serious_breach_notify.hours > SERIOUS_BREACH_HOURS:
            message = (
                f"a suspected serious breach is told within {quality.serious_breach_notify}, more than "
                f"{SERIOUS_BREACH_HOURS} hours"
            )
            yield Problem(
                message,
                quality.at("serious_breach_notify"),
                "the sponsor has seven days from awareness to the authority",
            )


RULES = (ladder_climbs, times_in_order, both_on_each_step, clocks_leave_time)

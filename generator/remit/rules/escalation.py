"""GOV, continued: the ladder on which issues climb, and the clocks of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from remit.model.governance import Body, Escalation, EventClock, Governance, IssueSeverity, LadderStep
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Quality
from remit.model.values import Duration
from remit.rules.rule import Problem, complete, must, see, whole


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
    """A CRO tells of an event so soon that the sponsor can still do its part within the authority's clock.

    Why: The sponsor's clock towards the authority may start with the CRO's knowledge; what the CRO takes, the sponsor loses.
    The playbook's threshold 'sponsor_processing' says how much the sponsor needs; 'adverse_event_within' and
    'serious_breach_within' limit the two events for which good clinical practice wants no delay.

    Wrong:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            within: 6 calendar days

    Right:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            within: 24 hours

    Source: 21 CFR 312.32(c); EU CTR Articles 42 and 52; ICH E6(R3) 2.7.2 and 3.13.
    """
    limits = next((one.thresholds for one in ledger.every(Playbook)), Thresholds())
    longest = {
        "serious adverse event": limits.adverse_event_within,
        "serious breach": limits.serious_breach_within,
    }
    for clock in ledger.of(EventClock).values():
        limit = longest.get(clock.kind or "")
        if limit and clock.within.hours > limit.hours:
            message = f"'{clock.event}' is told within {clock.within}, more than {limit}"
            yield Problem(message, clock.at("within"), "shorten it, or change the threshold with a reason")
        elif clock.regulator_clock:
            yield from _late_for_authority(clock, clock.regulator_clock, limits.sponsor_processing)
        if clock.sender == clock.recipient:
            yield Problem(
                f"'{clock.sender}' tells itself of '{clock.event}'", clock.at("recipient"), "name who is told"
            )
    for quality in ledger.every(Quality):
        yield from _breach_told(ledger, quality, limits.serious_breach_within)


def _late_for_authority(clock: EventClock, regulator: Duration, needed: Duration) -> Iterator[Problem]:
    if clock.within.hours + needed.hours > regulator.hours:
        yield Problem(
            f"'{clock.event}' is told within {clock.within}; of the authority's {regulator}, the sponsor then has less than "
            f"the {needed} it needs",
            clock.at("within"),
            "leave the recipient time to assess and submit",
            see("the authority's clock", clock.at("regulator_clock")),
        )


def _breach_told(ledger: Ledger, quality: Quality, limit: Duration) -> Iterator[Problem]:
    """The time of the quality agreement against the limit, and against the clock of the escalation plan."""
    told = quality.serious_breach_notify
    if told.hours > limit.hours:
        yield Problem(
            f"a suspected serious breach is told within {told}, more than {limit}",
            quality.at("serious_breach_notify"),
            "the sponsor has seven days from awareness to the authority",
        )
    for clock in ledger.of(EventClock).values():
        if clock.kind == "serious breach" and clock.within.hours != told.hours:
            yield Problem(
                f"a suspected serious breach is told within {told} by the quality agreement, but within {clock.within} by "
                f"the escalation plan",
                quality.at("serious_breach_notify"),
                "write the same time in both",
                see("the clock", clock.at("within")),
            )


@must("GOV-040")
def ladder_ends_at_the_top(ledger: Ledger) -> Iterator[Problem]:
    """The last step of the escalation ladder belongs to one pair of members of the highest body.

    Why: Whoever settles what nobody else could settle must be able to bind the party; after them only the dispute clause
    is left.

    Wrong:
        # data/escalation.yaml
        ladder:
          l2:
            sponsor_role: sponsor-project-manager

    Right:
        # data/escalation.yaml
        ladder:
          l2:
            sponsor_role: sponsor-executive

    Source: alliance governance practice.
    """
    tops = [one for one in ledger.of(Body).values() if one.level != "independent" and not one.reports_to]
    if not complete(ledger, Governance) or len(tops) != 1:
        return
    seats = {member.role for member in tops[0].members if member.voting}
    for escalation in ledger.every(Escalation):
        if not whole(ledger, escalation):
            continue
        for step in list(escalation.ladder.values())[-1:]:
            for field in ("sponsor_role", "cro_role"):
                role = ledger.of(Role).get(getattr(step, field))
                if role and role.id not in seats:
                    yield Problem(
                        f"the ladder ends with {role.title}, who has no vote in the highest body, {tops[0].title}",
                        step.at(field),
                        "end it with the executives of both parties, or make the role a voting member",
                        see("its members", tops[0].at("members").key()),
                    )


RULES = (ladder_climbs, times_in_order, both_on_each_step, clocks_leave_time, ladder_ends_at_the_top)

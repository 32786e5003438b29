"""GOV: governance bodies and how far they may decide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from remit.calc.limits import upward
from remit.model.governance import Body, Governance, Mandate
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.rules.rule import Problem, complete, listed, must, see, whole

OWED: tuple[Mandate, ...] = ("performance", "relationship", "financial alignment", "escalated issues")
"""Mandates that every alliance needs a body for."""

LONGEST_HOURS = {"project": 14 * 24, "steering": 3 * 730}
"""Longest time between meetings: 14 days for the project, three months for the review of milestones."""


def _joint(ledger: Ledger) -> Iterator[Body]:
    """Bodies in which both parties sit; independent ones, such as a data monitoring committee, follow their own charter."""
    return (body for body in ledger.of(Body).values() if body.level != "independent")


def _side(ledger: Ledger, role: str | None) -> str:
    known = ledger.of(Role).get(role or "")
    return known.party if known else ""


@must("GOV-001")
def bodies_are_joint(ledger: Ledger) -> Iterator[Problem]:
    """Every joint body has members of both parties, a quorum that they can reach, and chairs that are members of it.

    Why: A committee that one party can hold alone decides nothing for the other.

    Wrong:
        # data/governance.yaml
        bodies:
          project-team:
            quorum:
              sponsor: 3
              cro: 1

    Right:
        # data/governance.yaml
        bodies:
          project-team:
            quorum:
              sponsor: 1
              cro: 1

    Source: alliance governance practice.
    """
    for body in _joint(ledger):
        seats = [member.role for member in body.members]
        if any(not _side(ledger, role) for role in seats):
            continue
        for side, needed in (("sponsor", body.quorum.sponsor), ("cro", body.quorum.cro)):
            have = sum(1 for role in seats if _side(ledger, role) == side)
            if needed < 1:
                yield Problem(
                    f"{body.title} can meet without the {side}",
                    body.quorum.at(side),
                    "ask for at least one member of each side",
                )
            elif have < needed:
                message = f"the quorum of {body.title} needs {needed} of the {side}, but it has {have}"
                hint = "lower the quorum, or add members"
                yield Problem(
                    message, body.quorum.at(side), hint, see("the members", body.at("members").key())
                )
        for field, chair in (("chair", body.chair), ("co_chair", body.co_chair)):
            if chair and _side(ledger, chair) and chair not in seats:
                yield Problem(
                    f"'{chair}' chairs {body.title}, but is not among its members",
                    body.at(field),
                    "add the role to 'members'",
                )
        if body.co_chair and _side(ledger, body.chair) == _side(ledger, body.co_chair) != "":
            message = f"chair and co-chair of {body.title} belong to the same side"
            yield Problem(
                message,
                body.at("co_chair"),
                "name a role of the other party",
                see("the chair", body.at("chair")),
            )


@must("GOV-002")
def one_chain_of_bodies(ledger: Ledger) -> Iterator[Problem]:
    """Joint bodies report upward in one chain without a circle, and one body stands at the top.

    Why: A question that goes round in a circle is never decided; two tops decide differently.

    Wrong:
        # data/governance.yaml
        bodies:
          steering:
            reports_to: project-team

    Right:
        # data/governance.yaml
        bodies:
          steering:
            reports_to:

    Source: alliance governance practice.
    """
    if not complete(ledger, Governance):
        return
    bodies = {body.id: body for body in _joint(ledger)}
    tops = [body for body in bodies.values() if body.reports_to is None]
    for body in bodies.values():
        above, seen = body.reports_to, {body.id}
        while above and above in bodies and above not in seen:
            seen.add(above)
            above = bodies[above].reports_to
        if above == body.id:
            message = f"{body.title} reports, through others, to itself"
            yield Problem(message, body.at("reports_to"), "the highest body has no 'reports_to'")
    for body in tops[1:]:
        hint = "say to which body it reports"
        top = see("the other top", tops[0].where.key())
        yield Problem(f"{body.title} and {tops[0].title} both stand at the top", body.where.key(), hint, top)


@must("GOV-003")
def mandates_covered(ledger: Ledger) -> Iterator[Problem]:
    """Performance, relationship, financial alignment and escalated issues each belong to a body.

    Why: What no committee is answerable for is discussed by all and decided by none.

    Wrong:
        # data/governance.yaml
        bodies:
          steering:
            mandates: [performance, relationship, escalated issues]

    Right:
        # data/governance.yaml
        bodies:
          steering:
            mandates: [performance, relationship, financial alignment, escalated issues]

    Source: alliance governance practice.
    """
    for governance in ledger.every(Governance):
        covered = {mandate for body in governance.bodies.values() for mandate in body.mandates}
        missing = [mandate for mandate in OWED if mandate not in covered]
        if missing and whole(ledger, governance):
            choices = ", ".join(get_args(Mandate))
            message = f"no body is answerable for {listed(missing)}"
            yield Problem(
                message,
                governance.at("bodies").key(),
                f"add to the 'mandates' of a body (choices: {choices})",
            )


@must("GOV-004")
def meets_often_enough(ledger: Ledger) -> Iterator[Problem]:
    """A project body meets at least every 14 days, a steering body at least every three months; there is one of each.

    Why: Issues that wait for the next meeting age by its cadence, and those without a body wait for good.

    Wrong:
        # data/governance.yaml
        bodies:
          project-team:
            cadence: 1 month

    Right:
        # data/governance.yaml
        bodies:
          project-team:
            cadence: 14 calendar days

    Source: project review practice.
    """
    for body in _joint(ledger):
        longest = LONGEST_HOURS.get(body.level)
        if longest and body.cadence.hours > longest:
            words = "14 calendar days" if body.level == "project" else "3 months"
            message = (
                f"{body.title} meets every {body.cadence}; a {body.level} body meets at least every {words}"
            )
            yield Problem(message, body.at("cadence"), "shorten the cadence")
    for governance in ledger.every(Governance) if complete(ledger, Governance) else ():
        for level, what in (("project", "reviews a project"), ("steering", "reviews milestones")):
            if not any(body.level == level for body in governance.bodies.values()):
                message = f"no body {what}: none has the level '{level}'"
                yield Problem(
                    message, governance.at("bodies").key(), "add one, or correct the 'level' of a body"
                )


@must("GOV-005")
def limits_without_gap(ledger: Ledger) -> Iterator[Problem]:
    """Limits of decision on one topic rise from body to body up the chain, and the highest body has none.

    Why: With a gap, an amount belongs to nobody; with an overlap, to two bodies that may decide differently.

    Wrong:
        # data/governance.yaml
        bodies:
          steering:
            decisions:
              - topic: Cost of a work order
                limit: 20000 USD

    Right:
        # data/governance.yaml
        bodies:
          steering:
            decisions:
              - topic: Cost of a work order

    Source: delegation of authority practice.
    """
    if not complete(ledger, Governance):
        return
    bodies = {body.id: body for body in _joint(ledger)}
    topics = {d.topic: None for body in bodies.values() for d in body.decisions if d.limit}
    for topic in topics:
        chain = [(body, d) for body in upward(bodies) for d in body.decisions if d.topic == topic]
        for (lower, below), (_upper, above) in pairwise(chain):
            if above.limit and below.limit and above.limit.currency != below.limit.currency:
                message = f"'{topic}': the limit {above.limit} cannot be compared with that of {lower.title}, {below.limit}"
                yield Problem(
                    message,
                    above.at("limit"),
                    "write all limits on a topic in one currency",
                    see("the body below", below.at("limit")),
                )
            elif above.limit and (below.limit is None or above.limit.amount <= below.limit.amount):
                message = (
                    f"'{topic}': the limit {above.limit} is not above that of {lower.title}, "
                    f"{below.limit or 'without limit'}"
                )
                hint = "raise the limit, or remove it at the highest body"
                yield Problem(message, above.at("limit"), hint, see("the body below", below.at("limit")))
        if chain and chain[-1][1].limit:
            top, last = chain[-1]
            message = f"'{topic}': nobody decides above {last.limit}, the limit of {top.title}"
            yield Problem(
                message,
                last.at("limit"),
                "add the topic without a limit to the body above, or remove this limit",
            )


RULES = (bodies_are_joint, one_chain_of_bodies, mandates_covered, meets_often_enough, limits_without_gap)

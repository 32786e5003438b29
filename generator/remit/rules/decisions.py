"""SEL, continued: the decision to outsource and the steps to the award."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import get_args, get_type_hints

from remit.calc.bids import weighted
from remit.findings import Where
from remit.model.decisions import AwardStep, Decision, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.playbook import Playbook, Thresholds
from remit.model.selection import Selection
from remit.model.studies import Study
from remit.rules.rule import Problem, listed, must, see, should, whole
from remit.schema.nearest import nearest

STATES: tuple[str, ...] = get_args(get_type_hints(AwardStep)["state"])
"""Steps from the need to the signed work order, in their order."""

Dated = tuple[str, dt.date, Where]


@must("SEL-007")
def all_criteria_answered(ledger: Ledger) -> Iterator[Problem]:
    """A decision to outsource answers every criterion of the playbook.

    Why: The criteria that are left out are those that would have spoken against it.

    Wrong:
        # data/studies/al-101/decision.yaml
        criteria:
          partner:

    Right:
        # data/studies/al-101/decision.yaml
        criteria:
          partner:
            score: 4
            reason: Several CROs know the disease

    Source: published criteria for outsourcing decisions.
    """
    for principles in ledger.every(Principles):
        for decision in ledger.every(Decision):
            missing = [one.title for id, one in principles.criteria.items() if id not in decision.criteria]
            if missing and whole(ledger, principles, decision):
                message = f"the decision says nothing about: {listed(missing)}"
                yield Problem(message, decision.at("criteria").key(), "add a score with its reason")


@must("SEL-008")
def decided_at_its_level(ledger: Ledger) -> Iterator[Problem]:
    """A decision is approved by the role that decides at its level, within that level's budget, before it is taken.

    Why: A decision above somebody's authority binds nobody and has to be taken again when it hurts.

    Wrong:
        # data/studies/al-101/decision.yaml
        budget: 2400000 USD

    Right:
        # data/studies/al-101/decision.yaml
        budget: 1200000 USD

    Source: delegation of authority practice.
    """
    for decision in ledger.every(Decision):
        for approval in decision.approvals:
            if approval.date > decision.date:
                message = (
                    f"{approval.person} approved on {approval.date}, after the decision of {decision.date}"
                )
                yield Problem(message, approval.at("date"), "correct one of the dates")
        for principles in ledger.every(Principles):
            for authority in principles.authority.values():
                if authority.level != decision.level:
                    continue
                limit, budget = authority.limit, decision.budget
                if limit and limit.currency != budget.currency:
                    yield Problem(
                        f"a {decision.level} decision covers up to {limit}, which says nothing about a budget of {budget}",
                        decision.at("budget"),
                        f"give the budget in {limit.currency}",
                        see("the limit", authority.at("limit")),
                    )
                elif limit and budget.amount > limit.amount:
                    yield Problem(
                        f"a {decision.level} decision covers up to {limit}, not {budget}",
                        decision.at("budget"),
                        "decide at a higher level",
                        see("the limit", authority.at("limit")),
                    )
                role = ledger.of(Role).get(authority.approver)
                if role and role.id not in {one.role for one in decision.approvals}:
                    yield Problem(
                        f"a {decision.level} decision takes the approval of the {role.title}",
                        decision.at("approvals").key(),
                        "add the approval, or correct the level",
                        see("who approves", authority.at("approver")),
                    )


@must("SEL-009")
def chosen_option_is_done(ledger: Ledger) -> Iterator[Problem]:
    """The chosen option is one that was weighed, and its model is that of the study.

    Why: A study run otherwise than was decided has been decided by nobody.

    Wrong:
        # data/studies/al-101/decision.yaml
        chosen: own

    Right:
        # data/studies/al-101/decision.yaml
        chosen: full

    Source: decision practice.
    """
    for decision in ledger.every(Decision):
        option, study = decision.options.get(decision.chosen), ledger.of(Study).get(decision.study)
        if option is None:
            if whole(ledger, decision):
                hint = nearest(decision.chosen, list(decision.options)) or "name the id of an option"
                yield Problem(f"there is no option '{decision.chosen}'", decision.at("chosen"), hint)
        elif study and study.model and study.model != option.model:
            yield Problem(
                f"'{option.title}' is {option.model}, but study {study.protocol_id} is {study.model}",
                decision.at("chosen"),
                "correct the study or the choice",
                see("the study", study.at("model")),
            )


@must("SEL-010")
def steps_in_order(ledger: Ledger) -> Iterator[Problem]:
    """The steps to the award, and the dates of a tender, follow one another.

    Why: Bids that came after the deadline, or an award before the bid defence, make a selection open to challenge.

    Wrong:
        # data/studies/al-101/selection.yaml
        dates:
          defences: 2025-10-01

    Right:
        # data/studies/al-101/selection.yaml
        dates:
          defences: 2025-10-28

    Source: procurement practice.
    """
    for decision in ledger.every(Decision):
        yield from _forward((step.state, step.date, step.at("date")) for step in decision.award)
        for earlier, later in pairwise(decision.award):
            if STATES.index(later.state) <= STATES.index(earlier.state):
                message = f"'{later.state}' does not come after '{earlier.state}'"
                yield Problem(message, later.at("state"), "list the steps in their order, each once")
    for selection in ledger.every(Selection):
        dates = selection.dates
        names = ("issued", "questions_due", "answers", "bids_due", "defences", "decision")
        yield from _forward((name, getattr(dates, name), dates.at(name)) for name in names)
        for bid in selection.bids.values():
            if bid.received > dates.bids_due:
                message = f"the bid of {bid.bidder} came on {bid.received}, after {dates.bids_due}"
                hint = "extend the deadline for all, or leave the bid out"
                yield Problem(message, bid.at("received"), hint, see("the deadline", dates.at("bids_due")))


def _forward(steps: Iterable[Dated]) -> Iterator[Problem]:
    for (name, date, where), (then, later, place) in pairwise(steps):
        if later < date:
            message = f"'{then}' is of {later}, before '{name}' of {date}"
            yield Problem(message, place, "correct one of the dates", see(f"'{name}'", where))


@should("SEL-012")
def enough_with_partners(ledger: Ledger) -> Iterator[Problem]:
    """After a decision, partners do the share of the work at which the playbook aims.

    Why: An alliance lives on work; below a share it is kept for nothing. The playbook's threshold is 'outsourced_share'.

    Wrong:
        # data/studies/al-101/decision.yaml
        outsourced_after: 25 %

    Right:
        # data/studies/al-101/decision.yaml
        outsourced_after: 40 %

    Source: published experience of alliances.
    """
    limits = next((one.thresholds for one in ledger.every(Playbook)), Thresholds())
    for decision in ledger.every(Decision):
        if decision.outsourced_after.value < limits.outsourced_share.value:
            yield Problem(
                f"after this decision, partners do {decision.outsourced_after} of the work; the playbook aims at "
                f"{limits.outsourced_share}",
                decision.at("outsourced_after"),
                "outsource more, or change the threshold 'outsourced_share' with a reason",
            )


@should("SEL-013")
def lean_is_suited(ledger: Ledger) -> Iterator[Problem]:
    """A study is overseen lean (L3 or L4) only where the decision shows that it is suited, and why.

    Why: Lean oversight of a study that needs close oversight saves effort until something happens.

    Wrong:
        # data/studies/al-101/study.yaml
        oversight_level: L3

    Right:
        # data/studies/al-101/study.yaml
        oversight_level: L2

    Source: published experience with lean oversight.
    """
    for principles in ledger.every(Principles):
        weights = {id: factor.weight for id, factor in principles.suitability.items()}
        for decision in ledger.every(Decision):
            study = ledger.of(Study).get(decision.study)
            if (
                study is None
                or study.oversight_level not in ("L3", "L4")
                or not whole(ledger, principles, decision)
            ):
                continue
            level = see("the level", study.at("oversight_level"))
            score = weighted({id: one.score for id, one in decision.suitability.items()}, weights)
            if score < principles.lean_threshold:
                yield Problem(
                    f"study {study.protocol_id} is overseen at {study.oversight_level}, but scores {score:.2f} for "
                    f"lean oversight, below {principles.lean_threshold}",
                    decision.at("suitability").key() if decision.suitability else decision.where,
                    "score every factor, or oversee the study more closely",
                    level,
                )
            if not decision.lean_reason:
                message = f"nothing says why study {study.protocol_id} is overseen lean"
                yield Problem(message, decision.where, "add 'lean_reason:'", level)


RULES = (
    all_criteria_answered,
    decided_at_its_level,
    chosen_option_is_done,
    steps_in_order,
    enough_with_partners,
    lean_is_suited,
)

"""OVS, continued: the level of oversight against results, and the way to a leaner one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.calc.levels import agreement_in_force, began, results_of
from remit.calc.money import calendar_days
from remit.calc.oversight import LEVELS, is_leaner, one_up, unmet
from remit.model.agreements import QualityAgreement
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.oversight import Oversight, Transition
from remit.model.parties import Role
from remit.model.performance import Performance
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metrics
from remit.model.studies import Study
from remit.rules.rule import Problem, complete, must, see, should, whole


@must("OVS-004")
def alarm_moves_up(ledger: Ledger) -> Iterator[Problem]:
    """After a red quality or risk metric or a critical finding, a study is overseen more closely.

    Why: The way down is earned in quarters, the way up is taken at once. A move up is recorded in the study's
    transition.yaml; the most intensive level cannot be raised.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:
            value: 16
            action: Reports are caught up
            action_owner: cro-project-manager
            action_due: 2026-07-15

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:
            value: 9

    Source: ICH E6(R3) 3.9 (oversight fit for purpose and risk).
    """
    if not complete(ledger, Metrics, Transition, Performance):
        return
    for study in ledger.every(Study):
        level = study.oversight_level
        if level is None or level == LEVELS[0]:
            continue
        for results in results_of(ledger, study).values():
            last = results[-1]
            if last.alarms and not _raised(ledger, study.id, last.period.first):
                yield Problem(
                    f"study {study.protocol_id} is still at {level}, though {last.alarms[0]} in {last.period.id}",
                    study.at("oversight_level"),
                    f"move it to {one_up(level)}, and record the move in transition.yaml",
                    see("the results", last.period.at("values").key()),
                )


def _raised(ledger: Ledger, study: str, since: dt.date) -> bool:
    moves = (one for one in ledger.in_study(Transition, study) if one.approved >= since)
    return any(is_leaner(one.from_level, one.to_level) for one in moves)


@must("OVS-005")
def leaner_level_is_earned(ledger: Ledger) -> Iterator[Problem]:
    """A study moves to a leaner level by one step, after the green periods and with the approval that the playbook asks.

    Why: A level that was lowered to save effort has to be raised at the worst moment.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          enrolment-vs-plan:
            numerator: 9

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          enrolment-vs-plan:
            numerator: 11

    Source: published experience with lean oversight.
    """
    if not complete(ledger, Metrics, Oversight, QualityAgreement, WorkOrder, Performance):
        return
    for transition in ledger.every(Transition):
        study = ledger.of(Study).get(transition.study)
        if study is None or not is_leaner(transition.to_level, transition.from_level):
            continue
        if study.oversight_level not in (transition.from_level, transition.to_level):
            message = f"study {study.protocol_id} is at {study.oversight_level}, not on this way"
            where = see("its level", study.at("oversight_level"))
            yield Problem(message, transition.at("to_level"), "correct the study or the transition", where)
        for oversight in ledger.every(Oversight):
            yield from _earned(ledger, oversight, transition, study)


def _earned(ledger: Ledger, oversight: Oversight, transition: Transition, study: Study) -> Iterator[Problem]:
    wanted = (transition.from_level, transition.to_level)
    move = next((one for one in oversight.moves.values() if (one.from_level, one.to_level) == wanted), None)
    if move is None:
        message = f"the playbook knows no move from {wanted[0]} to {wanted[1]}"
        yield Problem(message, transition.at("to_level"), "move one level at a time")
        return
    if transition.approved_by != move.approver:
        message = (
            f"the move is approved by '{transition.approved_by}', but takes the approval of '{move.approver}'"
        )
        place = see("who approves", move.at("approver"))
        yield Problem(message, transition.at("approved_by"), "have it approved", place)
    agreed = agreement_in_force(ledger, study.id, transition.approved)
    for results in results_of(ledger, study).values() or ((),):
        before = [one for one in results if one.period.last <= transition.approved]
        for missing in unmet(move, before, agreed):
            yield Problem(
                f"the move to {transition.to_level} was approved on {transition.approved}, but {missing}",
                transition.at("approved"),
                "wait until the criteria are met",
                see("the criteria", move.where.key()),
            )


@must("OVS-006")
def transition_is_a_plan(ledger: Ledger) -> Iterator[Problem]:
    """A transition has executives of both parties behind it, and tasks within its own dates.

    Why: A change of habits without sponsors and dates is a wish.

    Wrong:
        # data/studies/al-101/transition.yaml
        sponsors: [sponsor-executive]

    Right:
        # data/studies/al-101/transition.yaml
        sponsors: [sponsor-executive, cro-executive]

    Source: published experience with lean oversight.
    """
    for transition in ledger.every(Transition):
        roles = [ledger.of(Role).get(id) for id in transition.sponsors]
        behind = {role.party for role in roles if role}
        if all(roles) and not {"sponsor", "cro"} <= behind:
            side = "the CRO" if "cro" not in behind else "the sponsor"
            yield Problem(
                f"nobody of {side} stands behind the transition",
                transition.at("sponsors"),
                "name an executive",
            )
        if transition.end < transition.start:
            message = f"the transition ends on {transition.end}, before it begins on {transition.start}"
            yield Problem(message, transition.at("end"), "correct one of the dates")
            continue
        for task in transition.tasks.values():
            if task.end < task.start:
                message = f"'{task.title}' ends on {task.end}, before it begins on {task.start}"
                yield Problem(message, task.at("end"), "correct one of the dates")
            elif task.start < transition.start or task.end > transition.end:
                field = "start" if task.start < transition.start else "end"
                message = (
                    f"'{task.title}' lies outside the transition from {transition.start} to {transition.end}"
                )
                place = see("the transition", transition.at(field))
                yield Problem(message, task.at(field), "correct one of the dates", place)


@should("OVS-012")
def lean_is_prepared(ledger: Ledger) -> Iterator[Problem]:
    """A move to lean oversight (L3 or L4) is prepared long enough.

    Why: Procedures, metrics and people need time to change; half a year is what alliances report. The playbook's threshold
    is 'lean_preparation'.

    Wrong:
        # data/studies/al-101/transition.yaml
        from_level: L2
        to_level: L3

    Right:
        # data/studies/al-101/transition.yaml
        from_level: L1
        to_level: L2

    Source: published experience with lean oversight.
    """
    least = next((one.thresholds for one in ledger.every(Playbook)), Thresholds()).lean_preparation
    for transition in ledger.every(Transition):
        days = (transition.end - transition.start).days + 1
        lean = transition.to_level in ("L3", "L4") and is_leaner(transition.to_level, transition.from_level)
        if lean and 0 < days < int(calendar_days(least)) and whole(ledger, transition):
            yield Problem(
                f"the move to {transition.to_level} is prepared in {days} days, less than {least}",
                transition.at("end"),
                "take more time, or change the threshold 'lean_preparation' with a reason",
                see("the beginning", transition.at("start")),
            )


@should("OVS-013")
def transition_is_finished(ledger: Ledger) -> Iterator[Problem]:
    """A study is at a leaner level only when every task of its transition is done.

    Why: Each task has a criterion that shows that the leaner way works; a level that begins before that rests on hope.

    Wrong:
        # data/studies/al-101/transition.yaml
        tasks:
          plan:
            done: 2026-08-20

    Right:
        # data/studies/al-101/transition.yaml
        tasks:
          plan:
            done: 2026-04-28

    Source: published experience with lean oversight.
    """
    for transition in ledger.every(Transition):
        study = ledger.of(Study).get(transition.study)
        leaner = is_leaner(transition.to_level, transition.from_level)
        if study is None or not leaner or study.oversight_level != transition.to_level:
            continue
        first = began(transition)
        for task in transition.tasks.values():
            if task.done is None or task.done >= first:
                when = f"was done on {task.done}" if task.done else "is not recorded as done"
                yield Problem(
                    f"'{task.title}' {when}, though {transition.to_level} began on {first}",
                    task.at("done") if task.done else task.where.key(),
                    "record the day on which its criterion was shown, or stay at the level before",
                    see("the level", study.at("oversight_level")),
                )


RULES = (
    alarm_moves_up,
    leaner_level_is_earned,
    transition_is_a_plan,
    lean_is_prepared,
    transition_is_finished,
)

"""TIME and GOV, continued: letters of intent, kick-off, approved oversight, and the end of the term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import floor
from typing import get_args, get_type_hints

from remit.calc.business_days import Calendar, calendar_of
from remit.calc.money import calendar_days
from remit.calc.orders import last_day_of, orders_for
from remit.calc.schedule import pert
from remit.calc.validity import last_signature
from remit.findings import Where
from remit.model.closing import CloseOut
from remit.model.decisions import Decision
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Role
from remit.model.planning import AgendaItem, KickOff, Schedule
from remit.model.playbook import Playbook, Thresholds
from remit.model.studies import Study
from remit.model.values import Duration
from remit.rules.rule import Problem, complete, listed, must, see, should, whole
from remit.rules.schedules import date_of

OBJECTIVES: tuple[str, ...] = get_args(get_type_hints(AgendaItem)["objective"])
"""What a kick-off is for."""


@must("TIME-012")
def kick_off_in_time(ledger: Ledger) -> Iterator[Problem]:
    """The kick-off is held soon after the first work order is signed, and before the first set-up task of the core team.

    Why: People who begin before they have met begin twice. The playbook's threshold is 'kick_off_within'.

    Wrong:
        # data/studies/al-101/kick_off.yaml
        date: 2026-01-26

    Right:
        # data/studies/al-101/kick_off.yaml
        date: 2025-12-18

    Source: project management practice.
    """
    within = next((one.thresholds for one in ledger.every(Playbook)), Thresholds()).kick_off_within
    for meeting in ledger.every(KickOff):
        schedule = ledger.of(Schedule).get(meeting.study)
        calendar = calendar_of(schedule) if schedule else Calendar()
        own = [one for one in orders_for(ledger, meeting.study) if one.study == meeting.study]
        orders = [(signed, one) for one in own if (signed := last_signature(one))]
        signed, order = min(orders, key=lambda pair: pair[0], default=(None, None))
        if (
            order
            and signed
            and complete(ledger, WorkOrder)
            and _later(signed, meeting.date, within, calendar)
        ):
            yield Problem(
                f"the kick-off on {meeting.date} is more than {within} after {order.number} was signed on {signed}",
                meeting.at("date"),
                "hold it earlier, or change the threshold 'kick_off_within' with a reason",
                see("the signatures", order.at("signatures").key()),
            )
        if schedule and whole(ledger, schedule):
            yield from _before_set_up(meeting, schedule)


def _later(signed: dt.date, day: dt.date, within: Duration, calendar: Calendar) -> bool:
    """Whether a day is later than a time after another. Holidays are asked only where weekends alone do not decide."""
    if within.unit != "business day":
        return (day - signed).days > calendar_days(within)
    counted = (one.after(signed, day) for one in (Calendar(), calendar))
    return all(days > within.n for days in counted)


def _before_set_up(meeting: KickOff, schedule: Schedule) -> Iterator[Problem]:
    plan = pert(schedule.tasks)
    starts = {
        id: plan.tasks[id].early_start for id, task in schedule.tasks.items() if plan and task.core_set_up
    }
    if not starts:
        return
    first = min(starts, key=lambda id: starts[id])
    nth = floor(starts[first]) + 1
    calendar = calendar_of(schedule)
    if all(meeting.date > one.nth(schedule.start, nth) for one in (Calendar(), calendar)):
        task = schedule.tasks[first]
        begin = calendar.nth(schedule.start, nth)
        yield Problem(
            f"the kick-off on {meeting.date} comes after '{task.title}' begins on {begin}",
            meeting.at("date"),
            "hold it before the first set-up task of a core team member",
            see("the task", task.where.key()),
        )


@must("TIME-013")
def oversight_approved_in_time(ledger: Ledger) -> Iterator[Problem]:
    """The oversight plan of a study is approved before the first site is active.

    Why: What nobody watches in the first weeks is found in the first audit.

    Wrong:
        # data/studies/al-101/study.yaml
        oversight_approved: 2026-03-30

    Right:
        # data/studies/al-101/study.yaml
        oversight_approved: 2026-01-30

    Source: ICH E6(R3) 3.9 (sponsor oversight).
    """
    for schedule in ledger.every(Schedule):
        study = ledger.of(Study).get(schedule.study)
        active = [
            one for one in schedule.milestones.values() if one.event == "first site active" and one.actual
        ]
        if study is None or study.oversight_level is None or not active or not whole(ledger, study):
            continue
        day, approved = active[0].actual, study.oversight_approved
        place = see("the first site", active[0].at("actual"))
        if approved is None:
            message = (
                f"the first site is active since {day}, but no approval of the oversight plan is recorded"
            )
            hint = "add 'oversight_approved:' with the date"
            yield Problem(message, study.at("oversight_level"), hint, place)
        elif day and approved > day:
            message = (
                f"the oversight plan was approved on {approved}, after the first site was active on {day}"
            )
            yield Problem(
                message, study.at("oversight_approved"), "correct the date, or explain the gap", place
            )


@must("TIME-014")
def term_covers_the_end(ledger: Ledger) -> Iterator[Problem]:
    """The work orders of a study run until its last milestone is reached and the CRO has closed what it must close.

    Why: What is due after the last day of the contract is done for free or not at all.

    Wrong:
        # data/studies/al-101/closeout.yaml
        checklist:
          visits:
            due: 2028-01-31

    Right:
        # data/studies/al-101/closeout.yaml
        checklist:
          visits:
            due: 2027-10-29

    Source: contract practice.
    """
    if not complete(ledger, WorkOrder):
        return
    for study in ledger.every(Study):
        ends = [last_day_of(ledger, order) for order in orders_for(ledger, study.id)]
        if not ends:
            continue
        last, where = max(ends, key=lambda end: end[0])
        for title, day, place in _duties_at_the_end(ledger, study.id):
            if day > last:
                yield Problem(
                    f"'{title}' is due on {day}, after the last work order ends on {last}",
                    place,
                    "extend the work order, or bring it forward",
                    see("the last day", where),
                )


def _duties_at_the_end(ledger: Ledger, study: str) -> Iterator[tuple[str, dt.date, Where]]:
    schedule, closing = (
        ledger.of(Schedule).get(study),
        ledger.in_study(CloseOut, study),
    )
    for milestone in schedule.milestones.values() if schedule else ():
        yield milestone.title, *date_of(milestone)
    for one in closing:
        for item in one.checklist.values():
            role = ledger.of(Role).get(item.owner)
            if role and role.party == "cro":
                yield item.title, item.due, item.at("due")


@must("TIME-015")
def letter_is_limited(ledger: Ledger) -> Iterator[Problem]:
    """A letter of intent ends after it begins, and has a limit of money in one currency.

    Why: A letter without end and limit is a contract without terms.

    Wrong:
        # data/studies/al-101/decision.yaml
        letters_of_intent:
          start-up:
            expires: 2025-11-01

    Right:
        # data/studies/al-101/decision.yaml
        letters_of_intent:
          start-up:
            expires: 2026-01-16

    Source: letters of intent in public filings.
    """
    for decision in ledger.every(Decision):
        for letter in decision.letters_of_intent.values():
            if letter.expires <= letter.date:
                message = f"the letter ends on {letter.expires}, but is of {letter.date}"
                hint = "correct one of the dates"
                yield Problem(message, letter.at("expires"), hint, see("its date", letter.at("date")))
            if letter.fees.amount <= 0:
                message = "the letter authorises work, but no fees"
                yield Problem(message, letter.at("fees"), "write the most that is paid")
            if letter.pass_through.currency != letter.fees.currency or letter.pass_through.amount < 0:
                message = f"'pass_through' of {letter.pass_through} does not go with fees of {letter.fees}"
                yield Problem(
                    message, letter.at("pass_through"), "write an amount in the currency of the fees"
                )


@should("TIME-016")
def order_signed_by_expiry(ledger: Ledger) -> Iterator[Problem]:
    """The work order is signed before the letter of intent ends.

    Why: Work after the letter's end has no basis, and the CRO stops or works at its own risk.

    Wrong:
        # data/studies/al-101/decision.yaml
        letters_of_intent:
          start-up:
            expires: 2025-12-10

    Right:
        # data/studies/al-101/decision.yaml
        letters_of_intent:
          start-up:
            expires: 2026-01-16

    Source: contract practice.
    """
    if not complete(ledger, WorkOrder):
        return
    for decision in ledger.every(Decision):
        for letter in decision.letters_of_intent.values():
            orders = [one for one in orders_for(ledger, decision.study) if one.cro == letter.party]
            signed = [day for one in orders if (day := last_signature(one))]
            if letter.expires > letter.date and (not signed or min(signed) > letter.expires):
                until = f"was signed on {min(signed)}" if signed else "is not signed"
                yield Problem(
                    f"the letter of intent ends on {letter.expires}, and the work order {until}",
                    letter.at("expires"),
                    "sign the work order, or extend the letter",
                    see("the work order", orders[0].at("signatures").key()) if orders else (),
                )


@must("GOV-010")
def kick_off_serves_its_objectives(ledger: Ledger) -> Iterator[Problem]:
    """The agenda of a kick-off fills its time, serves each of the three objectives, and its papers are sent before.

    Why: A kick-off that only presents slides leaves commitment, plan and problems for later.

    Wrong:
        # data/studies/al-101/kick_off.yaml
        minutes: 240

    Right:
        # data/studies/al-101/kick_off.yaml
        minutes: 180

    Source: published practice for launch meetings.
    """
    for meeting in ledger.every(KickOff):
        if not whole(ledger, meeting):
            continue
        planned = sum(topic.minutes for topic in meeting.agenda)
        if planned != meeting.minutes:
            message = f"the agenda takes {planned} minutes, the meeting {meeting.minutes}"
            yield Problem(message, meeting.at("minutes"), "correct a topic or the length")
        missing = [name for name in OBJECTIVES if name not in {topic.objective for topic in meeting.agenda}]
        if missing:
            message = f"no topic of the agenda serves: {listed(missing)}"
            yield Problem(message, meeting.at("agenda").key(), "add a topic for each objective")
        if meeting.pre_reads_sent >= meeting.date:
            message = f"papers are sent on {meeting.pre_reads_sent}, not before the meeting on {meeting.date}"
            yield Problem(message, meeting.at("pre_reads_sent"), "send them before")


RULES = (
    kick_off_in_time,
    oversight_approved_in_time,
    term_covers_the_end,
    letter_is_limited,
    order_signed_by_expiry,
    kick_off_serves_its_objectives,
)

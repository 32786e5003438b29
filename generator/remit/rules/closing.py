"""CLOSE, MON, QUAL and DOC, continued: lessons, the last reckoning, the archive and the register."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import get_args, get_type_hints

from remit.calc.money import total
from remit.calc.orders import changes_of
from remit.calc.responsibility import regimes_of
from remit.model.closing import CloseOut, FinancialClose, Lesson, Register, RegisterEntry
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.planning import Schedule
from remit.model.studies import Study
from remit.model.values import Money
from remit.rules.rule import Problem, complete, listed, must, see, whole

QUESTIONS: tuple[str, ...] = get_args(get_type_hints(Lesson)["question"])
"""What a final review asks."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@must("CLOSE-001")
def lessons_lead_somewhere(ledger: Ledger) -> Iterator[Problem]:
    """A final review answers each of its questions, and each recommendation has an owner and a document to change.

    Why: A lesson without owner and document is written down and learned again in the next study.

    Wrong:
        # data/studies/al-101/closeout.yaml
        lessons:
          next:
            target:

    Right:
        # data/studies/al-101/closeout.yaml
        lessons:
          next:
            target: Start-up checklist

    Source: project management practice.
    """
    for closing in ledger.every(CloseOut):
        asked = {lesson.question for lesson in closing.lessons.values()}
        missing = [question for question in QUESTIONS if question not in asked]
        if (closing.lessons or closing.financial) and missing and whole(ledger, closing):
            where = closing.at("lessons").key() if closing.lessons else closing.at("financial").key()
            yield Problem(
                f"the final review has nothing under: {listed(missing)}", where, "add at least one entry each"
            )
        for lesson in closing.lessons.values():
            wanted = lesson.recommendation is not None or lesson.question == "recommendations"
            lacking = [
                name for name in ("recommendation", "owner", "target") if getattr(lesson, name) is None
            ]
            if wanted and lacking:
                message = f"the recommendation '{lesson.id}' has no {listed(lacking)}"
                yield Problem(message, lesson.where.key(), "add who sees to it, and which document changes")


@must("MON-032")
def reckoning_adds_up(ledger: Ledger) -> Iterator[Problem]:
    """The final value of a work order is what was paid and is due less what comes back, and not above the contract value.

    Why: The last invoice is the last chance to see what was paid twice or never.

    Wrong:
        # data/studies/al-101/closeout.yaml
        financial:
          wo-101:
            work_order: wo-101
            contract_value: 970000 USD
            paid: 950000 USD
            due: 20000 USD
            refund: 5000 USD
            final_value: 970000 USD
            reviewed_by: [sponsor-project-manager]

    Right:
        # data/studies/al-101/closeout.yaml
        financial:
          wo-101:
            work_order: wo-101
            contract_value: 970000 USD
            paid: 950000 USD
            due: 20000 USD
            refund: 5000 USD
            final_value: 965000 USD
            reviewed_by: [sponsor-project-manager]

    Source: contract practice.
    """
    for closing in ledger.every(CloseOut):
        for one in closing.financial.values():
            amounts = (one.contract_value, one.paid, one.due, one.refund, one.final_value)
            if len({money.currency for money in amounts}) > 1:
                message = "the amounts of the final reckoning are in several currencies"
                yield Problem(message, one.where.key(), "write them in the currency of the work order")
                continue
            right = one.paid + one.due - one.refund
            if one.final_value != right:
                yield Problem(
                    f"{one.paid} paid and {one.due} due less {one.refund} is {right}, not {one.final_value}",
                    one.at("final_value"),
                    f"write 'final_value: {right.amount.normalize():f} {right.currency}'",
                )
            yield from _contract_value(ledger, one)


def _contract_value(ledger: Ledger, one: FinancialClose) -> Iterator[Problem]:
    order = ledger.of(WorkOrder).get(one.work_order)
    if order is None:
        return
    if order.currency != one.contract_value.currency:
        yield Problem(
            f"the reckoning is in {one.contract_value.currency}, but {order.number} is in {order.currency}",
            one.at("contract_value"),
            "write the amounts in the currency of the work order",
            see("the currency", order.at("currency")),
        )
        return
    value = _value_with_changes(ledger, order)
    if value and one.contract_value != value:
        yield Problem(
            f"the contract value of {order.number} with its change orders is {value}, not {one.contract_value}",
            one.at("contract_value"),
            "correct it, or add the change order that is missing",
            see("the work order", order.totals.at("contract_value")),
        )
    elif one.final_value.amount > one.contract_value.amount:
        message = f"the final value of {one.final_value} is above the contract value of {one.contract_value}"
        hint = "agree on a change order, or correct an amount"
        yield Problem(
            message, one.at("final_value"), hint, see("the contract value", one.at("contract_value"))
        )


def _value_with_changes(ledger: Ledger, order: WorkOrder) -> Money | None:
    signed = [one for one in changes_of(ledger, order) if one.status == "executed"]
    deltas = [one.delta.contract_value for one in signed if one.delta]
    if any(money.currency != order.currency for money in (*deltas, order.totals.contract_value)):
        return None
    return total((order.totals.contract_value, *deltas), order.currency)


@must("QUAL-011")
def archive_kept_long_enough(ledger: Ledger) -> Iterator[Problem]:
    """What is archived is kept as long as the strictest regime of the study asks, counted from its last visit.

    Why: A record that is destroyed after the shorter period cannot be shown under the longer one.

    Wrong:
        # data/studies/al-101/closeout.yaml
        archive:
          file:
            retention_end: 2029-06-01

    Right:
        # data/studies/al-101/closeout.yaml
        archive:
          file:
            retention_end: 2029-07-02

    Source: EU CTR Article 58; 21 CFR 312.57(c); C.05.012 of the Canadian regulations.
    """
    for closing in ledger.every(CloseOut):
        study, schedule = ledger.of(Study).get(closing.study), ledger.of(Schedule).get(closing.study)
        regimes = regimes_of(ledger, study) if study else ()
        years = max((one.retention_years or 0 for one in regimes), default=0)
        visits = schedule.milestones.values() if schedule else ()
        last = next((one for one in visits if one.event == "last participant last visit"), None)
        if study is None or last is None or not years:
            continue
        day = last.actual or last.baseline
        free = _years_later(day, years)
        for entry in closing.archive.values():
            if entry.retention_end and entry.retention_end < free:
                yield Problem(
                    f"'{entry.title}' may be destroyed on {entry.retention_end}; {years} years after the last visit "
                    f"on {day} is {free}",
                    entry.at("retention_end"),
                    f"write {free} or later",
                    see("the last visit", last.at("actual" if last.actual else "baseline")),
                )


def _years_later(day: dt.date, years: int) -> dt.date:
    if day.year + years > dt.MAXYEAR:
        return dt.date.max
    leap_day = (day.month, day.day) == (2, 29)
    return dt.date(day.year + years, 3, 1) if leap_day else day.replace(year=day.year + years)


@must("DOC-009")
def register_is_clear(ledger: Ledger) -> Iterator[Problem]:
    """The register shows one executed version of a document at a time, with the digest of its file.

    Why: Whoever asks which version applies must get one answer, and be able to prove that the file is that version.

    Wrong:
        # data/register.yaml
        documents:
          wo-101-1:
            digest: unknown

    Right:
        # data/register.yaml
        documents:
          wo-101-1:
            digest: 0000000000000000000000000000000000000000000000000000000000000000

    Source: document control practice.
    """
    if not complete(ledger, Register):
        return
    executed: dict[str, RegisterEntry] = {}
    for register in ledger.every(Register):
        for entry in register.documents.values():
            if not _DIGEST.fullmatch(entry.digest):
                message = "a SHA-256 digest has 64 digits from 0 to f in small letters"
                yield Problem(
                    message, entry.at("digest"), "copy it from 'remit build', or from 'sha256sum FILE'"
                )
            if entry.status != "executed":
                continue
            first = executed.setdefault(entry.document, entry)
            if first is not entry:
                yield Problem(
                    f"versions {first.version} and {entry.version} of '{entry.document}' are both executed",
                    entry.at("status"),
                    "mark the older one as superseded",
                    see("the other", first.at("status")),
                )


RULES = (lessons_lead_somewhere, reckoning_adds_up, archive_kept_long_enough, register_is_clear)

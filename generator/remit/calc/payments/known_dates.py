"""When milestones of a work order and of its study's schedule happen, as far as that is known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from remit.calc.payments.spreading import month_after
from remit.frozen import dataclass
from remit.model.money import Holdback, PassThroughLine, PaymentMilestone, UnitLine, WorkOrder
from remit.model.planning import Schedule, StudyMilestone

Known = Literal["actual", "forecast", "planned"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, and how it is known: it happened, it is forecast, or the contract plans it."""

    day: dt.date
    known: Known


@dataclass(frozen=True, slots=True)
class KnownDates:
    """The schedules of studies by study id, asked on a day.

    With ``planned_only`` the dates of contract and baseline count, not what has become of them.
    """

    schedules: Mapping[str, Schedule]
    as_of: dt.date
    planned_only: bool = False

    def of_schedule(self, study: str, id: str | None) -> Dated | None:
        """The day of a milestone of a study's schedule; None where the schedule has no such milestone."""
        schedule = self.schedules.get(study)
        found = schedule.milestones.get(id or "") if schedule else None
        return self._dated(found) if found else None

    def _dated(self, one: StudyMilestone) -> Dated:
        if self.planned_only:
            return Dated(one.baseline, "planned")
        if one.actual and one.actual <= self.as_of:
            return Dated(one.actual, "actual")
        return Dated(one.forecast or one.actual or one.baseline, "forecast" if one.forecast else "planned")

    def of_payment(self, order: WorkOrder, one: PaymentMilestone) -> Dated | None:
        """The day of a payment milestone: what its milestone of the schedule shows, else what the contract plans.

        None where neither is known.
        """
        planned = Dated(one.planned, "planned") if one.planned else None
        if self.planned_only and planned:
            return planned
        return self.of_schedule(order.study, one.reached_by or one.id) or planned

    def of_release(self, order: WorkOrder, held: Holdback) -> Dated | None:
        """The day of the event that releases a holdback; None where it is not known."""
        planned = Dated(held.planned, "planned") if held.planned else None
        if self.planned_only and planned:
            return planned
        return self.of_schedule(order.study, held.reached_by) or planned

    def span(self, order: WorkOrder, line: UnitLine | PassThroughLine) -> tuple[dt.date, dt.date]:
        """First and last day on which the units of a line are worked, within the term of the order.

        Where a line states months and one end, the other end follows from them.
        """
        study = getattr(line, "study", None) or order.study
        begins, ends = self.of_schedule(study, line.begins), self.of_schedule(study, line.ends)
        months = getattr(line, "months", None)
        first, last = begins.day if begins else order.start, ends.day if ends else order.end
        if months is not None and ends is None:
            last = month_after(first, int(months) - 1)
        elif months is not None and begins is None:
            first = month_after(last, 1 - int(months))
        first = min(max(first, order.start), order.end)
        return first, min(max(last, first), order.end)

"""How a study's milestones stand: baseline, forecast, actual date, the slip between them, and whether that is accepted."""

from __future__ import annotations

import datetime as dt

from remit.calc.business_days import Calendar, calendar_of
from remit.calc.money import calendar_days
from remit.frozen import dataclass
from remit.model.planning import MilestoneStatus, Schedule, StudyMilestone


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A milestone on a day.

    ``known`` is its actual date, else its forecast, else its baseline. ``slip`` counts from the baseline to that, negative
    where it is early, in business days where the tolerance is in business days, else in calendar days.
    """

    milestone: StudyMilestone
    known: dt.date
    reached: bool
    slip: int
    status: MilestoneStatus

    @property
    def in_business_days(self) -> bool:
        """Whether the slip is in business days."""
        return self.milestone.tolerance.unit == "business day"

    @property
    def late(self) -> bool:
        """Whether somebody has to decide something: it slips beyond its tolerance, or its day has passed unreached."""
        return self.status in ("beyond tolerance", "overdue")


def standings(schedule: Schedule, as_of: dt.date | None = None) -> tuple[Standing, ...]:
    """Every milestone in the order of the record.

    With ``as_of``, what happened after that day has not happened yet, and what is expected before it is overdue.
    """
    calendar = calendar_of(schedule)
    return tuple(_standing(one, calendar, as_of) for one in schedule.milestones.values())


def _standing(one: StudyMilestone, calendar: Calendar, as_of: dt.date | None) -> Standing:
    reached = one.actual is not None and (as_of is None or one.actual <= as_of)
    known = one.actual if reached and one.actual else one.forecast or one.baseline
    slip = _slip(one, known, calendar)
    status: MilestoneStatus
    if not reached and as_of and known < as_of:
        status = "overdue"
    elif not reached and one.forecast is None:
        status = "planned"
    elif slip <= 0:
        status = "in time"
    else:
        status = "within tolerance" if slip <= _accepted(one) else "beyond tolerance"
    return Standing(milestone=one, known=known, reached=reached, slip=slip, status=status)


def _slip(one: StudyMilestone, known: dt.date, calendar: Calendar) -> int:
    if one.tolerance.unit != "business day":
        return (known - one.baseline).days
    return calendar.after(one.baseline, known) - calendar.after(known, one.baseline)


def _accepted(one: StudyMilestone) -> float:
    """The tolerance in the unit of the slip."""
    return one.tolerance.n if one.tolerance.unit == "business day" else float(calendar_days(one.tolerance))

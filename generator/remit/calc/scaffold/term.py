"""When a work order for another study begins and ends, and how its dates move with it."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from remit.calc.money import MONTH, contract_days
from remit.frozen import dataclass
from remit.model.money import WorkOrder
from remit.model.studies import Study
from remit.model.values import PartialDate


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a new work order beside that of its model. ``days`` is its length; ``why`` says how it was found."""

    start: dt.date | None
    days: int
    why: str
    old_start: dt.date
    old_days: int

    @property
    def end(self) -> dt.date | None:
        """The last day, where the first is known."""
        return self.start + dt.timedelta(days=self.days - 1) if self.start else None

    @property
    def months(self) -> int:
        """Length in months."""
        return in_months(self.days)

    @property
    def old_months(self) -> int:
        """Length of the model in months."""
        return in_months(self.old_days)

    def moved(self, date: dt.date) -> dt.date | None:
        """The date that lies in this term where ``date`` lies in the model's: first day on first day, last on last."""
        if self.start is None:
            return None
        span = max(self.old_days - 1, 1)
        days = Decimal((date - self.old_start).days) * (self.days - 1) / span
        return self.start + dt.timedelta(days=int(days.quantize(Decimal(1), ROUND_HALF_UP)))


def in_months(days: int) -> int:
    """Days as whole months of 30.4375 days."""
    return int((days / MONTH).quantize(Decimal(1), ROUND_HALF_UP))


def term_for(study: Study, like: WorkOrder, model: Study, start: dt.date | None, end: dt.date | None) -> Term:
    """The term of a work order for ``study`` modelled on ``like``, which is for ``model``.

    What is given counts. Otherwise the work begins as long before the first participant as in the model, and lasts as
    long before the first and after the last participant as there, with this study's own length between. Where the
    study's dates are not known, it lasts as long as in the model, and the beginning stays open.
    """
    old_days = contract_days(like.start, like.end)
    own, other = _length(study), _length(model)
    if own is not None and other is not None:
        days = max(old_days - other + own, 1)
        why = (
            f"{days} days: {own} from first to last participant as registered, "
            f"{old_days - other} before and after as in {like.id}"
        )
    else:
        days, why = old_days, f"{old_days} days as in {like.id}, because the length of the study is not known"
    if start is None:
        start = _proposed_start(study, like, model)
    if start and end:
        days, why = contract_days(start, end), "as given"
    return Term(start, days, why, like.start, old_days)


def _length(study: Study) -> int | None:
    first, last = _first_day(study.dates.start), _first_day(study.dates.completion)
    return (last - first).days if first and last and last > first else None


def _proposed_start(study: Study, like: WorkOrder, model: Study) -> dt.date | None:
    first, other = _first_day(study.dates.start), _first_day(model.dates.start)
    if first is None or other is None:
        return None
    try:
        return first - (other - like.start)
    except OverflowError:
        return None


def _first_day(date: PartialDate | None) -> dt.date | None:
    if date is None:
        return None
    parts = [int(part) for part in date.text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])

"""Service credits of a work order on a day: period by period, level by level, within the caps of period and year.

Formula, from the clause service-credits of the clause library: a result beyond a level credits the share of its worst
step of the price of the units completed in the period on the level's lines. Nothing is credited for a period that begins
within ``starts_after`` of the first day of the order. The credits of a period stay within ``period_cap`` percent of the
price of all lines named (each counted once), those of a calendar year within ``yearly_cap`` percent of that price for the
whole year; a period belongs to the year in which it ends. A level earns its last credit back when its next ``earn_back``
periods all have results that are within the level.

Where the clause is silent: a cap that cuts several levels cuts them in proportion; credits given back make no new room
under the cap of the year; a level that is missed while a cap leaves nothing does not count as a period without a credit.
Credits are rounded half-even once each, caps down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from remit.calc.business_days import Calendar, deadline
from remit.calc.caps import capped, part
from remit.calc.judged import DIGITS, figure, plain, rounded, shortfall, shown, written
from remit.calc.money import total
from remit.calc.payments.spreading import portions
from remit.calc.payments.stated import Prices
from remit.calc.periods import day_after, days, follow, name, titled
from remit.calc.settlement.completed import Days
from remit.calc.settlement.words import on
from remit.frozen import dataclass
from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric
from remit.model.risk_sharing import CreditStep, ServiceCredits, ServiceLevel
from remit.model.settlement import ExcludedResult
from remit.model.values import Money

State = Literal["credit", "kept", "not measured", "too early"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A reported period with the price of the units of each line in it, and in the calendar year in which it ends.

    ``sure`` is what of the year's price is accepted units; more can come, less cannot. ``missing`` are days of the period
    for which no units are stated, so that its price is what contract and schedule plan. Of the claims that a result does not
    count, ``agreed`` has those that the sponsor agreed to by the id of the level, ``pending`` the levels of those that it
    has not decided on; until ``claim_by`` others can come.
    """

    period: Performance
    prices: Prices
    year: Prices
    claim_by: dt.date
    as_of: dt.date
    sure: Prices = field(default_factory=dict)
    missing: tuple[Days, ...] = ()
    agreed: Mapping[str, ExcludedResult] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCredit:
    """A level in a period. ``due`` is the credit of its step, ``credit`` what the caps leave of it."""

    level: ServiceLevel
    title: str
    state: State
    missed: bool
    due: Money
    credit: Money
    formula: str
    given_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodCredit:
    """The credits of a period; ``cap`` is what the caps of period and year leave room for, in ``limited`` if they cut."""

    period: Performance
    levels: tuple[LevelCredit, ...]
    cap: Money

    @property
    def credit(self) -> Money:
        """All credits of the period, within the caps."""
        return total((one.credit for one in self.levels), self.cap.currency)

    @property
    def limited(self) -> bool:
        """Whether a cap cuts the credits."""
        return self.credit != total((one.due for one in self.levels), self.cap.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """Service credits on a day: all that are due, what of them is earned back, and what keeps them from being final."""

    terms: ServiceCredits
    periods: tuple[PeriodCredit, ...]
    credit: Money
    given_back: Money
    open: tuple[str, ...]

    @property
    def owed(self) -> Money:
        """What the CRO credits in the end; never negative."""
        return self.credit - self.given_back


def settle_service_credits(
    terms: ServiceCredits,
    start: dt.date,
    worked: Sequence[Worked],
    metrics: Mapping[str, Metric],
    currency: str,
    end: dt.date = dt.date.max,
) -> Credited:
    """Credits for reported periods, oldest first, of an order from its first to its last day.

    Periods of which a day was reported before are left out and said to be open: nothing is credited twice.
    """
    begins = deadline(start, terms.starts_after, Calendar())
    apart = [
        one
        for place, one in enumerate(worked)
        if not place or one.period.first > worked[place - 1].period.last
    ]
    found: list[PeriodCredit] = []
    for one in apart:
        levels = [_level(level, one, metrics, currency, begins) for level in terms.levels.values()]
        spent = total(
            (each.credit for each in found if each.period.last.year == one.period.last.year), currency
        )
        found.append(_within_caps(terms, one, levels, spent))
    back = _earned_back(found, terms.earn_back)
    return Credited(
        terms=terms,
        periods=back,
        credit=total((one.credit for one in back), currency),
        given_back=total(
            (level.credit for one in back for level in one.levels if level.given_back), currency
        ),
        open=tuple(_open(terms, (begins, end), worked, apart, back)),
    )


def step_of(level: ServiceLevel, metric: Metric, found: Decimal) -> CreditStep | None:
    """The step with the highest credit that a figure reaches: it is worse than the step's result; None within the level."""
    bad = shortfall(metric, found)
    beyond = [step for step in level.steps if bad > shortfall(metric, step.beyond)]
    return max(beyond, key=lambda step: step.credit.value, default=None)


def _price(prices: Prices, lines: Iterable[str]) -> Fraction:
    """The price of the units of some lines, each counted once."""
    return sum((prices.get(id, Fraction(0)) for id in dict.fromkeys(lines)), Fraction(0))


def _level(
    level: ServiceLevel, worked: Worked, metrics: Mapping[str, Metric], currency: str, begins: dt.date
) -> LevelCredit:
    metric, nothing = metrics.get(level.metric), Money(Decimal(0), currency)
    claim = worked.agreed.get(level.id)
    value = _counted(claim) if claim else worked.period.values.get(level.metric)
    found = figure(metric, value) if metric and value else None
    kept = LevelCredit(
        level=level,
        title=metric.title if metric else level.metric,
        state="kept",
        missed=False,
        due=nothing,
        credit=nothing,
        formula="",
    )
    if worked.period.first <= begins:
        return replace(kept, state="too early", formula="no credit in the first months of the order")
    if claim and found is None:
        words = f"the result does not count, as the sponsor agreed: {claim.cause}"
        return replace(kept, formula=words)
    if metric is None or found is None:
        idle = _nothing_was_due(value)
        words = "nothing was due in the period" if idle else "no figure has been reported"
        return replace(kept, state="kept" if idle else "not measured", formula=words)
    step = step_of(level, metric, found)
    if step is None:
        return replace(kept, formula=f"{_told(level, metric, found)}: within the level")
    base, share = _price(worked.prices, level.lines), part(step.credit.value)
    due = capped(base * share, base, currency)
    words = (
        f"{_told(level, metric, found)}, beyond {step.beyond.normalize():f}: "
        f"{capped(base, base, currency)} x {step.credit} = {due}"
    )
    return replace(kept, state="credit", missed=True, due=due, credit=due, formula=words)


def _counted(claim: ExcludedResult) -> MetricValue:
    """The figure that counts instead of the one that was reported; without any figure, none."""
    return MetricValue(numerator=claim.numerator, denominator=claim.denominator, value=claim.value)


def _told(level: ServiceLevel, metric: Metric, found: Decimal) -> str:
    """The figure for readers, in more places where a short one would seem to reach another step."""
    if step_of(level, metric, shown(metric, found)) is step_of(level, metric, found):
        return written(metric, found)
    return f"{plain(rounded(found, DIGITS))} {metric.unit}"


def _nothing_was_due(value: MetricValue | None) -> bool:
    return value is not None and value.numerator is not None and value.denominator == 0


def _to_earn_back(count: int | None, found: Sequence[PeriodCredit]) -> Iterator[str]:
    """Credits whose level has kept every period since, but too few of them yet."""
    for place, one in enumerate(found):
        after = found[place + 1 :]
        for at, level in enumerate(one.levels):
            kept = all(each.levels[at].state == "kept" for each in after)
            if count is not None and len(after) < count and level.credit.amount and kept:
                yield f"The credit for '{level.title}' of {name(one.period)} can still be earned back."


def _of_period(one: Worked, credited: PeriodCredit) -> Iterator[str]:
    missed = [level for level in credited.levels if level.missed]
    for first, last in one.missing if missed else ():
        yield (
            f"Units completed from {on(first)} to {on(last)} are not recorded: the price of {name(one.period)} is that of "
            "the units that contract and schedule plan."
        )
    for level in missed:
        if level.level.id in one.pending:
            yield f"The claim that '{level.title}' does not count for {name(one.period)} has not been decided."
        elif level.level.id not in one.agreed and one.as_of <= one.claim_by:
            yield (
                f"Until {on(one.claim_by)} it can be claimed that '{level.title}' does not count for {name(one.period)}."
            )


def _of_years(terms: ServiceCredits, apart: Sequence[Worked], found: Sequence[PeriodCredit]) -> Iterator[str]:
    """Years whose cap is not sure to hold the credits: it grows with the units that are still to be accepted."""
    named = [id for level in terms.levels.values() for id in level.lines]
    last = {one.period.last.year: one for one in apart}
    for year, one in last.items():
        spent = [each.credit for each in found if each.period.last.year == year]
        room = _price(one.sure, named) * part(terms.yearly_cap.value)
        whole = _price(one.year, named) * part(terms.yearly_cap.value)
        if room < whole and sum((Fraction(each.amount) for each in spent), Fraction(0)) > room:
            yield f"The cap of {year} rests on units of that year that are planned, not yet recorded as accepted."


def _within_caps(
    terms: ServiceCredits, worked: Worked, levels: Sequence[LevelCredit], spent: Money
) -> PeriodCredit:
    """The credits of a period cut to what the period and the rest of the year allow."""
    named = [id for level in terms.levels.values() for id in level.lines]
    in_period = _price(worked.prices, named) * part(terms.period_cap.value)
    in_year = _price(worked.year, named) * part(terms.yearly_cap.value) - Fraction(spent.amount)
    due = total((one.due for one in levels), spent.currency)
    room = min(in_period, in_year)
    cap, credit = (
        capped(room, room, spent.currency),
        capped(Fraction(due.amount), room, spent.currency),
    )
    shares = portions(credit, [one.due.amount for one in levels]) if levels else ()
    cut = [replace(one, credit=share) for one, share in zip(levels, shares, strict=True)]
    return PeriodCredit(period=worked.period, levels=tuple(cut), cap=cap)


def _earned_back(periods: Sequence[PeriodCredit], count: int | None) -> tuple[PeriodCredit, ...]:
    """The periods with the credits marked that their level earns back by the periods that follow without a gap."""
    found = []
    for place, one in enumerate(periods):
        after = periods[place + 1 : place + 1 + (count or 0)]
        run = [one, *after]
        unbroken = all(follow(a.period, b.period) for a, b in pairwise(run))
        whole = count is not None and len(after) == count and unbroken
        levels = (
            replace(
                level,
                given_back=whole and level.missed and all(each.levels[at].state == "kept" for each in after),
            )
            for at, level in enumerate(one.levels)
        )
        found.append(replace(one, levels=tuple(levels)))
    return tuple(found)


def _open(
    terms: ServiceCredits,
    credited: Days,
    worked: Sequence[Worked],
    apart: Sequence[Worked],
    found: Sequence[PeriodCredit],
) -> Iterator[str]:
    """What keeps credits from being final. Units and claims matter only where a level was missed.

    ``credited`` is the time in which a credit can be due. A period is missing where one as long as its neighbour has room.
    """
    if not worked:
        yield "No period has been reported."
        return
    first, last, (begins, end) = apart[0].period, apart[-1], credited
    if (first.first - begins).days > days(first):
        yield f"Nothing has been reported between {on(begins)} and {name(first)}."
    if day_after(last.period.last, days(last.period)) <= min(end, last.as_of):
        yield f"Nothing has been reported since {name(last.period)}."
    for one, period in zip(apart, found, strict=True):
        yield from _of_period(one, period)
    yield from _of_years(terms, apart, found)
    if last.period.last < end:
        yield from _to_earn_back(terms.earn_back, found)
    yield from _reported(worked, apart, found)


def _reported(
    worked: Sequence[Worked], apart: Sequence[Worked], found: Sequence[PeriodCredit]
) -> Iterator[str]:
    """Periods that overlap, days between them, and figures that are missing."""
    for one in worked:
        if one not in apart:
            yield f"{titled(one.period)} overlaps the period before it, and is left out."
    for earlier, later in pairwise(found):
        if not follow(earlier.period, later.period):
            yield f"Nothing has been reported between {name(earlier.period)} and {name(later.period)}."
    for each in found:
        for level in each.levels:
            if level.state == "not measured":
                yield f"'{level.title}' has no figure for {name(each.period)}."

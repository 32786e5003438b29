"""Payout curves: for each measure what its result earns or costs, with the result that is known or expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.settlement.bands import no_malus
from remit.calc.settlement.incentives import Measure, amounts
from remit.calc.settlement.results import Known
from remit.calc.settlement.words import number
from remit.figures.palette import ACCENT, BAD, GREY, INK, RULE, TINT, WIDTH
from remit.figures.scale import Scale
from remit.model.quality import Metric
from remit.model.risk_sharing import Incentive

_LEFT, _TITLE, _PANEL, _FOOT, _KEY = 64.0, 20.0, 58.0, 22.0, 18.0


def payout_curves(measures: Sequence[Measure], units: Sequence[str], title: str) -> Drawing:
    """One panel for each measure on a common scale of money; ``units`` says what each result counts.

    A dot marks a final result, a diamond an expected one; the line is whole above nothing and broken below it. Without any
    result the curves are those of the contract.
    """
    bonus = max((float(one.most_bonus.amount) for one in measures), default=1.0)
    malus = max((float(one.most_malus.amount) for one in measures), default=1.0)
    shapes: list[Shape] = [*_key({one.known for one in measures if one.result.value is not None})]
    words = f"amounts in {measures[0].most_bonus.currency}" if measures else ""
    shapes.append(Label(x=WIDTH, y=10, text=words, size=7.5, colour=GREY, right=True))
    y = _KEY
    for one, unit in zip(measures, units, strict=True):
        up = Scale(low=-malus, high=bonus, start=y + _TITLE + _PANEL, end=y + _TITLE)
        shapes += _panel(one, unit, up, y)
        y += _TITLE + _PANEL + _FOOT
    told = "; ".join(_told(one, unit) for one, unit in zip(measures, units, strict=True))
    return Drawing(
        width=WIDTH, height=max(y, _KEY), alternative=f"{title}: payout curves. {told}.", shapes=tuple(shapes)
    )


def result_unit(one: Incentive, metrics: Mapping[str, Metric]) -> str:
    """What the result of a measure counts: days, or the unit of its metric."""
    if one.measures == "days late":
        return "calendar days after the target"
    metric = metrics.get(one.metric or "")
    return metric.unit if metric else "figure"


def _key(known: Collection[Known]) -> Iterator[Shape]:
    """What the lines mean, and the signs of the results that there are."""
    yield Line(points=((0, 7), (22, 7)), colour=ACCENT, width=1.8)
    yield Label(x=26, y=10, text="bonus", size=7.5, colour=INK)
    yield Line(points=((66, 7), (88, 7)), colour=BAD, width=1.8, dashed=True)
    yield Label(x=92, y=10, text="deduction (malus)", size=7.5, colour=INK)
    if "actual" in known:
        yield Mark(x=180, y=7, form="dot", colour=INK)
        yield Label(x=187, y=10, text="final result", size=7.5, colour=INK)
    if "expected" in known:
        yield Mark(x=246, y=7, form="diamond", colour=INK, size=7)
        yield Label(x=253, y=10, text="expected result", size=7.5, colour=INK)


def _steps(one: Measure) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    band = one.incentive.band
    return band.full_bonus, band.no_bonus, no_malus(band), band.full_malus


def _panel(one: Measure, unit: str, up: Scale, y: float) -> Iterator[Shape]:
    first, ends, starts, last = _steps(one)
    width = float(last - first)
    across = Scale(
        low=float(first) - width * 0.08, high=float(last) + width * 0.08, start=_LEFT, end=WIDTH - 6
    )
    top, foot = up(up.high), up(up.low)
    yield Label(x=0, y=y + 10, text=one.incentive.title, size=8, colour=ACCENT, bold=True)
    yield Box(x=_LEFT, y=top, width=WIDTH - _LEFT, height=foot - top, fill=TINT)
    yield Line(points=((_LEFT, up(0)), (WIDTH, up(0))), colour=GREY, width=0.8)
    for value, text in (
        (float(one.most_bonus.amount), f"+{one.most_bonus.amount:,.0f}"),
        (-float(one.most_malus.amount), f"-{one.most_malus.amount:,.0f}"),
    ):
        yield Line(points=((_LEFT, up(value)), (WIDTH, up(value))), colour=RULE, width=0.6)
        yield Label(x=_LEFT - 4, y=up(value) + 2.5, text=text, size=6.5, colour=GREY, right=True)
    bonus, malus = float(one.most_bonus.amount), -float(one.most_malus.amount)
    high = ((_LEFT, bonus), (across(float(first)), bonus), (across(float(ends)), 0.0))
    low = ((across(float(starts)), 0.0), (across(float(last)), malus), (WIDTH, malus))
    yield Line(points=tuple((x, up(amount)) for x, amount in high), colour=ACCENT, width=1.8)
    yield Line(points=tuple((x, up(amount)) for x, amount in low), colour=BAD, width=1.8, dashed=True)
    for step in dict.fromkeys((first, ends, starts, last)):
        yield Label(x=across(float(step)), y=foot + 9, text=number(step), size=6.5, colour=INK, centred=True)
    yield Label(x=WIDTH, y=foot + 18, text=unit, size=6.5, colour=GREY, right=True)
    if one.result.value is not None:
        value = float(one.result.value)
        x = min(max(across(value), _LEFT + 3), WIDTH - 3)
        got = amounts(one.incentive, Fraction(one.result.value), (one.most_bonus, one.most_malus))
        form = "dot" if one.known == "actual" else "diamond"
        yield Mark(x=x, y=up(float(got[0].amount - got[1].amount)), form=form, colour=INK, size=7)  # type: ignore[arg-type]


def _told(one: Measure, unit: str) -> str:
    first, ends, starts, last = map(number, _steps(one))
    state = ""
    if one.bonus is not None and one.malus is not None and one.result.value is not None:
        name = "final" if one.known == "actual" else "expected"
        result = number(Decimal(round(float(one.result.value), 2)))
        state = f"; {name} result {result}: bonus {one.bonus}, deduction {one.malus}"
    return (
        f"{one.incentive.title} ({unit}): bonus {one.most_bonus} at {first}, none from {ends}; deduction from {starts}, "
        f"{one.most_malus} at {last}{state}"
    )

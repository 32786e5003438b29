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
from remit.figures.legend import LINE, Entry, legend, lines_of
from remit.figures.palette import ACCENT, BAD, GREY, INK, RULE, TINT, WIDTH
from remit.figures.scale import Scale
from remit.figures.speech import ENGLISH, PayoutWords, Speech
from remit.figures.words import width_of
from remit.model.quality import Metric
from remit.model.risk_sharing import Incentive

_LEFT, _TITLE, _PANEL, _FOOT, _KEY = 64.0, 20.0, 58.0, 22.0, 18.0


def payout_curves(
    measures: Sequence[Measure], units: Sequence[str], title: str, speech: Speech = ENGLISH
) -> Drawing:
    """One panel for each measure on a common scale of money; ``units`` says what each result counts.

    A dot marks a final result, a diamond an expected one; the line is whole above nothing and broken below it. Without any
    result the curves are those of the contract.
    """
    say = speech.words(PayoutWords)
    bonus = max((float(one.most_bonus.amount) for one in measures), default=1.0)
    malus = max((float(one.most_malus.amount) for one in measures), default=1.0)
    words = say.amounts.format(currency=measures[0].most_bonus.currency) if measures else ""
    key = _key({one.known for one in measures if one.result.value is not None}, say)
    end = WIDTH - width_of(words, 7.5) - 4
    shapes: list[Shape] = [*legend(key, 0, end, 10)]
    shapes.append(Label(x=WIDTH, y=10, text=words, size=7.5, colour=GREY, right=True))
    y = _KEY + (len(lines_of(key, 0, end, 7.5)) - 1) * LINE
    for one, unit in zip(measures, units, strict=True):
        up = Scale(low=-malus, high=bonus, start=y + _TITLE + _PANEL, end=y + _TITLE)
        shapes += _panel(one, unit, up, y, speech)
        y += _TITLE + _PANEL + _FOOT
    told = "; ".join(_told(one, unit, speech) for one, unit in zip(measures, units, strict=True))
    alternative = say.told.format(order=title, measures=told)
    return Drawing(width=WIDTH, height=max(y, _KEY), alternative=alternative, shapes=tuple(shapes))


def result_unit(one: Incentive, metrics: Mapping[str, Metric], speech: Speech = ENGLISH) -> str:
    """What the result of a measure counts: days, or the unit of its metric."""
    say = speech.words(PayoutWords)
    if one.measures == "days late":
        return say.days_late
    metric = metrics.get(one.metric or "")
    return metric.unit if metric else say.figure


def _key(known: Collection[Known], say: PayoutWords) -> Sequence[Entry]:
    """What the lines mean, and the signs of the results that there are."""
    entries = [
        Entry(form=_bonus_sign, text=say.bonus, words_at=26, least=66),
        Entry(form=_malus_sign, text=say.malus, words_at=26, least=111),
    ]
    if "actual" in known:
        entries.append(Entry(form=_final_sign, text="final result", words_at=10, least=66))
    if "expected" in known:
        entries.append(Entry(form=_expected_sign, text="expected result", words_at=10))
    return entries


def _bonus_sign(x: float, y: float) -> Iterator[Shape]:
    yield Line(points=((x, y - 3), (x + 22, y - 3)), colour=ACCENT, width=1.8)


def _malus_sign(x: float, y: float) -> Iterator[Shape]:
    yield Line(points=((x, y - 3), (x + 22, y - 3)), colour=BAD, width=1.8, dashed=True)


def _final_sign(x: float, y: float) -> Iterator[Shape]:
    yield Mark(x=x + 3, y=y - 3, form="dot", colour=INK)


def _expected_sign(x: float, y: float) -> Iterator[Shape]:
    yield Mark(x=x + 3, y=y - 3, form="diamond", colour=INK, size=7)


def _steps(one: Measure) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    band = one.incentive.band
    return band.full_bonus, band.no_bonus, no_malus(band), band.full_malus


def _panel(one: Measure, unit: str, up: Scale, y: float, speech: Speech) -> Iterator[Shape]:
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
        (float(one.most_bonus.amount), speech.number(one.most_bonus.amount, plus=True)),
        (-float(one.most_malus.amount), f"-{speech.number(one.most_malus.amount)}"),
    ):
        yield Line(points=((_LEFT, up(value)), (WIDTH, up(value))), colour=RULE, width=0.6)
        yield Label(x=_LEFT - 4, y=up(value) + 2.5, text=text, size=6.5, colour=GREY, right=True)
    bonus, malus = float(one.most_bonus.amount), -float(one.most_malus.amount)
    high = ((_LEFT, bonus), (across(float(first)), bonus), (across(float(ends)), 0.0))
    low = ((across(float(starts)), 0.0), (across(float(last)), malus), (WIDTH, malus))
    yield Line(points=tuple((x, up(amount)) for x, amount in high), colour=ACCENT, width=1.8)
    yield Line(points=tuple((x, up(amount)) for x, amount in low), colour=BAD, width=1.8, dashed=True)
    for step in dict.fromkeys((first, ends, starts, last)):
        yield Label(
            x=across(float(step)), y=foot + 9, text=speech.exact(step), size=6.5, colour=INK, centred=True
        )
    yield Label(x=WIDTH, y=foot + 18, text=unit, size=6.5, colour=GREY, right=True)
    if one.result.value is not None:
        value = float(one.result.value)
        x = min(max(across(value), _LEFT + 3), WIDTH - 3)
        got = amounts(one.incentive, Fraction(one.result.value), (one.most_bonus, one.most_malus))
        form = "dot" if one.known == "actual" else "diamond"
        yield Mark(x=x, y=up(float(got[0].amount - got[1].amount)), form=form, colour=INK, size=7)  # type: ignore[arg-type]


def _told(one: Measure, unit: str, speech: Speech) -> str:
    first, ends, starts, last = map(speech.exact, _steps(one))
    state = ""
    if one.bonus is not None and one.malus is not None and one.result.value is not None:
        name = "final" if one.known == "actual" else "expected"
        result = number(Decimal(round(float(one.result.value), 2)))
        state = f"; {name} result {result}: bonus {one.bonus}, deduction {one.malus}"
    agreed = speech.words(PayoutWords).told_measure.format(
        measure=one.incentive.title,
        unit=unit,
        most_bonus=speech.amount(one.most_bonus),
        first=first,
        ends=ends,
        starts=starts,
        most_malus=speech.amount(one.most_malus),
        last=last,
    )
    return f"{agreed}{state}"

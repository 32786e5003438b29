"""Cash of a work order month by month: bars by stream, and below them what has been paid in all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from remit.blocks.drawing import Box, Drawing, Label, Line, Shape
from remit.calc.payments.calendar import Month
from remit.calc.payments.invoice import Kind
from remit.figures.legend import LINE, Entry, legend, lines_of
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, TINT, WIDTH
from remit.figures.scale import Scale, ticks
from remit.figures.speech import ENGLISH, CashWords, Speech
from remit.model.values import Money

_LEFT, _TOP, _BARS, _BETWEEN, _SUM, _FOOT = 52.0, 34.0, 150.0, 26.0, 80.0, 18.0

_KINDS: tuple[tuple[Kind, ...], ...] = (
    ("units", "milestone", "holdback"),
    ("investigator",),
    ("pass-through",),
    ("advance", "repayment"),
)


def streams(say: CashWords) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """What is drawn in one pattern, with the kinds of invoices in it."""
    names = (say.direct, say.investigator, say.pass_through, say.advances)
    return tuple(zip(names, _KINDS, strict=True))


STREAMS = streams(CashWords())
"""The streams as the site names them."""

_LOOKS: tuple[Mapping[str, str], ...] = (
    {"fill": ACCENT},
    {"fill": TINT, "edge": ACCENT, "hatched": ACCENT},
    {"fill": MIDDLE},
    {"fill": "FFFFFF", "edge": INK},
)


def cash_flow(months: Sequence[Month], title: str, speech: Speech = ENGLISH) -> Drawing:
    """What is due in each month of a payment calendar; ``title`` names the work order in the alternative text.

    Amounts are marked in thousands of the currency where a month comes to ten thousand or more.

    Without months the sheet only says so.
    """
    say = speech.words(CashWords)
    if not months:
        words = Label(x=0, y=12, text=say.nothing, size=8, colour=GREY)
        alternative = say.told_nothing.format(order=title)
        return Drawing(width=WIDTH, height=20, alternative=alternative, shapes=(words,))
    paid = [[_stream(month, kinds) for kinds in _KINDS] for month in months]
    across = Scale(low=0, high=len(months), start=_LEFT, end=WIDTH)
    highest = max(sum(part for part in parts if part > 0) for parts in paid)
    lowest = min(sum(part for part in parts if part < 0) for parts in paid)
    key = _key(paid, say)
    top = _TOP + (len(lines_of(key, _LEFT, WIDTH, 7.5)) - 1) * LINE
    up = Scale(low=lowest, high=highest, start=top + _BARS, end=top)
    per = 1000 if highest >= 10_000 else 1
    base = top + _BARS + _BETWEEN
    sums = [float(month.so_far.amount) for month in months]
    rise = Scale(low=min(0.0, *sums), high=max(sums), start=base + _SUM, end=base)
    monthly, in_all = (
        (say.thousand_a_month, say.thousand_in_all) if per > 1 else (say.a_month, say.in_all)
    )  # fmt: skip
    currency = months[0].total.currency
    shapes = (
        *legend(key, _LEFT, WIDTH, 10),
        *_grid(up, monthly.format(currency=currency), per, speech),
        *_bars(paid, across, up),
        *_grid(rise, in_all.format(currency=currency), per, speech),
        *_line(sums, across, rise),
        *_years(months, across, base + _SUM),
    )
    height = base + _SUM + _FOOT
    return Drawing(width=WIDTH, height=height, alternative=_told(months, title, speech), shapes=shapes)


def _stream(month: Month, kinds: Sequence[Kind]) -> float:
    return float(sum(month.paid[kind].amount for kind in kinds if kind in month.paid))


def _key(paid: Sequence[Sequence[float]], say: CashWords) -> Sequence[Entry]:
    """The patterns of the streams in which something is paid."""
    return [
        Entry(form=_patch(look), text=name, words_at=13, least=22 + 3.9 * len(name))
        for place, ((name, _), look) in enumerate(zip(streams(say), _LOOKS, strict=True))
        if any(parts[place] for parts in paid)
    ]


def _patch(look: Mapping[str, str]) -> Callable[[float, float], Iterator[Shape]]:
    def form(x: float, y: float) -> Iterator[Shape]:
        yield Box(x=x, y=y - 8, width=9, height=9, **look)

    return form


def _grid(scale: Scale, words: str, per: int, speech: Speech) -> Iterator[Shape]:
    """Lines at round amounts, the one at nothing darker."""
    for value in ticks(scale.low, scale.high, 5):
        y = scale(value)
        yield Line(points=((_LEFT, y), (WIDTH, y)), colour=GREY if value == 0 else RULE, width=0.6)
        text = speech.number(value / per)
        yield Label(x=_LEFT - 4, y=y + 2.5, text=text, size=7, colour=GREY, right=True)
    yield Label(x=0, y=scale.end - 6, text=words, size=7, colour=GREY)


def _bars(paid: Sequence[Sequence[float]], across: Scale, up: Scale) -> Iterator[Shape]:
    width = (across(1) - across(0)) * 0.78
    for place, parts in enumerate(paid):
        above = below = 0.0
        for amount, look in zip(parts, _LOOKS, strict=True):
            start = above if amount > 0 else below
            if amount:
                top, foot = up(max(start, start + amount)), up(min(start, start + amount))
                yield Box(x=across(place) + 0.5, y=top, width=width, height=foot - top, **look)
            above, below = above + max(amount, 0.0), below + min(amount, 0.0)


def _line(sums: Sequence[float], across: Scale, rise: Scale) -> Iterator[Shape]:
    points = ((across(0), rise(0.0)), *((across(place), rise(one)) for place, one in enumerate(sums, 1)))
    yield Line(points=points, colour=ACCENT, width=1.6)


def _years(months: Sequence[Month], across: Scale, y: float) -> Iterator[Shape]:
    """A tick at each January, and the year."""
    for place, month in enumerate(months):
        if month.month.month == 1 or place == 0:
            x = across(place)
            yield Line(points=((x, y), (x, y + 5)), colour=GREY, width=0.6)
            if month.month.month <= 9:
                yield Label(x=x + 2, y=y + 11, text=str(month.month.year), size=7.5, colour=INK)


def _told(months: Sequence[Month], title: str, speech: Speech) -> str:
    """The sums of each year, the highest month and the whole."""
    say = speech.words(CashWords)
    years: dict[int, Money] = {}
    for month in months:
        before = years.get(month.month.year)
        years[month.month.year] = before + month.total if before else month.total
    highest = max(months, key=lambda month: month.total.amount)
    return say.told.format(
        order=title,
        years="; ".join(
            say.told_year.format(year=year, amount=speech.amount(amount)) for year, amount in years.items()
        ),
        month=speech.month_of_year(highest.month),
        highest=speech.amount(highest.total),
        whole=speech.amount(months[-1].so_far),
    )

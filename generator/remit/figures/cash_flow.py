"""Cash of a work order month by month: bars by stream, and below them what has been paid in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from remit.blocks.drawing import Box, Drawing, Label, Line, Shape
from remit.calc.payments.calendar import Month
from remit.calc.payments.invoice import Kind
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, TINT, WIDTH
from remit.figures.scale import Scale, ticks
from remit.model.values import Money

_LEFT, _TOP, _BARS, _BETWEEN, _SUM, _FOOT = 52.0, 34.0, 150.0, 26.0, 80.0, 18.0

STREAMS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Direct fees", ("units", "milestone", "holdback")),
    ("Investigator payments", ("investigator",)),
    ("Pass-through costs", ("pass-through",)),
    ("Advances, less what is repaid", ("advance", "repayment")),
)
"""What is drawn in one pattern, with the kinds of invoices in it."""

_LOOKS: tuple[Mapping[str, str], ...] = (
    {"fill": ACCENT},
    {"fill": TINT, "edge": ACCENT, "hatched": ACCENT},
    {"fill": MIDDLE},
    {"fill": "FFFFFF", "edge": INK},
)


def cash_flow(months: Sequence[Month], title: str) -> Drawing:
    """What is due in each month of a payment calendar; ``title`` names the work order in the alternative text.

    Amounts are marked in thousands of the currency where a month comes to ten thousand or more.

    Without months the sheet only says so.
    """
    if not months:
        words = Label(x=0, y=12, text="Nothing is due on a known day.", size=8, colour=GREY)
        return Drawing(
            width=WIDTH, height=20, alternative=f"{title}: nothing is due on a known day.", shapes=(words,)
        )
    paid = [[_stream(month, kinds) for _, kinds in STREAMS] for month in months]
    across = Scale(low=0, high=len(months), start=_LEFT, end=WIDTH)
    highest = max(sum(part for part in parts if part > 0) for parts in paid)
    lowest = min(sum(part for part in parts if part < 0) for parts in paid)
    up = Scale(low=lowest, high=highest, start=_TOP + _BARS, end=_TOP)
    per = 1000 if highest >= 10_000 else 1
    base = _TOP + _BARS + _BETWEEN
    sums = [float(month.so_far.amount) for month in months]
    rise = Scale(low=min(0.0, *sums), high=max(sums), start=base + _SUM, end=base)
    shapes = (
        *_legend(paid),
        *_grid(up, "a month", months[0].total.currency, per),
        *_bars(paid, across, up),
        *_grid(rise, "in all", months[0].total.currency, per),
        *_line(sums, across, rise),
        *_years(months, across, base + _SUM),
    )
    height = base + _SUM + _FOOT
    return Drawing(width=WIDTH, height=height, alternative=_told(months, title), shapes=shapes)


def _stream(month: Month, kinds: Sequence[Kind]) -> float:
    return float(sum(month.paid[kind].amount for kind in kinds if kind in month.paid))


def _legend(paid: Sequence[Sequence[float]]) -> Iterator[Shape]:
    """The patterns of the streams in which something is paid."""
    x = _LEFT
    for place, ((name, _), look) in enumerate(zip(STREAMS, _LOOKS, strict=True)):
        if any(parts[place] for parts in paid):
            yield Box(x=x, y=2, width=9, height=9, **look)
            yield Label(x=x + 13, y=10, text=name, size=7.5, colour=INK)
            x += 22 + 3.9 * len(name)


def _grid(scale: Scale, what: str, currency: str, per: int) -> Iterator[Shape]:
    """Lines at round amounts, the one at nothing darker."""
    for value in ticks(scale.low, scale.high, 5):
        y = scale(value)
        yield Line(points=((_LEFT, y), (WIDTH, y)), colour=GREY if value == 0 else RULE, width=0.6)
        yield Label(x=_LEFT - 4, y=y + 2.5, text=f"{value / per:,.0f}", size=7, colour=GREY, right=True)
    words = f"{'Thousand ' if per > 1 else ''}{currency} {what}"
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


def _told(months: Sequence[Month], title: str) -> str:
    """The sums of each year, the highest month and the whole."""
    years: dict[int, Money] = {}
    for month in months:
        before = years.get(month.month.year)
        years[month.month.year] = before + month.total if before else month.total
    highest = max(months, key=lambda month: month.total.amount)
    by_year = "; ".join(f"{year}: {amount}" for year, amount in years.items())
    return (
        f"{title}: payments by month and in all. By year {by_year}. "
        f"The highest month is {highest.month:%B %Y} with {highest.total}; all payments come to {months[-1].so_far}."
    )

"""How change orders move a contract: its value step by step, and the growth of direct fees against the two limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from remit.blocks.drawing import Drawing, Label, Line, Shape
from remit.calc.change_steps import ChangeStep
from remit.figures.fills import FILLS
from remit.figures.legend import Entry, legend
from remit.figures.palette import BAD, GREY, INK, RULE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.figures.speech import ENGLISH, Speech, ValueWords
from remit.model.changes import HistoryRow
from remit.model.values import Money

MOST = 10
"""Change orders that have room side by side; of more, the last are shown and the earlier ones stand in one bar."""
_LEFT, _TOP, _VALUE, _BETWEEN, _GROWTH, _FOOT = 46.0, 34.0, 130.0, 42.0, 70.0, 18.0
_DIRECT, _PASSED = FILLS[0], FILLS[5]


def cost_history(steps: Sequence[ChangeStep], speech: Speech = ENGLISH) -> Drawing | None:
    """The steps to the last of these change orders; None without any.

    Above, what each step adds to the contract value: direct fees (full) and pass-through costs (hatched). Below, by how much
    the direct fees have grown after each change order, in percent of the original ones, with the limits as broken lines.
    """
    if not steps:
        return None
    say = speech.words(ValueWords)
    rows, grown = _shown(steps, say)
    across = Scale(low=0, high=len(rows), start=_LEFT, end=WIDTH)
    ends = _ends(rows)
    highest = max(max(start, end) for start, end in ends)
    up = Scale(
        low=min(0.0, *(min(pair) for pair in ends)), high=highest * 1.06, start=_TOP + _VALUE, end=_TOP
    )
    per = 1000 if highest >= 10_000 else 1
    shapes = (
        *legend(_key(rows, say), _LEFT, WIDTH, 10),
        *_grid(up, per, rows[0].total.currency, speech),
        *_bars(rows, ends, across, up, per, speech),
        *_growth(steps[-1], grown, across, speech),
    )
    height = _TOP + _VALUE + _BETWEEN + _GROWTH + _FOOT
    return Drawing(width=WIDTH, height=height, alternative=_told(steps, speech), shapes=shapes)


def _shown(steps: Sequence[ChangeStep], say: ValueWords) -> tuple[Sequence[HistoryRow], Sequence[float]]:
    """The rows of the history that have room, and the growth after each change order among them."""
    first, *changes, last = steps[-1].computed.cost_history
    first, last = replace(first, step=say.original), replace(last, step=say.total)
    grown = [float(one.computed.growth.value) for one in steps]
    over = len(changes) - MOST
    if over <= 0:
        return (first, *changes, last), grown
    early = changes[: over + 1]
    merged = HistoryRow(
        step=say.earlier.format(change=early[-1].step),
        direct=_sum(early, "direct"),
        pass_through=_sum(early, "pass_through"),
        total=_sum(early, "total"),
    )
    return (first, merged, *changes[over + 1 :], last), grown[over:]


def _sum(rows: Sequence[HistoryRow], part: str) -> Money:
    first, *others = (getattr(row, part) for row in rows)
    whole: Money = first
    for one in others:
        whole += one
    return whole


def _ends(rows: Sequence[HistoryRow]) -> list[tuple[float, float]]:
    """Where the bar of each step begins and ends: a change begins where the one before it ended."""
    found, at = [], 0.0
    for row in rows[:-1]:
        found.append((at, at + float(row.total.amount)))
        at = found[-1][1]
    return [*found, (0.0, float(rows[-1].total.amount))]


def _key(rows: Sequence[HistoryRow], say: ValueWords) -> Sequence[Entry]:
    direct = Entry(form=lambda x, y: [_DIRECT.box(x, y - 8, 9, 9)], text=say.direct, words_at=13, least=90)
    passed = Entry(form=lambda x, y: [_PASSED.box(x, y - 8, 9, 9)], text=say.pass_through, words_at=13)
    return [direct, passed] if any(row.pass_through.amount for row in rows) else [direct]


def _grid(up: Scale, per: int, currency: str, speech: Speech) -> Iterator[Shape]:
    for value in ticks(up.low, up.high, 5):
        y = up(value)
        yield Line(points=((_LEFT, y), (WIDTH, y)), colour=GREY if value == 0 else RULE, width=0.6)
        text = speech.number(value / per)
        yield Label(x=_LEFT - 4, y=y + 2.5, text=text, size=7, colour=GREY, right=True)
    say = speech.words(ValueWords)
    words = (say.thousand_value if per > 1 else say.value).format(currency=currency)
    yield Label(x=0, y=_TOP - 8, text=words, size=7, colour=GREY)


def _bars(
    rows: Sequence[HistoryRow],
    ends: Sequence[tuple[float, float]],
    across: Scale,
    up: Scale,
    per: int,
    speech: Speech,
) -> Iterator[Shape]:
    wide = (across(1) - across(0)) * 0.66
    for place, (row, (start, end)) in enumerate(zip(rows, ends, strict=True)):
        x = across(place + 0.5) - wide / 2
        at = start
        for fill, amount in ((_DIRECT, row.direct), (_PASSED, row.pass_through)):
            to = at + float(amount.amount)
            top, foot = min(up(at), up(to)), max(up(at), up(to))
            if foot > top:
                yield fill.box(x, top, wide, foot - top)
            at = to
        if place + 1 < len(rows):
            yield Line(
                points=((x + wide, up(end)), (across(place + 1.5) - wide / 2, up(end))),
                colour=GREY,
                width=0.5,
            )
        change = 0 < place < len(rows) - 1
        text = speech.number(float(row.total.amount) / per, plus=change)
        yield Label(
            x=across(place + 0.5), y=up(max(start, end)) - 3, text=text, size=7, colour=INK, centred=True
        )
        yield Label(x=across(place + 0.5), y=up.start + 11, text=row.step, size=7.5, colour=INK, centred=True)


def _growth(last: ChangeStep, grown: Sequence[float], across: Scale, speech: Speech) -> Iterator[Shape]:
    """Bars below the change orders, with both limits across."""
    warned, limit = (
        float(one.value) for one in (last.limits.change_order_warning, last.limits.change_order_limit)
    )
    say = speech.words(ValueWords)
    base = _TOP + _VALUE + _BETWEEN
    up = Scale(low=min(0.0, *grown), high=max(limit, *grown) * 1.12, start=base + _GROWTH, end=base)
    yield Label(x=0, y=base - 8, text=say.growth, size=7, colour=GREY)
    yield Line(points=((_LEFT, up(0)), (WIDTH, up(0))), colour=GREY, width=0.6)
    yield Label(x=_LEFT - 4, y=up(0) + 2.5, text="0", size=7, colour=GREY, right=True)
    wide = (across(1) - across(0)) * 0.3
    for place, value in enumerate(grown):
        x, y = across(place + 1.5), up(value)
        yield _DIRECT.box(x - wide / 2, min(y, up(0)), wide, max(abs(up(0) - y), 0.5))
        yield Label(x=x + wide / 2 + 3, y=y + 2.5, text=speech.number(value, 1), size=7.5, colour=INK)
    for value, words in ((warned, say.noticed), (limit, say.executives)):
        y, shown = up(value), speech.exact(Decimal(f"{value:g}"))
        yield Line(points=((_LEFT, y), (WIDTH, y)), colour=BAD, width=1.2, dashed=True)
        yield Label(x=_LEFT - 4, y=y + 2.5, text=shown, size=7, colour=BAD, right=True)
        yield Label(x=_LEFT, y=y - 3, text=words.format(limit=shown), size=7, colour=BAD)


def _told(steps: Sequence[ChangeStep], speech: Speech) -> str:
    say = speech.words(ValueWords)
    first, *changes, last = steps[-1].computed.cost_history
    limits = steps[-1].limits
    moved = "; ".join(
        say.told_step.format(
            change=row.step,
            amount=speech.amount(row.total),
            growth=speech.number(one.computed.growth.value, 1),
        )
        for row, one in zip(changes, steps, strict=True)
    )
    return say.told.format(
        original=speech.amount(first.total),
        steps=moved,
        whole=speech.amount(last.total),
        warning=f"{speech.exact(limits.change_order_warning.value)} %",
        limit=f"{speech.exact(limits.change_order_limit.value)} %",
    )

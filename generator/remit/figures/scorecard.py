"""A scorecard at a glance: a row for each metric, a column for each of the last periods, a sign for each status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.blocks.drawing import Box, Drawing, Label, Line, Shape
from remit.calc.judged import Status, plain, shown
from remit.calc.periods import short_name
from remit.calc.scorecard import Row, Scorecard
from remit.figures.palette import ACCENT, GREY, INK, RULE, TINT, WIDTH
from remit.figures.status import key, sign
from remit.figures.words import cut

MOST = 4
"""Periods that have room side by side; of more, the last are shown."""
_ROW, _HEAD, _FOOT, _COLUMN, _AHEAD = 13.0, 18.0, 20.0, 47.0, 92.0

Group = tuple[str, Status | None, Sequence[Row]]


def glance(card: Scorecard) -> Drawing:
    """All metrics of a scorecard with the status and figure of its last periods, by dimension; the sponsor's own below."""
    groups: list[Group] = [(one.name, one.status, one.rows) for one in card.dimensions if one.rows]
    if card.sponsor:
        groups.append(("the sponsor's own work", card.sponsor_status, card.sponsor))
    periods = card.periods[-MOST:]
    shapes: list[Shape] = [
        Label(x=x, y=11, text=short_name(period), size=7.5, colour=GREY, centred=True)
        for x, period in zip(_middles(len(periods)), periods, strict=True)
    ]
    shapes.append(Label(x=WIDTH - 4, y=11, text="early warning", size=7.5, colour=GREY, right=True))
    y = _HEAD
    for name, status, rows in groups:
        shapes += _title(name, status, y, _middles(len(periods))[0] - _COLUMN / 2)
        y += _ROW
        for row in rows:
            shapes += _row(row, len(periods), y)
            y += _ROW
        y += 4
    found = {point.status for _, _, rows in groups for row in rows for point in row.course.points[-MOST:]}
    shapes += key({*found, *(status for _, status, _ in groups)}, 0, y + 12)
    return Drawing(width=WIDTH, height=y + _FOOT, alternative=_told(card, groups), shapes=tuple(shapes))


def _middles(periods: int) -> list[float]:
    """The middles of the columns; they stand at the right, so that names have the room that is left."""
    left = WIDTH - _AHEAD - periods * _COLUMN
    return [left + (number + 0.5) * _COLUMN for number in range(periods)]


def _title(name: str, status: Status | None, y: float, room: float) -> Iterator[Shape]:
    yield Box(x=0, y=y, width=WIDTH, height=_ROW, fill=TINT)
    title = f"{name[0].upper()}{name[1:]}"
    yield Label(x=4, y=y + 9.5, text=title, size=8, colour=ACCENT, bold=True)
    if status:
        yield sign(status, room - 10, y + _ROW / 2)


def _row(row: Row, periods: int, y: float) -> Iterator[Shape]:
    base, middles = y + 9.5, _middles(periods)
    title = cut(row.metric.title, middles[0] - _COLUMN / 2 - 12, 8)
    yield Label(x=4, y=base, text=title, size=8, colour=INK)
    yield Line(points=((0, y + _ROW), (WIDTH, y + _ROW)), colour=RULE, width=0.5)
    for x, point in zip(middles, row.course.points[-periods:], strict=True):
        if point.status is None or point.figure is None:
            yield Label(x=x, y=base, text="-", size=8, colour=GREY, centred=True)
            continue
        yield sign(point.status, x - 16, y + _ROW / 2, 6.5)
        text = plain(shown(row.metric, point.figure))
        yield Label(x=x + 20, y=base, text=text, size=8, colour=INK, right=True)
    if row.warns and row.ahead:
        yield sign(row.ahead.status, WIDTH - _AHEAD + 6, y + _ROW / 2, 6.5)
        words = f"{row.ahead.status} by {row.ahead.on}"
        yield Label(x=WIDTH - 4, y=base, text=words, size=7, colour=INK, right=True)


def _told(card: Scorecard, groups: Sequence[Group]) -> str:
    """The last period in words: each dimension with its status and the metrics that are not at their target."""
    parts = []
    for name, status, rows in groups:
        short = [f"{row.metric.title} {row.status}" for row in rows if row.status not in (None, "green")]
        named = f" ({', '.join(short)})" if short else ""
        parts.append(f"{name}: {status or 'not measured'}{named}")
    warned = [
        f"{row.metric.title} {row.ahead.status} by {row.ahead.on}" for row in card.warnings if row.ahead
    ]
    early = f" Early warnings: {'; '.join(warned)}." if warned else ""
    return f"Scorecard, {short_name(card.period)}. {'; '.join(parts)}.{early}"

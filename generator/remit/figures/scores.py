"""Weighted scores of bids: a bar for each, in as many parts as there are criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remit.blocks.drawing import Drawing, Label, Line, Shape
from remit.calc.ranking import Standing
from remit.figures.fills import fill_of
from remit.figures.palette import GREY, INK, RULE, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import cut, width_of

_NAME, _TOTAL, _ROW, _BAR, _KEY = 136.0, 46.0, 26.0, 16.0, 13.0
_BEST = 5.0
"""The highest score that there is."""


def scores(found: Sequence[Standing], criteria: Mapping[str, tuple[str, str]]) -> Drawing:
    """A stacked bar for each bid in the order given. ``criteria`` maps an id to its title and its weight in words."""
    scale = Scale(low=0, high=_BEST, start=_NAME, end=WIDTH - _TOTAL)
    bottom = len(found) * _ROW + 2
    letters = {id: _letter(place) for place, id in enumerate(criteria)}
    shapes: list[Shape] = []
    for value in range(int(_BEST) + 1):
        shapes.append(Line(points=((scale(value), 0), (scale(value), bottom)), colour=RULE, width=0.75))
        shapes.append(Label(x=scale(value), y=bottom + 9, text=str(value), size=7, colour=GREY, centred=True))
    for row, one in enumerate(found):
        shapes += _bar(one, row * _ROW, scale, letters)
    top = bottom + 18
    half = (len(criteria) + 1) // 2
    for place, (id, (title, weight)) in enumerate(criteria.items()):
        x, y = WIDTH / 2 * (place // half), top + place % half * _KEY
        words = cut(f"{letters[id]}  {title}, {weight}", WIDTH / 2 - 20, 7.5)
        shapes += [
            fill_of(place).box(x, y, 10, 8),
            Label(x=x + 15, y=y + 7, text=words, size=7.5, colour=INK),
        ]
    return Drawing(
        width=WIDTH, height=top + half * _KEY, alternative=_told(found, criteria), shapes=tuple(shapes)
    )


def _bar(one: Standing, y: float, scale: Scale, letters: Mapping[str, str]) -> list[Shape]:
    first = one.place == 1
    shapes: list[Shape] = [
        Label(x=0, y=y + 14, text=cut(one.bid.bidder, _NAME - 6, 8), size=8, colour=INK, bold=first)
    ]
    reached = 0.0
    for place, (id, letter) in enumerate(letters.items()):
        part = float(one.parts.get(id, 0))
        if part <= 0:
            continue
        start, end = scale(reached), scale(reached + part)
        fill = fill_of(place)
        shapes.append(fill.box(start, y + 3, end - start, _BAR))
        words = f"{letter} {part:.2f}"
        words = words if width_of(words, 7) < end - start - 3 else letter
        if width_of(words, 7) < end - start:
            shapes.append(
                Label(x=(start + end) / 2, y=y + 13.5, text=words, size=7, colour=fill.ink, centred=True)
            )
        reached += part
    shapes.append(Label(x=WIDTH, y=y + 14, text=f"{reached:.2f}", size=9, colour=INK, bold=first, right=True))
    if not one.may_win:
        shapes.append(Label(x=WIDTH, y=y + 22, text="may not win", size=6.5, colour=GREY, right=True))
    return shapes


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def _told(found: Sequence[Standing], criteria: Mapping[str, tuple[str, str]]) -> str:
    told = []
    for one in found:
        parts = ", ".join(
            f"{title} {float(one.parts[id]):.2f}" for id, (title, _) in criteria.items() if id in one.parts
        )
        place = f"place {one.place}" if one.place else "may not win"
        told.append(f"{one.bid.bidder} {float(one.score):.2f} ({place}: {parts})")
    return f"Weighted scores from 1 to 5 by criterion: {'; '.join(told)}."

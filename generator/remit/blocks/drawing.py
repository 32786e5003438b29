"""Figures as data: boxes, lines, signs and words on a sheet measured in points, and their SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import Literal

from remit.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its upper left corner. An empty colour draws no edge.

    ``hatched`` names the colour of oblique lines over the fill, so that two kinds of boxes differ without colour.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""
    hatched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through two or more points. ``dashed`` draws it broken, so that two lines differ without colour."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A small sign around a point, ``size`` points wide: its form says what it stands for, its colour only repeats that."""

    x: float
    y: float
    form: Literal["dot", "square", "diamond", "triangle"]
    colour: str
    size: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A straight line with a head at its end."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of words; ``y`` is its base line, ``x`` its left end, its right end (``right``) or its middle (``centred``)."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    right: bool = False
    centred: bool = False


Shape = Box | Arrow | Line | Mark | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure: size in points, shapes in the order of drawing, and words that say what it shows (alternative text)."""

    width: float
    height: float
    alternative: str
    shapes: tuple[Shape, ...]


HEAD = 4.0
"""Length of an arrow's head in points."""


def arrow_head(arrow: Arrow) -> tuple[tuple[float, float], ...]:
    """The corners of an arrow's head."""
    length = ((arrow.x2 - arrow.x1) ** 2 + (arrow.y2 - arrow.y1) ** 2) ** 0.5 or 1.0
    dx, dy = (arrow.x2 - arrow.x1) / length * HEAD, (arrow.y2 - arrow.y1) / length * HEAD
    back = arrow.x2 - dx, arrow.y2 - dy
    return (
        (arrow.x2, arrow.y2),
        (back[0] - dy / 2, back[1] + dx / 2),
        (back[0] + dy / 2, back[1] - dx / 2),
    )


HATCHING = 4.0
"""Distance of the oblique lines of a hatched box in points."""


def hatching(box: Box) -> tuple[Line, ...]:
    """The oblique lines over a hatched box, from lower left to upper right, each cut off at its edges."""
    if not box.hatched:
        return ()
    lines = []
    reach = box.width + box.height
    for number in range(1, int(reach / HATCHING) + 1):
        along = number * HATCHING
        if along >= reach:
            break
        start = (box.x + max(0.0, along - box.height), box.y + min(along, box.height))
        end = (box.x + min(along, box.width), box.y + max(0.0, along - box.width))
        lines.append(Line(points=(start, end), colour=box.hatched, width=0.75))
    return tuple(lines)


DASH, GAP = 4.0, 3.0
"""Length of a dash and of the gap behind it in points."""


def dashes(line: Line) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The pieces of a broken line that are drawn; the pattern runs on around corners."""
    left, drawn = DASH, True
    for (x1, y1), (x2, y2) in pairwise(line.points):
        length, done = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 0.0
        while done < length:
            step = min(left, length - done)
            if drawn:
                yield (
                    _between(x1, y1, x2, y2, done / length),
                    _between(x1, y1, x2, y2, (done + step) / length),
                )
            done, left = done + step, left - step
            if left <= 0:
                left, drawn = (GAP, False) if drawn else (DASH, True)


def _between(x1: float, y1: float, x2: float, y2: float, share: float) -> tuple[float, float]:
    return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def corners(mark: Mark) -> tuple[tuple[float, float], ...]:
    """The corners of a sign; a dot has none."""
    x, y, r = mark.x, mark.y, mark.size / 2
    match mark.form:
        case "square":
            return ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
        case "diamond":
            return ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        case "triangle":
            return ((x, y - r), (x + r, y + r), (x - r, y + r))
        case _:
            return ()


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG file with its alternative text as title."""
    size = f'width="{drawing.width:g}pt" height="{drawing.height:g}pt" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Arial, Liberation Sans, sans-serif">'
        f"<title>{escape(drawing.alternative, quote=False)}</title>{''.join(_elements(drawing))}</svg>"
    )


def _elements(drawing: Drawing) -> Iterator[str]:
    for shape in drawing.shapes:
        match shape:
            case Box():
                edge = f' stroke="#{shape.edge}" stroke-width="0.75"' if shape.edge else ""
                place = f'x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
                yield f'<rect {place} fill="#{shape.fill}"{edge}/>'
                yield from (_line(line) for line in hatching(shape))
            case Line():
                yield _line(shape)
            case Mark(form="dot"):
                yield f'<circle cx="{shape.x:.2f}" cy="{shape.y:.2f}" r="{shape.size / 2:g}" fill="#{shape.colour}"/>'
            case Mark():
                yield f'<polygon points="{_points(corners(shape))}" fill="#{shape.colour}"/>'
            case Arrow():
                ends = f'x1="{shape.x1:.2f}" y1="{shape.y1:.2f}" x2="{shape.x2:.2f}" y2="{shape.y2:.2f}"'
                yield f'<line {ends} stroke="#{shape.colour}" stroke-width="1"/>'
                yield f'<polygon points="{_points(arrow_head(shape))}" fill="#{shape.colour}"/>'
            case Label():
                bold = ' font-weight="bold"' if shape.bold else ""
                form = f'font-size="{shape.size:g}" fill="#{shape.colour}"{bold}'
                anchor = "end" if shape.right else "middle" if shape.centred else ""
                end = f' text-anchor="{anchor}"' if anchor else ""
                yield f'<text x="{shape.x:.2f}" y="{shape.y:.2f}" {form}{end}>{escape(shape.text, quote=False)}</text>'


def _line(line: Line) -> str:
    dash = f' stroke-dasharray="{DASH:g} {GAP:g}"' if line.dashed else ""
    form = f'fill="none" stroke="#{line.colour}" stroke-width="{line.width:g}"{dash}'
    return f'<polyline points="{_points(line.points)}" {form}/>'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)

"""Figures as data: boxes, lines and words on a sheet measured in points, and their SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its upper left corner. An empty colour draws no edge."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""


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
    """A line of words; ``y`` is its base line, ``x`` its left end, or its right end where ``right`` is set."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    right: bool = False


Shape = Box | Arrow | Label


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


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG file with its alternative text as title."""
    size = f'width="{drawing.width:g}pt" height="{drawing.height:g}pt" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Arial, Liberation Sans, sans-serif">'
        f"<title>{escape(drawing.alternative)}</title>{''.join(_elements(drawing))}</svg>"
    )


def _elements(drawing: Drawing) -> Iterator[str]:
    for shape in drawing.shapes:
        match shape:
            case Box():
                edge = f' stroke="#{shape.edge}" stroke-width="0.75"' if shape.edge else ""
                place = f'x="{shape.x:.2f}" y="{shape.y:.2f}" width="{shape.width:.2f}" height="{shape.height:.2f}"'
                yield f'<rect {place} fill="#{shape.fill}"{edge}/>'
            case Arrow():
                corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in arrow_head(shape))
                ends = f'x1="{shape.x1:.2f}" y1="{shape.y1:.2f}" x2="{shape.x2:.2f}" y2="{shape.y2:.2f}"'
                yield f'<line {ends} stroke="#{shape.colour}" stroke-width="1"/>'
                yield f'<polygon points="{corners}" fill="#{shape.colour}"/>'
            case Label():
                bold = ' font-weight="bold"' if shape.bold else ""
                form = f'font-size="{shape.size:g}" fill="#{shape.colour}"{bold}'
                end = ' text-anchor="end"' if shape.right else ""
                yield f'<text x="{shape.x:.2f}" y="{shape.y:.2f}" {form}{end}>{escape(shape.text)}</text>'

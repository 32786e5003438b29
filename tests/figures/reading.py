"""What stands in a drawing, for tests: its words, and whether everything lies on the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.drawing import Arrow, Box, Drawing, Label, Line, Mark
from remit.figures.words import width_of


def words(drawing: Drawing) -> list[str]:
    """The lines of words in the order of drawing."""
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def off_the_sheet(drawing: Drawing) -> list[object]:
    """What would be cut off at an edge of the sheet, words by their estimated width."""
    return [
        shape
        for shape, (left, top, right, bottom) in _extents(drawing)
        if left < -0.6 or top < -0.6 or right > drawing.width + 0.6 or bottom > drawing.height + 0.6
    ]


def _extents(drawing: Drawing) -> Iterator[tuple[object, tuple[float, float, float, float]]]:
    for shape in drawing.shapes:
        match shape:
            case Box():
                yield shape, (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            case Line():
                across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
                yield shape, (min(across), min(down), max(across), max(down))
            case Mark():
                half = shape.size / 2
                yield shape, (shape.x - half, shape.y - half, shape.x + half, shape.y + half)
            case Arrow():
                across, down = [shape.x1, shape.x2], [shape.y1, shape.y2]
                yield shape, (min(across), min(down), max(across), max(down))
            case Label():
                width = width_of(shape.text, shape.size)
                left = shape.x - (width if shape.right else width / 2 if shape.centred else 0)
                yield shape, (left, shape.y - shape.size * 0.75, left + width, shape.y + shape.size * 0.25)


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of lines of words that would be printed over each other."""
    labels = [(shape, box) for shape, box in _extents(drawing) if isinstance(shape, Label)]
    return [
        (one.text, other.text)
        for place, (one, a) in enumerate(labels)
        for other, b in labels[:place]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1.5 and min(a[3], b[3]) - max(a[1], b[1]) > 1.5
    ]

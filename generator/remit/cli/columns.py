"""Text for a terminal: columns as wide as their widest cell, long sentences in several lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence


def columns(
    head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = (), indent: str = "    "
) -> Iterator[str]:
    """Rows below their head, two spaces between columns; the columns at the places ``numbers`` are flush right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        cells = (
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield f"{indent}{'  '.join(cells)}".rstrip()


def wrapped(text: str, indent: int, width: int = 110) -> list[str]:
    """A text in lines of at most ``width`` characters, the further ones two characters deeper."""
    lead = " " * indent
    bound = text.replace(" %", "\u00a0%")  # a number and its sign stay on one line
    lines = textwrap.wrap(bound, width, initial_indent=lead, subsequent_indent=f"{lead}  ")
    return [line.replace("\u00a0%", " %") for line in lines]

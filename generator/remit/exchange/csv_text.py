"""Tables for spreadsheets: CSV in which no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_ACTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its head, lines ended as RFC 4180 says.

    A cell that begins with a character by which spreadsheets know formulas is preceded by an apostrophe.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([guarded(cell) for cell in head])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return target.getvalue()


def guarded(cell: str) -> str:
    """A cell as text that stays text."""
    return f"'{cell}" if cell.startswith(_ACTS) else cell

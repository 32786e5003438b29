"""Small line drawings for the cards of the first page, drawn for this project; 24 by 24 units, in the colour of the text."""

from __future__ import annotations

from collections.abc import Mapping

from remit.pages.markdown import Inert

_PATHS: Mapping[str, str] = {
    "people": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s6 2 6 6M16 11a3 3 0 1 0 0-6M17 14c3 0 5 2 5 6",
    "work": "M3 8h18v11H3zM9 8V5h6v3M3 13h18",
    "matrix": "M3 3h18v18H3zM3 9h18M3 15h18M9 3v18M15 3v18",
    "duty": "M12 3v18M5 21h14M4 7h16M4 7l-2 7h5zM20 7l-3 7h5z",
    "body": "M4 20v-8M9 20v-8M15 20v-8M20 20v-8M2 21h20M12 3l10 6H2z",
    "alarm": "M12 3l10 18H2zM12 10v5M12 18v.5",
    "talk": "M3 4h14v10H9l-4 4v-4H3zM20 9h1v9h-2v3l-3-3h-5",
    "gauge": "M4 18a9 9 0 1 1 16 0M12 14l4-6M12 14h.5",
    "seal": "M12 3a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM9 14l-2 8 5-3 5 3-2-8M10 9l2 2 3-4",
    "scale": "M3 17l6-6 4 4 8-9M15 6h6v6",
    "study": "M9 3h6M10 3v6l-6 11h16L14 9V3M7 15h10",
    "compass": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM15.5 8.5l-2 5-5 2 2-5z",
    "party": "M4 21V4h10v17M14 9h6v12M8 8h2M8 12h2M8 16h2M2 21h20",
    "clause": "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
    "file": "M6 3h9l4 4v14H6zM12 10v7M9 14l3 3 3-3",
    "system": "M3 4h18v12H3zM8 21h8M12 16v5",
    "book": "M4 4h7a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H4zM20 4h-7M20 4v14h-5a2 2 0 0 0-2 2",
}


def icon(name: str) -> Inert:
    """An icon; decorative, so hidden from screen readers."""
    return Inert(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{_PATHS[name]}"/></svg>')

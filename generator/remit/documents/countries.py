"""Countries as a document names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel import Locale


def country_names(codes: Iterable[str], language: str) -> tuple[str, ...]:
    """Names of countries (ISO 3166 codes) in the document's language, in the order of the alphabet."""
    territories: Mapping[str, str] = Locale.parse(language, sep="-").territories
    return tuple(sorted(territories.get(code, code) for code in codes))

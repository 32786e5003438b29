"""The language that a document is written in, and how it names countries and joins names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale
from babel.lists import format_list

from remit.model.agreements import Document
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook


def language_of(document: Document, ledger: Ledger) -> str:
    """The language of a document: its own or, where it names none, that of the playbook."""
    return document.language or next((book.language for book in ledger.every(Playbook)), "en-GB")


def country_names(codes: Iterable[str], language: str) -> tuple[str, ...]:
    """Names of countries (ISO 3166 codes) in the document's language, in the order of the alphabet."""
    territories: Mapping[str, str] = Locale.parse(language, sep="-").territories
    return tuple(sorted(territories.get(code, code) for code in codes))


def joined(names: Iterable[str], language: str) -> str:
    """Names as a sentence lists them: A, B and C."""
    return _joined(tuple(names), language)


@lru_cache(4096)
def _joined(names: tuple[str, ...], language: str) -> str:
    """As ``joined``. Each of hundreds of shared duties has two holders, and mostly the same."""
    return format_list(names, "standard", language.replace("-", "_"))

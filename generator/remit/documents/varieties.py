"""Which languages of templates serve a document in a language. Light to import: every check asks."""

from __future__ import annotations

LANGUAGE = "en-GB"
"""The language of a template whose name tells none. Every English document can be printed with it."""


def spoken(language: str) -> tuple[str, ...]:
    """Languages of templates that print a document in a language, best first: de-AT, de; en-US, en, and the general one."""
    base = language.partition("-")[0]
    general = ("",) if base == LANGUAGE.partition("-")[0] else ()
    return tuple(dict.fromkeys((language, base, *general)))

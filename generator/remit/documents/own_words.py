"""Words of their own that templates give to figures and to what the program prints: whether any is missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from remit.blocks.numbering import Labels
from remit.documents.figures import FIGURES, used
from remit.figures.speech import FIGURES as FIGURE_WORDS
from remit.figures.speech import filled_in
from remit.findings import Finding, Where, error, warning
from remit.templating import Template

CONTRACTS = ("work_order", "quality_agreement", "transfer", "change_order")
"""Kinds of documents that another party reads."""


def judge_words(template: Template, kind: str) -> list[Finding]:
    """What is wrong with the words that a template gives, and what a template in another language leaves English.

    A contract is never printed with words of two languages: what its figures lack is an error. Figures of internal memos and
    reports speak English only, which is told; so is what the program may print elsewhere.
    """
    findings = [one for name in template.said for one in _wrongly_said(template, name, template.said[name])]
    if template.locale.partition("_")[0] != "en":
        findings += [*_left_english(template), *_figures(template, kind)]
    return findings


def _left_english(template: Template) -> Iterator[Finding]:
    """The words that the program prints in English, because the template has none; some it may never need."""
    given = template.front.get("labels")
    named = given if isinstance(given, dict) else {}
    missing = ", ".join(one.name for one in fields(Labels) if one.name not in named)
    if missing:
        message = f"Where the program prints these words, they stay English: {missing}."
        hint = "Give them in the front matter under labels:, also those that are the same in both languages."
        yield warning("TPL-025", message, Where(template.name, (), 1, 1), hint)


def _figures(template: Template, kind: str) -> Iterator[Finding]:
    """Figures that the template prints without words in its language."""
    for name, place in used(template.blocks):
        words = FIGURE_WORDS.get(name) if kind in CONTRACTS else None
        where = Where(place.template, (), place.line, 1)
        if words is None and name in FIGURES[kind]:
            message = f"The figure {name} speaks English, whatever the language of the document."
            yield warning("TPL-024", message, where, "Say so in its caption, or leave it out.")
        elif words:
            given = template.said.get(name, {})
            lacking = [one.name for one in fields(words) if not given.get(one.name, "").strip()]
            if lacking:
                message = (
                    f"The figure {name} has no words in the language of this template: {', '.join(lacking)}."
                )
                hint = f"Give them in the front matter, labels: figures: {name}:; contract_templates/README.md has them."
                yield error("TPL-024", message, where, hint)


def _wrongly_said(template: Template, name: str, given: Mapping[str, str]) -> Iterator[Finding]:
    """Words for a figure or a place in it that does not exist, and words that leave out or invent what is filled in."""
    where = Where(template.name, (), 1, 1)
    if name not in FIGURE_WORDS:
        message, hint = (
            f"labels: there are no words for a figure {name}.",
            f"Known: {', '.join(FIGURE_WORDS)}.",
        )
        yield error("TPL-001", message, where, hint)
        return
    known = {one.name: str(one.default) for one in fields(FIGURE_WORDS[name])}
    for key, word in given.items():
        if key not in known:
            hint = f"Known: {', '.join(known)}."
            yield error("TPL-001", f"labels: the figure {name} has no word {key}.", where, hint)
        elif filled_in(word) != (wanted := filled_in(known[key])):
            holds = " and ".join(f"{{{one}}}" for one in wanted or ())
            message = f"labels: in {key} of the figure {name} stands {holds or 'nothing'} in braces, once, and no more."
            yield error("TPL-024", message, where, f"In English: {known[key]}")

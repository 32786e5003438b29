"""Defined terms: each one used, each one that is used defined. And nothing in the wording left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.blocks.types import (
    Block,
    Blocks,
    Bullet,
    ClauseItem,
    ClauseUse,
    Container,
    Heading,
    Inlines,
    Paragraph,
    Place,
    Table,
    Tag,
    Text,
)
from remit.findings import Finding
from remit.frozen import dataclass
from remit.model.open_text import VALUE, every_open
from remit.templating.errors import doubt
from remit.templating.template import Template

NOUNS_IN_CAPITALS = ("de",)
"""Languages in which a capital letter says nothing: used terms that are not defined cannot be told there."""

_VALUE = "\x00"
# Capitalised words that do not open a sentence: after a small letter, a figure or a comma. "of" and "and" may join them.
_CAPITALS = re.compile(r"(?<=[a-z0-9,)] )[A-Z][a-z]+(?:[ -](?:(?:of|and) )?[A-Z][a-z]+)*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Inlines that are read together; ``prose`` for sentences."""

    place: Place
    prose: bool
    inlines: Inlines


def check_terms(template: Template) -> list[Finding]:
    """Terms defined and not used, and capitalised words used like terms but not defined, each at its first place."""
    pieces = [(piece, words(piece.inlines)) for piece in _pieces(template.blocks)]
    defined: dict[str, Place] = {}
    for piece, _ in pieces:
        for term in _defined(piece.inlines):
            defined.setdefault(term, piece.place)
    everything = "\n".join(text for _, text in pieces)
    findings = [
        doubt(
            "TPL-019", f'"{term}" is defined, but not used.', place, "Delete the definition or use the term."
        )
        for term, place in defined.items()
        if not re.search(_either(term), everything)
    ]
    if template.locale.partition("_")[0] in NOUNS_IN_CAPITALS:
        return findings
    known = sorted({*defined, *template.names}, key=len, reverse=True)
    taken = re.compile("|".join(map(_either, known)) or "(?!)")
    undefined: dict[str, Place] = {}
    for piece, text in pieces:
        for phrase in _CAPITALS.findall(taken.sub(_VALUE, text)) if piece.prose else ():
            undefined.setdefault(phrase, piece.place)
    return findings + [_undefined(phrase, place) for phrase, place in undefined.items()]


def _undefined(phrase: str, place: Place) -> Finding:
    hint = (
        f'Define it (**"{phrase}"**{{.term}}), write it small, or list it under names: in the front matter.'
    )
    return doubt("TPL-020", f'"{phrase}" is written like a defined term, but not defined.', place, hint)


def check_open(template: Template) -> list[Finding]:
    """Placeholders that the wording leaves open, drafting notes aside."""
    return [
        doubt("TPL-021", f"The wording leaves '{found}' open.", piece.place, "Write what is agreed.")
        for piece in _pieces(template.blocks)
        for found in every_open(words(piece.inlines).replace(_VALUE, VALUE))
    ]


def words(inlines: Inlines) -> str:
    """The words of inlines; values and terms at their definition are a sign that no text holds."""
    return "".join(i.text if isinstance(i, Text) and not i.face.term else _VALUE for i in inlines)


def _either(term: str) -> str:
    """Pattern of a term in the singular and the plural."""
    stem, y = re.escape(term.removesuffix("s")), re.escape(term.removesuffix("y"))
    return rf"\b(?:{stem}(?:s|es)?|{y}(?:y|ies))\b"


def _defined(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Text) and inline.face.term:
            yield inline.text.strip(" \"'\u201c\u201d")


def _pieces(blocks: Blocks) -> Iterator[_Piece]:
    """Every paragraph, clause, heading and cell that is printed in a final document."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph | ClauseItem | Bullet):
            yield _Piece(block.place, not isinstance(block, Heading), block.inlines)
        if isinstance(block, Table):
            for row in (block.head, *block.rows):
                if row is not None and not isinstance(row, Tag):
                    yield from (
                        _Piece(row.place, False, cell) for cell in row.cells if not isinstance(cell, Tag)
                    )
        elif isinstance(block, ClauseUse):
            for position in block.positions:
                yield from _pieces(position.children)
        elif isinstance(block, ClauseItem | Bullet | Container):
            yield from _pieces(() if _note(block) else block.children)


def _note(block: Block) -> bool:
    return isinstance(block, Container) and block.kind == "note"

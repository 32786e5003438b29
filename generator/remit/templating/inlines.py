"""Markdown inline tokens to the words, values and references of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jinja2 import Environment
from markdown_it.token import Token

from remit.blocks.types import Break, Expression, Face, Inline, Inlines, Ref, Text
from remit.findings import Finding
from remit.templating.errors import fault
from remit.templating.language import expression, statement
from remit.templating.source import SET_ASIDE, Source

_TERM = "{.term}"
_ID = re.compile(r"[ \t]*\{#([A-Za-z][A-Za-z0-9._-]*)\}[ \t]*\Z")
_SENTENCE_END = re.compile(r"[.:;!?][\u201d\u2019)\"]*\s+\Z")
_FACES = {"strong_open": "strong", "em_open": "emphasis", "strong_close": "strong", "em_close": "emphasis"}


class InlineReader:
    """Turns inline tokens of one template into inlines; what it cannot take over becomes a finding."""

    def __init__(self, environment: Environment, source: Source, findings: list[Finding]) -> None:
        self._environment = environment
        self._source = source
        self._findings = findings

    def read(self, token: Token | None) -> tuple[Inlines, str]:
        """The inlines of a paragraph and the id at its end, if any."""
        if token is None:
            return (), ""
        line = token.map[0] if token.map else 0
        inlines = self._tokens(token.children or [], line)
        return _without_id(tuple(inlines))

    def _tokens(self, tokens: Sequence[Token], line: int) -> list[Inline]:
        out: list[Inline] = []
        face = Face()
        for token in tokens:
            if token.type in _FACES:
                face = replace(face, **{_FACES[token.type]: token.nesting > 0})
            elif token.type in ("softbreak", "hardbreak"):
                out.append(Break() if token.type == "hardbreak" else Text(" ", face))
                line += token.markup != "<br>"
            elif token.type in ("text", "text_special", "code_inline"):
                this = replace(face, code=True) if token.type == "code_inline" else face
                out += self._text(token.content, this, line)
            elif token.type == "reference_to":
                out.append(
                    Ref(token.content, self._source.place(line, f"[@{token.content}]"), _opens(out), face)
                )
            else:
                self._refuse(token, line)
        return _terms(_joined(out))

    def _text(self, text: str, face: Face, line: int) -> list[Inline]:
        out: list[Inline] = []
        for index, piece in enumerate(SET_ASIDE.split(text)):
            if index % 2 == 0:
                if piece:
                    out.append(Text(piece, face))
                continue
            tag = self._source.tags[int(piece)]
            if tag.kind == "output":
                out.append(replace(expression(self._environment, tag), face=face))
            else:
                out.append(statement(self._environment, tag))
        return out

    def _refuse(self, token: Token, line: int) -> None:
        if token.type in ("link_close",):
            return
        what = {"link_open": "a link", "image": "an image"}.get(token.type, token.type)
        message = f"Templates may not use {what} in their text."
        self._findings.append(fault("TPL-008", message, self._source.place(line)))


def _opens(before: list[Inline]) -> bool:
    """Whether what follows opens a sentence."""
    last = before[-1] if before else None
    if last is None or isinstance(last, Break):
        return True
    return (
        isinstance(last, Text)
        and bool(_SENTENCE_END.search(last.text))
        and not last.text.rstrip().endswith((";", ":"))
    )


def _joined(inlines: list[Inline]) -> list[Inline]:
    """Neighbouring words of one face in one piece."""
    out: list[Inline] = []
    for inline in inlines:
        last = out[-1] if out else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.face == inline.face:
            out[-1] = Text(last.text + inline.text, last.face)
        else:
            out.append(inline)
    return out


def _terms(inlines: list[Inline]) -> list[Inline]:
    """Strong words directly before ``{.term}`` are a term at its definition; the mark goes."""
    out: list[Inline] = []
    for inline in inlines:
        if not (isinstance(inline, Text) and inline.text.startswith(_TERM) and out and _strong(out[-1])):
            out.append(inline)
            continue
        start = len(out)
        while start and _strong(out[start - 1]):
            start -= 1
        out[start:] = [_as_term(piece) for piece in out[start:]]
        if inline.text != _TERM:
            out.append(Text(inline.text.removeprefix(_TERM), inline.face))
    return out


def _strong(inline: Inline) -> bool:
    return isinstance(inline, Text | Expression) and inline.face.strong


def _as_term(inline: Inline) -> Inline:
    if isinstance(inline, Text | Expression):
        return replace(inline, face=replace(inline.face, term=True))
    return inline


def _without_id(inlines: Inlines) -> tuple[Inlines, str]:
    """The id mark ``{#id}`` at the end of a heading or of a clause's first paragraph, taken off."""
    last = inlines[-1] if inlines else None
    found = _ID.search(last.text) if isinstance(last, Text) else None
    if found is None or not isinstance(last, Text):
        return inlines, ""
    text = last.text[: found.start()]
    return (*inlines[:-1], *((Text(text, last.face),) if text else ())), found.group(1)

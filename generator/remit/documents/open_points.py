"""Placeholders in what a document prints: in the records it prints from, and in the wording of its template."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape

from remit.blocks.target import SourcedValue
from remit.documents.own import OwnTemplate, open_wording
from remit.findings import Finding, Where, error
from remit.model.agreements import Document
from remit.model.open_text import VALUE, left_open
from remit.templating import Printed, Template, check_open, searched
from remit.word import as_placeholder, own_words

SETTLED = ("approved", "executed")
"""What a document must be before nothing in it may be open any more."""
_MARKUP = re.compile("<[^>]*>")
_SIGN = re.compile(r"leaves '(.+)' open\.$", re.DOTALL)
_MISSING = "missing"
"""File of the stand-ins of a draft; another finding names what is missing."""


def left_open_in(printed: Printed, template: Template, record: Document) -> tuple[Finding, ...]:
    """Every placeholder that a printed document leaves open, with its place in the records or the template."""
    wording = _open_wording(template)
    text = unescape(_MARKUP.sub("", printed.markup)) if wording else ""
    return _left_open(printed, wording, text, record)


def standing_out(printed: Printed) -> Printed:
    """A document that nobody signs yet, in which what is still open stands out from what is agreed."""
    return replace(printed, pieces=tuple(map(_standing_out, printed.pieces)))


def _standing_out(piece: str | SourcedValue) -> str | SourcedValue:
    if isinstance(piece, str) or not left_open(piece[0]):
        return piece
    text, where, keys, spec = piece
    return text, where, keys, replace(spec, style=as_placeholder(spec.style))


def left_open_in_own(
    printed: Printed, template: OwnTemplate, data: bytes, record: Document
) -> tuple[Finding, ...]:
    """The same of a document printed with a Word template of the company's own; ``data`` is its file."""
    wording = open_wording(template)
    text = "\n".join(map(searched, own_words(data).splitlines())) if wording else ""
    return _left_open(printed, wording, text, record)


def _left_open(
    printed: Printed, wording: tuple[Finding, ...], text: str, record: Document
) -> tuple[Finding, ...]:
    found = {}
    for value, where, keys, _ in printed.noted:
        sign = left_open(value)
        if sign and where.file != _MISSING:
            found[where.at(*keys)] = sign
    places = list(found.items())
    told = ((finding.where, _SIGN.findall(finding.message)[0]) for finding in wording)
    places += [(where, sign) for where, sign in told if _printed_in(text, sign)]
    return tuple(_finding(sign, where, record) for where, sign in places)


def _printed_in(text: str, sign: str) -> bool:
    """Whether a placeholder of the wording is printed, whatever the values within it have become."""
    parts = map(re.escape, sign.split(VALUE))
    return re.search(".*?".join(parts), text, re.DOTALL) is not None


@lru_cache(64)
def _open_wording(template: Template) -> tuple[Finding, ...]:
    """What a template leaves open, looked for once and not for each of its documents."""
    return tuple(check_open(template))


def _finding(sign: str, where: Where, record: Document) -> Finding:
    settled = f", and {record.number} is {record.status}" if record.status in SETTLED else ""
    message = f"'{sign.replace(VALUE, '…')}' is still open{settled}"
    return error("PRINT-004", message, where, "fill it in, or set the status back to 'draft'")

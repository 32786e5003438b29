"""Word templates of a company's own, whose tags the optional package docxtpl fills in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, Protocol

from remit.word.base import related_parts
from remit.word.properties import Facts, core
from remit.word.running import watermark
from remit.word.zipped import NotReadable, joined, pack, unpacked

if TYPE_CHECKING:
    from docx.section import _Header
    from docxtpl import DocxTemplate

CORE, MAIN = "docProps/core.xml", "word/document.xml"
MISSING = "the package docxtpl, which prints Word templates of your own, is not installed"
_PARAGRAPH = re.compile("<w:p([ >])")
_MARKUP = re.compile("<[^>]*>")


class Environment(Protocol):
    """A Jinja environment."""

    def from_string(self, source: str) -> Any:
        """A compiled template."""


def own_texts(data: bytes) -> list[str]:
    """The text of each part that may hold tags, a paragraph on each line. Raises NotReadable."""
    template = _opened(data)
    parts = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [
            template.patch_xml(template.get_part_xml(part)) for _, part in template.get_headers_footers(uri)
        ]
    return [_PARAGRAPH.sub(r"\n<w:p\1", part) for part in parts]


def print_own(data: bytes, context: Mapping[str, Any], environment: Environment, facts: Facts) -> bytes:
    """A Word template filled in, with the watermark of a draft. Same input, same bytes.

    Raises NotReadable, and what the environment raises.
    """
    template = _opened(data)
    template.render(dict(context), environment, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    printed = _with_headers(out.getvalue()) if facts.watermark else out.getvalue()
    parts = {**unpacked(printed), CORE: core(facts).encode()}
    if facts.watermark:
        for number, name in enumerate(sorted(related_parts(parts, "header") & parts.keys()), 1):
            bare = parts[name].decode("utf-8")
            marked = watermark(bare, number, facts.watermark)
            if marked == bare:
                raise NotReadable(f"its {name} is not written as Word does, and cannot bear a watermark")
            parts[name] = marked.encode()
    return joined((name, pack(content)) for name, content in parts.items())


def _with_headers(data: bytes) -> bytes:
    """The file with a header on every page, empty where there was none, so that a watermark can stand in it."""
    from docx import Document  # takes a fifth of a second, and only few playbooks have such templates

    document = Document(io.BytesIO(data))
    there = set[str]()
    for section in document.sections:
        headers: list[tuple[str, _Header]] = [("default", section.header)]
        if section.different_first_page_header_footer:
            headers.append(("first", section.first_page_header))
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(("even", section.even_page_header))
        for kind, header in headers:
            if header.is_linked_to_previous and kind not in there:
                header.is_linked_to_previous = False
            there.add(kind)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def own_words(data: bytes) -> str:
    """The words that a printed file shows in its text, headers and footers, a paragraph on each line."""
    parts = unpacked(data)
    names = sorted({MAIN, *related_parts(parts, "header"), *related_parts(parts, "footer")} & parts.keys())
    whole = "".join(_PARAGRAPH.sub(r"\n<w:p\1", parts[name].decode("utf-8", "replace")) for name in names)
    return unescape(_MARKUP.sub("", whole))


def _opened(data: bytes) -> DocxTemplate:
    """The template, its container and main part checked before any library reads them."""
    if MAIN not in unpacked(data):
        raise NotReadable(f"it has no part {MAIN}")
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise NotReadable(MISSING) from None
    template = DocxTemplate(io.BytesIO(data))
    try:
        template.init_docx()
    except (KeyError, ValueError, AttributeError, SyntaxError) as problem:
        raise NotReadable(f"its parts do not fit together ({problem})") from None
    return template

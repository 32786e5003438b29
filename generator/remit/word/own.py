"""Word templates of a company's own, whose tags the optional package docxtpl fills in."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from remit.word.properties import Facts, core
from remit.word.zipped import NotReadable, joined, pack, unpacked

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

CORE, MAIN = "docProps/core.xml", "word/document.xml"
MISSING = "the package docxtpl, which prints Word templates of your own, is not installed"
_PARAGRAPH = re.compile("<w:p([ >])")


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
    """A Word template filled in. Same input, same bytes. Raises NotReadable, and what the environment raises."""
    template = _opened(data)
    template.render(dict(context), environment, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    parts = {**unpacked(out.getvalue()), CORE: core(facts).encode()}
    return joined((name, pack(content)) for name, content in parts.items())


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

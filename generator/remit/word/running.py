"""Headers and footers per document: slots filled, watermark in drafts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from remit.word.markup import escaped, quoted
from remit.word.namespaces import VML

_SLOT = re.compile(r"\{\{\s*(?:([^\w\s{}]+)\s+)?([A-Za-z_]+)\s*\}\}")
_LAST_PARAGRAPH = re.compile(r"</w:p>(?!.*</w:p>)", re.S)


def fill(text: str, slots: Mapping[str, str]) -> str:
    """A header or footer with its slots filled.

    ``{{ name }}`` prints a slot; ``{{ · name }}`` prints the sign before it only when the slot has a text.
    """

    def one(match: re.Match[str]) -> str:
        value = slots.get(match[2], "")
        if not value:
            return ""
        return f" {match[1]} {escaped(value)}" if match[1] else escaped(value)

    return _SLOT.sub(one, text)


def watermark(header: str, number: int, words: str = "DRAFT") -> str:
    """The header with a large grey word across the page, as Word draws it; an empty header gets a paragraph for it."""
    shape = (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict {VML}><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="RemitDraft{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="Draft watermark" '
        'style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:140pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#e3e3e3" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string={quoted(words)}/>'
        "</v:shape></w:pict></w:r>"
    )
    marked, count = _LAST_PARAGRAPH.subn(lambda match: shape + match[0], header, count=1)
    return marked if count else header.replace("</w:hdr>", f"<w:p>{shape}</w:p></w:hdr>")

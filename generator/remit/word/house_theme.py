"""theme1.xml of our own house.docx: our colours and fonts, so that a user's own additions match."""

from __future__ import annotations

from remit.word.house_styles import ACCENT, GREY, SANS, SERIF, TINT
from remit.word.namespaces import HEAD

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = (
    ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", ACCENT), ("lt2", TINT), ("accent1", ACCENT), ("accent2", GREY),
    ("accent3", "8A6D1F"), ("accent4", "4F7F6B"), ("accent5", "8C4A4A"), ("accent6", "6B5B8A"), ("hlink", ACCENT),
    ("folHlink", GREY),
)  # fmt: skip


def theme() -> str:
    """The theme part; formats are the plainest that the schema allows."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{_A}" name="Remit"><a:themeElements><a:clrScheme name="Remit">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Remit"><a:majorFont>{_fonts(SERIF)}</a:majorFont><a:minorFont>{_fonts(SANS)}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Remit"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}'
        f"</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _fonts(latin: str) -> str:
    return f'<a:latin typeface="{latin}"/><a:ea typeface=""/><a:cs typeface=""/>'

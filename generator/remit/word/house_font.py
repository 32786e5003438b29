"""How wide the words of a house style's tables are beside those of our own, so that no column cuts a word."""

from __future__ import annotations

from lxml import etree

from remit.word.namespaces import w

_STYLE, _USUAL = "TableText", 18.0
_AS_ARIAL = frozenset(
    {
        "", "aptos", "arial", "arial narrow", "calibri", "cambria", "carlito", "garamond", "gill sans mt", "helvetica",
        "liberation sans", "liberation serif", "open sans", "segoe ui", "source sans pro", "tahoma", "times new roman",
    }
)  # fmt: skip
_WIDE = {
    "courier new": 1.3,
    "liberation mono": 1.3,
    "dejavu sans mono": 1.3,
    "verdana": 1.2,
    "dejavu sans": 1.2,
}
_UNKNOWN = 1.2


def table_scale(styles: etree._Element) -> float:
    """The width of text in tables beside Arial of 9 points, at least 1. A font that is not known counts as a wide one."""
    chain = list(_chain(styles))
    defaults = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    forms = [*chain, *([] if defaults is None else [defaults])]
    size = next(
        (one.get(w("val")) for one in (form.find(w("sz")) for form in forms) if one is not None), None
    )
    fonts = (form.find(w("rFonts")) for form in forms)
    font = next((one.get(w("ascii")) for one in fonts if one is not None and one.get(w("ascii"))), "")
    name = str(font).casefold()
    wide = 1.0 if name in _AS_ARIAL else _WIDE.get(name, _UNKNOWN)
    points = float(size) if size and str(size).isdigit() else _USUAL
    return max(1.0, wide * points / _USUAL)


def _chain(styles: etree._Element) -> list[etree._Element]:
    """The letter forms of the table text and of the styles that it rests on, nearest first."""
    known = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    found, seen, style = [], set(), known.get(_STYLE)
    while style is not None and style not in seen:
        seen.add(style)
        form, based = style.find(w("rPr")), style.find(w("basedOn"))
        if form is not None:
            found.append(form)
        style = known.get(based.get(w("val"))) if based is not None else None
    return found

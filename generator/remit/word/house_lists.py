"""The lists of a house style: the numbers that Word will print must be those that references say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from remit.word.namespaces import w

CLAUSES, SCHEDULES = "Heading1", "ScheduleHeading"
_LEVELS = {
    CLAUSES: (
        ("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"),
        ("lowerLetter", "(%4)"), ("lowerRoman", "(%5)"), ("upperLetter", "(%6)"),
    ),
    SCHEDULES: (
        ("upperLetter", "%1"), ("decimal", "%2"), ("decimal", "%2.%3"), ("decimal", "%2.%3.%4"),
        ("lowerLetter", "(%5)"), ("lowerRoman", "(%6)"), ("upperLetter", "(%7)"),
    ),
}  # fmt: skip
"""How each level is counted and written; a full stop behind it is no part of the number."""
_SCHEDULE = re.compile(r"(.*?)\s*%1")


def number_of(styles: etree._Element, style_id: str) -> str:
    """The list that a style belongs to, "0" (no list) when it belongs to none."""
    style = _style(styles, style_id)
    number = None if style is None else style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return "0" if number is None else str(number.get(w("val")))


def other_numbers(numbering: etree._Element, styles: etree._Element) -> Iterator[str]:
    """What is counted or written otherwise than references write it, in words for the one who made the house style."""
    for style_id, levels in _LEVELS.items():
        style = _style(styles, style_id)
        name = "" if style is None else str(style.find(w("name")).get(w("val")))  # type: ignore[union-attr]
        found = _levels(numbering, styles, number_of(styles, style_id))
        if not found:
            yield f"the style {name} belongs to no list"
            continue
        for depth, (kind, text) in enumerate(levels):
            of = found.get(depth)
            if of is None:
                yield f"the list of {name} has no level {depth + 1}, where references say {text!r} ({kind})"
            elif _written(of, style_id, depth) != (kind, text):
                yield (
                    f"level {depth + 1} of the list of {name} is numbered {_value(of, 'lvlText')!r} "
                    f"({_value(of, 'numFmt')}), where references say {text!r} ({kind})"
                )


def schedule_word(numbering: etree._Element, styles: etree._Element) -> str:
    """The word before the letter of a schedule, such as Schedule or Annex; "" for none."""
    top = _levels(numbering, styles, number_of(styles, SCHEDULES)).get(0)
    match = _SCHEDULE.match("" if top is None else _value(top, "lvlText"))
    return match[1] if match else ""


@lru_cache(16)
def with_schedule_word(numbering: bytes, styles: bytes, word: str) -> bytes:
    """A part of lists in which schedules bear another word."""
    root = etree.fromstring(numbering)
    top = _levels(root, etree.fromstring(styles), number_of(etree.fromstring(styles), SCHEDULES)).get(0)
    if top is not None:
        text = top.find(w("lvlText"))
        text.set(w("val"), f"{word} %1")  # type: ignore[union-attr]
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _style(styles: etree._Element, style_id: str) -> etree._Element | None:
    return next((style for style in styles.iter(w("style")) if style.get(w("styleId")) == style_id), None)


def _levels(numbering: etree._Element, styles: etree._Element, number: str) -> dict[int, etree._Element]:
    """The levels of a list by depth, with what the list changes of its pattern; a pattern may be that of a style."""
    one = _find(numbering, "num", "numId", number)
    pattern = None if one is None else one.find(w("abstractNumId"))
    abstract = (
        None
        if pattern is None
        else _find(numbering, "abstractNum", "abstractNumId", pattern.get(w("val"), ""))
    )
    if one is None or abstract is None:
        return {}
    linked = abstract.find(w("numStyleLink"))
    if linked is not None:
        return _levels(numbering, styles, number_of(styles, str(linked.get(w("val")))))
    return _by_number(abstract) | _by_number(one)


def _by_number(numbers: etree._Element) -> dict[int, etree._Element]:
    """The levels by their numbers from 0; one without a number of its own is no level."""
    levels = ((level.get(w("ilvl"), "0"), level) for level in numbers.iter(w("lvl")))
    return {int(number): level for number, level in levels if number.isdecimal()}


def _find(root: etree._Element, tag: str, key: str, value: str) -> etree._Element | None:
    return next((one for one in root.iter(w(tag)) if one.get(w(key)) == value), None)


def _value(level: etree._Element, tag: str) -> str:
    found = level.find(w(tag))
    return "" if found is None else str(found.get(w("val"), ""))


def _written(level: etree._Element, style_id: str, depth: int) -> tuple[str, str]:
    text = _value(level, "lvlText").rstrip(".: ")
    if style_id == SCHEDULES and depth == 0:
        text = _SCHEDULE.sub("%1", text)
    return _value(level, "numFmt"), text

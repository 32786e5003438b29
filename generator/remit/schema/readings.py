"""The one way to read a value that is not written as its field expects; nothing where there are two.

1,000 USD can only mean 1000 USD, because dollars have two decimal places. 1,000 alone could be one or a thousand, and
02/06/2025 could be a day in February or in June: these are left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from babel.numbers import get_currency_precision, list_currencies

from remit.model.fields import Choice, Scalar, Shape

_GROUPS = re.compile(r"(-?[0-9]{1,3})((?:[, \u00a0\u202f'][0-9]{3})+)(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2})")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MONEY = re.compile(r"(?:([A-Za-z]{3})\s*)?(-?[0-9][0-9., \u00a0\u202f']*?)\s*([A-Za-z]{3})?")
_PERCENT = re.compile(r"(-?[0-9][0-9.,]*)\s*(?:%|percent|per cent)", re.IGNORECASE)
_DURATION = re.compile(
    r"([0-9]+)[\s-]*(h|hrs?|hour|(?:business|working)[\s-]+day|calendar[\s-]+day|week|month|year)(s?)",
    re.IGNORECASE,
)
_DATE = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_IN_WORDS = re.compile(
    r"(?:([0-9]{1,2})[\s-]+([A-Za-z]{3,9})|([A-Za-z]{3,9})[\s-]+([0-9]{1,2})),?[\s-]+([0-9]{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
)


def only_reading(shape: Shape, text: str) -> str:
    """How the text should be written to be what it can only mean; empty if that is not certain."""
    if isinstance(shape, Choice):
        return _choice(shape.options, text)
    if not isinstance(shape, Scalar) or shape.name not in _READINGS:
        return ""
    reading = _READINGS[shape.name](text.strip())
    try:
        shape.parse(reading)
    except ValueError:
        return ""
    return reading if reading != text else ""


def _choice(options: tuple[str, ...], text: str) -> str:
    same = [option for option in options if _folded(option) == _folded(text)]
    return same[0] if len(same) == 1 and same[0] != text else ""


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().lower())


def _number(text: str, decimals: int | None = None) -> str:
    """Plain digits; ``decimals`` is how many decimal places the number can have, None if any number."""
    if _PLAIN.fullmatch(text):
        return text
    comma = _DECIMAL_COMMA.fullmatch(text)
    if comma:
        return f"{comma[1]}.{comma[2]}"
    groups = _GROUPS.fullmatch(text)
    if not groups or len(set(re.findall(r"[^0-9]", groups[2]))) > 1:
        return ""
    could_be_decimal = groups[2].startswith(",") and len(groups[2]) == len(",000") and not groups[3]
    if could_be_decimal and (decimals is None or decimals >= len("000")):
        return ""
    return groups[1] + re.sub(r"[^0-9]", "", groups[2]) + (groups[3] or "")


def _whole(text: str) -> str:
    return re.sub(r"\.0+$", "", _number(text, 0))


def _money(text: str) -> str:
    found = _MONEY.fullmatch(text)
    if not found or (found[1] and found[3]) or not (found[1] or found[3]):
        return ""
    currency = (found[1] or found[3]).upper()
    if currency not in list_currencies():
        return ""
    return f"{_number(found[2], get_currency_precision(currency))} {currency}"


def _percent(text: str) -> str:
    found = _PERCENT.fullmatch(text)
    return f"{_number(found[1])} %" if found else ""


def _duration(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if not found:
        return ""
    unit = re.sub(r"[^a-z]+", " ", found[2].lower()).replace("working", "business")
    if unit in ("h", "hr", "hrs"):
        unit, plural = "hour", "" if int(found[1]) == 1 else "s"
        return f"{found[1]} {unit}{plural}"
    return f"{found[1]} {unit}{found[3].lower()}"


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    if found:
        return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
    return _day_first(text) or _date_in_words(text)


def _day_first(text: str) -> str:
    """31.01.2029 and 01/31/2029 can only be the last day of January; 02.06.2025 could be a day of two months."""
    found = _DAY_FIRST.fullmatch(text)
    if not found:
        return ""
    one, other = int(found[1]), int(found[3])
    if (one > 12) == (other > 12):
        return ""
    day, month = (one, other) if one > 12 else (other, one)
    return f"{found[4]}-{month:02}-{day:02}"


def _date_in_words(text: str) -> str:
    """31 January 2029, Jan 31, 2029 or 31-Jan-2029."""
    found = _IN_WORDS.fullmatch(text)
    word = (found[2] or found[3]).lower() if found else ""
    if not found or not (word in _MONTHS or word in _WHOLE_MONTHS):
        return ""
    return f"{found[5]}-{_MONTHS.index(word[:3]) + 1:02}-{int(found[1] or found[4]):02}"


def _yes_or_no(text: str) -> str:
    return {"y": "yes", "yes": "yes", "true": "true", "n": "no", "no": "no", "false": "false"}.get(
        text.lower(), ""
    )


_READINGS: Mapping[str, Callable[[str], str]] = {
    "whole number": _whole,
    "number": _number,
    "amount of money": _money,
    "percentage": _percent,
    "duration": _duration,
    "date": _date,
    "yes or no": _yes_or_no,
}

"""Values of records as they are compared, shown, and told apart for good."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from remit.model.fields import Identified, Record, definition
from remit.model.values import Duration, Money, PartialDate, Percent
from remit.review.edits import Edit

NAMES = ("title", "name", "number", "topic", "event", "issue", "process", "region", "subject", "kind")
"""Fields that name a record for people, the best first."""

LONGER = 1.5
"""Two durations in different units are told apart only when one is this many times the other: a business day is no fixed
number of hours, and a month no fixed number of days."""


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same. How a number is written and how a text is wrapped does not count."""
    if isinstance(old, str) and isinstance(new, str):
        return old == new or old.split() == new.split()
    return bool(old == new)


def direction(old: Any, new: Any) -> Edit:
    """What became of a value: more, less, or just another one."""
    sizes = _sizes(old, new)
    if sizes is None or sizes[0] == sizes[1]:
        return Edit.CHANGED
    return Edit.INCREASED if sizes[1] > sizes[0] else Edit.DECREASED


def _sizes(old: Any, new: Any) -> tuple[Any, Any] | None:
    """Two values as numbers of one scale; None where they have none in common."""
    match old, new:
        case (bool(), _) | (_, bool()):
            return None
        case Money(), Money():
            return (old.amount, new.amount) if old.currency == new.currency else None
        case Percent(), Percent():
            return old.value, new.value
        case Duration(), Duration():
            return _durations(old, new)
        case PartialDate(), PartialDate():
            known = min(len(old.text), len(new.text))
            return old.text[:known], new.text[:known]
        case (int(), int()) | (Decimal(), Decimal()) | (dt.date(), dt.date()):
            return old, new
    return None


def _durations(old: Duration, new: Duration) -> tuple[int, int] | None:
    if old.unit == new.unit:
        return old.n, new.n
    a, b = old.hours, new.hours
    return (a, b) if max(a, b) >= LONGER * min(a, b) else None


def shown(value: Any) -> str:
    """A value for people, on one line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Record():
            return named(value)
        case tuple():
            return ", ".join(shown(one) for one in value)
        case Mapping():
            return ", ".join(f"{key}: {shown(one)}" for key, one in value.items())
        case Decimal():
            return f"{value.normalize():f}"
    return " ".join(str(value).split())


def named(record: Record) -> str:
    """What people call a record: its name, or what tells it apart and what it says."""
    fields = {field.name for field in definition(type(record))}
    for name in NAMES:
        if name in fields and name not in record.KEY and getattr(record, name):
            return shown(getattr(record, name))
    told = [
        shown(getattr(record, field.name))
        for field in definition(type(record))
        if field.name not in ("id", "was") and getattr(record, field.name) not in (None, (), {})
    ]
    own = record.id if isinstance(record, Identified) else ""
    return "; ".join(told) or own


def title(record: Any) -> str:
    """The name of a record for people; "" where it has none of its own, and for what is no record."""
    fields = {field.name for field in definition(type(record))} if isinstance(record, Record) else set()
    names = (name for name in NAMES if name in fields and name not in record.KEY and getattr(record, name))
    return next((shown(getattr(record, name)) for name in names), "")


def canonical(value: Any) -> str:
    """A text that two values share only if they say the same; it names neither files nor lines."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case Record():
            fields = {field.name: getattr(value, field.name) for field in definition(type(value))}
            return {name: _plain(one) for name, one in fields.items() if one not in (None, (), {})}
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case Money():
            return f"{value.amount.normalize():f} {value.currency}"
        case Percent():
            return f"{value.value.normalize():f} %"
    return shown(value)

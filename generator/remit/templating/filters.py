"""Filters: how amounts, dates and lists are written in a document of a given locale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_precision
from jinja2.runtime import Undefined

from remit.blocks.numbering import ENGLISH, Labels
from remit.model.values import Duration, Money, PartialDate, Percent

Filter = Callable[..., Any]
CACHED = 4096


class Unprintable(Exception):
    """A value that a filter or a print cannot take; the message says why in a reader's words."""


def filters(locale: str, labels: Labels = ENGLISH) -> Mapping[str, Filter]:
    """Every filter by the name used in templates.

    Numbers, dates and countries follow ``locale`` (e.g. en, de, en_GB); units of time, states and yes or no are ``labels``.
    ``no_stop`` leaves out the stop at the end of a text, for entries of a list that the template ends itself.
    """
    return {
        "money": lambda value: _amount(_is(value, Money, "an amount of money"), locale),
        "money_cur": lambda value: (
            f"{_is(value, Money, 'an amount of money').currency} {_amount(value, locale)}"
        ),
        "pct": lambda value: _percent(value, locale),
        "qty": lambda value: _number(_is(value, (int, Decimal), "a number"), locale),
        "lateness": lambda value: _lateness(_is(value, (int, Decimal), "a number of days"), locale, labels),
        "date": lambda value: _date(value, locale),
        "duration": lambda value: _duration(_is(value, Duration, "a length of time"), labels),
        "country": lambda value: _country(_is(value, str, "a country code"), locale),
        "join_and": lambda value: _join_and(value, locale),
        "no_stop": lambda value: _is(value, str, "text").rstrip(" .;,"),
        "title": lambda value: _title(_is(value, str, "text")),
        "yesno": lambda value: (
            (labels.yes if value else labels.no) if isinstance(value, bool) else _no(value, "yes or no")
        ),
        "status": lambda value: _title(labels.word(_is(value, str, "the state of a document"))),
        "length": lambda value: len(_is(value, (tuple, list, Mapping), "a list")),
        "default_blank": lambda value: "" if value is None else value,
    }


def _no(value: object, wanted: str) -> Any:
    """Raises for a value of the wrong kind; an undefined name raises its own error."""
    if isinstance(value, Undefined):
        str(value)
    if value is None:
        raise Unprintable(f"needs {wanted}, but the record leaves it empty")
    raise Unprintable(f"needs {wanted}, not {_kind(value)}")


def _is(value: Any, kind: type | tuple[type, ...], wanted: str) -> Any:
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    return _no(value, wanted)


def _kind(value: object) -> str:
    kinds = (
        (bool, "yes or no"),
        (str, "text"),
        ((int, Decimal), "a number"),
        (Money, "money"),
        (dt.date, "a date"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "this kind of value")


@lru_cache(CACHED)
def _amount(value: Money, locale: str) -> str:
    digits = get_currency_precision(value.currency)
    if value.amount == value.amount.to_integral_value():
        digits = 0
    pattern = "#,##0" + (f".{'0' * digits}" if digits else "")
    return format_decimal(value.amount, pattern, locale)


@lru_cache(CACHED)
def _number(value: int | Decimal, locale: str) -> str:
    return format_decimal(value, "#,##0.#########", locale)


def _lateness(value: int | Decimal, locale: str, labels: Labels) -> str:
    """Days counted from a target: after it, on it, or before it where they are negative."""
    if not value:
        return labels.on_target
    unit = labels.calendar_day if abs(value) == 1 else labels.calendar_days
    return (
        f"{_number(abs(value), locale)} {unit} {labels.after_target if value > 0 else labels.before_target}"
    )


def _percent(value: object, locale: str) -> str:
    number = value.value if isinstance(value, Percent) else _is(value, (int, Decimal), "a percentage")
    return f"{_number(number, locale)}\u00a0%"


@lru_cache(CACHED)
def _day(value: dt.date, locale: str) -> str:
    english = locale == "en" or (locale.startswith("en_") and locale != "en_US")
    return format_date(value, "d MMMM y" if english else "long", locale)


def _date(value: object, locale: str) -> str:
    if isinstance(value, PartialDate):
        return _partial(value.text, locale)
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        return str(_no(value, "a date"))
    return _day(value, locale)


@lru_cache(CACHED)
def _partial(text: str, locale: str) -> str:
    if len(text) == 4:
        return text
    if len(text) == 7:
        return format_date(dt.date.fromisoformat(f"{text}-01"), "MMMM y", locale)
    return _day(dt.date.fromisoformat(text), locale)


def _duration(value: Duration, labels: Labels) -> str:
    return f"{value.n} {labels.word(value.unit if value.n == 1 else f'{value.unit}s')}"


@lru_cache(CACHED)
def _country(value: str, locale: str) -> str:
    name = Locale.parse(locale).territories.get(value)
    if name is None or len(value) != 2:
        raise Unprintable(f"needs an ISO 3166 country code such as DE, not {value!r}")
    return str(name)


def _join_and(value: object, locale: str) -> str:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(_no(value, "a list"))
    words = [_is(item, str, "a list of texts") for item in value]
    return format_list(words, "standard", locale)


def _title(value: str) -> str:
    return value[:1].upper() + value[1:]

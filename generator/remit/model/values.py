"""Values that records hold: money, percentages, durations and dates, read from text exactly as it is written."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

from babel.numbers import get_currency_precision, list_currencies

from remit.frozen import dataclass

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_MONEY = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,9})?) ([A-Z]{3})")
_PERCENT = re.compile(r"(-?[0-9]{1,5}(?:\.[0-9]{1,6})?) ?%")
_DURATION = re.compile(r"([0-9]{1,5}) (hour|business day|calendar day|week|month|year)s?")
_DAYS = re.compile(r"([0-9]{1,5}) ?days?", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

_EXACT = Context(prec=80)
"""Enough digits for the product of the longest amount and the longest number that can be written."""

Language = Literal[
    "en-GB", "en-US", "bg", "cs", "da", "de", "de-AT", "de-CH", "el", "es", "et", "fi", "fr", "fr-CH", "hr", "hu", "it",
    "lt", "lv", "nb", "nl", "pl", "pt", "pt-BR", "ro", "sk", "sl", "sv",
]  # fmt: skip
"""Languages of documents: those of Europe that are written from left to right. A text needs a template in its language."""

TimeUnit = Literal["hour", "business day", "calendar day", "week", "month", "year"]
_HOURS: dict[str, int] = {
    "hour": 1, "business day": 34, "calendar day": 24, "week": 168, "month": 730, "year": 8766,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one ISO 4217 currency, written ``41500 USD``. Arithmetic refuses to mix currencies."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read ``41500 USD`` or ``1234.50 EUR``; ValueError says what is wrong."""
        match = _MONEY.fullmatch(text)
        if not match:
            raise ValueError(
                "an amount is written as number, space and currency, for example 41500 USD or 1234.50 EUR"
            )
        amount, currency = Decimal(match[1]), match[2]
        if currency not in list_currencies():
            raise ValueError(f"{currency} is not an ISO 4217 currency code")
        digits = get_currency_precision(currency)
        if -int(amount.as_tuple().exponent) > digits:
            raise ValueError(f"{currency} amounts have at most {digits} decimal places")
        return cls(amount, currency)

    def rounded(self) -> Money:
        """This amount rounded half-even to the currency's minor unit."""
        unit = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(unit, ROUND_HALF_EVEN, _EXACT), self.currency)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(_EXACT.subtract(self.amount, other.amount), self.currency)

    def times(self, factor: Decimal) -> Money:
        """This amount times a plain number, not rounded."""
        return Money(_EXACT.multiply(self.amount, factor), self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")

    def __str__(self) -> str:
        digits = get_currency_precision(self.currency)
        whole = self.amount == self.amount.to_integral_value()
        return f"{self.amount:,.{0 if whole else digits}f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, written ``12.5 %``; ``value`` is 12.5, ``fraction`` is 0.125."""

    value: Decimal

    @classmethod
    def parse(cls, text: str) -> Percent:
        """Read ``12.5 %``; ValueError says what is wrong."""
        match = _PERCENT.fullmatch(text)
        if not match:
            raise ValueError("a percentage is written as number and percent sign, for example 12.5 %")
        return cls(Decimal(match[1]))

    @property
    def fraction(self) -> Decimal:
        """The share of one: 0.125 for 12.5 %."""
        return self.value / 100

    def __str__(self) -> str:
        return f"{self.value} %"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time with its unit, written ``5 business days``, ``24 hours`` or ``12 months``."""

    n: int
    unit: TimeUnit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read ``5 business days``; ValueError says what is wrong."""
        match = _DURATION.fullmatch(text)
        days = _DAYS.fullmatch(text)
        if days:
            raise ValueError(
                f"it is not said which days are meant: write {days[1]} business days or {days[1]} calendar days"
            )
        if not match:
            raise ValueError(
                "a duration is written as whole number and unit (hours, business days, calendar days, weeks, "
                "months, years), for example 5 business days"
            )
        return cls(int(match[1]), match[2])  # type: ignore[arg-type]

    @property
    def hours(self) -> int:
        """Length in hours for comparison only: a business day counts as 7/5 of a day (rounded), a month as 730 hours."""
        return self.n * _HOURS[self.unit]

    def __str__(self) -> str:
        return f"{self.n} {self.unit}{'' if self.n == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a registry knows it: a year, a month or a day (``2015``, ``2015-09``, ``2015-09-14``)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a year, month or day in ISO 8601; ValueError says what is wrong."""
        if not _PARTIAL.fullmatch(text):
            raise ValueError("a date is written as year, year-month or year-month-day, for example 2015-09")
        parts = [int(part) for part in text.split("-")]
        date(*[*parts, 1, 1][:3])
        return cls(text)

    def __str__(self) -> str:
        return self.text


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def spoken(value: date | PartialDate) -> str:
    """A date as readers say it, ``5 January 2026``; a registry's date as far as it is known."""
    year, *rest = value.text.split("-") if isinstance(value, PartialDate) else value.isoformat().split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(one)) for one in rest[1:2]), *month, year])


def brief(day: date) -> str:
    """A date in few letters, ``5 Jan 2026``, where many stand side by side."""
    number, month, year = spoken(day).split()
    return f"{number} {month[:3]} {year}"


def parse_text(text: str) -> str:
    """Any text that is not blank."""
    if not text.strip():
        raise ValueError("a text must not be blank")
    return text


def parse_decimal(text: str) -> Decimal:
    """Read a plain number such as 0.8 or 1080: no exponent, no separators, at most 15 digits before the point."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("a number is written in plain digits with a point, for example 1080 or 0.8")
    return Decimal(text)


def parse_int(text: str) -> int:
    """Read a whole number in plain digits; a leading zero is refused because its meaning is unclear."""
    if not re.fullmatch(r"0|-?[1-9][0-9]{0,14}", text):
        raise ValueError("a whole number is written in plain digits without a leading zero, for example 12")
    return int(text)


def parse_date(text: str) -> date:
    """Read a calendar date in ISO 8601, for example 2025-06-02."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError("a date is written as year-month-day, for example 2025-06-02")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"{text} is not a day of the calendar") from None


def parse_bool(text: str) -> bool:
    """Read yes or no (true and false are accepted)."""
    try:
        return {"yes": True, "true": True, "no": False, "false": False}[text]
    except KeyError:
        raise ValueError("write yes or no") from None

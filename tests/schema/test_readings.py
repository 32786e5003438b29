"""What is mended has one reading; what could be read in two ways stays."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.model.fields import SCALARS, Choice, Shape
from remit.model.values import Duration, Money, Percent
from remit.schema.readings import only_reading

CERTAIN = [
    (Money, "1,000 USD", "1000 USD"),
    (Money, "1,234,567.50 USD", "1234567.50 USD"),
    (Money, "USD 1000", "1000 USD"),
    (Money, "1000usd", "1000 USD"),
    (Money, "1 000 EUR", "1000 EUR"),
    (Money, "12,50 EUR", "12.50 EUR"),
    (Money, "1,000 JPY", "1000 JPY"),
    (Money, "1,000,000 BHD", "1000000 BHD"),
    (Decimal, "1,000,000", "1000000"),
    (Decimal, "1,080.5", "1080.5"),
    (Decimal, "0,8", "0.8"),
    (int, "1,200", "1200"),
    (int, "12.0", "12"),
    (Percent, "12,5 %", "12.5 %"),
    (Percent, "12.5 percent", "12.5 %"),
    (Duration, "5 Business Days", "5 business days"),
    (Duration, "12months", "12 months"),
    (Duration, "5-business-days", "5 business days"),
    (Duration, "24h", "24 hours"),
    (Duration, "1 hr", "1 hour"),
    (Duration, "5 working days", "5 business days"),
    (dt.date, "2025/06/02", "2025-06-02"),
    (dt.date, "31.01.2029", "2029-01-31"),
    (dt.date, "01/31/2029", "2029-01-31"),
    (dt.date, "2 June 2025", "2025-06-02"),
    (dt.date, "Jun 2, 2025", "2025-06-02"),
    (dt.date, "02-Sept-2025", "2025-09-02"),
    (dt.date, "2025-6-2", "2025-06-02"),
    (bool, "Yes", "yes"),
    (bool, "n", "no"),
]
UNCERTAIN = [
    (Money, "1,000 BHD"),  # dinars have three decimal places: one or a thousand
    (Money, "1.000 EUR"),
    (Money, "1000"),
    (Money, "$ 1000"),
    (Money, "1000 XYZ"),
    (Money, "USD 1000 EUR"),
    (Money, "1,00,000 USD"),
    (Money, "1,000 000 USD"),
    (Decimal, "1,000"),
    (Decimal, "1e3"),
    (int, "012"),
    (int, "12.5"),
    (Percent, "12.5"),
    (Duration, "5 days"),
    (Duration, "1.5 months"),
    (dt.date, "02/06/2025"),
    (dt.date, "2026-02-30"),
    (dt.date, "31/31/2025"),
    (dt.date, "31 Juni 2025"),
    (dt.date, "31 June 2025"),
    (dt.date, "2025/06-02"),
    (bool, "maybe"),
    (str, "  "),
]


@pytest.mark.parametrize(("kind", "text", "right"), CERTAIN)
def test_one_reading_is_taken(kind: Any, text: str, right: str) -> None:
    assert only_reading(SCALARS[kind], text) == right
    SCALARS[kind].parse(right)


@pytest.mark.parametrize(("kind", "text"), UNCERTAIN)
def test_of_two_readings_none_is_taken(kind: Any, text: str) -> None:
    assert only_reading(SCALARS[kind], text) == ""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Full-Service", "full service"),
        ("full_service", "full service"),
        ("full service", ""),
        ("ful service", ""),
    ],
)
def test_a_choice_in_other_letters_is_that_choice(text: str, right: str) -> None:
    assert only_reading(Choice(("full service", "hybrid")), text) == right


SHAPES: list[Shape] = [*SCALARS.values(), Choice(("full service", "hybrid"))]


@given(
    st.sampled_from(SHAPES),
    st.text("0123456789 ,.-/%USDEURusd'yesnohours", max_size=14) | st.text(max_size=8),
)
def test_a_reading_can_be_read_and_is_its_own_only_reading(shape: Shape, text: str) -> None:
    reading = only_reading(shape, text)
    if reading:
        assert only_reading(shape, reading) == ""
        if not isinstance(shape, Choice):
            shape.parse(reading)  # type: ignore[union-attr]

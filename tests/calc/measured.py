"""Metrics, values and periods for tests, in few words."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric
from remit.model.values import Duration


def metric(direction: str, target: str, amber: str, red: str, **more: Any) -> Metric:
    """A metric with these limits; everything else that a test does not name says nothing."""
    fields: dict[str, Any] = {
        "id": "m", "title": "M", "kind": "KPI", "category": "delivery", "definition": "", "numerator": "",
        "formula": "", "unit": "%", "frequency": Duration(1, "month"), "source": "", "owner": "",
        "accountable": "cro", "forum": "", "action": "", "action_due": Duration(1, "month"),
    } | more  # fmt: skip
    return Metric(
        direction=direction,  # type: ignore[arg-type]
        target=Decimal(target),
        amber=Decimal(amber),
        red=Decimal(red),
        **fields,
    )


def value(numerator: str = "", denominator: str = "", plain: str = "", **more: Any) -> MetricValue:
    """A value: a fraction, or a plain figure."""
    numbers = [Decimal(text) if text else None for text in (numerator, denominator, plain)]
    return MetricValue(numerator=numbers[0], denominator=numbers[1], value=numbers[2], **more)


def quarter(number: int, values: Mapping[str, MetricValue] | None = None, **more: Any) -> Performance:
    """The ``number``-th quarter from the beginning of 2026 on."""
    year, place = divmod(2026 * 4 + number - 1, 4)
    last = 3 * place + 3
    fields: dict[str, Any] = {
        "id": f"{year}-q{place + 1}",
        "study": "s",
        "cro": "c",
        "first": dt.date(year, last - 2, 1),
        "last": dt.date(year, last, monthrange(year, last)[1]),
        "values": values or {},
    } | more
    return Performance(**fields)


SITES = metric("higher", "100", "90", "80", id="sites", title="Sites")
QUERIES = metric("lower", "5", "7", "10", id="queries", title="Queries", unit="days")
COST = metric("range", "3", "5", "8", id="cost", title="Cost")

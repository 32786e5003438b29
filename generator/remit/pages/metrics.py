"""Metrics with the thresholds that turn them amber and red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from remit.model.quality import Metric, Metrics
from remit.pages.book import Book
from remit.pages.markdown import (
    Block,
    Inert,
    attributes,
    badge,
    facts,
    heading,
    joined,
    lead,
    listing,
    paragraph,
    table,
    text,
)
from remit.pages.page import Desk, Page
from remit.pages.scorecard import JUDGED

KINDS = {"KPI": "performance", "KRI": "risk", "KQI": "quality", "QTL": "quality tolerance limit"}
SIDES = {
    "sponsor": "the sponsor's performance",
    "cro": "the CRO's performance",
    "both": "the performance of both",
}


def pages(book: Book) -> Iterator[Page]:
    """The metric set on one page."""
    desk = Desk(book, "performance/metrics")
    record = book.only(Metrics)
    if record is None:
        yield desk.page("Metrics", [heading(1, "Metrics"), desk.missing("data/metrics.yaml")])
        return
    metrics = list(record.metrics.values())
    blocks = [
        heading(1, "Metrics"),
        lead(
            "How the work is judged: what is counted, what is green, amber and red, who delivers it and who acts."
        ),
        paragraph(JUDGED),
        _overview(desk, metrics),
    ]
    for metric in metrics:
        blocks += _metric(desk, metric)
    yield desk.page("Metrics", [*blocks, desk.kept(record)])


def _overview(desk: Desk, metrics: Sequence[Metric]) -> Block:
    rows = [
        (
            joined([desk.record("metric", one.id), badge("early warning", "info") if one.lead else ""], " "),
            one.kind,
            *_limits(one),
            f"every {one.frequency}",
            desk.record("body", one.forum),
        )
        for one in metrics
    ]
    columns = [
        "Metric",
        ("Kind", "narrow"),
        ("Green", "num"),
        ("Amber", "num"),
        ("Red", "num"),
        "How often",
        "Looked at by",
    ]
    return table(columns, rows, caption="Metrics and thresholds")


def _limits(metric: Metric) -> tuple[Inert, Inert, Inert]:
    sign = {
        "higher": ("&ge; ", "&lt; ", "&lt; "),
        "lower": ("&le; ", "&gt; ", "&gt; "),
        "range": ("", "&plusmn; ", "&plusmn; "),
    }[metric.direction]
    values = (metric.target, metric.amber, metric.red)
    return tuple(
        _limit(mark, value, metric.unit, tone)
        for mark, value, tone in zip(sign, values, ("good", "warn", "bad"), strict=True)
    )  # type: ignore[return-value]


def _limit(sign: str, value: Decimal, unit: str, tone: str) -> Inert:
    return Inert(f"<span{attributes(class_=f'limit limit-{tone}')}>{sign}{value:f} {text(unit)}</span>")


def _metric(desk: Desk, metric: Metric) -> Iterator[Block]:
    green, amber, red = _limits(metric)
    yield heading(2, metric.title, metric.id)
    yield Block(f"<p>{text(metric.definition)}</p>")
    yield facts(
        [
            ("Thresholds", joined([green, amber, red], " ")),
            ("Formula", metric.formula),
            ("Counted", metric.numerator),
            ("Divided by", metric.denominator),
            (
                "Better is",
                {"higher": "higher", "lower": "lower", "range": "close to the target"}[metric.direction],
            ),
            (
                "Kind",
                joined(
                    [
                        metric.kind,
                        f" ({KINDS[metric.kind]}); {metric.category}; shows {SIDES[metric.accountable]}",
                    ],
                    "",
                ),
            ),
            ("Figures from", desk.record("system", metric.source)),
            ("Delivered by", joined([desk.role(metric.owner), f", every {metric.frequency}"], "")),
            ("Looked at by", desk.record("body", metric.forum)),
            ("On red, or amber twice", joined([metric.action, f" Agreed within {metric.action_due}."], "")),
            ("Actions to choose from", listing(metric.actions) if metric.actions else None),
            ("Source", desk.source(metric.where)),
        ]
    )

"""Metrics with the thresholds that turn them amber and red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from remit.calc.judged import written
from remit.calc.periods import by_cro, short_name
from remit.calc.scorecard import Row, Scorecard
from remit.figures.trend import trend
from remit.model.performance import Performance
from remit.model.quality import Metric, Metrics
from remit.pages.book import Book, generic_page
from remit.pages.markdown import (
    Block,
    Inert,
    attributes,
    badge,
    facts,
    figure,
    fold,
    heading,
    joined,
    lead,
    listing,
    paragraph,
    small,
    table,
    text,
)
from remit.pages.page import Desk, Page
from remit.pages.scorecard import card_of
from remit.pages.scores import JUDGED, mark

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
    cards = latest(book)
    if cards:
        blocks += [heading(2, "Latest figures", "latest"), *_latest(desk, metrics, cards)]
    for metric in metrics:
        blocks += _metric(desk, metric, cards)
    yield desk.page("Metrics", [*blocks, desk.kept(record)])


def _overview(desk: Desk, metrics: Sequence[Metric]) -> Block:
    rows = [
        (
            joined([desk.record("metric", one.id), badge("lead indicator", "info") if one.lead else ""], " "),
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


MOST_COLUMNS = 6
"""Studies whose latest figures stand side by side; of more, each metric's own section tells."""


def latest(book: Book) -> tuple[Scorecard, ...]:
    """The last scorecard of each CRO in each study."""
    return tuple(card_of(book, group) for group in by_cro(book.ledger.every(Performance)))


def _latest(desk: Desk, metrics: Sequence[Metric], cards: Sequence[Scorecard]) -> Iterator[Block]:
    if len(cards) > MOST_COLUMNS:
        yield paragraph("Each metric below says its latest figure in every study.")
        return
    found = [{row.metric.id: row for row in card.rows} for card in cards]
    rows = [
        (desk.record("metric", one.id), *(_figure(each.get(one.id)) for each in found)) for one in metrics
    ]
    heads = [joined([_whose(desk, card), small(short_name(card.period))], "<br>") for card in cards]
    yield table(["Metric", *heads], rows, caption="Latest figures by study")


def _figure(row: Row | None) -> Inert:
    if row is None:
        return small("not asked")
    if row.figure is None:
        return mark(None)
    early = badge(f"{row.ahead.status} by {row.ahead.on}", "warn") if row.warns and row.ahead else ""
    shown = [mark(row.status), f" {written(row.metric, row.figure)} ", early]
    return joined([part for part in shown if part], "")


def _whose(desk: Desk, card: Scorecard) -> Inert:
    """The study of a scorecard as a link to its period, with the CRO where the study has several."""
    study = desk.book.studies.get(card.period.study)
    words = study.protocol_id if study else card.period.study
    if sum(group[0].study == card.period.study for group in by_cro(desk.book.ledger.every(Performance))) > 1:
        party = desk.book.parties.get(card.period.cro)
        words = f"{words}, {party.short_name if party else card.period.cro}"
    page = generic_page(card.period.where.file)
    return desk.to(page, words) if page else text(words)


def _courses(desk: Desk, metric: Metric, cards: Sequence[Scorecard]) -> Iterator[Block]:
    """The latest figure of a metric in each study, with its course on a click."""
    for card in cards:
        row = next((row for row in card.rows if row.metric.id == metric.id), None)
        if row is None:
            continue
        study = desk.book.studies.get(card.period.study)
        whose = study.protocol_id if study else card.period.study
        drawing = trend(row.course, whose, row.ahead)
        if drawing:
            summary = joined([text(whose), " ", text(short_name(card.period)), ": ", _figure(row)], "")
            about = joined([f"{metric.title}, in {metric.unit}. ", _whose(desk, card)], "")
            yield fold(summary, [figure(drawing, about)])


def _metric(desk: Desk, metric: Metric, cards: Sequence[Scorecard]) -> Iterator[Block]:
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
            ("On a breach", joined([metric.action, f" Agreed within {metric.action_due}."], "")),
            ("Actions to choose from", listing(metric.actions) if metric.actions else None),
            ("Lead indicator", "yes: it warns by its trend" if metric.lead else None),
            (
                "One figure stands for",
                f"a {metric.level}" if metric.level != "CRO" else "the CRO across studies",
            ),
            ("Source", desk.source(metric.where)),
        ]
    )
    yield from _courses(desk, metric, cards)

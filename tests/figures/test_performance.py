"""Figures of performance: what they show stands in their words, and no two statuses have one form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, svg
from remit.calc.levels import Spent
from remit.calc.scorecard import scorecard
from remit.calc.transition import progress
from remit.calc.trends import Course
from remit.figures.effort import effort_against_cap
from remit.figures.palette import WIDTH
from remit.figures.scorecard import glance
from remit.figures.status import COLOURS, FORMS
from remit.figures.transition import MOST, timeline
from remit.figures.trend import apart, trend
from remit.figures.words import cut
from remit.model.oversight import Transition, TransitionTask
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.word import picture
from tests.calc.measured import COST, QUERIES, SITES, metric, quarter, value
from tests.calc.test_trends import of


def labels(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def drawn(found: Course, ahead: int = 0) -> Drawing:
    drawing = trend(found, "AL-101", found.ahead(ahead) if ahead else None)
    assert drawing
    return drawing


def within(drawing: Drawing) -> bool:
    """Whether every shape stands on the sheet; words may end a little beyond their measure."""
    for shape in drawing.shapes:
        match shape:
            case Line():
                places = list(shape.points)
            case Box():
                places = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            case Mark() | Label():
                places = [(shape.x, shape.y)]
            case _:
                places = []
        if any(not (-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1) for x, y in places):
            return False
    return True


def test_statuses_differ_in_form_and_colour() -> None:
    assert len(set(FORMS.values())) == len(set(COLOURS.values())) == len(FORMS) == 4


def test_a_course_is_told_in_words_and_marked_period_by_period() -> None:
    drawing = drawn(of(SITES, "100", "93", None, "85"))
    assert drawing.alternative == (
        "Sites, AL-101, in %: Q1 2026 100 (green); Q2 2026 93 (acceptable); Q3 2026 not measured; Q4 2026 85 (amber). "
        "Target 100, amber below 90, red below 80."
    )
    assert {"Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026", "100", "93", "85"} <= set(labels(drawing))
    assert {"target 100", "amber 90", "red 80", "green", "acceptable", "amber"} <= set(labels(drawing))
    marks = [shape.form for shape in drawing.shapes if isinstance(shape, Mark) and shape.size == 7.0]
    assert sorted(marks[:3]) == sorted(["dot", "square", "triangle"])


def test_a_warning_is_a_broken_line_with_day_and_status() -> None:
    drawing = drawn(of(QUERIES, "4", "6"), 1)
    assert "By its trend, 8 (amber) on 30 September 2026." in drawing.alternative
    assert {"by 2026-09-30", "8", "where the trend leads"} <= set(labels(drawing))


def test_a_range_has_its_limits_on_both_sides() -> None:
    found = labels(drawn(of(COST, "-2", "2")))
    assert {"red 8", "red -8", "amber 5", "amber -5", "target 3", "target -3"} <= set(found)


def test_nothing_measured_is_nothing_drawn() -> None:
    assert trend(of(SITES, None, ""), "AL-101") is None


FIGURES = st.lists(st.none() | st.decimals("-5000", "5000", places=3), min_size=1, max_size=40)
JUDGED = st.sampled_from((SITES, QUERIES, COST, metric("higher", "0.95", "0.95", "0.9", unit="of 1")))


@given(JUDGED, FIGURES, st.integers(0, 2))
def test_everything_stands_on_the_sheet_and_words_do_not_cover_each_other(
    judged: Metric, figures: list[Decimal | None], ahead: int
) -> None:
    found = of(judged, *(None if one is None else str(one) for one in figures))
    drawing = trend(found, "AL-101", found.ahead(ahead) if ahead else None)
    if drawing is None:
        assert not found.measured
        return
    assert drawing.width == WIDTH
    assert within(drawing)
    assert svg(drawing).startswith("<svg")
    words = [shape for shape in drawing.shapes if isinstance(shape, Label)]
    names = sorted(word.x for word in words if word.text[:1] == "Q")
    assert all(other - one >= 36 for one, other in pairwise(names))
    limits = sorted(word.y for word in words if word.text.startswith(("target ", "amber ", "red ")))
    assert all(other - one >= 8.9 for one, other in pairwise(limits))


@given(st.lists(st.floats(0, 100), max_size=8))
def test_words_are_moved_apart_and_no_further(places: list[float]) -> None:
    moved = apart(sorted(places))
    assert len(moved) == len(places)
    assert all(other - one >= 8.999 for one, other in pairwise(moved))
    if places:
        assert sum(moved) == pytest.approx(sum(places), abs=1e-6)


def test_a_scorecard_at_a_glance_has_every_metric_and_period() -> None:
    metrics = {
        one.id: one
        for one in (
            SITES,
            metric("lower", "3", "5", "8", id="cost", title="Cost", category="cost", lead=True),
            metric("higher", "95", "90", "80", id="pay", title="Pays on time", accountable="sponsor"),
        )
    }
    periods = tuple(
        quarter(n, {"sites": value(plain=sites), "cost": value(plain=cost), "pay": value(plain="85")})
        for n, (sites, cost) in enumerate((("100", "2"), ("79", "4")), 1)
    )
    drawing = glance(scorecard(metrics, periods, Thresholds()))
    assert drawing.alternative == (
        "Scorecard, Q2 2026. delivery: red (Sites red); cost: acceptable (Cost acceptable); the sponsor's own work: amber "
        "(Pays on time amber). Early warnings: Cost amber by 2026-09-30."
    )
    assert {"Sites", "Cost", "Pays on time", "Q1 2026", "Q2 2026", "79", "amber by 2026-09-30"} <= set(
        labels(drawing)
    )
    assert within(drawing)


def spent(number: int, planned: str, actual: str, cap: str | None) -> Spent:
    return Spent(
        period=quarter(number),
        level="L2",
        planned=Decimal(planned),
        actual=Decimal(actual),
        cap=Decimal(cap) if cap else None,
        functions=(),
    )


def test_effort_stands_beside_its_cap() -> None:
    drawing = effort_against_cap([spent(1, "1.95", "2", "5.5"), spent(2, "1.95", "1.75", None)])
    assert drawing
    assert "first quarter 2026: planned 1.95, spent 2, cap 5.5" in drawing.alternative
    assert {"cap 5.5", "Q1 2026 at L2", "1.95", "1.75"} <= set(labels(drawing))
    bars = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.edge and shape.height > 9]
    assert [bool(bar.hatched) for bar in bars] == [True, False, True, False]
    assert effort_against_cap([]) is None
    assert effort_against_cap([spent(1, "0", "0", None)])


def way(**more: object) -> Transition:
    task = TransitionTask(
        id="plan",
        title="Agree the plan & its criteria",
        owner="r",
        start=dt.date(2026, 4, 1),
        end=dt.date(2026, 4, 30),
        done=dt.date(2026, 5, 2),
        criterion="Signed",
    )
    fields: dict[str, object] = {
        "id": "t",
        "from_level": "L2",
        "to_level": "L3",
        "sponsors": (),
        "start": dt.date(2026, 4, 1),
        "end": dt.date(2026, 7, 31),
        "tasks": {"plan": task},
        "messages": (),
        "approved_by": "b",
        "approved": dt.date(2026, 7, 15),
    } | more
    return Transition(**fields)  # type: ignore[arg-type]


def test_a_transition_is_a_line_of_time() -> None:
    drawing = timeline(progress(way()))
    assert drawing
    assert "1 of 1 tasks done" in drawing.alternative
    assert "L3 begins on 1 August 2026" in drawing.alternative
    assert {"Apr 2026", "May", "Jun", "Jul"} <= set(labels(drawing))
    assert next(shape.form for shape in drawing.shapes if isinstance(shape, Mark)) == "triangle", "done late"
    assert within(drawing)


def test_a_transition_without_time_or_of_many_years_has_no_figure() -> None:
    assert timeline(progress(way(end=dt.date(2026, 3, 1)))) is None
    assert timeline(progress(way(end=dt.date(2026 + MOST // 12 + 1, 4, 1)))) is None


def test_every_figure_can_stand_in_a_word_file_too() -> None:
    metrics = {SITES.id: SITES}
    card = scorecard(metrics, (quarter(1, {"sites": value(plain="85")}),), Thresholds())
    figures = (
        drawn(of(QUERIES, "4", "6"), 1),
        glance(card),
        effort_against_cap([spent(1, "2", "1", "1.5")]),
        timeline(progress(way())),
    )
    for drawing in figures:
        assert drawing
        assert picture(drawing).png.startswith(b"\x89PNG")


def test_long_words_are_cut() -> None:
    assert cut("Short", 100, 8) == "Short"
    assert cut("A title that is far too long for its place", 60, 8) == "A title that is f…"

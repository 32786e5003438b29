"""Scorecards, latest figures, oversight levels and transitions on pages, from the study that is followed to its end."""

from __future__ import annotations

import re

from remit.pages.contents import all_pages
from tests.pages.books import make_book, visible
from tests.rules.workspace import minimal

FOLDER = "data/studies/al-101"
Q2 = f"{FOLDER}/performance/2026-q2.yaml"
PERIOD = "studies/al-101/performance-2026-q2"


def pages(**changed: tuple[str, str]) -> dict[str, str]:
    """Every page's text, with words of files changed (the name of the file's stem to old and new words)."""
    tree = minimal()
    for stem, (old, new) in changed.items():
        path = next(path for path in tree if path.endswith(f"/{stem.replace('_', '-')}.yaml"))
        assert old.encode() in tree[path]
        tree[path] = tree[path].replace(old.encode(), new.encode(), 1)
    book = make_book(tree)
    assert not book.errors, book.errors
    return {path: page.markdown for path, page in all_pages(book).items()}


def row(page: str, words: str) -> list[str]:
    """The cells of the first row that has these words, without markup."""
    found = next(line for line in page.splitlines() if line.startswith("<tr") and words in line)
    return [visible(cell) for cell in re.split(r"</t[hd]>", found)[:-1]]


def test_a_period_shows_its_dimensions_and_the_sponsor_apart() -> None:
    page = pages()[PERIOD]
    assert row(page, "Delivery")[:3] == ["Delivery", "green", "1"]
    assert row(page, "Risk")[1] == "no metric"
    own = page[page.index("{#sponsor-side}") :]
    assert row(own, "Sponsor reviews on time")[1:3] == ["90 %9 of 10", "green"]
    assert (
        "Sponsor reviews on time" not in page[page.index("{#field-values}") : page.index("{#sponsor-side}")]
    )
    assert row(page, "The CRO&#39;s team")[1] == "not asked"
    assert 'aria-label="Scorecard, Q2 2026.' in page.replace("&#39;", "'")


def test_early_warnings_say_where_the_trend_leads_and_whether_it_is_answered() -> None:
    page = pages(**{"2026_q2": ("    value: -2\n", "    value: -4\n")})[PERIOD]
    cells = row(page[page.index("{#early-warnings}") :], "Cost variance")
    assert cells[1:] == [
        "acceptable -4 percent of budget",
        "amber -6 percent of budget by 30 September 2026by the slope of 2 figures",
        "16 August 2026",
        "nothing said",
    ]
    assert "<details open>" in page[page.index("{#courses}") :], "what needs attention is open"
    quiet = pages()[PERIOD]
    assert "No lead indicator is heading for a limit." in quiet
    assert "<details open>" not in quiet[quiet.index("{#courses}") :]


def test_a_breach_says_what_it_lacks() -> None:
    page = pages(**{"2026_q2": ("    value: 9\n", "    value: 13\n")})[PERIOD]
    assert "{#actions}" not in page, "amber for the first time is no breach"
    tree = minimal()
    assert tree[Q2]
    book = make_book(
        {**tree, Q2: tree[Q2].replace(b"    value: 9\n", b"    value: 16\n    action: Overtime\n")}
    )
    page = all_pages(book)[PERIOD].markdown
    cells = row(page[page.index("{#actions}") :], "Visit reports on time")
    assert cells[1:] == ["red breach", "Overtime", "missing", "missing", "open"]


def test_the_metrics_page_has_the_latest_figures_and_courses() -> None:
    page = pages()["performance/metrics"]
    latest = page[page.index("{#latest}") :]
    assert row(latest, "Visit reports on time")[1] == "green 9 days"
    assert "../studies/al-101/performance-2026-q2.html" in latest
    course = page[page.index("{#visit-reports}") :]
    assert "Visit reports on time, AL-101, in days: Q1 2026 9 (green); Q2 2026 9 (green)." in visible(
        course.replace('aria-label="', ">").replace('"><svg', "<svg")
    )


def test_a_level_shows_its_evidence_its_cost_and_who_decides() -> None:
    page = pages()["studies/al-101/oversight"]
    text = visible(page)
    assert "The results call for L2 standard, the level that it has" in text
    assert "Since1 August 2026" in text
    assert row(page, "Second quarter 2026")[2:5] == ["green", "", "none"]
    assert row(page[page.index("{#effort}") :], "Second quarter 2026")[1:] == [
        "L1",
        "0.9",
        "1",
        "3",
        "within",
    ]
    assert "A red quality metric moves a study up." in text
    assert "1 of 1 tasks done." in text


def test_a_level_that_results_contradict_is_told_at_once() -> None:
    changed = pages(study=("oversight_level: L2", "oversight_level: L1"))
    page = changed["studies/al-101/oversight"]
    assert "The study may move down from L1 intensive to L2 standard" in visible(page)
    assert row(page[page.index("{#down}") :], "green quarters")[2:] == ["met", "2: 2026-q1, 2026-q2"]
    assert "results call for L2" in visible(changed["studies/al-101"])


def test_a_transition_is_shown_task_by_task_and_month_by_month() -> None:
    page = pages()["studies/al-101/transition"]
    assert row(page, "Agree the plan")[2:7] == [
        "1 April 2026",
        "30 April 2026",
        "28 April 2026",
        "done",
        "Signed plan",
    ]
    assert "April 2026: 1 under way, 1 due, 1 done. Due: Agree the plan" in visible(page)

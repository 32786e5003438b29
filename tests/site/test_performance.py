"""Pages of performance in a browser: usable by everybody, on a phone, with figures that say what they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.oracles import accessibility_violations, served, visit
from tests.rules.workspace import minimal
from tests.site.sites import make_site

pytestmark = pytest.mark.browser

PAGES = (
    "performance/metrics",
    "studies/al-101/performance-2026-q2",
    "studies/al-101/oversight",
    "studies/al-101/transition",
)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site: Path = make_site(tmp_path_factory.mktemp("outsourced"), minimal())
    with served(site) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_can_be_used_by_everybody_on_every_screen(browser: Browser, origin: str, width: int) -> None:
    with visit(browser, origin, width=width) as seen:
        for page in PAGES:
            seen.page.goto(f"{origin}/{page}.html")
            assert accessibility_violations(seen.page) == [], page
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, page
        assert (seen.external_requests, seen.failures, seen.errors) == ([], [], [])


def test_figures_say_what_they_show_and_open_on_a_click(browser: Browser, origin: str) -> None:
    with visit(browser, origin) as seen:
        page = seen.page
        page.goto(f"{origin}/studies/al-101/performance-2026-q2.html")
        told = page.locator("[role=img]").evaluate_all(
            "all => all.map(one => one.getAttribute('aria-label'))"
        )
        assert told[0].startswith("Scorecard, Q2 2026. delivery: green")
        assert len(told) == 6, "the scorecard, and each metric that was measured"
        course = page.locator("details", has_text="Visit reports on time")
        assert not course.locator("svg").is_visible()
        course.locator("summary").click()
        assert course.locator("svg").is_visible()
        page.goto(f"{origin}/studies/al-101/oversight.html")
        assert page.locator("figure.figure").count() == 2

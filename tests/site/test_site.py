"""The website in a browser: it can be used by everybody, everywhere, and asks nobody else for anything."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.oracles import accessibility_violations, served, visit
from tests.oracles.browser import Visit
from tests.pages.books import DOWNLOAD

pytestmark = pytest.mark.browser

# One page of every make.
PAGES = (
    "index", "guide/how-to-read", "roles/index", "roles/cro-project-manager", "services/index", "services/site-monitoring",
    "raci", "obligations/index", "obligations/us-21cfr312", "obligations/topics", "coverage/al-101", "governance/bodies",
    "governance/escalation", "governance/communication", "performance/metrics", "performance/quality",
    "performance/risk-sharing", "systems", "studies/index", "studies/al-101", "parties/index", "parties/brightwell",
    "contracts/agreements", "documents/index", "clauses/index", "clauses/confidentiality", "reference/findings",
    "reference/glossary", "reference/rules/index", "reference/rules/responsibilities", "reference/data/index",
    "reference/data/work_order",
)  # fmt: skip
IN_THE_DARK = (
    "index",
    "raci",
    "governance/escalation",
    "performance/metrics",
    "studies/al-101",
    "reference/rules/responsibilities",
)


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def seen(browser: Browser, origin: str) -> Iterator[Visit]:
    with visit(browser, origin) as opened:
        yield opened


def _open(seen: Visit, page: str) -> Page:
    seen.page.goto(f"{seen.origin}/{page}.html")
    return seen.page


def test_every_kind_of_page_can_be_used_by_everybody_and_asks_nobody_else(seen: Visit) -> None:
    for page in PAGES:
        _open(seen, page)
        assert accessibility_violations(seen.page) == [], page
    seen.page.emulate_media(color_scheme="dark")
    for page in IN_THE_DARK:
        _open(seen, page)
        assert accessibility_violations(seen.page) == [], f"{page} in the dark"
    assert (seen.external_requests, seen.failures, seen.errors) == ([], [], [])


def test_no_page_is_wider_than_a_phone(browser: Browser, origin: str) -> None:
    with visit(browser, origin, width=390, height=844) as seen:
        for page in PAGES:
            _open(seen, page)
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390, page
            assert seen.page.locator("article h1").is_visible()


def test_the_tabs_lead_to_every_part(seen: Visit) -> None:
    page = _open(seen, "index")
    tabs = page.locator(".md-tabs__link")
    titles = [title.strip() for title in tabs.all_inner_texts()]
    assert titles[:5] == ["Home", "Roles", "Work", "Duties", "Governance"]
    for place in range(len(titles)):
        page = _open(seen, "index")
        page.locator(".md-tabs__link").nth(place).click()
        page.locator("article h1").wait_for()
    assert seen.failures == []


def test_finding_my_role(seen: Visit) -> None:
    page = _open(seen, "index")
    page.fill("#find-role", "project cro")
    assert page.locator(".chips li >> visible=true").all_inner_texts() == ["CRO project manager"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/roles/cro-project-manager.html")
    page = _open(seen, "index")
    page.fill("#find-role", "zzz")
    assert page.locator("#find-role-none").is_visible()


def test_the_matrix_is_filtered_by_phase_service_party_role_and_words(seen: Visit) -> None:
    page = _open(seen, "raci")

    def rows() -> list[str]:
        return page.locator("#raci tr[data-activity]:visible").evaluate_all(
            "all => all.map(row => row.dataset.activity)"
        )  # type: ignore[no-any-return]

    everything = rows()
    assert len(everything) == 8
    page.select_option("[name=phase]", "start-up")
    assert rows() == ["propose-investigators", "approve-investigators"]
    page.select_option("[name=service]", "site-monitoring")
    assert rows() == ["propose-investigators"]
    assert page.inner_text("#raci-count").startswith("1 of 8 activities")
    page.click("text=Show all")
    page.wait_for_selector("#raci-count:has-text('8 of 8')")
    page.select_option("[name=role]", "sponsor-quality-lead")
    assert rows() == ["audit-cro"]
    assert page.locator("#raci th.role:visible").count() == 1
    page.select_option("[name=role]", "")
    page.select_option("[name=party]", "cro")
    kinds = page.locator("#raci th.role:visible").evaluate_all("all => all.map(head => head.dataset.party)")
    assert set(kinds) == {"cro"}
    page.select_option("[name=party]", "")
    page.fill("[name=words]", "IND maintain")
    assert rows() == ["maintain-ind"]


def test_one_activity_is_told_in_words(seen: Visit) -> None:
    page = _open(seen, "raci")
    page.select_option("[name=activity]", "propose-investigators")
    card = re.sub(r"\s+", " ", page.inner_text("#raci-card"))
    assert card.startswith(
        "Propose investigators Accountable CRO project manager Responsible CRO project manager Consulted "
    )
    assert card.endswith("Informed nobody")


def test_the_finder_says_who_and_by_when(seen: Visit) -> None:
    page = _open(seen, "governance/escalation")
    assert page.locator(".answer:visible").count() == 0
    page.select_option("[name=event]", "clock-fatal-susar")
    page.select_option("[name=severity]", "critical")
    page.fill("[name=since]", "2026-03-06T15:30")
    answers = page.locator(".answer:visible").all_inner_texts()
    assert len(answers) == 2
    assert "within 24 hours (by Sat 7 Mar 2026, 15:30)" in answers[0]
    assert "within 7 calendar days (by Fri 13 Mar 2026, 15:30)" in answers[0]
    assert "Executives: " in answers[1]
    assert "Project managers: " not in answers[1], "a critical issue enters at the second step"
    # From a Friday, five business days end on the next Friday.
    assert "within 5 business days (by Fri 13 Mar 2026, 15:30, holidays not counted)" in answers[1]
    page.select_option("[name=severity]", "minor")
    (minor,) = page.locator(".answer[data-answer=severity]:visible").all_inner_texts()
    assert "settle it within 2 business days (by Tue 10 Mar 2026, 15:30, holidays not counted)" in minor
    assert "settle it within 5 business days (by Tue 17 Mar 2026, 15:30" in minor, (
        "the second step begins where the first ends"
    )


def test_search_finds_roles_activities_and_citations(seen: Visit) -> None:
    page = _open(seen, "index")
    for words, expected in (
        ("project manager", "CRO project manager"),
        ("site calls", "Call sites"),
        ("312.50", "312.50"),
    ):
        page.click("[data-md-component=search-query]")
        page.fill("[data-md-component=search-query]", "")
        page.keyboard.type(words)
        page.wait_for_selector(".md-search-result__item >> visible=true")
        page.wait_for_timeout(300)
        assert expected.lower() in page.inner_text(".md-search-result__list").lower()
    assert seen.external_requests == []


def test_search_and_links_work_in_pages_opened_as_files(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.click("[data-md-component=search-query]")
    page.keyboard.type("monitoring")
    page.wait_for_selector(".md-search-result__item >> visible=true")
    page.locator(".md-search-result__link").first.click()
    page.locator("article h1").wait_for()
    page.goto((site / "raci.html").as_uri())
    page.select_option("[name=phase]", "close-out")
    assert page.inner_text("#raci-count").startswith("1 of 8")
    page.close()


def test_a_word_file_arrives_as_it_is(seen: Visit) -> None:
    page = _open(seen, "documents/index")
    with page.expect_download() as waiting:
        page.click("text=work-order.docx")
    assert Path(waiting.value.path()).read_bytes() == DOWNLOAD.content


def test_a_printed_matrix_keeps_every_role_column(seen: Visit, tmp_path: Path) -> None:
    page = _open(seen, "raci")
    roles = page.locator("#raci th.role").all_inner_texts()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1512, "height": 1000})  # A3 landscape less its margins
    assert page.locator("#raci th.role:visible").count() == len(roles)
    assert not page.locator(".filters").is_visible()
    frame = page.locator(".matrix-frame").evaluate("frame => [frame.scrollWidth, frame.clientWidth]")
    assert frame[0] <= frame[1]
    # A row that grows tall because its first cell is squeezed makes hundreds of pages.
    tallest = page.locator("#raci tr[data-activity]").evaluate_all(
        "all => Math.max(...all.map(row => row.offsetHeight))"
    )
    assert tallest < 60
    page.pdf(path=tmp_path / "raci.pdf", prefer_css_page_size=True)
    words = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "raci.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert words.count("\f") <= 2
    for activity in page.locator("#raci tr[data-activity] th").all_inner_texts():
        assert activity in words


def test_the_keyboard_reaches_filters_and_folds(seen: Visit) -> None:
    page = _open(seen, "index")
    page.focus("#find-role")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_dark_mode_is_chosen_and_kept(seen: Visit) -> None:
    page = _open(seen, "index")
    page.click("label[title='Switch to dark mode']")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page = _open(seen, "raci")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"

"""The browser records what a page asks for and reports what is wrong with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.oracles import accessibility_violations, served, visit

pytestmark = pytest.mark.browser
SOUND = '<!doctype html><html lang="en"><title>T</title><main><h1>Remit</h1>{}</main>'


def _site(folder: Path, body: str) -> Path:
    (folder / "index.html").write_text(SOUND.format(body), encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"icon")
    return folder


def test_a_sound_page_raises_nothing(browser: Browser, tmp_path: Path) -> None:
    with served(_site(tmp_path, "<p>Who decides?</p>")) as origin, visit(browser, origin) as seen:
        seen.page.goto(f"{origin}/")
        assert seen.page.inner_text("h1") == "Remit"
        assert accessibility_violations(seen.page) == []
        assert (seen.external_requests, seen.failures, seen.errors) == ([], [], [])


def test_an_external_request_is_recorded_and_refused(browser: Browser, tmp_path: Path) -> None:
    body = '<script src="http://tracker.invalid/count.js"></script>'
    with served(_site(tmp_path, body)) as origin, visit(browser, origin) as seen:
        seen.page.goto(f"{origin}/")
        assert seen.external_requests == ["http://tracker.invalid/count.js"]


def test_a_missing_file_and_a_script_error_are_recorded(browser: Browser, tmp_path: Path) -> None:
    body = '<img src="gone.png" alt="gone"><script>throw new Error("broken script")</script>'
    with served(_site(tmp_path, body)) as origin, visit(browser, origin) as seen:
        seen.page.goto(f"{origin}/")
        assert seen.failures == [f"404 {origin}/gone.png"]
        assert any("broken script" in error for error in seen.errors)


def test_a_barrier_is_found(browser: Browser, tmp_path: Path) -> None:
    with (
        served(_site(tmp_path, '<img src="favicon.ico"><button></button>')) as origin,
        visit(browser, origin) as seen,
    ):
        seen.page.goto(f"{origin}/")
        found = " ".join(accessibility_violations(seen.page))
        assert "image-alt" in found
        assert "button-name" in found


def test_the_width_of_the_window_is_as_asked(browser: Browser, tmp_path: Path) -> None:
    with served(_site(tmp_path, "")) as origin, visit(browser, origin, width=390) as seen:
        seen.page.goto(f"{origin}/")
        assert seen.page.evaluate("innerWidth") == 390

"""Chromium as a reader of the website: what it shows, what it asks for, and whether everybody can use it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, Response, Route, sync_playwright

from tests.oracles.tools import node_file, program

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LOCAL_SCHEMES = ("data", "blob", "about")


@dataclass(slots=True, kw_only=True)
class Visit:
    """One open page with all that it asked for and complained about since it was opened."""

    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def external_requests(self) -> list[str]:
        """Addresses outside the visited server; they were recorded and refused."""
        return [url for url in self.requests if not _is_inside(url, self.origin)]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium, the machine's own, that makes no connections by itself."""
    executable = program("chromium", "chromium-browser", "google-chrome", package="chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a free local port, as a web server shows it; yields its origin, no closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def visit(browser: Browser, origin: str, *, width: int = 1280, height: int = 900) -> Iterator[Visit]:
    """A fresh page in a fresh context, not yet at any address: `seen.page.goto(...)` starts the visit."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    seen = Visit(page=page, origin=origin)
    context.route("**/*", partial(_let_inside, origin))
    page.on("request", lambda request: _note_request(seen, request))
    page.on("response", lambda response: _note_response(seen, response))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda line: seen.errors.append(line.text) if line.type == "error" else None)
    try:
        yield seen
    finally:
        context.close()


def accessibility_violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it stands: rule, impact, help, elements."""
    # Evaluated, not added as an element: a page's own policy may forbid scripts that stand in it.
    page.evaluate(node_file("axe-core/axe.min.js").read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", list(_RULES))
    return [_violation_line(violation) for violation in result["violations"]]


def _violation_line(violation: dict[str, Any]) -> str:
    elements = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    more = f" and {len(elements) - 5} more" if len(elements) > 5 else ""
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {', '.join(elements[:5])}{more}"


def _note_request(seen: Visit, request: Request) -> None:
    seen.requests.append(request.url)


def _note_response(seen: Visit, response: Response) -> None:
    if response.status >= 400:
        seen.failures.append(f"{response.status} {response.url}")


def _let_inside(origin: str, route: Route) -> None:
    if _is_inside(route.request.url, origin):
        route.continue_()
    else:
        route.abort()


def _is_inside(url: str, origin: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in _LOCAL_SCHEMES or f"{parts.scheme}://{parts.netloc}" == origin


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing; pytest's output is for test results."""

"""The website on the reader's own computer: made anew when a source changes, with findings on the page.

One thread watches and rebuilds; the others answer requests. They share nothing but the current ``State``.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from remit.findings import Finding
from remit.frozen import dataclass

SCRIPT = "/__remit/live.js"
STATE = "/__remit/state"
_WAIT = 20.0
"""Seconds for which a page's question "anything new?" is held open."""
_PAUSE = 0.4
"""Seconds between two looks at the sources."""

_NOTHING_YET = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Not built yet</title>
<body><main><h1>The website is not built yet</h1><p>This page loads again as soon as it is.</p></main></body></html>"""

Snapshot = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class State:
    """What an open page should know. ``version`` grows with every build; ``stale``: the site shown is an older one."""

    version: int = 0
    findings: tuple[Finding, ...] = ()
    stale: bool = False

    def as_json(self) -> str:
        """The state for the script in the page."""
        found = [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "message": one.message,
                "place": str(one.where),
                "hint": one.hint,
            }
            for one in self.findings
        ]
        return json.dumps({"version": self.version, "stale": self.stale, "findings": found})


@dataclass(slots=True)
class Board:
    """Where the rebuilding thread posts the state and where requests wait for the next one."""

    state: State = field(default_factory=State)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def post(self, findings: tuple[Finding, ...], *, stale: bool) -> None:
        """A build has ended."""
        with self.changed:
            self.state = replace(self.state, version=self.state.version + 1, findings=findings, stale=stale)
            self.changed.notify_all()

    def after(self, version: int, patience: float) -> State:
        """The state once it is newer than ``version``, or as it is when patience (seconds) ends."""
        with self.changed:
            self.changed.wait_for(lambda: self.state.version > version, patience)
            return self.state


def snapshot(folders: Iterable[Path]) -> Snapshot:
    """Size and time of every file below the folders; a difference means that something was saved."""
    return dict(sorted(_stamps(folders)))


def _stamps(folders: Iterable[Path]) -> Iterator[tuple[str, tuple[int, int]]]:
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                status = path.lstat()
            except OSError:
                continue  # gone between listing and looking; the next look sees it
            if not path.name.startswith((".", "~")):
                yield str(path), (status.st_mtime_ns, status.st_size)


def watch(folders: Iterable[Path], rebuild: Callable[[], None], stop: threading.Event) -> None:
    """Call ``rebuild`` after every change in the folders until ``stop`` is set."""
    places = tuple(folders)
    seen = snapshot(places)
    while not stop.wait(_PAUSE):
        now = snapshot(places)
        # Editors write in several steps: wait until two looks agree.
        if now != seen and not stop.wait(_PAUSE / 2) and snapshot(places) == now:
            seen = now
            rebuild()


def server(site: Path, board: Board, port: int) -> ThreadingHTTPServer:
    """A server on this computer only (127.0.0.1); port 0 takes a free one. Raises OSError if the port is taken."""
    handler = partial(_Handler, board=board, directory=str(site))
    made = ThreadingHTTPServer(("127.0.0.1", port), handler)
    made.daemon_threads = True
    return made


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, board: Board, directory: str) -> None:
        self._board = board
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        # A page of another site could otherwise reach this server under a name of its own.
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in ("127.0.0.1", "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN, "open the address that 'remit serve' printed")
            return
        address = urlsplit(self.path)
        if address.path == STATE:
            since = parse_qs(address.query).get("since", ["-1"])[0]
            state = self._board.after(int(since) if since.isdecimal() else -1, _WAIT)
            self._send(state.as_json().encode(), "application/json")
        elif address.path == SCRIPT:
            self._send((files("remit.pages") / "live.js").read_bytes(), "text/javascript; charset=utf-8")
        else:
            self._page(address.path)

    def _page(self, path: str) -> None:
        place = Path(self.translate_path(path))
        if path.endswith("/"):
            place = place / "index.html"
        if place.suffix != ".html" or (not place.is_file() and self._is_built()):
            super().do_GET()
            return
        script = f'<script src="{SCRIPT}" data-version="{self._board.state.version}"></script></body>'
        content = place.read_bytes() if place.is_file() else _NOTHING_YET
        self._send(content.replace(b"</body>", script.encode(), 1), "text/html; charset=utf-8")

    def _is_built(self) -> bool:
        return (Path(self.directory) / "index.html").is_file()

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            return  # the reader went to another page

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing; the terminal is for builds and findings."""

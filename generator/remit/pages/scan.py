"""A last look at a built site: nothing may be loaded from elsewhere, and no link may lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from remit.findings import Finding, Where, error

# What a browser fetches by itself when it meets the element.
_LOADS = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "frame": ("src",),
    "source": ("src", "srcset"),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
    "form": ("action",),
    "base": ("href",),
}
_LOADING_LINKS = frozenset(
    {
        "stylesheet",
        "icon",
        "preload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "modulepreload",
        "manifest",
        "shortcut",
    }
)
_STYLE_ADDRESS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])([^'\")\s]+)", re.I)
_ALLOWED_LINKS = frozenset({"", "mailto", "tel"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.handlers: list[str] = []
        self.inline: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        self.handlers.extend(f"<{tag} {name}>" for name in values if name.startswith("on"))
        self.loads.extend(
            (tag, values[name].split(" ")[0]) for name in _LOADS.get(tag, ()) if values.get(name)
        )
        if tag == "link" and _LOADING_LINKS & set(values.get("rel", "").lower().split()):
            self.loads.append((tag, values.get("href", "")))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.inline.append("a page that sends its reader on")
        self._script = (
            tag == "script"
            and "src" not in values
            and values.get("type") not in ("application/json", "text/template")
        )

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.inline.append("a script inside the page")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def scan(site: Path, repository: str | None = None) -> tuple[Finding, ...]:
    """What is wrong with the files of a site. ``repository`` is the one address outside that links may lead to."""
    pages = {path.relative_to(site).as_posix(): _read(path) for path in sorted(site.rglob("*.html"))}
    findings = [
        finding for name, page in pages.items() for finding in _page(site, name, page, pages, repository)
    ]
    for path in sorted(site.rglob("*.css")):
        name = path.relative_to(site).as_posix()
        findings += [
            _outside(name, "style sheet", address)
            for address in _STYLE_ADDRESS.findall(path.read_text("utf-8"))
            if _is_outside(address)
        ]
    return tuple(findings)


def _read(path: Path) -> _Reader:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return reader


def _page(
    site: Path, name: str, page: _Reader, pages: dict[str, _Reader], repository: str | None
) -> Iterator[Finding]:
    yield from (_outside(name, tag, address) for tag, address in page.loads if _is_outside(address))
    yield from (
        error(
            "SITE-003",
            f"the page holds {what}",
            Where(f"build/site/{name}"),
            "scripts belong into site/assets",
        )
        for what in (*page.handlers, *page.inline)
    )
    for address in dict.fromkeys(page.links):
        problem = _link_problem(site, name, address, pages, repository)
        if problem:
            yield error(
                "SITE-004",
                f"a link leads nowhere: {address} ({problem})",
                Where(f"build/site/{name}"),
                "correct the link in playbook/ or in the record",
            )


def _is_outside(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _outside(name: str, tag: str, address: str) -> Finding:
    message = f"the page loads something from elsewhere ({tag}: {address[:80]})"
    return error(
        "SITE-002",
        message,
        Where(f"build/site/{name}"),
        "put a copy into site/assets: no page may ask another server for anything",
    )


def _link_problem(
    site: Path, name: str, address: str, pages: dict[str, _Reader], repository: str | None
) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if parts.scheme in _ALLOWED_LINKS or (repository and address.startswith(repository)):
            return ""
        return "" if parts.scheme in ("http", "https") else "this kind of address is not allowed"
    if name == "404.html":
        return ""
    target = normpath(f"{name.rpartition('/')[0]}/{unquote(parts.path)}").lstrip("/") if parts.path else name
    if target.startswith(".."):
        return "outside the site"
    if (site / target).is_dir():
        target = f"{target}/index.html".lstrip("/")
    if target not in pages:
        return "" if (site / target).is_file() else "there is no such page"
    fragment = unquote(parts.fragment)
    return f"no section '{fragment}' there" if fragment and fragment not in pages[target].anchors else ""

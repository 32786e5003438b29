"""The shelf of published editions: a folder with a website for each, what came of which, and the way to the one in force.

SHELF/index.html       lists the editions and leads to the one in force today
SHELF/editions.json    the same for programs; what this module reads again
SHELF/editions.js      the same for pages, also where they are opened as files
SHELF/2026.1/ ...      one website for each edition, never changed once it is there
SHELF/next/ ...        the state that is to become the next edition, replaced as often as wanted
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from remit.files import is_file_name, write_whole
from remit.findings import CannotGoOn, Where, error
from remit.frozen import dataclass
from remit.pages.markdown import day
from remit.workspace import Workspace

NEXT = "next"
LIST = "editions.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A published edition. ``folder`` is its place on the shelf: its own name, or ``next`` while it is being prepared.

    ``sources`` is the SHA-256 of everything that it was made from, ``commit`` the git commit that holds its
    records and wording ("" for none).
    """

    folder: str
    edition: str
    effective: dt.date
    published: dt.date
    sources: str
    commit: str

    @property
    def coming(self) -> bool:
        """Whether this is not an edition yet, but the state that will become one."""
        return self.folder == NEXT


def digest_of(workspace: Workspace) -> str:
    """The SHA-256 of every file that a website is made from, with its name."""
    digest = hashlib.sha256()
    for folder in (workspace.data, workspace.templates, workspace.pages, workspace.site):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                digest.update(f"{path.relative_to(workspace.root).as_posix()}\0{len(data)}\0".encode())
                digest.update(data)
    return digest.hexdigest()


def read_shelf(shelf: Path) -> tuple[Edition, ...]:
    """The editions on a shelf, in the order in which they take effect; none where there is no shelf yet.

    Raises CannotGoOn where the folder holds something else, or its list cannot be read.
    """
    path = shelf / LIST
    if not path.is_file():
        if shelf.is_dir() and any(one for one in shelf.iterdir() if one.name != ".git"):
            hint = "name an empty folder, or the one that holds the earlier editions"
            raise CannotGoOn(
                error("SITE-009", f"{shelf} holds no published editions", Where(str(shelf)), hint)
            )
        return ()
    try:
        return _in_order(_read(one) for one in json.loads(path.read_bytes()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        hint = "bring it back from its history; nothing was published"
        raise CannotGoOn(
            error("SITE-010", "the list of published editions cannot be read", Where(str(path)), hint)
        ) from None


def _read(one: dict[str, str]) -> Edition:
    found = Edition(
        folder=one["folder"],
        edition=one["edition"],
        effective=dt.date.fromisoformat(one["effective"]),
        published=dt.date.fromisoformat(one["published"]),
        sources=one["sources"],
        commit=one["commit"],
    )
    if not is_file_name(found.folder):
        raise ValueError(found.folder)
    return found


def placed(editions: Iterable[Edition], new: Edition) -> tuple[Edition, ...]:
    """The editions with a new one: in place of the one in its folder. What was to come has come with a new edition."""
    kept = (one for one in editions if one.folder != new.folder and not one.coming)
    return _in_order((*kept, new))


def _in_order(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    return tuple(sorted(editions, key=lambda one: (one.coming, one.effective, one.published, one.edition)))


def write_list(shelf: Path, title: str, editions: tuple[Edition, ...]) -> None:
    """What leads to the editions: the list for programs, for pages and for people."""
    rows = [
        {
            **asdict(one),
            "effective": one.effective.isoformat(),
            "published": one.published.isoformat(),
            "words": day(one.effective),
        }
        for one in editions
    ]
    listed = json.dumps(rows, indent=1, ensure_ascii=True)
    write_whole(shelf / LIST, f"{listed}\n".encode())
    write_whole(shelf / "editions.js", f"var __editions={listed};\n".encode())
    write_whole(shelf / "open.js", _OPEN.encode())
    write_whole(shelf / "index.html", _index(title, editions).encode())


_OPEN = """// Leads to the edition in force today; without scripts the list stays.
(function () {
  "use strict";
  var today = new Date().toISOString().slice(0, 10);
  var begun = __editions.filter(function (one) { return one.folder !== "next" && one.effective <= today; });
  if (begun.length) location.replace(begun[begun.length - 1].folder + "/index.html");
})();
"""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def _index(title: str, editions: tuple[Edition, ...]) -> str:
    items = "".join(
        f'<li><a href="{one.folder}/index.html">{_named(one)}</a></li>' for one in reversed(editions)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n"
        "<style>body{font:1rem/1.6 sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem;color:#222}</style>\n"
        f"</head>\n<body>\n<h1>{html.escape(title)}</h1>\n<p>Editions, newest first:</p>\n<ul>{items}</ul>\n"
        '<script src="editions.js"></script>\n<script src="open.js"></script>\n</body>\n</html>\n'
    )


def _named(one: Edition) -> str:
    if one.coming:
        return f"Coming edition, state of {day(one.published)}; not in force"
    return f"Edition {html.escape(one.edition)}, in force from {day(one.effective)}"

"""From a book to a folder of web pages, made beside the old one and put in its place when it is whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from remit.files import for_asked
from remit.findings import CannotGoOn, Finding, Where, error
from remit.pages.book import Book
from remit.pages.contents import all_pages, listed, navigation
from remit.pages.contracts import DOWNLOADS
from remit.pages.mkdocs import CONFIG, configuration, run, write_configuration
from remit.pages.page import Page
from remit.pages.scan import scan
from remit.workspace import Workspace


def publish(book: Book, workspace: Workspace, out: Path, *, on_shelf: str = "") -> int:
    """Build the site into ``out`` and return the number of pages. ``on_shelf`` names its folder among published editions.

    The Markdown stays in build/pages, so that MkDocs (or Zensical) can be run by hand. Raises CannotGoOn and leaves an
    existing site alone if MkDocs fails, or if a finished page loads something from elsewhere.
    """
    config = workspace.site / "mkdocs.yml"
    if not config.is_file():
        raise CannotGoOn(
            error(
                "SITE-001",
                "the website has no configuration",
                Where(CONFIG),
                "copy the folder site/ from a new playbook: remit init FOLDER",
            )
        )
    _check_target(workspace, out)
    pages = all_pages(book)
    nav = navigation(book, pages)
    forgotten = set(pages) - set(listed(nav))
    if forgotten:
        raise AssertionError(f"pages that no navigation leads to: {sorted(forgotten)}")
    with _beside(workspace.build / "pages") as markdown:
        write_pages(book, workspace, pages.values(), markdown)
    with _beside(out) as made:
        derived = workspace.build / "mkdocs.yml"
        settings = partial(configuration, book, nav, pages, config=config, derived=derived)
        write_configuration(settings(out=made, on_shelf=on_shelf), derived)
        run(derived, book)
        _search_for_files(made)
        refuse(scan(made, book.playbook.repository if book.playbook else None))
        write_configuration(settings(out=out), derived)
    return len(pages)


def refuse(findings: tuple[Finding, ...]) -> None:
    """Stop if a built site is not fit to be shown."""
    if findings:
        raise CannotGoOn(*findings)


def write_pages(book: Book, workspace: Workspace, pages: Iterable[Page], folder: Path) -> None:
    """The Markdown tree that MkDocs reads: pages, the site's own assets, Word files."""
    for page in pages:
        target = folder / f"{page.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, encoding="utf-8", newline="\n")
    assets = workspace.site / "assets"
    if assets.is_dir():
        shutil.copytree(assets, folder / "assets", dirs_exist_ok=True)
    for one in book.downloads:
        target = folder / DOWNLOADS / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.content)


def _check_target(workspace: Workspace, out: Path) -> None:
    """The target folder is replaced as a whole, so it must not be one that people keep things in."""
    kept = (
        workspace.root,
        workspace.data,
        workspace.templates,
        workspace.pages,
        workspace.site,
        workspace.build / "pages",
    )
    place = out.resolve()
    if place in [one.resolve() for one in kept] or workspace.root.resolve().is_relative_to(place):
        raise CannotGoOn(
            error(
                "SITE-005",
                f"the site cannot be written to {out}, because that would delete what is there",
                Where(str(out)),
                "leave --out away, or name a folder of its own",
            )
        )
    if out.is_dir() and any(out.iterdir()) and not (out / "index.html").is_file():
        raise CannotGoOn(
            error(
                "SITE-005",
                f"{out} holds something that is not a website",
                Where(str(out)),
                "name an empty folder or one that does not exist yet",
            )
        )


def _search_for_files(site: Path) -> None:
    """A copy of the search index as a script, because pages opened as files may not read other files."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        content = json.dumps(json.loads(index.read_text("utf-8")), ensure_ascii=True, separators=(",", ":"))
        (site / "search" / "search_index.js").write_text(f"var __index={content};\n", encoding="utf-8")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` that takes its place when the work in it ends well, and vanishes otherwise."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as trouble:
        raise for_asked(trouble, target) from None
    made = folder / "new"
    made.mkdir()
    try:
        yield made
        if target.exists():
            target.rename(folder / "old")
        made.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

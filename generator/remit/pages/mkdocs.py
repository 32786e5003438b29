"""Running MkDocs on the finished Markdown. Its configuration derives from site/mkdocs.yml; its complaints are findings."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from remit.findings import CannotGoOn, Finding, Where, error
from remit.pages.book import Book
from remit.pages.contents import Section
from remit.pages.markdown import day
from remit.pages.page import Page

CONFIG = "site/mkdocs.yml"
_PATIENCE = 600
_LATEST = 2**32 - 1
"""The last second that a compressed file can name."""


def configuration(
    book: Book,
    nav: Section,
    pages: Mapping[str, Page],
    *,
    config: Path,
    out: Path,
    derived: Path,
    on_shelf: str = "",
) -> dict[str, Any]:
    """The configuration of this one build: site/mkdocs.yml with the playbook's title, edition and navigation.

    Themes print titles as HTML, so what comes from records is escaped here. ``on_shelf`` is the folder of a published
    edition, whose pages lead to the others.
    """
    playbook = book.playbook
    extra: dict[str, Any] = {}
    if playbook:
        extra = {
            "edition": html.escape(playbook.edition),
            "effective": day(playbook.effective_date),
            "marking": html.escape(playbook.confidentiality),
            "as_of": day(book.ledger.day),
            "on_shelf": on_shelf,
        }
    return {
        "INHERIT": os.path.relpath(config, derived.parent),
        "site_name": html.escape(book.title),
        "docs_dir": os.path.relpath(derived.parent / "pages", derived.parent),
        "site_dir": os.path.relpath(out, derived.parent),
        "theme": {"custom_dir": os.path.relpath(config.parent / "overrides", derived.parent)},
        "extra": {"remit": extra},
        "nav": _entries(nav, pages),
    }


def _entries(section: Section, pages: Mapping[str, Page]) -> list[Any]:
    entries: list[Any] = []
    for entry in section.entries:
        if isinstance(entry, Section):
            inner = _entries(entry, pages)
            if inner:
                entries.append({html.escape(entry.title): inner})
        elif entry in pages:
            entries.append({html.escape(pages[entry].title): f"{entry}.md"})
    return entries


def write_configuration(settings: Mapping[str, Any], path: Path) -> None:
    """The derived configuration, as JSON, which is YAML, too, and leaves no title open to another reading."""
    path.write_text(json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def run(derived: Path, book: Book) -> None:
    """Build the site. Raises CannotGoOn with MkDocs' own words if it fails."""
    # The date that MkDocs writes into its files: the edition's, so that the same records make the same bytes.
    day = book.playbook.effective_date if book.playbook else datetime.fromtimestamp(0, UTC).date()
    epoch = int(datetime.combine(day, time(), UTC).timestamp())
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--clean",
        "--config-file",
        str(derived),
    ]
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(min(max(epoch, 0), _LATEST)),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotGoOn(
            error("SITE-001", f"MkDocs did not finish within {_PATIENCE} seconds", Where(CONFIG), "")
        ) from None
    if done.returncode:
        raise CannotGoOn(*_complaints(done.stderr or done.stdout))


def _complaints(said: str) -> tuple[Finding, ...]:
    lines = [
        line.strip() for line in said.splitlines() if line.startswith(("ERROR", "WARNING", "Error", "Config"))
    ] or said.strip().splitlines()[-1:]
    hint = "the configuration is site/mkdocs.yml; see its comments"
    return tuple(
        error("SITE-001", f"MkDocs cannot build the site: {line}", Where(CONFIG), hint) for line in lines[:10]
    ) or (error("SITE-001", "MkDocs stopped without saying why", Where(CONFIG), hint),)

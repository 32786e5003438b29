"""Building the website of an invented playbook for the tests that open it."""

from __future__ import annotations

import shutil
from pathlib import Path

from remit.load.tree import Tree
from remit.pages.book import Book
from remit.pages.publish import publish
from remit.workspace import Workspace
from tests.pages.books import ROOT, make_book, minimal


def write_workspace(folder: Path, tree: Tree) -> Workspace:
    """A workspace with these data files and the website's own source."""
    for name, data in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    shutil.copytree(ROOT / "site", folder / "site")
    return Workspace(folder)


def make_site(folder: Path, tree: Tree | None = None, book: Book | None = None) -> Path:
    """The built website of a playbook."""
    files = minimal() if tree is None else tree
    workspace = write_workspace(folder, files)
    publish(book or make_book(files), workspace, workspace.build / "site")
    return workspace.build / "site"

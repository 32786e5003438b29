"""The proof of a redline: all changes accepted it is the new document, all rejected the old one.

It starts from the bytes that are to be written and uses nothing of what made them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from remit.word.namespaces import w
from remit.word.received import Package, open_received
from remit.word.redline.relations import targets_of
from remit.word.revisions import accept_all, reject_all
from remit.word.sameness import difference, prepare

Settle = Callable[[etree._Element], None]
_STORIES = ("header", "footer", "footnotes", "endnotes")
_UNTRACKED = ("word/comments.xml", "[Content_Types].xml")


class NotProven(Exception):
    """A redline that must not be written; the message says what it would have got wrong."""


def prove(data: bytes, old: Package, new: Package) -> None:
    """Raises NotProven when the bytes of a redline do not hold exactly the two documents."""
    redline = open_received(data)
    stories = stories_of(new)
    for name in stories:
        root = redline.xml(name)
        _balanced(root, name)
        _same(redline, copy.deepcopy(root), new, name, accept_all, "accepted")
        _same(redline, root, old, name, reject_all, "rejected")
    for name, content in new.parts.items():
        changed = name in stories or name in _UNTRACKED or name.endswith(".rels")
        if not changed and redline.parts.get(name) != content:
            raise NotProven(f"the part {name} would not be that of the new document")


def stories_of(package: Package) -> list[str]:
    """The parts of a file that hold text: its main part, headers, footers and notes."""
    return [package.main, *package.related(package.main, *_STORIES)]


def _same(
    redline: Package, root: etree._Element, document: Package, name: str, settle: Settle, how: str
) -> None:
    loose = how == "rejected"
    settle(root)
    prepare(root, targets_of(redline, name), loose=loose)
    wanted = document.xml(name)
    prepare(wanted, targets_of(document, name), loose=loose)
    found = difference(root, wanted)
    if found:
        which = "old" if loose else "new"
        raise NotProven(f"with all changes {how} it would not be the {which} document: in {name}, {found}")


def _balanced(root: etree._Element, name: str) -> None:
    """Fields must be whole while both texts are shown, or Word takes what follows for a part of one."""
    depth = 0
    for char in root.iter(w("fldChar")):
        kind = char.get(w("fldCharType"))
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            break
    if depth:
        raise NotProven(f"a field would be cut in {name}")

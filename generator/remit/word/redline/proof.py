"""The proof of a redline: all changes accepted it is the new document, all rejected the old one.

It starts from the bytes that are to be written and uses nothing of what made them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from remit.word.namespaces import w
from remit.word.received import Package, open_received
from remit.word.redline.relations import RUNNING, targets_of
from remit.word.revisions import accept_all, reject_all
from remit.word.sameness import controls, difference, prepare

_STORIES = ("header", "footer", "footnotes", "endnotes")
_NEW = "accepted it would not be the new document"
_OLD = "rejected it would not be the old document"
_UNTRACKED = ("word/comments.xml", "[Content_Types].xml")


class NotProven(Exception):
    """A redline that must not be written; the message says what it would have got wrong."""


def prove(data: bytes, old: Package, new: Package) -> None:
    """Raises NotProven when the bytes of a redline do not hold exactly the two documents."""
    redline = open_received(data)
    stories = stories_of(new)
    running: dict[str, str] = {}
    for name in reversed(stories):  # headers and footers before the pages that carry them
        root = redline.xml(name)
        _balanced(root, name)
        accepted = copy.deepcopy(root)
        accept_all(accepted)
        after = new.xml(name)
        _same_controls(accepted, after, name)
        _compare(accepted, targets_of(redline, name), after, targets_of(new, name), f"{_NEW} in {name}")
        reject_all(root)
        running[name] = _words(root)
        before = old.xml(name)
        targets = [
            _by_words(targets_of(package, name), words)
            for package, words in ((redline, running), (old, _running(old)))
        ]
        _compare(root, targets[0], before, targets[1], f"{_OLD} in {name}", layout=False)
    for name, content in new.parts.items():
        changed = name in stories or name in _UNTRACKED or name.endswith(".rels")
        if not changed and redline.parts.get(name) != content:
            raise NotProven(f"the part {name} would not be that of the new document")


def stories_of(package: Package) -> list[str]:
    """The parts of a file that hold text: its main part, headers, footers and notes."""
    return [package.main, *package.related(package.main, *_STORIES)]


def _compare(
    root: etree._Element,
    targets: Mapping[str, str],
    wanted: etree._Element,
    its: Mapping[str, str],
    how: str,
    *,
    layout: bool = True,
) -> None:
    prepare(root, targets, layout=layout)
    prepare(wanted, its, layout=layout)
    found = difference(root, wanted)
    if found:
        raise NotProven(f"with all changes {how}: {found}")


def _same_controls(accepted: etree._Element, new: etree._Element, name: str) -> None:
    """The controls of a redline are those of the new document, of which those around inserted text may be missing."""
    left = controls(new)
    for tag, words in controls(accepted):
        if (tag, words) not in left:  # takes all that stand before it
            raise NotProven(
                f"the control {tag} around {words[:60]!r} would not be one of the new document in {name}"
            )


def _running(package: Package) -> dict[str, str]:
    """The words of each header and footer."""
    return {name: _words(package.xml(name)) for name in package.related(package.main, *RUNNING)}


def _by_words(targets: Mapping[str, str], running: Mapping[str, str]) -> dict[str, str]:
    """Headers and footers by what they say: when the last pages of a document turn, Word cannot turn their header back."""
    found = dict(targets)
    for id, target in targets.items():
        kind, _, name = target.partition(" ")
        if kind in RUNNING:
            found[id] = f"{kind} {running.get(name, '')}"
    return found


def _words(root: etree._Element) -> str:
    return "".join(str(text) for text in root.itertext(w("t")))


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

"""Do tags open and close at one level, and does the numbering level survive loops and conditions?"""

from __future__ import annotations

from collections.abc import Sequence

from remit.blocks.types import Tag
from remit.findings import Finding
from remit.templating.errors import fault

_OPENS = {"for": "endfor", "if": "endif"}


def check_nesting(siblings: Sequence[object], where: str) -> list[Finding]:
    """Tags among siblings that do not open and close among them."""
    findings = []
    open_tags: list[Tag] = []
    for tag in siblings:
        if not isinstance(tag, Tag):
            continue
        if tag.word in _OPENS:
            open_tags.append(tag)
        elif tag.word in ("elif", "else"):
            if not open_tags:
                findings.append(_stray(tag, where))
        elif tag.word != "set":
            if open_tags and _OPENS[open_tags[-1].word] == tag.word:
                open_tags.pop()
            else:
                findings.append(_stray(tag, where))
    return findings + [_stray(tag, where) for tag in open_tags]


def _stray(tag: Tag, where: str) -> Finding:
    verb = "opens" if tag.word in _OPENS else "stands"
    message = f"The tag {{% {tag.place.code} %}} {verb} here, but its counterpart is at another level."
    hint = f"A tag {where} opens and closes there: put both on lines of their own, or both into the same paragraph."
    return fault("TPL-004", message, tag.place, hint)


class HeadingDepth:
    """The level of the last heading (0 none, 1, 2) at each point, and whether it is the same on every path there."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self.sure = True
        self._open: list[tuple[int, bool, set[tuple[int, bool]]]] = []

    def copy(self) -> HeadingDepth:
        """The same state, to try one path."""
        other = HeadingDepth(self.depth)
        other.sure = self.sure
        return other

    def heading(self, level: int) -> bool:
        """Passes a heading; False when it skips a level."""
        fits = level <= self.depth + 1
        self.depth, self.sure = level, True
        return fits

    def tag(self, tag: Tag) -> None:
        """Passes a block tag."""
        if tag.word in _OPENS:
            self._open.append((self.depth, self.sure, set()))
        elif tag.word in ("elif", "else") and self._open:
            depth, sure, ends = self._open[-1]
            ends.add((self.depth, self.sure))
            self.depth, self.sure = depth, sure
            if tag.word == "else":
                self._open[-1] = (-1, sure, ends)
        elif tag.word in _OPENS.values() and self._open:
            self._close()

    def _close(self) -> None:
        depth, sure, ends = self._open.pop()
        ends.add((self.depth, self.sure))
        if depth >= 0:
            ends.add((depth, sure))
        self.sure = len(ends) == 1 and self.sure

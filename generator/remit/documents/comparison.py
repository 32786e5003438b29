"""The text of a document as issued against the text of a received file: what was changed, where, and which values with it.

Texts are compared as a person reads them: runs of spaces, tabs and line breaks count as one space. The contents list is left
out as far as it repeats headings of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from remit.blocks.wording import pairs, stretches, words_of
from remit.frozen import dataclass
from remit.word.issued import Issued
from remit.word.received_text import Read

MOST_PAIRS = 4_000_000
"""Above so many pairs of paragraphs, frequent ones are not used to align the texts, which would take too long."""

_PAGE = re.compile(r"\s\d+$")


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A printed value that reads differently now; ``value`` is its number in the document."""

    value: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that was changed, deleted or added. ``place`` says where in the document it stands.

    ``before`` and ``after`` are its numbers among the paragraphs that were compared, from 0; -1 where there is none.
    """

    kind: str
    place: str
    old: str
    new: str
    values: tuple[ValueChange, ...] = ()
    before: int = -1
    after: int = -1


def compare(issued: Sequence[Issued], received: Sequence[Read]) -> tuple[Change, ...]:
    """What differs between the text as issued and a received body, in the order of the document."""
    before = without_contents(issued)
    places = tuple(_places(before))
    old = [plain(one.text) for one in before]
    new = _body(received, before)
    changes: list[Change] = []
    quick = len(old) * len(new) > MOST_PAIRS
    matcher = SequenceMatcher(None, old, new, autojunk=quick)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            last = places[max(i1 - 1, 0)] if places else ""
            found = _changes(before[i1:i2], places[i1:i2], new[j1:j2], last)
            changes += (_numbered(one, i1, j1) for one in found)
    return tuple(changes)


def _numbered(change: Change, first: int, first_new: int) -> Change:
    """A change of a stretch with the numbers of its paragraphs in the whole texts."""
    before = change.before + first if change.before >= 0 else -1
    after = change.after + first_new if change.after >= 0 else -1
    return replace(change, before=before, after=after)


def places_of_values(issued: Sequence[Issued]) -> dict[int, str]:
    """Where each value is printed: clause and heading, by the value's number in the document."""
    return {
        span.value: place for one, place in zip(issued, _places(issued), strict=True) for span in one.values
    }


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.split())


def without_contents(issued: Sequence[Issued]) -> tuple[Issued, ...]:
    """The paragraphs but those of the contents list, which repeat a number and a heading."""
    headings = _headings(issued)
    return tuple(one for one in issued if plain(one.text) and (one.number or plain(one.text) not in headings))


def _headings(issued: Sequence[Issued]) -> frozenset[str]:
    return frozenset(plain(f"{one.number} {one.text}") for one in issued if one.number)


def _body(received: Sequence[Read], issued: Sequence[Issued]) -> list[str]:
    """The texts of a received body. An entry of its contents list counts only if it says what no heading says."""
    headings = _headings(issued)
    others = {plain(one.text) for one in received if not one.contents}
    texts = []
    for one in received:
        text = plain(one.text)
        entry = _PAGE.sub("", text)
        known = {text, entry} & headings or {text.partition(" ")[2], entry.partition(" ")[2]} & others
        if text and not (one.contents and known):
            texts.append(text)
    return texts


def _places(issued: Sequence[Issued]) -> Iterator[str]:
    """Where each paragraph stands: its own number or the last one before it, and the heading above."""
    schedule = number = heading = ""
    for one in issued:
        if " " in one.number:
            schedule, number, heading = f"{one.number}, ", "", plain(one.text)
        elif one.number:
            number = one.number.rstrip(".")
            heading = plain(one.text) if one.number.endswith(".") else heading
        at = f"{schedule}{number}" if number else schedule.rstrip(", ")
        yield f"{at} ({heading})" if at and heading else at or "before the first clause"


def _changes(
    before: Sequence[Issued], places: Sequence[str], after: Sequence[str], last: str
) -> Iterator[Change]:
    """The changes of a stretch in which nothing is equal: paragraphs that are alike are paired in order."""
    partner = dict(pairs([plain(one.text) for one in before], after))
    taken = 0
    for index, (one, place) in enumerate(zip(before, places, strict=True)):
        at = partner.get(index)
        if at is None:
            yield Change("deleted", place, plain(one.text), "", before=index)
            continue
        yield from _added(last, after, taken, at)
        yield replace(_changed(one, place, after[at]), before=index, after=at)
        taken, last = at + 1, place
    yield from _added(last, after, taken, len(after))


def _added(place: str, after: Sequence[str], start: int, end: int) -> Iterator[Change]:
    return (Change("added", place, "", after[at], after=at) for at in range(start, end))


def _changed(one: Issued, place: str, new: str) -> Change:
    text, values = _plain_values(one)
    moves = _moves(text, new)
    changed = []
    for start, end, value in values:
        now = new[_moved(start, moves, first=True) : _moved(end, moves, first=False)]
        if now != text[start:end]:
            changed.append(ValueChange(value, text[start:end], now))
    return Change("changed", place, text, new, tuple(changed))


def _plain_values(one: Issued) -> tuple[str, list[tuple[int, int, int]]]:
    """The text as it is compared, and its values as stretches of that text."""
    values = []
    for span in one.values:
        shown = plain(one.text[span.start : span.end])
        start = len(plain(one.text[: span.start] + "|")) - 1
        if shown:
            values.append((start, start + len(shown), span.value))
    return plain(one.text), values


def _moves(old: str, new: str) -> list[tuple[int, int, int, int, bool]]:
    """Stretches (old from, to, new from, to, equal) that cover both texts, cut at the borders of words."""
    a, b = words_of(old), words_of(new)
    ends_a, ends_b = ([0, *_ends(words)] for words in (a, b))
    return [
        (ends_a[one.i1], ends_a[one.i2], ends_b[one.j1], ends_b[one.j2], one.equal) for one in stretches(a, b)
    ]


def _ends(words: Sequence[str]) -> Iterator[int]:
    end = 0
    for word in words:
        end += len(word)
        yield end


def _moved(at: int, moves: Sequence[tuple[int, int, int, int, bool]], *, first: bool) -> int:
    """Where a position of the old text lies in the new one; inside a changed stretch, its ``first`` or last border."""
    found = 0
    for i1, i2, j1, j2, equal in moves:
        if i1 <= at < i2 or (not first and i1 < at <= i2):
            return j1 + at - i1 if equal else (j1 if first else j2)
        found = j2
    return found

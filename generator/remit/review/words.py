"""A change in words: what a reader of a report is told of it, on one line, with nothing hidden in it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Sequence

from remit.blocks.wording import stretches, words_of
from remit.exchange.visible import visible
from remit.model.fields import definition
from remit.model.values import Duration, PartialDate
from remit.review.changes import Change
from remit.review.documents import TextChange
from remit.review.edits import Edit

LONGEST = 160
"""Characters of a value that are shown; JSON holds all."""

_AROUND = 6
"""Words that are shown before and after what differs in a long text."""


def subject(change: Change) -> str:
    """The record and the way to the value: 'work_order wo-301, direct.site-visits'."""
    record = f"{change.file} {change.record}".strip().replace("_", " ")
    path = change.path if change.edit in (Edit.ADDED, Edit.REMOVED, Edit.RENAMED) else change.path[:-1]
    steps = ".".join(str(step) for step in path)
    place = f"{record}, {steps}" if steps else record
    return f"{place} ({short(change.about)})" if change.about else place


def what(change: Change) -> str:
    """The field in the words of its definition: 'Price of one unit'."""
    if change.cls is None:
        return str(change.path[-1]) if change.path else "whole file"
    field = next(one for one in definition(change.cls) if one.name == change.name)
    return field.doc.rstrip(".").partition("; ")[0].partition(": ")[0]


def became(change: Change) -> str:
    """What became of the value: '45 calendar days -> 90 calendar days (longer)'."""
    old, new = change.old or "", change.new or ""
    match change.edit:
        case Edit.ADDED:
            return f"added: {short(new)}" if new else "added"
        case Edit.REMOVED:
            return f"removed: {short(old)}" if old else "removed"
        case Edit.RENAMED:
            return f"renamed from {short(old)} to {short(new)}"
        case Edit.REORDERED:
            return f"in another order: {short(new)}"
    was, now = differing(old, new)
    return f"{was} -> {now}{_direction(change)}"


def grouped(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes in their order; entries of one list that came or went together are one group."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        alone = change.edit not in (Edit.ADDED, Edit.REMOVED)
        same = (change.rule, change.file, change.record, change.path, change.name)
        groups.setdefault(change.fingerprint if alone else same, []).append(change)
    return list(groups.values())


def together(group: Sequence[Change]) -> str:
    """What became of the values of a group: 'removed (3): a; b; c'."""
    if len(group) == 1:
        return became(group[0])
    word = "added" if group[0].edit is Edit.ADDED else "removed"
    values = "; ".join(short(one.new or one.old or "") for one in group)
    return f"{word} ({len(group)}): {short(values)}"


def repeated(changes: Sequence[TextChange]) -> list[tuple[TextChange, int]]:
    """Changes of a document in their order; the same change of a text at several places once, with how often it is there."""
    counts = Counter((one.kind, one.old, one.new) for one in changes)
    firsts = {(one.kind, one.old, one.new): one for one in reversed(changes)}
    return [
        (one, counts[one.kind, one.old, one.new])
        for one in changes
        if firsts[one.kind, one.old, one.new] is one
    ]


def advice(removed: Change, added: Change) -> str:
    """What is said of a record that was most likely renamed without saying so."""
    old, new = (one.path[-1] if one.path else one.record for one in (removed, added))
    return f"'{new}' is '{old}' under another id: if so, write was: [{old}] into it, and it is a rename"


def sentence(change: Change) -> str:
    """The whole change on one line."""
    return honest(f"{subject(change)}: {what(change)}: {became(change)}")


def _direction(change: Change) -> str:
    if change.edit not in (Edit.INCREASED, Edit.DECREASED):
        return ""
    more = change.edit is Edit.INCREASED
    match change.now:
        case Duration():
            return " (longer)" if more else " (shorter)"
        case dt.date() | PartialDate():
            return " (later)" if more else " (earlier)"
    return " (more)" if more else " (less)"


def short(text: str) -> str:
    """A text, cut where it is longer than a line."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def differing(old: str, new: str) -> tuple[str, str]:
    """Two texts cut down to what differs in them, with a few words around it; whole where they are short."""
    if len(old) <= LONGEST and len(new) <= LONGEST:
        return old, new
    a, b = words_of(old), words_of(new)
    changed = [one for one in stretches(a, b) if not one.equal]
    if not changed:
        return short(old), short(new)
    first, last = changed[0], changed[-1]
    return _cut(a, first.i1, last.i2), _cut(b, first.j1, last.j2)


def _cut(words: list[str], start: int, end: int) -> str:
    begin, stop = max(0, start - 2 * _AROUND), min(len(words), end + 2 * _AROUND)
    text = "".join(words[begin:stop]).strip()
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1].rstrip()}…"
    elif stop < len(words):
        text += " …"
    return f"… {text}" if begin else text


def honest(text: str) -> str:
    """A text on one line in which nothing is hidden: signs that cannot be seen, and letters that look like others.

    In a word that mixes Latin letters with those of another script, the others are written as their code point, because the
    eye cannot tell them from Latin ones (Unicode Technical Standard 39, mixed-script confusables).
    """
    shown = visible(text)
    if shown.isascii():
        return shown
    return "".join(map(_honest_word, words_of(shown)))


def _honest_word(word: str) -> str:
    if word.isascii():
        return word
    scripts = {_script(sign) for sign in word if sign.isalpha()}
    if "LATIN" not in scripts or len(scripts) < 2:
        return word
    return "".join(
        f"U+{ord(sign):04X}" if sign.isalpha() and _script(sign) != "LATIN" else sign for sign in word
    )


def _script(sign: str) -> str:
    return unicodedata.name(sign, "UNKNOWN").partition(" ")[0]

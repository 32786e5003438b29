"""Clauses, templates and house style compared, as they are written: what documents will say, whoever prints them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from remit.documents.templates import HOUSE
from remit.findings import Where
from remit.frozen import dataclass
from remit.model.fields import Meaning
from remit.review.changes import Change, NotCompared
from remit.review.clauses import CLAUSES, KIND, name_now, printed_now
from remit.review.edits import UNCOMPARED, Edit
from remit.review.kinds import numbered
from remit.review.matching import Names, Renames, paired_texts
from remit.review.sides import Side
from remit.review.values import same, shown
from remit.templating import TemplateError
from remit.templating.library import declared, wordings
from remit.templating.source import split_front

TEMPLATE, CHOSEN, CLAUSE, POSITION, OWNER, LIMIT, STYLE = 80, 81, 82, 83, 84, 85, 86
"""Numbers of the kinds of change."""

_COMMENT = re.compile("<!--.*?-->", re.S)
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of wording and the number of lines before it."""

    text: str
    before: int = 0

    def paragraphs(self) -> list[tuple[str, int]]:
        """The paragraphs with the line on which each begins; comments are none."""
        found, at = [], 0
        text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), self.text)
        for piece in [*_BLANK.split(text)]:
            start = text.index(piece, at) if piece else at
            at = start + len(piece)
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                found.append((piece.strip(), self.before + text.count("\n", 0, start + lead) + 1))
        return found


@dataclass(frozen=True, slots=True)
class _File:
    """A file of wording: front matter, and its parts by name ("" for a template's body)."""

    front: Mapping[str, object]
    parts: Mapping[str, _Part]


def compare_wording(before: Side, after: Side, renames: Renames) -> tuple[list[Change], list[NotCompared]]:
    """Every change of clauses, templates and house style, and the files that could not be compared.

    A clause that got another id is the same clause, and naming it so in a template is no change.
    """
    changes: list[Change] = []
    lost: list[NotCompared] = []
    names = renames.kinds.get(KIND, {})
    were = {name_now(name, names): name for name in before.templates.files}
    new = after.templates.files
    for name in sorted({**were, **new}):
        was = were.get(name, name)
        old = before.templates.files.get(was)
        if (was == name and old == new.get(name)) or PurePosixPath(name).name == "README.md":
            continue
        try:
            changes += _of_file(name, was, old, new.get(name), names)
        except TemplateError as problem:
            side = before if _is_broken(name, old) else after
            reason = problem.findings[0].message
            lost.append(NotCompared(what=name, side=side.name, reason=reason, where=Where(name, (), 1, 1)))
    lost += _unread(before) + _unread(after)
    return changes, lost


def _unread(side: Side) -> list[NotCompared]:
    return [
        NotCompared(what=one.where.file, side=side.name, reason=one.message, where=one.where)
        for one in side.wording
        if one.rule in ("FILE-001", "FILE-002")
    ]


def _is_broken(name: str, data: bytes | None) -> bool:
    try:
        _read(name, data or b"")
    except TemplateError:
        return True
    return False


def _of_file(name: str, was: str, old: bytes | None, new: bytes | None, names: Names) -> Iterator[Change]:
    if not name.endswith(".md"):
        yield from _of_word(name, old, new)
        return
    one, other = _read(name, old, names), _read(name, new)
    make = _Maker(name, PurePosixPath(name).stem, clause=name.startswith(CLAUSES), was=was)
    if one is None or other is None:
        front = (one or other or _File({}, {})).front
        title = shown(str(front.get("title") or make.record))
        yield make.whole(title if one else None, title if other else None)
        return
    if was != name:
        yield make.change(CLAUSE, Edit.RENAMED, (), (PurePosixPath(was).stem, make.record), (1, 1))
    yield from make.front(one.front, other.front)
    yield from make.positions(one, other)
    for part in {**one.parts, **other.parts}:
        if part in one.parts and part in other.parts:
            yield from make.texts(part, one.parts[part], other.parts[part])


def _of_word(name: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    kind = STYLE if name == HOUSE else TEMPLATE
    make = _Maker(name, PurePosixPath(name).stem, clause=False)
    told = [None if data is None else f"{len(data):,} bytes" for data in (old, new)]
    edit = Edit.ADDED if old is None else Edit.REMOVED if new is None else Edit.CHANGED
    digests = [None if data is None else hashlib.sha256(data).hexdigest() for data in (old, new)]
    yield make.change(kind, edit, ("file",), (digests[0], digests[1]), (1, 1), (told[0], told[1]))


def _read(name: str, data: bytes | None, names: Names | None = None) -> _File | None:
    """``names`` are new ids of clauses by old ones, under which the file is read."""
    if data is None:
        return None
    front, body, offset = split_front(name, data.decode("utf-8-sig", "replace"))
    if not name.startswith(CLAUSES):
        return _File(front, {"": _Part(printed_now(body, names or {}), offset)})
    parts = {id: _Part(text, before) for id, (text, before) in wordings(body, offset).items()}
    return _File(front, parts)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the changes of one file."""

    name: str
    record: str
    clause: bool
    was: str = ""
    """The file in the earlier state, where its name is another one."""

    def change(
        self,
        number: int,
        edit: Edit,
        path: tuple[str, ...],
        values: tuple[Any, Any],
        lines: tuple[int, int],
        told: tuple[str | None, str | None] | None = None,
    ) -> Change:
        kind = numbered(number)
        old, new = told or (None if one is None else shown(one) for one in values)
        return Change(
            rule=kind.rule(edit),
            weight=kind.weight(edit, heavier=number != LIMIT or edit is not Edit.ADDED, prose=True),
            edit=edit,
            means=Meaning.WORDING,
            file="clause" if self.clause else "house style" if number == STYLE else "template",
            record=self.record,
            path=path,
            cls=None,
            name=path[-1] if path else "",
            old=old,
            new=new,
            before=Where(self.was or self.name, (), lines[0], 1),
            after=Where(self.name, (), lines[1], 1),
            was=values[0],
            now=values[1],
        )

    def whole(self, old: str | None, new: str | None) -> Change:
        """The file came or went."""
        edit = Edit.ADDED if old is None else Edit.REMOVED
        return self.change(CLAUSE if self.clause else TEMPLATE, edit, (), (old, new), (1, 1))

    def front(self, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
        """What the front matter says beside its positions."""
        for key in {**old, **new}:
            a, b = (None if value is None else str(value) for value in (old.get(key), new.get(key)))
            identity = key in UNCOMPARED and self.clause and (key == "was" or self.was != self.name)
            if key == "positions" or identity or same(a, b):
                continue
            edit = Edit.ADDED if a is None else Edit.REMOVED if b is None else Edit.CHANGED
            special = {"owner": OWNER, "unacceptable": LIMIT} if self.clause else {}
            number = special.get(key, CLAUSE if self.clause else TEMPLATE)
            yield self.change(number, edit, (key,), (a, b), (1, 1))

    def positions(self, one: _File, other: _File) -> Iterator[Change]:
        """Which positions a clause has, in which order of preference, and who approves each."""
        if not self.clause:
            return
        old, new = dict(declared(one.front.get("positions"))), dict(declared(other.front.get("positions")))
        for id in {**old, **new}:
            lines = _line(one, id), _line(other, id)
            if id in old and id in new:
                a, b = old[id] or None, new[id] or None
                if a != b:
                    edit = Edit.ADDED if a is None else Edit.REMOVED if b is None else Edit.CHANGED
                    yield self.change(OWNER, edit, ("positions", id, "approver"), (a, b), (1, 1))
            elif id in old:
                yield self.change(POSITION, Edit.REMOVED, ("positions", id), (id, None), lines)
            else:
                yield self.change(POSITION, Edit.ADDED, ("positions", id), (None, id), lines)
        a_order, b_order = tuple(id for id in old if id in new), tuple(id for id in new if id in old)
        if a_order != b_order:
            yield self.change(POSITION, Edit.REORDERED, ("positions",), (a_order, b_order), (1, 1))

    def texts(self, part: str, old: _Part, new: _Part) -> Iterator[Change]:
        """The paragraphs of a position or of a template."""
        number = CLAUSE if self.clause else TEMPLATE
        path = (part, "wording") if part else ("wording",)
        a, b = old.paragraphs(), new.paragraphs()
        pairs = list(paired_texts([text for text, _ in a], [text for text, _ in b]))
        for i, j in ((pair.old, pair.new) for pair in pairs):
            was, now = (None if i is None else a[i][0]), (None if j is None else b[j][0])
            if was is not None and now is not None and same(was, now):
                continue
            lines = (old.before + 1 if i is None else a[i][1], new.before + 1 if j is None else b[j][1])
            edit = Edit.ADDED if was is None else Edit.REMOVED if now is None else Edit.CHANGED
            yield self.change(number, edit, path, (was, now), lines)
        met = [(pair.old, pair.new) for pair in pairs if pair.old is not None and pair.new is not None]
        if [j for _, j in sorted(met)] != sorted(j for _, j in met):
            first = (old.before + 1, new.before + 1)
            orders = tuple(text for text, _ in a), tuple(text for text, _ in b)
            told = ("its paragraphs in one order", "the same in another order")
            yield self.change(number, Edit.REORDERED, path, orders, first, told)


def _line(file: _File, id: str) -> int:
    part = file.parts.get(id)
    return part.before if part else 1

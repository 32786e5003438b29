"""Two ledgers field by field: every change of meaning, and what could not be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from remit.findings import Key, Where
from remit.frozen import dataclass
from remit.load.locate import placer
from remit.model.agreements import Document
from remit.model.fields import (
    FieldDefinition,
    Heavier,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    definition,
)
from remit.model.quality import Metric
from remit.review.changes import Change, NotCompared, worst_first
from remit.review.clauses import KIND, clause_renames
from remit.review.edits import UNCOMPARED, Edit, innermost, is_identified, is_prose
from remit.review.kinds import kind_of, kind_of_file, weight_of
from remit.review.matching import (
    Names,
    Renames,
    Root,
    fields_beside,
    paired_records,
    paired_texts,
    renamed,
    renames,
    roots,
)
from remit.review.sides import Side
from remit.review.values import direction, named, same, shown, title

_BETTER = {"higher": Heavier.DECREASE, "lower": Heavier.INCREASE}
"""The direction in which a threshold of a metric is loosened, by which way is better."""


POSITIONS = "positions"
"""The field of a document whose keys name clauses, which are files and no records."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of records found."""

    changes: tuple[Change, ...]
    not_compared: tuple[NotCompared, ...]
    renames: Renames


def compare(before: Side, after: Side) -> Compared:
    """Every change of meaning between two states, worst first, and everything that could not be compared."""
    names = renames(before.ledger, after.ledger).kinds
    clauses = clause_renames(before.templates.files, after.templates.files)
    run = _Run(before, after, Renames({**names, KIND: clauses} if clauses else names))
    run.all()
    place_before, place_after = placer(before.tree), placer(after.tree)
    changes = [
        replace(
            one,
            before=one.before and place_before(one.before),
            after=one.after and place_after(one.after),
        )
        for one in run.changes
    ]
    return Compared(worst_first(changes), tuple(dict.fromkeys(run.lost)), run.renames)


@dataclass(frozen=True, slots=True)
class _At:
    """Where a comparison stands: the record with a file of its own, and the way from there.

    ``lost`` are the sides (before, after) whose file could not be read whole: what they do not have may be there.
    """

    root: Root
    path: tuple[Key, ...] = ()
    lost: tuple[bool, bool] = (False, False)
    about: str = ""

    def to(self, *keys: Key, about: str = "") -> _At:
        return _At(self.root, self.path + keys, self.lost, about or self.about)


@dataclass(frozen=True, slots=True)
class _Both:
    """A field of a record in both states."""

    old: Record
    new: Record
    what: FieldDefinition

    @property
    def values(self) -> tuple[Any, Any]:
        return getattr(self.old, self.what.name), getattr(self.new, self.what.name)


@dataclass(slots=True)
class _Run:
    before: Side
    after: Side
    renames: Renames
    changes: list[Change] = field(default_factory=list)
    lost: list[NotCompared] = field(default_factory=list)

    # ---- files ----

    def all(self) -> None:
        old = roots(self.before.ledger.files, self.renames)
        new = roots(self.after.ledger.files)
        missed = self._unread(self.before, self.renames), self._unread(self.after, None)
        for root in sorted({**old, **new}, key=lambda one: (one.kind.name, one.id)):
            if root in old and root in new:
                self._file(root, old[root], new[root])
            elif root in new and root not in missed[0]:
                self._whole(root, Edit.ADDED, self.after.ledger.files[new[root]])
            elif root in old and root not in missed[1]:
                self._whole(root, Edit.REMOVED, self.before.ledger.files[old[root]])

    def _unread(self, side: Side, names: Renames | None) -> Mapping[Root, str]:
        """The files of a side that are there and cannot be read, by what they should hold."""
        other = self.after if side is self.before else self.before
        unread = roots(side.unread, names)
        for root, path in unread.items():
            if not (path in side.tree and side.tree[path] == other.tree.get(path)):
                self._not(side, _told(root), "its file cannot be read", Where(path))
        return unread

    def _not(self, side: Side, what: str, reason: str, where: Where) -> None:
        place = placer(side.tree)(where)
        self.lost.append(NotCompared(what=what, side=side.name, reason=reason, where=place))

    def _file(self, root: Root, before: str, after: str) -> None:
        bytes_before, bytes_after = self.before.tree.get(before), self.after.tree.get(after)
        if before == after and bytes_before == bytes_after is not None and not self.renames:
            return
        old, new = self.before.ledger.files[before], self.after.ledger.files[after]
        lost = before in self.before.partly_read, after in self.after.partly_read
        for side, path, broken in ((self.before, before, lost[0]), (self.after, after, lost[1])):
            if broken:
                self._not(side, _told(root), "some of its records cannot be read", Where(path))
        at = _At(root, (), lost, title(new))
        old_id, new_id = getattr(old, "id", ""), getattr(new, "id", "")
        if "{id}" in root.kind.pattern and old_id != new_id:
            self._add_file(root, Edit.RENAMED, old_id, new_id, old.where, new.where)
        self._record(old, new, at)

    def _whole(self, root: Root, edit: Edit, record: Record) -> None:
        if edit is Edit.ADDED:
            self._add_file(root, edit, None, record, None, record.where)
        else:
            self._add_file(root, edit, record, None, record.where, None)

    def _add_file(
        self, root: Root, edit: Edit, was: Any, now: Any, before: Where | None, after: Where | None
    ) -> None:
        kind, means = kind_of_file(root.kind.name)
        self.changes.append(
            Change(
                rule=kind.rule(edit),
                weight=kind.weight(edit, heavier=True),
                edit=edit,
                means=means,
                file=root.kind.name,
                record=root.id,
                path=(),
                cls=None,
                name="",
                old=None if was is None else shown(was),
                new=None if now is None else shown(now),
                before=before,
                after=after,
                was=was,
                now=now,
            )
        )

    # ---- records ----

    def _record(self, old: Record, new: Record, at: _At) -> None:
        for what in definition(type(new)):
            if what.name in UNCOMPARED or (what.from_path and not _can_move(at.root)):
                continue
            both = _Both(old, new, what)
            match what.shape:
                case MapOf():
                    self._map(both, at)
                case ListOf():
                    self._list(both, at)
                case RecordOf():
                    self._nested(both, at)
                case _:
                    self._scalar(both, *both.values, at, (what.name,), (what.name,))

    def _nested(self, both: _Both, at: _At) -> None:
        old, new = both.values
        if old is not None and new is not None:
            self._record(old, new, at.to(both.what.name))
        elif old is not None or new is not None:
            self._one_sided(both, old, new, at, (both.what.name,), (both.what.name,))

    def _scalar(
        self, both: _Both, old: Any, new: Any, at: _At, keys_old: tuple[Key, ...], keys_new: tuple[Key, ...]
    ) -> None:
        meant = self._meant(both.what, old, (new,))
        if same(meant, new):
            return
        if old is None or new is None:
            self._one_sided(both, old, new, at, keys_old, keys_new)
        else:
            self._add(both, direction(old, new), (old, new), at, (keys_old, keys_new))

    def _meant(self, what: FieldDefinition, old: Any, new: Collection[Any] = ()) -> Any:
        """A value of the earlier state under the names of the later one.

        Text that is not declared to be a name is one where the later state says the new name (one of ``new``) instead.
        """
        if not isinstance(old, str):
            return old
        now = self.renames.now(what.refers, old)
        return now if what.refers or now in new else old

    def _one_sided(
        self,
        both: _Both,
        old: Any,
        new: Any,
        at: _At,
        keys_old: tuple[Key, ...],
        keys_new: tuple[Key, ...],
    ) -> None:
        edit = Edit.ADDED if old is None else Edit.REMOVED
        self._add(both, edit, (old, new), at, (keys_old, keys_new))

    # ---- mappings ----

    def _map(self, both: _Both, at: _At) -> None:
        what, (old, new) = both.what, both.values
        kind = what.keys or (KIND if isinstance(both.new, Document) and what.name == POSITIONS else "")
        names = self._names(what, kind, old, new)
        now = {names.get(key, key): key for key in old}
        for key in {**now, **new}:
            if key in now and key in new:
                self._entry(both, now[key], key, at, renamed=now[key] != key and not kind)
            else:
                self._lonely(both, now.get(key), key if key in new else None, at)
        if what.ordered:
            self._order(both, [key for key in now if key in new], [key for key in new if key in now], at)

    def _names(
        self, what: FieldDefinition, kind: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Names:
        """New keys of a mapping by old ones, where they differ; ``kind`` is what the keys name, "" for what they hold."""
        inner = innermost(what.shape)
        kind = kind or (inner.cls.KIND if isinstance(inner, RecordOf) else "")
        if kind:
            return {key: self.renames.now(kind, key) for key in old}
        return renamed(old, new) if is_identified(what.shape) else {}

    def _entry(self, both: _Both, key_old: str, key_new: str, at: _At, *, renamed: bool) -> None:
        what, (old, new) = both.what, both.values
        keys = (what.name, key_old), (what.name, key_new)
        if renamed:
            self._add(both, Edit.RENAMED, (key_old, key_new), at, keys)
        if isinstance(old[key_old], Record):
            about = title(new[key_new]) or self._called(what.keys, key_new)
            self._record(old[key_old], new[key_new], at.to(*keys[1], about=about))
        else:
            self._scalar(both, old[key_old], new[key_new], at, *keys)

    def _called(self, kind: str, id: str) -> str:
        """The name of the record that a key names."""
        found = self.after.ledger.index.get(kind, {}).get(id) or self.before.ledger.index.get(kind, {}).get(
            id
        )
        return title(found)

    def _lonely(self, both: _Both, key_old: str | None, key_new: str | None, at: _At) -> None:
        """An entry that only one side has; nothing is known of it where the other side's file could not be read whole."""
        what, (old, new) = both.what, both.values
        key = key_new if key_old is None else key_old
        missing = at.lost[0] if key_old is None else at.lost[1]
        if missing:
            side = self.before if key_old is None else self.after
            holder = both.old if key_old is None else both.new
            told = ".".join(map(str, (*at.path, what.name, key)))
            self._not(side, f"{_told(at.root)}, {told}", "its file cannot be read whole", holder.where)
            return
        keys = (what.name, key or "")
        self._one_sided(
            both,
            None if key_old is None else old[key_old],
            None if key_new is None else new[key_new],
            at,
            keys,
            keys,
        )

    def _order(self, both: _Both, old: list[str], new: list[str], at: _At) -> None:
        if old != new:
            keys = (both.what.name,)
            self._add(both, Edit.REORDERED, (tuple(old), tuple(new)), at, (keys, keys))

    # ---- lists ----

    def _list(self, both: _Both, at: _At) -> None:
        what, (old, new) = both.what, both.values
        if isinstance(innermost(what.shape), RecordOf):
            self._records(both, old, new, at)
        elif what.ordered:
            for place in range(max(len(old), len(new))):
                a, b = (one[place] if place < len(one) else None for one in (old, new))
                self._scalar(both, a, b, at, (what.name, place), (what.name, place))
        elif is_prose(what):
            for pair in paired_texts([self._meant(what, one, new) for one in old], new):
                self._text(both, old, new, pair.old, pair.new, at)
        else:
            self._set(both, [self._meant(what, one, new) for one in old], new, at)

    def _text(
        self, both: _Both, old: Sequence[str], new: Sequence[str], i: int | None, j: int | None, at: _At
    ) -> None:
        name = both.what.name
        a, b = (None if i is None else old[i]), (None if j is None else new[j])
        self._scalar(both, a, b, at, (name, i or 0), (name, j or 0))

    def _set(self, both: _Both, meant: Sequence[str], new: Sequence[str], at: _At) -> None:
        name = both.what.name
        gone, come = Counter(meant) - Counter(new), Counter(new) - Counter(meant)
        for entry in gone:
            keys = (name, meant.index(entry))
            self._one_sided(both, both.values[0][keys[1]], None, at, keys, (name,))
        for entry in come:
            self._one_sided(both, None, entry, at, (name,), (name, new.index(entry)))

    def _records(self, both: _Both, old: Sequence[Record], new: Sequence[Record], at: _At) -> None:
        name = both.what.name
        pairs = list(paired_records(old, new, self._key, self._alike))
        seen: Counter[str] = Counter()
        for i, j in ((pair.old, pair.new) for pair in pairs):
            entry = new[j] if j is not None else old[i or 0]
            label = self._label(entry)
            seen[label] += 1
            step = at.to(name, label if seen[label] == 1 else f"{label} ({seen[label]})")
            if i is not None and j is not None:
                self._record(old[i], new[j], step)
            else:
                a, b = (None if i is None else old[i]), (None if j is None else new[j])
                self._one_sided(both, a, b, at, (name, i or 0), (name, j or 0))
        if both.what.ordered:
            met = [pair for pair in pairs if pair.old is not None and pair.new is not None]
            by_old = [self._label(new[p.new or 0]) for p in sorted(met, key=lambda pair: pair.old or 0)]
            by_new = [self._label(new[p.new or 0]) for p in sorted(met, key=lambda pair: pair.new or 0)]
            self._order(both, by_old, by_new, at)

    def _key(self, record: Record, earlier: bool) -> tuple[Any, ...]:
        """What tells an entry of a list apart, under the names of the later state."""
        fields = {what.name: what for what in definition(type(record))}
        values = ((fields[name], getattr(record, name)) for name in record.KEY)
        return tuple(self._meant(what, value) if earlier else value for what, value in values)

    def _label(self, record: Record) -> str:
        return ", ".join(shown(value) for value in self._key(record, False)) or named(record)

    def _alike(self, old: Record, new: Record) -> bool:
        """Whether two entries of a list differ in nothing but the words that tell them apart."""
        fields = {what.name: what for what in definition(type(new))}
        beside = fields_beside(new)
        return (
            all(is_prose(fields[name]) for name in new.KEY)
            and any(value not in (None, (), {}) for value in beside.values())
            and fields_beside(old) == beside
        )

    # ---- changes ----

    def _add(
        self,
        both: _Both,
        edit: Edit,
        values: tuple[Any, Any],
        at: _At,
        keys: tuple[tuple[Key, ...], tuple[Key, ...]],
    ) -> None:
        what, cls = both.what, type(both.new)
        was, now = values
        before = both.old.where.at(*keys[0]) if was is not None else both.old.where
        after = both.new.where.at(*keys[1]) if now is not None else both.new.where
        if edit in (Edit.ADDED, Edit.REMOVED, Edit.RENAMED, Edit.REORDERED):
            before, after = before.key(), after.key()
        self.changes.append(
            Change(
                rule=kind_of(cls, what.name).rule(edit),
                weight=weight_of(cls, what, edit, _side(both)),
                edit=edit,
                means=what.means,
                file=at.root.kind.name,
                record=at.root.id,
                path=(*at.path, *_steps(what, keys[1] if now is not None else keys[0])),
                cls=cls,
                name=what.name,
                old=None if was is None else shown(was),
                new=None if now is None else shown(now),
                before=before,
                after=after,
                about=at.about,
                was=was,
                now=now,
            )
        )


def _steps(what: FieldDefinition, keys: tuple[Key, ...]) -> Iterator[Key]:
    """The way to a value without the places of entries in a list, which say nothing of who they are."""
    positions = isinstance(what.shape, ListOf) and not what.ordered
    return (key for key in keys if not (positions and isinstance(key, int)))


def _side(both: _Both) -> Heavier | None:
    """The direction that weighs more, where the record itself says it."""
    old, new = both.old, both.new
    if isinstance(old, Metric) and isinstance(new, Metric) and both.what.name in ("target", "amber", "red"):
        return _BETTER.get(new.direction) if old.direction == new.direction else None
    return None


def _can_move(root: Root) -> bool:
    """Whether a record keeps its id when its file goes into the folder of another study."""
    return bool(root.kind.cls.KIND) and "{id}" in root.kind.pattern and "{study}" in root.kind.pattern


def _told(root: Root) -> str:
    return f"{root.kind.name} {root.id}".strip().replace("_", " ")

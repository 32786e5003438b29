"""Which record of one state is which of the other: by id, by a declared rename, by what tells entries apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from remit.frozen import dataclass
from remit.model.catalogue import FILE_KINDS, FileKind, file_kind
from remit.model.fields import Identified, Record, definition
from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.workspace import DATA

ALIKE = 0.5
"""Two texts that share this part of their words are one that was reworded."""

MOST_PAIRS = 40_000
"""Above so many pairs of texts, none are held against each other: they are told as removed and added."""

T = TypeVar("T")
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Root:
    """A record with a file of its own: kind of file, and its id ("" for a file of which there is one)."""

    kind: FileKind
    id: str


@dataclass(frozen=True, slots=True)
class Renames:
    """New ids by old ones, for each kind of record to which others refer; under "" those of entries inside of records."""

    kinds: Mapping[str, Names]

    def now(self, kind: str, id: str) -> str:
        """What an id of the earlier state is in the later one."""
        return self.kinds.get(kind, {}).get(id, id)

    def __bool__(self) -> bool:
        return any(self.kinds.values())


def renames(before: Ledger, after: Ledger) -> Renames:
    """The renames that either state declares (``was``).

    One counts only where the old id is gone, the new one was not there before, and no other record claims the same. What
    takes its id from the folder of a study is renamed with it.
    """
    found: dict[str, Names] = {}
    for kind in {**before.index, **after.index}:
        found[kind] = renamed(before.index.get(kind, {}), after.index.get(kind, {}))
    for file in FILE_KINDS:
        if file.cls.KIND and "{id}" not in file.pattern:
            found[file.cls.KIND] = found.get(Study.KIND, {})
    found[""] = _inner(before, after)
    return Renames({kind: names for kind, names in found.items() if names})


def _inner(before: Ledger, after: Ledger) -> Names:
    """The renames of entries to which nothing declares a reference: lines of a budget, people who sign, steps."""
    entries = (*before.every(Identified), *after.every(Identified))
    kinds = dict.fromkeys(type(one) for one in entries if one.was and not one.KIND)
    found: dict[str, str] = {}
    for cls in kinds:
        old, new = ({one.id: one for one in ledger.every(cls)} for ledger in (before, after))
        found |= renamed(old, new)
    return found


def _was(record: Any) -> tuple[str, ...]:
    return record.was if isinstance(record, Identified) else ()


def renamed(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    was: Callable[[Any], Sequence[str]] = _was,
) -> Names:
    """New ids by old ones among the records of two mappings; ``was`` tells the earlier ids of one."""
    gone = {id: one for id, one in before.items() if id not in after}
    come = {id: one for id, one in after.items() if id not in before}
    pairs = {(old, id) for id, one in come.items() for old in was(one) if old in gone}
    pairs |= {(id, new) for id, one in gone.items() for new in was(one) if new in come}
    olds, news = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    return {old: new for old, new in sorted(pairs) if olds[old] == news[new] == 1}


def roots(files: Iterable[str], renames: Renames | None = None) -> dict[Root, str]:
    """The records with a file of their own by who they are, under the ids of the later state if ``renames`` are given.

    An id that two files of a kind claim is told apart by study; the second of them is a finding.
    """
    found: dict[Root, str] = {}
    for path in files:
        known = file_kind(path.removeprefix(f"{DATA}/"))
        if known is None:
            continue
        kind, told = known
        study, id = told.get("study", ""), told.get("id", "")
        if renames:
            study, id = renames.now(Study.KIND, study), renames.now(kind.cls.KIND, id)
        root = Root(kind, id or study) if kind.cls.KIND else Root(kind, "/".join(filter(None, (study, id))))
        found[root if root not in found else Root(kind, f"{study}/{id}")] = path
    return found


# ---- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of an entry in two lists; None on the side that does not have it."""

    old: int | None
    new: int | None


def paired_records(
    old: Sequence[Record],
    new: Sequence[Record],
    key: Callable[[Record, bool], Any],
    alike: Callable[[Record, Record], bool],
) -> Iterator[Pair]:
    """Entries of two lists of records: equal ones first, then those with the same key, in order; then what is left.

    ``key`` tells an entry apart, its second argument whether it is of the earlier state; ``alike`` whether two entries
    differ in nothing but a key made of words, which makes the one a renamed other if no third is like them.
    """
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for same in (
        lambda i, j: key(old[i], True) == key(new[j], False) and old[i] == new[j],
        lambda i, j: key(old[i], True) == key(new[j], False),
    ):
        yield from _matched(left_old, left_new, same)
    close = [(i, j) for i in left_old for j in left_new if alike(old[i], new[j])]
    olds, news = Counter(i for i, _ in close), Counter(j for _, j in close)
    for i, j in close:
        if olds[i] == news[j] == 1:
            left_old.remove(i)
            left_new.remove(j)
            yield Pair(i, j)
    yield from (Pair(i, None) for i in left_old)
    yield from (Pair(None, j) for j in left_new)


def _matched(left_old: list[int], left_new: list[int], same: Callable[[int, int], bool]) -> Iterator[Pair]:
    for i in tuple(left_old):
        j = next((j for j in left_new if same(i, j)), None)
        if j is not None:
            left_old.remove(i)
            left_new.remove(j)
            yield Pair(i, j)


def paired_texts(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Entries of two lists of texts: equal ones first, then those that share most of their words.

    Read backwards it gives the same pairs.
    """
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    yield from _matched(left_old, left_new, lambda i, j: old[i].split() == new[j].split())
    if len(left_old) * len(left_new) <= MOST_PAIRS:
        scored = [(likeness(old[i], new[j]), i, j) for i in left_old for j in left_new]
        scored = [one for one in scored if one[0] >= ALIKE]
        for _, i, j in sorted(
            scored, key=lambda one: (-one[0], one[1] + one[2], sorted((old[one[1]], new[one[2]])))
        ):
            if i in left_old and j in left_new:
                left_old.remove(i)
                left_new.remove(j)
                yield Pair(i, j)
    yield from (Pair(i, None) for i in left_old)
    yield from (Pair(None, j) for j in left_new)


def likeness(one: str, other: str) -> float:
    """The part of their words that two texts share, 0 to 1; the same whichever comes first."""
    a, b = Counter(one.split()), Counter(other.split())
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def fields_beside(record: Record) -> Mapping[str, Any]:
    """What a record says beside what tells it apart."""
    return {
        field.name: getattr(record, field.name)
        for field in definition(type(record))
        if field.name not in record.KEY
    }

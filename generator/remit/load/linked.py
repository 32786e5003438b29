"""Which studies hang together: those that name records of each other, or use the same id twice.

What rules find in a study follows from its own files, the files that all studies share, and the studies that hang together
with it. So a change in one study leaves what was found in the others as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from remit.frozen import dataclass
from remit.load.records import kinds_in
from remit.model.catalogue import FILE_KINDS
from remit.model.fields import Identified, Record
from remit.model.ledger import Ledger
from remit.workspace import DATA

SHARED = ""
"""Stands for the files that belong to no study."""

_STUDIES = "studies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What the files of a study define and name, as 'kind id'; only kinds that files of studies can define."""

    defines: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


NO_TIES = Ties()


def study_of(path: str) -> str:
    """The study in whose folder a file stands, or SHARED."""
    parts = path.split("/")
    return parts[2] if len(parts) > 3 and parts[:2] == [DATA, _STUDIES] else SHARED


def ties(ledger: Ledger) -> dict[str, Ties]:
    """The ties of every study of a ledger, and of the shared files."""
    kinds = _kinds_of_studies()
    defines: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for path in ledger.files:
        defines.setdefault(study_of(path), set())
    for record in ledger.every(Record):
        if record.KIND in kinds and isinstance(record, Identified):
            defines[study_of(record.where.file)].add(f"{record.KIND} {record.id}")
    for reference in ledger.references:
        if reference.kind in kinds:
            study = study_of(reference.where.file)
            names.setdefault(study, set()).add(f"{reference.kind} {reference.id}")
    return {
        study: Ties(defines=frozenset(own), names=frozenset(names.get(study, ())))
        for study, own in defines.items()
    }


@cache
def _kinds_of_studies() -> frozenset[str]:
    return frozenset(
        held for kind in FILE_KINDS if kind.pattern.startswith(f"{_STUDIES}/") for held in kinds_in(kind.cls)
    )


def is_whole(ledger: Ledger) -> bool:
    """Whether every file was read and every name leads to a record.

    Where it is not so, rules are silent about what they cannot see, and hints look through all ids.
    """
    if ledger.damaged or ledger.broken:
        return False
    return all(reference.id in ledger.index.get(reference.kind, {}) for reference in ledger.references)


def together(start: Iterable[str], known: Iterable[Mapping[str, Ties]]) -> frozenset[str]:
    """These studies and all that hang together with them by any of the ties known of them, before or after a change."""
    pairs = [(study, own) for one in known for study, own in one.items() if study != SHARED]
    definers = _by_token((study, own.defines) for study, own in pairs)
    namers = _by_token((study, own.names) for study, own in pairs)
    neighbours: dict[str, set[str]] = {}
    for study, own in pairs:
        near = neighbours.setdefault(study, set())
        near.update(*(definers[token] | namers.get(token, set()) for token in own.defines))
        near.update(*(definers.get(token, set()) for token in own.names))
    found: set[str] = set()
    waiting = set(start) - {SHARED}
    while waiting:
        found |= waiting
        waiting = {near for study in waiting for near in neighbours.get(study, ())} - found
    return frozenset(found)


def _by_token(pairs: Iterable[tuple[str, frozenset[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for study, tokens in pairs:
        for token in tokens:
            found.setdefault(token, set()).add(study)
    return found


def named_by_all(shared: Ties, known: Mapping[str, Ties]) -> frozenset[str]:
    """The studies that the shared files name, which therefore belong to every study's surroundings."""
    tokens = shared.names | shared.defines
    direct = [study for study, own in known.items() if study != SHARED and tokens & own.defines]
    return together(direct, (known,))

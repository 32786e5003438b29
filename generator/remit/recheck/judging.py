"""Judging a playbook with what is known from the last time: all of it, or the studies that a change can reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from remit.findings import Finding, in_order
from remit.frozen import dataclass
from remit.load.collecting import records_only
from remit.load.linked import NO_TIES, SHARED, Ties, is_whole, named_by_all, study_of, ties, together
from remit.load.locate import locate
from remit.load.memory import digest_of, pack, unpack
from remit.load.records import read_records
from remit.load.tree import Tree
from remit.model.catalogue import file_kind
from remit.model.fields import Record, definition
from remit.model.ledger import Ledger
from remit.rules import RULES, check, settle
from remit.rules.rule import Reads
from remit.workspace import DATA

ACROSS = tuple(rule for rule in RULES if rule.across)
ALONE = tuple(rule for rule in RULES if not rule.across)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is reported, what the playbook accepts for a time, and what to remember for the next time."""

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    kept: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What rules found in each study's files and in the shared ones, before the playbook weighed it.

    ``across`` is what those rules found that read several studies together, without lines, and ``read`` stands for what they
    read of each file. ``whole`` says that every file could be read and every name led to a record.
    """

    ties: Mapping[str, Ties]
    found: Mapping[str, tuple[Finding, ...]]
    across: tuple[Finding, ...]
    read: Mapping[str, str]
    whole: bool

    @property
    def raw(self) -> tuple[Finding, ...]:
        return (*(finding for found in self.found.values() for finding in found), *self.across)


def judge(
    tree: Tree, trouble: Iterable[Finding], kept: Any, digests: Mapping[str, str], day: dt.date
) -> Judged:
    """Judge the files of a playbook. ``trouble`` is what was found wrong before they were read.

    ``kept`` is what was remembered of the last time, if anything; ``digests`` stand for the files as they are now.
    """
    with records_only():
        return _judge(tree, trouble, kept, digests, day)


def _judge(
    tree: Tree, trouble: Iterable[Finding], kept: Any, digests: Mapping[str, str], day: dt.date
) -> Judged:
    last = _unpacked(kept)
    part = _in_part(tree, last, _changed(kept["files"], digests)) if last else None
    known, ledger = part or _anew(tree)
    files = [path for path in tree if file_kind(path.removeprefix(f"{DATA}/"))] if part else None
    settled = settle(locate((*trouble, *known.raw), tree), ledger, day, files)
    return Judged(locate(settled.findings, tree), settled.accepted, _packed(known))


def _anew(tree: Tree) -> tuple[_Known, Ledger]:
    ledger, of_reading = read_records(tree)
    across = in_order(check(ledger, ACROSS))
    raw = locate((*of_reading, *check(ledger, ALONE)), tree)
    return _Known(
        ties=ties(ledger),
        found=_by_study(raw),
        across=across,
        read=_read_across(ledger),
        whole=is_whole(ledger),
    ), ledger


def _in_part(tree: Tree, last: _Known, changed: frozenset[str]) -> tuple[_Known, Ledger] | None:
    """What is known now that these files have changed; None if the change may reach everything."""
    studies = frozenset(map(study_of, changed))
    if not last.whole or SHARED in studies:
        return None
    named = named_by_all(last.ties[SHARED], last.ties)
    ledger, of_reading = _of_studies(tree, named | studies)
    now = ties(ledger)
    new = {study: own for study, own in now.items() if study in studies}
    reached = together(studies, (last.ties, new)) | named_by_all(
        now.get(SHARED, NO_TIES), {**last.ties, **new}
    )
    if not reached <= named | studies:
        ledger, of_reading = _of_studies(tree, reached | named)
        now = ties(ledger)
    read = _read_across(ledger)
    if not is_whole(ledger) or any(read.get(path) != last.read.get(path) for path in changed):
        return None
    found = _by_study(locate((*of_reading, *check(ledger, ALONE)), tree))
    if found.get(SHARED, ()) != last.found.get(SHARED, ()):
        return None  # something in the shared files has to do with the change, and perhaps with other studies, too
    judged = reached | named | studies
    others = {study for study in last.ties if study not in judged and study != SHARED}
    return _Known(
        ties={study: last.ties[study] for study in others} | now,
        found={study: last.found[study] for study in others if study in last.found} | found,
        across=last.across,
        read={path: digest for path, digest in last.read.items() if study_of(path) in others} | read,
        whole=True,
    ), ledger


def _of_studies(tree: Tree, studies: frozenset[str]) -> tuple[Ledger, tuple[Finding, ...]]:
    wanted = studies | {SHARED}
    return read_records({path: data for path, data in tree.items() if study_of(path) in wanted})


def _read_across(ledger: Ledger) -> dict[str, str]:
    """For each file of a study, what stands for all that rules read of it together with other studies."""
    wanted = _fields_read_across()
    read = {}
    for path, record in ledger.files.items():
        if type(record) in wanted and study_of(path) != SHARED:
            values = [getattr(record, name) for name in sorted(wanted[type(record)])]
            read[path] = digest_of(repr(values).encode())
    return read


def _fields_read_across() -> dict[type[Record], set[str]]:
    fields: dict[type[Record], set[str]] = {}
    for what in (one for rule in ACROSS for one in rule.across):
        reads = what if isinstance(what, Reads) else Reads(what, tuple(one.name for one in definition(what)))
        fields.setdefault(reads.cls, set()).update(reads.fields)
    return fields


def _by_study(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(study_of(finding.where.file), []).append(finding)
    return {study: tuple(own) for study, own in found.items()}


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    return frozenset(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _packed(known: _Known) -> dict[str, Any]:
    return {
        "ties": {study: [sorted(own.defines), sorted(own.names)] for study, own in known.ties.items()},
        "found": {study: pack(found) for study, found in known.found.items()},
        "across": pack(known.across),
        "read": known.read,
        "whole": known.whole,
    }


def _unpacked(kept: Any) -> _Known | None:
    """What was remembered; None if it is not what this module writes."""
    try:
        return _Known(
            ties={
                study: Ties(defines=frozenset(defines), names=frozenset(names))
                for study, (defines, names) in kept["ties"].items()
            },
            found={study: unpack(found) for study, found in kept["found"].items()},
            across=unpack(kept["across"]),
            read=dict(kept["read"]),
            whole=kept["whole"] is True and SHARED in kept["ties"] and isinstance(kept["files"], dict),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None

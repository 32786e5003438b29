"""All data files of a tree as a ledger, with findings for everything that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from remit.findings import Finding, Key, Where, error, warning
from remit.frozen import dataclass
from remit.load.build import NotARecord, build
from remit.load.proposals import unconfirmed
from remit.load.slips import slips
from remit.load.tree import Tree
from remit.load.yaml import parse
from remit.model.catalogue import FILE_KINDS, FileKind, file_kind
from remit.model.fields import ID_PATTERN, ListOf, MapOf, Record, RecordOf, Shape, definition
from remit.model.ledger import Ledger
from remit.schema.nearest import nearest
from remit.workspace import DATA


@dataclass(slots=True)
class _Reading:
    files: dict[str, Record]
    broken: set[tuple[str, str]]
    damaged: set[str]
    findings: list[Finding]
    names: set[str]


def read_records(tree: Tree, known: tuple[Tree, Ledger] | None = None) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger of all data files in a tree (paths begin with data/), and what is wrong with the files.

    A file with a fault keeps the records that are whole: the broken ones are left out and remembered, so that one slip
    does not make every reference to them look wrong. ``known`` is a tree that was read before, with its ledger: the records
    of its sound files are taken from there where a file has the same content.
    """
    reading = _Reading({}, set(), set(), [], set())
    for path, data in tree.items():
        if path.startswith(f"{DATA}/") and not (known and _is_known(path, data, reading, *known)):
            _read_file(path, data, reading)
    reading.findings.extend(_missing(tree, reading))
    return Ledger(
        MappingProxyType(reading.files), frozenset(reading.broken), frozenset(reading.damaged)
    ), tuple(reading.findings)


def _is_known(path: str, data: bytes, reading: _Reading, tree: Tree, ledger: Ledger) -> bool:
    """Takes over the record of a file that was read before; False if it has to be read."""
    record = ledger.files.get(path)
    if record is None or path in ledger.damaged or tree.get(path) != data:
        return False
    reading.files[path] = record
    reading.findings.extend((*unconfirmed(path, data), *slips(path, data)))
    return True


def _read_file(path: str, data: bytes, reading: _Reading) -> None:
    found = file_kind(path.removeprefix(f"{DATA}/"))
    if found is None:
        reading.findings.append(_unknown_file(path))
        return
    kind, from_path = found
    reading.findings.extend(_names(path, from_path, reading))
    document, problems = parse(path, data)
    reading.findings.extend(problems)
    if problems:
        reading.damaged.add(path)
        _lost(kind, from_path, reading)
        return
    reading.findings.extend((*unconfirmed(path, data), *slips(path, data)))
    _read_document(kind, from_path, document, Where(path), reading)


def _names(path: str, from_path: Mapping[str, str], reading: _Reading) -> Iterator[Finding]:
    """Names of files and folders that are ids, and are not written like one; each is told once."""
    for name in from_path.values():
        if name in reading.names or re.fullmatch(ID_PATTERN, name):
            continue
        reading.names.add(name)
        other = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        what = "file" if path.endswith(f"/{name}.yaml") else "folder"
        yield error(
            "SHAPE-006",
            f"'{name}', the name of this {what}, is not an id (small letters, digits and hyphens, at most 64)",
            Where(path),
            f"rename the {what} to {other}" if re.fullmatch(ID_PATTERN, other) else f"rename the {what}",
        )


def _read_document(
    kind: FileKind, from_path: Mapping[str, str], document: Any, where: Where, reading: _Reading
) -> None:
    try:
        reading.files[where.file] = build(kind.cls, document, where, from_path)
        return
    except NotARecord:
        reading.damaged.add(where.file)
    if not isinstance(document, dict):
        reading.findings.append(
            error(
                "SHAPE-004",
                "this file is empty"
                if document is None
                else "the file should hold a group of fields (name: value)",
                where,
                f"the data dictionary of the website lists its fields under '{kind.name}'"
                + ("; fill them in, or delete the file" if document is None else ""),
            )
        )
        _lost(kind, from_path, reading)
        return
    from remit.schema.cerberus import explain  # only faulty files need it

    problems = explain(kind.cls, document, where)
    reading.findings.extend(problems)
    reading.broken.update(_ids(RecordOf(kind.cls), document, from_path))
    whole = _without(kind.cls, document, problems)
    try:
        if whole is not None:
            reading.files[where.file] = build(kind.cls, whole, where, from_path)
    except NotARecord:
        return


def _without(
    cls: type[Record], document: dict[str, Any], problems: tuple[Finding, ...]
) -> dict[str, Any] | None:
    """The document without the smallest entries of maps that hold a problem; None if a problem stands in no entry."""
    cut: set[tuple[Key, ...]] = set()
    for problem in problems:
        entry = _enclosing_entry(cls, problem.where.keys)
        if entry is None:
            return None
        cut.add(entry)
    return _copy(document, (), cut)  # type: ignore[no-any-return]


def _enclosing_entry(cls: type[Record], keys: tuple[Key, ...]) -> tuple[Key, ...] | None:
    shape: Shape = RecordOf(cls)
    entry = None
    for depth, key in enumerate(keys):
        match shape:
            case RecordOf(inner):
                field = next((field for field in definition(inner) if field.name == key), None)
                if field is None:
                    break
                shape = field.shape
            case MapOf(of):
                shape, entry = of, keys[: depth + 1]
            case ListOf(of):
                shape = of
            case _:
                break
    return entry


def _copy(node: Any, path: tuple[Key, ...], cut: set[tuple[Key, ...]]) -> Any:
    if isinstance(node, dict):
        return {
            key: _copy(value, (*path, key), cut) for key, value in node.items() if (*path, key) not in cut
        }
    if isinstance(node, list):
        return [_copy(value, (*path, place), cut) for place, value in enumerate(node)]
    return node


def _ids(shape: Shape, node: Any, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(kind, id) of every record that a document seems to hold."""
    match shape:
        case RecordOf(cls) if isinstance(node, dict):
            if cls.KIND and (told.get("id") or told.get("study")):
                yield cls.KIND, told.get("id") or told["study"]
            for field in definition(cls):
                yield from _ids(field.shape, node.get(field.name), {})
        case MapOf(of) if isinstance(node, dict):
            for key, value in node.items():
                if isinstance(of, RecordOf) and of.cls.KIND:
                    yield of.cls.KIND, str(key)
                    yield of.cls.KIND, str(key).lower()  # what its referrers mean, if only the case is wrong
                yield from _ids(of, value, {})
        case ListOf(of) if isinstance(node, list):
            for value in node:
                yield from _ids(of, value, {})


def _lost(kind: FileKind, from_path: Mapping[str, str], reading: _Reading) -> None:
    """A file that cannot be read at all: whatever kinds it may hold, all their references are left alone."""
    reading.broken.update((held, "*") for held in kinds_in(kind.cls))
    if kind.cls.KIND:
        reading.broken.discard((kind.cls.KIND, "*"))
        reading.broken.add((kind.cls.KIND, from_path.get("id") or from_path.get("study", "*")))


def kinds_in(cls: type[Record]) -> Iterator[str]:
    """The kinds of all records that a record of this class may hold, its own first."""
    if cls.KIND:
        yield cls.KIND
    for field in definition(cls):
        shape = field.shape
        while isinstance(shape, ListOf | MapOf):
            shape = shape.of
        if isinstance(shape, RecordOf):
            yield from kinds_in(shape.cls)


def _unknown_file(path: str) -> Finding:
    if path.endswith(".yml"):
        return warning(
            "FILE-003", "this file is not read: its name ends in .yml", Where(path), "rename it to .yaml"
        )
    known = [f"{DATA}/{kind.pattern}" for kind in FILE_KINDS]
    return warning(
        "FILE-003",
        "this file is not read: no kind of record lives here",
        Where(path),
        nearest(path, known) or "see the data dictionary for the places of files",
    )


def _missing(tree: Tree, reading: _Reading) -> Iterator[Finding]:
    """Files that every playbook needs. Whatever names a record of a missing one has no finding of its own."""
    for kind in FILE_KINDS:
        path = f"{DATA}/{kind.pattern}"
        if not kind.required or path in tree:
            continue
        reading.broken.update((held, "*") for held in kinds_in(kind.cls))
        misnamed = path.removesuffix(".yaml") + ".yml"
        hint = (
            f"rename {misnamed} to {path}"
            if misnamed in tree
            else f"write it, or copy it with 'remit init': {kind.cls.__doc__}"
        )
        yield error("FILE-004", "this file is missing", Where(path), hint)

"""The data dictionary: what every field of every file holds, flattened from the record definitions for readers."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from remit.frozen import dataclass
from remit.model.catalogue import FILE_KINDS, FileKind
from remit.model.fields import (
    Choice,
    FieldDefinition,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Scalar,
    Shape,
    definition,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field. ``group`` is the anchor of the nested record it holds, if any."""

    name: str
    required: bool
    holds: str
    options: tuple[str, ...]
    refers: str
    group: str
    doc: str
    example: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The fields of one kind of record within a file."""

    title: str
    anchor: str
    doc: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One kind of file: the record of the whole file first, then the records inside it."""

    name: str
    path: str
    doc: str
    required: bool
    groups: tuple[Group, ...]


def data_dictionary() -> tuple[FileEntry, ...]:
    """Every kind of file, in the order of the catalogue."""
    return tuple(_file(kind) for kind in FILE_KINDS)


def doc_of(cls: type[Record]) -> str:
    """What a kind of record is, in a sentence."""
    return (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " ")


def title_of(cls: type[Record]) -> str:
    """The name of a kind of record in words: ``PaymentMilestone`` becomes Payment milestone."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).strip()
    return words.capitalize()


def _file(kind: FileKind) -> FileEntry:
    groups = tuple(_group(cls) for cls in _records(kind.cls))
    return FileEntry(
        name=kind.name,
        path=f"data/{kind.pattern}",
        doc=doc_of(kind.cls),
        required=kind.required,
        groups=groups,
    )


def _records(cls: type[Record]) -> tuple[type[Record], ...]:
    """The record of a file and all kinds of records inside it, each once, outer before inner."""
    found: dict[type[Record], None] = {}
    waiting = [cls]
    while waiting:
        here = waiting.pop(0)
        if here not in found:
            found[here] = None
            waiting += [inner for field in definition(here) if (inner := _held(field.shape))]
    return tuple(found)


def _held(shape: Shape) -> type[Record] | None:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.cls if isinstance(shape, RecordOf) else None


def _group(cls: type[Record]) -> Group:
    return Group(title=title_of(cls), anchor=_anchor(cls), doc=doc_of(cls), entries=tuple(_entries(cls)))


def _anchor(cls: type[Record]) -> str:
    return f"record-{cls.__name__.lower()}"


def _entries(cls: type[Record]) -> Iterator[Entry]:
    for field in definition(cls):
        if not field.from_path:
            held = _held(field.shape)
            yield Entry(
                name=field.name,
                required=field.required,
                holds=" ".join(filter(None, (holds(field.shape), bounds_in_words(field)))),
                options=_options(field.shape),
                refers=field.refers or field.keys,
                group=_anchor(held) if held else "",
                doc=field.doc,
                example=field.example or _example(field),
                means=field.means.value,
            )


def bounds_in_words(field: FieldDefinition) -> str:
    """'from 1 to 5', 'at least 1', 'at most 100', or nothing where a number may be any."""
    if field.least is not None and field.most is not None:
        return f"from {field.least} to {field.most}"
    if field.least is not None:
        return f"at least {field.least}"
    return f"at most {field.most}" if field.most is not None else ""


def holds(shape: Shape) -> str:
    """What a field holds, in words."""
    match shape:
        case Scalar(name=name):
            return name
        case Choice():
            return "one of"
        case ListOf(of):
            return f"list of {_several(holds(of))}"
        case MapOf(of, key) if key:
            return f"{_several(holds(of))} by rule"
        case MapOf(of):
            return f"{_several(holds(of))} by id" if isinstance(of, RecordOf) else f"{holds(of)} by key"
        case RecordOf(cls):
            return title_of(cls).lower()


def _several(words: str) -> str:
    irregular = {
        "text": "texts",
        "one of": "choices",
        "identity": "identities",
        "quality duty": "quality duties",
    }
    if words in irregular:
        return irregular[words]
    if words.endswith("y") and not words.endswith(("ay", "ey")):
        return f"{words[:-1]}ies"
    return words if words.endswith("s") else f"{words}s"


def _options(shape: Shape) -> tuple[str, ...]:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.options if isinstance(shape, Choice) else ()


def _example(field: FieldDefinition) -> str:
    return field.shape.example if isinstance(field.shape, Scalar) else ""

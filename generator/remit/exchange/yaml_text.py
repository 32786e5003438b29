"""Records as YAML text that people like to read: one value a line, long text folded, remarks as comments at their field.

What is written here, the strict reader of records reads back to the same values.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from remit.findings import Key
from remit.model.catalogue import FILE_KINDS, FileKind
from remit.model.draft import CONFIRM, Draft
from remit.model.fields import MapOf, Record, RecordOf, Shape, definition
from remit.model.values import Money

WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z0-9(][^\x00-\x1f\x7f-\x9f\u2028\u2029]*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_READ_OTHERWISE = re.compile(
    r"(?i)(y|n|yes|no|on|off|true|false|null|~|[-+]?[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+|[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2}.*)?)"
)
_TO_CONFIRM = (
    f"Delete a comment '{CONFIRM}' once a person has confirmed or changed the value below it; until then 'remit check' "
    "says that the file holds proposals."
)
Remarks = Mapping[tuple[Key, ...], list[str]]


def to_yaml(draft: Draft) -> str:
    """The whole file: line for editors, what the file is, fields in the order of their definition, remarks as comments.

    A remark on a value that is there begins with CONFIRM, for a person to delete; one on a field that is left out with its
    name.
    """
    kind = next(kind for kind in FILE_KINDS if kind.cls is draft.cls)
    remarks: dict[tuple[Key, ...], list[str]] = {}
    for remark in draft.remarks:
        remarks.setdefault(remark.keys, []).append(remark.text)
    lines = [f"# yaml-language-server: $schema={_schema(kind)}", *_comment(draft.headline, 0)]
    lines += [line for text in remarks.get((), ()) for line in _comment(text, 0)]
    fields = list(_fields(draft.cls, draft.values, (), remarks))
    if any(line.lstrip().startswith(f"# {CONFIRM}") for line in fields):
        lines += _comment(_TO_CONFIRM, 0)
    return "\n".join((*lines, *fields)) + "\n"


def _schema(kind: FileKind) -> str:
    return "../" * (kind.pattern.count("/") + 1) + f"build/schemas/{kind.name}.schema.json"


def _comment(text: str, indent: int) -> list[str]:
    lead = " " * indent + "# "
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _proposal(told: Iterable[str], indent: int) -> Iterator[str]:
    """What a person should know about a value that is there, and has to confirm."""
    return (line for text in told for line in _comment(f"{CONFIRM} {text}", indent))


def _fields(
    cls: type[Record], values: Mapping[str, Any], path: tuple[Key, ...], remarks: Remarks
) -> Iterator[str]:
    indent = 2 * len(path)
    for field in definition(cls):
        at = (*path, field.name)
        told = remarks.get(at, ())
        if field.name in values:
            yield from _proposal(told, indent)
            yield from _entry(field.name, values[field.name], field.shape, at, remarks)
        elif told:
            first, *rest = told
            yield from _comment(f"{field.name}: {first}", indent)
            yield from (line for text in rest for line in _comment(text, indent))


def _entry(name: str, value: Any, shape: Shape, path: tuple[Key, ...], remarks: Remarks) -> Iterator[str]:
    indent = " " * (2 * (len(path) - 1))
    lead = f"{indent}{_key(name)}:"
    if isinstance(value, Mapping):
        below = list(_mapping(value, shape, path, remarks))
        yield lead + ("" if any(not line.lstrip().startswith("#") for line in below) else " {}")
        yield from below
    elif isinstance(value, list | tuple):
        yield from _sequence(lead, value, shape, path, remarks)
    else:
        yield from _scalar(lead, value, len(indent) + 2)


def _mapping(
    value: Mapping[str, Any], shape: Shape, path: tuple[Key, ...], remarks: Remarks
) -> Iterator[str]:
    if isinstance(shape, RecordOf):
        yield from _fields(shape.cls, value, path, remarks)
        return
    of = shape.of if isinstance(shape, MapOf) else shape
    for key, entry in value.items():
        at = (*path, key)
        yield from _proposal(remarks.get(at, ()), 2 * len(path))
        yield from _entry(key, entry, of, at, remarks)


def _sequence(
    lead: str, value: list[Any] | tuple[Any, ...], shape: Shape, path: tuple[Key, ...], remarks: Remarks
) -> Iterator[str]:
    if all(isinstance(entry, str) and _CODE.fullmatch(entry) for entry in value):
        line = f"{lead} [{', '.join(_quoted(entry) for entry in value)}]"
        if len(line) <= WIDTH:
            yield line
            return
    yield lead
    indent = " " * (2 * len(path))
    for place, entry in enumerate(value):
        if isinstance(entry, Mapping):
            below = list(_mapping(entry, getattr(shape, "of", shape), (*path, place), remarks))
            yield f"{indent}- {below[0].lstrip()}"
            yield from below[1:]
        else:
            yield from _scalar(f"{indent}-", entry, len(indent) + 2)


def _scalar(lead: str, value: Any, indent: int) -> Iterator[str]:
    text = written(value)
    if not isinstance(value, str):
        yield f"{lead} {text}"
    elif len(lead) + len(text) + 1 <= WIDTH or not _folds(text):
        yield f"{lead} {_quoted(text)}"
    else:
        yield f"{lead} >-"
        yield from textwrap.wrap(
            text,
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


def scalar_lines(name: str, value: Any) -> list[str]:
    """A field with one value that stands at the left edge: one line, or folded where it is a long text."""
    return list(_scalar(f"{_key(name)}:", value, 2))


def _folds(text: str) -> bool:
    """Whether text survives folding at its spaces: single spaces only, no line of its own, nothing that needs an escape."""
    return (
        " " in text and " ".join(text.split()) == text and all(character.isprintable() for character in text)
    )


def _key(name: str) -> str:
    return _quoted(name)


def _quoted(text: str) -> str:
    """The text plain where no YAML reader could take it for anything else, otherwise in double quotes."""
    plain = _PLAIN.fullmatch(text) and text.isprintable() and not _READ_OTHERWISE.fullmatch(text)
    if plain and ": " not in text and " #" not in text and not text.endswith((":", " ")):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def written(value: Any) -> str:
    """A value as records write it; the exact opposite of reading it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Money(amount=amount, currency=currency):
            return f"{_amount(amount, currency)} {currency}"
        case Decimal():
            return _plain_number(value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def _amount(amount: Decimal, currency: str) -> str:
    """Whole amounts without decimals, others with those of the currency."""
    if amount == amount.to_integral_value():
        return _plain_number(amount)
    return f"{amount:.{max(get_currency_precision(currency), -int(amount.as_tuple().exponent))}f}"


def _plain_number(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

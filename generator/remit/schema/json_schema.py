"""The record definitions as JSON Schema, for completion, hover texts and warnings while people type in an editor.

Draft 7, which the common YAML language servers understand best. The schema is a little wider than the loader: it
knows how a value is written, not whether 30 February exists or a sum is right; `remit check` says that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from remit.model.catalogue import FILE_KINDS, FileKind
from remit.model.fields import (
    ID_PATTERN,
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
from remit.schema.dictionary import bounds_in_words, doc_of, title_of

Schema = dict[str, Any]
KnownIds = Mapping[str, Sequence[str]]
"""Ids by kind, offered for completion where a field names a record."""

# An editor reads 12, yes and 2026.1 as number or truth value where the loader reads text; both readings are allowed.
_SCALARS: Mapping[str, Schema] = {
    "text": {"type": ["string", "number", "boolean"]},
    "whole number": {"type": ["integer", "string"], "pattern": r"^(0|-?[1-9][0-9]{0,14})$"},
    "yes or no": {"enum": [True, False, "yes", "no", "true", "false"]},
    "number": {"type": ["number", "string"], "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,9})?$"},
    "date": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date, month or year": {"type": ["string", "integer"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "amount of money": {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,9})? [A-Z]{3}$"},
    "percentage": {"type": "string", "pattern": r"^-?[0-9]{1,5}(\.[0-9]{1,6})? ?%$"},
    "duration": {
        "type": "string",
        "pattern": r"^[0-9]{1,5} (hour|business day|calendar day|week|month|year)s?$",
    },
}


def file_name(kind: FileKind) -> str:
    """The name of a kind's schema file, as the first line of data files names it."""
    return f"{kind.name}.schema.json"


def all_schemas(known: KnownIds | None = None) -> dict[str, str]:
    """File name to text of the schema of every kind of data file."""
    return {
        file_name(kind): json.dumps(json_schema(kind, known or {}), indent=2, ensure_ascii=False) + "\n"
        for kind in FILE_KINDS
    }


def json_schema(kind: FileKind, known: KnownIds) -> Schema:
    """The schema of one kind of data file. Records inside it are definitions, each once."""
    definitions: dict[str, Schema] = {}
    top = _record(kind.cls, known, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": file_name(kind),
        "title": kind.name.replace("_", " "),
        "description": f"{doc_of(kind.cls)} File: data/{kind.pattern}",
        **top,
        "definitions": {name: definitions[name] for name in sorted(definitions)},
    }


def _record(cls: type[Record], known: KnownIds, definitions: dict[str, Schema]) -> Schema:
    fields = [field for field in definition(cls) if not field.from_path]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _field(field, known, definitions) for field in fields},
    }


def _field(field: FieldDefinition, known: KnownIds, definitions: dict[str, Schema]) -> Schema:
    inner = _shape(field.shape, known.get(field.refers, ()), known, definitions)
    if field.keys:
        names: Schema = {"pattern": f"^{ID_PATTERN}$"}
        inner = {
            **inner,
            "propertyNames": _suggested(names, known[field.keys]) if known.get(field.keys) else names,
        }
    schema: Schema = {"description": _description(field)}
    schema |= {"allOf": [inner]} if "$ref" in inner else inner
    if not field.required:
        # A field that may be left out may also stand empty.
        schema = {"description": schema.pop("description"), "anyOf": [schema, {"type": "null"}]}
    if field.example:
        schema["examples"] = [field.example]
    return schema


def _description(field: FieldDefinition) -> str:
    words = [field.doc]
    if isinstance(field.shape, Scalar) and field.shape.example:
        words.append(f"Written like {field.example or field.shape.example}.")
    if field.refers:
        words.append(f"Holds the id of a {field.refers.replace('_', ' ')}.")
    bounds = bounds_in_words(field)
    if bounds:
        words.append(f"{bounds[0].upper()}{bounds[1:]}.")
    words.append(f"A change concerns {field.means.value}.")
    return " ".join(words)


def _shape(shape: Shape, ids: Sequence[str], known: KnownIds, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Scalar(name=name):
            return _suggested(dict(_SCALARS[name]), ids) if ids else dict(_SCALARS[name])
        case Choice(options):
            return {"enum": [*options, *(int(option) for option in options if option.isdecimal())]}
        case ListOf(of):
            return {"type": "array", "items": _shape(of, ids, known, definitions)}
        case MapOf(of, key):
            names = {"pattern": f"^{key or ID_PATTERN}$"} if key or isinstance(of, RecordOf) else {}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": _shape(of, ids, known, definitions),
            }
        case RecordOf(cls):
            if cls.__name__ not in definitions:
                definitions[cls.__name__] = {}
                definitions[cls.__name__] |= {
                    "title": title_of(cls),
                    "description": doc_of(cls),
                    **_record(cls, known, definitions),
                }
            return {"$ref": f"#/definitions/{cls.__name__}"}


def _suggested(schema: Schema, ids: Sequence[str]) -> Schema:
    """Ids to choose from; others stay allowed, because a new record may not be in the schema yet."""
    return {"anyOf": [{"enum": list(ids)}, schema]}

"""Pieces of the JSON Schemas of what commands print as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
"""A number as text, so that it stays exact."""
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def written(name: str, title: str, command: str, properties: Mapping[str, Schema]) -> str:
    """The schema (draft 7) of what a command prints, as JSON text; ``name`` is that of its file."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": name,
        "title": title,
        "description": f"What '{command} --format json' prints. Numbers are texts, so that they stay exact.",
        **object_of(properties),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def list_of(of: Schema) -> Schema:
    """Any number of these."""
    return {"type": "array", "items": of}


def by_id(of: Schema) -> Schema:
    """An object whose properties are ids."""
    return {"type": "object", "additionalProperties": of}


def or_none(schema: Schema) -> Schema:
    """This, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def said(schema: Schema, words: str) -> Schema:
    """With a description."""
    return {**schema, "description": words}


def object_of(properties: Mapping[str, Schema]) -> dict[str, Any]:
    """An object with these properties, all of them and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }

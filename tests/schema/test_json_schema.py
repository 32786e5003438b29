"""The JSON Schemas accept what the loader accepts and refuse what it refuses, as far as a schema can know."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from remit.findings import Where
from remit.load.build import NotARecord, build
from remit.load.yaml import parse
from remit.model.catalogue import FILE_KINDS, FileKind, file_kind
from remit.model.fields import SCALARS
from remit.schema.json_schema import _SCALARS, all_schemas, json_schema
from tests.pages.books import minimal

SCHEMAS = {kind.name: json_schema(kind, {}) for kind in FILE_KINDS}


def documents() -> dict[str, tuple[FileKind, Any]]:
    found = {}
    for path, data in minimal().items():
        kind = file_kind(path.removeprefix("data/"))
        assert kind
        found[path] = (kind[0], parse(path, data)[0])
    return found


def faults(kind: str, document: Any) -> list[str]:
    return [problem.message for problem in jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(document)]


@pytest.mark.parametrize("kind", [kind.name for kind in FILE_KINDS])
def test_every_schema_is_a_schema(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("path", sorted(documents()))
def test_sound_files_are_accepted(path: str) -> None:
    kind, document = documents()[path]
    assert faults(kind.name, document) == []


def test_the_first_line_of_files_names_these_files() -> None:
    assert "work_order.schema.json" in all_schemas()
    assert set(all_schemas()) == {f"{kind.name}.schema.json" for kind in FILE_KINDS}


@pytest.mark.parametrize("path", sorted(documents()))
def test_an_unknown_field_and_a_missing_one_are_refused(path: str) -> None:
    kind, document = documents()[path]
    assert faults(kind.name, {**document, "no_such_field": "x"})
    for name in SCHEMAS[kind.name]["required"]:
        assert faults(kind.name, {key: value for key, value in document.items() if key != name})


@pytest.mark.parametrize("scalar", SCALARS.values(), ids=lambda scalar: scalar.name)
@pytest.mark.parametrize(
    "value",
    ["12", "-3", "012", "0.8", "1e3", "1_000", "yes", "no", "NO", "true", "2025-06-02", "2025-13-99", "2015-09", "2015",
     "41500 USD", "41500", "41,500 USD", "12.5 %", "12.5%", "5 business days", "1 month", "5 days", "-5 hours", "USD 5",
     "1:30"],
)  # fmt: skip
def test_a_value_that_the_loader_reads_is_written_as_the_schema_says(scalar: Any, value: str) -> None:
    try:
        scalar.parse(value)
    except ValueError:
        return
    jsonschema.Draft7Validator(_SCALARS[scalar.name]).validate(value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("edition", ["x"]),
        ("effective_date", "tomorrow"),
        ("currency", {}),
        ("language", "French"),
        ("regimes", "us"),
        ("title", None),
    ],
)
def test_what_is_not_a_playbook_is_refused_by_both(field: str, value: Any) -> None:
    kind, document = documents()["data/playbook.yaml"]
    broken = {**copy.deepcopy(document), field: value}
    assert faults(kind.name, broken)
    with pytest.raises(NotARecord):
        build(kind.cls, broken, Where("data/playbook.yaml"), {})


def test_known_ids_are_offered_and_new_ones_allowed() -> None:
    schema = json_schema(
        next(kind for kind in FILE_KINDS if kind.name == "raci"), {"role": ("cra",), "activity": ("visit",)}
    )
    row = schema["definitions"]["RaciRow"]["properties"]["accountable"]["anyOf"][0]["items"]
    assert row["anyOf"][0] == {"enum": ["cra"]}
    jsonschema.Draft7Validator(schema).validate(
        {"activities": {"new-activity": {"accountable": ["new-role"]}}}
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({"activities": {"Not An Id": {"accountable": ["cra"]}}})


def test_fields_carry_their_description() -> None:
    text = json.dumps(SCHEMAS["work_order"])
    assert "Quantity times unit price." in text
    assert "A change concerns money." in text

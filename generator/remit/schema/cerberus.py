"""The record definitions as Cerberus schemas, and their complaints as findings in the words of contract people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import cerberus
from cerberus import errors

from remit.findings import Finding, Key, Where, error
from remit.model.fields import (
    ID_PATTERN,
    RULE_PATTERN,
    Choice,
    FieldDefinition,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Scalar,
    Shape,
    definition,
    once_per_class,
)
from remit.schema.nearest import nearest as nearest
from remit.schema.nearest import same_but_for_case as same_but_for_case
from remit.schema.readings import only_reading

Rules = dict[str, Any]

_KEYS = {
    ID_PATTERN: ("an id", "an id has small letters a to z, digits and hyphens, at most 64"),
    RULE_PATTERN: ("the id of a rule", "a rule's id is written like MON-014"),
}
"""What a key should be, by its pattern, and how that is written."""


@once_per_class
def cerberus_schema(cls: type[Record]) -> Rules:
    """The Cerberus schema of a record kind: values are text, as the YAML reader leaves them."""
    return {field.name: _field_rules(field) for field in definition(cls) if not field.from_path}


LONGEST = 60
"""Letters of a value that a hint repeats."""


def _field_rules(field: FieldDefinition) -> Rules:
    rules = _rules(field.shape, ids=bool(field.keys))
    if field.required:
        return {**rules, "required": True}
    return {**rules, "nullable": True}


def _rules(shape: Shape, ids: bool = False) -> Rules:
    match shape:
        case Scalar():
            return {"type": "string", "check_with": _checker(shape)}
        case Choice(options):
            return {"type": "string", "allowed": list(options)}
        case ListOf(of):
            return {"type": "list", "schema": _rules(of)}
        case MapOf(of, key):
            keys: Rules = {"type": "string"}
            if key or ids or isinstance(of, RecordOf):
                keys["regex"] = key or ID_PATTERN
            return {"type": "dict", "keysrules": keys, "valuesrules": _rules(of)}
        case RecordOf(cls):
            return {"type": "dict", "schema": cerberus_schema(cls)}


def _checker(scalar: Scalar) -> Callable[[str, Any, Callable[[str, str], None]], None]:
    def check(field: str, value: Any, complain: Callable[[str, str], None]) -> None:
        if isinstance(value, str):
            try:
                scalar.parse(value)
            except ValueError as reason:
                complain(field, str(reason))

    return check


def explain(cls: type[Record], document: Mapping[str, Any], where: Where) -> tuple[Finding, ...]:
    """Everything that keeps a document from being a record of this kind; empty if nothing does."""
    validator = cerberus.Validator(cerberus_schema(cls), error_handler=_AsTheyAre)
    validator.validate(dict(document))
    return tuple(
        finding for problem in _leaves(validator._errors) for finding in _finding(cls, problem, where)
    )


class _AsTheyAre(errors.BaseErrorHandler):  # type: ignore[misc]  # Cerberus has no types
    """Cerberus' own tree of errors is read directly."""

    def __call__(self, found: Any) -> Any:
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def add(self, _error: Any) -> None: ...

    def extend(self, _errors: Any) -> None: ...

    def emit(self, _error: Any) -> None: ...

    def start(self, _validator: Any) -> None: ...

    def end(self, _validator: Any) -> None: ...


def _leaves(found: Any) -> Iterator[errors.ValidationError]:
    for problem in found:
        if problem.child_errors:
            yield from _leaves(problem.child_errors)
        else:
            yield problem


def _finding(cls: type[Record], problem: errors.ValidationError, where: Where) -> Iterator[Finding]:
    path: tuple[Key, ...] = tuple(problem.document_path)
    at = where.at(*path)
    name = path[-1] if path else ""
    match problem.code:
        case errors.UNKNOWN_FIELD.code:
            known = [field.name for field in definition(_record_at(cls, path[:-1])) if not field.from_path]
            yield error(
                "SHAPE-001",
                f"there is no field '{name}' here",
                at.key(),
                nearest(str(name), known) or f"fields here: {', '.join(known)}",
                fix=same_but_for_case(str(name), known),
            )
        case errors.REQUIRED_FIELD.code:
            hint = f"add '{name}:' {_wanted(cls, path)}"
            yield error("SHAPE-002", f"the field '{name}' is missing", where.at(*path[:-1]).key(), hint)
        case errors.NOT_NULLABLE.code:
            yield error("SHAPE-003", f"'{name}' is empty", at.key(), f"fill it in {_wanted(cls, path)}")
        case errors.BAD_TYPE.code:
            yield error(
                "SHAPE-004",
                f"'{name}' should be {_words(problem.constraint)}, not {_words(_type_of(problem.value))}",
                at,
                _one_value(problem.constraint, problem.value),
            )
        case errors.UNALLOWED_VALUE.code:
            options = [str(option) for option in problem.constraint]
            yield error(
                "SHAPE-005",
                f"'{problem.value}' is not a choice for '{name}'",
                at,
                nearest(str(problem.value), options) or f"choices: {', '.join(options)}",
                fix=only_reading(_shape_at(cls, path), str(problem.value)),
            )
        case errors.REGEX_MISMATCH.code:
            yield error(
                "SHAPE-006",
                f"'{name}' is not {_KEYS[problem.constraint][0]}",
                at.key(),
                _KEYS[problem.constraint][1],
                fix=_other_case(str(name), problem.constraint),
            )
        case _:
            fix = only_reading(_shape_at(cls, path), str(problem.value))
            for reason in problem.info or ("this cannot be read",):
                yield error(
                    "SHAPE-004",
                    f"'{problem.value}' in '{name}' cannot be read",
                    at,
                    _written(problem.value, fix) or str(reason),
                    fix=fix,
                )


def _wanted(cls: type[Record], path: tuple[Key, ...]) -> str:
    """What belongs into a field: 'with one of: ...', or 'like 60 months: the term'."""
    field = next((one for one in definition(_record_at(cls, path[:-1])) if one.name == path[-1]), None)
    if field is None:
        return "with a value"
    if isinstance(field.shape, Choice):
        return f"with one of: {', '.join(field.shape.options)}"
    doc = f"{field.doc[0].lower()}{field.doc[1:].rstrip('.')}"
    example = field.example or (field.shape.example if isinstance(field.shape, Scalar) else "")
    return f"like {example}: {doc}" if example else f"with: {doc}"


def _shape_at(cls: type[Record], path: tuple[Key, ...]) -> Shape:
    shape: Shape = RecordOf(cls)
    for key in path:
        match shape:
            case RecordOf(inner):
                shape = next(field.shape for field in definition(inner) if field.name == key)
            case ListOf(of) | MapOf(of):
                shape = of
    return shape


def _record_at(cls: type[Record], path: tuple[Key, ...]) -> type[Record]:
    shape = _shape_at(cls, path)
    return shape.cls if isinstance(shape, RecordOf) else cls


def _other_case(name: str, pattern: str) -> str:
    """The key in the case that its pattern asks for, if that is all that is wrong with it."""
    other = name.lower() if pattern == ID_PATTERN else name.upper()
    return other if re.fullmatch(pattern, other) else ""


def _type_of(value: Any) -> str:
    return "list" if isinstance(value, list) else "dict" if isinstance(value, dict) else "string"


def _one_value(kind: str, value: Any) -> str:
    """How to write what was expected instead of a value of another kind."""
    if kind == "string":
        return (
            "write one value, without brackets"
            if isinstance(value, list)
            else "write one value behind the colon"
        )
    if kind == "list":
        text = str(value).lstrip("-•* ")
        shown = text if isinstance(value, str) and 0 < len(text) <= LONGEST else "one, two"
        return f"write each value on a line of its own that begins with '- ', or all in brackets: [{shown}]"
    return "write fields below it, indented: name: value"


def _written(value: Any, fix: str) -> str:
    """How the value should be written, where that is certain."""
    if not fix:
        return ""
    return f"write it without commas: {fix}" if str(value).replace(",", "") == fix else f"write it as {fix}"


def _words(kind: str) -> str:
    return {
        "string": "one value",
        "list": "a list (lines that begin with -)",
        "dict": "a group of fields (name: value)",
    }[kind]

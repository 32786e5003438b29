"""The page of every rule under which a change is reported, like those of the rules of a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.findings import Severity
from remit.model.catalogue import FILE_KINDS
from remit.model.fields import Record, definition
from remit.review.edits import OF_A_FILE, Edit, edits_of, record_kinds
from remit.review.kinds import Kind, Weight, kind_of, kind_of_file, numbered, weight_of
from remit.rules.rule import Rule

SEVERITIES: Mapping[Weight, Severity] = {
    Weight.CRITICAL: Severity.ERROR,
    Weight.MAJOR: Severity.WARNING,
    Weight.MINOR: Severity.INFORMATION,
    Weight.EDITORIAL: Severity.INFORMATION,
}
"""How heavy a change is where only errors, warnings and notes are known, as on code platforms."""

_EDITS: Mapping[Edit, str] = {
    Edit.ADDED: "added",
    Edit.REMOVED: "removed",
    Edit.CHANGED: "changed",
    Edit.INCREASED: "more, longer or later",
    Edit.DECREASED: "less, shorter or earlier",
    Edit.REORDERED: "in another order",
    Edit.RENAMED: "renamed",
}

_OF_WORDING: Mapping[int, tuple[Edit, ...]] = {
    80: (Edit.ADDED, Edit.REMOVED, Edit.CHANGED, Edit.REORDERED),
    82: (Edit.ADDED, Edit.REMOVED, Edit.CHANGED, Edit.REORDERED, Edit.RENAMED),
    83: (Edit.ADDED, Edit.REMOVED, Edit.REORDERED),
    84: (Edit.ADDED, Edit.REMOVED, Edit.CHANGED),
    85: (Edit.ADDED, Edit.REMOVED, Edit.CHANGED),
    86: (Edit.ADDED, Edit.REMOVED, Edit.CHANGED),
}
"""The edits of clauses, templates and house style, which are files and not fields of records."""

EXAMPLES = 12
"""Fields that a page names; the data dictionary says of each field what a change of it means."""

Held = dict[tuple[int, Edit], dict[str, set[Weight]]]


def rules() -> tuple[Rule, ...]:
    """Every rule of changes with its page, by id."""
    held: Held = {}
    for file in FILE_KINDS:
        _of_file(file.name, file.cls, held)
    for cls in {id(one): one for file in FILE_KINDS for one in record_kinds(file.cls)}.values():
        _of_record(cls, held)
    for number, edits in _OF_WORDING.items():
        kind = numbered(number)
        for edit in edits:
            weight = kind.weight(edit, heavier=number != 85 or edit is not Edit.ADDED, prose=True)
            held.setdefault((number, edit), {}).setdefault("files in contract_templates", set()).add(weight)
    found = [_rule(numbered(number), edit, held[number, edit]) for number, edit in held]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _of_file(name: str, cls: type[Record], held: Held) -> None:
    kind, _ = kind_of_file(name)
    for edit in OF_A_FILE:
        if edit is not Edit.RENAMED or cls.KIND:
            weight = kind.weight(edit, heavier=True)
            held.setdefault((kind.number, edit), {}).setdefault(f"files of {name}", set()).add(weight)


def _of_record(cls: type[Record], held: Held) -> None:
    for field in definition(cls):
        for edit in edits_of(field):
            fields = held.setdefault((kind_of(cls, field.name).number, edit), {})
            fields.setdefault(f"{cls.__name__}.{field.name}", set()).add(weight_of(cls, field, edit))


def _rule(kind: Kind, edit: Edit, fields: Mapping[str, set[Weight]]) -> Rule:
    weights = sorted({weight for found in fields.values() for weight in found}, key=lambda one: one.rank)
    title = f"{kind.noun[0].upper()}{kind.noun[1:]}: {_EDITS[edit]}."
    page = "\n\n".join(
        (
            title,
            f"Why: {kind.why}",
            "\n".join(_weighs(weights, fields)),
            _next(edit, weights[0]),
            "Source: review of changes; weights follow from what a change of a field means and in which direction it goes.",
        )
    )
    return Rule(kind.rule(edit), SEVERITIES[weights[0]], page)


def _weighs(weights: list[Weight], fields: Mapping[str, set[Weight]]) -> Iterator[str]:
    if len(weights) == 1:
        yield f"It is {weights[0].value}: {_listed(fields)}."
        return
    for weight in weights:
        named = [name for name, found in fields.items() if weight in found]
        yield f"It is {weight.value} for {_listed(named)}."


def _listed(names: Mapping[str, object] | list[str]) -> str:
    shown = sorted(names)
    more = len(shown) - EXAMPLES
    return f"{', '.join(shown[:EXAMPLES])} and {more} more" if more > 1 else ", ".join(shown)


def _next(edit: Edit, worst: Weight) -> str:
    if worst is Weight.EDITORIAL:
        return "Nothing has to be done; nobody needs to approve it."
    agree = "The roles that 'remit review' lists agree before the change is merged"
    if edit is Edit.REMOVED:
        return f"{agree}; what only got another id says so with 'was', and is not removed."
    return (
        f"{agree}; a change that was agreed elsewhere is accepted by its fingerprint in data/playbook.yaml."
    )

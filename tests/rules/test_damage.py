"""A field removed, a name that leads nowhere, a holder exchanged, a sum broken: never a traceback, and never unreported."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.findings import Finding, Where
from remit.load.records import read_records
from remit.model.fields import definition
from remit.model.ledger import walk
from remit.model.parties import Role
from remit.model.services import Raci
from remit.model.studies import Study, Transfer
from remit.model.values import Money
from tests.rules.workspace import document, judge, minimal

TREE = minimal()
LEDGER = read_records(TREE)[0]
DOCUMENTS = {path: document(TREE, path) for path in TREE}


def damaged(*changes: tuple[Where, Any]) -> tuple[Finding, ...]:
    """What is found when values are replaced; None removes one."""
    texts = {where.file: json.loads(json.dumps(DOCUMENTS[where.file])) for where, _ in changes}
    for where, value in changes:
        holder = texts[where.file]
        for key in where.keys[:-1]:
            holder = holder[key]
        last = where.keys[-1]
        if where.on == "key":
            holder[value] = holder.pop(last)
        elif value is None:
            del holder[last]
        else:
            holder[last] = value
    files = {path: json.dumps(text, ensure_ascii=False).encode() for path, text in texts.items()}
    return judge({**TREE, **files})


def written(where: Where) -> Any:
    """The value that stands at a place; None where nothing stands."""
    value: Any = DOCUMENTS[where.file]
    for key in where.keys:
        value = value[key] if not isinstance(value, dict) or key in value else None
    return value


REQUIRED = [
    record.at(field.name)
    for root in LEDGER.files.values()
    for record in walk(root)
    for field in definition(type(record))
    if field.required and not field.from_path and written(record.at(field.name)) is not None
]


@given(st.sampled_from(REQUIRED))
def test_a_required_field_that_is_missing_is_reported_in_its_file(where: Where) -> None:
    found = [finding for finding in damaged((where, None)) if finding.where.file == where.file]
    assert "SHAPE-002" in {finding.rule for finding in found}
    assert any(f"'{where.keys[-1]}'" in finding.message for finding in found)


NAMES = [reference for reference in LEDGER.references if written(reference.where) is not None]
"""Every place where one record names another, without what the path of a file tells."""


@given(st.sampled_from(NAMES))
def test_a_name_that_leads_nowhere_is_reported(reference: Any) -> None:
    found = damaged((reference.where, "leads-nowhere"))
    assert any(finding.rule == "REF-001" and "'leads-nowhere'" in finding.message for finding in found)


# ---- holders ----------------------------------------------------------------------------------------------------------

SIDES = {id: role.party for id, role in LEDGER.of(Role).items()}
ROWS = [row for raci in LEDGER.every(Raci) for row in raci.activities.values()]
PROVIDED = [one for study in LEDGER.every(Study) for one in study.services.values()]
ALLOCATED = [one for transfer in LEDGER.every(Transfer) for one in transfer.allocations.values()]


def _named(pair: Any) -> str:
    return " and ".join(one.id for one in pair)


@pytest.mark.parametrize(
    "pair",
    [
        pair
        for pair in combinations(ROWS, 2)
        if SIDES[pair[0].accountable[0]] != SIDES[pair[1].accountable[0]]
    ],
    ids=_named,
)
def test_accountable_roles_exchanged_between_the_parties_are_reported(pair: Any) -> None:
    one, other = pair
    found = damaged(
        (one.at("accountable"), list(other.accountable)), (other.at("accountable"), list(one.accountable))
    )
    assert {finding.rule.partition("-")[0] for finding in found} & {"RACI", "TOO"}


@pytest.mark.parametrize(
    "pair", [pair for pair in combinations(PROVIDED, 2) if pair[0].provider != pair[1].provider], ids=_named
)
def test_exchanged_providers_are_reported(pair: Any) -> None:
    one, other = pair
    found = damaged((one.at("provider"), other.provider), (other.at("provider"), one.provider))
    assert found


@pytest.mark.parametrize(
    "pair",
    [pair for pair in combinations(ALLOCATED, 2) if pair[0].disposition != pair[1].disposition],
    ids=_named,
)
def test_exchanged_dispositions_are_reported(pair: Any) -> None:
    one, other = pair
    found = damaged((one.where, written(other.where)), (other.where, written(one.where)))
    assert {finding.rule.partition("-")[0] for finding in found} & {"TOO", "RACI", "OVS"}


# ---- sums -------------------------------------------------------------------------------------------------------------

LIMITS = (
    "cap",
    "approval_above",
    "limit",
    "crash_cost",
    "cost",
    "budget",
    "fees",
    "pass_through_cap",
    "per_claim",
)
"""Amounts that are limits, estimates of options, or prices that nothing is summed from."""

SUMMED = [
    (record.at(field.name), value)
    for path, root in LEDGER.files.items()
    if path.startswith("data/studies/")
    for record in walk(root)
    for field in definition(type(record))
    if isinstance(value := getattr(record, field.name), Money) and field.name not in LIMITS
    if not (
        "letters_of_intent" in record.where.keys
        or ("bids" in record.where.keys and field.name == "pass_through")
    )
    if "advances" not in record.where.keys
]


@pytest.mark.parametrize(
    ("where", "value"),
    SUMMED,
    ids=lambda part: "-".join(map(str, part.keys)) if isinstance(part, Where) else "",
)
def test_a_sum_that_is_off_by_one_is_reported(where: Where, value: Money) -> None:
    found = damaged((where, f"{value.amount + 1} {value.currency}"))
    assert {finding.rule.partition("-")[0] for finding in found} & {"MON", "SEL"}

"""The playbook of a day leaves out what is not in force, whole, and remembers it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.load.records import read_records
from remit.model.in_force import in_force
from remit.model.ledger import Ledger, walk
from remit.model.parties import Role
from remit.model.studies import Study
from tests.rules.workspace import document, judge, minimal

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 8, 31)
DAY = dt.timedelta(days=1)


def ledger(**changes: Any) -> Ledger:
    """The smallest playbook in which the monitor's role has other fields as well."""
    roles = document(minimal(), "data/roles.yaml")
    roles["roles"]["cro-cra"] |= changes
    return read_records({**minimal(), "data/roles.yaml": json.dumps(roles).encode()})[0]


def test_first_and_last_day_are_in_force() -> None:
    whole = ledger(valid_from=str(FIRST), valid_to=str(LAST))
    here = [
        day for day in (FIRST - DAY, FIRST, LAST, LAST + DAY) if "cro-cra" in in_force(whole, day).of(Role)
    ]
    assert here == [FIRST, LAST]


def test_what_is_left_out_is_remembered_and_the_rest_is_the_same() -> None:
    whole = ledger(valid_from=str(FIRST))
    early = in_force(whole, FIRST - DAY)
    assert set(early.left_out) == {("role", "cro-cra")}
    assert early.day == FIRST - DAY
    assert {**early.of(Role), "cro-cra": whole.of(Role)["cro-cra"]} == whole.of(Role)
    same = [path for path in whole.files if early.files[path] is whole.files[path]]
    assert set(whole.files) - set(same) == {"data/roles.yaml"}


def test_a_day_on_which_all_is_in_force_leaves_every_record_as_it_is() -> None:
    whole = ledger(valid_from=str(FIRST))
    later = in_force(whole, LAST)
    assert all(later.files[path] is record for path, record in whole.files.items())
    assert not later.left_out


def test_a_study_takes_its_files_with_it() -> None:
    tree = minimal()
    path = "data/studies/al-101/study.yaml"
    study = document(tree, path) | {"valid_to": str(LAST)}
    whole, _ = read_records({**tree, path: json.dumps(study).encode()})
    later = in_force(whole, LAST + DAY)
    assert not later.of(Study)
    assert not [file for file in later.files if file.startswith("data/studies/")]
    inside = {
        (record.KIND, getattr(record, "id", ""))
        for file, root in whole.files.items()
        if file.startswith("data/studies/")
        for record in walk(root)
        if record.KIND
    }
    assert inside == set(later.left_out)


IDENTIFIED = [
    (path, keys)
    for path, keys in (
        ("data/roles.yaml", ("roles", "cro-cra")),
        ("data/roles.yaml", ("roles", "sponsor-executive")),
        ("data/services.yaml", ("services", "site-monitoring")),
        ("data/parties/brightwell.yaml", ()),
        ("data/parties/aldena.yaml", ()),
        ("data/agreements/master/msa-bright.yaml", ()),
        ("data/studies/al-101/study.yaml", ()),
        ("data/studies/al-101/work_orders/wo-101.yaml", ()),
        ("data/studies/al-101/work_orders/wo-101.yaml", ("direct", "visits")),
        ("data/studies/al-101/work_orders/wo-101.yaml", ("payment", "milestones", "report")),
    )
]


@given(
    st.lists(st.sampled_from(IDENTIFIED), min_size=1, max_size=4),
    st.sampled_from(["valid_from", "valid_to"]),
    st.integers(-2, 2),
)
@settings(max_examples=60)
def test_rules_can_judge_any_day(places: list[tuple[str, tuple[str, ...]]], field: str, days: int) -> None:
    files = minimal()
    for path, keys in places:
        root = node = document(files, path)
        for key in keys:
            node = node[key]
        node[field] = str(FIRST)
        files[path] = json.dumps(root).encode()
    day = FIRST + days * DAY
    found = judge(files, day)
    if (day >= FIRST) if field == "valid_from" else (day <= FIRST):
        assert found == ()
    for finding in found:
        assert finding.where.line

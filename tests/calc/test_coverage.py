"""Each duty of a study with its holder, overseer and evidence, and what is missing."""

import pytest

from remit.calc.coverage import Coverage, coverage, gaps_first
from remit.load.records import read_records
from remit.model.studies import Study
from tests.rules.workspace import changed, minimal

TRANSFER = "# data/studies/al-101/transfer.yaml\nallocations:\n"
OVERSIGHT = """\
levels: {}
moves: {}
up_at_once: A red metric.
activities:
  visit-reports:
    title: Review visit reports
    topics: [TOPICS]
    method: report review
    sample: One in ten
    frequency: 1 month
    owner: sponsor-project-manager
    evidence: Review log
    tmf: 09.01.03 Ongoing Third Party Oversight
tiers: {}
"""


def covered(example: str = "", oversight: str = "") -> dict[str, Coverage]:
    tree = changed(minimal(), example) if example else minimal()
    if oversight:
        tree = {**tree, "data/oversight.yaml": OVERSIGHT.replace("TOPICS", oversight).encode()}
    ledger, findings = read_records(tree)
    assert not findings
    return {row.duty.id: row for row in coverage(ledger, ledger.of(Study)["al-101"])}


def test_holders_are_parties() -> None:
    rows = covered()
    assert {id: row.holders for id, row in rows.items()} == {
        "us312-50-ind": ("aldena",),
        "us312-52a": ("aldena",),
        "us312-53a": ("brightwell", "aldena"),
        "us312-56a": ("brightwell",),
        "r3-3-11-2": ("aldena",),
    }
    assert rows["us312-56a"].evidence == "Monitoring reports"
    assert rows["us312-56a"].overseer == "sponsor-project-manager"
    assert rows["us312-56a"].activities[0] == "monitoring-visits"


def test_a_sound_study_has_no_gap() -> None:
    assert not [row for row in covered().values() if row.gaps]


@pytest.mark.parametrize(
    ("entry", "gap"),
    [
        ("  us312-56a:", "nobody holds it"),
        ("  us312-56a:\n    to:", "it is transferred, but nobody is named"),
        ("  us312-53a:\n    shares:", "it is shared, but not between two parties"),
    ],
)
def test_a_duty_without_a_sound_holder_is_a_fault(entry: str, gap: str) -> None:
    rows = covered(f"{TRANSFER}{entry}\n")
    assert [row.faults for row in rows.values() if row.gaps] == [(gap,)]


@pytest.mark.parametrize(
    ("entry", "gap"),
    [
        ("  us312-56a:\n    evidence:", "no evidence is named"),
        ("  us312-56a:\n    sponsor_function:", "no role of the sponsor keeps or oversees it"),
    ],
)
def test_what_else_is_missing_comes_after_the_faults(entry: str, gap: str) -> None:
    rows = covered(f"{TRANSFER}  us312-53a:\n    shares:\n{entry}\n")
    first, second, third, *_ = gaps_first(tuple(rows.values()))
    assert (first.duty.id, second.duty.id) == ("us312-53a", "us312-56a")
    assert (second.faults, second.lacks) == ((), (gap,))
    assert not third.gaps


def test_oversight_is_asked_for_where_a_playbook_records_oversight() -> None:
    rows = covered(oversight="monitoring-conduct")
    assert rows["us312-56a"].oversight == ("visit-reports",)
    assert rows["us312-53a"].lacks == ("no oversight activity watches it",)
    assert rows["us312-50-ind"].lacks == ()


def test_a_study_without_a_transfer_has_no_holders() -> None:
    rows = covered("# data/studies/al-101/transfer.yaml")
    assert {row.faults for row in rows.values()} == {("nobody holds it",)}

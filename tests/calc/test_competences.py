"""Competences have a holder, and what a decision keeps stays inside."""

from __future__ import annotations

import pytest

from remit.calc.competences import gaps, given_away
from remit.load.records import read_records
from remit.model.decisions import Decision, Principles
from remit.model.ledger import Ledger
from tests.rules.workspace import changed, minimal

DECISION = "# data/studies/al-101/decision.yaml\nkept:\n  - {activity: %s, advantage: %s, reason: Ours}\n"


def read(*examples: str) -> Ledger:
    tree = minimal()
    for example in examples:
        tree = dict(changed(tree, example))
    ledger, findings = read_records(tree)
    assert not findings
    return ledger


def competence(holder: str, role: str = "") -> str:
    kept = f"    role: {role}\n" if role else ""
    return f"# data/principles.yaml\ncompetences:\n  monitoring:\n    holder: {holder}\n{kept}"


@pytest.mark.parametrize(
    ("example", "missing"),
    [
        (competence("outsourced"), ()),
        (competence("retained"), ("no role keeps it",)),
        (competence("shared"), ("no role keeps it",)),
        (
            competence("shared", "nobody-there"),
            (),
        ),  # a name that leads nowhere is the finding of another rule
    ],
)
def test_a_competence_that_stays_has_a_role(example: str, missing: tuple[str, ...]) -> None:
    ledger = read(example)
    assert gaps(ledger, ledger.one(Principles).competences["monitoring"]) == missing


def test_the_role_is_the_sponsors_and_does_not_stand_alone() -> None:
    cro = read(competence("retained", "cro-project-manager"))
    assert gaps(cro, cro.one(Principles).competences["monitoring"])[0].endswith("is no role of the sponsor")
    alone = read(
        competence("retained", "sponsor-project-manager"),
        "# data/roles.yaml\nroles:\n  sponsor-project-manager:\n    backup:\n",
    )
    assert gaps(alone, alone.one(Principles).competences["monitoring"]) == (
        "no role stands in for the Sponsor project manager",
    )


def test_what_is_kept_is_answered_for_by_the_sponsor() -> None:
    def found(activity: str, advantage: str) -> list[tuple[str, str]]:
        ledger = read(DECISION % (activity, advantage))
        (decision,) = ledger.every(Decision)
        return [(keep.activity, party) for keep, party in given_away(ledger, decision)]

    assert found("monitoring-visits", "yes") == [("monitoring-visits", "brightwell")]
    assert found("monitoring-visits", "no") == []
    assert found("audit-cro", "yes") == []

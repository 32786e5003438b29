"""Roles become legal parties."""

from remit.calc.responsibility import accountable_parties, duties_of, responsibilities, rows_in
from remit.load.records import read_records
from remit.model.ledger import Ledger
from remit.model.studies import Study
from tests.rules.workspace import changed, minimal

NO_CHANGE = "# data/playbook.yaml\ntitle: Example playbook\n"


def ledger_with(example: str = NO_CHANGE) -> tuple[Ledger, Study]:
    ledger, findings = read_records(changed(minimal(), example))
    assert not findings
    return ledger, ledger.of(Study)["al-101"]


def answering(ledger: Ledger, study: Study) -> dict[str, frozenset[str]]:
    return {one.activity.id: accountable_parties(ledger, one) for one in responsibilities(ledger, study)}


def test_a_cro_role_is_the_provider_and_a_sponsor_role_the_sponsor() -> None:
    parties = answering(*ledger_with())
    assert parties["monitoring-visits"] == {"brightwell"}
    assert parties["audit-cro"] == {"aldena"}


def test_services_that_the_study_does_not_have_are_left_out() -> None:
    assert "write-report" not in answering(*ledger_with())


def test_the_scope_of_a_work_order_limits_the_activities() -> None:
    ledger, study = ledger_with()
    scope = [one.activity.id for one in responsibilities(ledger, study, ["site-monitoring"])]
    assert scope == ["monitoring-visits", "site-calls", "propose-investigators"]


def test_a_row_of_the_study_takes_the_place_of_the_playbooks() -> None:
    row = "  site-calls:\n    responsible: [cro-cra]\n    accountable: [sponsor-project-manager]\n"
    ledger, study = ledger_with(f"# data/studies/al-101/raci.yaml\nactivities:\n{row}")
    rows = rows_in(ledger, study)
    assert rows["site-calls"][0].accountable == ("sponsor-project-manager",)
    assert [id for id, (_, own) in rows.items() if own] == ["site-calls"]
    assert answering(ledger, study)["site-calls"] == {"aldena"}


def test_nobody_answers_where_the_sponsor_provides_and_a_cro_role_is_named() -> None:
    provider = "services:\n  site-monitoring:\n    provider: aldena\n"
    ledger, study = ledger_with(f"# data/studies/al-101/study.yaml\n{provider}")
    assert answering(ledger, study)["monitoring-visits"] == frozenset()


def test_duties_are_those_of_the_studys_regimes() -> None:
    ledger, study = ledger_with("# data/studies/al-101/study.yaml\nregimes: [ich-e6r3]\n")
    assert list(duties_of(ledger, study)) == ["r3-3-11-2"]

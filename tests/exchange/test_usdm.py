"""USDM files: real ones give their facts, traps of the format are named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remit.exchange.study_draft import Imported
from remit.exchange.usdm import import_usdm
from remit.exchange.yaml_text import to_yaml
from remit.findings import CannotGoOn
from remit.load.yaml import parse
from tests.exchange.playbooks import ledger

INPUTS = Path(__file__).parents[1] / "inputs" / "usdm"
FACTS: dict[str, Any] = json.loads((INPUTS / "expected_facts.json").read_text("utf-8"))
PHASES = {"Phase II Trial": "Phase 2", "Phase III Trial": "Phase 3"}
PILOT = "CDISC_Pilot_Study.json"


def changed(
    tmp_path: Path, change: Callable[[dict[str, Any], dict[str, Any]], object], name: str = PILOT
) -> Imported:
    whole = json.loads((INPUTS / name).read_text("utf-8"))
    version = whole["study"]["versions"][0]
    change(version, version["studyDesigns"][0])
    (tmp_path / name).write_text(json.dumps(whole), "utf-8")
    return import_usdm(tmp_path / name, ledger())


def notes(imported: Imported, rule: str) -> list[str]:
    return [finding.message for finding in imported.findings if finding.rule == rule]


@pytest.mark.parametrize("name", FACTS)
def test_every_expected_fact_is_in_the_record(name: str) -> None:
    facts, values = FACTS[name], import_usdm(INPUTS / name, ledger()).draft.values
    assert values["protocol_id"] == facts["identifiers"][0]
    assert [one["value"] for one in values["identifiers"]] == facts["identifiers"][1:]
    assert values["phase"] == PHASES[facts["phase"]]
    assert values["design"]["study_type"] == "interventional"
    assert [arm["title"] for arm in values["arms"].values()] == facts["arms"]
    assert values["participants"] == {
        "enrolled": int(facts["planned_enrollment"]),
        "completed": int(facts["planned_completion"]),
        "count": "planned",
    }


def test_a_site_that_is_typed_as_a_sponsor_is_not_taken_for_one() -> None:
    imported = import_usdm(INPUTS / PILOT, ledger())
    assert imported.draft.values["registered_sponsor"] == "Eli Lilly"
    (note,) = notes(imported, "IMP-005")
    assert "organizations[2] (Big Hospital) is typed as a sponsor but runs sites" in note


def test_without_roles_the_sponsor_is_the_organisation_of_that_type() -> None:
    values = import_usdm(INPUTS / "EliLilly_NCT03421379_Diabetes.json", ledger()).draft.values
    assert values["registered_sponsor"] == "Eli Lilly Japan K.K"


def test_without_sites_there_are_no_countries_and_both_are_named() -> None:
    imported = import_usdm(INPUTS / "EliLilly_NCT03421379_Diabetes.json", ledger())
    assert not {"sites", "countries"} & imported.draft.values.keys()
    assert len(notes(imported, "IMP-002")) == 2


def test_the_pilot_in_detail() -> None:
    values = import_usdm(INPUTS / PILOT, ledger()).draft.values
    assert values["protocol_version"] == "2"
    assert str(values["protocol_date"]) == "2006-06-01"
    assert values["indication"] == ("Alzheimer's disease",)
    assert (values["sites"], values["countries"]) == (1, ("GB",))
    assert values["design"]["masking"] == "double blind"
    assert values["short_title"] == "Xanomeline (LY246708)"


def test_two_products_are_both_named() -> None:
    values = import_usdm(INPUTS / "EliLilly_NCT03421379_Diabetes.json", ledger()).draft.values
    assert values["product"] == {"name": "LY900018; GlucaGen", "kind": "drug", "form": "nasal; intramuscular"}


def test_a_range_of_participants_is_not_narrowed_to_a_number(tmp_path: Path) -> None:
    span = {"minValue": {"value": 280.0}, "maxValue": {"value": 320.0}}
    imported = changed(tmp_path, lambda _v, design: design["population"].update(plannedEnrollmentNumber=span))
    assert "participants" not in imported.draft.values
    assert any("is a range (280.0 to 320.0)" in note for note in notes(imported, "IMP-005"))


def test_a_fraction_of_a_participant_is_refused(tmp_path: Path) -> None:
    imported = changed(
        tmp_path, lambda _v, design: design["population"]["plannedEnrollmentNumber"].update(value=300.5)
    )
    assert any("is 300.5, which is not a number of things" in note for note in notes(imported, "IMP-003"))


def test_more_to_complete_than_to_enrol_is_a_contradiction(tmp_path: Path) -> None:
    imported = changed(
        tmp_path, lambda _v, design: design["population"]["plannedCompletionNumber"].update(value=301.0)
    )
    assert any("301 are planned to complete, but only 300" in note for note in notes(imported, "IMP-005"))


def test_cohorts_are_summed_where_the_population_has_no_number(tmp_path: Path) -> None:
    def change(_version: dict[str, Any], design: dict[str, Any]) -> None:
        design["population"]["plannedEnrollmentNumber"] = None
        design["population"]["cohorts"] = [{"plannedEnrollmentNumber": {"value": n}} for n in (40.0, 35.0)]

    assert changed(tmp_path, change).draft.values["participants"]["enrolled"] == 75


def test_older_files_hold_the_number_beside_the_organisation(tmp_path: Path) -> None:
    def change(version: dict[str, Any], _design: dict[str, Any]) -> None:
        sponsor = {
            "name": "ALDENA",
            "label": "Aldena",
            "organizationType": {"decode": "Clinical Study Sponsor"},
        }
        version["studyIdentifiers"] = [{"studyIdentifier": "AL-1", "studyIdentifierScope": sponsor}]
        version["organizations"], version["roles"] = [], []

    imported = changed(tmp_path, change)
    assert imported.id == "al-1"
    assert imported.draft.values["sponsor"] == "aldena"


def test_two_possible_sponsors_are_left_to_a_person(tmp_path: Path) -> None:
    def change(version: dict[str, Any], _design: dict[str, Any]) -> None:
        version["roles"] = []
        version["organizations"][2]["managedSites"] = []

    imported = changed(tmp_path, change)
    assert "registered_sponsor" not in imported.draft.values
    assert any(
        "several organisations are typed as sponsor: Eli Lilly, Big Hospital" in note
        for note in notes(imported, "IMP-005")
    )


def test_of_several_designs_the_last_is_taken_with_a_note(tmp_path: Path) -> None:
    imported = changed(
        tmp_path, lambda version, design: version["studyDesigns"].append({**design, "name": "SECOND"})
    )
    assert any(
        "2 study designs; the last one is taken (SECOND)" in note for note in notes(imported, "IMP-007")
    )


def test_a_reference_to_nowhere_is_named(tmp_path: Path) -> None:
    imported = changed(
        tmp_path, lambda version, _d: version["studyIdentifiers"][0].update(scopeId="Organization_9")
    )
    assert any(
        "studyIdentifiers[0].scopeId is 'Organization_9', but the file describes no such" in note
        for note in notes(imported, "IMP-005")
    )


@pytest.mark.parametrize(
    ("phase", "ours"),
    [
        ("Phase I Trial", "Phase 1"),
        ("Phase I/II Trial", "Phase 1/2"),
        ("Phase IIb Trial", "Phase 2"),
        ("Phase 4", "Phase 4"),
        ("Not Applicable", "not applicable"),
    ],
)
def test_phases(tmp_path: Path, phase: str, ours: str) -> None:
    imported = changed(tmp_path, lambda _v, design: design["studyPhase"]["standardCode"].update(decode=phase))
    assert imported.draft.values["phase"] == ours


@pytest.mark.parametrize(
    "change", [lambda v, _d: v.clear(), lambda v, _d: v.update(titles=None), lambda v, _d: v.update(titles=7)]
)
def test_without_a_title_nothing_is_written(tmp_path: Path, change: Any) -> None:
    whole = json.loads((INPUTS / PILOT).read_text("utf-8"))
    change(whole["study"]["versions"][0], None)
    (tmp_path / "x.json").write_text(json.dumps(whole), "utf-8")
    with pytest.raises(CannotGoOn, match="gives no title"):
        import_usdm(tmp_path / "x.json", ledger())


@pytest.mark.parametrize(
    "text",
    ['{"study": {"versions": []}}', '{"study": {}}', "{}", "[]", '{"study": 4}', '{"protocolSection": {}}'],
)
def test_what_is_no_study_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(CannotGoOn):
        import_usdm(tmp_path / "x.json", ledger())


def test_a_list_of_one_study_is_that_study(tmp_path: Path) -> None:
    whole = json.loads((INPUTS / PILOT).read_text("utf-8"))
    (tmp_path / "x.json").write_text(json.dumps([whole]), "utf-8")
    assert import_usdm(tmp_path / "x.json", ledger()).draft.values["title"]
    (tmp_path / "x.json").write_text(json.dumps([whole, whole]), "utf-8")
    with pytest.raises(CannotGoOn, match="holds 2 studies"):
        import_usdm(tmp_path / "x.json", ledger())


@pytest.mark.parametrize("version", ["2.6", "1.0", "5.0"])
def test_another_version_of_the_model_is_refused(tmp_path: Path, version: str) -> None:
    whole = json.loads((INPUTS / PILOT).read_text("utf-8"))
    (tmp_path / "x.json").write_text(json.dumps({**whole, "usdmVersion": version}), "utf-8")
    with pytest.raises(CannotGoOn, match="versions 3 and 4 can be read"):
        import_usdm(tmp_path / "x.json", ledger())


def test_a_registry_record_is_sent_to_the_other_command(tmp_path: Path) -> None:
    for text in ('[{"protocolSection": {}}]', '{"studies": [{"protocolSection": {}}]}'):
        (tmp_path / "x.json").write_text(text, "utf-8")
        with pytest.raises(CannotGoOn) as stop:
            import_usdm(tmp_path / "x.json", ledger())
        assert "remit import ctgov" in stop.value.findings[0].hint


def test_the_record_loads() -> None:
    for name in FACTS:
        assert parse("study.yaml", to_yaml(import_usdm(INPUTS / name, ledger()).draft).encode())[1] == ()

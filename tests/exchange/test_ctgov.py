"""Registry records: real ones give their facts, odd ones say field by field what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from remit.exchange.ctgov import import_ctgov
from remit.exchange.study_draft import Imported
from remit.exchange.yaml_text import to_yaml
from remit.findings import CannotGoOn, Where
from remit.load.build import build
from remit.load.yaml import parse
from remit.model.studies import Study
from tests.exchange.playbooks import ledger

INPUTS = Path(__file__).parents[1] / "inputs" / "ctgov"
FACTS: dict[str, Any] = json.loads((INPUTS / "expected_facts.json").read_text("utf-8"))
WHOLE = [name for name in FACTS if name != "NCT03453554.json"]
CODES = {
    "Australia": "AU", "Bulgaria": "BG", "Canada": "CA", "Czechia": "CZ", "Hungary": "HU", "Poland": "PL", "Israel": "IL",
    "Russian Federation": "RU", "Taiwan": "TW", "United States": "US", "Spain": "ES",
}  # fmt: skip
PHASES = {"PHASE3": "Phase 3", "PHASE2": "Phase 2", "NA": "not applicable", None: "not applicable"}

Change = Callable[[dict[str, Any]], object]


def real(name: str) -> Study:
    imported = import_ctgov(INPUTS / name, ledger())
    document, findings = parse("study.yaml", to_yaml(imported.draft).encode())
    assert findings == ()
    study = build(Study, document, Where("study.yaml"), {"id": imported.id})
    assert isinstance(study, Study)
    return study


def changed(tmp_path: Path, change: Change, name: str = "NCT02552212.json") -> Imported:
    record = json.loads((INPUTS / name).read_text("utf-8"))
    record.pop("resultsSection", None)
    change(record["protocolSection"])
    path = tmp_path / name
    path.write_text(json.dumps(record, indent=1), "utf-8")
    return import_ctgov(path, ledger())


def notes(imported: Imported, rule: str) -> list[str]:
    return [finding.message for finding in imported.findings if finding.rule == rule]


@pytest.mark.parametrize("name", WHOLE)
def test_every_expected_fact_is_in_the_record(name: str) -> None:
    facts, study = FACTS[name], real(name)
    assert study.protocol_id == facts["orgStudyId"]
    assert ("ClinicalTrials.gov", facts["nctId"]) in [(one.scheme, one.value) for one in study.identifiers]
    assert study.design.study_type == facts["studyType"].lower()
    assert study.phase == PHASES[facts["phases"][0] if facts["phases"] else None]
    assert study.participants.enrolled == facts["enrollment"]["count"]
    assert (
        study.participants.count == {"ACTUAL": "actual", "ESTIMATED": "planned"}[facts["enrollment"]["type"]]
    )
    assert study.registered_sponsor == facts["leadSponsor"]
    assert list(study.collaborators) == facts["collaborators"]
    assert study.sites == facts["sites"]
    assert list(study.countries) == [CODES[name] for name in facts["countries"]]
    assert len(study.arms) == facts["arms"]
    dates = (study.dates.start, study.dates.primary_completion, study.dates.completion)
    assert [str(date) for date in dates] == [facts["start"], facts["primaryCompletion"], facts["completion"]]


def test_the_id_comes_from_the_protocol_number() -> None:
    assert real("NCT02552212.json").id == "as0006"
    assert real("NCT03418623.json").id == "get73-1h-mrs"


def test_product_design_and_indication() -> None:
    study = real("NCT02552212.json")
    assert (study.product.name, study.product.kind) == ("Certolizumab Pegol", "biologic")
    assert study.design.masking == "quadruple (participant, care provider, investigator, outcomes assessor)"
    assert (study.design.allocation, study.design.model, study.design.purpose) == (
        "randomised",
        "parallel assignment",
        "treatment",
    )
    assert study.indication == (
        "Axial Spondyloarthritis",
        "Nonradiographic Axial Spondyloarthritis",
        "Nr-axSpA",
    )
    assert study.title.startswith("Phase 3, Multicenter")
    assert [str(one.value) for one in study.identifiers] == ["NCT02552212", "2015-001894-41"]
    assert study.arms["certolizumab-pegol-200-mg-q2w"].type == "experimental"


def test_an_observational_study_has_a_model_but_no_phase_and_no_regimes() -> None:
    study = real("NCT03475563.json")
    assert study.phase == "not applicable"
    assert study.design.model == "case-only, prospective"
    assert study.regimes == ()


def test_enrolment_of_zero_is_kept_and_pointed_out() -> None:
    imported = import_ctgov(INPUTS / "NCT00973089.json", ledger())
    assert imported.draft.values["participants"]["enrolled"] == 0
    (note,) = notes(imported, "IMP-005")
    assert note.startswith(
        "protocolSection.designModule.enrollmentInfo.count is 0 (status of the study: WITHDRAWN)"
    )


def test_a_truncated_record_is_written_with_its_gaps_named() -> None:
    imported = import_ctgov(INPUTS / "NCT03453554.json", ledger())
    assert set(imported.draft.values) == {"protocol_id", "title", "short_title", "identifiers", "dates"}
    missing = notes(imported, "IMP-002")
    for field in (
        "design.study_type",
        "phase",
        "indication",
        "product",
        "participants.enrolled",
        "sites",
        "countries",
    ):
        assert any(f"the field '{field}' is left out" in message for message in missing), field
    text = to_yaml(imported.draft)
    assert "# phase: protocolSection.designModule.phases is not in the file" in text
    assert parse("study.yaml", text.encode())[1] == ()


def test_regimes_follow_countries_and_product_and_only_those_in_force() -> None:
    assert import_ctgov(INPUTS / "NCT02552212.json", ledger()).draft.values["regimes"] == (
        "drug-us",
        "drug-any",
        "any-eu",
    )
    assert import_ctgov(INPUTS / "NCT00973089.json", ledger()).draft.values.get("regimes") is None


def test_a_sponsor_is_set_only_if_the_playbook_knows_the_name() -> None:
    assert "sponsor" not in import_ctgov(INPUTS / "NCT02552212.json", ledger()).draft.values
    known = import_ctgov(INPUTS / "NCT02552212.json", ledger("UCB BIOSCIENCES GmbH"))
    assert known.draft.values["sponsor"] == "aldena"


def test_notes_have_line_and_column_in_the_file() -> None:
    imported = import_ctgov(INPUTS / "NCT00973089.json", ledger())
    (note,) = [finding for finding in imported.findings if finding.rule == "IMP-005"]
    line = (INPUTS / "NCT00973089.json").read_text("utf-8").splitlines()[note.where.line - 1]
    assert line[: note.where.column - 1].endswith('"count": ')


def put(*path: Any, value: Any) -> Change:
    def change(section: dict[str, Any]) -> None:
        holder: Any = section
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "rule", "message"),
    [
        (
            put("designModule", "enrollmentInfo", "count", value="317"),
            "IMP-003",
            "enrollmentInfo.count should be a whole number, not a text",
        ),
        (
            put("designModule", "enrollmentInfo", "count", value=-3),
            "IMP-003",
            "enrollmentInfo.count is -3, which is not a number of things",
        ),
        (
            put("designModule", "enrollmentInfo", "count", value=12.5),
            "IMP-003",
            "enrollmentInfo.count is 12.5, which is not a number",
        ),
        (
            put("designModule", "enrollmentInfo", "count", value=True),
            "IMP-003",
            "count should be a whole number, not true or false",
        ),
        (
            put("designModule", "phases", value="PHASE3"),
            "IMP-003",
            "designModule.phases should be a list, not a text",
        ),
        (
            put("designModule", "phases", value=["PHASE9"]),
            "IMP-004",
            "designModule.phases is 'PHASE9', which is no known phase",
        ),
        (
            put("designModule", "studyType", value="SURVEY"),
            "IMP-004",
            "designModule.studyType is 'SURVEY', which is none of",
        ),
        (
            put("designModule", value=[1]),
            "IMP-003",
            "protocolSection.designModule should be a group of fields, not a list",
        ),
        (
            put("conditionsModule", "conditions", value=[7]),
            "IMP-003",
            "conditions[0] should be a text, not the number 7",
        ),
        (
            put("statusModule", "startDateStruct", "date", value="2015-13"),
            "IMP-003",
            "startDateStruct.date is '2015-13', which is not a date",
        ),
        (
            put("statusModule", "startDateStruct", "date", value="2021-01"),
            "IMP-005",
            "(2018-05) is before protocolSection.statusModule.startDate",
        ),
        (
            put("statusModule", "completionDateStruct", "date", value="2016"),
            "IMP-005",
            "completionDateStruct.date (2016) is before",
        ),
        (
            put("identificationModule", "nctId", value="NCT00000001"),
            "IMP-005",
            "is NCT00000001, but the file is named NCT02552212.json",
        ),
        (
            put("identificationModule", "nctId", value="12345"),
            "IMP-003",
            "nctId is '12345', which is not a registry number",
        ),
        (
            put("contactsLocationsModule", "locations", 3, "country", value="Atlantis"),
            "IMP-004",
            "locations[3].country is 'Atlantis'",
        ),
        (
            put("contactsLocationsModule", "locations", 3, value={}),
            "IMP-005",
            "1 of 105 protocolSection.contactsLocationsModule.locations name",
        ),
        (
            put("armsInterventionsModule", "interventions", 0, "armGroupLabels", value=["X"]),
            "IMP-005",
            "names the arm 'X'",
        ),
        (
            put("identificationModule", "officialTitle", value="A\u202eB \x07 study"),
            "IMP-006",
            "U+202E, U+0007",
        ),
        (
            put("identificationModule", "officialTitle", value="x" * 10_001),
            "IMP-003",
            "officialTitle has 10,001 characters",
        ),
    ],
)
def test_what_is_odd_is_named_and_not_taken_over(
    tmp_path: Path, change: Change, rule: str, message: str
) -> None:
    imported = changed(tmp_path, change)
    assert any(message in note for note in notes(imported, rule)), imported.findings
    assert parse("study.yaml", to_yaml(imported.draft).encode())[1] == ()


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Korea, Republic of", "KR"),
        ("Turkey (Türkiye)", "TR"),
        ("Türkiye", "TR"),
        ("Czech Republic", "CZ"),
        ("Russia", "RU"),
        ("Viet Nam", "VN"),
    ],
)
def test_country_spellings(tmp_path: Path, spelling: str, code: str) -> None:
    imported = changed(tmp_path, put("contactsLocationsModule", "locations", value=[{"country": spelling}]))
    assert imported.draft.values["countries"] == (code,)


def test_product_kinds(tmp_path: Path) -> None:
    interventions = [
        {"type": "DEVICE", "name": "Pump"},
        {"type": "DRUG", "name": "Insulin"},
        {"type": "DRUG", "name": "Placebo"},
    ]
    imported = changed(tmp_path, put("armsInterventionsModule", "interventions", value=interventions))
    assert imported.draft.values["product"] == {"name": "Pump; Insulin", "kind": "device"}
    assert any("the kinds differ (DEVICE, DRUG)" in note for note in notes(imported, "IMP-007"))
    assert imported.draft.values["regimes"] == ("device-us", "any-eu")


def test_two_arms_with_one_name_both_stay(tmp_path: Path) -> None:
    imported = changed(
        tmp_path,
        put(
            "armsInterventionsModule",
            "armGroups",
            value=[{"label": "A"}, {"label": "A"}, {"label": "µ"}, {"label": "!"}],
        ),
    )
    assert list(imported.draft.values["arms"]) == ["a", "a-2", "arm-3", "arm-4"]


def test_an_id_that_is_a_device_name_on_windows_is_changed(tmp_path: Path) -> None:
    assert (
        changed(tmp_path, put("identificationModule", "orgStudyIdInfo", "id", value="AUX")).id == "study-aux"
    )


def test_the_registry_number_serves_where_there_is_no_protocol_number(tmp_path: Path) -> None:
    imported = changed(tmp_path, put("identificationModule", "orgStudyIdInfo", value={}))
    assert imported.id == "nct02552212"
    assert "protocol_id" not in imported.draft.values


def test_a_list_with_one_record_is_taken_with_two_refused(tmp_path: Path) -> None:
    record = json.loads((INPUTS / "NCT03418623.json").read_text("utf-8"))
    for whole in ([record], {"studies": [record]}):
        (tmp_path / "one.json").write_text(json.dumps(whole), "utf-8")
        assert import_ctgov(tmp_path / "one.json", ledger()).draft.values["sites"] == 1
    (tmp_path / "two.json").write_text(json.dumps([record, record]), "utf-8")
    with pytest.raises(CannotGoOn, match="the file holds 2 studies"):
        import_ctgov(tmp_path / "two.json", ledger())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "protocolSection is not in the file"),
        ("7", "does not hold a group of fields"),
        ('{"protocolSection": 3}', "gives no title"),
        (
            '{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}',
            "gives no title of a study",
        ),
        (
            '{"protocolSection": {"identificationModule": {"briefTitle": "T"}}}',
            "neither a protocol number nor a registry number",
        ),
        ('{"study": {}, "usdmVersion": "4.0.0"}', "not a ClinicalTrials.gov record"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(CannotGoOn, match=reason):
        import_ctgov(tmp_path / "x.json", ledger())


def test_a_usdm_file_is_pointed_to_the_other_command(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"study": {}}', "utf-8")
    with pytest.raises(CannotGoOn) as stop:
        import_ctgov(tmp_path / "x.json", ledger())
    assert "remit import usdm" in stop.value.findings[0].hint


def test_a_drug_outside_the_fdas_rules_is_not_put_under_them(tmp_path: Path) -> None:
    imported = changed(tmp_path, put("oversightModule", value={"isFdaRegulatedDrug": False}))
    assert "us-21cfr312" not in imported.draft.values["regimes"]

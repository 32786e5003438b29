"""New studies and quality agreements hold what is known and nothing else."""

import datetime as dt

import pytest

from remit.calc.scaffold.quality_agreement import new_quality_agreement
from remit.calc.scaffold.study import engaged_like, new_study
from remit.findings import CannotGoOn, Severity
from remit.model.draft import Draft
from remit.model.studies import Study
from tests.calc.scaffold.example import judged, ledger, tree

TODAY = dt.date(2026, 11, 23)
DESIGNED = {
    "design": {"study_type": "interventional"},
    "product": {"name": "X", "kind": "drug"},
    "countries": ("US", "PL"),
}


def test_regimes_are_proposed_from_product_and_countries() -> None:
    draft = new_study(ledger(), DESIGNED, None, None)
    assert draft.values["regimes"] == ("us-21cfr312", "ich-e6r3")
    assert any("is the law of PL" in remark.text for remark in draft.remarks)
    assert "regimes" not in new_study(ledger(), {}, None, None).values


def test_like_another_study_the_providers_are_the_same_and_the_sponsor_is_this_ones() -> None:
    draft = new_study(ledger(), {}, "al-101", "aldena")
    providers = {id: service["provider"] for id, service in draft.values["services"].items()}
    assert providers == {
        "site-monitoring": "brightwell",
        "sponsor-oversight": "aldena",
        "quality-assurance": "aldena",
    }
    assert (draft.values["model"], draft.values["oversight_level"]) == ("full service", "L2")


def test_without_a_sponsor_the_sponsors_services_are_left_out() -> None:
    draft = new_study(ledger(), {}, "al-101", None)
    assert list(draft.values["services"]) == ["site-monitoring"]
    assert any("this study has no sponsor yet" in remark.text for remark in draft.remarks)


@pytest.mark.parametrize(
    "text", ["Monitoring of 10 sites", "Two meetings", "Work for AL-101", "Supply of AL-1"]
)
def test_texts_with_figures_or_names_of_the_other_study_are_left_out(text: str) -> None:
    files = tree()
    path = "data/studies/al-101/study.yaml"
    files[path] = files[path].replace(
        b"  sponsor-oversight:\n", f"  sponsor-oversight:\n    scope: {text}\n".encode()
    )
    draft = new_study(ledger(files), {}, "al-101", "aldena")
    assert "scope" not in draft.values["services"]["sponsor-oversight"]
    assert any(remark.text == f"in al-101: {text}" for remark in draft.remarks)


def test_a_sponsor_set_by_hand_beside_another_registered_one_is_pointed_out() -> None:
    draft = engaged_like(ledger(), Draft(Study, "x", {"registered_sponsor": "Other Ltd"}), None, "aldena")
    assert draft.values["sponsor"] == "aldena"
    assert [remark.text for remark in draft.remarks] == ["set by hand; the registered sponsor is Other Ltd"]


def test_only_a_sponsor_can_sponsor() -> None:
    with pytest.raises(CannotGoOn, match="not a sponsor"):
        new_study(ledger(), {}, None, "brightwell")


def test_a_quality_agreement_like_another_is_whole() -> None:
    draft = new_quality_agreement(ledger(), "qa-two", "brightwell", TODAY, "qa-bright")
    findings = judged(tree(), agreements__quality__qa_two=draft)
    assert [one for one in findings if one.severity is Severity.ERROR] == []
    assert draft.values["title"] == "Clinical Quality Agreement between Aldena and Brightwell"
    assert draft.values["services"] == ("site-monitoring",)


def test_a_quality_agreement_with_a_new_partner_names_what_is_missing() -> None:
    draft = new_quality_agreement(ledger(), "qa-lumen", "lumen", TODAY)
    assert not {"master", "services"} & draft.values.keys()
    texts = [remark.text for remark in draft.remarks]
    assert any("no master agreement" in text for text in texts)
    assert any("provides no service" in text for text in texts)

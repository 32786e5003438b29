"""A new transfer says something about every duty, and proposes to move only what may move."""

import datetime as dt

import pytest

from remit.calc.scaffold.transfer import new_transfer
from remit.findings import CannotGoOn, Severity
from tests.calc.scaffold.example import SECOND, judged, ledger, tree

TODAY = dt.date(2026, 11, 23)


def test_every_duty_has_an_entry() -> None:
    draft = new_transfer(ledger(), "al-202", TODAY)
    assert set(draft.values["allocations"]) == {
        "us312-50-ind",
        "us312-52a",
        "us312-53a",
        "us312-56a",
        "r3-3-11-2",
    }


def test_a_duty_moves_where_one_cro_does_all_the_work_and_the_sponsor_oversees_it() -> None:
    allocations = new_transfer(ledger(), "al-202", TODAY).values["allocations"]
    assert allocations["us312-56a"] == {
        "disposition": "transferred",
        "to": "brightwell",
        "sponsor_function": "sponsor-project-manager",
        "evidence": "Monitoring reports",
    }
    assert allocations["us312-52a"]["disposition"] == "retained"


def test_a_duty_without_oversight_stays() -> None:
    files = tree()
    services = files["data/services.yaml"].decode()
    assert "monitoring-conduct" in services
    without = "\n".join(line for line in services.splitlines() if "oversees" not in line)
    draft = new_transfer(ledger({**files, "data/services.yaml": without.encode()}), "al-202", TODAY)
    assert draft.values["allocations"]["us312-56a"]["disposition"] == "retained"
    (remark,) = [remark.text for remark in draft.remarks if remark.keys == ("allocations", "us312-56a")]
    assert "no activity of the sponsor oversees it" in remark


def test_a_duty_that_falls_on_whoever_does_the_work_is_proposed_for_them() -> None:
    files = tree()
    path = "data/obligations/us-21cfr312.yaml"
    head, _, tail = files[path].decode().rpartition("transfer: allowed")
    files[path] = f"{head}transfer: by law{tail}".replace("duty moves", "no transfer").encode()
    allocations = new_transfer(ledger(files), "al-202", TODAY).values["allocations"]
    assert allocations["us312-56a"]["disposition"] == "transferred"
    assert allocations["us312-56a"]["to"] == "brightwell"
    assert allocations["us312-53a"]["disposition"] == "retained"


def test_a_device_study_gets_a_schedule_of_delegation() -> None:
    files = tree()
    files[SECOND] = files[SECOND].replace(b"kind: drug", b"kind: device")
    assert (
        new_transfer(ledger(files), "al-202", TODAY).values["title"].startswith("Schedule of Delegated Act")
    )


def test_a_duty_stays_where_the_sponsor_does_the_work() -> None:
    files = tree()
    files[SECOND] = files[SECOND].replace(b"provider: brightwell", b"provider: aldena")
    allocations = new_transfer(ledger(files), "al-202", TODAY).values["allocations"]
    assert {one["disposition"] for one in allocations.values()} == {"retained"}


def test_like_another_study_duties_are_shared_among_the_same_parties() -> None:
    shared = new_transfer(ledger(), "al-202", TODAY, "al-101").values["allocations"]["us312-53a"]
    assert shared["disposition"] == "shared"
    assert [one["party"] for one in shared["shares"]] == ["brightwell", "aldena"]


def test_texts_about_the_other_study_are_turned_or_left_out() -> None:
    files = tree()
    path = "data/studies/al-101/transfer.yaml"
    text = (
        files[path]
        .decode()
        .replace("does: Proposes investigators and", "does: Proposes investigators of AL-101 at 10 sites and")
    )
    apply = "us312-50-ind:\n    disposition: retained\n"
    reason = "us312-50-ind:\n    disposition: not applicable\n    reason: {}\n"
    assert apply in text
    own = ledger({**files, path: text.replace(apply, reason.format("No IND is needed")).encode()})
    draft = new_transfer(own, "al-202", TODAY, "al-101")
    assert draft.values["allocations"]["us312-53a"]["shares"][0]["does"].startswith(
        "Proposes investigators of AL-202 at 25 sites and"
    )
    assert draft.values["allocations"]["us312-50-ind"]["reason"] == "No IND is needed"
    named = ledger({**files, path: text.replace(apply, reason.format("AL-1 is exempt")).encode()})
    draft = new_transfer(named, "al-202", TODAY, "al-101")
    assert draft.values["allocations"]["us312-50-ind"]["disposition"] == "retained"
    assert any("does not apply in al-101 (AL-1 is exempt)" in remark.text for remark in draft.remarks)


def test_the_draft_has_no_error_in_a_check_once_the_work_is_bought() -> None:
    draft = new_transfer(ledger(), "al-202", TODAY, "al-101")
    findings = judged(tree(), studies__al_202__transfer=draft)
    assert {one.rule for one in findings if one.severity is Severity.ERROR} <= {"TOO-014"}


def test_all_parties_sign() -> None:
    values = new_transfer(ledger(), "al-202", TODAY).values
    assert [one["party"] for one in values["signatures"]] == ["aldena", "brightwell"]
    assert (values["number"], values["status"]) == ("TOO-AL-202", "draft")


def test_a_study_without_regimes_has_nothing_to_transfer() -> None:
    with pytest.raises(CannotGoOn, match="has no regimes, so there is no duty to transfer") as stop:
        new_transfer(ledger(tree(regimes="[]")), "al-202", TODAY)
    (finding,) = stop.value.findings
    assert (finding.rule, finding.where.file) == ("NEW-005", "data/studies/al-202/study.yaml")
    assert "add its id to 'regimes:'" in finding.hint


def test_a_study_that_cannot_be_read_is_named() -> None:
    with pytest.raises(CannotGoOn) as stop:
        new_transfer(ledger(tree(sites="many")), "al-202", TODAY)
    assert "its file has a fault" in stop.value.findings[0].hint

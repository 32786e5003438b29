"""The transfers of obligations: each duty once, held by whoever answers for its work."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Obligation, Raci, RaciRow, Regime, Service
from remit.model.studies import Allocation, Study, Transfer

STUDIES = ("nvt-218-301", "nvt-344-201")
both = pytest.mark.parametrize("study", STUDIES)


def transfer(ledger: Ledger, study: str) -> Transfer:
    return ledger.of(Transfer)[study]


def held_by(ledger: Ledger, study: str, duty: str) -> list[str]:
    """'transferred calloway', 'retained', or each share as 'shared <party>'."""
    one = transfer(ledger, study).allocations[duty]
    return [f"shared {share.party}" for share in one.shares] or [
        " ".join(filter(None, (one.disposition, one.to)))
    ]


def holders(allocation: Allocation, sponsor: str) -> set[str]:
    parties = {share.party for share in allocation.shares} | ({allocation.to} if allocation.to else set())
    return parties | ({sponsor} if allocation.disposition == "retained" else set())


def workers(ledger: Ledger, study: str) -> dict[str, set[str]]:
    """Topic -> parties that answer for an activity which discharges it in the study."""
    facts = ledger.of(Study)[study]
    rows: dict[str, RaciRow] = {}
    for raci in sorted(ledger.every(Raci), key=lambda raci: raci.study is not None):
        if raci.study in (None, study):
            rows.update(raci.activities)
    found: dict[str, set[str]] = {}
    for id, provided in facts.services.items():
        for activity in ledger.of(Service)[id].activities.values():
            role = ledger.of(Role)[rows[activity.id].accountable[0]]
            party = facts.sponsor if role.party == "sponsor" else provided.provider
            for topic in activity.duties:
                found.setdefault(topic, set()).add(party or "nobody")
    return found


@both
def test_every_duty_of_the_study_is_allocated_once(ledger: Ledger, study: str) -> None:
    regimes = [ledger.of(Regime)[id] for id in ledger.of(Study)[study].regimes]
    duties = [duty for regime in regimes for duty in regime.obligations]
    assert sorted(transfer(ledger, study).allocations) == sorted(duties)


@both
def test_what_is_retained_by_rule_is_kept_or_does_not_arise(ledger: Ledger, study: str) -> None:
    for allocation in transfer(ledger, study).allocations.values():
        if ledger.of(Obligation)[allocation.id].transfer == "retained":
            assert allocation.disposition in ("retained", "not applicable"), allocation.id


@both
def test_each_entry_says_what_its_disposition_needs(ledger: Ledger, study: str) -> None:
    for one in transfer(ledger, study).allocations.values():
        assert (one.disposition == "transferred") == (one.to is not None), one.id
        assert (one.disposition == "shared") == (len(one.shares) > 1), one.id
        assert len({share.party for share in one.shares}) == len(one.shares), one.id
        if one.disposition == "not applicable":
            assert one.reason, one.id
        else:
            assert ledger.of(Role)[one.sponsor_function or ""].party == "sponsor", one.id
            assert re.search(r"TMF (\d\d\.\d\d\.\d\d|zone \d+)", one.evidence or ""), one.id


@both
def test_what_is_kept_by_choice_has_a_reason(ledger: Ledger, study: str) -> None:
    for one in transfer(ledger, study).allocations.values():
        if one.disposition == "retained" and ledger.of(Obligation)[one.id].transfer != "retained":
            assert one.reason or one.scope, one.id


@both
def test_a_holder_answers_for_work_that_discharges_the_duty(ledger: Ledger, study: str) -> None:
    work, sponsor = workers(ledger, study), ledger.of(Study)[study].sponsor or ""
    for one in transfer(ledger, study).allocations.values():
        topic = ledger.of(Obligation)[one.id].topic
        assert holders(one, sponsor) <= work.get(topic, set()), one.id


@both
def test_whoever_answers_for_the_work_of_a_moved_duty_holds_a_duty_of_that_kind(
    ledger: Ledger, study: str
) -> None:
    work, sponsor = workers(ledger, study), ledger.of(Study)[study].sponsor or ""
    held: dict[str, set[str]] = {}
    moved = set()
    for one in transfer(ledger, study).allocations.values():
        topic = ledger.of(Obligation)[one.id].topic
        held.setdefault(topic, set()).update(holders(one, sponsor))
        if one.disposition in ("transferred", "shared"):
            moved.add(topic)
    assert {topic: work[topic] - held[topic] for topic in moved if work[topic] - held[topic]} == {}


@both
def test_shares_say_what_is_done(ledger: Ledger, study: str) -> None:
    for one in transfer(ledger, study).allocations.values():
        for share in one.shares:
            assert len(share.does.split()) >= 5, (one.id, share.does)
            assert not re.match(r"(supports|assists|helps)\b", share.does, re.IGNORECASE), (
                one.id,
                share.does,
            )


@both
@pytest.mark.parametrize("duty", ["us312-32c1", "us312-32c2", "r3-3-13-2", "eu-42"])
def test_safety_clocks_say_when_the_case_is_handed_over(ledger: Ledger, study: str, duty: str) -> None:
    assert "24 hours" in (transfer(ledger, study).allocations[duty].scope or "")


@both
def test_all_parties_sign_before_the_transfer_takes_effect(ledger: Ledger, study: str) -> None:
    document = transfer(ledger, study)
    effective = document.effective_date
    assert effective
    assert [signing.party for signing in document.signatures] == ["norvane", "calloway", "datamere"]
    for signing in document.signatures:
        assert signing.signatory in ledger.of(Party)[signing.party].signatories
        assert signing.date
        assert signing.date <= effective
    assert all(revision.date <= effective for revision in document.history)


@both
def test_authorities_are_told_under_the_numbers_of_the_study(ledger: Ledger, study: str) -> None:
    document, facts = transfer(ledger, study), ledger.of(Study)[study]
    numbers = {identifier.scheme: identifier.value for identifier in facts.identifiers}
    sent = [one for one in document.submissions if one.date]
    assert [one.reference for one in sent] == [numbers["FDA IND"], numbers["EU CT number"]]
    assert {one.reference for one in document.submissions} <= set(numbers.values())
    assert "1.3.1.4" in document.submissions[0].form
    assert document.effective_date
    assert all(one.date > document.effective_date for one in sent if one.date)


def test_the_sample_of_study_301(ledger: Ledger) -> None:
    expected = {
        "us312-53a": ["shared calloway", "shared norvane"],
        "us312-53d": ["transferred calloway"],
        "us312-56a": ["transferred calloway"],
        "us312-32c1": ["shared calloway", "shared norvane"],
        "us312-57a": ["retained"],
        "us312-33": ["retained"],
        "r3-3-16-1-data": ["transferred datamere"],
        "r3-3-16-2": ["transferred datamere"],
        "r3-3-11-1": ["retained"],
        "eu-4-5": ["transferred calloway"],
    }
    assert {duty: held_by(ledger, "nvt-218-301", duty) for duty in expected} == expected
    shares = {
        share.party: share.does for share in transfer(ledger, "nvt-218-301").allocations["us312-32c1"].shares
    }
    assert "Processes the case" in shares["calloway"]
    assert "submits the report to FDA" in shares["norvane"]


def test_how_many_duties_move(ledger: Ledger) -> None:
    counts = {
        study: Counter(one.disposition for one in transfer(ledger, study).allocations.values())
        for study in STUDIES
    }
    assert counts["nvt-218-301"] == {"shared": 56, "retained": 43, "transferred": 13, "not applicable": 5}
    assert counts["nvt-344-201"] == {"shared": 55, "retained": 43, "transferred": 12, "not applicable": 5}


def test_the_studies_differ_where_their_models_differ(ledger: Ledger) -> None:
    assert held_by(ledger, "nvt-218-301", "r3-3-1") == ["retained"]
    assert held_by(ledger, "nvt-344-201", "r3-3-1") == ["shared norvane", "shared calloway"]
    assert held_by(ledger, "nvt-218-301", "r3-3-5") == ["transferred calloway"]
    assert held_by(ledger, "nvt-344-201", "r3-3-5") == ["shared calloway", "shared norvane"]
    assert held_by(ledger, "nvt-218-301", "r3-3-9-7") == ["shared norvane", "shared datamere"]
    assert held_by(ledger, "nvt-344-201", "r3-3-9-7") == ["retained"]

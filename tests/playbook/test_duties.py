"""The catalogue of sponsor duties: complete, grouped, and in words that can be printed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from remit.model.ledger import Ledger
from remit.model.services import Obligation, Regime, Topic

DUTIES = {
    "us-21cfr312": 42, "us-21cfr54": 2, "us-21cfr11": 1, "us-42cfr11": 3, "us-fdaaa801": 1, "us-21cfr320": 1,
    "us-21cfr812": 12, "us-fda-guidance": 4, "ich-e6r2": 27, "ich-e6r3": 44, "eu-ctr": 22, "eu-ema-guidance": 4,
    "uk-si-2004-1031": 7, "iso-14155": 2, "jp-jgcp": 2, "ca-fdr-div5": 2, "cn-gcp-2020": 1,
}  # fmt: skip


def test_every_regime_has_all_its_duties(ledger: Ledger) -> None:
    assert {regime.id: len(regime.obligations) for regime in ledger.of(Regime).values()} == DUTIES


def test_the_catalogue_has_177_duties_in_74_topics(ledger: Ledger) -> None:
    assert len(ledger.of(Obligation)) == sum(DUTIES.values()) == 177
    assert len(ledger.of(Topic)) == 74


def test_every_topic_groups_at_least_one_duty(ledger: Ledger) -> None:
    assert {duty.topic for duty in ledger.of(Obligation).values()} == ledger.of(Topic).keys()


def test_a_topic_has_the_area_of_one_of_its_duties(ledger: Ledger) -> None:
    areas: dict[str, set[str]] = {}
    for duty in ledger.of(Obligation).values():
        areas.setdefault(duty.topic, set()).add(duty.area)
    assert [topic.id for topic in ledger.of(Topic).values() if topic.area not in areas[topic.id]] == []


def test_how_many_duties_may_move_and_how_many_were_read(ledger: Ledger) -> None:
    duties = ledger.of(Obligation).values()
    assert Counter(duty.transfer for duty in duties) == {
        "with-oversight": 97,
        "retained": 41,
        "by law": 1,
        "allowed": 38,
    }
    assert Counter(duty.basis for duty in duties) == {"text": 137, "secondary": 22, "knowledge": 18}


def test_general_knowledge_is_never_called_verified(ledger: Ledger) -> None:
    known_only = [duty for duty in ledger.of(Obligation).values() if duty.basis == "knowledge"]
    assert [duty.id for duty in known_only if duty.verified] == []


def test_each_duty_is_a_whole_sentence(ledger: Ledger) -> None:
    for duty in ledger.of(Obligation).values():
        assert duty.summary.endswith("."), duty.id
        assert duty.note is None or len(duty.note) > 5, duty.id


@pytest.mark.parametrize("words", [r"\.md\b", r"\[[ABK]", r"own knowledge", r"\btool\b"])
def test_notes_hold_no_working_remarks(ledger: Ledger, words: str) -> None:
    notes = {duty.id: duty.note or "" for duty in ledger.of(Obligation).values()}
    assert [id for id, note in notes.items() if re.search(words, note, re.IGNORECASE)] == []


def test_only_part_312_moves_the_duty_itself(ledger: Ledger) -> None:
    moving = {regime.id for regime in ledger.of(Regime).values() if regime.effect == "duty moves"}
    assert moving == {"us-21cfr312"}
    silent = ledger.of(Regime)["us-21cfr812"]
    assert (silent.product, silent.effect) == ("device", "activity only")


def test_eu_law_reaches_the_european_economic_area(ledger: Ledger) -> None:
    countries = ledger.of(Regime)["eu-ctr"].countries
    assert len(countries) == len(set(countries)) == 30
    assert {"IE", "DE", "NO", "IS", "LI"} <= set(countries)
    assert "GB" not in countries

"""Where a study stands on the ladder of levels: since when, on whose results, and what it may cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from remit.calc.levels import began, cap_on, effort, held, results_of, standing
from remit.load.records import read_records
from remit.model.ledger import Ledger
from remit.model.oversight import Transition
from remit.model.studies import Study
from tests.rules.workspace import minimal

FOLDER = "data/studies/al-101"
Q1, Q2 = (f"{FOLDER}/performance/2026-q{number}.yaml" for number in (1, 2))
WAY = f"{FOLDER}/transition.yaml"


def ledger(*changes: tuple[str, str, str], **more: str) -> tuple[Ledger, Study]:
    """The records of the study, with words of files changed (path, old, new) and files added (name to text)."""
    tree = minimal()
    for path, old, new in changes:
        assert old.encode() in tree[path], old
        tree[path] = tree[path].replace(old.encode(), new.encode(), 1)
    tree |= {
        f"{FOLDER}/performance/{name.replace('_', '-')}.yaml": text.encode() for name, text in more.items()
    }
    found, findings = read_records(tree)
    assert not findings, findings
    return found, found.of(Study)["al-101"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def other_cro(period: str, *, value: str = "9", cro: str = "corvane") -> str:
    """The same quarter, of another CRO."""
    return (
        minimal()[period]
        .decode()
        .replace("cro: brightwell", f"cro: {cro}")
        .replace("value: 9", f"value: {value}")
    )


AT_L1 = (f"{FOLDER}/study.yaml", "oversight_level: L2", "oversight_level: L1")


def test_a_leaner_level_begins_behind_its_transition_a_closer_one_on_its_approval() -> None:
    records, study = ledger()
    (way,) = records.in_study(Transition, study.id)
    assert began(way) == day("2026-08-01")
    records, study = ledger((WAY, "from_level: L1", "from_level: L3"))
    (way,) = records.in_study(Transition, study.id)
    assert began(way) == day("2026-07-15")


def test_the_level_of_a_day() -> None:
    records, study = ledger()
    found = held(records, study)
    assert found
    assert (found.level, found.since) == ("L2", day("2026-08-01"))
    for asked, level in (("2026-07-31", "L1"), ("2026-08-01", "L2")):
        then = held(records, study, day(asked))
        assert then
        assert then.level == level
    records, study = ledger(AT_L1)
    found = held(records, study)
    assert found
    assert (found.level, found.since) == ("L1", None), "the transition has not been carried out"


def test_of_several_cros_the_one_that_needs_closest_oversight_decides() -> None:
    two = {"q1_other": other_cro(Q1), "q2_other": other_cro(Q2)}
    services = (
        f"{FOLDER}/study.yaml",
        "  sponsor-oversight:",
        "  medical-writing:\n    provider: corvane\n  sponsor-oversight:",
    )
    records, study = ledger(AT_L1, services, **two)
    found = standing(records, study)
    assert found
    assert (found.recommended, set(found.results)) == ("L2", {"brightwell", "corvane"})
    late = {"q1_other": other_cro(Q1)}
    found = standing(*ledger(AT_L1, services, **late))
    assert found
    assert found.recommended == "L1"
    assert "no results are recorded after the first quarter 2026" in found.reasons
    red = {**two, "q2_other": other_cro(Q2, value="16")}
    found = standing(*ledger(services, **red))
    assert found
    assert (found.held.level, found.recommended) == ("L2", "L1")


def test_a_cro_that_left_the_study_says_nothing_any_more() -> None:
    records, study = ledger(AT_L1, q2_other=other_cro(Q2, value="16"))
    assert set(results_of(records, study)) == {"brightwell"}
    found = standing(records, study)
    assert found
    assert found.recommended == "L2"


def test_an_approved_move_that_is_about_to_begin_is_no_contradiction() -> None:
    records, study = ledger()
    found = standing(records, study, day("2026-07-20"))
    assert found
    assert (found.held.level, found.recommended, found.moves) == ("L1", "L2", False)
    assert found.coming
    found = standing(records, study, day("2026-07-14"))
    assert found
    assert found.moves


def test_effort_of_one_period_is_one_sum_held_against_the_cap_of_most_of_it() -> None:
    records, study = ledger(q2_other=other_cro(Q2))
    first, second = effort(records, study)
    assert (first.planned, first.actual) == (Decimal("0.9"), 1)
    assert (second.planned, second.actual, second.level, second.cap) == (Decimal("1.8"), 2, "L1", 3)
    assert second.over == ()
    assert cap_on(records, study, day("2026-07-31")) == ("L1", Decimal(3))
    assert cap_on(records, study, day("2026-08-01")) == ("L2", Decimal("1.5"))
    assert len(effort(records, study, day("2026-06-29"))) == 1


def test_without_a_level_there_is_nothing_to_say() -> None:
    records, study = ledger((f"{FOLDER}/study.yaml", "oversight_level: L2\n", ""))
    assert held(records, study) is standing(records, study) is None
    assert cap_on(records, study, day("2026-04-01")) == (None, Decimal("1.5"))

"""Decisions, selections, schedules, kick-off meetings, readiness and close-out of the shipped playbook, computed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import TypeVar

import pytest

from remit.calc.plan import plan
from remit.model.closing import CloseOut, Readiness, TrainingRecord
from remit.model.decisions import Decision, Principles, Score
from remit.model.fields import Choice, Meaning, definition
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Acquisition, Role, System
from remit.model.planning import AgendaItem, KickOff, Schedule, Task
from remit.model.process import ExpectedDocument, Process
from remit.model.quality import Training
from remit.model.selection import Bid, ProfileMetric, Question, Selection, SelectionCriterion
from remit.model.studies import Study, StudyTeam
from remit.model.values import Percent

HUNDRED = Decimal(100)
STUDIES = ("nvt-218-301", "nvt-344-201")
TODAY = date(2026, 11, 23)

# optimistic, likely, pessimistic, crash days, cost of a day saved, predecessors: the network of the example
NETWORK: dict[str, tuple[object, ...]] = {
    "a": (20, 30, 46, 24, 2500, ""), "b": (25, 35, 57, 30, 1800, ""), "c": (15, 25, 41, 20, 900, ""),
    "d": (15, 20, 31, 15, 1200, "c"), "e": (10, 15, 26, 10, 3000, "ab"), "f": (40, 60, 86, 50, 9000, "e"),
    "g": (35, 50, 83, 40, 2200, "bc"), "h": (40, 50, 66, 42, 3500, "ac"), "i": (35, 45, 61, 38, 2800, "ac"),
    "j": (10, 15, 20, 10, 1500, "f"), "k": (10, 15, 26, 10, 4000, "dfghi"), "l": (7, 14, 27, 10, 5000, "jk"),
}  # fmt: skip
BIDS = {
    "calloway": ("4,5,4,4,4,3,4", "4.05", 15_340_800, 12_441_200),
    "tresco": ("5,3,4,5,4,2,3", "3.80", 17_905_000, 12_880_000),
    "orrin": ("3,4,3,3,3,5,4", "3.55", 12_960_000, 11_150_000),
}


OfStudy = TypeVar("OfStudy", Decision, Selection, Schedule, KickOff, Readiness, CloseOut)


def of_study(ledger: Ledger, cls: type[OfStudy], study: str) -> OfStudy:
    return next(one for one in ledger.every(cls) if one.study == study)


def weighted(scores: Mapping[str, Decimal], weights: Mapping[str, Percent]) -> Decimal:
    assert set(scores) == set(weights)
    return sum((weights[key].fraction * score for key, score in scores.items()), Decimal(0))


@pytest.fixture
def principles(ledger: Ledger) -> Principles:
    return ledger.one(Principles)


# ---- principles and decisions -----------------------------------------------------------------------------------------


def test_weights_of_all_scores_sum_to_one_hundred(ledger: Ledger, principles: Principles) -> None:
    usual = ledger.of(SelectionCriterion)
    assert sum(one.weight.value for one in principles.criteria.values()) == HUNDRED
    assert sum(one.weight.value for one in principles.suitability.values()) == HUNDRED
    assert [one.weight.value for one in usual.values()] == [20, 20, 15, 15, 10, 15, 5]
    assert {one.part for one in usual.values()} == {"organisation", "individuals", "price"}


@pytest.mark.parametrize(("year", "share"), [(2024, 24), (2025, 30), (2026, 37)])
def test_share_of_work_with_partners(principles: Principles, year: int, share: int) -> None:
    rows = [row for row in principles.workload if row.year == year]
    outside = sum(row.external for row in rows)
    assert outside / (outside + sum(row.internal for row in rows)) * 100 == share
    assert all(
        row.internal > row.external or row.function in ("Clinical Operations", "Biometrics") for row in rows
    )
    assert len({row.function for row in rows}) == len(rows) == 9


def test_what_the_sources_ask_of_the_principles(principles: Principles) -> None:
    assert len(principles.benefits) == 5
    assert {model.model for model in principles.models.values()} == {
        "full service", "functional", "hybrid", "in-house",
    }  # fmt: skip
    assert len(principles.criteria) == 6
    assert len(principles.suitability) == 6
    kept = {id for id, one in principles.competences.items() if one.holder == "retained"}
    assert kept > {"senior-project-management", "protocol-concept", "quality-assurance", "safety-judgement"}
    assert all(one.role for one in principles.competences.values() if one.holder != "outsourced")


def test_both_sides_own_each_shared_goal(ledger: Ledger, principles: Principles) -> None:
    roles = ledger.of(Role)
    sides = {
        (roles[goal.sponsor_owner].party, roles[goal.cro_owner].party) for goal in principles.goals.values()
    }
    assert sides == {("sponsor", "cro")}


def test_every_meaning_has_an_approver(ledger: Ledger) -> None:
    assert set(ledger.playbook.approvers) == {meaning.value for meaning in Meaning}


def test_levels_of_decision_rise_to_one_without_limit(principles: Principles) -> None:
    limits = [one.limit.amount if one.limit else None for one in principles.authority.values()]
    assert limits == [1_000_000, 10_000_000, None]


@pytest.mark.parametrize("study", STUDIES)
def test_a_decision_is_taken_at_the_level_that_its_budget_needs(
    ledger: Ledger, principles: Principles, study: str
) -> None:
    decision = of_study(ledger, Decision, study)
    level = next(one for one in principles.authority.values() if one.level == decision.level)
    assert level.limit is None or decision.budget.amount <= level.limit.amount
    assert decision.approvals[-1].role == level.approver
    assert decision.approvals[-1].date == decision.date


@pytest.mark.parametrize(
    ("study", "criteria", "suitability"),
    [("nvt-218-301", "3.45", "2.35"), ("nvt-344-201", "3.85", "3.85")],
)
def test_lean_oversight_follows_from_the_scores(
    ledger: Ledger, principles: Principles, study: str, criteria: str, suitability: str
) -> None:
    decision = of_study(ledger, Decision, study)

    def score(scores: Mapping[str, Score], weights: Mapping[str, Percent]) -> Decimal:
        return weighted({key: one.score for key, one in scores.items()}, weights)

    total = score(decision.criteria, {key: one.weight for key, one in principles.criteria.items()})
    fit = score(decision.suitability, {key: one.weight for key, one in principles.suitability.items()})
    assert (total, fit) == (Decimal(criteria), Decimal(suitability))
    lean = min(total, fit) >= principles.lean_threshold
    assert lean == bool(decision.lean_reason) == (ledger.of(Study)[study].oversight_level == "L3")


@pytest.mark.parametrize("study", STUDIES)
def test_the_chosen_option_is_the_study_as_it_runs(ledger: Ledger, study: str) -> None:
    decision = of_study(ledger, Decision, study)
    chosen = decision.options[decision.chosen]
    record = ledger.of(Study)[study]
    assert (chosen.model, chosen.internal_fte) == (record.model, record.fte_cap)
    assert chosen.cost.amount <= decision.budget.amount
    assert {option.model for option in decision.options.values()} >= {"hybrid", "full service", "in-house"}


def test_the_awards_raise_the_share_of_partners_step_by_step(ledger: Ledger) -> None:
    steps = [of_study(ledger, Decision, study) for study in STUDIES]
    shares: list[tuple[object, ...]] = [
        (step.outsourced_before.value, step.outsourced_after.value) for step in steps
    ]
    assert shares == [(24, 31), (31, 37)]
    assert steps[-1].outsourced_after.value >= ledger.playbook.thresholds.outsourced_share.value


@pytest.mark.parametrize("study", STUDIES)
def test_steps_to_the_work_order_follow_each_other_under_one_lead(ledger: Ledger, study: str) -> None:
    decision = of_study(ledger, Decision, study)
    dates = [step.date for step in decision.award]
    assert dates == sorted(dates)
    assert decision.award[-1].state == "work order signed"
    assert decision.lead_from <= dates[0]
    (signed,) = (
        order
        for order in ledger.of(WorkOrder).values()
        if (order.study, order.cro) == (study, "calloway") and "project-management" in order.services
    )
    assert dates[-1] == max(signature.date for signature in signed.signatures if signature.date)
    for letter in decision.letters_of_intent.values():
        assert letter.date < dates[-1] <= letter.expires


@pytest.mark.parametrize("study", STUDIES)
def test_dates_of_the_tender_are_those_of_the_award(ledger: Ledger, study: str) -> None:
    dates = of_study(ledger, Selection, study).dates
    steps = {step.state: step.date for step in of_study(ledger, Decision, study).award}
    assert (
        dates.issued < dates.questions_due < dates.answers < dates.bids_due < dates.defences < dates.decision
    )
    assert (dates.issued, dates.bids_due) == (steps["request for proposal"], steps["bids received"])
    assert (dates.defences, dates.decision) == (steps["bid defence"], steps["award"])


# ---- selection --------------------------------------------------------------------------------------------------------


def test_the_question_bank_covers_the_trends(ledger: Ledger) -> None:
    bank = ledger.of(Question)
    assert len(bank) >= 25
    topics = {question.topic for question in bank.values()}
    shape = next(field.shape for field in definition(Question) if field.name == "topic")
    assert isinstance(shape, Choice)
    assert topics == set(shape.options)
    assert {"q-decentralised", "q-artificial-intelligence", "q-diverse-enrolment", "q-esg-report"} <= set(
        bank
    )


def test_profile_ranges(ledger: Ledger) -> None:
    ranges: list[tuple[object, object]] = [(one.low, one.high) for one in ledger.of(ProfileMetric).values()]
    assert ranges == [
        (50, 300), (5, 20), (30, 90), (70, 100), (1, 5), (85, 98), (7, Decimal("9.5")), (10, 100),
    ]  # fmt: skip


@pytest.mark.parametrize("bidder", BIDS)
def test_bids_of_the_example(ledger: Ledger, bidder: str) -> None:
    selection = of_study(ledger, Selection, "nvt-218-301")
    bid = selection.bids[bidder]
    scores, total, direct, pass_through = BIDS[bidder]
    assert [one.score for one in bid.scores.values()] == [Decimal(score) for score in scores.split(",")]
    assert weighted({key: one.score for key, one in bid.scores.items()}, selection.weights) == Decimal(total)
    assert bid.direct.amount == direct
    assert bid.pass_through.amount == pass_through


def test_the_highest_score_wins_and_meets_every_gate(ledger: Ledger) -> None:
    for selection in ledger.every(Selection):
        totals = {
            id: weighted({key: one.score for key, one in bid.scores.items()}, selection.weights)
            for id, bid in selection.bids.items()
        }
        assert selection.winner == max(totals, key=lambda id: totals[id])
        assert all(gate.met for gate in selection.bids[selection.winner].gates.values())


def bids(ledger: Ledger) -> list[tuple[Selection, Bid]]:
    return [(selection, bid) for selection in ledger.every(Selection) for bid in selection.bids.values()]


def test_lines_of_each_bid_price_the_grid_and_sum_to_direct_fees(ledger: Ledger) -> None:
    for selection, bid in bids(ledger):
        assert {key: line.quantity for key, line in bid.lines.items()} == {
            key: line.quantity for key, line in selection.grid.items()
        }
        assert sum(line.quantity * line.unit_price.amount for line in bid.lines.values()) == bid.direct.amount


def test_no_price_stands_out(ledger: Ledger) -> None:
    selection = of_study(ledger, Selection, "nvt-218-301")
    for key in selection.grid:
        prices = [bid.lines[key].unit_price.amount for bid in selection.bids.values()]
        assert all(Decimal("0.5") * median(prices) <= price <= 2 * median(prices) for price in prices)
    direct = sorted(bid.direct.amount for bid in selection.bids.values())
    assert round((1 - direct[0] / direct[1]) * 100, 1) == Decimal("15.5")


@pytest.mark.parametrize(("study", "order"), list(zip(STUDIES, ("wo-301", "wo-201"), strict=True)))
def test_the_winning_bid_is_the_work_order(ledger: Ledger, study: str, order: str) -> None:
    selection, signed = of_study(ledger, Selection, study), ledger.of(WorkOrder)[order]
    bid = selection.bids[selection.winner]
    assert {key: (line.quantity, line.unit_price) for key, line in bid.lines.items()} == {
        key: (line.quantity, line.unit_price) for key, line in signed.direct.items()
    }
    assert (bid.direct, bid.pass_through) == (signed.totals.direct, signed.totals.pass_through)
    assert selection.services == signed.services


def test_people_proposed_by_the_winner_are_those_of_the_team(ledger: Ledger) -> None:
    for selection in ledger.every(Selection):
        team = next(one for one in ledger.every(StudyTeam) if one.study == selection.study)
        people = {(one.role, one.person) for one in team.assignments.values()}
        assert {(one.role, one.person) for one in selection.bids[selection.winner].team} <= people


# ---- schedule and kick-off --------------------------------------------------------------------------------------------


def test_start_up_network_of_the_example(ledger: Ledger) -> None:
    tasks = of_study(ledger, Schedule, "nvt-218-301").tasks
    assert {
        id: (
            one.optimistic,
            one.likely,
            one.pessimistic,
            one.crash_days,
            one.crash_cost and one.crash_cost.amount,
            "".join(one.after),
        )
        for id, one in tasks.items()
    } == NETWORK


def test_the_example_is_worked_out_as_was_computed_apart(ledger: Ledger) -> None:
    found = plan(of_study(ledger, Schedule, "nvt-218-301"))
    assert found
    assert (found.expected.length, found.expected.critical) == (145, ("b", "e", "f", "k", "l"))
    assert float(found.expected.variance) == pytest.approx(112.556, abs=0.001)
    slack = {id: placed.slack for id, placed in found.expected.tasks.items() if placed.slack}
    assert slack == {"a": 6, "c": 35, "d": 67, "g": 24, "h": 32, "i": 37, "j": 1}
    chances = {140: 0.3187, 150: 0.6813, 155: 0.8271, 160: 0.9213}
    for days, chance in chances.items():
        assert found.expected.chance(days) == pytest.approx(chance, abs=0.00005)
        assert found.simulation.chance(days) < chance, "paths compete"
    assert found.crashing
    assert found.crashing.longest == 139
    costs = {135: 7_200, 130: 21_000, 125: 44_000, 120: 71_500, 115: 116_500, 110: 161_500, 105: None}
    for target, cost in costs.items():
        hurried = found.crashing.cheapest(target)
        assert (hurried and hurried.cost.amount) == cost
    assert found.day(found.target) == date(2025, 11, 24)
    assert not [one for one in found.loads if one.over or one.beyond_plan]


def expected_length(tasks: Mapping[str, Task]) -> Decimal:
    """Length by expected durations; predecessors stand before their successors in the record."""
    end: dict[str, Decimal] = {}
    for id, one in tasks.items():
        mean = Decimal(one.optimistic + 4 * one.likely + one.pessimistic) / 6
        end[id] = max((end[before] for before in one.after), default=Decimal(0)) + mean
    return max(end.values())


@pytest.mark.parametrize(("study", "days"), [("nvt-218-301", 145), ("nvt-344-201", 96)])
def test_expected_length_leaves_room_before_the_target(ledger: Ledger, study: str, days: int) -> None:
    schedule = of_study(ledger, Schedule, study)
    assert expected_length(schedule.tasks) == days < schedule.target


@pytest.mark.parametrize(("study", "order"), list(zip(STUDIES, ("wo-301", "wo-201"), strict=True)))
def test_milestones_are_in_order_and_those_of_the_contract(ledger: Ledger, study: str, order: str) -> None:
    milestones = of_study(ledger, Schedule, study).milestones
    for dates in (
        [one.baseline for one in milestones.values()],
        [one.actual or one.forecast or one.baseline for one in milestones.values()],
    ):
        assert dates == sorted(dates)
    paid = ledger.of(WorkOrder)[order].payment.milestones
    same = {"last-participant-in": "enrolment-100", "study-report": "study-report-accepted"}
    for id, one in milestones.items():
        contract = paid.get(same.get(id, id))
        assert contract is None or contract.planned == one.baseline
        assert (one.actual or TODAY) <= TODAY <= (one.forecast or TODAY)
        assert bool(one.actual) != bool(one.forecast)


@pytest.mark.parametrize("study", STUDIES)
def test_nobody_is_overloaded(ledger: Ledger, study: str) -> None:
    loading = of_study(ledger, Schedule, study).loading
    assert loading
    assert all(row.needed <= row.available for row in loading)


@pytest.mark.parametrize("study", STUDIES)
def test_kick_off_fills_its_time_and_serves_each_objective(ledger: Ledger, study: str) -> None:
    meeting = of_study(ledger, KickOff, study)
    assert sum(item.minutes for item in meeting.agenda) == meeting.minutes
    shape = next(field.shape for field in definition(AgendaItem) if field.name == "objective")
    assert isinstance(shape, Choice)
    assert {item.objective for item in meeting.agenda} == set(shape.options)
    assert {item.lead for item in meeting.agenda} | {meeting.chair} <= set(meeting.attendees)
    assert all(meeting.date <= one.date for one in meeting.hand_over)


@pytest.mark.parametrize("study", STUDIES)
def test_kick_off_comes_soon_after_signature_and_before_set_up(ledger: Ledger, study: str) -> None:
    meeting, schedule = of_study(ledger, KickOff, study), of_study(ledger, Schedule, study)
    signed = schedule.milestones["contract-signed"].actual
    assert signed is not None
    assert meeting.date == schedule.milestones["kick-off"].actual
    assert signed <= meeting.date <= signed + timedelta(days=21)  # 15 business days
    assert meeting.pre_reads_sent < meeting.date


def test_each_core_role_of_the_kick_off_has_an_action(ledger: Ledger) -> None:
    roles = ledger.of(Role)
    for meeting in ledger.every(KickOff):
        owners = {action.owner for action in meeting.actions.values()}
        core = {id for id in meeting.attendees if roles[id].team == "core"}
        idle = {"sponsor-medical-lead", "sponsor-project-manager"}  # they direct and oversee
        assert core - owners <= idle


# ---- readiness and close-out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("study", STUDIES)
def test_nobody_has_access_before_the_training_that_opens_the_system(ledger: Ledger, study: str) -> None:
    readiness = of_study(ledger, Readiness, study)
    opens = {system: id for id, one in ledger.of(Training).items() for system in one.systems}
    assert set(opens) == set(ledger.of(System))
    first: dict[tuple[str, str], date] = {}
    for one in readiness.training:
        key = one.person, one.topic
        first[key] = min(one.date, first.get(key, one.date))
    for access in readiness.access:
        assert first[access.person, opens[access.system]] < access.granted, access
    assert all(access.role in ledger.of(System)[access.system].access for access in readiness.access)


@pytest.mark.parametrize("study", STUDIES)
def test_people_with_training_and_access_belong_to_the_team(ledger: Ledger, study: str) -> None:
    readiness = of_study(ledger, Readiness, study)
    team = next(one for one in ledger.every(StudyTeam) if one.study == study)
    starts: dict[str, date] = {}
    for one in team.assignments.values():
        if one.person and one.start:
            starts[one.person] = min(one.start, starts.get(one.person, one.start))
    people = {one.person for one in readiness.training} | {one.person for one in readiness.access}
    assert people <= set(starts)
    assert all(starts[one.person] < one.granted <= TODAY for one in readiness.access)
    twice = Counter((one.person, one.system) for one in readiness.access)
    assert max(twice.values()) == 1


def test_trainings_of_a_role_are_done(ledger: Ledger) -> None:
    for readiness in ledger.every(Readiness):
        done = {(one.person, one.topic) for one in readiness.training}
        for access in readiness.access:
            wanted = {id for id, one in ledger.of(Training).items() if access.role in one.roles}
            assert {
                topic for topic in wanted - {"inspection-readiness"} if (access.person, topic) not in done
            } == set()


@pytest.mark.parametrize("study", STUDIES)
def test_trainers_of_a_cro_were_trained_first(ledger: Ledger, study: str) -> None:
    records = of_study(ledger, Readiness, study).training
    taught = {(one.person, one.topic): one.date for one in records if one.train_the_trainer}
    trainers = {person for person, _ in taught}
    assert trainers == {"Alice Feldman", "Anke Lorenz"}
    for one in records:
        if one.trainer in trainers:
            assert taught[one.trainer, one.topic] < one.date


def test_every_reason_for_training_occurs(ledger: Ledger) -> None:
    shape = next(field.shape for field in definition(TrainingRecord) if field.name == "trigger")
    assert isinstance(shape, Choice)
    found = {one.trigger for one in ledger.every(TrainingRecord)}
    assert found == set(shape.options)


@pytest.mark.parametrize("study", STUDIES)
def test_close_out_is_planned_after_the_last_visit_and_within_the_contract(
    ledger: Ledger, study: str
) -> None:
    close, schedule = of_study(ledger, CloseOut, study), of_study(ledger, Schedule, study)
    last = schedule.milestones["last-participant-last-visit"].baseline
    end = max(order.end for order in ledger.of(WorkOrder).values() if order.study == study)
    assert all(last < one.due <= end and one.done is None for one in close.checklist.values())
    assert close.review_date is not None
    assert last < close.review_date <= end
    kept = {one.retention_end for one in close.archive.values()}
    assert kept == {last.replace(year=last.year + 25) + timedelta(days=1)}
    assert not close.financial


def test_interim_lessons_answer_the_three_questions(ledger: Ledger) -> None:
    lessons = of_study(ledger, CloseOut, "nvt-344-201").lessons.values()
    assert {one.question for one in lessons} == {"what went well", "issues", "recommendations"}
    assert all(one.owner and one.target and one.due for one in lessons if one.recommendation)


# ---- process and systems ----------------------------------------------------------------------------------------------


def test_process_has_five_stages_seven_steps_and_the_documents_of_planning(ledger: Ledger) -> None:
    process = ledger.one(Process)
    assert (len(process.stages), len(process.steps)) == (5, 7)
    kinds = {one.record for one in process.documents.values()}
    asked = {"decision", "selection", "kick_off", "schedule", "quality_agreement", "transfer", "oversight"}
    assert asked <= kinds
    shape = next(field.shape for field in definition(ExpectedDocument) if field.name == "record")
    assert isinstance(shape, Choice)
    assert kinds <= set(shape.options)


def test_build_or_buy_is_decided_by_cost_for_quality_over_five_years(ledger: Ledger) -> None:
    acquisitions = ledger.every(Acquisition)
    assert len(acquisitions) == 2
    for one in acquisitions:
        cost = {
            id: sum(year.amount for year in option.yearly) / option.quality
            for id, option in one.options.items()
        }
        assert {len(option.yearly) for option in one.options.values()} == {5}
        assert min(cost, key=lambda id: cost[id]) == one.chosen
        assert {option.kind for option in one.options.values()} == {"build", "buy", "use the CRO's"}


def test_key_people_are_replaced_with_approval_and_hand_over(ledger: Ledger) -> None:
    replaced = of_study(ledger, Readiness, "nvt-218-301").replacements
    assert replaced
    for one in replaced:
        assert one.approved + timedelta(days=30) <= one.start < one.hand_over_end

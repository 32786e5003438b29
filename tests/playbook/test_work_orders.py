"""The three work orders: every amount as the example gives it, and every sum computed again from its parts."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import pytest

from remit.calc.settlement.words import target_words
from remit.model.agreements import MasterAgreement, QualityAgreement
from remit.model.governance import Communication
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.studies import Study
from remit.model.values import Duration, Money

CLAUSES = Path(__file__).parents[2] / "contract_templates" / "clauses"
WORK_ORDERS = ("wo-301", "wo-201", "wo-202", "wo-fsp-01")

CAMPAIGN = "wo-202"
"""A small order: one service for ten months."""
# What the example prices: quantity and unit price of each line, in any order.
DIRECT_301 = {
    "project-management": (44, 41500), "plans-and-tools": (1, 185000), "feasibility": (130, 1450),
    "qualification-visits": (100, 3900), "ethics-and-authority": (11, 46000), "site-activation": (90, 7800),
    "initiation-visits": (90, 4350), "on-site-visits": (1080, 3950), "remote-visits": (720, 1650),
    "close-out-visits": (90, 3700), "site-management": (2340, 690), "central-monitoring": (34, 18500),
    "medical-monitoring": (40, 22000), "sae-processing": (150, 1480), "safety-management": (40, 9800),
    "tmf-management": (44, 11200), "vendor-management": (40, 8750), "payment-administration": (36, 6400),
    "investigator-meetings": (2, 145000), "clinical-study-report": (1, 168000), "study-training": (1, 96000),
}  # fmt: skip
PASS_THROUGH_301 = {
    "investigator-grants": (420, 21500), "screen-failures": (280, 1900), "site-start-up-fees": (90, 8500),
    "monitor-travel": (1360, 720), "authority-fees": (1, 310000), "translation": (1, 240000),
    "courier-and-print": (1, 165000), "meeting-venues": (2, 210000),
}  # fmt: skip
PEOPLE_FSP = {
    "lead-data-manager": ("1.0", 44, 15800), "data-managers": ("3.0", 40, 12600),
    "clinical-programmers": ("1.5", 30, 13900), "lead-statistician": ("0.8", 44, 18900),
    "statistical-programmers": ("2.0", 30, 14400), "central-statistical-monitor": ("0.5", 34, 16200),
}  # fmt: skip
UNITS_FSP = {
    "build-301": (1, 165000), "build-201": (1, 112000), "lock-301": (1, 98000), "lock-201": (1, 64000),
    "idmc-packages": (5, 27500), "submission-packages": (2, 145000),
}  # fmt: skip
MILESTONES_301 = {
    "first-site-active": ("10", 613632), "first-participant-in": ("10", 613632), "half-sites-active": ("10", 613632),
    "enrolment-25": ("10", 613632), "enrolment-50": ("12.5", 767040), "enrolment-100": ("12.5", 767040),
    "last-participant-last-visit": ("10", 613632), "database-lock": ("15", 920448),
    "study-report-accepted": ("5", 306816), "tmf-accepted": ("5", 306816),
}  # fmt: skip


def usd(amount: int | Decimal) -> Money:
    return Money(Decimal(amount), "USD")


def total(amounts: object) -> Money:
    result = usd(0)
    for amount in amounts:  # type: ignore[attr-defined]
        result += amount
    return result


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.fixture
def wo_301(ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)["wo-301"]


@pytest.fixture
def wo_201(ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)["wo-201"]


@pytest.fixture
def wo_fsp(ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)["wo-fsp-01"]


@pytest.fixture(params=WORK_ORDERS)
def work_order(request: pytest.FixtureRequest, ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)[request.param]


def test_there_are_these_work_orders_and_no_others(ledger: Ledger) -> None:
    assert set(ledger.of(WorkOrder)) == set(WORK_ORDERS)


# ---- figures of the example -------------------------------------------------------------------------------------------


def test_wo_301_prices_the_lines_of_the_example(wo_301: WorkOrder) -> None:
    assert {i: (line.quantity, line.unit_price) for i, line in wo_301.direct.items()} == {
        i: (Decimal(quantity), usd(price)) for i, (quantity, price) in DIRECT_301.items()
    }
    assert {i: (line.quantity, line.unit_price) for i, line in wo_301.pass_through.items()} == {
        i: (Decimal(quantity), usd(price)) for i, (quantity, price) in PASS_THROUGH_301.items()
    }


def test_wo_301_totals_are_those_of_the_example(wo_301: WorkOrder) -> None:
    assert sum(quantity * price for quantity, price in DIRECT_301.values()) == 15_340_800
    assert sum(quantity * price for quantity, price in PASS_THROUGH_301.values()) == 12_441_200
    assert wo_301.totals.direct == usd(15_340_800)
    assert wo_301.totals.pass_through == usd(12_441_200)
    assert wo_301.totals.contract_value == usd(27_782_000)


def test_wo_301_keeps_investigator_payments_apart(wo_301: WorkOrder) -> None:
    investigator = {i for i, line in wo_301.pass_through.items() if line.stream == "investigator"}
    assert investigator == {"investigator-grants", "screen-failures"}
    assert wo_301.totals.investigator == usd(420 * 21_500 + 280 * 1_900)


def test_wo_301_milestones_are_those_of_the_example(wo_301: WorkOrder) -> None:
    found = {i: (m.share.value, m.amount) for i, m in wo_301.payment.milestones.items()}
    assert found == {i: (Decimal(share), usd(amount)) for i, (share, amount) in MILESTONES_301.items()}
    assert list(found) == list(MILESTONES_301)


def test_wo_301_pays_three_fifths_by_units_and_two_fifths_by_milestones(wo_301: WorkOrder) -> None:
    payment = wo_301.payment
    assert payment.base == "part of direct fees"
    assert payment.base_amount == usd(6_136_320) == wo_301.totals.direct.times(Decimal("0.4"))
    assert payment.units_amount == usd(9_204_480) == wo_301.totals.direct.times(Decimal("0.6"))


def test_wo_301_advance_follows_its_formula(wo_301: WorkOrder, ledger: Ledger) -> None:
    terms = ledger.of(MasterAgreement)["msa-cal"].payment_terms
    assert (terms.n, terms.unit) == (45, "calendar day")
    exact = Decimal(15_340_800) / (44 * Decimal("30.4375")) * (30 + terms.n)
    assert exact.quantize(Decimal("0.01")) == Decimal("859107.71")
    thousands = (exact / 1000).to_integral_value(ROUND_FLOOR) * 1000
    assert wo_301.advances["fees"].amount == usd(thousands) == usd(859_000)
    assert wo_301.advances["pass-through"].amount == usd(250_000)


def test_wo_301_risk_sharing(wo_301: WorkOrder) -> None:
    risk = wo_301.risk_sharing
    assert risk is not None
    assert risk.at_risk == risk.malus_cap == usd(1_227_264) == wo_301.totals.direct.times(Decimal("0.08"))
    assert risk.bonus_cap == usd(767_040) == wo_301.totals.direct.times(Decimal("0.05"))
    weights = {i: incentive.weight.value for i, incentive in risk.incentives.items()}
    assert weights == {
        "first-participant": 10, "half-sites": 10, "last-participant": 40, "lock": 30, "tmf-at-lock": 10,
    }  # fmt: skip
    assert len(risk.gates) == 2


def test_wo_201_pays_its_fixed_price_in_ten_equal_milestones(wo_201: WorkOrder) -> None:
    assert wo_201.totals.direct == wo_201.totals.contract_value == usd(3_840_000)
    assert [m.amount for m in wo_201.payment.milestones.values()] == [usd(384_000)] * 10
    assert not wo_201.pass_through


def test_wo_201_holds_back_five_percent(wo_201: WorkOrder) -> None:
    assert wo_201.holdback is not None
    assert wo_201.holdback.total == usd(192_000) == wo_201.totals.direct.times(wo_201.holdback.share.fraction)


def test_wo_fsp_prices_people_and_packages(wo_fsp: WorkOrder) -> None:
    people = {
        i: (line.people, line.months, line.unit_price) for i, line in wo_fsp.direct.items() if line.people
    }
    units = {i: (line.quantity, line.unit_price) for i, line in wo_fsp.direct.items() if not line.people}
    assert people == {i: (Decimal(fte), Decimal(m), usd(p)) for i, (fte, m, p) in PEOPLE_FSP.items()}
    assert units == {i: (Decimal(quantity), usd(price)) for i, (quantity, price) in UNITS_FSP.items()}


def test_wo_fsp_totals_are_those_of_the_example(wo_fsp: WorkOrder) -> None:
    people = total(line.amount for line in wo_fsp.direct.values() if line.people)
    units = total(line.amount for line in wo_fsp.direct.values() if not line.people)
    assert (people, units) == (usd(4_637_380), usd(866_500))
    assert wo_fsp.totals.direct == wo_fsp.totals.contract_value == usd(5_503_880)


# ---- arithmetic that holds in each of them ----------------------------------------------------------------------------


def test_each_line_is_quantity_times_price(work_order: WorkOrder) -> None:
    for line in work_order.direct.values():
        assert line.amount == line.unit_price.times(line.quantity), line.id
        if line.people is not None and line.months is not None:
            assert line.quantity == line.people * line.months, line.id
    for cost in work_order.pass_through.values():
        assert cost.estimate == cost.unit_price.times(cost.quantity), cost.id


def test_totals_are_the_sums_of_their_lines(work_order: WorkOrder) -> None:
    costs = work_order.pass_through.values()
    investigator = total(cost.estimate for cost in costs if cost.stream == "investigator")
    other = total(cost.estimate for cost in costs if cost.stream == "other")
    totals = work_order.totals
    assert totals.direct == total(line.amount for line in work_order.direct.values())
    assert (totals.investigator, totals.other_pass_through) == (investigator, other)
    assert totals.pass_through == investigator + other
    assert totals.contract_value == totals.direct + totals.pass_through


def test_payments_add_up_to_the_direct_fees(work_order: WorkOrder) -> None:
    payment = work_order.payment
    milestones = total(m.amount for m in payment.milestones.values())
    paid_by_units = payment.units_amount or usd(0)
    assert paid_by_units + milestones == work_order.totals.direct
    for milestone in payment.milestones.values():
        assert milestone.amount == payment.base_amount.times(milestone.share.fraction), milestone.id
    if payment.milestones:
        assert sum(m.share.value for m in payment.milestones.values()) == 100
        assert milestones == payment.base_amount


def test_all_amounts_are_in_the_currency_of_the_order(work_order: WorkOrder) -> None:
    amounts = [line.amount for line in work_order.direct.values()]
    amounts += [cost.estimate for cost in work_order.pass_through.values()]
    amounts += [advance.amount for advance in work_order.advances.values()]
    assert {amount.currency for amount in amounts} == {work_order.currency}


def test_pass_through_is_at_cost_and_limited(work_order: WorkOrder, ledger: Ledger) -> None:
    assert ledger.of(MasterAgreement)[work_order.master].pass_through_markup.value == 0
    for cost in work_order.pass_through.values():
        assert cost.markup is not None
        assert cost.markup.value == 0
        assert cost.cap is not None, cost.id
        assert cost.cap.amount >= cost.estimate.amount, cost.id


# ---- time, scope and people -------------------------------------------------------------------------------------------


def test_milestones_fall_due_in_order_within_the_term(work_order: WorkOrder) -> None:
    planned = [m.planned for m in work_order.payment.milestones.values() if m.planned]
    assert planned == sorted(planned)
    assert len(planned) == len(work_order.payment.milestones)
    assert all(day <= work_order.end for day in planned)


def test_an_order_is_signed_before_it_starts_and_after_what_it_rests_on(
    work_order: WorkOrder, ledger: Ledger
) -> None:
    signed = [signing.date for signing in work_order.signatures if signing.date]
    quality = ledger.of(QualityAgreement)[work_order.quality_agreement]
    master = ledger.of(MasterAgreement)[work_order.master]
    assert {signing.party for signing in work_order.signatures} == {"norvane", work_order.cro}
    assert work_order.history[-1].date <= min(signed) <= max(signed) <= work_order.start
    assert quality.effective_date is not None
    assert quality.effective_date <= work_order.start
    assert master.date <= min(signed)
    assert (quality.master, quality.cro, master.cro) == (work_order.master, work_order.cro, work_order.cro)


def test_terms_of_the_masters_outlast_their_orders(work_order: WorkOrder, ledger: Ledger) -> None:
    master = ledger.of(MasterAgreement)[work_order.master]
    assert master.term.unit == "month"
    years, months = divmod(master.date.month - 1 + master.term.n, 12)
    assert master.date.replace(year=master.date.year + years, month=months + 1) > work_order.end


def test_signatories_may_sign_for_the_value(work_order: WorkOrder, ledger: Ledger) -> None:
    for signing in work_order.signatures:
        limit = ledger.of(Party)[signing.party].signatories[signing.signatory].limit
        assert limit is None or limit.amount >= work_order.totals.contract_value.amount, signing.signatory


def test_the_cro_provides_what_it_sells(work_order: WorkOrder, ledger: Ledger) -> None:
    study = ledger.of(Study)[work_order.study]
    covered = set(ledger.of(QualityAgreement)[work_order.quality_agreement].services)
    assert {study.services[service].provider for service in work_order.services} == {work_order.cro}
    assert {line.service for line in work_order.direct.values()} <= set(work_order.services) <= covered


@pytest.mark.parametrize("study", ["nvt-218-301", "nvt-344-201"])
def test_all_services_of_a_cro_in_a_study_are_in_a_work_order(study: str, ledger: Ledger) -> None:
    sold = {(order.cro, service) for order in ledger.of(WorkOrder).values() for service in order.services}
    for service in ledger.of(Study)[study].services.values():
        if service.provider != "norvane":
            assert (service.provider, service.id) in sold


def test_each_service_has_a_deliverable_with_its_review_time(work_order: WorkOrder, ledger: Ledger) -> None:
    reviews = ledger.every(Communication)[0].review_turnaround
    assert len(work_order.deliverables) >= (3 if work_order.id == CAMPAIGN else 15)
    assert {deliverable.service for deliverable in work_order.deliverables.values()} == set(
        work_order.services
    )
    assert {deliverable.review for deliverable in work_order.deliverables.values()} <= set(reviews)


def test_quantities_agree_with_the_facts_of_the_study(wo_301: WorkOrder, ledger: Ledger) -> None:
    study, line = ledger.of(Study)["nvt-218-301"], wo_301.direct
    screened = study.participants.screened
    assert screened is not None
    for visit in ("site-activation", "initiation-visits", "close-out-visits"):
        assert line[visit].quantity == study.sites
    assert line["ethics-and-authority"].quantity == len(study.countries) == 11
    assert wo_301.pass_through["investigator-grants"].quantity == study.participants.enrolled
    assert wo_301.pass_through["screen-failures"].quantity == screened - study.participants.enrolled
    trips = ("qualification-visits", "initiation-visits", "on-site-visits", "close-out-visits")
    assert wo_301.pass_through["monitor-travel"].quantity == sum(line[trip].quantity for trip in trips)
    months = (wo_301.end.year - wo_301.start.year) * 12 + wo_301.end.month - wo_301.start.month + 1
    assert line["project-management"].quantity == months == 44


@pytest.mark.parametrize(
    ("assumption", "line"),
    [
        ("contract-months", "project-management"), ("countries", "ethics-and-authority"), ("sites", "initiation-visits"),
        ("sites-assessed", "feasibility"), ("sites-qualified", "qualification-visits"), ("site-months", "site-management"),
        ("serious-adverse-events", "sae-processing"), ("investigator-meetings", "investigator-meetings"),
    ],
)  # fmt: skip
def test_assumptions_state_the_priced_quantities(wo_301: WorkOrder, assumption: str, line: str) -> None:
    assert number(wo_301.assumptions[assumption].value) == wo_301.direct[line].quantity


def test_visits_per_site_give_the_priced_visits(wo_301: WorkOrder) -> None:
    assumed = {i: number(a.value) for i, a in wo_301.assumptions.items()}
    assert assumed["on-site-visits-per-site"] * assumed["sites"] == wo_301.direct["on-site-visits"].quantity
    assert assumed["remote-visits-per-site"] * assumed["sites"] == wo_301.direct["remote-visits"].quantity
    assert assumed["monitored-trips"] == wo_301.pass_through["monitor-travel"].quantity


def test_priced_orders_rest_on_twenty_assumptions(work_order: WorkOrder) -> None:
    assert len(work_order.assumptions) >= (4 if work_order.id == CAMPAIGN else 20)


def test_incentives_rest_on_metrics_and_milestones(wo_301: WorkOrder, ledger: Ledger) -> None:
    assert wo_301.risk_sharing is not None
    for incentive in wo_301.risk_sharing.incentives.values():
        assert incentive.metric in ledger.index["metric"]
        assert incentive.milestone is None or incentive.milestone in wo_301.payment.milestones
        assert incentive.exclusions


def test_targets_of_incentives_are_the_planned_milestones(wo_301: WorkOrder) -> None:
    assert wo_301.risk_sharing is not None
    for name in ("first-participant", "half-sites", "last-participant"):
        incentive = wo_301.risk_sharing.incentives[name]
        assert incentive.target is None, "it is the day for which the milestone is planned"
        day = wo_301.payment.milestones[incentive.milestone or ""].planned
        assert day is not None
        assert target_words(wo_301, incentive, None) == f"{day.day} {day:%B %Y}"
    lock, last = (
        wo_301.payment.milestones[i].planned for i in ("database-lock", "last-participant-last-visit")
    )
    assert lock is not None
    assert last is not None
    assert (lock - last).days == 30
    measured = wo_301.risk_sharing.incentives["lock"]
    assert (measured.target_after, measured.target_within) == (
        "last-participant-last-visit",
        Duration(30, "calendar day"),
    )


def test_bands_are_those_of_the_example(wo_301: WorkOrder) -> None:
    assert wo_301.risk_sharing is not None
    bands = {
        id: tuple(map(int, (one.band.full_bonus, one.band.no_bonus, one.band.full_malus)))
        for id, one in wo_301.risk_sharing.incentives.items()
    }
    assert bands == {
        "first-participant": (0, 30, 60), "half-sites": (0, 30, 60), "last-participant": (0, 45, 90), "lock": (0, 0, 15),
        "tmf-at-lock": (95, 92, 85),
    }  # fmt: skip


def test_positions_that_differ_exist_in_the_clause_library(ledger: Ledger) -> None:
    chosen: Counter[str] = Counter()
    for order in ledger.of(WorkOrder).values():
        for clause, position in order.positions.items():
            text = (CLAUSES / f"{clause}.md").read_text(encoding="utf-8")
            assert re.search(rf"^## {re.escape(position)}$", text, re.MULTILINE), (
                f"{order.id}: {clause} {position}"
            )
            chosen[order.id] += 1
    assert chosen["wo-301"] >= 2

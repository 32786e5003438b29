"""What is calculated over the shipped decisions, selections and portfolio, against the worked example."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from remit.calc.acquisitions import beaten_by, cost_of
from remit.calc.allocation import areas, functions, providers_of, splits, unplaced
from remit.calc.competences import gaps, given_away
from remit.calc.deciding import compared, in_sequence, is_rounded, partners_share
from remit.calc.normalised import by_service, normalised
from remit.calc.portfolio import concentrations, providers, work, years
from remit.calc.ranking import standings
from remit.calc.sensitivity import robustness
from remit.model.decisions import Decision, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Systems
from remit.model.selection import Gate, Selection
from remit.model.studies import Study

LARGE = "nvt-218-301"


@pytest.fixture
def principles(ledger: Ledger) -> Principles:
    return ledger.one(Principles)


def tender(ledger: Ledger) -> Selection:
    return next(one for one in ledger.every(Selection) if one.study == LARGE)


def test_scores_of_the_tender(ledger: Ledger) -> None:
    found = standings(tender(ledger), ledger.of(Gate))
    assert [(one.bid.id, one.place, one.score) for one in found] == [
        ("calloway", 1, Fraction("4.05")),
        ("tresco", 2, Fraction("3.80")),
        ("orrin", 3, Fraction("3.55")),
    ]


def test_the_first_place_is_lost_only_by_large_changes_of_a_weight(ledger: Ledger) -> None:
    selection = tender(ledger)
    found = robustness(selection, standings(selection, ledger.of(Gate)))
    assert found
    assert found.nearest
    assert found.nearest.nearest
    assert abs(found.nearest.nearest.weight - found.nearest.weight) > Fraction(1, 10)
    assert found.firmness.near["calloway"] > found.firmness.draws * 0.9


def test_volumes_are_those_of_study_grid_and_work_order(ledger: Ledger) -> None:
    selection = tender(ledger)
    assert selection.volumes
    visits = sum(line.quantity for line in selection.grid.values() if line.unit == "visit")
    assert (selection.volumes.visits, selection.volumes.months) == (visits, 44)
    for one in ledger.every(Selection):
        assert one.volumes
        assert one.volumes.participants == ledger.of(Study)[one.study].participants.enrolled


def test_bids_tie_out_by_service(ledger: Ledger) -> None:
    for selection in ledger.every(Selection):
        for bid in selection.bids.values():
            assert sum(amount.amount for amount in by_service(selection, bid).values()) == bid.direct.amount


def test_the_low_bid_lies_above_the_limit(ledger: Ledger) -> None:
    orrin = next(one for one in normalised(tender(ledger)) if one.bid.id == "orrin")
    assert orrin.direct_from_median is not None
    assert round(orrin.direct_from_median, 1) == Decimal("-15.5")
    assert -orrin.direct_from_median < ledger.thresholds.bid_below_median.value


def test_partners_share_rises_from_24_to_37_percent(ledger: Ledger, principles: Principles) -> None:
    shares = [work(principles.workload, year).share for year in years(principles.workload)]
    assert shares == [24, 30, 37]
    first, *_, last = in_sequence(ledger)
    assert (first.outsourced_before.value, last.outsourced_after.value) == (24, 37)
    latest = work(principles.workload, 2026)
    assert last.work_after
    assert (last.work_after.internal, last.work_after.external) == (latest.internal, latest.external)


def test_each_decision_begins_where_the_one_before_ended(ledger: Ledger) -> None:
    found = in_sequence(ledger)
    assert [one.outsourced_after for one in found[:-1]] == [one.outsourced_before for one in found[1:]]
    assert [one.work_after for one in found[:-1]] == [one.work_before for one in found[1:]]
    for one in found:
        for share, basis in (
            (one.outsourced_before, one.work_before),
            (one.outsourced_after, one.work_after),
        ):
            exact = partners_share(basis) if basis else None
            assert exact is not None
            assert is_rounded(share, exact)


def test_the_chosen_option_comes_first_and_people_add_up(ledger: Ledger, principles: Principles) -> None:
    for decision in ledger.every(Decision):
        best, *others = compared(decision.options, principles.option_weights)
        assert best.option.id == decision.chosen
        assert all(one.place and one.place > 1 for one in others)
        for option in decision.options.values():
            assert sum(one.fte for one in option.functions) == option.internal_fte


def test_contracts_are_spread_over_two_cros(ledger: Ledger) -> None:
    (spread,) = concentrations(providers(ledger))
    assert (spread.count, spread.largest.party) == (2, "calloway")
    assert spread.largest.value.amount == 27_782_000 + 3_840_000 + 145_000
    assert spread.largest.share > ledger.thresholds.provider_share.fraction


def test_nothing_is_outside_as_a_whole_and_nothing_in_fragments(
    ledger: Ledger, principles: Principles
) -> None:
    assert not [one.title for one in functions(ledger, principles) if one.reasons]
    assert {(one.kind, one.title) for one in areas(ledger, principles)} == {
        ("therapeutic area", "Gastroenterology"), ("region", "Europe"), ("region", "North America"),
    }  # fmt: skip
    assert not [one.title for one in areas(ledger, principles) if one.whole]
    assert (splits(ledger), unplaced(ledger, principles)) == ((), ())
    for study in ledger.of(Study).values():
        assert set(providers_of(ledger, study)) == {"calloway", "datamere"}


def test_every_competence_that_stays_has_a_holder(ledger: Ledger, principles: Principles) -> None:
    assert not [gap for one in principles.competences.values() for gap in gaps(ledger, one)]
    assert not [keep for decision in ledger.every(Decision) for keep, _ in given_away(ledger, decision)]


def test_systems_were_chosen_by_cost_and_quality(ledger: Ledger) -> None:
    systems = ledger.one(Systems)
    for one in systems.acquisitions.values():
        assert beaten_by(one, one.chosen, systems.discount_rate) == ()
        found = {id: cost_of(option, systems.discount_rate) for id, option in one.options.items()}
        by_quality = {id: cost.by_quality.amount for id, cost in found.items() if cost and cost.by_quality}
        assert min(by_quality, key=lambda id: by_quality[id]) == one.chosen

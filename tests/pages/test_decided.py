"""Pages of decisions, selections and the portfolio say what was calculated, also where little is recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping

from remit.pages.contents import all_pages
from tests.pages.books import make_book, visible
from tests.rules.workspace import changed, minimal

DECISION = "# data/studies/al-101/decision.yaml\n"
SELECTION = "# data/studies/al-101/selection.yaml\n"
PRINCIPLES = "# data/principles.yaml\n"
SYSTEMS = "# data/systems.yaml\n"


def page(path: str, *examples: str) -> str:
    """A page of the playbook of the rules, changed as the examples say."""
    tree: Mapping[str, bytes] = minimal()
    for example in examples:
        tree = changed(tree, example)
    book = make_book(tree)
    assert not book.errors, book.errors
    return all_pages(book)[path].markdown


def section(text: str, anchor: str) -> str:
    """What a reader sees of one section, up to the next heading of its rank or above."""
    begin = text.index(f"{{#{anchor}}}")
    rank = len(text[: begin + 1].rsplit("\n", 1)[-1].split(" ")[0])
    rest = text[begin:]
    end = re.search(rf"^#{{1,{rank}}} ", rest[1:], re.M)
    return spaced(rest[: end.start()] if end else rest)


def spaced(markup: str) -> str:
    """What a reader sees of HTML, cells and lines apart."""
    return visible(markup.replace("<", " <")).replace(" , ", ", ").replace(" :", ":")


def selection(*examples: str) -> str:
    return page("studies/al-101/selection", *examples)


def test_a_selection_says_at_which_weight_another_bid_leads() -> None:
    found = section(selection(), "sensitivity")
    # by hand: 3.7 against 3.3; with weight w for team: 4w + 3(1 - w) = 3w + 4(1 - w) at w = 0.5
    assert "'Team' from 70 % to below 50 %; then Third Research SA leads." in found
    assert "Third Research SA leads above 50 %" in found
    assert "Of 2,000 random weightings" in found


def test_who_may_not_win_has_no_place() -> None:
    found = section(selection(), "field-bids")
    assert "may not win misses: No critical finding in the qualification audit" in found


def test_prices_are_divided_by_what_bidders_were_told() -> None:
    volumes = SELECTION + "volumes:\n  participants: 50\n  visits: 100\n  months: 20\n"
    found = section(selection(volumes), "field-volumes")
    assert "50 participants, 100 monitoring visits, 20 contract months" in found
    assert "A participant 17,400 USD 18,000 USD 16,800 USD" in found
    assert "A monitoring visit 4,000 USD 4,200 USD 3,800 USD" in found
    assert "Direct fees, from the median at the median +5.0 % -5.0 %" in found
    assert "does not say with how many participants" in section(selection(), "field-volumes")


def test_a_price_far_from_the_median_is_marked() -> None:
    far = (
        SELECTION
        + "bids:\n  third:\n    direct: 100000 USD\n    lines:\n      visits: {quantity: 100, unit_price: 1000 USD}\n"
    )
    found = section(selection(far), "prices")
    assert "Third Research SA: 560,000 USD in all, 35.6 % below the median of 870,000" in found
    assert "1,000 USD for one unit of 'Monitoring visits', 0.25 times the median" in found
    assert "far from the median" in found
    assert "No bid is more than 20 % below the median" in section(selection(), "prices")


def test_a_profile_says_in_words_what_lies_outside() -> None:
    profile = SELECTION + "bids:\n  %s:\n    profile:\n      turnover: %s\n"
    found = section(selection(profile % ("brightwell", 40), profile % ("third", 2)), "profiles")
    assert "40 outside, worse" in found
    assert "2 outside, better" in found
    assert "not given" in found


def test_one_bid_alone_is_held_against_nothing() -> None:
    found = selection(SELECTION + "bids:\n  second:\n  third:\n")
    assert "{#sensitivity}" not in found
    assert "With fewer than three comparable bids there is no median" in section(found, "prices")


def decision(*examples: str) -> str:
    return page("studies/al-101/decision", *examples)


def test_options_have_points_and_who_is_beaten_is_told() -> None:
    found = section(decision(), "field-options")
    assert "own people, cost and risk count the same" in found
    assert "100.0 place 1" in found
    assert "beaten by: One CRO" in found
    assert "Not weighed: functional, hybrid." in found
    assert "above the cap of 1.5" in found
    assert "above the budget" in found


def test_people_of_an_option_stand_by_function() -> None:
    effort = "options:\n  full:\n    functions: [{function: Quality, fte: 0.4}, {function: Operations, fte: 0.6}]\n"
    assert "Quality 0.4 Operations 0.6 All functions 1" in section(
        decision(DECISION + effort), "field-options"
    )


def test_what_was_not_scored_is_marked() -> None:
    found = section(
        decision(DECISION + "suitability:\n  phase: {score: 4, reason: Early}\n"), "field-suitability"
    )
    assert "4.00 reaches 3.5 for lean oversight" in found
    book = make_book(changed(minimal(), DECISION + "criteria:\n  partner:\n"))
    found = spaced(all_pages(book)["studies/al-101/decision"].markdown)
    assert "Competence of partners 40 % not scored" in found


def test_what_is_kept_on_paper_only_is_marked() -> None:
    kept = "kept:\n  - {activity: monitoring-visits, advantage: yes, reason: Ours}\n"
    book = make_book(changed(minimal(), DECISION + kept))
    assert "answered for by Brightwell" in spaced(all_pages(book)["studies/al-101/decision"].markdown)


def principles(*examples: str) -> str:
    return page("policy/principles", *examples)


def test_the_portfolio_shows_shares_and_concentration() -> None:
    found = principles()
    assert "Partners' share of the work: 2026: 33 %. At least 30 % is aimed at." in section(
        found, "field-workload"
    )
    spread = section(found, "concentration")
    assert "Contracts in USD are with 1 CRO; Brightwell holds 100 %." in spread
    assert "as concentrated as with 1.0 providers" in spread
    assert "One CRO gives a small sponsor its best team" in spread


def test_what_is_outside_as_a_whole_is_marked() -> None:
    idle = "workload:\n  - {function: Clinical Operations, year: 2026, internal: 0, external: 3}\n"
    assert "outside as a whole no full-time equivalent of its own is left in 2026" in section(
        principles(PRINCIPLES + idle), "functions"
    )
    found = section(principles("# data/studies/al-101/study.yaml\ntherapeutic_area: Lungs\n"), "areas")
    assert "Lungs therapeutic area AL-101" in found
    assert "one study only" in found


def test_more_providers_than_the_playbook_wants_are_fragments() -> None:
    few = section(principles(), "fragments")
    assert "Brightwell: 1 of 3 services few providers" in few
    none = "# data/playbook.yaml\nthresholds:\n  providers_per_study: 0\n"
    assert "fragments" in section(principles(none), "fragments").split("Verdict")[1]


def test_a_competence_without_a_holder_is_named() -> None:
    found = section(principles(PRINCIPLES + "competences:\n  monitoring:\n    holder: shared\n"), "functions")
    assert "Monitoring: no role keeps it" in found


ACQUISITION = (
    SYSTEMS
    + """\
discount_rate: 10 %
acquisitions:
  ctms:
    need: A system
    component: software
    type: enterprise
    delivery: cloud
    end_use: sponsor
    options:
      buy: {kind: buy, title: Buy it, yearly: [100 USD, 110 USD, 0 USD, 0 USD, 0 USD], quality: 8, risk: Dependence}
      build: {kind: build, title: Build it, yearly: [300 USD, 0 USD, 0 USD, 0 USD, 0 USD], quality: 7, risk: Late}
    chosen: buy
    integration: Export
    exit: Export
    decided: 2025-06-02
    approved_by: sponsor-executive
"""
)


def test_build_or_buy_is_discounted_and_divided_by_quality() -> None:
    found = section(page("systems", ACQUISITION), "acquisitions")
    assert "discounted at 10 % a year" in found
    assert "Buy it chosen buy 210 USD 200 discounted 8 26 USD 25 discounted" in found
    assert "Build it build beaten by: Buy it" in found

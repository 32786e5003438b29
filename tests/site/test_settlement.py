"""The calculator of bonus and malus in the browser comes to the same sums as the settlement's own functions."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from remit.calc.settlement.incentives import amounts, balance, potentials
from remit.calc.settlement.results import counted
from remit.model.money import WorkOrder
from remit.model.risk_sharing import RiskSharing
from remit.model.values import Money
from tests.oracles import accessibility_violations, served, visit
from tests.oracles.browser import Visit
from tests.pages.books import make_book, minimal
from tests.site.sites import make_site

pytestmark = pytest.mark.browser

ORDER = "data/studies/al-101/work_orders/wo-101.yaml"
PAGE = "studies/al-101"
# Five measures with every shape of band: lines that run up and down, a jump, a gap between bonus and malus, results before
# the target; weights that do not divide the sums evenly; a malus cap below the amount at risk.
TERMS = """risk_sharing:
  model: bonus-malus
  at_risk_share: 8 %
  at_risk: 40000.01 USD
  bonus_share: 5 %
  bonus_cap: 24999.97 USD
  malus_cap: 30000.05 USD
  incentives:
    enrolment:
      title: Enrolment
      measures: metric
      metric: enrolment-vs-plan
      milestone: last-participant
      weight: 33.3 %
      band: {full_bonus: 100, no_bonus: 90.5, no_malus: 88.25, full_malus: 70}
    overspent:
      title: Overspent
      measures: metric
      metric: cost-variance
      milestone: report
      weight: 7 %
      band: {full_bonus: -1.5, no_bonus: 3, full_malus: 8.125}
    first:
      title: First participant
      measures: days late
      milestone: first-participant
      weight: 13.7 %
      band: {full_bonus: -14, no_bonus: 7, no_malus: 10, full_malus: 45}
    last:
      title: Last participant
      measures: days late
      milestone: last-participant
      weight: 26 %
      band: {full_bonus: 0, no_bonus: 0, full_malus: 15}
    report:
      title: Report on time
      measures: days late
      milestone: report
      target_after: last-participant
      target_within: 12 months
      weight: 20 %
      band: {full_bonus: 0, no_bonus: 30, full_malus: 60}
  gates:
    no-critical-finding: {finding: critical}
    accepted: {condition: Every report is accepted}
"""
CASES = 90
MOVED = dt.date(2028, 2, 29)
FIGURES = {
    "enrolment": ("100", "99.99", "90.5", "90.49", "88.25", "88.2", "70", "69.9", "0", "96.123456789012345678901"),
    "overspent": ("-1.5", "-1.49", "-20", "3", "3.001", "8.125", "8.126", "0", "5.3333333333333333333333333333"),
}  # fmt: skip
DAYS = (-400, -15, -14, -13, -1, 0, 1, 6, 7, 8, 10, 11, 14, 15, 16, 29, 30, 31, 44, 45, 46, 59, 60, 61, 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is typed: results by measure (a figure, or days after the target; None is left empty), exclusions, conditions."""

    figures: dict[str, str | None]
    late: dict[str, int | None]
    excluded: dict[str, int]
    gates: tuple[bool, bool]


def with_terms() -> dict[str, bytes]:
    tree = minimal()
    text = tree[ORDER].decode()
    changed = re.sub(r"^risk_sharing:\n(?:[ \n].*\n?)*", TERMS, text, flags=re.M)
    assert changed.count("risk_sharing:") == 1
    return {**tree, ORDER: changed.encode()}


@pytest.fixture(scope="module")
def order() -> WorkOrder:
    (found,) = make_book(with_terms()).ledger.of(WorkOrder).values()
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("settlement"), with_terms())


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def seen(browser: Browser, origin: str) -> Iterator[Visit]:
    with visit(browser, origin) as opened:
        opened.page.goto(f"{origin}/{PAGE}.html")
        yield opened


def cases() -> Iterator[Case]:
    """Seeded; each list of edges is gone through in turn, so that every one of them is typed at least once."""
    chance = random.Random(20261130)
    for turn in range(CASES):
        figures: dict[str, str | None] = {id: edges[turn % len(edges)] for id, edges in FIGURES.items()}
        late: dict[str, int | None] = {
            id: DAYS[(turn * step) % len(DAYS)] for id, step in (("first", 1), ("last", 2), ("report", 3))
        }
        if turn >= len(DAYS):
            figures = {id: f"{chance.uniform(-10, 110):.{chance.randint(0, 6)}f}" for id in figures}
            late = {id: chance.randint(-20, 70) for id in late}
        if turn % 7 == 6:
            figures[chance.choice(sorted(figures))] = None
            late[chance.choice(sorted(late))] = None
        excluded = {id: chance.choice((0, 0, 1, 5, 40)) for id in late}
        yield Case(figures=figures, late=late, excluded=excluded, gates=(turn % 5 != 4, turn % 11 != 10))


def right(order: WorkOrder, case: Case) -> tuple[dict[str, tuple[Money, Money] | None], tuple[str, str, str]]:
    """Amounts of each measure, and bonus, malus and balance, by the settlement's functions."""
    terms = order.risk_sharing
    assert isinstance(terms, RiskSharing)
    most = potentials(terms)
    found: dict[str, tuple[Money, Money] | None] = {}
    for id, one in terms.incentives.items():
        figure, late = case.figures.get(id), case.late.get(id)
        value = Fraction(Decimal(figure)) if figure is not None else None
        if late is not None:
            value = Fraction(counted(late, case.excluded[id]))
        found[id] = None if value is None else amounts(one, value, most[id])
    pairs = [pair for pair in found.values() if pair]
    together = balance(terms, pairs, gates_hold=all(case.gates))
    return found, (str(together.bonus), str(together.malus), str(together.net))


def _part(page: Page, id: str) -> Locator:
    return page.locator(f"fieldset[data-measure={id}]")


def _inputs(order: WorkOrder, case: Case) -> dict[str, str]:
    """What stands in each input, by its id."""
    assert order.risk_sharing
    typed = {f"wo-101-{id}-result": figure or "" for id, figure in case.figures.items()}
    typed["wo-101-report-target"] = MOVED.isoformat()  # the one target that moves
    for id, late in case.late.items():
        milestone = order.payment.milestones[order.risk_sharing.incentives[id].milestone or ""]
        target = MOVED if id == "report" else milestone.planned
        assert target
        day = "" if late is None else (target + dt.timedelta(days=late)).isoformat()
        typed |= {f"wo-101-{id}-result": day, f"wo-101-{id}-excluded": str(case.excluded[id])}
    return typed


def _type(page: Page, order: WorkOrder, case: Case) -> None:
    """As a reader does it."""
    for id, words in _inputs(order, case).items():
        page.fill(f"#{id}", words)
    for place, holds in enumerate(case.gates):
        page.locator("[name=gate]").nth(place).set_checked(holds)


def _put(page: Page, order: WorkOrder, case: Case) -> dict[str, list[str]]:
    """All at once, which is quicker; the amounts and the words that are shown for each measure."""
    script = """([inputs, gates]) => {
        for (const [id, words] of Object.entries(inputs)) document.getElementById(id).value = words;
        const form = document.querySelector("form.settlement");
        form.querySelectorAll("[name=gate]").forEach((box, place) => { box.checked = gates[place]; });
        form.dispatchEvent(new Event("input"));
        return Object.fromEntries(Array.from(form.querySelectorAll("[data-measure]"), part => [part.dataset.measure,
            [part.dataset.earned, part.dataset.deducted, part.querySelector("output").innerText]]));
    }"""
    shown: dict[str, list[str]] = page.evaluate(script, [_inputs(order, case), list(case.gates)])
    return shown


def _sums(page: Page) -> tuple[str, ...]:
    return tuple(page.inner_text(f"[data-sum={name}]") for name in ("bonus", "malus", "net"))


def test_every_sum_is_that_of_the_settlement_to_the_cent(seen: Visit, order: WorkOrder) -> None:
    capped = 0
    for case in cases():
        shown = _put(seen.page, order, case)
        found, together = right(order, case)
        assert list(shown) == list(found)
        for id, pair in found.items():
            bonus, malus, words = shown[id]
            if pair:
                assert (bonus, malus) == (str(pair[0]), str(pair[1])), (id, case)
                assert f"= {bonus}; malus " in words, (id, case)
                assert words.endswith(f"= {malus}"), (id, case)
            else:
                assert (bonus, malus, words[:6]) == ("", "", "Open: "), (id, case)
        assert _sums(seen.page) == together, case
        capped += together[1] == "30,000.05 USD"
    assert capped, "the cap of the malus is never met by these cases"
    assert (seen.external_requests, seen.errors) == ([], [])


def test_it_begins_with_what_is_recorded_and_comes_back_to_it(seen: Visit, order: WorkOrder) -> None:
    page = seen.page
    before = page.locator("fieldset[data-measure] input").evaluate_all("all => all.map(one => one.value)")
    sums = _sums(page)
    assert page.input_value("#wo-101-report-target") == "2027-12-01"  # 12 months after 1 December 2026
    assert page.input_value("#wo-101-last-result") == "2026-12-01"
    assert page.locator("#wo-101-last-target").count() == 0, "a fixed target is no input"
    case = next(cases())
    _type(page, order, case)
    assert _sums(page) == right(order, case)[1] != sums
    page.click("text=Back to what is recorded")
    page.wait_for_function("sum => document.querySelector('[data-sum=net]').innerText === sum", arg=sums[2])
    after = page.locator("fieldset[data-measure] input").evaluate_all("all => all.map(one => one.value)")
    assert (after, _sums(page)) == (before, sums)


def test_what_is_no_number_counts_nothing_and_is_said(seen: Visit) -> None:
    part = _part(seen.page, "enrolment")
    for typed in ("97,5", "abc", "1e3", "--1", "9" * 80):
        part.locator("[name=result]").fill(typed)
        assert part.locator("output").inner_text().startswith("This is not a number."), typed
        assert part.locator("[name=result]").get_attribute("aria-invalid") == "true"
    part.locator("[name=result]").fill("97.5")
    assert part.locator("[name=result]").get_attribute("aria-invalid") is None
    late = _part(seen.page, "report")
    late.locator("[name=excluded]").fill("-3")
    assert "not a whole number" in late.locator("output").inner_text()
    assert "measures open" in seen.page.inner_text("[data-sum=words]")


def test_it_can_be_used_by_everybody_and_on_a_phone(browser: Browser, origin: str) -> None:
    for width in (1280, 390):
        with visit(browser, origin, width=width, height=844) as seen:
            seen.page.goto(f"{origin}/{PAGE}.html")
            seen.page.locator("#wo-101-enrolment-result").fill("no number")
            assert accessibility_violations(seen.page) == [], width
            seen.page.emulate_media(color_scheme="dark")
            assert accessibility_violations(seen.page) == [], f"{width} in the dark"
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
            seen.page.focus("#wo-101-enrolment-result")
            reached = []
            for _ in range(60):  # a date has a stop for each of its parts
                seen.page.keyboard.press("Tab")
                reached.append(
                    seen.page.evaluate("document.activeElement.name || document.activeElement.type")
                )
            assert {"target", "result", "excluded", "gate", "reset"} <= set(reached)
            assert (seen.external_requests, seen.errors) == ([], [])


def test_it_works_in_a_page_opened_as_a_file_and_hides_without_scripts(
    browser: Browser, folder: Path
) -> None:
    address = (folder / f"{PAGE}.html").as_uri()
    page = browser.new_page()
    page.goto(address)
    page.fill("#wo-101-enrolment-result", "100")
    assert _part(page, "enrolment").get_attribute("data-earned") == "8,324.99 USD"  # 33.3 % of 24,999.97 USD
    page.close()
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert not page.locator("form.settlement").is_visible()
    assert page.get_by_role("table", name="Measures of WO-101").is_visible()
    page.close()

"""The portfolio: partners' share of the work, and how the contract value is spread over CROs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from remit.calc.portfolio import Provider, concentrations, providers, work, years
from remit.load.records import read_records
from remit.model.changes import ChangeOrder
from remit.model.decisions import Workload
from remit.model.ledger import Ledger
from remit.model.values import Money
from tests.rules.workspace import minimal

ORDER = "data/studies/al-101/work_orders/wo-101.yaml"
CHANGE = "data/studies/al-101/change_orders/co-01.yaml"
WORK = [
    Workload(function="Operations", year=2026, internal=Decimal(6), external=Decimal(4)),
    Workload(function="Safety", year=2026, internal=Decimal(9), external=Decimal(1)),
    Workload(function="Safety", year=2025, internal=Decimal(0), external=Decimal(0)),
]


def test_the_share_of_partners_counts_all_functions() -> None:
    assert work(WORK, 2026).share == 25
    assert work(WORK, 2026, "Safety").share == 10
    assert work(WORK, 2025).share is None
    assert years(WORK) == (2025, 2026)


def ledger(**changes: tuple[str, str]) -> Ledger:
    """The playbook of the rules; a change is (old, new) in the work order or the change order."""
    tree = minimal()
    for name, (old, new) in changes.items():
        path = {"order": ORDER, "change": CHANGE}[name]
        assert old.encode() in tree[path]
        tree[path] = tree[path].replace(old.encode(), new.encode(), 1)
    return read_records(tree)[0]


def test_executed_change_orders_count_and_others_do_not() -> None:
    signed = ledger(change=("status: draft", "status: executed"))
    before, after = (providers(one)[0].value for one in (ledger(), signed))
    (change,) = signed.of(ChangeOrder).values()
    assert change.delta
    assert change.delta.contract_value.amount > 0
    assert after == before + change.delta.contract_value


def test_a_superseded_work_order_counts_nothing() -> None:
    assert providers(ledger(order=("status: executed", "status: superseded"))) == ()


def provider(party: str, amount: int, whole: int, currency: str = "USD") -> Provider:
    return Provider(
        party=party, orders=(), value=Money(Decimal(amount), currency), share=Fraction(amount, whole)
    )  # fmt: skip


@given(st.integers(1, 12))
def test_equal_providers_are_as_many_as_they_are(count: int) -> None:
    (found,) = concentrations([provider(f"p{n}", 7, 7 * count) for n in range(count)])
    assert found.equal_providers == found.count == count


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_concentration_lies_between_one_provider_and_equal_ones(amounts: list[int]) -> None:
    rows = [provider(f"p{n}", amount, sum(amounts)) for n, amount in enumerate(amounts)]
    (found,) = concentrations(rows)
    assert 1 <= found.equal_providers <= len(amounts)
    assert found.largest.value.amount == max(amounts)


def test_currencies_are_not_added_up() -> None:
    found = concentrations([provider("a", 5, 5), provider("b", 5, 5, "EUR"), provider("c", 0, 1, "JPY")])
    assert [(one.currency, one.largest.party, one.index) for one in found] == [
        ("USD", "a", 1),
        ("EUR", "b", 1),
    ]

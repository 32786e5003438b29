"""Bonus and malus of a work order on a day: measure by measure, with caps and quality conditions.

Each measure has its weight's share of the bonus and of the amount at risk. Its result earns a part of the one or costs a
part of the other, as its band says. All bonuses together stay within the bonus cap, all deductions within the malus cap; no
bonus is due while a quality condition does not hold (clause risk-sharing of the clause library).
"""

from __future__ import annotations

from fractions import Fraction

from remit.calc.money import milestone_amounts, total
from remit.calc.settlement.bands import bonus_share, malus_share, part_of
from remit.calc.settlement.results import Facts, GateState, Known, Result, gate_state, result_of
from remit.calc.settlement.words import on
from remit.frozen import dataclass
from remit.model.risk_sharing import Incentive, RiskSharing
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure with its result. ``most_bonus`` and ``most_malus`` are its shares; amounts are None while it is open."""

    incentive: Incentive
    result: Result
    most_bonus: Money
    most_malus: Money
    bonus: Money | None
    malus: Money | None
    formula: str
    settled: bool = False

    @property
    def known(self) -> Known:
        """Whether the result is final."""
        return self.result.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What measures come to together: bonus and malus within their caps, and what the CRO receives (negative: pays)."""

    bonus: Money
    malus: Money

    @property
    def net(self) -> Money:
        """Bonus less malus."""
        return self.bonus - self.malus


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusMalus:
    """The scheme on a day. ``owed`` is None while a result or a condition is not known; ``open`` says which."""

    terms: RiskSharing
    measures: tuple[Measure, ...]
    gates: tuple[GateState, ...]
    so_far: Balance
    expected: Balance
    owed: Balance | None
    open: tuple[str, ...]


def potentials(terms: RiskSharing) -> dict[str, tuple[Money, Money]]:
    """The share of each measure in bonus and amount at risk; they add up to both to the minor unit."""
    weights = [one.weight for one in terms.incentives.values()]
    bonuses = milestone_amounts(terms.bonus_cap, weights)
    maluses = milestone_amounts(terms.at_risk, weights)
    return dict(zip(terms.incentives, zip(bonuses, maluses, strict=True), strict=True))


def as_agreed(terms: RiskSharing) -> tuple[Measure, ...]:
    """The measures as they are agreed, before any result: what each can earn and cost."""
    nothing = Result(known="open", value=None, words="")
    return tuple(
        Measure(
            incentive=terms.incentives[id],
            result=nothing,
            most_bonus=bonus,
            most_malus=malus,
            bonus=None,
            malus=None,
            formula="",
        )
        for id, (bonus, malus) in potentials(terms).items()
    )


def amounts(one: Incentive, value: Fraction | int, most: tuple[Money, Money]) -> tuple[Money, Money]:
    """Bonus and malus of a measure for a result: its shares times what its band gives, each rounded once."""
    bonus, malus = most
    return part_of(bonus, bonus_share(one.band, value)), part_of(malus, malus_share(one.band, value))


def balance(terms: RiskSharing, pairs: list[tuple[Money, Money]], *, gates_hold: bool) -> Balance:
    """Bonuses and maluses of measures together, within their caps; no bonus where a quality condition does not hold."""
    currency = terms.bonus_cap.currency
    bonus = total((bonus for bonus, _ in pairs), currency)
    malus = total((malus for _, malus in pairs), currency)
    nothing = total((), currency)
    return Balance(
        bonus=_at_most(bonus, terms.bonus_cap) if gates_hold else nothing,
        malus=_at_most(malus, terms.malus_cap),
    )


def _at_most(amount: Money, cap: Money) -> Money:
    return amount if amount.amount <= cap.amount else cap


def settle_bonus_malus(facts: Facts, terms: RiskSharing) -> BonusMalus:
    """The scheme as it stands on the day."""
    most = potentials(terms)
    measures = tuple(_measure(facts, one, most[id]) for id, one in terms.incentives.items())
    gates = tuple(gate_state(facts, gate) for gate in terms.gates.values())
    final = [_pair(one) for one in measures if one.known == "actual"]
    likely = [_pair(one) for one in measures if one.known != "open"]
    failed = any(gate.holds is False for gate in gates)
    missing = tuple(_missing(measures, gates))
    return BonusMalus(
        terms=terms,
        measures=measures,
        gates=gates,
        so_far=balance(terms, final, gates_hold=not failed),
        expected=balance(terms, likely, gates_hold=not failed),
        owed=None if missing else balance(terms, final, gates_hold=not failed),
        open=missing,
    )


def _pair(one: Measure) -> tuple[Money, Money]:
    assert one.bonus is not None  # noqa: S101 - asked for only where the result is known
    assert one.malus is not None  # noqa: S101
    return one.bonus, one.malus


def _missing(measures: tuple[Measure, ...], gates: tuple[GateState, ...]) -> list[str]:
    late = [
        f"'{one.incentive.title}' is not final: {one.result.words}"
        for one in measures
        if one.known != "actual"
    ]
    return [*late, *(f"not known whether it holds: {gate.words}" for gate in gates if gate.holds is None)]


def _measure(facts: Facts, one: Incentive, most: tuple[Money, Money]) -> Measure:
    settled = facts.agreed.settled.get(one.id) if facts.agreed else None
    if settled and settled.settled <= facts.as_of:
        words = f"settled on {on(settled.settled)} by {settled.document}; not opened again"
        result = Result(known="actual", value=None, words=words)
        return Measure(
            incentive=one,
            result=result,
            most_bonus=most[0],
            most_malus=most[1],
            bonus=settled.bonus,
            malus=settled.malus,
            formula=f"as settled: bonus {settled.bonus}, malus {settled.malus}",
            settled=True,
        )
    result = result_of(facts, one)
    if result.value is None:
        pair, formula = None, "not known yet"
    else:
        pair = amounts(one, result.value, most)
        formula = _formula(one, result.value, most, pair)
    return Measure(
        incentive=one,
        result=result,
        most_bonus=most[0],
        most_malus=most[1],
        bonus=pair[0] if pair else None,
        malus=pair[1] if pair else None,
        formula=formula,
    )


def _formula(one: Incentive, value: Fraction, most: tuple[Money, Money], pair: tuple[Money, Money]) -> str:
    """The sum in words: share of the measure, part by the band, and what it comes to."""
    told = []
    for name, whole, share, amount in zip(
        ("bonus", "malus"),
        most,
        (bonus_share(one.band, value), malus_share(one.band, value)),
        pair,
        strict=True,
    ):
        told.append(f"{name} {whole} x {shown(share)} = {amount}")
    return "; ".join(told)


def shown(share: Fraction) -> str:
    """A share as it is calculated with: 23/30, or 0 and 1."""
    return str(share)

"""What a scheme would pay in other cases: all targets met, delays of all dates together, the best and worst from here on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from remit.calc.settlement.bands import no_malus
from remit.calc.settlement.incentives import Balance, BonusMalus, Measure, amounts, balance, potentials
from remit.calc.settlement.words import lateness
from remit.frozen import dataclass
from remit.model.risk_sharing import RiskSharing
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A case in words, and what bonus and malus would come to in it with all quality conditions met."""

    case: str
    balance: Balance


def scenarios(found: BonusMalus) -> tuple[Scenario, ...]:
    """From the scheme as it stands: expected, best and worst case of what is not final; then every date late together."""
    return (*_from_here(found), *_late_together(found.terms))


def _from_here(found: BonusMalus) -> Iterator[Scenario]:
    nothing = found.terms.bonus_cap.times(Decimal(0))
    expected = [_pair(one) for one in found.measures if one.bonus is not None and one.malus is not None]
    yield Scenario(
        case="Final results and what is expected", balance=balance(found.terms, expected, gates_hold=True)
    )
    for case, best in (("best", True), ("worst", False)):
        pairs = []
        for one in found.measures:
            open_pair = (one.most_bonus, nothing) if best else (nothing, one.most_malus)
            pairs.append(_pair(one) if one.known == "actual" else open_pair)
        words = f"Final results, and the {case} case for the rest"
        yield Scenario(case=words, balance=balance(found.terms, pairs, gates_hold=True))


def _pair(one: Measure) -> tuple[Money, Money]:
    assert one.bonus is not None  # noqa: S101 - asked for only where the result is known
    assert one.malus is not None  # noqa: S101
    return one.bonus, one.malus


def _late_together(terms: RiskSharing) -> Iterator[Scenario]:
    """All dates equally late, at each delay where a band bends; metrics at their full bonus."""
    most = potentials(terms)
    bends = {
        step
        for one in terms.incentives.values()
        if one.measures == "days late"
        for step in (one.band.full_bonus, one.band.no_bonus, no_malus(one.band), one.band.full_malus)
    }
    for delay in sorted(bends):
        pairs = [
            amounts(one, Fraction(delay if one.measures == "days late" else one.band.full_bonus), most[id])
            for id, one in terms.incentives.items()
        ]
        words = f"Every date reached {lateness(delay)}, metrics at their targets"
        yield Scenario(case=words, balance=balance(terms, pairs, gates_hold=True))

"""Which regimes may apply to a study: a proposal from its product and countries, for a person to confirm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from remit.model.ledger import Ledger
from remit.model.services import Regime

GOVERNED: Mapping[str, str] = MappingProxyType({"drug": "drug", "biologic": "drug", "device": "device"})
"""Kind of a study's product -> kind of product that a regime governs. Other kinds are governed by general regimes only."""


def proposed_regimes(ledger: Ledger, product: str | None, countries: Collection[str]) -> tuple[Regime, ...]:
    """Regimes in force in the playbook that govern this kind of product here, or as guidance of general use."""
    try:
        in_force = ledger.playbook.regimes
    except KeyError:
        return ()
    known = ledger.of(Regime)
    kinds = ("any", GOVERNED.get(product or "", "any"))
    regimes = (known[id] for id in in_force if id in known)
    return tuple(
        regime
        for regime in regimes
        if regime.product in kinds
        and (not regime.countries or not set(regime.countries).isdisjoint(countries))
    )


def without_law(regimes: Collection[Regime], countries: Collection[str]) -> tuple[str, ...]:
    """The countries of which none of these regimes is the law."""
    covered = {country for regime in regimes for country in regime.countries}
    return tuple(country for country in countries if country not in covered)

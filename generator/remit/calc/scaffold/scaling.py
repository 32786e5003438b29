"""Quantities of one study turned into those of another, by what drives them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from remit.calc.scaffold.term import Term
from remit.frozen import dataclass
from remit.model.studies import Study

DRIVERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "site": ("sites",),
        "visit": ("sites",),
        "trip": ("sites",),
        "document": ("sites",),
        "site-month": ("sites", "months"),
        "country": ("countries",),
        "participant": ("participants",),
        "patient": ("participants",),
        "subject": ("participants",),
        "case": ("participants",),
        "page": ("participants",),
        "month": ("months",),
        "fte-month": ("months",),
    }
)
"""What the number of units depends on. Other units (lot, report, meeting ...) do not follow the size of the study."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of two studies: for each driver the new and the old number."""

    sizes: Mapping[str, tuple[int, int]]

    @classmethod
    def between(cls, new: Study, old: Study, term: Term) -> Scale:
        """The sizes of a study and of the one whose work order is the model."""
        return cls(
            {
                "sites": (new.sites, old.sites),
                "participants": (new.participants.enrolled, old.participants.enrolled),
                "countries": (len(new.countries), len(old.countries)),
                "months": (term.months, term.old_months),
            }
        )

    def factor(self, unit: str) -> Fraction | None:
        """By what a quantity in this unit grows; None where the unit does not depend on the size of the study."""
        drivers = _drivers(unit)
        if drivers is None or any(self.sizes[driver][1] == 0 for driver in drivers):
            return None
        result = Fraction(1)
        for driver in drivers:
            result *= Fraction(*self.sizes[driver])
        return result

    def scaled(self, quantity: Decimal, unit: str) -> Decimal:
        """The quantity for the new study: whole (half rounded up) where it was whole, otherwise to two places."""
        factor = self.factor(unit)
        if factor is None:
            return quantity
        places = Decimal(1) if quantity == quantity.to_integral_value() else Decimal("0.01")
        return (quantity * factor.numerator / factor.denominator).quantize(places, ROUND_HALF_UP)

    def basis(self, unit: str) -> str:
        """'105/90 sites': the ratio in words; empty where the unit does not depend on the size of the study."""
        if self.factor(unit) is None:
            return ""
        return " x ".join(
            f"{self.sizes[driver][0]}/{self.sizes[driver][1]} {driver}" for driver in _drivers(unit) or ()
        )


def _drivers(unit: str) -> tuple[str, ...] | None:
    """What drives a unit: known as a whole, by its first word ('site assessed') or by its last ('monitoring visit')."""
    words = unit.split() or [""]
    if "per" in words or words[0].startswith("%"):
        return None  # a rate or a share, such as "% of US sites", stays what it is however large the study
    return next(
        (DRIVERS[name] for name in map(singular, (unit, words[0], words[-1])) if name in DRIVERS), None
    )


def singular(unit: str) -> str:
    """A unit in the singular and in small letters."""
    word = unit.strip().lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")

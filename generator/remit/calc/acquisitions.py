"""Build or buy: the cost of an option over its years, as a plain sum and discounted, and by point of quality."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from remit.calc.money import rounded_money
from remit.frozen import dataclass
from remit.model.parties import Acquisition, AcquisitionOption
from remit.model.values import Money, Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an option costs over all its years, rounded to the minor unit.

    ``present`` is the sum in which the cost of the n-th year is divided by (1 + rate) to the power n - 1: a year is paid
    at its beginning, so the first counts in full. None without a rate. ``by_quality`` and ``present_by_quality`` divide
    the two by the quality score; None where that is not above zero.
    """

    whole: Money
    present: Money | None
    by_quality: Money | None
    present_by_quality: Money | None


def cost_of(option: AcquisitionOption, rate: Percent | None) -> Cost | None:
    """The cost of an option; None where it has no years or they are in several currencies."""
    currencies = {year.currency for year in option.yearly}
    if len(currencies) != 1:
        return None
    (currency,) = currencies
    years = [Fraction(year.amount) for year in option.yearly]
    factor = 1 + Fraction(rate.fraction) if rate else Fraction(1)
    plain = sum(years, Fraction(0))
    present = (
        sum((year / factor**place for place, year in enumerate(years)), Fraction(0))
        if rate and factor > 0
        else None
    )
    quality = Fraction(option.quality)

    def by_quality(amount: Fraction | None) -> Money | None:
        return rounded_money(amount / quality, currency) if amount is not None and quality > 0 else None

    return Cost(
        whole=rounded_money(plain, currency),
        present=None if present is None else rounded_money(present, currency),
        by_quality=by_quality(plain),
        present_by_quality=by_quality(present),
    )


def costs(one: Acquisition, rate: Percent | None) -> Mapping[str, Cost | None]:
    """The cost of every option of a decision, by id."""
    return {id: cost_of(option, rate) for id, option in one.options.items()}


def beaten_by(one: Acquisition, id: str, rate: Percent | None) -> tuple[str, ...]:
    """The options that cost no more than this one, are of no less quality, and are better in one of the two.

    The discounted cost is compared where there is a rate. Options in another currency are not compared.
    """
    found = costs(one, rate)
    mine = _point(one.options[id], found[id])
    others = {other: _point(option, found[other]) for other, option in one.options.items()}
    return tuple(
        other
        for other, theirs in others.items()
        if mine and theirs and theirs[0] == mine[0] and theirs != mine
        and theirs[1] <= mine[1] and theirs[2] >= mine[2]
    )  # fmt: skip


def _point(option: AcquisitionOption, cost: Cost | None) -> tuple[str, Fraction, Fraction] | None:
    if cost is None:
        return None
    amount = cost.present or cost.whole
    return amount.currency, Fraction(amount.amount), Fraction(option.quality)

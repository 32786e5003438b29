"""MON, continued: how a work order is paid: schedule, advances, holdback, terms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.money import milestone_amounts, rounding_only, share_of
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.values import Money, Percent
from remit.rules.prices import sound_orders
from remit.rules.rule import Problem, must, see

HUNDRED = Decimal(100)


@must("MON-009")
def shares_sum_to_100(ledger: Ledger) -> Iterator[Problem]:
    """The shares of the payment milestones sum to 100 % of their base.

    Why: What is missing to 100 % is never paid, what is over is paid twice.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              share: 20 %

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              share: 25 %

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        milestones = tuple(order.payment.milestones.values())
        shares = sum((milestone.share.value for milestone in milestones), Decimal(0))
        if milestones and shares != HUNDRED:
            message = (
                f"the shares of the {len(milestones)} payment milestones sum to {Percent(shares)}, not 100 %"
            )
            yield Problem(
                message,
                order.payment.at("milestones").key(),
                "correct the shares; they refer to 'base_amount'",
            )


@must("MON-010")
def base_is_what_it_says(ledger: Ledger) -> Iterator[Problem]:
    """The base of the payment milestones is the amount that it is declared to be.

    Why: "40 %" means nothing without the amount that it is taken of.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          base: direct fees

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          base: part of direct fees

    Source: contract practice; published payment schedules use a part of the fees as their base.
    """
    for order in sound_orders(ledger):
        payment, totals = order.payment, order.totals
        if payment.base == "part of direct fees":
            if payment.base_amount.amount > totals.direct.amount:
                message = f"the base {payment.base_amount} is more than the direct fees {totals.direct}"
                yield Problem(message, payment.at("base_amount"), "correct the base amount")
            continue
        field, right = (
            ("direct", totals.direct)
            if payment.base == "direct fees"
            else ("contract_value", totals.contract_value)
        )
        if payment.base_amount != right:
            yield Problem(
                f"the base is the {payment.base}, {right}, but the base amount is {payment.base_amount}",
                payment.at("base_amount"),
                "correct the amount, or write 'base: part of direct fees'",
                see(f"the {payment.base}", totals.at(field)),
            )


@must("MON-011")
def milestone_amounts_right(ledger: Ledger) -> Iterator[Problem]:
    """The amount of a payment milestone is its share of the base; the rounding remainder is on the last.

    Why: The amounts are what is invoiced. They must add up to the base to the cent.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              amount: 55000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              amount: 50000 USD

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        base, milestones = order.payment.base_amount, tuple(order.payment.milestones.values())
        if sum((one.share.value for one in milestones), Decimal(0)) != HUNDRED:
            continue
        rights = milestone_amounts(base, [one.share for one in milestones])
        wrong = [one for one in zip(milestones, rights, strict=True) if one[0].amount != one[1]]
        for milestone, right in wrong:
            written = f"{right.amount.normalize():f} {right.currency}"
            rounding = len(wrong) == 1 and milestone is milestones[-1]
            yield Problem(
                f"{milestone.share} of {base} is {right}, not {milestone.amount}",
                milestone.at("amount"),
                f"write 'amount: {written}'",
                fix=written if rounding and rounding_only(milestone.amount, right, len(milestones)) else "",
            )


@must("MON-012")
def fees_fully_scheduled(ledger: Ledger) -> Iterator[Problem]:
    """What is paid monthly on completed units and what is paid by milestones make up the direct fees.

    Why: A part of the fees that no schedule pays, or that two schedules pay, is found when the last invoice is disputed.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          units_share: 50 %
          units_amount: 250000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          units_share: 60 %
          units_amount: 300000 USD

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        payment, direct = order.payment, order.totals.direct
        if (
            payment.units_share
            and payment.units_amount
            and payment.units_amount != share_of(direct, payment.units_share)
        ):
            message = (
                f"{payment.units_share} of {direct} is {share_of(direct, payment.units_share)}, not "
                f"{payment.units_amount}"
            )
            yield Problem(message, payment.at("units_amount"), "correct the share or the amount")
        elif (payment.units_share is None) != (payment.units_amount is None):
            given = "units_share" if payment.units_amount is None else "units_amount"
            missing = "units_amount" if given == "units_share" else "units_share"
            yield Problem(f"'{given}' is given without '{missing}'", payment.at(given), f"add '{missing}'")
        else:
            yield from _unscheduled(order)


def _unscheduled(order: WorkOrder) -> Iterator[Problem]:
    """What units and milestones together leave open of the fees, or pay above them.

    Milestones whose base is the contract value pay pass-through costs as well.
    """
    payment, zero = order.payment, Money(Decimal(0), order.currency)
    units = payment.units_amount or zero
    staged = payment.base_amount if payment.milestones else zero
    of_value = payment.base == "contract value" and bool(payment.milestones)
    whole, what = (
        (order.totals.contract_value, "the contract value")
        if of_value
        else (order.totals.direct, "the direct fees")
    )
    if units + staged != whole:
        message = f"units {units} and milestones {staged} make {units + staged}, not {what} {whole}"
        place = "units_amount" if payment.units_amount else "base_amount"
        total = see(what, order.totals.at("contract_value" if of_value else "direct"))
        hint = "correct the split" if payment.milestones else "add milestones, or correct 'units_amount'"
        yield Problem(message, payment.at(place), hint, total)


RULES = (
    shares_sum_to_100,
    base_is_what_it_says,
    milestone_amounts_right,
    fees_fully_scheduled,
)

"""MON, continued: pass-through costs and investigator payments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.model.agreements import MasterAgreement
from remit.model.ledger import Ledger
from remit.model.money import PassThroughLine, UnitLine, WorkOrder
from remit.rules.prices import lines_of
from remit.rules.rule import Problem, must, see

_INVESTIGATOR = re.compile(
    r"\b(investigator|participant|patient|subject) (grant|fee)s?\b|\bscreen(ing)? failures?\b", re.IGNORECASE
)


@must("MON-006")
def markup_as_agreed(ledger: Ledger) -> Iterator[Problem]:
    """Pass-through costs carry no mark-up, unless the master agreement states one.

    Why: Pass-through costs are what the CRO lays out for the sponsor; a margin on them rewards spending.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          travel:
            markup: 5 %

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          travel:
            markup:

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        master = ledger.of(MasterAgreement).get(order.master)
        for line in order.pass_through.values():
            if master and line.markup and line.markup.value > master.pass_through_markup.value:
                yield Problem(
                    f"the mark-up of {line.markup} on '{line.description}' is above the {master.pass_through_markup} of the "
                    "master agreement",
                    line.at("markup"),
                    "remove it, or agree on it in the master agreement",
                    see("the agreed mark-up", master.at("pass_through_markup")),
                )


@must("MON-007")
def pass_through_limited(ledger: Ledger) -> Iterator[Problem]:
    """Every pass-through line has a cap or an approval limit, and its estimate is within the cap.

    Why: The CRO spends the sponsor's money; without a limit the estimate is a wish.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          grants:
            cap: 300000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          grants:
            cap: 420000 USD

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for line in order.pass_through.values():
            if line.cap is None and line.approval_above is None:
                hint = "add 'cap:' or 'approval_above:'"
                yield Problem(
                    f"'{line.description}' has neither a cap nor an approval limit", line.where.key(), hint
                )
            elif (
                line.cap
                and line.cap.currency == line.estimate.currency
                and line.cap.amount < line.estimate.amount
            ):
                message = f"the cap {line.cap} is below the estimate {line.estimate}"
                yield Problem(message, line.at("cap"), "raise the cap, or correct the estimate")


@must("MON-008")
def investigators_apart(ledger: Ledger) -> Iterator[Problem]:
    """Investigator payments are a stream of their own, apart from fees and other pass-through costs.

    Why: They are paid to sites, are due earlier, are reported by law and must not be mixed with the CRO's money.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          grants:
            stream: other

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          grants:
            stream: investigator

    Source: contract practice; 42 CFR Part 403 subpart I (reporting of payments).
    """
    for order in ledger.of(WorkOrder).values():
        for line in lines_of(order):
            if isinstance(line, PassThroughLine) and line.stream == "investigator":
                continue
            if _INVESTIGATOR.search(line.description):
                if isinstance(line, UnitLine):
                    message, field = (
                        f"'{line.description}' is paid to sites, but stands among the direct fees",
                        "description",
                    )
                else:
                    message, field = (
                        f"'{line.description}' is paid to sites, but is in the stream 'other'",
                        "stream",
                    )
                yield Problem(
                    message, line.at(field), "make it a pass-through line with 'stream: investigator'"
                )


RULES = (
    markup_as_agreed,
    pass_through_limited,
    investigators_apart,
)

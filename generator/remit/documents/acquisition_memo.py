"""What the template of a memo on building or buying a system sees."""

from __future__ import annotations

from typing import TypedDict

from remit.calc.acquisitions import beaten_by, costs
from remit.documents.internal import AcquisitionMemo
from remit.documents.internal_views import AcquisitionOptionView
from remit.model.ledger import Ledger
from remit.model.parties import Acquisition, AcquisitionOption, Role, System, Systems
from remit.model.studies import Study
from remit.model.values import Money


class AcquisitionMemoOffers(TypedDict):
    """What an acquisition memo may print of its own."""

    acquisition: Acquisition
    about: str
    systems: Systems
    system: System | None
    studies: tuple[Study, ...]
    chosen: AcquisitionOption
    options: tuple[AcquisitionOptionView, ...]
    approver: Role


def acquisition_memo(ledger: Ledger, memo: AcquisitionMemo) -> AcquisitionMemoOffers:
    """Everything of its own that the template of the memo may print. Raises KeyError for a dangling reference."""
    systems = ledger.one(Systems)
    one, rate = systems.acquisitions[memo.acquisition], systems.discount_rate
    found = costs(one, rate)
    return {
        "acquisition": one,
        "about": memo.acquisition.replace("-", " "),
        "systems": systems,
        "system": ledger.of(System)[one.system] if one.system else None,
        "studies": tuple(ledger.of(Study)[id] for id in one.studies),
        "chosen": one.options[one.chosen],
        "options": tuple(
            AcquisitionOptionView(
                option=option,
                chosen=id == one.chosen,
                cost=_whole(cost.whole if cost else None),
                discounted=_whole(cost.present if cost else None),
                by_quality=_whole(cost.by_quality if cost else None),
                beaten_by=tuple(one.options[other] for other in beaten_by(one, id, rate)),
            )
            for id, option in one.options.items()
            for cost in (found[id],)
        ),
        "approver": ledger.of(Role)[one.approved_by],
    }


def _whole(amount: Money | None) -> str:
    """An amount without its minor unit, where it is only compared."""
    return f"{amount.currency} {amount.amount:,.0f}" if amount else "none"

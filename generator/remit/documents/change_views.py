"""What the template of a change order sees: the order it changes, and each change in the words of that order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.calc.changes import totals_before
from remit.calc.current_order import current_order
from remit.calc.money import total
from remit.calc.orders import changes_of
from remit.calc.validity import effective_date
from remit.documents.languages import country_names, language_of
from remit.documents.offers import ChangeOrderOffers
from remit.documents.views import AssumptionChangeView, LineChangeView
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder, UnitChange
from remit.model.ledger import Ledger
from remit.model.money import Assumption, PassThroughLine, UnitLine, WorkOrder
from remit.model.parties import Party
from remit.model.services import Service
from remit.model.studies import Study


def change_order(ledger: Ledger, change: ChangeOrder) -> ChangeOrderOffers:
    """Everything of its own that the template of a change order may print. Raises KeyError for a dangling reference."""
    order = ledger.of(WorkOrder)[change.work_order]
    study = ledger.of(Study)[order.study]
    parties, services = ledger.of(Party), ledger.of(Service)
    if not change.cost_history:
        raise KeyError("cost history")
    earlier = tuple(one for one in changes_of(ledger, order) if one.sequence < change.sequence)
    before = current_order(order, earlier)
    return {
        "change_order": change,
        "work_order": before,
        "signed": effective_date(order),
        "earlier": earlier,
        "study": study,
        "sponsor": parties[study.sponsor or ""],
        "cro": parties[order.cro],
        "master": ledger.of(MasterAgreement)[order.master],
        "services_in": tuple(services[id] for id in change.services_in),
        "services_out": tuple(services[id] for id in change.services_out),
        "countries_in": country_names(change.countries_in, language_of(change, ledger)),
        "assumptions": tuple(
            AssumptionChangeView(one, _title(id, before.assumptions))
            for id, one in change.assumptions.items()
        ),
        "totals_before": totals_before(order, earlier),
        "history": change.cost_history[:-1],
        "history_total": change.cost_history[-1],
        "lines": tuple(_lines(change.direct, before.direct)),
        "costs": tuple(_lines(change.pass_through, before.pass_through)),
        "milestones": tuple(change.milestones.values()),
        "milestones_total": total((one.amount for one in change.milestones.values()), order.currency),
        "advances": tuple(change.advances.values()),
    }


def _title(id: str, known: Mapping[str, Assumption]) -> str:
    return known[id].title if id in known else id.replace("-", " ").capitalize()


def _lines(
    changes: Mapping[str, UnitChange], known: Mapping[str, UnitLine] | Mapping[str, PassThroughLine]
) -> Iterator[LineChangeView]:
    """The lines that change, named by the order where it has them and by the change where that adds them.

    Raises KeyError for a line that neither names.
    """
    for id, change in changes.items():
        line = known.get(id)
        description, unit = (line.description, line.unit) if line else (change.description, change.unit)
        if not description or not unit:
            raise KeyError(id)
        yield LineChangeView(change, description, unit)

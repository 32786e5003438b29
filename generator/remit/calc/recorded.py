"""The day on which the records stand, so that what is calculated from them is the same whenever it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.model.agreements import Signing
from remit.model.ledger import Ledger
from remit.model.performance import Performance
from remit.model.planning import StudyMilestone
from remit.model.settlement import CompletedUnits


def recorded_day(ledger: Ledger) -> dt.date:
    """The day for which the records were asked, else the last on which they say that something happened.

    That is a milestone reached, a period reported, a signature given, units accepted or an invoice for them sent; without
    any of them, the first day of all.
    """
    return ledger.day or max(_happened(ledger), default=dt.date.min)


def _happened(ledger: Ledger) -> Iterator[dt.date]:
    yield from (one.actual for one in ledger.every(StudyMilestone) if one.actual)
    yield from (one.last for one in ledger.every(Performance))
    yield from (one.date for one in ledger.every(Signing) if one.date)
    for units in ledger.every(CompletedUnits):
        yield max(units.accepted, units.invoice.sent) if units.invoice else units.accepted

"""The day on which the records stand."""

from __future__ import annotations

import dataclasses
import datetime as dt

from remit.calc.recorded import recorded_day
from remit.load.records import read_records
from remit.model.ledger import Ledger
from tests.calc.payments.test_stated import SETTLEMENT, UNITS
from tests.rules.workspace import minimal


def test_it_is_the_last_day_on_which_something_happened() -> None:
    ledger, _ = read_records(minimal())
    assert recorded_day(ledger) == dt.date(2026, 6, 30), "the second quarter was reported"


def test_accepted_units_and_their_invoices_happened_too() -> None:
    stated = UNITS.replace("2026-04-08", "2026-07-09")
    ledger, findings = read_records({**minimal(), SETTLEMENT: stated.encode()})
    assert not findings
    assert recorded_day(ledger) == dt.date(2026, 7, 9)
    accepted = UNITS.partition("    invoice:")[0].replace("2026-04-07", "2026-07-08")
    assert recorded_day(read_records({**minimal(), SETTLEMENT: accepted.encode()})[0]) == dt.date(2026, 7, 8)


def test_it_is_the_day_for_which_the_records_were_asked() -> None:
    ledger, _ = read_records(minimal())
    asked = dataclasses.replace(ledger, day=dt.date(2026, 2, 1))
    assert recorded_day(asked) == dt.date(2026, 2, 1)


def test_without_records_it_is_the_first_of_all_days() -> None:
    assert recorded_day(Ledger(files={})) == dt.date.min

"""From when a document applies: its effective date, or the day of its last signature."""

from __future__ import annotations

import datetime as dt

from remit.model.agreements import Document

IN_FORCE = ("approved", "executed")
"""States in which a document is relied on: agreed and about to be signed, or signed."""


def last_signature(document: Document) -> dt.date | None:
    """The day on which the last party signed; None while a signature is outstanding or nobody is named to sign."""
    dates = [signing.date for signing in document.signatures]
    known = [date for date in dates if date]
    return max(known) if known and len(known) == len(dates) else None


def effective_date(document: Document) -> dt.date | None:
    """The day from which a document applies; None while that is open."""
    return document.effective_date or last_signature(document)

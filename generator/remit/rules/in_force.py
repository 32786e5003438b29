"""REF and TIME, continued: records that are in force for a time only."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.fields import Identified
from remit.model.ledger import Ledger
from remit.rules.references import word_for
from remit.rules.rule import Problem, must, see


@must("REF-003")
def named_records_are_in_force(ledger: Ledger) -> Iterator[Problem]:
    """On the day asked for, whatever a record names is in force.

    Why: A role that ended last year, or a service that begins next year, cannot be relied on today. Asked only with
    'remit check --as-of DATE'; without a day, every record counts.

    Wrong:
        # data/roles.yaml
        roles:
          cro-cra:
            valid_from: 2026-07-01

    Right:
        # data/roles.yaml
        roles:
          cro-cra:
            valid_from: 2026-01-05

    Source: effective dates of records.
    """
    for reference in ledger.references:
        target = ledger.left_out.get((reference.kind, reference.id))
        if target is None or reference.id in ledger.index.get(reference.kind, {}):
            continue
        yield Problem(
            f"the {word_for(reference.kind)} '{reference.id}' is not in force on {ledger.day}",
            reference.where,
            "name another, or correct the days on which it is in force",
            see(_days(target), target.where.key()),
        )


def _days(target: object) -> str:
    """'in force from 2026-07-01 to 2026-12-31', or that what it belongs to is not."""
    days = isinstance(target, Identified) and (
        f" from {target.valid_from}" if target.valid_from else "",
        f" to {target.valid_to}" if target.valid_to else "",
    )
    return f"in force{''.join(days)}" if days and any(days) else "what it belongs to is not in force"


@must("TIME-020")
def last_day_not_before_first(ledger: Ledger) -> Iterator[Problem]:
    """The last day on which a record is in force is not before its first.

    Why: Such a record is never in force, and nobody notices until somebody relies on it.

    Wrong:
        # data/roles.yaml
        roles:
          cro-cra:
            valid_from: 2026-07-01
            valid_to: 2026-06-30

    Right:
        # data/roles.yaml
        roles:
          cro-cra:
            valid_from: 2026-07-01
            valid_to: 2027-06-30

    Source: effective dates of records.
    """
    for record in ledger.every(Identified):
        if record.valid_from and record.valid_to and record.valid_to < record.valid_from:
            yield Problem(
                f"the last day, {record.valid_to}, is before the first, {record.valid_from}",
                record.at("valid_to"),
                "correct one of the two days",
                see("the first day", record.at("valid_from")),
            )


RULES = (named_records_are_in_force, last_day_not_before_first)

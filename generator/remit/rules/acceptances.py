"""SUP, continued: changes that a playbook accepts, so that reviews do not raise them again.

They stand in data/playbook.yaml below 'accepted_changes'. Whether one is still needed shows only in a review.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.findings import Severity
from remit.rules.rule import Problem, listed, page_of
from remit.rules.suppressions import Docket

_DIGITS = frozenset("0123456789abcdef")
_LENGTH = 16


def not_expired(docket: Docket) -> Iterator[Problem]:
    """A change that is accepted until a day is looked at again after it.

    Why: After the day, reviews raise the change again as if nobody had agreed to it.

    Wrong:
        # data/playbook.yaml
        accepted_changes:
          - fingerprint: 3f9a6c0b51d2e874
            reason: Agreed in the steering committee
            owner: sponsor-project-manager
            until: 2025-12-31

    Right:
        # data/playbook.yaml
        accepted_changes: []

    Source: how changes are accepted.
    """
    for one in docket.playbook.accepted_changes:
        if docket.day and one.until and one.until < docket.day:
            yield Problem(
                f"the acceptance of change {one.fingerprint} expired on {one.until}",
                one.at("until"),
                "remove it, or decide anew until when the change is accepted",
            )


def decided_by_somebody(docket: Docket) -> Iterator[Problem]:
    """An accepted change has the fingerprint that 'remit review' prints, a reason and an owner; else it has no effect.

    Why: A change is accepted by a person and for a reason; otherwise it is only hidden.

    Wrong:
        # data/playbook.yaml
        accepted_changes:
          - fingerprint: 3f9a6c0b51d2e874
            owner: sponsor-project-manager

    Right:
        # data/playbook.yaml
        accepted_changes:
          - fingerprint: 3f9a6c0b51d2e874
            reason: Agreed in the steering committee
            owner: sponsor-project-manager

    Source: how changes are accepted.
    """
    for one in docket.playbook.accepted_changes:
        if len(one.fingerprint) != _LENGTH or not set(one.fingerprint) <= _DIGITS:
            message = f"'{one.fingerprint}' is no fingerprint of a change"
            hint = "copy the 16 hexadecimal digits that 'remit review' prints, in quotes if all are decimal"
            yield Problem(message, one.at("fingerprint"), hint)
        lacking = tuple(name for name in ("reason", "owner") if not getattr(one, name))
        if lacking:
            names = listed(f"'{name}'" for name in lacking)
            yield Problem(
                f"the acceptance of change {one.fingerprint} has no {names} and no effect",
                one.at("fingerprint"),
                f"add {names}, or remove the acceptance",
            )


CHECKS = (
    (page_of("SUP-007", Severity.WARNING, not_expired), not_expired),
    (page_of("SUP-008", Severity.ERROR, decided_by_somebody), decided_by_somebody),
)
"""Each rule's page with the function that looks at the acceptances."""

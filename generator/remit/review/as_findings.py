"""Changes as findings, for the platforms that show findings beside the lines of a change."""

from __future__ import annotations

from remit.findings import Finding, Related, Where
from remit.review.changes import Change
from remit.review.kinds.pages import SEVERITIES
from remit.review.reviewing import Review
from remit.review.words import sentence


def as_findings(review: Review) -> tuple[Finding, ...]:
    """A finding for each change that was not accepted, worst first, at its place in the later state.

    What is gone is shown where it stood; a platform that has only the later state shows it at the head of the file.
    """
    return tuple(_finding(review, change) for change in review.changes)


def names(review: Review) -> tuple[str, ...]:
    """The fingerprints of these findings, in the same order."""
    return tuple(change.fingerprint for change in review.changes)


def _finding(review: Review, change: Change) -> Finding:
    roles = [
        " or ".join(one.roles) for one in review.approvals if change.fingerprint in one.changes and one.roles
    ]
    needs = f"needs {', and '.join(roles)}; " if roles else ""
    related = []
    if change.before and change.after and change.before != change.after:
        related = [Related(f"before, in {review.before.name}", change.before)]
    return Finding(
        rule=change.rule,
        severity=SEVERITIES[change.weight],
        message=f"{change.weight.value}: {sentence(change)}",
        where=change.place or Where("data/playbook.yaml", (), 1, 1),
        hint=f"{needs}fingerprint {change.fingerprint}",
        related=tuple(related),
    )

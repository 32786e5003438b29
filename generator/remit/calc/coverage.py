"""Duty by study by holder by evidence: who holds each legal duty, who watches, what shows it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.responsibility import duties_of, transfer_of
from remit.findings import Where
from remit.frozen import dataclass
from remit.model.ledger import Ledger
from remit.model.oversight import OversightActivity
from remit.model.services import Obligation, Regime, Service
from remit.model.studies import Allocation, Study, Transfer

MOVED = ("transferred", "shared")
"""Dispositions by which somebody other than the sponsor works on a duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One duty in one study.

    ``disposition`` is empty where nobody wrote down who holds the duty. ``holders`` are ids of parties, ``activities`` the
    activities of the study that discharge it, ``oversight`` the oversight activities that watch its topic. ``faults`` say
    that it has no sound holder, ``lacks`` what else is missing around a sound holder.
    """

    study: Study
    regime: Regime
    duty: Obligation
    disposition: str
    holders: tuple[str, ...]
    overseer: str
    evidence: str
    activities: tuple[str, ...]
    oversight: tuple[str, ...]
    faults: tuple[str, ...]
    lacks: tuple[str, ...]
    where: Where

    @property
    def gaps(self) -> tuple[str, ...]:
        """Everything that is missing, the worst first."""
        return (*self.faults, *self.lacks)


def coverage(ledger: Ledger, study: Study) -> tuple[Coverage, ...]:
    """Every duty of a study's regimes in the order of the regimes."""
    transfer = transfer_of(ledger, study)
    doing = _by_topic(ledger, study)
    watching = _watching(ledger)
    return tuple(
        _covered(
            study,
            regime,
            duty,
            transfer,
            doing.get(duty.topic, ()),
            # A playbook that does not record its oversight at all is not said to lack it duty by duty.
            watching.get(duty.topic, ()) if watching else None,
        )
        for regime, duty in duties_of(ledger, study).values()
    )


def gaps_first(rows: tuple[Coverage, ...]) -> tuple[Coverage, ...]:
    """Duties without a sound holder, then those that lack something, then the others; each group in its old order."""
    return tuple(sorted(rows, key=lambda row: (not row.faults, not row.lacks)))


def _covered(
    study: Study,
    regime: Regime,
    duty: Obligation,
    transfer: Transfer | None,
    doing: tuple[str, ...],
    watching: tuple[str, ...] | None,
) -> Coverage:
    entry = transfer.allocations.get(duty.id) if transfer else None
    moved = entry is not None and entry.disposition in MOVED
    return Coverage(
        study=study,
        regime=regime,
        duty=duty,
        disposition=entry.disposition if entry else "",
        holders=_holders(study, entry),
        overseer=(entry.sponsor_function or "") if entry else "",
        evidence=(entry.evidence or "") if entry else "",
        activities=doing,
        oversight=(watching or ()) if moved else (),
        faults=tuple(_faults(duty, entry)),
        lacks=tuple(_lacks(entry, watching)),
        where=entry.where if entry else (transfer or study).where,
    )


def _holders(study: Study, entry: Allocation | None) -> tuple[str, ...]:
    match entry.disposition if entry else "":
        case "transferred":
            return (entry.to,) if entry and entry.to else ()
        case "shared":
            return tuple(share.party for share in entry.shares) if entry else ()
        case "retained":
            return (study.sponsor,) if study.sponsor else ()
    return ()


def _faults(duty: Obligation, entry: Allocation | None) -> Iterator[str]:
    if entry is None:
        yield "nobody holds it"
    elif duty.transfer == "retained" and entry.disposition in MOVED:
        yield f"it is {entry.disposition}, but must stay with the sponsor"
    elif entry.disposition == "transferred" and not entry.to:
        yield "it is transferred, but nobody is named"
    elif entry.disposition == "shared" and len(entry.shares) < 2:
        yield "it is shared, but not between two parties"


def _lacks(entry: Allocation | None, watching: tuple[str, ...] | None) -> Iterator[str]:
    if entry is None or entry.disposition == "not applicable":
        return
    if not entry.evidence:
        yield "no evidence is named"
    if not entry.sponsor_function:
        yield "no role of the sponsor keeps or oversees it"
    if entry.disposition in MOVED and watching == ():
        yield "no oversight activity watches it"


def _by_topic(ledger: Ledger, study: Study) -> dict[str, tuple[str, ...]]:
    """Topic -> the activities of the study's services that discharge it."""
    known = ledger.of(Service)
    found: dict[str, list[str]] = {}
    for service in (known[id] for id in study.services if id in known):
        for activity in service.activities.values():
            for topic in activity.duties:
                found.setdefault(topic, []).append(activity.id)
    return {topic: tuple(ids) for topic, ids in found.items()}


def _watching(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in ledger.of(OversightActivity).values():
        for topic in one.topics:
            found.setdefault(topic, []).append(one.id)
    return {topic: tuple(ids) for topic, ids in found.items()}

"""Who is responsible for what in one study: roles become legal parties here, and nowhere else.

A role belongs to a kind of party. In a study a sponsor role means the study's sponsor, and a role of a CRO or
vendor means the party that provides the service. A row of the study's own matrix takes the place of the playbook's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from remit.frozen import dataclass
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Activity, Obligation, Raci, RaciRow, Regime, Service
from remit.model.studies import Study, StudyService, Transfer

PROVIDERS = {"cro": ("cro", "vendor"), "vendor": ("vendor",), "independent": ("independent",)}
"""Kinds of party whose people may fill a role of each kind; sponsor roles are always the sponsor's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One activity in one study, with the row that applies to it."""

    study: Study
    service: Service
    study_service: StudyService
    activity: Activity
    row: RaciRow
    departs: bool
    """Whether the row is the study's own instead of the playbook's."""


def party_of(ledger: Ledger, role: Role, study: Study, service: StudyService) -> str | None:
    """The party whose people fill a role for a service of a study; None where nobody does or it cannot be told."""
    if role.party == "sponsor":
        return study.sponsor
    provider = ledger.of(Party).get(service.provider)
    return provider.id if provider and provider.kind in PROVIDERS[role.party] else None


def matrix(ledger: Ledger, study: str | None = None) -> dict[str, RaciRow]:
    """The playbook's rows by activity; with ``study`` the rows of that study's own matrix instead."""
    return dict(ledger.once(_matrices).get(study, {}))


def _matrices(ledger: Ledger) -> Mapping[str | None, Mapping[str, RaciRow]]:
    """The rows of every matrix by study; None for the playbook's."""
    found: dict[str | None, dict[str, RaciRow]] = {}
    for raci in ledger.every(Raci):
        found.setdefault(raci.study, {}).update(raci.activities)
    return found


def rows_in(ledger: Ledger, study: Study) -> dict[str, tuple[RaciRow, bool]]:
    """Activity id -> row that applies in a study, and whether it is the study's own."""
    general = {id: (row, False) for id, row in matrix(ledger).items()}
    return general | {id: (row, True) for id, row in matrix(ledger, study.id).items()}


def responsibilities(
    ledger: Ledger, study: Study, services: Iterable[str] | None = None
) -> Iterator[Responsibility]:
    """Every activity of the study's services that has a row, in the order of the catalogue.

    ``services`` limits them, for example to the scope of a work order.
    """
    rows = rows_in(ledger, study)
    wanted = None if services is None else frozenset(services)
    for service in ledger.of(Service).values():
        study_service = study.services.get(service.id)
        if study_service is None or (wanted is not None and service.id not in wanted):
            continue
        for activity in service.activities.values():
            if activity.id in rows:
                row, departs = rows[activity.id]
                yield Responsibility(
                    study=study,
                    service=service,
                    study_service=study_service,
                    activity=activity,
                    row=row,
                    departs=departs,
                )


def accountable_parties(ledger: Ledger, one: Responsibility) -> frozenset[str]:
    """The parties that answer for an activity: one in a sound matrix, none where no role can be resolved."""
    return parties_of(ledger, one, one.row.accountable)


def parties_of(ledger: Ledger, one: Responsibility, roles: Iterable[str]) -> frozenset[str]:
    """The parties whose people fill these roles for an activity."""
    known = ledger.of(Role)
    found = (party_of(ledger, known[role], one.study, one.study_service) for role in roles if role in known)
    return frozenset(party for party in found if party)


def regimes_of(ledger: Ledger, study: Study) -> tuple[Regime, ...]:
    """The regimes that apply to a study, as far as the playbook has them."""
    known = ledger.of(Regime)
    return tuple(known[regime] for regime in study.regimes if regime in known)


def duties_of(ledger: Ledger, study: Study) -> dict[str, tuple[Regime, Obligation]]:
    """Every duty of the study's regimes by id, with its regime."""
    return {
        duty.id: (regime, duty)
        for regime in regimes_of(ledger, study)
        for duty in regime.obligations.values()
    }


def transfer_of(ledger: Ledger, study: Study) -> Transfer | None:
    """The document that says which duties of a study move, if it is written."""
    return ledger.of(Transfer).get(study.id)

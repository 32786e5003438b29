"""Who answers for an activity in a study, as a role and as a legal entity."""

from __future__ import annotations

from collections.abc import Mapping

from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Activity, Raci, RaciRow, Service
from remit.model.studies import Study


def matrix(ledger: Ledger, study: str | None = None) -> Mapping[str, RaciRow]:
    """The responsibility matrix by activity id: the playbook's rows, replaced by the study's own where it departs."""
    rows: dict[str, RaciRow] = {}
    for raci in ledger.every(Raci):
        if raci.study is None:
            rows.update({activity: row for activity, row in raci.activities.items() if activity not in rows})
        elif raci.study == study:
            rows.update(raci.activities)
    return rows


def service_of(ledger: Ledger, activity: str) -> Service | None:
    """The service that holds an activity."""
    return next((service for service in ledger.of(Service).values() if activity in service.activities), None)


def party_of(ledger: Ledger, study: Study, role: Role, service: Service | None) -> Party | None:
    """The legal entity whose people fill a role for a service in a study.

    A sponsor's role belongs to the study's sponsor; a CRO's role to the provider of the service. None where the study does not
    say, and for roles of vendors and independent bodies.
    """
    parties = ledger.of(Party)
    if role.party == "sponsor":
        return parties.get(study.sponsor or "")
    if role.party == "cro" and service is not None and service.id in study.services:
        return parties.get(study.services[service.id].provider)
    return None


def accountable_party(ledger: Ledger, study: Study, activity: Activity) -> Party | None:
    """The legal entity that answers for an activity in a study; None where it is not exactly one known role."""
    row = matrix(ledger, study.id).get(activity.id)
    roles = ledger.of(Role)
    if row is None or len(row.accountable) != 1 or row.accountable[0] not in roles:
        return None
    return party_of(ledger, study, roles[row.accountable[0]], service_of(ledger, activity.id))

"""RACI, continued: services, subcontracts and the matrices of studies."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.responsibility import matrix, rows_in
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Activity, Obligation, Service
from remit.model.studies import Allocation, Study, Transfer
from remit.rules.rule import Problem, must, should, whole
from remit.rules.transfer import allocations, duty_name, transfers


def _title(ledger: Ledger, id: str) -> str:
    activity = ledger.of(Activity).get(id)
    return activity.title if activity else id


@must("RACI-007")
def duties_of_activities(ledger: Ledger) -> Iterator[Problem]:
    """Every activity names the legal duties that it discharges or oversees, or says that it has none.

    Why: Only so can the transfer of obligations be compared with the work that is bought.

    Wrong:
        # data/services.yaml
        services:
          site-monitoring:
            activities:
              site-calls:
                no_duty: no

    Right:
        # data/services.yaml
        services:
          site-monitoring:
            activities:
              site-calls:
                no_duty: yes

    Source: 21 CFR 312.52(a): an obligation that is not described is deemed not transferred.
    """
    for service in ledger.every(Service):
        for activity in service.activities.values():
            named = activity.duties or activity.oversees
            if not named and not activity.no_duty:
                hint = "list topics under 'duties', or write 'no_duty: yes'"
                yield Problem(
                    f"activity '{activity.title}' does not say which legal duty it discharges",
                    activity.where.key(),
                    hint,
                )
            elif named and activity.no_duty:
                hint = "remove 'no_duty', or the duties"
                yield Problem(
                    f"activity '{activity.title}' names legal duties and says that it has none",
                    activity.at("no_duty"),
                    hint,
                )


@must("RACI-008")
def subcontracts_overseen(ledger: Ledger) -> Iterator[Problem]:
    """A subcontract goes to another party and is overseen by a role of the sponsor or of the provider.

    Why: A provider answers for its subcontractors; the sponsor must be able to show who watches them.

    Wrong:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            subcontracts:
              - party: brightwell
                scope: Translation of monitoring reports
                flow_down: yes
                overseen_by: cro-project-manager

    Right:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            subcontracts:
              - party: lumen
                scope: Translation of monitoring reports
                flow_down: yes
                overseen_by: cro-project-manager

    Source: ICH E6(R3) 3.6.8 and 3.9 (oversight reaches subcontractors).
    """
    for study in ledger.every(Study):
        for service in study.services.values():
            for subcontract in service.subcontracts:
                if subcontract.party == service.provider:
                    message = f"'{subcontract.scope}' is passed on to {subcontract.party}, which provides the service itself"
                    yield Problem(
                        message, subcontract.at("party"), "name the subcontractor, or remove the entry"
                    )
                overseer = ledger.of(Role).get(subcontract.overseen_by)
                subcontractor = ledger.of(Party).get(subcontract.party)
                if (
                    overseer
                    and subcontractor
                    and overseer.party == subcontractor.kind
                    and overseer.party not in ("cro", "sponsor")
                ):
                    message = (
                        f"{overseer.title} is a {overseer.party} role: the subcontractor would oversee itself"
                    )
                    yield Problem(
                        message,
                        subcontract.at("overseen_by"),
                        "name a role of the sponsor or of the provider",
                    )


@should("RACI-009")
def study_rows_used(ledger: Ledger) -> Iterator[Problem]:
    """A study's own matrix departs only for activities of services that the study has, and really departs.

    Why: A row that changes nothing, or that nobody reads, looks like an agreement and is none.

    Wrong:
        # data/studies/al-101/raci.yaml
        activities:
          monitoring-visits:
            responsible: [cro-cra]
            accountable: [cro-project-manager]
            informed: [sponsor-project-manager]

    Right:
        # data/studies/al-101/raci.yaml
        activities:
          monitoring-visits:
            responsible: [cro-cra]
            accountable: [cro-project-manager]
            consulted: [sponsor-project-manager]

    Source: contract practice.
    """
    general = matrix(ledger)
    for study in ledger.every(Study):
        provided = {a for s in ledger.of(Service).values() if s.id in study.services for a in s.activities}
        for row, own in rows_in(ledger, study).values():
            if own and row == general.get(row.id):
                yield Problem(
                    f"this row for '{_title(ledger, row.id)}' is the same as the playbook's",
                    row.where.key(),
                    "remove it",
                )
            elif own and row.id in ledger.of(Activity) and row.id not in provided and whole(ledger, study):
                message = f"'{_title(ledger, row.id)}' belongs to a service that study {study.protocol_id} does not have"
                yield Problem(
                    message,
                    row.where.key(),
                    f"remove the row, or add the service to data/studies/{study.id}/study.yaml",
                )


@must("RACI-010")
def duties_flow_down(ledger: Ledger) -> Iterator[Problem]:
    """A subcontract of a service whose provider took over legal duties carries the same duties.

    Why: The provider answers for a duty whoever does the work, and can keep it only if the subcontractor is bound, too.

    Wrong:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            subcontracts:
              - party: lumen
                scope: Translation of monitoring reports
                flow_down: no
                overseen_by: cro-project-manager

    Right:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            subcontracts:
              - party: lumen
                scope: Translation of monitoring reports
                flow_down: yes
                overseen_by: cro-project-manager

    Source: ICH E6(R3) 3.6.8; EMA questions and answers on good clinical practice (subcontracting).
    """
    for study, transfer in transfers(ledger):
        for provided in study.services.values():
            if not provided.subcontracts:
                continue
            service = ledger.of(Service).get(provided.id)
            topics = (
                {topic for one in service.activities.values() for topic in one.duties} if service else set()
            )
            held = [duty for one, duty in _held(ledger, transfer, provided.provider) if duty.topic in topics]
            for subcontract in provided.subcontracts:
                if held and not subcontract.flow_down:
                    message = (
                        f"'{subcontract.scope}' is passed on without the duties that go with it, for example "
                        f"{duty_name(held[0])}"
                    )
                    yield Problem(
                        message,
                        subcontract.at("flow_down"),
                        "bind the subcontractor and write 'flow_down: yes'",
                    )


def _held(ledger: Ledger, transfer: Transfer, party: str) -> Iterator[tuple[Allocation, Obligation]]:
    """The duties that a party has taken over or shares."""
    for allocation, duty in allocations(ledger, transfer):
        if party in (allocation.to, *(share.party for share in allocation.shares)):
            yield allocation, duty


RULES = (duties_of_activities, subcontracts_overseen, study_rows_used, duties_flow_down)

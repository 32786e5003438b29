"""TOO, continued: the transfer against what authorities are told, what a CRO does, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.responsibility import accountable_parties, regimes_of, responsibilities
from remit.calc.validity import last_signature
from remit.findings import Severity
from remit.model.closing import Readiness
from remit.model.ledger import Ledger
from remit.model.parties import Party, Roles
from remit.model.services import Raci, Services
from remit.model.studies import Study, StudyTeam, Submission, Transfer
from remit.rules.rule import Problem, complete, listed, rule, see, should, whole
from remit.rules.transfer import allocations, transfers

_NAMED = (("monitor", "monitoring"), ("safety_reviewer", "safety"))
"""Person named to an authority, and the area of the duties that the person's party must hold."""

_NAMING = "ind-named-persons"
"""Topic of the duty to name these people to the authority."""


@should("TOO-022")
def work_has_its_duty(ledger: Ledger) -> Iterator[Problem]:
    """A CRO that answers for work which discharges a duty holds that duty, or a part of it.

    Why: Work without the duty leaves the duty with the sponsor, who believes to have given it away.

    Wrong:
        # data/services.yaml
        services:
          site-monitoring:
            activities:
              monitoring-visits:
                duties: [monitoring-conduct, ind-maintenance]

    Right:
        # data/services.yaml
        services:
          site-monitoring:
            activities:
              monitoring-visits:
                duties: [monitoring-conduct]

    Source: 21 CFR 312.52(a); inspection practice of comparing the lists.
    """
    if not complete(ledger, Raci, Roles, Services, Study):
        return
    for study, transfer in transfers(ledger):
        holders: dict[str, set[str]] = {}
        retained: set[str] = set()
        for allocation, duty in allocations(ledger, transfer):
            if allocation.disposition != "not applicable":
                found = holders.setdefault(duty.topic, set())
                found.update(
                    {allocation.to} if allocation.to else (), (share.party for share in allocation.shares)
                )
                retained.update({duty.topic} if allocation.disposition == "transferred" else ())
        for one in responsibilities(ledger, study) if whole(ledger, transfer) else ():
            for topic in one.activity.duties:
                for id in sorted(accountable_parties(ledger, one) - {study.sponsor}):
                    party = ledger.of(Party).get(id)
                    if topic in holders and topic not in retained and party and id not in holders[topic]:
                        yield Problem(
                            f"{party.short_name} answers for '{one.activity.title}' in study {study.protocol_id}, but "
                            f"holds no duty of '{topic}'",
                            one.row.at("accountable", 0),
                            "share or transfer the duty, or make a sponsor's role accountable",
                            see("the transfer", transfer.at("allocations").key()),
                        )


@should("TOO-023")
def named_people_agree(ledger: Ledger) -> Iterator[Problem]:
    """The monitor and the safety reviewer named to an authority belong to the study's team and to a party with that duty.

    Why: The cover sheet names people, the transfer names duties; an inspector compares them first. Where the regime asks
    for both names, both are recorded with the submission.

    Wrong:
        # data/studies/al-101/transfer.yaml
        submissions:
          - authority: FDA
            reference: IND 100101
            form: Form FDA 1571 and eCTD module 1.3.1.4
            regimes: [us-21cfr312]
            date: 2025-12-20
            monitor: Lea Stone

    Right:
        # data/studies/al-101/transfer.yaml
        submissions:
          - authority: FDA
            reference: IND 100101
            form: Form FDA 1571 and eCTD module 1.3.1.4
            regimes: [us-21cfr312]
            date: 2025-12-20
            monitor: Jon Bell

    Source: 21 CFR 312.23(a)(1)(vi) and (vii).
    """
    teams = {team.study: team for team in ledger.every(StudyTeam)}
    for study, transfer in transfers(ledger):
        yield from _unnamed(ledger, study, transfer)
        team = teams.get(study.id)
        for submission in transfer.submissions if team and whole(ledger, team, transfer) else ():
            for field, area in _NAMED:
                person = getattr(submission, field)
                if person is not None and team:
                    yield from _named(ledger, study, transfer, team, submission, (field, area, person))


def _unnamed(ledger: Ledger, study: Study, transfer: Transfer) -> Iterator[Problem]:
    """Regimes under which people are named to the authority, but no submission that was sent names one of them."""
    for regime in regimes_of(ledger, study):
        duties = [one for one in regime.obligations.values() if one.topic == _NAMING]
        sent = [one for one in transfer.submissions if one.date and regime.id in one.regimes]
        if not duties or not sent:
            continue
        for field, _area in _NAMED:
            if not any(getattr(one, field) for one in sent):
                yield Problem(
                    f"{sent[0].authority} was told who is responsible ({duties[0].citation}), but no submission records "
                    f"the {field.replace('_', ' ')}",
                    sent[0].where,
                    f"add '{field}:' with the name that was given",
                    see("the duty", duties[0].where.key()),
                )


def _named(
    ledger: Ledger,
    study: Study,
    transfer: Transfer,
    team: StudyTeam,
    submission: Submission,
    named: tuple[str, str, str],
) -> Iterator[Problem]:
    field, area, person = named
    employers = {one.party for one in team.assignments.values() if person in (one.person, one.backup)}
    if not employers:
        message = f"{person} is named to {submission.authority}, but is not in the team of study {study.protocol_id}"
        yield Problem(
            message, submission.at(field), "add the person to team.yaml, or tell the authority of the change"
        )
        return
    holders: set[str | None] = set()
    for allocation, duty in allocations(ledger, transfer):
        if duty.area == area:
            holders.update((allocation.to, *(share.party for share in allocation.shares)))
            holders.update({study.sponsor} if allocation.disposition == "retained" else ())
    if holders and not employers & holders:
        names = listed(sorted(ledger.of(Party)[id].short_name for id in employers if id in ledger.of(Party)))
        message = (
            f"{person} of {names} is named to {submission.authority}, but {names} holds no duty of {area}"
        )
        yield Problem(
            message, submission.at(field), "name somebody of the party that holds it, or correct the transfer"
        )


@should("TOO-024")
def every_authority_is_told(ledger: Ledger) -> Iterator[Problem]:
    """Under each regime whose authority wants to know of providers, a submission is planned once something is transferred.

    Why: Notices differ by country: a cover sheet in the United States, a list of third parties in the European Union, of
    delegates in the United Kingdom. The one that is forgotten is the one of the added country.

    Wrong:
        # data/studies/al-101/transfer.yaml
        submissions:
          - authority: FDA
            reference: IND 100101
            form: Form FDA 1571 and eCTD module 1.3.1.4
            date: 2025-12-20

    Right:
        # data/studies/al-101/transfer.yaml
        submissions:
          - authority: FDA
            reference: IND 100101
            form: Form FDA 1571 and eCTD module 1.3.1.4
            regimes: [us-21cfr312]
            date: 2025-12-20

    Source: 21 CFR 312.23(a)(1)(viii); SI 2004/1031 Schedule 3; application forms of the regimes.
    """
    for study, transfer in transfers(ledger):
        told = {id for submission in transfer.submissions for id in submission.regimes}
        moved = {
            one.id for one in transfer.allocations.values() if one.disposition in ("transferred", "shared")
        }
        for regime in regimes_of(ledger, study) if transfer.submissions else ():
            wants = regime.told_to is not None and regime.effect != "no transfer"
            if wants and moved & regime.obligations.keys() and regime.id not in told:
                yield Problem(
                    f"duties under {regime.short_title} are transferred or shared, but no submission names this regime",
                    transfer.at("submissions").key(),
                    f"add '{regime.id}' to 'regimes' of a submission: {regime.told_to}",
                    see("the regime", regime.at("told_to")),
                )


@should("TOO-025")
def still_true_after_changes(ledger: Ledger) -> Iterator[Problem]:
    """Since a transfer was signed, neither the protocol nor a person named to an authority has changed.

    Why: A new protocol brings new work, a new person a new cover sheet; both are reasons for a new version.

    Wrong:
        # data/studies/al-101/study.yaml
        protocol_version: "2.0"
        protocol_date: 2026-04-01

    Right:
        # data/studies/al-101/study.yaml
        protocol_version: "1.0"
        protocol_date: 2025-11-01

    Source: ICH E6(R3) 3.6.2; practice of a new cover sheet with each change.
    """
    for study, transfer in transfers(ledger):
        signed = last_signature(transfer)
        if signed is None or transfer.status != "executed":
            continue
        signatures = see("the signatures", transfer.at("signatures").key())
        if study.protocol_date and study.protocol_date > signed:
            yield Problem(
                f"the protocol is of {study.protocol_date}, after {transfer.number} was signed on {signed}",
                study.at("protocol_date"),
                "check the allocations against the new protocol, and issue a new version",
                signatures,
            )
        for readiness in ledger.in_study(Readiness, study.id):
            named = {one.monitor for one in transfer.submissions} | {
                one.safety_reviewer for one in transfer.submissions
            }
            for one in readiness.replacements:
                if one.leaving in named and one.coming not in named and one.start > signed:
                    yield Problem(
                        f"{one.leaving}, who is named to an authority, is replaced on {one.start}",
                        one.at("leaving"),
                        f"add a submission that names {one.coming}; its date follows when it is sent",
                        signatures,
                    )


def _unchecked(ledger: Ledger) -> Iterator[Problem]:
    for _study, transfer in transfers(ledger):
        if transfer.legal_review is not None or transfer.status == "superseded":
            continue
        rows = [
            duty.citation
            for allocation, duty in allocations(ledger, transfer)
            if not duty.verified and allocation.disposition != "not applicable"
        ]
        if rows:
            yield Problem(
                f"{len(rows)} duties rest on sources that were not checked against the official text, beginning with "
                f"{rows[0]}",
                transfer.at("allocations").key(),
                "have counsel check them, and record it under 'legal_review:'",
            )


@rule("TOO-026", Severity.INFORMATION)
def counsel_has_looked(ledger: Ledger) -> Iterator[Problem]:
    """Duties that were not checked against the official text are checked by counsel before they are allocated.

    Why: The catalogue is written in our own words from sources of different weight. It is no legal advice, and no contract
    wording.

    Wrong:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-56a:
            verified: no

    Right:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-56a:
            verified: yes

    Source: the catalogue's own marks of basis.
    """
    yield from _unchecked(ledger)


RULES = (
    work_has_its_duty,
    named_people_agree,
    every_authority_is_told,
    still_true_after_changes,
    counsel_has_looked,
)

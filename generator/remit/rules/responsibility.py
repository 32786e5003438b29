"""RACI: who does, answers for, advises on and hears of each activity."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.responsibility import (
    Responsibility,
    accountable_parties,
    matrix,
    responsibilities,
)
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Activity, Raci, RaciRow, Services
from remit.model.studies import Study
from remit.rules.rule import Problem, complete, listed, must, see, should

AUDIT = "audit"
"""Topic of the duty to audit; an activity that discharges it judges a CRO's work."""


def _rows(ledger: Ledger) -> Iterator[RaciRow]:
    for raci in ledger.every(Raci):
        yield from raci.activities.values()


def _title(ledger: Ledger, row: RaciRow) -> str:
    activity = ledger.of(Activity).get(row.id)
    return activity.title if activity else row.id


def _role(ledger: Ledger, id: str) -> str:
    role = ledger.of(Role).get(id)
    return role.title if role else id


@must("RACI-001")
def one_accountable(ledger: Ledger) -> Iterator[Problem]:
    """Every activity has exactly one accountable role.

    Why: Two people who answer for the same result wait for each other; nobody who answers for it means that it is not done.

    Wrong:
        # data/raci.yaml
        activities:
          monitoring-visits:
            accountable: [cro-project-manager, sponsor-project-manager]

    Right:
        # data/raci.yaml
        activities:
          monitoring-visits:
            accountable: [cro-project-manager]

    Source: ICH E6(R3) 3.3 (allocation of activities); responsibility assignment practice.
    """
    for row in _rows(ledger):
        names = listed(_role(ledger, id) for id in row.accountable)
        activity = f"activity '{_title(ledger, row)}'"
        if not row.accountable:
            hint = "name under 'accountable' the one role that answers for the result"
            yield Problem(f"{activity} has no accountable role", row.where.key(), hint)
        elif len(row.accountable) > 1:
            count = "two" if len(row.accountable) == 2 else str(len(row.accountable))
            hint = (
                "keep the one that answers for the result; list the others under 'responsible' or 'consulted'"
            )
            first = see("the first accountable role", row.at("accountable", 0))
            yield Problem(
                f"{activity} has {count} accountable roles: {names}", row.at("accountable", 1), hint, first
            )


@must("RACI-002")
def somebody_responsible(ledger: Ledger) -> Iterator[Problem]:
    """Every activity has at least one responsible role.

    Why: The accountable role answers for the work; somebody must also do it. One role may be both.

    Wrong:
        # data/raci.yaml
        activities:
          monitoring-visits:
            responsible: []

    Right:
        # data/raci.yaml
        activities:
          monitoring-visits:
            responsible: [cro-cra]

    Source: ICH E6(R3) 3.3; responsibility assignment practice.
    """
    for row in _rows(ledger):
        if not row.responsible:
            hint = (
                "name under 'responsible' the role that does the work; it may be the accountable role itself"
            )
            yield Problem(
                f"nobody does activity '{_title(ledger, row)}': it has no responsible role",
                row.where.key(),
                hint,
            )


@must("RACI-003")
def every_activity_assigned(ledger: Ledger) -> Iterator[Problem]:
    """Every activity of the service catalogue has a row in the responsibility matrix.

    Why: Work that is bought but assigned to nobody is found out when it is missing from the trial master file.

    Wrong:
        # data/raci.yaml
        activities:
          site-calls:

    Right:
        # data/raci.yaml
        activities:
          site-calls:
            responsible: [cro-cra]
            accountable: [cro-project-manager]

    Source: ICH E6(R3) 3.3 and 3.6.4.
    """
    if not complete(ledger, Raci, Services):
        return
    assigned = matrix(ledger)
    for activity in ledger.of(Activity).values():
        if activity.id not in assigned:
            hint = f"add a row '{activity.id}' to data/raci.yaml"
            yield Problem(
                f"activity '{activity.title}' has no row in the responsibility matrix",
                activity.where.key(),
                hint,
            )


@must("RACI-004")
def accountable_party_known(ledger: Ledger) -> Iterator[Problem]:
    """In every study the accountable role of an activity belongs to a party that takes part in it.

    Why: A contract names legal entities. A CRO role that answers for an activity of a service which the sponsor
    provides itself means that nobody answers for it.

    Wrong:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            provider: aldena

    Right:
        # data/studies/al-101/study.yaml
        services:
          site-monitoring:
            provider: brightwell

    Source: ICH E6(R3) 3.6.4; contract practice.
    """
    for study in ledger.every(Study):
        for one in responsibilities(ledger, study):
            if _answered_by_nobody(ledger, one):
                role = ledger.of(Role)[one.row.accountable[0]]
                provider = ledger.of(Party)[one.study_service.provider]
                yield Problem(
                    f"{provider.short_name} provides '{one.service.title}', but for '{one.activity.title}' "
                    f"the accountable role is "
                    f"{role.title}, a {role.party} role: in this study nobody answers for it",
                    one.study_service.at("provider"),
                    f"name another provider, or give '{one.activity.id}' another accountable role in "
                    f"data/studies/{study.id}/raci.yaml",
                    see("the accountable role", one.row.at("accountable", 0)),
                )


def _answered_by_nobody(ledger: Ledger, one: Responsibility) -> bool:
    roles = [ledger.of(Role).get(id) for id in one.row.accountable]
    known = one.study_service.provider in ledger.of(Party) and one.study.sponsor in ledger.of(Party)
    return bool(roles) and None not in roles and known and not accountable_parties(ledger, one)


@must("RACI-005")
def audits_are_the_sponsors(ledger: Ledger) -> Iterator[Problem]:
    """An audit is never accountable at the CRO whose work is audited.

    Why: Nobody judges independently what he answers for himself.

    Wrong:
        # data/raci.yaml
        activities:
          audit-cro:
            accountable: [cro-project-manager]

    Right:
        # data/raci.yaml
        activities:
          audit-cro:
            accountable: [sponsor-quality-lead]

    Source: ICH E6(R3) 3.11.2 (audits are independent of routine monitoring and quality control).
    """
    for row in _rows(ledger):
        activity = ledger.of(Activity).get(row.id)
        if activity is None or AUDIT not in activity.duties:
            continue
        for place, id in enumerate(row.accountable):
            role = ledger.of(Role).get(id)
            if role and role.party != "sponsor":
                message = (
                    f"'{activity.title}' is an audit, but {role.title}, a {role.party} role, answers for it"
                )
                yield Problem(
                    message, row.at("accountable", place), "make a quality role of the sponsor accountable"
                )


@should("RACI-006")
def one_letter_per_role(ledger: Ledger) -> Iterator[Problem]:
    """A role stands in a row once; only responsible and accountable go together.

    Why: Who does the work need not be asked or told about it. Double letters make a matrix long and hide who really
    is asked.

    Wrong:
        # data/raci.yaml
        activities:
          propose-investigators:
            consulted: [cro-project-manager]

    Right:
        # data/raci.yaml
        activities:
          propose-investigators:
            consulted: [cro-cra]

    Source: responsibility assignment practice.
    """
    for row in _rows(ledger):
        does = {*row.responsible, *row.accountable}
        for letter, roles in (("consulted", row.consulted), ("informed", row.informed)):
            for place, id in enumerate(roles):
                if id in does or (letter == "informed" and id in row.consulted) or id in roles[:place]:
                    message = (
                        f"{_role(ledger, id)} is {letter} on '{_title(ledger, row)}' and has another part in it "
                        f"already"
                    )
                    yield Problem(
                        message,
                        row.at(letter, place),
                        "keep the strongest part: accountable, responsible, consulted, informed",
                    )


RULES = (
    one_accountable,
    somebody_responsible,
    every_activity_assigned,
    accountable_party_known,
    audits_are_the_sponsors,
    one_letter_per_role,
)

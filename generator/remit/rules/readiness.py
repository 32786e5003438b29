"""TEAM, continued: training before access, access only for the team, and replacements with approval."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.closing import Readiness
from remit.model.ledger import Ledger
from remit.model.parties import Role, System
from remit.model.quality import Training
from remit.model.studies import Assignment, StudyTeam
from remit.rules.rule import Problem, complete, must, see, whole


def _teams(ledger: Ledger) -> dict[str, StudyTeam]:
    return {team.study: team for team in ledger.every(StudyTeam)}


@must("TEAM-007")
def trained_before_access(ledger: Ledger) -> Iterator[Problem]:
    """Nobody is given access to a system before the training that opens it is recorded.

    Why: Records made by people who were not trained in the system are the first that an inspector doubts.

    Wrong:
        # data/studies/al-101/readiness.yaml
        access:
          - person: Lea Stone
            system: ctms
            role: sponsor-project-manager
            granted: 2026-01-09

    Right:
        # data/studies/al-101/readiness.yaml
        access:
          - person: Lea Stone
            system: ctms
            role: sponsor-project-manager
            granted: 2026-01-14

    Source: 21 CFR 11.10(i); EU Annex 11; ICH E6(R3) 4.3.2.
    """
    opening: dict[str, list[Training]] = {}
    for training in ledger.of(Training).values():
        for system in training.systems:
            opening.setdefault(system, []).append(training)
    for readiness in ledger.every(Readiness):
        if not whole(ledger, readiness):
            continue
        done: dict[tuple[str, str], list[int]] = {}
        for place, record in enumerate(readiness.training):
            done.setdefault((record.person, record.topic), []).append(place)
        for access in readiness.access:
            for training in opening.get(access.system, ()):
                records = [readiness.training[place] for place in done.get((access.person, training.id), ())]
                first = min(records, key=lambda record: record.date, default=None)
                if first is None:
                    message = f"{access.person} has access to '{access.system}' without '{training.topic}'"
                    where = see("the training", training.where.key())
                    yield Problem(
                        message, access.at("granted"), "record the training, or revoke the access", where
                    )
                elif first.date > access.granted:
                    yield Problem(
                        f"{access.person} was given access to '{access.system}' on {access.granted}, before "
                        f"'{training.topic}' on {first.date}",
                        access.at("granted"),
                        "correct one of the dates; what was done before the training is looked at",
                        see("the training", first.at("date")),
                    )


@must("TEAM-008")
def access_for_the_team(ledger: Ledger) -> Iterator[Problem]:
    """Access to a system is given to people of the study's team, in a role that may have it.

    Why: An account of somebody who has nothing to do with the study cannot be explained.

    Wrong:
        # data/studies/al-101/readiness.yaml
        access:
          - person: Sam Doe
            system: ctms
            role: sponsor-project-manager
            granted: 2026-01-14

    Right:
        # data/studies/al-101/readiness.yaml
        access:
          - person: Lea Stone
            system: ctms
            role: sponsor-project-manager
            granted: 2026-01-14

    Source: 21 CFR 11.10(d); EU Annex 11.
    """
    teams = _teams(ledger)
    for readiness in ledger.every(Readiness):
        team = teams.get(readiness.study)
        people = _people(team) if team and whole(ledger, team) else None
        for access in readiness.access:
            system, role = ledger.of(System).get(access.system), ledger.of(Role).get(access.role)
            if system and role and access.role not in system.access:
                message = f"{role.title} is not given access to '{system.title}'"
                where = see("who is", system.at("access"))
                yield Problem(message, access.at("role"), "correct the role, or add it to the system", where)
            if team and people is not None and access.person not in people:
                message = f"{access.person} has access, but is not in the team of the study"
                where = see("the team", team.at("assignments").key())
                yield Problem(
                    message, access.at("person"), "add the person to the team, or revoke the access", where
                )


def _people(team: StudyTeam) -> frozenset[str]:
    """Everybody who fills or backs a role."""
    names = (name for one in team.assignments.values() for name in (one.person, one.backup))
    return frozenset(name for name in names if name)


@must("TEAM-009")
def replaced_with_approval(ledger: Ledger) -> Iterator[Problem]:
    """Key personnel is replaced only after the sponsor's approval, and hands over after the new person has started.

    Why: The people of the bid defence are what was bought; knowledge goes with whoever leaves.

    Wrong:
        # data/studies/al-101/readiness.yaml
        replacements:
          - role: cro-project-manager
            leaving: Jon Bell
            coming: Mia Lund
            approved: 2026-09-07
            start: 2026-09-01
            hand_over_end: 2026-09-25

    Right:
        # data/studies/al-101/readiness.yaml
        replacements:
          - role: cro-project-manager
            leaving: Jon Bell
            coming: Mia Lund
            approved: 2026-08-17
            start: 2026-09-01
            hand_over_end: 2026-09-25

    Source: key personnel clauses in public filings.
    """
    for readiness in ledger.every(Readiness):
        for one in readiness.replacements:
            if one.approved > one.start:
                message = f"{one.coming} starts on {one.start}, before the approval of {one.approved}"
                place = see("the start", one.at("start"))
                yield Problem(message, one.at("approved"), "start after the approval", place)
            if one.hand_over_end <= one.start:
                message = (
                    f"the hand-over ends on {one.hand_over_end}, before {one.coming} works since {one.start}"
                )
                place = see("the start", one.at("start"))
                yield Problem(
                    message, one.at("hand_over_end"), "let both work side by side for a time", place
                )
            if one.leaving == one.coming:
                message = f"{one.coming} replaces the same person"
                yield Problem(message, one.at("coming"), "name the new person")
    if complete(ledger, Readiness):
        yield from _unrecorded(ledger)


def _unrecorded(ledger: Ledger) -> Iterator[Problem]:
    """Key people whose role another person takes after them, without a record of the replacement."""
    known = {
        (one.study, entry.role, entry.leaving)
        for one in ledger.every(Readiness)
        for entry in one.replacements
    }
    for team in ledger.every(StudyTeam):
        key = [one for one in team.assignments.values() if one.key and one.person]
        for leaving in key:
            coming = _successor(leaving, key)
            if coming and (team.study, leaving.role, leaving.person) not in known:
                yield Problem(
                    f"{coming.person} follows {leaving.person} as key person, but no approval of the replacement is "
                    f"recorded",
                    coming.where.key(),
                    "add it to 'replacements' in the study's readiness.yaml",
                    see("who leaves", leaving.where.key()),
                )


def _successor(leaving: Assignment, key: list[Assignment]) -> Assignment | None:
    """The next key person of the same role and party who starts when or after somebody ends; none for a replaced one."""
    if leaving.end is None:
        return None
    rows = [
        (one.start, one)
        for one in key
        if (one.role, one.party) == (leaving.role, leaving.party)
        and one.person != leaving.person
        and one.start
        and leaving.start
        and one.start > leaving.start
    ]
    return min(rows, key=lambda row: row[0])[1] if rows else None


RULES = (trained_before_access, access_for_the_team, replaced_with_approval)

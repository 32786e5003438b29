"""SEL, continued: nothing is outside by routine, providers receive whole parts, and competences have holders."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.allocation import Area, areas, functions, providers_of, splits
from remit.calc.competences import gaps
from remit.findings import Where
from remit.model.decisions import Principles
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.services import Raci, Service
from remit.model.studies import Study
from remit.rules.rule import Problem, Reads, complete, listed, see, should, whole

_PLACES = Reads(
    Study,
    (
        "sponsor",
        "co_sponsors",
        "model",
        "services",
        "countries",
        "therapeutic_area",
        "programme",
        "protocol_id",
    ),
)
"""What is read of all studies to see where work lies."""


@should("SEL-018")
def providers_have_a_reason(ledger: Ledger) -> Iterator[Problem]:
    """Principles say why work is given to this number, type and size of providers.

    Why: One provider gets volume, gives its best people and knows the sponsor's ways, and is a dependence; several compete,
    and cost coordination. Either is right for a reason that should outlive the people who chose.

    Wrong:
        # data/principles.yaml
        provider_reason:

    Right:
        # data/principles.yaml
        provider_reason: One CRO gives a small sponsor its best team; a second would halve the volume.

    Source: published experience with lean outsourcing (number, type and size of CROs).
    """
    for principles in ledger.every(Principles):
        if not principles.provider_reason and ledger.of(WorkOrder) and whole(ledger, principles):
            message = "nothing says why work is given to this number, type and size of providers"
            yield Problem(message, principles.where, "add 'provider_reason:'")


@should("SEL-019", across=(_PLACES, Raci))
def nothing_outside_by_routine(ledger: Ledger) -> Iterator[Problem]:
    """No function, therapeutic area or region of the portfolio is with partners as a whole.

    A function is outside if none of its full-time equivalents is left inside, or if others do its work in all studies
    and no competence of it is kept. A therapeutic area or region is outside if all its studies, at least two, are run
    with partners. Studies that the sponsor runs itself count if they stand under 'own_studies'.

    Why: Who does nothing in a field any more can neither judge what a partner does there, nor take it back.

    Wrong:
        # data/principles.yaml
        workload:
          - function: Clinical Operations
            year: 2026
            internal: 0
            external: 3

    Right:
        # data/principles.yaml
        workload:
          - function: Clinical Operations
            year: 2026
            internal: 1
            external: 2

    Source: published principles of sponsor-CRO alliances.
    """
    if not complete(ledger, Study):
        return
    for principles in ledger.every(Principles):
        if not whole(ledger, principles):
            continue
        for function in functions(ledger, principles):
            for reason in function.reasons:
                yield Problem(
                    f"the function '{function.title}' is outside as a whole: {reason}",
                    _place(principles, function.title),
                    "keep people or a competence of it inside, or accept the finding with a reason",
                )
        for area in areas(ledger, principles):
            if area.whole:
                yield _outside(ledger, area)


def _place(principles: Principles, function: str) -> Where:
    """The latest row of a function's work, else its first competence."""
    rows = [row for row in principles.workload if row.function == function]
    if rows:
        return max(rows, key=lambda row: row.year).where
    return next(one.where for one in principles.competences.values() if one.function == function)


def _outside(ledger: Ledger, area: Area) -> Problem:
    studies = ledger.of(Study)
    names = listed(studies[id].protocol_id for id in area.outside)
    known = ledger.of(Party)
    parties = listed(known[id].short_name if id in known else id for id in area.providers)
    where = (
        studies[area.outside[-1]].at("therapeutic_area" if area.kind == "therapeutic area" else "countries")
    )  # fmt: skip
    return Problem(
        f"the {area.kind} '{area.title}' is outside as a whole: {names} are run with {parties or 'partners'}, none inside",
        where,
        "name studies that are run inside under 'own_studies', run one inside, or accept the finding with a reason",
    )


@should("SEL-020", across=(_PLACES,))
def whole_parts(ledger: Ledger) -> Iterator[Problem]:
    """A study has few providers, and a service of one programme is with one provider in all its studies.

    The playbook's threshold 'providers_per_study' says how many are few.

    Why: Each piece given to another provider is a hand-over more to manage and a party less that answers for the whole.

    Wrong:
        # data/playbook.yaml
        thresholds:
          providers_per_study: 0

    Right:
        # data/playbook.yaml
        thresholds:
          providers_per_study: 1

    Source: published principles of sponsor-CRO alliances.
    """
    most, known = ledger.thresholds.providers_per_study, ledger.of(Party)
    for study in ledger.of(Study).values():
        found = [known[id].short_name for id in providers_of(ledger, study) if id in known]
        if len(found) > most and whole(ledger, study):
            yield Problem(
                f"study {study.protocol_id} is given away in fragments: {len(found)} providers ({listed(found)}), "
                f"more than {most}",
                study.at("services").key(),
                "give services that belong together to one provider",
            )
    for split in splits(ledger):
        *others, last = (study for studies in split.studies.values() for study in studies)
        service = ledger.of(Service).get(split.service)
        if all(party in known for party in split.studies):
            yield Problem(
                f"in programme {split.programme}, '{service.title if service else split.service}' is with "
                f"{listed(known[party].short_name for party in split.studies)}",
                ledger.of(Study)[last].at("services", split.service),
                "give a programme's service to one provider, or accept the finding with a reason",
                see("another study", ledger.of(Study)[others[0]].at("services", split.service)),
            )


@should("SEL-022")
def competences_have_holders(ledger: Ledger) -> Iterator[Problem]:
    """A competence that the sponsor keeps or shares names a role of the sponsor, for which another stands in.

    Why: A competence that nobody holds is kept on paper only; one that a single person holds leaves with that person.

    Wrong:
        # data/principles.yaml
        competences:
          monitoring:
            holder: shared

    Right:
        # data/principles.yaml
        competences:
          monitoring:
            holder: shared
            role: sponsor-project-manager

    Source: published experience with lean outsourcing (retained competences).
    """
    for principles in ledger.every(Principles):
        for one in principles.competences.values():
            for gap in gaps(ledger, one) if whole(ledger, principles) else ():
                where = one.at("role") if one.role else one.where
                yield Problem(
                    f"'{one.competence}' is {one.holder}, but {gap}", where, "name a role of the sponsor"
                )


RULES = (
    providers_have_a_reason,
    nothing_outside_by_routine,
    whole_parts,
    competences_have_holders,
)

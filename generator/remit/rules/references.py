"""ID and REF: ids are unique, and what is named exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.findings import Related, Where
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.fields import Identified, Record
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.studies import Study, Transfer
from remit.rules.rule import Problem, Reads, must, see
from remit.schema.nearest import nearest, same_but_for_case

_WORDS = {
    "quality_agreement": "quality agreement",
    "master": "master agreement",
    "risk_model": "risk-sharing model",
    "work_order": "work order",
    "step": "ladder step",
    "body": "governance body",
}

_HOMES = {
    "role": "data/roles.yaml",
    "topic": "data/topics.yaml",
    "service": "data/services.yaml",
    "activity": "data/services.yaml",
    "obligation": "a file in data/obligations/",
    "regime": "data/obligations/",
    "party": "data/parties/",
    "body": "data/governance.yaml",
    "step": "data/escalation.yaml",
    "clock": "data/escalation.yaml",
    "metric": "data/metrics.yaml",
    "system": "data/systems.yaml",
    "risk": "data/risks.yaml",
}
"""Where records of a kind are kept."""

MANY = 5
"""A name that stands in so many places of a file was hardly misspelt: its record is missing."""

ALONE = 2
"""So many places of a file are told one by one; more are told together, at the first."""

SURE = 0.85
"""Likeness, 0 to 1, from which another name is proposed."""


@must("ID-001")
def ids_unique(ledger: Ledger) -> Iterator[Problem]:
    """An id names one record of its kind in the whole playbook.

    Why: A reference to an id that two records have would be read in two ways.

    Wrong:
        # data/obligations/ich-e6r3.yaml
        obligations:
          us312-56a:
            citation: ICH E6(R3) 3.11.2
            title: Audit
            summary: Audit independently of monitoring.
            transfer: with-oversight
            area: quality
            topic: audit
            basis: text
            verified: yes

    Right:
        # data/obligations/ich-e6r3.yaml
        obligations:
          r3-3-11-2:
            citation: ICH E6(R3) 3.11.2
            title: Audit
            summary: Audit independently of monitoring.
            transfer: with-oversight
            area: quality
            topic: audit
            basis: text
            verified: yes

    Source: how records are found.
    """
    for first, second in ledger.duplicates:
        if isinstance(second, Identified):
            kind = _WORDS.get(first.KIND, first.KIND)
            related = see("the first", first.where.key())
            yield Problem(
                f"another {kind} has the id '{second.id}' already",
                second.where.key(),
                "give one of them another id",
                related,
            )


@must("ID-002")
def earlier_ids_given_up(ledger: Ledger) -> Iterator[Problem]:
    """An id that a record had before ('was') is no other record's id now, nor claimed by two.

    Why: A review would take one record for the other, and a duty or price that moved for one that stayed.

    Wrong:
        # data/roles.yaml
        roles:
          cro-cra:
            was: [cro-executive]

    Right:
        # data/roles.yaml
        roles:
          cro-cra:
            was: [cro-monitor]

    Source: how reviews tell a rename from a removal.
    """
    claimed: dict[tuple[str, str], Record] = {}
    for kind, records in ledger.index.items():
        for record in records.values():
            for place, earlier in enumerate(record.was if isinstance(record, Identified) else ()):
                where = record.at("was", place)
                first = claimed.setdefault((kind, earlier), record)
                if earlier in records:
                    related = see("the record of that id", records[earlier].where.key())
                    message = f"'{earlier}' is the id of a {word_for(kind)} now"
                    yield Problem(message, where, "remove it here, or give that record another id", related)
                elif first is not record:
                    related = see("the first", first.at("was"))
                    message = f"another {word_for(kind)} was called '{earlier}' before, too"
                    yield Problem(message, where, "keep it where the record really comes from", related)


_NUMBERED: tuple[type[Document], ...] = (MasterAgreement, QualityAgreement, Transfer, WorkOrder)


@must(
    "ID-040",
    across=(
        Reads(Study, ("protocol_id",)),
        Reads(Transfer, ("number",)),
        Reads(WorkOrder, ("number",)),
    ),
)
def numbers_unique(ledger: Ledger) -> Iterator[Problem]:
    """A protocol number names one study, and a document number one document.

    Why: People and authorities know studies and contracts by these numbers, not by ids; a number that two have means both.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        number: MSA-BRI

    Right:
        # data/agreements/quality/qa-bright.yaml
        number: QA-BRI

    Source: document control practice.
    """
    studies = ((one.protocol_id, one.at("protocol_id")) for one in ledger.of(Study).values())
    documents = ((one.number, one.at("number")) for cls in _NUMBERED for one in ledger.of(cls).values())
    for numbers, what in ((studies, "study"), (documents, "document")):
        first: dict[str, Where] = {}
        for number, where in numbers:
            known = first.setdefault(number.casefold(), where)
            if known is not where:
                yield Problem(
                    f"another {what} has the number '{number}' already",
                    where,
                    "give one of them another number",
                    see("the first", known),
                )


@must("REF-001")
def references_resolve(ledger: Ledger) -> Iterator[Problem]:
    """Whatever a record names exists: roles, parties, activities, duties, services, metrics, agreements.

    Why: A contract that names a role which nobody has defined cannot be kept.

    Wrong:
        # data/raci.yaml
        activities:
          audit-cro:
            informed: [cro-projectmanager]

    Right:
        # data/raci.yaml
        activities:
          audit-cro:
            informed: [cro-project-manager]

    Source: how records are found.
    """
    missing: dict[tuple[str, str, str], list[Where]] = {}
    for reference in ledger.references:
        kind, id = reference.kind, reference.id
        if id in ledger.index.get(kind, {}) or (kind, id) in ledger.left_out:
            continue
        if {(kind, id), (kind, "*")} & ledger.broken:
            continue
        missing.setdefault((reference.where.file, kind, id), []).append(reference.where)
    for (_, kind, id), places in missing.items():
        yield from _absent(kind, id, places, ledger.index.get(kind, {}))


def _absent(kind: str, id: str, places: list[Where], records: Mapping[str, Record]) -> Iterator[Problem]:
    """The places of one file that name what does not exist: each alone, or with the first if they are many."""
    word, known = word_for(kind), list(records)
    message = f"there is no {word} '{id}'"
    fix = same_but_for_case(id, known) or _with_name(id, records)
    hint = nearest(id, known, SURE) if len(places) < MANY else ""
    if not hint and fix:
        hint = f"write its id, '{fix}'"
    if not hint and 0 < len(known) <= 12:
        hint = f"there are: {', '.join(known)}"
    if not hint:
        hint = f"add the {word}{_home(kind)}, or name another one here"
    if len(places) <= ALONE or fix:
        yield from (Problem(message, place, hint, fix=fix) for place in places)
    else:
        message = f"{message}, which this file names in {len(places)} places"
        yield Problem(message, places[0], hint, tuple(Related("named here, too", at) for at in places[1:]))


def _with_name(name: str, records: Mapping[str, Record]) -> str:
    """The id of the one record that has this name or title; else nothing."""
    wanted = name.casefold()
    found = {
        id
        for id, record in records.items()
        for field in ("title", "name", "short_name", "short_title", "number")
        if str(getattr(record, field, "")).casefold() == wanted
    }
    return found.pop() if len(found) == 1 else ""


def _home(kind: str) -> str:
    file = _HOMES.get(kind, "")
    return f" to {file}" if file else ""


def word_for(kind: str) -> str:
    """A kind of record in the words of its users."""
    return _WORDS.get(kind, kind)


RULES = (ids_unique, numbers_unique, earlier_ids_given_up, references_resolve)

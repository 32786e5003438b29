"""Who was trained in what, and who may use which system: people down, trainings and systems across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.closing import AccessRecord, Readiness, TrainingRecord
from remit.model.parties import System
from remit.model.quality import Training
from remit.pages.markdown import Block, Inert, badge, heading, joined, paragraph, small, table, text
from remit.pages.page import Desk

INSTEAD_OF = ("training", "access")


def sections(desk: Desk, one: Readiness) -> Iterator[Block]:
    """The two matrices and the trainers."""
    named = [*(each.person for each in one.training), *(each.person for each in one.access)]
    people = tuple(dict.fromkeys(named))
    yield heading(2, "Training", "field-training")
    yield paragraph("The day of each training. Trainers of the CRO have learned to train others.")
    yield _training(desk, one.training, people)
    yield _reasons(desk, one.training)
    yield heading(2, "Access to systems", "field-access")
    yield paragraph("The day from which each person may use a system.")
    yield _access(desk, one.access, people)


def _training(desk: Desk, records: Sequence[TrainingRecord], people: Sequence[str]) -> Block:
    topics = tuple(dict.fromkeys(each.topic for each in records))
    found: dict[tuple[str, str], TrainingRecord] = {}
    for each in sorted(records, key=lambda each: each.date):
        found[each.person, each.topic] = each
    rows = [(person, *(_done(found.get((person, topic))) for topic in topics)) for person in people]
    known = desk.book.ledger.of(Training)
    heads = [known[topic].topic if topic in known else topic for topic in topics]
    return table(["Person", *((head, "num") for head in heads)], rows, caption="Trainings by person")


def _done(record: TrainingRecord | None) -> Inert:
    if record is None:
        return Inert("")
    if record.train_the_trainer:
        return joined([record.date, badge("trainer", "accent")], " ")
    return text(record.date)


def _reasons(desk: Desk, records: Sequence[TrainingRecord]) -> Block:
    """Trainings that were not given at the start: why, and by whom."""
    known = desk.book.ledger.of(Training)
    rows = [
        (
            each.person,
            known[each.topic].topic if each.topic in known else each.topic,
            each.date,
            each.trainer,
            badge(each.trigger, "info"),
            desk.source(each.where),
        )
        for each in records
        if each.trigger != "start"
    ]
    if not rows:
        return Block("")
    columns = ["Person", "Topic", "Date", "Trainer", "Why", "Source"]
    return table(columns, rows, caption="Trainings after the start of the study")


def _access(desk: Desk, records: Sequence[AccessRecord], people: Sequence[str]) -> Block:
    systems = tuple(dict.fromkeys(each.system for each in records))
    found = {(each.person, each.system): each for each in records}
    roles: dict[str, dict[str, None]] = {}
    for each in records:
        roles.setdefault(each.person, {})[each.role] = None
    rows = [
        (
            person,
            desk.records("role", roles[person]),
            *(_granted(found.get((person, system))) for system in systems),
        )
        for person in people
        if person in roles
    ]
    known = desk.book.ledger.of(System)
    heads = [(known[system].title if system in known else system, "num") for system in systems]
    return table(["Person", "Works as", *heads], rows, caption="Access by person")


def _granted(record: AccessRecord | None) -> Inert:
    if record is None:
        return Inert("")
    if record.revoked:
        return joined(
            [small(joined([record.granted, record.revoked], " to ")), badge("revoked", "plain")], " "
        )
    return text(record.granted)

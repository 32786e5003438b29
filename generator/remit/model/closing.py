"""People with access, the end of a study, and the register of issued documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Money


@record
class TrainingRecord(Record):
    """A training that a person has done."""

    KEY: ClassVar[tuple[str, ...]] = ("person", "topic")

    person: str = item("Name.", Meaning.PEOPLE)
    topic: str = item("Training requirement.", Meaning.QUALITY, refers="training")
    date: dt.date = item("Date.", Meaning.QUALITY)
    trainer: str = item("Who trained.", Meaning.PEOPLE)
    train_the_trainer: bool = item(
        "Yes: this person may now train others of the CRO.", Meaning.QUALITY, default=False
    )
    trigger: Literal["start", "charter", "ad hoc", "finding", "new user", "amendment"] = item(
        "Why it was given.", Meaning.QUALITY
    )


@record
class AccessRecord(Record):
    """Access of a person to a system."""

    KEY: ClassVar[tuple[str, ...]] = ("person", "system")

    person: str = item("Name.", Meaning.PEOPLE)
    system: str = item("System.", Meaning.QUALITY, refers="system")
    role: str = item("Role in which the person works.", Meaning.RESPONSIBILITY, refers="role")
    granted: dt.date = item("Date granted.", Meaning.TIME)
    revoked: dt.date | None = item("Date revoked.", Meaning.TIME, default=None)


@record
class Replacement(Record):
    """A key person replaced."""

    KEY: ClassVar[tuple[str, ...]] = ("role", "leaving")

    role: str = item("Role.", Meaning.PEOPLE, refers="role")
    leaving: str = item("Who leaves.", Meaning.PEOPLE)
    coming: str = item("Who comes.", Meaning.PEOPLE)
    approved: dt.date = item("Date of the sponsor's approval.", Meaning.RESPONSIBILITY)
    start: dt.date = item("First day of the new person.", Meaning.TIME)
    hand_over_end: dt.date = item("Last day of the hand-over.", Meaning.TIME)


@record
class Readiness(Identified):
    """Training, access and replacements of a study's people (data/studies/<study>/readiness.yaml)."""

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    training: tuple[TrainingRecord, ...] = item("Trainings done.", Meaning.QUALITY)
    access: tuple[AccessRecord, ...] = item("Access given.", Meaning.QUALITY)
    replacements: tuple[Replacement, ...] = item("Key people replaced.", Meaning.PEOPLE, default=())


@record
class Lesson(Identified):
    """A lesson from a study."""

    question: Literal["what went well", "issues", "recommendations"] = item(
        "Question it answers.", Meaning.QUALITY
    )
    phase: Literal["planning", "start-up", "conduct", "close-out"] = item("Phase.", Meaning.TIME)
    what: str = item("What happened.", Meaning.QUALITY)
    cause: str | None = item("Why.", Meaning.QUALITY, default=None)
    recommendation: str | None = item("What to do next time.", Meaning.QUALITY, default=None)
    owner: str | None = item("Role that sees to it.", Meaning.RESPONSIBILITY, default=None, refers="role")
    due: dt.date | None = item("Due date.", Meaning.TIME, default=None)
    target: str | None = item("Document to change.", Meaning.QUALITY, default=None)


@record
class FinancialClose(Record):
    """The last reckoning of a work order."""

    work_order: str = item("Work order.", Meaning.MONEY, refers="work_order")
    contract_value: Money = item("Final contract value.", Meaning.MONEY)
    paid: Money = item("Paid.", Meaning.MONEY)
    due: Money = item("Still due to the CRO.", Meaning.MONEY)
    refund: Money = item("Due back to the sponsor.", Meaning.MONEY)
    final_value: Money = item("Paid and due less refund.", Meaning.MONEY)
    reviewed_by: tuple[str, ...] = item(
        "Roles that reviewed the final invoice.", Meaning.RESPONSIBILITY, refers="role"
    )
    closed_in_systems: dt.date | None = item(
        "Date closed in the finance systems.", Meaning.TIME, default=None
    )


@record
class ChecklistItem(Identified):
    """An item of the close-out checklist."""

    title: str = item("What is done.", Meaning.RESPONSIBILITY)
    owner: str = item("Role that does it.", Meaning.RESPONSIBILITY, refers="role")
    due: dt.date = item("Due date.", Meaning.TIME)
    done: dt.date | None = item("Date done.", Meaning.TIME, default=None)


@record
class ArchiveItem(Identified):
    """Something that is archived."""

    title: str = item("What is archived.", Meaning.QUALITY)
    location: str = item("Where.", Meaning.QUALITY)
    transferred: dt.date | None = item("Date of transfer.", Meaning.TIME, default=None)
    retention_end: dt.date | None = item(
        "First day on which it may be destroyed.", Meaning.LEGAL_DUTY, default=None
    )


@record
class CloseOut(Identified):
    """The end of a study: checklist, archive, final review and financial close (data/studies/<study>/closeout.yaml)."""

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    checklist: Mapping[str, ChecklistItem] = item("Checklist by id.", Meaning.TIME)
    archive: Mapping[str, ArchiveItem] = item("Archive transfer list by id.", Meaning.LEGAL_DUTY)
    review_date: dt.date | None = item("Date of the final project review.", Meaning.TIME, default=None)
    review_owner: str = item("Role that runs the final review.", Meaning.RESPONSIBILITY, refers="role")
    lessons: Mapping[str, Lesson] = item("Lessons by id.", Meaning.QUALITY, default={})
    financial: Mapping[str, FinancialClose] = item("Financial close by id.", Meaning.MONEY, default={})


@record
class RegisterEntry(Identified):
    """A document that was issued or executed."""

    document: str = item("Id of the document, as 'remit build' names it.", Meaning.WORDING)
    version: str = item("Version.", Meaning.WORDING)
    status: Literal["issued", "executed", "superseded"] = item("Status.", Meaning.RESPONSIBILITY)
    date: dt.date = item("Date.", Meaning.TIME)
    file: str = item("Name of the file.", Meaning.WORDING)
    digest: str = item("SHA-256 of the file.", Meaning.WORDING)
    data_revision: str = item("Revision of the records it was printed from.", Meaning.WORDING)
    template_version: str = item("Digest of the template.", Meaning.WORDING)
    commit: str | None = item(
        "Git commit that holds these records; none where they were not committed.",
        Meaning.WORDING,
        default=None,
    )


@record
class Register(Record):
    """Documents issued and executed (data/register.yaml)."""

    documents: Mapping[str, RegisterEntry] = item("Entries by id.", Meaning.RESPONSIBILITY)

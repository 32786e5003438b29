"""How outsourcing is done, step by step: stages with their entry and exit, the steps of a project, and the documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record


@record
class Stage(Identified):
    """A stage of the outsourcing workflow."""

    KIND: ClassVar[str] = "stage"

    title: str = item("Name.", Meaning.TIME)
    purpose: str = item("What it is for.", Meaning.RESPONSIBILITY)
    roles: tuple[str, ...] = item("Roles that take part.", Meaning.RESPONSIBILITY, refers="role")
    entry: tuple[str, ...] = item("Documents or facts without which it does not begin.", Meaning.QUALITY)
    exit: tuple[str, ...] = item("Documents or facts with which it ends.", Meaning.QUALITY)


@record
class ProjectStep(Identified):
    """A step of running an outsourced project."""

    title: str = item("Name.", Meaning.TIME)
    inputs: tuple[str, ...] = item("What it takes.", Meaning.QUALITY)
    outputs: tuple[str, ...] = item("What it gives.", Meaning.QUALITY)
    check: str = item("Question that must be answered before the next step.", Meaning.QUALITY)


@record
class ExpectedDocument(Identified):
    """A document that every outsourced study has."""

    title: str = item("Name.", Meaning.QUALITY)
    stage: str = item("Stage in which it is due.", Meaning.TIME, refers="stage")
    record: Literal[
        "decision",
        "selection",
        "work_order",
        "quality_agreement",
        "transfer",
        "team",
        "kick_off",
        "schedule",
        "readiness",
        "oversight",
        "performance",
        "closeout",
        "none",
    ] = item("Kind of record that shows it; none for a document outside the playbook.", Meaning.QUALITY)


@record
class Process(Record):
    """The outsourcing process (data/process.yaml)."""

    stages: Mapping[str, Stage] = item("Stages by id, in order.", Meaning.TIME, ordered=True)
    steps: Mapping[str, ProjectStep] = item("Steps of a project by id, in order.", Meaning.TIME, ordered=True)
    documents: Mapping[str, ExpectedDocument] = item("Documents of a study by id.", Meaning.QUALITY)

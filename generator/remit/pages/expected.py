"""Which of the documents that every outsourced study has are there: study by study, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.agreements import QualityAgreement
from remit.model.fields import Record
from remit.model.money import WorkOrder
from remit.model.performance import Performance
from remit.model.process import ExpectedDocument, Process
from remit.model.studies import Study
from remit.pages.addresses import address
from remit.pages.book import Book, generic_page
from remit.pages.markdown import Block, Inert, badge, heading, joined, paragraph, small, strong, table
from remit.pages.page import Desk
from remit.schema.dictionary import title_of

INSTEAD_OF = ("documents",)


def sections(desk: Desk, one: Process) -> Iterator[Block]:
    """The set of documents of every study side by side."""
    studies = tuple(desk.book.studies.values())
    yield heading(2, "Documents of each study", "field-documents")
    yield paragraph("What every outsourced study has, by the stage in which it is due, and where it is.")
    yield _table(desk, one, studies)


def of_study(desk: Desk, study: Study) -> Iterator[Block]:
    """The set of documents of one study, for its own page; nothing if the playbook has no process."""
    process = desk.book.only(Process)
    if process is None:
        return
    yield heading(2, "Document set", "document-set")
    asked = [one for one in process.documents.values() if one.record != "none"]
    there = sum(bool(_shown_by(desk.book, study, one)) for one in asked)
    where = desk.to("policy/process#field-documents", "What every study has")
    mark = badge(f"{there} of {len(asked)} recorded", "good" if there == len(asked) else "warn")
    yield paragraph(joined([mark, where], " "))
    yield _table(desk, process, (study,))


def _table(desk: Desk, process: Process, studies: Sequence[Study]) -> Block:
    rows = [
        (
            strong(one.title),
            desk.record("stage", one.stage),
            *(_cell(desk, study, one) for study in studies),
        )
        for one in process.documents.values()
    ]
    columns = [("Document", "wide"), "Due in", *(study.protocol_id for study in studies)]
    return table(columns, rows, caption="Documents that every outsourced study has")


def _cell(desk: Desk, study: Study, one: ExpectedDocument) -> Inert:
    if one.record == "none":
        return small("in the trial master file")
    links = _links(desk, study, one)
    return joined([badge("recorded", "good"), *links], " ") if links else badge("missing", "warn")


def _links(desk: Desk, study: Study, one: ExpectedDocument) -> list[Inert]:
    found = _shown_by(desk.book, study, one)
    links = []
    for record in found:
        if record.KIND and address(record.KIND, str(getattr(record, "id", "")), study.id):
            links.append(desk.record(record.KIND, str(getattr(record, "id", "")), _label(record)))
        else:
            page = generic_page(record.where.file)
            links.append(
                desk.to(page, _label(record)) if page else desk.record("study", study.id, _label(record))
            )
    return links  # fmt: skip


def _label(record: Record) -> str:
    """A document's number, a period, or what kind of record it is."""
    if isinstance(record, Performance):
        return record.id
    return str(getattr(record, "number", "") or title_of(type(record)).lower())


def _shown_by(book: Book, study: Study, one: ExpectedDocument) -> tuple[Record, ...]:
    """The records that show a document of a study."""
    match one.record:
        case "none":
            return ()
        case "quality_agreement":
            named = {
                order.quality_agreement
                for order in book.ledger.of(WorkOrder).values()
                if order.study == study.id
            }
            return tuple(
                agreement for id, agreement in book.ledger.of(QualityAgreement).items() if id in named
            )
        case "oversight":
            whole = book.ledger.files.get("data/oversight.yaml")
            return (whole,) if whole is not None and study.oversight_level else ()
    folder = f"data/studies/{study.id}/"
    names = (f"{folder}{one.record}.yaml", f"{folder}{one.record}s/", f"{folder}{one.record}/")
    return tuple(record for file, record in book.ledger.files.items() if file.startswith(names))  # fmt: skip

"""One document: subject, template and house style to the bytes of a Word file."""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath
from textwrap import shorten

from remit.blocks.numbering import Labels
from remit.documents.context import Context, context_of
from remit.documents.figures import pictures, seen
from remit.documents.languages import language_of
from remit.documents.open_points import SETTLED, left_open_in, left_open_in_own, standing_out
from remit.documents.origin import Stamp, origin_of, sources_of
from remit.documents.own import OwnTemplate, printed_own, unusable
from remit.documents.positions import unknown_positions
from remit.documents.subjects import Subject
from remit.documents.templates import Templates
from remit.files import is_file_name
from remit.findings import CannotGoOn, Finding, Where, error
from remit.frozen import dataclass
from remit.model.agreements import Document
from remit.model.ledger import Ledger
from remit.model.studies import Study, Transfer
from remit.templating import Compiled, Printed, RenderError, Template, print_line
from remit.word import Facts, NotReadable, finish
from remit.word.carry import with_provenance

WATERMARKED = ("draft", "in review")
"""A document in these states carries a watermark. An approved one does not: it is the copy that gets signed."""

MOST_POINTS = 8
"""Open points printed on page one of a draft; the rest is counted."""

LONGEST_POINT = 160
"""Characters of such a point."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document ready to be written: its path below the documents folder, the file's bytes, and what was printed in it."""

    path: PurePosixPath
    data: bytes
    printed: Printed | None = None


def render(
    subject: Subject,
    ledger: Ledger,
    templates: Templates,
    stamp: Stamp,
    *,
    draft: bool,
    open_points: tuple[Finding, ...] = (),
    context: Context | None = None,
) -> tuple[Rendered | None, tuple[Finding, ...]]:
    """The Word file of a subject, or the findings that say why there is none.

    ``stamp`` names the state of the records; its revision is printed in the footer. ``draft`` prints drafting notes and a
    watermark whatever the status, and on page one the ``open_points``: what is wrong in the records it rests on.
    ``context`` is what a final document's template sees, where that is known already.
    """
    if draft:
        from remit.documents.placeholders import with_placeholders  # loads the definitions of all records

        subject, ledger = _unsigned(subject), with_placeholders(ledger)
    if isinstance(subject.record, Transfer) and not _moves_duties(subject.record):
        hint = (
            "transfer or share a duty, or delete the record: without a holder there is nobody to sign it with"
        )
        return _refused("PRINT-002", subject, "moves no duty: every duty stays with the sponsor", hint)
    language = language_of(subject.record, ledger)
    own = templates.word_template(subject.kind, language)
    if own is not None:
        return _own(own, subject, ledger, stamp, templates, open_points, draft=draft)
    compiled = templates.compiled(subject.kind, language)
    if compiled is None or templates.house is None:
        hint = f"write {templates.wanted(subject.kind, language)}, or put right what is wrong in it"
        return _refused("PRINT-001", subject, "has no template that can be used", hint)
    try:
        context = context or seen(ledger, subject, compiled.template)
    except KeyError as missing:
        return _missing(subject, missing)
    try:
        printed, left = _printed(compiled, context, subject, open_points, draft=draft)
        title = print_line(compiled.template, compiled.template.title, context)
        name = print_line(compiled.template, compiled.template.file_name, context)
    except RenderError as problem:
        return None, problem.findings
    if left and not draft:
        return None, left
    if not is_file_name(name):
        where = Where(compiled.template.name, (), 1, 1)
        message = f"'{name}' is not a file name on every system"
        return None, (error("PRINT-003", message, where, "use letters, digits, hyphens"),)
    facts = facts_of(subject, ledger, title, stamp.revision, draft=draft, labels=compiled.template.labels)
    origin = origin_of(subject, ledger.playbook.edition, stamp, compiled.template, templates, draft=draft)
    path = _path(subject, name, draft=draft)
    try:
        data = finish(
            templates.house,
            printed,
            facts,
            compiled.template.labels,
            origin=origin,
            values=sources_of(printed),
            figures=pictures(context),
        )
        return Rendered(path, data, printed), ()
    except CannotGoOn as problem:
        return None, problem.findings


def _follow_positions(record: Document, template: Template) -> None:
    """Raises RenderError where the record chooses a clause or position that the template does not have."""
    clauses = {topic: tuple(one.id for one in clause.positions) for topic, clause in template.clauses.items()}
    unknown = unknown_positions(record.positions, clauses, record.where, PurePosixPath(template.name).name)
    if findings := tuple(unknown):
        raise RenderError(*findings)


def _unsigned(subject: Subject) -> Subject:
    """The document as a draft: it neither says that it was executed nor bears dates of signature."""
    signatures = tuple(dataclasses.replace(one, date=None) for one in subject.record.signatures)
    return dataclasses.replace(
        subject, record=dataclasses.replace(subject.record, status="draft", signatures=signatures)
    )


def _moves_duties(transfer: Transfer) -> bool:
    return any(one.to or one.shares for one in transfer.allocations.values())


def _own(
    template: OwnTemplate,
    subject: Subject,
    ledger: Ledger,
    stamp: Stamp,
    templates: Templates,
    points: tuple[Finding, ...],
    *,
    draft: bool,
) -> tuple[Rendered | None, tuple[Finding, ...]]:
    """A document printed with a Word template of the company's own, under the id of its record."""
    try:
        context = context_of(ledger, subject.record, {})
    except KeyError as missing:
        return _missing(subject, missing)
    context |= {"open_points": _points(points), "figures": {}}
    facts = facts_of(subject, ledger, subject.record.title, stamp.revision, draft=draft)
    made, findings = printed_own(template, context, facts, draft=draft)
    left: tuple[Finding, ...] = ()
    if made and (draft or subject.record.status in SETTLED):
        left = left_open_in_own(made[1], template, made[0], subject.record)
    if left and draft:
        context["open_points"] = _points(_together(points, left))
        made, findings = printed_own(template, context, facts, draft=True)
    if made is None or (left and not draft):
        return None, (*findings, *left)
    data, printed = made
    origin = origin_of(subject, ledger.playbook.edition, stamp, template, templates, draft=draft)
    try:
        data = with_provenance(data, origin, sources_of(printed))
    except NotReadable as problem:
        return None, (unusable(template, problem),)
    return Rendered(_path(subject, subject.id, draft=draft), data, printed), ()


def _path(subject: Subject, name: str, *, draft: bool) -> PurePosixPath:
    return PurePosixPath(subject.folder) / f"{name}{'-draft' if draft else ''}.docx"


def _missing(subject: Subject, missing: KeyError) -> tuple[None, tuple[Finding, ...]]:
    message = f"cannot be printed: {missing.args[0]!r} is not in the records"
    return _refused("PRINT-002", subject, message, "'remit check' names the place")


def _refused(rule: str, subject: Subject, message: str, hint: str) -> tuple[None, tuple[Finding, ...]]:
    record = subject.record
    return None, (error(rule, f"{record.number} {message}", record.where, hint),)


def _printed(
    compiled: Compiled, context: Context, subject: Subject, points: tuple[Finding, ...], *, draft: bool
) -> tuple[Printed, tuple[Finding, ...]]:
    """A printed document, and the placeholders that it leaves open; a draft names them on page one."""
    context["open_points"] = _points(points)
    positions = subject.record.positions
    _follow_positions(subject.record, compiled.template)
    printed = compiled.print(context, positions, draft=draft)
    if not draft and subject.record.status not in SETTLED:
        return standing_out(printed), ()
    left = left_open_in(printed, compiled.template, subject.record)
    if draft and left:
        context["open_points"] = _points(_together(points, left))
        printed = compiled.print(context, positions, draft=True)
    return standing_out(printed) if draft else printed, left


def _together(points: tuple[Finding, ...], left: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What is wrong in the records and what is left open, each place once."""
    told = {_spot(one.where) for one in points}
    return (*points, *(one for one in left if _spot(one.where) not in told))


def _spot(where: Where) -> tuple[object, ...]:
    """A field of a record or, in the wording of a template, a line."""
    return (where.file, where.keys) if where.keys else (where.file, where.line)


def _points(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    printed = tuple(
        f"{_place(finding.where)}: {_in_short(finding.message)}" for finding in findings[:MOST_POINTS]
    )
    more = len(findings) - len(printed)
    return (*printed, f"and {more} more, which 'remit check' lists") if more else printed


def _in_short(message: str) -> str:
    """A message that leaves room on page one: one can list the lines of a whole record."""
    return shorten(message, LONGEST_POINT, placeholder=" ..., which 'remit check' tells in full")


def _place(where: Where) -> str:
    """File and line, or file and field where the line is not known."""
    keys = ".".join(map(str, where.keys))
    return str(where) if where.line or not keys else f"{where.file}, {keys}"


def facts_of(
    subject: Subject, ledger: Ledger, title: str, revision: str, *, draft: bool, labels: Labels | None = None
) -> Facts:
    """What the file says of its document, in the words of its template."""
    record = subject.record
    study = ledger.of(Study).get(subject.study)
    words = labels or Labels()
    of_study = f", study {study.protocol_id}" if study and study.protocol_id not in record.title else ""
    return Facts(
        title=title,
        subject=f"{record.title}{of_study}",
        number=record.number,
        version=record.version,
        status=words.word("draft" if draft else record.status),
        study=study.protocol_id if study else "",
        confidentiality=ledger.playbook.confidentiality,
        revision=revision,
        edition=ledger.playbook.edition,
        language=language_of(record, ledger),
        watermark=words.watermark if draft or record.status in WATERMARKED else "",
        words=words,
        date=record.effective_date or ledger.playbook.effective_date,
    )

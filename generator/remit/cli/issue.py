"""The command `remit issue`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import click

from remit.cli.options import Day, format_option, root_option
from remit.cli.verify import read_file
from remit.documents.internal import INTERNAL
from remit.documents.subjects import Subject, subjects
from remit.documents.templates import Templates
from remit.documents.verify import against_print, opened
from remit.exchange.visible import visible_json
from remit.files import write_whole
from remit.findings import CannotGoOn, Finding, Related, Where, error
from remit.frozen import dataclass
from remit.load.register import with_entry
from remit.load.write import CannotWrite, Place, save, with_changes
from remit.model.closing import Register, RegisterEntry
from remit.pipeline import (
    REGISTER,
    Loaded,
    git_state,
    load,
    load_templates,
    print_again,
    print_documents,
    stopping,
)
from remit.schema.nearest import nearest
from remit.word.issued import claims_of
from remit.word.provenance import Origin
from remit.word.received import open_received
from remit.word.zipped import NotReadable
from remit.workspace import Workspace

READY = ("approved", "executed")
"""A document in another state is not ready to be signed."""


@dataclass(frozen=True, slots=True)
class _Issued:
    """A file that is to be entered: where it stands, its bytes, and what it was printed from."""

    path: Path
    data: bytes
    origin: Origin


@click.command("issue")
@click.argument("document")
@root_option
@click.option("--status", type=click.Choice(["issued", "executed"]), required=True, help="What happened.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that was sent or signed. Default: the document is printed now, below build/documents.",
)
@click.option("--date", "day", type=Day(), metavar="DATE", help="When. Default: today.")
@click.option("--draft", is_flag=True, help="Also when files differ from the commit that is checked out.")
@format_option
def command(
    workspace: Workspace,
    document: str,
    status: str,
    file: Path | None,
    day: dt.date | None,
    draft: bool,
    form: str,
) -> None:
    """Enter DOCUMENT (wo-301, qa-cal, transfer-nvt-218-301 ...) into the register as issued or executed.

    The entry names the file by its digest, and the records and template it was printed from, so that 'remit verify' can
    say years later whether a file is the one. A file that differs from the records in its text is refused.

    \b
    Example:
      remit issue wo-301 --status issued
      remit issue wo-301 --status executed --file signed/wo-301.docx --date 2026-06-12
    """
    loaded = load(workspace)
    subject = _subject(loaded, document)
    stops = stopping(subject, loaded)
    if stops:
        raise CannotGoOn(*stops)
    templates, wrong = load_templates(workspace)
    if wrong:
        raise CannotGoOn(*wrong)
    if not draft:
        _refuse_changed(loaded, templates)
    if status == "executed" and subject.record.status not in READY:
        message = f"{document} is to be executed, but its record says '{subject.record.status}'"
        raise CannotGoOn(
            error("ISSUE-002", message, subject.record.at("status"), "write 'approved' when it is")
        )
    if status == "executed" and subject.kind in INTERNAL:
        message = f"{document} is for internal governance, and nobody signs it"
        raise CannotGoOn(error("ISSUE-002", message, subject.record.where, "enter it with --status issued"))
    issued = _given(file, subject, loaded, templates) if file else _printed(subject, loaded, templates)
    date = day or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    id, written = _enter(loaded, subject, issued, status, date)
    where = f"{REGISTER} ({id})"
    if form == "json":
        entry = {"entry": id, "file": str(issued.path), "digest": _digest(issued.data), "written": written}
        click.echo(visible_json(json.dumps({**entry, "findings": []}, indent=2)))
    else:
        click.echo(f"{issued.path}: {f'entered in {where}' if written else f'already in {where}'}")


def _subject(loaded: Loaded, id: str) -> Subject:
    known = {subject.id: subject for subject in subjects(loaded.ledger)}
    if id in known:
        return known[id]
    hint = nearest(id, list(known)) or f"there are: {', '.join(known)}"
    raise CannotGoOn(*loaded.errors, error("CLI-003", f"there is no '{id}'", Where("data"), hint))


def _refuse_changed(loaded: Loaded, templates: Templates) -> None:
    git = git_state(loaded, templates)
    if git and git.dirty:
        first, *more = (Related("differs from the commit", Where(path)) for path in git.changed)
        message = (
            "files differ from the commit that is checked out, so that nobody could print the document again"
        )
        hint = "commit them first, or say --draft"
        raise CannotGoOn(error("ISSUE-001", message, first.where, hint, more[:9]))


def _printed(subject: Subject, loaded: Loaded, templates: Templates) -> _Issued:
    (outcome,) = print_documents(loaded, templates, [subject], draft=False)
    if outcome.rendered is None:
        raise CannotGoOn(*outcome.findings)
    path = loaded.workspace.documents / outcome.rendered.path
    write_whole(path, outcome.rendered.data)
    return _Issued(path, outcome.rendered.data, _origin(outcome.rendered.data))


def _origin(data: bytes) -> Origin:
    claims = claims_of(open_received(data))
    return claims.origin if claims else Origin()


def _given(path: Path, subject: Subject, loaded: Loaded, templates: Templates) -> _Issued:
    """A file that was sent or signed, when it is the document as it can be printed again."""
    try:
        data = read_file(path)
        file = opened(data)
    except NotReadable as reason:
        raise CannotGoOn(
            _wrong(path, f"not a readable Word file: {reason}", "give the .docx that was sent")
        ) from None
    claims = file.claims
    if claims is None or claims.origin.id != subject.id:
        named = claims.origin.id if claims else ""
        message = f"this file is not {subject.id}" + (
            f" but {named}" if named else ", and does not say what it is"
        )
        raise CannotGoOn(_wrong(path, message, "give the file that 'remit build' printed for it"))
    again = print_again(loaded, templates, claims.origin)
    if again.rendered is None:
        raise CannotGoOn(_wrong(path, again.reason, "print it again, and have that file signed"))
    verdict = against_print(file, claims, again.rendered)
    if verdict.state not in ("untouched", "resaved"):
        hint = "'remit verify' lists the changes; write them into the records first"
        raise CannotGoOn(_wrong(path, f"its text is not that of the records: {verdict.message}", hint))
    if claims.origin.draft:
        raise CannotGoOn(_wrong(path, "this file is a draft", "print the document without --draft"))
    return _Issued(path, data, claims.origin)


def _wrong(path: Path, message: str, hint: str) -> Finding:
    return error("ISSUE-003", message, Where(str(path)), hint)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _enter(loaded: Loaded, subject: Subject, issued: _Issued, status: str, date: dt.date) -> tuple[str, bool]:
    """Writes the entry; its id, and whether it was not there before."""
    origin = issued.origin
    id = _entry_id(subject.id, origin.version, status)
    present = _present(loaded, id)
    if present is not None:
        if present.digest == _digest(issued.data):
            return id, False
        message = f"version {origin.version} of {subject.id} was {status} on {present.date} with another file"
        raise CannotGoOn(error("ISSUE-004", message, present.where, "raise the version in the record"))
    entry = {
        "document": subject.id,
        "version": origin.version,
        "status": status,
        "date": date.isoformat(),
        "file": issued.path.name,
        "digest": _digest(issued.data),
        "data_revision": origin.revision,
        "template_version": origin.template_digest,
        **({"commit": origin.commit} if origin.commit and not origin.dirty else {}),
    }
    before = loaded.tree.get(REGISTER)
    path = loaded.workspace.root / REGISTER
    try:
        after = with_entry(_superseding(loaded, before, entry), id, entry)
    except CannotWrite as reason:
        raise CannotGoOn(
            error("ISSUE-005", f"the register cannot take the entry: {reason}", Where(REGISTER))
        ) from None
    if before is None:
        write_whole(path, after)
    elif not save(path, before, after):
        raise CannotGoOn(
            error("FIX-001", "this file was changed in the meantime", Where(REGISTER), "run it again")
        )
    return id, True


def _superseding(loaded: Loaded, register: bytes | None, entry: Mapping[str, str]) -> bytes | None:
    """The register in which a version that is executed now has taken the place of the one before."""
    if register is None or entry["status"] != "executed":
        return register
    before: dict[Place, str] = {
        (("documents", id, "status"), "value"): "superseded"
        for held in loaded.ledger.every(Register)
        for id, one in held.documents.items()
        if one.document == entry["document"] and one.status == "executed"
    }
    return with_changes(register, before) if before else register


def _entry_id(document: str, version: str, status: str) -> str:
    return re.sub("[^a-z0-9]+", "-", f"{document}-{version}-{status}".lower())[-64:].strip("-")


def _present(loaded: Loaded, id: str) -> RegisterEntry | None:
    for register in loaded.ledger.every(Register):
        if id in register.documents:
            return register.documents[id]
    return None

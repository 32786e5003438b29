"""Saving a draft as a record's file, and telling what is still missing in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from remit.cli.incomplete import incomplete
from remit.cli.report import as_json, print_findings
from remit.exchange.yaml_text import to_yaml
from remit.files import write_whole
from remit.findings import CannotGoOn, Finding, Severity, Where, error
from remit.load.locate import locate
from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.load.yaml import parse
from remit.model.catalogue import FILE_KINDS
from remit.model.draft import Draft
from remit.model.fields import ID_PATTERN
from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.schema.cerberus import explain
from remit.workspace import DATA, Workspace

GAP = "SHAPE-002"
"""Rule of a missing field; an import has named its gaps already, with their places in the imported file."""

Place = dict[str, str]
"""What the path of a file tells: an id, a study."""


def records_of(workspace: Workspace, *studies: str | None) -> Ledger:
    """The records of a playbook as far as they can be read; what is wrong in them is the business of `remit check`.

    CannotGoOn where the record of one of the ``studies`` is there, but could not be read, with what is wrong in it first.
    """
    tree, _ = read_folder(workspace.root, DATA, (".yaml", ".yml"))
    ledger, findings = read_records(tree)
    for id in studies:
        if id and id not in ledger.of(Study) and (Study.KIND, id) in ledger.broken:
            raise CannotGoOn(incomplete(id, locate(findings, tree)))
    return ledger


def id_option(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """An id from the command line, which becomes the name of a file or folder."""
    if value is not None and not re.fullmatch(ID_PATTERN, value):
        raise click.BadParameter(
            f"'{value}' is not an id: small letters a to z, digits and hyphens, at most 64"
        )
    return value


def save(
    workspace: Workspace,
    draft: Draft,
    place: Place,
    notes: Sequence[Finding],
    *,
    out: Path | None,
    force: bool,
    form: str,
) -> int:
    """Write the draft to its place in the playbook, or to ``out``; say where, and what is open. Returns the exit code.

    1 if something needs a person before the record is whole, otherwise 0; CannotGoOn if nothing was written.
    """
    kind = next(kind for kind in FILE_KINDS if kind.cls is draft.cls)
    name = f"{DATA}/{kind.pattern.format(**place)}"
    target = out or workspace.root / name
    shown = str(out) if out else name
    data = to_yaml(draft).encode()
    missing = _missing(draft, shown, data)
    named = {GAP} if notes else set()
    told = (*notes, *(finding for finding in missing if finding.rule not in named))
    _write(target, shown, data, force)
    if form == "json":
        click.echo(as_json(told, written=shown))
    else:
        print_findings(told)
        click.echo(f"{shown} written. Next: remit check", err=True)
    return 1 if missing or any(note.severity is not Severity.INFORMATION for note in notes) else 0


def _missing(draft: Draft, name: str, data: bytes) -> tuple[Finding, ...]:
    """What `remit check` will say about the fields of this file; CannotGoOn if the file could not even be read back."""
    document, faults = parse(name, data)
    if faults or not isinstance(document, dict):
        raise CannotGoOn(*faults)
    return locate(explain(draft.cls, document, Where(name)), {name: data})


def _write(target: Path, name: str, data: bytes, force: bool) -> None:
    if target.is_dir():
        raise CannotGoOn(
            error(
                "NEW-001",
                "a folder of this name stands in the way",
                Where(name),
                "remove or rename the folder",
            )
        )
    if target.exists() and not force:
        hint = "use --force to write over it, or --out to write somewhere else"
        raise CannotGoOn(
            error("NEW-001", "this file exists already and was left as it is", Where(name), hint)
        )
    write_whole(target, data)

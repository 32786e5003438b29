"""The command `remit import`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from remit.calc.scaffold.study import engaged_like
from remit.cli.metric_values import import_metrics
from remit.cli.options import format_option, root_option
from remit.cli.saving import id_option, records_of, save
from remit.exchange.ctgov import import_ctgov
from remit.exchange.reading import NEEDED
from remit.exchange.study_draft import Imported
from remit.exchange.usdm import import_usdm
from remit.findings import Finding
from remit.model.ledger import Ledger
from remit.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "sponsor": "import it again with --force --sponsor PARTY, or add 'sponsor:' to the record",
        "services": "import it again with --force --like STUDY to take who provides what from a study of the playbook, "
        "or add 'services:' to the record",
    }
)
"""Fields of a study that an option gives, and what to do where it was not used."""

Importer = Callable[[Path, Ledger, str | None], Imported]


@click.group("import")
def command() -> None:
    """Take a study from a registry or a study builder, or figures of metrics, into the records of the playbook.

    What cannot be taken over is named with its line and column in the file; for a study also as a comment in the record.
    Nothing is guessed, and nothing is written over unless you say --force.

    Exit codes: 0 written, 1 written but something needs a person's eye first, 2 nothing written.
    """


command.add_command(import_metrics)


def _options(function: F) -> F:
    for add in (
        format_option,
        click.option("--force", is_flag=True, help="Write over an existing study record."),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            help="Write to this file instead of the playbook's data folder.",
        ),
        click.option(
            "--sponsor", callback=id_option, metavar="PARTY", help="Sponsor as a party of the playbook."
        ),
        click.option(
            "--like",
            callback=id_option,
            metavar="STUDY",
            help="Take who provides which service, engagement model and oversight level from this study.",
        ),
        click.option(
            "--study",
            callback=id_option,
            metavar="ID",
            help="Id of the study. Default: from the protocol number.",
        ),
        root_option,
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        function = add(function)
    return function


@command.command("ctgov")
@_options
def ctgov(**given: Any) -> None:
    """Import FILE, the record of one study from ClinicalTrials.gov (version 2, JSON).

    \b
    Example:
      remit import ctgov NCT02552212.json
      remit import ctgov NCT02552212.json --like nvt-218-301 --sponsor norvane
    """
    raise SystemExit(_import(import_ctgov, **given))


@command.command("usdm")
@_options
def usdm(**given: Any) -> None:
    """Import FILE, a study definition in CDISC's USDM (version 4 or 3, JSON).

    \b
    Example:
      remit import usdm CDISC_Pilot_Study.json --study lzzt
    """
    raise SystemExit(_import(import_usdm, **given))


def _import(
    importer: Importer,
    *,
    file: Path,
    workspace: Workspace,
    study: str | None,
    like: str | None,
    sponsor: str | None,
    out: Path | None,
    force: bool,
    form: str,
) -> int:
    ledger = records_of(workspace, like)
    imported = importer(file, ledger, study)
    draft = engaged_like(ledger, imported.draft, like, sponsor)
    notes = tuple(
        _to_be_added(note) for note in imported.findings if not _settled(note.message, draft.values)
    )
    return save(workspace, draft, {"id": imported.id}, notes, out=out, force=force, form=form)


def _settled(message: str, values: Any) -> bool:
    """Whether a note about a field that was left out no longer holds, because an option has given the field."""
    return any(_leaves_out(message, name) for name in OPTIONS if name in values)


def _to_be_added(note: Finding) -> Finding:
    """A note about a field that no registry tells and that every contract needs: a warning that says how to add it."""
    for name, hint in OPTIONS.items():
        if _leaves_out(note.message, name):
            return replace(note, rule=NEEDED.id, severity=NEEDED.severity, hint=hint)
    return note


def _leaves_out(message: str, name: str) -> bool:
    return message.endswith(f"the field '{name}' is left out")

"""The command `remit verify`."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from remit.cli.options import format_option, workspace_at
from remit.documents.templates import Templates
from remit.documents.verify import (
    FoundChange,
    FoundValue,
    Opened,
    Verdict,
    against_itself,
    against_print,
    as_registered,
    damaged,
    not_ours,
    opened,
)
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Where
from remit.load.locate import placer
from remit.load.tree import Tree
from remit.model.closing import Register
from remit.pipeline import Loaded, load, load_templates, print_again
from remit.word.issued import Claims
from remit.word.zipped import LARGEST_FILE, NotReadable

EXIT = {"untouched": 0, "resaved": 0, "edited": 1, "foreign": 1, "not ours": 1, "damaged": 2}
LONGEST = 160
"""Characters of a text that are shown on a terminal; JSON holds all."""


@click.command("verify")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="The playbook's folder. Default: the nearest folder upward; without one, files are held against themselves.",
)
@format_option
def command(files: tuple[Path, ...], root: Path | None, form: str) -> None:
    """Say whether Word FILES are as they were printed, and if not, what was changed and which record it came from.

    The document is printed again from the records that the file names and compared, so that a file cannot vouch for itself.
    Texts, values, headers and footers, notes and comments are compared; layout is not.

    Exit codes: 0 untouched, or saved again without a change of its text; 1 edited, or not from this playbook; 2 damaged.

    \b
    Example:
      remit verify build/documents/nvt-218-301/wo-301.docx
      remit verify returned/*.docx --format json
    """
    playbook = _playbook(root)
    verdicts = [(path, verify(path, playbook)) for path in files]
    if form == "json":
        click.echo(
            visible_json(
                json.dumps({"files": [_data(p, v) for p, v in verdicts]}, indent=2, ensure_ascii=False)
            )
        )
    else:
        for path, verdict in verdicts:
            _print(path, verdict)
    raise SystemExit(max(EXIT[verdict.state] for _, verdict in verdicts))


def _playbook(root: Path | None) -> tuple[Loaded, Templates] | None:
    """The playbook that files are held against; None when there is none around and none was named."""
    try:
        workspace = workspace_at(root)
    except CannotGoOn:
        if root is not None:
            raise
        return None
    return load(workspace), load_templates(workspace)[0]


def verify(path: Path, playbook: tuple[Loaded, Templates] | None) -> Verdict:
    """The verdict on one file."""
    try:
        data = read_file(path)
        file = opened(data)
    except NotReadable as reason:
        return damaged(reason)
    if file.claims is None:
        return not_ours()
    return _judged(file, file.claims, hashlib.sha256(data).hexdigest(), playbook)


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises NotReadable."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable("it is not a regular file")
        if status.st_size > LARGEST_FILE:
            raise NotReadable("it is far larger than a Word file")
        return path.read_bytes()
    except OSError as reason:
        raise NotReadable(reason.strerror or "it cannot be read") from None


def _judged(file: Opened, claims: Claims, digest: str, playbook: tuple[Loaded, Templates] | None) -> Verdict:
    if playbook is None:
        return against_itself(file, claims, "there is no playbook here to print it again")
    loaded, templates = playbook
    again = print_again(loaded, templates, claims.origin)
    if again.rendered is not None:
        return _placed(against_print(file, claims, again.rendered), again.tree)
    for register in loaded.ledger.every(Register):
        for entry in register.documents.values():
            if entry.digest == digest:
                return as_registered(claims, entry.status, entry.date)
    return against_itself(file, claims, again.reason)


def _placed(verdict: Verdict, tree: Tree) -> Verdict:
    """The verdict with the lines of the records."""
    place = placer(tree)
    return replace(
        verdict,
        changes=tuple(
            replace(change, values=tuple(replace(one, where=place(one.where)) for one in change.values))
            for change in verdict.changes
        ),
    )


def _print(path: Path, verdict: Verdict) -> None:
    click.echo(visible(f"{path}: {verdict.message}"))
    for change in verdict.changes:
        click.echo(f"    {_words(change)}")
        for value in change.values:
            click.echo(visible(f"        {value.old} -> {value.new}, from {_source(value)}"))


def _words(change: FoundChange) -> str:
    old, new = _short(change.old), _short(change.new)
    if change.kind == "deleted":
        return visible(f"{change.place}: deleted: {old}")
    if change.kind == "added":
        return visible(f"{change.place}: added: {new}")
    return visible(f"{change.place}: {old} -> {new}")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _source(value: FoundValue) -> str:
    return f"{_place(value.where)} ({value.field})"


def _place(where: Where) -> str:
    return f"{where.file}:{where.line}:{where.column or 1}" if where.line else where.file


def _data(path: Path, verdict: Verdict) -> dict[str, Any]:
    origin = verdict.origin
    return {
        "file": str(path),
        "state": verdict.state,
        "message": verdict.message,
        "proven": verdict.proven,
        "document": {
            "id": origin.id,
            "version": origin.version,
            "status": origin.status,
            "edition": origin.edition,
            "data_revision": origin.revision,
            "commit": origin.commit or None,
        }
        if origin
        else None,
        "changes": [_change(change) for change in verdict.changes],
    }


def _change(change: FoundChange) -> dict[str, Any]:
    values = [
        {
            "old": one.old,
            "new": one.new,
            "path": one.where.file,
            "line": one.where.line,
            "column": one.where.column,
            "field": one.field,
            "formatter": one.formatter,
        }
        for one in change.values
    ]
    return {
        "kind": change.kind,
        "place": change.place,
        "old": change.old,
        "new": change.new,
        "values": values,
    }

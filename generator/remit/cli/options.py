"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from remit.workspace import Workspace, find

F = TypeVar("F", bound=Callable[..., Any])


def root_option(function: F) -> F:
    """--root FOLDER, handed to the command as ``workspace``."""
    return click.option(
        "--root",
        "workspace",
        type=click.Path(path_type=Path, file_okay=False),
        callback=lambda _ctx, _param, value: workspace_at(value),
        help="The playbook's folder. Default: the nearest folder upward that has data/playbook.yaml.",
    )(function)


def workspace_at(root: Path | None) -> Workspace:
    """The workspace at ``root``, or around the current folder."""
    return find(Path.cwd(), root)


class Day(click.ParamType[dt.date]):
    """A calendar day, written year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day as a date; a message in words for what is none."""
        from remit.model.values import parse_date  # loads what knows currencies; most runs ask for no day

        if isinstance(value, dt.date):
            return value
        try:
            return parse_date(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write year-month-day, for example 2026-06-30", param, ctx)


def as_of_option(meaning: str) -> Callable[[F], F]:
    """--as-of DATE, handed to the command as ``as_of``: a date, or None. ``meaning`` is its help."""
    return click.option("--as-of", type=Day(), metavar="DATE", help=meaning)


def format_option(function: F) -> F:
    """--format text|json."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to report.",
    )(function)

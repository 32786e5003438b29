"""Options that several commands share."""

from __future__ import annotations

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

"""The command `remit init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from remit.findings import CannotGoOn, Where, error
from remit.workspace import FRAME, example, write_frame


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--empty",
    is_flag=True,
    help="Leave out the example's agreements, studies and what rests on them; keep catalogues and parties to edit.",
)
def command(folder: Path, empty: bool) -> None:
    """Write a new playbook into FOLDER: the example alliance, or with --empty only its catalogues.

    \b
    Example:
      remit init my-playbook
      cd my-playbook
      remit check
    """
    if not folder.name or not str(folder).isprintable():
        raise CannotGoOn(
            error(
                "CLI-002",
                "this needs the name of a new folder, in visible characters",
                Where("remit"),
                "for example: remit init my-playbook",
            )
        )
    if folder.exists() and any(folder.iterdir()):
        raise CannotGoOn(
            error(
                "CLI-002",
                f"the folder {folder} is not empty",
                Where(str(folder)),
                "name a folder that does not exist yet",
            )
        )
    count = _write_empty(folder) if empty else write_frame(example(), folder)
    click.echo(f"{count} files written to {folder}. Next: cd {shlex.quote(str(folder))} && remit check")


def _write_empty(folder: Path) -> int:
    """The playbook without the example's contracts and studies, and without what rests on them."""
    from remit.load.frame import frame_of
    from remit.load.tree import read_folder
    from remit.pipeline import RECORDS
    from remit.workspace import DATA

    source = example()
    tree, _ = read_folder(source, DATA, RECORDS)
    return write_frame(source, folder, FRAME, frame_of(tree, FRAME))

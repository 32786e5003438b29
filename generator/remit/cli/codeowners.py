"""The command `remit export codeowners`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import click

from remit.cli.options import root_option
from remit.cli.report import way_down
from remit.exchange.codeowners import Owners, Platform, codeowners
from remit.files import write_whole
from remit.findings import CannotGoOn, Where, error
from remit.model.parties import Role
from remit.pipeline import load, load_templates
from remit.review.approvals import clause_roles
from remit.workspace import TEMPLATES, Workspace

_HANDLE = re.compile(r"@?[A-Za-z0-9][A-Za-z0-9._/-]*|[^@\s]+@[^@\s]+")


@click.command("codeowners")
@root_option
@click.option(
    "--for",
    "platform",
    type=click.Choice(["github", "gitlab"]),
    default="github",
    show_default=True,
    help="The platform.",
)
@click.option(
    "--org", metavar="NAME", help="Organisation or group whose teams are called like roles: @NAME/role."
)
@click.option(
    "--team",
    "teams",
    multiple=True,
    metavar="ROLE=HANDLE",
    help="Account or team of a role, where it is called otherwise.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file. Default: the terminal.",
)
def command(
    workspace: Workspace, platform: str, org: str | None, teams: tuple[str, ...], out: Path | None
) -> None:
    """Write who approves changes of which files as CODEOWNERS, from the approvers of the playbook and of its clauses.

    \b
    Example:
      remit export codeowners --org acme --out .github/CODEOWNERS
      remit export codeowners --for gitlab --org acme --team sponsor-finance-lead=@maria
    """
    ledger = load(workspace).ledger
    named = dict(_team(one) for one in teams)
    unknown = [role for role in named if role not in ledger.of(Role)]
    if unknown:
        raise CannotGoOn(
            *(error("CLI-003", f"there is no role '{one}'", Where("data/roles.yaml")) for one in unknown)
        )
    templates, _ = load_templates(workspace)
    clauses = {
        f"{TEMPLATES}/clauses/{topic}.md": roles for topic, roles in clause_roles(templates.files).items()
    }
    playbook = ledger.playbook
    owners = Owners(playbook.approvers, clauses, playbook.owner)

    def handle(role: str) -> str:
        return named.get(role) or (f"@{org}/{role}" if org else f"@{role}")

    text = codeowners(owners, cast("Platform", platform), handle, way_down(workspace.root))
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, text.encode())


def _team(given: str) -> tuple[str, str]:
    role, sign, handle = given.partition("=")
    if not sign or not _HANDLE.fullmatch(handle):
        raise click.UsageError(
            f"--team takes ROLE=HANDLE, for example sponsor-finance-lead=@maria, not '{given}'"
        )
    return role, handle if "@" in handle else f"@{handle}"

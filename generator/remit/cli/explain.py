"""The command `remit explain`."""

from __future__ import annotations

import json

import click

from remit.cli.options import format_option
from remit.cli.rule_pages import PAGES
from remit.findings import CannotGoOn, Where, error
from remit.rules import Rule
from remit.schema.nearest import nearest


@click.command("explain")
@click.argument("rule", required=False)
@click.option("--all", "everything", is_flag=True, help="List every rule.")
@format_option
def command(rule: str | None, everything: bool, form: str) -> None:
    """Say what RULE checks, why it matters, and what is wrong and right.

    \b
    Example:
      remit explain RACI-001
      remit explain --all --format json
    """
    if not rule and not everything:
        raise click.UsageError("name a rule, for example 'remit explain RACI-001', or use --all")
    chosen = PAGES if everything else (_find(rule or ""),)
    if form == "json":
        click.echo(json.dumps({"rules": [_data(one) for one in chosen]}, indent=2, ensure_ascii=False))
    elif everything:
        for one in chosen:
            click.echo(f"{one.id:10} {one.severity.value:11} {one.title}")
    else:
        click.echo(f"{chosen[0].id} ({chosen[0].severity.value}): {chosen[0].page}")


def _find(name: str) -> Rule:
    for one in PAGES:
        if one.id == name.upper():
            return one
    ids = [one.id for one in PAGES]
    raise CannotGoOn(
        error(
            "CLI-001",
            f"there is no rule '{name}'",
            Where("remit"),
            nearest(name, ids) or "'remit explain --all' lists them",
        )
    )


def _data(one: Rule) -> dict[str, str]:
    return {
        "id": one.id,
        "title": one.title,
        "severity": one.severity.value,
        "family": one.family,
        "page": one.page,
    }

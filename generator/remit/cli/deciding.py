"""The command `remit decide`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from remit.cli import acquiring_report, deciding_report
from remit.cli.asked import record_in, study_in
from remit.cli.options import format_option, root_option
from remit.cli.report import findings_data, print_findings
from remit.cli.sound import findings_in, judged_records
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Finding, Severity, Where, error
from remit.model.decisions import Decision
from remit.model.parties import Systems
from remit.model.studies import Study
from remit.pipeline import Loaded
from remit.schema.nearest import nearest
from remit.workspace import Workspace

READ = ("playbook", "principles", "services", "raci", "roles", "systems", "study", "study_raci", "decision")
"""Kinds of files that a decision rests on."""


@click.command("decide")
@click.argument("what")
@format_option
@root_option
def command(what: str, form: str, workspace: Workspace) -> None:
    """Show how a decision was weighed. WHAT is a study, or a need in data/systems.yaml for which a system was chosen.

    For a study: options by own people, cost and risk with points and place, the partners' share of the work before and
    after, the criteria and the suitability for lean oversight with their weighted scores, and what is kept inside. For a
    system: what each option costs over its years, plain and discounted, and by point of quality.

    \b
    Exit code: 0 nothing to be looked at, 1 'remit check' finds something in the decision, 2 the command could not do its
    work.

    \b
    Examples:
      remit decide nvt-218-301
      remit decide trial-master-file --format json
    """
    loaded = judged_records(workspace, what, READ)
    systems = next(iter(loaded.ledger.every(Systems)), None)
    if systems and what in systems.acquisitions:
        found = findings_in(loaded, systems.acquisitions[what].where)
        _tell(form, acquiring_report.lines(systems, what), acquiring_report.data(systems, what), found)
        return
    needs = tuple(systems.acquisitions) if systems else ()
    if what not in loaded.ledger.of(Study):
        there = [*loaded.ledger.of(Study), *needs]
        hint = nearest(what, there) or f"there are: {', '.join(there) or 'none'}"
        message = f"there is no study and no choice of a system called '{what}'"
        raise CannotGoOn(error("CLI-003", message, Where("data"), hint))
    _of_study(loaded, what, form)


def _of_study(loaded: Loaded, study: str, form: str) -> None:
    of_study = study_in(loaded.ledger, study)
    decision = record_in(loaded.ledger, Decision, study, "decision")
    told = deciding_report.lines(loaded.ledger, of_study, decision)
    answer = deciding_report.data(loaded.ledger, of_study, decision)
    _tell(form, told, answer, findings_in(loaded, decision.where))


def _tell(form: str, told: Iterable[str], answer: dict[str, Any], found: tuple[Finding, ...]) -> None:
    if form == "json":
        whole = {**answer, "findings": findings_data(found)}
        click.echo(visible_json(json.dumps(whole, indent=2, ensure_ascii=False)))
    else:
        for line in told:
            click.echo(visible(line))
        print_findings(found)
    raise SystemExit(any(one.severity is not Severity.INFORMATION for one in found))

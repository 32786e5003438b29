"""The command `remit schedule`."""

from __future__ import annotations

import datetime as dt
import json

import click

from remit.calc import outlook
from remit.calc.business_days import calendar_of
from remit.calc.crashing import Hurried
from remit.calc.plan import Plan, plan
from remit.calc.simulation import RUNS, SEED
from remit.cli.asked import record_in, study_in
from remit.cli.options import Day, as_of_option, format_option, root_option
from remit.cli.schedule_json import data
from remit.cli.schedule_text import lines
from remit.cli.sound import sound_records
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Severity
from remit.load.locate import locate
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.model.planning import Schedule
from remit.rules.bounds import numbers_within_bounds
from remit.rules.plans import RULES as PLANS
from remit.rules.schedules import RULES as SCHEDULES
from remit.workspace import DATA, Workspace

READ = ("playbook", "study", "schedule")
"""Kinds of files that a schedule rests on."""
NEEDED = ("TIME-007", "TIME-008")
"""Rules of the network that must be kept; whether it is likely in time is what the command is asked."""
MOST_RUNS = 1_000_000


class Within(click.ParamType[int | dt.date]):
    """A number of business days, or a day."""

    name = "days or date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | dt.date:
        """A whole number from 0 on, or a date."""
        text = str(value)
        if text.isdecimal() and len(text) < 6:
            return int(text)
        if text.isdecimal():
            self.fail(f"{text} business days are too many", param, ctx)
        return Day().convert(text, param, ctx)


@click.command("schedule")
@click.argument("study")
@click.option(
    "--target",
    type=Within(),
    metavar="DAYS|DATE",
    help="Judge this target instead of the record's: business days from the start of the network, or a day.",
)
@click.option(
    "--shorten-to",
    type=Within(),
    metavar="DAYS|DATE",
    help="Tell the cheapest way to end by then, if all takes as long as is most likely.",
)
@click.option(
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=RUNS,
    show_default=True,
    help="How often the network is simulated.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63),
    default=SEED,
    show_default=True,
    help="Where the simulation's random numbers begin; the same seed gives the same figures everywhere.",
)
@as_of_option(
    "The day of the report: what happened later has not happened yet, what was due earlier is overdue.  [default: today]"
)
@format_option
@root_option
def command(
    study: str,
    target: int | dt.date | None,
    shorten_to: int | dt.date | None,
    runs: int,
    seed: int,
    as_of: dt.date | None,
    form: str,
    workspace: Workspace,
) -> None:
    """Work out the schedule of STUDY: earliest and latest days, critical path, chances, costs of haste, milestones, people.

    The chance to be in time is told twice, by the normal formula of PERT and by simulation; a sentence says why they differ.

    \b
    Exit code: 0 nothing to decide, 1 a target that is more likely missed than met or that no money can reach, a milestone
    beyond its tolerance, or a role with too much to do; 2 the command could not do its work.

    \b
    Examples:
      remit schedule nvt-218-301
      remit schedule nvt-218-301 --target 2025-11-14 --shorten-to 125
      remit schedule nvt-218-301 --as-of 2025-09-30 --format json
    """
    ledger = sound_records(workspace, study, READ, as_of)
    protocol = study_in(ledger, study).protocol_id
    schedule = record_in(ledger, Schedule, study, "schedule")
    _stop_at_errors(workspace, ledger, schedule)
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    found = plan(schedule, target=_days(schedule, target), as_of=day, runs=runs, seed=seed)
    assert found, "what keeps tasks from being a network is an error of a rule"  # noqa: S101
    wanted = _days(schedule, shorten_to)
    hurried = found.crashing.cheapest(wanted) if found.crashing and wanted is not None else None
    if form == "json":
        answer = {"study": study, "protocol": protocol, **data(ledger, found, wanted, hurried)}
        click.echo(visible_json(json.dumps(answer, indent=2, ensure_ascii=False)))
    else:
        for line in lines(ledger, protocol, found, wanted, hurried):
            click.echo(visible(line))
    raise SystemExit(bool(outlook.attention(found)) or _unreachable(found, wanted, hurried))


def _days(schedule: Schedule, within: int | dt.date | None) -> int | None:
    """A day as the number of business days from the start to its end."""
    if not isinstance(within, dt.date):
        return within
    return calendar_of(schedule).after(schedule.start - dt.timedelta(days=1), within)


def _stop_at_errors(workspace: Workspace, ledger: Ledger, schedule: Schedule) -> None:
    """CannotGoOn with everything that would make the result wrong."""
    rules = (numbers_within_bounds, *(rule for rule in SCHEDULES if rule.id in NEEDED), *PLANS)
    found = [one for rule in rules if rule.severity is Severity.ERROR for one in rule.findings(ledger)]
    stops = [one for one in found if one.where.file == schedule.where.file]
    if stops:
        tree, _ = read_folder(workspace.root, DATA, (".yaml", ".yml"))
        raise CannotGoOn(*locate(stops, tree))


def _unreachable(found: Plan, wanted: int | None, hurried: Hurried | None) -> bool:
    return wanted is not None and hurried is None and wanted < found.likely.length

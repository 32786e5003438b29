"""The command `remit scorecard`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

import click

from remit.calc.periods import Periods, by_cro
from remit.calc.scorecard import Scorecard, asked_of, scorecard
from remit.cli.asked import study_in
from remit.cli.options import as_of_option, format_option, root_option
from remit.cli.scorecard_report import data, lines
from remit.cli.sound import sound_records
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Finding, Where, error
from remit.model.ledger import Ledger
from remit.model.performance import Performance
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metric
from remit.model.studies import Study
from remit.schema.nearest import nearest
from remit.workspace import Workspace

READ = ("playbook", "party", "roles", "metrics", "study", "performance")
"""Kinds of files that a scorecard rests on."""


@click.command("scorecard")
@click.argument("study")
@click.argument("period", required=False)
@as_of_option(
    "Judge by the periods that had ended on this day; actions due before it are late.  [default: today]"
)
@format_option
@root_option
def command(study: str, period: str | None, as_of: dt.date | None, form: str, workspace: Workspace) -> None:
    """Judge the work for STUDY in PERIOD, by default in the last period of each CRO.

    Says the status of every metric and of each dimension, the trend over all periods, which lead indicators are heading for
    a limit, what is in breach and what was agreed about it. Metrics of the sponsor's own work stand apart.

    \b
    Exit code: 0 nothing to do, 1 a metric is in breach or heading for one, a figure is missing or an action late,
    2 the command could not do its work.

    \b
    Examples:
      remit scorecard nvt-218-301 2026-q3
      remit scorecard nvt-218-301 --as-of 2026-07-31 --format json
    """
    ledger = sound_records(workspace, study, READ, as_of)
    found = study_in(ledger, study)
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    cards = [_card(ledger, group) for group in _periods(ledger, study, period, as_of)]
    if form == "json":
        told = {"study": study, "protocol": found.protocol_id, "as_of": day.isoformat()}
        answer = {**told, "scorecards": [data(card, day) for card in cards]}
        click.echo(visible_json(json.dumps(answer, indent=2, ensure_ascii=False)))
    else:
        for card in cards:
            for line in lines(ledger, found, card, day):
                click.echo(visible(line))
    raise SystemExit(any(_to_do(card, day) for card in cards))


def _card(ledger: Ledger, periods: Periods) -> Scorecard:
    limits = next((one.thresholds for one in ledger.every(Playbook)), Thresholds())
    metrics = ledger.of(Metric)
    study = ledger.of(Study).get(periods[-1].study)
    return scorecard(metrics, periods, limits, asked_of(metrics, study, periods[-1].cro))


def _to_do(card: Scorecard, day: dt.date) -> bool:
    late = any(row.late(day) or row.fault for row in card.rows)
    return bool(card.breaches or card.warnings or card.unreported or card.unknown or late)


def _periods(ledger: Ledger, study: str, asked: str | None, as_of: dt.date | None) -> Sequence[Periods]:
    """Of each CRO the periods up to the one that is asked for, or up to the last one that had ended."""
    every = ledger.in_study(Performance, study)
    ended = [one for one in every if as_of is None or one.last <= as_of]
    groups = by_cro(ended)
    if asked is None:
        if not groups:
            raise CannotGoOn(_none(study, {one.id: one for one in every}, as_of))
        return groups
    for group in groups:
        for place, one in enumerate(group, 1):
            if one.id == asked:
                return (group[:place],)
    raise CannotGoOn(_unknown(study, asked, {one.id: one for one in every}, as_of))


def _none(study: str, every: Mapping[str, Performance], as_of: dt.date | None) -> Finding:
    where = Where(f"data/studies/{study}/performance")
    if every and as_of:
        return error("CLI-003", f"no period of '{study}' had ended on {as_of}", where, _there(every))
    hint = "'remit import metrics' begins one with figures from a CSV file"
    return error("CLI-003", f"no period of performance is recorded for '{study}'", where, hint)


def _unknown(study: str, asked: str, every: Mapping[str, Performance], as_of: dt.date | None) -> Finding:
    where = Where(f"data/studies/{study}/performance")
    if asked in every:
        return error("CLI-003", f"'{asked}' ends on {every[asked].last}, after {as_of}", where, _there(every))
    hint = nearest(asked, list(every)) or _there(every)
    return error("CLI-003", f"there is no period '{asked}' of '{study}'", where, hint)


def _there(every: Mapping[str, Performance]) -> str:
    return f"there are: {', '.join(sorted(every)) or 'none'}"

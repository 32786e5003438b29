"""The commands `remit import metrics` and `remit export metrics`: figures of metrics from and to a table (CSV)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from remit.calc.periods import by_cro, named
from remit.calc.scorecard import asked_of, is_due
from remit.cli.asked import study_in
from remit.cli.options import format_option, root_option
from remit.cli.report import as_json, print_findings
from remit.cli.saving import id_option
from remit.cli.sound import sound_records
from remit.exchange.csv_cells import read, table
from remit.exchange.csv_text import csv_text
from remit.exchange.visible import visible
from remit.files import write_whole
from remit.findings import CannotGoOn, Severity, Where, error
from remit.frozen import dataclass
from remit.load.locate import locate
from remit.load.metric_table import Given, knows, left_out, read_values
from remit.load.period_file import Change, begun, change, refused, with_values
from remit.load.write import save
from remit.model.ledger import Ledger
from remit.model.parties import Party
from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric
from remit.model.studies import Study
from remit.workspace import DATA, Workspace

READ = ("playbook", "party", "metrics", "study", "performance")
HEAD = ("study", "period", "metric", "title", "unit", "numerator", "denominator", "value", "comment")


@dataclass(frozen=True, slots=True)
class _File:
    """The file of a period: as it stands (None: not yet), as it becomes, and what changes in it."""

    path: str
    period: Performance
    before: bytes | None
    after: bytes
    changes: tuple[Change, ...]


@click.command("metrics")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--study", required=True, metavar="ID", help="Study whose figures these are.")
@click.option(
    "--period",
    callback=id_option,
    metavar="ID",
    help="Period, for example 2026-q3. Default: what the column 'period' says.",
)
@click.option(
    "--cro",
    callback=id_option,
    metavar="PARTY",
    help="CRO that is judged, for a new period. Default: that of the period before.",
)
@click.option("--force", is_flag=True, help="Write over figures that stand.")
@format_option
@root_option
def import_metrics(
    file: Path,
    study: str,
    period: str | None,
    cro: str | None,
    force: bool,
    form: str,
    workspace: Workspace,
) -> None:
    """Take the figures of metrics from FILE, a table (CSV), into the record of their period.

    Columns: metric (id or title), and numerator and denominator, or value; also period, comment, study and unit. 'remit
    export metrics' writes such a table to be filled in. Comma, semicolon or tab, with or without byte-order mark: all that
    spreadsheets save is read. Every fault is named with line and column; then nothing is written. In a record that is there
    already, only the figures change; comments and all else stay.

    \b
    Exit code: 0 written, 1 written, but figures that are due are not in the table, 2 nothing written.

    \b
    Examples:
      remit import metrics q4.csv --study nvt-218-301 --period 2026-q4
      remit import metrics ctms.csv --study nvt-218-301 --force
    """
    ledger = sound_records(workspace, study, READ)
    of = study_in(ledger, study)
    rows = read_values(
        table(str(file), read(file), knows), ledger.of(Metric), (of.id, of.protocol_id), period
    )
    files = [_file(workspace, ledger, of, id, group, cro, force) for id, group in _by_period(rows.given)]
    for one in files:
        _write(workspace, one)
    notes = (*rows.notes, *left_out(rows.given, _due(ledger, of, files)))
    if form == "json":
        click.echo(as_json(notes, written=[_told(one) for one in files], left_out=rows.others))
    else:
        print_findings(notes)
        _say(files, rows.others, of.id)
    raise SystemExit(any(note.severity is not Severity.INFORMATION for note in notes))


def _by_period(given: Iterable[Given]) -> list[tuple[str, list[Given]]]:
    groups: dict[str, list[Given]] = {}
    for one in given:
        groups.setdefault(one.period, []).append(one)
    return list(groups.items())


def _file(
    workspace: Workspace,
    ledger: Ledger,
    study: Study,
    id: str,
    rows: list[Given],
    cro: str | None,
    force: bool,
) -> _File:
    """What becomes of the file of one period; CannotGoOn where it cannot take the rows."""
    path = f"{DATA}/studies/{study.id}/performance/{id}.yaml"
    held = {one.id: one for one in ledger.in_study(Performance, study.id)}.get(id)
    if held and cro and held.cro != cro:
        message = f"period {id} judges '{held.cro}', not '{cro}'"
        raise CannotGoOn(error("IMP-015", message, held.at("cro"), "name another period, or leave --cro out"))
    before = (workspace.root / path).read_bytes() if held else None
    changes = tuple(change(one, held) for one in rows)
    stops = refused(changes, held)
    if stops and not force:
        raise CannotGoOn(*locate(stops, {path: before} if before is not None else {}))
    period = held or _new(ledger, study, id, rows[0].where, cro)
    start = _begun(ledger, study, period, rows[0].where) if before is None else before
    return _File(path, period, before, with_values(path, start, changes), changes)


def _new(ledger: Ledger, study: Study, id: str, where: Where, cro: str | None) -> Performance:
    """A period that is not there yet, without figures; its days are told by its id."""
    days = named(id)
    if days is None:
        message = f"there is no period '{id}', and its days cannot be told from its name"
        hint = "name it like 2026-q3, 2026-h2, 2026-07 or 2026, or write its record first"
        raise CannotGoOn(error("IMP-015", message, where, hint))
    party = _cro(ledger, study, cro, where)
    return Performance(id=id, study=study.id, cro=party, first=days[0], last=days[1], values={})


def _begun(ledger: Ledger, study: Study, period: Performance, where: Where) -> bytes:
    title = ledger.of(Party)[period.cro].short_name
    source = Path(where.file).name
    headline = f"Performance of {title} in study {study.protocol_id}, begun with figures from {source}."
    return begun(period, headline)


def _cro(ledger: Ledger, study: Study, asked: str | None, where: Where) -> str:
    """The CRO of a new period: the one that is named, that of the last period, or the only one at work."""
    parties = ledger.of(Party)
    if asked:
        if asked in parties and parties[asked].kind == "cro":
            return asked
        raise CannotGoOn(error("IMP-015", f"there is no CRO '{asked}'", where, _cros(ledger, study)))
    groups = by_cro(ledger.in_study(Performance, study.id))
    known = {group[-1].cro for group in groups} or {
        one.provider
        for one in study.services.values()
        if one.provider in parties and parties[one.provider].kind == "cro"
    }
    if len(known) == 1:
        return known.pop()
    raise CannotGoOn(
        error(
            "IMP-015",
            "it is not clear which CRO these figures judge",
            where,
            f"say --cro; {_cros(ledger, study)}",
        )
    )


def _cros(ledger: Ledger, study: Study) -> str:
    found = [id for id, one in ledger.of(Party).items() if one.kind == "cro"]
    return f"there are: {', '.join(found) or 'none'}"


def _write(workspace: Workspace, one: _File) -> None:
    path = workspace.root / one.path
    if one.before is None:
        write_whole(path, one.after)
    elif one.after != one.before and not save(path, one.before, one.after):
        raise CannotGoOn(
            error("FIX-001", "this file was changed in the meantime", Where(one.path), "run it again")
        )


def _due(ledger: Ledger, study: Study, files: Iterable[_File]) -> Mapping[str, tuple[Metric, ...]]:
    """By period, the metrics that are due in it and of which nothing stands in the record either."""
    metrics = ledger.of(Metric)
    found = {}
    for one in files:
        asked = asked_of(metrics, study, one.period.cro)
        found[one.period.id] = tuple(
            metric
            for id, metric in metrics.items()
            if id in asked and is_due(metric, one.period) and id not in one.period.values
        )
    return found


def _told(one: _File) -> dict[str, object]:
    return {
        "path": one.path,
        "new": one.before is None,
        "figures": [
            {
                "metric": each.given.metric.id,
                "kind": each.kind,
                "before": each.before or None,
                "after": each.after,
            }
            for each in one.changes
        ],
    }


def _say(files: Iterable[_File], others: int, study: str) -> None:
    for one in files:
        counts = {kind: sum(each.kind == kind for each in one.changes) for kind in ("new", "changed", "same")}
        words = {"new": "new", "changed": "changed", "same": "as they were"}
        told = ", ".join(f"{count} {words[kind]}" for kind, count in counts.items() if count)
        click.echo(f"{one.path} {'written' if one.after != one.before else 'is as it was'}: {told}", err=True)
        for each in one.changes:
            if each.kind == "changed":
                click.echo(
                    visible(f"  {each.given.metric.title}: {each.before} is now {each.after}"), err=True
                )
    if others:
        click.echo(f"{others} rows for another study or period were left out", err=True)
    click.echo(f"Next: remit scorecard {study}", err=True)


@click.command("metrics")
@click.option("--study", required=True, metavar="ID", help="Study whose figures are wanted.")
@click.option(
    "--period",
    callback=id_option,
    metavar="ID",
    help="Period; one that is not there yet gives an empty table.  [default: all that are recorded]",
)
@click.option(
    "--cro",
    callback=id_option,
    metavar="PARTY",
    help="CRO that is asked, for a period that is not there yet.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file.  [default: the terminal]"
)
@root_option
def export_metrics(
    study: str, period: str | None, cro: str | None, out: Path | None, workspace: Workspace
) -> None:
    """Write the figures of metrics as a table (CSV), or the empty table of a period to be filled in.

    'remit import metrics' reads it back. A cell that a spreadsheet would take for a formula is preceded by an apostrophe.

    \b
    Examples:
      remit export metrics --study nvt-218-301 --period 2026-q4 --out q4.csv
      remit export metrics --study nvt-218-301
    """
    ledger = sound_records(workspace, study, READ)
    of = study_in(ledger, study)
    every = [one for group in by_cro(ledger.in_study(Performance, study)) for one in group]
    wanted = [one for one in every if period in (None, one.id)]
    metrics = ledger.of(Metric)
    if period and not wanted:
        party = _cro(ledger, of, cro, Where(f"{DATA}/studies/{study}/performance"))
        last = next((one for one in reversed(every) if one.cro == party), None)
        asked = asked_of(metrics, of, party) | (last.values.keys() if last else set())
        rows = [_row(of, period, metric, None) for id, metric in metrics.items() if id in asked]
    else:
        rows = [
            _row(of, one.id, metric, one.values.get(id))
            for one in wanted
            for id, metric in metrics.items()
            if id in one.values or id in asked_of(metrics, of, one.cro)
        ]
    content = csv_text(HEAD, rows)
    if out is None:
        click.echo(content, nl=False)
        return
    write_whole(out, content.encode("utf-8-sig"))
    click.echo(f"{len(rows)} rows written to {out}", err=True)


def _row(study: Study, period: str, metric: Metric, value: MetricValue | None) -> tuple[str, ...]:
    numbers = [getattr(value, field) if value else None for field in ("numerator", "denominator", "value")]
    return (
        study.id,
        period,
        metric.id,
        metric.title,
        metric.unit,
        *("" if number is None else f"{number:f}" for number in numbers),
        (value.comment if value else None) or "",
    )

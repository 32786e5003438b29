"""Figures of metrics in a table (CSV): which metric and period each row means, and what its cells say.

Columns: metric (id or title), numerator and denominator, or value; also period, comment, study, unit and title. Every fault
of the table is found at once, with line and column. Nothing is guessed: a number that can be read in two ways is a fault. A
row without figure and comment gives nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from remit.calc.judged import unreadable
from remit.exchange.characters import one_line, shown
from remit.exchange.csv_cells import Cell, Table
from remit.findings import CannotGoOn, Finding, Related, Severity, Where, error, warning
from remit.frozen import dataclass
from remit.model.fields import SCALARS
from remit.model.performance import MetricValue
from remit.model.quality import Metric
from remit.model.values import parse_decimal
from remit.schema.nearest import nearest
from remit.schema.readings import only_reading

NUMBERS = ("numerator", "denominator", "value")
COLUMNS = ("metric", *NUMBERS, "comment", "period", "study", "unit", "title")
"""The columns that are read; title is for people."""
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""1.200 in a table without commas between its cells: one and a fifth, or twelve hundred where a comma marks decimals."""
_GUARD = re.compile(r"'(?=[=+\-@])")
"""The apostrophe by which our own tables keep a cell from acting as a formula."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one row gives: fields of a value, and where the row stands."""

    metric: Metric
    period: str
    fields: Mapping[str, str | Decimal]
    where: Where


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that are meant, how many others were left out, and notes for a person."""

    given: tuple[Given, ...]
    others: int
    notes: tuple[Finding, ...]


def knows(text: str) -> bool:
    """Whether a text names a column that is read."""
    return _folded(text) in COLUMNS


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]", "", text.lower())


def read_values(
    table: Table, metrics: Mapping[str, Metric], study: tuple[str, str], period: str | None
) -> Read:
    """The figures in a table for a study (its id and protocol number) and a period; without one, for all that it names.

    Raises CannotGoOn with all that is wrong.
    """
    columns, notes = _columns(table, period)
    faults: list[Finding] = []
    given: list[Given] = []
    others = 0
    for row in table.rows:
        reading = _Row(table, {name: row[place] for name, place in columns.items()}, faults, notes)
        if not reading.meant(study, period):
            others += 1
            continue
        found = reading.given(metrics, period)
        if found:
            given.append(found)
    faults += _repeated(given)
    if not given and not faults:
        asked = f"{study[0]} and {period}" if period else study[0]
        message = f"no row has a figure or comment for {asked}"
        hint = "fill in the table, or name the study or period that it has"
        faults.append(error("IMP-015", message, Where(table.file), hint))
    if faults:
        raise CannotGoOn(*sorted(faults, key=lambda one: (one.where.line or 0, one.where.column or 0)))
    return Read(tuple(given), others, tuple(notes))


def _columns(table: Table, period: str | None) -> tuple[dict[str, int], list[Finding]]:
    """The place of each column that is read; what is not read is noted."""
    places: dict[str, int] = {}
    notes, faults = [], []
    for place, cell in enumerate(table.head):
        name = _folded(cell.text)
        if name in places:
            first = Related("the first one", table.where(table.head[places[name]]))
            faults.append(
                error("CSV-004", f"the column '{name}' stands twice", table.where(cell), "keep one", (first,))
            )
        elif name in COLUMNS:
            places[name] = place
        elif cell.text:
            hint = nearest(cell.text, list(COLUMNS)) or f"columns that are read: {', '.join(COLUMNS)}"
            notes.append(
                Finding(
                    "IMP-018",
                    Severity.INFORMATION,
                    f"the column '{shown(cell.text, 40)}' is not read",
                    table.where(cell),
                    hint,
                )
            )
    where = table.where(table.head[0])
    if "metric" not in places:
        hint = "the first line names the columns: metric, numerator, denominator, value, comment"
        faults.append(error("CSV-004", "there is no column 'metric'", where, hint))
    elif not {"numerator", "value"} & places.keys():
        faults.append(
            error(
                "CSV-004",
                "there is no column 'numerator' and none 'value'",
                where,
                "add one with the figures",
            )
        )
    if period is None and "period" not in places:
        faults.append(
            error("CSV-004", "there is no column 'period'", where, "add it, or name the period with --period")
        )
    if faults:
        raise CannotGoOn(*faults)
    return places, notes


@dataclass(frozen=True, slots=True)
class _Row:
    """One row by the names of its columns; what is wrong in it goes to ``faults``."""

    table: Table
    cells: Mapping[str, Cell]
    faults: list[Finding]
    notes: list[Finding]

    def text(self, name: str) -> str:
        """The text of a cell, without the apostrophe of our own tables; empty where there is no such column."""
        cell = self.cells.get(name)
        return _GUARD.sub("", cell.text, count=1) if cell else ""

    def wrong(self, name: str, rule: str, message: str, hint: str) -> None:
        """A fault of one cell."""
        self.faults.append(error(rule, message, self.table.where(self.cells[name]), hint))

    def meant(self, study: tuple[str, str], period: str | None) -> bool:
        """Whether the row is about the study and period that are asked for."""
        of_study = not self.text("study") or self.text("study").lower() in {name.lower() for name in study}
        return of_study and (period is None or self.text("period") in ("", period))

    def given(self, metrics: Mapping[str, Metric], period: str | None) -> Given | None:
        """What the row gives; None if it gives nothing, or a fault keeps it from being read."""
        before = len(self.faults)
        metric = self._metric(metrics)
        named = period or self.text("period")
        if not named:
            self.wrong("period", "IMP-015", "this row names no period", "add it, for example 2026-q3")
        fields = dict(self._fields(metric))
        if metric and fields and len(self.faults) == before:
            self._judge(metric, fields)
        if metric is None or not fields or len(self.faults) > before:
            return None
        return Given(metric, named, fields, self.table.where(self.cells["metric"]))

    def _metric(self, metrics: Mapping[str, Metric]) -> Metric | None:
        name = self.text("metric")
        found = metrics.get(name) or next(
            (one for one in metrics.values() if one.title.casefold() == name.casefold()), None
        )
        if found is None:
            known = [*metrics, *(one.title for one in metrics.values())]
            message = f"there is no metric '{shown(name, 60)}'" if name else "this row names no metric"
            self.wrong(
                "metric", "IMP-011", message, nearest(name, known) or "data/metrics.yaml has the metrics"
            )
        elif self.text("unit") and _folded(self.text("unit")) != _folded(found.unit):
            message = f"'{found.title}' is in {found.unit}, not in {shown(self.text('unit'), 40)}"
            self.wrong("unit", "IMP-014", message, "convert the figures, or correct the unit")
        return found

    def _fields(self, metric: Metric | None) -> Iterator[tuple[str, str | Decimal]]:
        for name in NUMBERS:
            number = self._number(name, self.text(name), metric)
            if number is not None:
                yield name, number
        comment, removed = one_line(self.text("comment"))
        if comment and not removed:
            yield "comment", comment

    def _number(self, name: str, text: str, metric: Metric | None) -> Decimal | None:
        """A number; a note where it is not written as in records, a fault where it is none or could be two."""
        if name == "value" and metric and metric.unit.strip().startswith("%") and text.endswith("%"):
            text = text[:-1].rstrip()
        if not text:
            return None
        if not (self.table.separator != "," and _THOUSANDS.fullmatch(text)):
            with contextlib.suppress(ValueError):
                return parse_decimal(text)
            reading = only_reading(SCALARS[Decimal], text)
            if reading:
                message = f"'{shown(text, 40)}' in {name} is read as {reading}"
                where = self.table.where(self.cells[name])
                self.notes.append(Finding("IMP-019", Severity.INFORMATION, message, where))
                return parse_decimal(reading)
        message = f"'{shown(text, 40)}' in {name} is no number that can be read in one way only"
        hint = "write it in plain digits with a point and no mark between thousands, for example 1080 or 0.8"
        self.wrong(name, "IMP-013", message, hint)
        return None

    def _judge(self, metric: Metric, fields: Mapping[str, str | Decimal]) -> None:
        """A fault where the figures of a row cannot be judged together."""
        wrong = unreadable(metric, MetricValue(**fields))  # type: ignore[arg-type]
        if wrong:
            present = next((name for name in NUMBERS if name in fields), "metric")
            self.wrong(present, "IMP-014", f"'{metric.title}' {wrong[0]}", _in_a_table(wrong[1]))


def _in_a_table(hint: str) -> str:
    """The hint of a record in the words of a table."""
    return re.sub(r"'(\w+):'", r"a number in '\1'", hint)


def _repeated(given: list[Given]) -> Iterator[Finding]:
    """Rows that give the figures of one metric and period a second time."""
    first: dict[tuple[str, str], Given] = {}
    for one in given:
        before = first.setdefault((one.metric.id, one.period), one)
        if before is not one:
            line = before.where.line
            message = f"'{one.metric.title}' of {one.period} stands twice; it stands first in line {line}"
            related = (Related("the first row", before.where),)
            hint = "keep one row; figures of sites or countries are added up before"
            yield error("IMP-012", message, one.where, hint, related)


def left_out(given: tuple[Given, ...], due: Mapping[str, tuple[Metric, ...]]) -> Iterator[Finding]:
    """A warning for each period about the metrics that are due in it and that no row gives; ``due`` is by period."""
    for period, metrics in due.items():
        there = {one.metric.id for one in given if one.period == period}
        missing = [one.title for one in metrics if one.id not in there]
        if missing:
            named = ", ".join(missing)
            yield warning(
                "IMP-017",
                f"{period}: nothing is given for {named}",
                Where(given[0].where.file),
                "add the figures, or a comment why there are none",
            )

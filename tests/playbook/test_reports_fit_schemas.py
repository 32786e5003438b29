"""What commands print as JSON fits the schemas that 'remit export jsonschema' writes, for every record of the example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from click.testing import CliRunner, Result

from remit.calc.payments import invoice, known_dates
from remit.calc.settlement import results, service_credits
from remit.cli import remit
from remit.documents import verify
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.performance import Performance
from remit.model.studies import Study
from remit.schema import document_schemas, money_schemas

ROOT = Path(__file__).parents[2]
DAYS = ("2025-06-02", "2026-07-15", "2026-11-30", "2029-12-31")
"""Before the work, in its middle, as the records stand, and after it."""


def run(*arguments: str) -> Result:
    """The command in this process, so that each of the many runs need not load Python anew."""
    with chdir(ROOT):
        return CliRunner().invoke(remit, arguments)


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The schemas as a user gets them, by the name of their file."""
    folder = tmp_path_factory.mktemp("schemas")
    done = run("export", "jsonschema", "--out", str(folder))
    assert done.exit_code == 0, done.stderr
    return {one.name: json.loads(one.read_text()) for one in folder.iterdir()}


def fits(schemas: Mapping[str, Any], name: str, *arguments: str, codes: tuple[int, ...] = (0, 1)) -> Any:
    done = run(*arguments, "--format", "json")
    assert done.exit_code in codes, done.stderr
    found = json.loads(done.stdout)
    validator = jsonschema.Draft7Validator(schemas[name])
    validator.check_schema(schemas[name])
    wrong = [f"{one.json_path}: {one.message}" for one in validator.iter_errors(found)]
    assert wrong == [], arguments
    return found


def test_every_report_has_a_schema(schemas: Mapping[str, Any]) -> None:
    names = {
        "schedule", "change-order", "payments", "settle", "select", "decide", "acquisition", "portfolio", "explain",
        "verify", "drift", "coverage", "values",
    }  # fmt: skip
    assert {f"{name}-report.schema.json" for name in names} <= set(schemas)
    assert {
        "findings.schema.json",
        "review.schema.json",
        "scorecard.schema.json",
        "oversight.schema.json",
    } <= set(schemas)


@pytest.mark.parametrize("command", ["settle", "payments"])
@pytest.mark.parametrize("day", DAYS)
def test_money_of_every_study(schemas: Mapping[str, Any], ledger: Ledger, command: str, day: str) -> None:
    for study in ledger.of(Study):
        found = fits(schemas, f"{command}-report.schema.json", command, study, "--as-of", day)
        assert found["orders"]


def test_payments_with_all_invoices_pending_and_planned(schemas: Mapping[str, Any], ledger: Ledger) -> None:
    for study in ledger.of(Study):
        fits(schemas, "payments-report.schema.json", "payments", study, "--pending", "--planned")


def test_change_orders_of_every_work_order(schemas: Mapping[str, Any], ledger: Ledger) -> None:
    for order in ledger.of(WorkOrder):
        fits(schemas, "change-order-report.schema.json", "change-order", order)


def _asked(ledger: Ledger) -> Iterator[tuple[str, tuple[str, ...]]]:
    for study in ledger.of(Study):
        yield "schedule-report", ("schedule", study, "--runs", "200")
        yield "oversight", ("oversight", study)
        yield "select-report", ("select", study)
        yield "decide-report", ("decide", study)
        for period in ledger.in_study(Performance, study):
            yield "scorecard", ("scorecard", study, period.id)
    yield "acquisition-report", ("decide", "trial-master-file")
    yield "portfolio-report", ("portfolio",)
    yield "explain-report", ("explain", "--all")
    yield "findings", ("check",)


def test_all_other_reports_of_the_example(schemas: Mapping[str, Any], ledger: Ledger) -> None:
    for name, arguments in _asked(ledger):
        fits(schemas, f"{name}.schema.json", *arguments)


def test_values_of_documents_and_files_verified(schemas: Mapping[str, Any], tmp_path: Path) -> None:
    found = fits(schemas, "values-report.schema.json", "build", "wo-202", "--explain")
    assert found["documents"][0]["values"]
    assert run("build", "wo-202", "--out", str(tmp_path)).exit_code == 0
    (printed,) = tmp_path.rglob("*.docx")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(printed.read_bytes()[:2000])
    found = fits(schemas, "verify-report.schema.json", "verify", str(printed), str(broken), codes=(2,))
    assert [one["state"] for one in found["files"]] == ["untouched", "damaged"]


def test_coverage_as_both_tables_and_as_one(schemas: Mapping[str, Any]) -> None:
    both = fits(schemas, "coverage-report.schema.json", "export", "coverage")
    one = fits(schemas, "coverage-report.schema.json", "export", "coverage", "--of", "duties")
    assert (set(both), set(one)) == ({"duties", "elements"}, {"duties"})


def test_schemas_use_the_words_of_the_calculations() -> None:
    assert money_schemas.KINDS == invoice.KINDS
    assert get_args(known_dates.Known) == money_schemas.KNOWN
    assert get_args(results.Known) == money_schemas.RESULTS
    assert get_args(service_credits.State) == money_schemas.STATES
    assert get_args(verify.State) == document_schemas.STATES

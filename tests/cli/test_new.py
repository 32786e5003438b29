"""`remit new` on the command line: what it writes and what it says is missing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli.new import command
from remit.findings import CannotGoOn

MINIMAL = Path(__file__).parents[1] / "workspaces" / "minimal"
WHOLE = (
    *(
        "--title",
        "A third study",
        "--phase",
        "phase 2",
        "--type",
        "interventional",
        "--condition",
        "Asthma",
        "--product",
        "AL-3",
    ),
    *(
        "--kind",
        "drug",
        "--participants",
        "40",
        "--sites",
        "8",
        "--country",
        "Poland",
        "--country",
        "US",
        "--country",
        "PL",
    ),
    *(
        "--first-participant",
        "2027-03",
        "--last-visit",
        "2028-09-30",
        "--sponsor",
        "aldena",
        "--like",
        "al-101",
    ),
)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "playbook")
    return tmp_path / "playbook"


def run(playbook: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--root", str(playbook)])


def test_a_study_of_which_nothing_is_known_names_every_gap(playbook: Path) -> None:
    result = run(playbook, "study", "al-303")
    assert result.exit_code == 1
    for field in ("title", "phase", "indication", "product", "design", "participants", "sites", "countries"):
        assert f"the field '{field}' is missing" in result.stdout
    assert "protocol_id: AL-303\n" in (playbook / "data/studies/al-303/study.yaml").read_text("utf-8")


def test_a_whole_contract_set_without_a_question(playbook: Path) -> None:
    assert run(playbook, "study", "al-303", *WHOLE).exit_code == 0
    text = (playbook / "data/studies/al-303/study.yaml").read_text("utf-8")
    assert "countries: [PL, US]\n" in text
    assert "phase: Phase 2\n" in text
    order = (
        "work-order",
        "wo-303",
        "--study",
        "al-303",
        "--cro",
        "brightwell",
        "--like",
        "wo-101",
        "--start",
        "2027-01-04",
    )
    assert run(playbook, *order).exit_code == 0
    assert run(playbook, "transfer", "--study", "al-303", "--like", "al-101").exit_code == 0
    assert (
        run(playbook, "quality-agreement", "qa-303", "--cro", "brightwell", "--like", "qa-bright").exit_code
        == 0
    )
    checked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from remit.cli import main; main()",
            "check",
            "--root",
            str(playbook),
            "--format",
            "json",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    findings = json.loads(checked.stdout)["findings"]
    new = [one for one in findings if "303" in one["path"] and one["severity"] == "error"]
    assert new == []


def test_a_work_order_without_a_model_names_what_people_must_write(playbook: Path) -> None:
    result = run(playbook, "work-order", "wo-102", "--study", "al-101", "--cro", "brightwell")
    assert result.exit_code == 1
    for field in ("direct", "end", "payment", "pricing", "start", "totals"):
        assert (
            f"data/studies/al-101/work_orders/wo-102.yaml:3:1: error SHAPE-002 the field '{field}' is missing"
            in result.stdout
        )


def test_names_are_made_where_none_is_given(playbook: Path) -> None:
    run(playbook, "work-order", "--study", "al-101", "--cro", "brightwell")
    run(playbook, "quality-agreement", "--cro", "brightwell")
    assert (playbook / "data/studies/al-101/work_orders/wo-al-101-brightwell.yaml").is_file()
    assert (playbook / "data/agreements/quality/qa-brightwell.yaml").is_file()


def test_the_date_of_the_draft_can_be_given(playbook: Path) -> None:
    run(playbook, "quality-agreement", "qa-two", "--cro", "brightwell", "--date", "2026-11-23")
    assert "date: 2026-11-23\n" in (playbook / "data/agreements/quality/qa-two.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("study", "x", "--country", "Atlantis"), "'Atlantis' is no country of ISO 3166"),
        (("study", "x", "--first-participant", "spring"), "a date is written as year"),
        (
            ("work-order", "x", "--study", "al-101", "--cro", "brightwell", "--start", "2027-02-30"),
            "2027-02-30",
        ),
        (
            (
                "work-order",
                "x",
                "--study",
                "al-101",
                "--cro",
                "brightwell",
                "--start",
                "2027-02-02",
                "--end",
                "2027-02-01",
            ),
            "before it begins",
        ),
        (("study", "A B"), "is not an id"),
        (("transfer",), "--study"),
    ],
)
def test_misuse_is_said(playbook: Path, words: tuple[str, ...], message: str) -> None:
    result = run(playbook, *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_what_does_not_exist_is_said_and_nothing_is_written(playbook: Path) -> None:
    result = run(playbook, "transfer", "--study", "al-102")
    assert isinstance(result.exception, CannotGoOn)
    assert result.exception.findings[0].hint == "did you mean 'al-101'?"
    assert not (playbook / "data/studies/al-102").exists()


def test_an_existing_record_stays(playbook: Path) -> None:
    before = (playbook / "data/studies/al-101/transfer.yaml").read_bytes()
    assert isinstance(run(playbook, "transfer", "--study", "al-101").exception, CannotGoOn)
    assert (playbook / "data/studies/al-101/transfer.yaml").read_bytes() == before


def test_a_study_that_is_not_complete_is_told_from_one_that_is_not_there(playbook: Path) -> None:
    run(playbook, "study", "al-303")
    result = run(playbook, "transfer", "--study", "al-303")
    assert isinstance(result.exception, CannotGoOn)
    (finding,) = result.exception.findings
    assert (finding.rule, finding.where.file) == ("NEW-006", "data/studies/al-303/study.yaml")
    assert "is there, but not complete: the field '" in finding.message
    assert finding.where.line is not None
    assert finding.related


def test_a_day_in_another_form_is_answered_with_the_form_to_write(playbook: Path) -> None:
    result = run(
        playbook, "work-order", "wo-9", "--study", "al-101", "--cro", "brightwell", "--start", "4.1.2027"
    )
    assert result.exit_code == 2
    assert "'4.1.2027' is not a day; write year-month-day, for example 2026-06-30" in result.stderr

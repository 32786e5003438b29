"""`remit import` on the command line: what it writes, prints and answers."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli.import_ import command
from remit.findings import CannotGoOn

INPUTS = Path(__file__).parents[1] / "inputs"
MINIMAL = Path(__file__).parents[1] / "workspaces" / "minimal"
AS0006 = str(INPUTS / "ctgov" / "NCT02552212.json")


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "playbook")
    return tmp_path / "playbook"


def run(playbook: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--root", str(playbook)])


def test_a_study_is_written_where_the_playbook_keeps_studies(playbook: Path) -> None:
    result = run(playbook, "ctgov", AS0006)
    assert result.exit_code == 1  # sponsor and services are still to be added
    text = (playbook / "data/studies/as0006/study.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../build/schemas/study.schema.json\n")
    assert "  enrolled: 317\n" in text
    assert "sites: 105\n" in text
    assert "data/studies/as0006/study.yaml written. Next: remit check" in result.stderr
    assert (
        f"{AS0006}:71:11: warning IMP-002 the sponsor 'UCB BIOSCIENCES GmbH' is not a party" in result.stdout
    )


def test_what_an_import_needs_besides_the_file_is_said(playbook: Path) -> None:
    result = run(playbook, "ctgov", AS0006)
    assert "--force --sponsor PARTY" in result.stdout
    assert "--force --like STUDY" in result.stdout


def test_nothing_is_written_over_without_force(playbook: Path) -> None:
    run(playbook, "ctgov", AS0006)
    path = playbook / "data/studies/as0006/study.yaml"
    path.write_text("mine", "utf-8")
    result = run(playbook, "ctgov", AS0006)
    assert isinstance(result.exception, CannotGoOn)
    assert result.exception.findings[0].rule == "NEW-001"
    assert path.read_text("utf-8") == "mine"
    assert run(playbook, "ctgov", AS0006, "--force").exit_code == 1
    assert "AS0006" in path.read_text("utf-8")


def test_nothing_is_left_behind_where_nothing_is_written(playbook: Path) -> None:
    before = sorted(path for path in playbook.rglob("*"))
    (playbook.parent / "bad.json").write_text('{"protocolSection": {}}', "utf-8")
    assert isinstance(run(playbook, "ctgov", str(playbook.parent / "bad.json")).exception, CannotGoOn)
    assert sorted(path for path in playbook.rglob("*")) == before


def test_a_gap_that_every_study_must_fill_is_exit_code_1(playbook: Path) -> None:
    result = run(playbook, "ctgov", str(INPUTS / "ctgov" / "NCT03453554.json"))
    assert result.exit_code == 1
    path = INPUTS / "ctgov" / "NCT03453554.json"
    assert (
        f"{path}:2:24: warning IMP-002 protocolSection.designModule.phases is not in the file"
        in result.stdout
    )
    assert "SHAPE-002" not in result.stdout
    assert (playbook / "data/studies/az150096/study.yaml").is_file()


def test_json_has_notes_with_places_and_the_file(playbook: Path) -> None:
    result = run(
        playbook,
        "usdm",
        str(INPUTS / "usdm" / "CDISC_Pilot_Study.json"),
        "--format",
        "json",
        "--study",
        "lzzt",
    )
    report = json.loads(result.stdout)
    assert report["written"] == "data/studies/lzzt/study.yaml"
    assert {"rule", "severity", "message", "path", "line", "column", "hint", "related"} <= set(
        report["findings"][0]
    )
    assert all(note["line"] > 1 for note in report["findings"])


def test_another_file_and_another_id(playbook: Path) -> None:
    out = playbook.parent / "elsewhere" / "one.yaml"
    assert run(playbook, "ctgov", AS0006, "--out", str(out)).exit_code == 1
    assert out.is_file()
    assert not (playbook / "data/studies/as0006").exists()
    assert run(playbook, "ctgov", AS0006, "--study", "axspa-3").exit_code == 1
    assert (playbook / "data/studies/axspa-3/study.yaml").is_file()


@pytest.mark.parametrize("id", ["../x", "A", "a b", "-a", "", "a/b", "x" * 65])
def test_an_id_that_is_no_id_is_refused(playbook: Path, id: str) -> None:
    result = run(playbook, "ctgov", AS0006, "--study", id)
    assert result.exit_code == 2
    assert "is not an id" in result.stderr


def test_engagement_and_sponsor_can_be_taken_from_the_playbook(playbook: Path) -> None:
    result = run(playbook, "ctgov", AS0006, "--like", "al-101", "--sponsor", "aldena")
    assert result.exit_code == 0
    text = (playbook / "data/studies/as0006/study.yaml").read_text("utf-8")
    assert "# confirm: set by hand; the registered sponsor is UCB BIOSCIENCES GmbH\nsponsor: aldena\n" in text
    assert "  site-monitoring:\n    provider: brightwell\n" in text
    assert "'sponsor' is left out" not in result.stdout


def test_terminal_controls_in_a_file_do_not_reach_the_terminal(playbook: Path) -> None:
    record = json.loads(Path(AS0006).read_text("utf-8"))
    record["protocolSection"]["designModule"]["studyType"] = "\x1b[2J\u202eX"
    path = playbook.parent / "evil.json"
    path.write_text(json.dumps(record), "utf-8")
    result = run(playbook, "ctgov", str(path))
    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout + (playbook / "data/studies/as0006/study.yaml").read_text("utf-8")

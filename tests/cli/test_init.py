"""What `remit init` says, and how commands name what is in no file and what the system refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from remit.files import write_whole
from tests.cli.workspaces import remit, sound
from tests.journeys.terminal import succeed


@pytest.mark.parametrize("name", ["", "my\nplaybook", "my\x1b[2Jplaybook", "."])
def test_a_name_that_no_folder_should_have_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    done = remit(tmp_path, "init", name)
    assert done.returncode == 2
    assert done.stderr.startswith(b"remit init: error CLI-002 this needs the name of a new folder")
    assert list(tmp_path.iterdir()) == []


def test_the_next_command_can_be_copied_whatever_the_folder_is_called(tmp_path: Path) -> None:
    done = remit(tmp_path, "init", "our alliance's playbook")
    succeed(
        done.stdout.decode().partition("Next: ")[2].partition(" && ")[0] + " && ls data/playbook.yaml",
        tmp_path,
    )


def test_a_refused_folder_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    assert remit(tmp_path, "init", "playbook").returncode == 0
    for arguments in (("init", "/proc/here"), ("site", "--out", "/proc/here")):
        done = remit(tmp_path / "playbook", *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith(b"/proc/here: error OS-001 "), done.stderr


def test_a_refused_file_is_named_as_it_was_asked_for_with_the_same_kind_of_trouble() -> None:
    with pytest.raises(FileNotFoundError) as stop:
        write_whole(Path("/proc/here.docx"), b"")
    assert stop.value.filename == "/proc/here.docx"


def test_what_is_in_no_file_is_told_with_the_name_of_the_command(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    for arguments in (("build", "wo-999"), ("check", "--study", "zz"), ("explain", "ZZ-1")):
        done = remit(root, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith(f"remit {arguments[0]}: error CLI-00".encode()), done.stderr


def test_a_day_that_is_none_is_explained_in_words(tmp_path: Path) -> None:
    done = remit(sound(tmp_path / "playbook"), "check", "--as-of", "tomorrow")
    assert done.returncode == 2
    assert b"'tomorrow' is not a day; write year-month-day, for example 2026-06-30" in done.stderr


def test_a_name_that_is_missing_in_many_places_is_told_once_for_each_file(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    roles, raci = root / "data/roles.yaml", root / "data/raci.yaml"
    roles.write_text(roles.read_text().replace("  cro-project-manager:", "  cro-study-lead:"))
    places = raci.read_text().count("cro-project-manager")
    told = json.loads(remit(root, "check", "--select", "REF", "--format", "json").stdout)["findings"]
    (finding,) = (one for one in told if one["path"] == "data/raci.yaml")
    assert len(finding["related"]) == places - 1
    assert finding["message"].endswith(f"which this file names in {places} places")

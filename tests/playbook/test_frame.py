"""An empty playbook made from the example: whole by itself, and with nothing of the example's studies in it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.workspaces import remit

ROOT = Path(__file__).parents[2]


def test_an_empty_playbook_has_nothing_wrong_and_names_no_study_of_the_example(tmp_path: Path) -> None:
    assert remit(tmp_path, "init", "--empty", "mine").returncode == 0
    done = remit(tmp_path / "mine", "check")
    assert (done.returncode, done.stdout) == (0, b""), done.stdout.decode()
    studies = [path.name for path in (ROOT / "data/studies").iterdir()]
    assert studies
    values = [
        line.partition(" #")[0]
        for path in (tmp_path / "mine/data").rglob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("#")
    ]
    assert not [line for line in values for study in studies if study in line]


def test_what_does_not_rest_on_a_study_is_kept_to_the_letter(tmp_path: Path) -> None:
    remit(tmp_path, "init", "--empty", "mine")
    remit(tmp_path, "init", "whole")
    cut = {"data/oversight.yaml", "data/principles.yaml", "data/risks.yaml", "data/systems.yaml"}
    for path in sorted((tmp_path / "mine").rglob("*")):
        name = path.relative_to(tmp_path / "mine").as_posix()
        if path.is_file() and name not in cut:
            assert path.read_bytes() == (tmp_path / "whole" / name).read_bytes(), name
    for name in cut:
        whole = (tmp_path / "whole" / name).read_text(encoding="utf-8").splitlines()
        mine = (tmp_path / "mine" / name).read_text(encoding="utf-8").splitlines()
        assert 0 < len(mine) < len(whole)
        assert set(mine) <= set(whole)

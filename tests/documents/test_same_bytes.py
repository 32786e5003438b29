"""The same records give the same bytes: wherever, whenever, in whatever order and by however many processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from remit.word.house import house_bytes
from tests.rules.workspace import minimal

ROOT = Path(__file__).parents[2]
# The clock stands at another day, and two documents are already enough for two processes.
PROGRAM = """
import sys, time
later = float(sys.argv.pop(1))
time.time = lambda real=time.time: real() + later
import remit.cli.build
remit.cli.build.FEW = 0
from remit.cli import main
main()
"""


def workspace(root: Path, *, backwards: bool) -> Path:
    """The smallest playbook with the shipped templates, its files written in one order or the other."""
    files = {**minimal(), "contract_templates/house.docx": house_bytes()}
    for path in sorted((ROOT / "contract_templates").rglob("*.md")):
        files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    for name, data in sorted(files.items(), reverse=backwards):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def built(
    root: Path, out: Path, *, umask: int, jobs: int, later: float, **environment: str
) -> Mapping[str, bytes]:
    command = [
        sys.executable,
        "-c",
        PROGRAM,
        str(later),
        "build",
        "--draft",
        "--root",
        str(root),
        "--out",
        str(out),
    ]
    run = subprocess.run(
        [*command, "--jobs", str(jobs)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        umask=umask,
        cwd=out.parent,
    )
    documents = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.docx"))}
    assert len(documents) >= 3, run.stdout + run.stderr
    return documents


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = workspace(tmp_path_factory.mktemp("a"), backwards=False)
    settings = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}
    return built(root, root / "out", umask=0o022, jobs=1, later=0.0, **settings)


DAY = 86400.0


@pytest.mark.parametrize(
    ("backwards", "umask", "jobs", "later", "environment"),
    [
        (False, 0o022, 2, 0.0, {"PYTHONHASHSEED": "1"}),
        (
            True,
            0o077,
            1,
            400 * DAY,
            {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        ),
        (
            True,
            0o002,
            2,
            -3 * DAY,
            {"PYTHONHASHSEED": "random", "TZ": "America/Los_Angeles", "LANG": "de_DE.UTF-8"},
        ),
    ],
)
def test_the_same_bytes(
    tmp_path: Path, first: Mapping[str, bytes], backwards: bool, umask: int, jobs: int, later: float,
    environment: Mapping[str, str],
) -> None:  # fmt: skip
    root = workspace(tmp_path / "another place, with spaces and ü", backwards=backwards)
    again = built(root, tmp_path / "out", umask=umask, jobs=jobs, later=later, **environment)
    assert again == first
    shutil.rmtree(root)

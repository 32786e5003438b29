"""Wheel and source distribution hold what they should and nothing else, and the wheel alone is enough."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.repository.project import EXAMPLE_FOLDERS, ROOT

pytestmark = pytest.mark.xdist_group("distributions")  # built once, not once in each worker
_MADE = {"__pycache__", "node_modules", ".DS_Store"}
_SOURCE_ROOTS = {
    *("generator", "tests", "benchmarks", ".ci", *EXAMPLE_FOLDERS),
    *("pyproject.toml", "Makefile", "requirements.lock", "requirements-dev.lock", ".gitignore", "PKG-INFO"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both distributions, the wheel made from the source distribution as an installer would."""
    folder = tmp_path_factory.mktemp("dist")
    _python("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return next(distributions.glob("*.whl"))


def _python(*arguments: str, cwd: Path = ROOT, path: str = "") -> str:
    environment = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, *arguments]
    run = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _files(folder: Path) -> set[str]:
    found = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return {p.as_posix() for p in found if not _MADE & set(p.parts)}


def test_the_wheel_holds_the_package_and_the_example_workspace(wheel: Path) -> None:
    expected = {f"remit/{name}" for name in _files(ROOT / "generator" / "remit")}
    for folder in EXAMPLE_FOLDERS:
        expected |= {f"remit/example/{folder}/{name}" for name in _files(ROOT / folder)}
    metadata = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    expected |= {f"remit-0.1.0.dist-info/{name}" for name in metadata}
    assert set(zipfile.ZipFile(wheel).namelist()) == expected


def test_the_example_is_a_whole_workspace(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "remit/example/data/playbook.yaml" in names
    assert "remit/example/site/mkdocs.yml" in names
    for folder in EXAMPLE_FOLDERS:
        assert any(name.startswith(f"remit/example/{folder}/") for name in names), folder


def test_the_source_distribution_holds_the_sources_only(distributions: Path) -> None:
    archive = next(distributions.glob("*.tar.gz"))
    with tarfile.open(archive) as tar:
        names = {member.name.split("/", 1)[1] for member in tar.getmembers() if member.isfile()}
    assert {name.split("/", 1)[0] for name in names} <= _SOURCE_ROOTS
    assert not [name for name in names if _MADE & set(name.split("/"))]
    for folder in ("generator", *EXAMPLE_FOLDERS):
        assert {f"{folder}/{name}" for name in _files(ROOT / folder)} <= names, folder


def test_a_playbook_can_be_started_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    quietly = ("install", "--quiet", "--no-deps", "--no-index")
    _python("-m", "pip", *quietly, "--target", str(installed), str(wheel))
    start = "import sys, remit.cli; assert sys.argv[1] in remit.__file__; del sys.argv[1]; remit.cli.main()"
    _python("-c", start, str(installed), "init", "my-playbook", cwd=tmp_path, path=str(installed))
    for folder in EXAMPLE_FOLDERS:
        assert _files(tmp_path / "my-playbook" / folder) == _files(ROOT / folder), folder

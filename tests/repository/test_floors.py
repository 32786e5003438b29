"""The import contracts hold a change back: each rule is shown to fail on a planted import."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.project import ROOT


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__")
    copy = tmp_path / "generator" / "remit"
    shutil.copytree(ROOT / "generator" / "remit", copy, ignore=ignore)
    return copy


def _broken(package: Path, contract: str) -> str:
    program = str(Path(sys.executable).with_name("lint-imports"))
    command = [sys.executable, program, "--no-cache", "--contract", contract]
    environment = os.environ | {"PYTHONPATH": str(package.parent)}
    run = subprocess.run(command, cwd=package.parents[1], env=environment, capture_output=True, text=True)
    return run.stdout + run.stderr if run.returncode else ""


@pytest.mark.parametrize(
    ("contract", "module", "planted"),
    [
        ("floors", "findings.py", "import remit.model"),
        ("floors", "model/ledger.py", "import remit.load"),
        ("floors", "schema/__init__.py", "import remit.workspace"),
        ("word", "findings.py", "from lxml import etree"),
        ("word", "schema/__init__.py", "import docx.oxml.ns"),
        ("excel", "load/__init__.py", "import openpyxl"),
    ],
)
def test_a_planted_import_is_refused(package: Path, contract: str, module: str, planted: str) -> None:
    file = package / module
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{planted}\n", encoding="utf-8")
    name = re.sub(r"\.__init__$", "", f"remit.{module.removesuffix('.py').replace('/', '.')}")
    assert name in _broken(package, contract)


def test_a_module_without_a_floor_is_refused(package: Path) -> None:
    (package / "helpers.py").write_text('"""Has no floor."""\n', encoding="utf-8")
    assert "remit.helpers" in _broken(package, "floors")

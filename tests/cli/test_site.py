"""`remit site` and `remit export jsonschema` as commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.books import minimal
from tests.rules.workspace import changed
from tests.site.sites import write_workspace

REMIT = [sys.executable, "-c", "from remit.cli import main; main()"]


def remit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*REMIT, *arguments], capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_workspace(tmp_path, minimal())
    return tmp_path


def test_the_site_is_written_with_its_schemas(root: Path) -> None:
    done = remit("site", "--root", str(root))
    assert done.returncode == 0, done.stderr
    assert "pages written to" in done.stderr
    assert "Example playbook" in (root / "build" / "site" / "index.html").read_text("utf-8")
    assert json.loads((root / "build" / "schemas" / "raci.schema.json").read_text("utf-8"))["title"] == "raci"


def test_findings_are_shown_and_do_not_stop_the_site_unless_asked(root: Path) -> None:
    example = (
        "# data/raci.yaml\nactivities:\n  site-calls:\n    accountable: [cro-project-manager, cro-cra]\n"
    )
    (root / "data" / "raci.yaml").write_bytes(changed(minimal(), example)["data/raci.yaml"])
    strict = remit("site", "--root", str(root), "--strict")
    assert strict.returncode == 2
    assert "RACI-001" in strict.stderr
    assert not (root / "build" / "site").exists()
    done = remit("site", "--root", str(root))
    assert done.returncode == 0
    assert "RACI-001" in (root / "build" / "site" / "reference" / "findings.html").read_text("utf-8")


def test_without_a_configuration_a_line_says_where_to_get_one(root: Path) -> None:
    (root / "site" / "mkdocs.yml").unlink()
    done = remit("site", "--root", str(root))
    assert done.returncode == 2
    assert "SITE-001" in done.stderr
    assert "remit init" in done.stderr
    assert "Traceback" not in done.stderr


def test_schemas_are_written_where_asked(root: Path) -> None:
    done = remit("export", "jsonschema", "--root", str(root), "--out", str(root / "elsewhere"))
    assert done.returncode == 0, done.stderr
    schema = json.loads((root / "elsewhere" / "playbook.schema.json").read_text("utf-8"))
    assert "sponsor-project-manager" in json.dumps(schema["properties"]["owner"])

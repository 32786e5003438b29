"""A command waits for nothing that it does not use: what is imported takes longer than the work on a small playbook."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.recheck.studies import several

_RUN = """
import sys
from pathlib import Path
import remit.cli.check
from remit.recheck import check
from remit.workspace import Workspace
check(Workspace(Path(sys.argv[1])))
print(*{name.partition(".")[0] for name in sys.modules} | {name for name in sys.modules if name.startswith("remit.")})
"""


def _imported(root: Path) -> set[str]:
    environment = {**os.environ, "REMIT_CACHE": str(root.parent / "cache")}
    command = [sys.executable, "-c", _RUN, str(root)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_a_check_imports_only_what_it_needs_and_a_second_one_next_to_nothing(tmp_path: Path) -> None:
    book = tmp_path / "book"
    for path, data in several(1).items():
        (book / path).parent.mkdir(parents=True, exist_ok=True)
        (book / path).write_bytes(data)
    first, second = _imported(book), _imported(book)
    assert {"remit.rules", "remit.templating", "ruamel"} <= first
    assert not first & {"cerberus", "docx", "holidays", "matplotlib", "mkdocs", "openpyxl", "rich"}
    assert "remit.recheck" in second
    assert not second & {
        "babel",
        "jinja2",
        "markdown_it",
        "ruamel",
        "remit.model",
        "remit.rules",
        "remit.word",
    }

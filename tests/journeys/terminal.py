"""A terminal: commands run as a subprocess with the installed command, from a given folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(command: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run one line in a shell in which ``remit`` is the installed command."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    return subprocess.run(["bash", "-c", command], cwd=at, capture_output=True, text=True, env=environment)


def succeed(command: str, at: Path, *codes: int) -> str:
    """Run one line that must end with one of these exit codes (0 without any); returns what it printed."""
    done = run(command, at)
    assert done.returncode in (codes or (0,)), f"{command}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout

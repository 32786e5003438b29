"""Times whole commands as a user waits for them, on a copy of the example workspace.

Run by `make bench`. Prints one line a command: the best and the median of several runs, in seconds.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REMIT = Path(sys.executable).with_name("remit")
COMMANDS = (("--version",), ("check",), ("build",), ("site",))


def main() -> int:
    """Time every command; 1 when one could not run, which would make its time worthless."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each command (5)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        workspace = Path(folder) / "playbook"
        _run(("init", str(workspace)), Path(folder))
        sys.stdout.write(f"{'command':<16}{'best':>8}{'median':>8}\n")
        failed = [command for command in COMMANDS if not _report(command, workspace, runs)]
    return 1 if failed else 0


def _report(command: tuple[str, ...], workspace: Path, runs: int) -> bool:
    timed = [_timed(command, workspace) for _ in range(runs)]
    if any(code > 1 for code, _ in timed):
        sys.stdout.write(f"{' '.join(command):<16}could not run\n")
        return False
    seconds = [second for _, second in timed]
    sys.stdout.write(f"{' '.join(command):<16}{min(seconds):>8.2f}{statistics.median(seconds):>8.2f}\n")
    return True


def _timed(command: tuple[str, ...], workspace: Path) -> tuple[int, float]:
    start = time.perf_counter()
    code = _run(command, workspace)
    return code, time.perf_counter() - start


def _run(command: tuple[str, ...], folder: Path) -> int:
    return subprocess.run([REMIT, *command], cwd=folder, capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

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
    """Time every command; 1 when one did not end well, which would make its time worthless."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each command (5)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        workspace = Path(folder) / "playbook"
        if not _run(("init", str(workspace)), Path(folder)):
            return 1
        sys.stdout.write(f"{'command':<16}{'best':>8}{'median':>8}\n")
        failed = [command for command in COMMANDS if not _report(command, workspace, runs)]
    return 1 if failed else 0


def _report(command: tuple[str, ...], workspace: Path, runs: int) -> bool:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        if not _run(command, workspace):
            return False
        seconds.append(time.perf_counter() - start)
    sys.stdout.write(f"{' '.join(command):<16}{min(seconds):>8.2f}{statistics.median(seconds):>8.2f}\n")
    return True


def _run(command: tuple[str, ...], folder: Path) -> bool:
    run = subprocess.run([REMIT, *command], cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.stderr.write(f"{' '.join(command)}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())

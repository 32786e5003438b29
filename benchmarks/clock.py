"""Time and memory of pieces of work."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has ended: seconds on the clock, seconds of all processors."""

    clock: float
    processor: float


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time, that of programs which the work starts included."""
    before = _processor()
    work()
    return _processor() - before


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end. Raises CalledProcessError with its output when it does not end well."""
    processor, clock = _processor(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return Run(time.perf_counter() - clock, _processor() - processor)


def peak(command: Sequence[str | Path], folder: Path) -> int:
    """Most memory that a command held, in kilobytes."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_maxrss


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime

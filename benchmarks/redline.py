"""The redline of a twelve-page work order beside those of others: whole processes, interleaved, on the same pair.

Others take part when they are installed (`pip install "python-redlines[docxodus]" docx-trackdiff`); the product needs none.
What each of them wrote is accepted and rejected, and its text held against that of the two documents.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path

from lxml import etree

from benchmarks.clock import Run, run
from benchmarks.redline_pair import write_pair
from remit.word.namespaces import w
from remit.word.received import open_received
from remit.word.revisions import accept_all, reject_all

SCRIPT = Path(__file__).with_name("redline_script.py")
ROUNDS = 5


def redlines(rounds: int = ROUNDS) -> None:
    """Times every program that is installed; the ratio is the median of those within a round."""
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as name:
        folder = Path(name)
        old, new = write_pair(folder)
        commands = _commands(folder, old, new)
        runs: dict[str, list[Run]] = {rival: [] for rival in commands}
        for command in commands.values():
            run(command, folder)  # unpacks and compiles what a first run has to
        for _ in range(rounds):
            for rival, command in commands.items():
                runs[rival].append(run(command, folder))
        sys.stdout.write(
            f"{'redline of a work order':<40}{'s processor':>12}{'s clock':>9}{'ratio':>8}  holds old, new\n"
        )
        for number, (rival, ones) in enumerate(runs.items()):
            ratio = statistics.median(
                a.processor / b.processor for a, b in zip(ones, runs["Remit"], strict=True)
            )
            held = ", ".join("yes" if one else "no" for one in _held(folder / f"{number}.docx", old, new))
            processor = statistics.median(one.processor for one in ones)
            clock = statistics.median(one.clock for one in ones)
            sys.stdout.write(f"{rival:<40}{processor:>12.2f}{clock:>9.2f}{ratio:>8.1f}  {held}\n")


def _commands(folder: Path, old: Path, new: Path) -> dict[str, list[str | Path]]:
    found: dict[str, list[str | Path]] = {}

    def add(name: str, *command: str | Path) -> None:
        found[name] = [*command, old, new, folder / f"{len(found)}.docx"]

    add("Remit", sys.executable, SCRIPT, "remit")
    if importlib.util.find_spec("python_redlines"):
        add("python-redlines, docxodus", sys.executable, SCRIPT, "docxodus")
    program = Path(sys.executable).with_name("docx-trackdiff")
    if program.exists():
        add("docx-trackdiff", program)
    for missing in {"python-redlines, docxodus", "docx-trackdiff"} - set(found):
        sys.stdout.write(f"{missing} is not installed and takes no part\n")
    return found


def _held(path: Path, old: Path, new: Path) -> tuple[bool, bool]:
    """Whether a redline reads as the old document when rejected, and as the new one when accepted."""
    found = []
    for settle, document in ((reject_all, old), (accept_all, new)):
        package = open_received(path.read_bytes())
        root = package.xml(package.main)
        settle(root)
        found.append(_texts(root) == _texts(open_received(document.read_bytes()).xml("word/document.xml")))
    return found[0], found[1]


def _texts(root: etree._Element) -> list[str]:
    texts = ("".join(str(text) for text in one.itertext(w("t"))) for one in root.iter(w("p")))
    return [text for text in texts if text]

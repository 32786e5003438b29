"""How fast Word documents are printed, beside other ways to print the same ones: `python -m benchmarks.word`.

docxtpl's template is compared in two forms: as a word processor saves it, which is how its users make theirs, and stripped
of all that a word processor adds. The words that it prints are held against Remit's.

Sections (all by default): warm, cold, hundred, memory, jobs, rebuild. Runs of rivals are interleaved; what is reported is
the median, and the median of the ratios within a round. Processor time counts where one process works alone, because a busy
machine distorts it least; time on the clock where several do. docxtpl and pandoc take part when they are installed
(`pip install docxtpl pypandoc_binary`); the product needs neither.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks import word_commands
from benchmarks.clock import spent
from benchmarks.word_document import Document, invented_order
from benchmarks.word_peers import (
    Print,
    floor,
    fresh_docxtpl,
    remit,
    reused_docxtpl,
    saved_by_office,
    structure,
    with_cells,
    with_elements,
    with_pandoc,
    words,
)

SLOW = 3
"""Rounds in which rivals that need seconds take part."""

BATCH = 25
"""Documents that the others print one after the other in a round: what is compared is how many a second."""


def main() -> int:
    """Run the sections that are asked for; 1 when a rival printed something else."""
    sections: Mapping[str, Callable[[int], bool]] = {"warm": warm, **word_commands.SECTIONS}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(sections))
    parser.add_argument("--rounds", type=int, default=25, help="rounds of the warm section (25)")
    given = parser.parse_args()
    unknown = set(given.sections) - set(sections)
    if unknown:
        parser.error(f"no section is called {', '.join(sorted(unknown))}")
    good = [sections[name](given.rounds) for name in given.sections or sections]
    return 0 if all(good) else 1


def warm(rounds: int) -> bool:
    """One process, everything loaded: milliseconds of processor time a document, and how often Remit prints meanwhile."""
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        document = invented_order(Path(folder))
        rivals = _rivals(document)
        same = _same(document, rivals, Path(folder))
        times: dict[str, list[float]] = {name: [] for name in rivals}
        for number in range(rounds):
            for name, (print_to, slow) in rivals.items():
                if slow and number >= SLOW:
                    continue
                gc.collect()
                work = partial(_batch, print_to, Path(folder) / "out.docx", 1 if slow else BATCH)
                times[name].append(spent(work) / (1 if slow else BATCH))
    sys.stdout.write(f"{'warm, one document':<44}{'ms':>10}{'x Remit':>10}\n")
    for name, seconds in times.items():
        ratios = [mine / its for mine, its in zip(seconds, times["Remit"], strict=False)]
        sys.stdout.write(
            f"{name:<44}{statistics.median(seconds) * 1000:>10.2f}{statistics.median(ratios):>10.2f}\n"
        )
    return same


def _batch(print_to: Print, path: Path, count: int) -> None:
    for _ in range(count):
        print_to(path)


def _rivals(document: Document) -> dict[str, tuple[Print, bool]]:
    """Name to what prints the document, and whether that takes so long that few rounds must do."""
    items = structure(document.data)
    rivals = {
        "Remit": (remit(document), False),
        "floor: finished parts packed and written": (floor(document), False),
        "floor, house style's parts packed before": (floor(document, dict(document.style.parts)), False),
    }
    if importlib.util.find_spec("docxtpl"):
        saved = saved_by_office(document.docxtpl, document.docxtpl.parent)
        if saved:
            rivals["docxtpl, fresh, as LibreOffice saves it"] = fresh_docxtpl(saved, document.plain), False
        rivals["docxtpl, fresh, lightest template"] = fresh_docxtpl(document.docxtpl, document.plain), False
        rivals["docxtpl, lightest, one object used again"] = (
            reused_docxtpl(document.docxtpl, document.plain),
            False,
        )
    rivals["python-docx, lxml elements"] = with_elements(document.house, items), False
    rivals["python-docx, cell by cell"] = with_cells(document.house, items), True
    if importlib.util.find_spec("pypandoc"):
        rivals["pandoc, from Markdown already printed"] = with_pandoc(document.house, items), True
    return rivals


def _same(document: Document, rivals: Mapping[str, tuple[Print, bool]], folder: Path) -> bool:
    """Whether docxtpl prints the same words in the same order, which makes the comparison fair."""
    wanted = words(document.data)
    for name, (print_to, _) in rivals.items():
        if name.startswith("docxtpl"):
            print_to(folder / "same.docx")
            if words((folder / "same.docx").read_bytes()) != wanted:
                sys.stderr.write(f"{name} prints something else\n")
                return False
    return True


if __name__ == "__main__":
    sys.exit(main())

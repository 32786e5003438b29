"""An invented portfolio of any size, for measuring: `python -m benchmarks.portfolio FOLDER`.

The example playbook with more studies beside its own. Each added study is written after the phase 3 study of the example and
holds five work orders: one for clinical operations and four for data management. Everything with an id gets one of its own,
so that the portfolio is as sound as the example. Same number, same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from remit.workspace import example, write_frame

PATTERN = "nvt-218-301"
STUDY_FILES = ("study.yaml", "raci.yaml", "team.yaml", "transfer.yaml")
TRANSFER = "TOO-301"
FULL_SERVICE, FUNCTIONAL = "wo-301", "wo-fsp-01"
ORDERS_A_STUDY = 5


def write_portfolio(target: Path, orders: int, source: Path | None = None) -> int:
    """Write a playbook with ``orders`` work orders beside the example's own into a new folder; returns its data files."""
    start = source or example()
    write_frame(start, target)
    pattern = start / "data" / "studies" / PATTERN
    for number, begin in enumerate(range(0, orders, ORDERS_A_STUDY), 1):
        for name, text in _study(pattern, number, min(ORDERS_A_STUDY, orders - begin)):
            path = target / "data" / "studies" / f"pf-{number:05}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return sum(1 for _ in (target / "data").rglob("*.yaml"))


def _study(pattern: Path, number: int, orders: int) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the study of this number."""
    for name in STUDY_FILES:
        yield name, _renamed((pattern / name).read_text(encoding="utf-8"), number)
    for order in range(1, orders + 1):
        like = FULL_SERVICE if order == 1 else FUNCTIONAL
        text = (pattern / "work_orders" / f"{like}.yaml").read_text(encoding="utf-8")
        name = f"wo-{number:05}-{order}"
        text = text.replace(like, name).replace(like.upper(), name.upper())
        yield f"work_orders/{name}.yaml", _renamed(_alone(text), number)


def _renamed(text: str, number: int) -> str:
    name = f"pf-{number:05}"
    text = text.replace(TRANSFER, f"TOO-{number:05}")
    return text.replace(PATTERN, name).replace(PATTERN.upper(), name.upper())


def _alone(text: str) -> str:
    """A work order that covers its own study only; what served another study serves its own."""
    lines = (line for line in text.splitlines(keepends=True) if not line.startswith("also_covers:"))
    return re.sub(r"^( +study: ).*$", rf"\g<1>{PATTERN}", "".join(lines), flags=re.MULTILINE)


def main() -> int:
    """Write a portfolio into a new folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=1000, metavar="N", help="work orders to add (1,000)")
    given = parser.parse_args()
    files = write_portfolio(given.folder, given.orders)
    sys.stdout.write(f"{given.folder}: {files} data files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

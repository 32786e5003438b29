"""How long reviews take: `python -m benchmarks.review`.

Portfolio: one role of an invented portfolio gets another title. Sizes are measured in turn, each in a process of its own:
both states are loaded and judged, every document that may print the role is printed in both, and no other one. Seconds are
those of the processor, the start of Python included.

Redline: see benchmarks/redline.py.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.portfolio import write_portfolio
from benchmarks.redline import ROUNDS, redlines

# ---- portfolio --------------------------------------------------------------------------------------------------------

ROLE = "title: Start-up Lead"
"""A role that the full service orders print, which are one in five, and the data management orders do not."""


def _review(root: Path) -> dict[str, float]:
    """Review the role that was changed in a portfolio; counts documents, and how many of them were printed."""
    import datetime as dt

    from remit.cli.revisions import both_sides
    from remit.documents.subjects import subjects
    from remit.review import documents
    from remit.review.reviewing import review

    printed = 0
    render = documents.render  # type: ignore[attr-defined]

    def counted(*given: Any, **more: Any) -> Any:
        nonlocal printed
        printed += 1
        return render(*given, **more)

    documents.render = counted  # type: ignore[attr-defined]
    start = time.process_time()
    both = both_sides("HEAD", None, root, direct=True)
    loaded = time.process_time()
    found = review(both.before, both.after, dt.date(2026, 11, 30))
    return {
        "load": loaded - start,
        "review": time.process_time() - loaded,
        "documents": len(subjects(both.after.ledger)),
        "printed": printed,
        "touched": sum(one.in_words for one in found.documents),
        "changes": len(found.changes),
        "complete": found.complete,
    }


def _measure(root: Path) -> None:
    measured = _review(root)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    whole = {"seconds": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}
    sys.stdout.write(json.dumps({**measured, **whole}))


def _portfolio(orders: int, folder: Path) -> Mapping[str, float]:
    root = folder / f"orders-{orders}"
    write_portfolio(root, orders)
    git = ("git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Portfolio")):
        subprocess.run([*git, *command], check=True)
    roles = root / "data" / "roles.yaml"
    before = roles.read_text(encoding="utf-8")
    after = before.replace(ROLE, f"{ROLE} in Charge", 1)
    if before == after:
        raise SystemExit(f"{roles} has no '{ROLE}' to change")
    roles.write_text(after, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.review", "--measure", str(root)],
        cwd=Path(__file__).parents[1],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    found: dict[str, float] = json.loads(told)
    if found["changes"] != 1 or not found["complete"]:
        raise SystemExit(f"{orders} orders: not the review of one role, so its time means nothing: {found}")
    if found["printed"] > 2 * found["touched"]:
        raise SystemExit(f"{orders} orders: documents were printed that cannot change: {found}")
    return found


def _told(orders: int, one: Mapping[str, float]) -> str:
    return (
        f"{orders:>7,} orders {one['documents']:>7,.0f} documents {one['touched']:>6,.0f} touched "
        f"{one['printed']:>6,.0f} printings {one['load']:>8.1f} s load {one['review']:>7.1f} s review "
        f"{one['seconds']:>7.1f} s whole {one['peak']:>6.0f} MB\n"
    )


def _growth(sizes: Sequence[int], results: Mapping[int, Mapping[str, float]]) -> str:
    lines = []
    for few, many in pairwise(sizes):
        one, other = results[few], results[many]
        documents = other["documents"] / one["documents"]
        lines.append(
            f"{few:,} -> {many:,} orders: {documents:.1f} x documents, {other['review'] / one['review']:.1f} x seconds of "
            f"review, {other['seconds'] / one['seconds']:.1f} x seconds, {other['peak'] / one['peak']:.1f} x memory\n"
        )
    return "".join(lines)


def portfolios(sizes: Sequence[int]) -> None:
    """Measure portfolios of these sizes and say how time grows with them."""
    results: dict[int, Mapping[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        for orders in sizes:
            results[orders] = _portfolio(orders, Path(folder))
            sys.stdout.write(_told(orders, results[orders]))
            sys.stdout.flush()
    sys.stdout.write(_growth(sizes, results))


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", metavar="SECTION", help="portfolio, redline (all by default)")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of redlines ({ROUNDS})"
    )
    parser.add_argument(
        "--orders", type=int, nargs="+", default=[250, 1000], metavar="N", help="sizes (250 1000)"
    )
    parser.add_argument("--measure", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        _measure(given.measure)
        return 0
    sections = given.sections or ["portfolio", "redline"]
    unknown = set(sections) - {"portfolio", "redline"}
    if unknown:
        parser.error(f"no section is called {', '.join(sorted(unknown))}")
    if "portfolio" in sections:
        portfolios(given.orders)
    if "redline" in sections:
        redlines(given.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long a check of a large portfolio takes, beside a bare parse of the same files: `python -m benchmarks.check`.

Ways, each in a process of its own, one after the other in every round, so that a busy machine burdens all of them alike:
  ruamel    ruamel.yaml's C loader (typ='safe') reads every file; nothing is kept
  cerberus  the same, and Cerberus validates every file against its schema
  check     `remit check` as a library, for the first time: records, rules, templates; what was found is remembered
  again     the same after a value of one work order has changed
Seconds are those of the processor, the start of Python included. The ratios are medians of the ratios in each round.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.portfolio import write_portfolio

WAYS = ("ruamel", "cerberus", "check", "again")


# ---- one way, in a process of its own -------------------------------------------------------------------------------


def _ruamel(root: Path) -> int:
    from ruamel.yaml import YAML

    return sum(YAML(typ="safe", pure=False).load(data) is not None for data in _files(root).values())


def _cerberus(root: Path) -> int:
    """Counts the files that pass. Records are text to Remit, so Cerberus gets text; reading it again is not counted."""
    import cerberus
    from ruamel.yaml import YAML

    from remit.load.yaml import parse
    from remit.model.catalogue import FILE_KINDS, file_kind
    from remit.schema.cerberus import cerberus_schema

    validators = {kind.name: cerberus.Validator(cerberus_schema(kind.cls)) for kind in FILE_KINDS}
    passed = 0
    for path, data in _files(root).items():
        YAML(typ="safe", pure=False).load(data)
        found = file_kind(path.removeprefix("data/"))
        before = time.process_time()
        text, _ = parse(path, data)
        _LEFT_OUT.append(time.process_time() - before)
        passed += bool(found and validators[found[0].name].validate(text))
    return passed


def _check(root: Path) -> int:
    """Counts findings, of which a sound portfolio has none."""
    from remit.recheck import check
    from remit.workspace import Workspace

    checked, of_templates = check(Workspace(root))
    return len(checked.findings) + len(of_templates)


def _files(root: Path) -> Mapping[str, bytes]:
    from remit.load.tree import read_folder

    return read_folder(root, "data", (".yaml",))[0]


_LEFT_OUT: list[float] = []
_WORK: Mapping[str, Callable[[Path], int]] = {
    "ruamel": _ruamel,
    "cerberus": _cerberus,
    "check": _check,
    "again": _check,
}


def _parts(root: Path) -> dict[str, float]:
    """Seconds of parsing, building and judging, and the number of records."""
    from remit.findings import Where
    from remit.load.build import build
    from remit.load.yaml import parse
    from remit.model.catalogue import file_kind
    from remit.model.fields import Record
    from remit.model.ledger import Ledger
    from remit.rules import check

    files = _files(root)
    begin = time.process_time()
    documents = {path: parse(path, data)[0] for path, data in files.items()}
    parsed = time.process_time()
    records = {}
    for path, document in documents.items():
        found = file_kind(path.removeprefix("data/"))
        if found:
            records[path] = build(found[0].cls, document, Where(path), found[1])
    built = time.process_time()
    ledger = Ledger(records)
    check(ledger)
    return {
        "parse": parsed - begin,
        "build": built - parsed,
        "rules": time.process_time() - built,
        "records": len(ledger.every(Record)),
        "files": len(files),
        "bytes": sum(map(len, files.values())),
    }


def _measure(way: str, root: Path) -> None:
    if way == "parts":
        sys.stdout.write(json.dumps(_parts(root)))
        return
    start = time.perf_counter()
    count = _WORK[way](root)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = usage.ru_utime + usage.ru_stime - sum(_LEFT_OUT)
    measured = {"seconds": seconds, "clock": time.perf_counter() - start, "peak": usage.ru_maxrss / 1024}
    sys.stdout.write(json.dumps({**measured, "count": count}))


# ---- all ways, round by round ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of a portfolio: medians of each way, and the parts of a check."""

    seconds: Mapping[str, float]
    clock: Mapping[str, float]
    peak: Mapping[str, float]
    ratios: Mapping[str, float]
    parts: Mapping[str, float]


def _portfolio(orders: int, rounds: int, folder: Path) -> Result:
    root, cache = folder / f"orders-{orders}", folder / "cache"
    write_portfolio(root, orders)
    runs: list[dict[str, dict[str, float]]] = []
    for number in range(rounds):
        for kept in cache.glob("*.json"):
            kept.unlink()
        runs.append({way: _run(way, root, cache, number) for way in WAYS})
    parts = _asked("parts", root, cache)
    median = {
        what: {way: statistics.median(run[way][what] for run in runs) for way in WAYS}
        for what in ("seconds", "clock", "peak")
    }
    pairs = [(way, "ruamel") for way in WAYS] + [("again", "check")]
    ratios = {
        f"{way}:{other}": statistics.median(run[way]["seconds"] / run[other]["seconds"] for run in runs)
        for way, other in pairs
    }
    return Result(median["seconds"], median["clock"], median["peak"], ratios, parts)


def _run(way: str, root: Path, cache: Path, number: int) -> dict[str, float]:
    if way == "again":
        _change(root, number)
    measured = _asked(way, root, cache)
    if way in ("check", "again") and measured["count"]:
        raise SystemExit(f"{way}: the portfolio has {measured['count']} findings, so its time means nothing")
    return measured


def _change(root: Path, number: int) -> None:
    """Another note in one work order."""
    path = sorted((root / "data" / "studies").glob("pf-*/work_orders/*.yaml"))[number]
    before = path.read_text(encoding="utf-8")
    after = before.replace("    note: ", f"    note: Looked at in round {number}. ", 1)
    if after == before:
        raise SystemExit(f"{path} has no note to change")
    path.write_text(after, encoding="utf-8")


def _asked(way: str, root: Path, cache: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.check", "--measure", way, str(root)]
    home = Path(__file__).parents[1]
    told = subprocess.run(
        command,
        cwd=home,
        env={**os.environ, "REMIT_CACHE": str(cache)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return json.loads(told)  # type: ignore[no-any-return]


# ---- report ---------------------------------------------------------------------------------------------------------


def _told(orders: int, result: Result) -> str:
    parts = result.parts
    size = f"{parts['files']:,.0f} files, {parts['bytes'] / 1e6:.1f} MB, {parts['records']:,.0f} records"
    lines = [
        f"{orders:,} work orders: {size}",
        f"  {'way':<10}{'seconds':>9}{'clock':>9}{'peak MB':>9}{'records/s':>12}{'x ruamel':>10}",
    ]
    lines += [
        f"  {way:<10}{result.seconds[way]:>9.2f}{result.clock[way]:>9.2f}{result.peak[way]:>9.0f}"
        f"{parts['records'] / result.seconds[way]:>12,.0f}{result.ratios[f'{way}:ruamel']:>10.2f}"
        for way in WAYS
    ]
    whole = parts["parse"] + parts["build"] + parts["rules"]
    shares = ", ".join(f"{name} {parts[name] / whole:.0%}" for name in ("parse", "build", "rules"))
    lines.append(f"  of a check: {shares}")
    lines.append(f"  a second check takes {result.ratios['again:check']:.3f} of the first")
    return "\n".join(lines)


def _growth(few: int, many: int, results: Mapping[int, Result]) -> str:
    one, other = results[few], results[many]
    seconds, peak = (other.seconds["check"] / one.seconds["check"], other.peak["check"] / one.peak["check"])
    records = other.parts["records"] / one.parts["records"]
    return f"{few:,} -> {many:,}: {records:.1f} x records, {seconds:.1f} x seconds, {peak:.1f} x memory"


def main() -> int:
    """Measure portfolios of the sizes asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--orders", type=int, nargs="+", default=[1000], metavar="N", help="sizes (1000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of all ways (3)")
    parser.add_argument("--measure", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        _measure(given.measure[0], Path(given.measure[1]))
        return 0
    results: dict[int, Result] = {}
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        for orders in given.orders:
            results[orders] = _portfolio(orders, given.rounds, Path(folder))
            sys.stdout.write(_told(orders, results[orders]) + "\n")
            sys.stdout.flush()
    for few, many in zip(given.orders, given.orders[1:], strict=False):
        sys.stdout.write(_growth(few, many, results) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

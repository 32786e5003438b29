"""Whole commands as users run them: one document, a hundred, thousands, and what is left to do when little has changed."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.clock import Run, peak, run
from benchmarks.docxtpl_template import docxtpl_template
from benchmarks.portfolio import write_portfolio
from benchmarks.word_peers import plain, saved_by_office, words
from remit.documents.figures import seen
from remit.documents.languages import language_of
from remit.documents.subjects import Subject, subjects
from remit.documents.templates import Templates
from remit.pipeline import Loaded, load, load_templates
from remit.word import complete
from remit.workspace import Workspace, example, write_frame

HERE = Path(__file__).resolve().parent
REMIT = Path(sys.executable).with_name("remit")
PRINT_MANY = HERE / "print_many.py"


def cold(rounds: int) -> bool:
    """One document, from the start of the command to its end, beside a bare docxtpl script for the same document."""
    with _folder() as folder:
        write_frame(example(), folder / "book")
        peer = _peer(Workspace(folder / "book"), folder, ["wo-301"])
        build: list[str | Path] = [REMIT, "build", "wo-301", "--out", folder / "out"]
        commands: dict[str, list[str | Path]] = {
            "Remit, templates never compiled": [*build, "--anew"],
            "Remit, printed anew": [*build, "--anew"],
            "Remit, nothing has changed": build,
        }
        for name, template in peer.templates.items():
            commands[f"docxtpl script, {name}"] = [
                sys.executable,
                peer.script,
                template,
                folder / "rival",
                *peer.contexts,
            ]
        before = {
            "Remit, templates never compiled": lambda: shutil.rmtree(folder / "cache", ignore_errors=True)
        }
        _table("cold, wo-301 of the example", _timed(commands, folder / "book", min(rounds, 7), before))
        return _same(folder / "out", folder / "rival")


def hundred(rounds: int) -> bool:
    """A hundred work orders from YAML to Word in one command, beside C-YAML, Cerberus and docxtpl."""
    with _folder() as folder:
        write_portfolio(folder / "book", 100)
        workspace = Workspace(folder / "book")
        ids = [
            one.id
            for one in subjects(load(workspace).ledger)
            if one.kind == "work_order" and one.id.count("-") > 1
        ]
        peer = _peer(workspace, folder, [id for id in ids if id.startswith("wo-0")])
        build: list[str | Path] = [REMIT, "build", "--kind", "work_order", "--anew", "--out", folder / "out"]
        commands = {"Remit": build, "Remit, figures painted anew": build}
        for name, template in peer.templates.items():
            script: list[str | Path] = [
                sys.executable,
                peer.script,
                template,
                folder / "rival",
                *peer.contexts,
            ]
            commands[f"C-YAML, Cerberus, docxtpl, {name}"] = [*script, "--records", workspace.data]
        # Records are read and judged from their YAML, as the rivals do; compiled templates are there, as theirs are.
        # Figures, which the rivals do not print, and holidays are remembered unless they are said not to be.
        before = {
            "Remit": lambda: _forget(folder, "records"),
            "Remit, figures painted anew": lambda: _forget(folder, "records", "results"),
        }
        _table("a hundred work orders", _timed(commands, workspace.root, min(rounds, 2), before))
        return True


def memory(_rounds: int) -> bool:
    """Memory of a process that prints ten documents and of one that prints ten thousand."""
    with _folder() as folder:
        write_portfolio(folder / "book", 100)
        found = {
            count: peak([sys.executable, PRINT_MANY, folder / "book", str(count)], folder)
            for count in (10, 10_000)
        }
    sys.stdout.write("peak memory, documents printed one by one\n")
    for count, size in found.items():
        sys.stdout.write(f"{count:<44,}{size / 1024:>10.1f} MB{size / found[10]:>8.2f}\n")
    return True


def jobs(rounds: int) -> bool:
    """A thousand work orders by one process and by two: seconds on the clock."""
    with _folder() as folder:
        write_portfolio(folder / "book", 1000)
        build: list[str | Path] = [REMIT, "build", "--kind", "work_order", "--anew", "--out", folder / "out"]
        commands = {"--jobs 1": [*build, "--jobs", "1"], "--jobs 2": [*build, "--jobs", "2"]}
        runs = _timed(commands, folder / "book", min(rounds, 3), {})
        _table("a thousand work orders (clock)", runs, clock=True)
    return True


def rebuild(rounds: int) -> bool:
    """A thousand work orders: built from nothing, built again without a change, and after one record has changed."""
    with _folder() as folder:
        write_portfolio(folder / "book", 1000)
        order = next((folder / "book/data/studies/pf-00001/work_orders").glob("*.yaml"))
        build: list[str | Path] = [REMIT, "build", "--kind", "work_order", "--out", folder / "out"]
        commands = {
            "everything": [*build, "--anew"],
            "nothing has changed": build,
            "one record has changed": build,
        }
        changed = iter(range(1000))

        def change() -> None:
            text = order.read_text("utf-8")
            title = next(line for line in text.splitlines() if line.startswith("title:"))
            order.write_text(text.replace(title, f"title: Work order for change {next(changed)}"), "utf-8")

        runs = _timed(commands, folder / "book", min(rounds, 3), {"one record has changed": change})
        _table("a thousand work orders", runs)
    return True


SECTIONS: Mapping[str, Callable[[int], bool]] = {
    "cold": cold,
    "hundred": hundred,
    "memory": memory,
    "jobs": jobs,
    "rebuild": rebuild,
}


def _forget(folder: Path, *what: str) -> None:
    for kept in (folder / "cache").glob("*.bin"):
        if kept.stem.endswith(what):
            kept.unlink()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for one section. Python keeps compiled modules in it, Remit its memory, as both do on a user's machine."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="remit-bench-") as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/compiled"
        os.environ["REMIT_CACHE"] = f"{name}/cache"
        try:
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _timed(
    commands: Mapping[str, list[str | Path]],
    folder: Path,
    rounds: int,
    before: Mapping[str, Callable[[], object]],
) -> dict[str, list[Run]]:
    """Runs of each command, interleaved, after one of Remit that does not count: it compiles modules and templates."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    run(next(iter(commands.values())), folder)
    for _ in range(rounds):
        for name, command in commands.items():
            before.get(name, lambda: None)()
            runs[name].append(run(command, folder))
    return runs


def _table(title: str, runs: Mapping[str, list[Run]], *, clock: bool = False) -> None:
    first = next(iter(runs.values()))
    sys.stdout.write(f"{title:<52}{'s processor':>12}{'s clock':>9}{'ratio':>8}\n")
    for name, ones in runs.items():
        ratio = statistics.median(
            one.clock / base.clock if clock else one.processor / base.processor
            for one, base in zip(ones, first, strict=True)
        )
        processor = statistics.median(one.processor for one in ones)
        seconds = statistics.median(one.clock for one in ones)
        sys.stdout.write(f"{name:<52}{processor:>12.2f}{seconds:>9.2f}{ratio:>8.2f}\n")


# ---- what a docxtpl script needs --------------------------------------------------------------------------------------


class _Peer:
    """A docxtpl script with its templates and contexts. Joining and summing records is done for it beforehand."""

    def __init__(self, templates: Mapping[str, Path], contexts: list[Path]) -> None:
        self.script = HERE / "docxtpl_script.py"
        self.templates = templates
        self.contexts = contexts


def _peer(workspace: Workspace, folder: Path, ids: list[str]) -> _Peer:
    loaded, (templates, _) = load(workspace), load_templates(workspace)
    wanted = [one for one in subjects(loaded.ledger) if one.id in ids]
    contexts = []
    for subject in wanted:
        path = folder / f"{subject.id}.json"
        path.write_text(json.dumps(plain(_context(loaded, templates, subject))), "utf-8")
        contexts.append(path)
    clean = folder / "docxtpl.docx"
    clean.write_bytes(
        _template(loaded, templates, wanted[0], (workspace.templates / "house.docx").read_bytes())
    )
    found = {"lightest template": clean}
    saved = saved_by_office(clean, folder)
    if saved:
        found["template as LibreOffice saves it"] = saved
    return _Peer(found, contexts)


def _context(loaded: Loaded, templates: Templates, subject: Subject) -> dict[str, object]:
    compiled = templates.compiled(subject.kind, language_of(subject.record, loaded.ledger))
    if compiled is None:
        raise SystemExit(f"{subject.id}: no template")
    clauses = compiled.template.clauses
    positions = {
        topic: subject.record.positions.get(topic, one.positions[0].id) for topic, one in clauses.items()
    }
    context = seen(loaded.ledger, subject, compiled.template)
    return {**context, "open_points": (), "_positions": positions, "_draft": False}


def _template(loaded: Loaded, templates: Templates, subject: Subject, house: bytes) -> bytes:
    compiled = templates.compiled(subject.kind, language_of(subject.record, loaded.ledger))
    if compiled is None or templates.house is None:
        raise SystemExit(f"{subject.id}: no template")
    printed = compiled.print(_context(loaded, templates, subject), subject.record.positions)
    numbers = complete(printed.pieces, templates.house, compiled.template.labels).numbers
    return docxtpl_template(compiled.template, templates.house, house, numbers)


def _same(ours: Path, theirs: Path) -> bool:
    """Whether both folders hold one document with the same words."""
    (mine,), (its,) = sorted(ours.rglob("*.docx")), sorted(theirs.rglob("*.docx"))
    if words(mine.read_bytes()) == words(its.read_bytes()):
        return True
    sys.stderr.write("docxtpl prints something else\n")
    return False

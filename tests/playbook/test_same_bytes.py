"""Every kind of document of the shipped playbook, and one in another language, has the same bytes however it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from docx import Document

from remit.documents.subjects import KINDS, subjects
from remit.model.ledger import Ledger

ROOT = Path(__file__).parents[2]
PARTS = ("data", "contract_templates")
ORDER = "data/studies/nvt-344-201/work_orders/wo-202.yaml"
GERMAN = """---
title: "{{ document.title }}"
for: work_order
file_name: "{{ work_order.id }}"
toc: true
labels:
  schedule: Anlage
  business_days: Arbeitstage
  figures:
    escalation-ladder:
      within: "binnen {time}"
      roles: "{sponsor}: {sponsor_role}, {cro}: {cro_role}"
      told_step: "{step} ({sponsor}: {sponsor_role}; {cro}: {cro_role}; {within})"
      then: ", dann "
      told: "Eskalationsleiter: {steps}."
    milestones:
      told_line: "{milestone}: {amount}"
      told_planned: "{milestone}: {amount}, geplant für den {date}"
      told: "Zahlungen nach Meilensteinen: {milestones}."
    cash-flow:
      direct: Direkte Vergütung
      investigator: Zahlungen an Prüfärzte
      pass_through: Durchlaufende Kosten
      advances: Vorauszahlungen
      a_month: "{currency} im Monat"
      thousand_a_month: "Tausend {currency} im Monat"
      in_all: "{currency} insgesamt"
      thousand_in_all: "Tausend {currency} insgesamt"
      nothing: Nichts ist fällig.
      told_nothing: "{order}: nichts ist fällig."
      told_year: "{year}: {amount}"
      told: "{order}: {years}. Der höchste Monat ist {month} mit {highest}; insgesamt {whole}."
---

::: control
:::

# Leistungen {#leistungen}

1. Der Auftrag {{ work_order.number }} gilt ab {{ work_order.start | date }}.
{% for s in services %}
1. {{ s.service.title }}
{% endfor %}

::: figure escalation-ladder
:::

::: figure milestones
:::

::: figure cash-flow
:::
"""
PROGRAM = """
import datetime, os, sys, time, types
later, backwards = float(sys.argv.pop(1)), sys.argv.pop(1) == "backwards"

class Listed:
    def __init__(self, entries): self.entries = iter(sorted(entries, key=lambda one: one.name, reverse=backwards))
    def __iter__(self): return self.entries
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *problem): pass

os.scandir = lambda path=".", real=os.scandir: Listed(real(path))
os.listdir = lambda path=".", real=os.listdir: sorted(real(path), reverse=backwards)
time.time = lambda real=time.time: real() + later
day = datetime.date.today() + datetime.timedelta(seconds=later)
from remit.cli import main
from remit.rebuild import records, unchanged
for module in (records, unchanged):
    module.dt = types.SimpleNamespace(date=types.SimpleNamespace(today=lambda: day))
main()
"""
"""`remit`, with its clock at another day and every folder listed in one order or the other."""
DAY = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a build is run: all that must not matter."""

    backwards: bool = False
    umask: int = 0o022
    jobs: int = 1
    later: float = 0.0
    environment: Mapping[str, str]


FIRST = Way(environment={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "REMIT_CACHE": "off"})
OTHER = Way(
    backwards=True,
    umask=0o077,
    jobs=2,
    later=400 * DAY,
    environment={
        "PYTHONHASHSEED": "77",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "LANG": "de_DE.UTF-8",
    },
)


def workspace(root: Path) -> Path:
    """A copy of the shipped playbook under version control, with one work order written in German."""
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part)
    (root / "contract_templates/work_order.de.md").write_text(GERMAN, "utf-8")
    with (root / ORDER).open("a", encoding="utf-8") as order:
        order.write("language: de\n")
    who = {
        f"GIT_{role}_{what}": "anyone@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-05T12:00:00Z")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "One"]):
        subprocess.run(["git", *command], cwd=root, env={**os.environ, **who, **when}, check=True)
    return root


def build(root: Path, out: Path, way: Way, *more: str) -> Path:
    """Builds every document and returns its folder."""
    order = "backwards" if way.backwards else "forwards"
    asked = ("build", "--root", str(root), "--out", str(out), "--jobs", str(way.jobs), *more)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(way.later), order, *asked],
        env={**os.environ, **way.environment},
        capture_output=True,
        text=True,
        umask=way.umask,
        cwd=out.parent,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return out


def digests(folder: Path) -> Mapping[str, str]:
    """The digest of every file in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a")
    return build(workspace(folder / "root"), folder / "out", FIRST)


def test_documents_of_every_kind_are_built(first: Path, ledger: Ledger) -> None:
    wanted = subjects(ledger)
    assert {one.kind for one in wanted} == set(KINDS)
    assert len(digests(first)) == len(wanted)
    german = Document(str(first / "nvt-344-201/wo-202.docx"))
    assert "Leistungen" in [paragraph.text for paragraph in german.paragraphs]
    assert len(german.inline_shapes) == 3


def test_the_same_bytes_elsewhere_with_an_empty_and_with_a_filled_cache(tmp_path: Path, first: Path) -> None:
    root, kept = workspace(tmp_path / "another place, with spaces and ü"), tmp_path / "kept"
    way = replace(OTHER, environment={**OTHER.environment, "REMIT_CACHE": str(kept)})
    assert digests(build(root, tmp_path / "out", way)) == digests(first)
    assert any(kept.iterdir())
    assert digests(build(root, tmp_path / "again", way, "--anew")) == digests(first)

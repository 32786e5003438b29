"""Memos and reports for internal governance print what the commands tell, and documents the figures of the site's pages."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from remit.blocks.drawing import Drawing, svg
from remit.cli.book import read_book
from remit.documents.context import context_of
from remit.documents.figures import FIGURES, with_figures
from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import Subject, subjects
from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.pages.contents import all_pages
from remit.workspace import DATA, find
from tests.documents.printed import templates as templates_of
from tests.playbook.test_contracts_printed import ROOT, W, templates

STUDIES = ("nvt-218-301", "nvt-344-201")
PORTFOLIO = "Partners' share of the work. 2024: "
"""How the one figure begins that belongs to no document: it is about the work of all studies."""


AGREED = ("Escalation ladder", "Payments by milestone", "WO-301: payout curves. ")
"""How the figures begin that contracts alone print: the site tells the first two in words, and its curves have results."""


def asked(*words: str) -> Any:
    """What a command tells as JSON."""
    remit = Path(sys.executable).with_name("remit")
    run = subprocess.run([remit, *words, "--root", ROOT, "--format", "json"], capture_output=True, text=True)
    assert run.returncode < 2, run.stderr
    return json.loads(run.stdout)


def subject(ledger: Ledger, id: str) -> Subject:
    return next(one for one in subjects(ledger) if one.id == id)


def file_of(ledger: Ledger, id: str) -> bytes:
    rendered, findings = render(subject(ledger, id), ledger, templates(), Stamp("0"), draft=False)
    assert rendered is not None, findings
    return rendered.data


def rows(ledger: Ledger, id: str) -> list[list[str]]:
    """The rows of every table of a document, cell by cell; line breaks are bars."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file_of(ledger, id))).read("word/document.xml"))
    for line in root.iter(f"{W}br"):
        line.text, line.tag = "|", f"{W}t"
    return [["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in root.iter(f"{W}tr")]


def figures(ledger: Ledger, id: str) -> list[str]:
    """The SVG of each figure of a document, in its order."""
    archive = zipfile.ZipFile(io.BytesIO(file_of(ledger, id)))
    names = [name for name in archive.namelist() if name.endswith(".svg")]
    return [archive.read(name).decode() for name in names]


def number(text: str) -> float:
    return float(re.sub(r"[^0-9.-]", "", text))


# ---- figures in numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("study", STUDIES)
def test_a_decision_memo_prints_the_numbers_of_the_command(ledger: Ledger, study: str) -> None:
    decision = asked("decide", study)
    table = rows(ledger, f"decision-{study}")
    for one in decision["options"]:
        row = next(row for row in table if row[0].startswith(f"{one['title']}|"))
        assert number(row[1]) == float(one["internal_fte"])
        assert number(row[2]) == float(one["cost"]["amount"])
        assert number(row[3]) == float(one["risk"])
        assert row[4] == f"{float(one['points']):.1f}"
        assert row[5] == str(one["place"])
    for kind in ("criteria", "suitability"):
        for one in decision[kind]["scores"]:
            row = next(row for row in table if row[0] == one["title"] and len(row) == 5)
            assert [number(cell) for cell in row[1:3]] == [float(one["weight"]), float(one["score"])]
            assert row[3] == f"{float(one['part']):.2f}"
        assert ["Weighted sum", "", "", f"{float(decision[kind]['total']):.2f}"] in [row[:4] for row in table]


@pytest.mark.parametrize("study", STUDIES)
def test_an_award_memo_prints_the_numbers_of_the_command(ledger: Ledger, study: str) -> None:
    told = asked("select", study)
    table = rows(ledger, f"award-{study}")
    heads = [bid["bidder"] for bid in told["bids"]]
    for bid in told["bids"]:
        row = next(row for row in table if row[0].partition("|")[0] == bid["bidder"] and len(row) == 6)
        assert [number(cell) for cell in row[2:4]] == [
            float(bid["direct"]["amount"]),
            float(bid["pass_through"]["amount"]),
        ]
        assert row[4:] == [f"{float(bid['score']):.2f}", str(bid["place"] or "")]
        assert (row[0].endswith("won")) == (bid["id"] == told["winner"])
    totals = next(row for row in table if row[0] == "In all")
    assert [number(cell) for cell in totals[1:]] == [float(bid["total"]["amount"]) for bid in told["bids"]]
    assert ["Amount", *heads] in table
    names = {bid["id"]: bid["bidder"] for bid in told["bids"]}
    for one in (told["sensitivity"] or {"criteria": ()})["criteria"]:
        title = next(each["title"] for each in told["criteria"] if each["id"] == one["id"])
        words = next(row for row in table if row[0] == title and len(row) == 3)[2]
        for side in ("below", "above"):
            turn = one[side]
            assert (f" leads {side} " in words) == (turn is not None)
            if turn:
                assert names[turn["leader"]] in words
                assert abs(number(words.rpartition(side)[2].partition(";")[0]) - float(turn["weight"])) < 0.11


@pytest.mark.parametrize("study", STUDIES)
def test_a_performance_report_prints_the_numbers_of_the_command(ledger: Ledger, study: str) -> None:
    told = asked("scorecard", study, "2026-q3")["scorecards"][0]
    table = rows(ledger, f"performance-{study}-2026-q3")
    green = figures_of_green(ledger, f"performance-{study}-2026-q3")
    for one in told["metrics"]:
        if one["figure"] is None:
            continue
        if one["status"] == "green":
            figure = green[one["title"]]
        else:
            row = next(row for row in table if row[0] == one["title"] and len(row) == 5)
            figure = row[1]
            assert row[2].casefold() == one["status"]
        assert abs(number(figure.removesuffix(one["unit"])) - float(one["figure"])) <= 0.05 + 1e-9
        if one["action"]:
            words = one["action"]["text"].rstrip(".")
            action = next(
                row for row in table if row[0] == one["title"] and len(row) == 4 and row[2].startswith(words)
            )
            assert ("breach" in action[1]) == one["breach"]
            assert "due " in action[3]
    breaches = next(row for row in table if row[0].startswith("In breach"))[1]
    titles = [one["title"] for one in told["metrics"] if one["breach"]]
    assert breaches == ("; ".join(titles) or "Nothing")


def test_an_action_that_was_done_needs_no_due_date_to_be_printed() -> None:
    tree, _ = read_folder(ROOT, DATA, (".yaml", ".yml"))
    file = "data/studies/nvt-218-301/performance/2026-q3.yaml"
    due, done = b"    action_due: 2026-10-23\n", b"    action_done: 2026-10-20\n"
    assert due + done in tree[file]
    undated, _ = read_records({**tree, file: tree[file].replace(due + done, done)})
    open_, _ = read_records({**tree, file: tree[file].replace(due + done, b"")})
    for records, told in ((undated, "|done 20 October 2026"), (open_, "|not done")):
        table = rows(records, "performance-nvt-218-301-2026-q3")
        row = next(
            row for row in table if len(row) == 4 and row[2].startswith("Visit calendar of two months")
        )
        assert row[3].endswith(told)


def figures_of_green(ledger: Ledger, id: str) -> dict[str, str]:
    """The figures of the metrics that meet their target, which stand in one sentence, by title."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file_of(ledger, id))).read("word/document.xml"))
    lines = ("".join(line.itertext(f"{W}t")) for line in root.iter(f"{W}p"))
    listed = next(line for line in lines if line.startswith("Green: ")).removeprefix("Green: ").rstrip(".")
    found = (re.fullmatch(r"(.*?)(?: \(\w+\))? (-?[\d.,]+ .*)", entry) for entry in listed.split("; "))
    return {one[1]: one[2] for one in found if one}


@pytest.mark.parametrize("id", ["endoscopy-reading", "trial-master-file"])
def test_an_acquisition_memo_prints_the_numbers_of_the_command(ledger: Ledger, id: str) -> None:
    table = rows(ledger, f"acquisition-{id}")
    for one in asked("decide", id)["options"]:
        row = next(row for row in table if row[0].startswith(f"{one['title']}|"))
        assert number(row[1]) == float(one["quality"])
        for cell, name in zip(row[2:], ("cost", "discounted", "by_quality"), strict=True):
            amount = one[name]["amount"] if one[name] else None
            assert (cell == "none") == (amount is None)
            assert amount is None or abs(number(cell) - float(amount)) <= 0.5
        assert ("beaten by" in row[0]) == bool(one["beaten_by"])


def test_nobody_signs_one(tmp_path: Path) -> None:
    for folder in ("data", "contract_templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    before = (
        (tmp_path / "data/register.yaml").read_bytes() if (tmp_path / "data/register.yaml").exists() else b""
    )
    remit = Path(sys.executable).with_name("remit")
    command = [remit, "issue", "award-nvt-218-301", "--status", "executed", "--draft", "--root", tmp_path]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "is for internal governance, and nobody signs it" in run.stdout + run.stderr
    register = tmp_path / "data/register.yaml"
    assert (register.read_bytes() if register.exists() else b"") == before


# ---- figures drawn --------------------------------------------------------------------------------------------------


@cache
def on_the_site() -> tuple[str, ...]:
    """The SVG of each figure of the site."""
    pages = all_pages(read_book(find(ROOT, ROOT)))
    return tuple(
        one for page in pages.values() for one in re.findall(r"<svg xmlns.*?</svg>", page.markdown, re.DOTALL)
    )


def test_figures_of_the_latest_documents_are_those_of_the_site(ledger: Ledger) -> None:
    site = set(on_the_site())
    kinds = (("decision", ""), ("award", ""), ("performance", "-2026-q3"))
    ids = [f"{kind}-{study}{period}" for study in STUDIES for kind, period in kinds]
    for id in (*ids, "acquisition-endoscopy-reading", "wo-301", "wo-201"):
        drawn = figures(ledger, id)
        assert drawn, id
        apart = [alternative(one) for one in drawn if one not in site]
        assert not [words for words in apart if not words.startswith(AGREED)], id


def test_each_figure_of_the_site_can_stand_in_a_document(ledger: Ledger) -> None:
    printed = {one for each in subjects(ledger) for one in drawn_for(ledger, each)}
    left = [words for one in set(on_the_site()) - printed for words in [alternative(one)]]
    assert [words[: len(PORTFOLIO)] for words in left] == [PORTFOLIO]


def alternative(one: str) -> str:
    """The words of a figure for those who cannot see it."""
    return re.sub(r"<[^>]*>", "", one.partition("<title>")[2].partition("</title>")[0])


def drawn_for(ledger: Ledger, each: Subject) -> list[str]:
    """Every figure that a document of this kind can have, whether or not its template prints it."""
    found = []
    body = "".join(f"::: figure {name}\n:::\n\n" for name in FIGURES[each.kind])
    head = f'---\ntitle: "x"\nfor: {each.kind}\nfile_name: "x"\n---\n'
    template = templates_of("", **{each.kind: head + body}).template(each.kind, "en-GB") if body else None
    if template is None:
        return []
    context = with_figures(context_of(ledger, each.record, {}), template, each.kind, ledger)
    for one in context["figures"].values():
        found += [svg(one)] if isinstance(one, Drawing) else [svg(each) for each in one]
    return found

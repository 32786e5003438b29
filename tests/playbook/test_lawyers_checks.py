"""What a lawyer would check by eye on every contract of the shipped playbook, on the pages that LibreOffice prints.

LibreOffice counts numbers itself and works out every cross-reference when it prints, so a number in its PDF that equals ours
was computed twice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from remit.blocks import BlocksTarget, read_events, to_text
from remit.documents.figures import seen
from remit.documents.languages import language_of
from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.model.ledger import Ledger
from remit.templating import compile_template
from tests.oracles import pdf_boxes, pdf_text
from tests.playbook.test_contracts_printed import CONTRACTS, contract, templates

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("pages of contracts")]
MEMOS = (
    "decision-nvt-218-301",
    "award-nvt-218-301",
    "performance-nvt-218-301-2026-q2",
    "performance-nvt-218-301-2026-q3",
    "performance-nvt-344-201-2026-q3",
    "acquisition-trial-master-file",
)
"""Documents for internal governance: they are laid out as well, and nobody signs them."""
MARGIN = 2.5 / 2.54 * 72
NUMBERED = re.compile(r"\s*(\d[\d.]*|\([a-zA-Z]+\)|Schedule [A-Z]+) ")
HEADINGS = ("Heading1", "Heading2", "ScheduleHeading", "ScheduleHeading1", "ScheduleHeading2")


@dataclass(frozen=True)
class Contract:
    """A contract: its file, what it says as plain text, and its pages without header and footer."""

    name: str
    path: Path
    text: str
    pages: tuple[str, ...]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def inner(page: str) -> str:
    """A page's lines between header and footer, a line each."""
    lines = [line for line in page.splitlines() if line.strip()]
    return "\n".join(lines[1:-1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Ledger, str], Contract]:
    folder, known = tmp_path_factory.mktemp("contracts"), {}

    def make(ledger: Ledger, name: str) -> Contract:
        if name not in known:
            subject = contract(ledger, name)
            rendered, findings = render(subject, ledger, templates(), Stamp("0"), draft=False)
            assert rendered is not None, findings
            path = folder / f"{name}.docx"
            path.write_bytes(rendered.data)
            template = templates().template(subject.kind, language_of(subject.record, ledger))
            assert template is not None
            context = seen(ledger, subject, template) | {"open_points": ()}
            printed = compile_template(template, BlocksTarget()).print(context, subject.record.positions)
            pages = tuple(inner(page) for page in pdf_text(path).split("\f") if page.strip())
            known[name] = Contract(name, path, to_text(read_events(printed.markup)), pages)
        return known[name]

    return make


@pytest.fixture(params=(*CONTRACTS, *MEMOS))
def printed(
    request: pytest.FixtureRequest, ledger: Ledger, made: Callable[[Ledger, str], Contract]
) -> Contract:
    return made(ledger, str(request.param))


def test_every_number_and_every_reference_is_the_one_that_was_computed_again(printed: Contract) -> None:
    whole = squeezed("".join(printed.pages)).replace("Schedule", "")
    lines = [line.strip() for line in printed.text.splitlines() if NUMBERED.match(line)]
    assert len(lines) > (1 if printed.name in MEMOS else 30)
    missing = []
    for line in lines:
        number, words = NUMBERED.match(f"{line} ").group(1), line  # type: ignore[union-attr]
        rest = squeezed(words.strip()[len(number) :]).replace("Schedule", "")
        number = number.removeprefix("Schedule ")
        if not any(f"{number}{dot}{rest}" in whole for dot in ("", ".")):
            missing.append(line)
    assert missing == []


def paragraphs(printed: Contract) -> list[tuple[str, str]]:
    """Style and words of every paragraph, in content controls, too."""
    root = Document(io.BytesIO(printed.path.read_bytes())).element.body
    return [(_style(paragraph), _words(paragraph)) for paragraph in root.iter("{*}p")]


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return "" if style is None else str(style.values()[0])


def _words(paragraph: etree._Element) -> str:
    """The words of a paragraph; tabs that set its stops are no words."""
    found = (t for t in paragraph.iter("{*}t", "{*}tab") if "pPr" not in str(t.getparent().getparent().tag))
    return "".join(t.text or "" if t.tag.endswith("}t") else "\t" for t in found).strip()


def test_contents_list_every_heading(printed: Contract) -> None:
    listed = [words.split("\t")[1] for style, words in paragraphs(printed) if re.fullmatch(r"TOC\d", style)]
    headings = [words for style, words in paragraphs(printed) if style in HEADINGS]
    assert listed == (headings if has_contents(printed.name) else [])


def has_contents(name: str) -> bool:
    if name in MEMOS:
        return False
    kind = {"wo": "work_order", "qa": "quality_agreement", "transfer": "transfer", "co": "change_order"}[
        name.split("-")[0]
    ]
    return bool(templates().read[kind, ""].front.get("toc"))


def test_nothing_stands_outside_the_margins(printed: Contract) -> None:
    outside = []
    for page in pdf_boxes(printed.path):
        outside += [
            (page.number, word.text)
            for word in page.words
            if word.left < MARGIN - 3 or word.right > page.width - MARGIN + 3 or word.bottom > page.height
        ]
    assert outside == []


def test_signature_panels_stand_on_one_page(printed: Contract) -> None:
    panels = [page for page in printed.pages if "Signed for and on behalf of" in page]
    assert bool(panels) == (printed.name not in MEMOS)
    for page in panels:
        after = page[page.index("Signed for and on behalf of") :]
        assert all(label in after for label in ("Signature", "Name", "Title", "Date"))
        assert after.count("Signed for and on behalf of") == len(re.findall(r"\bSignature\b", after))


def test_the_panel_stands_with_the_clause_before_it(printed: Contract) -> None:
    for page in printed.pages:
        if "Signed for and on behalf of" in page:
            before = page[: page.index("Signatures")]
            assert len(before.split()) > 5, page


def test_memos_and_reports_are_short(printed: Contract) -> None:
    kind = printed.name.partition("-")[0]
    most = {"performance": 3, "decision": 4, "award": 4, "acquisition": 2}.get(kind, 99)
    assert len(printed.pages) <= most


def test_no_heading_ends_a_page(printed: Contract) -> None:
    headings = {
        squeezed(words) for style, words in paragraphs(printed) if style in (*HEADINGS, "FrontHeading")
    }
    last = [
        re.sub(r"^(Schedule[A-Z]+|[\d.]+)", "", squeezed(page.splitlines()[-1]))
        for page in printed.pages[2:]
        if page
    ]
    assert [line for line in last if line in headings] == []


def test_an_introduction_stands_with_what_it_introduces(printed: Contract) -> None:
    ends = [page.splitlines()[-1].strip() for page in printed.pages[2:] if page]
    assert [line for line in ends if line.endswith(":")] == []

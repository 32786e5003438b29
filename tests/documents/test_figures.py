"""Figures: drawn from records, told in words, the same every time, and declared in the file."""

from __future__ import annotations

import io
import xml.dom.minidom
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm
from PIL import Image

from remit.blocks.drawing import Arrow, Box, Drawing, Label, Line, Mark, hatching, svg
from remit.documents.figures import FIGURES
from remit.documents.origin import Stamp
from remit.documents.render import Rendered, render
from remit.documents.subjects import KINDS
from remit.documents.templates import FOLDER, HOUSE, judge_templates, read_templates
from remit.figures.gantt import gantt
from remit.load.records import read_records
from remit.model.planning import Schedule
from remit.pages.records import pages as records_pages
from remit.word import picture
from remit.word.house import house_bytes
from tests.documents.printed import HEAD, ledger, templates, words, work_order
from tests.oracles import assert_valid_docx
from tests.pages.books import make_book
from tests.rules.workspace import minimal

FORMS = ("dot", "square", "diamond", "triangle")
BODY = "# Figures\n\n::: figure escalation-ladder\nHow it climbs\n:::\n\n::: figure milestones\nWhat is paid\n:::\n"


def made(body: str = BODY) -> Rendered:
    records = ledger()
    rendered, findings = render(work_order(records), records, templates(body), Stamp("0"), draft=False)
    assert rendered is not None, findings
    return rendered


def test_figures_stand_in_the_file_with_their_words(tmp_path: Path) -> None:
    data = made().data
    (tmp_path / "d.docx").write_bytes(data)
    assert_valid_docx(tmp_path / "d.docx")
    body = Document(io.BytesIO(data)).element.body
    described = [one.get("descr") for one in body.iter("{*}docPr")]
    assert len(described) == 2
    assert described[0].startswith("Escalation ladder, from the lowest step up: ")
    assert described[1].startswith("Payments by milestone: ")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    media = [f"word/media/figure{number}.{kind}" for number in (1, 2) for kind in ("png", "svg")]
    assert [name for name in names if "media" in name] == media
    assert made().data == data


FIGURE = "::: figure network\nHow start-up runs\n:::\n"
NETWORK = f"{{% if schedule %}}\n{FIGURE}{{% endif %}}\n\n{FIGURE}"


def test_the_network_of_the_schedule_is_that_of_its_page(tmp_path: Path) -> None:
    data = made(NETWORK).data
    (tmp_path / "d.docx").write_bytes(data)
    assert_valid_docx(tmp_path / "d.docx")
    described = [one.get("descr") for one in Document(io.BytesIO(data)).element.body.iter("{*}docPr")]
    (schedule,) = ledger().every(Schedule)
    shown = gantt(schedule)
    assert shown
    assert described == [shown.alternative] * 2
    page = next(
        page for page in records_pages(make_book(minimal())) if page.path == "studies/al-101/schedule"
    )
    assert svg(shown) in page.markdown


@pytest.mark.parametrize(("side", "top", "narrow"), [(4.0, 2.5, True), (2.5, 9.0, False)])
def test_a_figure_fits_on_the_page_of_another_house(side: float, top: float, narrow: bool) -> None:
    house = Document(io.BytesIO(house_bytes()))
    page = house.sections[0]
    page.left_margin = page.right_margin = Cm(side)
    page.top_margin = page.bottom_margin = Cm(top)
    saved = io.BytesIO()
    house.save(saved)
    tree = {f"{FOLDER}/work_order.md": f"{HEAD}{NETWORK}".encode(), HOUSE: saved.getvalue()}
    found, findings = read_templates(tree)
    assert not findings
    records = ledger()
    rendered, wrong = render(work_order(records), records, found, Stamp("0"), draft=False)
    assert rendered, wrong
    document = Document(io.BytesIO(rendered.data))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    (schedule,) = ledger().every(Schedule)
    shown = gantt(schedule)
    assert shown
    for figure in document.inline_shapes:
        assert figure.width <= room
        assert figure.height < section.page_height - section.top_margin - section.bottom_margin
        assert abs(figure.width / figure.height - shown.width / shown.height) < 0.001
        assert (figure.width == room) is narrow


def test_a_study_without_a_schedule_has_no_network() -> None:
    tree = {path: data for path, data in minimal().items() if not path.endswith("schedule.yaml")}
    records, _ = read_records(tree)
    rendered, findings = render(work_order(records), records, templates(NETWORK), Stamp("0"), draft=False)
    assert rendered, findings
    described = [
        one.get("descr") for one in Document(io.BytesIO(rendered.data)).element.body.iter("{*}docPr")
    ]
    assert described == []
    assert "How start-up runs" not in words(rendered)


def test_a_figure_that_is_not_printed_leaves_nothing_behind() -> None:
    body = "{% if work_order.number == 'none' %}\n::: figure milestones\n:::\n{% endif %}\n\nWords.\n"
    names = zipfile.ZipFile(io.BytesIO(made(body).data)).namelist()
    assert not [name for name in names if "media" in name]


def test_an_unknown_figure_is_named_before_a_build() -> None:
    (finding,) = judge_templates(templates("# One\n\n::: figure ladder\n:::\n"))
    assert (finding.rule, finding.where.line) == ("TPL-009", 8)
    assert finding.hint == "Known: escalation-ladder, milestones, network, payout, cash-flow."


def test_every_kind_of_document_says_which_figures_it_has() -> None:
    assert FIGURES.keys() == KINDS.keys()
    every = {"escalation-ladder", "milestones", "network", "payout", "cash-flow"}
    assert FIGURES["work_order"].keys() == every


@pytest.mark.parametrize("text", ["A & B", "<x>", 'say "so"', "Größe 漢字 العربية", ""])
def test_words_in_a_figure_stay_words(text: str) -> None:
    shapes = (
        Box(x=1, y=1, width=60, height=20, fill="E9EEF4", edge="1F3A5F"),
        Arrow(x1=5, y1=40, x2=5, y2=22, colour="1F3A5F"),
        Label(x=4, y=14, text=text, size=8, colour="222222", bold=True, right=True),
    )
    drawing = Drawing(width=80, height=50, alternative=text, shapes=shapes)
    root = xml.dom.minidom.parseString(svg(drawing)).documentElement
    assert "".join(n.data for n in root.getElementsByTagName("text")[0].childNodes) == text
    assert picture(drawing).png.startswith(b"\x89PNG")
    assert picture(drawing).png == picture(Drawing(width=80, height=50, alternative=text, shapes=shapes)).png


def test_every_sign_is_drawn_in_both_forms() -> None:
    shapes = (
        Box(x=2, y=2, width=70, height=20, fill="E9EEF4", hatched="1F3A5F"),
        Line(points=((2, 30), (40, 45), (78, 30)), colour="1F3A5F", width=1.5, dashed=True),
        *(Mark(x=10 + 20 * n, y=60, form=form, colour="9B2C2C") for n, form in enumerate(FORMS)),
        Label(x=40, y=76, text="middle", size=8, colour="222222", centred=True),
    )
    drawing = Drawing(width=80, height=80, alternative="Signs", shapes=shapes)
    root = xml.dom.minidom.parseString(svg(drawing)).documentElement
    count = {name: len(root.getElementsByTagName(name)) for name in ("rect", "polyline", "polygon", "circle")}
    assert count == {"rect": 1, "polyline": len(hatching(shapes[0])) + 1, "polygon": 3, "circle": 1}
    sheet = Image.open(io.BytesIO(picture(drawing).png)).convert("RGB")
    drawn = {sheet.getpixel((round((10 + 20 * n) * 3), 180)) for n in range(len(FORMS))}
    assert drawn == {(0x9B, 0x2C, 0x2C)}
    assert sheet.getpixel((1, 239)) == (255, 255, 255)


def test_hatching_stays_within_its_box() -> None:
    box = Box(x=5, y=7, width=33, height=12, fill="FFFFFF", hatched="000000")
    for line in hatching(box):
        for x, y in line.points:
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height

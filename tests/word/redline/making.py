"""Small documents from Markdown, pairs of them as redlines, and what a reader sees in one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from remit.documents.origin import sources_of
from remit.templating import compile_template, load_template
from remit.word import Facts, Origin, WordTarget, finish
from remit.word.redline import CommentFor, Redlined, redline
from tests.word import specimen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, DATE = "Mara Quill", dt.datetime(2026, 11, 30, 9, 30, tzinfo=dt.UTC)
HEAD = "---\ntitle: Agreement\nfor: work_order\nfile_name: agreement\n---\n"
TOC = "---\ntitle: Agreement\nfor: work_order\nfile_name: agreement\ntoc: true\n---\n"
MARKS = {"ins": ("{+", "+}"), "del": ("[-", "-]"), "moveTo": ("{>", "<}"), "moveFrom": ("[<", ">]")}
FACTS = Facts(title="Agreement", number="A-1", version="1.0", status="approved", revision="0123abc")


def document(
    body: str,
    *,
    clauses: dict[str, str] | None = None,
    toc: bool = False,
    facts: Facts = FACTS,
    **context: Any,
) -> bytes:
    """A document printed from the body of a template; ``context`` are its values, ``clauses`` library clauses by topic."""
    library = {f"clauses/{topic}.md": text for topic, text in (clauses or {}).items()}
    template = load_template("test.md", (TOC if toc else HEAD) + body, library)
    style = specimen.house()
    positions = {topic: clause.positions[0].id for topic, clause in template.clauses.items()}
    printed = compile_template(template, WordTarget(style)).print(context, positions)
    return finish(style, printed, facts, origin=Origin(tool="0"), values=sources_of(printed))


def marked_up(old: bytes, new: bytes, comment_for: CommentFor | None = None) -> Redlined:
    """The redline of two documents."""
    return redline(old, new, author=AUTHOR, date=DATE, comment_for=comment_for)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def shown(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The paragraphs and rows of a redline as a reader sees them: [-struck-], {+inserted+}, [<moved away>], {>moved here<}.

    A paragraph, row or cell that comes or goes begins with + or -, one that moves with > or <; a changed form is told at its
    end. The title is left out.
    """
    root = part(data, name)
    body = root.find(f"{W}body")
    return [text for text in _blocks(root if body is None else body) if text != "Agreement"]


def _blocks(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            yield _paragraph(child)
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield _side(row, "trPr", "ins", "del") + " | ".join(map(_cell, row.iter(f"{W}tc")))
        elif child.tag == f"{W}sdt":
            yield from _blocks(child[-1])


def _cell(cell: etree._Element) -> str:
    return _side(cell, "tcPr", "cellIns", "cellDel") + " / ".join(map(_text, cell.iter(f"{W}p")))


def _paragraph(paragraph: etree._Element) -> str:
    changes = [
        etree.QName(one).localname
        for one in paragraph.iter(f"{W}pPrChange", f"{W}rPrChange", f"{W}sectPrChange")
    ]
    told = f" <{', '.join(changes)}>" if changes else ""
    mark = paragraph.find(f"{W}pPr")
    side = "" if mark is None else _side(mark, "rPr", "ins", "del")
    return side + _text(paragraph) + told


def _side(element: etree._Element, properties: str, inserted: str, deleted: str) -> str:
    signs = {inserted: "+ ", deleted: "- ", "moveTo": "> ", "moveFrom": "< "}
    found = (sign for name, sign in signs.items() if element.find(f"{W}{properties}/{W}{name}") is not None)
    return next(found, "")


def _text(element: etree._Element) -> str:
    text = ""
    for one in element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}drawing"):
        if one.tag == f"{W}tab" and one.getparent().tag != f"{W}r":
            continue
        letters = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}drawing": "[figure]"}.get(one.tag, one.text or "")
        within = {ancestor.tag for ancestor in one.iterancestors()}
        mark = next((signs for name, signs in MARKS.items() if f"{W}{name}" in within), ("", ""))
        text += mark[0] + letters + mark[1]
    for begin, end in MARKS.values():
        text = text.replace(end + begin, "")
    return text

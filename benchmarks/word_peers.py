"""The same document printed by others: what each of them needs before, and one call that writes the file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import docx
import jinja2
from docx.enum.section import WD_ORIENT
from lxml import etree

from benchmarks.word_document import Document
from remit.model.values import Duration, Money, PartialDate, Percent
from remit.templating.filters import filters
from remit.word.zipped import Packed, joined, pack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Print = Callable[[Path], object]
Cell = tuple[str, str]
Item = tuple[str, Any]
"""("p", (style, text)) or ("tbl", rows of cells)."""


def remit(document: Document) -> Print:
    """Remit: template, records and house style to a file."""
    return lambda path: path.write_bytes(document.print())


def floor(document: Document, kept: Mapping[str, Packed] = MappingProxyType({})) -> Print:
    """Nothing but what no way of printing can do without: the finished parts compressed, joined and written.

    ``kept`` are parts that are compressed already, as Remit keeps those of a house style.
    """
    with zipfile.ZipFile(io.BytesIO(document.print())) as file:
        texts = {name: file.read(name) for name in file.namelist()}
    return lambda path: path.write_bytes(
        joined([(name, kept.get(name) or pack(data)) for name, data in texts.items()])
    )


def docxtpl_environment() -> jinja2.Environment:
    """Remit's own filters, which remember what they formatted, in a plain environment."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    environment.filters.update(filters("en_GB"))
    environment.filters["_each"] = lambda items, *_: items
    environment.filters["_pairs"] = lambda items: list(zip(items[::2], [*items[1::2], None], strict=False))
    return environment


def saved_by_office(template: Path, folder: Path) -> Path | None:
    """The template as a word processor saves it, which is how docxtpl's are made; None without LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = folder / "saved"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(target), str(template)]
    subprocess.run(command, check=True, capture_output=True)
    return target / template.name


def fresh_docxtpl(template: Path, context: Mapping[str, Any]) -> Print:
    """A template object for each document, as docxtpl's first page shows it."""
    import docxtpl

    environment = docxtpl_environment()

    def print_to(path: Path) -> None:
        document = docxtpl.DocxTemplate(template)
        document.render(dict(context), environment, autoescape=True)
        document.save(path)

    return print_to


def reused_docxtpl(template: Path, context: Mapping[str, Any]) -> Print:
    """One template object rendered again and again from memory: the fastest way that docxtpl documents."""
    import docxtpl

    environment = docxtpl_environment()
    document = docxtpl.DocxTemplate(io.BytesIO(template.read_bytes()))

    def print_to(path: Path) -> None:
        document.render(dict(context), environment, autoescape=True)
        document.save(path)

    return print_to


def structure(data: bytes) -> list[Item]:
    """Paragraphs and tables of a Word file in order, without its contents list."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = etree.fromstring(file.read("word/document.xml"))[0]
    return list(_items(body))


def _items(parent: etree._Element) -> Iterator[Item]:
    for child in parent:
        if child.tag == f"{W}sdt":
            yield from _items(child[-1])
        elif child.tag == f"{W}p" and not _style(child).startswith("TOC"):
            yield "p", (_style(child), _text(child))
        elif child.tag == f"{W}tbl":
            rows = child.findall(f"{W}tr")
            yield (
                "tbl",
                [
                    [(_style(cell.find(f"{W}p")), _text(cell)) for cell in row.findall(f"{W}tc")]
                    for row in rows
                ],
            )


def _style(paragraph: etree._Element | None) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return "" if style is None else str(style.get(f"{W}val"))


def _text(element: etree._Element) -> str:
    return "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in element.iter(f"{W}t", f"{W}br"))


def words(data: bytes) -> list[str]:
    """Every paragraph and row of a file that holds words: what two files that print the same document share."""
    out = []
    for kind, content in structure(data):
        lines = [content[1]] if kind == "p" else [" | ".join(text for _, text in row) for row in content]
        out += [line for line in lines if line.strip()]
    return out


def with_cells(house: Path, items: list[Item]) -> Print:
    """python-docx as its documentation shows it: add_paragraph, add_table, cell by cell."""

    def print_to(path: Path) -> None:
        document = docx.Document(str(house))
        names = {style.style_id: style for style in document.styles}
        for kind, content in items:
            if kind == "p":
                document.add_paragraph(content[1], style=names.get(content[0]))
                continue
            width = max(map(len, content))
            table = document.add_table(rows=len(content), cols=width)
            for number, row in enumerate(content):
                for column, (_, text) in enumerate(row):
                    table.cell(number, column).text = text
        document.sections[-1].orientation = WD_ORIENT.PORTRAIT
        document.save(str(path))

    return print_to


def with_elements(house: Path, items: list[Item]) -> Print:
    """python-docx for the package, the body from lxml elements."""

    def print_to(path: Path) -> None:
        document = docx.Document(str(house))
        body = document.element.body
        section = body[-1]
        for kind, content in items:
            if kind == "p":
                section.addprevious(_paragraph(*content))
            else:
                section.addprevious(_table(content))
        document.save(str(path))

    return print_to


def _paragraph(style: str, text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    if style:
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {f"{W}val": style})
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return paragraph


def _table(rows: list[list[Cell]]) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    etree.SubElement(etree.SubElement(table, f"{W}tblPr"), f"{W}tblW", {f"{W}w": "0", f"{W}type": "auto"})
    columns = etree.SubElement(table, f"{W}tblGrid")
    for _ in max(rows, key=len):
        etree.SubElement(columns, f"{W}gridCol", {f"{W}w": "1000"})
    for row in rows:
        line = etree.SubElement(table, f"{W}tr")
        for cell in row:
            etree.SubElement(line, f"{W}tc").append(_paragraph(*cell))
    return table


def with_pandoc(house: Path, items: list[Item]) -> Print:
    """What pandoc makes of Markdown that is printed already; one run of the program for each document."""
    import pypandoc

    program = pypandoc.get_pandoc_path()
    source = "\n\n".join(_markdown(items)).encode()

    def print_to(path: Path) -> None:
        command = [program, "-f", "markdown", "-t", "docx", f"--reference-doc={house}", "-o", str(path)]
        subprocess.run(command, input=source, check=True, capture_output=True)

    return print_to


def _markdown(items: list[Item]) -> Iterator[str]:
    for kind, content in items:
        if kind == "tbl":
            width = max(map(len, content))
            rows = [" | ".join(_plain(text) for _, text in row) for row in content]
            yield "\n".join([f"| {rows[0]} |", "|---" * width + "|", *(f"| {row} |" for row in rows[1:])])
        elif content[1].strip():
            level = re.search("Heading([12])?$", content[0])
            yield f"{'#' * int(level[1] or 1)} {_plain(content[1])}" if level else _plain(content[1])


def _plain(text: str) -> str:
    return re.sub(r"([\\|*_#$<>\[\]~^`@])", r"\\\1", text.replace("\n", " "))


def plain(value: Any) -> Any:
    """A context as JSON can hold it: records as mappings, amounts, dates and shares as texts."""
    if isinstance(value, Money):
        return {"amount": plain(value.amount), "currency": value.currency}
    if isinstance(value, Percent):
        return {"value": plain(value.value)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Duration | PartialDate | dt.date):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping | MappingProxyType):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        fields = {field.name for field in dataclasses.fields(value)}
        extra = {name for name, kind in vars(type(value)).items() if isinstance(kind, property)}
        return {name: plain(getattr(value, name)) for name in sorted((fields | extra) - {"where"})}
    return value

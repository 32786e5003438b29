"""The benchmark's template as a docxtpl template: the same words, styles, tables and loops, written as docxtpl wants them.

Made by letting the Word target write the template and putting docxtpl's own tags where its values and statements stand. What
docxtpl cannot do is left out, which makes its work lighter: content controls, bookmarks and reference fields (their numbers
stand in the text), the table of contents, measured column widths.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from remit.blocks.numbering import Labels, Numbered, reference
from remit.blocks.target import Writer
from remit.blocks.types import Expression, Place
from remit.templating import Template
from remit.word import House, WordTarget
from remit.word.inlines import END, MARK
from remit.word.markup import run
from remit.word.measure import GRID_CODE, ROW_CODE, TURN_CODE, WIDTH_CODE, Grid, grid, whole
from remit.word.namespaces import HEAD, ROOT

_MARKS = re.compile(f"{MARK}([^{END}]*){END}")
_TAGS = re.compile(r"<(/?)w:(p|tr|tc|tbl)[ >]")
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_FORMS = {
    "p": _RUN.format("{{%{} %}}"),
    "tr": f"<w:tc><w:p>{_RUN.format('{{%tc {} %}}')}</w:p></w:tc>",
    "tbl": f"<w:tr><w:tc><w:p>{_RUN.format('{{%tr {} %}}')}</w:p></w:tc></w:tr>",
    "": f"<w:p>{_RUN.format('{{%p {} %}}')}</w:p>",
}
"""A statement by what it stands in: a paragraph, a row, a table, or nothing of these (a body or a cell)."""


@dataclass(slots=True)
class _DocxtplWriter(Writer):
    """A writer that puts docxtpl's tags in place of Remit's own.

    Signature panels always hold a pair here: docxtpl cannot leave out a cell, so the condition is decided beforehand.
    """

    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    pair: str = ""
    inner: int = 0

    def put(self, markup: str) -> None:
        if self.pair == "else":
            return
        for close, name in _TAGS.findall(markup):
            if close:
                while self.open.pop() != name:
                    pass
            else:
                self.open.append(name)
        self.out.append(markup)

    def statement(self, code: str, place: Place) -> None:
        if code == "if _pair[1] is not none" or (self.pair and code in ("else", "endif") and not self.inner):
            self.pair = {"else": "else", "endif": ""}.get(code, "if")
            return
        self.inner += {"if": 1, "endif": -1}.get(code.split()[0], 0) if self.pair else 0
        within = self.open[-1] if self.open and self.open[-1] != "tc" else ""
        self.out.append(_FORMS[within].format(code))

    def value(self, expression: Expression, style: str = "") -> None:
        self.out.append(run(style, f"{{{{ {escape(expression.code, quote=False)} }}}}"))


def docxtpl_template(
    template: Template, house: House, source: bytes, numbers: Mapping[str, Numbered]
) -> bytes:
    """The template as a .docx with docxtpl's tags on the parts of ``source``, the house style's file.

    ``numbers`` are those of the printed document: docxtpl counts nothing, so references stand as plain words.
    """
    writer = _DocxtplWriter()
    WordTarget(house).emit(template.outline, writer)
    body = "".join(_finished("".join(writer.out), house, numbers))
    document = f"{HEAD}<w:document {ROOT}><w:body>{body}{house.portrait.section}</w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = document.encode() if name == "word/document.xml" else old.read(name)
            new.writestr(name, _without_slots(data) if re.search("(header|footer)[0-9]", name) else data)
    return out.getvalue()


def _finished(markup: str, house: House, numbers: Mapping[str, Numbered]) -> Iterator[str]:
    wide, schedule = False, ""
    columns: list[int] = []
    for index, piece in enumerate(_MARKS.split(markup)):
        if index % 2 == 0:
            yield _sized(piece, columns)
            continue
        kind, *rest = piece.split("\x03")
        if kind == "R":
            number = numbers.get(rest[0])
            words = _reference(number, schedule, capital=rest[1] == "1") if number else rest[0]
            yield run(rest[-1], words)
        elif kind in "AB":
            left_out = kind == "B" or rest[0] not in numbers
            schedule = "" if left_out else numbers[rest[0]].number
        elif kind == "Q":
            columns = _columns(Grid.read(*rest))
        elif kind == "S" and wide != (rest[0] == "1"):
            yield f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{house.page(wide).section}</w:pPr></w:p>'
            wide = not wide


def _reference(number: Numbered, schedule: str, *, capital: bool) -> str:
    before, after = reference(number, schedule, Labels())
    return (before[:1].upper() + before[1:] if capital else before) + number.number + after


def _columns(shape: Grid) -> list[int]:
    weights = shape.weights if all(shape.weights) else (1.0,) * len(shape.aligns)
    return whole([weight * shape.total / sum(weights) for weight in weights], shape.total)


def _sized(markup: str, columns: list[int]) -> str:
    """The markup with plain column widths; docxtpl has no way to measure what it prints."""
    for code in (TURN_CODE, ROW_CODE):
        markup = markup.replace(code, "")
    markup = markup.replace(GRID_CODE, grid(columns))
    pieces = markup.split(WIDTH_CODE)
    width = str(columns[0]) if columns else "0"
    return width.join(pieces)


def _without_slots(data: bytes) -> bytes:
    """Headers and footers with words in place of the house style's slots, which docxtpl would take for its own tags."""
    return re.sub(rb"\{\{\s*([^{}]*?)\s*\}\}", rb"WO-009", data)

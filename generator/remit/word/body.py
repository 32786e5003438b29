"""The last pass over a printed body: numbers, bookmarks, references, contents and sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field

from remit.blocks.numbering import Labels, Numbered, Numbering, reference
from remit.blocks.target import SourcedValue
from remit.findings import Finding, Where, error
from remit.frozen import dataclass
from remit.word.base import House
from remit.word.controls import CLAUSE_END, Clause, clause_start
from remit.word.emit import SECTION_END
from remit.word.markup import bookmark, control, escaped, run
from remit.word.markup import field as word_field
from remit.word.measure import Grid, measured
from remit.word.pictures import Figures, Picture, paragraph
from remit.word.pieces import CELL, GRID_CLOSE, KNOWN, TABLE_CLOSE, TABLE_OPEN, Mark, Piece, told_of_value
from remit.word.text import issued_text, numbered

SCHEDULE, DEEPEST = 2, 3
HELD = "\x07"
"""Holds the place of a reference while its table is measured; no text can hold it."""

_MARKUP = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading: level (0 heading, 1 below it, 2 schedule, 3 below it), number, words, bookmark."""

    level: int
    number: str
    words: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Body:
    """A finished body: content of ``w:body`` in pieces, its headings, the number of each id, its library clauses, its text.

    ``text`` is the text as the document's provenance keeps it (see remit.word.text).
    """

    pieces: tuple[str, ...]
    headings: tuple[Heading, ...]
    numbers: dict[str, Numbered]
    findings: tuple[Finding, ...]
    clauses: tuple[Clause, ...] = ()
    text: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def markup(self) -> str:
        """The markup as one text."""
        return "".join(self.pieces)


@dataclass(slots=True)
class _Pass:
    """State of the pass: ``out`` is the markup so far, ``told`` the document's text, ``words`` those of the open table.

    ``later`` holds positions in ``out`` and ``told`` that need the whole document: references and contents.
    """

    house: House
    numbering: Numbering
    figures: Figures = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    shown: Counter[str] = field(default_factory=Counter)
    out: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    later: list[tuple[int, int, Mark, str]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    within: list[tuple[int, Clause]] = field(default_factory=list)
    numbers: dict[str, Numbered] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    open: list[tuple[int, str, str, int]] = field(default_factory=list)
    tables: list[tuple[int, Grid]] = field(default_factory=list)
    bookmarks: int = 0
    landscape: bool = False
    wanted: bool = False

    def put(self, pieces: Iterable[str | SourcedValue]) -> None:
        """Takes in the printed template piece by piece. This is where a document's time goes, so it is one plain loop."""
        out, told, words = self.out.append, self.told.append, self.words.append
        number = 0
        for piece in pieces:
            if isinstance(piece, str):
                said = KNOWN[piece]
                if isinstance(said, Piece) and self.wanted is self.landscape:
                    out(piece)
                    told(said.told)
                    words(said.words)
                else:
                    self._read(said)
            else:
                number += 1
                text = piece[0]
                shown = cell = markup = escaped(text)
                if "<" in markup:
                    shown, cell = told_of_value(text)
                if self.wanted is not self.landscape:
                    self.turn()
                out(control(piece[3].style, markup, number))
                told(f'<v n="{number}">{shown}</v>')
                words(cell)

    def _read(self, said: Piece | Sequence[Piece | Mark]) -> None:
        """Takes in a piece of the template that holds marks, or after which the page turns."""
        for part in (said,) if isinstance(said, Piece) else said:
            if isinstance(part, Piece):
                self.turn()
                self.out.append(part.markup)
                self.told.append(part.told)
                self.words.append(part.words)
            else:
                self.mark(part)

    def turn(self) -> None:
        """Ends the section when what follows stands on a page of the other orientation."""
        if self.wanted != self.landscape:
            if any(self.out):
                self.out.append(SECTION_END.removesuffix("</w:pPr>") + f"{self._section()}</w:pPr></w:p>")
            self.landscape = self.wanted

    def _section(self) -> str:
        return self.house.page(self.landscape).section

    def start(self, name: str) -> str:
        """Opens a bookmark; returns its markup."""
        self.bookmarks += 1
        self.out.append(f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>')
        return f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'

    def define(self, identifier: str, number: Numbered, template: str, line: str) -> None:
        if not identifier:
            return
        if identifier in self.numbers:
            message = f"The id {identifier} is printed twice, so references to it have no one aim."
            self.findings.append(error("TPL-007", message, Where(template, (), int(line), 1)))
        self.numbers[identifier] = number

    def heading(self, level: str, identifier: str, template: str, line: str) -> None:
        number = self.numbering.next(int(level), identifier)
        self.define(identifier, number, template, line)
        inside = bool(self.numbering.schedule)
        dot = "." if level == "0" else ""
        self._open_heading(int(level) + (3 if inside else 0), number.number + dot, identifier)

    def schedule(self, identifier: str, template: str, line: str) -> None:
        name = self.numbering.start_schedule()
        self.define(identifier, Numbered("schedule", ((identifier, name),), name), template, line)
        self._open_heading(SCHEDULE, name, identifier)

    def _tell(self, number: str) -> None:
        """Notes the number of the paragraph that has begun, which stands nowhere in its text."""
        self.told.append(numbered(number))

    def open_clause(self, *fields: str) -> None:
        """Opens the content control of a library clause."""
        self.turn()
        self.within.append((len(self.out), Clause(*fields)))
        self.out.append("")

    def close_clause(self) -> None:
        """Closes the control; a clause that prints nothing gets none, because Word wants no empty one."""
        position, clause = self.within.pop()
        if len(self.out) == position + 1:
            return
        self.clauses.append(clause)
        self.out[position] = clause_start(clause, len(self.clauses))
        self.out.append(CLAUSE_END)

    def _open_heading(self, level: int, number: str, identifier: str) -> None:
        self._tell(number)
        name = bookmark(identifier) if identifier else f"_Toc{len(self.headings) + 1:08d}"
        end = self.start(name)
        self.headings.append(Heading(level, number, "", name))
        self.open.append((len(self.out), end, "heading", len(self.headings) - 1))

    def item(self, level: str, identifier: str, template: str, line: str) -> None:
        number = self.numbering.next(int(level), identifier)
        self.define(identifier, number, template, line)
        self._tell(number.number)
        self._open_item(identifier)

    def entry(self, series: str, identifier: str, template: str, line: str) -> None:
        number = self.numbering.next_in(series)
        self.define(identifier, Numbered("clause", ((identifier, number),)), template, line)
        self._tell(number)
        self._open_item(identifier)

    def _open_item(self, identifier: str) -> None:
        end = self.start(bookmark(identifier)) if identifier else ""
        self.open.append((len(self.out), end, "item", 0))

    def end(self) -> None:
        """Closes a numbered paragraph; a heading's words are taken for the contents."""
        begin, end, kind, index = self.open.pop()
        if kind == "heading":
            words = _MARKUP.sub("", "".join(self.out[begin:]))
            heading = self.headings[index]
            self.headings[index] = Heading(heading.level, heading.number, words, heading.bookmark)
        if end:
            self.out.append(end)

    def mark(self, fields: Mark) -> None:
        kind, *rest = fields
        if kind == "E":
            self.end()
        elif kind == "N":
            self.item(*rest)
        elif kind == "H":
            self.heading(*rest)
        elif kind == "L":
            self.entry(*rest)
        elif kind == "A":
            self.schedule(*rest)
        elif kind in "RT":
            self.later.append((len(self.out), len(self.told), fields, self.numbering.schedule))
            self.out.append("")
            self.told.append("")
        else:
            self._frame(kind, rest)

    def _frame(self, kind: str, rest: Sequence[str]) -> None:
        """Marks that frame a table, a clause, a schedule or a section, and those of figures."""
        if kind == "Q":
            self.tables.append((len(self.out), Grid.read(*rest)))
            self.words.clear()
        elif kind == "q":
            self._measure(*self.tables.pop())
        elif kind == "K":
            self.open_clause(*rest)
        elif kind == "k":
            self.close_clause()
        elif kind == "F" and rest[0] in self.figures:
            self.turn()
            self.pictures.append(self._next(rest[0]))
            page = self.house.page(self.wanted)
            self.out.append(paragraph(self.pictures[-1], len(self.pictures), page.width, page.height))
        elif kind == TABLE_CLOSE:
            self._close_table()
        elif kind == "B":
            self.numbering.end_schedule()
        elif kind == "S":
            self.wanted = rest[0] == "1"

    def _next(self, name: str) -> Picture:
        """The figure of a name; of several the next one, in a circle."""
        found, place = self.figures[name], self.shown[name]
        self.shown[name] += 1
        return found if isinstance(found, Picture) else found[place % len(found)]

    def _close_table(self) -> None:
        """Closes a table; one whose rows were all left out goes, because Word wants no empty one."""
        last = self.out[-1]
        if last.endswith(GRID_CLOSE):
            self.out[-1] = last[: last.rindex(TABLE_OPEN)]
        else:
            self.out.append(TABLE_CLOSE)

    def _measure(self, begin: int, shape: Grid) -> None:
        """Sets the widths of the table that began at ``begin``; its pieces become one.

        References in its cells are made out later: until then a sign holds the place of each.
        """
        held = [at for at, (position, *_) in enumerate(self.later) if position >= begin]
        for at in held:
            self.out[self.later[at][0]] = HELD
        table = measured(
            "".join(self.out[begin:]), shape, "".join(self.words).split(CELL)[:-1], self.house.table_scale
        )
        first, *rest = table.split(HELD) if held else (table,)
        self.out[begin:] = [first]
        for at, part in zip(held, rest, strict=True):
            self.later[at] = (len(self.out), *self.later[at][1:])
            self.out += ("", part)

    def resolve(self) -> None:
        for position, told, fields, schedule in self.later:
            if fields[0] == "T":
                title = self.numbering.labels.contents
                self.out[position] = contents(self.headings, title, fields[1] == "1")
                self.told[told] = told_contents(self.headings, title)
            else:
                self.out[position], self.told[told] = self._reference(fields, schedule)

    def _reference(self, fields: Mark, schedule: str) -> tuple[str, str]:
        """Markup and text of a reference."""
        _, target, capital, template, line, form = fields
        number = self.numbers.get(target)
        if number is None:
            message = f"The reference [@{target}] aims at a block that this document does not print."
            self.findings.append(error("TPL-006", message, Where(template, (), int(line), 1)))
            return "", ""
        before, after = reference(number, schedule, self.numbering.labels)
        if capital == "1":
            before = before[:1].upper() + before[1:]
        parts = [(key, escaped(text)) for key, text in number.parts if key]
        fields_ = "".join(word_field(f"REF {bookmark(key)} \\n \\h", text, form) for key, text in parts)
        markup = (run(form, before) if before else "") + fields_ + (run(form, after) if after else "")
        return markup, before + "".join(text for _, text in parts) + after


def complete(
    printed: str | Iterable[str | SourcedValue],
    house: House,
    labels: Labels | None = None,
    figures: Figures | None = None,
) -> Body:
    """Finishes the printed markup of a body, whole or in the pieces that a template printed.

    References and ids that do not work are returned as findings. ``figures`` are those that it may show, by name; of
    several under one name the first is shown where the name is printed first, the next at the next place, and so on.
    """
    state = _Pass(house, Numbering(labels or Labels()), figures or {})
    state.put((printed,) if isinstance(printed, str) else printed)
    state.resolve()
    state.out.append(house.page(state.landscape).section)
    return Body(
        tuple(state.out),
        tuple(state.headings),
        state.numbers,
        tuple(state.findings),
        tuple(state.clauses),
        issued_text(state.told),
        tuple(state.pictures),
    )


def told_contents(headings: Sequence[Heading], title: str) -> str:
    """The text of the contents, an element for each paragraph."""
    entries = "".join(f"<p>{heading.number}\t{heading.words}\t</p>" for heading in headings)
    return f"<p>{title}</p>{entries}" if entries else ""


def contents(headings: Iterable[Heading], title: str, new_page: bool) -> str:
    """The table of contents as a field with its entries.

    Page numbers are PAGEREF fields without a result: only a layout program knows the pages. There are no dot leaders, so
    that the list looks finished before Word has updated it, and gains its page numbers when it has.
    """
    entries = list(headings)
    before = "<w:pageBreakBefore/>" if new_page else ""
    out = [f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>{before}</w:pPr>{run("", title)}</w:p>']
    code = ' TOC \\o "1-2" \\h \\z \\t "Schedule Heading,3,Schedule Heading 1,4,Schedule Heading 2,4" '
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code.replace(chr(34), "&quot;")}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, heading in enumerate(entries):
        page = word_field(f"PAGEREF {heading.bookmark} \\h", "")
        out.append(
            f'<w:p><w:pPr><w:pStyle w:val="TOC{min(heading.level, DEEPEST) + 1}"/></w:pPr>{begin if index == 0 else ""}'
            f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{run("", heading.number)}<w:r><w:tab/></w:r>'
            f"{run('', heading.words)}<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            f"{end if index == len(entries) - 1 else ''}</w:p>"
        )
    return "".join(out) if entries else ""

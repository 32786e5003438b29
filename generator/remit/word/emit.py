"""Blocks to template source in WordprocessingML: the Word target of templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace

from remit.blocks.numbering import Labels
from remit.blocks.target import Outline, Writer, shown
from remit.blocks.types import (
    Block,
    Blocks,
    Bullet,
    ClauseItem,
    ClauseUse,
    Container,
    Heading,
    Inlines,
    Paragraph,
    Table,
    Tag,
    Text,
)
from remit.frozen import dataclass
from remit.word.base import House
from remit.word.inlines import mark, write_inlines
from remit.word.markup import attribute, run, static, value_markup
from remit.word.panels import write_control, write_signatures
from remit.word.tables import write_key_terms, write_table

SECTION_END = '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr>'
KEEP_NEXT = "<w:keepNext/>"
PAGE_BREAK = f'{SECTION_END}<w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a block: in a schedule, on a landscape page, ``indent`` levels deep in clauses, style of text.

    ``keep`` holds a block on one page with what follows it.
    """

    schedule: bool = False
    landscape: bool = False
    indent: int = 0
    text: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class WordTarget:
    """Compiles templates for documents of one house style."""

    house: House
    labels: Labels = field(default_factory=Labels)

    @property
    def name(self) -> str:
        """The target's name in messages."""
        return "Word"

    @property
    def value(self) -> Callable[[str, str, int], str]:
        """Markup of a printed value."""
        return value_markup

    def emit(self, outline: Outline, writer: Writer) -> None:
        """Writes the body of the document."""
        if outline.title:
            _paragraph(writer, "Title", outline.title)
        if outline.subtitle:
            _paragraph(writer, "Subtitle", outline.subtitle)
        around = Around()
        toc_after = _toc_position(outline)
        for number, (block, following) in enumerate(_with_next(outline.blocks)):
            if number == toc_after:
                writer.put(mark("T", int(number > 0)))
            self._block(writer, block, replace(around, keep=_holds(block, following)))

    def _blocks(self, writer: Writer, blocks: Blocks, around: Around, *, closing: bool = False) -> None:
        """Blocks in turn; with ``closing`` the last of them stays on the page of what follows."""
        for block, following in _with_next(blocks):
            held = closing if following is None else _holds(block, following)
            self._block(writer, block, replace(around, keep=held))

    def _block(self, writer: Writer, block: Block, around: Around) -> None:
        match block:
            case Tag():
                writer.tag(block)
            case Heading():
                self._heading(writer, block, around)
            case ClauseItem():
                self._item(writer, block, around)
            case Bullet():
                self._bullet(writer, block, around)
            case Paragraph():
                _paragraph(writer, _text_style(around), block.inlines, keep=around.keep)
            case Table():
                write_table(writer, block, self.house.page(around.landscape).width)
            case ClauseUse():
                self._clause(writer, block, around)
            case Container():
                self._container(writer, block, around)

    def _heading(self, writer: Writer, heading: Heading, around: Around) -> None:
        style = f"{'Schedule' if around.schedule else ''}Heading{heading.level}"
        writer.put(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        writer.put(mark("H", heading.level - 1, heading.id, heading.place.template, heading.place.line))
        write_inlines(writer, heading.inlines)
        writer.put(mark("E") + "</w:p>")

    def _item(self, writer: Writer, item: ClauseItem, around: Around) -> None:
        level = item.level + around.schedule
        number = self.house.schedules if around.schedule else self.house.clauses
        held = KEEP_NEXT if around.keep or item.children else ""
        writer.put(
            f'<w:p><w:pPr><w:pStyle w:val="Clause{item.level + 1}"/>{held}'
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        )
        writer.put(mark("N", item.level, item.id, item.place.template, item.place.line))
        write_inlines(writer, item.inlines)
        writer.put(mark("E") + "</w:p>")
        self._blocks(writer, item.children, replace(around, indent=max(1, item.level - 1), text=""))

    def _bullet(self, writer: Writer, bullet: Bullet, around: Around) -> None:
        level = min(5, bullet.depth + around.indent + 1)
        _paragraph(writer, f"ListBullet{level if level > 1 else ''}", bullet.inlines)
        self._blocks(writer, bullet.children, replace(around, indent=max(around.indent, 1), text=""))

    def _clause(self, writer: Writer, use: ClauseUse, around: Around) -> None:
        for number, position in enumerate(use.positions):
            word = "elif" if number else "if"
            writer.statement(f"{word} _positions['{use.topic}'] == '{position.id}'", use.place)
            writer.put(
                mark("K", *(attribute(one) for one in (use.topic, use.version, position.shown, use.title)))
            )
            self._blocks(writer, position.children, around, closing=around.keep)
            writer.put(mark("k"))
        writer.statement("endif", use.place)

    def _container(self, writer: Writer, container: Container, around: Around) -> None:
        match container.kind:
            case "parties" | "recitals":
                self._series(writer, container, around)
            case "schedule":
                self._schedule(writer, container, around)
            case "landscape":
                writer.put(mark("S", 1))
                self._blocks(writer, container.children, replace(around, landscape=True))
                writer.put(mark("S", int(around.landscape)))
            case "note":
                writer.statement("if _draft", container.place)
                self._blocks(writer, container.children, replace(around, text="Note"))
                writer.statement("endif", container.place)
            case "toc":
                writer.put(mark("T", 0))
            case "figure":
                writer.statement(f"if {shown(container.id)}", container.place)
                self._blocks(writer, container.children, replace(around, text="Caption"))
                writer.put(mark("F", container.id))
                writer.statement("endif", container.place)
            case "pagebreak":
                writer.put(PAGE_BREAK)
            case _:
                self._panel(writer, container, around)

    def _panel(self, writer: Writer, container: Container, around: Around) -> None:
        """Tables with a layout of their own: key terms, document control, signatures."""
        width = self.house.page(around.landscape).width
        if container.kind == "keyterms":
            for child in container.children:
                if isinstance(child, Table):
                    write_key_terms(writer, child, width, self.labels.key_terms)
                else:
                    self._block(writer, child, around)
        elif container.kind == "control":
            self._front(writer, self.labels.control)
            write_control(writer, container.place, width, self.labels)
        elif container.kind == "signatures":
            self._front(writer, self.labels.signatures)
            for child in container.children:
                self._block(writer, child, replace(around, keep=True))
            write_signatures(writer, container.place, width, self.labels, self.house.table_scale)

    def _front(self, writer: Writer, words: str) -> None:
        """A heading without a number, which the contents do not list."""
        writer.put(f'<w:p><w:pPr><w:pStyle w:val="FrontHeading"/></w:pPr>{run("", static(words))}</w:p>')

    def _series(self, writer: Writer, container: Container, around: Around) -> None:
        parties = container.kind == "parties"
        self._front(writer, self.labels.parties if parties else self.labels.recitals)
        style = "Party" if parties else "Recital"
        for child in container.children:
            if not isinstance(child, ClauseItem):
                self._block(writer, child, around)
                continue
            writer.put(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
            writer.put(mark("L", container.kind, child.id, child.place.template, child.place.line))
            write_inlines(writer, child.inlines)
            writer.put(mark("E") + "</w:p>")
            self._blocks(writer, child.children, replace(around, indent=1))

    def _schedule(self, writer: Writer, container: Container, around: Around) -> None:
        """A schedule; when it opens with a landscape page, its heading stands on that page too."""
        first = next((child for child in container.children if not isinstance(child, Tag)), None)
        wide = isinstance(first, Container) and first.kind == "landscape"
        if wide:
            writer.put(mark("S", 1))
        writer.put('<w:p><w:pPr><w:pStyle w:val="ScheduleHeading"/></w:pPr>')
        writer.put(mark("A", container.id, container.place.template, container.place.line))
        write_inlines(writer, container.title)
        writer.put(mark("E") + "</w:p>")
        self._blocks(writer, container.children, replace(around, schedule=True))
        writer.put(mark("B"))
        if wide:
            writer.put(mark("S", int(around.landscape)))


def _with_next(blocks: Blocks) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one that is printed after it when every condition between them holds.

    After the last block of a loop comes its end: what follows the loop is printed after only one of its rounds.
    """
    following: Block | None = None
    pairs = []
    for block in reversed(blocks):
        pairs.append((block, following))
        if not isinstance(block, Tag) or block.word == "endfor":
            following = block
    return reversed(pairs)


def _holds(block: Block, following: Block | None) -> bool:
    """Whether a block stays on the page of the next: what leads to a table, figure, signatures or, with a colon, a list."""
    if isinstance(following, Container):
        return following.kind in ("signatures", "figure")
    if isinstance(following, Bullet | ClauseItem):
        return isinstance(block, Paragraph | ClauseItem) and _leads(block.inlines)
    return isinstance(following, Table)


def _leads(inlines: Inlines) -> bool:
    last = inlines[-1] if inlines else None
    return isinstance(last, Text) and last.text.rstrip().endswith(":")


def _paragraph(writer: Writer, style: str, inlines: Inlines, *, keep: bool = False) -> None:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    held = KEEP_NEXT if keep else ""
    writer.put(f"<w:p><w:pPr>{named}{held}</w:pPr>" if named or held else "<w:p>")
    write_inlines(writer, inlines)
    writer.put("</w:p>")


def _text_style(around: Around) -> str:
    if around.text:
        return around.text
    return f"ClauseText{min(around.indent, 4)}" if around.indent else ""


def _toc_position(outline: Outline) -> int:
    """Before which block the contents stand: after the page of key terms, else first; -1 for none or placed by hand."""
    kinds = [block.kind if isinstance(block, Container) else "" for block in outline.blocks]
    if not outline.toc or "toc" in kinds:
        return -1
    return max((n + 1 for n, kind in enumerate(kinds) if kind == "keyterms"), default=0)

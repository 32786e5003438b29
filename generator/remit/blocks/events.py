"""Blocks to template source in a compact markup of events, from which a finished document's blocks are read back.

An event is one control character, a letter, fields, and another control character; words follow it as they are. No template
and no value can hold these characters, so nothing needs escaping but the braces that Jinja would read.
"""

from __future__ import annotations

from collections.abc import Callable

from remit.blocks.target import Outline, Writer, shown
from remit.blocks.types import (
    Block,
    Blocks,
    Break,
    Bullet,
    ClauseItem,
    ClauseUse,
    Container,
    Expression,
    Face,
    Heading,
    Inlines,
    Owner,
    Paragraph,
    Place,
    Ref,
    Row,
    Table,
    Tag,
    Text,
    Value,
)
from remit.frozen import dataclass

START, END, FIELD = "\x01", "\x02", "\x03"
BRACES = {"{": "\x04", "}": "\x05"}
FACES = ("strong", "emphasis", "code", "term")
_HIDE = str.maketrans({**BRACES, "\n": " ", "\r": " "})


def event(letter: str, *fields: object) -> str:
    """One event."""
    return START + letter + FIELD.join(str(field) for field in fields) + END


def face_code(face: Face) -> str:
    """The face as letters: s, e, c, t."""
    return "".join(name[0] for name in FACES if getattr(face, name))


def hidden(text: str) -> str:
    """Words of a template without anything that Jinja would read."""
    return text.translate(_HIDE)


@dataclass(frozen=True, slots=True)
class BlocksTarget:
    """Compiles templates for documents as blocks: the neutral form for HTML, text and comparison."""

    @property
    def name(self) -> str:
        """The target's name in messages."""
        return "blocks"

    @property
    def value(self) -> Callable[[str, str, int], str]:
        """The event of a printed value; ``style`` is its face and formatter."""
        return lambda style, text, number: f"{START}v{style}{FIELD}{number}{END}{text}"

    def emit(self, outline: Outline, writer: Writer) -> None:
        """Writes the events of a template."""
        writer.put(event("D"))
        _inlines(writer, outline.title)
        writer.put(event("E"))
        _blocks(writer, outline.blocks)


def _blocks(writer: Writer, blocks: Blocks) -> None:
    for block in blocks:
        _block(writer, block)


def _block(writer: Writer, block: Block) -> None:
    match block:
        case Tag():
            writer.tag(block)
        case Heading():
            _open(writer, "H", block.place, block.inlines, block.level, block.id)
        case ClauseItem():
            _open(writer, "N", block.place, block.inlines, block.depth, block.level, block.id)
            _blocks(writer, block.children)
            writer.put(event("/"))
        case Bullet():
            _open(writer, "B", block.place, block.inlines, block.depth)
            _blocks(writer, block.children)
            writer.put(event("/"))
        case Paragraph():
            _open(writer, "P", block.place, block.inlines)
        case Table():
            _table(writer, block)
        case Container():
            _container(writer, block)
        case ClauseUse():
            _clause(writer, block)


def _open(writer: Writer, letter: str, place: Place, inlines: Inlines, *fields: object) -> None:
    writer.put(event(letter, hidden(place.template), place.line, *fields))
    _inlines(writer, inlines)
    writer.put(event("E"))


def _table(writer: Writer, table: Table) -> None:
    aligns = " ".join(column.align for column in table.columns)
    place = table.place
    writer.put(
        event("T", hidden(place.template), place.line, int(table.zebra), hidden(table.caption), aligns)
    )
    for row in (table.head, *table.rows):
        if isinstance(row, Tag):
            writer.tag(row)
        elif row is not None:
            _row(writer, row)
    writer.put(event("/"))


def _row(writer: Writer, row: Row) -> None:
    writer.put(event("R", hidden(row.place.template), row.place.line, row.kind))
    for cell in row.cells:
        if isinstance(cell, Tag):
            writer.tag(cell)
        else:
            writer.put(event("C"))
            _inlines(writer, cell)
            writer.put(event("E"))
    writer.put(event("/"))


def _container(writer: Writer, container: Container) -> None:
    asked = {"note": "_draft", "figure": shown(container.id)}.get(container.kind)
    if asked:
        writer.statement(f"if {asked}", container.place)
    _open(writer, "O", container.place, container.title, container.kind, container.id)
    _blocks(writer, container.children)
    if container.kind == "signatures":
        _signatures(writer, container.place)
    writer.put(event("/"))
    if asked:
        writer.statement("endif", container.place)


def _signatures(writer: Writer, place: Place) -> None:
    writer.statement("for _s in (signatories)|_each", place)
    writer.put(event("P", hidden(place.template), place.line))
    for owner, field, before in (("_s.party", "name", ""), ("_s", "name", ": "), ("_s", "title", ", ")):
        writer.put(event("t") + before if before else "")
        code = f"{owner}.{field}|default_blank"
        _inlines(writer, (Expression(code, place, (Owner(owner, (field,)),), "default_blank"),))
    writer.put(event("E"))
    writer.statement("endfor", place)


def _clause(writer: Writer, use: ClauseUse) -> None:
    for number, position in enumerate(use.positions):
        writer.statement(
            f"{'elif' if number else 'if'} _positions['{use.topic}'] == '{position.id}'", use.place
        )
        title = hidden(use.title)
        fields = (use.topic, title, hidden(use.version), position.id, hidden(position.approver))
        writer.put(event("U", hidden(use.place.template), use.place.line, *fields))
        _blocks(writer, position.children)
        writer.put(event("/"))
    writer.statement("endif", use.place)


def _inlines(writer: Writer, inlines: Inlines) -> None:
    for inline in inlines:
        match inline:
            case Text() | Value():
                writer.put(event("t", face_code(inline.face)) + hidden(inline.text))
            case Expression():
                writer.value(inline, f"{face_code(inline.face)}{FIELD}{inline.formatter}")
            case Break():
                writer.put(event("b"))
            case Ref():
                place = inline.place
                fields = (
                    face_code(inline.face),
                    inline.target,
                    int(inline.capital),
                    hidden(place.template),
                    place.line,
                )
                writer.put(event("r", *fields))
            case Tag():
                writer.tag(inline)

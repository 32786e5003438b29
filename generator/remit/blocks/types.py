"""The neutral form of a document: what it says and how it is built, with no word about how it is printed.

The same types serve twice. A *template* still holds :class:`Tag` (a loop or condition around blocks) and
:class:`Expression` (a value to come). A *document* holds neither: every expression has become a :class:`Value` and
every numbered block carries its number.
"""

from __future__ import annotations

from dataclasses import field

from remit.findings import Where
from remit.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of a template stands: template name, line and column (from 1), and the text to show in a message."""

    template: str
    line: int
    code: str = ""
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a run of text is set off: strong, emphasised, a literal code, or a term at its definition."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    term: bool = False


PLAIN = Face()


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand in the template itself."""

    text: str
    face: Face = PLAIN


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross-reference to the block with this id; ``capital`` when it opens a sentence, ``label`` once resolved."""

    target: str
    place: Place
    capital: bool = False
    face: Face = PLAIN
    label: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value: its text, the record field it comes from (if any) and the formatter that made the text."""

    text: str
    source: Where | None = None
    formatter: str = ""
    face: Face = PLAIN


@dataclass(frozen=True, slots=True)
class Owner:
    """An object on the way to a value: template code that yields it, and the keys from it down to the value."""

    code: str
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A value to come: template code, the objects that may know its source (nearest first), and its formatter."""

    code: str
    place: Place
    owners: tuple[Owner, ...] = ()
    formatter: str = ""
    face: Face = PLAIN


@dataclass(frozen=True, slots=True)
class Tag:
    """A statement of the template (``for``, ``if``, ``set`` ...) standing around blocks, rows or words."""

    code: str
    place: Place

    @property
    def word(self) -> str:
        """The statement's first word: for, endfor, if, elif, else, endif or set."""
        return self.code.split(None, 1)[0]


Inline = Text | Break | Ref | Value | Expression | Tag
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A numbered heading of level 1 or 2, counted within the body or within its schedule."""

    level: int
    inlines: Inlines
    place: Place
    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseItem:
    """A numbered clause. ``depth`` is 0 directly below a heading, 1 for (a), 2 for (i), 3 for (A).

    ``level`` is its level in the numbering as a whole: 0 without a heading, 1 below a first-level heading, 2 below a
    second-level one, then 3, 4, 5 for the lettered levels.
    """

    depth: int
    level: int
    inlines: Inlines
    place: Place
    children: Blocks = ()
    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """An item of an unordered list; ``depth`` from 0."""

    depth: int
    inlines: Inlines
    place: Place
    children: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A plain paragraph."""

    inlines: Inlines
    place: Place


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: alignment (left, center, right) and relative width, 0 when it is to be measured."""

    align: str = "left"
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row; ``kind`` is head, body or total. A loop among cells repeats the column between its tags."""

    cells: tuple[Inlines | Tag, ...]
    place: Place
    kind: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. Rows may be interleaved with tags."""

    columns: tuple[Column, ...]
    head: Row | None
    rows: tuple[Row | Tag, ...]
    place: Place
    zebra: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A block with a purpose: keyterms, parties, recitals, schedule, landscape, note, signatures, control, pagebreak."""

    kind: str
    place: Place
    children: Blocks = ()
    title: Inlines = ()
    id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One negotiating position of a library clause with the blocks it prints."""

    id: str
    approver: str
    children: Blocks

    @property
    def shown(self) -> str:
        """Its name as the other party may read it: that it is a fallback, and so that others may follow, is not told."""
        return self.id.replace("fallback", "variant")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseUse:
    """A library clause where a template prints it; the record says at which position. The first one is the standard."""

    topic: str
    title: str
    version: str
    positions: tuple[Position, ...]
    place: Place


Block = Heading | ClauseItem | Bullet | Paragraph | Table | Container | ClauseUse | Tag
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished document: its title and blocks, in which no tag or expression is left."""

    title: str
    blocks: Blocks = ()
    values: tuple[Value, ...] = field(default=())

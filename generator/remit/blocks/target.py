"""What an output must offer so that a template can be compiled for it, and the writer that it fills.

A target turns blocks into *template source in its own markup*: static markup with Jinja statements and outputs between.
It is compiled once; printing a document is then only the run of that code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Protocol

from remit.blocks.types import Block, Expression, Inlines, Place, Tag
from remit.findings import Where
from remit.frozen import dataclass


def shown(figure: str) -> str:
    """The condition of a template under which a figure has something to show."""
    return f"figures is not defined or '{figure}' in figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What is known of a printed value before printing: its place, the keys from each owner to it, formatter, style.

    ``style`` belongs to the target (for Word: the run properties).
    """

    place: Place
    keys: tuple[tuple[str | int, ...], ...]
    formatter: str
    style: str


SourcedValue = tuple[str, Where, tuple[str | int, ...], Spec]
"""A printed value with a source: its text, the place of the object it was taken from, the keys from there, and what the
template knows of it. A plain tuple, because a contract has a thousand of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A template as a target sees it: title and subtitle inlines, blocks, and whether a table of contents is asked."""

    name: str
    title: Inlines
    subtitle: Inlines
    blocks: tuple[Block, ...]
    toc: bool


@dataclass(slots=True)
class Writer:
    """Collects template source. Every tag begins with a line break, so that tag n stands on line n + 1.

    That makes the line of a run-time error an exact index into ``places``. Static markup must hold no brace and no line
    break; each target's escaping sees to that.
    """

    _parts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    specs: list[Spec] = field(default_factory=list)

    def put(self, markup: str) -> None:
        """Adds static markup."""
        self._parts.append(markup)

    def tag(self, tag: Tag) -> None:
        """Adds a statement of the template."""
        self.statement(tag.code, tag.place)

    def statement(self, code: str, place: Place) -> None:
        """Adds a statement; loops go through the filter that counts their rounds."""
        self.places.append(place)
        self._parts.append(f"{{%\n{code} %}}")

    def value(self, expression: Expression, style: str = "") -> None:
        """Adds a printed value."""
        number = len(self.specs)
        keys = tuple(owner.keys for owner in expression.owners)
        spec = Spec(place=expression.place, keys=keys, formatter=expression.formatter, style=style)
        self.specs.append(spec)
        self.places.append(expression.place)
        arguments = ", ".join([str(number), *(owner.code for owner in expression.owners)])
        self._parts.append(f"{{{{\n({expression.code})|_value({arguments}) }}}}")

    @property
    def source(self) -> str:
        """The template source in the target's markup."""
        return "".join(self._parts)


class Target(Protocol):
    """An output that templates are compiled for."""

    @property
    def name(self) -> str:
        """Distinguishes compiled forms of one template."""

    def emit(self, outline: Outline, writer: Writer) -> None:
        """Writes the template in this target's markup."""

    @property
    def value(self) -> Callable[[str, str, int], str]:
        """Markup of a value: style, text, and its number among the values with a source (0: without)."""

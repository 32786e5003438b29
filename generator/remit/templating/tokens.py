"""Flat Markdown tokens as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from markdown_it.token import Token

from remit.frozen import dataclass


@dataclass(slots=True)
class Node:
    """A Markdown token with what stands inside it; ``inline`` is the text of a heading or paragraph."""

    kind: str
    token: Token
    children: list[Node] = field(default_factory=list)
    inline: Token | None = None

    @property
    def line(self) -> int:
        """The line of the source, from 0."""
        return self.token.map[0] if self.token.map else 0


def nest(tokens: Sequence[Token]) -> list[Node]:
    """The tree of the tokens; cells of a table row are nodes of kind inline."""
    root = Node("root", Token("root", "", 0))
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = Node(token.type.removesuffix("_open"), token)
        if token.type == "inline":
            stack[-1].inline = token
            node.inline = token
        if token.type != "inline" or stack[-1].kind == "row":
            stack[-1].children.append(node)
        if token.nesting > 0:
            stack.append(node)
    return root.children

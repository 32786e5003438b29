"""Lines and columns for findings, computed only for the files that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from remit.findings import Finding, Related, Where, in_order
from remit.load.tree import Tree
from remit.load.yaml import Marks, positions


def placer(tree: Tree) -> Callable[[Where], Where]:
    """A function that fills in line and column of a place; it reads the places of a file once, when first asked for them."""
    marks: dict[str, Marks] = {}

    def place(where: Where) -> Where:
        if where.line is not None or where.file not in tree or not where.file.endswith(".yaml"):
            return where
        if where.file not in marks:
            marks[where.file] = positions(tree[where.file])
        line, column = _nearest(where, marks[where.file])
        return replace(where, line=line, column=column)

    return place


def locate(findings: Iterable[Finding], tree: Tree) -> tuple[Finding, ...]:
    """The findings with line and column filled in, in the order of a report."""
    place = placer(tree)
    return in_order(
        replace(
            finding,
            where=place(finding.where),
            related=tuple(Related(r.message, place(r.where)) for r in finding.related),
        )
        for finding in findings
    )


def _nearest(where: Where, marks: Marks) -> tuple[int, int]:
    """The place of a value or key, or of the nearest enclosing key that stands in the file."""
    keys = where.keys
    if keys in marks:
        key, value = marks[keys]
        return key if where.on == "key" else value
    while keys and keys not in marks:
        keys = keys[:-1]
    return marks[keys][0]

"""The clause positions that a record chooses, held against the clauses that its template prints."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from remit.findings import Finding, Where, error
from remit.schema.nearest import nearest

Clauses = Mapping[str, Collection[str]]
"""The clauses that a template prints, each with its positions, the standard first."""


def unknown_positions(
    chosen: Mapping[str, str], clauses: Clauses, record: Where, template: str
) -> Iterator[Finding]:
    """A finding for each choice that the template could not follow.

    Without it, a misspelt clause would be printed at its standard position, and nobody would see that the choice was lost.
    """
    for topic, position in chosen.items():
        where = record.at("positions", topic)
        if topic not in clauses:
            message = f"a position is chosen for '{topic}', but {template} prints no such clause"
            yield error(
                "TPL-010",
                message,
                where.key(),
                nearest(topic, [*clauses]) or f"its clauses are: {', '.join(clauses)}",
            )
        elif position not in clauses[topic]:
            known = ", ".join(clauses[topic])
            message = f"the clause '{topic}' has no position '{position}'"
            yield error("TPL-010", message, where, f"its positions are: {known}")

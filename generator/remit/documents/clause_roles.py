"""The roles that clauses of the library name: their owners, and who approves each fallback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.templating import TemplateError
from remit.templating.library import declared
from remit.templating.source import split_front

Named = tuple[str, str, str]
"""A clause file, what the role is there, and its id; "" where nobody is named."""


def clause_roles(files: Mapping[str, bytes], folder: str) -> Iterator[Named]:
    """Every role that a clause file in ``folder`` names or has to name; files that cannot be read have other findings."""
    for name in sorted(files):
        if not (name.startswith(folder) and name.endswith(".md")):
            continue
        try:
            front, _, _ = split_front(name, files[name].decode("utf-8-sig", "replace"))
        except TemplateError:
            continue
        if front.get("owner"):
            yield name, "the owner of this clause", str(front["owner"])
        for id, approver in declared(front.get("positions") or [])[1:]:
            yield name, f"the approver of the position '{id}'", approver

"""Roles that clauses name and no record describes: nobody could approve what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remit.findings import Finding, Where, error
from remit.load.tree import Tree
from remit.load.yaml import parse
from remit.schema.nearest import nearest
from remit.workspace import DATA

_ROLES = f"{DATA}/roles.yaml"


def without_role(tree: Tree, named: Iterable[tuple[str, str, str]]) -> Iterator[Finding]:
    """A finding for each role in ``named`` (file, what it is there, id) that the roles in ``tree`` lack.

    Where the roles cannot be read there is none: that is a finding of its own.
    """
    document, wrong = parse(_ROLES, tree.get(_ROLES, b""))
    roles = document.get("roles") if isinstance(document, dict) and not wrong else None
    if not isinstance(roles, dict):
        return
    for file, what, role in named:
        place = Where(file, (), 1, 1)
        if not role:
            hint = "write 'approver:' with a role below the position in the front matter"
            yield error("TPL-017", f"nobody is named as {what}", place, hint)
        elif role not in roles:
            hint = nearest(role, [*roles]) or "name a role of data/roles.yaml"
            yield error("TPL-017", f"there is no role '{role}', named as {what}", place, hint)

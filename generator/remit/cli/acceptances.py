"""Acceptances of changes from a file beside the playbook, as a pull request may bring them."""

from __future__ import annotations

from pathlib import Path

from remit.exchange.visible import visible
from remit.findings import CannotGoOn, Where, error
from remit.load.build import NotARecord, build
from remit.load.tree import MAX_FILE
from remit.load.yaml import parse
from remit.model.playbook import AcceptedChange

HINT = "write 'accepted_changes:' and below it a list of fingerprint, reason, owner and, if it ends, until"


def acceptances(path: Path | None) -> tuple[AcceptedChange, ...]:
    """The acceptances of a file; none without one. Raises CannotGoOn for a file that cannot be read as such."""
    if path is None:
        return ()
    name = visible(str(path))
    if not path.is_file() or path.stat().st_size > MAX_FILE:
        raise CannotGoOn(error("CLI-006", f"there is no readable file '{name}'", Where(name), HINT))
    document, problems = parse(name, path.read_bytes())
    if problems:
        raise CannotGoOn(*problems)
    listed = document.get("accepted_changes") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise CannotGoOn(error("CLI-006", "the file holds no acceptances", Where(name), HINT))
    try:
        built = [
            build(AcceptedChange, one, Where(name, ("accepted_changes", place)), {})
            for place, one in enumerate(listed)
        ]
    except NotARecord:
        raise CannotGoOn(error("CLI-006", "an acceptance cannot be read", Where(name), HINT)) from None
    return tuple(one for one in built if isinstance(one, AcceptedChange))

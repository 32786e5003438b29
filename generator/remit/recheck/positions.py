"""Clause positions that no template knows, found before a document is printed.

Like the languages of documents, they are looked for in the files, because a check that remembers what it found does not
read the records again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from remit.documents.positions import Clauses, unknown_positions
from remit.documents.subjects import KINDS
from remit.documents.varieties import spoken
from remit.findings import Finding, Where
from remit.load.locate import locate
from remit.load.tree import Tree
from remit.load.yaml import parse
from remit.model.catalogue import file_kind
from remit.recheck.languages import usual_language
from remit.workspace import DATA

_CHOOSES = re.compile(rb"^[\"']?positions\b", re.MULTILINE)


def without_position(tree: Tree, clauses: Mapping[tuple[str, str], Clauses]) -> tuple[Finding, ...]:
    """A finding for each position that a document in ``tree`` (files below data/) chooses and its template does not have.

    ``clauses`` are those of the templates that can be printed with, by kind and language, "" for English.
    """
    return locate(_unknown(tree, clauses), tree)


def _unknown(tree: Tree, clauses: Mapping[tuple[str, str], Clauses]) -> Iterator[Finding]:
    for path in sorted(tree):
        kind = file_kind(path.removeprefix(f"{DATA}/"))
        if kind is None or kind[0].name not in KINDS or not _CHOOSES.search(tree[path]):
            continue
        document, wrong = parse(path, tree[path])
        if not isinstance(document, dict) or wrong:
            continue
        language = document.get("language") or usual_language(tree)
        chosen, name = document.get("positions"), kind[0].name
        of_kind = next((clauses[name, one] for one in spoken(str(language)) if (name, one) in clauses), None)
        if of_kind is None or not isinstance(chosen, dict):
            continue
        named = {topic: position for topic, position in chosen.items() if isinstance(position, str)}
        yield from unknown_positions(
            named, of_kind, Where(path), f"the template of a {name.replace('_', ' ')}"
        )

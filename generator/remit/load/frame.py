"""An empty playbook out of a full one: what speaks only of records that are left out is left out with them."""

from __future__ import annotations

from remit.findings import Key
from remit.load.layout import blocks_of, lines_of
from remit.load.records import read_records
from remit.load.spans import spans
from remit.load.tree import Tree
from remit.load.yaml import parse
from remit.model.decisions import OwnStudy
from remit.model.ledger import Ledger, Reference

Keys = tuple[Key, ...]


def frame_of(tree: Tree, leave_out: tuple[str, ...]) -> Tree:
    """The data files without those below the folders ``leave_out``, and without the entries that rest on them.

    A risk, contractor or decision that names a study left out belongs to the example, not to the catalogues. Comments above
    an entry go with it; all else stays to the letter.
    """
    kept = {path: data for path, data in tree.items() if not path.startswith(leave_out)}
    while places := _resting(read_records(kept)[0]):
        for path, keys in places:
            kept[path] = _without(kept[path], keys)
    return kept


def _resting(ledger: Ledger) -> list[tuple[str, Keys]]:
    """Entries that name a record which is not there, and studies without a record, the last of each file first.

    In this order places stay true while entries are taken out.
    """
    found = {
        (one.where.file, _entry(one))
        for one in ledger.references
        if one.id not in ledger.index.get(one.kind, {}) and _entry(one)
    }
    found |= {(one.where.file, one.where.keys) for one in ledger.every(OwnStudy)}
    return sorted(found, key=lambda place: (place[0], str(place[1])), reverse=True)


def _entry(reference: Reference) -> Keys:
    """The place of the record that names another, where it is an entry of a file; empty where it is the file itself."""
    return reference.holder.where.keys


def _without(data: bytes, keys: Keys) -> bytes:
    """The file without the lines of one entry; a group that would be empty goes as a whole."""
    document, _ = parse("", data)
    siblings = _at(document, keys[:-1])
    while len(siblings) == 1 and len(keys) > 1:
        keys = keys[:-1]
        siblings = _at(document, keys[:-1])
    text = data.decode("utf-8-sig")
    lines = lines_of(text)
    block = blocks_of(keys[:-1], list(siblings), lines, text, spans(text))[str(keys[-1])]
    return "".join([*lines[: block.start], *lines[block.stop :]]).encode()


def _at(document: object, keys: Keys) -> dict[str, object]:
    for key in keys:
        document = document[key]  # type: ignore[index]
    assert isinstance(document, dict)  # noqa: S101 - records stand in groups
    return document

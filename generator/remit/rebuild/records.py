"""Records read and judged once, and kept ready for the next build.

Reading the records of a playbook and judging them takes longer than printing a document. What comes of it is kept in the
user's own cache folder, like compiled templates (see wording) and for the same reasons never below the playbook. What is
taken from there is what its file held, byte by byte: the records of a file that has changed are read, and where any has, all
are judged anew.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from remit.load.memory import keep_bytes, recall_bytes
from remit.load.tree import read_folder
from remit.pipeline import RECORDS, Loaded, judge
from remit.rebuild.packing import packed, unpacked
from remit.rebuild.remembered import Memory
from remit.workspace import DATA, Workspace

LARGEST = 8 << 20
"""Bytes of records up to which they are kept: those of about three hundred work orders."""


def records_of(workspace: Workspace, memory: Memory) -> Loaded:
    """The playbook as pipeline.load reads and judges it."""
    tree, trouble = read_folder(workspace.root, DATA, RECORDS)
    place = memory.beside("records")
    if place is None or trouble or sum(map(len, tree.values())) > LARGEST:
        return judge(workspace, tree, trouble)
    today = dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    day, last = _recalled(place, memory, workspace)
    if last and day == today and last.tree == tree:
        return last
    loaded = judge(workspace, tree, trouble, like=last)
    what = today, loaded.tree, loaded.ledger, loaded.ledger.records, loaded.findings, loaded.accepted
    keep_bytes(place, memory.tool, packed(what))
    return loaded


def _recalled(place: Path, memory: Memory, workspace: Workspace) -> tuple[dt.date | None, Loaded | None]:
    """The day on which the last state was judged, and that state."""
    data = recall_bytes(place, memory.tool)
    if data is None:
        return None, None
    day, tree, ledger, records, findings, accepted = unpacked(data)
    return day, Loaded(workspace, tree, ledger.knowing(records), findings, accepted)

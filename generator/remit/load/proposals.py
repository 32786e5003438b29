"""Proposals in data files that nobody has confirmed yet: comments that commands wrote, and that people delete.

``remit new`` and ``remit import`` mark what they propose with a comment at the field, ``# confirm: why``. Whoever has
confirmed or changed the value deletes the comment. Comments are no part of a record, so they are found in the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.findings import Finding, Where, warning
from remit.model.draft import CONFIRM

RULE = "NEW-004"
_MARK = b"# " + CONFIRM.encode()
_LINE = re.compile(rf"^( *)# {CONFIRM} (.*)((?:\n *# (?!{CONFIRM}).*)*)", re.MULTILINE)


def unconfirmed(file: str, data: bytes) -> Iterator[Finding]:
    """One finding for a file with proposals, at the first of them and with the lines of all; none for another file."""
    if _MARK not in data:  # nearly all files: worth not decoding them
        return
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    found = list(_LINE.finditer(text))
    if not found:
        return
    lines = [text.count("\n", 0, one.start()) + 1 for one in found]
    if len(lines) > 1:
        many = f"{len(lines)} proposals are not confirmed (lines {', '.join(map(str, lines))}); the first"
    else:
        many = "a proposal is not confirmed"
    hint = f"confirm or change the value, and delete the comment '# {CONFIRM} ...' above it"
    where = Where(file, (), lines[0], len(found[0][1]) + 1)
    yield warning(RULE, f"{many}: {_read(found[0])}", where, hint)


def _read(found: re.Match[str]) -> str:
    """A comment as people read it, on one line."""
    lines = (found[2], *(line.strip(" #") for line in found[3].split("\n")))
    return " ".join(filter(None, lines))

"""Clauses of the library under another id: which topic of one state is which of the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from remit.review.matching import Names, renamed
from remit.templating import TemplateError
from remit.templating.library import earlier_ids
from remit.templating.source import split_front
from remit.workspace import TEMPLATES

CLAUSES = f"{TEMPLATES}/clauses/"
KIND = "clause"
"""The name of clauses among the renames of records."""

_PRINTED = re.compile(r"^([ \t]*:{3,}[ \t]*clause[ \t]+)([a-z0-9-]+)", re.M)


def clause_renames(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Names:
    """New topics by old ones, as either state declares them (``was``); ``before`` and ``after`` are files of templates."""
    return renamed(_earlier(before), _earlier(after), lambda earlier: earlier)


def _earlier(files: Mapping[str, bytes]) -> Mapping[str, Sequence[str]]:
    """The earlier ids of each topic, whichever language says them."""
    found: dict[str, tuple[str, ...]] = {}
    for name, data in files.items():
        if name.startswith(CLAUSES) and name.endswith(".md"):
            topic = PurePosixPath(name).stem.partition(".")[0]
            found[topic] = (*found.get(topic, ()), *_told(name, data))
    return found


def _told(name: str, data: bytes) -> tuple[str, ...]:
    try:
        return earlier_ids(split_front(name, data.decode("utf-8-sig", "replace"))[0])
    except TemplateError:
        return ()


def name_now(name: str, names: Names) -> str:
    """What a file of the earlier state is called in the later one."""
    if not name.startswith(CLAUSES):
        return name
    topic, dot, rest = name.removeprefix(CLAUSES).partition(".")
    return f"{CLAUSES}{names.get(topic, topic)}{dot}{rest}"


def printed_now(text: str, names: Names) -> str:
    """The text of a template of the earlier state with the clauses that it prints under the ids of the later one."""
    return _PRINTED.sub(lambda match: match[1] + names.get(match[2], match[2]), text)

"""The clause library: one file per topic, one section per negotiating position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from jinja2 import Environment

from remit.blocks.types import Place
from remit.findings import Finding
from remit.frozen import dataclass
from remit.templating.errors import TemplateError, fault, refuse
from remit.templating.language import check_language
from remit.templating.source import Source, set_aside, split_front

_TOPIC = re.compile("[a-z0-9][a-z0-9-]*")
_SECTION = re.compile(r"^##[ \t]+([A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePosition:
    """One position of a clause: its id, the role that must approve it ("" for none), and its wording."""

    id: str
    approver: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryClause:
    """A clause of the library. Positions stand in order of preference, the standard one first.

    ``names`` are words with a capital letter that are no defined terms, ``was`` ids that it had before.
    """

    id: str
    title: str
    version: str
    owner: str
    positions: tuple[ClausePosition, ...]
    unacceptable: str
    place: Place
    names: tuple[str, ...] = ()
    was: tuple[str, ...] = ()

    def position(self, wanted: str) -> ClausePosition | None:
        """The position of this id."""
        return next((p for p in self.positions if p.id == wanted), None)


def load_library(environment: Environment, files: Mapping[str, str]) -> dict[str, LibraryClause]:
    """Every clause by topic (the file's name without language and ending). Raises TemplateError with all findings."""
    clauses: dict[str, LibraryClause] = {}
    findings: list[Finding] = []
    for name in sorted(files):
        topic = PurePosixPath(name).stem.partition(".")[0]
        if not _TOPIC.fullmatch(topic):
            message = "The name of a clause file has other signs than small letters, digits and hyphens."
            findings.append(fault("TPL-017", message, Place(name, 1)))
            continue
        try:
            clauses[topic] = load_clause(environment, name, files[name])
        except TemplateError as problem:
            findings.extend(problem.findings)
    findings.extend(_still_used(clauses))
    refuse(findings)
    return clauses


def _still_used(clauses: Mapping[str, LibraryClause]) -> Iterator[Finding]:
    """Earlier ids that another clause has now, or that two claim: a review would take one clause for the other."""
    claimed: dict[str, str] = {}
    for topic, clause in clauses.items():
        for earlier in clause.was:
            if earlier in clauses:
                message = f"The earlier id '{earlier}' is the id of a clause now."
                yield fault(
                    "TPL-017", message, clause.place, "Remove it from 'was', or give that clause another id."
                )
            elif claimed.setdefault(earlier, topic) != topic:
                message = f"The clause '{claimed[earlier]}' was called '{earlier}' before, too."
                yield fault(
                    "TPL-017",
                    message,
                    clause.place,
                    "Keep it in 'was' of the clause that really comes from it.",
                )


def load_clause(environment: Environment, name: str, text: str) -> LibraryClause:
    """One clause file. Raises TemplateError when its head or a section is missing or its tags are not allowed."""
    front, body, offset = split_front(name, text)
    place = Place(name, 1)
    findings = [
        fault("TPL-017", f"The clause has no {key}.", place, "Write it into the front matter.")
        for key in ("id", "title", "version", "owner", "positions")
        if not front.get(key)
    ]
    refuse(findings)
    sections = _sections(environment, name, body, offset, findings)
    positions = []
    for position_id, approver in declared(front["positions"]):
        if position_id in sections:
            positions.append(
                ClausePosition(id=position_id, approver=approver, source=sections.pop(position_id))
            )
        else:
            findings.append(
                fault("TPL-017", f"There is no section ## {position_id} with the wording.", place)
            )
    for left in sections:
        message = f"The section ## {left} is no position of the front matter."
        findings.append(fault("TPL-017", message, Place(name, sections[left].lines[0])))
    refuse(findings)
    return LibraryClause(
        id=str(front["id"]),
        title=str(front["title"]),
        version=str(front["version"]),
        owner=str(front["owner"]),
        positions=tuple(positions),
        unacceptable=str(front.get("unacceptable") or ""),
        place=place,
        names=listed(front.get("names")),
        was=earlier_ids(front),
    )


def earlier_ids(front: Mapping[str, object]) -> tuple[str, ...]:
    """The ids that a clause had before."""
    was = front.get("was")
    return (was,) if isinstance(was, str) else listed(was)


def listed(names: object) -> tuple[str, ...]:
    """The texts of a list of the front matter."""
    return tuple(map(str, names)) if isinstance(names, list) else ()


def _sections(
    environment: Environment, name: str, body: str, offset: int, findings: list[Finding]
) -> dict[str, Source]:
    sections = {}
    for id, (text, before) in wordings(body, offset).items():
        source = set_aside(environment, name, text, before)
        findings.extend(check_language(environment, text, source, before))
        sections[id] = source
    return sections


def wordings(body: str, offset: int) -> dict[str, tuple[str, int]]:
    """The wording of each position as it is written, and how many lines of the file stand before it.

    ``offset`` is the number of lines before the body.
    """
    marks = list(_SECTION.finditer(body))
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    return {
        mark.group(1): (body[mark.end() + 1 : end], offset + body.count("\n", 0, mark.end() + 1))
        for mark, end in zip(marks, ends, strict=True)
    }


def declared(positions: object) -> list[tuple[str, str]]:
    """(id, approver) of each position that a front matter declares; other shapes yield nothing and so a finding."""
    out = []
    for entry in positions if isinstance(positions, list) else [positions]:
        if isinstance(entry, dict):
            out.append((str(entry.get("id", "")), str(entry.get("approver") or "")))
        else:
            out.append((str(entry), ""))
    return out

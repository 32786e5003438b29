"""A walk through a JSON record that forgets nothing: every field that cannot be taken over leaves a note with its path.

The notes become findings (with line and column in the JSON file) and comments (at the field of the YAML record).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import Any

from remit.exchange.characters import MAX_TEXT, one_line, shown
from remit.exchange.json_text import Path_, path_text, places
from remit.findings import Finding, Key, Severity, Where
from remit.frozen import dataclass
from remit.model.draft import Remark
from remit.model.values import PartialDate


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note: the id of the rule that explains it, and how much it weighs."""

    id: str
    severity: Severity


ABSENT = Kind("IMP-001", Severity.INFORMATION)
"""A field of the study record is left out, because the file does not tell it."""
NEEDED = Kind("IMP-002", Severity.WARNING)
"""The same for a field that every study record needs: 'remit check' names it until a person adds it."""
WRONG_TYPE = Kind("IMP-003", Severity.WARNING)
"""A field of the file does not hold what it should, and is not taken over."""
UNKNOWN_WORD = Kind("IMP-004", Severity.WARNING)
"""A field of the file holds a word that is not known, and is not taken over."""
CONTRADICTION = Kind("IMP-005", Severity.WARNING)
"""Two fields contradict each other, and only a person can tell which is right."""
CHARACTERS = Kind("IMP-006", Severity.WARNING)
"""Characters were removed that cannot be printed or that hide what a text says."""
DERIVED = Kind("IMP-007", Severity.INFORMATION)
"""A value was chosen or derived and needs a person's eye."""
NOT_KEPT = Kind("IMP-008", Severity.INFORMATION)
"""Parts of the file for which a study record has no field."""
KINDS = (ABSENT, NEEDED, WRONG_TYPE, UNKNOWN_WORD, CONTRADICTION, CHARACTERS, DERIVED, NOT_KEPT)


@dataclass(slots=True)
class Reading:
    """What one import has found so far."""

    file: str
    text: str
    root: Any
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def top(self) -> Node:
        """The whole value of the file."""
        return Node(self.root, (), self)

    def note(
        self, kind: Kind, message: str, at: Path_, to: tuple[Key, ...] | None = None, comment: str = ""
    ) -> None:
        """Remember a note about the place ``at`` of the file.

        ``to`` is the field of the record that it concerns; there the comment stands, or else the message.
        """
        finding = Finding(kind.id, kind.severity, message, Where(self.file, at))
        if finding not in self.findings:
            self.findings.append(finding)
            if to is not None:
                self.remarks.append(Remark(to, comment or message))

    def located(self) -> tuple[Finding, ...]:
        """All notes with line and column, errors and warnings first, otherwise in the order in which they came up."""
        where = places(self.text, {finding.where.keys for finding in self.findings})
        placed = (
            replace(f, where=replace(f.where, line=where[f.where.keys][0], column=where[f.where.keys][1]))
            for f in self.findings
        )
        return tuple(sorted(placed, key=lambda finding: finding.severity.rank))


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file with its path. A value that is absent or null is None; whatever lies below it is absent too."""

    value: Any
    path: Path_
    reading: Reading

    def __getitem__(self, name: str) -> Node:
        value = self.value.get(name) if isinstance(self._group(), Mapping) else None
        return Node(value, (*self.path, name), self.reading)

    def first(self, *names: str) -> Node:
        """The first of several members that is there; the first name if none is."""
        nodes = [self[name] for name in names]
        return next((node for node in nodes if node.value is not None), nodes[0])

    def members(self) -> tuple[str, ...]:
        """Names of the members that are there."""
        group = self._group()
        return (
            tuple(name for name, value in group.items() if value is not None)
            if isinstance(group, Mapping)
            else ()
        )

    def items(self) -> Iterator[Node]:
        """The entries of a list, none if it is absent."""
        if self.value is not None and not isinstance(self.value, list):
            self.wrong("a list")
        elif self.value is not None:
            for place, entry in enumerate(self.value):
                if entry is not None:
                    yield Node(entry, (*self.path, place), self.reading)

    def text(self, longest: int = MAX_TEXT) -> str | None:
        """The text on one line, or None if it is absent, blank or no text."""
        if self.value is None:
            return None
        if not isinstance(self.value, str):
            self.wrong("a text")
            return None
        text, removed = one_line(self.value)
        if removed:
            self.note(
                CHARACTERS,
                f"{self.name}: characters removed that cannot stand in a record: {', '.join(removed[:5])}",
            )
        if len(text) > longest:
            self.note(
                WRONG_TYPE,
                f"{self.name} has {len(text):,} characters; the most is {longest:,}; it is not taken over",
            )
            return None
        return text or None

    def whole(self) -> int | None:
        """A number of things: whole, not negative, below a thousand million; 300.0 counts as whole."""
        if self.value is None:
            return None
        number = self.value
        if isinstance(number, bool) or not isinstance(number, int | Decimal):
            self.wrong("a whole number")
        elif number < 0 or number >= 10**9 or number != int(number):
            self.note(
                WRONG_TYPE,
                f"{self.name} is {shown(number)}, which is not a number of things; it is not taken over",
            )
        else:
            return int(number)
        return None

    def date(self) -> PartialDate | None:
        """A year, month or day; None with a note if it is no date of the calendar."""
        text = self.text(40)
        if text is None:
            return None
        try:
            return PartialDate.parse(text.partition("T")[0])
        except ValueError:
            self.note(
                WRONG_TYPE,
                f"{self.name} is '{shown(text)}', which is not a date (year-month-day); it is not taken over",
            )
            return None

    def note(self, kind: Kind, message: str, to: tuple[Key, ...] | None = None, comment: str = "") -> None:
        """A note about this value."""
        self.reading.note(kind, message, self.path, to, comment)

    def wrong(self, due: str) -> None:
        """A note that this value is not what is due."""
        self.note(WRONG_TYPE, f"{self.name} should be {due}, not {_what(self.value)}; it is not taken over")

    @property
    def name(self) -> str:
        """The path as people write it."""
        return shown(path_text(self.path), 200)

    def _group(self) -> Any:
        if self.value is not None and not isinstance(self.value, Mapping):
            self.wrong("a group of fields")
        return self.value


def _what(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case str():
            return "a text"
        case list():
            return "a list"
        case Mapping():
            return "a group of fields"
        case _:
            return f"the number {shown(value, 20)}"

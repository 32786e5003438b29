"""Numbers of headings, clauses, schedules, recitals and parties, counted as Word counts its own lists.

One counter serves every output, so that Word's automatic number, the cross-reference beside it and the number in HTML or
text cannot differ.
"""

from __future__ import annotations

from dataclasses import field

from remit.frozen import dataclass

LETTERED = 3
LEVELS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Words that the program itself prints, in the document's language. A template may set its own (``labels:``)."""

    clause: str = "clause"
    schedule: str = "Schedule"
    paragraph: str = "paragraph"
    of: str = "of"
    contents: str = "Contents"
    control: str = "Document control"
    versions: str = "Versions"
    departures: str = "Clauses not at their standard position"
    parties: str = "Parties"
    recitals: str = "Background"
    signatures: str = "Signatures"
    key_terms: str = "Key terms"
    signed_for: str = "Signed for and on behalf of"
    signature: str = "Signature"
    name: str = "Name"
    title: str = "Title"
    date: str = "Date"
    document: str = "Document"
    page: str = "Page"
    page_of: str = "of"
    data_revision: str = "Data revision"
    version: str = "Version"
    status: str = "Status"
    effective_date: str = "Effective date"
    last_signature: str = "Date of the last signature"
    change: str = "Change"
    topic: str = "Clause"
    position: str = "Position"
    yes: str = "yes"
    no: str = "no"
    hour: str = "hour"
    hours: str = "hours"
    business_day: str = "business day"
    business_days: str = "business days"
    calendar_day: str = "calendar day"
    calendar_days: str = "calendar days"
    week: str = "week"
    weeks: str = "weeks"
    month: str = "month"
    months: str = "months"
    year: str = "year"
    years: str = "years"
    draft: str = "draft"
    in_review: str = "in review"
    approved: str = "approved"
    executed: str = "executed"
    superseded: str = "superseded"
    watermark: str = "DRAFT"
    variant: str = "variant"
    on_target: str = "on the target date"
    before_target: str = "before the target date"
    after_target: str = "after the target date"

    def word(self, english: str) -> str:
        """A word of records, such as a unit of time or a state of documents, in the document's language."""
        return str(getattr(self, english.replace(" ", "_"), english))


ENGLISH = Labels()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered place: ``parts`` are (bookmark key, number) from the clause down to the item, e.g. 5.2, (a).

    ``schedule`` is the schedule it stands in, "" for the body; ``kind`` is clause or schedule.
    """

    kind: str
    parts: tuple[tuple[str, str], ...]
    schedule: str = ""

    @property
    def number(self) -> str:
        """The full number as a reader would cite it, e.g. 5.2(a)."""
        return "".join(text for _, text in self.parts)


@dataclass(slots=True)
class Numbering:
    """Counts while a document is printed from start to end.

    Levels: 0 heading 1, 1 heading 2 or clause, 2 clause below a heading 2, 3 (a), 4 (i), 5 (A). A number restarts when
    any higher level moves on.
    """

    labels: Labels = field(default_factory=Labels)
    schedule: str = ""
    _counts: list[int] = field(default_factory=lambda: [0] * LEVELS)
    _parts: list[tuple[str, str] | None] = field(default_factory=lambda: [None] * LEVELS)
    _body: tuple[list[int], list[tuple[str, str] | None]] | None = None
    _schedules: int = 0
    _series: dict[str, int] = field(default_factory=dict)

    def start_schedule(self) -> str:
        """Opens the next schedule and returns its name ("Schedule A"); clause numbers start anew."""
        self._schedules += 1
        self.schedule = f"{self.labels.schedule} {letters(self._schedules).upper()}"
        if self._body is None:
            self._body = (self._counts, self._parts)
        self._counts, self._parts = [0] * LEVELS, [None] * LEVELS
        return self.schedule

    def end_schedule(self) -> None:
        """Back to the body, whose clauses count on where they stopped."""
        self.schedule = ""
        if self._body is not None:
            self._counts, self._parts = self._body
            self._body = None

    def next(self, level: int, key: str = "") -> Numbered:
        """Counts one block of this level and returns its number; ``key`` is the bookmark that a reference aims at."""
        counts, parts = self._counts, self._parts
        counts[level:] = [counts[level] + 1, *[0] * (LEVELS - level - 1)]
        printed = level_text(level, counts)
        parts[level:] = [(key, printed), *[None] * (LEVELS - level - 1)]
        if level < LETTERED:
            return Numbered("clause", ((key, printed),), self.schedule)
        clause = next((part for part in parts[LETTERED - 1 :: -1] if part), None)
        above = [part for part in (clause, *parts[LETTERED:level]) if part]
        return Numbered("clause", (*above, (key, printed)), self.schedule)

    def next_in(self, series: str) -> str:
        """Counts one entry of a flat series: recitals (A), (B) or parties (1), (2)."""
        count = self._series[series] = self._series.get(series, 0) + 1
        return f"({letters(count).upper()})" if series == "recitals" else f"({count})"


def level_text(level: int, counts: list[int]) -> str:
    """The number that a block of this level prints, without a trailing full stop: 5, 5.2, 5.2.1, (a), (i), (A)."""
    if level < LETTERED:
        return ".".join([str(count or 1) for count in counts[: level + 1]])
    count = counts[level]
    if level == LETTERED + 1:
        return f"({roman(count)})"
    return f"({letters(count)})" if level == LETTERED else f"({letters(count).upper()})"


def letters(number: int) -> str:
    """a, b ... z, aa, bb: Word's own sequence for more than 26."""
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def roman(number: int) -> str:
    """Small roman numerals from 1."""
    numerals = (
        *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
        *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    )
    text = ""
    for value, numeral in numerals:
        while number >= value:
            text, number = text + numeral, number - value
    return text


def reference(target: Numbered, schedule: str, labels: Labels) -> tuple[str, str]:
    """Words before and after the number of a reference printed inside ``schedule`` ("" for the body)."""
    if target.kind == "schedule":
        return "", ""
    if target.schedule == schedule:
        return (f"{labels.paragraph if schedule else labels.clause} ", "")
    if not target.schedule:
        return f"{labels.clause} ", ""
    return f"{labels.paragraph} ", f" {labels.of} {target.schedule}"

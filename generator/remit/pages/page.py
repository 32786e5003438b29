"""A page in the making: it knows where it stands, so that it can link to records and name their source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from remit.findings import Finding, Severity, Where
from remit.frozen import dataclass
from remit.model.fields import Record
from remit.pages.addresses import address, relative, relative_file
from remit.pages.book import Book
from remit.pages.markdown import (
    Block,
    Inert,
    Tone,
    badge,
    block,
    code,
    joined,
    link,
    note,
    page_text,
    small,
    table,
    text,
)

Width = Literal["normal", "wide"]
SEVERITY_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.INFORMATION: "info",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. ``path`` has no ending; ``title`` is what navigation shows."""

    path: str
    title: str
    blocks: tuple[Block, ...]
    width: Width = "normal"

    @property
    def markdown(self) -> str:
        """The text of its Markdown file."""
        settings = "hide:\n  - navigation\n  - toc\n" if self.width == "wide" else ""
        if self.path.startswith("obligations/"):  # a citation is looked for where the duty stands
            settings += "search:\n  boost: 2\n"
        return (f"---\n{settings}---\n\n" if settings else "") + page_text(self.blocks)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one page is written: the book, and the path of the page."""

    book: Book
    path: str

    def page(self, title: str, blocks: Iterable[Block], width: Width = "normal") -> Page:
        """The finished page."""
        return Page(self.path, title, tuple(blocks), width)

    # ---- links -----------------------------------------------------------------------------------------------------

    def to(self, target: str, label: object) -> Inert:
        """A link to a page of the site by its path from the root."""
        return link(label, relative(target, self.path))

    def to_file(self, target: str, label: object, **values: object) -> Inert:
        """A link to a file that is no page."""
        return link(label, relative_file(target, self.path), **values)

    def record(self, kind: str, id: str | None, label: object = None) -> Inert:
        """The name of a record as a link to its place; an id to which there is no record is shown as such."""
        if not id:
            return small("none")
        found = self.book.ledger.index.get(kind, {}).get(id)
        if found is None:
            return Inert(f"{code(id)} {badge('unknown', 'bad')}")
        shown = label if label is not None else name(found)
        target = address(kind, id, self._holder(kind, id)) or self.book.generic_place(kind, found)
        return self.to(target, shown) if target else text(shown)

    def records(self, kind: str, ids: Iterable[str], between: str = ", ") -> Inert:
        """Several records, each as a link; a dash for none."""
        return joined([self.record(kind, id) for id in ids], between) or small("none")

    def role(self, id: str | None) -> Inert:
        """A role as a link."""
        return self.record("role", id)

    def _holder(self, kind: str, id: str) -> str:
        if kind == "activity" and id in self.book.service_of:
            return self.book.service_of[id].id
        if kind == "obligation" and id in self.book.regime_of:
            return self.book.regime_of[id].id
        if kind in ("work_order", "transfer"):
            return str(getattr(self.book.ledger.index[kind][id], "study", ""))
        return ""

    # ---- sources and findings --------------------------------------------------------------------------------------

    def source(self, where: Where) -> Inert:
        """A link to a fact's line in the repository; nothing if the playbook names no repository."""
        target = self.book.source_address(where)
        if target is None:
            return Inert("")
        return link("source", target, class_="source", title=self.book.place(where), rel="noopener external")

    def kept(self, record: Record) -> Block:
        """The line at the foot of a page that says where its record is kept."""
        target = self.book.source_address(record.where)
        place = code(record.where.file)
        shown = link(place, target, rel="noopener external") if target else place
        return block("p", joined(["Kept in ", shown], ""), class_="kept")

    def findings(self, findings: Sequence[Finding], caption: str) -> Block:
        """Findings as a table; empty if there are none."""
        if not findings:
            return Block("")
        return table(
            ["Place", ("Severity", "narrow"), "Rule", "What is wrong"],
            [self._finding(one) for one in findings],
            caption=caption,
        )

    def _finding(self, finding: Finding) -> tuple[object, ...]:
        rule = next((rule for rule in self.book.rules if rule.id == finding.rule), None)
        name = self.to(f"{rule.home}#{rule.id.lower()}", rule.id) if rule else code(finding.rule)
        hint = Inert(f"<br>{small(finding.hint)}") if finding.hint else Inert("")
        tone = SEVERITY_TONES[finding.severity]
        return (
            self._place(finding.where),
            badge(finding.severity.value, tone),
            name,
            Inert(f"{text(finding.message)}{hint}"),
        )

    def _place(self, where: Where) -> Inert:
        target, place = self.book.source_address(where), self.book.place(where)
        return link(place, target, rel="noopener external") if target else text(place)

    def missing(self, file: str) -> Block:
        """What a page says when its file is not there or cannot be read."""
        why = joined(
            [
                "The file ",
                code(file),
                " is missing or cannot be read; see ",
                self.to("reference/findings", "the findings"),
                ".",
            ],
            "",
        )
        return note("Nothing can be shown here", why, "bad")


def name(record: Record) -> str:
    """What a record is called on pages."""
    for attribute in ("title", "short_name", "short_title", "name", "event", "id"):
        value = getattr(record, attribute, None)
        if attribute == "title" and hasattr(record, "protocol_id"):
            value = getattr(record, "protocol_id", None)
        if attribute == "title" and hasattr(record, "instrument"):
            value = getattr(record, "short_title", None)
        if value:
            return str(value)
    return ""

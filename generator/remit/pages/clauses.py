"""The clause library: every topic with its positions, who approves a departure, and what is never accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from remit.model.money import WorkOrder
from remit.pages.addresses import address
from remit.pages.book import Book, Clause, Position
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    facts,
    heading,
    joined,
    lead,
    listing,
    note,
    small,
    table,
)
from remit.pages.page import Desk, Page

_MARK = re.compile(r"[ \t]*\{[#.][A-Za-z0-9._-]+\}")
_REFERENCE = re.compile(r"\[@([A-Za-z0-9._-]+)\]")
_VALUE = re.compile(r"\{\{-?(.*?)-?\}\}", re.S)
_STATEMENT = re.compile(r"\{%-?(.*?)-?%\}", re.S)
_CONTAINER = re.compile(r"^[ \t]*:::.*$", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def pages(book: Book) -> Iterator[Page]:
    """The list of clauses, then a page for each."""
    yield _index(Desk(book, "clauses/index"))
    for clause in book.clauses:
        yield _page(Desk(book, address("clause", clause.id) or ""), clause)


def _index(desk: Desk) -> Page:
    rows = [
        (
            desk.to(f"clauses/{one.id}", one.title),
            str(len(one.positions)),
            desk.role(one.owner),
            one.version,
            _used(desk, one),
        )
        for one in desk.book.clauses
    ]
    columns = ["Clause", ("Positions", "num"), "Owner", ("Version", "num"), ("Departures in force", "wide")]
    blocks = [
        heading(1, "Clause library"),
        lead(
            "The wording of contracts: the standard, the fallbacks with the role that approves each, and what is refused."
        ),
        table(columns, rows, caption="Clauses", empty="There is no clause in contract_templates/clauses."),
    ]
    return desk.page("All clauses", blocks)


def _departing(desk: Desk, clause: Clause) -> Iterator[tuple[WorkOrder, str]]:
    for order in desk.book.ledger.of(WorkOrder).values():
        position = order.positions.get(clause.id, "standard")
        if position != "standard":
            yield order, position


def _used(desk: Desk, clause: Clause) -> Inert:
    return listing(
        [
            joined([desk.record("work_order", order.id, order.number), f": {position}"], "")
            for order, position in _departing(desk, clause)
        ],
        "",
    )


def _page(desk: Desk, clause: Clause) -> Page:
    departing = list(_departing(desk, clause))
    blocks = [
        heading(1, clause.title),
        facts(
            [
                ("Owner", desk.role(clause.owner)),
                ("Version", clause.version),
                ("Departures in force", _used(desk, clause) if departing else None),
            ]
        ),
        *(block for position in clause.positions for block in _position(desk, position)),
    ]
    if clause.unacceptable:
        blocks += [
            heading(2, "Not accepted", "not-accepted"),
            note("Never agree to this", clause.unacceptable, "bad"),
        ]
    return desk.page(clause.title, [*blocks, Block(f'<p class="kept">Kept in {small(clause.file)}</p>')])


def _position(desk: Desk, position: Position) -> Iterator[Block]:
    approval = (
        joined(["needs approval by ", desk.role(position.approver)], "")
        if position.approver
        else badge("needs no approval", "good")
    )
    yield heading(2, position.id.replace("-", " ").capitalize(), f"position-{position.id}", aside=approval)
    yield Block(f'<div class="wording">\n{wording(position.wording)}\n</div>')


def wording(template: str) -> Inert:
    """Template text as readers of a page need it: clauses as a list, values and conditions marked.

    The result is HTML made by markdown-it with HTML in the source switched off, so that nothing in the text acts.
    """
    text = _CONTAINER.sub("", _COMMENT.sub("", template))
    text = _REFERENCE.sub(lambda found: f"*{found[1].replace('-', ' ')}*", _MARK.sub("", text))
    text = _VALUE.sub(lambda found: f"\u27e8{_plain(found[1])}\u27e9", text)
    text = _STATEMENT.sub(lambda found: _condition(found[1]), text)
    made = MarkdownIt("commonmark", {"html": False}).disable("image").render(text).strip()
    made = re.sub(r"\u27e8(.*?)\u27e9", r'<span class="slot">\1</span>', made)
    # Blank lines would end the HTML block, and braces would be read as attributes of a heading.
    return Inert(re.sub(r"\n\s*\n", "\n", made).replace("{", "&#123;").replace("}", "&#125;"))


def _plain(expression: str) -> str:
    """``work_order.payment.terms | duration`` in words: payment terms."""
    names = expression.split("|")[0].strip().split(".")
    # cro.short_name is simply the CRO.
    told = names[:-1] if len(names) > 1 and names[-1] in ("short_name", "name", "title") else names[1:]
    words = " ".join(told or names).replace("_", " ").replace("*", "").strip()
    return "CRO" if words == "cro" else words


def _condition(code: str) -> str:
    words = code.split()
    if words and words[0] in ("if", "elif"):
        return f"\u27e8if {_plain(' '.join(words[1:]))}:\u27e9 "
    if words and words[0] == "else":
        return "\u27e8otherwise:\u27e9 "
    if words and words[0] == "for":
        return f"\u27e8for each {words[1]}:\u27e9 "
    return ""

"""The one writer of Markdown. Text from records enters it as characters only, never as markup.

Two kinds of strings keep this so: a plain ``str`` is foreign text and is escaped wherever it is used; an ``Inert``
was made here and is left alone. Every function that takes text takes both. What needs more than Markdown can say
(cells, cards, badges) is written as HTML, which Markdown passes through.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NewType

from remit.blocks.drawing import Drawing, svg
from remit.model.values import Money, PartialDate, spoken

Tone = Literal["plain", "good", "warn", "bad", "info", "accent"]
Block = NewType("Block", str)
"""A piece of a page that stands between blank lines."""


class Inert(str):
    """Text that is safe in Markdown and in HTML, in element content and in quoted attributes."""

    __slots__ = ()


_ALWAYS = {ord(c): f"&#{ord(c)};" for c in "\\`*_[]{}|~^=#!+\"'"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
}
_SPACE = re.compile(r"[ \t\f\v\u2028\u2029]+")
_OPENING = re.compile(r"^( *[0-9]*)([-:.)])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_DIALLED = re.compile(r"\+?[0-9 ().-]{5,30}")


def day(value: dt.date | PartialDate | None) -> str:
    """A date as readers say it, ``5 January 2026``; a registry's date as far as it is known; nothing for none."""
    return "" if value is None else spoken(value)


def text(value: object) -> Inert:
    """Any value as inert text: nothing in it acts as Markdown or HTML.

    Line breaks become ``<br>``, other white space one space, also at the ends, so that pieces can be joined.
    """
    if isinstance(value, Inert):
        return value
    if isinstance(value, dt.date | PartialDate):
        return Inert(day(value))
    lines = [_SPACE.sub(" ", line) for line in str(value).strip("\r\n").splitlines()]
    return Inert("<br>".join(line.translate(_ALWAYS) for line in lines))


def whole_units(amount: Money) -> str:
    """An amount of money without its minor unit, where it is only compared."""
    return f"{amount.amount:,.0f} {amount.currency}"


def joined(parts: Iterable[object], between: str = ", ") -> Inert:
    """Parts one after the other, with ``between`` (trusted text) in the gaps."""
    return Inert(between.join(text(part) for part in parts))


def attributes(**values: object) -> Inert:
    """HTML attributes: ``data_x="1"`` becomes data-x; None and False are left out, True is an attribute without a value."""
    written = []
    for argument, value in values.items():
        name = argument.rstrip("_").replace("_", "-")
        if value is True:
            written.append(f" {name}")
        elif value is not None and value is not False:
            written.append(f' {name}="{html.escape(str(value))}"')
    return Inert("".join(written))


def element(tag: str, content: object = "", **values: object) -> Inert:
    """One HTML element around inline text."""
    return Inert(f"<{tag}{attributes(**values)}>{text(content)}</{tag}>")


def strong(value: object) -> Inert:
    """Bold text."""
    return element("strong", value)


def small(value: object) -> Inert:
    """Text in the background: sources, notes."""
    return element("span", value, class_="quiet")


def code(value: object) -> Inert:
    """Text in the typeface of what is written in files."""
    return element("code", value)


def badge(value: object, tone: Tone = "plain") -> Inert:
    """A status in a coloured frame; the words carry the meaning, the colour only repeats it."""
    return element("span", value, class_=f"badge badge-{tone}")


def link(label: object, address: str, **values: object) -> Inert:
    """A link to a page of this site (a relative address) or to the configured repository."""
    return element("a", label, href=address, **values)


def mail(address: str) -> Inert:
    """An e-mail address as a link, where it is one."""
    return link(address, f"mailto:{address}") if _MAIL.fullmatch(address) else text(address)


def phone(number: str) -> Inert:
    """A telephone number as a link, where it is one."""
    digits = re.sub(r"[^0-9+]", "", number)
    return link(number, f"tel:{digits}") if _DIALLED.fullmatch(number) else text(number)


def listing(items: Iterable[object], empty: str = "none") -> Inert:
    """A list inside a cell; one item needs no bullet."""
    written = [text(item) for item in items]
    if not written:
        return small(empty)
    if len(written) == 1:
        return written[0]
    return Inert("<ul>" + "".join(f"<li>{item}</li>" for item in written) + "</ul>")


# ---- blocks ---------------------------------------------------------------------------------------------------------


def heading(level: int, title: object, anchor: str | None = None, *, aside: object = "") -> Block:
    """A heading; ``aside`` (a badge, a source link) follows the words and stays out of the table of contents."""
    mark = f" {{#{anchor}}}" if anchor else ""
    line = Block(f"{'#' * level} {text(title)}{mark}")
    return Block(f"{line}\n\n{block('div', text(aside), class_='aside')}") if aside else line


def paragraph(value: object) -> Block:
    """A paragraph."""
    return Block(_line(value))


def _line(value: object) -> str:
    """Text that begins a line, where a hyphen or ``1.`` would make a list."""
    return _OPENING.sub(lambda found: f"{found[1]}&#{ord(found[2])};", text(value).lstrip())


def lead(value: object) -> Block:
    """The paragraph below the title that says what the page is for."""
    return block("p", text(value), class_="lead")


def bullets(items: Iterable[object], empty: str = "None.") -> Block:
    """A list; what to say instead if there is nothing in it."""
    lines = [f"- {_line(item)}" for item in items]
    return Block("\n".join(lines)) if lines else paragraph(small(empty))


def block(tag: str, content: object, **values: object) -> Block:
    """An HTML element that stands by itself. ``content`` is inline text or other HTML blocks."""
    inner = content if isinstance(content, Inert) else text(content)
    return Block(f"<{tag}{attributes(**values)}>\n{inner}\n</{tag}>")


def group(tag: str, blocks: Iterable[Block | Inert], **values: object) -> Block:
    """HTML blocks inside one element."""
    return Block(f"<{tag}{attributes(**values)}>\n" + "\n".join(blocks) + f"\n</{tag}>")


def note(title: object, value: object, tone: Tone = "info") -> Block:
    """A framed remark."""
    return block(
        "div",
        Inert(f'<p class="note-title">{text(title)}</p>\n<p>{text(value)}</p>'),
        class_=f"note note-{tone}",
    )


def facts(pairs: Iterable[tuple[object, object]]) -> Block:
    """Names and values in two columns; pairs without a value are left out."""
    rows = [
        f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>"
        for name, value in pairs
        if value not in (None, "")
    ]
    return Block('<dl class="facts">\n' + "\n".join(rows) + "\n</dl>") if rows else Block("")


def figure(drawing: Drawing, caption: object) -> Block:
    """A drawing with its caption below; its alternative text is read to those who cannot see it.

    It keeps its own paper also on a dark page, and scrolls where a screen is too narrow to read it.
    """
    words = attributes(class_="drawing", role="img", tabindex=0, aria_label=drawing.alternative)
    picture = Inert(f"<div{words}>{svg(drawing)}</div>")
    return Block(f'<figure class="figure">\n{picture}\n<figcaption>{text(caption)}</figcaption>\n</figure>')


def fold(summary: object, blocks: Iterable[Block | Inert], *, is_open: bool = False) -> Block:
    """HTML blocks that open on a click."""
    return group("details", [element("summary", summary), *blocks], open=is_open)


Column = Sequence[str]
"""A column's head, a text; or head and class, such as ``("Amount", "num")`` for figures, ``wide`` or ``narrow``."""


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    caption: str,
    empty: str = "Nothing is recorded.",
    **values: object,
) -> Block:
    """A table whose first column names the row. ``caption`` is for those who cannot see it. ``rows`` may hold Row values.

    A last column "Source" in which nothing stands is left out: there is no repository to lead to.
    """
    heads = [(column, "") if isinstance(column, str) else (column[0], column[1]) for column in columns]
    written = list(rows)
    if not written:
        return paragraph(small(empty))
    if heads[-1][0] == "Source" and all(len(row) < len(heads) or row[-1] in ("", None) for row in written):
        heads = heads[:-1]
        written = [_first(row, len(heads)) for row in written]
    body = [_row(row, [css for _, css in heads]) for row in written]
    top = "".join(
        f"<th{attributes(scope='col', class_=css or None)}>{text(name)}</th>" for name, css in heads
    )
    values.setdefault("class_", "plain")
    lines = [
        f'<div class="table-frame"{attributes(tabindex=0, role="region", aria_label=caption)}>',
        f"<table{attributes(**values)}>",
        f'<caption class="unseen">{text(caption)}</caption>',
        f"<thead><tr>{top}</tr></thead>",
        "<tbody>",
        *body,
        "</tbody>",
        "</table>",
        "</div>",
    ]
    return Block("\n".join(lines))


class Row(tuple[object, ...]):
    """A row with attributes: ``Row.of(cells, id="x")``."""

    marks: Inert = Inert("")

    @classmethod
    def of(cls, cells: Iterable[object], **values: object) -> Row:
        """Cells with HTML attributes for the row."""
        row = cls(cells)
        row.marks = attributes(**values)
        return row


def _first(row: Sequence[object], count: int) -> Sequence[object]:
    """A row's first cells."""
    if not isinstance(row, Row):
        return row[:count]
    kept = Row(row[:count])
    kept.marks = row.marks
    return kept


def _row(row: Sequence[object], classes: Sequence[str]) -> str:
    marks = row.marks if isinstance(row, Row) else ""
    return f"<tr{marks}>{''.join(_cells(row, classes))}</tr>"


def _cells(row: Sequence[object], classes: Sequence[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        css = attributes(class_=classes[place] or None) if place < len(classes) else ""
        shown = text("" if cell is None else cell)
        yield f'<th scope="row"{css}>{shown}</th>' if place == 0 else f"<td{css}>{shown}</td>"


def page_text(blocks: Iterable[Block]) -> str:
    """Blocks as the text of a Markdown file."""
    return "\n\n".join(one for one in blocks if one) + "\n"

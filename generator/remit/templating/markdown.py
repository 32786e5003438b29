"""The Markdown dialect: CommonMark without what contracts do not use, plus tag lines, tables, containers and references."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from remit.templating.source import SET_ASIDE, Source

_ONLY_TAGS = re.compile("(?:\x02[0-9]+\x03[ \t]*)+")
_COLONS = re.compile(r"(:{3,})[ \t]*(.*)")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r"\[@([A-Za-z][A-Za-z0-9._-]*)\]")
_LINE_BREAK = re.compile(r"<br ?/?>")


def parse(source: Source) -> list[Token]:
    """The Markdown tokens of a template whose tags are set aside."""
    return parser(source).parse(source.text)


def parser(source: Source) -> MarkdownIt:
    """A parser for one template; its rules know which set-aside tags are statements."""
    md = MarkdownIt("commonmark", {"html": False})
    md.disable(["code", "html_block", "html_inline", "lheading", "reference", "autolink"])
    statements = frozenset(n for n, tag in enumerate(source.tags) if tag.kind == "statement")
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules = _BlockRules(
        statements, {n: tag.code.split(None, 1)[0] for n, tag in enumerate(source.tags) if tag.code}
    )
    md.block.ruler.before("blockquote", "tag_line", rules.tag_line, ends)
    md.block.ruler.before("blockquote", "container", rules.container, ends)
    md.block.ruler.before("blockquote", "pipe_table", rules.table, ends)
    md.inline.ruler.before("link", "reference_to", _reference)
    md.inline.ruler.before("link", "line_break", _line_break)
    return md


class _BlockRules:
    """Block rules that need to know which tags are statements."""

    def __init__(self, statements: frozenset[int], words: Mapping[int, str]) -> None:
        self._statements = statements
        self._words = words

    def _tags(self, line: str) -> list[int]:
        """The tags of a line that holds nothing but statements; else nothing."""
        if not _ONLY_TAGS.fullmatch(line):
            return []
        tags = [int(number) for number in SET_ASIDE.findall(line)]
        return tags if self._statements.issuperset(tags) else []

    def tag_line(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A line of statements stands between blocks."""
        tags = self._tags(_line(state, start))
        if not tags:
            return False
        if not silent:
            self._push_tags(state, tags, start)
            state.line = start + 1
        return True

    def _push_tags(self, state: StateBlock, tags: list[int], line: int) -> None:
        for tag in tags:
            token = state.push("tag", "", 0)
            token.meta = {"tag": tag}
            token.map = [line, line + 1]

    def container(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """``::: name arguments`` to the line of as many colons that closes it."""
        opening = _COLONS.fullmatch(_line(state, start))
        if not opening or not opening.group(2).strip():
            return False
        if silent:
            return True
        close, next_line = _closing(state, start, end, len(opening.group(1)))
        token = state.push("container_open", "", 1)
        token.info, token.map = opening.group(2).strip(), [start, next_line]
        token.meta = {"closed": close < next_line}
        parent, line_max = state.parentType, state.lineMax
        state.parentType, state.lineMax = "container", close
        state.md.block.tokenize(state, start + 1, close)
        state.parentType, state.lineMax = parent, line_max
        state.push("container_close", "", -1)
        state.line = next_line
        return True

    def table(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """A pipe table: a head row, a row of dashes, then rows and lines of statements up to a blank line."""
        head, following = _line(state, start), _line(state, start + 1) if start + 1 < end else ""
        if "|" not in head or "-" not in following or not _DELIMITER.fullmatch(following):
            return False
        if silent:
            return True
        table = state.push("table_open", "", 1)
        table.meta = {"align": [_align(cell) for cell in _cells(following)]}
        self._push_row(state, head, start, "head")
        line = start + 2
        while line < end and self._table_goes_on(state, line):
            tags = self._tags(_line(state, line))
            if tags:
                self._push_tags(state, tags, line)
            else:
                self._push_row(state, _line(state, line), line, "body")
            line += 1
        state.push("table_close", "", -1)
        table.map = [start, line]
        state.line = line
        return True

    def _table_goes_on(self, state: StateBlock, line: int) -> bool:
        text = _line(state, line)
        if state.sCount[line] < state.blkIndent or not text:
            return False
        return "|" in text or bool(self._tags(text))

    def _push_row(self, state: StateBlock, text: str, line: int, kind: str) -> None:
        row = state.push("row_open", "", 1)
        row.meta, row.map = {"kind": kind}, [line, line + 1]
        for written in _cells(text):
            cell = self._column_loop(state, written, line)
            if cell is None:
                continue
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = cell, [line, line + 1], []
        state.push("row_close", "", -1)

    def _column_loop(self, state: StateBlock, cell: str, line: int) -> str | None:
        """The cell without the tag that opens or closes a loop over columns; None when nothing else was in it."""
        found = SET_ASIDE.match(cell)
        if found is None or int(found[1]) not in self._statements:
            return cell
        word = self._words.get(int(found[1]), "")
        inside = [self._words.get(int(n), "") for n in SET_ASIDE.findall(cell)]
        if word == "endfor" or (word == "for" and inside.count("for") > inside.count("endfor")):
            self._push_tags(state, [int(found[1])], line)
            rest = cell[found.end() :].strip()
            return rest or (None if word == "endfor" else "")
        return cell


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _closing(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, int]:
    """The line that closes a container and the one after it; both the end when nothing closes it."""
    open_colons = [colons]
    for line in range(start + 1, end):
        found = _COLONS.fullmatch(_line(state, line))
        if not found:
            continue
        if found.group(2).strip():
            open_colons.append(len(found.group(1)))
        else:
            while open_colons and open_colons[-1] != len(found.group(1)) and len(open_colons) > 1:
                open_colons.pop()
            open_colons.pop()
            if not open_colons:
                return line, line + 1
    return end, end


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(text)]


def _align(dashes: str) -> str:
    if dashes.endswith(":"):
        return "center" if dashes.startswith(":") else "right"
    return "left"


def _reference(state: StateInline, silent: bool) -> bool:
    """``[@id]`` refers to a block by its id."""
    found = _REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("reference_to", "", 0)
        token.content = found.group(1)
    state.pos = found.end()
    return True


def _line_break(state: StateInline, silent: bool) -> bool:
    """``<br>`` breaks a line, which a table cell has no other way to say."""
    found = _LINE_BREAK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).markup = "<br>"
    state.pos = found.end()
    return True

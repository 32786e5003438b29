"""Template text before Markdown: front matter off, Jinja tags set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError

from remit.blocks.types import Place
from remit.frozen import dataclass
from remit.templating.errors import TemplateError, fault

MAXIMUM_CHARACTERS = 500_000
# XML 1.0 allows neither; they mark set-aside tags and positions in printed markup, so no template or value may hold them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SET_ASIDE = re.compile("\x02([0-9]+)\x03")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


@dataclass(frozen=True, slots=True)
class JinjaTag:
    """One tag of the template: ``kind`` is statement or output; ``code`` is what stands between its delimiters."""

    kind: str
    code: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """Template text whose tags are replaced by numbers between two control characters.

    ``lines`` gives, for each line of ``text``, its line in the file.
    """

    name: str
    text: str
    tags: tuple[JinjaTag, ...]
    lines: tuple[int, ...]

    def place(self, line: int, code: str = "") -> Place:
        """The place of a line (from 0) of ``text``."""
        return Place(self.name, self.lines[min(line, len(self.lines) - 1)], code)


def split_front(name: str, text: str) -> tuple[Mapping[str, object], str, int]:
    """Front matter, the body, and how many lines stand before it. Raises TemplateError."""
    text = _TAG.sub(_without_escaped_bars, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    check_characters(name, text)
    match = _FRONT.match(text)
    if match is None:
        return {}, text, 0
    from ruamel.yaml import YAML  # a template is read once, and printed from without it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        front = YAML(typ="safe", pure=True).load(match.group(1))
    except (YAMLError, ValueError) as problem:
        mark = problem.problem_mark if isinstance(problem, MarkedYAMLError) else None
        line = (mark.line if mark else 0) + 2
        raise TemplateError(
            fault("TPL-001", "The front matter is not readable YAML.", Place(name, line))
        ) from None
    if not isinstance(front, dict):
        raise TemplateError(
            fault("TPL-001", "The front matter is not a list of keys and values.", Place(name, 1))
        )
    for word in _strings(front):
        check_characters(
            name, word, 1
        )  # what YAML writes as "\\u0001" is no character of the file, but one of the document
    return front, text[match.end() :], text[: match.end()].count("\n")


def _strings(front: object) -> Iterator[str]:
    """Every text in the front matter; what several names lead to comes once."""
    open_, seen = [front], set[int]()
    while open_:
        value = open_.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            open_.extend([*value, *value.values()] if isinstance(value, dict) else value)


def _without_escaped_bars(tag: re.Match[str]) -> str:
    """Editors that know pipe tables put a backslash before a bar in a cell; in a tag the bar leads to a filter."""
    return tag[0].replace("\\|", "|")


def check_characters(name: str, text: str, line: int | None = None) -> None:
    """Refuses control characters, which no Word file can hold, and texts beyond any contract's length.

    ``line`` is where to look for a text that is not the whole file.
    """
    if len(text) > MAXIMUM_CHARACTERS:
        message = f"The template is longer than {MAXIMUM_CHARACTERS:,} characters."
        raise TemplateError(fault("TPL-014", message, Place(name, 1)))
    found = FORBIDDEN.search(text)
    if found:
        place = Place(name, line or text.count("\n", 0, found.start()) + 1)
        message = f"The text holds the character U+{ord(found.group()):04X}, which a Word file cannot hold."
        raise TemplateError(fault("TPL-013", message, place, "Delete the character."))


def set_aside(environment: Environment, name: str, body: str, offset: int) -> Source:
    """Replaces every tag of the body; ``offset`` is the number of lines before it. Raises TemplateError."""
    text: list[str] = []
    tags: list[JinjaTag] = []
    lines = [offset + 1]
    for kind, content, line, column in _pieces(environment, name, body, offset):
        if kind == "text":
            text.append(content)
            lines.extend(line + n for n in range(1, content.count("\n") + 1))
        else:
            text.append(f"\x02{len(tags)}\x03")
            tags.append(JinjaTag(kind, content, Place(name, line, content, column)))
    return Source(name, "".join(text), tuple(tags), tuple(lines))


def _pieces(
    environment: Environment, name: str, body: str, offset: int
) -> Iterator[tuple[str, str, int, int]]:
    """(kind, content, line, column of the content) of each stretch of text, statement and output; comments vanish."""
    tag: list[str] = []
    start, column, position = 0, 1, 0
    try:
        for line, token, value in environment.lex(body, name):
            if token == "data":
                yield "text", value, line + offset, 1
                continue
            if token in ("block_begin", "variable_begin", "comment_begin"):
                tag, start, position = [], line + offset, body.find(value, position)
            elif token in ("block_end", "variable_end"):
                kind = "statement" if token == "block_end" else "output"
                yield kind, "".join(tag).strip(), start, column
            elif not token.startswith("comment"):
                if not "".join(tag).strip():
                    column = position - body.rfind("\n", 0, position)
                tag.append(" " if token == "whitespace" else value)
            position += len(value)
    except TemplateSyntaxError as problem:
        place = Place(name, problem.lineno + offset)
        raise TemplateError(fault("TPL-002", f"A tag cannot be read: {problem.message}.", place)) from None

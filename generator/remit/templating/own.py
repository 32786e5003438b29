"""Word templates of a company's own: the same sandbox, strictness, filters and sources of values as for other templates.

Such a template is the text of the parts of a Word file, a paragraph on each line, in which every Jinja tag is checked and
rewritten when it is parsed: loops go through the filter that counts their rounds, values through the one that notes their
sources and escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import cast

from jinja2 import StrictUndefined, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError, UndefinedError
from markupsafe import Markup, escape

from remit.blocks.target import SourcedValue, Spec
from remit.blocks.types import Place
from remit.findings import Finding
from remit.model.open_text import VALUE, every_open
from remit.templating.environment import Sandbox, furnished
from remit.templating.errors import RenderError, TemplateError, doubt, fault, undefined
from remit.templating.filters import Unprintable
from remit.templating.language import ALLOWED_HINT, objections, owners
from remit.templating.names import Offers, check_tree
from remit.templating.printing import Printing, TooMuch

_MARKUP = re.compile("<[^>]*>")
_TAGS = re.compile(r"\{[{%#].*?[}%#]\}", re.S)
_ROWS = re.compile(r"\[[\s_]*\]|_{4,}")
_LINE_TO_SIGN_ON = "___"
_LONGEST = 80
# What docxtpl reads as an escaped brace; a value that holds it must come out as it went in.
_BRACES = (("{_", "{&#95;"), ("_}", "&#95;}"), ("%_", "%&#95;"), ("_%", "&#95;%"))


class OwnEnvironment(Sandbox):
    """The environment of one Word template. Raises TemplateError for what templates may not use."""

    def __init__(self, name: str, locale: str) -> None:
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=True, cache_size=0)
        furnished(self, locale)
        self.name = name
        self.specs: list[Spec] = []
        self._lines: list[str] = []

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self._lines = source.splitlines()
        tree = super()._parse(source, name, filename)
        found = [
            fault("TPL-003", f"In '{self.place(line).code}': {message}", self.place(line), ALLOWED_HINT)
            for message, line in objections(self, tree)
        ]
        if found:
            raise TemplateError(*dict.fromkeys(found))
        for loop in tree.find_all(nodes.For):
            loop.iter = self._filter("_each", loop.iter, [])
        for output in tree.find_all(nodes.Output):
            output.nodes = [
                one if isinstance(one, nodes.TemplateData) else self._value(one) for one in output.nodes
            ]
        tree.set_environment(self)
        return tree

    def printing(self, noted: list[SourcedValue]) -> Printing:
        """A printing, which belongs into the context as ``_printing`` and notes every value with a source."""

        def sourced(value: SourcedValue) -> Markup:
            noted.append(value)
            return marked("", value[0], len(noted))

        return Printing(self.specs, marked, sourced)

    def place(self, line: int) -> Place:
        """The file and the words of the paragraph on a line, by which people find it."""
        text = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return Place(self.name, 1, " ".join(_MARKUP.sub("", text).split())[:_LONGEST])

    def _value(self, node: nodes.Expr) -> nodes.Expr:
        formatters: list[str] = []
        inner: nodes.Node = node
        while isinstance(inner, nodes.Filter) and inner.node is not None:
            formatters.append(inner.name)
            inner = inner.node
        known = list(owners(inner))
        spec = Spec(
            place=self.place(node.lineno),
            keys=tuple(keys for _, keys in known),
            formatter="|".join(reversed(formatters)),
            style="",
        )
        self.specs.append(spec)
        number = nodes.Const(len(self.specs) - 1, lineno=node.lineno)
        return self._filter("_value", node, [number, *(owner for owner, _ in known)])

    def _filter(self, name: str, node: nodes.Node, arguments: list[nodes.Expr]) -> nodes.Filter:
        return nodes.Filter(cast("nodes.Expr", node), name, arguments, [], None, None, lineno=node.lineno)


def marked(style: str, text: str, number: int) -> Markup:
    """A value as XML text in which docxtpl finds nothing of its own."""
    safe = str(escape(text))
    for signs, instead in _BRACES:
        safe = safe.replace(signs, instead)
    return Markup(safe)  # noqa: S704 - escaped above


def explained(environment: OwnEnvironment, problem: Exception) -> RenderError:
    """A failed printing as a finding, with the words of the paragraph where it failed."""
    place = environment.place(_line(problem))
    near = f"In '{place.code}': " if place.code else ""
    match problem:
        case UndefinedError():
            found = fault(
                "TPL-011",
                f"{near}{undefined(problem.message)}.",
                place,
                "Correct the name or fill in the record.",
            )
        case SecurityError():
            found = fault("TPL-003", f"{near}this is not allowed in templates.", place, ALLOWED_HINT)
        case TooMuch():
            found = fault("TPL-014", str(problem), place)
        case JinjaError():
            found = fault(
                "TPL-002", f"{near}a tag cannot be read: {(problem.message or '').rstrip('.')}.", place
            )
        case _:
            found = fault("TPL-012", f"{near}a value {problem}.", place)
    return RenderError(found)


FAILURES = (JinjaError, Unprintable, TooMuch, TypeError, ArithmeticError, ValueError)
"""What printing with a template can raise."""


def open_in_own(name: str, texts: Iterable[str]) -> list[Finding]:
    """Placeholders that the wording of a Word template leaves open."""
    findings = []
    for text in texts:
        for line in text.splitlines():
            words = searched(_TAGS.sub(VALUE, unescape(_MARKUP.sub("", line))))
            for found in every_open(words):
                place = Place(name, 1, words[:_LONGEST])
                message = f"In '{place.code}': the wording leaves '{found}' open."
                findings.append(doubt("TPL-021", message, place, "Write what is agreed."))
    return list(dict.fromkeys(findings))


def searched(line: str) -> str:
    """A line of a Word template or a document as placeholders are looked for in it: its words one space apart.

    Rows of underscores are lines to sign on, and short here; those in brackets stand for something that is missing.
    """
    words = " ".join(line.split())
    return _ROWS.sub(lambda row: row[0] if row[0].startswith("[") else _LINE_TO_SIGN_ON, words)


def _line(problem: Exception) -> int:
    """The line of the template's text on which an exception was raised: Jinja rewrites its traceback to it."""
    line, trace = getattr(problem, "lineno", 0) or 0, problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def check_own(name: str, texts: Iterable[str], offers: Offers, locale: str) -> list[Finding]:
    """What is wrong in the texts of a Word template's parts: tags, names, fields and filters."""
    findings: list[Finding] = []
    for text in texts:
        environment = OwnEnvironment(name, locale)
        try:
            findings += check_tree(environment.parse(text), offers, environment.place)
        except TemplateError as problem:
            findings += problem.findings
        except JinjaError as problem:
            findings += explained(environment, problem).findings
    return list(dict.fromkeys(findings))

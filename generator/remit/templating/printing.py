"""Compiling a template for a target, and printing documents with it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from types import CodeType
from typing import Any, cast

import jinja2
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError, UndefinedError

from remit.blocks.target import SourcedValue, Spec, Target, Writer
from remit.blocks.types import Expression, Inlines, Place, Text
from remit.findings import Finding, Where
from remit.frozen import dataclass
from remit.templating.environment import MOST_ROUNDS, PlacedText, make_environment, printed
from remit.templating.errors import RenderError, fault, undefined
from remit.templating.filters import Unprintable
from remit.templating.language import STATEMENTS
from remit.templating.source import FORBIDDEN
from remit.templating.template import Template

LONGEST_VALUE = 200_000


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value with a source as it was printed: its number in the document, text, source, formatter and place."""

    number: int
    text: str
    source: Where
    formatter: str
    place: Place


@dataclass(frozen=True, slots=True)
class Departure:
    """A clause that a document prints at another than its standard position, and the role that must approve that."""

    title: str
    position: str
    approver: str
    topic: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A document in a target's own form, before the target finishes it, and the values it holds.

    ``pieces`` are the template's own markup and the values with a source (``noted``) in turn: a target that knows the former
    by now is faster. ``shape`` gives the markup of a value.
    """

    pieces: tuple[str | SourcedValue, ...]
    noted: tuple[SourcedValue, ...]
    shape: Callable[[str, str, int], str]

    @property
    def markup(self) -> str:
        """The pieces as one text."""
        numbers = count(1)
        return "".join(
            piece if isinstance(piece, str) else self.shape(piece[3].style, piece[0], next(numbers))
            for piece in self.pieces
        )

    @property
    def values(self) -> tuple[PrintedValue, ...]:
        """The values with a source in the order of printing."""
        return tuple(
            PrintedValue(number, text, where.at(*keys) if keys else where, spec.formatter, spec.place)
            for number, (text, where, keys, spec) in enumerate(self.noted, 1)
        )


class TooMuch(Exception):
    """A limit was passed."""


class Printing:
    """One run of a compiled template: prints values and notes those with a source."""

    __slots__ = ("left", "value")

    def __init__(
        self,
        specs: Sequence[Spec],
        shape: Callable[[str, str, int], str],
        sourced: Callable[[SourcedValue], str] | None = None,
    ) -> None:
        self.left = MOST_ROUNDS
        self.value = _printer(specs, shape, sourced)

    def rounds(self, count: int) -> None:
        """Counts rounds of a loop."""
        self.left -= count
        if self.left < 0:
            raise TooMuch(f"The loops of this template run more than {MOST_ROUNDS:,} times.")


def _printer(
    specs: Sequence[Spec],
    shape: Callable[[str, str, int], str],
    sourced: Callable[[SourcedValue], str] | None,
) -> Callable[..., str | SourcedValue]:
    """What gives the markup of a value; one with a source is given as it is, or as ``sourced`` makes it.

    A contract has a thousand values: a plain text of a record goes straight through, names are bound once, and a text
    without a source, such as the letters of a matrix, is shaped once.
    """
    shaped: dict[tuple[str, str], str] = {}

    def value(raw: Any, number: int, *owners: Any) -> str | SourcedValue:
        text = raw if type(raw) is str else printed(raw)
        if not text.isprintable() and FORBIDDEN.search(text):
            raise Unprintable("holds a control character, which a Word file cannot hold")
        if len(text) > LONGEST_VALUE:
            raise TooMuch(f"A value is longer than {LONGEST_VALUE:,} characters.")
        spec = specs[number]
        if type(raw) is PlacedText:
            found = text, raw.where, raw.keys, spec
            return sourced(found) if sourced else found
        for at, owner in enumerate(owners):
            where = getattr(owner, "where", None)
            if type(where) is Where:
                found = text, where, spec.keys[at], spec
                return sourced(found) if sourced else found
        known = shaped.get((spec.style, text))
        if known is None:
            known = shaped[spec.style, text] = shape(spec.style, text, 0)
        return known

    return value


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template compiled for one target; prints any number of documents.

    ``program`` is the Python code that it was compiled to, ``specs`` what is known of its values, ``places`` of its tags.
    """

    template: Template
    target: Target
    program: CodeType
    specs: tuple[Spec, ...]
    places: tuple[Place, ...]
    _code: jinja2.Template

    def print(
        self, context: Mapping[str, Any], positions: Mapping[str, str] | None = None, *, draft: bool = False
    ) -> Printed:
        """Markup of one document. Raises RenderError with template, line and expression.

        ``context`` holds the records by name (``departures`` is added: clauses not at their standard position);
        ``positions`` the chosen position of each clause (the first one declared where it names none); ``draft`` prints
        drafting notes.
        """
        chosen = self._positions(positions or {})
        printing = Printing(self.specs, self.target.value)
        names = {
            "departures": self._departures(chosen),
            **context,
            "_printing": printing,
            "_put": printing.value,
            "_positions": chosen,
            "_draft": draft,
        }
        code = self._code
        try:
            # What Jinja puts out are texts and, from the printing, values with a source.
            run = code.root_render_func(code.new_context(names, shared=False))
            pieces = tuple(cast("Iterable[str | SourcedValue]", run))
        except (JinjaError, Unprintable, TooMuch, TypeError, ArithmeticError, ValueError) as problem:
            raise RenderError(self._finding(problem)) from None
        return Printed(pieces, tuple([one for one in pieces if not isinstance(one, str)]), self.target.value)

    def _positions(self, wanted: Mapping[str, str]) -> dict[str, str]:
        findings = []
        chosen = {}
        for topic, clause in self.template.clauses.items():
            chosen[topic] = wanted.get(topic, clause.positions[0].id)
            if clause.position(chosen[topic]) is None:
                known = ", ".join(position.id for position in clause.positions)
                message = f"The clause {topic} has no position {chosen[topic]}."
                findings.append(fault("TPL-010", message, clause.place, f"Positions: {known}."))
        if findings:
            raise RenderError(*findings)
        return chosen

    def _departures(self, chosen: Mapping[str, str]) -> tuple[Departure, ...]:
        out = []
        for topic, clause in self.template.clauses.items():
            position = clause.position(chosen[topic])
            if position is not None and position is not clause.positions[0]:
                out.append(Departure(clause.title, position.id, position.approver, topic))
        return tuple(out)

    def _finding(self, problem: Exception) -> Finding:
        place = self._place()
        shown = "The template"
        if place.code:
            tag = place.code.partition(" ")[0] in STATEMENTS
            shown = f"{{% {place.code} %}}" if tag else f"{{{{ {place.code} }}}}"
        if isinstance(problem, UndefinedError):
            return fault(
                "TPL-011",
                f"{shown}: {undefined(problem.message)}.",
                place,
                "Correct the name or fill in the record.",
            )
        if isinstance(problem, SecurityError):
            return fault("TPL-003", f"{shown}: this is not allowed in templates.", place)
        if isinstance(problem, TooMuch):
            return fault("TPL-014", str(problem), place)
        return fault("TPL-012", f"{shown} {problem}.", place)

    def _place(self) -> Place:
        """The place of the tag that was printed last: tag n stands on line n + 1 of the compiled source."""
        trace = sys.exc_info()[2]
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._code.filename:
                line = self._code.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return self.places[line - 2] if 2 <= line <= len(self.places) + 1 else Place(self.template.name, 1)


def compile_template(template: Template, target: Target) -> Compiled:
    """Compiles a template for a target. Costs far more than printing; do it once."""
    writer = Writer()
    target.emit(template.outline, writer)
    environment = make_environment(template.locale, template.labels)
    filename = f"<{template.name} for {target.name}>"
    program = environment.compile(writer.source, template.name, filename)
    return ready(template, target, program, tuple(writer.specs), tuple(writer.places))


def ready(
    template: Template,
    target: Target,
    program: CodeType,
    specs: tuple[Spec, ...],
    places: tuple[Place, ...],
) -> Compiled:
    """A template that was compiled before. The program must be one that ``compile_template`` has made."""
    environment = make_environment(template.locale, template.labels)
    code = jinja2.Template.from_code(environment, program, environment.globals)
    return Compiled(template, target, program, specs, places, code)


def print_line(template: Template, inlines: Inlines, context: Mapping[str, Any]) -> str:
    """One line of plain text from inlines, for example a title or a file name. Raises RenderError."""
    return _line(template, inlines).print(context).markup


@lru_cache(256)
def _line(template: Template, inlines: Inlines) -> Compiled:
    """A line compiled once; a template is itself and no other, so that equal ones need no comparison."""
    return compile_template(template, _Line(inlines))


@dataclass(frozen=True, slots=True)
class _Line:
    """A target that prints only words."""

    inlines: Inlines
    name: str = "line"

    @property
    def value(self) -> Callable[[str, str, int], str]:
        return lambda style, text, number: text

    def emit(self, outline: object, writer: Writer) -> None:
        for inline in self.inlines:
            if isinstance(inline, Expression):
                writer.value(inline)
            elif isinstance(inline, Text):
                writer.put(inline.text.replace("{", "").replace("\n", " "))

"""The one Jinja environment: sandboxed, strict about undefined names, and limited in what it can repeat."""

from __future__ import annotations

import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from jinja2 import StrictUndefined, nodes
from jinja2 import __version__ as jinja_version
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from remit.blocks.numbering import ENGLISH, Labels
from remit.findings import Where
from remit.templating.filters import Unprintable, filters

OLDEST_JINJA = (3, 1, 6)
MOST_ROUNDS = 200_000
VALUE = "_value"
"""What stands for the printing of a value in compiled templates; no template can name it."""

_METHODS = (types.MethodType, types.BuiltinMethodType, types.FunctionType, type)


class ValueCode(CodeGenerator):
    """Compiles ``{{ x|_value(n) }}`` to a plain call of the printing in progress, which knows its place and its markup.

    A contract prints a thousand values; what Jinja puts around a filter would double what each of them costs.
    """

    def write_commons(self) -> None:
        """Names that every function of compiled code begins with."""
        super().write_commons()
        self.writeline("put = context.parent.get('_put')")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What is put around an output: nothing around a value, which is markup or is finished by the target."""
        if isinstance(node, nodes.Filter) and node.name == VALUE:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja names it
        """A filter; that of values is no filter at all."""
        if node.name != VALUE or node.node is None:
            super().visit_Filter(node, frame)
            return
        self.write("put(")
        self.visit(node.node, frame)
        for argument in node.args:
            self.write(", ")
            self.visit(argument, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Names lead to fields of records and keys of mappings; never to methods, classes or anything private."""

    code_generator_class = ValueCode

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``: a key of a mapping, else a field."""
        if type(obj) is not dict and attribute[0] != "_":
            value = getattr(obj, attribute, self)
            if type(value) is str or (value is not self and not isinstance(value, _METHODS)):
                return value
        return self._field(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``: a key or a position."""
        if isinstance(argument, str) and not isinstance(obj, Mapping):
            return self._field(obj, argument)
        try:
            return obj[argument]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=argument)

    def _field(self, obj: Any, name: str) -> Any:
        """A key of a plain dict comes before its methods; records are most frequent and so are asked first."""
        if type(obj) is not dict:
            if name.startswith("_"):
                return self.unsafe_undefined(obj, name)
            value = getattr(obj, name, self)
            if value is not self and not isinstance(value, _METHODS):
                return value
        if isinstance(obj, Mapping) and name in obj:
            return obj[name]
        return self.undefined(obj=obj, name=name)


def make_environment(locale: str = "en_GB", labels: Labels = ENGLISH) -> Sandbox:
    """An environment for documents of one locale with its words. Refuses a Jinja with known holes in its sandbox."""
    environment = Sandbox(
        undefined=StrictUndefined,
        comment_start_string="<!--",
        comment_end_string="-->",
        keep_trailing_newline=True,
        autoescape=False,
        cache_size=0,
    )
    return furnished(environment, locale, labels)


EnvironmentT = TypeVar("EnvironmentT", bound=Sandbox)


def furnished(environment: EnvironmentT, locale: str, labels: Labels = ENGLISH) -> EnvironmentT:
    """The environment with the filters of a locale and nothing else to call."""
    found = tuple(int(part) for part in jinja_version.split(".")[:3])
    if found < OLDEST_JINJA:
        raise RuntimeError("Jinja2 3.1.6 or newer is needed: older sandboxes can be left.")
    environment.globals.clear()
    environment.filters.clear()
    environment.filters.update(filters(locale, labels))
    environment.filters["_each"] = _each
    environment.filters["_pairs"] = _pairs
    return environment


@pass_context
def _each(context: Context, sequence: Any, *origins: Any) -> Any:
    """A sequence to loop over; counts the rounds, so that no template can run on and on.

    ``origins`` are keys and object in turn. Texts of a list take their place along, so that they know their source.
    """
    if isinstance(sequence, Undefined):
        iter(sequence)
    if isinstance(sequence, str) or not isinstance(sequence, tuple | list | Mapping):
        raise Unprintable("loops need a list")
    context.parent["_printing"].rounds(len(sequence))
    if isinstance(sequence, tuple | list) and sequence and type(sequence[0]) is str:
        for keys, origin in zip(origins[::2], origins[1::2], strict=True):
            where = getattr(origin, "where", None)
            if isinstance(where, Where):
                return [_placed(item, where, (*keys, n)) for n, item in enumerate(sequence)]
    return sequence


class PlacedText(str):
    """A text of a list that knows its place: that of its record, and the keys from there."""

    __slots__ = ("keys", "where")
    where: Where
    keys: tuple[str | int, ...]


def _placed(item: Any, where: Where, keys: tuple[str | int, ...]) -> Any:
    if type(item) is not str:
        return item
    placed = PlacedText(item)
    placed.where, placed.keys = where, keys
    return placed


def _pairs(sequence: Any) -> list[tuple[Any, Any]]:
    """Two at a time, None where one is missing: the two columns of a signature panel."""
    items = list(sequence)
    return list(zip(items[::2], [*items[1::2], None], strict=False))


def printed(value: Any) -> str:
    """The text of a value that needs no filter. Raises Unprintable for what has no text of its own."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        raise Unprintable("is yes or no; print it with | yesno or ask for it with if")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Undefined):
        return str(value)
    if value is None:
        raise Unprintable("is empty in the record; fill it in, or print it with | default_blank")
    raise Unprintable(f"is {_describe(value)} and needs a filter to be printed")


def _describe(value: Any) -> str:
    name = type(value).__name__
    return {"date": "a date", "tuple": "a list", "list": "a list", "dict": "a mapping"}.get(
        name, f"of the kind {name}"
    )

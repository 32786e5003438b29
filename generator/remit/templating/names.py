"""Do the names that a template uses exist? Answered from types, before there is any record to print.

What a template may print is given as types by name. A loop gives the type of an entry, a field the type of its value; where
a type says nothing (Any, object), nothing is asked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import nodes

from remit.blocks.types import Expression, Place, Ref, Tag, Text
from remit.findings import Finding
from remit.model.values import Duration, Money, PartialDate, Percent
from remit.templating.environment import make_environment
from remit.templating.errors import fault, near
from remit.templating.template import Template

Offers = Mapping[str, Any]
"""What a template may print: names with their types, as annotations give them."""

_ALWAYS: Offers = {"loop": Any}
_LISTS = (tuple, list)
_TAKES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "money": ((Money,), "an amount of money"),
    "money_cur": ((Money,), "an amount of money"),
    "pct": ((Percent, int, Decimal), "a percentage"),
    "qty": ((int, Decimal), "a number"),
    "lateness": ((int, Decimal), "a number"),
    "date": ((dt.date, PartialDate), "a date"),
    "duration": ((Duration,), "a length of time"),
    "country": ((str,), "a country code"),
    "title": ((str,), "text"),
    "no_stop": ((str,), "text"),
    "status": ((str,), "the state of a document"),
    "yesno": ((bool,), "yes or no"),
    "join_and": (_LISTS, "a list"),
    "length": ((*_LISTS, Mapping), "a list"),
}  # fmt: skip
_PRINTED = (str, int, Decimal)


def check_names(template: Template, offers: Offers) -> list[Finding]:
    """Every name and field of the template that no record can have, and every value that cannot be printed as it stands."""
    tags: list[Tag | Expression] = []
    _collect(tags, (template.title, template.subtitle, template.file_name, template.blocks))
    code = "".join(f"{{%\n{t.code} %}}" if isinstance(t, Tag) else f"{{{{\n{t.code} }}}}" for t in tags)
    tree = make_environment(template.locale).parse(code)
    # Tag n stands on line n + 1, behind the line break that follows its opening sign.
    return check_tree(tree, offers, lambda line: tags[min(max(line - 2, 0), len(tags) - 1)].place)


def check_tree(tree: nodes.Template, offers: Offers, place: Callable[[int], Place]) -> list[Finding]:
    """The same of a parsed template; ``place`` tells where a line of it stands."""
    reader = _Reader(place)
    reader.body(tree.body, {**_ALWAYS, **offers})
    return list(dict.fromkeys(reader.findings))


def _collect(tags: list[Tag | Expression], part: object) -> None:
    """The tags and values of blocks in the order of printing; of a clause those of every position."""
    match part:
        case Tag() | Expression():
            tags.append(part)
        case tuple():
            for inner in part:
                _collect(tags, inner)
        case Text() | Ref() | Place() | str():
            return
        case _ if dataclasses.is_dataclass(part):
            for one in dataclasses.fields(part):
                _collect(tags, getattr(part, one.name))


Scope = dict[str, Any]


class _Reader:
    """Follows the statements of a template with the types of all names in reach."""

    def __init__(self, place: Callable[[int], Place]) -> None:
        self._place = place
        self.findings: list[Finding] = []

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> None:
        """Statements one after the other."""
        for node in statements:
            match node:
                case nodes.Output():
                    for expression in node.nodes:
                        self._printed(expression, self.kind(expression, scope))
                case nodes.For():
                    self._loop(node, scope)
                case nodes.If():
                    self._condition(node, scope)
                case nodes.Assign(target=nodes.Name(name=name)):
                    scope[name] = self.kind(node.node, scope)

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        entry = _entry(self.kind(node.iter, scope))
        inner = dict(scope)
        inner.update(
            (name.name, entry if name is node.target else Any) for name in node.target.find_all(nodes.Name)
        )
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = entry
        if node.test:
            self.kind(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, scope)

    def _condition(self, node: nodes.If, scope: Scope) -> None:
        self.kind(node.test, scope)
        asked = {
            test.node.name: Any
            for test in (node.test, *node.test.find_all(nodes.Test))
            if isinstance(test, nodes.Test) and test.name == "defined" and isinstance(test.node, nodes.Name)
        }
        self.body(node.body, {**asked, **scope} if asked.keys() - scope.keys() else scope)
        for other in node.elif_:
            self._condition(other, scope)
        self.body(node.else_, scope)

    def kind(self, node: nodes.Node, scope: Scope) -> Any:
        """The type of an expression, Any where it is not known."""
        match node:
            case nodes.Name():
                return self._named(node, scope)
            case nodes.Getattr():
                return self._field(node, node.attr, self.kind(node.node, scope))
            case nodes.Getitem(arg=nodes.Const(value=key)):
                owner = self.kind(node.node, scope)
                return _entry(owner) if isinstance(key, int) else self._field(node, str(key), owner)
            case nodes.Filter(node=inner) if inner is not None:
                return self._filtered(node, self.kind(inner, scope))
            case nodes.Test(name="defined"):
                return bool
            case nodes.Const():
                return type(node.value)
            case nodes.TemplateData():
                return str
        kinds = [self.kind(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.CondExpr) and len(kinds) > 1 and kinds[1] == kinds[-1]:
            return kinds[1]
        return bool if isinstance(node, nodes.Compare | nodes.Test | nodes.Not) else Any

    def _named(self, node: nodes.Name, scope: Scope) -> Any:
        if node.name not in scope:
            self._fault(node, node.name, f"there is no '{node.name}' to print here", scope)
        return scope.get(node.name, Any)

    def _field(self, node: nodes.Node, name: str, owner: Any) -> Any:
        """The type of a field; a finding when none of the types that the owner can have has it."""
        found: list[Any] = []
        known: set[str] = set()
        for cls in _members(owner):
            if cls is Any or cls is object:
                return Any
            if (value := _value_of(cls)) is not None:
                return value
            own = _fields(cls)
            known |= own.keys()
            found += [own[name]] if name in own else []
        if not found:
            self._fault(node, name, f"{_described(owner)} has no '{name}'", known)
        return found[0] if found else Any

    def _filtered(self, node: nodes.Filter, kind: Any) -> Any:
        """What a filter makes of a value; a finding when it cannot take it."""
        if node.name in _TAKES:
            takes, words = _TAKES[node.name]
            if not _fits(kind, takes, boolean=node.name == "yesno"):
                self._wrong(node, f"'{node.name}' needs {words}, not {_described(kind)}")
            return int if node.name == "length" else str
        return kind

    def _printed(self, node: nodes.Node, kind: Any) -> None:
        if not _fits(kind, _PRINTED, boolean=False):
            self._wrong(node, f"{_described(kind)} needs a filter to be printed, or one of its fields")

    def _fault(self, node: nodes.Node, name: str, message: str, known: Iterable[str]) -> None:
        place = self._place(node.lineno)
        names = sorted(one for one in known if not one.startswith("_"))
        hint = near(name, names)
        found = re.search(rf"\b{re.escape(name)}\b", place.code)
        at = dataclasses.replace(place, column=place.column + (found.start() if found else 0))
        self.findings.append(fault("TPL-011", f"{_shown(place)}: {message}.", at, hint))

    def _wrong(self, node: nodes.Node, message: str) -> None:
        place = self._place(node.lineno)
        self.findings.append(fault("TPL-012", f"{_shown(place)}: {message}.", place))


def _shown(place: Place) -> str:
    """The tag of a place; of a Word template the words around it."""
    if "{{" in place.code or "{%" in place.code:
        return f"In '{place.code}'"
    word = place.code.partition(" ")[0]
    return f"{{% {place.code} %}}" if word in ("for", "if", "elif", "set") else f"{{{{ {place.code} }}}}"


def _members(kind: Any) -> tuple[Any, ...]:
    """The types that a value can have, nothing aside."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return tuple(arg for arg in typing.get_args(kind) if arg is not type(None))
    return (kind,)


def _plain(kind: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is typing.Literal:
        return str
    return kind.__supertype__ if isinstance(kind, typing.NewType) else origin or kind


def _fits(kind: Any, takes: tuple[type, ...], *, boolean: bool) -> bool:
    """Whether a filter or a print takes one of the types of a value. What is yes or no is no number."""
    plain = [_plain(member) for member in _members(kind)]
    if Any in plain or object in plain or not all(isinstance(cls, type) for cls in plain):
        return True
    return any(issubclass(cls, takes) and (cls is not bool or boolean) for cls in plain)


def _entry(kind: Any) -> Any:
    """The type of an entry of a list, or of a key of a mapping."""
    for member in _members(kind):
        args = typing.get_args(member)
        if args and isinstance(plain := _plain(member), type) and issubclass(plain, (*_LISTS, Mapping)):
            return args[0]
    return Any


def _value_of(cls: Any) -> Any:
    """The type of a mapping's values, None for what is no mapping."""
    plain = _plain(cls)
    if isinstance(plain, type) and issubclass(plain, Mapping):
        return (*typing.get_args(cls), Any, Any)[1]
    return None


@cache
def _fields(cls: type) -> Mapping[str, Any]:
    """The fields and properties of a class with their types."""
    if not dataclasses.is_dataclass(cls):
        return {}
    hints = typing.get_type_hints(cls)
    own = {field.name: hints[field.name] for field in dataclasses.fields(cls)}
    for name in dir(cls):
        value = getattr(cls, name)
        if isinstance(value, property) and value.fget is not None and not name.startswith("_"):
            own[name] = typing.get_type_hints(value.fget).get("return", Any)
    return own


def _described(kind: Any) -> str:
    """A type in a reader's words."""
    plain = _plain(_members(kind)[0])
    if not isinstance(plain, type):
        return "this value"
    simple: tuple[tuple[tuple[type, ...], str], ...] = (
        ((bool,), "yes or no"), ((str,), "text"), ((int, Decimal), "a number"), ((*_LISTS,), "a list"),
        ((Mapping,), "a mapping"), ((dt.date, PartialDate), "a date"), ((Duration,), "a length of time"),
    )  # fmt: skip
    for classes, words in simple:
        if issubclass(plain, classes):
            return words
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain.__name__.removesuffix("View")).lower()
    return f"the {name}"

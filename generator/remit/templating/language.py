"""The subset of Jinja that templates may use, and what can be learned from an expression before printing."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from remit.blocks.types import Expression, Owner, Place, Tag
from remit.findings import Finding
from remit.templating.errors import TemplateError, fault
from remit.templating.source import JinjaTag, Source

STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set")
TESTS = frozenset({"defined", "none"})
LOOP_FACTS = frozenset({"index", "first", "last", "length"})
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Name, nodes.Const,
    nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr, nodes.Tuple, nodes.List,
)  # fmt: skip
NAMES = {
    nodes.Call: "a call", nodes.Add: "arithmetic", nodes.Sub: "arithmetic", nodes.Mul: "arithmetic",
    nodes.Div: "arithmetic", nodes.FloorDiv: "arithmetic", nodes.Mod: "arithmetic", nodes.Pow: "arithmetic",
    nodes.Neg: "arithmetic", nodes.Concat: "joining with ~", nodes.Include: "include", nodes.Import: "import",
    nodes.FromImport: "import", nodes.Macro: "a macro", nodes.CallBlock: "a macro call", nodes.Extends: "extends",
    nodes.Block: "a block", nodes.FilterBlock: "a filter block", nodes.AssignBlock: "a set block",
}  # fmt: skip


LONGEST_SHOWN = 60
ALLOWED_HINT = "contract_templates/README.md lists what is allowed."


def check_language(environment: Environment, source_text: str, source: Source, offset: int) -> list[Finding]:
    """Everything in the template that is not in the allowed subset of Jinja."""
    try:
        tree = environment.parse(source_text, source.name)
    except TemplateSyntaxError as problem:
        place = Place(source.name, problem.lineno + offset)
        return [fault("TPL-002", f"The tags do not fit together: {problem.message}", place)]
    findings = []
    for message, line in objections(environment, tree):
        tag = _guilty(environment, message, [one for one in source.tags if one.place.line == line + offset])
        place = tag.place if tag else Place(source.name, line + offset)
        findings.append(fault("TPL-003", f"{_shown(tag)}{message}", place, ALLOWED_HINT))
    return list(dict.fromkeys(findings))


def _guilty(environment: Environment, message: str, tags: list[JinjaTag]) -> JinjaTag | None:
    """The tag of a line that a message is about: the only one, or the first that gives it when it is read alone."""
    if len(tags) < 2:
        return tags[0] if tags else None
    for tag in tags:
        word = tag.code.split(None, 1)[0] if tag.code else ""
        end = {"if": "{% endif %}", "for": "{% endfor %}"}.get(word, "")
        code = f"{{% {tag.code} %}}{end}" if tag.kind == "statement" else f"{{{{ {tag.code} }}}}"
        try:
            if any(message == found for found, _ in objections(environment, environment.parse(code))):
                return tag
        except TemplateSyntaxError:
            continue
    return None


def _shown(tag: JinjaTag | None) -> str:
    """The tag as it begins a message."""
    if tag is None:
        return ""
    code = tag.code if len(tag.code) <= LONGEST_SHOWN else f"{tag.code[: LONGEST_SHOWN - 1]}…"
    return f"{{% {code} %}}: " if tag.kind == "statement" else f"{{{{ {code} }}}}: "


def objections(environment: Environment, tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """What a parsed template uses beyond the allowed subset of Jinja, with its line."""
    for node in _walk(tree):
        message = _objection(environment, node)
        if message:
            yield message, node.lineno or 1


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    if isinstance(node, ALLOWED):
        for child in node.iter_child_nodes():
            yield from _walk(child)


def _objection(environment: Environment, node: nodes.Node) -> str:
    if not isinstance(node, ALLOWED):
        what = NAMES.get(type(node), f"the Jinja construct {type(node).__name__}")
        return f"Templates may not use {what}."
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        return _name_objection(node)
    if isinstance(node, nodes.Filter):
        return _filter_objection(environment, node)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        return f"Templates may not use the test {node.name}; allowed are {', '.join(sorted(TESTS))}."
    if isinstance(node, nodes.For) and node.recursive:
        return "Loops may not be recursive."
    if isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
        return "Set one name at a time."
    return ""


def _name_objection(node: nodes.Name | nodes.Getattr | nodes.Getitem) -> str:
    if isinstance(node, nodes.Getitem):
        return "" if _plain_key(node.arg) else "An index must be a number or a quoted name."
    name = node.name if isinstance(node, nodes.Name) else node.attr
    if name.startswith("_") or name in ("self", "caller", "varargs"):
        return f"Templates may not use the name {name}."
    on_loop = (
        isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop"
    )
    if on_loop and name not in LOOP_FACTS:
        return f"Of a loop, templates may use only {', '.join(sorted(LOOP_FACTS))}; not {name}."
    return ""


def _filter_objection(environment: Environment, node: nodes.Filter) -> str:
    if node.name not in environment.filters or node.name.startswith("_"):
        known = ", ".join(sorted(name for name in environment.filters if not name.startswith("_")))
        return f"There is no filter {node.name}. Known: {known}."
    if (
        node.kwargs
        or node.dyn_args
        or node.dyn_kwargs
        or not all(isinstance(arg, nodes.Const) for arg in node.args)
    ):
        return f"The filter {node.name} takes only literal values."
    return ""


def _plain_key(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Const):
        return False
    return isinstance(node.value, int) or (isinstance(node.value, str) and not node.value.startswith("_"))


def expression(environment: Environment, tag: JinjaTag) -> Expression:
    """What an output tag prints, with the objects that may know where its value comes from."""
    tree = environment.parse("{{" + tag.code + "}}")
    output = tree.body[0] if tree.body else None
    node: nodes.Node | None = output.nodes[0] if isinstance(output, nodes.Output) else None
    formatters: list[str] = []
    while isinstance(node, nodes.Filter):
        formatters.append(node.name)
        node = node.node
    return Expression(tag.code, tag.place, tuple(_owners(node)), "|".join(reversed(formatters)))


def _owners(node: nodes.Node | None) -> Iterator[Owner]:
    for owner, keys in owners(node):
        yield Owner(_code(owner), keys)


def owners(node: nodes.Node | None) -> Iterator[tuple[nodes.Expr, tuple[str | int, ...]]]:
    """The objects on the way to a value, nearest first, each with the keys from it down to the value."""
    keys: tuple[str | int, ...] = ()
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        key: str | int
        if isinstance(node, nodes.Getattr):
            key = node.attr
        elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str | int):
            key = node.arg.value
        else:
            return
        keys = (key, *keys)
        node = node.node
        code = _code(node)
        if not code or code == "loop":
            return
        yield node, keys


def _code(node: nodes.Node | None) -> str:
    """Template code of a chain of names, or "" for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (inner := _code(node.node)):
        return f"{inner}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and (inner := _code(node.node)):
        return f"{inner}[{node.arg.value!r}]"
    return ""


def statement(environment: Environment, tag: JinjaTag) -> Tag:
    """A statement tag; a loop's sequence is passed through the filter that limits repetition. Raises TemplateError."""
    word = tag.code.split(None, 1)[0] if tag.code else ""
    if word not in STATEMENTS:
        message = f"Templates may not use the tag {{% {word} %}}; allowed are {', '.join(STATEMENTS)}."
        raise TemplateError(fault("TPL-003", message, tag.place))
    return Tag(_counted(environment, tag.code) if word == "for" else tag.code, tag.place)


def _counted(environment: Environment, code: str) -> str:
    """``for x in r.xs if test`` with its sequence in the counting filter: ``for x in (r.xs)|_each(('xs',), r) if test``."""
    words: list[str] = []
    depth, begin, end = 0, -1, -1
    for _, token, value in environment.lex("{%" + code + "%}"):
        if token in ("block_begin", "block_end"):
            continue
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(value, 0) if token == "operator" else 0
        if token == "name" and value == "in" and begin < 0:
            begin = len(words) + 1
        elif token == "name" and value == "if" and depth == 0 and begin >= 0 and end < 0:
            end = len(words)
        words.append(value)
    end = len(words) if end < 0 else end
    before, after = "".join(words[:begin]), "".join(words[end:])
    sequence = "".join(words[begin:end]).strip()
    return f"{before} ({sequence})|_each{_sources(environment, sequence)} {after}".strip()


def _sources(environment: Environment, sequence: str) -> str:
    """Arguments that tell a loop where its sequence comes from: keys and object, nearest first."""
    output = environment.parse("{{" + sequence + "}}").body[0]
    owners = tuple(_owners(output.nodes[0])) if isinstance(output, nodes.Output) else ()
    return f"({', '.join(f'{owner.keys!r}, {owner.code}' for owner in owners)})" if owners else ""

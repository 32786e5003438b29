"""Reading a template: text in, blocks and front matter out, every mistake as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jinja2 import Environment

from remit.blocks.target import Outline
from remit.blocks.types import Blocks, Inlines, Place
from remit.findings import Finding
from remit.templating.environment import make_environment
from remit.templating.errors import TemplateError, fault, refuse
from remit.templating.language import check_language
from remit.templating.library import LibraryClause, load_library
from remit.templating.source import Source, set_aside, split_front
from remit.templating.tree import Builder, unknown_references

REQUIRED = ("title", "for", "file_name")
EXPRESSIONS = ("title", "subtitle", "file_name")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """A template that has been read once. ``front`` is its front matter; ``clauses`` the library clauses it uses."""

    name: str
    front: Mapping[str, object]
    title: Inlines
    subtitle: Inlines
    file_name: Inlines
    blocks: Blocks
    clauses: Mapping[str, LibraryClause]
    locale: str

    @property
    def outline(self) -> Outline:
        """The template as a target sees it."""
        return Outline(
            name=self.name,
            title=self.title,
            subtitle=self.subtitle,
            blocks=self.blocks,
            toc=bool(self.front.get("toc", False)),
        )


def load_template(name: str, text: str, clauses: Mapping[str, str], locale: str = "en_GB") -> Template:
    """Reads a template. Raises TemplateError with every finding.

    ``name`` is the file's path as findings show it; ``clauses`` maps the paths of clause files to their texts.
    """
    environment = make_environment(locale)
    front, body, offset = split_front(name, text)
    findings = [
        fault("TPL-001", f"The front matter has no {key}.", Place(name, 1))
        for key in REQUIRED
        if not isinstance(front.get(key), str)
    ]
    source = set_aside(environment, name, body, offset)
    findings += check_language(environment, body, source, offset)
    try:
        library = load_library(environment, clauses)
    except TemplateError as problem:
        library = {}
        findings += problem.findings
    refuse(findings)
    builder = Builder(environment, library)
    heads = {key: _head(environment, builder, name, front.get(key), findings) for key in EXPRESSIONS}
    blocks = builder.build(source)
    refuse(dict.fromkeys([*findings, *builder.findings, *unknown_references(builder)]))
    return Template(
        name=name,
        front=MappingProxyType(dict(front)),
        title=heads["title"],
        subtitle=heads["subtitle"],
        file_name=heads["file_name"],
        blocks=blocks,
        clauses=MappingProxyType(builder.uses),
        locale=locale,
    )


def _head(
    environment: Environment, builder: Builder, name: str, text: object, findings: list[Finding]
) -> Inlines:
    """The inlines of a front-matter string, which may hold expressions."""
    if not isinstance(text, str) or not text:
        return ()
    source = set_aside(environment, name, text, 0)
    wrong = check_language(environment, text, source, 0)
    findings.extend(wrong)
    return () if wrong else builder.inline_text(Source(name, source.text, source.tags, (1,)), source.text, 0)

"""Reading a template: text in, blocks and front matter out, every mistake as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import Environment

from remit.blocks.numbering import Labels
from remit.blocks.target import Outline
from remit.blocks.types import Blocks, Inlines, Place
from remit.findings import Finding
from remit.frozen import dataclass
from remit.templating.environment import make_environment
from remit.templating.errors import TemplateError, fault, refuse
from remit.templating.language import check_language
from remit.templating.library import LibraryClause, listed, load_library
from remit.templating.source import Source, set_aside, split_front

if TYPE_CHECKING:
    from remit.templating.tree import Builder

REQUIRED = ("title", "for", "file_name")
EXPRESSIONS = ("title", "subtitle", "file_name")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """A template that has been read once. ``front`` is its front matter; ``clauses`` the library clauses it uses.

    ``labels`` are the words that the program prints, ``said`` those of figures, by figure and word, where it has its own.
    """

    name: str
    front: Mapping[str, object]
    title: Inlines
    subtitle: Inlines
    file_name: Inlines
    blocks: Blocks
    clauses: Mapping[str, LibraryClause]
    locale: str
    labels: Labels = field(default_factory=Labels)
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Words with a capital letter that are no defined terms, from the front matter of template and clauses."""
        return (*listed(self.front.get("names")), *(name for c in self.clauses.values() for name in c.names))

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
    from remit.templating.tree import (  # reads Markdown, which printing has no need of
        Builder,
        unknown_references,
    )

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
        library = _library(locale, frozenset(clauses.items()))
    except TemplateError as problem:
        library = {}
        findings += problem.findings
    refuse(findings)
    builder = Builder(environment, library)
    head = text[: len(text) - len(body)]
    heads = {
        key: _head(environment, builder, _Head(name, key, head), front.get(key), findings)
        for key in EXPRESSIONS
    }
    labels, said = _labels(front.get("labels"), name, findings)
    blocks = builder.build(source)
    refuse(
        dict.fromkeys([*findings, *builder.findings, *unknown_references(builder, {name: text, **clauses})])
    )
    return Template(
        name=name,
        front=MappingProxyType(dict(front)),
        title=heads["title"],
        subtitle=heads["subtitle"],
        file_name=heads["file_name"],
        blocks=blocks,
        clauses=MappingProxyType(builder.uses),
        locale=locale,
        labels=labels,
        said=said,
    )


@lru_cache(8)
def _library(locale: str, clauses: frozenset[tuple[str, str]]) -> dict[str, LibraryClause]:
    """The clause library, read once for all templates of a locale."""
    return load_library(make_environment(locale), dict(clauses))


@dataclass(frozen=True, slots=True)
class _Head:
    """A string of the front matter: file, key, and the text up to the end of the front matter."""

    name: str
    key: str
    front: str

    @property
    def line(self) -> int:
        """The line of the key."""
        before, found, _ = f"\n{self.front}".partition(f"\n{self.key}:")
        return before.count("\n") + 1 if found else 1


def _head(
    environment: Environment, builder: Builder, head: _Head, text: object, findings: list[Finding]
) -> Inlines:
    """The inlines of a front-matter string, which may hold expressions."""
    if not isinstance(text, str) or not text:
        return ()
    source = set_aside(environment, head.name, text, head.line - 1)
    wrong = check_language(environment, text, source, head.line - 1)
    findings.extend(wrong)
    whole = Source(head.name, source.text, source.tags, (head.line,))
    return () if wrong else builder.inline_text(whole, source.text, 0)


Said = dict[str, dict[str, str]]


def _labels(words: object, name: str, findings: list[Finding]) -> tuple[Labels, Said]:
    """The words that the program prints, with those that the front matter sets, and the words of figures."""
    known = {one.name for one in fields(Labels)}
    if words is None:
        return Labels(), {}
    own = {key: word for key, word in words.items() if key != _FIGURES} if isinstance(words, dict) else {}
    if not isinstance(words, dict) or not all(key in known and isinstance(own[key], str) for key in own):
        message = "labels: gives words for what the program itself prints."
        hint = f"Known: {', '.join(sorted((*known, _FIGURES)))}."
        findings.append(fault("TPL-001", message, Place(name, 1), hint))
        return Labels(), {}
    said = words.get(_FIGURES, {})
    if not isinstance(said, dict) or not all(_are_words(each) for each in said.values()):
        message = "labels: figures: gives words by the name of a figure and of each word in it."
        findings.append(
            fault("TPL-001", message, Place(name, 1), "For example: network: {critical: kritisch}.")
        )
        said = {}
    labels = Labels(**own)
    if not labels.watermark.strip():
        message = "labels: watermark: is empty, and a draft could not be told from what is signed."
        findings.append(fault("TPL-001", message, Place(name, 1), "Give the word, or leave the line out."))
    return labels, said


_FIGURES = "figures"


def _are_words(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(word, str) for word in said.values())

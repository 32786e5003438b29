"""Documents that have no template in their language, found before any of them is printed.

It looks at the files and not at the records, because a check that remembers what it found does not read the records again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from remit.documents.subjects import KINDS
from remit.documents.varieties import LANGUAGE, spoken
from remit.findings import Finding, Where, error
from remit.load.locate import locate
from remit.load.tree import Tree
from remit.load.yaml import parse
from remit.model.catalogue import file_kind
from remit.workspace import DATA, TEMPLATES

_BOOK = f"{DATA}/playbook.yaml"


def without_template(tree: Tree, languages: Collection[tuple[str, str]]) -> tuple[Finding, ...]:
    """A finding for each document in ``tree`` (files below data/) whose kind has no template in its language.

    ``languages`` are the kinds and languages that there are templates for, "" for English.
    """
    usual = _language(tree, _BOOK)
    return locate(_missing(tree, languages, usual), tree)


def _missing(tree: Tree, languages: Collection[tuple[str, str]], usual: str) -> Iterator[Finding]:
    for path in sorted(tree):
        kind = file_kind(path.removeprefix(f"{DATA}/"))
        if kind is None or kind[0].name not in KINDS:
            continue
        own = _language(tree, path)
        language, name = own or usual or LANGUAGE, kind[0].name
        base = language.partition("-")[0]
        printed = any(one == name for one, _ in languages)
        if not printed and not own and not usual:
            continue  # a playbook need not print every kind
        if any((name, one) in languages for one in spoken(language)):
            continue
        where = Where(path, ("language",)) if own else Where(_BOOK, ("language",)) if usual else Where(path)
        wanted = f"{TEMPLATES}/{name}{'' if base == 'en' else f'.{base}'}.md"
        words = name.replace("_", " ")
        message = (
            f"there is no template for a {words} in the language '{language}', so {path} cannot be printed"
        )
        hint = f"write {wanted} and its clauses, or choose a language that has a template"
        yield error("TPL-023", message, where, hint)


def usual_language(tree: Tree) -> str:
    """The language of documents that name none."""
    return _language(tree, _BOOK) or LANGUAGE


def _language(tree: Tree, path: str) -> str:
    """The language that a file names at its top, or ""; a file is read only where it holds the word."""
    data = tree.get(path, b"")
    if b"language" not in data:
        return ""
    document, wrong = parse(path, data)
    named = document.get("language") if isinstance(document, dict) and not wrong else None
    return named if isinstance(named, str) else ""

"""Word templates of a company's own among the templates of a playbook: ``contract_templates/<kind>.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from remit.blocks.target import SourcedValue
from remit.documents.offers import offered
from remit.documents.subjects import KINDS
from remit.findings import Finding, Where, error
from remit.frozen import dataclass
from remit.templating import (
    FAILURES,
    OwnEnvironment,
    Printed,
    TemplateError,
    check_own,
    explained,
    marked,
    open_in_own,
)
from remit.word import Facts, NotReadable, own_texts, print_own

_INSTALL = "install it with: pip install 'remit[docx-templates]'"
_SAVE = "open it in Word and save it again as .docx"


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A Word template: its file, the kind of record it is for, its language ("" for all), and its bytes."""

    name: str
    kind: str
    language: str
    data: bytes


def own_templates(tree: Mapping[str, bytes], folder: str, house: str) -> tuple[OwnTemplate, ...]:
    """The Word templates in a folder of templates. Other Word files are none, such as Word leaves beside an open one."""
    found = []
    for name, data in tree.items():
        path = PurePosixPath(name)
        kind, _, language = path.stem.partition(".")
        if path.suffix == ".docx" and str(path.parent) == folder and name != house and kind in KINDS:
            found.append(OwnTemplate(name, kind, language, data))
    return tuple(found)


def judge_own(template: OwnTemplate) -> tuple[Finding, ...]:
    """What is wrong in a Word template: the file itself, tags, names, fields and filters, and what it leaves open."""
    try:
        texts = own_texts(template.data)
    except NotReadable as problem:
        return (unusable(template, problem),)
    wrong = check_own(template.name, texts, offered(template.kind), _locale(template.language))
    return (*wrong, *open_in_own(template.name, texts))


@lru_cache(16)
def open_wording(template: OwnTemplate) -> tuple[Finding, ...]:
    """The placeholders in the wording of a Word template that can be read."""
    return tuple(open_in_own(template.name, own_texts(template.data)))


def printed_own(
    template: OwnTemplate, context: Mapping[str, Any], facts: Facts, *, draft: bool
) -> tuple[tuple[bytes, Printed] | None, tuple[Finding, ...]]:
    """The Word file of a document printed with a Word template and the values in it, or why there is none."""
    environment = OwnEnvironment(template.name, _locale(facts.language))
    noted: list[SourcedValue] = []
    printing = environment.printing(noted)
    names = {"departures": (), **context, "_printing": printing, "_put": printing.value, "_draft": draft}
    try:
        data = print_own(template.data, names, environment, facts)
    except NotReadable as problem:
        return None, (unusable(template, problem),)
    except TemplateError as problem:
        return None, problem.findings
    except FAILURES as problem:
        return None, explained(environment, problem).findings
    return (data, Printed((), tuple(noted), marked)), ()


def unusable(template: OwnTemplate, problem: NotReadable) -> Finding:
    """What is said of a Word template that cannot be used."""
    hint = _INSTALL if str(problem).endswith("is not installed") else _SAVE
    return error("TPL-022", f"the Word template cannot be used: {problem}", Where(template.name), hint)


def _locale(language: str) -> str:
    return (language or "en-GB").replace("-", "_")

"""The templates of a playbook: read, compiled, and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from remit.documents.subjects import KINDS
from remit.findings import Finding, Where, error
from remit.templating import Compiled, Template, TemplateError, compile_template, load_template
from remit.word import House, HouseError, WordTarget, read_house

FOLDER = "contract_templates"
HOUSE = f"{FOLDER}/house.docx"
LOCALE = "en_GB"
"""How dates, amounts and lists are written; both languages of documents share it (day before month, no serial comma)."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates ready to print, by the kind of record they are for, with the house style they print in."""

    compiled: Mapping[str, Compiled]
    house: House | None


def read_templates(tree: Mapping[str, bytes]) -> tuple[Templates, tuple[Finding, ...]]:
    """Every template in a tree of contract_templates/, and everything wrong with them."""
    findings: list[Finding] = []
    house = _house(tree, findings)
    clauses = {name: _text(data) for name, data in tree.items() if name.startswith(f"{FOLDER}/clauses/")}
    compiled: dict[str, Compiled] = {}
    for name, data in tree.items():
        if _is_template(name):
            template = _template(name, _text(data), clauses, findings)
            if template is not None and house is not None:
                compiled[str(template.front["for"])] = compile_template(template, WordTarget(house))
    return Templates(compiled, house), tuple(dict.fromkeys(findings))


def _is_template(name: str) -> bool:
    below = name.removeprefix(f"{FOLDER}/")
    return below.endswith(".md") and "/" not in below and below != "README.md"


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _house(tree: Mapping[str, bytes], findings: list[Finding]) -> House | None:
    if HOUSE not in tree:
        findings.append(
            error(
                "TPL-018",
                "the house style is missing",
                Where(HOUSE),
                "put a Word file with the house's styles here",
            )
        )
        return None
    try:
        return read_house(tree[HOUSE])
    except HouseError as problem:
        findings.append(
            error(
                "TPL-018",
                str(problem),
                Where(HOUSE),
                "save it again as a .docx with the styles of the shipped house.docx",
            )
        )
        return None


def _template(name: str, text: str, clauses: Mapping[str, str], findings: list[Finding]) -> Template | None:
    try:
        template = load_template(name, text, clauses, LOCALE)
    except TemplateError as problem:
        findings.extend(problem.findings)
        return None
    if template.front["for"] not in KINDS:
        hint = f"choose one of {', '.join(KINDS)}"
        findings.append(
            error(
                "TPL-001",
                f"no kind of record is called '{template.front['for']}'",
                Where(name, (), 1, 1),
                hint,
            )
        )
        return None
    return template

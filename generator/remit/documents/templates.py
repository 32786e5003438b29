"""The templates of a playbook: read, judged, and compiled when a document needs them."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import PurePosixPath

from remit.documents.clause_roles import Named, clause_roles
from remit.documents.figures import unknown_figures
from remit.documents.offers import offered
from remit.documents.own import OwnTemplate, judge_own, own_templates
from remit.documents.own_words import judge_words
from remit.documents.subjects import KINDS
from remit.documents.varieties import LANGUAGE, spoken
from remit.findings import Finding, Severity, Where, error, warning
from remit.frozen import dataclass
from remit.templating import (
    Compiled,
    Template,
    TemplateError,
    check_names,
    check_open,
    check_terms,
    compile_template,
    load_template,
)
from remit.word import House, HouseError, WordTarget, read_house, wide_tabs
from remit.workspace import TEMPLATES as FOLDER

HOUSE = f"{FOLDER}/house.docx"
_NO_CLAUSE = re.compile(r"The clause library has no clause (\S+)\.")


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates by the kind of record they are for and their language, with the house style they print in.

    ``digests`` are SHA-256 by name of the file: of a template with all clauses that it prints, and of the house style.
    ``files`` is what they were read from, ``ready`` holds those that were compiled before, by kind and language.
    """

    read: Mapping[tuple[str, str], Template]
    house: House | None
    own: tuple[OwnTemplate, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    ready: Mapping[tuple[str, str], Compiled] = field(default_factory=dict)

    def word_template(self, kind: str, language: str) -> OwnTemplate | None:
        """The company's own Word template for documents of a kind in a language, if it has one."""
        of_kind = {one.language: one for one in self.own if one.kind == kind}
        return next((of_kind[one] for one in spoken(language) if one in of_kind), None)

    def template(self, kind: str, language: str) -> Template | None:
        """The template for documents of a kind in a language: the one written in it, for English also the general one.

        Dates, amounts and lists follow the language of the document: American dates in a general English template.
        """
        ready = self.ready.get((kind, language))
        if ready is not None:
            return ready.template
        template = next((self.read[kind, one] for one in spoken(language) if (kind, one) in self.read), None)
        return _in_language(template, language) if template is not None else None

    def wanted(self, kind: str, language: str) -> str:
        """The file that would be the template for documents of a kind in a language."""
        return f"{FOLDER}/{kind}.md" if "" in spoken(language) else f"{FOLDER}/{kind}.{language}.md"

    @property
    def languages(self) -> frozenset[tuple[str, str]]:
        """Kinds of documents with the languages that a template is there for, also one that has to be put right first."""
        named = {
            tuple(PurePosixPath(name).stem.partition(".")[::2]) for name in self.files if _is_template(name)
        }
        found = {*self.read, *((one.kind, one.language) for one in self.own), *named}
        return frozenset((kind, language) for kind, language in found if kind in KINDS)

    @property
    def clauses(self) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
        """The clauses that templates print with their positions, by kind and language; of Word templates nobody knows."""
        own = {one.kind for one in self.own}
        return {
            key: {
                topic: tuple(one.id for one in clause.positions) for topic, clause in template.clauses.items()
            }
            for key, template in self.read.items()
            if key[0] not in own
        }

    @property
    def roles(self) -> tuple[Named, ...]:
        """The roles that clauses name, each with its file and what it is there."""
        return tuple(clause_roles(self.files, f"{FOLDER}/clauses/"))

    def compiled(self, kind: str, language: str) -> Compiled | None:
        """The template ready to print; None without a template or a house style that can be used."""
        ready = self.ready.get((kind, language))
        if ready is not None:
            return ready
        template = self.template(kind, language)
        return _compiled(template, self.house) if template is not None and self.house is not None else None


@lru_cache(64)
def _in_language(template: Template, language: str) -> Template:
    return dataclasses.replace(template, locale=language.replace("-", "_"))


@lru_cache(64)
def _compiled(template: Template, house: House) -> Compiled:
    """Compiling costs far more than printing and is done once. Templates are equal only to themselves."""
    return compile_template(template, WordTarget(house, template.labels))


def read_templates(tree: Mapping[str, bytes]) -> tuple[Templates, tuple[Finding, ...]]:
    """Every template in a tree of contract_templates/, and everything wrong with them."""
    findings: list[Finding] = []
    house = _house(tree, findings)
    clauses = {name: _text(data) for name, data in tree.items() if name.startswith(f"{FOLDER}/clauses/")}
    read: dict[tuple[str, str], Template] = {}
    for name, data in tree.items():
        if not _is_template(name):
            continue
        template = _template(name, _text(data), clauses, findings)
        if template is not None:
            key = str(template.front["for"]), _language(name)
            if key in read:
                message = f"{read[key].name} is for the same kind of record, so one of the two would never be printed"
                findings.append(
                    _at_head("TPL-001", message, name, "keep one of them, or say for what else it is")
                )
            read.setdefault(key, template)
    own = own_templates(tree, FOLDER, HOUSE)
    for one in own:
        if (one.kind, one.language) in read:
            message = f"{one.name} is for the same kind of record and is printed instead"
            name = read[one.kind, one.language].name
            findings.append(_at_head("TPL-001", message, name, "keep one of the two"))
    digests = {template.name: _digest(template, tree) for template in read.values()}
    digests |= {one.name: hashlib.sha256(one.data).hexdigest() for one in own}
    if HOUSE in tree:
        digests[HOUSE] = hashlib.sha256(tree[HOUSE]).hexdigest()
    return Templates(read, house, own_templates(tree, FOLDER, HOUSE), digests=digests, files=tree), tuple(
        dict.fromkeys(findings)
    )


def _digest(template: Template, tree: Mapping[str, bytes]) -> str:
    """The digest of a template's wording: its own file and the clauses it prints, wherever they are changed."""
    digest = hashlib.sha256()
    for name in (template.name, *sorted(clause.place.template for clause in template.clauses.values())):
        digest.update(f"{name}\0{len(tree[name])}\0".encode())
        digest.update(tree[name])
    return digest.hexdigest()


def judge_templates(templates: Templates) -> tuple[Finding, ...]:
    """What is wrong in templates that can be read: names that no record has, terms, and what is left open."""
    findings: list[Finding] = []
    for (kind, _), template in templates.read.items():
        findings += check_names(template, offered(kind)) + check_terms(template) + check_open(template)
        findings += unknown_figures(template, kind) + judge_words(template, kind)
    for one in templates.own:
        findings += judge_own(one)
    if templates.house is not None:
        findings += _wide_tabs(templates.files[HOUSE])
    return tuple(dict.fromkeys(findings))


def _wide_tabs(house: bytes) -> Iterator[Finding]:
    """Headers and footers of the house style that run past its margins."""
    for one in wide_tabs(house):
        at, width = (f"{length / 567:.1f} cm" for length in (one.at, one.width))
        yield warning(
            "TPL-026",
            f"the {one.part} of {one.pages} has a tab stop at {at}, but the text ends at {width} from the left margin",
            Where(HOUSE),
            f"move the stop to {width}, in the {one.part} or in its style",
        )


def _is_template(name: str) -> bool:
    below = name.removeprefix(f"{FOLDER}/")
    return below.endswith(".md") and "/" not in below and below != "README.md"


def _language(name: str) -> str:
    """The language in the name of a template or clause (work_order.en-US.md), "" for none."""
    return PurePosixPath(name).stem.partition(".")[2]


def _clauses(clauses: Mapping[str, str], language: str) -> dict[str, str]:
    """The clause files for templates in a language: of each topic the one that speaks it best, none in another language."""
    order = {one: rank for rank, one in enumerate(spoken(language or LANGUAGE))}
    best: dict[str, str] = {}
    for name in sorted(clauses, key=lambda name: order.get(_language(name), len(order)), reverse=True):
        if _language(name) in order:
            best[PurePosixPath(name).stem.partition(".")[0]] = name
    return {name: clauses[name] for name in sorted(best.values())}


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _at_head(rule: str, message: str, name: str, hint: str) -> Finding:
    return error(rule, message, Where(name, (), 1, 1), hint)


def _house(tree: Mapping[str, bytes], findings: list[Finding]) -> House | None:
    problem, hint = "the house style is missing", "put a Word file with the house's styles here"
    if HOUSE in tree:
        try:
            return read_house(tree[HOUSE])
        except HouseError as wrong:
            problem, hint = (
                str(wrong),
                "save it again as a .docx with the styles, numbers and headers of the shipped house.docx",
            )
    findings.append(error("TPL-018", problem, Where(HOUSE), hint))
    return None


def _template(name: str, text: str, clauses: Mapping[str, str], findings: list[Finding]) -> Template | None:
    try:
        language = _language(name)
        template = load_template(
            name, text, _clauses(clauses, language), (language or LANGUAGE).replace("-", "_")
        )
    except TemplateError as problem:
        findings.extend(_untranslated(one, clauses, language) for one in problem.findings)
        return None
    if template.front["for"] in KINDS:
        wrong = [
            one for one in judge_words(template, str(template.front["for"])) if one.severity is Severity.ERROR
        ]
        findings.extend(wrong)
        return None if wrong else template
    message = f"no kind of record is called '{template.front['for']}'"
    findings.append(_at_head("TPL-001", message, name, f"choose one of {', '.join(KINDS)}"))
    return None


def _untranslated(finding: Finding, clauses: Mapping[str, str], language: str) -> Finding:
    """A clause that is missing only in the language of its template says which file is to be written."""
    topic = _NO_CLAUSE.fullmatch(finding.message) if finding.rule == "TPL-010" else None
    there = f"{FOLDER}/clauses/{topic[1]}.md" if topic else ""
    if not language or there not in clauses:
        return finding
    wanted = f"{FOLDER}/clauses/{PurePosixPath(there).stem}.{language}.md"
    return dataclasses.replace(finding, hint=f"write {wanted}, as {there} in this language")

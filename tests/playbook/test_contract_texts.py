"""The contract templates and the clause library that the repository ships: whole, consistent, and in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from remit.documents.internal import INTERNAL
from remit.documents.subjects import KINDS
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.templating import LibraryClause, Template, load_library, load_template
from remit.templating.environment import make_environment

FOLDER = Path(__file__).parents[2] / "contract_templates"
CLAUSES = {
    f"contract_templates/clauses/{path.name}": path.read_text("utf-8")
    for path in sorted(FOLDER.glob("clauses/*.md"))
}
TEMPLATES = ("work_order", "quality_agreement", "transfer", "change_order")
LIBRARY = load_library(make_environment(), CLAUSES)
NEGOTIATED = (
    "liability-cap", "payment-terms", "termination-notice", "key-personnel", "audit-rights", "intellectual-property",
    "publication", "data-protection", "subcontracting", "change-control",
)  # fmt: skip
TOPICS = {
    "definitions",
    "precedence",
    "services",
    "change-control",
    "key-personnel",
    "subcontracting",
    "sponsor-duties",
    "payment-terms",
    "pass-through",
    "investigator-payments",
    "advance",
    "holdback",
    "taxes",
    "confidentiality",
    "data-protection",
    "intellectual-property",
    "publication",
    "records",
    "audit-rights",
    "inspections",
    "safety-reporting",
    "debarment",
    "anti-bribery",
    "insurance",
    "indemnity",
    "liability-cap",
    "term",
    "termination-notice",
    "termination-cause",
    "wind-down",
    "force-majeure",
    "dispute-resolution",
    "governing-law",
    "notices",
    "assignment",
    "independent-contractor",
    "non-solicitation",
    "entire-agreement",
    "counterparts",
    "risk-sharing",
    "co-investment",
    "service-credits",
    "escalation",
    "serious-breach",
    "computerised-systems",
    "quality-management",
    "deviations-capa",
    "training-clause",
    "transfer-effect",
    "transfer-retained",
    "transfer-updates",
}
LEGALESE = re.compile(
    r"\b(shall|hereby|hereto|herein|hereof|hereunder|thereof|thereto|witnesseth|whereas|aforesaid|forthwith|pursuant|"
    r"notwithstanding|null and void|any and all|each and every|terms and conditions|in witness|best efforts|and/or)\b",
    re.I,
)
TRADE = (
    "Affiliate", "Applicable Law", "Assumption", "Authority", "Change Order", "Deliverable", "Direct Fees",
    "Effective Date", "GCP", "General Terms", "Investigator", "Investigator Payments", "Key Personnel", "Master Agreement",
    "Milestone", "Participant", "Pass-Through Costs", "Protocol", "Quality Agreement", "Quality Issue", "Serious Breach",
    "Services", "Site", "Study", "Study Records", "Subcontractor", "Work Order",
)  # fmt: skip
TERM = re.compile(r'\*\*"([^"*]+)"\*\*\{\.term\}')
ANCHOR = re.compile(r"\{#([a-z0-9-]+)\}")
REFERENCE = re.compile(r"\[@([a-z0-9-]+)\]")


def read(kind: str) -> str:
    return (FOLDER / f"{kind}.md").read_text("utf-8")


def sections(topic: str) -> dict[str, str]:
    """The wording of a clause by position, as it stands in the file."""
    body = CLAUSES[f"contract_templates/clauses/{topic}.md"].split("\n---\n", 1)[1]
    parts = re.split(r"^## ([a-z0-9-]+)\n", body, flags=re.M)
    return dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))


def whole_text(kind: str, template: Template) -> str:
    """The template with the standard wording of each of its clauses."""
    return read(kind) + "\n".join(sections(topic)["standard"] for topic in template.clauses)


def borrowed(text: str) -> set[str]:
    """The terms of the work order, where a document says that it uses them."""
    if "Terms have the meaning that the Work Order gives them." not in text:
        return set()
    order = load_template("contract_templates/work_order.md", read("work_order"), CLAUSES)
    return set(TERM.findall(whole_text("work_order", order)))


@pytest.fixture(scope="module", params=TEMPLATES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def template(kind: str) -> Template:
    return load_template(f"contract_templates/{kind}.md", read(kind), CLAUSES)


@pytest.fixture(params=sorted(LIBRARY))
def clause(request: pytest.FixtureRequest) -> LibraryClause:
    return LIBRARY[request.param]


def test_there_is_a_template_for_every_kind_of_document_and_a_clause_for_every_topic() -> None:
    assert set(TEMPLATES) == set(KINDS) - set(INTERNAL)
    assert set(LIBRARY) == TOPICS


def test_a_clause_has_the_id_of_its_file(clause: LibraryClause) -> None:
    assert clause.id == Path(clause.place.template).stem


def test_a_clause_has_a_title_a_version_and_says_what_is_not_acceptable(clause: LibraryClause) -> None:
    assert clause.title
    assert re.fullmatch(r"\d+\.\d+", clause.version)
    assert len(clause.unacceptable) > 20


def test_owner_and_approvers_are_roles_of_the_sponsor(clause: LibraryClause, ledger: Ledger) -> None:
    roles = ledger.of(Role)
    named = [clause.owner, *(position.approver for position in clause.positions if position.approver)]
    assert [name for name in named if name not in roles or roles[name].party != "sponsor"] == []


def test_the_standard_needs_no_approval_and_every_fallback_does(clause: LibraryClause) -> None:
    ids = [position.id for position in clause.positions]
    assert ids == ["standard", *(f"fallback-{rank}" for rank in range(1, len(ids)))]
    assert [bool(position.approver) for position in clause.positions] == [id != "standard" for id in ids]


def test_every_position_has_wording_of_its_own(clause: LibraryClause) -> None:
    wording = sections(clause.id)
    assert list(wording) == [position.id for position in clause.positions]
    assert all(len(text) > 80 for text in wording.values())
    assert len(set(wording.values())) == len(wording)


def test_positions_of_a_clause_can_be_exchanged_without_breaking_a_reference(clause: LibraryClause) -> None:
    texts = [read(kind) for kind in TEMPLATES] + [
        text for topic in LIBRARY for text in sections(topic).values()
    ]
    aimed_at = {id for text in texts for id in REFERENCE.findall(text)}
    anchors = [set(ANCHOR.findall(text)) & aimed_at for text in sections(clause.id).values()]
    assert all(found == anchors[0] for found in anchors)


@pytest.mark.parametrize("topic", NEGOTIATED)
def test_topics_that_are_negotiated_have_two_ranked_fallbacks(topic: str) -> None:
    assert [position.id for position in LIBRARY[topic].positions] == ["standard", "fallback-1", "fallback-2"]


def test_every_clause_is_printed_by_exactly_one_template() -> None:
    used = [topic for kind in TEMPLATES for topic in re.findall(r"^::: clause (\S+)$", read(kind), re.M)]
    assert sorted(used) == sorted(LIBRARY)


def test_a_template_says_what_it_is_for_and_who_signs(kind: str, template: Template) -> None:
    assert template.front["for"] == kind
    assert template.front["parties"] in (["sponsor", "cro"], ["sponsor", "cros"])
    assert re.match(r"\d\d\.\d\d\.\d\d ", str(template.front["tmf_artifact"]))


def test_terms_are_defined_once_and_used(kind: str, template: Template) -> None:
    text = whole_text(kind, template)
    terms = TERM.findall(text)
    assert sorted(set(terms)) == sorted(terms)
    unused = [term for term in terms if len(re.findall(rf"\b{re.escape(term.rstrip('s'))}", text)) < 2]
    assert unused == []


def test_terms_of_the_trade_are_defined_wherever_they_are_used(kind: str, template: Template) -> None:
    text = whole_text(kind, template)
    defined = set(TERM.findall(text)) | borrowed(text)
    prose = re.sub(r"\{[{%].*?[}%]\}", "", TERM.sub("", text), flags=re.S)
    prose = "\n".join(
        line for line in prose.splitlines() if not line.startswith(("|", ":", "#", "title", "sub", "tmf"))
    )
    used = {term for term in TRADE if re.search(rf"\b{term.removesuffix('y')}(?:y|ies|s)?\b", prose)}
    assert len(used) > 3
    assert used - defined == set()


@pytest.mark.parametrize(
    "name", [*(f"{kind}.md" for kind in TEMPLATES), *(f"clauses/{topic}.md" for topic in sorted(TOPICS))]
)
def test_the_language_is_plain(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert LEGALESE.findall(text) == []
    sentences = re.split(r"(?<=[.;:])\s", re.sub(r"^\|.*$|\{%.*?%\}", "", text, flags=re.M))
    assert max((len(sentence.split()) for sentence in sentences), default=0) < 75


def test_a_quality_agreement_holds_the_undertakings_of_good_clinical_practice() -> None:
    anchors = set(ANCHOR.findall(read("quality_agreement")))
    assert {f"undertaking-{name}" for name in ("compliance", "data", "retention", "access")} <= anchors
    headings = "sops issues capa serious-breaches audits inspections subcontractors records changes"
    assert set(headings.split()) <= anchors

"""The contracts of the shipped playbook as printed: what they say, what they leave out, and that nothing is empty."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
from lxml import etree

from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import Subject, subjects
from remit.documents.templates import FOLDER, Templates, read_templates
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.model.services import Regime
from remit.model.studies import Study, Transfer
from remit.templating import LibraryClause, Template

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTRACTS = (
    "wo-301",
    "wo-201",
    "wo-fsp-01",
    "qa-cal",
    "qa-dat",
    "transfer-nvt-218-301",
    "transfer-nvt-344-201",
)


@cache
def templates() -> Templates:
    tree, _ = read_folder(ROOT, FOLDER, (".md", ".docx"))
    found, findings = read_templates(tree)
    assert not findings
    return found


def printed(ledger: Ledger, subject: Subject, *, draft: bool = False) -> etree._Element:
    """The main part of the Word file of a subject."""
    rendered, findings = render(subject, ledger, templates(), Stamp("0"), draft=draft)
    assert not [f"{finding.where}: {finding.message}" for finding in findings]
    assert rendered is not None
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(rendered.data)).read("word/document.xml"))


def paragraphs(document: etree._Element) -> list[str]:
    return ["".join(p.itertext(f"{W}t")) for p in document.iter(f"{W}p")]


def words(document: etree._Element) -> str:
    return "\n".join(paragraphs(document))


def wording(subject: Subject) -> Template:
    template = templates().template(subject.kind, subject.record.language or "en-GB")
    assert template is not None
    return template


def contract(ledger: Ledger, name: str) -> Subject:
    return next(subject for subject in subjects(ledger) if subject.id == name)


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_table_is_empty_and_nothing_of_the_template_is_left(ledger: Ledger, name: str) -> None:
    document = printed(ledger, contract(ledger, name))
    for table in document.iter(f"{W}tbl"):
        heads = table.findall(f"{W}tr/{W}trPr/{W}tblHeader")
        assert len(table.findall(f"{W}tr")) > len(heads)
    text = words(document)
    assert not [mark for mark in ("{{", "{%", "[@", ":::", "{#", "None.", "Drafting note") if mark in text]


@pytest.mark.parametrize("name", CONTRACTS)
def test_only_a_draft_carries_the_note_to_counsel(ledger: Ledger, name: str) -> None:
    subject = contract(ledger, name)
    assert "It is not legal advice" in words(printed(ledger, subject, draft=True))
    assert "It is not legal advice" not in words(printed(ledger, subject))


def test_a_work_order_states_its_totals(ledger: Ledger) -> None:
    text = words(printed(ledger, contract(ledger, "wo-301")))
    for amount in (
        "15,340,800",
        "12,441,200",
        "27,782,000",
        "613,632",
        "767,040",
        "920,448",
        "306,816",
        "1,227,264",
    ):
        assert amount in text


@pytest.mark.parametrize(
    ("name", "present", "absent"),
    [
        ("wo-301", ("Risk sharing", "Advances", "Pass-Through Costs", "Key Personnel"), ("Holdback",)),
        ("wo-201", ("Holdback", "Key Personnel"), ("Risk sharing", "Advances", "Investigator Payments")),
        ("wo-fsp-01", ("Key Personnel",), ("Risk sharing", "Holdback", "Advances", "Investigator Payments")),
    ],
)
def test_sections_that_do_not_apply_are_left_out(
    ledger: Ledger, name: str, present: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    headings = set(paragraphs(printed(ledger, contract(ledger, name))))
    assert set(present) <= headings
    assert not headings & set(absent)


def test_a_fixed_price_speaks_neither_of_units_nor_of_costs_that_nobody_passes_on(ledger: Ledger) -> None:
    units = (
        "completed units",
        "units that are added",
        "quantities",
        "Pass-Through Costs",
        "Investigator Payments",
    )
    assert not [word for word in units if word in words(printed(ledger, contract(ledger, "wo-201")))]
    assert not [word for word in units if word not in words(printed(ledger, contract(ledger, "wo-301")))]


def test_the_clock_of_a_data_monitoring_committee_stands_with_the_cro_that_supports_it(
    ledger: Ledger,
) -> None:
    chair = "Chair of the Data Monitoring Committee"
    others = ("wo-201", "wo-301", "qa-cal")
    assert not [name for name in others if chair in words(printed(ledger, contract(ledger, name)))]
    assert chair in words(printed(ledger, contract(ledger, "wo-fsp-01")))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_does_not_rest_on_the_playbook(ledger: Ledger, name: str) -> None:
    assert "playbook" not in words(printed(ledger, contract(ledger, name))).lower()


def test_a_transfer_of_a_drug_study_lists_every_us_duty_once(ledger: Ledger) -> None:
    lines = paragraphs(printed(ledger, contract(ledger, "transfer-nvt-218-301")))
    regime = ledger.of(Regime)["us-21cfr312"]
    summaries = [duty.summary for duty in regime.obligations.values()]
    cells = "\n".join(lines)
    assert [text for text in summaries if cells.count(text) != 1] == []
    assert "21 CFR 312.52 requires" in cells
    assert "Retained" in cells


def test_a_device_study_delegates_activities_and_cites_no_transfer_rule_of_drugs(ledger: Ledger) -> None:
    study = ledger.of(Study)["nvt-218-301"]
    product = dataclasses.replace(study.product, kind="device")
    device = dataclasses.replace(study, product=product, regimes=("us-21cfr812", "ich-e6r3"))
    files = {path: device if record is study else record for path, record in ledger.files.items()}
    changed = Ledger(MappingProxyType(files))
    text = words(printed(changed, contract(changed, "transfer-nvt-218-301")))
    assert "the written description that 21 CFR 312.52 requires" not in text
    assert "21 CFR Part 812" in text
    assert "Delegated" in text
    assert "Transferred" not in text
    assert "describe as transferred" not in text


def test_every_position_of_every_clause_can_be_printed(ledger: Ledger) -> None:
    for name in ("wo-301", "qa-cal", "transfer-nvt-218-301"):
        subject = contract(ledger, name)
        for clause in wording(subject).clauses.values():
            for position in clause.positions[1:]:
                assert len(words(printed(ledger, _at(subject, clause, position.id)))) > 10_000


def _at(subject: Subject, clause: LibraryClause, position: str) -> Subject:
    record = dataclasses.replace(subject.record, positions={clause.id: position})
    return dataclasses.replace(subject, record=record)


def test_a_transfer_names_each_holder_and_what_it_holds(ledger: Ledger) -> None:
    transfer = ledger.of(Transfer)["nvt-218-301"]
    lines = paragraphs(printed(ledger, contract(ledger, "transfer-nvt-218-301")))
    holders = {allocation.to for allocation in transfer.allocations.values() if allocation.to}
    assert holders == {"calloway", "datamere"}
    assert {"Duties held by Calloway", "Duties held by Datamere"} <= {line.strip() for line in lines}


def test_a_work_order_measures_a_company_by_what_it_does(ledger: Ledger) -> None:
    data, operations = (words(printed(ledger, contract(ledger, name))) for name in ("wo-fsp-01", "wo-301"))
    assert "Enrolment against plan" in operations
    assert "Enrolment against plan" not in data
    assert "Answered queries not yet checked" in data
    assert "Invoices right first time" in data


def test_a_clock_names_the_company_that_fills_the_role(ledger: Ledger) -> None:
    told = "must tell that company and Norvane"
    elsewhere = words(printed(ledger, contract(ledger, "wo-fsp-01")))
    assert "CRO Safety Lead (Calloway)" in elsewhere
    assert "CRO Quality Lead (" not in elsewhere
    assert told in elsewhere
    own = words(printed(ledger, contract(ledger, "wo-301")))
    assert "(Calloway)\nto" not in own
    assert told not in own


def test_a_work_order_for_two_studies_names_the_transfer_of_each(ledger: Ledger) -> None:
    text = words(printed(ledger, contract(ledger, "wo-fsp-01")))
    assert (
        "shares 17 of the 117 duties in TOO-301; it takes over 2 and shares 15 of the 115 in TOO-201" in text
    )
    assert (
        "the same applies under TOO-201, Transfer of Sponsor Obligations for Study NVT-344-201: of its 115"
        in text
    )
    assert "its product is NVT-344" in text


def test_no_contract_prints_the_notes_of_its_research(ledger: Ledger) -> None:
    for name in CONTRACTS:
        text = words(printed(ledger, contract(ledger, name)))
        assert not [note for note in ("general knowledge", "was seen") if note in text.lower()], name


def test_the_procedures_of_a_quality_agreement_are_those_of_its_services(ledger: Ledger) -> None:
    operations, data = (words(printed(ledger, contract(ledger, name))) for name in ("qa-cal", "qa-dat"))
    assert "CO-010 Monitoring visits" in operations
    assert "DM-001 Data management" not in operations
    assert "DM-001 Data management" in data
    assert "CO-010 Monitoring visits" not in data

"""Parties, agreements, study facts and teams of the shipped playbook."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from remit.model.agreements import MasterAgreement, QualityAgreement
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party, Role
from remit.model.quality import Quality
from remit.model.studies import Study, StudyTeam

STUDIES = ("nvt-218-301", "nvt-344-201")
PEOPLE_FSP = {"cro-data-manager": "4.0", "cro-clinical-programmer": "1.5", "cro-lead-statistician": "0.8"}


def team(ledger: Ledger, study: str) -> StudyTeam:
    return next(t for t in ledger.every(StudyTeam) if t.study == study)


@pytest.mark.parametrize(
    ("party", "name", "kind", "signatories"),
    [
        ("norvane", "Norvane Therapeutics plc", "sponsor",
         {"chief-executive-officer", "chief-medical-officer", "chief-financial-officer", "head-of-quality"}),
        ("calloway", "Calloway Clinical Research Ltd", "cro",
         {"managing-director", "chief-commercial-officer", "head-of-quality"}),
        ("datamere", "Datamere Biometrics GmbH", "cro", {"managing-director", "head-of-quality"}),
    ],
)  # fmt: skip
def test_contracting_parties(ledger: Ledger, party: str, name: str, kind: str, signatories: set[str]) -> None:
    record = ledger.of(Party)[party]
    assert (record.name, record.kind, set(record.signatories)) == (name, kind, signatories)
    assert "notices" in record.contacts


def test_invented_addresses_use_reserved_domains(ledger: Ledger) -> None:
    contacts = [contact for party in ledger.of(Party).values() for contact in party.contacts.values()]
    assert contacts
    assert all(contact.email.endswith(".example") for contact in contacts)


@pytest.mark.parametrize(
    ("agreement", "day"), [("msa-cal", dt.date(2025, 2, 3)), ("msa-dat", dt.date(2025, 2, 17))]
)
def test_terms_of_the_master_agreements(ledger: Ledger, agreement: str, day: dt.date) -> None:
    master = ledger.of(MasterAgreement)[agreement]
    terms = (master.payment_terms, master.notice_convenience, master.breach_cure, master.dispute_resolution)
    assert master.date == master.effective_date == day
    assert [str(term) for term in terms] == [
        "45 calendar days",
        "60 calendar days",
        "30 calendar days",
        "30 calendar days",
    ]
    assert (str(master.late_interest), str(master.pass_through_markup)) == ("1 %", "0 %")


@pytest.mark.parametrize("agreement", ["msa-cal", "msa-dat", "qa-cal", "qa-dat"])
def test_agreements_are_signed_by_both_parties(ledger: Ledger, agreement: str) -> None:
    master, quality = ledger.of(MasterAgreement), ledger.of(QualityAgreement)
    document = master.get(agreement) or quality[agreement]
    assert {signing.party for signing in document.signatures} == {document.sponsor, document.cro}
    for signing in document.signatures:
        assert signing.signatory in ledger.of(Party)[signing.party].signatories
        assert signing.date is not None
        assert document.effective_date is not None
        assert document.history[-1].date <= signing.date <= document.effective_date


def test_quality_agreements_precede_the_first_transferred_activity(ledger: Ledger) -> None:
    for order in ledger.of(WorkOrder).values():
        agreement = ledger.of(QualityAgreement)[order.quality_agreement]
        assert agreement.effective_date is not None
        assert agreement.effective_date < order.start


def test_quality_agreements_cover_the_services_of_their_cro(ledger: Ledger) -> None:
    provided = defaultdict(set)
    for study in ledger.of(Study).values():
        for service in study.services.values():
            provided[service.provider].add(service.id)
    for agreement in ledger.of(QualityAgreement).values():
        assert set(agreement.services) == provided[agreement.cro]


def test_procedures_named_by_quality_agreements_exist(ledger: Ledger) -> None:
    matrix = ledger.every(Quality)[0].sops
    for agreement in ledger.of(QualityAgreement).values():
        assert set(agreement.sops) <= set(matrix)


def test_facts_of_study_301(ledger: Ledger) -> None:
    study = ledger.of(Study)["nvt-218-301"]
    people, dates = study.participants, study.dates
    assert (study.phase, study.sites, study.countries) == (
        "Phase 3", 90, ("US", "CA", "DE", "ES", "FR", "IT", "PL", "CZ", "HU", "BG", "RO"),
    )  # fmt: skip
    assert (people.screened, people.enrolled) == (700, 420)
    assert (dates.enrolment_months, dates.treatment_weeks, dates.follow_up_weeks) == (18, 52, 4)
    assert (study.model, study.oversight_level, study.fte_cap) == ("hybrid", "L2", Decimal("5.5"))


def test_facts_of_study_201(ledger: Ledger) -> None:
    study = ledger.of(Study)["nvt-344-201"]
    assert (study.phase, study.sites, study.countries) == ("Phase 2", 24, ("US", "DE", "PL", "ES"))
    assert study.participants.enrolled == 120
    assert (study.oversight_level, study.fte_cap) == ("L3", Decimal("2.0"))


def test_contract_terms_have_the_months_of_the_example(ledger: Ledger) -> None:
    months = {
        order.id: (order.end.year - order.start.year) * 12 + order.end.month - order.start.month + 1
        for order in ledger.of(WorkOrder).values()
    }
    assert months == {"wo-301": 44, "wo-201": 22, "wo-202": 10, "wo-fsp-01": 44}


@pytest.mark.parametrize(("study", "order"), [("nvt-218-301", "wo-301"), ("nvt-344-201", "wo-201")])
def test_dates_of_study_and_work_order_agree(ledger: Ledger, study: str, order: str) -> None:
    dates, milestones = ledger.of(Study)[study].dates, ledger.of(WorkOrder)[order].payment.milestones
    first, all_in, last = (
        milestones[i].planned
        for i in ("first-participant-in", "enrolment-100", "last-participant-last-visit")
    )
    assert first is not None
    assert all_in is not None
    assert last is not None
    assert (str(dates.start), str(dates.completion)) == (first.isoformat(), last.isoformat())
    assert dates.treatment_weeks is not None
    assert dates.follow_up_weeks is not None
    assert last - all_in == dt.timedelta(weeks=dates.treatment_weeks + dates.follow_up_weeks)
    assert str(dates.primary_completion) == (all_in + dt.timedelta(weeks=dates.treatment_weeks)).isoformat()


@pytest.mark.parametrize("study", STUDIES)
def test_sponsor_keeps_its_functions_and_says_what_it_retains(ledger: Ledger, study: str) -> None:
    services = ledger.of(Study)[study].services
    kept = {
        "quality-assurance",
        "sponsor-oversight",
        "study-design",
        "investigational-product",
        "trial-registration",
    }
    assert {services[service].provider for service in kept} == {"norvane"}
    assert {
        services[s].provider for s in ("data-management", "biostatistics", "statistical-programming")
    } == {"datamere"}
    assert all(service.retained for service in services.values() if service.provider != "norvane")


@pytest.mark.parametrize("study", STUDIES)
def test_team_fills_every_core_role(ledger: Ledger, study: str) -> None:
    filled = {a.role for a in team(ledger, study).assignments.values() if a.person or a.not_applicable}
    core = {role.id for role in ledger.of(Role).values() if role.team == "core"}
    assert core <= filled


@pytest.mark.parametrize("study", STUDIES)
def test_key_people_have_another_person_as_backup(ledger: Ledger, study: str) -> None:
    key = [assignment for assignment in team(ledger, study).assignments.values() if assignment.key]
    assert len({assignment.party for assignment in key}) == 3
    for assignment in key:
        assert assignment.backup, assignment.id
        assert assignment.backup != assignment.person, assignment.id


@pytest.mark.parametrize("study", STUDIES)
def test_people_stand_in_roles_of_their_party(ledger: Ledger, study: str) -> None:
    for assignment in team(ledger, study).assignments.values():
        assert ledger.of(Role)[assignment.role].party == ledger.of(Party)[assignment.party].kind, (
            assignment.id
        )


@pytest.mark.parametrize("study", STUDIES)
def test_sponsor_staff_stays_within_the_cap(ledger: Ledger, study: str) -> None:
    own = sum(a.fte for a in team(ledger, study).assignments.values() if a.party == "norvane" and a.fte)
    cap = ledger.of(Study)[study].fte_cap
    assert cap is not None
    assert 0 < own <= cap


def test_datamere_staffs_both_studies_with_the_people_it_sells(ledger: Ledger) -> None:
    staffed: Counter[str] = Counter()
    for study in STUDIES:
        for assignment in team(ledger, study).assignments.values():
            if assignment.party == "datamere" and assignment.fte:
                staffed[assignment.role] += assignment.fte  # type: ignore[assignment]
    sold = sum(line.people for line in ledger.of(WorkOrder)["wo-fsp-01"].direct.values() if line.people)
    assert sum(staffed.values()) == sold == Decimal("8.8")
    assert {role: staffed[role] for role in PEOPLE_FSP} == {
        role: Decimal(fte) for role, fte in PEOPLE_FSP.items()
    }

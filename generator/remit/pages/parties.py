"""One page per party: the sponsor, the CROs and other providers."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.money import WorkOrder
from remit.model.parties import Party, System
from remit.model.studies import StudyTeam
from remit.pages.addresses import address
from remit.pages.book import PARTY_KINDS, Book, country
from remit.pages.markdown import Block, badge, facts, heading, joined, lead, mail, phone, small, table
from remit.pages.page import Desk, Page
from remit.pages.statuses import status


def pages(book: Book) -> Iterator[Page]:
    """The list of parties, then a page for each."""
    desk = Desk(book, "parties/index")
    rows = [
        (
            desk.record("party", one.id),
            PARTY_KINDS[one.kind],
            one.alliance.type if one.alliance else "",
            country(one.address.country),
            one.profile or "",
        )
        for one in book.parties.values()
    ]
    columns = ["Party", ("Kind", "narrow"), "Relation", "Country", ("What it does", "wide")]
    yield desk.page(
        "All parties",
        [
            heading(1, "Parties"),
            lead("The sponsor and everybody who works for it."),
            table(columns, rows, caption="Parties"),
        ],
    )
    for party in book.parties.values():
        yield _page(Desk(book, address("party", party.id) or ""), party)


def _page(desk: Desk, party: Party) -> Page:
    place = party.address
    blocks = [
        heading(1, party.name),
        lead(party.profile) if party.profile else Block(""),
        facts(
            [
                ("Called", party.short_name),
                ("Kind", PARTY_KINDS[party.kind]),
                ("Legal form", party.legal_form),
                ("Register", party.registration),
                (
                    "Address",
                    joined(
                        [
                            part
                            for part in (
                                place.street,
                                place.city,
                                place.region,
                                place.postal_code,
                                country(place.country),
                            )
                            if part
                        ]
                    ),
                ),
                ("Relation", party.alliance and party.alliance.type),
                ("Why so close", party.alliance and party.alliance.rationale),
                ("Regions", joined(party.alliance.regions) if party.alliance else None),
                ("Relation since", party.alliance and party.alliance.since),
                ("Relation for", party.alliance and party.alliance.term),
            ]
        ),
        *_studies(desk, party),
        *_contracts(desk, party),
        *_people(desk, party),
        desk.kept(party),
    ]
    return desk.page(party.short_name, blocks)


def _studies(desk: Desk, party: Party) -> Iterator[Block]:
    rows = []
    for study in desk.book.studies.values():
        provided = [id for id, one in study.services.items() if one.provider == party.id]
        passed = [
            id for id, one in study.services.items() if any(sub.party == party.id for sub in one.subcontracts)
        ]
        if provided or passed:
            rows.append(
                (
                    desk.record("study", study.id),
                    desk.records("service", provided),
                    desk.records("service", passed),
                )
            )
    if rows:
        yield heading(2, "Services in studies", "services")
        yield table(
            ["Study", ("Provides", "wide"), "As subcontractor"],
            rows,
            caption=f"Services of {party.short_name} in studies",
        )
    owned = [system for system in desk.book.ledger.of(System).values() if system.owner == party.id]
    if owned:
        yield heading(2, "Systems", "systems")
        yield Block(f"<p>{desk.records('system', [system.id for system in owned])}</p>")


def _contracts(desk: Desk, party: Party) -> Iterator[Block]:
    kinds: tuple[tuple[str, str, type[Document]], ...] = (
        ("master", "Master agreement", MasterAgreement),
        ("quality_agreement", "Quality agreement", QualityAgreement),
        ("work_order", "Work order", WorkOrder),
    )
    rows = [
        (desk.record(kind, one.id, one.number), label, one.title, one.version, status(one))
        for kind, label, cls in kinds
        for one in desk.book.ledger.of(cls).values()
        if party.id in (getattr(one, "cro", None), getattr(one, "sponsor", None))
    ]
    if rows:
        yield heading(2, "Contracts", "contracts")
        yield table(
            ["Number", ("Kind", "narrow"), "Title", ("Version", "num"), "Status"],
            rows,
            caption=f"Contracts of {party.short_name}",
        )


def _people(desk: Desk, party: Party) -> Iterator[Block]:
    contacts = [
        (
            one.function,
            one.name,
            mail(one.email),
            phone(one.phone) if one.phone else "",
            desk.source(one.where),
        )
        for one in party.contacts.values()
    ]
    if contacts:
        yield heading(2, "Contacts", "contacts")
        yield table(
            ["For", "Name", "E-mail", "Telephone", "Source"],
            contacts,
            caption=f"Contacts of {party.short_name}",
        )
    signatories = [
        (one.name, one.title, one.authority, str(one.limit or "no limit"), desk.source(one.where))
        for one in party.signatories.values()
    ]
    if signatories:
        yield heading(2, "Signatories", "signatories")
        yield table(
            ["Name", "Title", "Authority", ("Limit", "num"), "Source"],
            signatories,
            caption=f"Signatories of {party.short_name}",
        )
    team = [
        (
            one.person or small("open"),
            desk.role(one.role),
            desk.record("study", studied.study),
            badge("key", "accent") if one.key else "",
        )
        for studied in desk.book.ledger.every(StudyTeam)
        for one in studied.assignments.values()
        if one.party == party.id and not one.not_applicable
    ]
    if team:
        yield heading(2, "People in studies", "people")
        yield table(
            ["Person", "Role", "Study", "Key personnel"],
            team,
            caption=f"People of {party.short_name} in studies",
        )

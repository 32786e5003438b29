"""A dashboard per study: facts, providers, documents, money, milestones, team, duties and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from remit.calc.levels import standing
from remit.model.money import WorkOrder
from remit.model.studies import Study, StudyTeam
from remit.pages import expected, levels
from remit.pages.addresses import address
from remit.pages.book import Book, country, generic_page
from remit.pages.coverage import TONES, gaps
from remit.pages.markdown import (
    Block,
    Inert,
    Tone,
    badge,
    bullets,
    facts,
    group,
    heading,
    joined,
    lead,
    listing,
    note,
    small,
    table,
    text,
)
from remit.pages.orders import order_blocks
from remit.pages.page import Desk, Page
from remit.pages.statuses import status
from remit.schema.dictionary import doc_of


def pages(book: Book) -> Iterator[Page]:
    """The list of studies, then a dashboard for each."""
    yield _index(Desk(book, "studies/index"))
    for study in book.studies.values():
        yield _page(Desk(book, address("study", study.id) or ""), study)


def _index(desk: Desk) -> Page:
    rows = [
        (
            desk.record("study", one.id),
            one.short_title or one.title,
            one.phase,
            str(one.participants.enrolled),
            str(one.sites),
            str(len(one.countries)),
            _health(desk, one),
        )
        for one in desk.book.studies.values()
    ]
    columns = [
        "Study",
        ("Title", "wide"),
        ("Phase", "narrow"),
        ("Participants", "num"),
        ("Sites", "num"),
        ("Countries", "num"),
        "Check",
    ]
    blocks = [
        heading(1, "Studies"),
        lead("Each study with its providers, documents, money, team and legal duties."),
        table(columns, rows, caption="Studies", empty="There is no study yet."),
    ]
    return desk.page("All studies", blocks)


def _folder(study: Study) -> str:
    return f"data/studies/{study.id}/"


def _health(desk: Desk, study: Study) -> Inert:
    found = Counter(finding.severity.value for finding in desk.book.findings_in(_folder(study)))
    if not found:
        return badge("nothing wrong", "good")
    tone: Tone = "bad" if found["error"] else "warn"
    words = [f"{n} {kind}{'s' if n > 1 and kind != 'information' else ''}" for kind, n in found.items()]
    return badge(", ".join(words), tone)


def _page(desk: Desk, study: Study) -> Page:
    found = desk.book.findings_in(_folder(study))
    lacking = gaps(desk.book, study)
    orders = [order for order in desk.book.ledger.of(WorkOrder).values() if order.study == study.id]
    blocks = [heading(1, study.protocol_id), lead(study.title), _figures(desk, study, orders)]
    if found:
        blocks += [
            heading(2, "Findings", "findings"),
            desk.findings(found, f"Findings in {study.protocol_id}"),
        ]
    blocks += [
        *_facts(desk, study),
        *_providers(desk, study),
        *_duties(desk, study, len(lacking)),
        *_documents(desk, study, orders),
        *expected.of_study(desk, study),
        *_more(desk, study),
    ]
    for order in orders:
        blocks += order_blocks(desk, order)
    return desk.page(f"{study.protocol_id} at a glance", [*blocks, *_team(desk, study), desk.kept(study)])


def _figures(desk: Desk, study: Study, orders: Sequence[WorkOrder]) -> Block:
    people = study.participants
    tiles = [
        (f"{people.enrolled:,}", f"participants {'enrolled' if people.count == 'actual' else 'planned'}"),
        (f"{study.sites:,}", "sites"),
        (f"{len(study.countries)}", "countries"),
        *((str(order.totals.contract_value), f"contract value of {order.number}") for order in orders),
    ]
    return group(
        "div",
        [
            Inert(f'<div class="tile"><strong>{text(value)}</strong><span>{text(label)}</span></div>')
            for value, label in tiles
        ],
        class_="tiles",
    )


def _facts(desk: Desk, study: Study) -> Iterator[Block]:
    yield heading(2, "Facts", "facts")
    yield facts([*_identity(desk, study), *_size(study), *_dates(study), *_terms(desk, study)])


def _identity(desk: Desk, study: Study) -> Iterator[tuple[object, object]]:
    product, design = study.product, study.design
    version = study.protocol_version and f"version {study.protocol_version}"
    form = f", {product.form}" if product.form else ""
    numbers = [joined([f"{one.scheme}: ", one.value], "") for one in study.identifiers]
    yield "Title in short", study.short_title
    yield "Identifiers", listing(numbers) if numbers else None
    yield "Protocol", _told(version, study.protocol_date)
    yield "Sponsor", desk.record("party", study.sponsor) if study.sponsor else study.registered_sponsor
    yield "Collaborators", listing(study.collaborators) if study.collaborators else None
    yield "Phase", study.phase
    yield "Indication", listing(study.indication)
    yield "Product", f"{product.name} ({product.kind}{form})"
    yield "Design", _told(design.study_type, design.allocation, design.model, design.masking, design.purpose)
    yield "Arms", listing([_arm(one) for one in study.arms.values()]) if study.arms else None


def _told(*parts: object) -> Inert:
    """The parts that are known."""
    return joined([part for part in parts if part])


def _size(study: Study) -> Iterator[tuple[object, object]]:
    people = study.participants
    numbers = [(people.screened, "screened"), (people.enrolled, "enrolled"), (people.completed, "completing")]
    yield "Participants", joined([f"{n:,} {what}" for n, what in numbers if n is not None])
    yield "Sites", f"{study.sites:,}"
    yield "Countries", joined([country(code) for code in study.countries])


def _terms(desk: Desk, study: Study) -> Iterator[tuple[object, object]]:
    cap = study.fte_cap
    yield "Regimes", desk.records("regime", study.regimes)
    yield "Engagement", study.model
    yield "Oversight", _oversight(desk, study)
    yield "Sponsor's own staff", f"at most {cap:f} full-time equivalents" if cap is not None else None


def _oversight(desk: Desk, study: Study) -> Inert | None:
    """The oversight level as a link to its page, with the level that the results call for where that is another."""
    found = standing(desk.book.ledger, study)
    if found is None:
        return None
    level = desk.to(levels.path(study.id), levels.LEVELS[found.held.level])
    wanted = badge(f"results call for {found.recommended}", "warn") if found.moves else ""
    return joined([level, wanted], " ")


def _arm(arm: object) -> Inert:
    title, kind, description = (getattr(arm, field) for field in ("title", "type", "description"))
    return joined([title, small(f" ({kind})") if kind else "", f": {description}" if description else ""], "")


def _dates(study: Study) -> Iterator[tuple[object, object]]:
    dates = study.dates
    yield "First participant", dates.start
    yield "Primary completion", dates.primary_completion
    yield "Completion", dates.completion
    lengths = (
        (dates.enrolment_months, "months of enrolment"),
        (dates.treatment_weeks, "weeks of treatment"),
        (dates.follow_up_weeks, "weeks of follow-up"),
    )
    yield "Lengths", joined([f"{n} {what}" for n, what in lengths if n is not None])


def _providers(desk: Desk, study: Study) -> Iterator[Block]:
    yield heading(2, "Who provides what", "providers")
    rows = []
    for id, one in study.services.items():
        passed = [
            joined(
                [desk.record("party", sub.party), f": {sub.scope}; overseen by ", desk.role(sub.overseen_by)],
                "",
            )
            for sub in one.subcontracts
        ]
        rows.append(
            (
                desk.record("service", id),
                desk.record("party", one.provider),
                one.scope or "",
                one.retained or "",
                listing(passed, ""),
            )
        )
    columns = ["Service", "Provider", ("Scope", "wide"), ("The sponsor keeps", "wide"), "Subcontracted"]
    yield table(columns, rows, caption=f"Providers in {study.protocol_id}")


def _duties(desk: Desk, study: Study, lacking: int) -> Iterator[Block]:
    yield heading(2, "Legal duties", "duties")
    transfer = desk.book.transfer_of(study.id)
    where = desk.to(f"coverage/{study.id}", "Who holds each duty")
    if transfer is None:
        yield note(
            "No transfer of obligations",
            joined(["All duties stay with the sponsor until one is written. ", where, "."], ""),
            "warn",
        )
        return
    counts = Counter[str](one.disposition for one in transfer.allocations.values())
    shown = joined(
        [joined([badge(name, tone), f" {counts[name]}"], "") for name, tone in TONES.items()], " &ensp; "
    )
    state = badge(f"{lacking} gap{'s' if lacking > 1 else ''}", "bad") if lacking else badge("no gap", "good")
    yield Block(f"<p>{shown} &ensp; {state} &ensp; {where}</p>")


def _documents(desk: Desk, study: Study, orders: Sequence[WorkOrder]) -> Iterator[Block]:
    yield heading(2, "Documents", "documents")
    transfer = desk.book.transfer_of(study.id)
    documents = [
        *([("Transfer of obligations", transfer)] if transfer else []),
        *(("Work order", order) for order in orders),
    ]
    rows = [
        (
            one.number,
            kind,
            one.title,
            one.version,
            one.effective_date or "",
            status(one),
            desk.source(one.where),
        )
        for kind, one in documents
    ]
    yield table(
        ["Number", "Kind", ("Title", "wide"), ("Version", "num"), "Effective", "Status", "Source"],
        rows,
        caption=f"Documents of {study.protocol_id}",
    )


def _more(desk: Desk, study: Study) -> Iterator[Block]:
    """Links to the pages of the study's other records: schedule, performance, change orders and so on."""
    links = []
    for file, record in desk.book.ledger.files.items():
        page = generic_page(file)
        if page and file.startswith(_folder(study)):
            kind = page.rpartition("/")[2].replace("_", " ").capitalize()
            links.append(
                joined([desk.to(page, kind), small(f" {doc_of(type(record)).partition(' (data/')[0]}")], "")
            )
    if links:
        yield heading(2, "More of this study", "more")
        yield bullets(links)


def _team(desk: Desk, study: Study) -> Iterator[Block]:
    team = next((one for one in desk.book.ledger.every(StudyTeam) if one.study == study.id), None)
    yield heading(2, "Team", "team")
    rows = []
    for one in team.assignments.values() if team else ():
        person: object = one.person or (
            small(f"not needed: {one.not_applicable}") if one.not_applicable else badge("open", "warn")
        )
        rows.append(
            (
                desk.role(one.role),
                joined([person, badge("key", "accent")], " ") if one.key else person,
                desk.record("party", one.party),
                f"{one.fte:f}" if one.fte is not None else "",
                one.backup or "",
                joined([when for when in (one.start, one.end) if when], " to "),
                desk.source(one.where),
            )
        )
    yield table(
        ["Role", "Person", "Party", ("FTE", "num"), "Backup", "Time", "Source"],
        rows,
        caption=f"Team of {study.protocol_id}",
    )

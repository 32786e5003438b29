"""Services with their activities, one page per service: what is done, in which phase, by whom, for which legal duty."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.services import Activity, Service
from remit.pages.addresses import address
from remit.pages.book import Book
from remit.pages.letters import LETTERS, letter
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    bullets,
    facts,
    heading,
    joined,
    lead,
    link,
    listing,
    small,
    table,
)
from remit.pages.page import Desk, Page

PHASES = ("planning", "start-up", "conduct", "close-out")


def pages(book: Book) -> Iterator[Page]:
    """The catalogue of services, then a page for each."""
    yield _index(Desk(book, "services/index"))
    for service in book.services.values():
        yield _page(Desk(book, address("service", service.id) or ""), service)


def _index(desk: Desk) -> Page:
    services = desk.book.services.values()
    blocks = [
        heading(1, "Services and activities"),
        lead(
            "What can be outsourced, and into which activities it falls. Each activity has one accountable role."
        ),
    ]
    groups = (("Services of the alliance model", True, "alliance"), ("Other services", False, "other"))
    for title, alliance, anchor in groups:
        rows = [
            (desk.record("service", one.id), str(len(one.activities)), _providers(desk, one), one.definition)
            for one in services
            if one.alliance is alliance
        ]
        if rows:
            columns = ["Service", ("Activities", "num"), "Provided by", ("What it covers", "wide")]
            blocks += [heading(2, title, anchor), table(columns, rows, caption=title)]
    return desk.page("All services", blocks)


def _providers(desk: Desk, service: Service) -> Inert:
    shown = []
    for study in desk.book.studies.values():
        provided = study.services.get(service.id)
        if provided:
            shown.append(
                joined([desk.record("party", provided.provider), small(f" in {study.protocol_id}")], "")
            )
    return listing(shown, "no study")


def _page(desk: Desk, service: Service) -> Page:
    blocks = [
        heading(1, service.title),
        lead(service.definition),
        facts(
            [
                ("Stage", service.stage),
                ("Alliance model", "one of its seven services" if service.alliance else None),
                ("Provided by", _providers(desk, service)),
            ]
        ),
    ]
    if service.deliverables:
        blocks += [heading(2, "Deliverables", "deliverables"), bullets(service.deliverables)]
    blocks += [heading(2, "Activities at a glance", "activities"), _overview(desk, service)]
    for activity in service.activities.values():
        blocks += _activity(desk, activity)
    return desk.page(service.title, [*blocks, desk.kept(service)])


def _overview(desk: Desk, service: Service) -> Block:
    rows = []
    for phase in PHASES:
        for activity in service.activities.values():
            if activity.phase == phase:
                row = desk.book.raci.get(activity.id)
                cells = [
                    desk.records("role", getattr(row, field)) if row else small("no row")
                    for field in ("accountable", "responsible")
                ]
                rows.append(
                    Row.of(
                        (link(activity.title, f"#{activity.id}"), phase, activity.unit or "", *cells),
                        data_phase=phase,
                    )
                )
    columns = ["Activity", ("Phase", "narrow"), ("Priced by", "narrow"), "Accountable", "Responsible"]
    return table(columns, rows, caption=f"Activities of {service.title}")


def _activity(desk: Desk, activity: Activity) -> Iterator[Block]:
    yield heading(2, activity.title, activity.id)
    row = desk.book.raci.get(activity.id)
    parts = []
    for mark in "ARCI":
        roles = getattr(row, LETTERS[mark]) if row else ()
        parts.append(
            (joined([letter(mark), f" {LETTERS[mark].capitalize()}"], ""), desk.records("role", roles))
        )
    yield facts(
        [
            *parts,
            ("Phase", activity.phase),
            ("Priced by", activity.unit),
            ("Legal duties", _duties(desk, activity)),
            ("Oversees", desk.records("topic", activity.oversees) if activity.oversees else None),
            ("Systems", desk.records("system", activity.systems) if activity.systems else None),
            ("Source", desk.source(activity.where)),
        ]
    )


def _duties(desk: Desk, activity: Activity) -> Inert:
    if activity.duties:
        return desk.records("topic", activity.duties)
    return small("none") if activity.no_duty else badge("not stated", "warn")

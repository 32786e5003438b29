"""How the parties talk: standing meetings, reports, response times and review times."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.governance import Communication
from remit.pages.book import Book
from remit.pages.markdown import Block, Row, heading, lead, small, table
from remit.pages.page import Desk, Page


def pages(book: Book) -> Iterator[Page]:
    """The communication plan."""
    desk = Desk(book, "governance/communication")
    if book.communication is None:
        yield desk.page(
            "Communication", [heading(1, "Communication"), desk.missing("data/communication.yaml")]
        )
        return
    plan = book.communication
    blocks = [
        heading(1, "Communication"),
        lead("Standing meetings, regular reports, how fast messages are answered and documents reviewed."),
        heading(2, "Meetings", "meetings"),
        _meetings(desk, plan),
        heading(2, "Reports", "reports"),
        _reports(desk, plan),
        heading(2, "Response times", "response-times"),
        table(
            ["Message", ("Answered within", "narrow"), ("Channel", "wide"), "Source"],
            [
                (one.title, str(one.within), one.channel, desk.source(one.where))
                for one in plan.response_times.values()
            ],
            caption="Response times",
        ),
        heading(2, "Review of documents", "reviews"),
        table(
            ["Document", ("Reviewed within", "narrow"), ("Cycles included", "num"), "Source"],
            [
                (one.title, str(one.within), str(one.cycles), desk.source(one.where))
                for one in plan.review_turnaround.values()
            ],
            caption="Review times",
        ),
        desk.kept(plan),
    ]
    yield desk.page("Communication", blocks)


def _meetings(desk: Desk, plan: Communication) -> Block:
    rows = [
        Row.of(
            (
                one.title,
                f"every {one.cadence}",
                f"{one.minutes} min",
                desk.role(one.chair),
                desk.records("role", one.attendees),
                one.purpose,
                one.filing,
                desk.record("body", one.body) if one.body else small("none"),
                desk.source(one.where),
            ),
            id=f"meeting-{one.id}",
        )
        for one in plan.meetings.values()
    ]
    columns = [
        "Meeting",
        "How often",
        ("Length", "num"),
        "Chair",
        ("Attend", "wide"),
        ("Purpose", "wide"),
        "Minutes filed",
        "Body",
        "Source",
    ]
    return table(columns, rows, caption="Standing meetings")


def _reports(desk: Desk, plan: Communication) -> Block:
    rows = [
        Row.of(
            (
                one.title,
                f"every {one.cadence}",
                desk.role(one.owner),
                desk.records("role", one.audience),
                one.content,
                desk.record("system", one.source) if one.source else small("none"),
                desk.source(one.where),
            ),
            id=f"report-{one.id}",
        )
        for one in plan.reports.values()
    ]
    return table(
        [
            "Report",
            "How often",
            "Written by",
            ("Received by", "wide"),
            ("Content", "wide"),
            "Figures from",
            "Source",
        ],
        rows,
        caption="Regular reports",
    )

"""The responsibility matrix: activities down, roles across, with filters that work in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.parties import Role
from remit.model.services import Raci, RaciRow, Service
from remit.pages.book import PARTY_KINDS, Book, roles_by_kind
from remit.pages.letters import LETTERS, letter, marks_of
from remit.pages.markdown import (
    Block,
    Inert,
    attributes,
    block,
    element,
    group,
    heading,
    joined,
    lead,
    link,
    small,
    table,
    text,
)
from remit.pages.page import Desk, Page
from remit.pages.work import PHASES


def pages(book: Book) -> Iterator[Page]:
    """The matrix."""
    desk = Desk(book, "raci")
    if not book.raci:
        yield desk.page("RACI matrix", [heading(1, "RACI matrix"), desk.missing("data/raci.yaml")])
        return
    roles = [role for _, group in roles_by_kind(book.roles.values()) for role in group]
    blocks = [
        heading(1, "RACI matrix"),
        lead("Who does each activity, who answers for it, who is asked first and who is told afterwards."),
        _legend(),
        _filters(desk, roles),
        block("p", "", class_="count", id="raci-count", role="status"),
        _card(),
        _more(),
        _matrix(desk, roles),
        *_departures(desk),
    ]
    yield desk.page("RACI matrix", blocks, width="wide")


def _legend() -> Block:
    words = {
        "R": "does the work",
        "A": "answers for the result; exactly one role",
        "C": "is asked before it is done",
        "I": "is told afterwards",
    }
    return block(
        "p",
        joined(
            [joined([letter(mark), f" {LETTERS[mark]}: {words[mark]}"], "") for mark in LETTERS], " &nbsp; "
        ),
        class_="legend",
    )


def _filters(desk: Desk, roles: Sequence[Role]) -> Block:
    services = [(service.id, service.title) for service in desk.book.services.values()]
    kinds = [(kind, f"{PARTY_KINDS[kind]} roles") for kind, _ in roles_by_kind(roles)]
    activities = [(id, desk.book.activities[id].title) for id in desk.book.raci if id in desk.book.activities]
    return group(
        "form",
        [
            _choice("phase", "Phase", [(phase, phase) for phase in PHASES], "All phases"),
            _choice("service", "Service", services, "All services"),
            _choice("party", "Party", kinds, "All parties"),
            _choice(
                "role",
                "Role",
                [(role.id, f"{role.title} ({PARTY_KINDS[role.party]})") for role in roles],
                "All roles",
            ),
            _choice("activity", "One activity", activities, "All activities"),
            Inert('<label>Words <input type="search" name="words" autocomplete="off"></label>'),
            Inert('<button type="reset">Show all</button>'),
        ],
        class_="filters",
        id="raci-filters",
    )


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], every: str) -> Inert:
    written = "".join(f"<option{attributes(value=value)}>{text(shown)}</option>" for value, shown in options)
    return Inert(
        f'<label>{label} <select name="{name}"><option value="">{every}</option>{written}</select></label>'
    )


def _more() -> Block:
    """Shown by the script while roles lie beyond an edge of the frame."""
    words = Inert(
        '<span></span> <button type="button" data-by="-1" aria-label="Roles to the left">&larr;</button> '
        '<button type="button" data-by="1" aria-label="Roles to the right">&rarr;</button>'
    )
    return block("p", words, class_="scroll-cue", id="raci-more", hidden=True)


def _card() -> Block:
    return block("div", "", class_="activity-card", id="raci-card", aria_live="polite", hidden=True)


def _matrix(desk: Desk, roles: Sequence[Role]) -> Block:
    known = {role.id for role in roles}
    lines = [
        '<div class="matrix-holder">',
        f'<div class="table-frame matrix-frame"{attributes(tabindex=0, role="region", aria_label="Responsibility matrix")}>',
        '<table class="matrix" id="raci">',
        '<caption class="unseen">Responsibility matrix: one row per activity, one column per role</caption>',
        "<thead>",
        f'<tr class="kinds"><td></td>{"".join(_kind_head(kind, len(group)) for kind, group in roles_by_kind(roles))}</tr>',
        f'<tr><th scope="col" class="corner">Activity</th>{"".join(_role_head(desk, role) for role in roles)}</tr>',
        "</thead>",
    ]
    for service in desk.book.services.values():
        ids = [id for id in service.activities if id in desk.book.raci]
        if ids:
            lines.append(f"<tbody{attributes(data_service=service.id)}>")
            lines.append(_service_row(desk, service, len(roles)))
            lines += [_row(desk, id, roles, known) for id in ids]
            lines.append("</tbody>")
    return Block("\n".join([*lines, "</table>", "</div>", "</div>"]))


def _service_row(desk: Desk, service: Service, columns: int) -> str:
    head = element("th", desk.record("service", service.id), scope="rowgroup")
    return element("tr", joined([head, element("td", "", colspan=columns)], ""), class_="service")


def _kind_head(kind: str, count: int) -> str:
    return f"<th{attributes(scope='colgroup', colspan=count, data_party=kind)}>{PARTY_KINDS[kind]}</th>"


def _role_head(desk: Desk, role: Role) -> str:
    marks = attributes(scope="col", data_role=role.id, data_party=role.party, class_="role")
    return f"<th{marks}><span>{desk.role(role.id)}</span></th>"


def _row(desk: Desk, id: str, roles: Sequence[Role], known: set[str]) -> str:
    activity, row = desk.book.activities.get(id), desk.book.raci[id]
    unknown = sorted({role for field in LETTERS.values() for role in getattr(row, field)} - known)
    note = small(f" (unknown: {', '.join(unknown)})") if unknown else ""
    cells = "".join(_cell(row, role) for role in roles)
    marks = attributes(data_activity=id, data_phase=activity.phase if activity else "")
    return f'<tr{marks}><th scope="row">{desk.record("activity", id)}{note}</th>{cells}</tr>'


def _cell(row: RaciRow, role: Role) -> str:
    marks = marks_of(row, role.id)
    return f"<td>{''.join(letter(mark) for mark in marks)}</td>" if marks else "<td></td>"


def _departures(desk: Desk) -> Iterator[Block]:
    rows = []
    for raci in desk.book.ledger.every(Raci):
        for id, row in raci.activities.items() if raci.study else ():
            here = [
                joined([letter(mark), " ", desk.records("role", getattr(row, LETTERS[mark]))], "")
                for mark in "ARCI"
            ]
            rows.append(
                (
                    desk.record("study", raci.study),
                    desk.record("activity", id),
                    joined(here, "<br>"),
                    desk.source(row.where),
                )
            )
    if rows:
        yield heading(2, "Where a study departs from the matrix", "departures")
        yield table(
            ["Study", "Activity", ("In this study", "wide"), "Source"],
            rows,
            caption="Departures of studies from the matrix",
        )
    yield block(
        "p",
        joined(
            [
                "Each activity is described on the page of its service: see ",
                link("services", "services/index.html"),
                ".",
            ],
            "",
        ),
    )

"""What is said of a study's oversight level, as lines for a terminal and as data (schema/oversight_schema.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.calc.judged import plain
from remit.calc.levels import Spent, Standing, began
from remit.calc.oversight import Gate, Result, is_leaner, one_up
from remit.calc.periods import name, short_name
from remit.calc.transition import Progress
from remit.cli.columns import columns, wrapped
from remit.frozen import dataclass
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.oversight import LevelName, Oversight
from remit.model.parties import Party, Role
from remit.model.values import PartialDate, spoken

_NAMES: dict[LevelName, str] = {
    "L1": "L1 intensive",
    "L2": "L2 standard",
    "L3": "L3 lean",
    "L4": "L4 light",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that the command says: the level, the sponsor's effort, and the ways to other levels."""

    standing: Standing
    effort: tuple[Spent, ...]
    transitions: tuple[Progress, ...]


# ---- lines ----------------------------------------------------------------------------------------------------------


def lines(ledger: Ledger, told: Told) -> Iterator[str]:
    """The level with its evidence, who approves a move, effort against the cap, and transitions."""
    found = told.standing
    since = f" since {spoken(found.held.since)}" if found.held.since else ""
    yield f"{found.study.protocol_id}: oversight level {_NAMES[found.held.level]}{since}"
    yield from wrapped(_verdict(found), 2)
    yield from _evidence(ledger, found)
    yield from _down(ledger, found)
    yield from _up(ledger, found)
    yield from _effort(told)
    for one in told.transitions:
        yield from _transition(ledger, one)


def _verdict(found: Standing) -> str:
    level, wanted = found.held.level, found.recommended
    why = "; ".join(found.reasons)
    if found.coming and found.coming.to_level == wanted:
        return f"The results allow {_NAMES[wanted]}: {why}. It is approved, and begins on {spoken(began(found.coming))}."
    if not found.moves:
        return f"The results call for no other level: {why}."
    if is_leaner(wanted, level):
        return f"The results allow {_NAMES[wanted]}: {why}."
    return f"The results call for {_NAMES[wanted]} AT ONCE: {why}."


def _party(ledger: Ledger, id: str) -> str:
    found = ledger.of(Party).get(id)
    return found.short_name if found else id


def _evidence(ledger: Ledger, found: Standing) -> Iterator[str]:
    rows = [
        (
            short_name(one.period),
            _party(ledger, cro),
            "green" if one.green else "not green",
            _findings(one),
            one.shortfall,
        )
        for cro, results in found.results.items()
        for one in results
    ]
    yield ""
    yield "  Evidence" if rows else "  Evidence: no period of performance is recorded"
    if rows:
        yield from columns(("period", "CRO", "result", "findings", "what was short"), rows)


def _findings(one: Result) -> str:
    found = one.period.findings
    parts = [
        f"{count} {grade} {word}"
        for grade in ("critical", "major", "minor")
        for still, word in ((True, "open"), (False, "closed"))
        if (count := sum(each.grade == grade and each.open == still for each in found))
    ]
    return ", ".join(parts) or "none"


def _down(ledger: Ledger, found: Standing) -> Iterator[str]:
    if not found.down:
        return
    yield ""
    yield f"  Conditions of {_NAMES[found.down.to_level]}"
    rows = [
        ("not yet" if gate.missing else "met", _party(ledger, cro), gate.asked, gate.missing or gate.found)
        for cro, gates in found.gates.items()
        for gate in gates
    ]
    if rows:
        yield from columns(("", "CRO", "condition", "found"), rows)
    yield f"    To be approved by: {_body(ledger, found.down.approver)}"


def _body(ledger: Ledger, id: str) -> str:
    body = ledger.of(Body).get(id)
    if body is None:
        return id
    chair = ledger.of(Role).get(body.chair)
    return f"{body.title} (chair: {chair.title if chair else body.chair})"


def _up(ledger: Ledger, found: Standing) -> Iterator[str]:
    level = found.held.level
    oversight = next(iter(ledger.every(Oversight)), None)
    if one_up(level) == level or oversight is None:
        return
    yield ""
    yield f"  Back to {_NAMES[one_up(level)]}"
    yield from wrapped(oversight.up_at_once, 4)
    role = ledger.of(Role).get(oversight.up_decided_by or "")
    if role:
        yield f"    To be decided by: {role.title}"
    if oversight.up_confirmed_by:
        yield f"    To be confirmed by: {_body(ledger, oversight.up_confirmed_by)}"


def _effort(told: Told) -> Iterator[str]:
    if not told.effort:
        return
    yield ""
    yield "  The sponsor's own effort, in full-time equivalents"
    rows = [
        (
            short_name(one.period),
            one.level or "",
            plain(one.planned),
            plain(one.actual),
            "none" if one.cap is None else plain(one.cap),
            f"{' and '.join(one.over)} ABOVE THE CAP" if one.over else "within",
        )
        for one in told.effort
    ]
    yield from columns(("period", "level", "planned", "spent", "cap", ""), rows, numbers=(2, 3, 4))


def _transition(ledger: Ledger, found: Progress) -> Iterator[str]:
    one = found.transition
    yield ""
    yield (
        f"  The way from {_NAMES[one.from_level]} to {_NAMES[one.to_level]}: {found.done} of {len(one.tasks)} tasks done"
        f"{f', {len(found.late)} late' if found.late else ''}"
    )
    yield (
        f"    {spoken(one.start)} to {spoken(one.end)}; approved by {_body(ledger, one.approved_by)} on "
        f"{spoken(one.approved)}; {one.to_level} begins on {spoken(began(one))}"
    )
    rows = [
        (
            spoken(PartialDate(month.first.isoformat()[:7])),
            str(len(month.under_way)),
            str(len(month.due)),
            str(len(month.done)),
        )
        for month in found.months
    ]
    yield from columns(("month", "under way", "due", "done"), rows, numbers=(1, 2, 3))
    tasks = [
        (found.states[id], task.end.isoformat(), task.title, task.criterion) for id, task in one.tasks.items()
    ]
    if tasks:
        yield ""
        yield from columns(("state", "due", "task", "shown by"), tasks)


# ---- data -----------------------------------------------------------------------------------------------------------


def data(ledger: Ledger, told: Told) -> dict[str, Any]:
    """The same as JSON values: numbers as text, days as year-month-day."""
    found = told.standing
    oversight = next(iter(ledger.every(Oversight)), None)
    return {
        "level": found.held.level,
        "since": found.held.since.isoformat() if found.held.since else None,
        "recommended": found.recommended,
        "reasons": list(found.reasons),
        "as_called_for": not found.moves,
        "results": [_result(cro, one) for cro, results in found.results.items() for one in results],
        "down": {
            "to": found.down.to_level,
            "approver": found.down.approver,
            "conditions": [_gate(cro, gate) for cro, gates in found.gates.items() for gate in gates],
        }
        if found.down
        else None,
        "up": {
            "to": one_up(found.held.level),
            "decided_by": oversight.up_decided_by,
            "confirmed_by": oversight.up_confirmed_by,
        }
        if oversight and one_up(found.held.level) != found.held.level
        else None,
        "effort": [_spent(one) for one in told.effort],
        "transitions": [_way(one) for one in told.transitions],
    }


def _result(cro: str, one: Result) -> dict[str, Any]:
    return {
        "period": one.period.id,
        "name": name(one.period),
        "cro": cro,
        "green": one.green,
        "off_target": list(one.off_target),
        "missing": list(one.missing),
        "alarms": list(one.alarms),
        "critical_finding_open": one.critical_open,
    }


def _gate(cro: str, gate: Gate) -> dict[str, Any]:
    return {
        "cro": cro,
        "condition": gate.asked,
        "met": not gate.missing,
        "found": gate.found,
        "missing": gate.missing or None,
    }


def _spent(one: Spent) -> dict[str, Any]:
    return {
        "period": one.period.id,
        "level": one.level,
        "planned": f"{one.planned:f}",
        "actual": f"{one.actual:f}",
        "cap": None if one.cap is None else f"{one.cap:f}",
        "above_cap": list(one.over),
        "functions": [
            {"function": row.function, "planned": f"{row.planned:f}", "actual": f"{row.actual:f}"}
            for row in one.functions
        ],
    }


def _way(found: Progress) -> dict[str, Any]:
    one = found.transition
    return {
        "from": one.from_level,
        "to": one.to_level,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "approved": one.approved.isoformat(),
        "approved_by": one.approved_by,
        "begins": began(one).isoformat(),
        "done": found.done,
        "late": list(found.late),
        "months": [
            {
                "month": month.first.isoformat()[:7],
                "under_way": list(month.under_way),
                "due": list(month.due),
                "done": list(month.done),
            }
            for month in found.months
        ],
        "tasks": [
            {
                "id": id,
                "title": task.title,
                "owner": task.owner,
                "start": task.start.isoformat(),
                "end": task.end.isoformat(),
                "done": task.done.isoformat() if task.done else None,
                "state": found.states[id],
                "criterion": task.criterion,
            }
            for id, task in one.tasks.items()
        ],
    }

"""Who must agree to a change: roles by what it means, bodies by what it costs, approvers of clauses, owners of documents.

What is in force decides, which is the earlier state: a change cannot appoint its own approvers. Only where that state names
nobody, the later one is asked. Every group must agree; within a group one role is enough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from remit.calc.limits import Decides, deciding
from remit.frozen import dataclass
from remit.model.changes import ChangeOrder
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.playbook import Playbook
from remit.model.values import Money
from remit.review.changes import Change
from remit.review.clauses import CLAUSES, KIND, name_now
from remit.review.documents import Touched
from remit.review.edits import Edit
from remit.review.kinds import Weight
from remit.review.matching import Renames
from remit.review.sides import Side
from remit.review.wording import CHOSEN, CLAUSE, LIMIT, OWNER, POSITION
from remit.templating import TemplateError
from remit.templating.library import declared
from remit.templating.source import split_front

ORDERS = ("work_order", "change_order")
"""Kinds of files whose amounts and dates are held against the limits of decision."""

_CONTROLS = range(90, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A group of roles of which one must agree, why, and the changes it is about (their fingerprints) and documents.

    Without a role, nobody is named who could agree: the playbook has to name somebody first.
    """

    roles: tuple[str, ...]
    reasons: tuple[str, ...]
    changes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def given_by(self, roles: Collection[str]) -> bool:
        """Whether one of these roles is enough."""
        return bool(set(self.roles) & set(roles))


@dataclass(frozen=True, slots=True)
class _Need:
    roles: tuple[str, ...]
    reason: str
    changes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def approvals(
    before: Side, after: Side, changes: Sequence[Change], documents: Sequence[Touched], renames: Renames
) -> tuple[Approval, ...]:
    """Everybody who must agree, in the order of the weight of what they agree to. Editorial changes need nobody."""
    weighty = [change for change in changes if change.weight is not Weight.EDITORIAL]
    needs = (
        *_by_meaning(before, after, weighty),
        *_by_limits(before.ledger, after.ledger, weighty),
        *_by_clauses(before, after, weighty, renames),
        *_by_documents(documents),
    )
    found: dict[tuple[str, ...], list[_Need]] = {}
    for need in needs:
        roles = tuple(dict.fromkeys(renames.now("role", role) for role in need.roles))
        found.setdefault(roles or (f"\0{need.reason}",), []).append(need)
    return tuple(_merged(roles, group) for roles, group in found.items())


def _merged(roles: tuple[str, ...], needs: Sequence[_Need]) -> Approval:
    return Approval(
        roles=tuple(role for role in roles if not role.startswith("\0")),
        reasons=tuple(dict.fromkeys(need.reason for need in needs)),
        changes=tuple(dict.fromkeys(one for need in needs for one in need.changes)),
        documents=tuple(dict.fromkeys(one for need in needs for one in need.documents)),
    )


def missing(needed: Iterable[Approval], given: Collection[str]) -> tuple[Approval, ...]:
    """The groups of which nobody has agreed."""
    return tuple(one for one in needed if not one.given_by(given))


# ---- by what a change means -------------------------------------------------------------------------------------------


def _by_meaning(before: Side, after: Side, changes: Sequence[Change]) -> Iterator[_Need]:
    named = {**_approvers(after.ledger), **_approvers(before.ledger)}
    for change in changes:
        role = named.get(change.means.value)
        reason = f"changes of {change.means.value}"
        if role is None:
            reason = f"nobody is named who approves {reason} (approvers in data/playbook.yaml)"
        yield _Need((role,) if role else (), reason, (change.fingerprint,))
        if _number(change) in _CONTROLS:
            for playbook in before.ledger.every(Playbook):
                yield _Need((playbook.owner,), "the playbook's own controls", (change.fingerprint,))


def _approvers(ledger: Ledger) -> Mapping[str, str]:
    return {means: role for book in ledger.every(Playbook) for means, role in book.approvers.items()}


def _number(change: Change) -> int:
    """The number of a change's kind."""
    return int(change.rule.removeprefix("CHG-")[:2])


# ---- by what it costs -------------------------------------------------------------------------------------------------


def _by_limits(before: Ledger, after: Ledger, changes: Sequence[Change]) -> Iterator[_Need]:
    bodies = before.of(Body) or after.of(Body)
    orders: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.file in ORDERS:
            orders.setdefault((change.file, change.record), []).append(change)
    for (_, record), group in orders.items():
        amount, delay = at_stake(group), delayed(group)
        if amount is None and not delay:
            continue
        prints = tuple(change.fingerprint for change in group)
        for found in deciding(bodies, amount, delay):
            yield from _body(found, _told(record, amount, delay), prints)


def _told(record: str, amount: Money | None, delay: int) -> str:
    parts = (str(amount) if amount else "", f"{delay} days later" if delay else "")
    return f"{record}: {', '.join(filter(None, parts))}"


def _body(found: Decides, what: str, changes: tuple[str, ...]) -> Iterator[_Need]:
    body, right = found.body, found.right
    if body is None or right is None:
        yield _Need((), f"{what} is above every limit of '{found.topic}' (data/governance.yaml)", changes)
        return
    reason = f"{what}, for {body.title} to decide ({found.topic})"
    chairs = tuple(filter(None, (body.chair, body.co_chair)))
    if right.rule == "single":
        yield _Need(chairs, reason, changes)
    else:
        for chair in chairs if right.rule == "consensus" else chairs[:1]:
            yield _Need((chair,), reason, changes)


def at_stake(changes: Sequence[Change]) -> Money | None:
    """The amount by which an order moves, without its sign; None where no amount changes.

    By the contract value if that changes, else the largest single amount: a price without its total is a fault in itself.
    """
    whole = [_value(change) for change in changes if change.path == () or change.name == "contract_value"]
    amounts = [one for one in whole if one] or [one for one in map(_value, changes) if one]
    return max(amounts, key=lambda money: money.amount, default=None)


def _value(change: Change) -> Money | None:
    """What a change moves: the difference of an amount, or the amount of a line or an order that came or went.

    A ceiling or limit that is named for the first time moves nothing yet.
    """
    was, now = _amount(change.was), _amount(change.now)
    if was and now:
        return Money(abs(now.amount - was.amount), now.currency) if was.currency == now.currency else now
    known = now or was
    return None if isinstance(change.now if now else change.was, Money) else known


def _amount(value: object) -> Money | None:
    match value:
        case Money():
            return Money(abs(value.amount), value.currency)
        case WorkOrder():
            return value.totals.contract_value
        case ChangeOrder():
            moved = value.delta.contract_value if value.delta else None
            return moved and Money(abs(moved.amount), moved.currency)
    for name in ("amount", "estimate", "total"):
        found = getattr(value, name, None)
        if isinstance(found, Money):
            return Money(abs(found.amount), found.currency)
    return None


def delayed(changes: Sequence[Change]) -> int:
    """The longest delay in calendar days by which an order's end or a milestone moves; 0 for none."""
    moved = (
        (change.now - change.was).days
        for change in changes
        if change.edit is Edit.INCREASED
        and isinstance(change.was, dt.date)
        and isinstance(change.now, dt.date)
    )
    return max(moved, default=0)


# ---- by clauses and documents -----------------------------------------------------------------------------------------


def _by_clauses(before: Side, after: Side, changes: Sequence[Change], renames: Renames) -> Iterator[_Need]:
    new = _library(after.templates.files)
    old = {
        _topic(name_now(f"{CLAUSES}{topic}.md", renames.kinds.get(KIND, {}))): clause
        for topic, clause in _library(before.templates.files).items()
    }
    for change in changes:
        number, prints = _number(change), (change.fingerprint,)
        if number == CHOSEN and change.now is not None:
            topic = str(change.path[-1])
            known = old.get(topic) or new.get(topic)
            role = known.approver(str(change.now)) if known else ""
            if role:
                yield _Need((role,), f"position {change.now} of clause {topic}", prints)
        elif change.file == "clause" and number in (CLAUSE, POSITION, OWNER, LIMIT):
            yield from _of_clause(change, old.get(change.record) or new.get(change.record), prints)


def _of_clause(change: Change, known: _Clause | None, prints: tuple[str, ...]) -> Iterator[_Need]:
    if known is None:
        return
    yield _Need((known.owner,), f"owner of clause {change.record}", prints)
    for step in change.path:
        role = known.approver(str(step))
        if role:
            yield _Need((role,), f"position {step} of clause {change.record}", prints)


@dataclass(frozen=True, slots=True)
class _Clause:
    owner: str
    positions: Mapping[str, str]

    def approver(self, position: str) -> str:
        return self.positions.get(position, "")


def _library(files: Mapping[str, bytes]) -> Mapping[str, _Clause]:
    """Owner and approvers of every clause that can be read, by topic."""
    found = {}
    for name, data in files.items():
        if name.startswith(CLAUSES) and name.endswith(".md"):
            try:
                front, _, _ = split_front(name, data.decode("utf-8-sig", "replace"))
            except TemplateError:
                continue
            owner = str(front.get("owner") or "")
            if owner:
                found[_topic(name)] = _Clause(owner, dict(declared(front.get("positions"))))
    return found


def _topic(name: str) -> str:
    return name.removeprefix(CLAUSES).removesuffix(".md")


def clause_roles(files: Mapping[str, bytes]) -> Mapping[str, tuple[str, ...]]:
    """Owner and approvers of every clause of the library, by topic; ``files`` are those of contract_templates."""
    return {
        topic: tuple(dict.fromkeys((clause.owner, *filter(None, clause.positions.values()))))
        for topic, clause in sorted(_library(files).items())
    }


def _by_documents(documents: Sequence[Touched]) -> Iterator[_Need]:
    for one in documents:
        subject = one.before or one.after
        if one.in_words and subject is not None and subject.record.history:
            yield _Need((subject.record.history[-1].author,), "owners of documents", (), (one.id,))

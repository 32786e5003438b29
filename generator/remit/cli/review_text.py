"""A review as text for a terminal, worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from remit.findings import Finding
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.review.approvals import Approval
from remit.review.changes import Change
from remit.review.documents import TextChange, Touched
from remit.review.kinds import Weight
from remit.review.reviewing import Review
from remit.review.sides import Side
from remit.review.words import advice, differing, grouped, honest, repeated, short, subject, together, what

MOST = 12
"""Changes of a document that are shown; JSON holds all."""


def lines(review: Review, given: Collection[str] | None) -> Iterator[str]:
    """The report, line by line, nothing hidden in it. ``given`` are the roles that have agreed, None if none was named."""
    yield f"compared {_side(review.before)} with {_side(review.after)}"
    yield from _not_compared(review)
    for weight in Weight:
        found = [one for one in review.changes if one.weight is weight]
        if found:
            yield ""
            yield f"{weight.value} ({len(found)})"
            for group in grouped(found):
                yield from _changes(group)
    yield from _documents(review.documents)
    yield from _findings("new findings", review.new_findings)
    yield from _findings("fixed findings", review.fixed_findings)
    if review.accepted:
        yield ""
        yield f"accepted ({len(review.accepted)})"
        yield from (f"  {one.fingerprint} {one.rule} {honest(subject(one))}" for one in review.accepted)
    for removed, added in review.lookalikes:
        yield f"note: {honest(advice(removed, added))}"
    for entry in review.unused:
        yield f"note: no change has the accepted fingerprint {honest(entry.fingerprint)}"
    yield from _approvals(review, given)


def closing(review: Review, given: Collection[str] | None, missing: Sequence[Approval]) -> str:
    """'2 critical, 1 major; 4 documents touched, 3 to be signed again; 2 of 4 approvals given'."""
    counts = [f"{review.count(weight)} {weight.value}" for weight in Weight if review.count(weight)]
    told = ", ".join(counts) or "no change of meaning" + (
        "" if review.complete else " in what could be compared"
    )
    documents = sum(one.in_words for one in review.documents)
    signed = sum(bool(one.needs) for one in review.documents)
    parts = [
        told,
        f"{documents} document{'' if documents == 1 else 's'} touched"
        + (f", {signed} to be signed again" if signed else "")
        if documents
        else "",
        _agreed(review, given, missing),
        "" if review.complete else "NOT EVERYTHING COULD BE COMPARED",
    ]
    return "; ".join(filter(None, parts))


def _agreed(review: Review, given: Collection[str] | None, missing: Sequence[Approval]) -> str:
    needed = len(review.approvals)
    if not needed:
        return ""
    if given is None:
        return f"{needed} approval{'' if needed == 1 else 's'} needed"
    return f"{needed - len(missing)} of {needed} approvals given"


def _side(side: Side) -> str:
    return honest(f"{side.name}{f' ({side.commit[:12]})' if side.commit else ''}")


def _not_compared(review: Review) -> Iterator[str]:
    lost = [f"{one.where}: {one.what}, {one.side}: {one.reason}" for one in review.not_compared]
    lost += [f"document {one.id}: {one.reason}" for one in review.documents if one.state == "not compared"]
    if lost:
        yield ""
        yield f"not compared ({len(lost)}): these may have changed"
        yield from (f"  {honest(one)}" for one in lost)


def _changes(group: Sequence[Change]) -> Iterator[str]:
    one = group[0]
    place = f"{one.place}: " if one.place else ""
    prints = " ".join(each.fingerprint for each in group[:3]) + (" ..." if len(group) > 3 else "")
    yield f"  {honest(f'{place}{one.rule} {subject(one)}')}"
    yield f"      {honest(f'{what(one)}: {together(group)}')}  [{prints}]"


def _documents(documents: Sequence[Touched]) -> Iterator[str]:
    shown = [one for one in documents if one.state != "not compared"]
    if not shown:
        return
    yield ""
    yield f"documents touched ({len(shown)})"
    for one in shown:
        yield f"  {honest(_document(one))}"
        found = repeated(one.changes)
        for change, times in found[:MOST]:
            yield f"      {honest(told(change))}{f' ({times} times)' if times > 1 else ''}"
        if len(found) > MOST:
            yield f"      and {len(found) - MOST} more (--format json lists all)"


def _document(one: Touched) -> str:
    many = len(one.changes)
    states = {
        "changed": f"{many} change{'' if many == 1 else 's'} in words",
        "order": "the same in another order",
    }
    parts = [
        states.get(one.state, one.state),
        f"signed: needs {'an' if one.needs[0] in 'aeiou' else 'a'} {one.needs}" if one.needs else "",
        "it is signed" if one.signed and one.state in ("removed", "not compared") else "",
        "was issued: send it again" if one.sent and not one.signed else "",
        "compared as drafts, because errors keep it from being printed" if one.draft else "",
    ]
    return f"{one.id} ({one.record.number}, {one.record.status}): {'; '.join(filter(None, parts))}"


def told(change: TextChange) -> str:
    """A paragraph that reads differently, on one line."""
    if change.kind == "added":
        return f"{change.place}: added: {short(change.new)}"
    if change.kind == "deleted":
        return f"{change.place}: deleted: {short(change.old)}"
    old, new = differing(change.old, change.new)
    return f"{change.place}: {old} -> {new}"


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield ""
        yield f"{title} ({len(findings)})"
        for one in findings:
            yield f"  {honest(f'{one.where}: {one.severity.value} {one.rule} {one.message}')}"


def _approvals(review: Review, given: Collection[str] | None) -> Iterator[str]:
    if not review.approvals:
        return
    yield ""
    yield f"who must approve ({len(review.approvals)}): one role of every line"
    for one in review.approvals:
        mark = "" if given is None else "[x] " if one.given_by(given) else "[ ] "
        roles = " or ".join(_role(role, review.before.ledger, review.after.ledger) for role in one.roles)
        reasons = "; ".join(one.reasons)
        about = [f"{len(one.changes)} changes" if len(one.changes) > 1 else "", ", ".join(one.documents)]
        told = ", ".join(filter(None, about))
        yield honest(f"  {mark}{roles or 'nobody is named'}: {reasons}{f' ({told})' if told else ''}")


def _role(role: str, *ledgers: Ledger) -> str:
    titles = [ledger.of(Role)[role].title for ledger in ledgers if role in ledger.of(Role)]
    return f"{role} ({titles[-1]})" if titles else role

"""A review as Markdown for the comment of a pull request: worst first, details folded; no value in it can break out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from remit.blocks.wording import stretches, words_of
from remit.findings import Finding, Where
from remit.frozen import dataclass
from remit.review.approvals import Approval
from remit.review.changes import Change, NotCompared
from remit.review.documents import TextChange, Touched
from remit.review.kinds import Weight
from remit.review.reviewing import Review
from remit.review.sides import Side
from remit.review.words import (
    LONGEST,
    advice,
    became,
    grouped,
    honest,
    repeated,
    short,
    subject,
    together,
    what,
)

MARK = "<!-- remit review -->"
"""The first line, by which the comment of an earlier run is found again."""

LIMIT = 65_000
"""Characters of a comment. GitHub takes 65,536, GitLab a million."""

_STEPS = (1_000_000, 100, 40, 15, 6, 3, 1, 0)
"""Rows of a table that are shown, the most first; the whole report stands in the file beside."""

_SPECIAL = frozenset("\\`*_{}[]<>()#+!|~@&$^=\"'")
_AROUND = 8
REST = "review.md"


def markdown(review: Review, given: Collection[str] | None = None, limit: int | None = None) -> str:
    """The report. With a ``limit`` tables are cut until it fits in so many characters; what is left out is said.

    ``given`` are the roles that have agreed, None where nobody was asked.
    """
    for rows in _STEPS:
        text = "\n".join(_report(review, given, rows)) + "\n"
        if limit is None or len(text) <= limit:
            return text
    return f"{MARK}\n## {_headline(review)}\n\nThe report is too long for a comment: see {REST}.\n"


def _report(review: Review, given: Collection[str] | None, rows: int) -> Iterator[str]:
    yield MARK
    yield f"## {_headline(review)}"
    yield ""
    yield f"Compared {_side(review.before)} with {_side(review.after)}."
    yield ""
    yield from _not_compared(review, rows)
    yield from _approvals(review.approvals, given, rows)
    for weight in Weight:
        yield from _weight(weight, [one for one in review.changes if one.weight is weight], rows)
    yield from _documents(review.documents, rows)
    for removed, added in review.lookalikes[:rows]:
        yield f"> {text(advice(removed, added))}"
        yield ""
    yield from _findings("New findings", review.new_findings, rows)
    yield from _findings("Fixed findings", review.fixed_findings, rows)
    if review.accepted:
        yield from _folded(f"Accepted changes ({len(review.accepted)})", _changes(review.accepted, rows))


def _headline(review: Review) -> str:
    counts = [f"{review.count(weight)} {weight.value}" for weight in Weight if review.count(weight)]
    told = ", ".join(counts) or "no change of meaning"
    signed = sum(bool(one.needs) for one in review.documents)
    documents = sum(one.in_words for one in review.documents)
    touched = f"; {documents} document{'' if documents == 1 else 's'} touched" if documents else ""
    return f"Governance review: {told}{touched}{f', {signed} of them signed' if signed else ''}"


def _side(side: Side) -> str:
    return f"**{text(side.name)}**{f' ({side.commit[:12]})' if side.commit else ''}"


def _not_compared(review: Review, rows: int) -> Iterator[str]:
    missed: list[tuple[str, ...]] = [_missed(one) for one in review.not_compared]
    missed += [
        (text(one.id), "", text(one.reason)) for one in review.documents if one.state == "not compared"
    ]
    if missed:
        yield f"### Not compared ({len(missed)})"
        yield ""
        yield "These may have changed; nothing is known of them."
        yield ""
        yield from _table(("What", "Revision", "Why"), missed, rows)


def _missed(one: NotCompared) -> tuple[str, str, str]:
    return text(one.what), text(one.side), f"{text(one.reason)} {_place(one.where)}"


def _approvals(approvals: Sequence[Approval], given: Collection[str] | None, rows: int) -> Iterator[str]:
    if not approvals:
        return
    yield "### Who must approve"
    yield ""
    yield "One role of every line:"
    yield ""
    shown = max(rows, 20)
    for one in approvals[:shown]:
        done = given is not None and one.given_by(given)
        roles = " or ".join(f"**{text(role)}**" for role in one.roles) or "**nobody is named**"
        yield f"- [{'x' if done else ' '}] {roles}: {text('; '.join(one.reasons[:4]))}{_about(one)}"
    if len(approvals) > shown:
        yield f"- and {len(approvals) - shown} more, in {REST}"
    yield ""


def _about(one: Approval) -> str:
    changes = f"{len(one.changes)} change{'' if len(one.changes) == 1 else 's'}" if one.changes else ""
    documents = ", ".join(map(text, one.documents[:6])) + (" …" if len(one.documents) > 6 else "")
    told = ", ".join(filter(None, (changes, documents)))
    return f" ({told})" if told else ""


def _weight(weight: Weight, changes: Sequence[Change], rows: int) -> Iterator[str]:
    if not changes:
        return
    title = f"{weight.value.capitalize()} ({len(changes)})"
    if weight is Weight.CRITICAL:
        yield f"### {title}"
        yield ""
        yield from _changes(changes, rows)
    else:
        yield from _folded(title, _changes(changes, rows))


def _changes(changes: Sequence[Change], rows: int) -> Iterator[str]:
    groups = grouped(changes)
    cells = [
        (
            f"{text(group[0].rule)}<br>{'<br>'.join(_code(one.fingerprint) for one in group)}",
            f"{text(subject(group[0]))}<br>{text(what(group[0]))}",
            _became(group),
            _place(group[0].place),
        )
        for group in groups[:rows]
    ]
    yield from _table(("Rule", "What", "Change", "Where"), cells, rows, len(groups))


def _became(group: Sequence[Change]) -> str:
    change = group[0]
    if len(group) > 1:
        return text(together(group))
    if change.old is None or change.new is None or len(change.old) + len(change.new) <= LONGEST:
        return text(became(change))
    return marked(change.old, change.new)


def _documents(documents: Sequence[Touched], rows: int) -> Iterator[str]:
    told = [one for one in documents if one.state != "not compared"]
    if not told:
        return
    yield f"### Documents touched ({len(told)})"
    yield ""
    shown = max(rows, 10)
    for one in told[:shown]:
        yield from _document(one, rows)
    if len(told) > shown:
        yield f"and {len(told) - shown} more, in {REST}"
        yield ""


def _document(one: Touched, rows: int) -> Iterator[str]:
    record = one.record
    counted = f"{len(one.changes)} change{'' if len(one.changes) == 1 else 's'} in words"
    state = {"changed": counted, "order": "the same in another order"}.get(one.state, one.state)
    needs = f", <b>needs {text(one.needs)}</b>" if one.needs else ""
    sent = ", was issued" if one.sent and not one.signed else ""
    sent = ", <b>is signed</b>" if one.signed and one.state == "removed" else sent
    draft = ", compared as drafts because of errors" if one.draft else ""
    title = f"{text(record.number)} {text(short(record.title))} ({text(record.status)}): {state}{needs}{sent}{draft}"
    if not one.changes:
        yield f"- {title}"
        yield ""
        return
    told = repeated(one.changes)
    cells = [
        (text(change.place) + (f" and {times - 1} more" if times > 1 else ""), _text_change(change))
        for change, times in told[:rows]
    ]
    yield from _folded(title, _table(("Clause", "Text"), cells, rows, len(told)), escaped=True)


def _text_change(change: TextChange) -> str:
    if change.kind == "added":
        return f"<ins>{text(short(change.new))}</ins>"
    if change.kind == "deleted":
        return f"<del>{text(short(change.old))}</del>"
    return marked(change.old, change.new)


def _findings(title: str, findings: Sequence[Finding], rows: int) -> Iterator[str]:
    if not findings:
        return
    cells = [
        (text(one.severity.value), text(one.rule), text(short(one.message)), _place(one.where))
        for one in findings[:rows]
    ]
    table = _table(("Severity", "Rule", "Message", "Where"), cells, rows, len(findings))
    yield from _folded(f"{title} ({len(findings)})", table)


# ---- Markdown -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of a changed text as it is shown."""

    old: str
    new: str
    equal: bool


def marked(old: str, new: str) -> str:
    """A changed text with what was deleted and inserted marked, cut down to what differs and a few words around it."""
    a, b = words_of(old), words_of(new)
    parts = [
        _Cut("".join(a[one.i1 : one.i2]), "".join(b[one.j1 : one.j2]), one.equal) for one in stretches(a, b)
    ]
    return "".join(_shown(part, at == 0, at == len(parts) - 1) for at, part in enumerate(parts[:40]))


def _shown(part: _Cut, first: bool, last: bool) -> str:
    if not part.equal:
        old, new = (text(short(one)) for one in (part.old, part.new))
        return " ".join(
            filter(None, (f"<del>{old}</del>" if old else "", f"<ins>{new}</ins>" if new else ""))
        )
    words = words_of(part.old)
    if len(words) <= 4 * _AROUND:
        return text(part.old)
    begin = "" if first else text("".join(words[:_AROUND]))
    end = "" if last else text("".join(words[-_AROUND:]))
    return f"{begin} … {end}"


def text(raw: str) -> str:
    """Words that stay words: signs that mean something in Markdown, HTML or to a code platform are written as entities."""
    shown = "".join(f"&#{ord(sign)};" if sign in _SPECIAL else sign for sign in honest(raw))
    return shown.replace("://", "&#58;//").replace("www.", "www&#46;")


def _code(raw: str) -> str:
    return f"<code>{text(raw)}</code>"


def _place(where: Where | None) -> str:
    return _code(str(where)) if where else ""


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], most: int, whole: int | None = None
) -> Iterator[str]:
    whole = len(rows) if whole is None else whole
    if rows[:most]:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        yield from (f"| {' | '.join(cells)} |" for cells in rows[:most])
    if whole > most:
        yield ""
        yield f"and {whole - most} more, in {REST}" if rows[:most] else f"{whole}, in {REST}"
    yield ""


def _folded(title: str, lines: Iterator[str], *, escaped: bool = False) -> Iterator[str]:
    yield "<details>"
    yield f"<summary>{title if escaped else text(title)}</summary>"
    yield ""
    yield from lines
    yield "</details>"
    yield ""

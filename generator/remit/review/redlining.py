"""The redlines of a review: each document that reads differently, with its changes tracked and a comment for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from remit.documents.comparison import plain
from remit.documents.origin import Stamp, path_of
from remit.documents.render import Rendered, render
from remit.documents.subjects import Subject
from remit.findings import Finding, error
from remit.frozen import dataclass
from remit.review.changes import Change
from remit.review.documents import Touched
from remit.review.reviewing import Review
from remit.review.sides import Side
from remit.review.words import sentence
from remit.word import NotReadable
from remit.word.redline import Marked, NotProven, NotRepresentable, redline

MOST = 6
"""Changes that one comment names; of more it says how many there are."""


@dataclass(frozen=True, slots=True)
class Redline:
    """A redline's path below the folder of redlines and its bytes; or why there is none."""

    path: PurePosixPath
    data: bytes | None
    findings: tuple[Finding, ...] = ()
    unmarked: tuple[str, ...] = ()


def redlines(review: Review, stamp: Stamp, author: str, date: datetime) -> Iterator[Redline]:
    """A redline for every document that both states have and that reads differently, as changed by an author at a time.

    Both states are printed under the stamp of the later one, so that the footer is no change. Nothing comes out that is not
    proven: with all changes accepted it is the new document, with all rejected the old one.
    """
    explain = _explanations(review)
    for one in review.documents:
        if one.state in ("changed", "order") and one.before is not None and one.after is not None:
            yield _redline(one, one.before, one.after, review, stamp, (author, date), explain)


def _redline(
    one: Touched,
    before: Subject,
    after: Subject,
    review: Review,
    stamp: Stamp,
    by: tuple[str, datetime],
    explain: Callable[[Marked, Touched], str],
) -> Redline:
    old = _printed(before, review.before, stamp, draft=one.draft)
    new = _printed(after, review.after, stamp, draft=one.draft)
    where = after.record.where
    if not isinstance(old, Rendered) or not isinstance(new, Rendered):
        found = old if isinstance(old, tuple) else new
        return Redline(PurePosixPath(one.id), None, found if isinstance(found, tuple) else ())
    path = new.path.with_name(f"{new.path.stem}-redline.docx")
    try:
        made = redline(
            old.data, new.data, author=by[0], date=by[1], comment_for=lambda marked: explain(marked, one)
        )
    except (NotReadable, NotRepresentable) as reason:
        message = f"{one.id} has no redline, because Word cannot track this change: {reason}"
        hint = "compare the two documents side by side: 'remit review --out' writes a page that shows both"
        return Redline(path, None, (error("PRINT-006", message, where, hint),))
    except NotProven as reason:
        message = (
            f"the redline of {one.id} would not hold exactly the two documents and was not written: {reason}"
        )
        return Redline(
            path, None, (error("PRINT-007", message, where, "please report this; the review itself stands"),)
        )
    return Redline(path, made.data, unmarked=made.unmarked)


def _printed(subject: Subject, side: Side, stamp: Stamp, *, draft: bool) -> Rendered | tuple[Finding, ...]:
    rendered, findings = render(subject, side.ledger, side.templates, stamp, draft=draft)
    return rendered if rendered is not None else findings


def _explanations(review: Review) -> Callable[[Marked, Touched], str]:
    """What is to be said of a marked change: the changes of records or wording behind it."""
    changes = (*review.changes, *review.accepted)
    by_name = {one.fingerprint: one for one in changes}
    by_source = _by_source(changes)
    by_clause: dict[str, list[Change]] = {}
    for one in changes:
        if one.file == "clause":
            by_clause.setdefault(one.record, []).append(one)

    def explain(marked: Marked, document: Touched) -> str:
        found = {one.fingerprint: one for source in marked.sources for one in by_source.get(source[:2], ())}
        if not found:
            texts = plain(marked.old), plain(marked.new)
            names = (
                name
                for change in document.changes
                if (plain(change.old), plain(change.new)) == texts
                for name in change.because
            )
            found = {name: by_name[name] for name in names if name in by_name}
        if not found:
            found = {one.fingerprint: one for one in by_clause.get(marked.clause, ())}
        told = [f"{one.rule} ({one.weight.value}): {sentence(one)}" for one in found.values()]
        more = [f"and {len(told) - MOST} more"] if len(told) > MOST else []
        return "\n".join([*told[:MOST], *more])

    return explain


def _by_source(changes: tuple[Change, ...]) -> Mapping[tuple[str, str], tuple[Change, ...]]:
    """Changes by file and path of the value, in both states."""
    found: dict[tuple[str, str], dict[str, Change]] = {}
    for one in changes:
        for where in (one.before, one.after):
            if where is not None:
                found.setdefault((where.file, path_of(where.keys)), {})[one.fingerprint] = one
    return {place: tuple(known.values()) for place, known in found.items()}

"""The documents that print something else now: which paragraphs, which values, and what a signed one needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from remit.documents.alike import Alike, inputs_of
from remit.documents.comparison import Change as Difference
from remit.documents.comparison import compare, plain
from remit.documents.internal import is_wanted
from remit.documents.languages import language_of
from remit.documents.origin import Stamp
from remit.documents.render import Rendered, render
from remit.documents.subjects import KINDS, Subject, concerning, subjects
from remit.findings import Where
from remit.frozen import dataclass
from remit.load.locate import placer
from remit.model.agreements import Document
from remit.model.closing import Register
from remit.review.changes import Change
from remit.review.matching import Renames
from remit.review.printed import Causes, PrintedText
from remit.review.sides import Side
from remit.word.received_text import Read

State = Literal["added", "removed", "changed", "order", "not compared"]
"""What became of a document. ``order``: it says the same in another order."""

ANYWHERE = Stamp("0" * 12)
"""Stands for the state of the records, which every document names in its footer; it is not what a document says."""

_CHANGED_BY = {"work_order": "change order", "change_order": "change order"}


def changed_by(kind: str) -> str:
    """What has to be signed when a signed document of a kind reads differently."""
    return _CHANGED_BY.get(kind, "amendment")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedValue:
    """A printed value that reads differently: what was and is printed, and the field it came from."""

    old: str
    new: str
    source: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A paragraph that reads differently. ``place`` is its clause and heading.

    ``because`` holds the fingerprints of the changes of records that cause it; none where wording was changed.
    """

    kind: Literal["changed", "added", "deleted"]
    place: str
    old: str
    new: str
    values: tuple[PrintedValue, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A document that a change touches. ``before`` and ``after`` are its records, ``old`` and ``new`` its files.

    ``signed`` says that it was executed before the change, ``sent`` that it was issued; ``needs`` what has to be signed now;
    ``reason`` why it could not be compared. ``draft``: an error keeps it from being printed, so drafts were compared.
    """

    id: str
    kind: str
    state: State
    before: Subject | None
    after: Subject | None
    changes: tuple[TextChange, ...] = ()
    signed: bool = False
    sent: bool = False
    needs: str = ""
    reason: str = ""
    draft: bool = False
    old: Rendered | None = None
    new: Rendered | None = None

    @property
    def record(self) -> Document:
        """The record of the document, as it is now if it still is."""
        subject = self.after or self.before
        assert subject is not None  # noqa: S101 - a document that is touched is there on one side at least
        return subject.record

    @property
    def in_words(self) -> bool:
        """Whether what it says changes: not only the order in which it says it, and not only that it could not be seen."""
        return self.state in ("added", "removed", "changed")


def touched(
    before: Side, after: Side, changes: Sequence[Change], renames: Renames, only: str = ""
) -> Iterator[Touched]:
    """Every document that prints something else, that came or went, or that could not be compared. Only they are printed.

    ``only`` is the id of the one document of the earlier state that is asked for; all by default.
    """
    causes = Causes.of(changes, earlier=True), Causes.of(changes, earlier=False)
    work = _Work(before, after, causes, Alike())
    old = {(one.kind, _id_now(one, renames)): one for one in _wanted(before) if only in ("", one.id)}
    new = {(one.kind, one.id): one for one in _wanted(after) if not only or (one.kind, one.id) in old}
    for key in sorted({**old, **new}):
        found = work.document(old.get(key), new.get(key))
        if found is not None:
            yield found


def _wanted(side: Side) -> Iterator[Subject]:
    """The documents of a state; those for internal governance where there is a template for them."""
    return (
        one
        for one in subjects(side.ledger)
        if is_wanted(one.kind, language_of(one.record, side.ledger), side.templates.files)
    )


def _id_now(subject: Subject, renames: Renames) -> str:
    """The id of a document of the earlier state under the names of the later one."""
    id = renames.now(KINDS[subject.kind].KIND, subject.record.id)
    return Subject(subject.kind, replace(subject.record, id=id), subject.study).id


@dataclass(frozen=True, slots=True)
class _Work:
    before: Side
    after: Side
    causes: tuple[Causes, Causes]
    alike: Alike

    def document(self, old: Subject | None, new: Subject | None) -> Touched | None:
        if old is None or new is None:
            return self._one_sided(old, new)
        one = inputs_of(old, self.before.ledger, self.before.templates)
        other = inputs_of(new, self.after.ledger, self.after.templates)
        if one and other and self.alike.inputs(one, other):
            return None
        draft = _stopped(old, self.before) or _stopped(new, self.after)
        return self._compared(old, new, draft=draft)

    def _one_sided(self, old: Subject | None, new: Subject | None) -> Touched:
        subject, side, other = (
            (new, self.after, self.before) if old is None else (old, self.before, self.after)
        )
        assert subject is not None  # noqa: S101 - one of them is there
        bare = Touched(
            id=subject.id,
            kind=subject.kind,
            state="added" if old is None else "removed",
            before=old,
            after=new,
            signed=old is not None and _is(old, self.before, "executed"),
            sent=old is not None and _is(old, self.before, "issued"),
        )
        if subject.record.where.file in other.unread:
            return replace(bare, state="not compared", reason=f"its record cannot be read in {other.name}")
        draft = _stopped(subject, side)
        rendered, _ = render(subject, side.ledger, side.templates, ANYWHERE, draft=draft)
        kept = _kept(rendered)
        return replace(bare, draft=draft, old=kept if old else None, new=kept if new else None)

    def _compared(self, old: Subject, new: Subject, *, draft: bool) -> Touched | None:
        prints = [
            render(subject, side.ledger, side.templates, ANYWHERE, draft=draft)
            for subject, side in ((old, self.before), (new, self.after))
        ]
        bare = Touched(
            id=new.id,
            kind=new.kind,
            state="changed",
            before=old,
            after=new,
            signed=_is(old, self.before, "executed"),
            sent=_is(old, self.before, "issued"),
            draft=draft,
            old=_kept(prints[0][0]),
            new=_kept(prints[1][0]),
        )
        if prints[0][0] is None or prints[1][0] is None:
            return self._compared(old, new, draft=True) if not draft else self._not(bare, prints)
        one, other = PrintedText.of(prints[0][0]), PrintedText.of(prints[1][0])
        changes = (*self._body(one, other), *_running(one, other))
        if not changes:
            return None
        if _only_order(changes):
            return replace(bare, state="order")
        return replace(bare, changes=changes, needs=changed_by(new.kind) if bare.signed else "")

    def _not(self, bare: Touched, prints: Sequence[tuple[Rendered | None, Sequence[object]]]) -> Touched:
        failed = self.before if bare.old is None else self.after
        findings = prints[0 if bare.old is None else 1][1]
        why = getattr(findings[0], "message", "") if findings else "nothing says why"
        reason = f"it cannot be printed as it is in {failed.name}: {why}"
        return replace(bare, state="not compared", reason=reason)

    def _body(self, one: PrintedText, other: PrintedText) -> Iterator[TextChange]:
        place = placer(self.before.tree)
        for found in compare(one.body, [Read(paragraph.text) for paragraph in other.body]):
            behind = (
                print_
                for text, at, causes in (
                    (one, found.before, self.causes[0]),
                    (other, found.after, self.causes[1]),
                )
                for where in text.sources_in(at)
                for print_ in causes.behind(where)
            )
            values = tuple(
                PrintedValue(old=value.old, new=value.new, source=place(source))
                for value in found.values
                for source in (one.source(value.value),)
                if source is not None
            )
            yield TextChange(
                kind=_kind(found),
                place=found.place,
                old=found.old,
                new=found.new,
                values=values,
                because=tuple(dict.fromkeys(behind)),
            )


def _kept(rendered: Rendered | None) -> Rendered | None:
    """A printed file without what was noted while it was printed, which takes far more memory than the file."""
    return replace(rendered, printed=None) if rendered else None


def _kind(found: Difference) -> Literal["changed", "added", "deleted"]:
    return "added" if not found.old else "changed" if found.new else "deleted"


def _running(one: PrintedText, other: PrintedText) -> Iterator[TextChange]:
    before, after = ({plain(text) for text in texts.running} for texts in (one, other))
    for text in sorted(before - after):
        yield TextChange(kind="deleted", place="header or footer", old=text, new="")
    for text in sorted(after - before):
        yield TextChange(kind="added", place="header or footer", old="", new=text)


def _only_order(changes: Sequence[TextChange]) -> bool:
    """Whether everything that was deleted was added elsewhere, and nothing else was changed."""
    return Counter(one.old for one in changes if one.old) == Counter(one.new for one in changes if one.new)


def _stopped(subject: Subject, side: Side) -> bool:
    """Whether an error keeps a document from being printed."""
    return bool(concerning(subject, side.ledger, side.findings))


def _is(subject: Subject, side: Side, status: str) -> bool:
    """Whether a document has a status, by its record or by the register of the state."""
    if subject.record.status == status:
        return True
    entries = (one for register in side.ledger.every(Register) for one in register.documents.values())
    return any(one.document == subject.id and one.status == status for one in entries)

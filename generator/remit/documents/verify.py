"""Whether a Word file is the document that was printed, as it was printed, and if not, what was changed in it.

A file's own provenance is a claim, because whoever edits the text can edit the claim. A file passes only when it is equal to
the document printed again from the same records; where that is not possible, what is said rests on the file alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from remit.documents.comparison import Change, ValueChange, compare, plain
from remit.documents.origin import path_of
from remit.documents.render import Rendered
from remit.findings import Where
from remit.frozen import dataclass
from remit.word.issued import Claims, claims_of
from remit.word.provenance import Origin
from remit.word.received import Package, open_received
from remit.word.received_text import ReceivedText, text_of
from remit.word.zipped import NotReadable

State = Literal["untouched", "resaved", "edited", "foreign", "not ours", "damaged"]


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A printed value that reads differently now: the record field it came from (its line only when printed again)."""

    old: str
    new: str
    where: Where
    field: str
    formatter: str


@dataclass(frozen=True, slots=True)
class FoundChange:
    """A change of the text, and the values of records that are touched by it."""

    kind: str
    place: str
    old: str
    new: str
    values: tuple[FoundValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file. ``proven`` is False where nothing but the file's own claims could be asked."""

    state: State
    message: str
    origin: Origin | None = None
    changes: tuple[FoundChange, ...] = ()
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A received file whose parts could be read, and what it says of itself (None when it says nothing)."""

    package: Package
    text: ReceivedText
    claims: Claims | None


def opened(data: bytes) -> Opened:
    """A received file. Raises NotReadable for what is no sound Word file."""
    package = open_received(data)
    return Opened(package, text_of(package), claims_of(package))


def damaged(reason: NotReadable) -> Verdict:
    """The verdict on a file that cannot be read."""
    return Verdict("damaged", f"not a readable Word file: {reason}")


def not_ours() -> Verdict:
    """The verdict on a sound file without provenance."""
    return Verdict(
        "not ours",
        "it does not say where it comes from: not printed by Remit, or saved by a program that drops this",
    )


def against_itself(file: Opened, claims: Claims, reason: str) -> Verdict:
    """The verdict on a file that cannot be printed again: only whether its text is what the file itself claims."""
    changes = (
        *_located(compare(claims.text, file.text.body), _claimed(claims)),
        *_beside(file.text.beside, ()),
        *_tracked(file.text),
    )
    origin = claims.origin
    told = (
        "its text is unchanged as the file itself claims"
        if not changes
        else "edited, as the file itself claims"
    )
    return Verdict("foreign", f"{reason}; it is from {described(origin)}; {told}", origin, changes)


def against_print(file: Opened, claims: Claims, again: Rendered) -> Verdict:
    """The verdict on a file whose document was printed again from the records that it names."""
    printed = opened(again.data)
    if file.package.parts == printed.package.parts:
        return Verdict("untouched", "untouched: equal to the document printed again", claims.origin, (), True)
    assert printed.claims is not None  # noqa: S101 - every document that we print has them
    changes = (
        *_located(compare(printed.claims.text, file.text.body), _known(again)),
        *_running(printed.text.running, file.text.running),
        *_beside(file.text.beside, printed.text.beside),
        *_pictures(printed.text.pictures, file.text.pictures),
        *_tracked(file.text),
        *_forged(claims, printed.claims),
    )
    if changes:
        return Verdict("edited", f"edited: {_counted(changes)}", claims.origin, changes, True)
    said = "only the form of the file differs"
    if (
        printed.text.images != file.text.images
    ):  # another version of a program may write a picture in other bytes
        said = "a picture is not as it was printed; look at it"
    return Verdict("resaved", f"resaved, text unchanged: {said}", claims.origin, (), True)


def as_registered(claims: Claims, status: str, date: dt.date) -> Verdict:
    """The verdict on a file whose digest stands in the register of issued documents."""
    message = f"untouched: equal to the file that was {status} on {date.isoformat()}, as the register says"
    return Verdict("untouched", message, claims.origin, (), True)


def described(origin: Origin) -> str:
    """What a file was printed from, in words."""
    commit = (
        f", commit {origin.commit[:12]}{' with later changes' if origin.dirty else ''}"
        if origin.commit
        else ""
    )
    return f"playbook edition {origin.edition or 'unknown'}, data revision {origin.revision or 'unknown'}{commit}"


def _counted(changes: tuple[FoundChange, ...]) -> str:
    return f"{len(changes)} change{'s' if changes[1:] else ''}"


_Sources = Mapping[int, tuple[Where, str, str]]


def _claimed(claims: Claims) -> _Sources:
    return {number: (Where(file), path, form) for number, (file, path, form) in claims.sources.items()}


def _known(again: Rendered) -> _Sources:
    """Where each value came from, known from printing and not from the file."""
    values = again.printed.values if again.printed else ()
    return {one.number: (one.source, path_of(one.source.keys), one.formatter) for one in values}


def _located(changes: Iterable[Change], sources: _Sources) -> Iterator[FoundChange]:
    for change in changes:
        found = tuple(_value(one, *sources[one.value]) for one in change.values if one.value in sources)
        yield FoundChange(change.kind, change.place, change.old, change.new, found)


def _value(change: ValueChange, where: Where, field: str, formatter: str) -> FoundValue:
    return FoundValue(change.old, change.new, where, field, formatter)


def _running(printed: frozenset[str], found: frozenset[str]) -> Iterator[FoundChange]:
    before, after = ({plain(text) for text in texts} for texts in (printed, found))
    for text in sorted(before - after):
        yield FoundChange("deleted", "header or footer", text, "")
    for text in sorted(after - before):
        yield FoundChange("added", "header or footer", "", text)


def _beside(found: tuple[str, ...], printed: tuple[str, ...]) -> Iterator[FoundChange]:
    for text in found:
        if text not in printed:
            yield FoundChange("added", "notes and comments", "", plain(text))


def _tracked(found: ReceivedText) -> Iterator[FoundChange]:
    if found.tracked:
        yield FoundChange("added", "tracked changes", "", "changes that nobody has accepted or rejected yet")


def _pictures(printed: int, found: int) -> Iterator[FoundChange]:
    if printed != found:
        yield FoundChange("changed", "pictures", f"{printed} pictures", f"{found} pictures")


def _forged(claims: Claims, printed: Claims) -> Iterator[FoundChange]:
    """What the file says of itself, where it is not what is true of the document."""
    for name in Origin.__slots__:
        if name not in ("commit", "dirty", "tool") and getattr(claims.origin, name) != getattr(
            printed.origin, name
        ):
            yield FoundChange(
                "changed",
                f"provenance ({name})",
                str(getattr(printed.origin, name)),
                str(getattr(claims.origin, name)),
            )
    same_text = [(one.number, plain(one.text)) for one in claims.text] == [
        (one.number, plain(one.text)) for one in printed.text
    ]
    if not same_text or claims.sources != printed.sources or claims.clauses != printed.clauses:
        yield FoundChange("changed", "provenance", "the text and sources as issued", "other text or sources")

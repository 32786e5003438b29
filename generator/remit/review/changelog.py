"""What changed between two editions of a playbook, told to its readers: as a page of the website, and as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType

from remit.documents.templates import HOUSE
from remit.findings import CannotGoOn, Where, error
from remit.frozen import dataclass
from remit.model.fields import Meaning
from remit.model.playbook import Playbook
from remit.pages.markdown import Block, bullets, day, heading, lead, paragraph
from remit.review.changes import Change
from remit.review.documents import Touched
from remit.review.kinds import Weight
from remit.review.reviewing import Review
from remit.review.sides import Side
from remit.review.words import grouped, honest, short, subject, together, what
from remit.templating import compile_template, load_template
from remit.word import Facts, WordTarget, finish

TEMPLATE = "changelog.md"
TITLES: Mapping[Meaning, str] = MappingProxyType(
    {
        Meaning.RESPONSIBILITY: "Who does what",
        Meaning.LEGAL_DUTY: "Legal duties",
        Meaning.MONEY: "Money",
        Meaning.TIME: "Time",
        Meaning.QUALITY: "Quality",
        Meaning.PEOPLE: "People",
        Meaning.WORDING: "Wording",
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A subject with its changes, each a sentence, the weightiest first."""

    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changelog:
    """The changes by subject. ``documents`` tells of contracts that are new, gone, or read differently.

    ``editorial`` counts the changes that only concern how something is put; they are not listed.
    """

    title: str
    summary: str
    parts: tuple[Part, ...]
    documents: tuple[str, ...]
    editorial: int


def changelog(review: Review) -> Changelog:
    """What a review found, for readers. Raises CannotGoOn where not everything could be compared."""
    if not review.complete:
        message = "the two editions could not be compared whole, so that a change may be missing"
        hint = "'remit review' says what could not be read"
        raise CannotGoOn(error("CLI-009", message, Where("data/playbook.yaml"), hint))
    changes = [one for one in (*review.changes, *review.accepted) if not _names_the_edition(one)]
    weighty = [one for one in changes if one.weight is not Weight.EDITORIAL]
    weighty.sort(key=lambda one: one.weight.rank)
    parts = (Part(title, tuple(_entries(weighty, means))) for means, title in TITLES.items())
    return Changelog(
        title=f"What changed {_from_to(review.before, review.after)}",
        summary=_summary(review.after),
        parts=tuple(part for part in parts if part.entries),
        documents=tuple(_document(one) for one in review.documents if one.in_words),
        editorial=len(changes) - len(weighty),
    )


def _from_to(before: Side, after: Side) -> str:
    old, new = _playbook(before), _playbook(after)
    if old is None or new is None or old.edition == new.edition:
        return f"from {honest(before.name)} to {honest(after.name)}"
    return f"from edition {honest(old.edition)} to edition {honest(new.edition)}"


def _names_the_edition(change: Change) -> bool:
    """Whether a change is only that of edition and date, which the title and the summary tell."""
    return change.cls is Playbook and change.name in ("edition", "effective_date")


def _summary(after: Side) -> str:
    book = _playbook(after)
    return f"Edition {honest(book.edition)} applies from {day(book.effective_date)}." if book else ""


def _playbook(side: Side) -> Playbook | None:
    return next(iter(side.ledger.every(Playbook)), None)


def _entries(changes: Sequence[Change], means: Meaning) -> Iterator[str]:
    for group in grouped([one for one in changes if one.means is means]):
        yield honest(f"{subject(group[0])}: {what(group[0])}: {together(group)}")


def _document(one: Touched) -> str:
    name = f"{one.record.number}, {short(one.record.title)}"
    if one.state in ("added", "removed"):
        return honest(f"{name}: {'new' if one.state == 'added' else 'gone'}")
    many = f"{len(one.changes)} change{'' if len(one.changes) == 1 else 's'} in words"
    article = "an" if one.needs[:1] in "aeiou" else "a"
    return honest(f"{name}: {many}{f'; it is signed and takes {article} {one.needs}' if one.needs else ''}")


def editorial_words(many: int) -> str:
    """'3 changes only concern how something is put.'; "" for none."""
    if not many:
        return ""
    return f"{many} change{' only concerns' if many == 1 else 's only concern'} how something is put."


def as_page(log: Changelog) -> str:
    """The changelog as a page of the website (Markdown). Nothing in a record acts in it."""
    blocks: list[Block] = [heading(1, log.title)]
    blocks += [lead(log.summary)] if log.summary else []
    for part in log.parts:
        blocks += [heading(2, part.title), bullets(part.entries)]
    if log.documents:
        blocks += [heading(2, "Contracts that read differently"), bullets(log.documents)]
    if not log.parts and not log.documents:
        blocks.append(paragraph("Nothing changed in meaning."))
    if log.editorial:
        blocks.append(paragraph(editorial_words(log.editorial)))
    return "\n\n".join(blocks) + "\n"


def as_document(log: Changelog, after: Side) -> bytes:
    """The changelog as a Word file in the house style of the later state. Raises CannotGoOn without one."""
    house = after.templates.house
    if house is None:
        raise CannotGoOn(
            error("TPL-018", "there is no house style to print in", Where(HOUSE), "see 'remit check'")
        )
    template = load_template(TEMPLATE, (files("remit.review") / TEMPLATE).read_text(encoding="utf-8"), {})
    context = {
        "title": log.title,
        "summary": log.summary,
        "parts": log.parts,
        "documents": log.documents,
        "editorial": editorial_words(log.editorial),
    }
    book = _playbook(after)
    facts = Facts(
        title=log.title,
        subject=book.title if book else "",
        confidentiality=book.confidentiality if book else "",
        edition=book.edition if book else "",
        language=book.language if book and book.language.startswith("en") else "en-GB",
        date=book.effective_date if book else None,
    )
    printed = compile_template(template, WordTarget(house, template.labels)).print(context, {}, draft=False)
    return finish(house, printed, facts, template.labels)

"""A review as one HTML page for people without Word: each document that changes, before and after, with its words marked.

The page loads nothing and runs nothing; values reach it as text only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib.resources import files

from remit.blocks.wording import as_marked, words_of
from remit.frozen import dataclass
from remit.model.parties import Role
from remit.review.approvals import Approval
from remit.review.changes import Change
from remit.review.documents import TextChange, Touched
from remit.review.kinds import Weight
from remit.review.reviewing import Review
from remit.review.words import grouped, honest, subject, together, what

TEMPLATE = "preview.html"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph: ``same`` in both states, ``del`` only before, or ``ins`` only after."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that reads differently: where it stands, as it was, as it is, and the rules of the changes behind it."""

    place: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    rules: tuple[str, ...]


def preview(review: Review, given: Collection[str] | None = None) -> str:
    """The page. ``given`` are the roles that have agreed, None where nobody was asked."""
    from jinja2 import Environment

    source = (files("remit.review") / TEMPLATE).read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    roles = {**review.before.ledger.of(Role), **review.after.ledger.of(Role)}
    titles = {id: role.title for id, role in roles.items()}
    rules = {one.fingerprint: one.rule for one in (*review.changes, *review.accepted)}
    return environment.from_string(source).render(
        before=_side(review.before.name, review.before.commit),
        after=_side(review.after.name, review.after.commit),
        counts=[(weight.value, review.count(weight)) for weight in Weight if review.count(weight)],
        complete=review.complete,
        lost=[honest(f"{one.what}, {one.side}: {one.reason}") for one in review.not_compared]
        + [honest(f"{one.id}: {one.reason}") for one in review.documents if one.state == "not compared"],
        approvals=[
            (_roles(one, titles), honest("; ".join(one.reasons)), _given(one, given))
            for one in review.approvals
        ],
        changes=[_change(group) for group in grouped(review.changes)],
        documents=[(one, _title(one), _paragraphs(one, rules)) for one in review.documents if one.in_words],
    )


def _side(name: str, commit: str) -> str:
    return honest(f"{name} ({commit[:12]})" if commit else name)


def _roles(one: Approval, titles: Mapping[str, str]) -> str:
    return honest(" or ".join(titles.get(role, role) for role in one.roles)) or "nobody is named"


def _given(one: Approval, given: Collection[str] | None) -> bool:
    return given is not None and one.given_by(given)


def _change(group: list[Change]) -> dict[str, str]:
    one = group[0]
    return {
        "weight": one.weight.value,
        "rule": one.rule,
        "subject": honest(subject(one)),
        "what": honest(what(one)),
        "became": honest(together(group)),
        "place": honest(str(one.place or "")),
    }


def _title(one: Touched) -> str:
    return honest(f"{one.record.number}: {one.record.title}")


def _paragraphs(one: Touched, rules: dict[str, str]) -> list[Paragraph]:
    return [_paragraph(change, rules) for change in one.changes]


def _paragraph(change: TextChange, rules: dict[str, str]) -> Paragraph:
    old, new = words_of(change.old), words_of(change.new)
    before, after = [], []
    for part in as_marked(old, new):
        if part.equal:
            same = Piece("same", honest("".join(old[part.i1 : part.i2])))
            before.append(same)
            after.append(same)
            continue
        before.append(Piece("del", honest("".join(old[part.i1 : part.i2]))))
        after.append(Piece("ins", honest("".join(new[part.j1 : part.j2]))))
    known = dict.fromkeys(rules[name] for name in change.because if name in rules)
    return Paragraph(
        honest(change.place),
        tuple(piece for piece in before if piece.text),
        tuple(piece for piece in after if piece.text),
        tuple(known),
    )

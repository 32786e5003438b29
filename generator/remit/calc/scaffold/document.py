"""The front matter of a new document: number, version, status, history and who is to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from remit.model.agreements import Document
from remit.model.draft import Remark
from remit.model.ledger import Ledger
from remit.model.parties import Party, Signatory
from remit.model.values import Money

VERSION = "0.1"


def front_matter(
    ledger: Ledger, number: str, title: str, today: dt.date, why: str, like: Document | None = None
) -> dict[str, Any]:
    """A first draft; its author is the role that wrote the first draft of ``like``, or the playbook's owner."""
    author = like.history[0].author if like and like.history else _owner(ledger)
    values: dict[str, Any] = {"number": number, "title": title, "version": VERSION, "status": "draft"}
    if author:
        values["history"] = ({"version": VERSION, "date": today, "author": author, "change": why},)
    return values


def _owner(ledger: Ledger) -> str | None:
    try:
        return ledger.playbook.owner
    except KeyError:
        return None


def signing(
    ledger: Ledger,
    parties: Sequence[str],
    kind: type[Document],
    like: Document | None = None,
    value: Money | None = None,
) -> tuple[tuple[dict[str, Any], ...], tuple[Remark, ...]]:
    """Who is to sign for each party, not yet signed, and remarks where nobody could be found.

    A party's signatory is the one who signed ``like``, or else another document of this kind, as far as the authority
    reaches for ``value``; otherwise the first whose authority does.
    """
    signatures, remarks = [], []
    for id in parties:
        party = ledger.of(Party).get(id)
        signatory = _signatory(ledger, party, kind, like, value) if party else None
        if signatory:
            signatures.append({"party": id, "signatory": signatory.id})
        else:
            reach = f" to {value}" if value else ""
            remarks.append(Remark(("signatures",), f"no signatory of {id} whose authority reaches{reach}"))
    return tuple(signatures), tuple(remarks)


def _signatory(
    ledger: Ledger, party: Party, kind: type[Document], like: Document | None, value: Money | None
) -> Signatory | None:
    precedents = [like] if like else []
    precedents += [document for document in ledger.every(Document) if isinstance(document, kind)]
    names = [one.signatory for document in precedents for one in document.signatures if one.party == party.id]
    able = [party.signatories[name] for name in names if name in party.signatories]
    return next((one for one in (*able, *party.signatories.values()) if _reaches(one, value)), None)


def _reaches(signatory: Signatory, value: Money | None) -> bool:
    """Whether an authority covers a value; an authority for no money covers documents without a value."""
    if signatory.limit is None or value is None:
        return True
    return signatory.limit.currency == value.currency and signatory.limit.amount >= value.amount


def about(name: str, remarks: Iterable[str]) -> tuple[Remark, ...]:
    """Remarks on one field of the document."""
    return tuple(Remark((name,), text) for text in remarks)

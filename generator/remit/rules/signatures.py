"""DOC, continued: who signs, with which authority and when."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.orders import all_changes_of
from remit.calc.validity import last_signature
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.values import Money
from remit.rules.rule import Problem, listed, must, see


@must("DOC-003")
def authority_covers_amount(ledger: Ledger) -> Iterator[Problem]:
    """Who signs a work order or a change of it may sign for its contract value.

    Why: A signature beyond a person's authority may not bind the party.

    Wrong:
        # data/parties/brightwell.yaml
        signatories:
          managing-director:
            limit: 100000 USD

    Right:
        # data/parties/brightwell.yaml
        signatories:
          managing-director:
            limit: 2000000 USD

    Source: delegation of authority practice.
    """
    for document, value in _priced(ledger):
        for signing in document.signatures:
            party = ledger.of(Party).get(signing.party)
            signatory = party.signatories.get(signing.signatory) if party else None
            limit = signatory.limit if signatory else None
            if signatory and limit and limit.currency != value.currency:
                yield Problem(
                    f"{signatory.name} may sign up to {limit}, which says nothing about a contract value of {value}",
                    signing.at("signatory"),
                    f"give the limit in {value.currency}, or let somebody sign whose limit is",
                    see("the limit", signatory.at("limit")),
                )
            elif signatory and limit and limit.amount < value.amount:
                message = f"{signatory.name} may sign up to {limit}, but the contract value is {value}"
                hint = "let somebody with the authority sign"
                yield Problem(message, signing.at("signatory"), hint, see("the limit", signatory.at("limit")))


def _priced(ledger: Ledger) -> Iterator[tuple[Document, Money]]:
    """Every work order and change order with the contract value that it leads to."""
    for order in ledger.of(WorkOrder).values():
        yield order, order.totals.contract_value
    for change in ledger.of(ChangeOrder).values():
        if change.totals:
            yield change, change.totals.contract_value


@must("DOC-004")
def signed_when_executed(ledger: Ledger) -> Iterator[Problem]:
    """An executed document has a dated signature of every signatory, none before the version that is signed.

    Why: "Executed" tells everybody that it may be relied on.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        signatures:
          - party: aldena
            signatory: managing-director
          - party: brightwell
            signatory: managing-director
            date: 2025-12-16

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2025-12-15
          - party: brightwell
            signatory: managing-director
            date: 2025-12-16

    Source: contract practice.
    """
    for document in ledger.every(Document):
        if document.status == "executed" and last_signature(document) is None:
            unsigned = next((signing for signing in document.signatures if signing.date is None), None)
            where = unsigned.where if unsigned else document.at("status")
            who = unsigned.party if unsigned else "anybody"
            yield Problem(
                f"the document is executed, but a dated signature of {who} is missing",
                where,
                "add 'date:', or correct the status",
            )
        current = next((one for one in document.history if one.version == document.version), None)
        for signing in document.signatures:
            if current and signing.date and signing.date < current.date:
                message = f"signed on {signing.date}, before version {current.version} was written on {current.date}"
                yield Problem(
                    message,
                    signing.at("date"),
                    "correct one of the dates",
                    see("the version", current.at("date")),
                )


@must("DOC-005")
def both_parties_sign(ledger: Ledger) -> Iterator[Problem]:
    """An agreement, a work order and a change of it are signed by the sponsor and the CRO, and by nobody else.

    Why: One signature makes an offer, two make a contract.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2025-12-15

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2025-12-15
          - party: brightwell
            signatory: managing-director
            date: 2025-12-16

    Source: contract practice.
    """
    for document, sponsor, cro in _bilateral(ledger):
        signers = [signing.party for signing in document.signatures]
        missing = [id for id in (sponsor, cro) if id and id not in signers and id in ledger.of(Party)]
        if missing:
            names = listed(ledger.of(Party)[id].short_name for id in missing)
            where = document.at("signatures").key() if signers else document.where
            yield Problem(
                f"no signature of {names} is planned",
                where,
                "add an entry under 'signatures'; leave 'date' out until signed",
            )
        for signing in document.signatures:
            if signing.party not in (sponsor, cro) and sponsor and cro in ledger.of(Party):
                yield Problem(
                    f"{signing.party} signs, but is not a party to this document",
                    signing.at("party"),
                    "correct the party",
                )


def _bilateral(ledger: Ledger) -> Iterator[tuple[Document, str | None, str]]:
    for master in ledger.of(MasterAgreement).values():
        yield master, master.sponsor, master.cro
    for agreement in ledger.of(QualityAgreement).values():
        yield agreement, agreement.sponsor, agreement.cro
    for order in ledger.of(WorkOrder).values():
        parent = ledger.of(MasterAgreement).get(order.master)
        sponsor = parent.sponsor if parent else None
        yield order, sponsor, order.cro
        yield from ((change, sponsor, order.cro) for change in all_changes_of(ledger, order))


RULES = (
    authority_covers_amount,
    signed_when_executed,
    both_parties_sign,
)

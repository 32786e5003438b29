"""DOC: parents, parties, signatures and text of the documents that are signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from remit.calc.orders import changes_of
from remit.calc.study_facts import assumed_facts
from remit.findings import Where
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.open_text import left_open
from remit.model.parties import Party
from remit.model.studies import Study
from remit.rules.rule import Problem, must, see, whole
from remit.rules.texts import texts_of

_CURLED = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b"
"""Quotation marks that YAML takes for a part of the text."""

_COUNT = re.compile(r"[0-9]+(?![0-9.])")

_CURLED_HINT = (
    "the quotation marks are typographic, so they belong to the text: write straight ones (\" or '), or none"
)


@must("DOC-001")
def parties_agree(ledger: Ledger) -> Iterator[Problem]:
    """A work order and a quality agreement name the parties of their master agreement, and of the study.

    Why: The terms of a master agreement bind only those who signed it.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        cro: lumen

    Right:
        # data/agreements/quality/qa-bright.yaml
        cro: brightwell

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for kind, parent in (
            ("master", ledger.of(MasterAgreement)),
            ("quality_agreement", ledger.of(QualityAgreement)),
        ):
            agreement = parent.get(getattr(order, kind))
            if agreement and agreement.cro != order.cro and order.cro in ledger.of(Party):
                yield _other_party(order, kind, agreement.cro, order.cro, agreement.at("cro"))
        study, master = ledger.of(Study).get(order.study), ledger.of(MasterAgreement).get(order.master)
        known = study.sponsor in ledger.of(Party) if study and study.sponsor else False
        if study and master and study.sponsor and known and study.sponsor != master.sponsor:
            yield _other_party(order, "master", master.sponsor, study.sponsor, master.at("sponsor"))
    for quality in ledger.of(QualityAgreement).values():
        master = ledger.of(MasterAgreement).get(quality.master)
        for field in ("sponsor", "cro"):
            known = getattr(quality, field) in ledger.of(Party)
            if master and known and getattr(master, field) != getattr(quality, field):
                yield _other_party(
                    quality, "master", getattr(master, field), getattr(quality, field), master.at(field)
                )


def _other_party(document: Document, kind: str, theirs: str, ours: str, where: Where) -> Problem:
    name = kind.replace("_", " ").replace("master", "master agreement")
    message = f"this document is with {ours}, but its {name} is with {theirs}"
    return Problem(
        message, document.at(kind), "name an agreement with the same parties", see("the other party", where)
    )


@must("DOC-002")
def rests_on_executed(ledger: Ledger) -> Iterator[Problem]:
    """A document that is executed rests on agreements that are executed, too.

    Why: A signed work order under an unsigned master agreement has no terms.

    Wrong:
        # data/agreements/master/msa-bright.yaml
        status: draft

    Right:
        # data/agreements/master/msa-bright.yaml
        status: executed

    Source: contract practice.
    """
    for document, field, parent in _parents(ledger):
        if document.status == "executed" and parent and parent.status not in ("executed", "superseded"):
            message = (
                f"{document.number} is executed, but {parent.number} on which it rests is '{parent.status}'"
            )
            yield Problem(
                message, document.at(field), "sign the parent first", see("its status", parent.at("status"))
            )


def _parents(ledger: Ledger) -> Iterator[tuple[Document, str, Document | None]]:
    masters, agreements = ledger.of(MasterAgreement), ledger.of(QualityAgreement)
    for order in ledger.of(WorkOrder).values():
        yield order, "master", masters.get(order.master)
        yield order, "quality_agreement", agreements.get(order.quality_agreement)
    for agreement in agreements.values():
        yield agreement, "master", masters.get(agreement.master)
    for change in ledger.of(ChangeOrder).values():
        yield change, "work_order", ledger.of(WorkOrder).get(change.work_order)


@must("DOC-006")
def versions_match(ledger: Ledger) -> Iterator[Problem]:
    """The version of a document is the last line of its history, and history goes forward.

    Why: The document control table is the first thing that is compared when two copies differ.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        version: "1.1"

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        version: "1.0"

    Source: document control practice.
    """
    for document in ledger.every(Document):
        history = document.history
        if history and history[-1].version != document.version:
            message = (
                f"this is version {document.version}, but its history ends with version {history[-1].version}"
            )
            yield Problem(
                message,
                document.at("version"),
                _CURLED_HINT
                if document.version.strip(_CURLED) == history[-1].version
                else "add a line to 'history', or correct the version",
                see("the last line", history[-1].at("version")),
            )
        for earlier, later in pairwise(history):
            if later.date < earlier.date:
                message = (
                    f"version {later.version} of {later.date} is listed after version {earlier.version} of "
                    f"{earlier.date}"
                )
                yield Problem(
                    message,
                    later.at("date"),
                    "list the oldest version first",
                    see("the version above", earlier.at("date")),
                )


@must("DOC-007")
def nothing_left_open(ledger: Ledger) -> Iterator[Problem]:
    """A document that is approved or executed holds no placeholder and no mark of something blacked out.

    Why: "To be confirmed" in a signed contract is a term that nobody has agreed on; a blacked-out amount is one that nobody
    can read.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          invoicing: TBD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          invoicing: Monthly, by the tenth day of the following month

    Source: contract practice.
    """
    for document in ledger.every(Document):
        if document.status in ("approved", "executed"):
            for text, part, keys in texts_of(document):
                found = left_open(text)
                if found:
                    message = f"'{found}' is still open, but the document is {document.status}"
                    yield Problem(
                        message,
                        part.at(*keys),
                        "fill it in, or set the status back to 'draft'",
                        see("the status", document.at("status")),
                    )


@must("DOC-008")
def facts_of_the_study(ledger: Ledger) -> Iterator[Problem]:
    """The assumptions 'sites', 'participants', 'screened' and 'countries' of a work order are those of its study.

    Why: The price rests on these numbers. If the study has others, a change order is due; the value that one gives to the
    assumption counts as well.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        assumptions:
          sites:
            value: 12

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        assumptions:
          sites:
            value: 10

    Source: change control practice.
    """
    for order in ledger.of(WorkOrder).values():
        study = ledger.of(Study).get(order.study)
        if study is None or not whole(ledger, study):
            continue
        changes = changes_of(ledger, order)
        for id, (fact, where) in assumed_facts(study).items():
            assumption = order.assumptions.get(id)
            agreed = [one.assumptions[id].new for one in changes if id in one.assumptions]
            if assumption is None or fact is None:
                continue
            numbers = [_number(text) for text in (assumption.value, *agreed)]
            if None not in numbers and fact not in numbers:
                message = f"the work order assumes {assumption.value} for '{assumption.title}', the study has {fact}"
                hint = "correct one of them, or agree on a change order"
                yield Problem(message, assumption.at("value"), hint, see("the study", where))


def _number(text: str) -> int | None:
    """The whole number with which a text begins, as in '2,340 sites'."""
    found = _COUNT.match(text.replace(",", "").strip())
    return int(found[0]) if found else None


RULES = (
    parties_agree,
    rests_on_executed,
    versions_match,
    nothing_left_open,
    facts_of_the_study,
)

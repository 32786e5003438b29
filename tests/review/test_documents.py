"""Documents touched: all that print something else, and nothing else is printed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from remit.documents.alike import Alike, inputs_of
from remit.documents.render import render
from remit.documents.subjects import Subject, subjects
from remit.review import documents
from remit.review.documents import ANYWHERE
from remit.review.matching import Renames
from remit.review.reviewing import review
from remit.review.sides import Side
from tests.documents.printed import words
from tests.review.playbook import DAY, MASTER, ORDER, TRANSFER, base, edited, files, reviewed, side
from tests.review.test_edits import EDITS, changed


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each document was printed."""
    counts: Counter[str] = Counter()

    def counted(subject: Subject, *given: Any, **more: Any) -> Any:
        counts[subject.id] += 1
        return render(subject, *given, **more)

    monkeypatch.setattr(documents, "render", counted)
    return counts


def test_only_what_can_change_is_printed(printed: Counter[str]) -> None:
    reviewed(edited(files(), "data/roles.yaml", "title: Executive sponsor", "title: Sponsoring executive"))
    assert printed == {"wo-101": 2}


def test_what_no_document_prints_prints_nothing(printed: Counter[str]) -> None:
    reviewed(edited(files(), "data/roles.yaml", "title: Vendor project lead", "title: Lead of the vendor"))
    reviewed(
        edited(
            files(),
            "data/studies/al-101/performance/2026-q1.yaml",
            "  visit-reports:\n    value: 9",
            "  visit-reports:\n    value: 8",
        )
    )
    reviewed(files())
    assert printed == {}


def brute(state: Side) -> dict[str, str]:
    """The words of every document, each printed."""
    found = {}
    for subject in subjects(state.ledger):
        rendered, findings = render(subject, state.ledger, state.templates, ANYWHERE, draft=False)
        running = str(subject.record.version) + subject.record.status
        found[subject.id] = words(rendered) if rendered else f"{running} {findings}"
    return found


@pytest.mark.parametrize("part", range(4))
def test_nothing_that_changes_is_missed(part: int) -> None:
    before = brute(base())
    for entry in EDITS[part::4]:
        if "not compared" in entry["documents"].values():
            continue
        after = side(changed(entry), "after", base())
        now = brute(after)
        differing = {id for id in {**before, **now} if before.get(id) != now.get(id)}
        found = {one.id for one in documents.touched(base(), after, (), Renames({})) if one.in_words}
        assert differing <= found, entry
        assert found - differing <= {"co-01", "transfer-al-101", "wo-101"}, entry  # only headers and footers


def test_a_change_of_a_text_names_the_field_and_the_changes_behind_it() -> None:
    found = reviewed(edited(files(), MASTER, "payment_terms: 45", "payment_terms: 90"))
    (one,) = found.documents
    (text,) = one.changes
    assert (text.kind, text.place) == ("changed", "1.4 (Parties)")
    assert [(value.old, value.new, value.source.file, value.source.keys) for value in text.values] == [
        ("45 calendar days", "90 calendar days", MASTER, ("payment_terms",))
    ]
    assert text.because == (found.changes[0].fingerprint,)


def test_wording_has_no_change_of_a_record_behind_it() -> None:
    found = reviewed(
        edited(files(), "contract_templates/work_order.md", "2. It runs from", "2. The order runs from")
    )
    assert [change.because for one in found.documents for change in one.changes] == [()]


def test_signed_by_the_register_is_signed() -> None:
    tree = edited(files(), ORDER, 'version: "1.0"\nstatus: executed', 'version: "1.0"\nstatus: approved')
    tree = edited(tree, MASTER, "payment_terms: 45", "payment_terms: 90")
    (one,) = [one for one in reviewed(tree).documents if one.id == "wo-101"]
    assert (one.signed, one.needs) == (True, "change order")


def test_an_issued_document_is_to_be_sent_again() -> None:
    path = "data/register.yaml"
    before = edited(files(), path, "    status: executed", "    status: issued")
    before = edited(before, ORDER, 'version: "1.0"\nstatus: executed', 'version: "1.0"\nstatus: approved')
    one = side(before, "before")
    found = review(
        one, side(edited(before, MASTER, "payment_terms: 45", "payment_terms: 90"), "after", one), DAY
    )
    assert [(x.id, x.signed, x.sent, x.needs) for x in found.documents] == [("wo-101", False, True, "")]


def test_an_error_has_drafts_compared() -> None:
    tree = edited(files(), ORDER, "    amount: 400000 USD", "    amount: 400001 USD")
    (one,) = reviewed(tree).documents
    assert (one.id, one.draft, one.state) == ("wo-101", True, "changed")


def test_a_document_that_comes_is_added() -> None:
    study = files()[TRANSFER.replace("transfer", "study")].replace(b"AL-101", b"AL-102")
    order = files()[ORDER].replace(b"WO-101", b"WO-102")
    folder = "data/studies/al-102"
    tree = {**files(), f"{folder}/study.yaml": study, f"{folder}/work_orders/wo-102.yaml": order}
    found = {one.id: one.state for one in reviewed(tree).documents}
    assert found["wo-102"] == "added"


def test_inputs_are_told_apart_by_order_and_by_how_a_number_is_written() -> None:
    alike = Alike()
    assert alike.same({"a": 1, "b": 2}, {"a": 1, "b": 2})
    assert not alike.same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not alike.same((1, 2), (2, 1))
    assert not alike.same("1", 1)
    order = next(one for one in subjects(base().ledger) if one.id == "wo-101")
    other = side(
        edited(
            files(),
            ORDER,
            "    quantity: 100\n    unit_price: 4000",
            "    quantity: 100.0\n    unit_price: 4000",
        )
    )
    moved = next(one for one in subjects(other.ledger) if one.id == "wo-101")
    one, two = (
        inputs_of(order, base().ledger, base().templates),
        inputs_of(moved, other.ledger, other.templates),
    )
    assert one is not None
    assert two is not None
    assert not alike.inputs(one, two)
    assert alike.inputs(one, one)

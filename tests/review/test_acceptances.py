"""An accepted change is not raised again, by the same fingerprint, until its day, and only with a reason and an owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from remit.model.playbook import AcceptedChange
from remit.review.changes import Change
from remit.review.reviewing import in_effect, review
from tests.review.playbook import DAY, MASTER, ORDER, base, edited, files, reviewed, side

TERMS = "payment_terms: 45 calendar days"


def changed() -> dict[str, bytes]:
    return edited(files(), MASTER, TERMS, "payment_terms: 90 calendar days")


def the_change() -> Change:
    (change,) = reviewed(changed()).changes
    return change


def accepted(**fields: object) -> AcceptedChange:
    given = {
        "fingerprint": the_change().fingerprint,
        "reason": "Agreed",
        "owner": "sponsor-finance",
        **fields,
    }
    return AcceptedChange(**given)  # type: ignore[arg-type]


def test_an_accepted_change_is_set_aside_but_its_document_must_still_be_signed() -> None:
    found = review(base(), side(changed(), like=base()), DAY, [accepted()])
    assert found.changes == ()
    assert [one.rule for one in found.accepted] == ["CHG-344"]
    assert [(one.id, one.needs) for one in found.documents] == [("wo-101", "change order")]
    assert found.approvals == ()
    assert found.clean


@pytest.mark.parametrize(
    "fields",
    [{"reason": None}, {"owner": None}, {"until": DAY - dt.timedelta(days=1)}, {"fingerprint": "0" * 16}],
)
def test_without_reason_owner_or_after_its_day_nothing_is_accepted(fields: dict[str, object]) -> None:
    found = review(base(), side(changed(), like=base()), DAY, [accepted(**fields)])
    assert len(found.changes) == 1
    assert found.accepted == ()


def test_the_last_day_counts() -> None:
    assert in_effect(accepted(until=DAY), DAY)
    assert not in_effect(accepted(until=DAY), DAY + dt.timedelta(days=1))


def test_a_playbook_may_accept_the_change_but_not_hide_that_it_does() -> None:
    entry = (
        f"accepted_changes:\n  - fingerprint: '{the_change().fingerprint}'\n"
        "    reason: Agreed\n    owner: sponsor-finance\n"
    )
    tree = {**changed(), "data/playbook.yaml": files()["data/playbook.yaml"] + entry.encode()}
    found = reviewed(tree)
    assert [one.rule for one in found.accepted] == ["CHG-344"]
    assert [one.rule for one in found.changes] == ["CHG-921"]
    roles = [one.roles for one in found.approvals]
    assert ("sponsor-project-manager",) in roles
    assert ("sponsor-finance",) in roles, "a change cannot approve itself"
    assert not found.clean
    again = review(base(), side(tree, like=base()), DAY, [accepted(fingerprint=found.changes[0].fingerprint)])
    assert [one.rule for one in again.changes] == ["CHG-921"]


def test_what_was_accepted_before_needs_nobody_again() -> None:
    entry = (
        f"accepted_changes:\n  - fingerprint: '{the_change().fingerprint}'\n"
        "    reason: Agreed\n    owner: sponsor-finance\n"
    ).encode()
    path = "data/playbook.yaml"
    before = side({**files(), path: files()[path] + entry}, "before")
    found = review(before, side({**changed(), path: files()[path] + entry}, "after", before), DAY)
    assert [one.rule for one in found.accepted] == ["CHG-344"]
    assert found.clean


def test_what_no_change_has_is_named() -> None:
    found = review(base(), side(changed(), like=base()), DAY, [accepted(fingerprint="0" * 16)])
    assert [one.fingerprint for one in found.unused] == ["0" * 16]


def test_a_fingerprint_survives_what_a_rebase_does() -> None:
    later = edited(changed(), MASTER, "number: MSA-BRI\n", "# one\n# two\nnumber: MSA-BRI\n")
    later = edited(later, MASTER, "venue: Courts of England", "venue: Courts of Ireland")
    later = edited(later, ORDER, "value: 10", "value: 12")
    prints = {one.fingerprint for one in reviewed(later).changes}
    assert the_change().fingerprint in prints
    assert len(prints) == 3


def test_another_value_is_another_change() -> None:
    other = reviewed(edited(files(), MASTER, TERMS, "payment_terms: 60 calendar days")).changes[0]
    back = edited(
        changed(), MASTER, "payment_terms: 90 calendar days", "payment_terms: 90 calendar days # agreed"
    )
    assert other.fingerprint != the_change().fingerprint
    assert reviewed(back).changes[0].fingerprint == the_change().fingerprint


def test_a_fingerprint_knows_no_place() -> None:
    change = the_change()
    assert replace(change, before=None, after=None).fingerprint == change.fingerprint

"""Who must agree: every group, by what is in force before the change."""

from __future__ import annotations

from remit.review.approvals import Approval, missing
from remit.review.reviewing import Review, review
from tests.review.playbook import DAY, MASTER, ORDER, edited, files, reviewed, side

PLAYBOOK = "data/playbook.yaml"


def groups(review: Review) -> set[tuple[str, ...]]:
    return {one.roles for one in review.approvals}


def test_every_group_must_agree_and_one_role_of_it_is_enough() -> None:
    needed = (
        Approval(roles=("a", "b"), reasons=("one",)),
        Approval(roles=("c",), reasons=("other",)),
        Approval(roles=(), reasons=("nobody is named",)),
    )
    assert missing(needed, ()) == needed
    assert missing(needed, ("b", "c")) == needed[2:]
    assert missing(needed, ("a", "b")) == needed[1:]


def test_a_change_cannot_appoint_its_own_approver() -> None:
    tree = edited(files(), PLAYBOOK, "  money: sponsor-finance", "  money: sponsor-sourcing")
    tree = edited(tree, MASTER, "payment_terms: 45", "payment_terms: 60")
    assert ("sponsor-finance",) in groups(reviewed(tree))
    assert ("sponsor-sourcing",) not in groups(reviewed(tree))


def test_a_change_cannot_raise_the_limit_that_it_needs() -> None:
    tree = edited(files(), "data/governance.yaml", "limit: 25000 USD", "limit: 2500000 USD")
    tree = edited(tree, ORDER, "  contract_value: 970000 USD", "  contract_value: 1970000 USD")
    assert {("sponsor-executive",), ("cro-executive",)} <= groups(reviewed(tree))


def test_where_nobody_is_named_the_playbook_has_to_name_somebody() -> None:
    before = edited(files(), PLAYBOOK, "  money: sponsor-finance\n", "")
    one = side(before, "before")
    found = review(
        one, side(edited(before, MASTER, "payment_terms: 45", "payment_terms: 60"), "after", one), DAY
    )
    nobody = [one for one in found.approvals if not one.roles]
    assert [one.reasons for one in nobody] == [
        ("nobody is named who approves changes of money (approvers in data/playbook.yaml)",)
    ]
    assert missing(found.approvals, ["sponsor-finance", "cro-project-manager"]) == tuple(nobody)


def test_the_limits_count_for_what_an_order_moves_as_a_whole() -> None:
    tree = edited(
        files(),
        ORDER,
        "    quantity: 100\n    unit_price: 4000 USD\n    amount: 400000 USD\n",
        "    quantity: 110\n    unit_price: 4000 USD\n    amount: 440000 USD\n",
    )
    tree = edited(tree, ORDER, "    amount: 100000 USD\n    people", "    amount: 80000 USD\n    people")
    tree = edited(tree, ORDER, "  contract_value: 970000 USD", "  contract_value: 990000 USD")
    reasons = {one.reasons[0] for one in reviewed(tree).approvals}
    assert "wo-101: 20,000 USD, for Project team to decide (Cost of a work order)" in reasons
    assert not [reason for reason in reasons if "Steering" in reason]


def test_a_new_order_is_decided_by_its_whole_value() -> None:
    text = files()[ORDER].replace(b"WO-101", b"WO-102")
    found = reviewed({**files(), ORDER.replace("wo-101", "wo-102"): text})
    assert [(one.rule, one.record) for one in found.changes] == [("CHG-321", "wo-102")]
    assert {("sponsor-executive",), ("cro-executive",)} <= groups(found)
    assert ("wo-102", "added") in [(one.id, one.state) for one in found.documents]


def test_the_reasons_of_a_role_are_told_together() -> None:
    tree = edited(files(), MASTER, "payment_terms: 45", "payment_terms: 60")
    tree = edited(
        tree,
        "contract_templates/clauses/payment.md",
        "must pay a correct invoice",
        "must pay each correct invoice",
    )
    (money,) = [one for one in reviewed(tree).approvals if one.roles == ("sponsor-finance",)]
    assert money.reasons == ("changes of money", "owner of clause payment")
    assert len(money.changes) == 2

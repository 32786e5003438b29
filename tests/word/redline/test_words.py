"""Words, values, references and forms that change inside a paragraph."""

from __future__ import annotations

import pytest

from remit.word.redline import Marked
from tests.word.redline.making import document, marked_up, part, shown
from tests.word.specimen import entry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def only(old: str, new: str) -> str:
    """The one paragraph of a redline."""
    (paragraph,) = shown(marked_up(document(old), document(new)).data)
    return paragraph


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Pay in 45 days.", "Pay in 60 days.", "Pay in [-45-]{+60+} days."),
        ("Pay USD 1,500.00.", "Pay USD 1,600.00.", "Pay USD [-1,500.00-]{+1,600.00+}."),
        ("The CRO may act.", "The CRO or its agent may act.", "The CRO {+or its agent +}may act."),
        ("A and B agree.", "A agree.", "A [-and B -]agree."),
        ("It is **due** now.", "It is due now.", "It is due now. <rPrChange>"),
        ("It is due now.", "It is *now* due.", "It is {+now +}due[- now-]."),
        (
            "within 10 business days",
            "within 14 calendar days",
            "within [-10 business-]{+14 calendar+} days",
        ),
        ("one<br>two", "one<br>three", "one\n[-two-]{+three+}"),
        ("A & B < C", "A & B > C", "A & B [-<-]{+>+} C"),
    ],
)
def test_words_are_marked_not_paragraphs(old: str, new: str, expected: str) -> None:
    assert only(old, new) == expected


def test_equal_documents_have_nothing_marked() -> None:
    data = document("# One {#one}\n\n1. See [@one]. {#two}")
    redlined = marked_up(data, data)
    assert redlined.marked == redlined.unmarked == ()
    assert not list(part(redlined.data).iter(f"{W}ins", f"{W}del"))


def terms(days: str, more: str = "") -> bytes:
    order = entry("orders/wo", days=days, more=more)
    return document(
        "{{ order.days }} days after {% if order.more %}{{ order.more }} {% endif %}invoice", order=order
    )


def test_a_changed_value_stays_in_its_control() -> None:
    redlined = marked_up(terms("45"), terms("60"))
    assert shown(redlined.data) == ["[-45-]{+60+} days after invoice"]
    (control,) = part(redlined.data).iter(f"{W}sdt")
    assert [child.tag for child in control[-1]] == [f"{W}del", f"{W}ins"]
    source = ("data/orders/wo.yaml", "days", "")
    assert redlined.marked == (Marked(kind="changed", what="value", old="45", new="60", sources=(source,)),)


def test_a_value_comes_and_goes_without_a_control() -> None:
    come = marked_up(terms("45"), terms("45", "a correct"))
    assert shown(come.data) == ["45 days after {+a correct +}invoice"]
    assert [tag.get(f"{W}val") for tag in part(come.data).iter(f"{W}tag")] == ["v1"]
    gone = marked_up(terms("45", "a correct"), terms("45"))
    assert shown(gone.data) == ["45 days after [-a correct -]invoice"]
    assert len(list(part(gone.data).iter(f"{W}sdt"))) == 1
    assert [(one.kind, one.what, one.old, one.new) for one in (*come.marked, *gone.marked)] == [
        ("inserted", "value", "", "a correct"),
        ("deleted", "value", "a correct", ""),
    ]


def test_numbers_of_values_that_moved_are_those_of_the_new_document() -> None:
    order = entry("orders/wo", a="alpha", b="beta", c="gamma")
    old = document("{{ order.b }} and {{ order.c }}", order=order)
    new = document("{{ order.a }}, {{ order.b }} and {{ order.c }}", order=order)
    redlined = marked_up(old, new)
    assert shown(redlined.data) == ["{+alpha, +}beta and gamma"]
    tags = [tag.get(f"{W}val") for tag in part(redlined.data).iter(f"{W}tag")]
    assert tags == ["v2", "v3"]


FIRST, LAST = (
    "# First {#first}\n\n1. Text. {#text}",
    "# Last {#last}\n\n1. As [@text] says, see [@last].",
)


def test_a_reference_whose_number_moved_is_marked_once() -> None:
    redlined = marked_up(document(f"{FIRST}\n\n{LAST}"), document(f"# New {{#new}}\n\n{FIRST}\n\n{LAST}"))
    assert shown(redlined.data) == [
        "+ {+New+}",
        "First",
        "Text.",
        "Last",
        "As clause [-1.1-]{+2.1+} says, see clause [-2-]{+3+}.",
    ]
    assert [(one.kind, one.what, one.new) for one in redlined.marked] == [("inserted", "paragraph", "New")]


def test_a_reference_to_another_clause_is_a_change_of_words() -> None:
    redlined = marked_up(
        document(f"{FIRST}\n\n{LAST}"), document(f"{FIRST}\n\n{LAST}".replace("[@text]", "[@first]"))
    )
    assert shown(redlined.data)[-1] == "As clause [-1.1-]{+1+} says, see clause 2."
    assert [(one.kind, one.what) for one in redlined.marked] == [("changed", "words")]


def test_a_new_id_of_a_clause_is_no_change() -> None:
    old = document("# One {#one}\n\n1. See [@two]. \n2. Text. {#two}")
    new = document("# One {#uno}\n\n1. See [@due]. \n2. Text. {#due}")
    assert marked_up(old, new).marked == ()

"""What the YAML writer writes, the strict reader reads back."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remit.exchange.characters import one_line
from remit.exchange.yaml_text import to_yaml, written
from remit.findings import Where
from remit.load.build import build
from remit.load.yaml import parse
from remit.model.draft import Draft, Remark
from remit.model.studies import Study
from remit.model.values import Duration, Money, PartialDate, Percent, parse_bool, parse_date, parse_decimal

ANY = st.text(min_size=1)
AWKWARD = st.text(alphabet=" ab:#-'\"\\{}[]&*!|>%@`,?\n\t0159yes…é\u2028\x85\ud7ff", min_size=1)
LONG = st.lists(st.text(alphabet="abc :#-", min_size=1, max_size=9), min_size=20).map(" ".join)


def readable(text: str) -> bool:
    return not one_line(text)[1]


@given(st.one_of(ANY, AWKWARD, LONG), st.lists(AWKWARD, max_size=3))
def test_any_text_comes_back_as_it_was(text: str, several: list[str]) -> None:
    assume(readable(text) and all(readable(one) for one in several))
    values = {
        "title": text,
        "indication": tuple(several),
        "identifiers": ({"scheme": text, "value": text},),
        "arms": {"no": {"title": text, "description": text}},
    }
    document, findings = parse("x.yaml", to_yaml(Draft(Study, "What this is.", values)).encode())
    assert findings == ()
    assert document == {
        "title": text,
        "indication": several,
        "identifiers": [{"scheme": text, "value": text}],
        "arms": {"no": {"title": text, "description": text}},
    }


@pytest.mark.parametrize(
    ("value", "parse_one"),
    [
        (Money(Decimal("41500.00"), "USD"), Money.parse),
        (Money(Decimal("1234.50"), "EUR"), Money.parse),
        (Percent(Decimal("12.5")), Percent.parse),
        (Duration(5, "business day"), Duration.parse),
        (PartialDate("2015-09"), PartialDate.parse),
        (dt.date(2025, 6, 2), parse_date),
        (Decimal("0.80"), parse_decimal),
        (Decimal("1E+3"), parse_decimal),
        (True, parse_bool),
    ],
)
def test_every_type_of_value_comes_back(value: object, parse_one: object) -> None:
    assert parse_one(written(value)) == value  # type: ignore[operator]


def test_amounts_have_the_decimals_of_their_currency_or_none() -> None:
    assert written(Money(Decimal("1234.5"), "EUR")) == "1234.50 EUR"
    assert written(Money(Decimal("1234.00"), "EUR")) == "1234 EUR"
    assert written(Money(Decimal("1.5"), "KWD")) == "1.500 KWD"


def test_a_country_code_that_looks_like_no_is_quoted() -> None:
    text = to_yaml(
        Draft(Study, "What this is.", {"countries": ("NO", "US"), "protocol_version": "1.0", "title": "012"})
    )
    assert 'countries: ["NO", US]' in text
    assert 'protocol_version: "1.0"' in text
    assert 'title: "012"' in text


def test_remarks_stand_at_their_field_also_where_it_is_left_out() -> None:
    draft = Draft(
        Study,
        "What this is.",
        {"title": "A study", "participants": {"enrolled": 3}},
        (
            Remark(("phase",), "not in the file"),
            Remark(("title",), "brief title"),
            Remark(("participants", "screened"), "not registered"),
        ),
    )
    assert to_yaml(draft).splitlines() == [
        "# yaml-language-server: $schema=../../../build/schemas/study.schema.json",
        "# What this is.",
        "# Delete a comment 'confirm:' once a person has confirmed or changed the value below it; until then 'remit",
        "# check' says that the file holds proposals.",
        "# confirm: brief title",
        "title: A study",
        "# phase: not in the file",
        "participants:",
        "  # screened: not registered",
        "  enrolled: 3",
    ]


def test_a_group_without_values_is_an_empty_group_and_not_nothing() -> None:
    text = to_yaml(
        Draft(Study, "What this is.", {"dates": {}}, (Remark(("dates", "start"), "not in the file"),))
    )
    document, findings = parse("x.yaml", text.encode())
    assert (document, findings) == ({"dates": {}}, ())


def test_fields_stand_in_the_order_of_their_definition() -> None:
    values = {"sites": 3, "title": "A study", "protocol_id": "X-1"}
    lines = to_yaml(Draft(Study, "What this is.", values)).splitlines()[2:]
    assert [line.split(":")[0] for line in lines] == ["protocol_id", "title", "sites"]


def test_a_whole_study_builds() -> None:
    values = {
        "protocol_id": "X-1",
        "title": "A study",
        "phase": "Phase 3",
        "indication": ("Asthma",),
        "product": {"name": "X", "kind": "drug"},
        "design": {"study_type": "interventional"},
        "participants": {"enrolled": 3, "count": "actual"},
        "sites": 1,
        "countries": ("NO",),
        "dates": {"start": PartialDate("2015-09")},
    }
    document, _ = parse("x.yaml", to_yaml(Draft(Study, "What this is.", values)).encode())
    study = build(Study, document, Where("x.yaml"), {"id": "x-1"})
    assert isinstance(study, Study)
    assert study.countries == ("NO",)

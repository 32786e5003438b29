"""What holds for any edits: together they say what each says alone, and backwards the mirror of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.model.agreements import Insurance
from remit.model.values import Duration, Money, PartialDate, Percent
from remit.review.comparing import compare
from remit.review.edits import Edit
from remit.review.matching import Pair, likeness, paired_records, paired_texts
from remit.review.values import canonical, direction, same
from tests.review.playbook import base, files, side
from tests.review.test_edits import EDITS, changed, expected

WORDS = st.sampled_from(["pay", "within", "45", "90", "days", "of", "receipt", "invoice", "correct"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=6)
NUMBERS = st.decimals(-1000, 1000, places=2)
VALUES = st.one_of(
    st.integers(-9, 9),
    NUMBERS,
    st.booleans(),
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    st.builds(Money, NUMBERS, st.sampled_from(["USD", "EUR"])),
    st.builds(Percent, NUMBERS),
    st.builds(
        Duration,
        st.integers(1, 60),
        st.sampled_from(["hour", "business day", "calendar day", "week", "month", "year"]),
    ),
    st.sampled_from(["2026", "2026-03", "2026-04", "2026-03-02"]).map(PartialDate.parse),
)


def path_of(entry: dict[str, Any]) -> str:
    return str(entry["in"])


@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=8, unique_by=path_of))
@settings(max_examples=25)
def test_edits_of_several_files_say_together_what_each_says_alone(entries: list[dict[str, Any]]) -> None:
    tree = dict(files())
    for entry in entries:
        tree |= {path: data for path, data in changed(entry).items() if data != files()[path]}
    after = side(tree, "after", base())
    of_records = [entry for entry in entries if "contract_templates" not in entry["in"]]
    for one, other, back in ((base(), after, False), (after, base(), True)):
        found = compare(one, other)
        told = sorted(f"{x.rule} {'.'.join(map(str, x.path))} {x.weight.value}" for x in found.changes)
        assert told == sorted(line for entry in of_records for line in expected(entry, back=back))
        assert found.not_compared == ()


@given(TEXTS, TEXTS)
def test_texts_are_paired_alike_in_both_directions(old: list[str], new: list[str]) -> None:
    def told(pairs: list[Pair], one: list[str], other: list[str]) -> Counter[tuple[str | None, str | None]]:
        return Counter(
            (None if p.old is None else one[p.old], None if p.new is None else other[p.new]) for p in pairs
        )

    there, back = list(paired_texts(old, new)), list(paired_texts(new, old))
    assert told(there, old, new) == Counter({(b, a): n for (a, b), n in told(back, new, old).items()})
    assert sorted(p.old for p in there if p.old is not None) == list(range(len(old)))
    assert sorted(p.new for p in there if p.new is not None) == list(range(len(new)))


@given(TEXTS)
def test_the_order_of_texts_is_no_difference(texts: list[str]) -> None:
    pairs = list(paired_texts(texts, texts[::-1]))
    assert all(p.old is not None and p.new is not None for p in pairs)
    assert all(texts[p.old or 0] == texts[::-1][p.new or 0] for p in pairs)


INSURANCES = st.lists(
    st.builds(
        Insurance,
        kind=st.sampled_from(["trials", "liability", "cyber"]),
        per_claim=st.sampled_from([Money(Decimal(1), "USD"), Money(Decimal(2), "USD")]),
        aggregate=st.just(Money(Decimal(5), "USD")),
    ),
    max_size=5,
)


@given(INSURANCES, INSURANCES)
def test_records_of_lists_are_paired_alike_in_both_directions(
    old: list[Insurance], new: list[Insurance]
) -> None:
    def pairs(
        one: list[Insurance], other: list[Insurance]
    ) -> list[tuple[Insurance | None, Insurance | None]]:
        def key(record: Any, earlier: bool) -> str:
            return str(record.kind)

        def alike(a: Any, b: Any) -> bool:
            return bool((a.per_claim, a.aggregate) == (b.per_claim, b.aggregate))

        found = paired_records(one, other, key, alike)
        return [
            (None if p.old is None else one[p.old], None if p.new is None else other[p.new]) for p in found
        ]

    there, back = pairs(old, new), pairs(new, old)
    assert Counter(map(repr, there)) == Counter(repr((b, a)) for a, b in back)
    assert len([a for a, _ in there if a]) == len(old)


@given(VALUES, VALUES)
def test_the_direction_of_a_value_is_mirrored(old: Any, new: Any) -> None:
    assert direction(old, new).mirror is direction(new, old)
    if type(old) is type(new) and same(old, new):
        assert direction(old, new) is Edit.CHANGED
        assert canonical(old) == canonical(new)


@given(st.text(), st.text())
def test_likeness_is_the_same_whichever_comes_first(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1

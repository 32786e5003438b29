"""Every edit that the definitions of records allow is found, is classified, and reads backwards as its mirror."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from remit.model.catalogue import FILE_KINDS
from remit.model.fields import definition
from remit.review.changes import Change
from remit.review.comparing import compare
from remit.review.edits import Edit, record_kinds
from remit.review.kinds import KINDS, Weight, kind_of, weight_of
from tests.review.samples import Case, cases, side

CASES = tuple(cases())
NUMBERS = Path(__file__).with_name("kinds.txt")


def changes(case: Case, *, backwards: bool = False) -> tuple[Change, ...]:
    before, after = side(case.file, case.old), side(case.file, case.new)
    found = compare(after, before) if backwards else compare(before, after)
    assert found.not_compared == ()
    return found.changes


def test_there_are_thousands() -> None:
    assert len(CASES) > 2_500
    assert {case.edit for case in CASES} == set(Edit)
    assert len({(case.cls, case.field and case.field.name, case.edit) for case in CASES}) > 2_000


@pytest.mark.parametrize("file", FILE_KINDS, ids=[file.name for file in FILE_KINDS])
def test_each_edit_is_one_change_and_its_mirror_backwards(file: object) -> None:
    wrong = [case.name for case in CASES if case.file is file and not _is_right(case)]
    assert wrong == []


def _is_right(case: Case) -> bool:
    if case.cls and case.field and case.field.name in case.cls.KEY:
        return _is_another_entry(case)
    found, mirrored = changes(case), changes(case, backwards=True)
    if len(found) != 1 or len(mirrored) != 1:
        return False
    one, other = found[0], mirrored[0]
    return (
        (one.edit, one.cls, one.name) == (case.edit, case.cls, case.field.name if case.field else "")
        and other.edit is case.edit.mirror
        and (one.old, one.new, one.before, one.after) == (other.new, other.old, other.after, other.before)
        and (one.rule[:6], one.means) == (other.rule[:6], other.means)
        and one.fingerprint == changes(case)[0].fingerprint != other.fingerprint
    )


def _is_another_entry(case: Case) -> bool:
    """What tells an entry apart is another: one entry less and one more, unless only its words are others."""
    found = Counter((one.edit, one.cls is case.cls) for one in changes(case))
    reworded = {(Edit.CHANGED, True): 1}
    return found in (reworded, {(Edit.ADDED, False): 1, (Edit.REMOVED, False): 1})


@pytest.mark.parametrize("file", FILE_KINDS, ids=[file.name for file in FILE_KINDS])
def test_nothing_changed_is_no_change(file: object) -> None:
    for case in CASES:
        if case.file is file and case.old is not None:
            same = side(case.file, case.old)
            assert compare(same, side(case.file, case.old)).changes == (), case.name


def test_every_field_belongs_to_one_kind_of_change() -> None:
    named = Counter((base, name) for kind in KINDS for base, names in kind.fields.items() for name in names)
    assert [what for what, times in named.items() if times > 1] == []
    known = {cls for file in FILE_KINDS for cls in record_kinds(file.cls)}
    known |= {base for cls in known for base in cls.__mro__}  # type: ignore[misc]
    for base, name in named:
        assert base in known
        assert name == "*" or name in {field.name for field in definition(base)}, (base, name)


def test_numbers_of_kinds_have_two_digits_and_are_unique() -> None:
    numbers = [kind.number for kind in KINDS]
    assert len(set(numbers)) == len(numbers)
    assert all(10 <= number <= 99 for number in numbers)


def test_what_is_heavier_never_weighs_less() -> None:
    for case in CASES:
        if case.cls and case.field:
            weights = {weight_of(case.cls, case.field, edit) for edit in (case.edit, case.edit.mirror)}
            kind = kind_of(case.cls, case.field.name)
            assert all(isinstance(weight, Weight) for weight in weights)
            assert kind.heavy.rank <= kind.light.rank


def test_numbers_of_kinds_are_never_reused() -> None:
    ever = dict(line.split(" ", 1) for line in NUMBERS.read_text(encoding="utf-8").splitlines())
    assert {str(kind.number): kind.noun for kind in KINDS} == ever, (
        "new kinds are added to kinds.txt; a number that was ever used does not get another meaning"
    )

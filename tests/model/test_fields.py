"""Every field of every record is described, and says what a change of it means and weighs."""

from collections.abc import Iterator

import pytest

from remit.model.catalogue import FILE_KINDS, file_kind
from remit.model.fields import (
    Heavier,
    Identified,
    ListOf,
    MapOf,
    Meaning,
    Record,
    RecordOf,
    definition,
)
from remit.model.money import Holdback, UnitLine
from remit.model.quality import IssueGrade, Metric
from remit.model.studies import Allocation


def kinds(cls: type[Record]) -> Iterator[type[Record]]:
    yield cls
    for field in definition(cls):
        shape = field.shape
        while isinstance(shape, ListOf | MapOf):
            shape = shape.of
        if isinstance(shape, RecordOf):
            yield from kinds(shape.cls)


KINDS = sorted({kind for file in FILE_KINDS for kind in kinds(file.cls)}, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_and_says_what_a_change_means(kind: type[Record]) -> None:
    for field in definition(kind):
        assert field.doc.endswith("."), field.name
        assert field.doc[0].isupper() or field.doc.startswith(("allowed:", "'")), field.name
        assert isinstance(field.means, Meaning)
        assert isinstance(field.heavier, Heavier)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_kind_is_described(kind: type[Record]) -> None:
    assert kind.__doc__
    assert kind.__doc__.strip().split("\n")[0].endswith(".")


def test_references_name_kinds_that_exist() -> None:
    known = {kind.KIND for kind in KINDS if kind.KIND}
    named = {
        name for kind in KINDS for field in definition(kind) for name in (field.refers, field.keys) if name
    }
    assert named <= known


def test_kinds_that_are_referred_to_have_an_id_and_a_name_of_their_own() -> None:
    named = [kind for kind in KINDS if kind.KIND]
    assert all(issubclass(kind, Identified) for kind in named)
    assert len({kind.KIND for kind in named}) == len(named)


def heavier(kind: type[Record], name: str) -> Heavier:
    return next(field.heavier for field in definition(kind) if field.name == name)


def test_the_direction_that_weighs_more_follows_from_meaning_and_type() -> None:
    assert heavier(UnitLine, "unit_price") is Heavier.INCREASE
    assert heavier(IssueGrade, "capa_due") is Heavier.INCREASE
    assert heavier(Allocation, "shares") is Heavier.REMOVED
    assert heavier(Allocation, "to") is Heavier.EITHER
    assert heavier(Metric, "target") is Heavier.EITHER
    assert heavier(Holdback, "release_within") is Heavier.INCREASE


@pytest.mark.parametrize("kind", FILE_KINDS, ids=[kind.name for kind in FILE_KINDS])
def test_a_file_kind_knows_its_own_path_and_no_other(kind: object) -> None:
    path = kind.pattern.replace("{id}", "x-1").replace("{study}", "s-1")  # type: ignore[attr-defined]
    found = file_kind(path)
    assert found is not None
    assert found[0] is kind
    assert file_kind(path + "x") is None
    assert file_kind("x/" + path) is None


@pytest.mark.parametrize("kind", KINDS)
def test_records_in_a_list_say_what_tells_them_apart(kind: type[Record]) -> None:
    for field in definition(kind):
        if isinstance(field.shape, ListOf) and isinstance(field.shape.of, RecordOf):
            inner = field.shape.of.cls
            assert inner.KEY, f"{inner.__name__} needs a KEY"
            assert set(inner.KEY) <= {one.name for one in definition(inner)}

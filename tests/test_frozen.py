"""Our frozen dataclasses beside those of Python's own library, which nothing here has in common but the fields."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from remit import frozen


def _kinds(dataclass: Callable[..., Any]) -> tuple[Any, Any]:
    """A class and one that is derived from it, as this decorator defines them."""

    @dataclass(frozen=True, slots=True)
    class Stay:
        """A stay in hospital."""

        days: int
        words: tuple[str, ...] = ()
        notes: list[str] = dataclasses.field(default_factory=list)
        place: str = dataclasses.field(default="Basel", compare=False, repr=False)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Visit(Stay):
        """A stay on a day."""

        day: str
        words: tuple[str, ...] = ("short",)

    return Stay, Visit


OURS, THEIRS = _kinds(frozen.dataclass), _kinds(dataclasses.dataclass)
BOTH = pytest.mark.parametrize(("ours", "theirs"), [*zip(OURS, THEIRS, strict=True)])


@frozen.dataclass(frozen=True, slots=True)
class Named:
    """A kind that pickles find again by its name."""

    name: str
    also: tuple[Named, ...] = ()


@BOTH
def test_parameters_fields_and_patterns_are_the_same(ours: Any, theirs: Any) -> None:
    def told(kind: type) -> list[tuple[str, object, object, bool]]:
        return [(one.name, one.type, one.default, one.kw_only) for one in dataclasses.fields(kind)]  # type: ignore[arg-type]

    parameters = inspect.signature(theirs).parameters.values()
    assert [(one.name, one.kind) for one in inspect.signature(ours).parameters.values()] == [
        (one.name, one.kind) for one in parameters
    ]
    assert told(ours) == told(theirs)
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__slots__ == theirs.__slots__


@pytest.mark.parametrize(
    "given",
    [
        {"days": 3, "day": "Monday"},
        {"days": 3, "day": "Monday", "words": ("a",), "notes": ["n"], "place": "Bern"},
    ],
)
def test_values_hold_and_show_the_same(given: dict[str, Any]) -> None:
    mine, its = (kinds[1](**given) for kinds in (OURS, THEIRS))
    assert dataclasses.astuple(mine) == dataclasses.astuple(its)
    assert repr(mine) == repr(its)


@pytest.mark.parametrize("given", [{}, {"days": 3}, {"days": 3, "day": "Monday", "hour": 4}])
def test_what_is_missing_or_unknown_is_refused(given: dict[str, Any]) -> None:
    for _, visit in (OURS, THEIRS):
        with pytest.raises(TypeError):
            visit(**given)


def test_each_value_gets_a_default_of_its_own() -> None:
    stay, _ = OURS
    stay(1).notes.append("seen")
    assert stay(1).notes == []


def test_a_field_may_be_called_like_what_makes_another() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Plan:
        visits: list[int] = dataclasses.field(default_factory=list)
        new_visits: int = 3
        put_visits: int = 4
        default_visits: int = 5

    assert dataclasses.astuple(Plan()) == ([], 3, 4, 5)
    assert dataclasses.astuple(Plan([1], 6, 7, 8)) == ([1], 6, 7, 8)


def test_equal_fields_make_equal_values_of_one_kind() -> None:
    stay, visit = OURS
    first, same, other = (
        visit(days=days, notes=(), day="Monday", place=place)
        for days, place in ((1, "a"), (1, "b"), (2, "a"))
    )
    assert first == same
    assert hash(first) == hash(same)
    assert first != other
    assert stay(1, ("short",), ()) != visit(days=1, notes=(), day="Monday")


def test_values_cannot_be_changed() -> None:
    value = OURS[0](1)
    with pytest.raises(dataclasses.FrozenInstanceError, match=r"'days' of .*Stay"):
        value.days = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.days
    assert value.days == 1


def test_copies_pickles_and_replacements_are_values_again() -> None:
    value = Named("a", (Named("b"),))
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert dataclasses.replace(value, name="c") == Named("c", (Named("b"),))


def test_a_class_says_itself_how_it_is_shown_and_compared() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Loud:
        word: str

        def __repr__(self) -> str:
            return self.word.upper()

        def __eq__(self, other: object) -> bool:
            return isinstance(other, str) and other == self.word

        def __hash__(self) -> int:
            return hash(self.word)

    @frozen.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        word: str

    assert repr(Loud("hear")) == "HEAR"
    assert Loud("hear") == "hear"
    assert Alone("one") != Alone("one")


def test_nothing_is_compiled_before_the_first_value_is_made() -> None:
    stay, visit = _kinds(frozen.dataclass)
    assert not any(inspect.isfunction(vars(kind)["__init__"]) for kind in (stay, visit))
    stay(1)
    assert inspect.isfunction(vars(stay)["__init__"])
    assert not inspect.isfunction(vars(visit)["__init__"])


def test_what_would_have_to_be_worked_out_first_is_refused() -> None:
    class Late:
        word: str

        def __post_init__(self) -> None:
            raise AssertionError

    class Hidden:
        word: str = dataclasses.field(init=False, default="")

    for kind in (Late, Hidden):
        with pytest.raises(TypeError, match=kind.__name__):
            frozen.dataclass(frozen=True, slots=True)(kind)


def test_what_is_not_frozen_stays_a_dataclass_of_python() -> None:
    @frozen.dataclass(slots=True)
    class Pen:
        lines: int = 0

    pen = Pen()
    pen.lines += 1
    assert pen == Pen(1)

"""The declared homes of elements: each number once, fields and rules that exist."""

from __future__ import annotations

import pytest

from remit.model.catalogue import FILE_KINDS
from remit.model.elements import ELEMENTS, Element
from remit.model.fields import ListOf, MapOf, Record, RecordOf, Shape, definition
from remit.rules import EXPLAINED


def held(shape: Shape) -> type[Record] | None:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.cls if isinstance(shape, RecordOf) else None


def records() -> dict[str, type[Record]]:
    """Every kind of record that stands in a file, by name."""
    found: dict[str, type[Record]] = {}
    waiting = [kind.cls for kind in FILE_KINDS]
    while waiting:
        cls = waiting.pop()
        if cls.__name__ not in found:
            found[cls.__name__] = cls
            waiting += [inner for field in definition(cls) if (inner := held(field.shape))]
    return found


KNOWN = {f"{name}.{field.name}" for name, cls in records().items() for field in definition(cls)}
RULES = {rule.id for rule in EXPLAINED}


def test_every_element_is_declared_once() -> None:
    assert [one.number for one in ELEMENTS] == list(range(1, 101))
    assert len({one.title for one in ELEMENTS}) == 100


@pytest.mark.parametrize("one", ELEMENTS, ids=lambda one: str(one.number))
def test_declared_homes_exist(one: Element) -> None:
    assert one.fields, "an element lives in at least one field"
    assert set(one.fields) <= KNOWN
    assert set(one.rules) <= RULES
    assert one.pages, "an element is shown on at least one page"


@pytest.mark.parametrize("one", ELEMENTS, ids=lambda one: str(one.number))
def test_nothing_is_put_off(one: Element) -> None:
    assert not {"later", "todo", "tbd", "planned"} & set(one.title.lower().split())
    for homes in (one.fields, one.rules, one.pages, one.documents):
        assert len(set(homes)) == len(homes)

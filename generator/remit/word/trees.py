"""Small moves in an XML tree."""

from __future__ import annotations

from typing import cast

from lxml import etree

from remit.word.namespaces import W, w


def made(name: str, **attributes: str) -> etree._Element:
    """A new WordprocessingML element, under the prefix that all of them have; its attributes have it, too."""
    return etree.Element(w(name), {w(key): value for key, value in attributes.items()}, {"w": W})


def name_of(element: etree._Element) -> str:
    """The name of an element as lxml writes it."""
    return cast("str", element.tag)


def parent_of(element: etree._Element) -> etree._Element:
    """The element around this one, which must not be the outermost."""
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"{name_of(element)} stands in no other element")
    return parent


def canonical(element: etree._Element) -> bytes:
    """An element with all that it holds, written in the one way that does not depend on what stands around it."""
    return etree.tostring(element, method="c14n", exclusive=True)


def take_out(element: etree._Element) -> None:
    """Removes an element with all that it holds."""
    parent_of(element).remove(element)


def unwrap(element: etree._Element, content: etree._Element | None = None) -> None:
    """Puts what an element holds (or one of its children holds) in its place."""
    for child in list(element if content is None else content):
        element.addprevious(child)
    take_out(element)


def is_inside(element: etree._Element, *tags: str) -> bool:
    """Whether the ancestors of an element, from the nearest outward, are these."""
    for tag in tags:
        parent = element.getparent()
        if parent is None or parent.tag != tag:
            return False
        element = parent
    return True

"""The hundred elements of outsourcing governance, each with its homes: fields of records, pages, rules and documents.

Names only. The website looks every one of them up, and tests fail if one points to what does not exist.
"""

from __future__ import annotations

from remit.model.elements.home import Element
from remit.model.elements.oversight import OVERSIGHT
from remit.model.elements.policy import POLICY
from remit.model.elements.study import STUDY

__all__ = ["ELEMENTS", "Element"]

ELEMENTS: tuple[Element, ...] = (*POLICY, *STUDY, *OVERSIGHT)
"""Every element by number."""

"""Blocks: the neutral form of a document that templates produce and every output speaks.

``types`` holds the blocks, ``events`` the target that prints them, ``reading`` the way back from print to blocks,
``text`` and ``html`` two plain outputs, ``numbering`` the count of clauses that all outputs share.
"""

from remit.blocks.events import BlocksTarget
from remit.blocks.html import to_html
from remit.blocks.numbering import Labels
from remit.blocks.reading import read_events
from remit.blocks.text import to_text
from remit.blocks.types import Document

__all__ = ["BlocksTarget", "Document", "Labels", "read_events", "to_html", "to_text"]

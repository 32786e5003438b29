"""The content controls of two documents. Their numbers are set aside while the documents are compared.

A value keeps its source, but its number moves with every value that is printed before it. A redline has the controls of the
new document and its provenance, to which the numbers lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.provenance import Source

_TAG = f"{w('sdtPr')}/{w('tag')}"
_ID = f"{w('sdtPr')}/{w('id')}"
_BLANK = "v"


@dataclass(slots=True)
class Values:
    """What is known of each control: its number in its document, and the source of its value."""

    sources: dict[etree._Element, Source] = field(default_factory=dict)
    tags: dict[etree._Element, str] = field(default_factory=dict)
    ids: dict[etree._Element, str] = field(default_factory=dict)

    def set_aside(self, root: etree._Element, sources: Mapping[int, Source], *, keep: bool) -> None:
        """Takes the numbers off the controls of a part; ``keep`` those that will stay."""
        for control in root.iter(w("sdt")):
            tag, number = control.find(_TAG), control.find(_ID)
            if number is not None:
                if keep:
                    self.ids[control] = str(number.get(w("val")))
                number.set(w("val"), "")
            text = "" if tag is None else str(tag.get(w("val"), ""))
            if tag is not None and text.startswith(_BLANK) and text[1:].isdigit():
                source = sources.get(int(text[1:]))
                if source is not None:
                    self.sources[control] = source
                if keep:
                    self.tags[control] = text
                tag.set(w("val"), _BLANK)

    def sources_in(self, element: etree._Element) -> tuple[Source, ...]:
        """The sources of the values in an element that has not been woven, without repeats."""
        found = (self.sources.get(control) for control in element.iter(w("sdt")))
        return tuple(dict.fromkeys(source for source in found if source is not None))

    def copied(self, source: etree._Element, target: etree._Element) -> None:
        """A control goes on in another element."""
        for known in (self.tags, self.ids):
            if source in known:
                known[target] = known[source]

    def put_back(self, root: etree._Element) -> None:
        """Gives the controls their numbers again."""
        for control in root.iter(w("sdt")):
            for known, path in ((self.ids, _ID), (self.tags, _TAG)):
                one = control.find(path)
                if one is not None and control in known:
                    one.set(w("val"), known[control])

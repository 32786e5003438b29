"""The place of a document's provenance among the parts of its house style."""

from __future__ import annotations

from collections.abc import Mapping

from remit.frozen import dataclass
from remit.word.namespaces import HEAD, RELATIONSHIPS, R
from remit.word.provenance import CONTENT_TYPE, NAMESPACE, store

ITEM, PROPERTIES = f"{R}/customXml", f"{R}/customXmlProps"


@dataclass(frozen=True, slots=True)
class Item:
    """A custom XML item by its number; items of a file are numbered from 1."""

    number: int

    @property
    def name(self) -> str:
        """The item itself."""
        return f"customXml/item{self.number}.xml"

    @property
    def properties(self) -> str:
        """The part that names it."""
        return f"customXml/itemProps{self.number}.xml"

    @property
    def relationships(self) -> str:
        """The part that binds the two."""
        return f"customXml/_rels/item{self.number}.xml.rels"

    @property
    def names(self) -> tuple[str, str, str]:
        """All its parts."""
        return self.name, self.properties, self.relationships

    @property
    def types(self) -> dict[str, str]:
        """The content types of its parts, by name."""
        return {self.name: "application/xml", self.properties: CONTENT_TYPE}


def place_of_provenance(parts: Mapping[str, bytes]) -> Item:
    """The item to write to: that of an earlier document of ours which now serves as house style, or a new one."""
    number = 1
    while Item(number).name in parts and NAMESPACE.encode() not in parts[Item(number).name]:
        number += 1
    return Item(number)


def store_parts(item: Item) -> list[tuple[str, bytes]]:
    """The parts beside the item, which are the same for every document."""
    related = (
        f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{PROPERTIES}" '
        f'Target="itemProps{item.number}.xml"/></Relationships>'
    )
    return [(item.properties, store().encode()), (item.relationships, related.encode())]

"""A conformance checker for .docx files, written from ECMA-376 and sharing no code with the product."""

from pathlib import Path

from lxml import etree

from tests.oracles.ecma376.container import Parts, read_parts
from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.identifiers import identifier_defects
from tests.oracles.ecma376.names import WORD
from tests.oracles.ecma376.package import TYPES_PART, Trees, package_defects
from tests.oracles.ecma376.residue import residue_defects
from tests.oracles.ecma376.schemas import parse_part, schema_defects
from tests.oracles.ecma376.wordml import wordml_defects

__all__ = ["Defect", "check_docx"]


def check_docx(path: Path, *, residue: bool = True) -> tuple[Defect, ...]:
    """Every defect of the file, in a fixed order; `residue` also looks for what a template left behind."""
    parts, defects = read_parts(path)
    trees, unreadable = _parse(parts)
    defects += unreadable
    if TYPES_PART not in trees:
        return (*defects, Defect(check="content-type", part=TYPES_PART, message="missing or unreadable"))
    defects += package_defects(parts, trees)
    for part, root in trees.items():
        defects += schema_defects(part, root)
    word_parts = {part: root for part, root in trees.items() if etree.QName(root).namespace == WORD}
    defects += identifier_defects(word_parts)
    defects += wordml_defects(word_parts)
    if residue:
        defects += residue_defects(word_parts)
    return tuple(defects)


def _parse(parts: Parts) -> tuple[Trees, list[Defect]]:
    trees: Trees = {}
    defects: list[Defect] = []
    for part, content in parts.items():
        if part.endswith((".xml", ".rels")):
            try:
                trees[part] = parse_part(content)
            except ValueError as error:
                defects.append(Defect(check="xml", part=part, message=str(error)))
    return trees, defects

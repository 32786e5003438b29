"""Makes our own house.docx: ``python -m remit.word.house OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

from remit.word import house_parts
from remit.word.house_parts import MARGIN, PORTRAIT
from remit.word.house_theme import theme
from remit.word.zipped import joined, pack


def house_bytes() -> bytes:
    """The file's bytes; the same on every machine."""
    upright, wide = PORTRAIT[0] - 2 * MARGIN, PORTRAIT[1] - 2 * MARGIN
    parts = {
        "[Content_Types].xml": house_parts.content_types(),
        "_rels/.rels": house_parts.package_relationships(),
        "word/document.xml": house_parts.document(),
        "word/_rels/document.xml.rels": house_parts.relationships(),
        "word/styles.xml": house_parts.styles(),
        "word/numbering.xml": house_parts.numbering(),
        "word/settings.xml": house_parts.settings(),
        "word/fontTable.xml": house_parts.fonts(),
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": house_parts.header(upright),
        "word/footer1.xml": house_parts.footer(upright),
        "word/header2.xml": house_parts.header(wide),
        "word/footer2.xml": house_parts.footer(wide),
    }
    return joined((name, pack(text.encode(), 9)) for name, text in parts.items())


def main(arguments: list[str]) -> int:
    """Writes the file; exit code 2 without exactly one file name."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m remit.word.house OUT\n")
        return 2
    out = Path(arguments[0])
    beside = out.with_name(out.name + ".new")
    beside.write_bytes(house_bytes())
    beside.replace(out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

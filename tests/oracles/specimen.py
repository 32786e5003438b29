"""A small Word file written by hand: sound as it stands, and the ground for planting defects."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_W = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_RELATION}"'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _relationships(*links: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships">{rows}</Relationships>'


_PARTS = {
    "[Content_Types].xml": f"""{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/></Types>""",
    "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
    "word/_rels/document.xml.rels": _relationships(("styles", "styles.xml"), ("numbering", "numbering.xml")),
    "word/styles.xml": f"""{_XML}<w:styles {_W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>""",
    "word/numbering.xml": f"""{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>""",
    "word/document.xml": f"""{_XML}<w:document {_W}><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="1" w:name="payment"/>
<w:r><w:t>Payment</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>
<w:p><w:r><w:t xml:space="preserve">The fee falls due under clause </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> REF payment \\r \\h </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>
<w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>
<w:tr><w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>
<w:p><w:r><w:t>Total 1,234.00</w:t></w:r></w:p></w:tc></w:tr>
</w:tbl>
<w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"
 w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>
</w:body></w:document>""",
}


def specimen_parts() -> dict[str, str]:
    """The parts of the sound file, by name; a copy to change at will."""
    return dict(_PARTS)


def write_specimen(path: Path, parts: Mapping[str, str | bytes] = _PARTS) -> Path:
    """Write the parts as a .docx at the path and return the path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def replant(path: Path, part: str, old: str, new: str) -> Path:
    """Write the specimen at the path with one text of one part replaced; returns the path."""
    parts = specimen_parts()
    assert old in parts[part], f"{part} does not hold {old!r}"
    parts[part] = parts[part].replace(old, new)
    return write_specimen(path, parts)

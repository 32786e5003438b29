"""The styles of our own house.docx, as data: one line each, printed to styles.xml."""

from __future__ import annotations

from remit.frozen import dataclass

ACCENT = "1F3A5F"
GREY = "5F6B7A"
RULE = "BFC7D1"
TINT = "E9EEF4"
BAND = "F6F8FA"
SANS = "Arial"
SERIF = "Times New Roman"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style: ``paragraph`` and ``run`` are WordprocessingML properties in schema order."""

    id: str
    name: str
    kind: str = "paragraph"
    based: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    table: str = ""
    quick: bool = True


def spacing(before: int, after: int, line: int = 276) -> str:
    """Space above and below in twentieths of a point; 276 is 1.15 lines."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def indent(left: int, hanging: int = 0) -> str:
    """Left and hanging indent in twentieths of a point."""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"' if hanging else "") + "/>"


def size(half_points: int) -> str:
    """Font size in half points, for all scripts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def colour(value: str) -> str:
    """Text colour."""
    return f'<w:color w:val="{value}"/>'


def numbered(number: int, level: int) -> str:
    """Ties a style to a level of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


KEEP = "<w:keepNext/><w:keepLines/>"
BOLD = "<w:b/><w:bCs/>"
BODY, SCHEDULE, BULLETS, PARTIES, RECITALS = 1, 2, 3, 4, 5


def outline(level: int) -> str:
    """Level in the navigation pane and in the table of contents."""
    return f'<w:outlineLvl w:val="{level}"/>'


def _rule(side: str, width: int, color: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{color}"/>'


TITLES = (
    Style(
        id="Title", name="Title", following="Subtitle",
        paragraph=KEEP + f"<w:pBdr>{_rule('top', 24, ACCENT, 14)}</w:pBdr>" + spacing(0, 60, 240),
        run=f'<w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:cs="{SERIF}"/>' + colour(ACCENT) + size(50),
    ),
    Style(
        id="Subtitle", name="Subtitle", following="Normal",
        paragraph=KEEP + spacing(0, 240, 264), run=colour(GREY) + size(22),
    ),
    Style(
        id="Heading1", name="heading 1", following="Clause2",
        paragraph=KEEP + numbered(BODY, 0) + spacing(340, 110, 264) + outline(0),
        run=BOLD + colour(ACCENT) + size(24),
    ),
    Style(
        id="Heading2", name="heading 2", following="Clause3",
        paragraph=KEEP + numbered(BODY, 1) + spacing(220, 90, 264) + outline(1),
        run=BOLD + colour(ACCENT) + size(21),
    ),
    Style(
        id="ScheduleHeading", name="Schedule Heading", following="Normal",
        paragraph=KEEP + "<w:pageBreakBefore/>" + numbered(SCHEDULE, 0) + spacing(0, 220, 264) + outline(0),
        run=BOLD + colour(ACCENT) + size(30),
    ),
    Style(
        id="ScheduleHeading1", name="Schedule Heading 1", following="Clause2",
        paragraph=KEEP + numbered(SCHEDULE, 1) + spacing(300, 100, 264) + outline(1),
        run=BOLD + colour(ACCENT) + size(23),
    ),
    Style(
        id="ScheduleHeading2", name="Schedule Heading 2", following="Clause3",
        paragraph=KEEP + numbered(SCHEDULE, 2) + spacing(200, 80, 264) + outline(2),
        run=BOLD + colour(ACCENT) + size(21),
    ),
    Style(
        id="TOCHeading", name="TOC Heading", following="Normal",
        paragraph=KEEP + spacing(360, 120, 264), run=BOLD + colour(ACCENT) + size(24),
    ),
    Style(
        id="FrontHeading", name="Front Heading", following="Normal",
        paragraph=KEEP + spacing(340, 110, 264), run=BOLD + colour(ACCENT) + size(24),
    ),
    Style(
        id="TOC1", name="toc 1",
        paragraph='<w:tabs><w:tab w:val="left" w:pos="720"/><w:tab w:val="right" w:pos="9070"/></w:tabs>'
        + spacing(60, 30, 252) + indent(720, 720),
    ),
    Style(
        id="TOC3", name="toc 3",
        paragraph='<w:tabs><w:tab w:val="left" w:pos="1440"/><w:tab w:val="right" w:pos="9070"/></w:tabs>'
        + spacing(60, 30, 252) + indent(1440, 1440),
    ),
    Style(
        id="TOC4", name="toc 4",
        paragraph='<w:tabs><w:tab w:val="left" w:pos="2007"/><w:tab w:val="right" w:pos="9070"/></w:tabs>'
        + spacing(0, 20, 252) + indent(2007, 567), run=colour(GREY) + size(18),
    ),
    Style(
        id="TOC2", name="toc 2",
        paragraph='<w:tabs><w:tab w:val="left" w:pos="1440"/><w:tab w:val="right" w:pos="9070"/></w:tabs>'
        + spacing(0, 20, 252) + indent(1440, 720), run=colour(GREY) + size(18),
    ),
)  # fmt: skip

CLAUSES = (
    *(
        Style(
            id=f"Clause{level + 1}", name=f"Clause {('1', '1.1', '1.1.1', '(a)', '(i)', '(A)')[level]}",
            paragraph=numbered(BODY, level) + spacing(0, 120),
        )
        for level in range(6)
    ),
    *(
        Style(id=f"ClauseText{n}", name=f"Clause Text {n}", paragraph=indent(153 + 567 * n))
        for n in (1, 2, 3, 4)
    ),
    *(
        Style(
            id=f"ListBullet{n if n > 1 else ''}", name=f"List Bullet{f' {n}' if n > 1 else ''}",
            paragraph=numbered(BULLETS, n - 1) + spacing(0, 80),
        )
        for n in (1, 2, 3, 4, 5)
    ),
    Style(id="Party", name="Party", paragraph=numbered(PARTIES, 0) + spacing(0, 120)),
    Style(id="Recital", name="Recital", paragraph=numbered(RECITALS, 0) + spacing(0, 120)),
    Style(
        id="Note", name="Drafting Note",
        paragraph=f"<w:pBdr>{_rule('left', 24, 'D99A00', 8)}</w:pBdr>"
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF4D6"/>' + spacing(60, 120) + indent(170),
        run=size(18),
    ),
)  # fmt: skip

TABLES = (
    Style(id="TableText", name="Table Text", paragraph=spacing(40, 40, 252), run=size(18)),
    Style(id="TableNumber", name="Table Number", based="TableText", paragraph='<w:jc w:val="right"/>'),
    Style(id="TableCentre", name="Table Centre", based="TableText", paragraph='<w:jc w:val="center"/>'),
    Style(
        id="TableHead", name="Table Head", based="TableText",
        paragraph="<w:keepNext/>" + spacing(60, 60, 252), run=BOLD + colour(ACCENT),
    ),
    Style(id="TableHeadNumber", name="Table Head Number", based="TableHead", paragraph='<w:jc w:val="right"/>'),
    Style(id="TableHeadCentre", name="Table Head Centre", based="TableHead", paragraph='<w:jc w:val="center"/>'),
    Style(id="TableTotal", name="Table Total", based="TableText", paragraph=spacing(60, 60, 252), run=BOLD),
    Style(id="TableTotalNumber", name="Table Total Number", based="TableTotal", paragraph='<w:jc w:val="right"/>'),
    Style(
        id="TableEnd", name="Table End",
        paragraph='<w:spacing w:before="0" w:after="160" w:line="20" w:lineRule="exact"/>', run=size(2), quick=False
    ),
    Style(
        id="SectionEnd", name="Section End",
        paragraph='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', run=size(2), quick=False
    ),
    Style(id="Caption", name="caption", paragraph="<w:keepNext/>" + spacing(160, 80, 252), run=BOLD + size(18)),
    Style(id="KeyTerm", name="Key Term", based="TableText", paragraph=spacing(70, 70, 252), run=BOLD + colour(ACCENT)),
    Style(id="KeyValue", name="Key Value", based="TableText", paragraph=spacing(70, 70, 252), run=size(19)),
    Style(
        id="SignatureParty", name="Signature Party", based="TableText",
        paragraph="<w:keepNext/>" + spacing(200, 60, 252), run=BOLD + size(20)
    ),
    Style(id="SignatureText", name="Signature Text", based="TableText", paragraph="<w:keepNext/>" + spacing(80, 20, 252)),
    Style(id="SignatureEnd", name="Signature End", based="SignatureText", paragraph='<w:keepNext w:val="0"/>', quick=False),
)  # fmt: skip

PAGES = (
    Style(
        id="Header", name="header",
        paragraph=f"<w:pBdr>{_rule('bottom', 4, RULE, 6)}</w:pBdr>"
        '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' + spacing(0, 0, 240),
        run=colour(GREY) + size(16),
    ),
    Style(
        id="Footer", name="footer",
        paragraph=f"<w:pBdr>{_rule('top', 4, RULE, 6)}</w:pBdr>"
        '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' + spacing(0, 0, 240),
        run=colour(GREY) + size(16),
    ),
)  # fmt: skip

CHARACTERS = (
    Style(id="DefinedTerm", name="Defined Term", kind="character", based="DefaultParagraphFont", run=BOLD),
    Style(
        id="KeyHint", name="Key Hint", kind="character", based="DefaultParagraphFont",
        run='<w:b w:val="0"/><w:bCs w:val="0"/>' + colour(GREY) + size(16)
    ),
    Style(id="Label", name="Label", kind="character", based="DefaultParagraphFont", run=colour(GREY) + size(16)),
    Style(
        id="Literal", name="Literal", kind="character", based="DefaultParagraphFont",
        run='<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' + size(18)
    ),
    Style(
        id="Placeholder", name="Placeholder", kind="character", based="DefaultParagraphFont",
        run=BOLD + '<w:shd w:val="clear" w:color="auto" w:fill="FFE8A3"/>'
    ),
)  # fmt: skip

_MARGINS = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
)


def _borders(*sides: tuple[str, int, str]) -> str:
    return f"<w:tblBorders>{''.join(_rule(*side) for side in sides)}</w:tblBorders>"


def _fill(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


_HEAD = (
    f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{_rule("bottom", 8, ACCENT)}</w:tcBorders>'
    f"{_fill(TINT)}</w:tcPr></w:tblStylePr>"
)
_BANDS = f'<w:tblStylePr w:type="band2Horz"><w:tblPr/><w:tcPr>{_fill(BAND)}</w:tcPr></w:tblStylePr>'

GRIDS = (
    Style(
        id="RemitTable", name="Remit Table", kind="table", based="TableNormal",
        table='<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/>'
        + _borders(("top", 8, ACCENT), ("bottom", 8, ACCENT), ("insideH", 4, RULE)) + _MARGINS + "</w:tblPr>"
        + _HEAD + _BANDS,
    ),
    Style(
        id="RemitKeyTerms", name="Remit Key Terms", kind="table", based="TableNormal",
        table='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        + _borders(("top", 4, RULE), ("bottom", 4, RULE), ("insideH", 4, RULE)) + _MARGINS + "</w:tblPr>",
    ),
    Style(
        id="RemitSignatures", name="Remit Signatures", kind="table", based="TableNormal",
        table='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>' + _MARGINS + "</w:tblPr>",
    ),
)  # fmt: skip

ALL = (*TITLES, *CLAUSES, *TABLES, *PAGES, *CHARACTERS, *GRIDS)

"""The parts of our own house.docx: styles, numbering, headers, footers, settings."""

from __future__ import annotations

from remit.word.house_styles import ACCENT, ALL, BODY, BULLETS, PARTIES, RECITALS, SANS, SCHEDULE, Style, size
from remit.word.namespaces import CONTENT_TYPES, HEAD, RELATIONSHIPS, ROOT, R

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PORTRAIT = (11906, 16838)
MARGIN = 1418


def styles() -> str:
    """styles.xml: defaults, then every style."""
    fonts = f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{SANS}" w:cs="{SANS}"/>'
    lang = '<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    normal = '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/>'
    return (
        f"{HEAD}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size(20)}{lang}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{normal}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{''.join(_style(style) for style in ALL)}</w:styles>"
    )


def _style(style: Style) -> str:
    custom = (
        ""
        if style.name.islower() or style.id in ("Title", "Subtitle") or style.id.startswith("ListB")
        else "1"
    )
    return (
        f'<w:style w:type="{style.kind}"{" w:customStyle=" + chr(34) + "1" + chr(34) if custom else ""} '
        f'w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="{style.based}"/>'
        + (f'<w:next w:val="{style.following}"/>' if style.following else "")
        + ("<w:qFormat/>" if style.quick and style.kind != "table" else "")
        + (f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else "")
        + (f"<w:rPr>{style.run}</w:rPr>" if style.run else "")
        + f"{style.table}</w:style>"
    )


def _level(index: int, form: str, text: str, left: int, hanging: int, style: str = "", run: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{run}</w:lvl>'
    )


def _filled(levels: list[str]) -> str:
    """Nine levels, as Word writes them; the unused ones print nothing."""
    return "".join(levels) + "".join(_level(n, "none", "", 2421, 567) for n in range(len(levels), 9))


def _abstract(number: int, levels: list[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4C0E71{number:02d}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="5A3B2C{number:02d}"/>{_filled(levels)}</w:abstractNum>'
    )


def numbering() -> str:
    """numbering.xml: clauses, schedules, bullets, parties, recitals. Levels are tied to styles."""
    body = [
        _level(0, "decimal", "%1.", 720, 720, "Heading1"),
        _level(1, "decimal", "%1.%2", 720, 720, "Heading2"),
        _level(2, "decimal", "%1.%2.%3", 720, 720, "Clause3"),
        _level(3, "lowerLetter", "(%4)", 1287, 567, "Clause4"),
        _level(4, "lowerRoman", "(%5)", 1854, 567, "Clause5"),
        _level(5, "upperLetter", "(%6)", 2421, 567, "Clause6"),
    ]
    schedule = [
        _level(0, "upperLetter", "Schedule %1", 2268, 2268, "ScheduleHeading"),
        _level(1, "decimal", "%2.", 720, 720, "ScheduleHeading1"),
        _level(2, "decimal", "%2.%3", 720, 720, "ScheduleHeading2"),
        _level(3, "decimal", "%2.%3.%4", 720, 720),
        _level(4, "lowerLetter", "(%5)", 1287, 567),
        _level(5, "lowerRoman", "(%6)", 1854, 567),
        _level(6, "upperLetter", "(%7)", 2421, 567),
    ]
    mark = f'<w:rPr><w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/><w:color w:val="{ACCENT}"/></w:rPr>'
    lefts = (357, 1077, 1644, 2211, 2778)
    names = ("ListBullet", "ListBullet2", "ListBullet3", "ListBullet4", "ListBullet5")
    bullets = [
        _level(n, "bullet", "\u2022" if n % 2 == 0 else "\u2013", left, 357, name, mark)
        for n, (left, name) in enumerate(zip(lefts, names, strict=True))
    ]
    lists = {
        BODY: body,
        SCHEDULE: schedule,
        BULLETS: bullets,
        PARTIES: [_level(0, "decimal", "(%1)", 720, 720, "Party")],
        RECITALS: [_level(0, "upperLetter", "(%1)", 720, 720, "Recital")],
    }
    return (
        f"{HEAD}<w:numbering {ROOT}>"
        + "".join(_abstract(number, levels) for number, levels in lists.items())
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in lists)
        + "</w:numbering>"
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        char.format("begin") + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        + char.format("separate") + _words("1") + char.format("end")
    )  # fmt: skip


def _tabs(right: int) -> str:
    if right == PORTRAIT[0] - 2 * MARGIN:
        return ""
    return f'<w:tabs><w:tab w:val="clear" w:pos="9070"/><w:tab w:val="right" w:pos="{right}"/></w:tabs>'


def header(width: int) -> str:
    """A header: document and study left, version and status right."""
    return (
        f'{HEAD}<w:hdr {ROOT}><w:p><w:pPr><w:pStyle w:val="Header"/>{_tabs(width)}</w:pPr>'
        + _words("{{ id }}{{ \u00b7 study }}")
        + "<w:r><w:tab/></w:r>"
        + _words("{{ version }}{{ \u00b7 status }}")
        + "</w:p></w:hdr>"
    )


def footer(width: int) -> str:
    """A footer: confidentiality and data revision left, page x of y right."""
    return (
        f'{HEAD}<w:ftr {ROOT}><w:p><w:pPr><w:pStyle w:val="Footer"/>{_tabs(width)}</w:pPr>'
        + _words("{{ confidentiality }}{{ \u00b7 data_revision }}")
        + "<w:r><w:tab/></w:r>"
        + _words("{{ page }} ") + _field("PAGE") + _words(" {{ page_of }} ") + _field("NUMPAGES")
        + "</w:p></w:ftr>"
    )  # fmt: skip


def section(landscape: bool) -> str:
    """Page setup: A4, 2.5 cm margins."""
    width, height = reversed(PORTRAIT) if landscape else PORTRAIT
    number = 2 if landscape else 1
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader{number}"/>'
        f'<w:footerReference w:type="default" r:id="rIdFooter{number}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{" w:orient=" + chr(34) + "landscape" + chr(34) if landscape else ""}/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="709" '
        'w:footer="709" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )


def document() -> str:
    """The body of house.docx: a word about its purpose in each of the two sections."""
    return (
        f"{HEAD}<w:document {ROOT}><w:body><w:p>{_words('House style: this file gives documents their look.')}</w:p>"
        f"<w:p><w:pPr>{section(False)}</w:pPr></w:p><w:p>{_words('Landscape pages.')}</w:p>{section(True)}"
        "</w:body></w:document>"
    )


def settings() -> str:
    """settings.xml: present-day layout rules, no automatic changes."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1),
        )
    )  # fmt: skip
    return (
        f'{HEAD}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def fonts() -> str:
    """fontTable.xml."""
    families = (
        ("Arial", "swiss", "020B0604020202020204"),
        ("Times New Roman", "roman", "02020603050405020304"),
    )
    return (
        f"{HEAD}<w:fonts {ROOT}>"
        + "".join(
            f'<w:font w:name="{name}"><w:panose1 w:val="{panose}"/><w:charset w:val="00"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
            for name, family, panose in families
        )
        + "</w:fonts>"
    )


PARTS = ("styles", "numbering", "settings", "fontTable", "header1", "footer1", "header2", "footer2")


def content_types() -> str:
    """[Content_Types].xml."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}{part.rstrip("12")}+xml"/>'
        for part in PARTS
    )
    return (
        f'{HEAD}<Types xmlns="{CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        "</Types>"
    )


def relationships() -> str:
    """word/_rels/document.xml.rels."""
    entries = "".join(
        f'<Relationship Id="rId{part[0].upper()}{part[1:]}" Type="{R}/{part.rstrip("12")}" Target="{part}.xml"/>'
        for part in PARTS
    )
    theme = f'<Relationship Id="rIdTheme" Type="{R}/theme" Target="theme/theme1.xml"/>'
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{entries}{theme}</Relationships>'


def package_relationships() -> str:
    """_rels/.rels."""
    return (
        f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rIdDocument" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
    )

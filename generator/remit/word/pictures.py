"""Figures in Word files: SVG with a PNG for programs that cannot draw it, alternative text, and the parts they need."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from remit.blocks.drawing import (
    Arrow,
    Box,
    Drawing,
    Label,
    Line,
    Mark,
    arrow_head,
    corners,
    dashes,
    hatching,
    svg,
)
from remit.frozen import dataclass
from remit.kept import Results
from remit.word.markup import attribute
from remit.word.namespaces import R
from remit.word.zipped import Packed, pack

EMU = 12700
"""English metric units, in which Word measures pictures, of a point."""

SCALE = 3
"""Pixels of the PNG for a point: 216 to an inch."""

TALLEST = 600.0
"""Height in points up to which a figure is shown in its own size; a taller one is made smaller, so that a page holds it."""

_CAPTION = 50.0
"""Height in points that the caption of a figure takes, with the space around both."""

SHADES = 8
"""Shades of a colour in a PNG, itself counted."""

APART = 12
"""Least difference of two colours of a PNG in red, green or blue, of 255."""

_WHITE = (255, 255, 255)
BOLDER = 0.5
"""What bold letters gain on each side in pixels; the one font that Pillow brings has no bold face."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WP, _PIC = f"{_DRAWING}/wordprocessingDrawing", f"{_DRAWING}/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
TYPES_PART, RELATED_PART = "[Content_Types].xml", "word/_rels/document.xml.rels"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure ready for a file."""

    drawing: Drawing
    svg: bytes
    png: bytes


Figures = Mapping[str, Picture | tuple[Picture, ...]]
"""Figures by the name under which a template prints them; under some names there are several, one for each of a list."""


_PAINTED: Results[str, bytes] = Results("pictures", most=128)


def picture(drawing: Drawing) -> Picture:
    """The drawing as SVG and PNG; the same drawing gives the same bytes."""
    vector = svg(drawing).encode()
    png = _PAINTED.of(hashlib.sha256(vector).hexdigest(), partial(_png, drawing))
    return Picture(drawing, vector, png)


def _png(drawing: Drawing) -> bytes:
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (round(drawing.width * SCALE), round(drawing.height * SCALE)), "white")
    pen = ImageDraw.Draw(sheet)
    for shape in drawing.shapes:
        match shape:
            case Box():
                _box(pen, shape)
            case Arrow():
                ends = (shape.x1, shape.y1, shape.x2, shape.y2)
                pen.line([end * SCALE for end in ends], f"#{shape.colour}", SCALE)
                pen.polygon(_scaled(arrow_head(shape)), f"#{shape.colour}")
            case Line():
                _line(pen, shape)
            case Mark():
                _mark(pen, shape)
            case Label():
                _label(pen, shape)
    sample = Image.new("P", (1, 1))
    sample.putpalette(_palette(drawing))
    out = io.BytesIO()
    sheet.quantize(palette=sample, dither=Image.Dither.NONE).save(out, "PNG", optimize=False)
    return out.getvalue()


def _palette(drawing: Drawing) -> bytes:
    """White, the colours of the drawing, and steps between each and white for the edges of letters.

    To take the colours from the drawing costs a tenth of finding them among the points of the sheet. Steps that are hardly
    told from another colour are left out: Pillow looks colours up in coarse boxes, and would take one for the other.
    """
    names = ("colour", "fill", "edge", "hatched")
    used = dict.fromkeys(getattr(shape, name, "") for shape in drawing.shapes for name in names)
    pure = [_WHITE, *(tuple(bytes.fromhex(one)) for one in used if one)]
    steps = (
        tuple(255 - (255 - part) * (SHADES - step) // SHADES for part in colour)
        for step in range(1, SHADES)
        for colour in pure
    )
    found = list(dict.fromkeys(pure))
    for colour in steps:
        if all(
            max(abs(one - other) for one, other in zip(colour, near, strict=True)) >= APART for near in found
        ):
            found.append(colour)
    return bytes(part for colour in found[:256] for part in colour)


def _box(pen: Any, shape: Box) -> None:
    ends = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    edge = f"#{shape.edge}" if shape.edge else None
    pen.rectangle([end * SCALE for end in ends], f"#{shape.fill}", edge, SCALE - 1 if edge else 0)
    for line in hatching(shape):
        _line(pen, line)


def _line(pen: Any, shape: Line) -> None:
    width = max(1, round(shape.width * SCALE))
    pieces = dashes(shape) if shape.dashed else (shape.points,)
    for piece in pieces:
        pen.line(_scaled(piece), f"#{shape.colour}", width, joint="curve")


def _mark(pen: Any, shape: Mark) -> None:
    if shape.form == "dot":
        r = shape.size / 2
        pen.ellipse(_scaled(((shape.x - r, shape.y - r), (shape.x + r, shape.y + r))), f"#{shape.colour}")
    else:
        pen.polygon(_scaled(corners(shape)), f"#{shape.colour}")


def _label(pen: Any, shape: Label) -> None:
    anchor = "rs" if shape.right else "ms" if shape.centred else "ls"
    colour = f"#{shape.colour}"
    pen.text(
        (shape.x * SCALE, shape.y * SCALE), shape.text, colour, _font(shape.size * SCALE), anchor,
        stroke_width=BOLDER if shape.bold else 0, stroke_fill=colour,
    )  # fmt: skip


def _scaled(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


@lru_cache(32)
def _font(size: float) -> Any:
    from PIL import ImageFont

    font: Any = ImageFont.load_default(size)
    font.getmask2 = lru_cache(512)(font.getmask2)  # figures share most of their words
    return font


def paragraph(figure: Picture, number: int, width: int, height: int) -> str:
    """The paragraph that shows the figure, ``number`` from 1 among the figures of the document.

    It is made smaller where the text of its page, ``width`` by ``height`` twentieths of a point, has no room for it.
    """
    drawing = figure.drawing
    tallest = min(TALLEST, height / 20 - _CAPTION)
    scale = min(1.0, tallest / drawing.height, width / 20 / drawing.width) * EMU
    size = f'cx="{round(drawing.width * scale)}" cy="{round(drawing.height * scale)}"'
    named = f'id="{number}" name="Figure {number}" descr="{attribute(drawing.alternative)}"'
    vector = (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="rIdFigureSvg{number}"/>'
        "</a:ext></a:extLst>"
    )
    shown = (
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="rIdFigurePng{number}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr>"
    )
    return (
        f'<w:p><w:pPr><w:spacing w:before="60" w:after="160"/></w:pPr>'
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_PIC}">'
        f'<pic:pic xmlns:pic="{_PIC}">{shown}</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def with_pictures(
    parts: Iterable[tuple[str, Packed]], pictures: Sequence[Picture]
) -> list[tuple[str, Packed]]:
    """The parts of a file and those of its pictures, declared and related."""
    if not pictures:
        return list(parts)
    media = {
        f"word/media/figure{number}.{kind}": data
        for number, one in enumerate(pictures, 1)
        for kind, data in (("png", one.png), ("svg", one.svg))
    }
    changed = {TYPES_PART: _declared, RELATED_PART: _related}
    found = [
        (name, pack(changed[name](_text(part), media).encode()) if name in changed else part)
        for name, part in parts
    ]
    return [*found, *((name, pack(data)) for name, data in media.items())]


def _text(part: Packed) -> str:
    return zlib.decompress(part.data, -15).decode("utf-8")


def _declared(types: str, media: Mapping[str, bytes]) -> str:
    missing = "".join(
        f'<Default Extension="{kind}" ContentType="{name}"/>'
        for kind, name in _TYPES.items()
        if f'Extension="{kind}"' not in types
    )
    opening = types.index(">", types.index("<Types")) + 1
    return types[:opening] + missing + types[opening:]


def _related(relationships: str, media: Mapping[str, bytes]) -> str:
    added = "".join(
        f'<Relationship Id="rIdFigure{name[-3:].title()}{name.removeprefix("word/media/figure")[:-4]}" '
        f'Type="{R}/image" Target="{name.removeprefix("word/")}"/>'
        for name in media
    )
    return relationships.replace("</Relationships>", f"{added}</Relationships>")

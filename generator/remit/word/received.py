"""Opening a Word file that came from somebody else, within limits and without trusting anything in it.

Whatever is wrong with a file becomes one NotReadable whose message says why in a reader's words. Nothing is written, fetched
or run; a part is parsed only after its size and its declarations were looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from remit.frozen import dataclass
from remit.word.zipped import LARGEST_FILE, LARGEST_PART, MOST_PARTS, NotReadable

RATIO, SMALL = 200, 1 << 20
"""A part over 1 MB that shrinks to less than a 200th is no text that anybody wrote."""

MOST_ELEMENTS = 1_000_000
LONGEST_DIRECTORY = MOST_PARTS * 1024
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_END = struct.Struct("<4s4H2LH")
_UNSAFE = re.compile(r"(^|/)\.\.?(/|$)|^/|\\|:|[\x00-\x1f]|//")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_ENCODINGS = ("utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii")
_ACTIVE = re.compile("macroEnabled|vbaProject|vbaData|activeX|ms-office.vba", re.I)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relationship's type, and the part it leads to ("" when outside).

    ``address`` is where it leads outside of the file ("" when inside).
    """

    id: str
    kind: str
    target: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file that has passed every check, and the name of its main part."""

    parts: Mapping[str, bytes]
    main: str

    def relations(self, part: str) -> tuple[Relation, ...]:
        """All that a part relates to, in the file's order."""
        return tuple(_relations(self.parts, part))

    def related(self, part: str, *kinds: str) -> Iterator[str]:
        """The names of existing parts that a part relates to, of these kinds, in the file's order without repeats."""
        targets = (one.target for one in _relations(self.parts, part) if one.kind in kinds)
        yield from dict.fromkeys(target for target in targets if target in self.parts)

    def xml(self, part: str) -> etree._Element:
        """A part as XML. Raises NotReadable."""
        return read_xml(self.parts[part], part)


def open_received(data: bytes) -> Package:
    """The file's parts. Raises NotReadable for what is no Word file, damaged, oversized, or active."""
    parts = _unzipped(data)
    for needed in ("[Content_Types].xml", "_rels/.rels"):
        if needed not in parts:
            raise NotReadable(f"it has no part {needed}")
    main = _main(parts)
    _refuse_active(parts, main)
    for name in parts:
        if name.endswith(".rels"):
            _refuse_outside(read_xml(parts[name], name))
    return Package(parts, main)


def read_xml(data: bytes, name: str) -> etree._Element:
    """XML from outside: no document type, no entities, no network, of bounded depth and size. Raises NotReadable."""
    if any(mark in data for mark in _DOCTYPES):
        raise NotReadable(f"{name} declares a document type")
    if data.count(b"<") > MOST_ELEMENTS:
        raise NotReadable(f"{name} has more elements than a document")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError, AssertionError) as problem:
        raise NotReadable(f"{name} is not XML ({getattr(problem, 'msg', None) or problem})") from None
    info = root.getroottree().docinfo
    if info.doctype or (info.encoding or "utf-8").lower() not in _ENCODINGS:
        raise NotReadable(f"{name} declares a document type or an unusual encoding")
    return root


def _unzipped(data: bytes) -> dict[str, bytes]:
    _look_at(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = file.infolist()
            _refuse_excess(infos)
            return {info.filename: _part(file, info) for info in infos if not info.is_dir()}
    except NotReadable:
        raise
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        struct.error,
        OSError,
        EOFError,
        ValueError,
        LookupError,
        AttributeError,
        RuntimeError,
        OverflowError,
        MemoryError,
    ) as problem:
        raise NotReadable(f"it is damaged ({str(problem) or type(problem).__name__})") from None


def _look_at(data: bytes) -> None:
    """What can be told before anything is unpacked."""
    if not data:
        raise NotReadable("it is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable("it is protected by a password, or saved in the old .doc format")
    if not data.startswith(b"PK\x03\x04"):
        raise NotReadable("it is no .docx file")
    if len(data) > LARGEST_FILE:
        raise NotReadable("it is far larger than a Word file")
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + _END.size:
        raise NotReadable("it is cut off")
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, end)
    if count > MOST_PARTS or size > LONGEST_DIRECTORY:
        raise NotReadable("it has far more parts than a Word file")


def _refuse_excess(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_PARTS:
        raise NotReadable("it has far more parts than a Word file")
    if sum(info.file_size for info in infos) > LARGEST_FILE:
        raise NotReadable("it is far larger than a Word file when unpacked")
    seen: set[str] = set()
    for info in infos:
        # Part names are equal without regard to case; of two equal ones, programs do not agree which to read.
        name = info.filename.lower()
        if name in seen:
            raise NotReadable(f"the part {info.filename} stands in it twice")
        seen.add(name)
        if _UNSAFE.search(info.filename.rstrip("/")) or info.filename != info.orig_filename:
            raise NotReadable("a part has a name that leads out of the file")


def _part(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 0x1:
        raise NotReadable("it is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotReadable(f"the part {info.filename} is packed in a way that Word does not use")
    if info.file_size > LARGEST_PART:
        raise NotReadable(f"the part {info.filename} is far larger than in a Word file")
    if info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1):
        raise NotReadable(f"the part {info.filename} unpacks to far more than it holds")
    with file.open(info) as part:
        content = part.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise NotReadable(f"the part {info.filename} has another size than it declares")
    return content


def _main(parts: Mapping[str, bytes]) -> str:
    """The main part, found as Word finds it."""
    targets = [one.target for one in _relations(parts, "") if one.kind == "officeDocument"]
    if len(targets) != 1 or targets[0] not in parts:
        raise NotReadable("it has no main part, or several")
    return targets[0]


def _refuse_active(parts: Mapping[str, bytes], main: str) -> None:
    types = {}
    for entry in read_xml(parts["[Content_Types].xml"], "[Content_Types].xml"):
        types[str(entry.get("PartName", "")).lstrip("/").lower()] = str(entry.get("ContentType", ""))
    if any(_ACTIVE.search(text) for text in (*types.values(), *parts)):
        raise NotReadable("it holds macros or active content")
    if types.get(main.lower()) != DOCUMENT_TYPE:
        raise NotReadable("its main part is no Word document")


def _refuse_outside(root: etree._Element) -> None:
    """Links that a reader may click are let through; whatever a program would load by itself is not."""
    for entry in root:
        kind = str(entry.get("Type", "")).rpartition("/")[2]
        if entry.get("TargetMode") == "External" and kind != "hyperlink":
            raise NotReadable(f"it loads something from outside ({kind or 'unknown'})")


def _relations(parts: Mapping[str, bytes], part: str) -> Iterator[Relation]:
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in parts:
        return
    for entry in read_xml(parts[rels], rels):
        target = str(entry.get("Target", ""))
        outside = entry.get("TargetMode") == "External"
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = str(entry.get("Type", "")).rpartition("/")[2]
        if outside:
            yield Relation(str(entry.get("Id", "")), kind, "", target)
        else:
            yield Relation(str(entry.get("Id", "")), kind, posixpath.normpath(inside))

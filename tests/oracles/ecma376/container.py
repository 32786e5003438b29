"""The zip container: names, compression and sizes that every consumer accepts (ECMA-376 Part 2, clause 7)."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.oracles.ecma376.defects import Defect

MAX_PART_BYTES = 64 << 20
MAX_ENTRIES = 4096
MAX_RATIO = 200
_RATIO_FLOOR_BYTES = 1 << 20
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)
_SYMLINK, _FILE_KIND = 0o120000, 0o170000

Parts = dict[str, bytes]


def read_parts(path: Path) -> tuple[Parts, list[Defect]]:
    """All parts of the package with the container's defects; no parts when it cannot be opened."""
    with path.open("rb") as file:
        magic = file.read(8)
    if magic == _OLE_MAGIC:
        return {}, [_defect("", "an OLE file: an encrypted .docx or a legacy .doc")]
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_entries(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return {}, [_defect("", f"not a readable zip container: {error}")]


def _read_entries(archive: zipfile.ZipFile) -> tuple[Parts, list[Defect]]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return {}, [_defect("", f"{len(entries)} entries, more than {MAX_ENTRIES}")]
    defects = list(_name_clashes(entries))
    parts: Parts = {}
    for entry in entries:
        problems = list(_entry_problems(entry))
        content = b"" if problems else _read(archive, entry, problems)
        defects += [_defect(entry.filename, problem) for problem in problems]
        if not problems:
            parts[entry.filename] = content
    return parts, defects


def _name_clashes(entries: list[zipfile.ZipInfo]) -> Iterator[Defect]:
    # Part names are equal without regard to case, so two spellings are one part twice.
    seen: set[str] = set()
    for entry in entries:
        key = unicodedata.normalize("NFC", entry.filename).lower()
        if key in seen:
            yield _defect(entry.filename, "duplicate entry")
        seen.add(key)


def _entry_problems(entry: zipfile.ZipInfo) -> Iterator[str]:
    name = entry.filename
    segments = name.split("/")
    if name.startswith("/") or "\\" in name or ".." in segments or ":" in segments[0]:
        yield "unsafe part name"
    if any(_DEVICE.match(segment) for segment in segments):
        yield "reserved device name in the part name"
    if not name.isascii() or not name.isprintable():
        yield "part name is not printable ASCII"
    if name.endswith("/"):
        yield "directory entry"
    if entry.flag_bits & 0x1:
        yield "encrypted entry"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield f"compression method {entry.compress_type}; only stored and deflate are allowed"
    if (entry.external_attr >> 16) & _FILE_KIND == _SYMLINK:
        yield "symbolic link"
    if entry.file_size > MAX_PART_BYTES:
        yield f"declares {entry.file_size} bytes, more than {MAX_PART_BYTES}"


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, problems: list[str]) -> bytes:
    try:
        with archive.open(entry) as file:
            content = file.read(MAX_PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        problems.append(f"cannot be read: {error}")
        return b""
    if not content:
        problems.append("empty part")
    if len(content) > max(_RATIO_FLOOR_BYTES, MAX_RATIO * entry.compress_size):
        problems.append(f"expands {len(content) // max(1, entry.compress_size)} times")
    return content


def _defect(part: str, message: str) -> Defect:
    return Defect(check="container", part=part, message=message)

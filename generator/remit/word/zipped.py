"""Zip containers whose bytes depend on their content alone: parts that are already compressed are copied as they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from remit.frozen import dataclass

LEVEL = 3
"""Level 3 packs a contract in half the time of level 6 and makes its file a fifth larger (28 instead of 24 KB)."""

SMALL = 8192
MOST_PARTS, LARGEST_PART, LARGEST_FILE = 4096, 64 << 20, 256 << 20
_DATE, _TIME = 0x21, 0
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Packed:
    """A compressed part: raw deflate data, checksum and size when unpacked."""

    data: bytes
    crc: int
    size: int


def pack(data: bytes, level: int = LEVEL) -> Packed:
    """Compresses a part. A small one gets a small window, because preparing a large one would take longer than its use."""
    small = len(data) < SMALL
    deflate = zlib.compressobj(level, zlib.DEFLATED, -13 if small else -15, 6 if small else 8)
    return Packed(deflate.compress(data) + deflate.flush(), zlib.crc32(data), len(data))


def joined(parts: Iterable[tuple[str, Packed]]) -> bytes:
    """A zip file of the parts in the given order, dated 1 January 1980."""
    out, directory, offset, count = [], [], 0, 0
    for name, part in parts:
        raw = name.encode("ascii")
        sizes = (part.crc, len(part.data), part.size)
        local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 8, _TIME, _DATE, *sizes, len(raw), 0)
        out += [local, raw, part.data]
        central = _CENTRAL.pack(
            b"PK\x01\x02", 20, 20, 0, 8, _TIME, _DATE, *sizes, len(raw), 0, 0, 0, 0, 0, offset
        )
        directory += [central, raw]
        offset += len(local) + len(raw) + len(part.data)
        count += 1
    entries = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(entries), offset, 0)
    return b"".join([*out, entries, end])


class NotReadable(Exception):
    """The file is no readable Word file; the message says why."""


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """Every part of a zip file within safe limits. Raises NotReadable."""
    if not data:
        raise NotReadable("the file is empty")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = [info for info in file.infolist() if not info.is_dir()]
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_FILE:
                raise NotReadable("it is far larger than a Word file")
            parts = {}
            for info in infos:
                if info.filename in parts or info.flag_bits & 1 or info.file_size > LARGEST_PART:
                    raise NotReadable("a part is repeated, encrypted or too large")
                with file.open(info) as part:
                    parts[info.filename] = part.read(info.file_size + 1)
            return parts
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
    ) as problem:
        raise NotReadable(f"it is not a complete zip file ({problem})") from None

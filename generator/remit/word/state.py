"""A finished file that names another state of the records: its text stands as it was packed, only the names change."""

from __future__ import annotations

import io
import struct
import zipfile

from remit.word.base import House
from remit.word.package import running
from remit.word.properties import Facts, custom
from remit.word.provenance import Origin, with_records
from remit.word.zipped import NotReadable, Packed, joined, pack

_LENGTHS = struct.Struct("<26x2H")


def with_state(data: bytes, house: House, facts: Facts, origin: Origin) -> bytes:
    """The file with the revision of ``facts`` and ``origin`` in headers, footers, properties and provenance.

    Only for a file that this package has just written from the same content: the result is what printing it again would
    give. Raises NotReadable for any other file.
    """
    new = dict(running(house, facts)) | {"docProps/custom.xml": custom(facts)}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            new[house.provenance] = with_records(file.read(house.provenance).decode("utf-8"), origin)
            kept = [(info.filename, _packed(data, info)) for info in file.infolist()]
    except (zipfile.BadZipFile, KeyError, ValueError, struct.error, NotImplementedError) as problem:
        raise NotReadable(f"it is not a file of this program ({problem})") from None
    if not new.keys() <= {name for name, _ in kept}:
        raise NotReadable("it lacks parts that this program writes")
    return joined([(name, pack(new[name].encode("utf-8")) if name in new else part) for name, part in kept])


def _packed(data: bytes, info: zipfile.ZipInfo) -> Packed:
    """A part as it is packed."""
    begin = info.header_offset + 30 + sum(_LENGTHS.unpack_from(data, info.header_offset))
    return Packed(data[begin : begin + info.compress_size], info.CRC, info.file_size)

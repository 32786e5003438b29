"""Adding an entry to the register of issued documents; everything else in the file stays, with its comments."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from remit.load.write import CannotWrite
from remit.load.yaml import parse

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

HEAD = """# Documents that were issued or executed. 'remit issue' adds entries; 'remit verify' holds files against them.

documents: {}
"""


def with_entry(data: bytes | None, id: str, entry: Mapping[str, str]) -> bytes:
    """The register's file with one more entry at its end; ``data`` is None for a register that has yet to begin.

    Raises CannotWrite if the file is no register, has the entry already, or would not read back as meant.
    """
    before, problems = parse("", data or HEAD.encode())
    known = before.get("documents") if isinstance(before, dict) else None
    if problems or not isinstance(before, dict) or not isinstance(known, dict) or id in known:
        raise CannotWrite("it is not a register without this entry")
    written = _dumped((data or HEAD.encode()).decode("utf-8-sig"), id, entry)
    after, problems = parse("", written)
    if problems or after != {**before, "documents": {**known, id: dict(entry)}}:
        raise CannotWrite("the file would not read back as meant")
    return written


def _scalar(text: str) -> object:
    """A text as people write it in records: dates plain, what looks like a number in quotes."""
    if _DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    return DoubleQuotedScalarString(text) if text[:1].isdigit() and text.replace(".", "").isdigit() else text


def _dumped(text: str, id: str, entry: Mapping[str, str]) -> bytes:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    if not document["documents"]:
        document["documents"] = CommentedMap()
    document["documents"][id] = CommentedMap({name: _scalar(text) for name, text in entry.items()})
    out = io.StringIO()
    yaml.dump(document, out)
    ends = "\r\n" if "\r\n" in text else "\n"
    return out.getvalue().replace("\r\n", "\n").replace("\n", ends).encode()

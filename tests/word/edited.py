"""Word files that somebody changed: parts replaced, texts exchanged, entries forged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

MAIN, PROVENANCE = "word/document.xml", "customXml/item1.xml"
Edit = Callable[[str], str]


def edited(data: bytes, edit: Edit, part: str = MAIN) -> bytes:
    """The file with one part changed as text; fails if the edit changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = edit(content.decode()).encode()
                assert changed != content, "the edit changes nothing"
                content = changed
            new.writestr(name, content)
    return out.getvalue()


def with_parts(data: bytes, **parts: bytes | str) -> bytes:
    """The file with more parts at its end; names are written with __ for a slash."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def replaced(old: str, new: str) -> Edit:
    """Exchanges a text that stands in the part."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit

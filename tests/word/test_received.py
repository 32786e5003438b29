"""Files from outside: whatever they hold, they are read within limits or refused in one sentence."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.word import NotReadable
from remit.word.issued import claims_of
from remit.word.received import open_received
from remit.word.received_text import text_of
from tests.word import specimen
from tests.word.edited import MAIN, PROVENANCE, edited, replaced, with_parts

RELS = "word/_rels/document.xml.rels"
OUTSIDE = '<Relationship Id="x" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="http://127.0.0.1:9/a"/></Relationships>'  # noqa: E501


@lru_cache(1)
def sound() -> bytes:
    return specimen.work_order()


def reason(data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        read(data)
    return str(refused.value)


def read(data: bytes) -> None:
    package = open_received(data)
    text_of(package)
    claims_of(package)


def readable_or_refused(data: bytes) -> str:
    """ "read", or the sentence that says why not; any other exception fails the test."""
    try:
        read(data)
    except NotReadable as refused:
        return str(refused)
    return "read"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def test_a_sound_file_is_read() -> None:
    read(sound())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"This is a contract.", "no .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04" + b"\0" * 40, "cut off"),
        (zipped(("a.txt", b"a")), "[Content_Types].xml"),
        (zipped(("../../etc/cron.d/x", b"a")), "leads out"),
        (zipped(("/etc/passwd", b"a")), "leads out"),
        (zipped(("word\\..\\x", b"a")), "leads out"),
        (zipped(("C:/x", b"a")), "leads out"),
        (zipped(*((f"p{n}.xml", b"") for n in range(4097))), "far more parts"),
        (zipped(("bomb.xml", b" " * (8 << 20))), "unpacks to far more"),
    ],
)
def test_what_is_no_sound_zip_of_parts_is_refused(data: bytes, why: str) -> None:
    assert why in reason(data)


def test_a_cut_off_file_is_refused() -> None:
    for share in (0.1, 0.5, 0.9, 0.999):
        reason(sound()[: int(len(sound()) * share)])


def test_parts_that_stand_twice_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        assert "twice" in reason(with_parts(sound(), word__document__xml="x") and _twice(MAIN))
    assert "twice" in reason(_twice("WORD/Document.xml"))


def _twice(name: str) -> bytes:
    return with_parts(sound(), **{name.replace("/", "__"): b"<x/>"})


def test_a_size_that_lies_is_refused() -> None:
    data = bytearray(sound())
    entry = data.rindex(MAIN.encode()) - 46
    size = struct.unpack_from("<L", data, entry + 24)[0]
    struct.pack_into("<L", data, entry + 24, size - 100)
    assert "damaged" in reason(bytes(data)) or "another size" in reason(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_before_anything_is_parsed(encoding: str) -> None:
    laughs = (
        '<?xml version="1.0" encoding="{}"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    )
    data = _with_main(laughs.format(encoding.upper()).encode(encoding))
    assert "document type" in reason(data)


def test_unusual_encodings_and_deep_or_endless_markup_are_refused() -> None:
    assert "not XML" in reason(_with_main(b"<w><a></w>"))
    assert "encoding" in reason(_with_main(b'<?xml version="1.0" encoding="UTF-7"?><w/>'))
    assert "XML" in reason(_with_main(b"<a>" * 3000 + b"</a>" * 3000))


def test_millions_of_elements_are_refused_fast() -> None:
    many = b"".join(b"<p>%x</p>" % zlib.crc32(b"%d" % n) for n in range(600_000))
    data = _with_main(b"<w>" + many + b"</w>")
    start = time.perf_counter()
    assert "more elements" in reason(data)
    assert time.perf_counter() - start < 2


def _with_main(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == MAIN else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleObject", "frame", "aFChunk"])
def test_what_a_program_would_load_from_outside_is_refused(kind: str) -> None:
    data = edited(sound(), replaced("</Relationships>", OUTSIDE.format(kind)), RELS)
    assert f"outside ({kind})" in reason(data)


def test_a_link_that_a_reader_may_click_is_let_through() -> None:
    read(edited(sound(), replaced("</Relationships>", OUTSIDE.format("hyperlink")), RELS))


def test_macros_are_refused() -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macros" in reason(edited(sound(), replaced(main, macro), "[Content_Types].xml"))
    assert "macros" in reason(
        with_parts(sound(), word__vbaProject__bin=b"x").replace(b"vbaProject/bin", b"vbaProject.bin")
    )


def test_damaged_provenance_is_said_to_be_damaged() -> None:
    assert "provenance" in reason(edited(sound(), replaced('<v n="1">', '<v n="one">'), PROVENANCE))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=60))
def test_flipped_bits_are_read_or_refused_but_never_break_the_reader(flips: list[tuple[float, int]]) -> None:
    data = bytearray(sound())
    for at, bit in flips:
        data[int(at * len(data))] ^= 1 << bit
    assert readable_or_refused(bytes(data))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from((MAIN, PROVENANCE, RELS, "[Content_Types].xml", "word/styles.xml")), st.data())
def test_any_changed_part_is_read_or_refused(part: str, draw: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(sound())) as file:
        content = bytearray(file.read(part))
    for at in draw.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = draw.draw(st.sampled_from(b'<>/"&=: \x00\xffaw0'))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, bytes(content) if name == part else old.read(name))
    assert readable_or_refused(out.getvalue())


def test_a_picture_is_told_by_what_it_shows() -> None:
    image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = f'<Relationship Id="rIdP" Type="{image}" Target="media/p.png"/></Relationships>'
    related = edited(sound(), replaced("</Relationships>", relation), "word/_rels/document.xml.rels")
    found = [
        text_of(open_received(with_parts(related, **{"word/media/p.png": data}))).images
        for data in (b"a", b"b")
    ]
    assert [len(one) for one in found] == [1, 1]
    assert found[0] != found[1]

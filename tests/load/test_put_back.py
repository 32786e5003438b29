"""Fields put back to what they were: each with its lines and comments, and what is kept as it is."""

from __future__ import annotations

import pytest

from remit.load.put_back import put_back
from remit.load.write import CannotWrite

THEN = b"""# an order
a: 1 # one
# about b
b:
  x: >-
    long
    text
  y: 2
status: draft
"""


@pytest.mark.parametrize(
    ("now", "kept", "meant"),
    [
        (THEN, (), THEN),
        (THEN.replace(b"a: 1", b"a: 5"), (), THEN),
        (THEN.replace(b"  y: 2\n", b"  y: 2\n  z: [3, 4]\n"), (), THEN),
        (THEN.replace(b"# about b\nb:\n  x: >-\n    long\n    text\n  y: 2\n", b""), (), THEN),
        (THEN.replace(b"draft", b"signed"), ("status",), THEN.replace(b"draft", b"signed")),
        (
            THEN.replace(b"a: 1", b"a: 5").replace(b"draft", b"signed"),
            ("status",),
            THEN.replace(b"draft", b"signed"),
        ),
        (THEN + b"day: 2026-01-01", ("day",), THEN + b"day: 2026-01-01\n"),
        (THEN.replace(b"status: draft\n", b""), ("status",), THEN.replace(b"status: draft\n", b"")),
    ],
)
def test_a_field_is_put_back_as_a_whole(now: bytes, kept: tuple[str, ...], meant: bytes) -> None:
    assert put_back(now, THEN, kept) == meant


@pytest.mark.parametrize("now", [b"{a: 1, b: 2}\n", b"a: [\n", b"- 1\n", b""])
def test_what_cannot_be_told_apart_is_left_alone(now: bytes) -> None:
    with pytest.raises(CannotWrite):
        put_back(now, THEN, ())

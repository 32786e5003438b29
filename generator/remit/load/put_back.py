"""A data file with its fields put back to what they were, and some of them kept as they are."""

from __future__ import annotations

from collections.abc import Collection

from remit.load.layout import blocks_of, lines_of
from remit.load.spans import spans
from remit.load.write import CannotWrite
from remit.load.yaml import parse


def put_back(now: bytes, then: bytes, keep: Collection[str]) -> bytes:
    """The file as it was, with the top-level fields ``keep`` as they are now; each field with its lines and comments.

    Raises CannotWrite where fields do not stand on lines of their own, or the result would not read back as meant.
    """
    (new, problems), (old, others) = parse("", now), parse("", then)
    if problems or others or not isinstance(new, dict) or not isinstance(old, dict):
        raise CannotWrite("one of the two files cannot be read")
    was, is_ = _blocks(then, old), _blocks(now, new)
    names = [name for name in old if name not in keep or name in new]
    names += [name for name in new if name in keep and name not in old]
    head = then.decode("utf-8-sig").partition(next(iter(was.values())))[0] if was else ""
    text = head + "".join(is_[name] if name in keep else was[name] for name in names)
    after, wrong = parse("", text.encode())
    meant = {name: new[name] if name in keep else old[name] for name in names}
    if wrong or after != meant:
        raise CannotWrite("the file would not read back as meant")
    return text.encode()


def _blocks(data: bytes, fields: dict[str, object]) -> dict[str, str]:
    """The lines of each top-level field."""
    text = data.decode("utf-8-sig")
    lines = lines_of(text)
    found = blocks_of((), list(fields), lines, text, spans(text))
    if not found:
        raise CannotWrite("its fields do not stand on lines of their own")
    return {name: "".join(_ended(lines[block.start : block.stop])) for name, block in found.items()}


def _ended(lines: list[str]) -> list[str]:
    """Lines of which the last one ends, too."""
    if lines and not lines[-1].endswith("\n"):
        return [*lines[:-1], f"{lines[-1]}\n"]
    return lines

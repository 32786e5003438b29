"""A data file with some of its fields put back to what they were, and everything else as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from remit.findings import Key
from remit.load.write import CannotWrite, Place, with_changes
from remit.load.yaml import parse


def put_back(now: bytes, then: bytes, keep: Collection[str]) -> bytes:
    """The file with the values that it had, except in the top-level fields ``keep``.

    Raises CannotWrite where more than values differs: an entry was added or removed, so that no value can be put back.
    """
    (new, problems), (old, others) = parse("", now), parse("", then)
    if problems or others or not isinstance(new, dict) or not isinstance(old, dict):
        raise CannotWrite("one of the two files cannot be read")
    names = [name for name in (*old, *new) if name not in keep]
    changes = dict(
        change for name in dict.fromkeys(names) for change in _values((name,), new.get(name), old.get(name))
    )
    return with_changes(now, changes) if changes else now


def _values(path: tuple[Key, ...], new: object, old: object) -> Iterator[tuple[Place, str]]:
    """The values to write, by their places in the file as it is."""
    if new == old:
        return
    if isinstance(new, str) and isinstance(old, str):
        yield (path, "value"), old
    elif isinstance(new, dict) and isinstance(old, dict) and new.keys() == old.keys():
        for key in new:
            yield from _values((*path, key), new[key], old[key])
    elif isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        for place, (one, other) in enumerate(zip(new, old, strict=True)):
            yield from _values((*path, place), one, other)
    else:
        raise CannotWrite(f"{'.'.join(map(str, path))}: an entry was added or removed")

"""The common order of what two documents hold: what stays, what went, what came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from lxml import etree

from remit.blocks.wording import stretches

Pair = tuple[int | None, int | None]
"""Places of one thing in the old and in the new sequence; None where it is not."""

InGap = Callable[[Sequence[int], Sequence[int]], list[tuple[int, int]]]
"""Pairs among what has no equal, given as places in both sequences."""


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], in_gap: InGap) -> list[Pair]:
    """Both sequences in one order; where they differ, what went stands before what came."""
    out: list[Pair] = []
    for one in stretches(old, new):
        if one.equal:
            out += zip(range(one.i1, one.i2), range(one.j1, one.j2), strict=True)
            continue
        i, j = one.i1, one.j1
        pairs = in_gap(range(one.i1, one.i2), range(one.j1, one.j2)) if i < one.i2 and j < one.j2 else []
        for at, its in [*pairs, (one.i2, one.j2)]:
            out += [(n, None) for n in range(i, at)]
            out += [(None, n) for n in range(j, its)]
            if at < one.i2:
                out.append((at, its))
            i, j = at + 1, its + 1
    return out


def begun_late(pairs: Sequence[Pair], slides: Callable[[int | None, int | None, Pair], bool]) -> list[Pair]:
    """Pairs in which what came or went begins one later where it could: its first thing stays, and the one after it came.

    ``slides`` says of the places of the first thing and of the pair after the last one whether they are of one kind.
    """
    out = list(pairs)
    begin = 0
    for at in range(1, len(out)):
        if _side_of(out[at]) == _side_of(out[begin]):
            continue
        i, j = out[begin]
        if None in (i, j) and None not in out[at] and slides(i, j, out[at]):
            its = out[at]
            stays = (i, its[1]) if j is None else (its[0], j)
            run = out[begin + 1 : at]
            out[begin : at + 1] = [stays, *run, (its[0], None) if j is None else (None, its[1])]
        begin = at
    return out


def _side_of(pair: Pair) -> tuple[bool, bool]:
    return pair[0] is None, pair[1] is None


def with_following(
    pairs: Sequence[Pair], new: Sequence[etree._Element]
) -> Iterator[tuple[Pair, etree._Element | None]]:
    """Each pair with the next element of the new document, before which something deleted is to be put."""
    following: etree._Element | None = None
    out = []
    for pair in reversed(pairs):
        out.append((pair, following))
        if pair[1] is not None:
            following = new[pair[1]]
    return reversed(out)


def put(parent: etree._Element, element: etree._Element, following: etree._Element | None) -> None:
    """Puts an element before another, or at the end."""
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)


def weighted(words: Counter[str], name: str) -> Counter[str]:
    """The words of a thing in which its name weighs as much as all of them."""
    return words + Counter({f"\0{name}": max(1, words.total())})

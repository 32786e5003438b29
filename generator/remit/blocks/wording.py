"""Two wordings of one text: which words stayed, and which of many texts are one that was changed.

A word here is what a reader marks as a whole: 1,500.00, NVT-218-301 and "Sponsor's" are one word each. Whoever compares
texts, received files or whole documents does it with these functions, so that all of them call the same thing a change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

LIKE = 0.5
"""Two texts that share this much of their words are one that was changed."""

KEPT = 0.25
"""Where less than this share of the words stayed, a text counts as replaced: what is left would read as a salad."""

MOST_WORDS = 4_000
"""Words of a text above which it is not compared word by word."""

MOST_PAIRS = 4_000
"""Above so many possible pairs only near ones are tried."""

_NEAR = 40
_WORDS = re.compile(r"\w+(?:[-.,/:'\u2019]\w+)*|\s+|[^\w\s]")


class Stretch(NamedTuple):
    """A stretch of two sequences, ``old[i1:i2]`` and ``new[j1:j2]``: equal, or one put in the place of the other."""

    equal: bool
    i1: int
    i2: int
    j1: int
    j2: int


def words_of(text: str) -> list[str]:
    """The words, spaces and signs of a text, in order; joined they are the text."""
    return _WORDS.findall(text)


def stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """What stayed and what did not, covering both sequences."""
    begin = _shared(old, new)
    end = _shared(old[begin:][::-1], new[begin:][::-1])
    a, b = old[begin : len(old) - end], new[begin : len(new) - end]
    if len(a) > MOST_WORDS or len(b) > MOST_WORDS:
        middle = [Stretch(False, 0, len(a), 0, len(b))]
    else:
        codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        middle = [Stretch(tag == "equal", *ends) for tag, *ends in codes]
    middle = [Stretch(one.equal, *(at + begin for at in one[1:])) for one in middle]
    ends = (len(old) - end, len(old), len(new) - end, len(new))
    found = [Stretch(True, 0, begin, 0, begin), *middle, Stretch(True, *ends)]
    return [one for one in found if one.i1 < one.i2 or one.j1 < one.j2]


def as_marked(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """The stretches as a person would mark them. Members that are no strings stand for what is no word.

    Spaces and signs between two words that were both exchanged are exchanged with them; a text of which little stayed is
    exchanged as a whole.
    """
    found = stretches(old, new)
    kept = sum(_is_word(key) for one in found if one.equal for key in old[one.i1 : one.i2])
    words = max(sum(map(_is_word, old)), sum(map(_is_word, new)))
    salad = sum(not one.equal for one in found) > 1 and kept < KEPT * words
    out: list[Stretch] = []
    for index, one in enumerate(found):
        between = one.equal and 0 < index < len(found) - 1
        weak = between and all(isinstance(key, str) for key in old[one.i1 : one.i2])
        equal = one.equal and not (weak and (salad or _between_exchanged(found, index, old)))
        if out and not equal and not out[-1].equal:
            out[-1] = Stretch(False, out[-1].i1, one.i2, out[-1].j1, one.j2)
        else:
            out.append(one._replace(equal=equal))
    return out


def _shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many members both begin with."""
    for count, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return count
    return min(len(old), len(new))


def _between_exchanged(found: Sequence[Stretch], index: int, old: Sequence[Hashable]) -> bool:
    one = found[index]
    exchanged = all(side.i1 < side.i2 and side.j1 < side.j2 for side in (found[index - 1], found[index + 1]))
    return exchanged and not any(map(_is_word, old[one.i1 : one.i2]))


def _is_word(key: Hashable) -> bool:
    return isinstance(key, str) and key[:1].isalnum()


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """The share of their words that two texts have in common, from 0 to 1."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def bag(text: str) -> Counter[str]:
    """The words of a text without their order; its signs where it has no word."""
    found = words_of(text)
    return Counter(word for word in found if _is_word(word)) or Counter(found)


def pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which texts are one that was changed, in the order of both: those that together are most alike.

    One text against one is a pair whatever they say.
    """
    if len(old) == len(new) == 1:
        return [(0, 0)]
    return best_pairs([bag(text) for text in old], [bag(text) for text in new])


def best_pairs(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    """The pairs among texts of which only the words are known."""
    if len(old) * len(new) > MOST_PAIRS:
        return list(_next_alike(old, new))
    return best_of([[_if_alike(likeness(one, other)) for other in new] for one in old])


def _if_alike(share: float) -> float:
    return share if share >= LIKE else 0.0


def best_of(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs in the order of both sides whose scores together are highest; what scores 0 is never a pair."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _next_alike(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> Iterator[tuple[int, int]]:
    """Each text with the next near one that is like it: for stretches too long to try all."""
    taken = 0
    for i, one in enumerate(old):
        for j in range(taken, min(len(new), taken + _NEAR)):
            if likeness(one, new[j]) >= LIKE:
                yield i, j
                taken = j + 1
                break

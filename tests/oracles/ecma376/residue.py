"""Text that a template left behind: open tags, programmers' nothings, unfilled placeholders."""

import re
from collections.abc import Iterator

from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.identifiers import WordParts
from tests.oracles.ecma376.names import w

_RESIDUE = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\$\{|:::|\[@|<<[^<>]{1,60}>>|\[TBD\]|\bUndefined\b|(?<![\w-])(None|nan|NaN)(?![\w-])"
)


def residue_defects(word_parts: WordParts) -> Iterator[Defect]:
    """One defect for each paragraph that shows template residue, with the text around it."""
    for part, root in word_parts.items():
        for paragraph in root.iter(w("p")):
            text = "".join(t.text or "" for t in paragraph.iter(w("t")))
            match = _RESIDUE.search(text)
            if match:
                around = text[max(0, match.start() - 20) : match.end() + 20]
                yield Defect(check="residue", part=part, message=f"{match[0]!r} in {around!r}")

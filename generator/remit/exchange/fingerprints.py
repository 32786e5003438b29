"""A name for each finding that stays the same while lines move, so that platforms recognise it from run to run."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from remit.findings import Finding


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One per finding, 32 hexadecimal digits, all different.

    Made of the rule, the file and the path of keys, not of line and message: an edit above does not change it. Findings
    that agree in all three are counted through.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    for finding in findings:
        place = (finding.rule, finding.where.file, *(str(key) for key in finding.where.keys))
        seen[place] += 1
        text = "\0".join((*place, str(seen[place])))
        names.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return tuple(names)

"""Whether two states of the records print the same document, found without printing it.

Everything that a template can reach is in its context, so two contexts that say the same print the same (see inputs.py).
They are walked together. Where both states share a record, because its file is the same, nothing of it is looked at again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from remit.documents.context import Context
from remit.documents.figures import seen
from remit.documents.languages import language_of
from remit.documents.render import facts_of
from remit.documents.subjects import Subject
from remit.documents.templates import HOUSE, Templates
from remit.frozen import dataclass
from remit.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a document is printed from: the context of its template, what its file says of itself, and the wording."""

    context: Context
    facts: Any
    wording: tuple[str, ...]


def inputs_of(subject: Subject, ledger: Ledger, templates: Templates) -> Inputs | None:
    """The inputs of a document; None where it cannot be printed, or is printed with a Word template of the company's own."""
    language = language_of(subject.record, ledger)
    template = templates.template(subject.kind, language)
    if template is None or templates.house is None or templates.word_template(subject.kind, language):
        return None
    try:
        context = seen(ledger, subject, template)
    except KeyError:
        return None
    facts = facts_of(subject, ledger, "", "", draft=False)
    digests = (templates.digests.get(template.name, ""), templates.digests.get(HOUSE, ""))
    return Inputs(context, facts, (*digests, template.locale))


@dataclass(slots=True)
class Alike:
    """Comparisons of one run. Records, which many documents share, are held against each other only once."""

    _known: dict[tuple[int, int], bool] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def inputs(self, one: Inputs, other: Inputs) -> bool:
        """Whether two documents print the same."""
        return (
            one.wording == other.wording
            and self.same(one.facts, other.facts)
            and self.same(one.context, other.context)
        )

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values print the same: equal in kind, content, and order of entries."""
        if one is other:
            return True
        kind = type(one)
        if kind is not type(other):
            return False
        if kind is str or kind is int or kind is bool or one is None:
            return bool(one == other)
        if kind is tuple or kind is list:
            return len(one) == len(other) and all(map(self.same, one, other))
        if isinstance(one, Mapping):
            return list(one) == list(other) and all(map(self.same, one.values(), other.values()))
        if dataclasses.is_dataclass(kind):
            return self._records(one, other)
        return str(one) == str(other)

    def _records(self, one: Any, other: Any) -> bool:
        pair = (id(one), id(other))
        known = self._known.get(pair)
        if known is None:
            names = tuple(described.name for described in dataclasses.fields(one))
            known = all(
                self.same(getattr(one, name), getattr(other, name)) for name in names if name != "where"
            )
            if "where" in names:
                self._known[pair] = known
                self._kept.append((one, other))  # an id is only its own as long as what it names is kept
        return known

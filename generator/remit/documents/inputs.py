"""What a document is printed from, as one digest: a document with equal inputs need not be printed again.

Everything that a template can reach is in its context, so the digest over the context, the templates and what the file says
of itself stands for the whole document. The state of the records that every document names (revision, commit) is left out:
it changes with any record, and is put into a finished file without printing it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import field
from itertools import chain
from types import MappingProxyType
from typing import Any

from remit.documents.context import Context
from remit.documents.figures import seen
from remit.documents.languages import language_of
from remit.documents.origin import Stamp, origin_of
from remit.documents.render import facts_of
from remit.documents.subjects import Subject
from remit.documents.templates import Templates
from remit.frozen import contents, dataclass
from remit.model.fields import Record
from remit.model.ledger import Ledger
from remit.templating import RenderError, print_line
from remit.word import NotReadable, with_state


@dataclass(frozen=True, slots=True)
class Inputs:
    """The digest of a document's inputs, and the context that its template sees."""

    digest: str
    context: Context


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests of one run. Records, which many documents share, are read through only once."""

    tool: str
    ledger: Ledger
    templates: Templates
    _known: dict[int, tuple[Any, str]] = field(default_factory=dict)

    def inputs(self, subject: Subject) -> Inputs | None:
        """The inputs of a final document; None where it cannot be printed or is printed with a Word template."""
        record = subject.record
        language = language_of(record, self.ledger)
        compiled = self.templates.compiled(subject.kind, language)
        if compiled is None or self.templates.word_template(subject.kind, language):
            return None
        try:
            context = seen(self.ledger, subject, compiled.template)
        except KeyError:
            return None
        facts = facts_of(subject, self.ledger, "", "", draft=False)
        origin = origin_of(subject, facts.edition, Stamp(""), compiled.template, self.templates, draft=False)
        parts = [self.tool]
        self._tell((context, facts, origin, compiled.template.locale), parts)
        return Inputs(_digest(parts), context)

    def _tell(self, values: Iterable[Any], parts: list[str]) -> None:
        """Adds what tells values apart from all others: kind and length before content, so that none looks like two."""
        for value in values:
            kind = type(value)
            if kind is str:
                parts.append(f"'{len(value)}:{value}")
            elif value is None or kind is int or kind is bool:
                parts.append(f"{value}")
            elif id(value) in self._known:
                parts.append(self._known[id(value)][1])
            elif kind is tuple or kind is list:
                parts.append(f"({len(value)}")
                self._tell(value, parts)
            elif kind is dict or kind is MappingProxyType:
                parts.append(f"{{{len(value)}")
                self._tell(chain.from_iterable(value.items()), parts)
            elif dataclasses.is_dataclass(kind):
                self._tell_fields(value, parts)
            else:
                text = str(value)
                parts.append(f"{kind.__name__}{len(text)}:{text}")

    def _tell_fields(self, value: Any, parts: list[str]) -> None:
        kind: type = type(value)
        fields = contents(kind)(value)
        if not isinstance(value, Record):
            parts.append(kind.__name__)
            self._tell(fields, parts)
            return
        own = [kind.__name__]
        self._tell(fields, own)
        self._known[id(value)] = value, _digest(own)  # the value is kept, so that its identity stays its own
        parts.append(self._known[id(value)][1])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def restamped(
    data: bytes, subject: Subject, inputs: Inputs, ledger: Ledger, templates: Templates, stamp: Stamp
) -> bytes | None:
    """A document printed from equal inputs with the state of the records as it is now; None to print it anew."""
    compiled = templates.compiled(subject.kind, language_of(subject.record, ledger))
    if compiled is None or templates.house is None:
        return None
    try:
        title = print_line(compiled.template, compiled.template.title, inputs.context)
        labels = compiled.template.labels
        facts = facts_of(subject, ledger, title, stamp.revision, draft=False, labels=labels)
        origin = origin_of(subject, ledger.playbook.edition, stamp, compiled.template, templates, draft=False)
        return with_state(data, templates.house, facts, origin)
    except (RenderError, NotReadable):
        return None

"""What a printed document says of where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from remit import __version__
from remit.documents.own import OwnTemplate
from remit.documents.subjects import Subject
from remit.documents.templates import HOUSE, Templates
from remit.findings import Key
from remit.frozen import dataclass
from remit.templating import Printed, Template
from remit.word.provenance import Origin, Source


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of the records that documents are printed from.

    ``revision`` names their content; ``commit`` is the git commit whose files they are ("" outside git), ``dirty`` says
    that some of them or of the templates differ from it.
    """

    revision: str
    commit: str = ""
    dirty: bool = False


def origin_of(
    subject: Subject,
    edition: str,
    stamp: Stamp,
    template: Template | OwnTemplate,
    templates: Templates,
    *,
    draft: bool,
) -> Origin:
    """The origin of a document, with the digests of what it was printed with."""
    record = subject.record
    return Origin(
        tool=__version__,
        kind=subject.kind,
        id=subject.id,
        number=record.number,
        version=record.version,
        status="draft" if draft else record.status,
        draft=draft,
        edition=edition,
        revision=stamp.revision,
        commit=stamp.commit,
        dirty=stamp.dirty,
        template=template.name,
        template_digest=templates.digests.get(template.name, ""),
        house_digest=templates.digests.get(HOUSE, ""),
    )


def sources_of(printed: Printed) -> Iterator[Source]:
    """File, path and formatter of every printed value, in the order of printing."""
    for _, where, keys, spec in printed.noted:
        yield where.file, path_of(where.keys + keys), spec.formatter


@lru_cache(1 << 16)
def path_of(keys: tuple[Key, ...]) -> str:
    """A path as people write it: ``price_schedule.lines[3].amount``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")

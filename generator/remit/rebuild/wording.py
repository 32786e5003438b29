"""Templates read and compiled once, and kept ready for the next build.

Reading and compiling the templates of a playbook takes as long as printing thirty documents. What comes of it is kept in the
user's own cache folder (load.memory says who may write there), never below the playbook: it holds program code, like the
__pycache__ folders of Python, and a playbook may come from anybody. It is found again by the digest of all that it was made
from: the template files, this program and its libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from remit.documents.templates import Templates, read_templates
from remit.documents.varieties import spoken
from remit.findings import Finding, in_order
from remit.load.memory import keep_bytes, recall_bytes
from remit.load.tree import read_folder
from remit.rebuild.packing import Forms, packed, unpacked
from remit.rebuild.remembered import Memory, digest_of
from remit.templating import Compiled
from remit.templating.printing import ready
from remit.workspace import TEMPLATES, Workspace

Key = tuple[str, str]
_COMPILED: Forms = {
    Compiled: lambda one: (ready, (one.template, one.target, one.program, one.specs, one.places))
}
Wording = tuple[Templates, tuple[Finding, ...]]


class Later(Mapping[Key, Any]):
    """A mapping whose values are unpacked when they are first asked for."""

    __slots__ = ("_open", "_packed")

    def __init__(self, packed: Mapping[Key, bytes]) -> None:
        self._packed = packed
        self._open: dict[Key, Any] = {}

    def __getitem__(self, key: Key) -> Any:
        if key not in self._open:
            self._open[key] = unpacked(self._packed[key])
        return self._open[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def templates_of(workspace: Workspace, memory: Memory, wanted: Iterable[Key]) -> Wording:
    """The playbook's templates and what is wrong with them, those of the ``wanted`` kinds and languages ready to print."""
    tree, trouble = read_folder(workspace.root, TEMPLATES, (".md", ".docx"))
    keys = sorted(set(wanted))
    place = memory.beside("wording")
    if place is None or trouble:
        templates, findings = read_templates(tree)
        return templates, in_order((*trouble, *findings))
    stamp = digest_of([memory.tool, *(part for path in sorted(tree) for part in (path, tree[path]))])
    kept = _recalled(place, stamp, tree)
    if kept and all(map(partial(_is_ready, kept[0]), keys)):
        return kept
    templates, findings = kept or read_templates(tree)
    found = {key: templates.compiled(*key) for key in {*keys, *templates.ready}}
    _keep(place, stamp, templates, findings, {key: one for key, one in found.items() if one})
    return templates, in_order(findings)


def _is_ready(templates: Templates, key: Key) -> bool:
    """Whether nothing has to be compiled to print a kind in a language; also when it cannot be."""
    kind, language = key
    could_be = templates.house is not None and any((kind, one) in templates.read for one in spoken(language))
    return key in templates.ready or not could_be


def _recalled(place: Path, stamp: str, tree: Mapping[str, bytes]) -> Wording | None:
    data = recall_bytes(place, stamp)
    if data is None:
        return None
    templates, findings, read, compiled = unpacked(data)
    return replace(templates, read=Later(read), ready=Later(compiled), files=tree), findings


def _keep(
    place: Path,
    stamp: str,
    templates: Templates,
    findings: tuple[Finding, ...],
    compiled: Mapping[Key, Compiled],
) -> None:
    head = replace(templates, read={}, ready={}, files={})
    read = {key: packed(template) for key, template in templates.read.items()}
    what = head, in_order(findings), read, {key: packed(one, _COMPILED) for key, one in compiled.items()}
    keep_bytes(place, stamp, packed(what))

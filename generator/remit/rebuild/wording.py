"""Templates read and compiled once, and kept ready for the next build.

Reading and compiling the templates of a playbook takes as long as printing thirty documents. What comes of it is kept in the
user's own cache folder (load.memory says who may write there), never below the playbook: it holds program code, like the
__pycache__ folders of Python, and a playbook may come from anybody. It is found again by the digest of all that it was made
from: the template files, this program and its libraries.
"""

from __future__ import annotations

import copyreg
import io
import marshal
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

from remit.documents.templates import Templates, read_templates, spoken
from remit.findings import Finding, in_order
from remit.load.memory import keep_bytes, recall_bytes
from remit.load.tree import read_folder
from remit.rebuild.remembered import Memory, digest_of
from remit.templating import Compiled
from remit.templating.printing import ready
from remit.workspace import TEMPLATES, Workspace

Key = tuple[str, str]
Wording = tuple[Templates, tuple[Finding, ...]]


class Later(Mapping[Key, Any]):
    """A mapping whose values are unpacked when they are first asked for."""

    __slots__ = ("_open", "_packed")

    def __init__(self, packed: Mapping[Key, bytes]) -> None:
        self._packed = packed
        self._open: dict[Key, Any] = {}

    def __getitem__(self, key: Key) -> Any:
        if key not in self._open:
            self._open[key] = _unpacked(self._packed[key])
        return self._open[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def templates_of(workspace: Workspace, memory: Memory, wanted: Iterable[Key]) -> Wording:
    """The playbook's templates and what is wrong with them, those of the ``wanted`` kinds and languages ready to print."""
    tree, trouble = read_folder(workspace.root, TEMPLATES, (".md", ".docx"))
    keys = sorted(set(wanted))
    if memory.place is None or trouble:
        templates, findings = read_templates(tree)
        return templates, in_order((*trouble, *findings))
    place = memory.place.with_name(f"{memory.place.name.partition('-')[0]}-wording.bin")
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
    templates, findings, read, compiled = _unpacked(data)
    return replace(templates, read=Later(read), ready=Later(compiled), files=tree), findings


def _keep(
    place: Path,
    stamp: str,
    templates: Templates,
    findings: tuple[Finding, ...],
    compiled: Mapping[Key, Compiled],
) -> None:
    head = replace(templates, read={}, ready={}, files={})
    read = {key: _packed(template) for key, template in templates.read.items()}
    what = head, in_order(findings), read, {key: _packed(one) for key, one in compiled.items()}
    keep_bytes(place, stamp, _packed(what))


# ---- packing ----------------------------------------------------------------------------------------------------------


def _mapping(items: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(items)


def _program(data: bytes) -> CodeType:
    program: CodeType = marshal.loads(data)  # noqa: S302 - written by this user for this program, see above
    return program


_FORMS: dict[Any, Callable[[Any], tuple[Any, ...]]] = {
    MappingProxyType: lambda value: (_mapping, (dict(value),)),
    CodeType: lambda value: (_program, (marshal.dumps(value),)),
    Compiled: lambda value: (
        ready,
        (value.template, value.target, value.program, value.specs, value.places),
    ),
}


def _packed(value: Any) -> bytes:
    out = io.BytesIO()
    packer = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = {**copyreg.dispatch_table, **_FORMS}
    packer.dump(value)
    return out.getvalue()


def _unpacked(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - written by this user for this program, see above

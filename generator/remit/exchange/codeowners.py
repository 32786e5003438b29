"""Approvers as CODEOWNERS, the file by which code platforms ask for approvals.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
https://docs.gitlab.com/user/project/codeowners/reference/

A platform sees files, a review sees fields: an owner stands behind every file that holds a field of which a change needs
that role. GitHub takes the agreement of any owner of a file. GitLab takes one of every section, which comes closer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from remit.frozen import dataclass
from remit.model.catalogue import FILE_KINDS, FileKind
from remit.model.fields import ListOf, MapOf, Meaning, Record, RecordOf, definition

Platform = Literal["github", "gitlab"]
Handle = Callable[[str], str]

_HEAD = """# Who approves a change of which file. Written by 'remit export codeowners'; do not edit by hand.
# Files are coarser than fields: 'remit review BASE --approved-by ROLES' says exactly whose agreement a change needs.
"""
_LAST = ("valid_from", "valid_to", "was", "id")


@dataclass(frozen=True, slots=True)
class Owners:
    """Roles by what a change means, and roles of the files of the clause library by path."""

    approvers: Mapping[str, str]
    clauses: Mapping[str, tuple[str, ...]]
    owner: str


def codeowners(owners: Owners, platform: Platform, handle: Handle, prefix: str = "") -> str:
    """The file. ``handle`` makes a role an account or team of the platform; ``prefix`` leads to the playbook ("folder/")."""
    lines = _sections(owners, handle, prefix) if platform == "gitlab" else _together(owners, handle, prefix)
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _together(owners: Owners, handle: Handle, prefix: str) -> Iterator[str]:
    """One line for each pattern; the last that fits a file counts, so that the general one stands first."""
    yield ""
    yield _line(f"/{prefix}data/", [owners.owner], handle)
    for kind in FILE_KINDS:
        roles = [owners.approvers[one.value] for one in meanings(kind) if one.value in owners.approvers]
        if roles:
            yield _line(_pattern(kind, prefix), roles, handle)
    wording = owners.approvers.get(Meaning.WORDING.value, owners.owner)
    yield _line(f"/{prefix}contract_templates/", [wording], handle)
    for path, own in owners.clauses.items():
        yield _line(f"/{prefix}{path}", [*own, wording], handle)


def _sections(owners: Owners, handle: Handle, prefix: str) -> Iterator[str]:
    """A section for each meaning, each of which has to be approved."""
    for means in Meaning:
        role = owners.approvers.get(means.value)
        if role is None:
            continue
        yield ""
        yield f"[Changes of {means.value}]"
        yield from (
            _line(_pattern(kind, prefix), [role], handle) for kind in FILE_KINDS if means in meanings(kind)
        )
        if means is Meaning.WORDING:
            yield _line(f"/{prefix}contract_templates/", [role], handle)
    yield ""
    yield "[Owners of clauses]"
    yield from (_line(f"/{prefix}{path}", list(roles), handle) for path, roles in owners.clauses.items())


def _line(pattern: str, roles: list[str], handle: Handle) -> str:
    return f"{pattern.replace(' ', chr(92) + ' ')} {' '.join(dict.fromkeys(map(handle, roles)))}"


def _pattern(kind: FileKind, prefix: str) -> str:
    return f"/{prefix}data/{re.sub('{[a-z]+}', '*', kind.pattern)}"


def meanings(kind: FileKind) -> tuple[Meaning, ...]:
    """What changes of a kind of file can mean, in the order of the meanings; wording only where it is all there is."""
    found = set(_meanings(kind.cls))
    weighty = found - {Meaning.WORDING}
    return tuple(one for one in Meaning if one in (weighty or found))


def _meanings(cls: type[Record]) -> Iterator[Meaning]:
    for field in definition(cls):
        if field.name not in _LAST and not field.from_path:
            yield field.means
        shape = field.shape
        while isinstance(shape, ListOf | MapOf):
            shape = shape.of
        if isinstance(shape, RecordOf):
            yield from _meanings(shape.cls)

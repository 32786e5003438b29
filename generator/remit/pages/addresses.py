"""Where each record has its place on the site. Every link is made here, so that a page can move without breaking one."""

from __future__ import annotations

from posixpath import dirname, relpath

# Names that Windows keeps for devices, and the name of a folder's first page: a record may have one of them as its id.
_RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)

_OWN_PAGE = {
    "role": "roles",
    "service": "services",
    "regime": "obligations",
    "study": "studies",
    "party": "parties",
    "clause": "clauses",
}
"""Kinds whose records have a page each, and the folder of these pages."""

_SHARED_PAGE = {
    "topic": "obligations/topics",
    "body": "governance/bodies",
    "step": "governance/escalation",
    "severity": "governance/escalation",
    "clock": "governance/escalation",
    "metric": "performance/metrics",
    "system": "systems",
    "risk_model": "performance/risk-sharing",
    "master": "contracts/agreements",
    "quality_agreement": "contracts/agreements",
    "file_kind": "reference/data",
}
"""Kinds whose records are sections of one page."""

_WITHIN = {"activity": "service", "obligation": "regime", "work_order": "study", "transfer": "study"}
"""Kinds whose records are sections of the page of the record that holds them."""


def file_name(id: str) -> str:
    """The name of a page's file: the id, unless some system would not allow it."""
    return f"{id}-page" if id in _RESERVED else id


def address(kind: str, id: str, holder: str = "") -> str | None:
    """The page of a record from the site's root, with its section; None for kinds that have no place.

    ``holder`` is the id of the record around it, for kinds of which that record has the page.
    """
    if kind in _OWN_PAGE:
        return f"{_OWN_PAGE[kind]}/{file_name(id)}"
    if kind in _SHARED_PAGE:
        return (
            f"{_SHARED_PAGE[kind]}#{kind}-{id}"
            if kind in ("step", "severity", "clock")
            else f"{_SHARED_PAGE[kind]}#{id}"
        )
    if kind in _WITHIN and holder:
        return f"{address(_WITHIN[kind], holder)}#{id}"
    return None


def relative(target: str, page: str) -> str:
    """The address of ``target`` (a page from the site's root, perhaps with a section) as written on ``page``."""
    path, mark, section = target.partition("#")
    if path == page:
        return f"#{section}"
    return f"{relpath(f'{path}.html', dirname(page) or '.')}{mark}{section}"


def relative_file(target: str, page: str) -> str:
    """The address of a file that is no page (a document to download)."""
    return relpath(target, dirname(page) or ".")

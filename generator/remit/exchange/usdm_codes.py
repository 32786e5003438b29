"""Codes and organisations of a USDM file: who is meant by a reference, and who is the sponsor."""

from __future__ import annotations

from collections.abc import Iterator

from remit.exchange.characters import shown
from remit.exchange.reading import CONTRADICTION, DERIVED, Node
from remit.exchange.study_draft import texts

SPONSOR = ("C70793", "C54149")
"""CDISC codes of a sponsor: Clinical Study Sponsor (organisation), Pharmaceutical Company (role of older versions)."""


def decode(node: Node) -> str | None:
    """The words of a code, given directly or as the standard code of an alias."""
    code = node["standardCode"] if isinstance(node.value, dict) and "standardCode" in node.value else node
    return code["decode"].text(200)


def label(node: Node) -> str | None:
    """How people call something: its label, or else its name."""
    return node["label"].text() or node["name"].text()


def issuer(version: Node, identifier: Node) -> Node:
    """The organisation that gave a number."""
    if identifier["studyIdentifierScope"].value is not None:
        return identifier["studyIdentifierScope"]
    return referred(version, identifier["scopeId"])


def referred(version: Node, reference: Node) -> Node:
    """The organisation to which a reference points; an absent node, with a note, if there is none."""
    wanted = reference.text(200)
    for organization in version["organizations"].items():
        if wanted is not None and organization["id"].value == wanted:
            return organization
    if wanted is not None:
        reference.note(
            CONTRADICTION,
            f"{reference.name} is '{shown(wanted)}', but the file describes no such organisation",
        )
    return Node(None, version["organizations"].path, version.reading)


def is_sponsor(organization: Node) -> bool:
    """Whether an organisation is typed as a sponsor, which does not yet make it the study's sponsor."""
    kind = organization.first("type", "organizationType")
    return kind["code"].value in SPONSOR or "sponsor" in (decode(kind) or "").lower()


def manages_sites(organization: Node) -> bool:
    """Whether an organisation runs sites of the study."""
    return any(True for _ in organization["managedSites"].items())


def sponsor_name(version: Node) -> tuple[str | None, Node]:
    """The sponsor's name: who has the role of sponsor, or else the one organisation of this type that runs no site."""
    typed = [one for one in _all_organizations(version) if is_sponsor(one)]
    for one in filter(manages_sites, typed):
        message = f"{one.name} ({shown(label(one))}) is typed as a sponsor but runs sites; it is not taken for the sponsor"
        one.note(CONTRADICTION, message, ("registered_sponsor",))
    for role in version["roles"].items():
        if role["code"]["code"].value == SPONSOR[0] or (decode(role["code"]) or "").lower() == "sponsor":
            for reference in role["organizationIds"].items():
                organization = referred(version, reference)
                if label(organization):
                    return label(organization), organization["name"]
    sponsors = [one for one in typed if not manages_sites(one)]
    names = texts(one["label"] if one["label"].text() else one["name"] for one in sponsors)
    if len(names) > 1:
        version["organizations"].note(
            CONTRADICTION,
            f"several organisations are typed as sponsor: {shown(', '.join(names), 200)}; none is taken",
            ("registered_sponsor",),
        )
    return (names[0], sponsors[0]["name"]) if len(names) == 1 else (None, version["organizations"])


def _all_organizations(version: Node) -> Iterator[Node]:
    yield from version["organizations"].items()
    for identifier in version["studyIdentifiers"].items():
        if identifier["studyIdentifierScope"].value is not None:
            yield identifier["studyIdentifierScope"]


def only(several: Node, what: str, named: str) -> Node:
    """The one entry of a list; of several the last, with a note."""
    entries = [entry for entry in several.items() if isinstance(entry.value, dict)]
    if len(entries) > 1:
        name = entries[-1][named].text(100) or str(len(entries) - 1)
        several.note(DERIVED, f"the file holds {len(entries)} {what}; the last one is taken ({shown(name)})")
    return entries[-1] if entries else Node(None, (*several.path, 0), several.reading)

"""Legal entities, roles and systems: who takes part and with what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Duration, Money

PartyKind = Literal["sponsor", "cro", "vendor", "independent"]
Team = Literal["core", "full", "governance", "corporate"]


@record
class Address(Record):
    """Postal address as it is printed in contracts and sent to authorities."""

    street: str = item("Street and number.", Meaning.WORDING)
    city: str = item("Town or city.", Meaning.WORDING)
    region: str | None = item("State, county or province.", Meaning.WORDING, default=None)
    postal_code: str = item("Postal code.", Meaning.WORDING)
    country: str = item("ISO 3166-1 alpha-2 code of the country.", Meaning.WORDING, example="IE")


@record
class Signatory(Identified):
    """A person who may sign for a party, and how far the authority reaches."""

    name: str = item("Name of the person.", Meaning.PEOPLE)
    title: str = item("Job title printed under the signature.", Meaning.PEOPLE)
    authority: str = item(
        "Where the authority to sign comes from.",
        Meaning.RESPONSIBILITY,
        example="Board resolution of 2025-01-14",
    )
    limit: Money | None = item(
        "Largest contract value this person may sign alone; no entry means no limit.",
        Meaning.MONEY,
        default=None,
    )


@record
class Contact(Identified):
    """A mailbox or person to whom something is sent."""

    name: str = item("Name of the person or function.", Meaning.PEOPLE)
    function: str = item("What this contact is for.", Meaning.PEOPLE, example="Legal notices")
    email: str = item("E-mail address.", Meaning.PEOPLE)
    phone: str | None = item("Telephone number with country code.", Meaning.PEOPLE, default=None)


@record
class Party(Identified):
    """A legal entity: the sponsor, a contract research organisation (CRO) or another service provider."""

    KIND: ClassVar[str] = "party"

    name: str = item("Full legal name.", Meaning.RESPONSIBILITY)
    short_name: str = item("Name by which contracts call it after the first mention.", Meaning.WORDING)
    kind: PartyKind = item("What this party is to the playbook.", Meaning.RESPONSIBILITY)
    legal_form: str = item(
        "Legal form and place of incorporation.",
        Meaning.WORDING,
        example="public limited company incorporated in Ireland",
    )
    registration: str | None = item("Number in the companies register.", Meaning.WORDING, default=None)
    address: Address = item("Registered office.", Meaning.WORDING)
    contacts: Mapping[str, Contact] = item(
        "Where notices and other messages go; 'notices' is the address for legal notices.",
        Meaning.PEOPLE,
        default={},
    )
    signatories: Mapping[str, Signatory] = item("Who may sign.", Meaning.PEOPLE, default={})
    profile: str | None = item(
        "What this party does, in one or two sentences.", Meaning.WORDING, default=None
    )
    relation: Literal["transactional", "preferred", "strategic alliance"] | None = item(
        "How close the relation is.", Meaning.RESPONSIBILITY, default=None
    )
    since: str | None = item("Year the relation began.", Meaning.WORDING, default=None)


@record
class Role(Identified):
    """A role that people of one kind of party fill."""

    KIND: ClassVar[str] = "role"

    title: str = item("Name of the role as contracts print it.", Meaning.PEOPLE)
    party: PartyKind = item("Kind of party whose people fill this role.", Meaning.RESPONSIBILITY)
    team: Team = item(
        "Core team, full team, governance body, or corporate function outside the study.", Meaning.PEOPLE
    )
    function: str = item("Department the role belongs to.", Meaning.PEOPLE, example="Clinical Operations")
    purpose: str = item("Why the role exists, in one sentence.", Meaning.RESPONSIBILITY)
    duties: tuple[str, ...] = item("What the role does.", Meaning.RESPONSIBILITY)
    qualification: str = item("Least education, experience and training.", Meaning.QUALITY)
    backup: str | None = item("Role that stands in.", Meaning.PEOPLE, default=None, refers="role")
    reports_to: str | None = item("Role it reports to.", Meaning.PEOPLE, default=None, refers="role")


@record
class Roles(Record):
    """The role catalogue (data/roles.yaml)."""

    roles: Mapping[str, Role] = item("Roles by id.", Meaning.RESPONSIBILITY)


@record
class System(Identified):
    """A computerised system used in trials."""

    KIND: ClassVar[str] = "system"

    title: str = item("Name of the system.", Meaning.QUALITY)
    kind: Literal[
        "CTMS",
        "eTMF",
        "EDC",
        "safety database",
        "document management",
        "IRT",
        "ePRO",
        "imaging",
        "statistics",
        "training",
        "portal",
        "other",
    ] = item("Kind of system.", Meaning.QUALITY)
    owner: str = item(
        "Party that owns the system and answers for its validation.", Meaning.RESPONSIBILITY, refers="party"
    )
    validation: Literal["validated", "validation in progress", "qualified by vendor", "not validated"] = item(
        "Validation status.", Meaning.QUALITY
    )
    part11: str = item("How 21 CFR Part 11 and EU Annex 11 are met.", Meaning.QUALITY)
    access: tuple[str, ...] = item(
        "Roles that are given access.", Meaning.RESPONSIBILITY, default=(), refers="role"
    )
    training: str | None = item(
        "Training that must be recorded before access is given.", Meaning.QUALITY, default=None
    )
    data_return: str = item("How and when data and audit trail come back.", Meaning.QUALITY)
    uptime: str | None = item("Availability that is promised.", Meaning.QUALITY, default=None)
    access_granted_within: Duration | None = item(
        "Longest time from request to access.", Meaning.TIME, default=None
    )


@record
class Systems(Record):
    """The systems in use (data/systems.yaml)."""

    systems: Mapping[str, System] = item("Systems by id.", Meaning.QUALITY)

"""Legal entities, roles and systems: who takes part and with what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Duration, Money, Percent

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
class Alliance(Record):
    """How close the relation to a party is, and why."""

    type: Literal[
        "transactional", "preferred provider", "functional partnership", "strategic alliance", "specialty"
    ] = item("Place on the spectrum of relations.", Meaning.RESPONSIBILITY)
    rationale: str = item("Why this close and no closer.", Meaning.RESPONSIBILITY)
    regions: tuple[str, ...] = item("Regions it covers.", Meaning.RESPONSIBILITY)
    since: dt.date = item("Date from which it runs.", Meaning.TIME)
    term: Duration | None = item("Term.", Meaning.TIME, default=None)


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
    alliance: Alliance | None = item("Relation to this party.", Meaning.RESPONSIBILITY, default=None)


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
class Acquisition(Identified):
    """A decision to build, to buy or to use a CRO's system."""

    need: str = item("Need, or capability that is missing.", Meaning.QUALITY)
    system: str | None = item("System that was chosen.", Meaning.QUALITY, default=None, refers="system")
    studies: tuple[str, ...] = item("Studies that need it.", Meaning.QUALITY, default=(), refers="study")
    component: Literal["hardware", "software", "service"] = item("Taxonomy: component.", Meaning.QUALITY)
    type: Literal["enterprise", "site"] = item("Taxonomy: enterprise based or site based.", Meaning.QUALITY)
    delivery: Literal["on premises", "hosted", "cloud"] = item("Taxonomy: delivery.", Meaning.QUALITY)
    end_use: Literal["sponsor", "cro", "site", "participant"] = item("Taxonomy: end user.", Meaning.QUALITY)
    options: Mapping[str, AcquisitionOption] = item("Options by id.", Meaning.MONEY)
    chosen: str = item("Id of the chosen option.", Meaning.RESPONSIBILITY)
    integration: str = item("How it joins the other systems.", Meaning.QUALITY)
    exit: str = item("How data come back at the end.", Meaning.QUALITY)
    decided: dt.date = item("Date of the decision.", Meaning.TIME)
    approved_by: str = item("Role that approved.", Meaning.RESPONSIBILITY, refers="role")


@record
class AcquisitionOption(Identified):
    """An option with its cost over five years and its quality."""

    kind: Literal["build", "buy", "use the CRO's"] = item("Kind.", Meaning.RESPONSIBILITY)
    title: str = item("The option.", Meaning.RESPONSIBILITY)
    yearly: tuple[Money, ...] = item("Cost of each of five years.", Meaning.MONEY, ordered=True)
    quality: Decimal = item("Quality score, 1 to 10.", Meaning.QUALITY)
    risk: str = item("Main risk.", Meaning.QUALITY)


@record
class Systems(Record):
    """The systems in use (data/systems.yaml)."""

    systems: Mapping[str, System] = item("Systems by id.", Meaning.QUALITY)
    acquisitions: Mapping[str, Acquisition] = item(
        "Decisions to build or to buy, by id.", Meaning.MONEY, default={}
    )
    discount_rate: Percent | None = item(
        "Yearly rate at which later costs count less when options are compared; none compares plain sums.",
        Meaning.MONEY,
        default=None,
    )

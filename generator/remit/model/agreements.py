"""Documents that parties sign: what all of them hold, master agreements and quality agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Duration, Language, Money, Percent

Status = Literal["draft", "in review", "approved", "executed", "superseded"]


@record
class Revision(Record):
    """One line of a document's history."""

    KEY: ClassVar[tuple[str, ...]] = ("version",)

    version: str = item("Version, major.minor.", Meaning.WORDING, example="1.0")
    date: dt.date = item("Date of this version.", Meaning.TIME)
    author: str = item("Role that wrote it.", Meaning.PEOPLE, refers="role")
    change: str = item("What changed.", Meaning.WORDING)


@record
class Signing(Record):
    """Who signs for a party."""

    KEY: ClassVar[tuple[str, ...]] = ("party",)

    party: str = item("Party.", Meaning.RESPONSIBILITY, refers="party")
    signatory: str = item("Id of one of the party's signatories.", Meaning.PEOPLE)
    date: dt.date | None = item("Date of signature; none while unsigned.", Meaning.TIME, default=None)


@record
class Document(Identified):
    """What every document that is signed holds."""

    number: str = item("Number printed on the document.", Meaning.WORDING, example="WO-301")
    title: str = item("Title printed on the document.", Meaning.WORDING)
    version: str = item("Version, major.minor.", Meaning.WORDING, example="1.0")
    status: Status = item("Where the document stands.", Meaning.RESPONSIBILITY)
    effective_date: dt.date | None = item(
        "Date from which it applies; none means the date of the last signature.", Meaning.TIME, default=None
    )
    history: tuple[Revision, ...] = item(
        "Versions so far, newest last.", Meaning.WORDING, default=(), ordered=True
    )
    signatures: tuple[Signing, ...] = item("Who signs.", Meaning.RESPONSIBILITY, default=())
    positions: Mapping[str, str] = item(
        "Clause positions that differ from the standard, by clause id.", Meaning.LEGAL_DUTY, default={}
    )
    language: Language | None = item(
        "Language of the document; none means that of the playbook. Other than English, it needs a template in that "
        "language (work_order.de.md).",
        Meaning.WORDING,
        default=None,
    )


@record
class Insurance(Record):
    """One kind of insurance that a party must hold."""

    KEY: ClassVar[tuple[str, ...]] = ("kind",)

    kind: str = item("Kind of insurance.", Meaning.MONEY)
    per_claim: Money = item("Cover for one claim.", Meaning.MONEY, heavier=Heavier.DECREASE)
    aggregate: Money = item("Cover for one year.", Meaning.MONEY, heavier=Heavier.DECREASE)


@record
class Rate(Identified):
    """A price of people's time."""

    role: str = item("Role.", Meaning.MONEY, refers="role")
    region: str = item("Region.", Meaning.MONEY)
    unit: Literal["hour", "day", "FTE-month"] = item("Unit.", Meaning.MONEY)
    rate: Money = item("Price of one unit.", Meaning.MONEY)
    valid_from: dt.date = item("First day of this price.", Meaning.TIME)
    inflation_cap: Percent = item("Most by which it may rise in a year.", Meaning.MONEY)


@record
class ExitAsset(Record):
    """Something that goes back to the sponsor when the agreement ends."""

    KEY: ClassVar[tuple[str, ...]] = ("asset",)

    asset: str = item("What goes back.", Meaning.RESPONSIBILITY)
    owner: str = item("Party that owns it.", Meaning.RESPONSIBILITY, refers="party")
    rule: str = item("How and by when it goes back.", Meaning.RESPONSIBILITY)


@record
class MasterAgreement(Document):
    """A master services agreement between the sponsor and one CRO (data/agreements/master/<id>.yaml)."""

    KIND: ClassVar[str] = "master"

    sponsor: str = item("Sponsor.", Meaning.RESPONSIBILITY, refers="party")
    cro: str = item("CRO.", Meaning.RESPONSIBILITY, refers="party")
    date: dt.date = item("Date of the agreement.", Meaning.TIME)
    term: Duration = item("Term.", Meaning.TIME)
    notice_convenience: Duration = item(
        "Notice for termination without cause.", Meaning.TIME, heavier=Heavier.EITHER
    )
    breach_cure: Duration = item("Time to cure a breach.", Meaning.TIME, heavier=Heavier.EITHER)
    payment_terms: Duration = item("Time from a correct invoice to payment.", Meaning.MONEY)
    late_interest: Percent = item("Interest on late payment, per month.", Meaning.MONEY)
    dispute_window: Duration = item("Time to dispute an invoice.", Meaning.MONEY)
    dispute_resolution: Duration = item(
        "Time for executives to settle a dispute before proceedings.", Meaning.TIME
    )
    pass_through_markup: Percent = item("Mark-up on pass-through costs.", Meaning.MONEY)
    governing_law: str = item(
        "Law that governs, as it reads after 'is governed by the'.",
        Meaning.LEGAL_DUTY,
        example="laws of Ireland",
    )
    venue: str = item(
        "Courts or arbitration, as it reads after 'are decided by the'.",
        Meaning.LEGAL_DUTY,
        example="courts of Dublin, Ireland",
    )
    liability_basis: Literal["fees paid", "fees in 12 months", "fixed"] = item(
        "What the liability cap is measured on.", Meaning.MONEY
    )
    liability_multiple: int | None = item(
        "Multiple of the basis.", Meaning.MONEY, default=None, heavier=Heavier.EITHER, least=0
    )
    liability_amount: Money | None = item("Fixed cap.", Meaning.MONEY, default=None, heavier=Heavier.EITHER)
    insurance: tuple[Insurance, ...] = item("Insurance the CRO holds.", Meaning.MONEY, default=())
    audit_notice: Duration = item("Notice of a routine audit.", Meaning.QUALITY, heavier=Heavier.EITHER)
    key_personnel_notice: Duration = item("Notice before key personnel are replaced.", Meaning.PEOPLE)
    affiliates: tuple[str, ...] = item(
        "Affiliates of the CRO that may perform services.", Meaning.RESPONSIBILITY, default=()
    )
    rates: Mapping[str, Rate] = item("Rate card by id.", Meaning.MONEY, default={})
    exit_assets: tuple[ExitAsset, ...] = item(
        "What goes back at the end.", Meaning.RESPONSIBILITY, default=()
    )


@record
class QualityContact(Record):
    """A quality contact of one party."""

    KEY: ClassVar[tuple[str, ...]] = ("party", "role")

    party: str = item("Party.", Meaning.PEOPLE, refers="party")
    role: str = item("Role.", Meaning.PEOPLE, refers="role")
    name: str = item("Name.", Meaning.PEOPLE)
    email: str = item("E-mail address.", Meaning.PEOPLE)
    phone: str | None = item("Telephone.", Meaning.PEOPLE, default=None)


@record
class Procedure(Identified):
    """A procedure of the CRO that governs one row of the SOP matrix."""

    sop: str = item("Number and title of the CRO's procedure.", Meaning.QUALITY, example="QM-001 Documents")


@record
class QualityAgreement(Document):
    """A quality agreement between the sponsor and one CRO (data/agreements/quality/<id>.yaml)."""

    KIND: ClassVar[str] = "quality_agreement"

    master: str = item("Master agreement it belongs to.", Meaning.RESPONSIBILITY, refers="master")
    sponsor: str = item("Sponsor.", Meaning.RESPONSIBILITY, refers="party")
    cro: str = item("CRO.", Meaning.RESPONSIBILITY, refers="party")
    services: tuple[str, ...] = item("Services it covers.", Meaning.QUALITY, refers="service")
    sops: tuple[str, ...] = item(
        "Rows of the SOP matrix that apply; none means all.", Meaning.QUALITY, default=()
    )
    procedures: Mapping[str, Procedure] = item(
        "Procedures of this CRO that govern, by row of the SOP matrix.", Meaning.QUALITY, default={}
    )
    metrics: tuple[str, ...] = item("Quality metrics reported under it.", Meaning.QUALITY, refers="metric")
    contacts: tuple[QualityContact, ...] = item("Quality contacts of both parties.", Meaning.PEOPLE)
    term: Duration | None = item(
        "Term; none means as long as the master agreement.", Meaning.TIME, default=None
    )

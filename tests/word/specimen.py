"""An invented work order of about twelve pages: a 60-row matrix, a 45-row transfer list, some 80 single values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from remit.findings import Where
from remit.model.values import Duration, Money, Percent
from remit.templating import Compiled, Template, compile_template, load_template
from remit.word import Facts, House, WordTarget, finish, read_house
from remit.word.house import house_bytes

SAMPLE = Path(__file__).parent / "sample"
ROLES = (
    "Sponsor clinical lead",
    "Sponsor medical",
    "Sponsor quality",
    "CRO project lead",
    "CRO data",
    "CRO safety",
    "Site",
)


@dataclass(frozen=True)
class Entry:
    """A record with any fields, standing somewhere in a file."""

    where: Where
    fields: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(name) from None


def entry(file: str, *keys: str | int, **fields: Any) -> Entry:
    return Entry(Where(f"data/{file}.yaml", keys), fields)


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def percent(value: str) -> Percent:
    return Percent(Decimal(value))


def order() -> Entry:
    return entry(
        "orders/wo-9",
        number="WO-009",
        start=dt.date(2025, 6, 2),
        end=dt.date(2029, 1, 31),
        currency="USD",
        direct=usd(15_340_800),
        grants=usd(9_562_000),
        costs=usd(2_879_200),
        total=usd(27_782_000),
        direct_share=percent("55.22"),
        grants_share=percent("34.42"),
        costs_share=percent("10.36"),
        units_share=percent("60"),
        at_risk=usd(1_227_264),
        bonus=usd(767_040),
        approval_above=usd(5_000),
        master_date=dt.date(2025, 2, 3),
        terms=Duration(45, "calendar day"),
        review=Duration(10, "business day"),
        notice=Duration(60, "calendar day"),
        cure=Duration(30, "calendar day"),
    )


def lists() -> dict[str, Any]:
    services = (
        "Project management",
        "Clinical monitoring",
        "Medical monitoring",
        "Safety reporting",
        "Data management",
        "Biostatistics",
        "Trial master file",
    )
    acts = (
        "Prepare the plan and keep it current",
        "Select and qualify the people who do the work",
        "Run the weekly review",
        "Report status, risks and decisions to the sponsor",
        "Review documents before they are final",
        "Follow up open actions until they are closed",
        "Train sites and keep evidence of training",
        "Reconcile data between systems",
        "Close out and archive",
    )
    marks = ("R", "A", "C", "I", "", "A/R", "I")
    raci = [(s, a) for s in services for a in acts][:60]
    return {
        "services": tuple(
            entry("services", s, title=s, scope=f"{s.lower()} for all sites and countries of the Study.")
            for s in services
        ),
        "raci": tuple(
            entry(
                "raci",
                n,
                service=s if n % 9 == 0 else "",
                activity=a,
                marks=tuple(marks[(n + k) % 7] for k in range(7)),
            )
            for n, (s, a) in enumerate(raci)
        ),
        "roles": ROLES,
        "transfers": tuple(
            entry(
                "transfer",
                n,
                cite=f"21 CFR 312.{50 + n}",
                holder=("Calder Research", "Shared", "Sponsor")[n % 3],
                text="Select qualified investigators, give them what they need, and keep evidence "
                "that they are fit for the work.",
                split="The CRO proposes, the Sponsor approves." if n % 3 == 1 else None,
            )
            for n in range(45)
        ),
        "lines": tuple(
            entry(
                "orders/wo-9",
                "lines",
                n,
                title=f"{services[n % 7]}, part {n + 1}",
                unit=("month", "visit", "lot")[n % 3],
                quantity=Decimal(44 + n),
                price=usd(1_450 + 613 * n),
                amount=usd((44 + n) * (1_450 + 613 * n)),
            )
            for n in range(20)
        ),
        "deliverables": tuple(
            entry(
                "orders/wo-9",
                "deliverables",
                n,
                title=f"Deliverable {n + 1}: plan, report or data set",
                due=dt.date(2025, 7 + n, 15),
                criteria="Complete, reviewed by quality control, and free of open comments of the Sponsor.",
            )
            for n in range(5)
        ),
        "assumptions": tuple(
            entry(
                "orders/wo-9",
                "assumptions",
                n,
                title=f"Volume {n + 1} on which the price rests",
                value=Decimal(90 + 37 * n),
                note="Counted at the end of each quarter." if n % 2 else None,
            )
            for n in range(14)
        ),
        "people": tuple(
            entry(
                "team",
                n,
                role=ROLES[n % 6],
                name=f"Person {n + 1}",
                share=percent(str(10 * n + 10)),
                backup=f"Person {n + 2}",
            )
            for n in range(6)
        ),
    }


def context() -> dict[str, Any]:
    sponsor = entry("parties/aldane", name="Aldane Bio plc", country="GB")
    cro = entry("parties/calder", name="Calder Research Ltd", country="IE")
    record = order()
    history = (
        entry(
            "orders/wo-9",
            "history",
            0,
            version="0.9",
            date=dt.date(2025, 4, 7),
            change="First draft for review.",
        ),
        entry("orders/wo-9", "history", 1, version="1.0", date=dt.date(2025, 5, 26), change="Agreed text."),
    )
    document = entry(
        "orders/wo-9",
        number="WO-009",
        title="Work Order for study ALD-42-301",
        version="1.0",
        status="in review",
        effective_date=dt.date(2025, 6, 2),
        history=history,
    )
    study = entry(
        "studies/ald",
        id="ALD-42-301",
        title="A phase III study of ALD-42 in adults with moderate to severe ulcerative colitis",
        screened=Decimal(700),
        enrolled=Decimal(420),
        sites=90,
        countries=("Belgium", "Germany", "Poland", "Spain"),
    )
    signatories = (
        entry(
            "parties/aldane",
            "signatories",
            0,
            party=sponsor,
            name="Dr Mara Quill",
            title="Chief Medical Officer",
        ),
        entry("parties/calder", "signatories", 0, party=cro, name="Jonah Ferris", title="Managing Director"),
    )
    return {
        "order": record,
        "document": document,
        "study": study,
        "sponsor": sponsor,
        "cro": cro,
        "signatories": signatories,
        **lists(),
    }


def clauses() -> dict[str, str]:
    return {
        f"clauses/{path.name}": path.read_text("utf-8") for path in sorted((SAMPLE / "clauses").glob("*.md"))
    }


def template() -> Template:
    return load_template("work_order.md", (SAMPLE / "work_order.md").read_text("utf-8"), clauses())


def house() -> House:
    return read_house(house_bytes())


def compiled(style: House) -> Compiled:
    return compile_template(template(), WordTarget(style))


FACTS = Facts(
    title="Work Order WO-009",
    subject="Study ALD-42-301",
    number="WO-009",
    version="1.0",
    status="in review",
    study="ALD-42-301",
    confidentiality="Confidential",
    revision="3f9a2c1",
    edition="2025.2",
    date=dt.date(2025, 6, 2),
)


def work_order(positions: dict[str, str] | None = None) -> bytes:
    """The bytes of the specimen."""
    style = house()
    return finish(style, compiled(style).print(context(), positions or {}), FACTS)

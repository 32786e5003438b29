"""Kinds of change that concern money, time, documents, clauses, and the playbook's own controls."""

from __future__ import annotations

from remit.model.agreements import Document, Insurance, MasterAgreement, Rate
from remit.model.changes import ChangeOrder
from remit.model.closing import Register, RegisterEntry
from remit.model.fields import Identified
from remit.model.governance import IssueSeverity, LadderStep, ResponseTime, ReviewTurnaround
from remit.model.money import (
    Advance,
    Assumption,
    Deliverable,
    Holdback,
    PassThroughLine,
    PaymentMilestone,
    PaymentSchedule,
    Totals,
    UnitLine,
    WorkOrder,
)
from remit.model.parties import Address, Party
from remit.model.playbook import AcceptedChange, Playbook, SeverityChange, Suppression, Thresholds
from remit.model.quality import IssueGrade
from remit.model.risk_sharing import (
    Band,
    CoInvestment,
    CreditStep,
    Incentive,
    RiskSharing,
    ServiceCredits,
    ServiceLevel,
)
from remit.model.settlement import ConditionResult, ExcludedDays, MeasuredResult, SettledMeasure, Settlement
from remit.model.studies import Identifier, Study
from remit.review.kinds.kind import CRITICAL, EDITORIAL, MAJOR, MINOR, REST, Kind

MONEY = (
    Kind(
        number=30,
        noun="money",
        heavy=MAJOR,
        light=MINOR,
        why="What is paid, when and for what is agreed to the unit.",
    ),
    Kind(
        number=31,
        noun="a price",
        heavy=CRITICAL,
        light=MAJOR,
        why="A price that rises is a change of the contract, whatever else stays.",
        fields={
            UnitLine: ("unit_price",),
            PassThroughLine: ("unit_price", "markup"),
            Rate: ("rate", "inflation_cap", "unit"),
            MasterAgreement: ("pass_through_markup", "rates"),
        },
    ),
    Kind(
        number=32,
        noun="what an order costs",
        heavy=CRITICAL,
        light=MAJOR,
        why="Volume, lines and totals are what the sponsor commits to.",
        fields={
            Totals: (REST,),
            UnitLine: ("quantity", "amount"),
            PassThroughLine: ("quantity", "estimate", "cap", "approval_above"),
            WorkOrder: ("direct", "pass_through", "currency", "pricing"),
        },
        files=("work_order",),
    ),
    Kind(
        number=33,
        noun="liability and insurance",
        heavy=CRITICAL,
        light=MAJOR,
        why="The cap and the cover behind it decide who bears a loss.",
        fields={
            MasterAgreement: ("liability_basis", "liability_multiple", "liability_amount", "insurance"),
            Insurance: (REST,),
        },
    ),
    Kind(
        number=34,
        noun="payment terms",
        heavy=MAJOR,
        light=MINOR,
        reworded=MAJOR,
        why="Time to payment, milestones and invoicing move cash on both sides.",
        fields={
            MasterAgreement: ("payment_terms", "late_interest", "dispute_window"),
            PaymentSchedule: (REST,),
            PaymentMilestone: (REST,),
        },
    ),
    Kind(
        number=35,
        noun="an advance",
        heavy=MAJOR,
        light=MINOR,
        reworded=MAJOR,
        why="Money paid before the work is at risk until it is credited.",
        fields={WorkOrder: ("advances",), ChangeOrder: ("advances",), Advance: (REST,)},
    ),
    Kind(
        number=36,
        noun="holdback, bonus and malus",
        heavy=MAJOR,
        light=MINOR,
        reworded=MAJOR,
        why="What a provider can lose or earn decides what it takes care of.",
        fields={
            WorkOrder: ("holdback", "risk_sharing", "co_investment", "service_credits"),
            Holdback: (REST,),
            RiskSharing: (REST,),
            Incentive: (REST,),
            Band: (REST,),
            CoInvestment: (REST,),
            ServiceCredits: (REST,),
            ServiceLevel: (REST,),
            CreditStep: (REST,),
            Settlement: (REST,),
            ExcludedDays: (REST,),
            MeasuredResult: (REST,),
            ConditionResult: (REST,),
            SettledMeasure: (REST,),
        },
    ),
    Kind(
        number=37,
        noun="an assumption of the price",
        heavy=MAJOR,
        light=MINOR,
        reworded=MAJOR,
        why="A volume that was assumed is a reason for a change order when it is exceeded.",
        fields={WorkOrder: ("assumptions",), Assumption: ("title", "value", "unit")},
    ),
    Kind(
        number=38,
        noun="a change order",
        heavy=MAJOR,
        light=MAJOR,
        why="It changes what was signed.",
        files=("change_order",),
    ),
)

TIME = (
    Kind(
        number=40,
        noun="time",
        heavy=MAJOR,
        light=MINOR,
        why="A time limit that is longer is a promise that is weaker.",
    ),
    Kind(
        number=41,
        noun="the term of an agreement",
        heavy=MAJOR,
        light=MAJOR,
        why="Begin, end and notice decide how long each side is bound.",
        fields={
            WorkOrder: ("start", "end", "termination_notice"),
            MasterAgreement: ("term", "notice_convenience", "breach_cure", "date"),
        },
    ),
    Kind(
        number=42,
        noun="the time limit of an issue",
        heavy=MAJOR,
        light=MINOR,
        why="An issue that may lie longer does more harm.",
        fields={
            LadderStep: ("resolve_within",),
            IssueSeverity: ("acknowledge", "plan"),
            IssueGrade: ("root_cause_due", "capa_due"),
            MasterAgreement: ("dispute_resolution",),
        },
    ),
    Kind(
        number=43,
        noun="from when to when something is in force",
        heavy=MAJOR,
        light=MINOR,
        why="What is not in force on a day does not bind on it.",
        fields={Identified: ("valid_from", "valid_to")},
    ),
    Kind(
        number=44,
        noun="the time to an answer or a review",
        heavy=MAJOR,
        light=MINOR,
        why="Every document waits for the reviews that are agreed.",
        fields={ResponseTime: ("within",), ReviewTurnaround: ("within", "cycles")},
    ),
    Kind(
        number=45,
        noun="when a deliverable is due and accepted",
        heavy=MAJOR,
        light=MAJOR,
        why="It releases payments and starts the next work.",
        fields={WorkOrder: ("deliverables",), Deliverable: ("due", "acceptance", "review", "service")},
    ),
)

WORDING = (
    Kind(
        number=70,
        noun="wording",
        heavy=MINOR,
        light=EDITORIAL,
        why="It is read, printed or searched for, and binds nobody.",
    ),
    Kind(
        number=71,
        noun="the status of a document",
        heavy=MAJOR,
        light=MINOR,
        why="Status, version and dates say which text is in force.",
        fields={Document: ("status", "version", "history", "effective_date", "number", "title")},
    ),
    Kind(
        number=72,
        noun="the register of documents",
        heavy=MAJOR,
        light=MAJOR,
        why="It says which file was issued or signed; what is changed or removed in it cannot be proven any more.",
        fields={Register: ("documents",), RegisterEntry: (REST,)},
        files=("register",),
    ),
    Kind(
        number=73,
        noun="the name and address of a party",
        heavy=MAJOR,
        light=MINOR,
        reworded=MAJOR,
        why="A contract with the wrong legal entity binds nobody.",
        fields={
            Party: ("name", "short_name", "legal_form", "registration", "address"),
            Address: (REST,),
        },
    ),
    Kind(
        number=74,
        noun="what a study is called",
        heavy=MAJOR,
        light=MINOR,
        why="Its number and title stand in every contract, filing and registry.",
        fields={
            Study: ("protocol_id", "protocol_version", "protocol_date", "title", "identifiers"),
            Identifier: (REST,),
        },
    ),
)

CLAUSES = (
    Kind(
        number=80,
        noun="the wording of a template",
        heavy=MAJOR,
        light=MAJOR,
        why="A template prints into every document of its kind.",
    ),
    Kind(
        number=81,
        noun="the chosen position of a clause",
        heavy=CRITICAL,
        light=CRITICAL,
        why="A fallback gives something away; each has the role that may agree to it.",
        fields={Document: ("positions",)},
    ),
    Kind(
        number=82,
        noun="the wording of a clause",
        heavy=MAJOR,
        light=MAJOR,
        why="A clause prints into every document that takes the position.",
    ),
    Kind(
        number=83,
        noun="a position of a clause",
        heavy=CRITICAL,
        light=CRITICAL,
        reworded=MAJOR,
        why="A new fallback is something that may now be agreed to; without one that is used, a document cannot be printed.",
    ),
    Kind(
        number=84,
        noun="who owns a clause or approves a position",
        heavy=CRITICAL,
        light=CRITICAL,
        reworded=CRITICAL,
        why="It decides who may give a position away.",
    ),
    Kind(
        number=85,
        noun="what a clause says is not acceptable",
        heavy=CRITICAL,
        light=MAJOR,
        reworded=CRITICAL,
        why="It is the line that no negotiator may cross.",
    ),
    Kind(
        number=86,
        noun="the house style",
        heavy=MINOR,
        light=MINOR,
        why="It changes how every document looks, not what it says.",
    ),
)

CONTROLS = (
    Kind(
        number=90,
        noun="who approves changes",
        heavy=CRITICAL,
        light=CRITICAL,
        why="Whoever is named here decides what may be signed.",
        fields={Playbook: ("approvers", "owner", "sponsor")},
    ),
    Kind(
        number=91,
        noun="what the check accepts or weighs differently",
        heavy=MAJOR,
        light=MAJOR,
        why="A finding that is accepted is one that nobody sees any more.",
        fields={Playbook: ("suppressions", "severities"), Suppression: (REST,), SeverityChange: (REST,)},
    ),
    Kind(
        number=92,
        noun="a change that reviews do not raise again",
        heavy=MAJOR,
        light=MAJOR,
        why="A change that is accepted is one that no review shows any more.",
        fields={Playbook: ("accepted_changes",), AcceptedChange: (REST,)},
    ),
    Kind(
        number=93,
        noun="a threshold of the rules",
        heavy=MAJOR,
        light=MINOR,
        why="A looser threshold silences a rule.",
        fields={Playbook: ("thresholds",), Thresholds: (REST,)},
    ),
    Kind(
        number=94,
        noun="the edition of the playbook",
        heavy=MINOR,
        light=MINOR,
        why="It is printed in every document and says from when the playbook applies.",
        fields={Playbook: ("edition", "effective_date")},
    ),
)

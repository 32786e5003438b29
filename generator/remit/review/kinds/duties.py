"""Kinds of change that concern legal duties, responsibility, quality and people."""

from __future__ import annotations

from remit.model.agreements import MasterAgreement, Procedure, QualityAgreement, QualityContact, Signing
from remit.model.closing import ArchiveItem, Readiness
from remit.model.decisions import Decision
from remit.model.governance import (
    Body,
    DecisionRight,
    Escalation,
    EventClock,
    Governance,
    IssueSeverity,
    LadderStep,
    Member,
    Quorum,
    Route,
)
from remit.model.money import WorkOrder
from remit.model.oversight import (
    LevelMove,
    Oversight,
    OversightActivity,
    OversightLevel,
    VendorTier,
)
from remit.model.parties import Party, Role, Signatory, System
from remit.model.planning import Schedule
from remit.model.playbook import Playbook
from remit.model.quality import (
    Audit,
    InspectionTerms,
    IssueGrade,
    Metric,
    Metrics,
    Quality,
    QualityDuty,
    Retention,
    SopRow,
    Training,
)
from remit.model.risk_sharing import QualityGate, RiskSharing
from remit.model.selection import Gate, SelectionRules
from remit.model.services import Activity, Obligation, Raci, RaciRow, Regime, Service
from remit.model.studies import (
    Allocation,
    Assignment,
    Share,
    Study,
    StudyService,
    Subcontract,
    Submission,
    Transfer,
)
from remit.review.kinds.kind import CRITICAL, MAJOR, MINOR, REST, Kind

LEGAL = (
    Kind(
        number=10,
        noun="a legal duty",
        heavy=CRITICAL,
        light=MAJOR,
        why="What the law asks of a sponsor is asked again at every inspection.",
    ),
    Kind(
        number=11,
        noun="the holder of a legal duty",
        heavy=CRITICAL,
        light=CRITICAL,
        reworded=MAJOR,
        why="A duty that moves, is shared or loses its holder is answered for by somebody else from that day; one that the "
        "writing does not name stays with the sponsor (21 CFR 312.52).",
        fields={
            Transfer: ("allocations", "general"),
            Allocation: ("disposition", "to", "shares"),
            Share: (REST,),
        },
        files=("transfer",),
    ),
    Kind(
        number=12,
        noun="the limits of a transferred duty",
        heavy=CRITICAL,
        light=MAJOR,
        why="Country, task, period and reason decide when the holder answers and when the sponsor does.",
        fields={
            Allocation: ("scope", "reason", "effective_from", "effective_to", "sponsor_function", "evidence")
        },
    ),
    Kind(
        number=13,
        noun="what a regime says of transfers",
        heavy=CRITICAL,
        light=CRITICAL,
        reworded=MAJOR,
        why="Whether a duty itself may pass, or only the work, decides what every transfer of it is worth.",
        fields={
            Obligation: ("transfer",),
            Regime: ("effect", "if_silent", "instrument", "told_to", "obligations"),
        },
        files=("regime",),
    ),
    Kind(
        number=14,
        noun="the regimes and countries that apply",
        heavy=CRITICAL,
        light=MAJOR,
        why="A country or regime more or less brings or takes all its duties.",
        fields={Playbook: ("regimes",), Study: ("regimes", "countries"), Regime: ("countries", "product")},
    ),
    Kind(
        number=15,
        noun="the duties that a piece of work discharges",
        heavy=CRITICAL,
        light=MAJOR,
        why="A duty that no activity discharges or watches over is one that nobody does.",
        fields={
            Activity: ("duties", "oversees", "no_duty"),
            OversightActivity: ("topics",),
            QualityDuty: ("covers",),
        },
    ),
    Kind(
        number=16,
        noun="the time within which an event is told",
        heavy=CRITICAL,
        light=MAJOR,
        why="Safety reports and serious breaches have legal clocks; the sponsor's begins with the partner's.",
        fields={
            EventClock: (REST,),
            Escalation: ("clocks",),
            IssueGrade: ("notify",),
            Quality: ("serious_breach_notify",),
            InspectionTerms: ("notify",),
        },
    ),
    Kind(
        number=17,
        noun="how long records are kept",
        heavy=CRITICAL,
        light=MAJOR,
        why="Records destroyed too early cannot be shown to anybody (ICH E6(R3), 21 CFR 312.57).",
        fields={
            Retention: (REST,),
            Quality: ("retention",),
            ArchiveItem: ("retention_end",),
            Regime: ("retention_years",),
        },
    ),
    Kind(
        number=18,
        noun="what an authority is told",
        heavy=CRITICAL,
        light=MAJOR,
        why="A transfer counts towards an authority only as it was told to it.",
        fields={Transfer: ("submissions", "legal_review"), Submission: (REST,)},
    ),
    Kind(
        number=19,
        noun="the law and courts of an agreement",
        heavy=CRITICAL,
        light=CRITICAL,
        why="Law and venue decide how every other clause is read and where it is enforced.",
        fields={MasterAgreement: ("governing_law", "venue")},
    ),
)

RESPONSIBILITY = (
    Kind(
        number=20,
        noun="a responsibility",
        heavy=MAJOR,
        light=MINOR,
        why="Who does what is the promise that both sides plan with.",
    ),
    Kind(
        number=21,
        noun="the accountable role",
        heavy=CRITICAL,
        light=CRITICAL,
        why="One role answers for the result of each activity; when it changes, the answer to 'who is accountable' does.",
        fields={RaciRow: ("accountable",), Raci: ("activities",)},
        files=("study_raci",),
    ),
    Kind(
        number=22,
        noun="who does the work",
        heavy=MAJOR,
        light=MINOR,
        why="Work that is taken from a role needs somebody else who does it.",
        fields={RaciRow: ("responsible",)},
    ),
    Kind(
        number=23,
        noun="who is asked or told",
        heavy=MINOR,
        light=MINOR,
        why="A role that is no longer asked or told hears of it too late.",
        fields={RaciRow: ("consulted", "informed"), LadderStep: ("inform",)},
    ),
    Kind(
        number=24,
        noun="the provider of a service",
        heavy=CRITICAL,
        light=MAJOR,
        why="Another provider means another contract, another transfer of duties and another qualification.",
        fields={
            Study: ("services", "sponsor"),
            StudyService: ("provider", "scope", "retained"),
            Service: ("definition",),
            WorkOrder: ("cro", "services", "master", "study", "also_covers", "out_of_scope"),
            MasterAgreement: ("cro", "sponsor"),
            QualityAgreement: ("cro", "sponsor", "master", "services"),
        },
    ),
    Kind(
        number=25,
        noun="what is passed on to a subcontractor",
        heavy=CRITICAL,
        light=MAJOR,
        why="The sponsor must know who works, and the same duties must bind them (ICH E6(R3)).",
        fields={
            StudyService: ("subcontracts",),
            Subcontract: (REST,),
            MasterAgreement: ("affiliates",),
        },
    ),
    Kind(
        number=26,
        noun="what a body may decide",
        heavy=CRITICAL,
        light=MAJOR,
        why="A limit raised or a right added lets money and time move without the next level.",
        fields={Body: ("decisions", "mandates"), DecisionRight: (REST,)},
    ),
    Kind(
        number=27,
        noun="who sits on a body",
        heavy=MAJOR,
        light=MINOR,
        why="Chair, seats, votes and quorum decide whose agreement a decision needs.",
        fields={
            Body: ("chair", "co_chair", "members", "quorum", "reports_to"),
            Member: (REST,),
            Quorum: (REST,),
            Governance: ("bodies",),
        },
    ),
    Kind(
        number=28,
        noun="the way an issue climbs",
        heavy=MAJOR,
        light=MINOR,
        why="An issue that meets nobody on a step, or the wrong one, is settled late.",
        fields={
            Escalation: ("ladder", "routing", "after_ladder"),
            LadderStep: (REST,),
            Route: (REST,),
        },
    ),
    Kind(
        number=29,
        noun="who signs",
        heavy=MAJOR,
        light=MINOR,
        why="A signature without authority binds nobody.",
        fields={
            Party: ("signatories",),
            Signatory: (REST,),
            Signing: (REST,),
            MasterAgreement: ("signatures",),
            QualityAgreement: ("signatures",),
            Transfer: ("signatures",),
            WorkOrder: ("signatures",),
        },
    ),
)

QUALITY = (
    Kind(
        number=50,
        noun="quality",
        heavy=MAJOR,
        light=MINOR,
        why="What is measured, reviewed or required protects participants and data.",
    ),
    Kind(
        number=51,
        noun="a quality gate",
        heavy=CRITICAL,
        light=MAJOR,
        why="A gate that is loosened or removed lets work through that it should have stopped.",
        fields={
            RiskSharing: ("gates",),
            QualityGate: (REST,),
            LevelMove: (REST,),
            Oversight: ("moves", "up_at_once"),
            SelectionRules: ("gates",),
            Gate: (REST,),
            Decision: ("qualification_gate",),
        },
    ),
    Kind(
        number=52,
        noun="a metric or its thresholds",
        heavy=CRITICAL,
        light=MAJOR,
        why="A threshold that is loosened turns the same performance green.",
        fields={
            Metric: (
                "target",
                "amber",
                "red",
                "direction",
                "definition",
                "numerator",
                "denominator",
                "formula",
            ),
            Metrics: ("metrics",),
        },
    ),
    Kind(
        number=53,
        noun="audits and inspections",
        heavy=MAJOR,
        light=MINOR,
        why="How often, by whom and on what notice a provider is audited is agreed and inspected.",
        fields={
            Quality: ("audits",),
            Audit: (REST,),
            InspectionTerms: (REST,),
            MasterAgreement: ("audit_notice",),
            Oversight: ("tiers",),
            VendorTier: (REST,),
        },
    ),
    Kind(
        number=54,
        noun="oversight",
        heavy=MAJOR,
        light=MINOR,
        why="The sponsor's oversight of what was transferred cannot itself be transferred (ICH E6(R3)).",
        fields={
            Oversight: ("activities", "levels"),
            OversightActivity: (REST,),
            OversightLevel: (REST,),
        },
        files=("transition",),
    ),
    Kind(
        number=55,
        noun="a computerised system",
        heavy=MAJOR,
        light=MINOR,
        why="Validation, access and return of data decide whether records can be relied on (21 CFR Part 11).",
        fields={System: (REST,)},
    ),
    Kind(
        number=56,
        noun="training and qualification",
        heavy=MAJOR,
        light=MINOR,
        why="Everybody who works on a trial is qualified for it, and can show it (ICH E6(R3)).",
        fields={
            Quality: ("training",),
            Training: (REST,),
            Role: ("qualification",),
            Readiness: ("training",),
        },
    ),
    Kind(
        number=57,
        noun="standards and procedures",
        heavy=MAJOR,
        light=MINOR,
        why="Two sides that follow different procedures for one process follow none.",
        fields={
            Quality: ("standards", "sops"),
            SopRow: (REST,),
            QualityAgreement: ("sops", "procedures"),
            Procedure: (REST,),
        },
    ),
)

ISSUES = (
    Kind(
        number=58,
        noun="what makes an issue how bad",
        heavy=MAJOR,
        light=MAJOR,
        why="The grade of an issue decides its clocks and who hears of it.",
        fields={
            Escalation: ("severities",),
            IssueSeverity: ("definition", "enters_at"),
            Quality: ("grades",),
            IssueGrade: ("definition",),
        },
    ),
)

PEOPLE = (
    Kind(
        number=60,
        noun="people",
        heavy=MINOR,
        light=MINOR,
        why="Teams and contacts are printed in contracts and asked for in inspections.",
    ),
    Kind(
        number=61,
        noun="key personnel",
        heavy=MAJOR,
        light=MINOR,
        why="Named people may be replaced only as the contract says.",
        fields={Assignment: ("key", "role", "party", "person"), MasterAgreement: ("key_personnel_notice",)},
    ),
    Kind(
        number=62,
        noun="a quality contact",
        heavy=MINOR,
        light=MINOR,
        why="A notice of a deviation goes to the person whom the quality agreement names.",
        fields={QualityAgreement: ("contacts",), QualityContact: (REST,)},
    ),
    Kind(
        number=63,
        noun="the staffing of a plan",
        heavy=MINOR,
        light=MINOR,
        why="A plan that nobody has time for is late.",
        fields={Schedule: ("loading",)},
    ),
)

"""What must be asked of an outsourced trial before anyone signs, and which rule asks it.

72 questions of governance, money, time, people and documents, and 20 of regulation (R1 to R20). Some rules answer several;
where the shape of a record leaves no other answer, the rule of the reader is named. The table in README.md is written from
here: python -m remit.rules.numbers > README.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from remit.frozen import dataclass
from remit.rules import RULES, Rule


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the ids of the rules that ask it."""

    number: str
    text: str
    rules: tuple[str, ...]


_GROUPS: Mapping[str, Sequence[tuple[str, str]]] = {
    "Responsibility and transfer": (
        ("Each activity has exactly one accountable role", "RACI-001"),
        ("Each activity has a responsible role", "RACI-002 RACI-003 RACI-006"),
        ("Roles of the matrix exist and belong to one kind of party", "REF-001 RACI-004 SHAPE-002"),
        ("A transferred duty is done by its holder and overseen by the sponsor", "TOO-012 TOO-013"),
        ("A duty that is not allocated is seen to stay with the sponsor", "TOO-001"),
        ("A duty has one holder, or is shared with its parts written", "TOO-004 TOO-005"),
        ("What must stay with the sponsor stays", "TOO-003"),
        ("Nothing moves, and no work begins, before the transfer takes effect", "TOO-016 TOO-027 TIME-005"),
        ("Each service bought has its duties, each transferred duty its service", "RACI-007 TOO-014 STUDY-004"),
        ("A change of services or countries raises a new transfer, and the authority is told", "TOO-020 TOO-021"),
        ("A subcontract names party, flow-down and who oversees it", "RACI-008 RACI-010 SHAPE-002"),
        ("A role is filled by one kind of party", "TEAM-001"),
        ("Core roles are filled or marked, key people have backups", "TEAM-002 TEAM-003"),
        ("No CRO is accountable for the audit of itself", "RACI-005"),
    ),
    "Money": (
        ("Quantity times price is the amount", "MON-001 MON-002 MON-005"),
        ("Lines, totals and contract value add up", "MON-003"),
        ("Shares of milestones sum to 100 % of a declared base", "MON-009 MON-010 MON-028"),
        ("Amounts of milestones sum to the base, remainder on the last", "MON-011 MON-028"),
        ("Advance, milestones and units make up the fees", "MON-012 MON-013"),
        ("Previous total plus change is the new total; change orders have no gaps", "MON-025 MON-026 MON-027"),
        ("A change starts from the last approved quantity", "MON-023 MON-024 MON-033 MON-040"),
        ("One currency, or a rule of conversion", "MON-004 MON-031 SEL-040"),
        ("Growth by change orders is noticed, and approved beyond a limit", "MON-029 MON-030"),
        ("An advance is fair, and says how it is credited", "MON-014 MON-037 SHAPE-002"),
        ("No mark-up unless stated; each cost has estimate and limit", "MON-006 MON-007 MON-034"),
        ("Investigator payments are a stream of their own", "MON-008"),
        (
            "Bonus and malus have caps, weights and quality gates",
            "MON-017 MON-018 MON-019 MON-044 MON-046 MON-047 MON-048 MON-049",
        ),
        ("An incentive rests on a metric that the CRO can control", "MON-020 MON-042 MON-043 MON-045"),
        ("A holdback has amount, event and time of release", "MON-015 MON-041 SHAPE-002"),
        ("Payment terms are stated, and agree", "MON-016 SHAPE-002"),
        ("No bid and no unit price is far from the others", "SEL-004"),
        ("All bidders price the same quantities, and their lines add up", "SEL-005 SEL-006"),
    ),
    "Time": (
        ("Milestones follow the course of a study", "TIME-001 TIME-009 TIME-017 TIME-021"),
        ("The network has no circle; estimates are in order", "TIME-007 TIME-008 TIME-022 TIME-023"),
        ("The contract covers its milestones and the close-out", "TIME-003 TIME-004 TIME-014"),
        ("A contractual date is likely to be met", "TIME-010 TIME-011"),
        ("The kick-off is soon after signature and before set-up", "TIME-012"),
        ("A letter of intent is limited, and the order signed before it ends", "TIME-015 TIME-016"),
        ("Agreements precede the work, approved oversight the first site", "TIME-005 TIME-013"),
    ),
    "Governance and escalation": (
        ("Each body has chairs, members, quorum, cadence, minutes and a body above", "GOV-001 SHAPE-002"),
        ("Escalation has no circle and ends at one pair of executives", "GOV-002 GOV-006 GOV-040"),
        ("Each step and each severity has its times, in order", "GOV-007 SHAPE-002"),
        ("Both parties are named on each step, with backups", "GOV-008"),
        ("Each mandate belongs to a body that meets", "GOV-003 GOV-014"),
        ("Project and steering bodies meet often enough", "GOV-004"),
        ("Limits of decision have no gap", "GOV-005"),
        ("Event clocks leave the sponsor its time", "GOV-009"),
        ("People meet face to face as planned", "GOV-011"),
    ),
    "Metrics, quality and oversight": (
        ("Each metric is defined with thresholds, source, owner and action", "KPI-006 SHAPE-002"),
        ("Target, amber and red are in order", "KPI-001"),
        ("The forum meets in time for the metric", "KPI-002"),
        ("Each breach has an action with owner and date", "KPI-007 KPI-008 KPI-009 KPI-010 KPI-011 KPI-012"),
        ("All dimensions are measured, by not too many metrics", "KPI-003 KPI-004"),
        ("The sponsor is measured too", "KPI-005"),
        ("Providers of tier 1 have oversight, audits and metrics", "OVS-001 OVS-002 OVS-003"),
        ("The level of oversight follows results and approval", "OVS-004 OVS-005 OVS-006 OVS-012 OVS-013 SEL-013"),
        ("Each transferred duty has an oversight activity that reaches a forum", "OVS-007 OVS-008 OVS-009 OVS-010"),
        ("Oversight effort stays within the cap of its level", "OVS-011 TEAM-004"),
        ("Grades of issues have their times, in order", "QUAL-001"),
        ("Records are kept as long as the strictest rule asks", "QUAL-002 QUAL-011"),
        ("One procedure governs each process", "QUAL-003"),
    ),
    "People, systems and documents": (
        ("Training comes before access", "TEAM-007 TEAM-008 QUAL-009"),
        ("Systems have owner, validation and access for those who work in them", "QUAL-004 QUAL-005 QUAL-010 QUAL-015"),
        ("Key people are replaced with approval and hand-over", "TEAM-009"),
        ("Weights sum to 100, scores have evidence, the winner passes the gates", "SEL-001 SEL-002 SEL-003 SEL-011 SEL-014"),
        ("The decision answers all criteria at its level of authority", "SEL-007 SEL-008 SEL-009 SEL-010 SEL-012 SEL-015"),
        ("Parents exist, versions match, nothing executed rests on a draft", "REF-001 DOC-002 DOC-006 DOC-009"),
        ("Signatories have authority, and sign after the document is written", "DOC-003 DOC-004 DOC-005"),
        ("Facts of a study are the same everywhere", "DOC-008 TIME-017"),
        ("The kick-off fills its time and serves its objectives", "GOV-010"),
        ("The final review leads to changes, the last reckoning adds up", "CLOSE-001 CLOSE-002 MON-032"),
        ("Nothing is left open in an executed document", "DOC-007"),
    ),
    "Regulation": (
        ("Each duty of the chosen regimes has exactly one disposition", "TOO-001 TOO-002 TOO-004"),
        ("A general transfer is not combined with retained duties", "TOO-006"),
        ("Each transferred duty says what, to whom and how far", "TOO-004 TOO-005 TOO-008"),
        ("Only duties of a sponsor are allocated", "TOO-007 TOO-041"),
        ("Devices are not transferred under drug rules", "TOO-009 TOO-010 TOO-042"),
        ("Who takes over a duty is a legal entity that signs", "TOO-008 TOO-011 TOO-028 SHAPE-002"),
        ("Shared duties join up without gap, and one party decides", "TOO-005 TOO-019 TOO-040"),
        ("Transfer, matrix, work order, quality agreement and submissions say the same",
         "TOO-012 TOO-014 TOO-022 TOO-024 QUAL-006 QUAL-014"),
        ("Dates leave no gap before the first activity", "TIME-005 TIME-006 TOO-016 TOO-027"),
        ("People named to an authority agree with the duties", "TOO-023"),
        ("Safety clocks say whose awareness starts them, and leave time", "GOV-009 GOV-012 GOV-013"),
        ("Duties retained by rule are not marked as transferred", "TOO-003"),
        ("Quality agreements hold what good clinical practice wants", "QUAL-007 QUAL-008 QUAL-012"),
        ("Each duty has a function of the sponsor, oversight and evidence", "TOO-015 OVS-007"),
        ("Electronic systems have owner, validation, clause and data return", "QUAL-004 SHAPE-002"),
        ("Records have holder, longest period and a named archivist", "QUAL-002 QUAL-011 QUAL-013"),
        ("Several sponsors share their tasks in writing", "STUDY-007"),
        ("Each country has its law, notices and contract items",
         "STUDY-003 STUDY-008 STUDY-009 STUDY-010 STUDY-011 TOO-017 TOO-024"),
        ("Changes after signature raise a new version", "TOO-020 TOO-021 TOO-025"),
        ("Unverified sources are marked, and counsel has looked", "TOO-026"),
    ),
}  # fmt: skip


def questions() -> dict[str, tuple[Question, ...]]:
    """All questions by subject, numbered 1 to 72 and R1 to R20."""
    plain, regulatory = count(1), count(1)
    return {
        subject: tuple(
            Question(
                f"R{next(regulatory)}" if subject == "Regulation" else str(next(plain)),
                text,
                tuple(ids.split()),
            )
            for text, ids in rows
        )
        for subject, rows in _GROUPS.items()
    }


def readme(rules: Sequence[Rule] = RULES) -> str:
    """The README of the rules: each question with the rules that ask it, and each rule with what it asks."""
    lines = [
        "# Rules",
        "",
        "One module per subject; a rule is a function whose docstring is its page (`remit explain RULE`). How a rule is",
        "added and proved: tests/rules/README.md. This file is written by `python -m remit.rules.numbers`.",
        "",
        "## What must be asked before anyone signs, and which rule asks it",
    ]
    for subject, group in questions().items():
        lines += ["", f"### {subject}", "", "| no. | question | rules |", "|---|---|---|"]
        lines += [f"| {one.number} | {one.text} | {', '.join(one.rules)} |" for one in group]
    lines += [
        "",
        "## All rules that look at records",
        "",
        "| rule | severity | what must hold |",
        "|---|---|---|",
    ]
    lines += [f"| {rule.id} | {rule.severity.value} | {rule.title} |" for rule in rules]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(readme(), end="")  # noqa: T201

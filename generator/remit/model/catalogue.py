"""Every kind of data file: where it stands and what it holds. An explicit list; nothing is discovered."""

from __future__ import annotations

import re
from functools import cache

from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.closing import CloseOut, Readiness, Register
from remit.model.decisions import Decision, Principles
from remit.model.fields import Record
from remit.model.governance import Communication, Escalation, Governance
from remit.model.money import WorkOrder
from remit.model.oversight import Oversight, Risks, Transition
from remit.model.parties import Party, Roles, Systems
from remit.model.performance import Performance
from remit.model.planning import KickOff, Schedule
from remit.model.playbook import Playbook
from remit.model.process import Process
from remit.model.quality import Metrics, Quality, RiskModels
from remit.model.selection import Selection, SelectionRules
from remit.model.services import Raci, Regime, Services, Topics
from remit.model.settlement import Settlement
from remit.model.studies import Study, StudyTeam, Transfer


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of data file. ``pattern`` is its path below data/; names in braces become fields of the record."""

    name: str
    pattern: str
    cls: type[Record]
    required: bool = False

    def match(self, path: str) -> dict[str, str] | None:
        """The fields that the path tells, or None if the path is of another kind."""
        found = _expression(self.pattern).fullmatch(path)
        return found.groupdict() if found else None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(pattern)))


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("playbook", "playbook.yaml", Playbook, required=True),
    FileKind("party", "parties/{id}.yaml", Party),
    FileKind("roles", "roles.yaml", Roles, required=True),
    FileKind("topics", "topics.yaml", Topics, required=True),
    FileKind("services", "services.yaml", Services, required=True),
    FileKind("regime", "obligations/{id}.yaml", Regime),
    FileKind("raci", "raci.yaml", Raci, required=True),
    FileKind("governance", "governance.yaml", Governance, required=True),
    FileKind("escalation", "escalation.yaml", Escalation, required=True),
    FileKind("communication", "communication.yaml", Communication, required=True),
    FileKind("metrics", "metrics.yaml", Metrics, required=True),
    FileKind("quality", "quality.yaml", Quality, required=True),
    FileKind("risk_sharing", "risk_sharing.yaml", RiskModels, required=True),
    FileKind("systems", "systems.yaml", Systems, required=True),
    FileKind("principles", "principles.yaml", Principles),
    FileKind("process", "process.yaml", Process),
    FileKind("selection_rules", "selection.yaml", SelectionRules),
    FileKind("oversight", "oversight.yaml", Oversight),
    FileKind("risks", "risks.yaml", Risks),
    FileKind("register", "register.yaml", Register),
    FileKind("master", "agreements/master/{id}.yaml", MasterAgreement),
    FileKind("quality_agreement", "agreements/quality/{id}.yaml", QualityAgreement),
    FileKind("study", "studies/{id}/study.yaml", Study),
    FileKind("study_raci", "studies/{study}/raci.yaml", Raci),
    FileKind("transfer", "studies/{study}/transfer.yaml", Transfer),
    FileKind("team", "studies/{study}/team.yaml", StudyTeam),
    FileKind("work_order", "studies/{study}/work_orders/{id}.yaml", WorkOrder),
    FileKind("change_order", "studies/{study}/change_orders/{id}.yaml", ChangeOrder),
    FileKind("decision", "studies/{study}/decision.yaml", Decision),
    FileKind("selection", "studies/{study}/selection.yaml", Selection),
    FileKind("schedule", "studies/{study}/schedule.yaml", Schedule),
    FileKind("kick_off", "studies/{study}/kick_off.yaml", KickOff),
    FileKind("readiness", "studies/{study}/readiness.yaml", Readiness),
    FileKind("performance", "studies/{study}/performance/{id}.yaml", Performance),
    FileKind("settlement", "studies/{study}/settlements/{id}.yaml", Settlement),
    FileKind("transition", "studies/{study}/transition.yaml", Transition),
    FileKind("closeout", "studies/{study}/closeout.yaml", CloseOut),
)


def file_kind(path: str) -> tuple[FileKind, dict[str, str]] | None:
    """The kind of a file at ``path`` below data/, with the fields that the path tells."""
    for kind in FILE_KINDS:
        fields = kind.match(path)
        if fields is not None:
            return kind, fields
    return None

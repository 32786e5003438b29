"""Rules that count links: each record of a kind is named by at least, at most or exactly so many others.

Such a rule is one entry: whose links are counted, who names them by which field, and how many there must be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from remit.findings import Severity
from remit.frozen import dataclass
from remit.model.closing import CloseOut, FinancialClose
from remit.model.fields import Identified, Record
from remit.model.governance import Body, Communication, Meeting
from remit.model.ledger import Ledger, Reference
from remit.model.money import WorkOrder
from remit.model.oversight import Oversight, OversightActivity, VendorTier
from remit.model.parties import Party, System
from remit.model.quality import Metric, Quality, Training
from remit.model.studies import Study
from remit.rules.rule import Problem, Rule, complete, see

Wanted = Callable[[Ledger, Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How many records of one kind name a record of another.

    ``of`` is named, ``by`` names it in ``field``, and all of ``by`` stand in files of the kind ``inside``. ``where`` limits
    the rule to some records; ``none`` and ``many`` complete the message, ``hint`` says what to do.
    """

    of: type[Identified]
    by: type[Record]
    field: str
    inside: type[Record]
    least: int = 0
    most: int | None = None
    where: Wanted = lambda _ledger, _record: True
    none: str = ""
    many: str = ""
    hint: str = ""

    def problems(self, ledger: Ledger) -> Iterator[Problem]:
        """Records with too few or too many links; silent where the files of the naming kind are missing or damaged."""
        if not complete(ledger, self.inside, Study) or not ledger.every(self.inside):
            return
        for record in ledger.of(self.of).values():
            if self.where(ledger, record):
                links = [link for link in ledger.referrers(self.of.KIND, record.id) if self._counts(link)]
                yield from self._judged(record, links)

    def _counts(self, link: Reference) -> bool:
        inner = link.where.keys[len(link.holder.where.keys) :]
        return isinstance(link.holder, self.by) and inner[:1] == (self.field,)

    def _judged(self, record: Identified, links: list[Reference]) -> Iterator[Problem]:
        name = next(
            (
                str(getattr(record, word))
                for word in ("title", "short_name", "number")
                if hasattr(record, word)
            ),
            record.id,
        )
        if len(links) < self.least:
            yield Problem(f"'{name}' {self.none}", record.where.key(), self.hint)
        for link in links[self.most :] if self.most is not None else ():
            yield Problem(f"'{name}' {self.many}", link.where, self.hint, see("the first", links[0].where))


def link(id: str, severity: Severity, page: str, links: Link) -> Rule:
    """A rule that counts links, with its page. Links may come from files of several studies."""
    return Rule(id, severity, page.strip(), links.problems, (links.inside, Study))


def _provides(ledger: Ledger, party: Party) -> bool:
    """Whether a party works for a study, as provider or subcontractor."""
    services = [one for study in ledger.every(Study) for one in study.services.values()]
    engaged = {one.provider for one in services} | {sub.party for one in services for sub in one.subcontracts}
    return party.kind in ("cro", "vendor") and party.id in engaged


RULES = (
    link(
        "OVS-001",
        Severity.ERROR,
        """
Every provider and subcontractor of a study has exactly one tier of oversight.

Why: A provider without a tier is overseen by chance; one with two is overseen by whoever asks first.

Wrong:
    # data/oversight.yaml
    tiers:
      lumen:

Right:
    # data/oversight.yaml
    tiers:
      lumen:
        party: lumen
        tier: "2"
        reason: Translates

Source: ICH E6(R3) 3.6.8 and 3.9; vendor management practice.
""",
        Link(
            of=Party,
            by=VendorTier,
            field="party",
            inside=Oversight,
            least=1,
            most=1,
            where=_provides,
            none="works for a study, but has no tier of oversight",
            many="has a tier already",
            hint="give each provider one entry under 'tiers' in data/oversight.yaml",
        ),
    ),
    link(
        "OVS-010",
        Severity.WARNING,
        """
Every metric that warns of risk or of poor quality at a CRO is looked at by an oversight activity.

Why: A warning that reaches nobody of the sponsor warns nobody.

Wrong:
    # data/oversight.yaml
    activities:
      report-review:
        metric:

Right:
    # data/oversight.yaml
    activities:
      report-review:
        metric: visit-reports

Source: ICH E6(R3) 3.9; FDA guidance on risk-based monitoring (2013).
""",
        Link(
            of=Metric,
            by=OversightActivity,
            field="metric",
            inside=Oversight,
            least=1,
            where=lambda _ledger, metric: (
                metric.kind in ("KRI", "KQI", "QTL") and metric.accountable == "cro"
            ),
            none="shows risk or quality at a CRO, but no oversight activity looks at it",
            hint="name it as 'metric' of an activity in data/oversight.yaml",
        ),
    ),
    link(
        "QUAL-009",
        Severity.ERROR,
        """
A system for which training is asked is opened by at least one training requirement.

Why: Access rules of the system and the training plan are kept by different people; what only one of them knows is not done.

Wrong:
    # data/quality.yaml
    training:
      ctms-course:
        systems: []

Right:
    # data/quality.yaml
    training:
      ctms-course:
        systems: [ctms]

Source: 21 CFR 11.10(i); ICH E6(R3) 4.3.2 (training in computerised systems).
""",
        Link(
            of=System,
            by=Training,
            field="systems",
            inside=Quality,
            least=1,
            where=lambda _ledger, system: system.training is not None,
            none="asks for training before access, but no training requirement opens it",
            hint="add the system to 'systems' of a training in data/quality.yaml",
        ),
    ),
    link(
        "GOV-014",
        Severity.WARNING,
        """
Every joint body has a standing meeting.

Why: A body that meets when somebody thinks of it meets when it is too late.

Wrong:
    # data/communication.yaml
    meetings:
      steering-meeting:
        body: project-team

Right:
    # data/communication.yaml
    meetings:
      steering-meeting:
        body: steering

Source: alliance governance practice.
""",
        Link(
            of=Body,
            by=Meeting,
            field="body",
            inside=Communication,
            least=1,
            where=lambda _ledger, body: body.level != "independent",
            none="has no standing meeting",
            hint="add a meeting with this 'body' to data/communication.yaml",
        ),
    ),
    link(
        "CLOSE-002",
        Severity.ERROR,
        """
A work order is settled at most once.

Why: Two final reckonings are two final amounts.

Wrong:
    # data/studies/al-101/closeout.yaml
    financial:
      first:
        work_order: wo-101
        contract_value: 970000 USD
        paid: 970000 USD
        due: 0 USD
        refund: 0 USD
        final_value: 970000 USD
        reviewed_by: [sponsor-project-manager]
      second:
        work_order: wo-101
        contract_value: 970000 USD
        paid: 970000 USD
        due: 0 USD
        refund: 0 USD
        final_value: 970000 USD
        reviewed_by: [sponsor-project-manager]

Right:
    # data/studies/al-101/closeout.yaml
    financial:
      first:
        work_order: wo-101
        contract_value: 970000 USD
        paid: 970000 USD
        due: 0 USD
        refund: 0 USD
        final_value: 970000 USD
        reviewed_by: [sponsor-project-manager]

Source: contract practice.
""",
        Link(
            of=WorkOrder,
            by=FinancialClose,
            field="work_order",
            inside=CloseOut,
            most=1,
            many="is settled already",
            hint="keep one reckoning",
        ),
    ),
)

"""All that the website is made from. Pages are functions of it and read nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote, urlsplit

from babel import Locale

from remit.findings import Finding, Severity, Where
from remit.frozen import dataclass
from remit.model.catalogue import file_kind
from remit.model.fields import Record
from remit.model.governance import Communication, Escalation, Governance
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.playbook import Playbook
from remit.model.services import Activity, Obligation, Raci, RaciRow, Regime, Service
from remit.model.studies import Study, Transfer

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule as it is explained: ``page`` has a first line and the sections Why, Wrong, Right and Source."""

    id: str
    title: str
    severity: str
    family: str
    page: str

    @property
    def home(self) -> str:
        """The page of the rule's family."""
        return f"reference/rules/{re.sub('[^a-z0-9]+', '-', self.family.lower()).strip('-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One negotiating position of a clause; ``wording`` is template text."""

    id: str
    approver: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the library; ``file`` is its place in the workspace."""

    id: str
    title: str
    version: str
    owner: str
    positions: tuple[Position, ...]
    unacceptable: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A Word file that readers can take away. ``name`` is its path below build/documents."""

    name: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A page written by hand: its name below playbook/ without the ending, its title, and its Markdown."""

    name: str
    title: str
    text: str


def _unplaced(where: Where) -> Where:
    return where


@dataclass(frozen=True, kw_only=True)
class Book:
    """The records with everything around them. ``locate`` fills in the line of a place.

    ``templates`` names the kinds of documents that can be printed.
    """

    ledger: Ledger
    findings: tuple[Finding, ...] = ()
    rules: tuple[RuleText, ...] = ()
    clauses: tuple[Clause, ...] = ()
    downloads: tuple[Download, ...] = ()
    templates: tuple[str, ...] = ()
    written: tuple[WrittenPage, ...] = ()
    locate: Callable[[Where], Where] = field(default=_unplaced)

    # ---- records, also where files are missing ---------------------------------------------------------------------

    def only(self, cls: type[R]) -> R | None:
        """The record of a kind of which there is one file; None if the file is missing or cannot be read."""
        try:
            return self.ledger.one(cls)
        except KeyError:
            return None

    @cached_property
    def playbook(self) -> Playbook | None:
        """The playbook's own record, if it can be read."""
        return self.only(Playbook)

    @property
    def title(self) -> str:
        """The playbook's title."""
        return self.playbook.title if self.playbook else "Playbook"

    @cached_property
    def governance(self) -> Governance | None:
        """The governance bodies, if their file can be read."""
        return self.only(Governance)

    @cached_property
    def escalation(self) -> Escalation | None:
        """Severities, ladder and clocks, if their file can be read."""
        return self.only(Escalation)

    @cached_property
    def communication(self) -> Communication | None:
        """Meetings and reports, if their file can be read."""
        return self.only(Communication)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""
        return self.ledger.of(Role)

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Services by id."""
        return self.ledger.of(Service)

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Parties by id."""
        return self.ledger.of(Party)

    @cached_property
    def studies(self) -> Mapping[str, Study]:
        """Studies by id."""
        return self.ledger.of(Study)

    def protocol(self, study: str) -> str:
        """The protocol number of a study; its id where it has no record."""
        found = self.studies.get(study)
        return found.protocol_id if found else study

    @cached_property
    def regimes(self) -> Mapping[str, Regime]:
        """Regimes by id."""
        return self.ledger.of(Regime)

    @cached_property
    def transfers(self) -> Mapping[str, Transfer]:
        """Transfers of obligations by id, which is the study's."""
        return self.ledger.of(Transfer)

    def transfer_of(self, study: str) -> Transfer | None:
        """The transfer of obligations of a study, if it has one."""
        return next((transfer for transfer in self.transfers.values() if transfer.study == study), None)

    @cached_property
    def activities(self) -> Mapping[str, Activity]:
        """Activities by id, in the order of their services."""
        return self.ledger.of(Activity)

    @cached_property
    def service_of(self) -> Mapping[str, Service]:
        """The service that holds each activity."""
        return {activity: service for service in self.services.values() for activity in service.activities}

    @cached_property
    def regime_of(self) -> Mapping[str, Regime]:
        """The regime that holds each obligation."""
        return {obligation: regime for regime in self.regimes.values() for obligation in regime.obligations}

    @cached_property
    def obligations(self) -> Mapping[str, Obligation]:
        """Obligations by id."""
        return self.ledger.of(Obligation)

    @cached_property
    def raci(self) -> Mapping[str, RaciRow]:
        """The playbook's responsibility matrix by activity."""
        return {
            id: row
            for raci in self.ledger.every(Raci)
            if raci.study is None
            for id, row in raci.activities.items()
        }

    def generic_place(self, kind: str, record: Record) -> str | None:
        """The section of a record of a kind that has no page made for it; None if its file is of another kind."""
        page = generic_page(record.where.file)
        return f"{page}#{kind}-{getattr(record, 'id', '')}" if page else None

    # ---- places ----------------------------------------------------------------------------------------------------

    def place(self, where: Where) -> str:
        """``data/roles.yaml, line 12``."""
        found = self.locate(where)
        return f"{found.file}, line {found.line}" if found.line else found.file

    def source_address(self, where: Where) -> str | None:
        """The address of a record's line in the repository; None if no repository is configured."""
        repository = (self.playbook.repository if self.playbook else None) or ""
        try:
            parts = urlsplit(repository)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return None
        found = self.locate(where)
        tree = "/-/blob/HEAD/" if "gitlab" in parts.netloc else "/blob/HEAD/"
        line = f"#L{found.line}" if found.line else ""
        return f"{repository.rstrip('/').removesuffix('.git')}{tree}{quote(found.file)}{line}"

    # ---- findings --------------------------------------------------------------------------------------------------

    def findings_in(self, prefix: str) -> tuple[Finding, ...]:
        """The findings in the files whose path begins like this."""
        return tuple(finding for finding in self.findings if finding.where.file.startswith(prefix))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a contract from being printed."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def generic_page(file: str) -> str | None:
    """The page of a data file whose kind has no page made for it: its fields are shown as their definitions order them."""
    found = file_kind(file.removeprefix("data/"))
    if found is None or found[0].name in TAILORED:
        return None
    kind, told = found
    if "study" not in told:
        return f"policy/{kind.name}"
    return "/".join(
        ["studies", told["study"], "-".join([kind.name, *([told["id"]] if "id" in told else [])])]
    )


TAILORED = frozenset(
    {
        "playbook", "party", "roles", "topics", "services", "regime", "raci", "governance", "escalation", "communication",
        "metrics", "quality", "risk_sharing", "systems", "master", "quality_agreement", "study", "study_raci", "transfer",
        "team", "work_order",
    }
)  # fmt: skip
"""Kinds of files for which there is a page of their own making."""

PARTY_KINDS: Mapping[str, str] = {
    "sponsor": "Sponsor",
    "cro": "CRO",
    "vendor": "Vendor",
    "independent": "Independent",
}
"""What each kind of party is called on pages."""


def roles_by_kind(roles: Iterable[Role]) -> Iterator[tuple[str, Sequence[Role]]]:
    """(kind of party, its roles), sponsor first; kinds without roles are left out."""
    every = tuple(roles)
    for kind in PARTY_KINDS:
        found = [role for role in every if role.party == kind]
        if found:
            yield kind, found


def country(code: str, language: str = "en") -> str:
    """The name of a country by its ISO code; the code itself if it is none."""
    return str(Locale.parse(language).territories.get(code.upper(), code))

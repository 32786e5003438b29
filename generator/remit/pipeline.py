"""The page to read first: how a playbook becomes findings, documents and pages.

    files -> tree of bytes        load.tree        only regular files below data/
    bytes -> text documents       load.yaml        every scalar stays text; positions only on demand
    documents -> records          load.build       by the one definition of each record (model/)
    records -> ledger             model.ledger     immutable index; every output is a function of it
    ledger -> findings            rules            everything that does not fit, with its place

Word documents (documents), pages (pages) and reviews start from the ledger and never read data/ themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from remit.findings import Finding, Severity
from remit.load.locate import locate
from remit.load.records import DATA, read_records
from remit.load.tree import Tree, read_folder
from remit.model.ledger import Ledger
from remit.rules import check as check_rules
from remit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Loaded:
    """A playbook as it was read: its files, its records and everything found wrong with them, sorted and located."""

    workspace: Workspace
    tree: Tree
    ledger: Ledger
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a contract from being printed."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def load(workspace: Workspace) -> Loaded:
    """Read a playbook and judge it. Never raises for what the files hold; everything wrong is a finding."""
    tree, file_findings = read_folder(workspace.root, DATA, (".yaml", ".yml"))
    ledger, record_findings = read_records(tree)
    findings = (*file_findings, *record_findings, *check_rules(ledger))
    return Loaded(workspace, tree, ledger, locate(findings, tree))

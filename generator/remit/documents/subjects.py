"""Which documents a playbook calls for, and which files each of them rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from remit.documents.internal import INTERNAL, internal_documents
from remit.findings import Finding, Severity
from remit.frozen import dataclass
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.studies import Study, Transfer

KINDS: Mapping[str, type[Document]] = {
    "work_order": WorkOrder,
    "quality_agreement": QualityAgreement,
    "transfer": Transfer,
    "change_order": ChangeOrder,
    **INTERNAL,
}
"""What a template can be rendered for: its front matter's ``for`` to the kind of record."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that becomes a document. ``study`` is its study's id, or "" for agreements of a whole CRO."""

    kind: str
    record: Document
    study: str

    @property
    def id(self) -> str:
        """Name by which a person selects the document, for example wo-301 or transfer-nvt-218-301."""
        return f"transfer-{self.record.id}" if self.kind == "transfer" else self.record.id

    @property
    def folder(self) -> str:
        """Folder of the file below build/documents."""
        return self.study or ("systems" if self.kind == "acquisition_memo" else "agreements")


def subjects(ledger: Ledger) -> tuple[Subject, ...]:
    """Every document that the records call for, by kind and id; those for internal governance after the contracts."""
    contracts = (
        (kind, record)
        for kind, cls in KINDS.items()
        if kind not in INTERNAL
        for record in ledger.of(cls).values()
    )
    return tuple(
        Subject(kind, record, getattr(record, "study", ""))
        for kind, record in (*contracts, *internal_documents(ledger))
    )


def concerning(subject: Subject, ledger: Ledger, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors that keep this document from being printed: those in a file it rests on.

    It rests on its own record, its study, its parties and agreements, and on everything that belongs to no single study or
    agreement (roles, services, duties, governance ...). Errors in other studies and other contracts do not stop it.
    """
    own = _own_files(subject, ledger)
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and any(
            _rests_on(subject, own, where)
            for where in (finding.where.file, *(r.where.file for r in finding.related))
        )
    )


def _rests_on(subject: Subject, own: frozenset[str], file: str) -> bool:
    if file in own or not file.startswith("data/"):
        return True
    if subject.kind == "performance_report" and file.startswith(f"data/studies/{subject.study}/performance/"):
        return True
    if file.startswith("data/studies/"):
        return False
    return not file.startswith(("data/agreements/", "data/parties/"))


def _own_files(subject: Subject, ledger: Ledger) -> frozenset[str]:
    record: Document = subject.record
    files = {record.where.file}
    if subject.study:
        base = f"data/studies/{subject.study}"
        files.update(f"{base}/{name}.yaml" for name in ("study", "transfer", "team", "raci"))
        if subject.kind in INTERNAL:
            files.add(f"{base}/decision.yaml")
        study = ledger.of(Study).get(subject.study)
        parties = (
            {service.provider for service in study.services.values()} | {study.sponsor or ""}
            if study
            else set()
        )
    else:
        parties = {getattr(record, "sponsor", ""), getattr(record, "cro", "")}
    files.update(f"data/parties/{id}.yaml" for id in parties)
    order = ledger.of(WorkOrder).get(record.work_order) if isinstance(record, ChangeOrder) else None
    if order is not None:
        files.add(order.where.file)
        record = order
    named = (getattr(record, "master", ""), getattr(record, "quality_agreement", ""))
    for cls in (MasterAgreement, QualityAgreement):
        files.update(one.where.file for one in ledger.of(cls).values() if one.id in named)
    return frozenset(files)


def select(
    everything: Iterable[Subject], ids: tuple[str, ...], study: str | None, kind: str | None
) -> tuple[Subject, ...]:
    """The subjects with one of these ids (all for no ids), of this study and kind where they are given.

    To a study belong also the quality agreements that its work orders name.
    """
    subjects = tuple(everything)
    named = {
        one.record.quality_agreement
        for one in subjects
        if one.study == study and isinstance(one.record, WorkOrder)
    }
    return tuple(
        subject
        for subject in subjects
        if (not ids or subject.id in ids)
        and (
            study is None
            or subject.study == study
            or (subject.kind == "quality_agreement" and subject.id in named)
        )
        and (kind is None or subject.kind == kind)
    )

"""Documents of the smallest playbook, printed with templates that a test gives."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

from lxml import etree

from remit.documents.origin import Stamp
from remit.documents.render import Rendered, render
from remit.documents.subjects import Subject, subjects
from remit.documents.templates import FOLDER, HOUSE, Templates, read_templates
from remit.findings import Finding
from remit.load.records import read_records
from remit.model.ledger import Ledger
from remit.word.house import house_bytes
from tests.rules.workspace import minimal

HEAD = '---\ntitle: "{{ document.title }}"\nfor: work_order\nfile_name: "{{ work_order.id }}"\n---\n'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def ledger() -> Ledger:
    records, findings = read_records(minimal())
    assert not findings
    return records


def templates(body: str, **more: str) -> Templates:
    """Templates with a work order of this wording; ``more`` are further files by name (dots as double underscores)."""
    files = {"work_order": HEAD + body, **more}
    tree = {f"{FOLDER}/{name.replace('__', '.')}.md": text.encode() for name, text in files.items()}
    found, findings = read_templates({**tree, HOUSE: house_bytes()})
    assert not findings, findings
    return found


def work_order(records: Ledger, **changes: Any) -> Subject:
    """The work order of the smallest playbook, with some of its fields changed."""
    subject = next(one for one in subjects(records) if one.kind == "work_order")
    return dataclasses.replace(subject, record=dataclasses.replace(subject.record, **changes))


def words(rendered: Rendered) -> str:
    """The text of the main part, a line for each paragraph."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(rendered.data)).read("word/document.xml"))
    return "\n".join("".join(p.itertext(f"{W}t")) for p in root.iter(f"{W}p"))


def refusals(found: tuple[Rendered | None, tuple[Finding, ...]]) -> list[str]:
    """Rule and message of what kept a document from being printed."""
    rendered, findings = found
    assert rendered is None
    return [f"{finding.rule} {finding.message}" for finding in findings]


def printed(subject: Subject, records: Ledger, with_templates: Templates, *, draft: bool = False) -> str:
    """The words of a document that must be printed."""
    rendered, findings = render(subject, records, with_templates, Stamp("0"), draft=draft)
    assert rendered is not None, findings
    return words(rendered)

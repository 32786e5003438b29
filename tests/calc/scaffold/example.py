"""The invented playbook of tests/workspaces/minimal, with a second study and whatever else a test adds."""

from pathlib import Path

from remit.exchange.yaml_text import to_yaml
from remit.findings import Finding
from remit.load.locate import locate
from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.model.draft import Draft
from remit.model.ledger import Ledger
from remit.rules import check

MINIMAL = Path(__file__).parents[2] / "workspaces" / "minimal"
SECOND = "data/studies/al-202/study.yaml"
STUDY = """
protocol_id: AL-202
title: A second study of AL-1
sponsor: aldena
phase: Phase 3
indication: [Asthma]
product: {name: AL-1, kind: drug}
design: {study_type: interventional}
participants: {enrolled: 125}
sites: 25
countries: [US, PL]
dates: {start: 2027-03, completion: 2029-09}
regimes: [us-21cfr312, ich-e6r3]
services:
  site-monitoring: {provider: brightwell}
  sponsor-oversight: {provider: aldena}
  quality-assurance: {provider: aldena}
"""


def tree(**more: str) -> dict[str, bytes]:
    """The files of the playbook with the second study; keyword arguments replace words in it."""
    files, _ = read_folder(MINIMAL, "data", (".yaml",))
    text = STUDY
    for old, new in more.items():
        assert f"{old}:" in text
        text = "\n".join(
            f"{old}: {new}" if line.startswith(f"{old}:") else line for line in text.splitlines()
        )
    return {**files, SECOND: text.encode()}


def ledger(files: dict[str, bytes] | None = None) -> Ledger:
    """The records of the playbook."""
    return read_records(files or tree())[0]


def judged(files: dict[str, bytes], **drafts: Draft) -> tuple[Finding, ...]:
    """What a check says of the playbook with drafts added, by path below data/ with __ for / and _ for -."""
    added = {
        f"data/{name.replace('__', '/').replace('_', '-').replace('work-orders', 'work_orders')}.yaml": to_yaml(
            draft
        ).encode()
        for name, draft in drafts.items()
    }
    records, findings = read_records({**files, **added})
    return locate((*findings, *check(records)), {**files, **added})


def _path(name: str) -> str:
    return name.replace("__", "/").replace("_", "-").replace("work-orders", "work_orders")

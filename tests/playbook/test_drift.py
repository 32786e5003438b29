"""Signed contracts of the example against its records: agreement, drift, and the change order that is computed from it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from remit.calc.current_order import current_order
from remit.exchange.yaml_text import to_yaml
from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.load.yaml import parse
from remit.model.changes import ChangeOrder
from remit.model.draft import Draft, values_of
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.studies import Study
from remit.schema.document_schemas import DRIFT, document_schemas
from tests.cli.workspaces import change, remit

ROOT = Path(__file__).parents[2]
ORDER = "data/studies/nvt-218-301/work_orders/wo-301.yaml"
FIRST = "data/studies/nvt-218-301/change_orders/co-01.yaml"
STUDY = "data/studies/nvt-218-301/study.yaml"
MASTER = "data/agreements/master/msa-cal.yaml"
COMPUTED = (
    "work_order", "sequence", "services_in", "services_out", "countries_in", "end", "assumptions", "direct",
    "pass_through", "delta", "totals", "cost_history", "base_amount", "units_amount", "milestones", "transfer_version",
)  # fmt: skip


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def records(root: Path) -> Ledger:
    tree, _ = read_folder(root, "data", (".yaml",))
    return read_records(tree)[0]


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A repository in which WO-301 and the quality agreement were signed before there was any change order."""
    root = tmp_path / "book"
    for folder in ("data", "contract_templates"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / FIRST).unlink()
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "signed")
    for document in ("wo-301", "qa-cal"):
        done = remit(root, "issue", document, "--status", "executed", "--date", "2026-06-01")
        assert done.returncode == 0, done.stderr
    return root


def drifted(root: Path, *documents: str) -> tuple[int, dict[str, dict[str, object]]]:
    done = remit(root, "drift", *documents, "--format", "json")
    jsonschema.Draft7Validator(json.loads(document_schemas()[DRIFT])).validate(json.loads(done.stdout))
    return done.returncode, {one["document"]: one for one in json.loads(done.stdout)["documents"]}


def test_signed_documents_match_until_a_record_says_something_else(signed: Path) -> None:
    code, found = drifted(signed)
    assert (code, [one["state"] for one in found.values()]) == (0, ["matches", "matches"])
    change(signed, MASTER, "payment_terms: 45 calendar days", "payment_terms: 60 calendar days")
    code, found = drifted(signed)
    assert (code, found["wo-301"]["state"], found["qa-cal"]["state"]) == (1, "drifted", "matches")
    assert found["wo-301"]["needs"] == "change order"
    causes = {(one["field"], one["old"], one["new"]) for one in found["wo-301"]["changes"]}  # type: ignore[attr-defined]
    assert causes == {("MasterAgreement.payment_terms", "45 calendar days", "60 calendar days")}
    told = remit(signed, "drift", "wo-301").stdout.decode()
    assert "within 45 calendar days after receiving it. -> " in told
    assert f"{MASTER}:" in told


def test_what_is_only_written_down_of_the_signing_is_no_drift(signed: Path) -> None:
    change(signed, ORDER, "    date: 2025-05-28\n", "    date: 2025-05-29\n")
    change(signed, ORDER, 'version: "1.0"', 'version: "1.1"')
    assert drifted(signed, "wo-301")[1]["wo-301"]["state"] == "matches"
    change(signed, ORDER, "end: 2029-01-31", "end: 2029-02-28")
    assert drifted(signed, "wo-301")[0] == 1


def test_a_document_whose_records_git_does_not_hold_is_not_called_in_agreement(signed: Path) -> None:
    register = (signed / "data/register.yaml").read_text()
    revision = register.partition("data_revision: ")[2][:12].strip('"')
    (signed / "data/register.yaml").write_text(register.replace(revision, "0" * 12))
    code, found = drifted(signed)
    assert code == 1
    assert {one["state"] for one in found.values()} == {"not compared"}
    assert "does not hold the records" in str(found["wo-301"]["reason"])


def test_an_entry_without_a_commit_is_found_in_the_history(signed: Path) -> None:
    path = signed / "data/register.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.strip().startswith("commit:")]
    path.write_text("\n".join(lines) + "\n")
    git(signed, "add", "-A")
    git(signed, "commit", "-qm", "register")
    change(signed, MASTER, "breach_cure: 30 calendar days", "breach_cure: 60 calendar days")
    git(signed, "commit", "-qam", "later")
    assert drifted(signed, "wo-301")[1]["wo-301"]["state"] == "drifted"


def test_a_change_order_computed_from_drift_equals_the_one_written_by_hand(signed: Path) -> None:
    shipped = records(ROOT)
    by_hand = shipped.of(ChangeOrder)["co-01"]
    order = shipped.of(WorkOrder)["wo-301"]
    wanted = current_order(order, (by_hand,))
    (signed / ORDER).write_text(to_yaml(Draft(WorkOrder, "As amendment 2 wants it.", values_of(wanted))))
    change(signed, STUDY, "HU, BG, RO]", "HU, BG, RO, BE]")
    done = remit(
        signed, "new", "change-order", "co-01", "--work-order", "wo-301", "--from-drift", "--restore"
    )
    assert done.returncode == 1, done.stderr  # reason, trigger and requester are people's
    path = signed / FIRST
    assert {line for line in done.stdout.decode().splitlines() if "is missing" in line} != set()
    more = "trigger: protocol amendment\nrequested_by: sponsor-project-manager\nreason: Amendment 2.\n"
    path.write_text(path.read_text() + more)
    after = records(signed)
    computed = after.of(ChangeOrder)["co-01"]
    for field in COMPUTED:
        assert getattr(computed, field) == getattr(by_hand, field), field
    assert computed.advances["fees"].amount == by_hand.advances["fees"].amount
    assert after.of(WorkOrder)["wo-301"] == order
    assert (signed / ORDER).read_bytes() == (ROOT / ORDER).read_bytes()
    assert "BE" in after.of(Study)["nvt-218-301"].countries


def test_a_second_change_adds_to_what_the_first_one_left(signed: Path) -> None:
    shutil.copyfile(ROOT / FIRST, signed / FIRST)
    change(signed, ORDER, "unit_price: 41500 USD", "unit_price: 42000 USD")
    before = (signed / ORDER).read_bytes()
    done = remit(
        signed, "new", "change-order", "co-02", "--work-order", "wo-301", "--from-drift", "--restore"
    )
    assert done.returncode == 1, done.stderr
    found, _ = parse("", (signed / FIRST.replace("co-01", "co-02")).read_bytes())
    assert isinstance(found, dict)
    assert found["sequence"] == "2"
    line = {"original": "44", "previous": "46", "new": "46", "unit_price": "41500 USD"}
    assert found["direct"] == {
        "project-management": {**line, "new_unit_price": "42000 USD", "delta": "23000 USD"}
    }
    assert (signed / ORDER).read_bytes() == before.replace(b"42000 USD", b"41500 USD", 1)


def test_nothing_is_written_where_nothing_differs_or_nothing_was_signed(signed: Path) -> None:
    before = (signed / ORDER).read_bytes()
    for order, rule in (("wo-301", b"NEW-007"), ("wo-fsp-01", b"CLI-003")):
        done = remit(
            signed, "new", "change-order", "co-09", "--work-order", order, "--from-drift", "--restore"
        )
        assert done.returncode == 2
        assert rule in done.stderr
    assert (signed / ORDER).read_bytes() == before
    assert not list((signed / "data/studies").rglob("co-09.yaml"))


def test_a_record_is_put_back_with_its_own_status_and_the_lines_that_were_taken_out(signed: Path) -> None:
    text = (signed / ORDER).read_text()
    (removed,) = re.findall(r"^  clinical-study-report:\n    service:(?:.*\n    )+.*\n", text, re.M)
    assert "amount: 168000 USD" in removed
    approved = text.replace("status: executed", "status: approved")
    (signed / ORDER).write_text(approved.replace(removed, ""))
    done = remit(
        signed, "new", "change-order", "co-02", "--work-order", "wo-301", "--from-drift", "--restore"
    )
    assert done.returncode == 1, done.stderr
    assert (signed / ORDER).read_text() == approved
    assert "clinical-study-report:" in (signed / FIRST.replace("co-01", "co-02")).read_text()

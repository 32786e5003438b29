"""`remit verify` on the command line: what it says of a file after each thing that can happen to it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from remit.word.house import house_bytes
from tests.cli.printing import TEMPLATE, built, committed, playbook, run
from tests.oracles.saving import saved_again
from tests.word.edited import MAIN, PROVENANCE, edited, replaced

ORDER = Path("data/studies/al-101/work_orders/wo-101.yaml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return playbook(tmp_path)


@pytest.fixture
def document(root: Path) -> Path:
    return built(root)


def verdict(root: Path | None, path: Path, code: int) -> dict[str, Any]:
    at = ("--root", root) if root else ()
    result = run("verify", path, *at, "--format", "json")
    assert result.exit_code == code, result.output
    (found,) = json.loads(result.stdout)["files"]
    return dict(found)


def rewritten(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_as_it_was_printed_is_untouched(root: Path, document: Path) -> None:
    found = verdict(root, document, 0)
    assert (found["state"], found["changes"], found["proven"]) == ("untouched", [], True)
    assert found["document"]["id"] == "wo-101"


def test_a_draft_as_it_was_printed_is_untouched(root: Path) -> None:
    assert verdict(root, built(root, "--draft"), 0)["state"] == "untouched"


def test_saved_again_by_libreoffice_the_text_is_unchanged(root: Path, document: Path) -> None:
    rewritten(document, saved_again(document.read_bytes()))
    found = verdict(root, document, 0)
    assert (found["state"], found["changes"]) == ("resaved", [])


def test_one_digit_changed_is_led_back_to_its_record(root: Path, document: Path) -> None:
    rewritten(document, edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000")))
    (change,) = verdict(root, document, 1)["changes"]
    assert (change["kind"], change["place"]) == ("changed", "2.1 (Price)")
    (value,) = change["values"]
    assert (value["old"], value["new"]) == ("USD 400,000", "USD 490,000")
    line = (root / ORDER).read_text().splitlines()[value["line"] - 1]
    assert (value["path"], line.strip()) == (ORDER.as_posix(), "amount: 400000 USD")
    text = run("verify", document, "--root", root).stdout
    assert "2.1 (Price): USD 400,000 -> USD 490,000" in text
    assert f"from {ORDER.as_posix()}:{value['line']}:" in text


def test_one_digit_changed_is_found_after_saving_again(root: Path, document: Path) -> None:
    changed = edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000"))
    rewritten(document, saved_again(changed))
    (change,) = verdict(root, document, 1)["changes"]
    assert [(one["old"], one["new"]) for one in change["values"]] == [("USD 400,000", "USD 490,000")]


def test_words_of_the_template_that_were_changed_are_shown(root: Path, document: Path) -> None:
    rewritten(document, edited(document.read_bytes(), replaced("for ten years", "for two years")))
    (change,) = verdict(root, document, 1)["changes"]
    assert change["place"] == "3.1 (Confidentiality)"
    assert change["values"] == []
    assert "for two years" in change["new"]


def test_a_deleted_clause_is_named_with_its_number(root: Path, document: Path) -> None:
    def without_clause(text: str) -> str:
        start = text.index('<w:sdt><w:sdtPr><w:alias w:val="Audit"/>')
        begin = text.index("<w:sdtContent>", start) + len("<w:sdtContent>")
        end = text.index("</w:sdtContent></w:sdt><w:p>", begin)
        return text[:start] + text[end + len("</w:sdtContent></w:sdt>") :]

    rewritten(document, edited(document.read_bytes(), without_clause))
    (change,) = verdict(root, document, 1)["changes"]
    assert (change["kind"], change["place"]) == ("deleted", "4.1 (Audit)")
    assert "once a year" in change["old"]


def test_a_status_changed_in_the_header_is_found(root: Path, document: Path) -> None:
    with zipfile.ZipFile(document) as file:
        part = next(name for name in file.namelist() if "header" in name and b"Executed" in file.read(name))
    rewritten(document, edited(document.read_bytes(), replaced("Executed", "Approved"), part))
    changes = verdict(root, document, 1)["changes"]
    assert {change["place"] for change in changes} == {"header or footer"}


def test_a_watermark_taken_out_is_found(root: Path) -> None:
    draft = built(root, "--draft")
    with zipfile.ZipFile(draft) as file:
        headers = [name for name in file.namelist() if b"DRAFT" in file.read(name) and "header" in name]
    data = draft.read_bytes()
    for name in headers:
        data = edited(data, lambda text: text.replace('string="DRAFT"', 'string=" "'), name)
    changes = verdict(root, rewritten(draft, data), 1)["changes"]
    assert any("DRAFT" in change["old"] for change in changes)


def test_a_draft_saved_by_a_program_that_leaves_out_the_pattern_of_the_watermark_is_not_edited(
    root: Path,
) -> None:
    draft = built(root, "--draft")
    with zipfile.ZipFile(draft) as file:
        headers = [name for name in file.namelist() if b"DRAFT" in file.read(name) and "header" in name]
    data = draft.read_bytes()
    for name in headers:
        data = edited(data, lambda text: text.replace('<v:textpath on="t" fitshape="t"/>', ""), name)
    assert verdict(root, rewritten(draft, data), 0)["changes"] == []


def test_provenance_forged_to_fit_a_changed_text_does_not_pass(root: Path, document: Path) -> None:
    data = edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000"))
    rewritten(document, edited(data, replaced("USD 400,000", "USD 490,000"), PROVENANCE))
    found = verdict(root, document, 1)
    assert found["state"] == "edited"
    assert found["proven"]
    assert {change["place"] for change in found["changes"]} == {"2.1 (Price)", "provenance"}


def test_a_forged_revision_does_not_make_a_changed_file_pass(root: Path, document: Path) -> None:
    revision = verdict(root, document, 0)["document"]["data_revision"]
    data = edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000"))
    data = edited(data, replaced("USD 400,000", "USD 490,000"), PROVENANCE)
    rewritten(document, edited(data, replaced(revision, "f" * 12), PROVENANCE))
    found = verdict(root, document, 1)
    assert (found["state"], found["proven"]) == ("foreign", False)
    assert "as the file itself claims" in found["message"]


def test_a_file_of_another_playbook_says_which_state_it_is_from(root: Path, document: Path) -> None:
    title = root / ORDER
    title.write_text(title.read_text().replace("400000 USD", "400001 USD"))
    found = verdict(root, document, 1)
    assert found["state"] == "foreign"
    assert found["document"]["data_revision"] in found["message"]
    assert "playbook edition" in found["message"]


def test_changes_of_a_file_that_cannot_be_printed_again_rest_on_its_own_claims(
    tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rewritten(document, edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000")))
    found = verdict(None, document, 1)
    assert "no playbook" in found["message"]
    (change,) = found["changes"]
    assert change["values"][0] | {"formatter": ""} == {
        "old": "USD 400,000",
        "new": "USD 490,000",
        "path": ORDER.as_posix(),
        "line": None,
        "column": None,
        "field": "direct.visits.amount",
        "formatter": "",
    }


def test_records_that_moved_on_are_looked_up_in_their_commit(root: Path) -> None:
    committed(root)
    document = built(root)
    order = root / ORDER
    order.write_text(order.read_text().replace("400000 USD", "400001 USD"))
    assert verdict(root, document, 0)["state"] == "untouched"
    committed(root)
    rewritten(document, edited(document.read_bytes(), replaced("USD 400,000", "USD 490,000")))
    (change,) = verdict(root, document, 1)["changes"]
    assert change["values"][0]["line"] is not None


def test_a_template_that_moved_on_is_not_taken_for_an_edit(root: Path, document: Path) -> None:
    template = root / "contract_templates" / "work_order.md"
    template.write_text(TEMPLATE.replace("see [@price]", "compare [@price]"))
    found = verdict(root, document, 1)
    assert found["state"] == "foreign"
    assert "its template" in found["message"]


def test_a_file_of_somebody_else_is_not_ours(root: Path, tmp_path: Path) -> None:
    assert verdict(root, rewritten(tmp_path / "other.docx", house_bytes()), 1)["state"] == "not ours"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_damaged_file_is_said_to_be_damaged(root: Path, tmp_path: Path, data: bytes) -> None:
    found = verdict(root, rewritten(tmp_path / "bad.docx", data), 2)
    assert found["state"] == "damaged"
    assert found["message"].startswith("not a readable Word file: ")


def test_a_missing_file_and_a_folder_are_said_to_be_so(root: Path, tmp_path: Path) -> None:
    assert "No such file" in verdict(root, tmp_path / "none.docx", 2)["message"]
    assert "not a regular file" in verdict(root, tmp_path, 2)["message"]


def test_several_files_end_with_the_worst_exit_code(root: Path, document: Path, tmp_path: Path) -> None:
    bad = rewritten(tmp_path / "bad.docx", b"x")
    result = run("verify", document, bad, "--root", root)
    assert result.exit_code == 2
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == [
        "untouched",
        "not a readable Word file",
    ]


def test_control_characters_of_a_file_never_reach_the_terminal(root: Path, document: Path) -> None:
    data = edited(document.read_bytes(), replaced("for ten years", "for \u202eten\u0085 years"))
    output = run("verify", rewritten(document, data), "--root", root).stdout
    assert "\u202e" not in output
    assert "\u0085" not in output


def test_a_comment_is_found(root: Path, document: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relation = f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/></Relationships>'
    data = edited(
        document.read_bytes(), replaced("</Relationships>", relation), "word/_rels/document.xml.rels"
    )
    document.write_bytes(data)
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(document, "a") as file:
        text = f'<w:comments xmlns:w="{words}"><w:comment><w:p><w:r><w:t>Agreed?</w:t></w:r></w:p></w:comment></w:comments>'
        file.writestr("word/comments.xml", text)
    (change,) = verdict(root, document, 1)["changes"]
    assert (change["place"], change["new"]) == ("notes and comments", "Agreed?")


def test_a_tracked_deletion_is_found(root: Path, document: Path) -> None:
    run_ = '<w:r><w:t xml:space="preserve">The duty ends where the law asks for disclosure.</w:t></w:r>'
    deleted = f'<w:del w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z">{run_}</w:del>'.replace(
        "w:t", "w:delText"
    )
    rewritten(document, edited(document.read_bytes(), replaced(run_, deleted), MAIN))
    change, tracked = verdict(root, document, 1)["changes"]
    assert (change["kind"], change["place"]) == ("deleted", "3.2 (Confidentiality)")
    assert (tracked["place"], tracked["new"]) == (
        "tracked changes",
        "changes that nobody has accepted or rejected yet",
    )

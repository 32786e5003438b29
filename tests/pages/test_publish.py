"""Publishing replaces a site as a whole or leaves it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.findings import CannotGoOn
from remit.pages.publish import publish
from remit.pages.written import read_written
from tests.pages.books import WRITTEN, make_book, minimal
from tests.site.sites import write_workspace


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        workspace = write_workspace(tmp_path / name, minimal())
        publish(make_book(), workspace, workspace.build / "site")
        made.append(_files(workspace.build / "site"))
    assert made[0] == made[1]


def test_a_site_that_cannot_be_built_leaves_the_old_one(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, minimal())
    site = workspace.build / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("old")
    (workspace.site / "mkdocs.yml").write_text("theme: {name: no-such-theme}\n")
    with pytest.raises(CannotGoOn) as stopped:
        publish(make_book(), workspace, site)
    assert stopped.value.findings[0].rule == "SITE-001"
    assert "no-such-theme" in stopped.value.findings[0].message
    assert _files(site) == {"index.html": b"old"}
    assert [path.name for path in workspace.build.iterdir() if path.name.startswith(".")] == []


def test_a_page_that_loads_from_elsewhere_is_not_published(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path, minimal())
    book = make_book()
    written, _ = read_written(
        {**WRITTEN, "playbook/x.md": '# X\n\n<img src="https://a.invalid/p.png" alt="x">\n'}, book.ledger
    )
    with pytest.raises(CannotGoOn) as stopped:
        publish(make_book(written=written), workspace, workspace.build / "site")
    assert [finding.rule for finding in stopped.value.findings] == ["SITE-002"]
    assert not (workspace.build / "site").exists()


@pytest.mark.parametrize("place", [".", "data", "site", "playbook"])
def test_folders_that_people_keep_things_in_are_never_replaced(tmp_path: Path, place: str) -> None:
    workspace = write_workspace(tmp_path, minimal())
    (tmp_path / "playbook").mkdir()
    with pytest.raises(CannotGoOn) as stopped:
        publish(make_book(), workspace, tmp_path / place)
    assert stopped.value.findings[0].rule == "SITE-005"
    assert (tmp_path / "data" / "playbook.yaml").is_file()


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    workspace = write_workspace(tmp_path / "w", minimal())
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(CannotGoOn):
        publish(make_book(), workspace, other)
    assert (other / "letter.txt").read_text() == "mine"

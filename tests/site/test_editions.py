"""Published editions: each stays as it was, readers find the one in force, and what would change the past is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cli.workspaces import change, remit, sound, tree
from tests.oracles import accessibility_violations, served, visit
from tests.pages.books import ROOT

PLAYBOOK = "data/playbook.yaml"


def playbook(folder: Path) -> Path:
    shutil.copytree(ROOT / "site", sound(folder) / "site")
    (folder / "playbook").mkdir()
    return folder


def listed(shelf: Path) -> list[tuple[str, str]]:
    return [(one["folder"], one["effective"]) for one in json.loads((shelf / "editions.json").read_text())]


def renew(root: Path, old: str, new: str, before: str, effective: str) -> None:
    change(root, PLAYBOOK, f'edition: "{old}"', f'edition: "{new}"')
    change(root, PLAYBOOK, f"effective_date: {before}", f"effective_date: {effective}")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three editions, the last of them far away, and a coming state behind them."""
    folder = tmp_path_factory.mktemp("editions")
    root, shelf = playbook(folder / "root"), folder / "shelf"
    assert remit(root, "publish", "--to", str(shelf)).returncode == 0
    renew(root, "2026.1", "2026.2", "2026-01-05", "2026-02-02")
    assert remit(root, "publish", "--to", str(shelf)).returncode == 0
    renew(root, "2026.2", "2199.1", "2026-02-02", "2199-01-01")
    assert remit(root, "publish", "--to", str(shelf)).returncode == 0
    change(root, PLAYBOOK, "title: Example playbook", "title: Example playbook, anew")
    done = remit(root, "publish", "--to", str(shelf), "--or-next")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"the coming edition published: ")
    return shelf


def test_editions_stand_side_by_side_in_the_order_in_which_they_apply(shelf: Path) -> None:
    order = [
        ("2026.1", "2026-01-05"),
        ("2026.2", "2026-02-02"),
        ("2199.1", "2199-01-01"),
        ("next", "2199-01-01"),
    ]
    assert listed(shelf) == order
    assert sorted(path.name for path in shelf.iterdir() if path.is_dir()) == [
        "2026.1",
        "2026.2",
        "2199.1",
        "next",
    ]


@pytest.mark.browser
def test_a_reader_is_led_to_the_edition_in_force_and_told_of_others(shelf: Path, browser: Browser) -> None:
    with served(shelf) as origin, visit(browser, origin) as seen:
        page = seen.page
        page.goto(f"{origin}/index.html")
        page.wait_for_url("**/2026.2/index.html")
        assert page.locator(".edition-banner").count() == 0
        page.locator(".editions summary").click()
        assert page.locator(".editions li").all_inner_texts() == [
            "Coming edition, not in force",
            "Edition 2199.1, from 1 January 2199",
            "Edition 2026.2, from 2 February 2026",
            "Edition 2026.1, from 5 January 2026",
        ]
        page.get_by_role("link", name="Edition 2026.1, from 5 January 2026").click()
        page.goto(f"{origin}/2026.1/studies/index.html")
        banner = page.locator(".edition-banner")
        assert banner.inner_text().startswith("Edition 2026.1 was superseded on 2 February 2026.")
        assert accessibility_violations(page) == []
        banner.get_by_role("link").click()
        page.wait_for_url("**/2026.2/index.html")
        page.goto(f"{origin}/2199.1/index.html")
        assert banner.inner_text().startswith(
            "Edition 2199.1 is not in force yet. It applies from 1 January 2199."
        )
        page.goto(f"{origin}/next/index.html")
        assert banner.inner_text().startswith("This is the coming edition. It is not in force.")
        assert seen.external_requests == seen.failures == seen.errors == []


@pytest.mark.browser
def test_editions_work_when_they_are_opened_as_files_and_on_a_phone(shelf: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((shelf / "2026.1" / "raci.html").as_uri())
    assert "superseded on 2 February 2026" in page.locator(".edition-banner").inner_text()
    page.locator(".editions summary").click()
    box = page.locator(".editions ul").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.close()


def test_an_edition_is_never_changed_once_it_is_published(tmp_path: Path) -> None:
    root, shelf = playbook(tmp_path / "root"), tmp_path / "shelf"
    assert remit(root, "publish", "--to", str(shelf), "--on", "2026-01-02").returncode == 0
    before = tree(shelf)
    assert remit(root, "publish", "--to", str(shelf)).returncode == 0
    change(root, PLAYBOOK, "title: Example playbook", "title: Another title")
    done = remit(root, "publish", "--to", str(shelf))
    assert done.returncode == 2
    assert b"data/playbook.yaml:" in done.stderr
    assert (
        b"error SITE-012 edition 2026.1 was published on 2 January 2026, and the playbook has changed"
        in done.stderr
    )
    assert tree(shelf) == before


def test_a_playbook_with_errors_is_not_published(tmp_path: Path) -> None:
    root, shelf = playbook(tmp_path / "root"), tmp_path / "shelf"
    change(root, PLAYBOOK, "owner: sponsor-project-manager", "owner: nobody")
    done = remit(root, "publish", "--to", str(shelf))
    assert done.returncode == 1
    assert b"error REF-001 there is no role 'nobody'" in done.stdout
    assert not shelf.exists()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "SITE-009"),
        ("{", "SITE-010"),
        ('[{"folder": "../x"}]', "SITE-010"),
        ("[1]", "SITE-010"),
        ("{}", ""),
    ],
)
def test_a_folder_that_is_no_shelf_is_left_alone(tmp_path: Path, content: str | None, rule: str) -> None:
    root, shelf = playbook(tmp_path / "root"), tmp_path / "shelf"
    shelf.mkdir()
    if content is None:
        (shelf / "letter.txt").write_text("mine")
    else:
        (shelf / "editions.json").write_text(content)
    before = tree(shelf)
    done = remit(root, "publish", "--to", str(shelf))
    if not rule:
        assert done.returncode == 0
        return
    assert done.returncode == 2
    assert rule.encode() in done.stderr
    assert tree(shelf) == before


def test_a_name_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    root = playbook(tmp_path / "root")
    for name in ("../2026", "next", "a b"):
        (root / PLAYBOOK).write_bytes((ROOT / "tests/workspaces/minimal" / PLAYBOOK).read_bytes())
        change(root, PLAYBOOK, '"2026.1"', f'"{name}"')
        done = remit(root, "publish", "--to", str(tmp_path / "shelf"))
        assert done.returncode == 2
        assert b"data/playbook.yaml:2:10: error SITE-011" in done.stderr, done.stderr


def test_the_commit_of_an_edition_is_kept_where_its_files_are_committed(tmp_path: Path) -> None:
    root, shelf = playbook(tmp_path / "root"), tmp_path / "shelf"
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=root, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    assert remit(root, "publish", "--to", str(shelf)).returncode == 0
    (edition,) = json.loads((shelf / "editions.json").read_text())
    assert edition["commit"] == head.stdout.strip()


def test_a_site_can_show_the_records_of_one_day(tmp_path: Path) -> None:
    root = playbook(tmp_path / "root")
    assert remit(root, "site", "--as-of", "2026-06-30", "--out", str(tmp_path / "june")).returncode == 0
    assert "State of the records on 30 June 2026." in (tmp_path / "june/raci.html").read_text(
        encoding="utf-8"
    )
    assert remit(root, "site", "--out", str(tmp_path / "now")).returncode == 0
    assert "State of the records" not in (tmp_path / "now/raci.html").read_text(encoding="utf-8")

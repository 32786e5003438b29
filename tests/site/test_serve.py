"""`remit serve` as its user meets it: a page that follows the records, and findings on it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.oracles import visit
from tests.pages.books import minimal
from tests.site.sites import write_workspace

pytestmark = pytest.mark.browser
REMIT = [sys.executable, "-c", "from remit.cli import main; main()"]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`remit serve` on a free port; yields its address."""
    process = subprocess.Popen(
        [*REMIT, "serve", "--root", str(folder), "--port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            found = re.search(r"http://127\.0\.0\.1:[0-9]+", line)
            if found:
                yield found[0]
                break
        else:
            raise AssertionError("remit serve stopped without an address")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def _replace(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new))


def test_pages_follow_the_records_and_survive_broken_ones(browser: Browser, tmp_path: Path) -> None:
    write_workspace(tmp_path, minimal())
    (tmp_path / "contract_templates").mkdir()
    (tmp_path / "playbook").mkdir()
    roles, raci = tmp_path / "data" / "roles.yaml", tmp_path / "data" / "raci.yaml"
    with serving(tmp_path) as origin, visit(browser, origin) as seen:
        page = seen.page
        page.goto(f"{origin}/roles/cro-cra.html")
        assert page.inner_text("article h1").startswith("Clinical research associate")

        _replace(roles, "title: Clinical research associate", "title: Travelling monitor")
        page.wait_for_selector("article h1:has-text('Travelling monitor')", timeout=60_000)

        _replace(raci, "accountable: [cro-project-manager]", "accountable: [cro-project-manager, cro-cra]")
        page.wait_for_selector("#remit-live:has-text('RACI-001')", timeout=60_000)
        assert "data/raci.yaml:4:" in page.inner_text("#remit-live")

        whole = roles.read_text()
        roles.write_text("roles: [oops\n")
        page.wait_for_selector("#remit-live:has-text('YAML-')", timeout=60_000)
        assert "The pages show the state before the last change." in page.inner_text("#remit-live")
        assert page.inner_text("article h1").startswith("Travelling monitor")

        roles.write_text(whole.replace("title: Travelling monitor", "title: Monitor again"))
        page.wait_for_selector("article h1:has-text('Monitor again')", timeout=60_000)
        assert seen.external_requests == []


def test_a_port_that_is_taken_is_said_in_a_line(tmp_path: Path) -> None:
    write_workspace(tmp_path, minimal())
    with serving(tmp_path) as origin:
        port = origin.rpartition(":")[2]
        done = subprocess.run(
            [*REMIT, "serve", "--root", str(tmp_path), "--port", port],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert "SITE-008" in done.stderr
    assert "Traceback" not in done.stderr

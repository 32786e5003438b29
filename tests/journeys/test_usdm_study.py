"""A study described in CDISC USDM becomes contracts and pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.terminal import run, succeed
from tests.oracles import assert_valid_docx, pdf_text, visit

ROOT = Path(__file__).parents[2]
STUDY = "h2q-mc-lzzt"
IMPORT = "remit import usdm ../CDISC_Pilot_Study.json --sponsor norvane --like nvt-218-301"
COMMANDS = (
    "remit init playbook",
    "cd playbook",
    IMPORT,
    f"remit new transfer --study {STUDY} --like nvt-218-301",
    f"remit new work-order wo-lzzt --study {STUDY} --cro calloway --like wo-301 --start 2027-01-04",
    f"remit new work-order wo-lzzt-data --study {STUDY} --cro datamere --like wo-fsp-01 --start 2027-01-04",
    f"remit build --study {STUDY}",
    "remit site",
)
pytestmark = pytest.mark.xdist_group("journey from USDM")


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usdm")
    shutil.copy(ROOT / "tests/inputs/usdm/CDISC_Pilot_Study.json", folder)
    for command in COMMANDS:
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
        else:
            succeed(command, folder, *((0, 1) if command == IMPORT else (0,)))  # 1: it warns
    return folder


def test_the_contracts_are_valid_word_files(playbook: Path) -> None:
    files = sorted((playbook / "build/documents").rglob("*.docx"))
    assert {"wo-lzzt", "TOO-H2Q-MC-LZZT", "qa-cal"} <= {file.stem for file in files}
    assert_valid_docx(files)


@pytest.mark.libreoffice
def test_the_work_order_states_the_study(playbook: Path) -> None:
    text = pdf_text(playbook / f"build/documents/{STUDY}/wo-lzzt.docx")
    for fact in ("H2Q-MC-LZZT", "NCT12345678", "Phase 2", "300"):
        assert fact in text, fact


@pytest.mark.browser
def test_the_website_shows_the_study(playbook: Path, browser: Browser) -> None:
    with visit(browser, "file://") as seen:
        seen.page.goto((playbook / f"build/site/studies/{STUDY}.html").as_uri())
        text = seen.page.inner_text("main")
    for fact in ("H2Q-MC-LZZT", "300", "Xanomeline Low Dose", "Xanomeline High Dose", "Placebo"):
        assert fact in text, fact


def test_a_second_import_does_not_write_over_the_study(playbook: Path) -> None:
    record = playbook / f"data/studies/{STUDY}/study.yaml"
    before = record.read_bytes()
    again = run(IMPORT, playbook)
    assert again.returncode == 2
    assert record.name in again.stderr
    assert record.read_bytes() == before

"""The journey that the README shows, executed line by line, and what comes of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from remit.exchange.countries import country_code
from tests.journeys.terminal import succeed
from tests.oracles import assert_valid_docx, pdf_text, visit

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COUNTRIES = (
    "Australia", "Bulgaria", "Canada", "Czechia", "Hungary", "Poland", "Russia", "Taiwan", "United States",
)  # fmt: skip
pytestmark = pytest.mark.xdist_group("journey of the README")  # walked once, not once in each worker


def commands() -> list[str]:
    """The commands of the README's section on the journey."""
    section = README.partition("## The journey")[2]
    block = re.search(r"```sh\n(.*?)```", section, re.S)
    assert block
    return block[1].strip().splitlines()


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The playbook at the end of the journey."""
    start = tmp_path_factory.mktemp("journey")
    shutil.copy(ROOT / "tests/inputs/ctgov/NCT02552212.json", start)
    folder = start
    for command in commands():
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
        else:
            succeed(command, folder, *((0, 1) if command == "remit check" else (0,)))
    return folder


def test_the_journey_names_every_step_from_registry_to_website() -> None:
    verbs = [command.split()[1] for command in commands() if command.startswith("remit ")]
    assert verbs == ["init", "check", "import", "new", "new", "new", "check", "build", "site"]


def test_what_is_left_to_a_person_is_said_as_warnings_and_nothing_is_wrong(playbook: Path) -> None:
    report = succeed("remit check", playbook, 1)
    assert " warning " in report
    assert " error " not in report


def test_the_three_kinds_of_contract_are_valid_word_files(playbook: Path) -> None:
    files = sorted((playbook / "build/documents").rglob("*.docx"))
    names = {file.stem for file in files}
    assert {"wo-as0006", "TOO-AS0006", "qa-cal"} <= names
    assert_valid_docx(files)


@pytest.mark.libreoffice
def test_the_work_order_states_the_registered_study(playbook: Path) -> None:
    text = pdf_text(playbook / "build/documents/as0006/wo-as0006.docx")
    for fact in ("AS0006", "NCT02552212", "317", "105", *COUNTRIES):
        assert fact in text, fact


@pytest.mark.browser
def test_the_website_shows_the_registered_study(playbook: Path, browser: Browser) -> None:
    page = playbook / "build/site/studies/as0006.html"
    with visit(browser, "file://") as seen:
        seen.page.goto(page.as_uri())
        text = seen.page.inner_text("main")
        for fact in ("317", "105", *COUNTRIES):
            assert fact in text, fact
        assert [request for request in seen.external_requests if not request.startswith("file:")] == []


def test_the_nine_countries_are_those_of_the_registry() -> None:
    assert len({country_code(name) for name in COUNTRIES}) == len(COUNTRIES)

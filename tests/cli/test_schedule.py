"""`remit schedule`: what it says in words and as JSON, and what it says of schedules that are none."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.schedule_schema import schedule_schema
from tests.cli.workspaces import MINIMAL, change, remit, sound

SCHEDULE = "data/studies/al-101/schedule.yaml"
LINKED = "    actual: 2026-03-04\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    book = sound(tmp_path / "book")
    shutil.copytree(MINIMAL.with_name("outsourced"), book, dirs_exist_ok=True)
    return book


def said(root: Path, *arguments: str, code: int = 0) -> str:
    done = remit(root, "schedule", "al-101", "--as-of", "2026-06-01", *arguments)
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def told(root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(said(root, *arguments, "--format", "json", code=code))
    jsonschema.validate(
        report,
        json.loads(schedule_schema()),
        jsonschema.Draft7Validator,
        format_checker=jsonschema.FormatChecker(),
    )
    return report


def refused(root: Path, *arguments: str) -> str:
    done = remit(root, "schedule", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode()


def test_words_name_path_days_chances_costs_and_milestones(root: Path) -> None:
    text = said(root, "--shorten-to", "53")
    for line in (
        "Schedule of AL-101 (data/studies/al-101/schedule.yaml), seen on 2026-06-01",
        "Business days of US from 2025-12-01",
        "3 tasks, expected length 55 business days, to 2026-02-19; most likely 55",
        "Critical path: plans - set-up - first-site",
        "    53 days cost 2,000 USD:",
        "      plans  Write plans: 2 days shorter for 2,000 USD",
        "    No money makes it shorter than 50 days.",
    ):
        assert line in text.splitlines()
    assert "Formula and simulation agree here: one path decides." in text
    assert "First site active   " in text


def test_numbers_fit_the_published_schema(root: Path) -> None:
    report = told(root, "--shorten-to", "51")
    assert report["study"] == "al-101"
    assert report["network"]["critical_paths"] == [["plans", "set-up", "first-site"]]
    assert (report["network"]["target"], report["network"]["target_day"]) == (60, "2026-02-26")
    plans = report["tasks"][0]
    assert (plans["id"], plans["early_start_day"], plans["early_finish_day"]) == (
        "plans",
        "2025-12-01",
        "2025-12-29",
    )
    assert (plans["slack"], plans["critical"], plans["criticality"]) == (0, True, 1)
    assert report["crashing"]["asked"] == {
        "length": 51,
        "feasible": True,
        "cost": "4000",
        "saved": [{"task": "plans", "days": 4, "cost": "4000"}],
    }
    assert [one["status"] for one in report["milestones"]][:3] == [
        "in time",
        "within tolerance",
        "within tolerance",
    ]
    assert report["loads"][0]["role"] == "cro-project-manager"
    assert Decimal(report["loads"][0]["by_tasks"]) > 0


def test_the_schema_is_published(root: Path) -> None:
    assert remit(root, "export", "jsonschema").returncode == 0
    assert (root / "build/schemas/schedule-report.schema.json").read_text() == schedule_schema()


def test_the_same_seed_gives_the_same_report(root: Path) -> None:
    first, again, other = (said(root, "--format", "json", "--seed", seed) for seed in ("5", "5", "6"))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("target", "code"), [("2026-02-26", 0), ("54", 1)])
def test_another_target_can_be_judged(root: Path, target: str, code: int) -> None:
    report = told(root, "--target", target, code=code)
    assert report["network"]["target"] == (60 if code == 0 else 54)
    assert bool(report["attention"]) is bool(code)


def test_what_no_money_can_buy_is_said(root: Path) -> None:
    assert "    49 days cannot be reached: the tasks cannot be hurried that much." in said(
        root, "--shorten-to", "49", code=1
    )
    assert told(root, "--shorten-to", "49", code=1)["crashing"]["asked"]["feasible"] is False
    assert "    70 days need no haste." in said(root, "--shorten-to", "70")


def test_without_prices_nothing_is_known_of_haste(root: Path) -> None:
    change(root, SCHEDULE, "    crash_days: 15\n    crash_cost: 1000 USD\n", "")
    assert "What haste costs is not known" in said(root, "--shorten-to", "50", code=1)
    assert told(root)["crashing"] is None


def test_what_is_late_or_overdue_needs_a_decision(root: Path) -> None:
    change(root, SCHEDULE, "    forecast: 2026-12-10", "    forecast: 2026-12-21")
    assert "'Last participant enrolled' is expected 14 business days late" in said(root, code=1)
    text = remit(root, "schedule", "al-101", "--as-of", "2027-01-04")
    assert b"'Last participant enrolled' was due on 2026-12-21 and is not reported as reached." in text.stdout


def test_what_had_not_happened_yet_is_simulated(root: Path) -> None:
    change(root, SCHEDULE, LINKED, f"{LINKED}    task: first-site\n")
    done = remit(root, "schedule", "al-101", "--as-of", "2026-01-05", "--format", "json")
    first = json.loads(done.stdout)["milestones"][2]
    assert (first["actual"], first["network_day"]) == (None, "2026-02-19")
    assert first["network_chance"] > 0.8
    assert told(root)["milestones"][2]["network_chance"] is None


def test_closures_and_unknown_calendars_are_said(root: Path) -> None:
    change(
        root,
        SCHEDULE,
        "calendar: US",
        "calendar: ZZ\nclosures: [{title: Shutdown, first: 2025-12-22, last: 2026-01-02}]",
    )
    text = said(root)
    assert "Business days of ZZ from 2025-12-01, without 1 named closure" in text
    assert "No public holidays are known for 'ZZ': only weekends are left out." in text
    assert told(root)["calendar"]["holidays_known"] is False


def test_roles_with_too_much_to_do_are_told_by_month(root: Path) -> None:
    loading = (
        "loading: [{role: cro-project-manager, month: 2025-12, needed: 0.5, available: 0.6}]\ncalendar: US"
    )
    change(root, SCHEDULE, "calendar: US", loading)
    text = said(root, code=1)
    assert "cro-project-manager is needed for more than there is in 2025-12" in text
    assert "    CRO project manager" in text


def test_a_circle_is_a_finding_with_its_place(root: Path) -> None:
    change(root, SCHEDULE, "after: [plans]", "after: [first-site]")
    stopped = refused(root, "al-101")
    assert stopped.startswith(f"{SCHEDULE}:16:12: error TIME-007 these tasks wait for each other")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("after: [plans]", "after: [plan]", "there is no task 'plan'"),
        (LINKED, f"{LINKED}    task: site\n", "there is no task 'site'"),
        ("    core_set_up: yes", "    crash_days: 9\n    crash_cost: 9 EUR", "this cost is in EUR"),
        (
            "calendar: US",
            "calendar: US\nclosures: [{title: X, first: 2026-01-02, last: 2026-01-01}]",
            "'X' ends on",
        ),
    ],
)
def test_what_would_make_the_result_wrong_stops_it(root: Path, old: str, new: str, finding: str) -> None:
    change(root, SCHEDULE, old, new)
    assert finding in refused(root, "al-101")


def test_estimates_that_contradict_each_other_are_findings(root: Path) -> None:
    change(root, SCHEDULE, "optimistic: 10", "optimistic: 25")
    assert f"{SCHEDULE}:9:13: error TIME-008 'Write plans' takes 20 days likely, less than 25" in refused(
        root, "al-101"
    )


def test_a_task_that_takes_longer_than_a_career_is_a_finding(root: Path) -> None:
    change(root, SCHEDULE, "pessimistic: 30", "pessimistic: 30000")
    assert f"{SCHEDULE}:10:18: error NUM-001 'pessimistic' is 30000; it is at most 10000" in refused(
        root, "al-101"
    )


@pytest.mark.parametrize(
    "text", ["", "start: 2025-12-01\n  calendar: US", "start: soon\n", "\x00\x01", "a: &b [*b]"]
)
def test_a_file_that_cannot_be_read_is_a_finding(root: Path, text: str) -> None:
    (root / SCHEDULE).write_text(text)
    assert f"{SCHEDULE}:" in refused(root, "al-101")


def test_a_study_without_a_schedule_and_no_study_at_all(root: Path) -> None:
    (root / SCHEDULE).unlink()
    assert "error CLI-003 study 'al-101' has no schedule" in refused(root, "al-101")
    assert "error CLI-003 there is no study 'al-102'" in refused(root, "al-102")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--target", "soon"),
        ("--target", "-3"),
        ("--target", "999999"),
        ("--target", "2026-02-30"),
        ("--shorten-to", "1e3"),
        ("--runs", "0"),
        ("--seed", "-1"),
        ("--as-of", "today"),
    ],
)
def test_a_mistake_in_the_command_is_said(root: Path, arguments: tuple[str, str]) -> None:
    assert f"Invalid value for '{arguments[0]}'" in refused(root, "al-101", *arguments)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "  first-site:\n    title: Open the first site\n    after: [plans, set-up]",
            "  first-site:\n    title: Open the first site",
        ),
        (
            "    optimistic: 10\n    likely: 15\n    pessimistic: 20",
            "    optimistic: 0\n    likely: 0\n    pessimistic: 0",
        ),
        ("start: 2025-12-01", "start: 9999-12-30"),
        ("start: 2025-12-01", "start: 0001-01-01"),
        ("target: 60", "target: 999999999999999"),
        ("title: Write plans", 'title: "<b>|` &amp; {{x}}"'),
        ("crash_cost: 1000 USD", "crash_cost: 999999999999999.99 USD"),
        ("crash_cost: 1000 USD", "crash_cost: 0 JPY"),
    ],
)
def test_strange_schedules_are_worked_out_or_refused_in_words(root: Path, old: str, new: str) -> None:
    change(root, SCHEDULE, old, new)
    done = remit(root, "schedule", "al-101", "--shorten-to", "52")
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"Chance to finish" in done.stdout


def test_a_schedule_without_tasks_has_milestones(root: Path) -> None:
    text = (root / SCHEDULE).read_text()
    (root / SCHEDULE).write_text(
        f"{text.partition('tasks:')[0]}tasks: {{}}\nmilestones:{text.partition('milestones:')[2]}"
    )
    said_of_it = said(root)
    assert "The schedule has no tasks." in said_of_it
    assert "Milestones" in said_of_it
    assert told(root)["tasks"] == []


def test_help_has_an_example() -> None:
    done = remit(Path(), "schedule", "--help")
    assert b"remit schedule nvt-218-301 --target" in done.stdout

"""`remit import metrics` and `remit export metrics`: a table goes round, comments stay, and nothing is half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.workspaces import change, outsourced, remit, tree

Q2 = "data/studies/al-101/performance/2026-q2.yaml"
Q3 = "data/studies/al-101/performance/2026-q3.yaml"
TABLE = """\
metric,numerator,denominator,value,comment
enrolment-vs-plan,30,31,,
cost-variance,,,'-3,
visit-reports,,,8,Two monitors joined
ideas,,,2,
satisfaction,,,8.1,
sponsor-review-on-time,9,10,,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def given(root: Path, text: str, *arguments: str) -> tuple[int, str]:
    (root / "figures.csv").write_text(text, encoding="utf-8")
    done = remit(root, "import", "metrics", "figures.csv", "--study", "al-101", *arguments)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_a_new_period_is_begun_with_its_days_and_its_cro(root: Path) -> None:
    code, said = given(root, TABLE, "--period", "2026-q3")
    assert (code, said) == (0, f"{Q3} written: 6 new\nNext: remit scorecard al-101\n")
    text = (root / Q3).read_text("utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../../../build/schemas/performance.schema.json\n"
    )
    assert "cro: brightwell\nfirst: 2026-07-01\nlast: 2026-09-30\nvalues:\n  enrolment-vs-plan:\n" in text
    assert "    value: 8\n    comment: Two monitors joined\n" in text
    assert remit(root, "check").returncode == 0
    assert remit(root, "scorecard", "al-101", "2026-q3").returncode == 0


def test_what_stands_is_not_written_over_unless_forced(root: Path) -> None:
    before = tree(root / "data")
    code, said = given(root, "metric,value\nvisit-reports,8\nideas,1\n", "--period", "2026-q2")
    assert code == 2
    assert (
        "figures.csv:2:1: error IMP-016 'Visit reports on time' of 2026-q2 stands with 9; this row gives 8"
        in said
    )
    assert f"see {Q2}:10:3: what stands" in said
    assert tree(root / "data") == before
    code, said = given(root, "metric,value\nvisit-reports,8\nideas,1\n", "--period", "2026-q2", "--force")
    assert code == 0
    assert "1 changed, 1 as they were\n  Visit reports on time: 9 is now 8" in said
    assert tree(root / "data") == {
        **before,
        Q2.removeprefix("data/"): before[Q2.removeprefix("data/")].replace(
            b"visit-reports:\n    value: 9", b"visit-reports:\n    value: 8"
        ),
    }


def test_comments_and_all_other_words_stay(root: Path) -> None:
    before = "  # counted by hand\n  visit-reports: # late again\n    value: 9 # days\n"
    change(root, Q2, "  visit-reports:\n    value: 9\n", before)
    text = (root / Q2).read_text("utf-8")
    code, _ = given(
        root, "metric,value,comment\nvisit-reports,8,Recounted\n", "--period", "2026-q2", "--force"
    )
    assert code == 0
    expected = text.replace("    value: 9 # days\n", "    value: 8 # days\n    comment: Recounted\n")
    assert (root / Q2).read_text("utf-8") == expected


def test_a_table_goes_out_and_comes_back_unchanged(root: Path) -> None:
    done = remit(root, "export", "metrics", "--study", "al-101", "--out", "all.csv")
    assert done.returncode == 0
    assert done.stderr.decode() == "12 rows written to all.csv\n"
    text = (root / "all.csv").read_text("utf-8-sig")
    assert "al-101,2026-q2,cost-variance,Cost variance,percent of budget,,,'-2,\n" in text.replace(
        "\r\n", "\n"
    )
    before = tree(root / "data")
    code, said = given(root, text)
    assert code == 0
    assert said.count("is as it was: 6 as they were") == 2
    assert tree(root / "data") == before


def test_an_empty_table_names_what_is_asked(root: Path) -> None:
    done = remit(root, "export", "metrics", "--study", "al-101", "--period", "2026-q3")
    rows = done.stdout.decode().splitlines()
    assert len(rows) == 7
    assert rows[1] == "al-101,2026-q3,enrolment-vs-plan,Enrolment against plan,%,,,,"
    assert given(root, done.stdout.decode())[0] == 2


def test_what_is_due_and_not_given_is_told(root: Path) -> None:
    code, said = given(root, "metric,value\nvisit-reports,8\n", "--period", "2026-q3")
    assert code == 1
    assert "warning IMP-017 2026-q3: nothing is given for Enrolment against plan, Cost variance" in said
    assert (root / Q3).is_file()


def test_one_fault_in_one_of_two_periods_writes_nothing(root: Path) -> None:
    before = tree(root / "data")
    text = "period,metric,value\n2026-q3,visit-reports,8\n2026-q4,visit-report,8\n"
    code, said = given(root, text)
    assert code == 2
    assert "figures.csv:3:9: error IMP-011 there is no metric 'visit-report'" in said
    assert "did you mean 'visit-reports'?" in said
    assert tree(root / "data") == before


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2026-q5", "there is no period '2026-q5', and its days cannot be told from its name"),
        ("2026-13", "there is no period '2026-13'"),
        ("autumn", "there is no period 'autumn'"),
    ],
)
def test_a_period_whose_days_nobody_knows_is_refused(root: Path, period: str, says: str) -> None:
    code, said = given(root, TABLE, "--period", period)
    assert (code, says in said) == (2, True)
    text = TABLE.replace("metric,", "period,metric,", 1).replace("\nenrol", "\n../../x,enrol", 1)
    assert given(root, text)[0] == 2
    assert not list(root.rglob("x.yaml"))


def test_the_cro_is_asked_for_where_it_is_not_clear(root: Path) -> None:
    for path in (Q2, Q2.replace("q2", "q1")):
        (root / path).unlink()
    assert given(root, TABLE, "--period", "2026-q3")[0] == 0, "only one CRO is at work"
    code, said = given(root, TABLE, "--period", "2026-q4", "--cro", "lumen")
    assert (code, "there is no CRO 'lumen'" in said) == (2, True)
    code, said = given(root, TABLE, "--period", "2026-q3", "--cro", "aldena", "--force")
    assert (code, "period 2026-q3 judges 'brightwell', not 'aldena'" in said) == (2, True)


def test_a_record_laid_out_in_a_special_way_is_left_alone(root: Path) -> None:
    change(root, Q2, "  visit-reports:\n    value: 9\n", "  visit-reports: {value: 9}\n")
    before = (root / Q2).read_bytes()
    code, said = given(root, "metric,value\nvisit-reports,8\n", "--period", "2026-q2", "--force")
    assert code == 2
    assert "error IMP-020 'Visit reports on time' cannot be written" in said
    assert "is written on one line; write each field on a line of its own" in said
    assert (root / Q2).read_bytes() == before


def test_json_tells_what_was_written(root: Path) -> None:
    (root / "figures.csv").write_text("metric,value\nvisit-reports,8\nideas,1\n", encoding="utf-8")
    done = remit(
        root, "import", "metrics", "figures.csv", "--study", "al-101", "--period", "2026-q2", "--force", "--format", "json"
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert answer["written"] == [
        {
            "path": Q2,
            "new": False,
            "figures": [
                {"metric": "visit-reports", "kind": "changed", "before": "9", "after": "8"},
                {"metric": "ideas", "kind": "same", "before": "1", "after": "1"},
            ],
        }
    ]
    assert (answer["findings"], answer["left_out"]) == ([], 0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nothing.csv", "--study", "al-101"), "nothing.csv:1:1: error CSV-001 there is no such file"),
        (("data", "--study", "al-101"), "error CSV-001 this is not a regular file"),
        (("figures.csv", "--study", "al-110"), "there is no study 'al-110'"),
        (("figures.csv",), "Missing option '--study'"),
    ],
)
def test_what_is_not_there_is_named(root: Path, arguments: tuple[str, ...], says: str) -> None:
    (root / "figures.csv").write_text(TABLE, encoding="utf-8")
    done = remit(root, "import", "metrics", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()

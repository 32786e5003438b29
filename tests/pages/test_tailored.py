"""Pages made for one kind of record: sums, shares, status and trend as they stand in the records."""

from __future__ import annotations

import re

from remit.model.governance import Body
from remit.model.quality import Metric
from remit.pages.contents import all_pages
from tests.pages.books import make_book, minimal

FOLDER = "data/studies/al-101"
SCHEDULE = """\
start: 2026-01-05
calendar: US
target: 20
tasks:
  a: {title: Write plans, optimistic: 5, likely: 8, pessimistic: 14, role: sponsor-project-manager}
milestones:
  signed:
    {event: contract signed, title: Contract signed, baseline: 2026-01-05, actual: 2026-01-05, tolerance: 5 business days}
  first:
    event: first participant in
    title: First participant
    baseline: 2026-03-02
    forecast: 2026-03-12
    tolerance: 5 business days
loading:
  - {role: sponsor-project-manager, month: 2026-01, needed: 1.5, available: 1.0}
"""
CLOSEOUT = """\
checklist:
  sites: {title: Sites closed, owner: sponsor-project-manager, due: 2027-01-31, done: 2027-01-20}
  file: {title: File accepted, owner: sponsor-project-manager, due: 2027-02-28}
archive: {}
review_owner: sponsor-project-manager
"""
PERIOD = """\
cro: brightwell
first: {first}
last: {last}
values:
  {metric}: {{numerator: {n}, denominator: 100, comment: As counted}}
savings:
  - {{vendor: Courier, subject: Kits, list_price: 100 USD, agreed_price: 80 USD}}
  - {{vendor: Printer, subject: Forms, list_price: 50 USD, agreed_price: 45 USD}}
effort:
  - {{function: Clinical Operations, planned: 0.5, actual: 0.75}}
meetings:
  - {{body: {body}, meetings: 3, face_to_face: 1}}
"""


def text_of(path: str, **files: str) -> str:
    tree = {**minimal(), **{name.replace("__", "/") + ".yaml": data.encode() for name, data in files.items()}}
    book = make_book(tree)
    assert not book.errors, book.errors
    return all_pages(book)[path].markdown


def row(page: str, words: str) -> list[str]:
    """The cells of the first row that has these words, without markup."""
    found = next(line for line in page.splitlines() if line.startswith("<tr") and words in line)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", found)[:-1]]


def test_milestones_say_how_far_they_slip() -> None:
    page = text_of("studies/al-101/schedule", **{f"{FOLDER}/schedule": SCHEDULE})
    assert row(page, "Contract signed")[4:6] == ["0of 5 business days", "in time"]
    assert row(page, "First participant")[4:6] == ["&#43;8of 5 business days", "beyond tolerance"]
    assert row(page, "Start-up")[:4:3] == ["Start-up", "12 March 2026"]
    assert "Business days of the United States" in page
    assert "2026-03" not in page
    cells = row(page, "tasks 0.42")
    assert cells[1] == "1.5 of 1.0tasks 0.42"
    assert "badge-bad" in page, "more is needed than available"


def test_a_schedule_shows_its_network_with_figures_and_costs() -> None:
    hurried = SCHEDULE.replace("likely: 8,", "likely: 8, crash_days: 6, crash_cost: 500 USD,")
    hurried = hurried.replace("5 business days\nloading", "5 business days\n    task: a\nloading").replace(
        "calendar: US", "calendar: US\nclosures: [{title: Inventory, first: 2026-01-08, last: 2026-01-09}]"
    )
    page = text_of("studies/al-101/schedule", **{f"{FOLDER}/schedule": hurried})
    assert "Inventory: 8 January 2026 to 9 January 2026" in page
    assert row(page, "Write plans")[1:4] == ["8.5", "5 Jan 202620 Jan 2026", "5 Jan 202620 Jan 2026"]
    assert page.count('<figure class="figure">') == 3
    assert "Tasks of the network by day" in page
    assert row(page, "1,000 USD")[:3] == ["6", "14 Jan 2026", "1,000 USD"]
    assert "No money makes it shorter than 6 days" in page
    assert row(page, "5 / 8 / 14")[3] == "6 at 500 USD"
    assert "of runs by its baseline" in page


def test_a_network_that_cannot_be_worked_out_is_said_to_be_none() -> None:
    circle = SCHEDULE.replace("optimistic: 5,", "optimistic: 5, after: [a],")
    tree = {**minimal(), f"{FOLDER}/schedule.yaml": circle.encode()}
    page = all_pages(make_book(tree))["studies/al-101/schedule"].markdown
    assert "This network cannot be worked out" in page
    assert row(page, "First participant")[5] == "beyond tolerance"
    assert "<figure" not in page


def test_the_close_counts_what_is_done_and_names_what_is_not_reckoned() -> None:
    page = text_of("studies/al-101/closeout", **{f"{FOLDER}/closeout": CLOSEOUT})
    assert "1 of 2 done." in page
    assert "Not reckoned yet" in page


def two_periods() -> str:
    book = make_book()
    metric = next(one.id for one in book.ledger.of(Metric).values() if one.direction == "higher")
    body = next(iter(book.ledger.of(Body)))
    names = {"metric": metric, "body": body}
    files = {
        f"{FOLDER}/performance/2026-q1": PERIOD.format(first="2026-01-01", last="2026-03-31", n=100, **names),
        f"{FOLDER}/performance/2026-q2": PERIOD.format(first="2026-04-01", last="2026-06-30", n=1, **names),
    }
    return text_of("studies/al-101/performance-2026-q2", **files)


def test_a_period_is_judged_and_compared_with_the_one_before() -> None:
    page = two_periods()
    assert "Performance, second quarter 2026" in page
    assert "Since Q1 2026" in page
    cells = row(page, "value-")
    assert cells[1].startswith("1 &#37;") or cells[1].startswith("1 %")
    assert cells[2] == "red"
    assert cells[3].endswith("99 worse")
    assert row(page, "Delivery")[1] == "red"


def test_savings_effort_and_meetings_are_summed() -> None:
    page = two_periods()
    assert "25 USD" in row(page, "<strong>All</strong>")[4]
    assert row(page, "All functions")[1:3] == ["0.5", "0.75"]
    held = next(line for line in page.splitlines() if 'aria-label="Meetings held and planned"' in line)
    after = page[page.index(held) :]
    assert row(after.split("<tbody>")[1], "<td")[3:5] == ["1", "2"]


def test_elements_without_a_home_come_first_on_their_page() -> None:
    page = all_pages(make_book())["reference/elements"].markdown
    assert "no record holds it" in page.split("## All elements")[0]
    assert page.count('id="element-') == 100


def test_duties_of_all_studies_stand_side_by_side() -> None:
    page = all_pages(make_book())["duties"].markdown
    assert "Brightwell" in " ".join(row(page, "us312-56a"))
    assert "No gap" in page

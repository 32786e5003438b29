"""The pages of an invented playbook: what they say, and that all can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath

import pytest

from remit.findings import Where, error
from remit.model.catalogue import FILE_KINDS
from remit.pages.book import Book
from remit.pages.clauses import wording
from remit.pages.contents import all_pages, listed, navigation
from remit.pages.escalation import pages as escalation_pages
from tests.pages.books import make_book, minimal, visible
from tests.rules.workspace import changed


@pytest.fixture(scope="module")
def book() -> Book:
    return make_book()


def shown(book: Book, path: str) -> str:
    return visible(all_pages(book)[path].markdown)


def test_the_navigation_leads_to_every_page_once(book: Book) -> None:
    pages = all_pages(book)
    places = list(listed(navigation(book, pages)))
    assert sorted(place for place in places if place in pages) == sorted(pages)
    assert len(places) == len(set(places))


def test_the_same_records_make_the_same_pages(book: Book) -> None:
    again = make_book()
    assert {path: page.markdown for path, page in all_pages(book).items()} == {
        path: page.markdown for path, page in all_pages(again).items()
    }


def test_every_link_leads_to_a_page_and_section(book: Book) -> None:
    pages = all_pages(book)
    assert [link for path, page in pages.items() for link in _dead(path, page.markdown, pages)] == []


def _dead(path: str, markdown: str, pages: object) -> Iterator[str]:
    assert isinstance(pages, dict)
    for href in re.findall(r'<a[^>]* href="([^"]*)"', markdown):
        target, _, section = href.partition("#")
        if (
            href.startswith(("mailto:", "tel:"))
            or not target.endswith((".html", ""))
            or target.endswith(".docx")
        ):
            continue
        place = normpath(f"{dirname(path)}/{target}").lstrip("/").removesuffix(".html") if target else path
        if place not in pages:
            yield f"{path}: {href}"
        elif (
            section
            and f'id="{section}"' not in pages[place].markdown
            and f"{{#{section}}}" not in pages[place].markdown
        ):
            yield f"{path}: {href} (no section)"


@pytest.mark.parametrize("kind", [kind.pattern for kind in FILE_KINDS if "{" not in kind.pattern])
def test_pages_are_made_even_if_a_file_is_missing(kind: str) -> None:
    tree = {path: data for path, data in minimal().items() if path != f"data/{kind}"}
    pages = all_pages(make_book(tree))
    assert "index" in pages
    assert "reference/findings" in pages


def test_a_role_page_tells_what_the_role_does_and_decides(book: Book) -> None:
    page = shown(book, "roles/cro-project-manager")
    assert "Responsible in 2, accountable in 4, consulted in 1, informed in 1" in page
    assert "Conduct monitoring visits" in page
    assert "Project teamchairCost of a work order up to 25,000 USD (consensus)" in page
    assert "On Project managers I have 2 business days to settle an issue" in page
    assert "Team meeting" in page
    assert "Status report" in page


def test_an_activity_names_its_roles_and_duties(book: Book) -> None:
    page = shown(book, "services/site-monitoring")
    assert "AAccountable" in page.replace(" ", "")
    assert "Monitor the conduct of the trial" in page


def test_a_study_page_tells_its_money_and_milestones(book: Book) -> None:
    page = shown(book, "studies/al-101")
    order = next(iter(book.ledger.index["work_order"].values()))
    assert str(order.totals.contract_value) in page  # type: ignore[attr-defined]
    for milestone in order.payment.milestones.values():  # type: ignore[attr-defined]
        assert milestone.title in page
        assert str(milestone.amount) in page


def test_coverage_without_gaps_says_so_and_with_a_gap_names_the_duty() -> None:
    assert "No gap" in shown(make_book(), "coverage/al-101")
    tree = minimal()
    transfer = make_book().transfers["al-101"]
    duty = next(iter(transfer.allocations))
    broken = changed(tree, f"# data/studies/al-101/transfer.yaml\nallocations:\n  {duty}:\n")
    page = shown(make_book(broken), "coverage/al-101")
    assert "nobody holds it" in page
    assert make_book().obligations[duty].title in page.partition("nobody holds it")[0]


def test_the_escalation_finder_holds_an_answer_for_every_choice(book: Book) -> None:
    (page,) = escalation_pages(book)
    options = set(re.findall(r'<option value="([^"]+)">', page.markdown))
    answers = set(re.findall(r'data-id="([^"]+)"', page.markdown))
    clocks = {f"clock-{name}" for name in ("adverse-event", "fatal-susar", "other-susar")}
    assert options == answers == {*clocks, "route-project", "critical", "minor"}


def test_an_unknown_reference_is_shown_as_unknown() -> None:
    tree = changed(minimal(), "# data/raci.yaml\nactivities:\n  site-calls:\n    consulted: [nobody-here]\n")
    assert "nobody-here unknown" in shown(make_book(tree), "services/site-monitoring")


def test_findings_stand_on_their_own_page_and_on_the_page_of_their_study(book: Book) -> None:
    finding = error(
        "RACI-001", "two are <accountable>", Where("data/studies/al-101/team.yaml", (), 3, 5), "choose one"
    )
    marked = make_book(findings=(finding,))
    for path in ("reference/findings", "studies/al-101"):
        page = all_pages(marked)[path].markdown
        assert "data/studies/al-101/team.yaml, line 3" in visible(page)
        assert "two are &lt;accountable&gt;" in page
        assert "choose one" in page
    assert "1 error" in shown(marked, "index")


def test_facts_link_to_their_line_when_a_repository_is_set() -> None:
    tree = changed(minimal(), "# data/playbook.yaml\nrepository: https://git.example/aldena/playbook\n")
    markdown = all_pages(make_book(tree))["performance/metrics"].markdown
    assert 'href="https://git.example/aldena/playbook/blob/HEAD/data/metrics.yaml#L' in markdown


def test_without_a_repository_no_source_places_are_shown(book: Book) -> None:
    for path, page in all_pages(book).items():
        assert 'class="source"' not in page.markdown, path
        assert '<th scope="col">Source</th></tr>' not in page.markdown, path


def test_the_ladder_begins_with_its_first_step(book: Book) -> None:
    (page,) = escalation_pages(book)
    assert page.markdown.index('id="step-') < page.markdown.index("After the last step")


@pytest.mark.parametrize(
    "repository", ["javascript:alert(1)", "file:///etc", "//x.invalid", "git@x.example:y"]
)
def test_other_repositories_become_no_links(repository: str) -> None:
    tree = changed(minimal(), f"# data/playbook.yaml\nrepository: '{repository}'\n")
    pages = all_pages(make_book(tree))
    assert not any(f'href="{repository}' in page.markdown for page in pages.values())


def test_a_clause_shows_values_and_conditions_in_words() -> None:
    condition = "{% if x.cap %}up to {{ order.cap | money }}{% endif %}"
    made = wording(f"1. {{{{ cro.short_name }}}} pays {condition} <b>. {{#pay}}\n\n2. See [@pay].\n")
    assert visible(made) == "CRO pays if cap: up to cap <b>. See pay."
    assert "<b>" not in made
    assert made.startswith("<ol>")


def test_a_rule_page_shows_its_examples_as_they_are(book: Book) -> None:
    markdown = all_pages(book)["reference/rules/responsibilities"].markdown
    assert "<pre><code>accountable: &#91;a, b&#93;</code></pre>" in markdown
    assert "two captains" in markdown


def test_word_files_are_offered_with_size_and_digest(book: Book) -> None:
    markdown = all_pages(book)["documents/index"].markdown
    assert 'href="files/al-101/work-order.docx" download' in markdown
    assert "0a0a0a" in markdown


def test_kinds_without_a_page_of_their_own_are_shown_field_by_field() -> None:
    tree = {
        **minimal(),
        "data/risks.yaml": b"risks:\n  late:\n    title: Late start\n",
    }
    book = make_book(tree)
    assert book.findings, "the record is not whole, so it is left out and the site still stands"
    assert "index" in all_pages(book)

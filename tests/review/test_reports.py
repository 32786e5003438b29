"""What reports say: all of it in JSON, the worst first elsewhere, and no value that acts."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import jsonschema
import pytest
from markdown_it import MarkdownIt

from remit.exchange.annotations import github, gitlab
from remit.exchange.sarif import sarif
from remit.model.fields import RULE_PATTERN
from remit.review.as_data import as_data
from remit.review.as_findings import as_findings, names
from remit.review.as_markdown import LIMIT, MARK, markdown, marked
from remit.review.kinds.pages import rules
from remit.review.reviewing import Review
from remit.review.words import differing, honest
from remit.schema.review_schema import review_schema
from tests.exchange.test_sarif import VALIDATOR
from tests.review.playbook import MASTER, ORDER, TRANSFER, backwards, edited, files, reviewed

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://a.invalid/i.png)",
    "| a | b |",
    "# heading **bold** _it_ `code` ~~gone~~",
    "</details></td></table>",
    "@everyone closes #1, see http://a.invalid and www.a.invalid",
    "&lt;b&gt; \\<b>",
)


@cache
def large() -> Review:
    """A review with changes of every weight, documents touched, findings and something that could not be read."""
    tree = edited(files(), MASTER, "payment_terms: 45", "payment_terms: 90")
    tree = edited(tree, TRANSFER, "    to: brightwell\n", "    to: lumen\n")
    tree = edited(tree, "data/roles.yaml", "title: CRO project manager", "title: CRO project lead")
    tree = edited(tree, "data/playbook.yaml", "title: Example playbook", "title: Sample playbook")
    tree = edited(tree, ORDER, "  contract_value: 970000 USD", "  contract_value: 1970000 USD")
    return reviewed({**tree, "data/selection.yaml": b"x: [\n"})


def test_the_data_fits_the_published_schema() -> None:
    schema = json.loads(review_schema())
    for review in (
        large(),
        reviewed(files()),
        backwards(edited(files(), MASTER, "liability_multiple: 2\n", "")),
    ):
        for given in (None, frozenset(), frozenset({"sponsor-finance"})):
            jsonschema.validate(
                json.loads(json.dumps(as_data(review, given))), schema, jsonschema.Draft7Validator
            )


def test_the_data_says_who_has_agreed() -> None:
    needed = {role for one in large().approvals for role in one.roles}
    assert as_data(large(), None)["approved"] is None
    assert as_data(large(), frozenset({"sponsor-finance"}))["approved"] is False
    assert as_data(large(), needed)["approved"] is True
    assert not as_data(large())["complete"]


def test_the_log_fits_the_schema_of_sarif_and_keeps_fingerprints() -> None:
    known = {rule.id: rule for rule in rules()}
    log = json.loads(sarif(as_findings(large()), known, "1.2.3", names=("remitChange/v1", names(large()))))
    VALIDATOR.validate(log)
    results = log["runs"][0]["results"]
    assert [one["partialFingerprints"]["remitChange/v1"] for one in results] == [
        one.fingerprint for one in large().changes
    ]
    assert results[0]["level"] == "error"
    assert results[-1]["level"] == "note"
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} == {
        one.rule for one in large().changes
    }


def test_annotations_stand_at_the_lines_of_the_change() -> None:
    (terms,) = [line for line in github(as_findings(large())).splitlines() if "CHG-344" in line]
    assert terms.startswith(f"::warning file={MASTER},line=")
    assert "45 calendar days -> 90 calendar days (longer)" in terms
    assert "needs sponsor-finance" in terms
    entries = json.loads(gitlab(as_findings(large()), prints=names(large())))
    assert [one["fingerprint"] for one in entries] == list(names(large()))


# ---- Markdown ---------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page(text: str) -> Tags:
    """A report as a platform shows it, read by a parser of its own."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    seen = Tags()
    seen.feed(html)
    return seen


ALLOWED = {"h2", "h3", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "ins", "del",
           "details", "summary", "b"}  # fmt: skip


def test_the_worst_stands_first_and_the_rest_is_folded() -> None:
    text = markdown(large())
    assert text.startswith(f"{MARK}\n## Governance review: ")
    order = ["### Not compared", "### Who must approve", "### Critical", "<summary>Major", "<summary>Editorial",
             "### Documents touched"]  # fmt: skip
    places = [text.index(one) for one in order]
    assert places == sorted(places)
    assert page(text).tags <= ALLOWED


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_value_acts(payload: str) -> None:
    quoted = json.dumps(f"Cost {payload} end")
    tree = edited(files(), MASTER, "venue: Courts of England", f"venue: {quoted}")
    tree = edited(tree, "data/roles.yaml", "title: CRO project manager", f"title: {quoted}")
    tree = edited(
        tree, "data/roles.yaml", "    duties: [Visits sites]", f"    duties: [Visits sites, {quoted}]"
    )
    for review in (reviewed(tree), backwards(tree)):
        text = markdown(review)
        seen = page(text)
        assert seen.tags <= ALLOWED
        assert seen.attributes == set()
        assert payload in "".join(seen.text)
        assert not re.search(r"(?<![\w&])@\w|(?<![\w&])#\d|https?://|www\.", text)


def test_a_report_for_a_comment_keeps_within_its_limit() -> None:
    tree = dict(files())
    for path, data in files().items():
        if path.endswith(".yaml") and "playbook" not in path:
            tree[path] = (
                data.replace(b"sponsor", b"sponsor").replace(b": A", b": An A").replace(b": P", b": The P")
            )
    review = reviewed(tree)
    assert len(review.changes) > 20
    whole = markdown(review)
    for limit in (LIMIT, 12_000, 6_000, 3_000, 200):
        short = markdown(review, limit=limit)
        assert len(short) <= limit or limit == 200
        assert short.startswith(MARK)
        assert len(short) == len(whole) or "review.md" in short
        assert page(short).tags <= ALLOWED


def test_who_has_agreed_is_ticked() -> None:
    text = markdown(large(), frozenset({"sponsor-finance"}))
    assert "- [x] **sponsor-finance**" in text
    assert "- [ ] **sponsor-regulatory**" in text


def test_only_what_differs_is_marked() -> None:
    assert marked("pay within 45 days of receipt", "pay within 90 days of receipt") == (
        "pay within <del>45</del> <ins>90</ins> days of receipt"
    )
    long = "word " * 200
    shown = marked(f"{long}45 {long}", f"{long}90 {long}")
    assert "<del>45</del> <ins>90</ins>" in shown
    assert len(shown) < 300
    old, new = differing(f"{long}45 {long}", f"{long}90 {long}")
    assert "45" in old
    assert "90" in new
    assert len(old) < 200


# ---- hidden signs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Müller, Łódź, Ελλάδα, Москва", "Müller, Łódź, Ελλάδα, Москва"),
        ("p\u0430yment", "pU+0430yment"),
        ("\u0391ldena", "U+0391ldena"),
        ("a\u202eb\u2066c\u200bd", "a\\u202eb\\u2066c\\u200bd"),
        ("\x1b[31mred\r\nnext", "\\u001b[31mred\\u000d\\u000anext"),
    ],
)
def test_what_the_eye_cannot_tell_is_written_out(text: str, shown: str) -> None:
    assert honest(text) == shown


def test_a_letter_that_looks_like_another_is_seen_in_a_report() -> None:
    tree = edited(files(), "data/roles.yaml", "title: CRO project manager", "title: CRO project m\u0430nager")
    assert "mU+0430nager" in as_data(reviewed(tree))["changes"][0]["message"]
    assert "mU&#43;0430nager" in markdown(reviewed(tree))


# ---- pages of rules -----------------------------------------------------------------------------------------------------


def test_every_rule_of_a_change_has_a_page() -> None:
    known = {rule.id for rule in rules()}
    assert len(known) == len(rules()) > 250
    for rule in rules():
        assert re.fullmatch(RULE_PATTERN, rule.id)
        assert rule.title.endswith(".")
        assert len(rule.title) <= 120
        assert rule.parts["Why"]
        assert rule.parts["Source"].endswith(".")
        assert rule.family == "Changes"


def test_every_rule_has_its_mirror() -> None:
    known = {rule.id for rule in rules()}
    mirror = {"1": "2", "2": "1", "4": "5", "5": "4"}
    assert [id for id in known if f"{id[:6]}{mirror.get(id[6], id[6])}" not in known] == []

"""What the documentation points to exists: files, headings and make targets."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.repository.project import ROOT

# The playbook's own pages are judged by the build of the website, templates by the build of the documents.
_ELSEWHERE = {"playbook", "contract_templates", "data", "build", "node_modules", "dist", "workspaces"}
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAKE = re.compile(r"\bmake ([a-z]+)\b")


def broken_links(page: Path) -> list[str]:
    """Relative links of a Markdown page that lead nowhere, as written."""
    links = [link for link in _links(page) if not _REMOTE.match(link)]
    return [link for link in links if not _leads_somewhere(page, link)]


def _documents() -> list[Path]:
    pages = (p for p in ROOT.rglob("*.md") if not _ELSEWHERE & set(p.relative_to(ROOT).parts))
    return sorted(p for p in pages if not any(part.startswith(".") for part in p.relative_to(ROOT).parts))


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path) if path else page
    return target.exists() and (not anchor or target.suffix != ".md" or anchor in _anchors(target))


def _tokens(page: Path) -> list[Token]:
    parser = MarkdownIt("commonmark").enable("table")
    return parser.parse(page.read_text(encoding="utf-8"))


def _links(page: Path) -> list[str]:
    children = [child for token in _tokens(page) for child in token.children or []]
    attributes = {"link_open": "href", "image": "src"}
    return [str(child.attrs[attributes[child.type]]) for child in children if child.type in attributes]


def _anchors(page: Path) -> set[str]:
    tokens = _tokens(page)
    return {_slug(tokens[n + 1].content) for n, token in enumerate(tokens) if token.type == "heading_open"}


def _slug(heading: str) -> str:
    # As code forges make them: lower case, no punctuation, hyphens for spaces.
    plain = unicodedata.normalize("NFC", heading).lower().replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("page", _documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = re.findall(r"```.*?```|`[^`]+`", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert {name for span in code for name in _MAKE.findall(span)} <= targets


def test_a_link_to_nothing_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    links = "[x](gone.md) [y](#a-b-c) [z](#a-b-d) [w](https://example.com) ![i](no.png)"
    page.write_text(f"# A `b` c\n{links}", encoding="utf-8")
    assert broken_links(page) == ["gone.md", "#a-b-d", "no.png"]

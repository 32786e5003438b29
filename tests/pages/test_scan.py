"""The last look at a site finds what must not be there. One planted fault each."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.pages.scan import scan

SOUND = '<html><head><link rel="stylesheet" href="a.css"></head><body><h1 id="top">T</h1>{}</body></html>'


def site(folder: Path, body: str, css: str = "h1 { color: red }") -> Path:
    (folder / "index.html").write_text(SOUND.format(body))
    (folder / "other.html").write_text(SOUND.format(""))
    (folder / "a.css").write_text(css)
    return folder


def test_a_sound_site_has_no_findings(tmp_path: Path) -> None:
    body = (
        '<a href="other.html#top">o</a> <a href="mailto:a@b.example">m</a> <a href="#top">t</a> <a href="a.css">f</a>'
        '<img src="data:image/png;base64,AA"><script src="x.js"></script><script type="application/json">{}</script>'
    )
    assert scan(site(tmp_path, body)) == ()


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<script src="https://cdn.invalid/x.js"></script>', "SITE-002"),
        ('<script src="//cdn.invalid/x.js"></script>', "SITE-002"),
        ('<img src="http://a.invalid/p.png">', "SITE-002"),
        ('<img srcset="http://a.invalid/p.png 2x" src="p.png">', "SITE-002"),
        ('<iframe src="https://a.invalid"></iframe>', "SITE-002"),
        ('<link rel="preconnect" href="https://a.invalid">', "SITE-002"),
        ('<form action="https://a.invalid"></form>', "SITE-002"),
        ("<script>window.x = 1</script>", "SITE-003"),
        ('<p onclick="x()">p</p>', "SITE-003"),
        ('<meta http-equiv="refresh" content="0;url=x">', "SITE-003"),
        ('<a href="gone.html">g</a>', "SITE-004"),
        ('<a href="other.html#gone">g</a>', "SITE-004"),
        ('<a href="javascript:alert(1)">j</a>', "SITE-004"),
        ('<a href="../outside.html">o</a>', "SITE-004"),
    ],
)
def test_what_must_not_be_there_is_found(tmp_path: Path, body: str, rule: str) -> None:
    assert [finding.rule for finding in scan(site(tmp_path, body))] == [rule]


@pytest.mark.parametrize(
    "css", ["@import 'https://a.invalid/x.css';", "h1 { background: url(//a.invalid/p.png) }"]
)
def test_style_sheets_load_nothing_from_elsewhere(tmp_path: Path, css: str) -> None:
    assert [finding.rule for finding in scan(site(tmp_path, "", css))] == ["SITE-002"]

"""Text from records that would act, if a page let it: it must arrive as characters."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from remit.pages.addresses import address
from tests.oracles import served, visit
from tests.pages.books import make_book, minimal, with_texts
from tests.site.sites import make_site

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>window.PWN=1;alert(1)</script>",
    "</title><script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=1>",
    "<svg onload=window.PWN=1>",
    "[x](javascript:window.PWN=1) ![y](http://a.invalid/i.png)",
    "| a | b |\\n|---|---| # heading **bold** _it_ `code` {: .c onclick=x}",
    "</div></td></table></details><iframe src=//a.invalid>",
    '{{ 7*7 }} {% raw %} --8<-- "x" &lt;b&gt; &amp;#60;',
)


def _poisoned(text: str) -> str:
    return f"{text} {PAYLOADS[sum(text.encode()) % len(PAYLOADS)]}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = with_texts(minimal(), _poisoned)
    book = make_book(tree)
    assert not book.findings
    return make_site(tmp_path_factory.mktemp("hostile"), tree, book)


def test_nothing_acts_on_any_page_or_in_the_search(browser: Browser, hostile: Path) -> None:
    with served(hostile) as origin, visit(browser, origin) as seen:
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for page in sorted(hostile.rglob("*.html")):
            name = page.relative_to(hostile).as_posix()
            if name == "404.html" or name.startswith(("reference/data/", "reference/rules/")):
                continue  # no text of records there
            seen.page.goto(f"{origin}/{name}")
            assert seen.page.evaluate("window.PWN") is None, name
        seen.page.goto(f"{origin}/index.html")
        for word in ("script", "onerror", "svg"):
            seen.page.click("[data-md-component=search-query]")
            seen.page.fill("[data-md-component=search-query]", "")
            seen.page.keyboard.type(word)
            seen.page.wait_for_selector(".md-search-result__item >> visible=true")
        assert seen.page.evaluate("window.PWN") is None
        assert dialogs == []
        assert seen.external_requests == []
        assert seen.errors == []


def test_the_words_shown_are_the_words_recorded(browser: Browser, hostile: Path) -> None:
    book = make_book(with_texts(minimal(), _poisoned))
    with served(hostile) as origin, visit(browser, origin) as seen:
        for role in book.roles.values():
            seen.page.goto(f"{origin}/{address('role', role.id)}.html")
            assert seen.page.inner_text("article h1").rstrip("¶\n ") == " ".join(role.title.split())
            assert seen.page.title().startswith(" ".join(role.title.split()))
            assert [
                " ".join(item.split()) for item in seen.page.locator("h2#duties + ul > li").all_inner_texts()
            ] == [" ".join(duty.split()) for duty in role.duties]
            assert seen.page.inner_text(".lead") == " ".join(role.purpose.split())

"""What a document carries about itself is what a reader of the file finds in it."""

from __future__ import annotations

import pytest
from hypothesis import given

from remit.word import Origin, finish, read_house
from remit.word.issued import Claims, claims_of
from remit.word.namespaces import w
from remit.word.received import Package, open_received
from remit.word.received_text import text_of
from tests.word import specimen
from tests.word.edited import edited, replaced
from tests.word.test_fidelity import TEXTS, made

ORIGIN = Origin(
    tool="1.0",
    kind="work_order",
    id="wo-9",
    number="WO-009",
    version="1.0",
    status="approved",
    draft=True,
    edition="2026.1 & later",
    revision="3f9a2c1",
    commit="a" * 40,
    dirty=True,
    template='contract_templates/work "order".md',
    template_digest="b" * 64,
    house_digest="c" * 64,
)
SOURCES = [("data/a.yaml", 'lines[1]."x" & <y>', "money"), ("data/b.yaml", "title", "")]


@pytest.fixture(scope="module")
def package() -> Package:
    style = specimen.house()
    printed = specimen.compiled(style).print(specimen.context(), {})
    sources = [*SOURCES, *(("data/a.yaml", f"row[{n}]", "") for n in range(len(printed.values) - 2))]
    return open_received(finish(style, printed, specimen.FACTS, origin=ORIGIN, values=sources))


def claims(package: Package) -> Claims:
    found = claims_of(package)
    assert found is not None
    return found


def squeezed(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if text.strip()]


def test_origin_and_sources_come_back_as_they_were_given(package: Package) -> None:
    found = claims(package)
    assert found.origin == ORIGIN
    assert [found.sources[1], found.sources[2]] == SOURCES


def test_values_of_the_text_are_those_that_were_printed(package: Package) -> None:
    printed = specimen.compiled(specimen.house()).print(specimen.context(), {})
    told = {s.value: one.text[s.start : s.end] for one in claims(package).text for s in one.values}
    assert told == {value.number: value.text for value in printed.values}


def test_the_text_as_issued_is_the_text_of_the_file(package: Package) -> None:
    issued = [one.text for one in claims(package).text]
    assert squeezed(issued) == squeezed([one.text for one in text_of(package).body])


@given(TEXTS)
def test_any_text_is_kept_as_issued(text: str) -> None:
    package = open_received(made(text))
    issued = [one.text for one in claims(package).text]
    assert squeezed(issued) == squeezed([one.text for one in text_of(package).body])


def test_clauses_stand_in_controls_with_topic_version_and_position(package: Package) -> None:
    tags = [str(tag.get(w("val"))) for tag in package.xml(package.main).iter(w("tag"))]
    clauses = [tag for tag in tags if tag.startswith("clause:")]
    assert clauses == [f"clause:{':'.join(one)}" for one in claims(package).clauses]
    assert len(clauses) == 2
    ids = [one.get(w("val")) for one in package.xml(package.main).iter(w("id"))]
    assert len(ids) == len(set(ids))


def test_clause_controls_hold_whole_paragraphs_and_never_nothing(package: Package) -> None:
    for control in package.xml(package.main).iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        if tag is not None and str(tag.get(w("val"))).startswith("clause:"):
            held = {child.tag for child in control.iterfind(f"{w('sdtContent')}/*")}
            assert held
            assert held <= {w("p"), w("tbl"), w("sdt")}


def test_a_document_that_becomes_the_house_style_gets_provenance_of_its_own() -> None:
    style = read_house(specimen.work_order())
    again = finish(
        style, specimen.compiled(style).print(specimen.context(), {}), specimen.FACTS, origin=ORIGIN
    )
    package = open_received(again)
    assert claims(package).origin == ORIGIN
    assert [name for name in package.parts if name.startswith("customXml/item")].count(
        "customXml/item1.xml"
    ) == 1
    assert "customXml/item2.xml" not in package.parts


@pytest.mark.parametrize(
    ("properties", "how"),
    [("<w:vanish/>", "hidden"), ("<w:strike/>", "struck out"), ('<w:dstrike w:val="1"/>', "struck out")],
)
def test_text_that_is_concealed_is_not_read_as_if_it_could_be_seen(properties: str, how: str) -> None:
    old = '<w:r><w:t xml:space="preserve"> means '
    data = edited(
        specimen.work_order(),
        replaced(old, f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve"> means '),
    )
    assert any(f"[{how}:  means" in one.text for one in text_of(open_received(data)).body)


def test_properties_that_are_switched_off_conceal_nothing() -> None:
    old = '<w:r><w:t xml:space="preserve"> means '
    off = '<w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t xml:space="preserve"> means '
    data = edited(specimen.work_order(), replaced(old, off))
    assert text_of(open_received(data)) == text_of(open_received(specimen.work_order()))


def test_styles_can_conceal_text_too() -> None:
    data = edited(
        specimen.work_order(),
        lambda styles: styles.replace("</w:styles>", '<w:style w:type="character" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="On"><w:name w:val="On"/><w:basedOn w:val="Base"/></w:style></w:styles>'),  # noqa: E501
        "word/styles.xml",
    )  # fmt: skip
    old = '<w:r><w:t xml:space="preserve"> means '
    data = edited(
        data, replaced(old, '<w:r><w:rPr><w:rStyle w:val="On"/></w:rPr><w:t xml:space="preserve"> means ')
    )
    assert any("[hidden:  means" in one.text for one in text_of(open_received(data)).body)

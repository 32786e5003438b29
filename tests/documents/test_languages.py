"""Documents in other languages: a template and clauses of their own, and the words, dates and amounts that go with them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import fields

from remit.blocks.numbering import Labels
from remit.documents.origin import Stamp
from remit.documents.render import Rendered, render
from remit.documents.templates import FOLDER, HOUSE, Templates, judge_templates, read_templates
from remit.documents.varieties import spoken
from remit.findings import Finding, Severity
from remit.load.records import read_records
from remit.word.house import house_bytes
from tests.documents.printed import HEAD, ledger, printed, refusals, templates, words, work_order
from tests.rules.workspace import minimal

LABELS = "labels: {clause: Ziffer, schedule: Anlage, calendar_days: Kalendertagen, draft: Entwurf, watermark: ENTWURF}\n"
GERMAN = (
    HEAD.replace("for:", f"{LABELS}for:")
    + """::: control
:::

# Vertrag {#contract}

1. Er gilt ab {{ work_order.start | date }}; gezahlt wird binnen {{ master.payment_terms | duration }}. {#pay}
2. Es gelten [@pay] und [@annex].

::: clause secrecy
:::

::: schedule "Leistungen" {#annex}
1. Siehe [@contract].
:::
"""
)
CLAUSE = '---\nid: secrecy\ntitle: {}\nversion: "1"\nowner: o\npositions: [{{id: standard}}]\n---\n## standard\n\n1. {}\n'
FILES = {
    f"{FOLDER}/work_order.md": (HEAD + "# Contract\n\n1. In English.\n\n::: clause secrecy\n:::\n").encode(),
    f"{FOLDER}/clauses/secrecy.md": CLAUSE.format("Secrecy", "Keep it secret.").encode(),
    HOUSE: house_bytes(),
}
BOTH = {
    f"{FOLDER}/work_order.de.md": GERMAN.encode(),
    f"{FOLDER}/clauses/secrecy.de.md": CLAUSE.format("Geheimhaltung", "Wahren Sie das Geheimnis.").encode(),
}


def read(files: dict[str, bytes]) -> Templates:
    found, findings = read_templates(files)
    assert not [one for one in findings if one.rule != "TPL-025"], (
        findings
    )  # they have the words that they need
    return found


def made(language: str, found: Templates, *, status: str = "draft") -> Rendered:
    records = ledger()
    subject = work_order(records, language=language, start=dt.date(2026, 5, 3), status=status)
    rendered, findings = render(subject, records, found, Stamp("0"), draft=False)
    assert rendered is not None, findings
    return rendered


def part(rendered: Rendered, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(rendered.data)) as file:
        return file.read(name).decode()


def test_a_document_speaks_one_language_throughout() -> None:
    rendered = made("de", read({**FILES, **BOTH}))
    text = words(rendered)
    assert "Er gilt ab 3. Mai 2026; gezahlt wird binnen 45 Kalendertagen." in text
    assert "Es gelten Ziffer 1.1 und Anlage A." in text
    assert "Wahren Sie das Geheimnis." in text
    assert "Keep it secret." not in text
    assert "Entwurf" in text
    assert '<w:lang w:val="de"' in part(rendered, "word/styles.xml")
    assert "<dc:language>de</dc:language>" in part(rendered, "docProps/core.xml")
    headers = [name for name in zipfile.ZipFile(io.BytesIO(rendered.data)).namelist() if "/header" in name]
    assert any('string="ENTWURF"' in part(rendered, name) for name in headers)


def test_word_numbers_schedules_by_the_word_that_references_say() -> None:
    numbering = part(made("de", read({**FILES, **BOTH})), "word/numbering.xml")
    assert 'w:val="Anlage %1"' in numbering
    assert "Schedule %1" not in numbering


def test_english_documents_of_the_same_playbook_stay_english() -> None:
    text = words(made("en-US", read({**FILES, **BOTH})))
    assert "In English." in text
    assert "Keep it secret." in text


def test_a_variety_of_a_language_is_printed_with_the_template_of_the_language() -> None:
    assert spoken("de-AT") == ("de-AT", "de")
    assert spoken("en-GB") == ("en-GB", "en", "")
    assert "Kalendertagen" in words(made("de-AT", read({**FILES, **BOTH})))


def test_a_document_is_never_printed_in_another_language() -> None:
    records = ledger()
    subject = work_order(records, language="fr")
    result = render(subject, records, read({**FILES, **BOTH}), Stamp("0"), draft=False)
    assert any("has no template that can be used" in line for line in refusals(result))
    assert f"{FOLDER}/work_order.fr.md" in result[1][0].hint


def test_a_clause_is_never_printed_in_another_language() -> None:
    files = {**FILES, **BOTH}
    del files[f"{FOLDER}/clauses/secrecy.de.md"]
    _, findings = read_templates(files)
    assert [(f.rule, f.where.file) for f in findings] == [("TPL-010", f"{FOLDER}/work_order.de.md")]


def test_yes_and_no_and_states_have_words_of_their_own() -> None:
    shared = "{% set shared = work_order.risk_sharing is defined %}{{ shared | yesno }}"
    body = f"# H\n\n1. {shared}: {{{{ document.status | status }}}}.\n"
    assert "yes: Draft." in words(made("en-GB", templates(body)))
    head = HEAD.replace("for:", "labels: {yes: ja, draft: Entwurf}\nfor:")
    assert "ja: Entwurf." in words(made("de", templates(body, work_order__de=head + body)))


POSITIONS = (
    '---\nid: cap\ntitle: Obergrenze\nversion: "1"\nowner: o\npositions: [{id: standard}, {id: fallback-1}]\n---\n'
    "## standard\n\n1. Weich.\n\n## fallback-1\n\n1. Hart.\n"
)


def test_names_of_positions_and_days_from_a_target_are_words_of_the_template() -> None:
    labels = (
        "labels: {variant: Fassung, calendar_day: Kalendertag, calendar_days: Kalendertage, on_target: am Zieltag,\n"
        "  before_target: vor dem Zieltag, after_target: nach dem Zieltag}\n"
    )
    body = (
        "::: control\n:::\n\n# Abweichung {#a}\n\n"
        + "".join(f"1. {{{{ {days} | lateness }}}}.\n" for days in (0, 1, 20))
        + "\n::: clause cap\n:::\n"
    )
    files = {
        f"{FOLDER}/work_order.de.md": (HEAD.replace("for:", f"{labels}for:") + body).encode(),
        f"{FOLDER}/clauses/cap.de.md": POSITIONS.encode(),
        HOUSE: house_bytes(),
    }
    records = ledger()
    subject = work_order(records, language="de", positions={"cap": "fallback-1"})
    rendered, findings = render(subject, records, read(files), Stamp("0"), draft=False)
    assert rendered is not None, findings
    text = words(rendered)
    assert "Obergrenze\nFassung 1" in text
    assert "am Zieltag.\n1 Kalendertag nach dem Zieltag.\n20 Kalendertage nach dem Zieltag." in text
    assert "variant" not in text
    assert "target" not in text


def test_a_document_that_names_no_language_is_written_in_that_of_the_playbook() -> None:
    book = "data/playbook.yaml"
    tree = {**minimal(), book: minimal()[book] + b"language: de\n"}
    records, findings = read_records(tree)
    assert not findings
    subject = work_order(records, start=dt.date(2026, 5, 3), status="draft")
    rendered, wrong = render(subject, records, read({**FILES, **BOTH}), Stamp("0"), draft=False)
    assert rendered is not None, wrong
    assert "Er gilt ab 3. Mai 2026" in words(rendered)
    english = work_order(records, language="en-GB")
    assert "In English." in printed(english, records, read({**FILES, **BOTH}))


def test_entries_of_a_list_end_as_the_template_says() -> None:
    records = ledger()
    body = "# Scope {#a}\n\n" + "".join(
        f"1. {{{{ '{text}' | no_stop }}}};\n" for text in ("Eight sites", "Eight sites.", "Eight sites; ")
    )
    assert printed(work_order(records), records, templates(body)).count("Eight sites;") == 3


def left_english(files: dict[str, bytes]) -> list[Finding]:
    return [one for one in judge_templates(read(files)) if one.rule == "TPL-025"]


def test_words_that_stay_english_are_told() -> None:
    (finding,) = left_english({**FILES, **BOTH})
    assert (finding.rule, finding.severity, finding.where.file) == (
        "TPL-025",
        Severity.WARNING,
        f"{FOLDER}/work_order.de.md",
    )
    left = finding.message.removesuffix(".").partition(": ")[2].split(", ")
    given = {"clause", "schedule", "calendar_days", "draft", "watermark"}
    assert left == [one.name for one in fields(Labels) if one.name not in given]


def test_nothing_stays_english_where_every_word_is_given() -> None:
    whole = "labels: {" + ", ".join(f"{one.name}: Wort" for one in fields(Labels)) + "}\n"
    german = GERMAN.replace(LABELS, whole).encode()
    assert left_english({**FILES, **BOTH, f"{FOLDER}/work_order.de.md": german}) == []


def test_a_clause_that_is_there_in_another_language_only_is_named_as_the_file_to_write() -> None:
    files = {**FILES, **BOTH}
    del files[f"{FOLDER}/clauses/secrecy.de.md"]
    (found,) = read_templates(files)[1]
    assert found.hint == (
        "write contract_templates/clauses/secrecy.de.md, as contract_templates/clauses/secrecy.md in this language"
    )

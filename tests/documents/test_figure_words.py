"""Figures of a contract speak its language, or the contract is not printed."""

from __future__ import annotations

import io
import re
from dataclasses import fields
from pathlib import Path

import pytest
from docx import Document
from ruamel.yaml import YAML

from remit.blocks.drawing import Drawing
from remit.documents.figures import FIGURES as PRINTED
from remit.documents.figures import seen
from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import Subject
from remit.documents.templates import FOLDER, HOUSE, Templates, judge_templates, read_templates
from remit.figures.cash_flow import cash_flow
from remit.figures.cost_history import cost_history
from remit.figures.payout import payout_curves
from remit.figures.speech import FIGURES, Speech, filled_in
from remit.findings import Finding, Severity
from remit.word.house import house_bytes
from tests.documents.printed import HEAD, ledger, work_order
from tests.figures.reading import off_the_sheet, overlapping, words
from tests.figures.test_cash_flow import PAID
from tests.figures.test_cost_history import steps
from tests.figures.test_payout import measure

README = Path(__file__).parents[2] / "contract_templates" / "README.md"
GERMAN = """labels:
  calendar_days: Kalendertagen
  business_days: Arbeitstagen
  hours: Stunden
  figures:
    escalation-ladder:
      within: "binnen {time}"
      roles: "{sponsor}: {sponsor_role}  ·  {cro}: {cro_role}"
      told_step: "{step} ({sponsor}: {sponsor_role}; {cro}: {cro_role}; {within})"
      then: ", dann "
      told: "Eskalationsleiter, von der untersten Stufe an: {steps}."
    milestones:
      told_line: "{milestone}: {amount}"
      told_planned: "{milestone}: {amount}, geplant für den {date}"
      told: "Zahlungen nach Meilensteinen: {milestones}."
    network:
      business_days: Arbeitstage
      critical: zeitbestimmend
      slack: mit Zeitreserve
      milestone: Meilenstein
      target: Zieltermin
      told_tasks: "Aufgaben im Kalender"
      told_part: "Aufgaben im Kalender, {shown} von {count}"
      told_critical: "zeitbestimmend: {tasks}"
      told_slack: "mit Zeitreserve: {tasks}"
      told_task: "{task} vom {start} bis {end}"
      told_more: "und {count} weitere"
      told_milestones: "Meilensteine: {milestones}"
      told_target: "Zieltermin: {date}"
    payout:
      bonus: Zusatzvergütung
      malus: Abzug (Malus)
      amounts: "Beträge in {currency}"
      days_late: Kalendertage nach dem Zieltermin
      figure: Wert
      told_measure: "{measure}, {unit}: {most_bonus} bei {first}, 0 ab {ends}; ab {starts} Abzug, {most_malus} bei {last}"
      told: "{order}: Verlauf von Zusatzvergütung und Abzug. {measures}."
    cash-flow:
      direct: Direkte Vergütung
      investigator: Zahlungen an Prüfstellen und Prüfärzte
      pass_through: Durchlaufende Kosten
      advances: Vorauszahlungen abzüglich Rückzahlungen
      a_month: "{currency} im Monat"
      thousand_a_month: "Tausend {currency} im Monat"
      in_all: "{currency} insgesamt"
      thousand_in_all: "Tausend {currency} insgesamt"
      nothing: Nichts ist an einem bekannten Tag fällig.
      told_nothing: "{order}: nichts ist an einem bekannten Tag fällig."
      told_year: "{year}: {amount}"
      told: "{order}: Zahlungen nach Jahren {years}. Der höchste Monat ist {month} mit {highest}; insgesamt {whole}."
    contract-value:
      original: Ursprung
      total: Summe
      earlier: "bis {change}"
      direct: Direkte Vergütung
      pass_through: Durchlaufende Kosten
      value: "Auftragswert, {currency}"
      thousand_value: "Auftragswert, Tausend {currency}"
      growth: Wachstum der direkten Vergütung, % des Ursprungs
      noticed: "angezeigt über {limit} %"
      executives: "Geschäftsführung über {limit} %"
      told_step: "{change} ändert ihn um {amount}, das Wachstum ist dann {growth} %"
      told: "Auftragswert: {original} im Ursprung; {steps}; {whole} insgesamt. Grenzen: {warning} und {limit}."
"""
SAID = YAML(typ="safe").load(GERMAN)["labels"]["figures"]
DE = Speech(locale="de", said=SAID)
NAMES = ("escalation-ladder", "milestones", "network", "payout", "cash-flow")
BODY = "# Abbildungen {#a}\n\n" + "".join(f"::: figure {name}\n:::\n\n" for name in NAMES)


def read(labels: str, body: str = BODY, kind: str = "work_order") -> tuple[Templates, tuple[Finding, ...]]:
    head = HEAD.replace("for: work_order", f"{labels}for: {kind}").replace("work_order.id", "document.id")
    return read_templates({f"{FOLDER}/{kind}.de.md": (head + body).encode(), HOUSE: house_bytes()})


def german() -> Subject:
    return work_order(ledger(), language="de")


def test_every_figure_of_a_german_contract_speaks_german() -> None:
    templates, findings = read(GERMAN)
    assert not findings
    rendered, wrong = render(german(), ledger(), templates, Stamp("0"), draft=False)
    assert rendered is not None, wrong
    described = [
        one.get("descr") for one in Document(io.BytesIO(rendered.data)).element.body.iter("{*}docPr")
    ]
    begin = ("Eskalationsleiter, von", "Zahlungen nach Meilensteinen: ", "Aufgaben im Kalender", "WO-101: ")
    for text, start in zip(described, begin, strict=False):
        assert text.startswith(start)
    everything = " ".join(described)
    assert re.search(
        r"\d\. (Januar|Februar|März|April|Mai|Juni|Juli|August|Oktober|November|Dezember) 20", everything
    )
    assert not re.search(
        r"\b(within|planned|critical|bonus|January|days|deduction|highest|month)\b", everything
    )


def test_words_on_the_sheet_are_german_and_stand_apart() -> None:
    templates, _ = read(GERMAN)
    compiled = templates.compiled("work_order", "de")
    assert compiled
    drawn = seen(ledger(), german(), compiled.template)["figures"]
    for name, drawing in drawn.items():
        assert isinstance(drawing, Drawing)
        assert off_the_sheet(drawing) == [], name
        assert overlapping(drawing) == [], name
    assert {"zeitbestimmend", "mit Zeitreserve", "Arbeitstage"} <= set(words(drawn["network"]))
    assert any(
        one.startswith("binnen ") and one.endswith("Arbeitstagen")
        for one in words(drawn["escalation-ladder"])
    )


def test_amounts_and_growth_are_written_as_the_language_writes_them() -> None:
    drawing = cost_history(steps(1100, 1205), DE)
    assert drawing
    assert "1.500.000 USD im Ursprung" in drawing.alternative
    assert "das Wachstum ist dann 20,5 %" in drawing.alternative
    assert "Ursprung" in words(drawing)
    assert "20,5" in words(drawing)
    assert off_the_sheet(drawing) == []


def test_curves_and_cash_find_room_for_longer_words() -> None:
    curves = payout_curves([measure("open", None, "Abschluss")], [SAID["payout"]["days_late"]], "WO-1", DE)
    assert curves.alternative == (
        "WO-1: Verlauf von Zusatzvergütung und Abzug. Abschluss, Kalendertage nach dem Zieltermin: 300 USD bei 0, "
        "0 ab 30; ab 30 Abzug, 600 USD bei 60."
    )
    cash = cash_flow(PAID, "WO-1", DE)
    assert "Der höchste Monat ist Dezember 2026 mit 40.000 USD; insgesamt 61.000 USD." in cash.alternative
    assert "Tausend USD im Monat" in words(cash)
    for drawing in (curves, cash):
        assert off_the_sheet(drawing) == []
        assert overlapping(drawing) == []


def test_english_contracts_need_no_words() -> None:
    english = "".join(f"::: figure {name}\n:::\n\n" for name in NAMES)
    found, findings = read_templates(
        {f"{FOLDER}/work_order.md": f"{HEAD}# One\n\n{english}".encode(), HOUSE: house_bytes()}
    )
    assert not findings
    assert ("work_order", "") in found.read


@pytest.mark.parametrize("instead", ["", "      critical: ' '\n"])
def test_a_contract_whose_figure_lacks_a_word_is_refused(instead: str) -> None:
    labels = GERMAN.replace("      critical: zeitbestimmend\n", instead)
    templates, findings = read(labels)
    (finding,) = findings
    assert (finding.rule, finding.severity) == ("TPL-024", Severity.ERROR)
    assert finding.message == "The figure network has no words in the language of this template: critical."
    assert (HEAD + labels + BODY).splitlines()[(finding.where.line or 0) - 1] == "::: figure network"
    rendered, refused = render(german(), ledger(), templates, Stamp("0"), draft=False)
    assert rendered is None
    assert "has no template that can be used" in refused[0].message


@pytest.mark.parametrize(
    ("was", "now", "rule", "told"),
    [
        ("binnen {time}", "binnen", "TPL-024", "in within of the figure escalation-ladder stands {time} in braces"),
        ("binnen {time}", "binnen {time} {time}", "TPL-024", "once"),
        ("binnen {time}", "binnen {zeit}", "TPL-024", "{time}"),
        ("binnen {time}", "binnen {time.__class__}", "TPL-024", "{time}"),
        ("binnen {time}", "binnen {time:>99999999}", "TPL-024", "{time}"),
        ("binnen {time}", "binnen {time!r}", "TPL-024", "{time}"),
        ("binnen {time}", "binnen {time", "TPL-024", "{time}"),
        ("critical: zeit", "criticle: zeit", "TPL-001", "the figure network has no word criticle"),
        ("network:", "netwerk:", "TPL-001", "there are no words for a figure netwerk"),
        ("business_days: Arbeitstage\n", "business_days: [1]\n", "TPL-001", "gives words by the name of a figure"),
        ("critical: zeitbestimmend", 'critical: "zeit\\u0001"', "TPL-013", "U+0001"),
    ],
)  # fmt: skip
def test_wrong_words_are_found_before_anything_is_printed(was: str, now: str, rule: str, told: str) -> None:
    assert was in GERMAN
    _, findings = read(now.join(GERMAN.rsplit(was, 1)))
    assert any(one.rule == rule and told in one.message for one in findings), findings
    assert all(one.severity is Severity.ERROR for one in findings)


def test_figures_of_a_report_are_english_with_a_warning() -> None:
    templates, none = read("", "# Bericht {#b}\n\n::: figure scorecard\n:::\n", "performance_report")
    (finding,) = (one for one in judge_templates(templates) if one.rule == "TPL-024")
    assert none == ()
    assert (finding.rule, finding.severity, finding.where.line) == ("TPL-024", Severity.WARNING, 8)
    assert ("performance_report", "de") in templates.read


def test_every_figure_that_a_contract_can_print_has_words() -> None:
    for kind in ("work_order", "quality_agreement", "transfer", "change_order"):
        assert PRINTED[kind].keys() <= FIGURES.keys()


def test_the_readme_lists_every_word() -> None:
    fences = re.findall(r"^```yaml\n(.*?)^```$", README.read_text("utf-8"), re.S | re.M)
    listed = YAML(typ="safe").load(next(one for one in fences if one.startswith("labels:")))
    assert listed["labels"]["figures"] == {
        name: {one.name: one.default for one in fields(kind)} for name, kind in FIGURES.items()
    }


def test_the_german_of_these_tests_is_whole() -> None:
    for name, kind in FIGURES.items():
        assert SAID[name].keys() == {one.name for one in fields(kind)}
        for one in fields(kind):
            assert filled_in(SAID[name][one.name]) == filled_in(str(one.default))


def test_what_is_rounded_to_nothing_has_no_sign_of_a_loss() -> None:
    for locale in ("en_GB", "de"):
        speech = Speech(locale=locale)
        assert (speech.number(-0.4), speech.number(-0.4, plus=True)) == ("0", "+0")
        assert speech.number(-1234.5, 1) in ("-1,234.5", "-1.234,5")

"""Where the work lies: what is outside as a whole, and what is given away in pieces."""

from __future__ import annotations

from collections.abc import Mapping

from remit.calc.allocation import Function, areas, functions, is_outside, providers_of, splits, unplaced
from remit.load.records import read_records
from remit.model.decisions import Principles
from remit.model.ledger import Ledger
from remit.model.studies import Study
from tests.rules.workspace import changed, minimal

STUDY = "data/studies/al-101/study.yaml"
PRINCIPLES = "# data/principles.yaml\n"
FIRST = f"# {STUDY}\ntherapeutic_area: Oncology\nprogramme: AL-1\nmodel: full service\n"
SECOND = "# data/studies/al-102/study.yaml\nprotocol_id: AL-102\n"


def portfolio(*examples: str) -> Ledger:
    """The playbook of the rules with a second study like the first, and changed as the examples say."""
    tree: Mapping[str, bytes] = minimal()
    tree = changed(tree, FIRST)
    tree = {**tree, "data/studies/al-102/study.yaml": tree[STUDY]}
    for example in (SECOND, *examples):
        tree = changed(tree, example)
    ledger, findings = read_records(tree)
    assert not findings
    return ledger


def principles(ledger: Ledger) -> Principles:
    return ledger.one(Principles)


REGIONS = (
    PRINCIPLES
    + "regions:\n  america: {title: America, countries: [US]}\n  asia: {title: Asia, countries: [JP]}\n"
)


def test_an_area_is_whole_when_all_its_studies_are_outside() -> None:
    ledger = portfolio(REGIONS)
    area, region = areas(ledger, principles(ledger))
    assert (area.kind, area.title, area.outside, area.whole) == (
        "therapeutic area", "Oncology", ("al-101", "al-102"), True,
    )  # fmt: skip
    assert (region.title, region.whole, region.providers) == ("America", True, ("brightwell",))


def test_one_study_inside_is_enough() -> None:
    ledger = portfolio(SECOND + "model: in-house\n", REGIONS)
    assert [one.whole for one in areas(ledger, principles(ledger))] == [False, False]
    own = "own_studies:\n  al-1: {title: First dose, programme: AL-1, therapeutic_area: Oncology, countries: [US]}\n"
    ledger = portfolio(REGIONS, PRINCIPLES + own)
    assert [(one.inside, one.whole) for one in areas(ledger, principles(ledger))] == [(("al-1",), False)] * 2


def test_one_study_is_no_routine() -> None:
    tree = changed(minimal(), FIRST)
    ledger, _ = read_records(tree)
    (area,) = areas(ledger, principles(ledger))
    assert (area.outside, area.whole) == (("al-101",), False)


def test_of_a_study_of_which_nothing_is_known_nothing_is_said() -> None:
    ledger = portfolio("# data/studies/al-102/study.yaml\nmodel:\nservices:\n")
    (area,) = areas(ledger, principles(ledger))
    assert (area.unknown, area.whole) == (("al-102",), False)


def test_without_a_model_the_providers_tell() -> None:
    ledger = portfolio("# data/studies/al-102/study.yaml\nmodel:\n")
    study = ledger.of(Study)["al-102"]
    assert is_outside(ledger, study) is True
    assert "sponsor-oversight" not in str(providers_of(ledger, study))
    assert set(providers_of(ledger, study)) == {"brightwell"}


def test_countries_without_a_region_are_named_once_there_are_regions() -> None:
    assert unplaced(portfolio(), principles(portfolio())) == ()
    ledger = portfolio(PRINCIPLES + "regions:\n  asia: {title: Asia, countries: [JP]}\n")
    assert unplaced(ledger, principles(ledger)) == ("US",)


def test_a_service_with_two_providers_in_one_programme_is_split() -> None:
    other = "# data/studies/al-102/study.yaml\nservices:\n  site-monitoring:\n    provider: corvane\n"
    (found,) = splits(portfolio(other))
    assert (found.programme, found.service) == ("AL-1", "site-monitoring")
    assert found.studies == {"brightwell": ("al-101",), "corvane": ("al-102",)}
    assert splits(portfolio(other + "programme: AL-2\n")) == ()
    assert splits(portfolio()) == ()


def function(ledger: Ledger) -> Function:
    (found,) = functions(ledger, principles(ledger))
    return found


def test_a_function_is_judged_by_its_people_its_work_and_what_is_kept() -> None:
    found = function(portfolio())
    assert (found.title, found.year, found.reasons) == ("Clinical Operations", 2026, ())
    assert set(found.activities) == {"al-101", "al-102"}


WORK = "workload:\n  - {function: Clinical Operations, year: 2026, internal: %s, external: 1}\n"


def test_a_function_without_own_people_is_outside() -> None:
    found = function(portfolio(PRINCIPLES + WORK % 0))
    assert found.reasons == ("no full-time equivalent of its own is left in 2026",)


def test_a_function_whose_people_do_nothing_in_any_study_is_outside() -> None:
    idle = (
        PRINCIPLES
        + "workload: []\ncompetences:\n  a: {function: Idle, competence: A, holder: %s, reason: R}\n"
    )
    roles = "# data/roles.yaml\nroles:\n  sponsor-executive:\n    function: Idle\n"
    no_monitoring = "competences:\n  monitoring:\n"
    found = functions(
        ledger := portfolio(idle % "outsourced", roles, PRINCIPLES + no_monitoring), principles(ledger)
    )
    assert [one.reasons for one in found] == [
        ("in all 2 studies others do its work, and no competence of it is kept",)
    ]
    kept = functions(
        ledger := portfolio(idle % "retained", roles, PRINCIPLES + no_monitoring), principles(ledger)
    )
    assert [(one.reasons, len(one.kept)) for one in kept] == [((), 1)]

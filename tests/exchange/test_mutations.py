"""However a real file is damaged, an import writes a record that loads, or says what is wrong."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from remit.exchange.ctgov import import_ctgov
from remit.exchange.study_draft import Imported
from remit.exchange.usdm import import_usdm
from remit.exchange.yaml_text import to_yaml
from remit.findings import CannotGoOn
from remit.load.yaml import parse
from remit.model.ledger import Ledger
from tests.exchange.playbooks import ledger

INPUTS = Path(__file__).parents[1] / "inputs"
LEDGER = ledger()
ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        10**12,
        2.5,
        "",
        " ",
        "\u202e",
        "\ud800",
        "\x00",
        "x" * 20_000,
        "PHASE2",
        "2020-02-30",
        "NaN",
    ),
    *([], {}, [None], [[]], [{}], {"": {}}, {"a": [1]}, ["a", 1, None], {"value": "3"}, {"decode": 4}),
)

Importer = Callable[[Path, Ledger], Imported]


@cache
def real(name: str) -> Any:
    """A real file without the parts that no import reads, so that damage hits what matters."""
    record = json.loads((INPUTS / name).read_text("utf-8"))
    if "protocolSection" in record:
        record = {"protocolSection": record["protocolSection"]}
        for module in ("descriptionModule", "outcomesModule", "eligibilityModule", "referencesModule"):
            record["protocolSection"].pop(module, None)
        locations = record["protocolSection"].get("contactsLocationsModule", {})
        locations["locations"] = locations.get("locations", [])[:4]
    else:
        version = record["study"]["versions"][0]
        for part in (
            "narrativeContentItems",
            "biomedicalConcepts",
            "eligibilityCriterionItems",
            "amendments",
            "bcSurrogates",
        ):
            version.pop(part, None)
        for part in (
            "encounters",
            "activities",
            "scheduleTimelines",
            "objectives",
            "eligibilityCriteria",
            "studyCells",
        ):
            version["studyDesigns"][0].pop(part, None)
        record["study"].pop("documentedBy", None)
    return record


def paths(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(path for key, entry in inner for path in paths(entry, (*at, key)))]


@cache
def places(name: str) -> list[tuple[str | int, ...]]:
    return [path for path in paths(real(name)) if path]


def damaged(name: str, damage: list[tuple[tuple[str | int, ...], Any]]) -> Any:
    record = copy.deepcopy(real(name))
    for path, value in damage:
        holder = record
        try:
            for key in path[:-1]:
                holder = holder[key]
            if value is ...:
                del holder[path[-1]]
            else:
                holder[path[-1]] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue
    return record


@pytest.mark.parametrize(
    ("name", "importer"),
    [
        ("ctgov/NCT02552212.json", import_ctgov),
        ("ctgov/NCT03475563.json", import_ctgov),
        ("ctgov/NCT03453554.json", import_ctgov),
        ("usdm/CDISC_Pilot_Study.json", import_usdm),
        ("usdm/EliLilly_NCT03421379_Diabetes.json", import_usdm),
    ],
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_never_ends_in_a_traceback_or_a_file_that_does_not_load(
    tmp_path: Path, name: str, importer: Importer, data: st.DataObject
) -> None:
    where = st.sampled_from(places(name))
    damage = data.draw(st.lists(st.tuples(where, st.sampled_from((..., *ODD))), min_size=1, max_size=6))
    path = tmp_path / "damaged.json"
    path.write_text(json.dumps(damaged(name, damage)), "utf-8")
    try:
        imported = importer(path, LEDGER)
    except CannotGoOn:
        return
    document, findings = parse("study.yaml", to_yaml(imported.draft).encode())
    assert findings == ()
    assert isinstance(document, dict)
    assert all(finding.where.line and finding.where.column for finding in imported.findings)


@given(st.binary(max_size=300), st.integers(0, 7000))
def test_torn_files_are_refused(tmp_path_factory: pytest.TempPathFactory, noise: bytes, cut: int) -> None:
    path = tmp_path_factory.mktemp("torn") / "torn.json"
    path.write_bytes((INPUTS / "ctgov" / "NCT00973089.json").read_bytes()[:cut] + noise)
    for importer in (import_ctgov, import_usdm):
        with pytest.raises(CannotGoOn):
            importer(path, LEDGER)

"""Studies described in CDISC's Unified Study Definitions Model (USDM), versions 4 and, where they agree, 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from remit.exchange.characters import shown
from remit.exchange.json_text import parse, read
from remit.exchange.products import GivenIntervention, take_product
from remit.exchange.reading import DERIVED, NOT_KEPT, UNKNOWN_WORD, Node, Reading
from remit.exchange.study_draft import (
    MOST,
    Imported,
    StudyDraft,
    arms,
    check_minimum,
    finish,
    identity,
    propose_regimes,
    propose_sponsor,
    texts,
)
from remit.exchange.usdm_codes import decode, is_sponsor, issuer, label, manages_sites, only, sponsor_name
from remit.exchange.usdm_population import take_dates, take_population, take_sites
from remit.findings import CannotGoOn, Where, error
from remit.model.ledger import Ledger

PHASES: Mapping[str, str] = MappingProxyType(
    {
        "0": "Early Phase 1",
        "i": "Phase 1",
        "ia": "Phase 1",
        "ib": "Phase 1",
        "i/ii": "Phase 1/2",
        "ii": "Phase 2",
        "iia": "Phase 2",
        "iib": "Phase 2",
        "ii/iii": "Phase 2/3",
        "iii": "Phase 3",
        "iiia": "Phase 3",
        "iiib": "Phase 3",
        "iv": "Phase 4",
        "not applicable": "not applicable",
    }
)
MODELS: Mapping[str, str] = MappingProxyType(
    {
        "parallel study": "parallel assignment",
        "crossover study": "crossover assignment",
        "factorial study": "factorial assignment",
        "single group study": "single group assignment",
        "group sequential design": "sequential assignment",
    }
)
KEPT = frozenset(
    (
        *(
            "id",
            "instanceType",
            "titles",
            "studyTitle",
            "studyIdentifiers",
            "organizations",
            "roles",
            "dateValues",
        ),
        *(
            "versionIdentifier",
            "studyVersion",
            "studyDesigns",
            "studyPhase",
            "studyType",
            "studyInterventions",
        ),
        *("documentVersionIds", "extensionAttributes", "rationale", "notes"),
    )
)


def import_usdm(path: Path, ledger: Ledger, study: str | None = None) -> Imported:
    """The study in a USDM file; ``study`` is its id, where it should not follow from the protocol number.

    Raises CannotGoOn where the file is not JSON, holds no study, or tells neither title nor number.
    """
    text = read(path)
    reading = Reading(str(path), text, parse(str(path), text))
    version = _version(reading)
    design = only(version["studyDesigns"], "study designs", "name")
    draft = StudyDraft(reading)
    registry = _identification(draft, version)
    _design(draft, version, design)
    take_population(draft, design)
    take_sites(draft, version)
    take_dates(draft, version)
    sponsor, node = sponsor_name(version)
    propose_sponsor(draft, ledger, sponsor, node)
    propose_regimes(draft, ledger, version, {})
    draft.left_out(("services",), version["roles"], "the file names no contract research organisation")
    _not_kept(version)
    id = identity(reading, draft.values.get("protocol_id"), registry, study)
    return finish(
        draft,
        id,
        f"Study imported from a CDISC USDM file ({shown(path.name)}). Comments name what the file does not tell.",
    )


def _version(reading: Reading) -> Node:
    top = _definition(reading)
    stated = top["usdmVersion"].text(40)
    if stated is not None and not stated.startswith(("3.", "4.")):
        message = f"usdmVersion is {shown(stated)}; versions 3 and 4 can be read"
        hint = "save the study definition as USDM version 4, or write its record with 'remit new study'"
        raise CannotGoOn(error("IMP-009", message, Where(reading.file, (), 1, 1), hint))
    study = top["study"]
    version = only(study.first("versions", "studyVersions"), "versions of the study", "versionIdentifier")
    if version.value is None:
        message = (
            f"the file holds no version of the study: {study['versions'].name} is empty or not in the file"
        )
        raise CannotGoOn(
            error("IMP-009", message, Where(reading.file, (), 1, 1), "save the whole study definition"),
            *reading.located(),
        )
    return version


def _definition(reading: Reading) -> Node:
    """The one study definition in the file: the definition itself, or the only one of a list."""
    top = reading.top()
    if isinstance(top.value, list):
        several = list(top.items())
        if len(several) != 1:
            raise _no_definition(
                reading, f"the file holds {len(several)} studies", "save the definition of one study"
            )
        top = several[0]
    if isinstance(top.value, dict) and isinstance(top.value.get("study"), dict):
        return top
    hint = "save the study definition in the format USDM JSON (version 4)"
    if isinstance(top.value, dict) and {"protocolSection", "studies"} & set(top.value):
        hint = "it looks like a ClinicalTrials.gov record: use 'remit import ctgov'"
    raise _no_definition(reading, "this is not a USDM file: study is not in the file", hint)


def _no_definition(reading: Reading, message: str, hint: str) -> CannotGoOn:
    return CannotGoOn(error("IMP-009", message, Where(reading.file, (), 1, 1), hint))


# ---- fields -----------------------------------------------------------------------------------------------------------


def _identification(draft: StudyDraft, version: Node) -> str | None:
    """Titles and numbers; returns the registry number."""
    titles = {decode(title["type"]) or "": title for title in version["titles"].items()}
    found = {
        word: next((t for name, t in titles.items() if word in name.lower()), None)
        for word in ("official", "brief", "public", "acronym")
    }
    at = {word: title["text"] if title else version["titles"] for word, title in found.items()}
    plain = version["studyTitle"]
    text = {word: title["text"].text() if title else None for word, title in found.items()}
    title = text["official"] or plain.text() or text["brief"] or text["public"]
    check_minimum(draft.reading, title, f"{version['titles'].name} of type Official or Brief Study Title")
    draft.take(("title",), title, at["official"])
    if not (text["official"] or plain.text()):
        version["titles"].note(
            DERIVED, "the file has no official title; this is its brief or public title", ("title",)
        )
    draft.take(("short_title",), text["brief"] or text["public"], at["brief"])
    if text["acronym"]:
        at["acronym"].note(NOT_KEPT, f"acronym of the study: {shown(text['acronym'])}", ("short_title",))
    draft.take(
        ("protocol_version",),
        version.first("versionIdentifier", "studyVersion").text(60),
        version["versionIdentifier"],
    )
    return _numbers(draft, version)


def _numbers(draft: StudyDraft, version: Node) -> str | None:
    protocol, registry, others = None, None, []
    for identifier in list(version["studyIdentifiers"].items())[:MOST]:
        value = identifier.first("text", "studyIdentifier").text(200)
        scope = issuer(version, identifier)
        if value is None:
            continue
        if is_sponsor(scope) and not manages_sites(scope) and protocol is None:
            protocol = value
            continue
        others.append({"scheme": label(scope) or "other number", "value": value})
        if registry is None and re.fullmatch(r"NCT[0-9]{8}", value):
            registry = value
    why = (
        f"{version['studyIdentifiers'].name} holds no number that was given by the sponsor" if others else ""
    )
    draft.take(("protocol_id",), protocol, version["studyIdentifiers"], why)
    draft.take(("identifiers",), tuple(others), version["studyIdentifiers"])
    return registry


def _design(draft: StudyDraft, version: Node, design: Node) -> None:
    kind = _study_type(version, design)
    draft.take(("design", "study_type"), kind, design["studyType"])
    draft.take(("phase",), _phase(version, design, kind), design["studyPhase"])
    traits = [
        decode(trait) or "" for trait in (*design["characteristics"].items(), *design["subTypes"].items())
    ]
    allocation = next((word for trait in traits for word in _allocation(trait)), None)
    draft.take(
        ("design", "allocation"),
        allocation,
        design["characteristics"],
        f"{design['characteristics'].name} does not say whether the study is randomised",
    )
    node = design.first("model", "interventionModel")
    model = decode(node)
    draft.take(("design", "model"), MODELS.get((model or "").lower(), (model or "").lower()) or None, node)
    masking = (decode(design["blindingSchema"]) or "").lower().removesuffix(" study")
    draft.take(("design", "masking"), masking or None, design["blindingSchema"])
    intents = design.first("intentTypes", "trialIntentTypes")
    purposes = [(decode(intent) or "").lower().removesuffix(" study") for intent in intents.items()]
    draft.take(("design", "purpose"), ", ".join(dict.fromkeys(filter(None, purposes))) or None, intents)
    conditions = texts(
        one["description"] if one["description"].text() else one["label"]
        for one in design["indications"].items()
    )
    draft.take(("indication",), conditions, design["indications"])
    named = [(arm, label(arm)) for arm in list(design["arms"].items())[:MOST]]
    draft.take(
        ("arms",), arms((label, _arm(arm, label)) for arm, label in named if label) or None, design["arms"]
    )
    _product(draft, version, design)


def _study_type(version: Node, design: Node) -> str | None:
    stated = (
        decode(design["studyType"]) or decode(version["studyType"]) or design["instanceType"].text(100) or ""
    )
    return next(
        (kind for kind in ("interventional", "observational", "expanded access") if kind in stated.lower()),
        None,
    )


def _allocation(trait: str) -> Iterator[str]:
    if re.search("non-?randomi[sz]ed", trait.lower()):
        yield "non-randomised"
    elif re.search("randomi[sz]ed", trait.lower()):
        yield "randomised"


def _phase(version: Node, design: Node, kind: str | None) -> str | None:
    node = design["studyPhase"] if design["studyPhase"].value is not None else version["studyPhase"]
    words = decode(node)
    if words is None:
        return "not applicable" if kind == "observational" else None
    bare = (
        re.sub(r"\b(phase|trial|study)\b", "", words.lower())
        .strip()
        .replace("1", "i")
        .replace("2", "ii")
        .replace("3", "iii")
        .replace("4", "iv")
    )
    if bare not in PHASES:
        node.note(UNKNOWN_WORD, f"{node.name} is '{shown(words)}', which is no known phase")
    elif bare.endswith(("a", "b")):
        node.note(DERIVED, f"the file says {shown(words)}", ("phase",))
    return PHASES.get(bare)


def _arm(arm: Node, title: str) -> dict[str, str]:
    kind, description = decode(arm["type"]), arm["description"].text()
    given = {"title": title}
    if kind:
        given["type"] = kind.lower().removesuffix(" arm")
    if description:
        given["description"] = description
    return given


def _product(draft: StudyDraft, version: Node, design: Node) -> None:
    """The product of experimental interventions; its form from their routes, where the file gives any."""
    interventions = (
        version["studyInterventions"]
        if version["studyInterventions"].value is not None
        else design["studyInterventions"]
    )
    used = set(texts(design["studyInterventionIds"].items()))
    nodes = [one for one in list(interventions.items())[:MOST] if not used or one["id"].text(200) in used]
    roles = {id(one): (decode(one["role"]) or "").lower() for one in nodes}
    tested = {key for key, role in roles.items() if "experimental" in role or "investigational" in role}
    given = [
        GivenIntervention(label(one) or "", decode(one["type"]) or "", not tested or id(one) in tested, one)
        for one in nodes
        if label(one)
    ]
    take_product(draft, given, interventions)
    routes = [
        (decode(step["route"]) or "").lower() for one in nodes for step in one["administrations"].items()
    ]
    forms = dict.fromkeys(route.removesuffix(" route of administration") for route in routes if route)
    if "product" in draft.values:
        draft.take(
            ("product", "form"),
            "; ".join(forms) or None,
            interventions,
            f"{interventions.name} gives no route of administration",
        )
        if forms:
            interventions.note(
                DERIVED,
                "route of administration as the file has it; it gives no pharmaceutical form here",
                ("product", "form"),
            )


# ---- numbers and places -----------------------------------------------------------------------------------------------


def _not_kept(version: Node) -> None:
    rest = [name for name in version.members() if name not in KEPT and version.value[name] != []]
    if rest:
        version.note(NOT_KEPT, f"not kept in a study record: {shown(', '.join(rest), 400)}")

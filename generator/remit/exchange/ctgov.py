"""Studies registered on ClinicalTrials.gov, as version 2 of its interface gives them."""

from __future__ import annotations

import re
from pathlib import Path

from remit.exchange.characters import shown
from remit.exchange.countries import country_code
from remit.exchange.ctgov_words import (
    ALLOCATIONS,
    DATES,
    KEPT,
    MASKED,
    MASKINGS,
    MODELS,
    PERSPECTIVES,
    PHASES,
    PURPOSES,
    SCHEMES,
    STUDY_TYPES,
    Words,
)
from remit.exchange.json_text import parse, read
from remit.exchange.products import GivenIntervention, take_product
from remit.exchange.reading import CONTRADICTION, DERIVED, NOT_KEPT, UNKNOWN_WORD, WRONG_TYPE, Node, Reading
from remit.exchange.study_draft import (
    MOST,
    Imported,
    StudyDraft,
    arms,
    check_dates,
    check_minimum,
    finish,
    identity,
    propose_regimes,
    propose_sponsor,
    texts,
)
from remit.findings import CannotGoOn, Where, error
from remit.model.ledger import Ledger


def import_ctgov(path: Path, ledger: Ledger, study: str | None = None) -> Imported:
    """The study in a registry record; ``study`` is its id, where it should not follow from the protocol number.

    Raises CannotGoOn where the file is not JSON, not a record of the registry, or tells neither title nor number.
    """
    text = read(path)
    reading = Reading(str(path), text, parse(str(path), text))
    section = _record(reading)["protocolSection"]
    draft = StudyDraft(reading)
    nct = _identification(draft, section["identificationModule"], path)
    _design(draft, section)
    _people(draft, section)
    _places(draft, section["contactsLocationsModule"]["locations"])
    _dates(draft, section["statusModule"])
    sponsors = section["sponsorCollaboratorsModule"]
    propose_sponsor(draft, ledger, sponsors["leadSponsor"]["name"].text(), sponsors["leadSponsor"]["name"])
    collaborators = texts(collaborator["name"] for collaborator in sponsors["collaborators"].items())
    if collaborators:
        draft.take(("collaborators",), collaborators, sponsors["collaborators"])
    propose_regimes(draft, ledger, section["contactsLocationsModule"], _excluded(section["oversightModule"]))
    draft.left_out(("services",), section, "a registry does not know who provides which service")
    _not_kept(section)
    id = identity(reading, draft.values.get("protocol_id"), nct, study)
    source = f"record {nct}" if nct else "a record without number"
    return finish(
        draft,
        id,
        f"Study imported from ClinicalTrials.gov ({source}). Comments name what the registry does not tell.",
    )


def _record(reading: Reading) -> Node:
    """The one record in the file: the record itself, or the only one of a list as searches give it."""
    top = reading.top()
    several = (
        top
        if isinstance(top.value, list)
        else top["studies"]
        if isinstance(top.value, dict) and "studies" in top.value
        else None
    )
    if several is not None:
        records = list(several.items())
        if len(records) != 1:
            raise _no_record(
                reading, f"the file holds {len(records)} studies", "save the record of one study"
            )
        top = records[0]
    if not isinstance(top.value, dict):
        raise _no_record(
            reading,
            "the file does not hold a group of fields",
            "save the record of one study in the format JSON",
        )
    if "protocolSection" not in top.value:
        raise _no_record(
            reading, "this is not a ClinicalTrials.gov record: protocolSection is not in the file", _hint(top)
        )
    return top


def _hint(top: Node) -> str:
    if "study" in top.value or "usdmVersion" in top.value:
        return "it looks like a CDISC USDM file: use 'remit import usdm'"
    if "FullStudiesResponse" in top.value or "ProtocolSection" in top.value or "Study" in top.value:
        return "it looks like the registry's old format: save the record again from https://clinicaltrials.gov/api/v2/studies/"
    return "save the record of one study in the format JSON"


def _no_record(reading: Reading, message: str, hint: str) -> CannotGoOn:
    return CannotGoOn(error("IMP-009", message, Where(reading.file, (), 1, 1), hint))


# ---- fields -----------------------------------------------------------------------------------------------------------


def _identification(draft: StudyDraft, module: Node, path: Path) -> str | None:
    """Titles and numbers; returns the registry number."""
    official, brief = module["officialTitle"].text(), module["briefTitle"].text()
    check_minimum(
        draft.reading, official or brief, f"{module['officialTitle'].name} and {module['briefTitle'].name}"
    )
    draft.take(("title",), official or brief, module["officialTitle"])
    if official is None:
        module["officialTitle"].note(
            DERIVED, "the registry has no official title; this is its brief title", ("title",)
        )
    draft.take(("short_title",), brief, module["briefTitle"])
    acronym = module["acronym"].text()
    if acronym:
        module["acronym"].note(NOT_KEPT, f"acronym of the study: {shown(acronym)}", ("short_title",))
    draft.take(("protocol_id",), module["orgStudyIdInfo"]["id"].text(200), module["orgStudyIdInfo"]["id"])
    draft.left_out(("protocol_version",), module, "the registry does not know the version of the protocol")
    nct = _registry_number(module["nctId"], path)
    numbers = [{"scheme": "ClinicalTrials.gov", "value": nct}] if nct else []
    numbers += [_second_number(info) for info in module["secondaryIdInfos"].items() if info["id"].text(200)]
    numbers += [
        {"scheme": "ClinicalTrials.gov, former number", "value": text}
        for text in texts(module["nctIdAliases"].items())
    ]
    draft.take(("identifiers",), tuple(numbers[:MOST]), module["nctId"])
    return nct


def _registry_number(node: Node, path: Path) -> str | None:
    nct = node.text(200)
    if nct is None:
        return None
    if not re.fullmatch(r"NCT[0-9]{8}", nct):
        node.note(
            WRONG_TYPE,
            f"{node.name} is '{shown(nct)}', which is not a registry number (NCT and eight digits)",
            ("identifiers",),
        )
        return None
    named = re.search(r"NCT[0-9]{8}", path.name)
    if named and named[0] != nct:
        node.note(
            CONTRADICTION, f"{node.name} is {nct}, but the file is named {shown(path.name)}", ("identifiers",)
        )
    return nct


def _second_number(info: Node) -> dict[str, str]:
    kind = info["type"].text(200) or ""
    domain = info["domain"].text(200)
    return {
        "scheme": SCHEMES.get(kind) or domain or (kind.replace("_", " ").lower() or "other number"),
        "value": str(info["id"].text(200)),
    }


def _design(draft: StudyDraft, section: Node) -> None:
    module = section["designModule"]
    info = module["designInfo"]
    kind = _word(module["studyType"], STUDY_TYPES)
    draft.take(("design", "study_type"), kind, module["studyType"])
    draft.take(("phase",), _phase(module, kind), module["phases"])
    if kind == "observational":
        draft.take(("design", "model"), _observation(info), info["observationalModel"])
    elif kind != "expanded access":
        draft.take(("design", "allocation"), _word(info["allocation"], ALLOCATIONS), info["allocation"])
        draft.take(("design", "model"), _word(info["interventionModel"], MODELS), info["interventionModel"])
        draft.take(("design", "masking"), _masking(info["maskingInfo"]), info["maskingInfo"]["masking"])
        draft.take(("design", "purpose"), _word(info["primaryPurpose"], PURPOSES), info["primaryPurpose"])
    conditions = section["conditionsModule"]["conditions"]
    draft.take(("indication",), texts(conditions.items()), conditions)


def _word(node: Node, words: Words) -> str | None:
    text = node.text(200)
    if text is not None and text not in words:
        node.note(UNKNOWN_WORD, f"{node.name} is '{shown(text)}', which is none of {', '.join(words)}")
    return words.get(text or "")


def _phase(module: Node, kind: str | None) -> str | None:
    phases = [phase.text(200) or "" for phase in module["phases"].items()]
    if not phases:
        return "not applicable" if kind in ("observational", "expanded access") else None
    phase = PHASES.get(" ".join(sorted(dict.fromkeys(phases))))
    if phase is None:
        module["phases"].note(
            UNKNOWN_WORD, f"{module['phases'].name} is '{shown(', '.join(phases))}', which is no known phase"
        )
    elif phase != "not applicable" and kind == "observational":
        module["phases"].note(
            CONTRADICTION, f"{module['phases'].name} is {phase}, but the study is observational", ("phase",)
        )
    return phase


def _observation(info: Node) -> str | None:
    words = (_word(info["observationalModel"], MODELS), _word(info["timePerspective"], PERSPECTIVES))
    return ", ".join(word for word in words if word) or None


def _masking(info: Node) -> str | None:
    masking = _word(info["masking"], MASKINGS)
    who = [_word(node, MASKED) for node in info["whoMasked"].items()]
    named = ", ".join(word for word in who if word)
    return f"{masking} ({named})" if masking and named else masking


def _people(draft: StudyDraft, section: Node) -> None:
    """Arms, product and numbers of participants."""
    module = section["armsInterventionsModule"]
    groups = [group for group in list(module["armGroups"].items())[:MOST] if group["label"].text(500)]
    titles = [str(group["label"].text(500)) for group in groups]
    draft.take(
        ("arms",),
        arms((title, _arm(group, title)) for title, group in zip(titles, groups, strict=True)) or None,
        module["armGroups"],
    )
    experimental = {t for t, g in zip(titles, groups, strict=True) if g["type"].value == "EXPERIMENTAL"}
    given = [
        _intervention(node, titles, experimental)
        for node in list(module["interventions"].items())[:MOST]
        if node["name"].text(500)
    ]
    take_product(draft, given, module["interventions"])
    info = section["designModule"]["enrollmentInfo"]
    count = info["count"].whole()
    draft.take(("participants", "enrolled"), count, info["count"])
    if count is not None:
        draft.take(
            ("participants", "count"),
            _word(info["type"], {"ACTUAL": "actual", "ESTIMATED": "planned"}),
            info["type"],
        )
        draft.left_out(("participants", "screened"), info, "the registry does not know how many are screened")
    if count == 0:
        status = section["statusModule"]["overallStatus"].text(200) or "unknown"
        info["count"].note(
            CONTRADICTION,
            f"{info['count'].name} is 0 (status of the study: {shown(status)}); no work can be priced on it",
            ("participants", "enrolled"),
        )


def _arm(group: Node, title: str) -> dict[str, str]:
    kind, description = group["type"].text(200), group["description"].text()
    arm = {"title": title}
    if kind:
        arm["type"] = kind.replace("_", " ").lower()
    if description:
        arm["description"] = description
    return arm


def _intervention(node: Node, titles: list[str], experimental: set[str]) -> GivenIntervention:
    labels = texts(node["armGroupLabels"].items())
    for label in labels:
        if label not in titles:
            node["armGroupLabels"].note(
                CONTRADICTION,
                f"{node['armGroupLabels'].name} names the arm '{shown(label)}', which the file does not describe",
                ("arms",),
            )
    tested = not experimental or not labels or bool(experimental & set(labels))
    return GivenIntervention(str(node["name"].text(500)), node["type"].text(200) or "", tested, node)


def _places(draft: StudyDraft, locations: Node) -> None:
    sites = list(locations.items())
    draft.take(("sites",), len(sites) or None, locations)
    unnamed = [site for site in sites if site["country"].text(200) is None]
    codes: dict[str, str] = {}
    for site in sites:
        name = site["country"].text(200)
        code = country_code(name) if name else None
        if name and code:
            codes.setdefault(code, name)
        elif name:
            site["country"].note(
                UNKNOWN_WORD,
                f"{site['country'].name} is '{shown(name)}', which is no country of ISO 3166",
                ("countries",),
            )
    if unnamed:
        locations.note(
            CONTRADICTION,
            f"{len(unnamed)} of {len(sites)} {locations.name} name no country (first: {unnamed[0].name})",
            ("countries",),
        )
    draft.take(("countries",), tuple(sorted(codes, key=lambda code: codes[code])), locations)


def _dates(draft: StudyDraft, module: Node) -> None:
    nodes = {field: module[name]["date"] for field, name in DATES.items()}
    for field, node in nodes.items():
        draft.take(("dates", field), node.date(), node)
    check_dates(draft, nodes)
    if draft.values.get("dates") and module["overallStatus"].value in (
        "COMPLETED",
        "TERMINATED",
        "WITHDRAWN",
    ):
        status = str(module["overallStatus"].value).lower()
        module["overallStatus"].note(
            DERIVED,
            f"the registry says the study is {status}: figures and dates are what happened, not a plan",
            ("dates",),
        )


def _excluded(oversight: Node) -> dict[str, str]:
    """Regimes that the record itself excludes."""
    if oversight["isFdaRegulatedDrug"].value is False:
        return {"us-21cfr312": f"{oversight['isFdaRegulatedDrug'].name} is false"}
    return {}


def _not_kept(section: Node) -> None:
    rest = [name for name in section.members() if name not in KEPT]
    if rest:
        section.note(NOT_KEPT, f"not kept in a study record: {shown(', '.join(rest), 400)}")

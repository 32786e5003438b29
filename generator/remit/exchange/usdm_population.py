"""Numbers of participants, sites, countries and dates of a USDM file."""

from __future__ import annotations

from remit.exchange.characters import shown
from remit.exchange.countries import country_code
from remit.exchange.reading import CONTRADICTION, DERIVED, UNKNOWN_WORD, Node
from remit.exchange.study_draft import StudyDraft
from remit.exchange.usdm_codes import decode


def take_population(draft: StudyDraft, design: Node) -> None:
    """Numbers of participants: quantities are floats, ranges or sums of cohorts."""
    population = design["population"]
    enrolled = _count(population, "plannedEnrollmentNumber") or _sum_of_cohorts(population)
    node = population["plannedEnrollmentNumber"]
    draft.take(("participants", "enrolled"), enrolled, node)
    if enrolled is None:
        return
    draft.take(("participants", "count"), "planned", node)
    completed = _count(population, "plannedCompletionNumber")
    draft.take(("participants", "completed"), completed, population["plannedCompletionNumber"])
    if completed is not None and completed > enrolled:
        population.note(
            CONTRADICTION,
            f"{population.name}: {completed} are planned to complete, but only {enrolled} to be enrolled",
            ("participants", "completed"),
        )
    draft.left_out(("participants", "screened"), population, "the file does not tell how many are screened")


def _count(population: Node, name: str) -> int | None:
    """A number that is given as a quantity, or as a range whose ends agree."""
    node = population.first(name, f"{name}Quantity", f"{name}Range")
    if node.value is None:
        return None
    if isinstance(node.value, dict) and "value" not in node.value:
        low, high = (
            end["value"] if isinstance(end.value, dict) else end
            for end in (node["minValue"], node["maxValue"])
        )
        if low.whole() != high.whole():
            node.note(
                CONTRADICTION,
                f"{node.name} is a range ({shown(low.value)} to {shown(high.value)}); a record needs one number",
                ("participants",),
            )
            return None
        return high.whole()
    return node["value"].whole()


def _sum_of_cohorts(population: Node) -> int | None:
    cohorts = list(population["cohorts"].items())
    numbers = [_count(cohort, "plannedEnrollmentNumber") for cohort in cohorts]
    known = [number for number in numbers if number is not None]
    if not known or len(known) != len(numbers):
        return None
    population["cohorts"].note(
        DERIVED, f"the sum of the planned numbers of {len(known)} cohorts", ("participants", "enrolled")
    )
    return sum(known)


def take_sites(draft: StudyDraft, version: Node) -> None:
    """Sites and countries, from the sites that organisations manage; an organisation's own address is no site."""
    sites = [
        site
        for organization in version["organizations"].items()
        for site in organization["managedSites"].items()
    ]
    draft.take(
        ("sites",), len(sites) or None, version["organizations"], "no organisation in the file manages a site"
    )
    if sites:
        version["organizations"].note(
            DERIVED, "the sites that the file names; a protocol rarely names all", ("sites",)
        )
    codes: dict[str, None] = {}
    for site in sites:
        code = site["country"]["code"].text(20)
        name = country_code(code or "") or country_code(decode(site["country"]) or "")
        if name:
            codes.setdefault(name)
        else:
            site["country"].note(
                UNKNOWN_WORD,
                f"{site['country'].name} is '{shown(code or 'not in the file')}', which is no country of ISO 3166",
                ("countries",),
            )
    draft.take(
        ("countries",),
        tuple(codes),
        version["organizations"],
        "" if codes else "no organisation in the file names a site with its country",
    )


def take_dates(draft: StudyDraft, version: Node) -> None:
    """The date of the protocol; a study definition holds no dates of the study's conduct."""
    wanted = ("protocol effective", "approval")
    found = [
        (word, one)
        for word in wanted
        for one in version["dateValues"].items()
        if word in (decode(one["type"]) or "").lower()
    ]
    for word, one in found:
        date = one["dateValue"].date()
        if date is not None and len(date.text) == 10:
            draft.take(("protocol_date",), date, one["dateValue"])
            if word == "approval":
                one["dateValue"].note(
                    DERIVED, f"the date of '{shown(decode(one['type']))}'", ("protocol_date",)
                )
            break
    else:
        draft.left_out(("protocol_date",), version["dateValues"])
    draft.left_out(
        ("dates", "start"),
        version["dateValues"],
        "a study definition does not hold when the study is conducted",
    )

"""Where the work lies: by function, therapeutic area and region, by study and provider, with what is outside as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.calc.allocation import Area, Function, areas, functions, providers_of, splits, unplaced
from remit.calc.competences import gaps
from remit.model.decisions import Principles
from remit.model.studies import Study
from remit.pages.book import country
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    heading,
    joined,
    listing,
    note,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk


def sections(desk: Desk, one: Principles) -> Iterator[Block]:
    """Functions, areas and regions, then studies with their providers."""
    found = functions(desk.book.ledger, one)
    if found:
        yield heading(2, "Functions: what is kept", "functions")
        yield paragraph(
            "A function is outside as a whole if none of its full-time equivalents is left inside, or if others do its "
            "work in all studies and no competence of it is kept."
        )
        yield _functions(desk, found)
        yield from _gaps(desk, one)
    places = areas(desk.book.ledger, one)
    if places:
        yield heading(2, "Therapeutic areas and regions", "areas")
        yield paragraph(
            "An area or region is outside as a whole if all its studies, at least two, are run with partners."
        )
        yield _areas(desk, one, places)
        lost = unplaced(desk.book.ledger, one)
        if lost:
            yield paragraph(small(f"In no region of the playbook: {', '.join(map(country, lost))}."))
    studies = tuple(desk.book.studies.values())
    if studies:
        yield heading(2, "Services by study", "services-by-study")
        yield paragraph("Who provides each service in each study. What is outside in every study is marked.")
        yield _services(desk, studies)
        yield heading(3, "Whole parts or fragments", "fragments")
        yield from _fragments(desk, studies)


# ---- functions ------------------------------------------------------------------------------------------------------


def _functions(desk: Desk, found: Sequence[Function]) -> Block:
    studies = dict.fromkeys(study for one in found for study in one.activities)
    rows = [
        (
            one.title,
            f"{one.work.internal:f}" if one.year else small("not recorded"),
            f"{one.work.share:.0f} %" if one.work.share is not None else "",
            *(str(one.activities.get(study, 0)) for study in studies),
            listing([each.competence for each in one.kept]),
            joined([badge("outside as a whole", "warn"), small("; ".join(one.reasons))], " ")
            if one.reasons
            else badge("kept inside", "good"),
        )
        for one in found
    ]
    names = [(f"Own activities in {desk.book.protocol(study)}", "num") for study in studies]
    columns = ["Function", ("Own FTE", "num"), ("With partners", "num"), *names]
    return table(
        [*columns, ("Competences kept or shared", "wide"), "Verdict"],
        rows,
        caption="Work of functions kept inside",
    )


def _gaps(desk: Desk, one: Principles) -> Iterator[Block]:
    kept = [each for each in one.competences.values() if each.holder != "outsourced"]
    lacking = [(each, gap) for each in kept for gap in gaps(desk.book.ledger, each)]
    if lacking:
        words = listing([f"{each.competence}: {gap}" for each, gap in lacking])
        yield note("Competences without a holder", words, "warn")
    elif kept:
        yield paragraph(
            f"Each of the {len(kept)} competences that are kept or shared has a role of the sponsor, and one that stands in."
        )


# ---- areas and regions ----------------------------------------------------------------------------------------------


def _areas(desk: Desk, one: Principles, found: Sequence[Area]) -> Block:
    rows = [
        (
            joined([each.title, small(each.kind)], "<br>"),
            _studies(desk, one, each.outside),
            _studies(desk, one, each.inside),
            desk.records("party", each.providers),
            badge("outside as a whole", "warn") if each.whole else _verdict(desk, one, each),
        )
        for each in found
    ]
    columns = ["Name", "Run with partners", ("Run inside", "wide"), "Providers", "Verdict"]
    return table(columns, rows, caption="Studies by therapeutic area and region")


def _verdict(desk: Desk, one: Principles, each: Area) -> Inert:
    if each.unknown:
        return joined([badge("not known of all", "plain"), _studies(desk, one, each.unknown)], " ")
    if each.inside:
        return badge("work inside", "good")
    return badge("one study only", "plain")


def _studies(desk: Desk, one: Principles, ids: Sequence[str]) -> Inert:
    named = [
        desk.record("study", id) if id in desk.book.studies else one.own_studies[id].title for id in ids
    ]  # fmt: skip
    return listing(named)


# ---- studies and providers ------------------------------------------------------------------------------------------


def _services(desk: Desk, studies: Sequence[Study]) -> Block:
    rows = []
    for service in desk.book.services.values():
        held = [study.services.get(service.id) for study in studies]
        used = [(study, one) for study, one in zip(studies, held, strict=True) if one]
        if not used:
            continue
        outside = all(one.provider != study.sponsor for study, one in used)
        mark = badge("outside in every study", "info") if outside else Inert("")
        cells = [desk.record("party", one.provider) if one else small("not used") for one in held]
        rows.append((desk.record("service", service.id), *cells, mark))
    columns = [("Service", "wide"), *(study.protocol_id for study in studies), "Note"]
    return table(columns, rows, caption="Provider of each service by study")


def _fragments(desk: Desk, studies: Sequence[Study]) -> Iterator[Block]:
    most = desk.book.ledger.thresholds.providers_per_study
    rows = []
    for study in studies:
        found = providers_of(desk.book.ledger, study)
        parts = [
            joined([desk.record("party", party), f": {len(services)} of {len(study.services)} services"], "")
            for party, services in found.items()
        ]
        verdict = badge("fragments", "warn") if len(found) > most else badge("few providers", "good")
        rows.append((desk.record("study", study.id), study.programme or "", listing(parts), verdict))
    yield paragraph(
        f"At most {most} providers in a study count as few; specialists below a provider are not counted."
    )
    yield table(
        ["Study", "Programme", ("Providers", "wide"), "Verdict"], rows, caption="Providers of each study"
    )
    split = splits(desk.book.ledger)
    if split:
        yield note(
            "Services of a programme with several providers",
            listing(
                joined(
                    [
                        f"{one.programme}: ",
                        desk.record("service", one.service),
                        " with ",
                        desk.records("party", one.studies, " and "),
                    ],
                    "",
                )
                for one in split
            ),
            "warn",
        )
    elif any(study.programme for study in studies):
        yield paragraph("In every programme, each service is with one provider.")

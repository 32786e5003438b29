"""QUAL, continued: what a quality agreement must hold, and decisions to build or to buy."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.orders import all_orders_for
from remit.calc.responsibility import transfer_of
from remit.model.agreements import QualityAgreement
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Acquisition, Role
from remit.model.quality import Quality
from remit.model.services import Obligation, Regime, Service
from remit.model.studies import Study, StudyTeam
from remit.rules.rule import Problem, Reads, complete, listed, must, see, should, whole
from remit.schema.nearest import nearest

UNDERTAKINGS = (
    "compliance",
    "data recording",
    "retention",
    "access for monitoring, audit and inspection",
    "quality management",
    "incident reporting",
    "serious breach",
    "deviations and corrective action",
    "return of records",
    "subcontracting",
)
"""What good clinical practice wants in an agreement with a provider: ICH E6(R3) 3.6.3 and 3.6.7, and inspectors."""

JAPANESE = (
    "procedures",
    "verification of performance",
    "instructions",
    "verification of instructions",
    "reports to the sponsor",
    "compensation",
)
"""What Article 12 of the Japanese ordinance adds; the scope stands in the work order, other needs wherever there are any."""


@must("QUAL-010")
def chosen_system_was_compared(ledger: Ledger) -> Iterator[Problem]:
    """A decision to build or to buy chooses one of its options, each with the cost of five years.

    Why: A system that is cheap to buy is often dear to keep and dearer to leave.

    Wrong:
        # data/systems.yaml
        acquisitions:
          ctms:
            need: A trial management system
            component: software
            type: enterprise
            delivery: cloud
            end_use: sponsor
            options:
              buy:
                kind: buy
                title: Buy it
                yearly: [10000 USD, 5000 USD]
                quality: 8
                risk: Dependence
            chosen: buy
            integration: Export of visits
            exit: Export of all data
            decided: 2025-06-02
            approved_by: sponsor-executive

    Right:
        # data/systems.yaml
        acquisitions:
          ctms:
            need: A trial management system
            component: software
            type: enterprise
            delivery: cloud
            end_use: sponsor
            options:
              buy:
                kind: buy
                title: Buy it
                yearly: [10000 USD, 5000 USD, 5000 USD, 5000 USD, 5000 USD]
                quality: 8
                risk: Dependence
            chosen: buy
            integration: Export of visits
            exit: Export of all data
            decided: 2025-06-02
            approved_by: sponsor-executive

    Source: published practice for build-or-buy decisions.
    """
    for acquisition in ledger.every(Acquisition):
        if acquisition.chosen not in acquisition.options and whole(ledger, acquisition):
            hint = nearest(acquisition.chosen, list(acquisition.options)) or "name the id of an option"
            yield Problem(f"there is no option '{acquisition.chosen}'", acquisition.at("chosen"), hint)
        for option in acquisition.options.values():
            if len(option.yearly) != 5:
                message = f"'{option.title}' has the cost of {len(option.yearly)} years, not of five"
                yield Problem(message, option.at("yearly"), "add the missing years")
        currencies = dict.fromkeys(
            year.currency for one in acquisition.options.values() for year in one.yearly
        )
        if len(currencies) > 1:
            message = f"the options are priced in {listed(currencies)} and cannot be compared"
            yield Problem(message, acquisition.at("options").key(), "give every cost in one currency")


def _agreements(ledger: Ledger, study: Study) -> list[QualityAgreement]:
    orders = all_orders_for(ledger, study.id)
    found = {one.quality_agreement: ledger.of(QualityAgreement).get(one.quality_agreement) for one in orders}
    return [one for one in found.values() if one]


@must("QUAL-012", across=(Study, Reads(WorkOrder, ("study", "also_covers", "quality_agreement"))))
def undertakings_held(ledger: Ledger) -> Iterator[Problem]:
    """Quality agreements hold what good clinical practice wants of a provider, from compliance to subcontracting.

    Why: What the agreement does not say, the provider has not promised. Each line of the split of quality responsibilities
    names under 'covers' what it holds.

    Wrong:
        # data/quality.yaml
        responsibilities:
          capa:
            covers: []

    Right:
        # data/quality.yaml
        responsibilities:
          capa:
            covers: [deviations and corrective action]

    Source: ICH E6(R3) 3.6.3 and 3.6.7; EMA questions and answers on contracts.
    """
    studies = [one for one in ledger.every(Study) if "ich-e6r3" in one.regimes and _agreements(ledger, one)]
    yield from _uncovered(ledger, UNDERTAKINGS, "good clinical practice wants") if studies else ()


def _uncovered(ledger: Ledger, wanted: tuple[str, ...], who: str) -> Iterator[Problem]:
    for quality in ledger.every(Quality):
        covered = {subject for one in quality.responsibilities.values() for subject in one.covers}
        missing = [subject for subject in wanted if subject not in covered]
        if missing and whole(ledger, quality):
            message = f"no line of the split of quality responsibilities covers what {who}: {listed(missing)}"
            yield Problem(message, quality.at("responsibilities").key(), "name it under 'covers' of a line")


@must("STUDY-011", across=(Study,))
def japanese_items_held(ledger: Ledger) -> Iterator[Problem]:
    """Under the Japanese ordinance, a contract with a CRO holds the eight items of its Article 12.

    Why: What is not in the contract is not outsourced. Scope and other needs stand in the work order; the other six are
    named under 'covers' in the split of quality responsibilities.

    Wrong:
        # data/studies/al-101/study.yaml
        regimes: [us-21cfr312, ich-e6r3, jp-jgcp]

    Right:
        # data/studies/al-101/study.yaml
        regimes: [us-21cfr312, ich-e6r3]

    Source: J-GCP Ordinance Article 12.
    """
    studies = [one for one in ledger.every(Study) if "jp-jgcp" in one.regimes]
    yield from _uncovered(ledger, JAPANESE, "the Japanese ordinance wants") if studies else ()
    for study in studies:
        for order in ledger.in_study(WorkOrder, study.id):
            if not order.services and whole(ledger, order):
                message = "a contract under the Japanese ordinance states its scope, but no service is named"
                yield Problem(message, order.at("services"), "name the services")


@must("QUAL-013")
def archivist_named(ledger: Ledger) -> Iterator[Problem]:
    """Under the EU regulation, the sponsor names in the study's team who is responsible for the archive.

    Why: The regulation wants a person inside the sponsor's organisation, whoever keeps the boxes.

    Source: Regulation (EU) No 536/2014 Article 58.
    """
    regime = ledger.of(Regime).get("eu-ctr")
    archive = (
        [one.id for one in regime.obligations.values() if one.topic == "record-retention"] if regime else []
    )
    teams = {team.study: team for team in ledger.every(StudyTeam)}
    for study in ledger.every(Study):
        transfer, team = transfer_of(ledger, study), teams.get(study.id)
        if "eu-ctr" not in study.regimes or transfer is None or team is None or not whole(ledger, team):
            continue
        for id in archive:
            allocation = transfer.allocations.get(id)
            role = ledger.of(Role).get(allocation.sponsor_function or "") if allocation else None
            named = {one.role for one in team.assignments.values() if one.person}
            if allocation and role and role.party == "sponsor" and role.id not in named:
                yield Problem(
                    f"{ledger.of(Obligation)[id].citation} wants a named person for the archive, but the team names "
                    f"no {role.title}",
                    allocation.at("sponsor_function"),
                    "name the person in the study's team.yaml",
                    see("the team", team.at("assignments").key()),
                )


@should("QUAL-014", across=(Reads(WorkOrder, ("quality_agreement", "services", "status")),))
def agreed_services_are_bought(ledger: Ledger) -> Iterator[Problem]:
    """Every service that a quality agreement covers is bought by a work order that rests on it.

    Why: Scope of work order, quality agreement and transfer are read side by side. What only one of them has is a
    misunderstanding, or work that nobody pays.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        services: [site-monitoring, quality-assurance]

    Right:
        # data/agreements/quality/qa-bright.yaml
        services: [site-monitoring]

    Source: EMA questions and answers on contracts; inspection practice.
    """
    if not complete(ledger, WorkOrder, Service):
        return
    for agreement in ledger.of(QualityAgreement).values():
        orders = [one for one in ledger.of(WorkOrder).values() if one.quality_agreement == agreement.id]
        bought = {id for one in orders if one.status != "superseded" for id in one.services}
        for place, id in enumerate(agreement.services):
            service = ledger.of(Service).get(id)
            if orders and service and id not in bought:
                yield Problem(
                    f"'{service.title}' is covered by {agreement.number}, but bought by no work order that rests on it",
                    agreement.at("services", place),
                    "remove it, or add it to a work order",
                    see("a work order", orders[0].at("services")),
                )


RULES = (
    chosen_system_was_compared,
    undertakings_held,
    japanese_items_held,
    archivist_named,
    agreed_services_are_bought,
)

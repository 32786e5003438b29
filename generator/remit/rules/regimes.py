"""STUDY, continued: which regimes apply, several sponsors, and what each regime wants of a study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.calc.responsibility import regimes_of
from remit.model.applicability import GOVERNED, proposed_regimes, without_law
from remit.model.governance import Escalation, EventClock, LegalEvent
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Regime
from remit.model.studies import Study
from remit.model.values import Duration
from remit.rules.rule import Problem, complete, listed, must, see, should, whole

Clock = tuple[LegalEvent, Duration | None]

_FATAL: Clock = ("fatal or life-threatening reaction", Duration(7, "calendar day"))
_OTHER: Clock = ("other unexpected reaction", Duration(15, "calendar day"))
_BREACH: Clock = ("serious breach", Duration(7, "calendar day"))
_MEASURE: Clock = ("urgent safety measure", Duration(7, "calendar day"))
_ADVERSE: Clock = ("serious adverse event", None)
CLOCKS: Mapping[str, tuple[Clock, ...]] = {
    "us-21cfr312": (_FATAL, _OTHER),
    "us-21cfr812": (("unanticipated device effect", Duration(10, "business day")),),
    "eu-ctr": (_FATAL, _OTHER, _BREACH, _MEASURE),
    "uk-si-2004-1031": (_FATAL, _OTHER, _BREACH),
    "ca-fdr-div5": (_FATAL, _OTHER),
    "ich-e6r2": (_ADVERSE,),
    "ich-e6r3": (_ADVERSE,),
}
"""Events of which an authority, or at least the sponsor, must be told, with the authority's time if it sets one.

21 CFR 312.32(c) and 812.150(b)(1); EU CTR Articles 42, 52 and 54; UK regulations 29A and 33; C.05.014 of the Canadian
regulations; ICH E6(R2) 4.11.1; E6(R3) 2.7.2.
"""


@should("STUDY-007")
def co_sponsors_share_tasks(ledger: Ledger) -> Iterator[Problem]:
    """Where a study has several sponsors, the three tasks are assigned among them that co-sponsors must assign.

    Why: What co-sponsors do not allocate in writing, all of them answer for; three tasks must have one of them by name.

    Wrong:
        # data/studies/al-101/study.yaml
        co_sponsors: [corvane]

    Right:
        # data/studies/al-101/study.yaml
        co_sponsors: [corvane]
        joint_roles:
          compliance: aldena
          contact: aldena
          measures: corvane

    Source: Regulation (EU) No 536/2014 Article 72.
    """
    for study in ledger.every(Study):
        if study.co_sponsors and study.joint_roles is None:
            yield Problem(
                f"study {study.protocol_id} has several sponsors, who answer jointly for whatever is not allocated; "
                f"nobody is named for compliance, contact and measures",
                study.at("co_sponsors"),
                "add 'joint_roles:' with compliance, contact and measures",
            )
        if study.joint_roles:
            sponsors = (study.sponsor, *study.co_sponsors)
            for name in ("compliance", "contact", "measures"):
                party = ledger.of(Party).get(getattr(study.joint_roles, name))
                if party and party.id not in sponsors:
                    message = f"{party.short_name} is no sponsor of study {study.protocol_id}"
                    yield Problem(message, study.joint_roles.at(name), "name one of the sponsors")


@must("STUDY-008")
def laws_are_chosen(ledger: Ledger) -> Iterator[Problem]:
    """A regime of the playbook that is law in a country of a study, and for its product, is among the study's regimes.

    Why: A duty under a law that nobody chose is in no transfer and in no plan; the law applies all the same.

    Wrong:
        # data/studies/al-101/study.yaml
        regimes: [ich-e6r3]

    Right:
        # data/studies/al-101/study.yaml
        regimes: [us-21cfr312, ich-e6r3]

    Source: territorial scope of the regimes.
    """
    for study in ledger.every(Study):
        if not study.regimes or not study.services or not whole(ledger, study):
            continue
        for regime in proposed_regimes(ledger, study.product.kind, study.countries):
            if regime.countries and regime.id not in study.regimes:
                here = [country for country in study.countries if country in regime.countries]
                yield Problem(
                    f"{regime.short_title} is law in {listed(here)} for a {study.product.kind}, but is not among the "
                    f"regimes of study {study.protocol_id}",
                    study.at("regimes"),
                    f"add {regime.id}, and its duties to the transfer of obligations",
                    see("where it is law", regime.at("countries")),
                )


@should("STUDY-009")
def countries_have_a_law(ledger: Ledger) -> Iterator[Problem]:
    """For each country of a study, one of the study's regimes is the law there.

    Why: A country without a law in the study looks like a country without duties: no transfer, no notice and no clock
    speaks of it. The catalogue may hold its law, although the playbook does not have it in force.

    Wrong:
        # data/studies/al-101/study.yaml
        countries: [US, CH]

    Right:
        # data/studies/al-101/study.yaml
        countries: [US]

    Source: territorial scope of the regimes.
    """
    if not complete(ledger, Regime):
        return
    for study in ledger.every(Study):
        regimes = regimes_of(ledger, study)
        if not study.services or len(regimes) < len(study.regimes):
            continue
        chosen = proposed_regimes(ledger, study.product.kind, study.countries)
        governed = GOVERNED.get(study.product.kind, "any")
        for country in without_law(regimes, study.countries):
            if any(country in regime.countries for regime in chosen):
                continue  # STUDY-008 asks for it
            laws = [
                one
                for one in ledger.of(Regime).values()
                if country in one.countries and one.product in ("any", governed)
            ]
            where = study.at("countries", study.countries.index(country))
            if laws:
                names = listed(f"{one.short_title} ({one.id})" for one in laws)
                yield Problem(
                    f"none of the regimes of study {study.protocol_id} is law in {country}; the catalogue has {names}",
                    where,
                    "add it to 'regimes' in data/playbook.yaml and in the study, and its duties to the transfer",
                    see("where it is law", laws[0].at("countries")),
                )
            else:
                yield Problem(
                    f"no regime of the playbook is law in {country}",
                    where,
                    "add its regime to data/obligations, or have counsel confirm that another covers it",
                )


@must("STUDY-010")
def one_edition(ledger: Ledger) -> Iterator[Problem]:
    """A study follows one edition of ICH E6, not two.

    Why: The editions number and weigh duties differently; a study under both is under whichever is remembered.

    Source: ICH E6(R3), which takes the place of E6(R2) where it is in effect.
    """
    for study in ledger.every(Study):
        if {"ich-e6r2", "ich-e6r3"} <= set(study.regimes):
            message = f"study {study.protocol_id} follows E6(R2) and E6(R3)"
            hint = "keep the edition in effect when the study began; a change is an amendment of the transfer"
            yield Problem(message, study.at("regimes", study.regimes.index("ich-e6r2")), hint)


@should("GOV-012")
def clocks_say_whose_awareness(ledger: Ledger) -> Iterator[Problem]:
    """A clock of an event that an authority must know says whose awareness starts it.

    Why: Two days are lost between "somebody knew" and "we were told"; the authority counts from the first.

    Wrong:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            starts: Awareness

    Right:
        # data/escalation.yaml
        clocks:
          fatal-susar:
            starts: Awareness of the CRO

    Source: 21 CFR 312.32(c); EU CTR Articles 42 and 52.
    """
    words = {"cro", "sponsor", "site", "investigator", "provider", "processor", "laboratory", "monitor"}
    words |= {party.short_name.casefold() for party in ledger.of(Party).values()}
    words |= {role.title.casefold() for role in ledger.of(Role).values()}
    for clock in ledger.of(EventClock).values():
        if clock.regulator_clock and not any(word in clock.starts.casefold() for word in words):
            message = f"'{clock.starts}' does not say whose awareness starts the clock"
            yield Problem(message, clock.at("starts"), "name the party, role or site")


@should("GOV-013", across=(Study,))
def clocks_of_the_law(ledger: Ledger) -> Iterator[Problem]:
    """For each event that a regime of a study wants told, the escalation plan has a clock, no longer than the law's.

    Why: A clock that is not in the plan is found out when it has run down. 'kind' says which event of the law a clock
    is for.

    Wrong:
        # data/escalation.yaml
        clocks:
          other-susar:

    Right:
        # data/escalation.yaml
        clocks:
          other-susar:
            event: Another unexpected reaction becomes known
            kind: other unexpected reaction
            sender: cro-cra
            recipient: sponsor-project-manager
            within: 24 hours
            starts: Awareness of the CRO
            regulator_clock: 15 calendar days
            source: 21 CFR 312.32(c)(1)

    Source: 21 CFR 312.32(c) and 812.150(b)(1); EU CTR Articles 42, 52 and 54; C.05.014 of the Canadian regulations.
    """
    chosen = {id for study in ledger.every(Study) if study.services for id in study.regimes}
    wanted: dict[Clock, list[str]] = {}
    for id, clocks in CLOCKS.items():
        regime = ledger.of(Regime).get(id)
        for clock in clocks if regime and id in chosen else ():
            wanted.setdefault(clock, []).append(regime.short_title if regime else id)
    for plan in ledger.every(Escalation):
        for (kind, longest), regimes in wanted.items():
            if whole(ledger, plan):
                yield from _judged(plan, kind, longest, listed(regimes))


def _judged(plan: Escalation, kind: LegalEvent, longest: Duration | None, regimes: str) -> Iterator[Problem]:
    """What is wrong with the clocks of a plan for one event of the law; ``longest`` is the authority's time."""
    own = [clock for clock in plan.clocks.values() if clock.kind == kind]
    sets = f", for which {regimes} sets {longest}" if longest else f", as {regimes} wants"
    if not own:
        hint = f"add 'kind: {kind}' to its clock, or a clock for it"
        yield Problem(f"the plan has no clock for '{kind}'{sets}", plan.at("clocks").key(), hint)
    for clock in own if longest else ():
        if clock.regulator_clock is None or (longest and clock.regulator_clock.hours > longest.hours):
            yield Problem(
                f"the authority's clock for '{kind}' is {clock.regulator_clock or 'missing'}; {regimes} sets {longest}",
                clock.at("regulator_clock") if clock.regulator_clock else clock.where.key(),
                f"write 'regulator_clock: {longest}'",
            )


RULES = (
    co_sponsors_share_tasks,
    laws_are_chosen,
    countries_have_a_law,
    one_edition,
    clocks_say_whose_awareness,
    clocks_of_the_law,
)

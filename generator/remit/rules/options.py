"""SEL, continued: the options of a decision, the work on which its shares rest, and what it keeps inside."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.competences import given_away
from remit.calc.deciding import compared, is_rounded, partners_share
from remit.model.decisions import Decision, Option, PortfolioWork, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Activity
from remit.model.values import Percent
from remit.rules.rule import Problem, listed, must, see, should, whole


@should("SEL-015")
def chosen_is_not_beaten(ledger: Ledger) -> Iterator[Problem]:
    """No other option takes at most as many own people, costs at most as much and is at most as risky as the chosen one.

    Why: Whatever counts how much, an option that is beaten in everything was chosen for a reason that nobody wrote down,
    or one of its figures is wrong.

    Wrong:
        # data/studies/al-101/decision.yaml
        options:
          own:
            internal_fte: 1
            cost: 1000000 USD
            risk: 2

    Right:
        # data/studies/al-101/decision.yaml
        options:
          own:
            internal_fte: 4
            cost: 1000000 USD
            risk: 2

    Source: decision practice (dominated options).
    """
    weights = next((one.option_weights for one in ledger.every(Principles)), None)
    for decision in ledger.every(Decision):
        for one in compared(decision.options, weights):
            if one.option.id == decision.chosen and one.beaten_by and whole(ledger, decision):
                better = [decision.options[id] for id in one.beaten_by]
                yield Problem(
                    f"'{one.option.title}' was chosen, but {listed(_in_words(other) for other in better)} takes no more own "
                    "people, costs no more, and is no riskier",
                    decision.at("chosen"),
                    "correct the figures, or weigh an option that shows what speaks for the choice",
                    see("the better option", better[0].where),
                )


def _in_words(option: Option) -> str:
    return f"'{option.title}'"


@must("SEL-016")
def shares_rest_on_work(ledger: Ledger) -> Iterator[Problem]:
    """The partners' share before and after a decision is that of the full-time equivalents on which it rests.

    Why: The share decides whether the portfolio is on target; a figure that nobody can reckon again decides nothing.

    Wrong:
        # data/studies/al-101/decision.yaml
        outsourced_after: 40 %
        work_after:
          year: 2026
          internal: 7
          external: 3

    Right:
        # data/studies/al-101/decision.yaml
        outsourced_after: 40 %
        work_after:
          year: 2026
          internal: 6
          external: 4

    Source: portfolio practice.
    """
    for decision in ledger.every(Decision):
        yield from _share(decision, "outsourced_before", decision.outsourced_before, decision.work_before)
        yield from _share(decision, "outsourced_after", decision.outsourced_after, decision.work_after)


def _share(decision: Decision, field: str, share: Percent, work: PortfolioWork | None) -> Iterator[Problem]:
    exact = partners_share(work) if work else None
    if work and exact is not None and not is_rounded(share, exact):
        yield Problem(
            f"{work.external} of {work.internal + work.external} full-time equivalents are "
            f"{float(exact):.1f} %, not {share}",
            decision.at(field),
            "correct the share, or the work on which it rests",
            see("the work", work.where),
        )


@must("SEL-021")
def what_is_kept_stays(ledger: Ledger) -> Iterator[Problem]:
    """An activity that a decision keeps because it gives an advantage is answered for by the sponsor.

    Why: What sets a company apart is given away line by line in a matrix, never by a decision.

    Wrong:
        # data/studies/al-101/decision.yaml
        kept:
          - activity: monitoring-visits
            advantage: yes
            reason: Our own monitors know the sites

    Right:
        # data/studies/al-101/decision.yaml
        kept:
          - activity: monitoring-visits
            advantage: no
            reason: Available in the market

    Source: outsourcing practice (core competences).
    """
    for decision in ledger.every(Decision):
        for keep, party in given_away(ledger, decision):
            activity, holder = ledger.of(Activity)[keep.activity], ledger.of(Party)[party]
            yield Problem(
                f"'{activity.title}' is kept for its advantage, but {holder.short_name} answers for it in the study",
                keep.at("activity"),
                "correct the matrix of responsibilities, or say that it may be given out",
            )


@must("SEL-017")
def effort_adds_up(ledger: Ledger) -> Iterator[Problem]:
    """The sponsor's effort of an option is the sum over its functions, where these are given.

    Why: The cap of a study is agreed on the sum, and people are planned by function; a difference is somebody who is
    not there.

    Wrong:
        # data/studies/al-101/decision.yaml
        options:
          full:
            internal_fte: 1
            functions:
              - function: Clinical Operations
                fte: 0.5

    Right:
        # data/studies/al-101/decision.yaml
        options:
          full:
            internal_fte: 1
            functions:
              - function: Clinical Operations
                fte: 0.5
              - function: Quality Assurance
                fte: 0.5

    Source: resource planning practice.
    """
    for decision in ledger.every(Decision):
        for option in decision.options.values():
            found = sum((one.fte for one in option.functions), Decimal(0))
            if option.functions and found != option.internal_fte and whole(ledger, decision):
                yield Problem(
                    f"the functions of '{option.title}' sum to {found.normalize():f}, not {option.internal_fte:f}",
                    option.at("internal_fte"),
                    "correct a function or the sum",
                )


@should("SEL-023")
def lead_is_there(ledger: Ledger) -> Iterator[Problem]:
    """Who leads from a decision to the award is a role of the sponsor, filled when the decision is taken.

    Why: Between memo and award, scope, price and terms are made. Without somebody who answers for it, bidders make them.

    Wrong:
        # data/studies/al-101/decision.yaml
        lead_from: 2025-10-01

    Right:
        # data/studies/al-101/decision.yaml
        lead_from: 2025-09-01

    Source: published practice of sponsor-CRO alliances.
    """
    for decision in ledger.every(Decision):
        role = ledger.of(Role).get(decision.outsourcing_lead)
        if role and role.party != "sponsor":
            message = f"{role.title} leads to the award, but is no role of the sponsor"
            yield Problem(message, decision.at("outsourcing_lead"), "name a role of the sponsor")
        if decision.lead_from > decision.date:
            yield Problem(
                f"the lead is there from {decision.lead_from} on, after the decision of {decision.date}",
                decision.at("lead_from"),
                "fill the role before the decision, or correct a date",
                see("the decision", decision.at("date")),
            )


RULES = (chosen_is_not_beaten, shares_rest_on_work, what_is_kept_stays, effort_adds_up, lead_is_there)

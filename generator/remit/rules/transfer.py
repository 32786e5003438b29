"""TOO: what a transfer of obligations must say by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.calc.responsibility import duties_of
from remit.model.ledger import Ledger
from remit.model.services import Obligation, Regime
from remit.model.studies import Allocation, Study, Transfer
from remit.rules.rule import Problem, must, see, whole

_VAGUE = re.compile(
    r"""(?:will\ |shall\ |to\ )?(?:(?:provid|giv|offer)(?:e|es|ing|s)?\ )?
    (?:(?:general|full|active|timely|reasonable|necessary|appropriate|all|any|administrative)\ )*
    (?:support|assist|help)(?:s|ing|ance)?(?:\ (?:with|in|to|for|of))?\b[^,;]{0,40}\.?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is said of a part without saying which part it is."""


def transfers(ledger: Ledger) -> Iterator[tuple[Study, Transfer]]:
    """Every transfer whose study is known."""
    for transfer in ledger.of(Transfer).values():
        study = ledger.of(Study).get(transfer.study)
        if study:
            yield study, transfer


def duty_name(duty: Obligation) -> str:
    """'Monitor the study' (21 CFR 312.56(a))."""
    return f"'{duty.title}' ({duty.citation})"


def allocations(ledger: Ledger, transfer: Transfer) -> Iterator[tuple[Allocation, Obligation]]:
    """What a transfer says of each duty that is known."""
    known = ledger.of(Obligation)
    for allocation in transfer.allocations.values():
        duty = known.get(allocation.id)
        if duty:
            yield allocation, duty


def allocated(ledger: Ledger) -> Iterator[tuple[Study, Transfer, Allocation, Obligation]]:
    """Every allocation of a duty that is known."""
    for study, transfer in transfers(ledger):
        for allocation, duty in allocations(ledger, transfer):
            yield study, transfer, allocation, duty


@must("TOO-001")
def every_duty_allocated(ledger: Ledger) -> Iterator[Problem]:
    """Every duty of the study's regimes has an entry in the transfer of obligations.

    Why: What is not described stays with the sponsor. Leaving a duty out is a decision, and it must be seen to be one.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-50-ind:

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-50-ind:
            disposition: retained
            sponsor_function: sponsor-project-manager
            evidence: IND maintenance file

    Source: 21 CFR 312.52(a); ICH E6(R3) 3.6.4.
    """
    for study, transfer in transfers(ledger):
        if transfer.general or not whole(ledger, transfer, study):
            continue
        for regime, duty in duties_of(ledger, study).values():
            if duty.id not in transfer.allocations:
                yield Problem(
                    f"nothing is said about {duty_name(duty)} of {regime.short_title}",
                    transfer.at("allocations").key(),
                    f"add '{duty.id}' with 'disposition: retained', transferred, shared or not applicable",
                    see("the duty", duty.where.key()),
                )


@must("TOO-002")
def only_duties_in_force(ledger: Ledger) -> Iterator[Problem]:
    """A transfer of obligations holds no duty of a regime that does not apply to the study.

    Why: Listing a duty under a law that does not apply tells an authority that it does.

    Wrong:
        # data/studies/al-101/study.yaml
        regimes: [us-21cfr312]

    Right:
        # data/studies/al-101/study.yaml
        regimes: [us-21cfr312, ich-e6r3]

    Source: 21 CFR 312.52(a) reaches Part 312 only.
    """
    regimes = {duty: regime for regime in ledger.of(Regime).values() for duty in regime.obligations}
    for study, transfer, allocation, duty in allocated(ledger):
        regime = regimes.get(duty.id)
        if regime and regime.id not in study.regimes and whole(ledger, study):
            yield Problem(
                f"{duty_name(duty)} belongs to {regime.short_title}, which does not apply to study {study.protocol_id}",
                transfer.at("allocations", allocation.id).key(),
                f"remove it, or add '{regime.id}' to the regimes of the study",
                see("the study's regimes", study.at("regimes")),
            )


@must("TOO-003")
def retained_stays(ledger: Ledger) -> Iterator[Problem]:
    """A duty that the regime leaves with the sponsor is neither transferred nor shared.

    Why: A sponsor cannot contract away its oversight, its choice of providers or its own commitments to an authority.
    A transfer that tries to is void and misleads the CRO.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-52a:
            disposition: transferred
            to: brightwell

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-52a:
            disposition: retained

    Source: 21 CFR 312.52(a); ICH E6(R3) 3.6.6, 3.6.8 and 3.9; EU CTR Article 71.
    """
    for _study, _transfer, allocation, duty in allocated(ledger):
        if duty.transfer == "retained" and allocation.disposition in ("transferred", "shared"):
            yield Problem(
                f"{duty_name(duty)} stays with the sponsor by rule, but is {allocation.disposition} here",
                allocation.at("disposition"),
                "write 'disposition: retained'; a CRO may still do preparatory work under the work order",
                see("why it stays", duty.at("transfer")),
            )


@must("TOO-004")
def disposition_complete(ledger: Ledger) -> Iterator[Problem]:
    """Each entry of a transfer has exactly one holder and what its disposition needs.

    Why: A duty with no holder, or with two, is one that an inspector will ask both parties about.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            disposition: transferred
            to:

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            disposition: transferred
            to: brightwell

    Source: 21 CFR 312.52(a); 21 CFR 312.23(a)(1)(viii).
    """
    for _study, _transfer, allocation, duty in allocated(ledger):
        for what, field, hint in _incomplete(allocation):
            yield Problem(
                f"{duty_name(duty)} is {allocation.disposition}, but {what}", allocation.at(field), hint
            )


def _incomplete(allocation: Allocation) -> Iterator[tuple[str, str, str]]:
    disposition = allocation.disposition
    if disposition == "transferred" and not allocation.to:
        yield "it is not said to whom", "disposition", "add 'to:' with the party that takes it over"
    if disposition != "transferred" and allocation.to:
        yield (
            "a party is named to which it is transferred",
            "to",
            "remove 'to', or write 'disposition: transferred'",
        )
    if disposition == "shared" and len(allocation.shares) < 2:
        yield "it is not said who does what", "disposition", "add under 'shares' an entry for each party"
    if disposition != "shared" and allocation.shares:
        yield "shares are given", "shares", "remove 'shares', or write 'disposition: shared'"
    if disposition == "not applicable" and not allocation.reason:
        yield (
            "no reason is given",
            "disposition",
            "add 'reason:' with why the duty does not arise in this study",
        )


@must("TOO-005")
def shares_join_up(ledger: Ledger) -> Iterator[Problem]:
    """A shared duty says for each party what exactly it does, once; the scope of a duty says what is in it.

    Why: "Supports" and "assists" describe nothing that can be inspected. What neither text covers stays with the sponsor.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-53a:
            shares:
              - party: brightwell
                does: Supports site selection
              - party: aldena
                does: Approves each investigator in writing before the first contact about a contract

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-53a:
            shares:
              - party: brightwell
                does: Proposes investigators and documents their qualification
              - party: aldena
                does: Approves each investigator in writing before the first contact about a contract

    Source: 21 CFR 312.52(a): each obligation assumed is described.
    """
    hint = "say what is done, produced or decided, so that it can be checked"
    for _study, _transfer, allocation, duty in allocated(ledger):
        if allocation.scope and _VAGUE.fullmatch(allocation.scope.strip()):
            message = f"'{allocation.scope}' does not say what is in the scope of {duty_name(duty)}"
            yield Problem(message, allocation.at("scope"), hint)
        seen: dict[str, int] = {}
        for place, share in enumerate(allocation.shares):
            if _VAGUE.fullmatch(share.does.strip()):
                message = f"'{share.does}' does not say what {share.party} does for {duty_name(duty)}"
                yield Problem(message, share.at("does"), hint)
            if share.party in seen:
                message = f"{share.party} stands twice among the shares of {duty_name(duty)}"
                first = see("the first share", allocation.shares[seen[share.party]].at("party"))
                yield Problem(message, share.at("party"), "join the two texts", first)
            seen.setdefault(share.party, place)


@must("TOO-006")
def general_or_listed(ledger: Ledger) -> Iterator[Problem]:
    """A general transfer of all obligations is not combined with duties that are kept, shared or do not apply.

    Why: "All obligations" and "except these" cannot both be true; once something is kept, the law asks for a list. What a
    regime leaves with the sponsor is kept whether or not it is listed.

    Wrong:
        # data/studies/al-101/transfer.yaml
        general: yes

    Right:
        # data/studies/al-101/transfer.yaml
        general: no

    Source: 21 CFR 312.52(a): a general statement is enough only where all obligations are transferred.
    """
    said = "all obligations are transferred by one general statement, but"
    hint = "write 'general: no' and list every duty"
    for study, transfer in transfers(ledger):
        if not transfer.general:
            continue
        kept = [one for one in transfer.allocations.values() if one.disposition != "transferred"]
        staying = [
            duty
            for regime, duty in duties_of(ledger, study).values()
            if duty.transfer == "retained" or regime.effect != "duty moves"
        ]
        if kept:
            first = see("the first that is not transferred", kept[0].at("disposition"))
            yield Problem(
                f"{said} {len(kept)} of them are not transferred", transfer.at("general"), hint, first
            )
        elif staying:
            message = (
                f"{said} of the duties of the study's regimes {len(staying)} stay with the sponsor by rule, beginning "
                f"with {duty_name(staying[0])}"
            )
            yield Problem(
                message, transfer.at("general"), hint, see("why it stays", staying[0].at("transfer"))
            )


RULES = (
    every_duty_allocated,
    only_duties_in_force,
    retained_stays,
    disposition_complete,
    shares_join_up,
    general_or_listed,
)

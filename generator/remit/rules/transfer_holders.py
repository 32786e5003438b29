"""TOO, continued: who may hold a duty, under which regime, and who signs for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.calc.responsibility import accountable_parties, duties_of, responsibilities
from remit.model.applicability import GOVERNED
from remit.model.ledger import Ledger
from remit.model.parties import Party, Roles
from remit.model.services import Obligation, Raci, Regime, Services, Topic
from remit.model.studies import Study, Transfer
from remit.rules.rule import Problem, complete, listed, must, see, whole
from remit.rules.texts import texts_of
from remit.rules.transfer import allocated, duty_name, transfers

_INVESTIGATOR, _COMMITTEE = "the investigator", "the ethics committee (IRB or IEC)"
_DRUG_RULE = re.compile(r"(?:21 CFR )?(?:Part )?\b312(?:\.[0-9]+)?\b|\bIND\b|Form FDA 1571")
_DUTIES_OF_OTHERS = tuple(
    (re.compile(pattern), whose)
    for pattern, whose in (
        (r"\b312\.6[0-9]\b", _INVESTIGATOR),
        (r"\b812\.1[01]0\b|\b812\.1[45]0\(a\)", _INVESTIGATOR),
        (r"\bE6\(R2\) 4\b|\bE6\(R3\) 2\b", _INVESTIGATOR),
        (r"\b536/2014 Arts? 73\b", _INVESTIGATOR),
        (r"\bCFR (?:Part )?56\b|\b56\.1[0-9]{2}\b", _COMMITTEE),
        (r"\bE6\(R2\) 3\b|\bE6\(R3\) 1\b", _COMMITTEE),
    )
)
"""Where regimes speak of duties that were never the sponsor's: 21 CFR 312.60 to 312.69, 812.100, 812.110, 812.140(a) and
812.150(a), 21 CFR 56; E6(R2) 3 and 4; E6(R3) Annex 1, 1 and 2; EU CTR Article 73."""


@must("TOO-007")
def sponsor_duties_only(ledger: Ledger) -> Iterator[Problem]:
    """The catalogue of sponsor duties holds no duty of an investigator or of an ethics committee.

    Why: A sponsor cannot transfer what was never its own; investigators answer for 21 CFR 312.60 to 312.69 themselves, and
    ethics committees for 21 CFR 56.

    Wrong:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-56a:
            citation: 21 CFR 312.62(b)

    Right:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-56a:
            citation: 21 CFR 312.56(a)

    Source: 21 CFR 312.60 to 312.69, 812.100 to 812.150 and 56; ICH E6(R3) Annex 1, 1 and 2; EU CTR Article 73.
    """
    for duty in ledger.of(Obligation).values():
        whose = next((one for pattern, one in _DUTIES_OF_OTHERS if pattern.search(duty.citation)), "")
        if whose and "312.5" not in duty.citation:
            message = f"{duty.citation} is a duty of {whose}, not of the sponsor"
            yield Problem(
                message,
                duty.at("citation"),
                "remove it; the sponsor's duty to oversee it has a citation of its own",
            )


@must("TOO-008")
def holder_can_hold(ledger: Ledger) -> Iterator[Problem]:
    """A duty is transferred to a CRO or vendor that takes part in the study, and shared only among its parties.

    Why: The transferee must be a legal entity that the sponsor has engaged for this study. The sponsor cannot
    transfer to itself.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            to: aldena

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            to: brightwell

    Source: 21 CFR 312.3(b) (a CRO is an independent contractor with the sponsor) and 312.23(a)(1)(viii).
    """
    for study, _transfer, allocation, duty in allocated(ledger):
        if not whole(ledger, study):
            continue
        taking_part = {study.sponsor, *(service.provider for service in study.services.values())}
        holders = [(allocation.to, allocation.at("to"))] if allocation.to else []
        holders += [(share.party, share.at("party")) for share in allocation.shares]
        for holder, where in holders:
            party = ledger.of(Party).get(holder)
            if party is None:
                continue
            if party.kind not in ("cro", "vendor") and holder == allocation.to:
                message = (
                    f"{duty_name(duty)} is transferred to {party.short_name}, which is of kind '{party.kind}'"
                )
                yield Problem(message, where, "name a CRO, or write 'disposition: retained'")
            elif holder not in taking_part:
                message = f"{party.short_name} holds {duty_name(duty)}, but provides no service in study {study.protocol_id}"
                hint = "name a party that provides a service, or add the service to the study"
                yield Problem(message, where, hint, see("the study's services", study.at("services").key()))


@must("TOO-009")
def regime_allows_transfer(ledger: Ledger) -> Iterator[Problem]:
    """Under a regime that knows no transfer of duties, nothing is called transferred.

    Why: Some duties are the sponsor's own whatever is written, such as to register a trial and to post its results. Work
    for them is contracted, the duty stays. Calling it a transfer is wrong.

    Wrong:
        # data/obligations/us-21cfr312.yaml
        effect: no transfer

    Right:
        # data/obligations/us-21cfr312.yaml
        effect: duty moves

    Source: 42 CFR 11.4(c) and 11.20; section 402(j) of the Public Health Service Act.
    """
    for study, transfer in transfers(ledger):
        for regime, duty in duties_of(ledger, study).values():
            allocation = transfer.allocations.get(duty.id)
            moved = allocation is not None and allocation.disposition == "transferred"
            if regime.effect == "no transfer" and allocation and moved and duty.transfer != "by law":
                yield Problem(
                    f"{regime.short_title} knows no transfer of duties, but {duty_name(duty)} is transferred",
                    allocation.at("disposition"),
                    "write 'disposition: retained' and contract for the work in the work order",
                    see("the regime", regime.at("effect")),
                )


@must("TOO-010")
def regime_fits_product(ledger: Ledger) -> Iterator[Problem]:
    """The regimes of a study fit its product: drug rules for drugs and biologics, device rules for devices.

    Why: A transfer worded under 21 CFR 312.52 has no effect for a device study under Part 812.

    Wrong:
        # data/studies/al-101/study.yaml
        product:
          kind: device

    Right:
        # data/studies/al-101/study.yaml
        product:
          kind: drug

    Source: 21 CFR 312.2 and 812.2.
    """
    for study in ledger.every(Study):
        for place, id in enumerate(study.regimes):
            regime = ledger.of(Regime).get(id)
            if regime and regime.product != "any" and GOVERNED.get(study.product.kind) != regime.product:
                yield Problem(
                    f"{regime.short_title} governs a {regime.product}, but the product of study "
                    f"{study.protocol_id} is of kind "
                    f"'{study.product.kind}'",
                    study.at("regimes", place),
                    "remove the regime, or correct the kind of product",
                    see("the kind of product", study.product.at("kind")),
                )


@must("TOO-011")
def holders_sign(ledger: Ledger) -> Iterator[Problem]:
    """Every party that takes over or shares a duty signs the transfer, and so does the sponsor.

    Why: An obligation binds who has accepted it.

    Wrong:
        # data/studies/al-101/transfer.yaml
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2025-12-10

    Right:
        # data/studies/al-101/transfer.yaml
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2025-12-10
          - party: brightwell
            signatory: managing-director
            date: 2025-12-12

    Source: 21 CFR 312.52(b); contract practice.
    """
    if not complete(ledger, Transfer):
        return
    for study, transfer in transfers(ledger):
        holders = {study.sponsor} if study.sponsor else set()
        for allocation in transfer.allocations.values():
            holders |= {allocation.to} if allocation.to else set()
            holders |= {share.party for share in allocation.shares}
        missing = sorted(
            holders & ledger.of(Party).keys() - {signing.party for signing in transfer.signatures}
        )
        if missing:
            names = listed(ledger.of(Party)[id].short_name for id in missing)
            message = (
                f"{names} {'holds duties' if len(missing) == 1 else 'hold duties'} under this transfer, "
                f"but no signature is planned"
            )
            yield Problem(
                message,
                transfer.at("signatures").key(),
                "add an entry under 'signatures'; leave 'date' out until signed",
            )


@must("TOO-040")
def decision_has_one_party(ledger: Ledger) -> Iterator[Problem]:
    """A shared duty to which a decision belongs says which one party takes it.

    Why: Where two parties work on one duty, the decision to stop a trial, to end the part of an investigator or on the
    causality of a reaction is the one that neither takes in time. The topic of the duty says what is to be decided.

    Wrong:
        # data/topics.yaml
        topics:
          investigator-selection:
            decision: who becomes an investigator

    Right:
        # data/topics.yaml
        topics:
          monitoring-conduct:
            decision: when a site is visited

    Source: 21 CFR 312.52(a); ICH E6(R3) 3.9; inspection practice.
    """
    for _study, transfer, allocation, duty in allocated(ledger):
        topic = ledger.of(Topic).get(duty.topic)
        if topic is None or topic.decision is None or allocation.disposition != "shared":
            continue
        deciding = [share for share in allocation.shares if share.decides]
        if not deciding and len(allocation.shares) > 1 and whole(ledger, transfer):
            yield Problem(
                f"{duty_name(duty)} is shared, but it is not said which party decides {topic.decision}",
                allocation.at("shares").key(),
                "add 'decides: yes' to the share of that party",
                see("the decision", topic.at("decision")),
            )
        for share in deciding[1:]:
            yield Problem(
                f"two parties decide {topic.decision}: {deciding[0].party} and {share.party}",
                share.at("decides"),
                "leave the decision to one of them",
                see("the other", deciding[0].at("decides")),
            )


@must("TOO-041")
def by_law_with_whoever_works(ledger: Ledger) -> Iterator[Problem]:
    """A duty that falls by law on whoever does the work is not said to stay with the sponsor while a CRO does it.

    Why: The law asks the CRO, with or without a transfer. A list that shows the duty with the sponsor misleads both. It is
    written as transferred to the CRO, and printed as a duty by law.

    Wrong:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-53a:
            transfer: by law
          us312-50-ind:
            transfer: by law
            topic: monitoring-conduct

    Right:
        # data/obligations/us-21cfr312.yaml
        obligations:
          us312-56a:
            transfer: by law

    Source: 21 CFR 320.31(d)(3) (safety reports of bioavailability and bioequivalence studies).
    """
    if not complete(ledger, Raci, Roles, Services, Study):
        return
    for study, _transfer, allocation, duty in allocated(ledger):
        if duty.transfer != "by law" or allocation.disposition != "retained":
            continue
        doing = {
            party
            for one in responsibilities(ledger, study)
            if duty.topic in one.activity.duties
            for party in accountable_parties(ledger, one)
        }
        others = sorted((doing - {study.sponsor}) & ledger.of(Party).keys())
        if others:
            names = listed(ledger.of(Party)[id].short_name for id in others)
            yield Problem(
                f"{duty_name(duty)} falls by law on whoever does the work, here {names}, but is {allocation.disposition}",
                allocation.at("disposition"),
                f"write 'disposition: transferred' and 'to: {others[0]}'; it is printed as a duty by law",
                see("the duty", duty.at("transfer")),
            )


@must("TOO-042")
def devices_are_delegated(ledger: Ledger) -> Iterator[Problem]:
    """A device study under 21 CFR Part 812 has a schedule of delegation: no title of a transfer, no citation of drug rules.

    Why: Part 812 has no provision by which a duty moves; only activities are delegated. A document that calls itself a
    transfer, or cites 21 CFR 312.52, says that the sponsor has given away what it still holds.

    Wrong:
        # data/studies/al-101/study.yaml
        product:
          name: AL-1
          kind: device
        regimes: [us-21cfr312, ich-e6r3, us-21cfr812]

    Right:
        # data/studies/al-101/transfer.yaml
        title: Schedule of delegated activities

    Source: 21 CFR Part 812; FDA guidance on risk-based monitoring (2013); FDA compliance programme 7348.810.
    """
    for study, transfer in transfers(ledger):
        if study.product.kind != "device" or "us-21cfr812" not in study.regimes:
            continue
        if "transfer" in transfer.title.casefold():
            yield Problem(
                f"'{transfer.title}' names a transfer, but activities of a device study such as {study.protocol_id} are "
                f"delegated",
                transfer.at("title"),
                "name it a schedule of delegated activities",
                see("the kind of product", study.product.at("kind")),
            )
        for text, part, keys in texts_of(transfer):
            found = _DRUG_RULE.search(text)
            if found:
                yield Problem(
                    f"'{found[0]}' is a rule for drugs, but study {study.protocol_id} investigates a device",
                    part.at(*keys),
                    "cite 21 CFR Part 812, or nothing",
                    see("the kind of product", study.product.at("kind")),
                )


RULES = (
    sponsor_duties_only,
    holder_can_hold,
    regime_allows_transfer,
    regime_fits_product,
    holders_sign,
    decision_has_one_party,
    by_law_with_whoever_works,
    devices_are_delegated,
)

"""A new transfer of obligations: each duty of the study's regimes with its proposed holder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from remit.calc.responsibility import Responsibility, accountable_parties, duties_of, responsibilities
from remit.calc.scaffold.document import front_matter, signing
from remit.calc.scaffold.lookup import named
from remit.calc.scaffold.wording import carry, study_wording
from remit.findings import CannotGoOn, error
from remit.frozen import dataclass
from remit.model.draft import Draft, Remark
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Obligation, Regime
from remit.model.studies import Allocation, Study, Transfer

HEADLINE = (
    "Transfer of obligations, proposed from the responsibility matrix. A duty is proposed as transferred where one CRO "
    "answers for all its work, the sponsor oversees it and its regime allows it; every other duty stays with the sponsor."
)


def new_transfer(ledger: Ledger, study_id: str, today: dt.date, like_id: str | None = None) -> Draft:
    """A draft that says something about every duty of the study's regimes.

    With ``like``, a duty that is shared or does not apply in that study is proposed alike, as far as its parties take
    part in this one too. Who keeps or oversees a duty and what is the evidence follow the same duty in other studies, or
    else the responsibility matrix.
    """
    study = named(ledger, Study, study_id, "study")
    like = named(ledger, Transfer, like_id, "transfer of obligations for study") if like_id else None
    duties = duties_of(ledger, study)
    if not duties:
        raise _nothing_to_transfer(study)
    work = _Work.of(ledger, study, like)
    remarks: list[Remark] = []
    allocations = {}
    for regime, duty in duties.values():
        allocations[duty.id], told = work.allocation(regime, duty)
        remarks += [Remark(("allocations", duty.id), text) for text in told]
    number = f"TOO-{study.id.upper()}"
    what = (
        "Schedule of Delegated Activities"
        if study.product.kind == "device"
        else "Transfer of Sponsor Obligations"
    )
    title = f"{what} for Study {study.protocol_id}"
    values = front_matter(ledger, number, title, today, "First draft from the responsibility matrix", like)
    values["allocations"] = allocations
    signatures, unsigned = signing(ledger, _parties(ledger, study), Transfer, like)
    values["signatures"] = signatures
    remarks += [*unsigned, *_submissions(ledger, study)]
    return Draft(Transfer, HEADLINE, values, tuple(remarks))


def _nothing_to_transfer(study: Study) -> CannotGoOn:
    kind = study.design.study_type
    if study.regimes:
        message = f"the regimes of study {study.protocol_id} list no duty that could be transferred"
    else:
        message = f"study {study.protocol_id} ({kind}) has no regimes, so there is no duty to transfer"
    hint = (
        "no transfer of obligations is needed where no regime applies; if one does, add its id to 'regimes:' in the "
        "study's record and run the command again"
    )
    return CannotGoOn(error("NEW-005", message, study.at("regimes"), hint))


def _parties(ledger: Ledger, study: Study) -> list[str]:
    """The sponsor and every CRO of the study: all who hold duties, or see in writing that they hold none."""
    providers = dict.fromkeys(service.provider for service in study.services.values())
    known = ledger.of(Party)
    return [
        *([study.sponsor] if study.sponsor else []),
        *(id for id in providers if id in known and known[id].kind == "cro"),
    ]


def _submissions(ledger: Ledger, study: Study) -> Iterator[Remark]:
    for regime in (ledger.of(Regime)[id] for id in study.regimes if id in ledger.of(Regime)):
        if regime.told_to:
            yield Remark(("submissions",), f"{regime.short_title}: told to {regime.told_to}")


@dataclass(frozen=True, slots=True)
class _Work:
    """What a study's matrix and other studies' transfers say about duties."""

    ledger: Ledger
    study: Study
    by_topic: dict[str, list[Responsibility]]
    overseers: dict[str, str]
    precedents: tuple[Transfer, ...]
    like: Transfer | None

    @classmethod
    def of(cls, ledger: Ledger, study: Study, like: Transfer | None) -> _Work:
        by_topic: dict[str, list[Responsibility]] = {}
        overseers: dict[str, str] = {}
        for one in responsibilities(ledger, study):
            for topic in one.activity.duties:
                by_topic.setdefault(topic, []).append(one)
            if study.sponsor and accountable_parties(ledger, one) == {study.sponsor}:
                overseers.update(
                    {
                        topic: one.row.accountable[0]
                        for topic in one.activity.oversees
                        if topic not in overseers
                    }
                )
        others = [transfer for transfer in ledger.of(Transfer).values() if transfer.study != study.id]
        return cls(ledger, study, by_topic, overseers, tuple(([like] if like else []) + others), like)

    def allocation(self, regime: Regime, duty: Obligation) -> tuple[dict[str, Any], list[str]]:
        """The proposed allocation of a duty, and what a person should know about it."""
        values, told = self._disposition(regime, duty)
        function = self._sponsor_function(duty, values["disposition"])
        if function:
            values["sponsor_function"] = function
        evidence = next((entry.evidence for entry in self._entries(duty) if entry.evidence), None)
        if evidence:
            values["evidence"] = evidence
        return values, told

    def _disposition(self, regime: Regime, duty: Obligation) -> tuple[dict[str, Any], list[str]]:
        copied, told = self._as_in_like(duty)
        if copied and copied["disposition"] == "not applicable":
            return copied, told
        by_law = duty.transfer == "by law"
        if duty.transfer == "retained" or (regime.effect == "no transfer" and not by_law):
            return {"disposition": "retained"}, told
        if copied:
            return copied, told
        values, why = self._by_work(duty)
        return values, [*told, *why]

    def _by_work(self, duty: Obligation) -> tuple[dict[str, Any], list[str]]:
        """The holder that the responsibility matrix proposes."""
        work = self.by_topic.get(duty.topic, [])
        holders = sorted({party for one in work for party in accountable_parties(self.ledger, one)})
        names = _listed([self._name(party) for party in holders])
        retained = {"disposition": "retained"}
        if not work:
            return retained, ["no activity of this study discharges it"]
        if len(holders) > 1:
            return retained, [
                f"{names} answer for parts of the work; write 'shared' with who does what, if it is to move"
            ]
        if not holders or holders[0] == self.study.sponsor:
            return retained, []
        if duty.transfer == "by law":
            return {"disposition": "transferred", "to": holders[0]}, [
                f"falls by law on whoever does the work, here {names}"
            ]
        if duty.topic in self.overseers:
            return {"disposition": "transferred", "to": holders[0]}, []
        return retained, [
            f"{names} answers for the work, but no activity of the sponsor oversees it; it can only move with oversight"
        ]

    def _as_in_like(self, duty: Obligation) -> tuple[dict[str, Any] | None, list[str]]:
        """A shared or inapplicable duty as in the other study; None where that does not hold for this one."""
        entry = self.like.allocations.get(duty.id) if self.like else None
        model = self.ledger.of(Study).get(self.like.study) if self.like else None
        if entry is None or model is None:
            return None, []
        if entry.disposition == "not applicable":
            return self._inapplicable(entry, model)
        if entry.disposition == "shared":
            return self._shared(entry, model)
        return None, []

    def _inapplicable(self, entry: Allocation, model: Study) -> tuple[dict[str, Any] | None, list[str]]:
        reason = entry.reason or ""
        if not reason or any(name in reason for name in (model.protocol_id, model.product.name)):
            return None, [f"does not apply in {model.id} ({reason}); say whether it applies here"]
        return {"disposition": "not applicable", "reason": reason}, [
            f"as in {model.id}; confirm that it does not arise here"
        ]

    def _shared(self, entry: Allocation, model: Study) -> tuple[dict[str, Any] | None, list[str]]:
        taking_part = {self.study.sponsor, *(service.provider for service in self.study.services.values())}
        parties = [
            self.study.sponsor if share.party == model.sponsor else share.party for share in entry.shares
        ]
        if not set(parties) <= taking_part:
            return None, [f"shared in {model.id} among parties that do not all take part here"]
        told: list[str] = []
        wording = study_wording(model.id, self.study, model)

        def carried(values: dict[str, Any], name: str) -> dict[str, Any]:
            return carry(values, (name,), wording, lambda _name, doubt: told.append(doubt))

        shares = (
            carried(
                {"party": party, "does": share.does, **({"decides": True} if share.decides else {})}, "does"
            )
            for party, share in zip(parties, entry.shares, strict=True)
        )
        values: dict[str, Any] = {"disposition": "shared", "shares": tuple(shares)}
        if entry.scope:
            values |= carried({"scope": entry.scope}, "scope")
        return values, told

    def _sponsor_function(self, duty: Obligation, disposition: str) -> str | None:
        for entry in self._entries(duty):
            if entry.sponsor_function and entry.disposition == disposition:
                return entry.sponsor_function
        own = self._sponsor_roles(duty.topic) if disposition == "retained" else iter(())
        return (
            next(own, None) or self.overseers.get(duty.topic) or next(self._sponsor_roles(duty.topic), None)
        )

    def _sponsor_roles(self, topic: str) -> Iterator[str]:
        """Sponsor roles in the rows of a topic's work: first who answers, then who does, then who is asked."""
        roles = self.ledger.of(Role)
        rows = [one.row for one in self.by_topic.get(topic, [])]
        places: Iterable[tuple[str, ...]] = (
            *(row.accountable for row in rows),
            *(row.responsible for row in rows),
            *(row.consulted for row in rows),
        )
        return (id for place in places for id in place if id in roles and roles[id].party == "sponsor")

    def _entries(self, duty: Obligation) -> Iterator[Allocation]:
        return (
            transfer.allocations[duty.id] for transfer in self.precedents if duty.id in transfer.allocations
        )

    def _name(self, party: str) -> str:
        known = self.ledger.of(Party).get(party)
        return known.short_name if known else party


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)

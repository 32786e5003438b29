"""QUAL: grades, retention, procedures, systems and quality agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from remit.model.agreements import QualityAgreement
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.quality import IssueGrade, Quality, SopRow
from remit.model.services import Regime, Service
from remit.model.studies import Study
from remit.model.values import Duration
from remit.rules.rule import Problem, must, see, should, whole


@must("QUAL-001")
def grades_in_order(ledger: Ledger) -> Iterator[Problem]:
    """A worse quality issue is told, explained and corrected sooner.

    Why: The times are a promise to the other party's quality people; out of order they cannot be kept.

    Wrong:
        # data/quality.yaml
        grades:
          critical:
            notify: 10 business days

    Right:
        # data/quality.yaml
        grades:
          critical:
            notify: 24 hours

    Source: ICH E6(R3) 3.12; quality agreement practice.
    """
    fields = ("notify", "root_cause_due", "capa_due")
    for quality in ledger.every(Quality):
        grades = tuple(quality.grades.values())
        for grade in grades:
            for first, then in pairwise(fields):
                if getattr(grade, then).hours < getattr(grade, first).hours:
                    message = (
                        f"{grade.title}: '{then}' is {getattr(grade, then)}, sooner than '{first}' with "
                        f"{getattr(grade, first)}"
                    )
                    yield Problem(
                        message,
                        grade.at(then),
                        "correct one of the times",
                        see(f"'{first}'", grade.at(first)),
                    )
        yield from _worse_is_sooner(grades, fields)


def _worse_is_sooner(grades: Sequence[IssueGrade], fields: Sequence[str]) -> Iterator[Problem]:
    for worse, lighter in pairwise(grades):
        for field in fields:
            if getattr(worse, field).hours > getattr(lighter, field).hours:
                message = (
                    f"{worse.title} issues have {getattr(worse, field)}, more than the "
                    f"{getattr(lighter, field)} of {lighter.title.lower()} ones"
                )
                yield Problem(
                    message,
                    worse.at(field),
                    "list grades worst first, with the shortest times first",
                    see(lighter.title, lighter.at(field)),
                )


@must("QUAL-002")
def kept_long_enough(ledger: Ledger) -> Iterator[Problem]:
    """Records are kept at least as long as the strictest regime of any study asks.

    Why: A record that is destroyed after the shorter period cannot be shown under the longer one. Each regime says in
    'retention_years' what it asks.

    Wrong:
        # data/quality.yaml
        retention:
          us:
            years: 1

    Right:
        # data/quality.yaml
        retention:
          us:
            years: 2

    Source: EU CTR Article 58 (25 years); C.05.012 Food and Drug Regulations of Canada (15 years); 21 CFR 312.57(c) (2
    years).
    """
    chosen = {id for study in ledger.every(Study) for id in study.regimes}
    regimes = [one for one in ledger.of(Regime).values() if one.id in chosen and one.retention_years]
    strictest = max(regimes, key=lambda one: one.retention_years or 0, default=None)
    if strictest is None:
        return
    years = strictest.retention_years or 0
    for quality in ledger.every(Quality):
        longest = max((row.years for row in quality.retention.values()), default=0)
        if longest < years and whole(ledger, quality):
            message = f"records are kept for {Duration(longest, 'year')} at most; {strictest.short_title} asks for {years}"
            yield Problem(message, quality.at("retention").key(), f"add a row with {years} years or more")


@must("QUAL-003")
def one_procedure_each(ledger: Ledger) -> Iterator[Problem]:
    """The SOP matrix names one governing procedure for each process.

    Why: People who follow two procedures follow the easier one.

    Wrong:
        # data/quality.yaml
        sops:
          monitoring-reports:
            process: Monitoring
            governing: sponsor
            sop: SOP-2 Reports

    Right:
        # data/quality.yaml
        sops:
          monitoring-reports:
            process: Monitoring reports
            governing: sponsor
            sop: SOP-2 Reports

    Source: EMA good clinical practice questions and answers on contracts.
    """
    for quality in ledger.every(Quality):
        seen: dict[str, str] = {}
        for row in quality.sops.values():
            process = " ".join(row.process.casefold().split())
            first = seen.setdefault(process, row.id)
            if first != row.id:
                message = f"the process '{row.process}' stands twice in the SOP matrix"
                yield Problem(
                    message,
                    row.at("process"),
                    "keep one row",
                    see("the first", quality.sops[first].at("process")),
                )


@must("QUAL-006")
def agreement_covers_work(ledger: Ledger) -> Iterator[Problem]:
    """The quality agreement of a work order covers all its services.

    Why: A service outside the quality agreement has no agreed standard, audit right or deviation process.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        services: [medical-writing]

    Right:
        # data/agreements/quality/qa-bright.yaml
        services: [site-monitoring]

    Source: ICH E6(R3) 3.6.3 and 3.6.7.
    """
    for order in ledger.of(WorkOrder).values():
        agreement = ledger.of(QualityAgreement).get(order.quality_agreement)
        for place, id in enumerate(order.services):
            service = ledger.of(Service).get(id)
            if agreement and service and id not in agreement.services:
                message = f"'{service.title}' is not covered by quality agreement {agreement.number}"
                hint = "add the service to the quality agreement"
                yield Problem(
                    message, order.at("services", place), hint, see("its services", agreement.at("services"))
                )


@must("QUAL-007")
def contacts_of_both(ledger: Ledger) -> Iterator[Problem]:
    """A quality agreement names a quality contact of each party.

    Why: A deviation that is told to nobody in particular is not told.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        contacts:
          - party: aldena
            role: sponsor-quality-lead
            name: Ana Reyes
            email: quality@aldena.example

    Right:
        # data/agreements/quality/qa-bright.yaml
        contacts:
          - party: aldena
            role: sponsor-quality-lead
            name: Ana Reyes
            email: quality@aldena.example
          - party: brightwell
            role: cro-project-manager
            name: Jon Bell
            email: quality@brightwell.example

    Source: quality agreement practice.
    """
    for agreement in ledger.of(QualityAgreement).values():
        for id in (agreement.sponsor, agreement.cro):
            party = ledger.of(Party).get(id)
            if party and id not in {contact.party for contact in agreement.contacts}:
                yield Problem(
                    f"no quality contact of {party.short_name} is named",
                    agreement.at("contacts").key(),
                    "add one",
                )


@should("QUAL-008")
def duties_assigned(ledger: Ledger) -> Iterator[Problem]:
    """Each line of the split of quality responsibilities says what at least one party does.

    Why: An empty line in a responsibility table is a duty that both parties believe to be the other's.

    Wrong:
        # data/quality.yaml
        responsibilities:
          capa:
            sponsor:
            cro:

    Right:
        # data/quality.yaml
        responsibilities:
          capa:
            cro: Proposes and carries out corrective actions

    Source: quality agreement practice.
    """
    for quality in ledger.every(Quality):
        for duty in quality.responsibilities.values():
            if not duty.sponsor and not duty.cro:
                yield Problem(
                    f"nobody does anything for '{duty.topic}'", duty.where.key(), "fill 'sponsor' or 'cro'"
                )


@should("QUAL-016")
def governing_procedure_named(ledger: Ledger) -> Iterator[Problem]:
    """A quality agreement names, for each row of the SOP matrix that it prints, the procedure of the party that governs.

    Why: Each CRO numbers its own procedures. A number that stands in the agreements of two CROs is wrong in at least one of
    them, and people are then trained on, and audited against, a procedure that does not exist.

    Wrong:
        # data/quality.yaml
        sops:
          monitoring:
            process: Monitoring
            governing: cro
            sop:

    Right:
        # data/agreements/quality/qa-bright.yaml
        procedures:
          monitoring:
            sop: B-SOP-014 Monitoring

    Source: EMA good clinical practice questions and answers on contracts; quality agreement practice.
    """
    agreements = ledger.every(QualityAgreement)
    for quality in ledger.every(Quality):
        for row in quality.sops.values():
            printed = [one for one in agreements if not one.sops or row.id in one.sops]
            if row.governing == "cro":
                yield from _unnamed([one for one in printed if row.id not in one.procedures], row)
                continue
            if row.sop is None:
                message = f"the procedure that governs '{row.process}' has no number"
                yield Problem(message, row.where.key(), "give its number and title as 'sop'")
            for one in printed:
                if row.id in one.procedures:
                    message = (
                        f"a procedure of the sponsor governs '{row.process}', so this one is not printed"
                    )
                    hint = "remove it, or let 'governing' of the row be cro"
                    at = one.at("procedures", row.id).key()
                    yield Problem(message, at, hint, see("the row", row.at("governing")))


def _unnamed(without: list[QualityAgreement], row: SopRow) -> Iterator[Problem]:
    """Agreements that print a row and name no procedure of their own CRO for it."""
    shared = len({one.cro for one in without}) > 1
    for one in without:
        if row.sop is None or shared:
            printed = f"'{row.sop}' would stand in the agreements of several CROs"
            message = f"'{row.process}' is governed by the CRO: " + (
                printed if row.sop else "its procedure is not named"
            )
            hint = f"name the procedure of this CRO: procedures: {row.id}: sop: ..."
            at = one.at("sops", one.sops.index(row.id)) if one.sops else one.at("cro")
            yield Problem(message, at, hint, see("the row", row.where.key()))


RULES = (
    grades_in_order,
    kept_long_enough,
    one_procedure_each,
    governing_procedure_named,
    agreement_covers_work,
    contacts_of_both,
    duties_assigned,
)

"""MON, continued: what lines, advances and their dates say, so that invoices can be foreseen."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.ledger import Ledger
from remit.model.money import PassThroughLine, UnitLine, WorkOrder
from remit.model.planning import Schedule, StudyMilestone
from remit.rules.rule import Problem, listed, must, see, should, whole


@must("MON-035")
def lines_serve_covered_studies(ledger: Ledger) -> Iterator[Problem]:
    """A line that names the study it serves names one that the work order covers.

    Why: Costs are added up by study. What is booked on a study that the order does not cover is paid from a budget that
    nobody has approved for it.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            study: al-202

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            study: al-101

    Source: contract practice for orders over several studies.
    """
    for order in ledger.of(WorkOrder).values():
        covered = (order.study, *order.also_covers)
        for line in order.direct.values():
            if line.study and line.study not in covered:
                yield Problem(
                    f"'{line.description}' serves {line.study}, but this work order covers {listed(covered)}",
                    line.at("study"),
                    "correct the study, or add it to 'also_covers'",
                )


@should("MON-036")
def work_ends_after_it_begins(ledger: Ledger) -> Iterator[Problem]:
    """The milestone with which the units of a line end is planned after the one with which they begin.

    Why: The forecast of invoices spreads the units between the two. The wrong way round, all of them fall into one month.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            begins: last-visit
            ends: first-site

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            begins: first-site
            ends: last-visit

    Source: forecast of invoices and cash.
    """
    for order in ledger.of(WorkOrder).values():
        lines: tuple[UnitLine | PassThroughLine, ...] = (*order.direct.values(), *order.pass_through.values())
        for line in lines:
            study = (line.study if isinstance(line, UnitLine) else None) or order.study
            first, last = _milestone(ledger, study, line.begins), _milestone(ledger, study, line.ends)
            if first and last and last.baseline < first.baseline:
                yield Problem(
                    f"'{line.description}' would end with '{last.title}' on {last.baseline}, before it begins with "
                    f"'{first.title}' on {first.baseline}",
                    line.at("ends"),
                    "exchange the milestones, or correct one of them",
                    see("the beginning", line.at("begins")),
                )


def _milestone(ledger: Ledger, study: str, id: str | None) -> StudyMilestone | None:
    for schedule in ledger.in_study(Schedule, study):
        if whole(ledger, schedule):
            return schedule.milestones.get(id or "")
    return None


@must("MON-037")
def equal_parts_are_counted(ledger: Ledger) -> Iterator[Problem]:
    """An advance that is credited in equal parts says against how many invoices, and no other advance does.

    Why: "In equal parts" without a number is a different sum on every last invoice.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            credit_invoices:

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            credit: equal parts
            credit_invoices: 3

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for advance in order.advances.values():
            parts, count = advance.credit == "equal parts", advance.credit_invoices
            if parts and count is None:
                yield Problem(
                    "the advance is credited in equal parts, but it does not say against how many invoices",
                    advance.at("credit"),
                    "add 'credit_invoices:' with the number of last invoices",
                )
            elif not parts and count is not None:
                yield Problem(
                    f"the advance is not credited in equal parts, but names {count} invoices",
                    advance.at("credit_invoices"),
                    "remove 'credit_invoices', or write 'credit: equal parts'",
                )


RULES = (lines_serve_covered_studies, work_ends_after_it_begins, equal_parts_are_counted)

"""QUAL, continued: the systems that work needs."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.acquisitions import beaten_by
from remit.calc.responsibility import responsibilities
from remit.model.ledger import Ledger
from remit.model.parties import AcquisitionOption, Role, System, Systems
from remit.model.studies import Study
from remit.rules.rule import Problem, listed, must, see, should, whole


@must("QUAL-004")
def systems_validated(ledger: Ledger) -> Iterator[Problem]:
    """The systems that a study's activities need are validated, or qualified by their vendor.

    Why: Data from a system that is not validated cannot support a marketing application.

    Wrong:
        # data/systems.yaml
        systems:
          ctms:
            validation: not validated

    Right:
        # data/systems.yaml
        systems:
          ctms:
            validation: validated

    Source: 21 CFR 11.10(a); ICH E6(R3) 4.3.4; EMA guideline on computerised systems.
    """
    needed = {
        id: one.activity
        for study in ledger.every(Study)
        for one in responsibilities(ledger, study)
        for id in one.activity.systems
    }
    for id, activity in needed.items():
        system = ledger.of(System).get(id)
        if system and system.validation == "not validated":
            message = f"{system.title} is not validated, but '{activity.title}' needs it"
            yield Problem(
                message,
                system.at("validation"),
                "validate it before use, or take another system",
                see("the activity", activity.at("systems")),
            )


@must("QUAL-005")
def workers_have_access(ledger: Ledger) -> Iterator[Problem]:
    """The roles that do an activity have access to the systems that it needs.

    Why: A role without access borrows somebody's password.

    Wrong:
        # data/systems.yaml
        systems:
          ctms:
            access: [sponsor-project-manager]

    Right:
        # data/systems.yaml
        systems:
          ctms:
            access: [cro-cra, sponsor-project-manager]

    Source: 21 CFR 11.10(d); ICH E6(R3) 4.3.3.
    """
    lacking: dict[tuple[str, str], str] = {}
    for study in ledger.every(Study):
        for one in responsibilities(ledger, study):
            for id in one.activity.systems:
                system = ledger.of(System).get(id)
                for role in one.row.responsible:
                    if system and role in ledger.of(Role) and role not in system.access:
                        lacking.setdefault((id, role), one.activity.title)
    for (id, role), activity in lacking.items():
        system = ledger.of(System)[id]
        message = f"{ledger.of(Role)[role].title} does '{activity}' with {system.title}, but is not given access to it"
        yield Problem(
            message, system.at("access"), f"add '{role}' to 'access', or the activity to another role"
        )


@should("QUAL-015")
def best_value_chosen(ledger: Ledger) -> Iterator[Problem]:
    """No other option to build or to buy costs at most as much over five years and is of at least the same quality.

    The cost is discounted where the playbook has a rate ('discount_rate' in data/systems.yaml).

    Why: An option that is dearer and no better was chosen for a reason that is not in the record.

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
                yearly: [9000 USD, 5000 USD, 5000 USD, 5000 USD, 5000 USD]
                quality: 8
                risk: Dependence
              build:
                kind: build
                title: Build it
                yearly: [90000 USD, 5000 USD, 5000 USD, 5000 USD, 5000 USD]
                quality: 8
                risk: Late
            chosen: build
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
                yearly: [9000 USD, 5000 USD, 5000 USD, 5000 USD, 5000 USD]
                quality: 8
                risk: Dependence
              build:
                kind: build
                title: Build it
                yearly: [90000 USD, 5000 USD, 5000 USD, 5000 USD, 5000 USD]
                quality: 9
                risk: Late
            chosen: build
            integration: Export of visits
            exit: Export of all data
            decided: 2025-06-02
            approved_by: sponsor-executive

    Source: published practice for build-or-buy decisions.
    """
    for systems in ledger.every(Systems):
        for one in systems.acquisitions.values():
            if one.chosen not in one.options or not whole(ledger, systems):
                continue
            better = [one.options[id] for id in beaten_by(one, one.chosen, systems.discount_rate)]
            if better:
                yield Problem(
                    f"'{one.options[one.chosen].title}' was chosen, but "
                    f"{listed(_in_words(each) for each in better)} costs no more and is of no less quality",
                    one.at("chosen"),
                    "correct cost or quality, or choose the better option",
                    see("the better option", better[0].where),
                )


def _in_words(option: AcquisitionOption) -> str:
    return f"'{option.title}'"


RULES = (
    systems_validated,
    workers_have_access,
    best_value_chosen,
)

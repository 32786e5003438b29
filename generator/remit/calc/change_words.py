"""What a change order calls for, in words that command and website share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel import Locale

from remit.calc.change_steps import ChangeStep
from remit.model.ledger import Ledger
from remit.model.parties import Role

_FIELDS = {
    "countries_in": "countries are added",
    "services_in": "services are added",
    "services_out": "services are taken out",
}


def growth_words(one: ChangeStep) -> str:
    """What all change orders up to this one add to the original direct fees, against both limits."""
    limits, grown = one.limits, one.computed.growth.value
    called = {
        "within limits": "within the limits",
        "to be noticed": "above the first limit",
        "to be approved": "above both limits",
    }[one.standing]
    adds = f"add {grown:.2f} % to" if grown >= 0 else f"take {-grown:.2f} % from"
    return (
        f"All change orders up to this one {adds} the original direct fees: {called} (noticed above "
        f"{limits.change_order_warning}, for the executives above {limits.change_order_limit})"
    )


def duties_words(one: ChangeStep) -> str:
    """Whether the transfer of obligations takes a new version, and why; nothing where it does not."""
    if not one.duties:
        return ""
    why = "; ".join(f"{_FIELDS[field]} ({', '.join(_named(field, names))})" for field, names in one.duties)
    version = one.change.transfer_version
    named = f"the record names version {version}" if version else "the record names none"
    return f"The transfer of obligations takes a new version, because {why}; {named}."


def _named(field: str, names: Sequence[str]) -> Sequence[str]:
    if field != "countries_in":
        return names
    territories = Locale("en").territories
    return [str(territories.get(code, code)) for code in names]


def decided_by(ledger: Ledger, one: ChangeStep) -> Iterator[str]:
    """The body for each topic with limits, with its chairs; or that no limit covers it."""
    roles = ledger.of(Role)
    delta = one.computed.delta.contract_value
    later = f" and {one.delay} calendar days" if one.delay else ""
    for each in one.deciders:
        if each.body is None:
            yield f"{each.topic}: {delta}{later} are above the limits of every body."
            continue
        chairs = [
            roles[id].title if id in roles else id for id in (each.body.chair, each.body.co_chair) if id
        ]
        limit = each.right.limit if each.right else None
        reach = f"up to {limit}" if limit else "without limit"
        yield f"{each.topic} ({delta}{later}): {each.body.title} ({reach}), chaired by {' and '.join(chairs)}."
    if not one.deciders:
        yield "No body of the playbook has a limit for it."


def open_words(one: ChangeStep) -> tuple[str, ...]:
    """What has to be put right or decided, a sentence each."""
    found = [
        f"{each.what[0].upper()}{each.what[1:]}: the record states {each.stated}, the two versions give {each.computed}."
        for each in one.differences
    ]
    if "approval" in one.open:
        found.append(
            f"The growth is above {one.limits.change_order_limit}, and no approval by the executives is recorded "
            "('executive_approval')."
        )
    if "transfer" in one.open:
        found.append(
            "Name the version of the transfer of obligations that holds the change ('transfer_version')."
        )
    return tuple(found)

"""MON and TOO, continued: payment, approval and duties that follow from a change order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.change_order import growth, touched_duties
from remit.calc.money import milestone_amounts
from remit.calc.orders import changes_of
from remit.calc.validity import last_signature
from remit.model.agreements import Revision
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import PaymentMilestone, WorkOrder
from remit.model.playbook import Thresholds
from remit.model.services import Service
from remit.model.studies import Transfer
from remit.model.values import Money, Percent
from remit.rules.changes import sound_changes, strangers
from remit.rules.rule import Problem, complete, listed, must, see, should, whole


@must("MON-028")
def milestones_on_the_new_base(ledger: Ledger) -> Iterator[Problem]:
    """Milestones after a change sum to 100 % of a stated base, which makes up the new fees with what is paid by units.

    Why: Percentages of a base that nobody states are percentages of whatever each party has in mind. Real orders use a part
    of the fees, which is neither the fees nor the contract value.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        base_amount: 200000 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        base_amount: 208000 USD

    Source: contract practice; milestone schedules in public filings.
    """
    for order, _earlier, change in sound_changes(ledger):
        milestones = tuple(change.milestones.values())
        base, fees = change.base_amount, change.totals.direct if change.totals else None
        if milestones and base is None:
            hint = "add 'base_amount:' with the amount to which the percentages refer"
            yield Problem("milestones have no base", change.at("milestones").key(), hint)
        shares = sum((one.share.value for one in milestones), Decimal(0))
        units = change.units_amount or Money(Decimal(0), order.currency)
        if base and fees and base + units != fees:
            yield Problem(
                f"milestones on {base} and units of {units} do not make up the direct fees of {fees}",
                change.at("base_amount"),
                "correct the base, or 'units_amount:' with what is paid otherwise",
                see("the direct fees", change.totals.at("direct")) if change.totals else (),
            )
        elif milestones and base and shares == 100:
            yield from _amounts(milestones, base)
        if milestones and shares != 100:
            message = f"the shares sum to {shares.normalize():f} %, not 100 %"
            yield Problem(message, milestones[-1].at("share"), "correct the shares")


def _amounts(milestones: tuple[PaymentMilestone, ...], base: Money) -> Iterator[Problem]:
    for one, amount in zip(
        milestones, milestone_amounts(base, [one.share for one in milestones]), strict=True
    ):
        if one.amount != amount:
            written = f"{amount.amount.normalize():f} {amount.currency}"
            message = f"{one.share} of {base} is {amount}, not {one.amount}"
            yield Problem(message, one.at("amount"), f"write 'amount: {written}'")


def _thresholds(ledger: Ledger) -> Thresholds:
    try:
        return ledger.playbook.thresholds
    except KeyError:
        return Thresholds()


def _grown(ledger: Ledger, limit: Percent) -> Iterator[tuple[ChangeOrder, str]]:
    """Change orders from which on the fees are more than a share above the original ones, without executive approval."""
    for order, earlier, change in sound_changes(ledger):
        if change.delta and change.delta.direct.amount > 0 and not change.executive_approval:
            grown = growth(order, (one.delta for one in (*earlier, change) if one.delta))
            if grown.value > limit.value:
                yield change, f"{grown.value:.1f} % above the original {order.totals.direct}"


@should("MON-029")
def growth_is_noticed(ledger: Ledger) -> Iterator[Problem]:
    """Change orders together raise the direct fees by little, or an executive has approved.

    Why: Many small changes hide that the study has become another one. The playbook's threshold 'change_order_warning' says
    from when on it is noticed.

    Wrong:
        # data/playbook.yaml
        thresholds:
          change_order_warning: 3 %

    Right:
        # data/playbook.yaml
        thresholds:
          change_order_warning: 10 %

    Source: published change order histories.
    """
    limits = _thresholds(ledger)
    beyond = {id(change) for change, _ in _grown(ledger, limits.change_order_limit)}
    for change, grown in _grown(ledger, limits.change_order_warning):
        if change.delta and id(change) not in beyond:
            yield Problem(
                f"with this change order, the direct fees are {grown}",
                change.delta.at("direct"),
                "look at the forecast of the whole study, or record 'executive_approval:'",
            )


@must("MON-030")
def growth_is_approved(ledger: Ledger) -> Iterator[Problem]:
    """Change orders that together raise the direct fees by much are approved by the executives.

    Why: Beyond a limit, growth is a new decision. The playbook's threshold 'change_order_limit' says from when on.

    Wrong:
        # data/playbook.yaml
        thresholds:
          change_order_warning: 2 %
          change_order_limit: 3 %

    Right:
        # data/playbook.yaml
        thresholds:
          change_order_limit: 20 %

    Source: delegation of authority practice.
    """
    for change, grown in _grown(ledger, _thresholds(ledger).change_order_limit):
        if change.delta:
            yield Problem(
                f"with this change order, the direct fees are {grown}, and no executive has approved",
                change.delta.at("direct"),
                "record the approval under 'executive_approval:'",
            )


@must("MON-031")
def currency_of_the_order(ledger: Ledger) -> Iterator[Problem]:
    """All amounts of a change order are in the currency of its work order.

    Why: Sums over two currencies mean nothing.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        authorised_before_signature: 5000 EUR

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        authorised_before_signature: 5000 USD

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for change in changes_of(ledger, order):
            for money, where in strangers(order, change):
                yield Problem(
                    f"{money} is not in {order.currency}, the currency of {order.number}",
                    where,
                    "convert it",
                    see("the currency", order.at("currency")),
                )


@must("TOO-020")
def duties_follow_changes(ledger: Ledger) -> Iterator[Problem]:
    """A change order that adds or removes countries or services with duties raises a new version of the transfer.

    Why: A duty in a country or service that the transfer does not cover stays with the sponsor, whatever is bought.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        countries_in: [CA]

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        countries_in: [CA]
        transfer_version: "1.1"

    Source: 21 CFR 312.52(a); ICH E6(R3) 3.6.2.
    """
    for change in ledger.of(ChangeOrder).values():
        transfer = ledger.of(Transfer).get(change.study)
        touched = _touched(ledger, change)
        if transfer is None or not touched or change.status == "superseded":
            continue
        field, what = touched
        named, before = change.transfer_version, _version_before(transfer, change)
        if named is None:
            yield Problem(
                f"{what} changes the duties of the study, but no new version of {transfer.number} is named",
                change.at(field),
                "add 'transfer_version:' with the version that will hold the change",
                see("the transfer", transfer.at("version")),
            )
        elif before and _number(named) <= _number(before.version):
            yield Problem(
                f"{what} changes the duties of the study, but version {named} of {transfer.number} is no new one: version "
                f"{before.version} of {before.date} was there before the change was asked for",
                change.at("transfer_version"),
                "name the version that will hold the change",
                see("the version before", before.at("version")),
            )


def _version_before(transfer: Transfer, change: ChangeOrder) -> Revision | None:
    """The version of a transfer on the day on which a change was asked for."""
    earlier = [one for one in transfer.history if one.date <= change.requested]
    return earlier[-1] if earlier else None


def _touched(ledger: Ledger, change: ChangeOrder) -> tuple[str, str] | None:
    """The field by which a change order touches duties, and in words."""
    services = ledger.of(Service)
    for field, names in touched_duties(
        services, change.countries_in, change.services_in, change.services_out
    ):
        shown = names if field == "countries_in" else [f"'{name}'" for name in names]
        return field, f"{'removing' if field == 'services_out' else 'adding'} {listed(shown)}"
    return None


@must("DOC-040")
def change_adds_what_is_new(ledger: Ledger) -> Iterator[Problem]:
    """A change order adds services that its work order does not have, and takes out services that it has.

    Why: A service that is added twice is priced twice; one that is taken out without having been there hides what was meant.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        services_in: [site-monitoring]
        transfer_version: "1.1"

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        services_in: [medical-writing]

    Source: change control practice.
    """
    if not complete(ledger, ChangeOrder):
        return
    for order in ledger.of(WorkOrder).values():
        services = set(order.services)
        for change in changes_of(ledger, order) if whole(ledger, order) else ():
            for field, wrong, what in (
                ("services_in", services & set(change.services_in), "has already"),
                ("services_out", set(change.services_out) - services, "does not have"),
            ):
                for place, id in enumerate(getattr(change, field)):
                    service = ledger.of(Service).get(id)
                    if service and id in wrong:
                        yield Problem(
                            f"{order.number} {what} the service '{service.title}'",
                            change.at(field, place),
                            "correct the service, or remove it here",
                            see("its services", order.at("services")),
                        )
            services = (services | set(change.services_in)) - set(change.services_out)


@should("TOO-021")
def changed_transfer_is_told(ledger: Ledger) -> Iterator[Problem]:
    """When a change order is signed, the version of the transfer that it takes exists, and the authority is told of it.

    Why: Between the signed change and the new transfer the added duties are the sponsor's without anybody doing them.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        status: executed
        transfer_version: "1.1"
        signatures:
          - party: aldena
            signatory: managing-director
            date: 2026-06-15
          - party: brightwell
            signatory: managing-director
            date: 2026-06-16

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        transfer_version: "1.1"

    Source: ICH E6(R3) 3.6.2; practice of a new cover sheet with each change.
    """
    if not complete(ledger, Transfer):
        return
    for change in ledger.of(ChangeOrder).values():
        transfer = ledger.of(Transfer).get(change.study)
        wanted, signed = change.transfer_version, last_signature(change)
        if transfer is None or wanted is None or change.status != "executed" or not whole(ledger, transfer):
            continue
        if _number(transfer.version) < _number(wanted):
            yield Problem(
                f"{change.number} is executed and takes version {wanted} of {transfer.number}, which is still "
                f"version {transfer.version}",
                change.at("transfer_version"),
                "issue the new version of the transfer",
                see("its version", transfer.at("version")),
            )
        elif signed and not any(one.date and one.date >= signed for one in transfer.submissions):
            place = transfer.at("submissions").key() if transfer.submissions else transfer.where
            message = f"no authority was told of version {wanted}, which {change.number} of {signed} took"
            yield Problem(message, place, "add the submission with its date, or without until it is sent")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() and part.isascii() else 0 for part in version.split("."))


RULES = (
    milestones_on_the_new_base,
    growth_is_noticed,
    growth_is_approved,
    currency_of_the_order,
    duties_follow_changes,
    changed_transfer_is_told,
    change_adds_what_is_new,
)

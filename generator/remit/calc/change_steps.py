"""The change orders of a work order one after another: what each computes, what its record states, and who decides.

Formulas, all from the two versions of the order that a change order lies between: the amount of a line is quantity times
price, rounded to the minor unit; totals are the sums of lines; milestones are their share of the base, with the remainder
of rounding in the last (calc/money.py); the advance on fees is fees per contract day times the days until the first payment
(published practice for up-front payments, 'days float'); growth is what all change orders up to this one add to the
original direct fees, in percent of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from remit.calc.change_order import Changed, Standing, change_between, standing, touched_duties
from remit.calc.changes import COLUMNS, PARTS, changed_lines
from remit.calc.current_order import current_order, sized_advance
from remit.calc.limits import Decides, deciding
from remit.calc.money import milestone_amounts
from remit.calc.orders import changes_of
from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.money import Advance, PaymentMilestone, WorkOrder
from remit.model.playbook import Playbook, Thresholds
from remit.model.services import Service
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A sum that the record states otherwise than the two versions give it."""

    what: str
    stated: Money
    computed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A payment milestone before and after the change; None where it is new, or goes."""

    title: str
    was: PaymentMilestone | None
    now: PaymentMilestone | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resized:
    """An advance before and after the change; ``formula`` is its fair size for the new fees and term, if that is known."""

    stream: str
    was: Money
    now: Money
    formula: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStep:
    """A change order between two versions of its work order.

    ``computed`` follows from the versions; ``differences`` is where the record states something else. ``duties`` says why
    the transfer of obligations takes a new version, by field and names. ``deciders`` are the bodies whose limits cover
    the amount and the delay, by topic.
    """

    change: ChangeOrder
    before: WorkOrder
    after: WorkOrder
    computed: Changed
    differences: tuple[Difference, ...]
    milestones: tuple[Cut, ...]
    advances: tuple[Resized, ...]
    limits: Thresholds
    duties: tuple[tuple[str, tuple[str, ...]], ...]
    deciders: tuple[Decides, ...]

    @property
    def standing(self) -> Standing:
        """What the growth of the direct fees calls for; a change that lowers them calls for nothing."""
        return standing(self.computed.growth, self.limits)

    @property
    def delay(self) -> int:
        """Calendar days by which the order ends later; 0 where it does not."""
        return max((self.after.end - self.before.end).days, 0)

    @property
    def open(self) -> tuple[Literal["differs", "approval", "transfer"], ...]:
        """What has to be put right or decided before it can be signed."""
        found: list[Literal["differs", "approval", "transfer"]] = []
        if self.differences:
            found.append("differs")
        grows = self.computed.delta.direct.amount > 0
        if grows and self.standing == "to be approved" and not self.change.executive_approval:
            found.append("approval")
        if self.duties and not self.change.transfer_version:
            found.append("transfer")
        return tuple(found)


def change_steps(ledger: Ledger, order: WorkOrder) -> tuple[ChangeStep, ...]:
    """Every change order of a work order in sequence. ValueError where currencies differ."""
    changes = changes_of(ledger, order)
    lines_count = tuple(replace(one, totals=None) for one in changes)
    return tuple(_step(ledger, order, lines_count[:place], one) for place, one in enumerate(changes))


def _step(
    ledger: Ledger, order: WorkOrder, earlier: Sequence[ChangeOrder], change: ChangeOrder
) -> ChangeStep:
    before, after = current_order(order, earlier), _after(current_order(order, earlier), change)
    computed = change_between(
        order, earlier, after, countries_in=change.countries_in, step=change.number or change.id
    )
    master = ledger.of(MasterAgreement).get(order.master)
    fair = sized_advance(after, master.payment_terms if master else None)
    delay = max((after.end - before.end).days, 0)
    return ChangeStep(
        change=change,
        before=before,
        after=after,
        computed=computed,
        differences=tuple(_differences(change, computed)),
        milestones=tuple(_cuts(before, after)) if computed.milestones else (),
        advances=tuple(_resized(before.advances.get(id), one, fair) for id, one in computed.advances.items()),
        limits=next((book.thresholds for book in ledger.every(Playbook)), Thresholds()),
        duties=touched_duties(
            ledger.of(Service), change.countries_in, change.services_in, change.services_out
        ),
        deciders=deciding(ledger.of(Body), computed.delta.contract_value, delay),
    )


def _after(before: WorkOrder, change: ChangeOrder) -> WorkOrder:
    """The version that the change leads to, its totals and milestones computed even where the record states them."""
    new = current_order(before, [replace(change, totals=None)])
    schedule = tuple(new.payment.milestones.values())
    amounts = milestone_amounts(new.payment.base_amount, [one.share for one in schedule])
    cut = {one.id: replace(one, amount=amount) for one, amount in zip(schedule, amounts, strict=True)}
    return replace(new, payment=replace(new.payment, milestones=cut))


def _resized(was: Advance | None, now: Advance, fair: Money | None) -> Resized:
    nothing = now.amount - now.amount
    formula = fair if now.stream == "fees" else None
    return Resized(stream=now.stream, was=was.amount if was else nothing, now=now.amount, formula=formula)


def _cuts(before: WorkOrder, after: WorkOrder) -> Iterator[Cut]:
    old, new = before.payment.milestones, after.payment.milestones
    for id in dict.fromkeys((*new, *old)):
        was, now = old.get(id), new.get(id)
        titled = now or was
        if titled:
            yield Cut(title=titled.title, was=was, now=now)


# ---- what the record states otherwise -------------------------------------------------------------------------------


def _differences(change: ChangeOrder, computed: Changed) -> Iterator[Difference]:
    """Sums that the record states; those that it leaves out are no difference."""
    for what, stated, right in _sums(change, computed):
        if stated is not None and stated != right:
            yield Difference(what=what, stated=stated, computed=right)


def _sums(change: ChangeOrder, computed: Changed) -> Iterator[tuple[str, Money | None, Money]]:
    for part in PARTS:
        for id, line in getattr(computed, part).items():
            known = changed_lines(change, part).get(id)
            yield f"change of the line '{id}'", known.delta if known else None, line.delta
    for name in COLUMNS:
        words = name.replace("_", " ")
        yield (
            f"change of the total '{words}'",
            getattr(change.delta, name, None),
            getattr(computed.delta, name),
        )
        yield f"total '{words}'", getattr(change.totals, name, None), getattr(computed.totals, name)
    for row, known_row in zip_longest(computed.cost_history, change.cost_history):
        if row is None:
            break
        for name in ("direct", "pass_through", "total"):
            words = f"cost history, {row.step}, {name.replace('_', '-')}"
            yield words, getattr(known_row, name, None), getattr(row, name)
    for id, one in computed.milestones.items():
        stated = change.milestones.get(id)
        yield f"milestone '{one.title}'", stated.amount if stated else None, one.amount

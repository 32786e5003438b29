"""MON, continued: lines that a change order adds, and caps that it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.changes import PARTS, changed_lines, lines_before
from remit.calc.current_order import current_order
from remit.findings import Where
from remit.model.changes import UnitChange
from remit.model.ledger import Ledger
from remit.rules.changes import sound_changes
from remit.rules.rule import Problem, listed, must, see


@must("MON-033")
def added_lines_say_what_they_are(ledger: Ledger) -> Iterator[Problem]:
    """A line that a change order adds says what is paid for, in which unit, and to which service or stream it belongs.

    Why: The work order has no such line to read it from. A price without a name is paid for anything.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          remote-visits:
            original: 0
            previous: 0
            new: 10
            unit_price: 2000 USD
            delta: 20000 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          visits:
            original: 100
            previous: 100

    Source: change order forms in public filings.
    """
    for order, earlier, change in sound_changes(ledger):
        for part in PARTS:
            known = lines_before(order, earlier, part)
            belongs = "service" if part == "direct" else "stream"
            for id, line in changed_lines(change, part).items():
                missing = [name for name in ("description", "unit", belongs) if not getattr(line, name)]
                fields = listed(f"'{name}:'" for name in missing)
                if id not in known and missing:
                    yield Problem(
                        f"'{id}' is a new line of the work order, but it does not say its {listed(missing)}",
                        line.where.key(),
                        f"add {fields}, or correct the id of the line",
                    )


@must("MON-034")
def caps_follow_estimates(ledger: Ledger) -> Iterator[Problem]:
    """After a change order, the estimate of a pass-through line is within its cap.

    Why: An approved estimate above the cap cannot be spent: every payment beyond the old cap needs an approval that both
    parties believe to have given with the change order.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        pass_through:
          grants:
            original: 50
            previous: 50
            new: 60
            unit_price: 8000 USD
            delta: 80000 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        pass_through:
          travel:
            new: 105
            new_cap: 80000 USD

    Source: contract practice.
    """
    for order, earlier, change in sound_changes(ledger):
        after = current_order(order, (*earlier, change)).pass_through
        for id, line in change.pass_through.items():
            now = after.get(id)
            if now and now.cap and now.cap.amount < now.estimate.amount:
                yield Problem(
                    f"the change takes the estimate of '{id}' to {now.estimate}, above its cap of {now.cap}",
                    _place(line),
                    f"add 'new_cap: {now.estimate.amount.normalize():f} {now.estimate.currency}'",
                    see("the cap", order.pass_through[id].at("cap")) if id in order.pass_through else (),
                )


def _place(line: UnitChange) -> Where:
    return line.at("new_cap") if line.new_cap else line.at("new")


RULES = (added_lines_say_what_they_are, caps_follow_estimates)

"""What a scheme is likely to pay under the uncertainty of the study's schedule: each run of its simulation, settled.

Dates come from calc/simulation.py, so that measures of one run belong together. Metrics stand at their last reported
figure, or at their target; quality conditions are taken as met.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from remit.calc.settlement.bands import no_malus
from remit.calc.settlement.incentives import potentials
from remit.calc.settlement.results import Facts, excluded_days, result_of, target_from
from remit.calc.simulation import RUNS, SEED, milestone_dates
from remit.frozen import dataclass
from remit.model.risk_sharing import Incentive, RiskSharing

if TYPE_CHECKING:  # numpy takes longer to import than most commands take
    import numpy as np
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The share of runs (0 to 1) whose balance lies from ``low`` to below ``high``; the last bar holds its ``high``, too."""

    low: int
    high: int
    share: float


BARS = 25
"""Bars between the two caps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Balances (bonus less malus) over all runs, in whole units of the currency: tenth, middle and ninetieth percentile.

    ``gains`` and ``losses`` are the shares of runs (0 to 1) with a balance above and below nothing. ``certain`` tells that
    all runs agree, because nothing that the network moves is still open. ``bars`` are equally wide, from cap to cap.
    """

    runs: int
    low: int
    middle: int
    high: int
    mean: int
    gains: float
    losses: float
    certain: bool
    bars: tuple[Bar, ...] = ()


def distribution(
    facts: Facts, terms: RiskSharing, *, runs: int = RUNS, seed: int = SEED
) -> Distribution | None:
    """The payout over the runs of the study's schedule; None where there is no network to run."""
    import numpy as np

    schedule = facts.dates.schedules.get(facts.order.study)
    dates = milestone_dates(schedule, runs=runs, seed=seed, as_of=facts.as_of) if schedule else None
    if dates is None:
        return None
    bonus, malus = np.zeros(runs), np.zeros(runs)
    for id, (most_bonus, most_malus) in potentials(terms).items():
        one = terms.incentives[id]
        results = _results(facts, one, dates, runs)
        bonus += float(most_bonus.amount) * (1 - _fallen(one, results, bonus_side=True))
        malus += float(most_malus.amount) * _fallen(one, results, bonus_side=False)
    net = np.minimum(bonus, float(terms.bonus_cap.amount)) - np.minimum(malus, float(terms.malus_cap.amount))
    low, middle, high = np.quantile(net, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Distribution(
        runs=runs,
        low=round(float(low)),
        middle=round(float(middle)),
        high=round(float(high)),
        mean=round(float(net.mean())),
        gains=float((net > 0.005).mean()),
        losses=float((net < -0.005).mean()),
        certain=bool(net.max() - net.min() < 0.005),
        bars=_bars(net, -float(terms.malus_cap.amount), float(terms.bonus_cap.amount)),
    )


def _bars(net: Amounts, low: float, high: float) -> tuple[Bar, ...]:
    """The runs counted in bars from cap to cap; none where there is nothing between the caps."""
    import numpy as np

    if low >= high:
        return ()
    counts, edges = np.histogram(np.clip(net, low, high), bins=BARS, range=(low, high))
    shares = counts / len(net)
    return tuple(
        Bar(low=round(float(start)), high=round(float(end)), share=float(share))
        for start, end, share in zip(edges, edges[1:], shares, strict=False)
    )


def _results(facts: Facts, one: Incentive, dates: Mapping[str, object], runs: int) -> Amounts:
    """The result of a measure in each run; where the simulation does not move it, the one that is known or its target."""
    import numpy as np

    reached, after = _dates(facts, one.milestone, dates), _dates(facts, one.target_after, dates)
    if one.measures == "days late" and reached is not None:
        milestone = facts.order.payment.milestones.get(one.milestone or "")
        target = one.target or (milestone.planned if milestone else None)
        if after is not None and one.target_within:
            late = (reached - _targets(facts, one, after)).astype(np.int64)
        elif target:
            late = (reached - np.datetime64(target, "D")).astype(np.int64)
        else:
            late = np.zeros(runs, dtype=np.int64)
        counted = np.where(late > 0, np.maximum(late - excluded_days(facts, one.id), 0), late)
        shown: Amounts = counted.astype(np.float64)
        return shown
    known = result_of(facts, one).value
    return np.full(runs, float(known if known is not None else one.band.full_bonus))


def _targets(facts: Facts, one: Incentive, after: Any) -> Any:
    """The target in each run, by the same calendar as the settlement; each day on which it begins is asked once."""
    import numpy as np

    days, runs = np.unique(after, return_inverse=True)
    return np.array([target_from(facts, one, day) for day in days.tolist()], dtype="datetime64[D]")[runs]


def _dates(facts: Facts, milestone: str | None, dates: Mapping[str, object]) -> Any:
    found = facts.order.payment.milestones.get(milestone or "")
    return dates.get(found.reached_by or found.id) if found else None


def _fallen(one: Incentive, results: Amounts, *, bonus_side: bool) -> Amounts:
    """How far each result has gone along the bonus or the malus line, 0 to 1; see bands.py for the same in fractions."""
    import numpy as np

    band = one.band
    ends = (band.full_bonus, band.no_bonus) if bonus_side else (no_malus(band), band.full_malus)
    sign = -1.0 if band.full_malus < band.full_bonus else 1.0
    start, end = (float(step) * sign for step in ends)
    at = results * sign
    if start == end:
        return (at > start).astype(np.float64)
    return np.clip((at - start) / (end - start), 0.0, 1.0)

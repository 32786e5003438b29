"""Where a study stands on the ladder of oversight levels: since when, what its results call for, and what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from remit.calc.orders import all_orders_for
from remit.calc.oversight import (
    LEVELS,
    Gate,
    Result,
    gates,
    is_leaner,
    one_up,
    recommended,
    result,
)
from remit.calc.periods import by_cro, day_after, end_after, name
from remit.calc.scorecard import asked_of
from remit.calc.validity import effective_date
from remit.frozen import dataclass
from remit.model.agreements import QualityAgreement
from remit.model.ledger import Ledger
from remit.model.oversight import LevelMove, LevelName, Oversight, OversightLevel, Transition
from remit.model.performance import Effort, Performance
from remit.model.quality import Metric
from remit.model.studies import Study

Results = tuple[Result, ...]


def began(move: Transition) -> dt.date:
    """The first day of the new level: at once on the way up, after the last day of the transition on the way down."""
    return (
        max(move.approved, day_after(move.end))
        if is_leaner(move.to_level, move.from_level)
        else move.approved
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The level of a study on a day. ``since`` is its first day, ``move`` the transition that led to it; None if unknown."""

    level: LevelName
    since: dt.date | None = None
    move: Transition | None = None


def held(ledger: Ledger, study: Study, day: dt.date | None = None) -> Held | None:
    """The level of a study on a day, or as it is recorded now; None for a study without a level."""
    if study.oversight_level is None:
        return None
    moves = sorted(ledger.in_study(Transition, study.id), key=began)
    level, since, last = study.oversight_level, None, None
    for move in reversed(moves):
        if move.to_level != level:
            break
        if day is not None and day < began(move):
            level = move.from_level
            continue
        since, last = began(move), move
        break
    return Held(level=level, since=since, move=last)


def agreement_in_force(ledger: Ledger, study: str, day: dt.date | None) -> bool:
    """Whether every order of a study rests on a quality agreement that applies on a day, or at all where none is given."""
    orders = all_orders_for(ledger, study)
    known = [ledger.of(QualityAgreement).get(one.quality_agreement) for one in orders]
    dates = [
        effective_date(one) for one in known if one
    ]  # of one that is missing, the reference is a finding
    return bool(orders) and all(date is not None and (day is None or date <= day) for date in dates)


def results_of(ledger: Ledger, study: Study, day: dt.date | None = None) -> Mapping[str, Results]:
    """The judged periods of each CRO of a study that had ended on a day, oldest first.

    A CRO that provides no service of the study any more says nothing about how it is to be overseen now.
    """
    periods = [one for one in ledger.in_study(Performance, study.id) if day is None or one.last <= day]
    metrics = ledger.of(Metric)
    found = {}
    for group in by_cro(periods):
        asked = asked_of(metrics, study, group[0].cro)
        found[group[0].cro] = tuple(result(metrics, one, asked) for one in group)
    at_work = {one.provider for one in study.services.values()}
    return {cro: results for cro, results in found.items() if cro in at_work} or found


def stale(results: Results, newest: dt.date) -> str:
    """What is missing where a whole period has passed since the last one of a CRO; empty if none has."""
    last = results[-1].period
    due = end_after(last, 1)
    return f"no results are recorded after the {name(last)}" if due <= newest else ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the results of a study say about its level.

    ``reasons`` say why another level is called for, or what keeps the present one. ``gates`` are the conditions of the
    ``down`` move, by CRO; both are empty at the leanest level. ``coming`` is a move that is approved and has yet to begin.
    """

    study: Study
    held: Held
    results: Mapping[str, Results]
    recommended: LevelName
    reasons: tuple[str, ...]
    down: LevelMove | None
    gates: Mapping[str, tuple[Gate, ...]]
    coming: Transition | None = None

    @property
    def moves(self) -> bool:
        """Whether the results call for another level than the one that is held or about to begin."""
        approved = self.coming is not None and self.coming.to_level == self.recommended
        return self.recommended != self.held.level and not approved


def standing(ledger: Ledger, study: Study, day: dt.date | None = None) -> Standing | None:
    """What the results known on a day, or all that are recorded, say about the level; None for a study without one.

    Of several CROs the one that needs the closest oversight decides.
    """
    at = held(ledger, study, day)
    if at is None:
        return None
    results = results_of(ledger, study, day)
    moves = [move for one in ledger.every(Oversight) for move in one.moves.values()]
    down = next((move for move in moves if move.from_level == at.level), None)
    agreed = agreement_in_force(ledger, study.id, day)
    newest = max(
        [*(each[-1].period.last for each in results.values()), *([day] if day else [])], default=None
    )
    found, checked, alarms = [], {}, []
    for cro, each in results.items():
        answered = _answered(at, each[-1])
        old = stale(each, newest) if newest else ""
        if down:
            late = (Gate(asked="results up to date", found="no" if old else "yes", missing=old),)
            checked[cro] = (*gates(down, each, agreed, at.since), *late)
        level = recommended(at.level, each, moves, agreed, at.since, answered=answered)
        found.append(at.level if old and is_leaner(level, at.level) else level)
        alarms += [f"{alarm} in {each[-1].period.id}" for alarm in each[-1].alarms if not answered]
    best = min(found, key=LEVELS.index, default=at.level)
    return Standing(
        study=study,
        held=at,
        results=results,
        recommended=best,
        reasons=_reasons(at, best, tuple(alarms), checked),
        down=down,
        gates=checked,
        coming=_coming(ledger, study, at, day),
    )


def _coming(ledger: Ledger, study: Study, at: Held, day: dt.date | None) -> Transition | None:
    """The move away from the level of a day that was approved by then, and begins later."""
    moves = ledger.in_study(Transition, study.id)
    return next(
        (one for one in moves if day and one.from_level == at.level and one.approved <= day < began(one)),
        None,
    )


def _answered(at: Held, last: Result) -> bool:
    """Whether the study was moved up in the last period or after it."""
    move = at.move
    return (
        move is not None
        and not is_leaner(move.to_level, move.from_level)
        and (move.approved >= last.period.first)
    )


def _reasons(
    at: Held, best: LevelName, alarms: tuple[str, ...], checked: Mapping[str, tuple[Gate, ...]]
) -> tuple[str, ...]:
    if alarms:
        most = " (the most intensive level cannot be raised)" if at.level == one_up(at.level) else ""
        return tuple(f"{alarm}{most}" for alarm in alarms)
    if best != at.level:
        return ("all conditions of a leaner level are met",)
    return tuple(
        dict.fromkeys(gate.missing for each in checked.values() for gate in each if gate.missing)
    ) or ("no leaner level follows",)


# ---- the sponsor's own effort ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """The sponsor's effort for a study in one period, in full-time equivalents, against the cap of that time.

    ``level`` is the level that held on the middle day of the period, and so for the most of it.
    """

    period: Performance
    level: LevelName | None
    planned: Decimal
    actual: Decimal
    cap: Decimal | None
    functions: tuple[Effort, ...]

    @property
    def over(self) -> tuple[str, ...]:
        """Which of planned and actual effort is above the cap."""
        cap = self.cap
        if cap is None:
            return ()
        return tuple(
            word for word, sum_ in (("planned", self.planned), ("actual", self.actual)) if sum_ > cap
        )


def level_named(ledger: Ledger, level: LevelName | None) -> OversightLevel | None:
    """The playbook's description of a level."""
    every = (found for one in ledger.every(Oversight) for found in one.levels.values())
    return next((found for found in every if found.level == level), None)


def cap_on(ledger: Ledger, study: Study, day: dt.date) -> tuple[LevelName | None, Decimal | None]:
    """The level of a study on a day and its cap on effort: the study's own at its present level, else that of the level."""
    at = held(ledger, study, day)
    if at is None or (at.level == study.oversight_level and study.fte_cap is not None):
        return (at.level if at else None), study.fte_cap
    found = level_named(ledger, at.level)
    return at.level, found.fte_cap if found else None


def effort(ledger: Ledger, study: Study, day: dt.date | None = None) -> tuple[Spent, ...]:
    """The sponsor's effort in every period that had ended on a day, oldest first.

    What is recorded with several CROs for the same period is one sum: the cap is the study's.
    """
    groups: dict[tuple[dt.date, dt.date], list[Performance]] = {}
    for one in sorted(ledger.in_study(Performance, study.id), key=lambda one: (one.last, one.first, one.id)):
        if one.effort and (day is None or one.last <= day):
            groups.setdefault((one.first, one.last), []).append(one)
    return tuple(_spent(ledger, study, group) for group in groups.values())


def _spent(ledger: Ledger, study: Study, group: list[Performance]) -> Spent:
    functions = tuple(row for one in group for row in one.effort)
    first, last = group[0].first, group[0].last
    level, cap = cap_on(ledger, study, first + (last - first) // 2)
    return Spent(
        period=group[0],
        level=level,
        planned=sum((row.planned for row in functions), Decimal(0)),
        actual=sum((row.actual for row in functions), Decimal(0)),
        cap=cap,
        functions=functions,
    )

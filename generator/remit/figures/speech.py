"""The language of a figure: its words, and how it writes dates, numbers and amounts.

Figures that contracts print speak the language of the contract. What they say stands here in English, once; a template in
another language says it in its front matter, below ``labels: figures:``, with the same ``{places}`` for what is filled in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from functools import lru_cache
from string import Formatter
from typing import TypeVar

from babel.dates import format_date
from babel.numbers import format_decimal

from remit.blocks.numbering import ENGLISH as ENGLISH_LABELS
from remit.blocks.numbering import Labels
from remit.frozen import dataclass
from remit.model.values import Duration, Money, brief, spoken
from remit.templating import filters
from remit.templating.filters import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderWords:
    """What the escalation ladder says."""

    within: str = "within {time}"
    roles: str = "{sponsor}: {sponsor_role}  ·  {cro}: {cro_role}"
    told_step: str = "{step} ({sponsor}: {sponsor_role}; {cro}: {cro_role}; {within})"
    then: str = ", then "
    told: str = "Escalation ladder, from the lowest step up: {steps}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneWords:
    """What the payment milestones say."""

    told_line: str = "{milestone}: {amount}"
    told_planned: str = "{milestone}: {amount}, planned for {date}"
    told: str = "Payments by milestone: {milestones}."


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWords:
    """What the tasks along the calendar say."""

    business_days: str = "business days"
    critical: str = "critical"
    slack: str = "with slack"
    milestone: str = "milestone"
    target: str = "target"
    told_tasks: str = "Tasks of the network by day"
    told_part: str = "Tasks of the network by day, {shown} of {count}"
    told_critical: str = "critical: {tasks}"
    told_slack: str = "with slack: {tasks}"
    told_task: str = "{task} {start} to {end}"
    told_more: str = "and {count} more"
    told_milestones: str = "milestones: {milestones}"
    told_target: str = "target: {date}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutWords:
    """What payout curves say of what was agreed."""

    bonus: str = "bonus"
    malus: str = "deduction (malus)"
    amounts: str = "amounts in {currency}"
    days_late: str = "calendar days after the target"
    figure: str = "figure"
    told_measure: str = (
        "{measure} ({unit}): bonus {most_bonus} at {first}, none from {ends}; "
        "deduction from {starts}, {most_malus} at {last}"
    )
    told: str = "{order}: payout curves. {measures}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CashWords:
    """What the cash of each month says."""

    direct: str = "Direct fees"
    investigator: str = "Investigator payments"
    pass_through: str = "Pass-through costs"
    advances: str = "Advances, less what is repaid"
    a_month: str = "{currency} a month"
    thousand_a_month: str = "Thousand {currency} a month"
    in_all: str = "{currency} in all"
    thousand_in_all: str = "Thousand {currency} in all"
    nothing: str = "Nothing is due on a known day."
    told_nothing: str = "{order}: nothing is due on a known day."
    told_year: str = "{year}: {amount}"
    told: str = (
        "{order}: payments by month and in all. By year {years}. The highest month is {month} with {highest}; all payments "
        "come to {whole}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueWords:
    """What the value of a contract says as it grows by change orders."""

    original: str = "Original"
    total: str = "Total"
    earlier: str = "to {change}"
    direct: str = "Direct fees"
    pass_through: str = "Pass-through costs"
    value: str = "Contract value, {currency}"
    thousand_value: str = "Contract value, thousand {currency}"
    growth: str = "Growth of direct fees, % of the original"
    noticed: str = "noticed above {limit} %"
    executives: str = "executives above {limit} %"
    told_step: str = "{change} changes it by {amount}, after which direct fees have grown by {growth} %"
    told: str = (
        "Contract value: {original} in the original order; {steps}; {whole} in all. Growth is noticed above {warning} and "
        "goes to the executives above {limit}."
    )


Words = LadderWords | MilestoneWords | NetworkWords | PayoutWords | CashWords | ValueWords
W = TypeVar("W", bound=Words)

FIGURES: Mapping[str, type[Words]] = {
    "escalation-ladder": LadderWords,
    "milestones": MilestoneWords,
    "network": NetworkWords,
    "payout": PayoutWords,
    "cash-flow": CashWords,
    "contract-value": ValueWords,
}
"""The words of each figure by the name under which a template prints it."""


def filled_in(phrase: str) -> tuple[str, ...] | None:
    """The names in braces in a phrase, sorted; None where braces do not close, or hold more than a name."""
    try:
        parts = [(name, form, how) for _, name, form, how in Formatter().parse(phrase) if name is not None]
    except ValueError:
        return None
    simple = all(name.isidentifier() and not form and not how for name, form, how in parts)
    return tuple(sorted(name for name, _, _ in parts)) if simple else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A language as figures speak it.

    ``locale`` (en_GB, de, de_AT) decides on dates and numbers, ``labels`` are the words for units of time, ``said``
    those of figures by name of the figure and of the word. What is not there is English.
    """

    locale: str = "en_GB"
    labels: Labels = ENGLISH_LABELS
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether dates are written as the program writes them everywhere else: English, but not American."""
        return self.locale.startswith("en") and self.locale != "en_US"

    def words(self, kind: type[W]) -> W:
        """The words of a figure."""
        name = next(name for name, one in FIGURES.items() if one is kind)
        return kind(**self.said.get(name, {}))

    def day(self, day: dt.date) -> str:
        """A date in full: 5 January 2026."""
        return spoken(day) if self.plain else self._written("date", day)

    def month(self, day: dt.date) -> str:
        """The name of a month in few letters: Jan."""
        return brief(day).split()[1] if self.plain else str(format_date(day, "LLL", self.locale))

    def month_of_year(self, day: dt.date) -> str:
        """A month of a year: January 2026."""
        return str(format_date(day, "LLLL y", self.locale))

    def number(self, value: float | Decimal, places: int = 0, *, plus: bool = False) -> str:
        """A number with so many decimals and its thousands set apart; ``plus`` writes the sign of a gain, too."""
        shown = (
            Decimal(f"{value:.{places}f}") + 0
        )  # nothing has no sign, also where a little less was rounded to it
        if self.plain:
            return f"{shown:{'+' if plus else ''},.{places}f}"
        written = str(format_decimal(shown, f"#,##0.{'0' * places}" if places else "#,##0", self.locale))
        return f"+{written}" if plus and shown >= 0 else written

    def exact(self, value: Decimal) -> str:
        """A number with the decimals that it has."""
        return self._written("qty", value)

    def amount(self, money: Money) -> str:
        """An amount with its currency: 12,000 USD."""
        return f"{self._written('money', money)} {money.currency}"

    def duration(self, time: Duration) -> str:
        """A length of time: 5 business days."""
        return self._written("duration", time)

    def _written(self, how: str, value: object) -> str:
        return str(_filters(self.locale, self.labels)[how](value))


@lru_cache(32)
def _filters(locale: str, labels: Labels) -> Mapping[str, Filter]:
    return filters(locale, labels)


ENGLISH = Speech()
"""The language of the site."""

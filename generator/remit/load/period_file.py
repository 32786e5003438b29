"""The file of a period of performance with figures that were given in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from remit.exchange.yaml_text import to_yaml
from remit.findings import CannotGoOn, Finding, Related, error
from remit.frozen import dataclass
from remit.load.insert import Value, with_fields
from remit.load.metric_table import NUMBERS, Given
from remit.load.write import CannotWrite
from remit.model.draft import Draft
from remit.model.fields import definition
from remit.model.performance import MetricValue, Performance

_ORDER = tuple(field.name for field in definition(MetricValue))


@dataclass(frozen=True, slots=True)
class Change:
    """What a row means for the record: ``before`` is what stands there, as people write it, and empty for nothing."""

    given: Given
    kind: Literal["new", "changed", "same"]
    before: str
    after: str


def begun(period: Performance, headline: str) -> bytes:
    """The file of a period without figures yet; ``headline`` says what it is."""
    values = {"cro": period.cro, "first": period.first, "last": period.last, "values": {}}
    return to_yaml(Draft(Performance, headline, values)).encode()


def change(given: Given, period: Performance | None) -> Change:
    """A row held against the record of its period. Another comment than the one that stands is a change, too."""
    held = period.values.get(given.metric.id) if period else None
    before = _figures(held)
    after = {name: number for name, number in given.fields.items() if name in NUMBERS}
    said, says = held.comment if held else None, given.fields.get("comment")
    if before and before != after:
        return Change(given, "changed", _shown(before), _shown(after))
    if said and says and said != says:
        return Change(given, "changed", f"the comment '{said}'", f"'{says}'")
    same = held is not None and before == after and says in (None, said)
    return Change(given, "same" if same else "new", _shown(before) if before else "", _shown(after))


def _figures(value: MetricValue | None) -> Mapping[str, Decimal]:
    if value is None:
        return {}
    found = {name: getattr(value, name) for name in NUMBERS}
    return {name: number for name, number in found.items() if number is not None}


def _shown(numbers: Mapping[str, object]) -> str:
    if "value" in numbers:
        return f"{numbers['value']:f}"
    if "denominator" in numbers:
        return f"{numbers['numerator']:f} of {numbers['denominator']:f}"
    return f"{numbers['numerator']:f}" if "numerator" in numbers else "no figure"


def refused(changes: Iterable[Change], period: Performance | None) -> tuple[Finding, ...]:
    """The changes that would write over a figure, as findings at their rows."""
    return tuple(
        error(
            "IMP-016",
            f"'{one.given.metric.title}' of {one.given.period} stands with {one.before}; this row gives {one.after}",
            one.given.where,
            "use --force to write over it, or remove the row",
            (Related("what stands", period.at("values", one.given.metric.id).key()),) if period else (),
        )
        for one in changes
        if one.kind == "changed"
    )


def with_values(file: str, data: bytes, changes: Iterable[Change]) -> bytes:
    """The file with the figures and comments of rows; all else in it stays as it is, with its comments.

    CannotGoOn names the row that cannot be written without touching other words.
    """
    for one in changes:
        if one.kind == "same":
            continue
        fields: dict[str, Value] = dict.fromkeys(NUMBERS)
        fields |= dict(one.given.fields)
        try:
            data = with_fields(data, ("values", one.given.metric.id), fields, _ORDER)
        except CannotWrite as reason:
            message = f"'{one.given.metric.title}' cannot be written into {file}: {reason}"
            hint = "put right what the message names in the record, and run the command again"
            raise CannotGoOn(error("IMP-020", message, one.given.where, hint)) from None
    return data

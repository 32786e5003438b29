"""From values to places on a sheet, and the values at which an axis is marked."""

from __future__ import annotations

import math

from remit.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight axis: the values ``low`` to ``high`` lie between the places ``start`` and ``end``, in points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; everything lies at the start where low and high are equal."""
        width = self.high - self.low
        return self.start + (value - self.low) / width * (self.end - self.start) if width else self.start


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round values (1, 2 or 5 times a power of ten apart) from ``low`` to ``high``: at least one, at most ``most``."""
    if high <= low:
        return (low,)
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((factor * power for factor in (1, 2, 5) if factor * power >= rough * (1 - 1e-9)), 10 * power)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(number * step for number in range(first, last + 1)) or (low,)

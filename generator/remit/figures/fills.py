"""Fillings that differ without colour: neighbours in a bar are told apart in grey print and by the colour-blind."""

from __future__ import annotations

from remit.blocks.drawing import Box
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, TINT
from remit.frozen import dataclass

PAPER = "FFFFFF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How a box is filled, and the colour of letters that are read on it."""

    fill: str
    hatched: str = ""
    ink: str = INK

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """A box with this filling and an edge."""
        return Box(x=x, y=y, width=width, height=height, fill=self.fill, edge=ACCENT, hatched=self.hatched)


FILLS = (
    Fill(fill=ACCENT, ink=PAPER),
    Fill(fill=TINT),
    Fill(fill=MIDDLE),
    Fill(fill=PAPER, hatched=RULE),
    Fill(fill=GREY, ink=PAPER),
    Fill(fill=TINT, hatched=MIDDLE),
    Fill(fill=PAPER),
)
"""Fillings in the order in which they stand beside each other."""


def fill_of(place: int) -> Fill:
    """The filling of the part at a place; after the last they begin again."""
    return FILLS[place % len(FILLS)]

"""Figures that templates can print, drawn from what the document prints: ``::: figure name``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from remit.blocks.drawing import Arrow, Box, Drawing, Label, Shape
from remit.blocks.types import Blocks, ClauseItem, ClauseUse, Container, Place, Tag
from remit.documents import study_figures
from remit.documents.context import Context, context_of
from remit.documents.study_figures import Drawn
from remit.documents.subjects import Subject
from remit.documents.views import StepView
from remit.figures.palette import ACCENT, GREY, INK, TINT, WIDTH
from remit.figures.speech import LadderWords, MilestoneWords, Speech
from remit.findings import Finding, Where, error
from remit.model.ledger import Ledger
from remit.model.money import PaymentMilestone
from remit.model.parties import Party
from remit.templating import Template, filters
from remit.word import Figures, picture

_STEP, _BETWEEN, _SHIFT = 34.0, 14.0, 18.0
_ROW = 19.0


def ladder(_ledger: Ledger, context: Mapping[str, Any], speech: Speech) -> Drawn:
    """The escalation ladder: a stair from the lowest step up, each with both roles and its time."""
    say = speech.words(LadderWords)
    steps: tuple[StepView, ...] = context["ladder"]
    sponsor, cro = _short(context["sponsor"]), _short(context["cro"])
    height = len(steps) * (_STEP + _BETWEEN) + 1
    wide = WIDTH - _SHIFT * max(len(steps) - 1, 0) - 1
    shapes: list[Shape] = []
    told = []
    for place, view in enumerate(steps):
        x, y = 0.5 + place * _SHIFT, height - 1 - (place + 1) * (_STEP + _BETWEEN) + _BETWEEN
        within = say.within.format(time=speech.duration(view.step.resolve_within))
        named = {
            "sponsor": sponsor,
            "sponsor_role": view.sponsor_role.title,
            "cro": cro,
            "cro_role": view.cro_role.title,
        }
        shapes += [
            Box(x=x, y=y, width=wide, height=_STEP, fill=TINT, edge=ACCENT),
            Label(x=x + 8, y=y + 14, text=view.step.title, size=9, colour=ACCENT, bold=True),
            Label(x=x + wide - 8, y=y + 14, text=within, size=8, colour=GREY, right=True),
            Label(x=x + 8, y=y + 27, text=say.roles.format(**named), size=8, colour=INK),
        ]
        if place:
            shapes.append(Arrow(x1=x + 20, y1=y + _STEP + _BETWEEN, x2=x + 20, y2=y + _STEP, colour=ACCENT))
        told.append(say.told_step.format(step=view.step.title, within=within, **named))
    alternative = say.told.format(steps=say.then.join(told))
    return Drawing(width=WIDTH, height=height, alternative=alternative, shapes=tuple(shapes))


def milestones(_ledger: Ledger, context: Mapping[str, Any], speech: Speech) -> Drawn:
    """The payment milestones: a bar for each, as long as its amount, with the date for which it is planned."""
    lines: tuple[PaymentMilestone, ...] = context["milestones"]
    say, written = speech.words(MilestoneWords), filters(speech.locale)
    most = max((line.amount.amount for line in lines), default=1) or 1
    name, room = 190.0, 120.0
    shapes: list[Shape] = []
    told = []
    for place, line in enumerate(lines):
        y = place * _ROW
        amount, when = (
            written["money_cur"](line.amount),
            written["date"](line.planned) if line.planned else "",
        )
        length = float(line.amount.amount / most) * room
        shapes += [
            Label(x=0, y=y + 12, text=_cut(line.title), size=8, colour=INK),
            Box(x=name, y=y + 3, width=max(length, 0.5), height=_ROW - 7, fill=ACCENT),
            Label(x=name + length + 5, y=y + 12, text=amount, size=8, colour=INK),
            Label(x=WIDTH, y=y + 12, text=when, size=7, colour=GREY, right=True),
        ]
        words = say.told_planned if when else say.told_line
        told.append(words.format(milestone=line.title, amount=amount, date=when))
    alternative = say.told.format(milestones="; ".join(told))
    return Drawing(
        width=WIDTH, height=max(len(lines), 1) * _ROW, alternative=alternative, shapes=tuple(shapes)
    )


def _short(party: Party) -> str:
    return party.short_name


def _cut(text: str, most: int = 46) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


Figure = Callable[[Ledger, Mapping[str, Any], Speech], Drawn]
FIGURES: Mapping[str, Mapping[str, Figure]] = {
    "work_order": {
        "escalation-ladder": ladder,
        "milestones": milestones,
        "network": study_figures.network,
        "payout": study_figures.payout,
        "cash-flow": study_figures.cash_flow,
    },
    "quality_agreement": {},
    "transfer": {},
    "change_order": {"contract-value": study_figures.contract_value},
    "decision_memo": {"options": study_figures.options, "work-share": study_figures.shares},
    "award_memo": {
        "scores": study_figures.scores,
        "weights": study_figures.weights,
        "prices": study_figures.prices,
        "unit-prices": study_figures.unit_prices,
    },
    "performance_report": {
        "scorecard": study_figures.scorecard,
        "metric-trend": study_figures.trends,
        "metric-course": study_figures.courses,
        "effort": study_figures.effort,
        "transition": study_figures.transition,
        "chance": study_figures.chance,
        "earlier-end": study_figures.earlier_end,
        "payout": study_figures.payouts_as_they_stand,
    },
    "acquisition_memo": {"five-years": study_figures.years},
}
"""Figures by the kind of record whose documents can print them, and by name."""

EACH_OF = {"metric-trend": "attention", "metric-course": "courses"}
"""Figures of which there is one for each entry of a list: where one is printed first, it is that of the first entry."""


def with_figures(context: Context, template: Template, kind: str, ledger: Ledger) -> Context:
    """What a template may print, with the figures that it asks for and that have something to show, by name."""
    known = FIGURES[kind]
    names = [name for name in _asked_for(template) if name in known]
    speech = Speech(locale=template.locale, labels=template.labels, said=template.said)
    drawn = {name: known[name](ledger, context, speech) for name in names}
    return {**context, "figures": {name: drawing for name, drawing in drawn.items() if drawing}}


@lru_cache(64)
def _asked_for(template: Template) -> tuple[str, ...]:
    """The names of a template's figures, each once."""
    return tuple(dict.fromkeys(name for name, _ in used(template.blocks)))


def seen(ledger: Ledger, subject: Subject, template: Template) -> Context:
    """All that the template of a document sees, figures included. Raises KeyError for a reference that does not resolve."""
    context = context_of(ledger, subject.record, template.clauses, template.labels)
    return with_figures(context, template, subject.kind, ledger)


def pictures(context: Context) -> Figures:
    """The figures of a document, ready for its file."""
    drawn: Mapping[str, Drawing | tuple[Drawing, ...]] = context["figures"]
    return {
        name: picture(one) if isinstance(one, Drawing) else tuple(picture(each) for each in one)
        for name, one in drawn.items()
    }


def unknown_figures(template: Template, kind: str) -> list[Finding]:
    """Figures that documents of this kind do not have, and those of a list that stand outside the loop over it."""
    known = ", ".join(FIGURES[kind]) or "none"
    findings = [
        error(
            "TPL-009",
            f"There is no figure {name}.",
            Where(place.template, (), place.line, 1),
            f"Known: {known}.",
        )
        for name, place in used(template.blocks)
        if name not in FIGURES[kind]
    ]
    stray = _outside_loops(template.blocks) if kind == "performance_report" else ()
    return findings + [
        error(
            "TPL-009",
            f"The figure {name} is one for each entry of {EACH_OF[name]}, and stands outside the loop over them.",
            Where(place.template, (), place.line, 1),
            f"Put it right behind {{% for m in {EACH_OF[name]} %}}, without a condition.",
        )
        for name, place in stray
    ]


def _outside_loops(blocks: Blocks) -> Iterator[tuple[str, Place]]:
    """Figures of which there is one for each entry of a list, but that are not printed once for each of them."""
    around: list[str] = []
    for block in blocks:
        if isinstance(block, Tag):
            if block.word in ("for", "if"):
                around.append(block.place.code)
            elif block.word in ("endfor", "endif") and around:
                around.pop()
        elif isinstance(block, Container | ClauseItem):
            each = EACH_OF.get(block.id) if isinstance(block, Container) and block.kind == "figure" else None
            if each and not (around and re.fullmatch(rf"for \w+ in {each}", around[-1])):
                yield block.id, block.place
            yield from _outside_loops(block.children)


def used(blocks: Blocks) -> Iterator[tuple[str, Place]]:
    """The figures that blocks and the clauses in them ask for, each with its place."""
    for block in blocks:
        if isinstance(block, ClauseUse):
            for position in block.positions:
                yield from used(position.children)
        elif isinstance(block, Container | ClauseItem):
            if isinstance(block, Container) and block.kind == "figure":
                yield block.id, block.place
            yield from used(block.children)

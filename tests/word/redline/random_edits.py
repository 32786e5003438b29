"""Edits by chance of the specimen work order: of its wording, its structure, its records and its status."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from remit.documents.origin import sources_of
from remit.findings import CannotGoOn
from remit.model.values import Duration, Money, Percent
from remit.templating import RenderError, TemplateError, compile_template, load_template
from remit.word import Facts, House, Origin, WordTarget, finish
from tests.word import specimen

LISTS = ("services", "raci", "transfers", "lines", "deliverables", "assumptions", "people")
WORDS = (
    "quarterly",
    "the Sponsor",
    "may not",
    "in writing",
    "30",
    "10.5",
    "USD 1,200.00",
    "&",
    "<b>",
    "Société",
    "each",
)
_PROSE = re.compile(r"^ *(?:\d+\.|-)? ?[A-Z][^|{}:#]*$")
_ITEM = re.compile(r"^\d+\. ")
_TOP = re.compile(r"^# ")


@dataclass(frozen=True)
class State:
    """All that the document is printed from."""

    lines: tuple[str, ...]
    clauses: dict[str, str]
    context: dict[str, Any]
    positions: dict[str, str]
    facts: Facts


def first() -> State:
    """The specimen as it is."""
    lines = (specimen.SAMPLE / "work_order.md").read_text("utf-8").splitlines()
    return State(tuple(lines), specimen.clauses(), specimen.context(), {}, specimen.FACTS)


def printed(state: State, style: House) -> bytes:
    """The document. Raises what the templates and the last pass raise for wording that does not hold together."""
    template = load_template("work_order.md", "\n".join(state.lines) + "\n", state.clauses)
    out = compile_template(template, WordTarget(style)).print(state.context, state.positions)
    return finish(style, out, state.facts, origin=Origin(tool="0"), values=sources_of(out))


class Editor:
    """Makes edits that can be repeated by their seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.style = specimen.house()
        self.edits: tuple[Callable[[State], State], ...] = (
            self.change_word, self.change_word, self.insert_words, self.delete_words, self.delete_item, self.insert_item,
            self.repeat_item, self.delete_section, self.insert_section, self.swap_sections, self.insert_table,
            self.insert_landscape, self.rename_id, self.set_strong, self.change_clause, self.change_position,
            self.change_value, self.change_value, self.change_value, self.delete_record, self.insert_record,
            self.move_record, self.change_record, self.change_record, self.add_role, self.drop_role, self.change_facts,
        )  # fmt: skip

    def pair(self) -> tuple[bytes, bytes]:
        """A document and what became of it by one to six edits; in either direction."""
        state = self.edited(first(), self.chance.randint(0, 3))
        old = printed(state, self.style)
        new = printed(self.edited(state, self.chance.randint(1, 6)), self.style)
        return (old, new) if self.chance.random() < 0.5 else (new, old)

    def edited(self, state: State, count: int) -> State:
        """The state after so many edits, each of which leaves a document that can be printed."""
        done = 0
        while done < count:
            changed = self.chance.choice(self.edits)(state)
            try:
                printed(changed, self.style)
            except (CannotGoOn, TemplateError, RenderError):
                continue
            state, done = changed, done + 1
        return state

    # ---- wording -------------------------------------------------------------------------------------------------------

    def _at(self, state: State, pattern: re.Pattern[str]) -> int:
        begin = state.lines.index("---", 1) + 1
        return self.chance.choice(
            [n for n in range(begin, len(state.lines)) if pattern.match(state.lines[n])]
        )

    def _line(self, state: State, at: int, *lines: str) -> State:
        return dataclasses.replace(state, lines=(*state.lines[:at], *lines, *state.lines[at + 1 :]))

    def change_word(self, state: State) -> State:
        at = self._at(state, _PROSE)
        words = state.lines[at].split(" ")
        words[self.chance.randrange(len(words) // 2, len(words))] = self.chance.choice(WORDS)
        return self._line(state, at, " ".join(words))

    def insert_words(self, state: State) -> State:
        at = self._at(state, _PROSE)
        words = state.lines[at].split(" ")
        words[len(words) // 2 : len(words) // 2] = self.chance.choices(WORDS, k=self.chance.randint(1, 4))
        return self._line(state, at, " ".join(words))

    def delete_words(self, state: State) -> State:
        at = self._at(state, _PROSE)
        words = state.lines[at].split(" ")
        begin = self.chance.randint(len(words) // 2, len(words))
        del words[begin : begin + self.chance.randint(1, 5)]
        return self._line(state, at, " ".join(words))

    def set_strong(self, state: State) -> State:
        at = self._at(state, _PROSE)
        words = state.lines[at].split(" ")
        place = self.chance.randrange(len(words) // 2, len(words))
        words[place] = f"{self.chance.choice(('**', '*'))}{words[place]}" * 1
        words[place] += "**" if words[place].startswith("**") else "*"
        return self._line(state, at, " ".join(words))

    def change_clause(self, state: State) -> State:
        topic = self.chance.choice(sorted(state.clauses))
        text = state.clauses[topic]
        changed = text.replace(
            *self.chance.choice((("party", "Party"), ("after", "before"), ("1. ", "1. In short, ")))
        )
        return dataclasses.replace(state, clauses={**state.clauses, topic: changed.replace('"1.1"', '"1.2"')})

    def change_position(self, state: State) -> State:
        return dataclasses.replace(
            state, positions={"liability": self.chance.choice(("standard", "fallback-1"))}
        )

    # ---- structure ------------------------------------------------------------------------------------------------------

    def delete_item(self, state: State) -> State:
        return self._line(state, self._at(state, _ITEM))

    def insert_item(self, state: State) -> State:
        at = self._at(state, _ITEM)
        new = self.chance.choice(
            ("1. A new clause{}", "1. It says{}\n   1. one thing; and\n   2. another.", "- A point{}")
        )
        return self._line(
            state, at, *new.format(f" {self.chance.random():.4f}.").split("\n"), state.lines[at]
        )

    def repeat_item(self, state: State) -> State:
        at = self._at(state, _ITEM)
        return self._line(state, at, state.lines[at], re.sub(r" *\{#.*\}", "", state.lines[at]))

    def _sections(self, state: State) -> list[tuple[int, int]]:
        """Top-level sections before the signatures, as first and last line."""
        end = state.lines.index("::: signatures")
        starts = [n for n in range(end) if _TOP.match(state.lines[n])]
        return list(zip(starts, [*starts[1:], end], strict=True))

    def delete_section(self, state: State) -> State:
        begin, end = self.chance.choice(self._sections(state))
        return dataclasses.replace(state, lines=state.lines[:begin] + state.lines[end:])

    def insert_section(self, state: State) -> State:
        begin, _ = self.chance.choice(self._sections(state))
        identifier = f" {{#new-{self.chance.randrange(999)}}}" if self.chance.random() < 0.5 else ""
        lines = (
            f"# Section {self.chance.random():.4f}{identifier}",
            "",
            "## Below",
            "",
            "1. Its text.",
            "",
            "Words.",
            "",
        )
        return dataclasses.replace(state, lines=state.lines[:begin] + lines + state.lines[begin:])

    def swap_sections(self, state: State) -> State:
        sections = self._sections(state)
        at = self.chance.randrange(len(sections) - 1)
        (a, b), (_, c) = sections[at], sections[at + 1]
        lines = state.lines
        return dataclasses.replace(state, lines=lines[:a] + lines[b:c] + lines[a:b] + lines[c:])

    def insert_table(self, state: State) -> State:
        begin, _ = self.chance.choice(self._sections(state))
        rows = [f"| {self.chance.choice(WORDS)} | {n} |" for n in range(self.chance.randint(1, 4))]
        lines = ("::: table", "| What | How many |", "|---|--:|", *rows, ":::", "")
        return dataclasses.replace(state, lines=state.lines[:begin] + lines + state.lines[begin:])

    def insert_landscape(self, state: State) -> State:
        begin, _ = self.chance.choice(self._sections(state))
        lines = (":::: landscape", "Wide words.", "::::", "")
        return dataclasses.replace(state, lines=state.lines[:begin] + lines + state.lines[begin:])

    def rename_id(self, state: State) -> State:
        ids = sorted({name for line in state.lines for name in re.findall(r"\{#([a-z-]+)\}", line)})
        name = self.chance.choice(ids)
        lines = (
            line.replace(f"{{#{name}}}", f"{{#x-{name}}}").replace(f"[@{name}]", f"[@x-{name}]")
            for line in state.lines
        )
        clauses = {topic: text.replace(f"[@{name}]", f"[@x-{name}]") for topic, text in state.clauses.items()}
        return dataclasses.replace(state, lines=tuple(lines), clauses=clauses)

    # ---- records --------------------------------------------------------------------------------------------------------

    def _other(self, value: Any) -> Any:
        """Another value of the same kind."""
        match value:
            case Money():
                return Money(value.amount + self.chance.choice((1, 1000, -7)), value.currency)
            case Duration():
                return Duration(value.n + 15, value.unit)
            case Percent():
                return Percent(value.value + 1)
            case Decimal():
                return value + 1
            case dt.date():
                return value + dt.timedelta(days=self.chance.choice((1, 31, 400)))
            case str():
                return (
                    f"{value} {self.chance.choice(WORDS)}"
                    if self.chance.random() < 0.6
                    else self.chance.choice(WORDS)
                )
            case _:
                return value

    def _changed(self, entry: specimen.Entry) -> specimen.Entry:
        name = self.chance.choice(sorted(entry.fields))
        return dataclasses.replace(entry, fields={**entry.fields, name: self._other(entry.fields[name])})

    def _with(self, state: State, **context: Any) -> State:
        return dataclasses.replace(state, context={**state.context, **context})

    def change_value(self, state: State) -> State:
        name = self.chance.choice(("order", "order", "study", "sponsor", "cro", "document"))
        return self._with(state, **{name: self._changed(state.context[name])})

    def _records(self, state: State) -> tuple[str, list[Any], int]:
        name = self.chance.choice(LISTS)
        records = list(state.context[name])
        return name, records, self.chance.randrange(len(records))

    def change_record(self, state: State) -> State:
        name, records, at = self._records(state)
        records[at] = self._changed(records[at])
        return self._with(state, **{name: tuple(records)})

    def delete_record(self, state: State) -> State:
        name, records, at = self._records(state)
        del records[at : at + self.chance.randint(1, 4)]
        return self._with(state, **{name: tuple(records)}) if records else state

    def insert_record(self, state: State) -> State:
        name, records, at = self._records(state)
        new = self._changed(self._changed(records[at]))
        records[self.chance.randint(0, len(records)) : 0] = [new]
        return self._with(state, **{name: tuple(records)})

    def move_record(self, state: State) -> State:
        name, records, at = self._records(state)
        records.insert(self.chance.randrange(len(records)), records.pop(at))
        return self._with(state, **{name: tuple(records)})

    def _columns(self, state: State, change: Callable[[list[Any]], None]) -> State:
        roles = list(state.context["roles"])
        change(roles)
        rows = []
        for row in state.context["raci"]:
            marks = list(row.marks)
            change(marks)
            rows.append(dataclasses.replace(row, fields={**row.fields, "marks": tuple(marks)}))
        return self._with(state, roles=tuple(roles), raci=tuple(rows))

    def add_role(self, state: State) -> State:
        at = self.chance.randint(0, len(state.context["roles"]))
        return self._columns(
            state, lambda cells: cells.insert(at, self.chance.choice(("A/R", "I", "Committee")))
        )

    def drop_role(self, state: State) -> State:
        if len(state.context["roles"]) < 3:
            return state
        at = self.chance.randrange(len(state.context["roles"]))
        return self._columns(state, lambda cells: cells.pop(at))

    def change_facts(self, state: State) -> State:
        facts = self.chance.choice(
            (
                {"version": "1.1"},
                {"status": "approved"},
                {"watermark": "DRAFT"},
                {"revision": "77aa"},
                {"language": "de-DE"},
            )
        )
        return dataclasses.replace(state, facts=dataclasses.replace(state.facts, **facts))

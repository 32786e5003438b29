"""What both importers do alike: collect a study's fields, name what is left out, propose what follows from the playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import pairwise
from typing import Any

from remit.exchange.characters import distinct, shown, slug, study_id
from remit.exchange.reading import ABSENT, CONTRADICTION, DERIVED, NEEDED, WRONG_TYPE, Node, Reading
from remit.findings import CannotGoOn, Finding, Key, Where, error
from remit.frozen import dataclass
from remit.model.applicability import proposed_regimes, without_law
from remit.model.draft import Draft, Remark
from remit.model.fields import MapOf, RecordOf, Shape, definition
from remit.model.ledger import Ledger
from remit.model.parties import Party
from remit.model.studies import Study
from remit.model.values import PartialDate

MOST = 200
"""Entries of one list that are taken over (arms, conditions, numbers); registries hold far fewer."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A study read from a registry's file: the draft of its record, its id and what could not be taken over."""

    id: str
    draft: Draft
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class StudyDraft:
    """The fields of a study as they are found."""

    reading: Reading
    values: dict[str, Any] = field(default_factory=dict)

    def take(self, to: tuple[str, ...], value: Any, source: Node, why: str = "") -> None:
        """Set a field (``("participants", "enrolled")``), or say that it is left out and where it was looked for."""
        if value is None or value == ():
            self.left_out(to, source, why)
            return
        holder = self.values
        for name in to[:-1]:
            holder = holder.setdefault(name, {})
        holder[to[-1]] = value

    def left_out(self, to: tuple[str, ...], source: Node, why: str = "") -> None:
        """Note that a field is left out."""
        kind = NEEDED if _required(to) else ABSENT
        reason = why or (
            f"{source.name} is not in the file" if source.value is None else f"{source.name} cannot be used"
        )
        source.note(kind, f"{reason}; the field '{'.'.join(to)}' is left out", to, reason)


def _required(to: tuple[str, ...]) -> bool:
    shape: Shape = RecordOf(Study)
    required = True
    for name in to:
        while isinstance(shape, MapOf):
            shape = shape.of
        if not isinstance(shape, RecordOf):
            break
        found = next((f for f in definition(shape.cls) if f.name == name), None)
        if found is None:
            break
        required, shape = required and found.required, found.shape
    return required


def texts(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Texts of a list without repeats (small and capital letters alike), at most MOST of them."""
    unique: dict[str, str] = {}
    for node in nodes:
        text = node.text()
        if text is not None:
            if len(unique) == MOST:
                node.note(
                    WRONG_TYPE,
                    f"{node.name} and what follows in this list is not taken over: the most is {MOST} entries",
                )
                break
            unique.setdefault(text.casefold(), text)
    return tuple(unique.values())


def arms(groups: Iterable[tuple[str, dict[str, str]]]) -> dict[str, dict[str, str]]:
    """Arms by an id made of their title; two arms with one title get a number."""
    found: dict[str, dict[str, str]] = {}
    for place, (title, arm) in enumerate(groups, start=1):
        found[distinct(slug(title) or f"arm-{place}", set(found))] = arm
    return found


def identity(reading: Reading, protocol: str | None, registry: str | None, chosen: str | None) -> str:
    """The study's id: the one that was asked for, or made from the protocol number, or the registry's number."""
    for source in (chosen, protocol, registry):
        name = study_id(source or "")
        if name:
            return name
    message = "the file gives neither a protocol number nor a registry number, so the study has no id"
    raise CannotGoOn(
        error("IMP-010", message, Where(reading.file), "give one with --study, for example --study abc-301")
    )


def check_minimum(reading: Reading, title: str | None, looked: str) -> None:
    """Without a title there is nothing to keep; CannotGoOn says so, with all notes taken so far."""
    if title is None:
        stop = error(
            "IMP-010",
            f"the file gives no title of a study ({looked})",
            Where(reading.file),
            "save the whole record of one study",
        )
        raise CannotGoOn(stop, *reading.located())


def check_dates(draft: StudyDraft, nodes: Mapping[str, Node]) -> None:
    """Notes where a later event has an earlier date; dates are compared as far as both are known."""
    dates: dict[str, PartialDate] = draft.values.get("dates", {})
    order = [name for name in ("start", "primary_completion", "completion") if name in dates]
    for before, after in pairwise(order):
        first, second = dates[before].text, dates[after].text
        length = min(len(first), len(second))
        if second[:length] < first[:length]:
            message = f"{nodes[after].name} ({second}) is before {nodes[before].name} ({first})"
            nodes[after].note(CONTRADICTION, message, ("dates", after))


def propose_sponsor(draft: StudyDraft, ledger: Ledger, name: str | None, source: Node) -> None:
    """The registry's sponsor name, and the party of the playbook if it has exactly this name."""
    draft.take(("registered_sponsor",), name, source)
    parties = [party for party in ledger.of(Party).values() if party.kind == "sponsor"]
    match = next(
        (p for p in parties if name and name.casefold() in (p.name.casefold(), p.short_name.casefold())), None
    )
    if match:
        draft.values["sponsor"] = match.id
        return
    known = ", ".join(f"{party.id} ({party.short_name})" for party in parties) or "none"
    why = (
        f"the sponsor '{shown(name)}' is not a party of this playbook"
        if name
        else "the file names no sponsor"
    )
    draft.left_out(("sponsor",), source, f"{why} (sponsors here: {known})")


def propose_regimes(draft: StudyDraft, ledger: Ledger, source: Node, not_under: Mapping[str, str]) -> None:
    """Regimes in force in the playbook that govern this kind of product in the study's countries.

    ``not_under`` gives regimes (by id) that the file itself excludes, with the reason.
    """
    if draft.values.get("design", {}).get("study_type") != "interventional":
        draft.left_out(("regimes",), source, "regimes are proposed for interventional studies only")
        return
    values = draft.values
    countries = values.get("countries", ())
    fitting = proposed_regimes(ledger, values.get("product", {}).get("kind"), countries)
    for regime in fitting:
        if regime.id in not_under:
            source.note(
                DERIVED, f"{regime.short_title} is not proposed: {not_under[regime.id]}", ("regimes",)
            )
    chosen = [regime for regime in fitting if regime.id not in not_under]
    none_fits = "no regime in force in this playbook fits the product and countries"
    draft.take(("regimes",), tuple(regime.id for regime in chosen), source, none_fits)
    if chosen:
        confirm = "proposed from the countries and the kind of product; a person decides which regimes apply"
        source.note(DERIVED, confirm, ("regimes",))
    uncovered = without_law(chosen, countries)
    if uncovered:
        source.note(
            DERIVED, f"no regime in force in this playbook is the law of {', '.join(uncovered)}", ("regimes",)
        )


def finish(draft: StudyDraft, id: str, headline: str) -> Imported:
    """The draft and its notes, in their final form."""
    draft.values.setdefault("dates", {})
    remarks = tuple(
        Remark(_place(remark.keys, draft.values), remark.text) for remark in draft.reading.remarks
    )
    return Imported(id, Draft(Study, headline, draft.values, remarks), draft.reading.located())


def _place(keys: tuple[Key, ...], values: Any) -> tuple[Key, ...]:
    """The path of a field, ending at the first group that is not there: its remark stands in that group's stead."""
    for depth, key in enumerate(keys, start=1):
        if not isinstance(values, Mapping) or key not in values:
            return keys[:depth]
        values = values[key]
    return keys

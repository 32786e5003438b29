"""Texts of one work order carried over to another: names, dates and counts change, all that is doubtful is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import get_month_names

from remit.calc.scaffold.scaling import Scale
from remit.calc.scaffold.term import Term
from remit.frozen import dataclass
from remit.model.studies import Study

_MONTHS = tuple(get_month_names(locale="en").values())
_DATE = re.compile(
    rf"\b([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})\b|\b([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})\b"
)
_COUNTED = re.compile(r"\b([0-9][0-9,]*) (sites?|countries|country|participants?|patients?)\b")
_MARK = re.compile("\0([0-9]+)\0")
_FIGURE = re.compile(
    r"(?<![\w.,])[0-9][0-9,]*(?:\.[0-9]+)?(?![\w]|[.,][0-9]| ?%| (?:\w+ )?(?:days?|hours?)\b)"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A text for the new study.

    ``figures`` tells that it has figures which were not changed; ``stale`` are those that hold for the model only;
    ``strange`` are names that may not belong here.
    """

    text: str
    figures: bool
    stale: tuple[str, ...]
    strange: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How texts of one study's work order become another's.

    ``names`` are old and new names, the longer first. ``figures`` are quantities of the model that differ here; a text
    that still has one is pointed out. ``strangers`` are names that may not belong here: other work orders, countries
    without sites.
    """

    model: str
    names: tuple[tuple[str, str], ...]
    scale: Scale
    term: Term
    figures: frozenset[Decimal]
    strangers: tuple[str, ...]

    def carried(self, text: str) -> Carried:
        """The text for the new study, and what a person should check in it."""
        settled = _Settled([])
        for old, new in self.names:
            text = _word(old).sub(settled.put(new), text)
        text = _DATE.sub(lambda found: settled.put(self._date(found) or found[0]), text)
        text = _COUNTED.sub(lambda found: settled.put(self._counted(found)), text)
        rest = settled.rest(text)
        return Carried(
            settled.whole(text), bool(_FIGURE.search(rest)), self._stale(rest), tuple(self._strange(rest))
        )

    def _stale(self, rest: str) -> tuple[str, ...]:
        figures = (
            one[0] for one in _FIGURE.finditer(rest) if Decimal(one[0].replace(",", "")) in self.figures
        )
        return tuple(dict.fromkeys(figures))

    def _strange(self, rest: str) -> Iterator[str]:
        return (name for name in self.strangers if _word(name).search(rest))

    def _date(self, found: re.Match[str]) -> str | None:
        try:
            if found[1]:
                date = dt.date(int(found[1]), int(found[2]), int(found[3]))
            else:
                date = dt.date(int(found[6]), _MONTHS.index(found[5]) + 1, int(found[4]))
        except ValueError:
            return None
        moved = self.term.moved(date)
        if moved is None:
            return None
        return moved.isoformat() if found[1] else f"{moved.day} {_MONTHS[moved.month - 1]} {moved.year}"

    def _counted(self, found: re.Match[str]) -> str:
        number = self.scale.scaled(Decimal(found[1].replace(",", "")), found[2])
        return f"{number:,f} {found[2]}"


@dataclass(frozen=True, slots=True)
class _Settled:
    """Parts of a text that are settled and must not be changed twice: set aside behind marks that no record can hold."""

    parts: list[str]

    def put(self, part: str) -> str:
        self.parts.append(part)
        return f"\0{len(self.parts) - 1}\0"

    def whole(self, text: str) -> str:
        return _MARK.sub(lambda found: self.parts[int(found[1])], text)

    def rest(self, text: str) -> str:
        return _MARK.sub(" ", text)


def _word(name: str) -> re.Pattern[str]:
    """A name that is not a part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


def study_wording(label: str, study: Study, model: Study) -> Wording:
    """Texts of one study's records for another study, where nothing moves in time."""
    names = ((model.protocol_id, study.protocol_id), (model.product.name, study.product.name))
    still = Term(None, 1, "", dt.date.min, 1)
    return Wording(
        label,
        tuple((old, new) for old, new in names if old != new),
        Scale.between(study, model, still),
        still,
        frozenset(),
        other_countries(study, model),
    )


def other_countries(new: Study, old: Study) -> tuple[str, ...]:
    """Names of countries that the model has and the new study has not."""
    return tuple(name for code in old.countries if code not in new.countries for name in called(code))


ALSO_CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"US": ("US", "USA", "American"), "GB": ("UK", "GB", "Great Britain", "British")}
)
"""Other names by which texts call a country."""

REGIONS = ("Europe", "North America", "South America", "Latin America", "Asia", "Africa", "Oceania")
"""Parts of the world; whether a study has sites there is for a person to say."""


def called(code: str) -> tuple[str, ...]:
    """All names by which texts call a country."""
    return country_name(code), *ALSO_CALLED.get(code, ())


def names_one_of(text: str, names: Iterable[str]) -> str | None:
    """The first of the names that stands in a text as a word."""
    return next((name for name in names if _word(name).search(text)), None)


def country_name(code: str) -> str:
    """The English name of a country."""
    return str(Locale("en").territories.get(code, code))


Tell = Callable[[str, str], None]


def carry(
    values: Mapping[str, Any], names: tuple[str, ...], wording: Wording, tell: Tell, *, scaled: bool = False
) -> dict[str, Any]:
    """The values with the named texts, lists or mappings of texts carried over; ``tell`` hears of each doubt with its field.

    A note that still has figures of the model is left out, because it would be wrong; where the quantity beside it was
    ``scaled``, a note with any figure that was not changed.
    """
    result = dict(values)
    for name in names:
        value = result.get(name)
        texts = (value,) if isinstance(value, str) else tuple(_texts(value))
        if not texts:
            continue
        carried = [wording.carried(text) for text in texts]
        if name == "note" and any(one.stale or (scaled and one.figures) for one in carried):
            del result[name]
            tell(name, f"in {wording.model}: {value}")
            continue
        for one in carried:
            if one.stale:
                tell(name, f"still has {' and '.join(one.stale)} from {wording.model}")
            if one.strange:
                tell(name, f"names {', '.join(one.strange)} as in {wording.model}")
        new = tuple(one.text for one in carried)
        if isinstance(value, Mapping):
            result[name] = dict(zip(value, new, strict=True))
        else:
            result[name] = new[0] if isinstance(value, str) else new
    return result


def _texts(value: Any) -> Iterable[str]:
    """The texts of a list, or of a mapping by id; none where there is no value."""
    return value.values() if isinstance(value, Mapping) else value or ()

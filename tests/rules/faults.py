"""The faults of cases/, laid over the sound workspace one by one or many together.

A case changes a few words. The place to be found stands behind the mark ▸ in the changed text, or in a text named under
'found'.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from remit.load.yaml import parse
from tests.rules.workspace import minimal

CASES = Path(__file__).with_name("cases")
MARK = "▸"
Case = Mapping[str, Any]
Place = tuple[str, int, int]
Texts = dict[str, str]


class CannotStand(Exception):
    """The words that a case changes are not there, perhaps because another case has changed them."""


def cases(section: str) -> Iterator[tuple[str, Case]]:
    """Every case that breaks or keeps a rule, with the rule's id."""
    for path in sorted(CASES.glob("*.yaml")):
        document, findings = parse(path.name, path.read_bytes())
        assert not findings, findings
        assert isinstance(document, dict)
        yield from ((path.stem, case) for case in document.get(section, ()))


def sound() -> Texts:
    """The files of the sound workspace below data/."""
    return {path.removeprefix("data/"): data.decode() for path, data in minimal().items()}


def lay(files: Texts, case: Case, mark: str = MARK) -> None:
    """Change the files as a case says, with its places behind ``mark``."""
    for change in case.get("changes", ()):
        if "remove" in change:
            del files[change["file"]]
        elif "new" in change:
            if change["file"] in files:
                raise CannotStand(change["file"])
            files[change["file"]] = change["new"].replace(MARK, mark)
        else:
            _replace(files, change["file"], change["from"], change["to"].replace(MARK, mark))
    for place in case.get("found", ()):
        _replace(files, place["file"], place["text"].replace(MARK, ""), place["text"].replace(MARK, mark))


def _replace(files: Texts, name: str, old: str, new: str) -> None:
    text = files.get(name, "")
    if old not in text:
        raise CannotStand(f"{old!r} is not in {name}; put marks that lie in one text into one change")
    files[name] = text.replace(old, new, 1)


def without(files: Texts, marks: str = MARK) -> dict[str, bytes]:
    """The files as they are read, without marks."""
    table = str.maketrans("", "", marks)
    return {f"data/{name}": text.translate(table).encode() for name, text in files.items()}


def marked(files: Texts, marks: str = MARK) -> dict[str, set[Place]]:
    """The places behind each mark; marks themselves take no column."""
    found: dict[str, set[Place]] = {mark: set() for mark in marks}
    for name, text in files.items():
        for number, line in enumerate(text.split("\n"), 1):
            column = 1
            for letter in line:
                if letter in found:
                    found[letter].add((f"data/{name}", number, column))
                else:
                    column += 1
    return found


def day_of(case: Case) -> dt.date | None:
    """The day for which a case is judged, if it names one."""
    return dt.date.fromisoformat(case["as_of"]) if "as_of" in case else None

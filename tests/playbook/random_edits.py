"""Edits by chance of the shipped playbook: of its records, its library clauses and its templates, as text in their files."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from remit.documents.alike import Alike, inputs_of
from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import Subject, subjects
from remit.documents.templates import HOUSE, Templates, read_templates
from remit.findings import Finding
from remit.load.locate import placer
from remit.load.records import DATA, read_records
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.workspace import TEMPLATES
from tests.playbook.conftest import ROOT

STAMP = Stamp("0123456789ab")
WORDS = (
    "quarterly",
    "the Sponsor",
    "may not",
    "in writing",
    "30",
    "USD 1,200.00",
    "& Co",
    "<b>",
    "Société",
    "each",
)
_NUMBER = re.compile(r"(?<![\w.-])\d[\d_]*(?![\w.-])")
_DATE = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")
_PROSE = re.compile(r"^( *)(?:\d+\. |- )?[A-Z][^|{}:#]{20,}$")
_ITEM = re.compile(r"^( *)(?:\d+\.|-) ")
_TOP = re.compile(r"^# ")

Files = Mapping[str, bytes]
Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class State:
    """The playbook in a state, and its documents by kind and id, printed when they are asked for."""

    files: Files
    ledger: Ledger
    templates: Templates
    printed: dict[Key, bytes | None] = field(default_factory=dict)

    @property
    def records(self) -> Files:
        """The data files."""
        return {path: data for path, data in self.files.items() if path.startswith(f"{DATA}/")}

    @property
    def subjects(self) -> dict[Key, Subject]:
        """The documents that it calls for."""
        return {(one.kind, one.id): one for one in subjects(self.ledger)}

    def document(self, key: Key) -> bytes | None:
        """The file of a document; None when it cannot be printed."""
        if key not in self.printed:
            rendered, _ = render(self.subjects[key], self.ledger, self.templates, STAMP, draft=False)
            self.printed[key] = rendered.data if rendered else None
        return self.printed[key]


def read(files: Files, like: State | None = None) -> State | None:
    """A state made of files; None when some of them cannot be read."""
    records = {path: data for path, data in files.items() if path.startswith(f"{DATA}/")}
    ledger, found = read_records(records, (like.records, like.ledger) if like else None)
    wording = {path: data for path, data in files.items() if path not in records}
    templates, more = _templates(wording, like.templates) if like else read_templates(wording)
    return None if [*found, *more] else State(files, ledger, templates)


def _templates(files: Files, like: Templates) -> tuple[Templates, tuple[Finding, ...]]:
    """Templates of files; those whose files are the same are taken from others, because reading and compiling takes long."""
    changed = {path for path in {**files, **like.files} if files.get(path) != like.files.get(path)}
    if not changed:
        return like, ()
    stale = {
        template.name
        for template in like.read.values()
        if changed & {template.name, *(clause.place.template for clause in template.clauses.values())}
    }
    kept = {one.name for one in like.read.values()} - stale
    found, findings = read_templates({path: data for path, data in files.items() if path not in kept})
    read = {**like.read, **found.read}
    digests = {**like.digests, **found.digests}
    return replace(found, read=read, digests=digests, house=like.house, files=files), findings


@cache
def shipped() -> State:
    """The playbook as it is shipped."""
    data, _ = read_folder(ROOT, DATA, (".yaml",))
    wording, _ = read_folder(ROOT, TEMPLATES, (".md",))
    state = read({**data, **wording, HOUSE: (ROOT / HOUSE).read_bytes()})
    assert state is not None
    return state


@cache
def sources() -> tuple[tuple[tuple[str, int], ...], ...]:
    """For each document the files and lines of the values that it prints, in order."""
    state = shipped()
    place = placer(state.files)
    out = []
    for subject in state.subjects.values():
        found = set()
        rendered, _ = render(subject, state.ledger, state.templates, STAMP, draft=False)
        assert rendered is not None
        assert rendered.printed is not None
        for _, where, keys, _ in rendered.printed.noted:
            at = place(where.at(*keys) if keys else where)
            if at.file.startswith(f"{DATA}/"):
                found.add((at.file, (at.line or 1) - 1))
        out.append(tuple(sorted(found)))
    return tuple(out)


class Editor:
    """Makes edits that can be repeated by their seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        of_records = (self.value, self.value, self.value, self.drop_entry, self.repeat_entry, self.move_entry)
        of_wording = (
            self.words, self.words, self.drop_item, self.repeat_item, self.new_item, self.new_section, self.drop_section,
            self.move_section,
        )  # fmt: skip
        self.edits: tuple[Callable[[Files], Files], ...] = (*of_records, *of_records, *of_wording)

    def pairs(self) -> Iterator[tuple[str, bytes, bytes]]:
        """The documents that one to three edits change, each before and after; in either direction, at most two of them."""
        found: list[tuple[str, bytes, bytes]] = []
        while not found:
            base = shipped() if self.chance.random() < 0.7 else self._edited(shipped(), 1)
            state = self._edited(base, self.chance.randint(1, 3))
            one, other = (base, state) if self.chance.random() < 0.5 else (state, base)
            keys = sorted(one.subjects)
            found = list(islice(_changed(one, other, self.chance.sample(keys, len(keys))), 2))
        yield from found

    def _edited(self, state: State, count: int) -> State:
        while True:
            files = state.files
            for _ in range(count):
                files = self.chance.choice(self.edits)(files)
            found = read(files, state)
            if found is not None:
                return found

    # ---- records ----------------------------------------------------------------------------------------------------

    def _source(self, files: Files) -> tuple[str, list[str], int]:
        """A file, its lines, and the line of a printed value (or one near it, after other edits)."""
        path, at = self.chance.choice(self.chance.choice(sources()))
        lines = files[path].decode().split("\n")
        return path, lines, min(at, len(lines) - 1)

    def value(self, files: Files) -> Files:
        """Another date, number or word in a value."""
        path, lines, at = self._source(files)
        line = lines[at]
        begin = line.find(": ") + 2 if ": " in line else len(line) - len(line.lstrip(" -"))
        lines[at] = line[:begin] + self._other(line[begin:])
        return _with(files, path, lines)

    def _other(self, text: str) -> str:
        date, number = _DATE.search(text), _NUMBER.search(text)
        if date:
            day = dt.date.fromisoformat(date[0]) + dt.timedelta(days=self.chance.choice((1, 31, 400)))
            return text.replace(date[0], day.isoformat(), 1)
        if number:
            return text.replace(
                number[0], str(int(number[0].replace("_", "")) + self.chance.choice((1, 7, 1000))), 1
            )
        return self._reworded(text)

    def _reworded(self, text: str) -> str:
        words = text.split(" ")
        begin = self.chance.randrange(len(words) // 2, len(words))
        end = begin + self.chance.choice((0, 1, 1, 3))
        words[begin:end] = self.chance.choices(WORDS, k=self.chance.choice((0, 1, 1, 2)))
        return " ".join(words)

    def _entry(self, lines: list[str], at: int) -> tuple[int, int]:
        """First line and end of the entry in which a line stands, or of one around it."""
        for _ in range(self.chance.randint(0, 2)):
            depth = _depth(lines[at])
            at = next((n for n in range(at, -1, -1) if lines[n].strip() and _depth(lines[n]) < depth), at)
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > _depth(lines[at])):
            end += 1
        return at, end

    def drop_entry(self, files: Files) -> Files:
        """An entry of a list or mapping goes."""
        path, lines, at = self._source(files)
        begin, end = self._entry(lines, at)
        return _with(files, path, lines[:begin] + lines[end:])

    def repeat_entry(self, files: Files) -> Files:
        """An entry comes that is like another one, but for its id and a few words."""
        path, lines, at = self._source(files)
        begin, end = self._entry(lines, at)
        new = [re.sub(r"^( *)([a-z0-9-]+):", r"\1\2-too:", lines[begin]), *lines[begin + 1 : end]]
        new[-1] = self._other(new[-1]) if len(new) > 1 else new[-1]
        return _with(files, path, lines[:end] + new + lines[end:])

    def move_entry(self, files: Files) -> Files:
        """Two neighbouring entries change places."""
        path, lines, at = self._source(files)
        begin, middle = self._entry(lines, at)
        if middle >= len(lines) or _depth(lines[middle]) != _depth(lines[begin]):
            return files
        end = middle + 1
        while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > _depth(lines[middle])):
            end += 1
        return _with(files, path, lines[:begin] + lines[middle:end] + lines[begin:middle] + lines[end:])

    # ---- wording ----------------------------------------------------------------------------------------------------

    def _line(self, files: Files, pattern: re.Pattern[str]) -> tuple[str, list[str], int]:
        """A template or clause, its lines, and one of them that is like this."""
        while True:
            path = self.chance.choice(
                sorted(one for one in files if one.endswith(".md") and "README" not in one)
            )
            lines = files[path].decode().split("\n")
            begin = lines.index("---", 1) + 1
            fit = [n for n in range(begin, len(lines)) if pattern.match(lines[n])]
            if fit:
                return path, lines, self.chance.choice(fit)

    def words(self, files: Files) -> Files:
        """Words of a sentence come, go and change."""
        path, lines, at = self._line(files, _PROSE)
        lines[at] = self._reworded(lines[at])
        return _with(files, path, lines)

    def drop_item(self, files: Files) -> Files:
        """A clause or point goes."""
        path, lines, at = self._line(files, _ITEM)
        return _with(files, path, lines[:at] + lines[at + 1 :])

    def repeat_item(self, files: Files) -> Files:
        """A clause or point is said twice."""
        path, lines, at = self._line(files, _ITEM)
        return _with(files, path, [*lines[: at + 1], re.sub(r" *\{#.*\}", "", lines[at]), *lines[at + 1 :]])

    def new_item(self, files: Files) -> Files:
        """A clause comes, perhaps with points below it."""
        path, lines, at = self._line(files, _ITEM)
        indent = " " * _depth(lines[at])
        points = (
            [f"{indent}   1. one thing; and", f"{indent}   2. another."] if self.chance.random() < 0.5 else []
        )
        said = f"{indent}1. The parties agree on {self.chance.choice(WORDS)}{':' if points else '.'}"
        return _with(files, path, [*lines[:at], said, *points, *lines[at:]])

    def _section(self, files: Files) -> tuple[str, list[str], int, int]:
        path, lines, begin = self._line(files, _TOP)
        end = next(
            (n for n in range(begin + 1, len(lines)) if _TOP.match(lines[n]) or lines[n].startswith(":::")),
            begin,
        )
        return path, lines, begin, max(end, begin + 1)

    def new_section(self, files: Files) -> Files:
        """A section comes, perhaps with a table."""
        path, lines, at, _ = self._section(files)
        table = ["::: table", "| What | How many |", "|---|--:|", "| visits | 12 |", ":::", ""]
        text = ["# Another matter", "", "1. It is agreed separately.", "2. It is written down.", ""]
        new = [*text, *(table if self.chance.random() < 0.5 else [])]
        return _with(files, path, [*lines[:at], *new, *lines[at:]])

    def drop_section(self, files: Files) -> Files:
        """A section goes."""
        path, lines, begin, end = self._section(files)
        return _with(files, path, lines[:begin] + lines[end:])

    def move_section(self, files: Files) -> Files:
        """A section goes behind the next one."""
        path, lines, begin, end = self._section(files)
        if not _TOP.match(lines[end] if end < len(lines) else ""):
            return files
        after = next(
            (n for n in range(end + 1, len(lines)) if _TOP.match(lines[n]) or lines[n].startswith(":::")), end
        )
        return _with(files, path, lines[:begin] + lines[end:after] + lines[begin:end] + lines[after:])


def _with(files: Files, path: str, lines: list[str]) -> Files:
    return {**files, path: "\n".join(lines).encode()}


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _changed(one: State, other: State, keys: Sequence[Key]) -> Iterator[tuple[str, bytes, bytes]]:
    """Which of these documents both states can print and say something else."""
    alike, ours, theirs = Alike(), one.subjects, other.subjects
    for key in keys:
        if key not in theirs:
            continue
        inputs = (
            inputs_of(ours[key], one.ledger, one.templates),
            inputs_of(theirs[key], other.ledger, other.templates),
        )
        if inputs[0] and inputs[1] and alike.inputs(inputs[0], inputs[1]):
            continue
        old, new = one.document(key), other.document(key)
        if old is not None and new is not None and _words(old) != _words(new):
            yield key[1], old, new


def _words(data: bytes) -> list[bytes]:
    """What a file says in its body and headers."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.startswith(("word/document", "word/header"))]
        return [re.sub(rb"<[^>]+>", b"", file.read(name)) for name in names]

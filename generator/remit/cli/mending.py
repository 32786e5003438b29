"""Putting right what has one right answer, for `remit check --fix`.

A finding that has one carries it (``Finding.fix``): how a value is written, the capital letters of a name, the rounding
remainder of the last payment milestone. To these come spaces at line ends and the order of fields. A wrong sum is not
mended: quantity, price or amount may be the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from remit.cli.choosing import Choice
from remit.findings import Finding, Key, Where, error
from remit.frozen import dataclass
from remit.load.layout import Result, in_defined_order, without_line_end_spaces
from remit.load.write import CannotWrite, save, with_changes
from remit.load.yaml import parse
from remit.model.catalogue import file_kind
from remit.pipeline import Loaded, judge
from remit.workspace import DATA, Workspace

ROUNDS = 10
"""A mended id can show what is wrong with its references; each round mends what the last one has shown."""


@dataclass(frozen=True, slots=True)
class Mended:
    """One change that was made: the rule, the place in the file as it was then, and what was done in words."""

    rule: str
    where: Where
    message: str

    def data(self) -> dict[str, object]:
        """The change as a report for programs holds it."""
        where = self.where
        place = {"path": where.file, "line": where.line or 1, "column": where.column or 1}
        return {"rule": self.rule, "message": self.message, **place}

    def __str__(self) -> str:
        return f"{self.where.file}:{self.where.line or 1}:{self.where.column or 1}: fixed {self.rule} {self.message}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The playbook after mending, what was changed, and the files that were not written, as findings."""

    loaded: Loaded
    mended: tuple[Mended, ...]
    refused: tuple[Finding, ...]


def mend(loaded: Loaded, choice: Choice, others: tuple[Finding, ...]) -> Outcome:
    """Mend all files in memory, then write each changed file in one step unless somebody else has changed it meanwhile.

    ``others`` are the findings of the files that were not read; they stay.
    """
    tree = dict(loaded.tree)
    mended: list[Mended] = []
    now = loaded
    for _ in range(ROUNDS):
        done = _values(now, choice, tree)
        if not done:
            break
        mended += done
        now = judge(loaded.workspace, tree, others)
    mended += [one for path in tree for one in _layout(path, tree, choice)]
    refused = _write(loaded.workspace, loaded.tree, tree)
    lost = {finding.where.file for finding in refused}
    for path in lost:
        tree[path] = loaded.tree[path]
    kept = tuple(one for one in mended if one.where.file not in lost)
    return Outcome(judge(loaded.workspace, tree, others), kept, refused)


def _values(loaded: Loaded, choice: Choice, tree: dict[str, bytes]) -> list[Mended]:
    done = []
    for finding in loaded.findings:
        where = finding.where
        if (
            not finding.fix
            or where.file not in tree
            or not choice.takes(finding)
            or not choice.takes_rule(finding.rule)
        ):
            continue
        try:
            changed = with_changes(tree[where.file], {(where.keys, where.on): finding.fix})
        except CannotWrite:
            continue
        before = _at(tree[where.file], where)
        tree[where.file] = changed
        done.append(Mended(finding.rule, where, f"'{before}' is now '{finding.fix}'"))
    return done


def _at(data: bytes, where: Where) -> Key:
    """The text that stands at a place."""
    if where.on == "key":
        return where.keys[-1]
    node, _ = parse(where.file, data)
    for key in where.keys:
        node = node[key]  # type: ignore[index]  # the path was found in this file
    return str(node)


def _layout(path: str, tree: dict[str, bytes], choice: Choice) -> list[Mended]:
    kind = file_kind(path.removeprefix(f"{DATA}/"))
    steps: Mapping[str, Callable[[bytes], Result]] = {
        "FORM-001": without_line_end_spaces,
        "FORM-002": lambda data: in_defined_order(data, kind[0]) if kind else (data, ()),
    }
    done = []
    for rule, step in steps.items():
        if choice.takes_rule(rule) and choice.takes_file(path):
            tree[path], moved = step(tree[path])
            done += [Mended(rule, Where(path, (), one.line, one.column), one.message) for one in moved]
    return done


def _write(
    workspace: Workspace, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    refused = []
    for path, data in after.items():
        if data != before[path] and not save(workspace.root / path, before[path], data):
            message = "this file was changed by somebody else meanwhile and was left as it is"
            refused.append(error("FIX-001", message, Where(path), "run the command again"))
    return tuple(refused)

"""What the YAML parser complains of, in the words of people who keep records, at the place where the slip was made."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from remit.frozen import dataclass

LONGEST = 50
"""Letters of a text that a hint repeats."""

INDENTATION = "let lines that belong together begin in the same column, and look at the line above, too"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a text is not YAML, what to do, and line and column from 1."""

    message: str
    hint: str
    line: int
    column: int


def complaint(bad: MarkedYAMLError, lines: list[str]) -> Complaint:
    """The complaint about a text of these lines. What is opened and not closed is shown where it was opened."""
    problem, context = bad.problem or "", bad.context or ""
    mark, opened = bad.problem_mark or bad.context_mark, bad.context_mark
    line, column = _place(mark)
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    at = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    if opened and "quoted scalar" in context and "end of" in problem:
        return _open("quotation mark", "close the text with the same mark", *_place(opened))
    if opened and ("flow sequence" in context or "flow mapping" in context):
        bracket, closing = ("square bracket [", "]") if "sequence" in context else ("brace {", "}")
        return _open(
            bracket, f"write commas between the values and close them with {closing}", *_place(opened)
        )
    message, hint = _explained(problem, before, at, lines[line - 1] if line <= len(lines) else "")
    return Complaint(message, hint, line, column)


def _open(what: str, hint: str, line: int, column: int) -> Complaint:
    return Complaint(f"the {what} that is opened here is not closed as it should be", hint, line, column)


def _explained(problem: str, before: str, at: str, whole: str) -> tuple[str, str]:
    if "tab character" in problem or (at == "\t" and not before.strip()):
        return "a tab is used for indentation", "indent with spaces, not with tabs"
    if "mapping values are not allowed" in problem:
        if ": " in before:
            return (
                "a colon stands inside a text that has no quotation marks",
                f"put the text in quotation marks: {_quoted(whole)}",
            )
        return (
            "this colon does not fit here: the line is indented too deep, or the line above lacks its colon",
            INDENTATION,
        )
    if "expected ':'" in problem:
        return (
            "the line above has no colon, so it is neither a field nor the rest of a text",
            "write it as 'name: value', or indent it as part of the text above",
        )
    if before.rstrip().endswith(("'", '"')) and "did not find expected" in problem:
        return (
            "something follows the closing quotation mark",
            "put the whole text in quotation marks, and write ' twice inside '...'; "
            "or close the quotation mark in a line above",
        )
    if "did not find expected" in problem or "not allowed in this context" in problem:
        return "the indentation does not fit the lines above", INDENTATION
    if "cannot start any token" in problem:
        return f"a text cannot begin with {at} without quotation marks", "put the text in quotation marks"
    if "escape" in problem:
        return (
            "a backslash between double quotation marks begins a code that does not exist",
            "use single quotation marks, or write the backslash twice",
        )
    return "this line cannot be read", "check indentation and quotation marks in this line and the one above"


def _quoted(line: str) -> str:
    """The text behind the first colon of a line as it is written in quotation marks; its beginning if it is long."""
    text = line.partition(": ")[2].strip()
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}..."
    return f'"{shown}"' if "'" in shown and '"' not in shown else "'" + shown.replace("'", "''") + "'"


def _place(mark: object) -> tuple[int, int]:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return int(line) + 1, int(column) + 1

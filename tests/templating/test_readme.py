"""The examples of contract_templates/README.md are true."""

from __future__ import annotations

import dataclasses
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from remit.blocks import BlocksTarget, read_events, to_text
from remit.blocks.numbering import Labels
from remit.model.values import Duration, Money, Percent, parse_date
from remit.templating import compile_template, load_template

README = (Path(__file__).parents[2] / "contract_templates" / "README.md").read_text("utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.S | re.M)
EXAMPLES = [
    (template, text)
    for (kind, template), (other, text) in itertools.pairwise(FENCES)
    if (kind, other) == ("markdown", "text")
]
CLAUSE = next(text for kind, text in FENCES if kind == "yaml" and text.startswith("---\nid: confidentiality"))


def typed(value: Any) -> Any:
    """A value as the loader of records would give it."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(map(typed, value))
    for parse in (Money.parse, Percent.parse, Duration.parse):
        try:
            return parse(value)
        except (ValueError, TypeError):
            continue
    return value


def record() -> dict[str, Any]:
    loaded = typed(YAML(typ="safe").load(next(text for kind, text in FENCES if kind == "yaml")))
    loaded["order"]["fixed"] = loaded["order"]["fixed"] not in (False, "no") and bool(
        loaded["order"]["fixed"]
    )
    loaded["order"]["start"] = parse_date(str(loaded["order"]["start"]))
    return loaded


def test_the_readme_has_its_examples() -> None:
    assert len(EXAMPLES) == 8


def test_the_words_that_the_program_prints_are_all_listed() -> None:
    listed = next(text for kind, text in FENCES if kind == "text" and text.startswith("clause: "))
    words = dict(one.split(": ") for one in " ".join(listed.split()).split("; "))
    assert words == {field.name: field.default for field in dataclasses.fields(Labels)}


@pytest.mark.parametrize(("template", "text"), EXAMPLES)
def test_example(template: str, text: str) -> None:
    head = "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"
    loaded = load_template("example.md", head + template, {"clauses/confidentiality.md": CLAUSE})
    printed = compile_template(loaded, BlocksTarget()).print(record())
    assert (
        to_text(read_events(printed.markup)).removeprefix("T\n").replace("\u00a0", " ").strip()
        == text.strip()
    )

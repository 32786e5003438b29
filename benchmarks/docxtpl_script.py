"""A bare docxtpl script: `docxtpl_script.py TEMPLATE OUT CONTEXT.json... [--records FOLDER]`.

The contexts hold everything that the template prints, already joined and calculated; joining records is not part of what is
measured here. With --records the script first reads every YAML file of the folder with the C loader and validates it with
Cerberus. It prints nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import docxtpl
import jinja2


def money(value: dict[str, Any]) -> str:
    """Thousands apart; cents only where there are some."""
    amount = value["amount"]
    return f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"


def date(value: str) -> str:
    """As 2 June 2025."""
    day = dt.date.fromisoformat(value)
    return f"{day.day} {day:%B} {day.year}"


def join_and(words: list[str]) -> str:
    """As a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def quantity(value: float) -> str:
    """Thousands apart."""
    return f"{value:,}"


def lateness(days: float) -> str:
    """Days counted from a target, which are negative before it."""
    if not days:
        return "on the target date"
    count = f"{quantity(abs(days))} calendar day{'' if abs(days) == 1 else 's'}"
    return f"{count} {'after' if days > 0 else 'before'} the target date"


FILTERS = {
    "lateness": lateness,
    "money": money,
    "money_cur": lambda value: f"{value['currency']} {money(value)}",
    "pct": lambda value: f"{quantity(value['value'] if isinstance(value, dict) else value)}\u00a0%",
    "qty": quantity,
    "date": date,
    "duration": str,
    "country": lambda code: {"GB": "United Kingdom", "IE": "Ireland", "DE": "Germany"}.get(code, code),
    "join_and": join_and,
    "length": len,
    "no_stop": lambda text: text.rstrip(" .;,"),
    "title": lambda text: text[:1].upper() + text[1:],
    "yesno": lambda flag: "yes" if flag else "no",
    "status": lambda text: text[:1].upper() + text[1:],
    "default_blank": lambda value: "" if value is None else value,
    "_each": lambda items, *_: items,
    "_pairs": lambda items: [
        (items[n], items[n + 1] if n + 1 < len(items) else None) for n in range(0, len(items), 2)
    ],
}


def validate(folder: Path) -> None:
    """Read and validate every record, as Remit's own C parser and schemas see them."""
    from cerberus import Validator
    from ruamel.yaml import YAML

    from remit.model.catalogue import file_kind
    from remit.schema.cerberus import cerberus_schema

    validators: dict[type, Any] = {}
    for path in sorted(folder.rglob("*.yaml")):
        found = file_kind(path.relative_to(folder).as_posix())
        if found is None:
            raise SystemExit(f"{path}: no record")
        kind = found[0].cls
        loader = YAML(typ="safe", pure=False)
        with path.open("rb") as file:
            document = loader.load(file)
        validators.setdefault(kind, Validator(cerberus_schema(kind)))(document)


def main() -> None:
    """Print a document for every context."""
    arguments = sys.argv[1:]
    if "--records" in arguments:
        at = arguments.index("--records")
        validate(Path(arguments[at + 1]))
        del arguments[at : at + 2]
    template, out, *contexts = map(Path, arguments)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    environment.filters.update(FILTERS)
    out.mkdir(parents=True, exist_ok=True)
    for context in contexts:
        document = docxtpl.DocxTemplate(template)
        document.render(json.loads(context.read_text("utf-8")), environment, autoescape=True)
        document.save(out / f"{context.stem}.docx")


if __name__ == "__main__":
    main()

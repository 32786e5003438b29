"""An invented playbook that can print: the smallest records, one work order template with two library clauses."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from remit.cli import remit
from remit.findings import CannotGoOn
from remit.word.house import house_bytes

WORKSPACES = Path(__file__).parents[1] / "workspaces"
TEMPLATE = """---
title: "{{ document.title }}"
subtitle: "Study {{ study.protocol_id }}"
for: work_order
file_name: "{{ work_order.id }}"
toc: true
---
::: control
:::

# Services

1. {{ cro.name }} provides the services to {{ sponsor.name }}.

# Price

1. The price per visit follows from this table. {#price}

| Line | Quantity | Amount |
|---|--:|--:|
{% for group in direct_groups %}{% for line in group.lines %}
| {{ line.description }} | {{ line.quantity|qty }} | {{ line.amount|money_cur }} |
{% endfor %}{% endfor %}

# Confidentiality

::: clause secrecy
:::

# Audit

::: clause audit
:::

# Term

1. The work runs from {{ work_order.start|date }} to {{ work_order.end|date }}; see [@price].

::: signatures
:::
"""
SECRECY = """---
id: secrecy
title: Secrecy
version: "2.0"
owner: legal
positions:
  - id: standard
---
## standard

1. What a party learns from the other it keeps to itself for ten years.
1. The duty ends where the law asks for disclosure.
"""
AUDIT = """---
id: audit
title: Audit
version: "1.0"
owner: legal
positions:
  - id: standard
---
## standard

1. {{ sponsor.name }} may audit {{ cro.name }} once a year.
"""


def playbook(folder: Path, template: str = TEMPLATE) -> Path:
    """The playbook in a new folder below ``folder``."""
    root = folder / "playbook"
    shutil.copytree(WORKSPACES / "minimal", root)
    below = root / "contract_templates"
    (below / "clauses").mkdir(parents=True)
    (below / "work_order.md").write_text(template, "utf-8")
    (below / "clauses" / "secrecy.md").write_text(SECRECY, "utf-8")
    (below / "clauses" / "audit.md").write_text(AUDIT, "utf-8")
    (below / "house.docx").write_bytes(house_bytes())
    return root


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, what it answered, and everything it said."""

    exit_code: int
    stdout: str
    output: str


def run(*arguments: Any) -> Ran:
    """A command as the entry point runs it: what it cannot do is told as findings and exit code 2."""
    result = CliRunner().invoke(remit, [str(argument) for argument in arguments])
    if isinstance(result.exception, CannotGoOn):
        said = "\n".join(f"{finding.rule} {finding.message}" for finding in result.exception.findings)
        return Ran(2, result.stdout, said)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.output)


def built(root: Path, *options: str) -> Path:
    """The work order, printed."""
    out = root.parent / "printed"
    result = run("build", "wo-101", "--root", root, "--out", out, *options)
    assert result.exit_code == 0, result.output
    return Path(result.stdout.splitlines()[0])


def git(root: Path, *arguments: str) -> str:
    """Runs git in a playbook without the configuration of whoever runs the tests."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": "tester@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    done = subprocess.run(["git", "-C", root, *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def committed(root: Path) -> str:
    """Commits everything in the playbook; the name of the commit."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "State")
    return git(root, "rev-parse", "HEAD")

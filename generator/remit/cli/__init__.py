"""The command `remit`. One module per command; a module is imported only when its command runs."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import sys

import click

from remit.exchange.visible import visible
from remit.findings import CannotGoOn

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Write a new playbook folder: the example alliance, or an empty frame."),
    "new": ("new", "Add a study, work order, transfer, quality agreement or change order to the playbook."),
    "import": (
        "import_",
        "Turn a registered study (ClinicalTrials.gov, CDISC USDM) into a record; take figures of metrics (CSV).",
    ),
    "export": (
        "export",
        "Write JSON Schemas for editors, approvers as CODEOWNERS, coverage and figures for other programs.",
    ),
    "check": ("check", "Report everything that is wrong in the records, with file, line and column."),
    "explain": ("explain", "Say what a rule checks, why, and how to put it right."),
    "build": ("build", "Write the Word documents."),
    "verify": ("verify", "Say whether Word files are as they were printed, and what was changed in them."),
    "issue": ("issue", "Enter a document that was issued or executed into the register."),
    "site": ("site", "Build the playbook website."),
    "serve": ("serve", "Show the website on this computer and rebuild it on every change."),
    "publish": ("publish", "Publish the website as an edition beside the earlier ones."),
    "review": (
        "review",
        "Say what a change means, which documents it touches, who must approve it, and how it reads.",
    ),
    "changelog": (
        "changelog",
        "Tell readers what changed between two editions, as a page or a Word document.",
    ),
    "drift": ("drift", "Say which signed documents no longer match the playbook, and how."),
    "schedule": (
        "schedule",
        "Work out a study's schedule: critical path, chances, costs of haste, milestones, people.",
    ),
    "change-order": (
        "change_order",
        "Compute a change order from the order before and after it: deltas, cost history, limits, who decides.",
    ),
    "payments": (
        "payments",
        "Foresee the invoices of a study's work orders, when they are due, and the cash of each month.",
    ),
    "settle": (
        "settle",
        "Say what is owed under the risk sharing of a study: bonus and malus, holdback, fixed price.",
    ),
    "scorecard": (
        "scorecard",
        "Judge the work for a study in a period: status, trend, early warnings, actions.",
    ),
    "oversight": (
        "oversight",
        "Say which oversight level the results of a study call for, who approves a move, and what it costs.",
    ),
    "select": (
        "selecting",
        "Compare the bids for a study: scores, how firmly they stand, and prices on one footing.",
    ),
    "decide": (
        "deciding",
        "Show how the decision to outsource a study, or to build or buy a system, was weighed.",
    ),
    "portfolio": (
        "portfolio",
        "Show how much of the work partners do, how it is spread, and what is outside as a whole.",
    ),
}
"""Each command with its module and what it does, in the order of the help. Explicit, so that it is the same everywhere."""

SELDOM = 1_000_000
"""New objects after which circles are looked for among them. There are hardly any, and looking takes a tenth of the time."""

_HINTS: dict[int, str] = {
    errno.EACCES: "ask for the right to write there, or name another folder (--out, where the command has it)",
    errno.EPERM: "ask for the right to write there, or name another folder (--out, where the command has it)",
    errno.EROFS: "nothing can be written there; name another folder (--out, where the command has it)",
    errno.ENOSPC: "make room on the disk, and run the command again",
    errno.ENAMETOOLONG: "take a shorter name",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"remit.cli.{COMMANDS[name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="remit", message="remit %(version)s")
def remit() -> None:
    """Keep the governance of outsourced clinical trials as records; print contracts and a playbook website from them.

    \b
    Start here:
      remit init my-playbook     write the example playbook into a folder
      remit check                report what is wrong in the records
      remit build                write the Word documents to build/documents
      remit site                 build the website to build/site

    Exit codes: 0 nothing wrong, 1 something was found, 2 the command could not do its work.
    """


def main() -> None:
    """Run a command; whatever stops it is said in a line, never as a traceback."""
    gc.set_threshold(SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        remit.main(standalone_mode=False)
    except CannotGoOn as stop:
        from remit.cli.report import print_findings

        print_findings(stop.findings, stream=sys.stderr, command=_running())
        sys.exit(2)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as misuse:
        misuse.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        sys.exit(2)
    except OSError as trouble:
        click.echo(_in_words(trouble), err=True)
        sys.exit(2)


def _running() -> str:
    """The command that was asked for: 'remit build'."""
    return " ".join(("remit", *[name for name in sys.argv[1:] if name in COMMANDS][:1]))


def _in_words(trouble: OSError) -> str:
    """The place, what the system says, and what to do where that is known."""
    place = visible(str(trouble.filename)) if trouble.filename else _running()
    hint = _HINTS.get(trouble.errno or 0, "")
    return f"{place}: error OS-001 {trouble.strerror or trouble}" + (f"\n    hint: {hint}" if hint else "")

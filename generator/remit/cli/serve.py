"""The command `remit serve`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from remit.cli.book import read_book
from remit.cli.options import root_option
from remit.cli.report import print_findings, summary
from remit.findings import CannotGoOn, Where, error
from remit.pages.book import Book
from remit.pages.live import Board, server, watch
from remit.pages.publish import publish
from remit.workspace import Workspace

_UNREADABLE = ("YAML-", "SHAPE-", "FILE-")
"""Findings after which records are missing, so that pages would have holes."""


@click.command("serve")
@root_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
def command(workspace: Workspace, port: int) -> None:
    """Show the website on this computer and build it anew whenever a record, template or page is saved.

    Findings are shown at the foot of every page. While a file cannot be read, the last good pages stay. Stop with Ctrl+C.

    \b
    Example:
      remit serve
      remit serve --port 8080
    """
    for ending in (signal.SIGINT, signal.SIGTERM):  # also where the shell that started it ignores Ctrl+C
        signal.signal(ending, signal.default_int_handler)
    board = Board()
    site = workspace.build / "site"
    try:
        listening = server(site, board, port)
    except OSError as taken:
        hint = "stop the other program, or choose another port with --port"
        message = f"port {port} cannot be used: {taken.strerror}"
        raise CannotGoOn(error("SITE-008", message, Where(f"127.0.0.1:{port}"), hint)) from None
    _rebuild(workspace, site, board)
    stop = threading.Event()
    watched = (workspace.data, workspace.templates, workspace.pages, workspace.site, workspace.documents)
    watcher = threading.Thread(
        target=watch, args=(watched, lambda: _rebuild(workspace, site, board), stop), daemon=True
    )
    watcher.start()
    click.echo(
        f"The playbook is shown at http://127.0.0.1:{listening.server_port}/ (stop with Ctrl+C)", err=True
    )
    try:
        listening.serve_forever()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    finally:
        stop.set()
        listening.server_close()
        watcher.join()


def _rebuild(workspace: Workspace, site: Path, board: Board) -> None:
    """Build the site if its records can be read, or if there is none yet; post what was found either way."""
    try:
        book = read_book(workspace)
        stale = _has_holes(book) and (site / "index.html").is_file()
        if not stale:
            publish(book, workspace, site)
        findings = book.findings
    except CannotGoOn as stopped:
        findings, stale = stopped.findings, True
    except OSError as trouble:
        findings, stale = (
            (error("OS-001", str(trouble.strerror or trouble), Where(str(trouble.filename or site))),),
            True,
        )
    board.post(findings, stale=stale)
    print_findings(findings)
    click.echo(f"{'not built' if stale else 'built'}: {summary(findings)}", err=True)


def _has_holes(book: Book) -> bool:
    return any(finding.rule.startswith(_UNREADABLE) for finding in book.errors)

"""The command `remit new`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from remit.calc.scaffold.change_order import new_change_order
from remit.calc.scaffold.order import Order
from remit.calc.scaffold.quality_agreement import new_quality_agreement
from remit.calc.scaffold.study import new_study
from remit.calc.scaffold.transfer import new_transfer
from remit.calc.scaffold.work_order import new_work_order
from remit.cli.options import Day, format_option, root_option
from remit.cli.saving import id_option, records_of, save
from remit.exchange.countries import country_code
from remit.model.draft import Draft
from remit.model.fields import Choice, definition
from remit.model.money import WorkOrder
from remit.model.studies import Product, Study
from remit.model.values import PartialDate
from remit.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


@click.group("new")
def command() -> None:
    """Add a record to the playbook: everything that follows from what is known is filled in, the rest is left out and named.

    Comments in the new file say on what a proposal rests. Nothing is written over.

    Exit codes: 0 written and whole, 1 written with fields still to be added, 2 nothing written.
    """


def _saving(function: F) -> F:
    for add in (
        format_option,
        click.option("--force", is_flag=True, help="Write over an existing record."),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            help="Write to this file instead of the playbook's data folder.",
        ),
        root_option,
    ):
        function = add(function)
    return function


def _day(name: str, text: str) -> Callable[[F], F]:
    return click.option(name, type=Day(), metavar="YYYY-MM-DD", help=text)


def _today(_context: click.Context, _parameter: click.Parameter, value: dt.date | None) -> dt.date:
    return value or dt.date.today()  # noqa: DTZ011 - the date that the writer's calendar shows


dated = click.option(
    "--date",
    "today",
    type=Day(),
    callback=_today,
    metavar="YYYY-MM-DD",
    help="Date of the first draft. Default: today.",
)


def _write(
    workspace: Workspace, draft: Draft, place: dict[str, str], out: Path | None, force: bool, form: str
) -> None:
    raise SystemExit(_written(workspace, draft, place, out, force, form))


def _written(
    workspace: Workspace, draft: Draft, place: dict[str, str], out: Path | None, force: bool, form: str
) -> int:
    """The exit code, after the draft was written."""
    code = save(workspace, draft, place, (), out=out, force=force, form=form)
    if form != "json" and draft.remarks:
        count = f"{len(draft.remarks)} comment{'' if len(draft.remarks) == 1 else 's'}"
        click.echo(f"{count} in the file: on what its proposals rest, and what to confirm", err=True)
    return code


def _choices(cls: type[Study] | type[Product], name: str) -> click.Choice[str]:
    shape = next(field.shape for field in definition(cls) if field.name == name)
    assert isinstance(shape, Choice)  # noqa: S101 - the definition says so
    return click.Choice(shape.options, case_sensitive=False)


def _country(_context: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple((name, country_code(name)) for name in names)
    for name, code in codes:
        if code is None:
            raise click.BadParameter(
                f"'{name}' is no country of ISO 3166; write its code or English name, for example PL or Poland"
            )
    return tuple(dict.fromkeys(code for _, code in codes if code))


def _partial(_context: click.Context, _parameter: click.Parameter, value: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(value) if value is not None else None
    except ValueError as reason:
        raise click.BadParameter(str(reason)) from None


@command.command("study")
@click.argument("id", callback=id_option)
@click.option("--protocol", "protocol_id", help="Sponsor's protocol number. Default: the id in capitals.")
@click.option("--title", help="Official title.")
@click.option("--phase", type=_choices(Study, "phase"), help="Phase.")
@click.option(
    "--type",
    "study_type",
    type=click.Choice(["interventional", "observational", "expanded access"]),
    help="Type of study.",
)
@click.option(
    "--condition", "indication", multiple=True, help="Condition studied; may be given several times."
)
@click.option("--product", help="Name or code of the investigational product.")
@click.option("--kind", type=_choices(Product, "kind"), help="Kind of product.")
@click.option("--participants", type=click.IntRange(0), help="Participants to be enrolled.")
@click.option("--sites", type=click.IntRange(0), help="Number of sites.")
@click.option(
    "--country",
    "countries",
    multiple=True,
    callback=_country,
    help="Country with sites, as code or name; may be given several times.",
)
@click.option(
    "--first-participant",
    "start",
    callback=_partial,
    metavar="YYYY[-MM[-DD]]",
    help="First participant enrolled.",
)
@click.option(
    "--last-visit",
    "completion",
    callback=_partial,
    metavar="YYYY[-MM[-DD]]",
    help="Last participant's last visit.",
)
@click.option("--sponsor", callback=id_option, metavar="PARTY", help="Sponsor as a party of the playbook.")
@click.option(
    "--like",
    callback=id_option,
    metavar="STUDY",
    help="Take providers, engagement model and oversight level from this study.",
)
@_saving
def study(
    id: str,
    sponsor: str | None,
    like: str | None,
    workspace: Workspace,
    out: Path | None,
    force: bool,
    form: str,
    **given: Any,
) -> None:
    """Add the study ID.

    \b
    Example:
      remit new study nvt-501-101
      remit new study nvt-501-101 --title "..." --phase "Phase 1" --type interventional --condition Asthma \\
        --product NVT-501 --kind drug --participants 48 --sites 2 --country DE --country ES \\
        --sponsor norvane --like nvt-344-201
    """
    draft = new_study(records_of(workspace, like), _study_values(id, given), like, sponsor)
    _write(workspace, draft, {"id": id}, out, force, form)


def _study_values(id: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a study from the options that were used."""
    plain = ("title", "phase", "indication", "sites", "countries")
    values: dict[str, Any] = {"protocol_id": given["protocol_id"] or id.upper()}
    values |= {name: given[name] for name in plain if given[name] not in (None, ())}
    groups = {
        "product": {"name": given["product"], "kind": given["kind"]},
        "design": {"study_type": given["study_type"]},
        "participants": {"enrolled": given["participants"]},
        "dates": {"start": given["start"], "completion": given["completion"]},
    }
    for name, group in groups.items():
        known = {field: value for field, value in group.items() if value is not None}
        if known:
            values[name] = known
    return values


@command.command("work-order")
@click.argument("id", required=False, callback=id_option)
@click.option("--study", "study_id", required=True, callback=id_option, metavar="STUDY", help="Study.")
@click.option("--cro", required=True, callback=id_option, metavar="PARTY", help="CRO that does the work.")
@click.option(
    "--like",
    callback=id_option,
    metavar="ORDER",
    help="Take structure and unit prices from this work order, quantities in proportion.",
)
@_day("--start", "First day of the work.")
@_day("--end", "Last day of the work.")
@dated
@_saving
def work_order(
    id: str | None,
    study_id: str,
    cro: str,
    like: str | None,
    start: dt.date | None,
    end: dt.date | None,
    today: dt.date,
    workspace: Workspace,
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Add the work order ID of one CRO for one study. Without ID it is called wo-STUDY-CRO.

    \b
    Example:
      remit new work-order wo-as0006 --study as0006 --cro calloway
      remit new work-order wo-as0006 --study as0006 --cro calloway --like wo-301 --start 2027-01-04
    """
    if start and end and end < start:
        raise click.UsageError(f"the work order would end on {end}, before it begins on {start}")
    name = id or f"wo-{study_id}-{cro}"[:64].rstrip("-")
    draft = new_work_order(
        records_of(workspace, study_id), Order(name, study_id, cro, today, start, end), like
    )
    _write(workspace, draft, {"id": name, "study": study_id}, out, force, form)


@command.command("transfer")
@click.option("--study", "study_id", required=True, callback=id_option, metavar="STUDY", help="Study.")
@click.option(
    "--like",
    callback=id_option,
    metavar="STUDY",
    help="Share duties as in the transfer of this study, where its parties take part.",
)
@dated
@_saving
def transfer(
    study_id: str,
    like: str | None,
    today: dt.date,
    workspace: Workspace,
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Add the transfer of obligations of a study: every duty of its regimes, with a proposed holder.

    A duty is proposed as transferred where one CRO answers for all its work, the sponsor oversees it and the regime
    allows it.

    \b
    Example:
      remit new transfer --study as0006
      remit new transfer --study as0006 --like nvt-218-301
    """
    draft = new_transfer(records_of(workspace, study_id, like), study_id, today, like)
    _write(workspace, draft, {"study": study_id}, out, force, form)


@command.command("change-order")
@click.argument("id", callback=id_option)
@click.option(
    "--work-order",
    "order",
    required=True,
    callback=id_option,
    metavar="ORDER",
    help="Work order that changes.",
)
@click.option(
    "--from-drift",
    is_flag=True,
    help="Compute the change: what the work order's record says today against what was signed.",
)
@click.option(
    "--restore",
    is_flag=True,
    help="With --from-drift: put the work order's record back to what was signed, now that the change stands in its own.",
)
@dated
@_saving
def change_order(
    id: str,
    order: str,
    from_drift: bool,
    restore: bool,
    today: dt.date,
    workspace: Workspace,
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Add the change order ID to a work order, next in its sequence.

    With --from-drift everything is computed that follows from the difference between the work order's record today and the
    records it was signed with: lines, assumptions, totals, cost history, payments, advances, and whether the transfer of
    obligations needs a new version. Reason, trigger and requester stay open. The record of the work order must then go back
    to what was signed, because a change order is added to it: --restore does that.

    \b
    Example:
      remit new change-order co-02 --work-order wo-301 --from-drift --restore
      remit new change-order co-02 --work-order wo-301
    """
    from remit.cli.signed_order import restored, signed_order, write_back

    if restore and not from_drift:
        raise click.UsageError("--restore goes with --from-drift")
    ledger = records_of(workspace)
    found = signed_order(workspace, order) if from_drift else None
    draft = new_change_order(ledger, id, order, today, found.signed if found else None)
    place = {"id": id, "study": ledger.of(WorkOrder)[order].study}
    before = restored(found) if found and restore else None
    code = _written(workspace, draft, place, out, force, form)
    if found and before is not None:
        write_back(workspace, found, before)
    elif found:
        click.echo(f"put {found.file} back to what was signed: the change order is added to it", err=True)
    raise SystemExit(code)


@command.command("quality-agreement")
@click.argument("id", required=False, callback=id_option)
@click.option("--cro", required=True, callback=id_option, metavar="PARTY", help="CRO that does the work.")
@click.option(
    "--like",
    callback=id_option,
    metavar="AGREEMENT",
    help="Take metrics and contacts from this quality agreement.",
)
@dated
@_saving
def quality_agreement(
    id: str | None,
    cro: str,
    like: str | None,
    today: dt.date,
    workspace: Workspace,
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Add the quality agreement ID with a CRO. Without ID it is called qa-CRO.

    \b
    Example:
      remit new quality-agreement qa-brightwell --cro brightwell
      remit new quality-agreement qa-brightwell --cro brightwell --like qa-cal
    """
    name = id or f"qa-{cro}"[:64].rstrip("-")
    draft = new_quality_agreement(records_of(workspace), name, cro, today, like)
    _write(workspace, draft, {"id": name}, out, force, form)

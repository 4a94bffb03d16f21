"""`chenan inspection`: visits that were made, what was seen on one, its papers; mistakes voided."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.acting import act, done, local, text_option
from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    current_time,
    facts,
    on_database,
    out_option,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from bot.cli.which_campaign import campaign_if_open, campaign_option
from bot.config import Settings, load_settings
from bot.evidence_store import evidence_of
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection, Database
from storage.inspections import figures, views, voiding
from storage.inspections.figures import MadeLine
from storage.inspections.views import InspectionView
from storage.inspections.voiding import Voided
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead

_visit = click.argument("inspection_id", type=int, metavar="INSPECTION")


@click.group(cls=Group, help="cli-inspection")
def inspection() -> None:
    """Show inspections that took place, write their papers, void what was recorded by mistake."""


@inspection.command("list", help="cli-inspection-list")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def list_(campaign_id: int | None, place: str, as_json: bool) -> None:
    """List the inspections that were made in a place and below. Of planned ones nothing is said."""

    async def work(database: Database) -> tuple[MadeLine, ...]:
        async with database.read() as db:
            campaign = await campaign_if_open(db, campaign_id, place)
            where = (await place_of(db, place)).id
            return await figures.list_made(db, CLI, where, campaign_id=campaign, limit=None)

    found = on_database(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.done_on),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn(
                "cli-head-departments",
                lambda one: ", ".join(
                    say("staff-department", department=department) for department in one.departments
                ),
            ),
            ListColumn("cli-head-checked", lambda one: one.checked),
            ListColumn("cli-head-faults", lambda one: one.faults),
            ListColumn("cli-head-void", lambda one: "; ".join(dict.fromkeys(one.voids))),
        ],
        "cli-empty-no-inspection",
        as_json,
    )


@inspection.command("show", help="cli-inspection-show")
@_visit
@as_json
def show(inspection_id: int, as_json: bool) -> None:
    """Show INSPECTION and its record item by item."""
    view = _view(inspection_id)
    form = view.form
    if as_json:
        values = {
            "id": view.id,
            "enterprise": view.enterprise,
            "departments": view.departments,
            "officers": view.officers,
            "state": view.state,
            "done_on": view.done_on,
            "present": view.present,
            "due_on": view.due_on,
            "ordered": view.ordered,
            "voided_on": view.voided_on,
            "void_reason": view.void_reason,
            "form": form.digest if form else None,
            "seen": {code: asdict(one) for code, one in view.seen.items()},
            "signed": [one.sha256 for one in view.signed],
        }
        print_json(values)
        return
    click.echo(
        say("cli-inspection-head", enterprise=view.enterprise, place=view.place, day=str(view.done_on or "-"))
    )
    if view.state == "voided":
        click.echo(say("inspection-voided-whole", reason=view.void_reason))
    print_table(
        sorted(view.seen.items(), key=lambda one: one[0]),
        [
            ListColumn("cli-head-question", lambda one: one[0]),
            ListColumn("cli-head-verdict", lambda one: say("cli-answer", verdict=one[1].verdict)),
            ListColumn("cli-head-void", lambda one: one[1].void_reason),
            ListColumn("cli-head-officer", lambda one: one[1].by),
            ListColumn("cli-head-files", lambda one: one[1].files),
            ListColumn("cli-head-note", lambda one: one[1].note),
        ],
        "cli-empty-no-inspection",
    )


@inspection.command("paper", help="cli-inspection-paper")
@_visit
@click.argument("kind", type=click.Choice(["record", "order"]))
@out_option
@as_json
def paper(inspection_id: int, kind: str, out: Path, as_json: bool) -> None:
    """Write the record of INSPECTION, or its rectification order, as PDF and Word to be signed."""
    from documents.papers.inspections import order_paper, record_paper

    settings = load_settings()
    store = evidence_of(settings)

    async def work(db: Connection) -> tuple[InspectionView, Letterhead]:
        view = await views.get_inspection(db, CLI, inspection_id)
        return view, await letterheads.letterhead_of(db, view.jurisdiction_id)

    view, head = facts(work, settings=settings)
    library, catalog = load(), Catalog.load()
    if kind == "order":
        made = order_paper(view, head, library, catalog)
    else:
        names = {one.picture for one in view.files if one.picture is not None}
        pictures = on_database(lambda _: store.all_local(names), settings)
        made = record_paper(view, head, library, catalog, pictures)
    write_paper(made, out, as_json)


@inspection.command("void", help="cli-inspection-void")
@_visit
@option("--question", metavar="QUESTION", help="cli-option-void-question")
@text_option
@as_json
def void(inspection_id: int, question: str | None, text: str, as_json: bool) -> None:
    """Void a fault of INSPECTION that was recorded by mistake, or all of it; the enterprise is told."""

    async def work(db: Connection, settings: Settings) -> Voided:
        view = await views.get_inspection(db, CLI, inspection_id)
        zone, today = await local(db, view.jurisdiction_id, settings)
        if question is None:
            return await voiding.void(db, CLI, current_time(), inspection_id, text, today=today, zone=zone)
        given = (inspection_id, question, text)
        return await voiding.void_fault(db, CLI, current_time(), *given, today=today, zone=zone)

    made = act(work)
    done(as_json, "cli-inspection-voided", inspection_id, faults=made.faults, done=made.is_new)


def _view(inspection_id: int) -> InspectionView:
    async def work(database: Database) -> InspectionView:
        async with database.read() as db:
            return await views.get_inspection(db, CLI, inspection_id)

    return on_database(work)

"""`chenan staff`: prints links by which staff join an office, lists and revokes staff; no rule lives here."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    bot_of,
    bot_option,
    current_time,
    facts,
    outcome,
    pick,
    place_of,
    print_list,
)
from bot.config import load_settings
from bot.links import links_to
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.base.rights import DEPARTMENTS, ROLES
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from storage.membership.staff_invite_views import NewStaffInvite
from storage.offices import staff as seats
from storage.web import devices


@click.group(cls=Group, help="cli-staff")
def staff() -> None:
    """Invite, list and revoke staff of offices."""


@staff.command(help="cli-staff-invite")
@option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-whose-office")
@option("--role", required=True, type=click.Choice(ROLES), help="cli-option-role")
@option("--department", required=True, type=click.Choice(DEPARTMENTS), help="cli-option-department")
@option("--name", default="", help="cli-option-staff-name")
@bot_option
@as_json
def invite(place: str, role: str, department: str, name: str, bot_name: str | None, as_json: bool) -> None:
    """Print a link with which one person joins an office; it works once, for seven days."""
    settings = load_settings()
    bot = bot_of(settings, bot_name)

    async def work(db: Connection) -> tuple[str, NewStaffInvite]:
        where = await place_of(db, place)
        made = await staff_invites.create(db, CLI, current_time(), where.id, role, department, name)
        return where.name, made

    called, made = facts(work, writes=True, settings=settings)
    until = made.expires_at.astimezone(settings.zone)
    seat = {"role": role, "department": department}
    click.echo(say("cli-staff-invited", place=called, until=f"{until:%Y-%m-%d %H:%M}", **seat), err=True)
    links = links_to(made.secret, bot, settings.web_url)
    said = "\n".join(filter(None, (links.telegram, links.page)))
    outcome(as_json, said, link=links.telegram, page=links.page, place=called, until=until)


@staff.command("change", help="cli-staff-change")
@click.argument("staff_id", type=int, metavar="ID")
@click.argument("role", type=click.Choice(ROLES))
@as_json
def change(staff_id: int, role: str, as_json: bool) -> None:
    """Give the seat ID (see `list`) another role."""

    async def work(db: Connection) -> bool:
        return await staff_changes.change_role(db, CLI, current_time(), staff_id, role)

    done = facts(work, writes=True)
    said = say("staff-role" if done else "cli-staff-same-role", role=role)
    outcome(as_json, said, role=role, changed=done)


@staff.command("list", help="cli-staff-list")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-only-below")
@as_json
def list_(place: str | None, as_json: bool) -> None:
    """List staff, by office, heads first."""

    async def work(db: Connection) -> tuple[seats.StaffLine, ...]:
        where = (await place_of(db, place)).id if place is not None else None
        return await seats.list_staff(db, CLI, where)

    shape = ("id", "jurisdiction", "jurisdiction_name", "role", "department", "name", "joined_at")
    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda line: line.id),
            ListColumn("cli-head-code", lambda line: line.jurisdiction),
            ListColumn("cli-head-jurisdiction", lambda line: line.jurisdiction_name),
            ListColumn("cli-head-role", lambda line: say("staff-role", role=line.role)),
            ListColumn(
                "cli-head-department", lambda line: say("staff-department", department=line.department)
            ),
            ListColumn("cli-head-person", lambda line: line.name),
            ListColumn("cli-head-since", lambda line: line.joined_at.date()),
        ],
        "cli-empty-nobody",
        as_json,
        form=lambda line: pick(asdict(line), *shape),
    )


@staff.command(help="cli-staff-revoke")
@click.argument("staff_id", type=int, metavar="ID")
@as_json
def revoke(staff_id: int, as_json: bool) -> None:
    """Revoke a seat at once; `chenan staff list` shows its ID."""

    async def work(db: Connection) -> bool:
        try:
            return await staff_changes.revoke(db, CLI, current_time(), staff_id)
        except NotFound:
            raise click.ClickException(say("cli-error-no-seat", id=staff_id)) from None

    done = facts(work, writes=True)
    said = say("cli-staff-revoked" if done else "cli-staff-revoked-before", id=staff_id)
    outcome(as_json, said, revoked=done)


@staff.command("end-devices", help="cli-staff-end-devices")
@click.argument("staff_id", type=int, metavar="ID")
@as_json
def end_devices(staff_id: int, as_json: bool) -> None:
    """Sign the person of a seat out of the page on all devices; ID as `chenan staff list` shows it."""

    async def work(db: Connection) -> int:
        try:
            return await devices.end_of_staff(db, CLI, current_time(), staff_id)
        except NotFound:
            raise click.ClickException(say("cli-error-no-seat", id=staff_id)) from None

    ended = facts(work, writes=True)
    outcome(as_json, say("cli-devices-ended", count=ended), ended=ended)

"""`chenan enterprise close|move|…`: keeps the list, prints codes, lets people in; decides nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.language import Command, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    bot_of,
    bot_option,
    credit_code_sentence,
    current_time,
    facts,
    on_database,
    outcome,
    place_of,
    print_json,
    print_list,
    writing,
)
from bot.config import Settings, load_settings
from bot.links import DOORS, Doors, links_to
from content.catalog import Catalog
from content.typed.credit_code import CreditCodeError, parse_credit_code
from storage.base.database import Connection, Database
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import join_requests
from storage.enterprises import registry as enterprises
from storage.enterprises.join_requests import RequestLine
from storage.membership import invites
from storage.offices import hotlines
from storage.reports import posters
from storage.statistics import units as office_units
from storage.statistics.units import UnitLine

_out = option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-pdf"
)
_place = option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-below")


async def known(db: Connection, credit_code: str) -> enterprises.EnterpriseView:
    """The enterprise with that code.

    Raises:
        click.UsageError: that is no code. click.ClickException: it is not on the list.
    """
    try:
        code = parse_credit_code(credit_code)
    except CreditCodeError as error:
        raise click.UsageError(credit_code_sentence(error)) from None
    found = await enterprises.find_enterprise(db, code)
    if found is None:
        raise click.ClickException(say("cli-error-no-enterprise", code=code))
    return found


@click.command(cls=Command, help="cli-enterprise-close")
@click.argument("credit_code")
@click.argument("reason", type=click.Choice(enterprise_keeping.REASONS))
@option("--note", default="", help="cli-option-note")
@as_json
def close(credit_code: str, reason: str, note: str, as_json: bool) -> None:
    """Take the enterprise with CREDIT_CODE off the list; its people are told, its records stay."""

    async def work(db: Connection) -> bool:
        found = await known(db, credit_code)
        return await enterprise_keeping.close_for(db, CLI, current_time(), found.id, reason, note)

    done = facts(work, writes=True)
    outcome(as_json, say("cli-closed" if done else "cli-closed-before"), closed=done)


@click.command(cls=Command, help="cli-enterprise-reopen")
@click.argument("credit_code")
@as_json
def reopen(credit_code: str, as_json: bool) -> None:
    """Put the enterprise with CREDIT_CODE, taken off the list, back on it."""

    async def work(db: Connection) -> bool:
        return await enterprise_keeping.reopen(db, CLI, current_time(), (await known(db, credit_code)).id)

    done = facts(work, writes=True)
    said = say("cli-enterprise-on-list" if done else "cli-enterprise-not-closed")
    outcome(as_json, said, reopened=done)


@click.command(cls=Command, help="cli-enterprise-rename")
@click.argument("credit_code")
@click.argument("name")
@as_json
def rename(credit_code: str, name: str, as_json: bool) -> None:
    """Correct the name of the enterprise with CREDIT_CODE."""

    async def work(db: Connection) -> None:
        found = await known(db, credit_code)
        await enterprise_keeping.keep_name(db, CLI, current_time(), found.id, name)

    facts(work, writes=True)
    outcome(as_json, name, name=name)


@click.command(cls=Command, help="cli-enterprise-move")
@click.argument("credit_code")
@click.argument("place")
@as_json
def move(credit_code: str, place: str, as_json: bool) -> None:
    """Move the enterprise with CREDIT_CODE to the jurisdiction with the code PLACE."""

    async def work(db: Connection) -> str:
        found, where = await known(db, credit_code), await place_of(db, place)
        await enterprise_keeping.move_to(db, CLI, current_time(), found.id, where.id)
        return where.name

    name = facts(work, writes=True)
    outcome(as_json, name, place=name)


@click.command(cls=Command, help="cli-enterprise-merge")
@click.argument("double")
@click.argument("into")
@as_json
def merge(double: str, into: str, as_json: bool) -> None:
    """Merge the enterprise with the code DOUBLE into INTO: people and form move along."""

    async def work(db: Connection) -> str:
        one, other = await known(db, double), await known(db, into)
        await enterprise_keeping.merge(db, CLI, current_time(), one.id, other.id)
        return say("cli-enterprise-merged", one=one.name, other=other.name)

    said = facts(work, writes=True)
    outcome(as_json, said, merged=double, into=into)


_doors = option("--doors", type=click.Choice(DOORS), help="cli-option-doors")


def _code_of(settings: Settings, bot_name: str | None, doors: str | None) -> tuple[str, Doors]:
    """The bot's name for the codes of a sheet, needed where they lead to Telegram alone; the doors.

    Raises:
        click.UsageError: the name is not known, or the page has no address.
    """
    chosen = next((one for one in DOORS if one == doors), None) or settings.leads_to
    if chosen == "telegram":
        return bot_of(settings, bot_name), chosen
    if settings.web_url is None:
        raise click.UsageError(say("cli-error-no-page"))
    return "", chosen


@click.command(cls=Command, help="cli-enterprise-invitations")
@_place
@_out
@option("--per-page", type=click.Choice(["1", "20"]), default="20", show_default=True)
@option("--code", "codes", multiple=True, metavar="CREDIT_CODE", help="cli-option-codes")
@_doors
@bot_option
@as_json
def invitations(
    place: str,
    out: Path,
    per_page: str,
    codes: tuple[str, ...],
    doors: str | None,
    bot_name: str | None,
    as_json: bool,
) -> None:
    """Print QR codes for enterprises that nobody has joined yet; each works once, for 30 days."""
    from documents.qr_sheet import Card, invitation_sheet

    settings, catalog = load_settings(), Catalog.load()
    bot, chosen = _code_of(settings, bot_name, doors)

    async def card(db: Connection, unit: UnitLine) -> Card:
        made = await invites.create(db, CLI, current_time(), "enterprise", unit.id)
        until = made.expires_at.astimezone(settings.zone)
        note = catalog.say("qr-invite-note", "zh", place=unit.place, month=until.month, day=until.day)
        return Card(unit.name, note, links_to(made.secret, bot, settings.web_url).through(chosen))

    async def work(database: Database) -> list[Card]:
        async with database.read() as db:
            units = await _units(db, place, codes, registered=False)
        return await database.each(units, card)

    cards = on_database(work, settings)
    if cards:
        with writing(out):
            out.write_bytes(
                asyncio.run(invitation_sheet(cards, catalog, "zh", per_page=int(per_page), doors=chosen))
            )
    _written(out, len(cards), as_json)


@click.command("posters", cls=Command, help="cli-enterprise-posters")
@_place
@_out
@option("--code", "codes", multiple=True, metavar="CREDIT_CODE", help="cli-option-codes")
@_doors
@bot_option
@as_json
def posters_(
    place: str, out: Path, codes: tuple[str, ...], doors: str | None, bot_name: str | None, as_json: bool
) -> None:
    """Print the posters by which workers report, a page for each enterprise."""
    from documents.qr_sheet import Card, poster_sheet

    settings, catalog = load_settings(), Catalog.load()
    bot, chosen = _code_of(settings, bot_name, doors)

    async def card(db: Connection, unit: UnitLine) -> Card:
        sign = await posters.ensure(db, CLI, current_time(), unit.id)
        note = catalog.say("qr-poster-note", "zh", place=unit.place)
        where = (await enterprises.get_enterprise(db, unit.id)).jurisdiction_id
        phones = tuple(one.line for one in await hotlines.published_at(db, where))
        links = links_to(f"r_{sign}", bot, settings.web_url)
        return Card(unit.name, note, links.through(chosen), phones)

    async def work(database: Database) -> list[Card]:
        async with database.read() as db:
            units = await _units(db, place, codes, registered=True)
        return await database.each(units, card)

    cards = on_database(work, settings)
    if cards:
        with writing(out):
            out.write_bytes(asyncio.run(poster_sheet(cards, catalog, "zh", doors=chosen)))
    _written(out, len(cards), as_json)


@click.command("requests", cls=Command, help="cli-enterprise-requests")
@_place
@as_json
def requests_(place: str, as_json: bool) -> None:
    """List people who ask to join an enterprise."""

    async def work(db: Connection) -> tuple[RequestLine, ...]:
        return await join_requests.list_open(db, CLI, (await place_of(db, place)).id)

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda line: line.id),
            ListColumn("cli-head-person", lambda line: line.name),
            ListColumn("cli-head-own-telephone", lambda line: line.own_phone),
            ListColumn("cli-head-enterprise", lambda line: line.enterprise),
            ListColumn("cli-head-place", lambda line: line.place),
            ListColumn("cli-head-already-in", lambda line: line.phones),
            ListColumn("cli-head-telephone", lambda line: line.phone),
        ],
        "cli-empty-nobody-asks",
        as_json,
    )


@click.command(cls=Command, help="cli-enterprise-admit")
@click.argument("request_id", type=int, metavar="ID")
@option("--refuse", is_flag=True, help="cli-option-refuse")
@as_json
def admit(request_id: int, refuse: bool, as_json: bool) -> None:
    """Grant somebody's request to join (see `requests`), or refuse it; they are told."""

    async def work(db: Connection) -> bool:
        return await join_requests.decide(db, CLI, current_time(), request_id, grant=not refuse)

    done = facts(work, writes=True)
    granted = "cli-enterprise-refused" if refuse else "cli-enterprise-let-in"
    outcome(
        as_json, say(granted if done else "cli-enterprise-decided"), decided=done, granted=done and not refuse
    )


COMMANDS = (close, reopen, rename, move, merge, invitations, posters_, requests_, admit)


async def _units(
    db: Connection, place: str, codes: tuple[str, ...], *, registered: bool
) -> tuple[UnitLine, ...]:
    """The enterprises asked for: those named, or of the place; those nobody is in unless `registered`."""
    today = current_time().astimezone(load_settings().zone).date()
    where = (await place_of(db, place)).id
    if codes:
        ids = [(await known(db, code)).id for code in codes]
        return tuple([await office_units.get_unit(db, CLI, one, today) for one in ids])
    if not registered:
        return await office_units.list_unregistered(db, CLI, where, today, limit=100_000)
    units, _ = await office_units.list_units(db, CLI, where, today, limit=100_000)
    return units


def _written(out: Path, count: int, as_json: bool) -> None:
    if as_json:
        print_json({"codes": count, "file": str(out) if count else None})
    else:
        said = say("cli-enterprise-codes", file=out, count=count) if count else say("cli-enterprise-no-codes")
        click.echo(said)

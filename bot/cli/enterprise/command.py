"""`chenan enterprise`: lists enterprises and prints links by which people join; decides nothing itself."""

from __future__ import annotations

import click

from bot.cli.enterprise import keeping
from bot.cli.enterprise import records as enterprise_records
from bot.cli.enterprise.lists import import_, template
from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    bot_of,
    bot_option,
    credit_code_sentence,
    current_time,
    facts,
    outcome,
    place_of,
    print_list,
)
from bot.cli.which_campaign import campaign_if_open, campaign_option
from bot.cli.words import industry as industry_name
from bot.config import load_settings
from bot.links import links_to
from content.typed.credit_code import CreditCodeError, parse_credit_code
from storage.base.database import Connection
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.membership import invites
from storage.reports import posters
from storage.statistics import units as office_units
from storage.statistics.units import UnitLine
from storage.web import devices

_PAGE = 500


@click.group(cls=Group, help="cli-enterprise")
def enterprise() -> None:
    """Import, list, manage and invite enterprises."""


@enterprise.command("list", help="cli-enterprise-list")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-only-below")
@option("--search", default="", metavar="TEXT", help="cli-option-search")
@option("--all", "with_closed", is_flag=True, help="cli-option-all-closed")
@option("--step", type=click.Choice(office_units.STATES), help="cli-option-step")
@campaign_option
@as_json
def list_(
    place: str | None,
    search: str,
    with_closed: bool,
    step: str | None,
    campaign_id: int | None,
    as_json: bool,
) -> None:
    """List enterprises in the order they were added; with --step, only those at one step of a campaign."""
    if step is not None:
        _list_so_far(place, search, step, campaign_id, as_json)
        return
    if campaign_id is not None:
        raise click.UsageError(say("cli-error-campaign-step"))

    async def work(db: Connection) -> list[enterprises.EnterpriseLine]:
        where = (await place_of(db, place)).id if place is not None else None
        found: list[enterprises.EnterpriseLine] = []
        while page := await enterprises.list_enterprises(
            db,
            jurisdiction_id=where,
            text=search,
            state=None if with_closed else "active",
            after=found[-1].id if found else 0,
            limit=_PAGE,
        ):
            found += page
        return found

    lines = facts(work)
    print_list(
        lines,
        [
            ListColumn("cli-head-id", lambda line: line.id),
            ListColumn("cli-head-credit-code", lambda line: line.credit_code),
            ListColumn("cli-head-name", lambda line: line.name),
            ListColumn("cli-head-industry", lambda line: industry_name(line.industry)),
            ListColumn("cli-head-workers", lambda line: line.headcount),
            ListColumn("cli-head-jurisdiction", lambda line: line.jurisdiction_name),
            ListColumn("cli-head-state", lambda line: say("cli-enterprise-state", state=line.state)),
        ],
        "cli-empty-no-enterprise",
        as_json,
    )


def _list_so_far(place: str | None, search: str, step: str, campaign_id: int | None, as_json: bool) -> None:
    if place is None:
        raise click.UsageError(say("cli-error-step-place"))
    settings = load_settings()
    today = current_time().astimezone(settings.zone).date()

    async def work(db: Connection) -> tuple[UnitLine, ...]:
        where = (await place_of(db, place)).id
        campaign = await campaign_if_open(db, campaign_id, place)
        found, _ = await office_units.list_units(
            db, CLI, where, today, campaign, text=search, state=step, limit=100_000
        )
        return found

    lines = facts(work, settings=settings)
    print_list(
        lines,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-name", lambda one: one.name),
            ListColumn("cli-head-jurisdiction", lambda one: one.place),
            ListColumn("cli-head-phones", lambda one: one.phones),
            ListColumn(
                "cli-head-form",
                lambda one: (
                    say("cli-form-state", state=one.check_state) if one.check_state else say("cli-form-none")
                ),
            ),
            ListColumn("cli-head-overdue", lambda one: one.overdue),
        ],
        "cli-empty-no-enterprise",
        as_json,
    )


enterprise.add_command(template)
enterprise.add_command(import_)
for _command in (*keeping.COMMANDS, *enterprise_records.COMMANDS):
    enterprise.add_command(_command)


@enterprise.command(help="cli-enterprise-invite")
@click.argument("credit_code")
@option("--name", help="cli-option-new-name")
@option("--industry", metavar="KEY", help="cli-option-industry")
@option("--headcount", type=int, help="cli-option-headcount")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-located")
@option("--address", default="", help="cli-option-address")
@option("--contact", default="", help="cli-option-contact")
@option("--phone", default="", help="cli-option-phone")
@bot_option
@as_json
def invite(
    credit_code: str,
    name: str | None,
    industry: str | None,
    headcount: int | None,
    place: str | None,
    address: str,
    contact: str,
    phone: str,
    bot_name: str | None,
    as_json: bool,
) -> None:
    """Print a link by which one person joins the enterprise with CREDIT_CODE; the first one is its owner.

    With --name, --industry, --headcount and --jurisdiction a new enterprise is put on the list first.
    --contact and --phone say whom to telephone where the bot reaches nobody, also of one on the list.
    """
    settings = load_settings()
    bot = bot_of(settings, bot_name)
    try:
        code = parse_credit_code(credit_code)
    except CreditCodeError as error:
        raise click.UsageError(credit_code_sentence(error)) from None

    async def work(db: Connection) -> tuple[str, invites.NewInvite]:
        found = await enterprises.find_enterprise(db, code)
        if found is not None and found.state != "active":
            raise click.ClickException(say("cli-error-enterprise-closed", name=found.name))
        if found is not None:
            id_, called = found.id, found.name
        elif name is None or industry is None or headcount is None or place is None:
            raise click.UsageError(say("cli-error-new-enterprise", code=code))
        else:
            _industry(industry)
            where = (await place_of(db, place)).id
            id_ = await registration.enlist(
                db, CLI, current_time(), name, code, industry, where, headcount, address
            )
            called = (await enterprises.get_enterprise(db, id_)).name
        if contact or phone:
            await registration.set_phone(db, CLI, current_time(), id_, contact, phone)
        return called, await invites.create(db, CLI, current_time(), "enterprise", id_)

    called, made = facts(work, writes=True, settings=settings)
    until = made.expires_at.astimezone(settings.zone)
    click.echo(say("cli-enterprise-invited", name=called, until=f"{until:%Y-%m-%d %H:%M}"), err=True)
    links = links_to(made.secret, bot, settings.web_url)
    said = "\n".join(filter(None, (links.telegram, links.page, links.both)))
    outcome(
        as_json, said, link=links.telegram, page=links.page, both=links.both, enterprise=called, until=until
    )


@enterprise.command("end-devices", help="cli-enterprise-end-devices")
@click.argument("credit_code")
@as_json
def end_devices(credit_code: str, as_json: bool) -> None:
    """Sign all who act for the enterprise with CREDIT_CODE out of the page, on all their devices."""
    try:
        code = parse_credit_code(credit_code)
    except CreditCodeError as error:
        raise click.UsageError(credit_code_sentence(error)) from None

    async def work(db: Connection) -> int:
        found = await enterprises.find_enterprise(db, code)
        if found is None:
            raise click.ClickException(say("cli-error-no-enterprise", code=code))
        return await devices.end_of_enterprise(db, CLI, current_time(), found.id)

    ended = facts(work, writes=True)
    outcome(as_json, say("cli-devices-ended", count=ended), ended=ended)


@enterprise.command(help="cli-enterprise-poster")
@click.argument("credit_code")
@bot_option
@as_json
def poster(credit_code: str, bot_name: str | None, as_json: bool) -> None:
    """Print the link for posters at the enterprise with CREDIT_CODE: an anonymous report begins there.

    It names the enterprise and nobody else, and stays the same, so that posters do.
    """
    settings = load_settings()
    bot = bot_of(settings, bot_name)
    try:
        code = parse_credit_code(credit_code)
    except CreditCodeError as error:
        raise click.UsageError(credit_code_sentence(error)) from None

    async def work(db: Connection) -> tuple[str, str]:
        found = await enterprises.find_enterprise(db, code)
        if found is None:
            raise click.ClickException(say("cli-error-no-enterprise", code=code))
        return found.name, await posters.ensure(db, CLI, current_time(), found.id)

    called, sign = facts(work, writes=True, settings=settings)
    click.echo(called, err=True)
    links = links_to(f"r_{sign}", bot, settings.web_url)
    said = "\n".join(filter(None, (links.telegram, links.page, links.both)))
    outcome(as_json, said, link=links.telegram, page=links.page, both=links.both, enterprise=called)


def _industry(key: str) -> None:
    from content.loader import load

    known = load().industries
    if key not in known:
        raise click.UsageError(say("cli-error-no-industry", code=key, known=", ".join(known)))

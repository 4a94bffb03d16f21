"""Taps on the home window: each leads to a task."""

from __future__ import annotations

from aiogram_dialog import DialogManager, StartMode

from bot.app import Context, context_of
from bot.dialogs.home.getters import past_checks
from bot.files.enterprise import send_form
from bot.privacy.first_aid import first_aid, is_emergency
from bot.states.exchange import IncidentSG, start_happened
from bot.states.people import (
    start_asked,
    start_history,
    start_home,
    start_overview,
)
from bot.ui.entering import leave_tips, open_self_check
from bot.ui.fragments import lines
from bot.ui.replies import account_of, renew_context, reply
from storage.base.errors import Stale
from storage.people import contacts
from storage.reports import tips


async def on_check(manager: DialogManager, item: str) -> None:
    """开始自查 or 继续自查, of the campaign on the button."""
    await open_self_check(manager, int(item) if item.isdigit() else None)


async def on_said(manager: DialogManager, text: str) -> None:
    """An owner who writes that something happened sees telephone numbers and first aid at once; anybody else
    is told first aid, and nothing of it is kept."""
    ctx = context_of(manager)
    is_owner = ctx.who is not None and ctx.who.enterprise_id is not None
    if is_owner and (says_happened(ctx, text) or is_emergency(ctx, text)):
        await start_happened(manager)
        return
    aid = first_aid(ctx) if is_emergency(ctx, text) else ""
    await reply(manager, lines(aid, ctx.say("input-buttons")))


def says_happened(ctx: Context, text: str) -> bool:
    """Whether a text says that an accident has happened, in the words of the button."""
    plain = "".join(text.split()).strip("。！!.,，")
    words = ctx.say("incident-said").split("|")
    return plain.lower() in {"".join(one.split()).lower() for one in words}


async def on_incidents(manager: DialogManager, item: str) -> None:
    """The accidents of one's own enterprise."""
    await manager.start(IncidentSG.own, mode=StartMode.RESET_STACK)


async def on_past(manager: DialogManager, item: str) -> None:
    """Send an earlier form as a PDF."""
    ctx = context_of(manager)
    found = await ctx.read(past_checks, ctx)
    one = next((one for one in found if one.id == int(item)), None)
    if one is None:
        raise Stale
    await send_form(manager, one.id, one.number)


async def on_asked(manager: DialogManager, item: str) -> None:
    """Open an officer's question during a review."""
    await start_asked(manager, int(item))


async def on_tip_on(manager: DialogManager, item: str) -> None:
    """Subscribe to the weekly safety tip, from the next one on."""
    ctx = context_of(manager)
    if ctx.app.tips is None:
        return
    issue = ctx.app.tips.issue(ctx.app.now(), ctx.app.zone)
    await ctx.write(tips.subscribe, account_of(manager).id, ctx.language, issue)


async def on_tip_off(manager: DialogManager, item: str) -> None:
    """Unsubscribe from it."""
    await leave_tips(manager)


async def on_overview(manager: DialogManager, item: str) -> None:
    """Open all items of the self-check on the button."""
    await start_overview(manager, int(item))


async def on_language(manager: DialogManager, item: str) -> None:
    """Set another language; of a person without a row it is remembered in memory only."""
    ctx = context_of(manager)
    if ctx.who is None:
        ctx.app.identities.set_language(account_of(manager).id, item)
    else:
        await ctx.act(contacts.set_language, item)
    await renew_context(manager)
    await start_home(manager)


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Work on another of one's enterprises."""
    ctx = context_of(manager)
    await ctx.act(contacts.switch_enterprise, int(item))
    await renew_context(manager)
    await start_home(manager)


async def on_history(manager: DialogManager, item: str) -> None:
    """Open the record of the enterprise."""
    await start_history(manager, context_of(manager).enterprise_id)

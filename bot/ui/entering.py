"""Entry points that several dialogs and handlers use."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.resume import at_hand
from bot.states.people import start_home, start_profile, start_self_check, start_submit
from bot.ui.replies import account_of
from storage.base.database import Connection
from storage.enterprises import registry as enterprises
from storage.reports import tips
from storage.self_checks import submissions
from storage.self_checks.state import SelfCheckState, load


async def open_self_check(manager: DialogManager, campaign_id: int | None = None) -> None:
    """Begin or continue: the profile first, then the next open question, or the submitted form.

    Of several campaigns the given one, else the first of `bot.resume.at_hand`: no form half done is hidden.
    """
    ctx = context_of(manager)
    if ctx.who is None or ctx.who.enterprise_id is None:
        await start_home(manager, "notice-join-first")
        return
    enterprise_id = ctx.who.enterprise_id
    async with ctx.app.database.read() as db:
        there = await at_hand(db, ctx, enterprise_id)
        enterprise = await enterprises.get_enterprise(db, enterprise_id)
    if not there:
        await start_home(manager, "notice-no-campaign")
        return
    campaign = next((one.campaign for one in there if one.campaign.id == campaign_id), there[0].campaign)
    if "n_workers" not in enterprise.facts:
        await start_profile(manager, then="check", campaign_id=campaign.id)
        return

    async def begin(db: Connection) -> SelfCheckState:
        begun = await submissions.start(db, ctx.actor, ctx.app.now(), enterprise_id, campaign.id)
        return await load(db, begun, ctx.app.known(begun))

    self_check = ctx.app.remember(await ctx.app.database.run(begin))
    self_check_id = self_check.id
    if self_check.state != "draft" or self_check.next_open() is None:
        await start_submit(manager, self_check_id)
    else:
        await start_self_check(manager, self_check_id)


async def leave_tips(manager: DialogManager) -> None:
    """Unsubscribe the person from the weekly tips."""
    ctx = context_of(manager)
    await ctx.write(tips.unsubscribe, account_of(manager).id)

"""Ending a campaign: the open work and what becomes of it, its name typed, a reason; and the way back."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.campaign.plan import Plan, plan_of
from bot.states.campaigns import CampaignSG
from bot.states.offices import start_office
from bot.ui.confirmation import is_as_shown, show
from bot.ui.fragments import lines
from bot.ui.replies import reply
from storage.base.database import Connection
from storage.base.errors import Stale
from storage.changes import campaign_ending
from storage.changes.campaign_ending import Ending

# --- handlers ---------------------------------------------------------------------------------------


def plain(name: str) -> str:
    """A name reduced for comparison: its letters and digits alone, whatever width, case or quotes."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


async def on_name(manager: DialogManager, text: str) -> None:
    """Compare the typed name of the campaign, in any language; then ask for the reason."""
    ctx = context_of(manager)
    plan = await ctx.read(plan_of, manager)
    if plain(text) not in set(map(plain, plan.pack.title.sentences)):
        await reply(manager, ctx.say("campaign-close-name-wrong", plan=_title(manager, plan)))
        return
    manager.dialog_data["ending"] = plan.id
    await manager.switch_to(CampaignSG.close_reason)


async def on_reason(manager: DialogManager, text: str) -> None:
    """End it, for this reason."""
    ctx = context_of(manager)

    async def work(db: Connection) -> bool:
        plan = await plan_of(db, manager)
        if plan.id is None or plan.id != manager.dialog_data.get("ending"):
            raise Stale
        left = await campaign_ending.look(db, ctx.actor, ctx.app.now(), plan.id)
        if not await is_as_shown(manager, plan.id, open_kinds(left)):
            return False
        await campaign_ending.close(db, ctx.actor, ctx.app.now(), plan.id, text)
        return True

    if await ctx.app.database.run(work):
        await start_office(manager, "campaign-closed")
    else:
        await manager.switch_to(CampaignSG.close)


async def on_reopen(manager: DialogManager, text: str) -> None:
    """Undo the end of the campaign, for this reason."""
    ctx = context_of(manager)

    async def work(db: Connection) -> bool:
        plan = await plan_of(db, manager)
        if plan.id is None:
            raise Stale
        if not await is_as_shown(manager, plan.id, plan.is_open):
            return False
        await campaign_ending.reopen(db, ctx.actor, ctx.app.now(), plan.id, text)
        return True

    if await ctx.app.database.run(work):
        await start_office(manager, "campaign-reopened")
    else:
        await manager.switch_to(CampaignSG.reopen)


# --- getters ----------------------------------------------------------------------------------------


def open_kinds(left: Ending) -> list[str]:
    """Names of what an end leaves open, without the counts: those change while the window is read."""
    return [name for name, count in asdict(left).items() if count]


def _title(manager: DialogManager, plan: Plan) -> str:
    return plan.pack.title.say(context_of(manager).language)


async def close_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the open work, and what becomes of each part."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        if plan.id is None or not plan.is_open:
            raise Stale
        left = await campaign_ending.look(db, ctx.actor, ctx.app.now(), plan.id)
    show(dialog_manager, plan.id, open_kinds(left))
    forms = left.not_started + left.drafts
    decisions = left.extensions + left.escalations
    return {
        "body": lines(
            ctx.say("campaign-close-head", plan=_title(dialog_manager, plan), place=plan.place),
            ctx.say("campaign-close-forms", count=forms, begun=left.drafts) if forms else "",
            ctx.say("campaign-close-reviews", count=left.unreviewed) if left.unreviewed else "",
            ctx.say("campaign-close-fixes", count=left.unfixed, overdue=left.overdue) if left.unfixed else "",
            ctx.say("campaign-close-accept", count=left.to_accept) if left.to_accept else "",
            ctx.say("campaign-close-decisions", count=decisions) if decisions else "",
            ctx.say("campaign-close-notices", count=left.notices) if left.notices else "",
            ctx.say("campaign-close-standing", count=left.standing) if left.standing else "",
            ctx.say("campaign-close-inspections", count=left.inspections) if left.inspections else "",
            ctx.say("campaign-close-after"),
            " ",
            ctx.say("campaign-close-ask", plan=_title(dialog_manager, plan)),
        )
    }


async def name_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the campaign's name."""
    plan = await context_of(dialog_manager).read(plan_of, dialog_manager)
    return {"plan": _title(dialog_manager, plan), "place": plan.place}


async def reopen_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the campaign that is reopened."""
    plan = await context_of(dialog_manager).read(plan_of, dialog_manager)
    show(dialog_manager, plan.id, plan.is_open)
    return {"plan": _title(dialog_manager, plan), "place": plan.place}

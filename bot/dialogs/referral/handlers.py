"""Handing a task up to an authority outside, step by step; recording the answer that comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.referral.getters import task_of, view_of
from bot.files.papers import send_referral
from bot.states.offices import ReferralSG, start_escalations
from bot.ui.evidence import hide_files, show_files
from bot.ui.incoming_files import receive_paper
from bot.ui.office_seat import office_today
from bot.ui.replies import put_below
from storage.base.errors import NotFound
from storage.reviews import referral_views, referrals
from storage.reviews.escalation_rights import outsiders_of
from storage.tables.referrals import OUTCOMES, WANTED


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open one, or the task to hand up, for those who may see it."""
    given = start_data if isinstance(start_data, dict) else {}
    if given.get("task") is not None:
        manager.dialog_data["task"] = int(given["task"])
        await task_of(manager)
    elif given.get("id") is not None:
        manager.dialog_data["id"] = int(given["id"])
        await view_of(manager)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open one."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(ReferralSG.one)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_files(manager)
    manager.dialog_data.pop("id", None)
    await manager.switch_to(ReferralSG.list)


async def on_tasks(manager: DialogManager, item: str) -> None:
    """Go back to the tasks."""
    await start_escalations(manager)


async def on_task(manager: DialogManager, item: str) -> None:
    """Go back to the task that was to be handed up."""
    await start_escalations(manager, int(manager.dialog_data["task"]))


# --- handing up -------------------------------------------------------------------------------------


async def on_to(manager: DialogManager, item: str) -> None:
    """Take an authority of the plan."""
    task = await task_of(manager)
    found = await context_of(manager).read(outsiders_of, task.self_check_id)
    name = next((one.name for one in found if one.code == item), None)
    if name is None:
        raise NotFound
    await on_to_typed(manager, name)


async def on_to_typed(manager: DialogManager, text: str) -> None:
    """Take the typed name of an authority."""
    manager.dialog_data["authority"] = referrals.check_authority(text)
    await manager.switch_to(ReferralSG.wanted)


async def on_wanted(manager: DialogManager, item: str) -> None:
    """Take what is asked for."""
    if item not in WANTED:
        raise NotFound
    manager.dialog_data["wanted"] = item
    await manager.switch_to(ReferralSG.day)


async def on_day(manager: DialogManager, when: date) -> None:
    """Take the day agreed for the answer; of one that was handed up, store it."""
    if "id" in manager.dialog_data:
        ctx = context_of(manager)
        await ctx.act(referrals.note, int(manager.dialog_data["id"]), answer_by=when, zone=ctx.app.zone)
        manager.dialog_data["notice"] = "referral-noted"
        await manager.switch_to(ReferralSG.one)
        return
    manager.dialog_data["due"] = when.isoformat()
    await manager.switch_to(ReferralSG.reason)


async def on_days(manager: DialogManager, item: str) -> None:
    """Take a number of days from today."""
    await on_day(manager, await office_today(manager) + timedelta(days=int(item)))


async def on_no_day(manager: DialogManager, item: str) -> None:
    """No day was agreed."""
    manager.dialog_data.pop("due", None)
    await manager.switch_to(ReferralSG.reason)


async def on_day_back(manager: DialogManager, item: str) -> None:
    """Go back from the day."""
    await manager.switch_to(ReferralSG.one if "id" in manager.dialog_data else ReferralSG.wanted)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Hand it up for the typed reason."""
    ctx, data = context_of(manager), manager.dialog_data
    due = date.fromisoformat(data["due"]) if data.get("due") else None
    given = (int(data["task"]), str(data["authority"]), str(data["wanted"]), text, due)
    data["id"] = await ctx.act(referrals.send, *given, zone=ctx.app.zone)
    data["notice"] = "referral-sent"
    await manager.switch_to(ReferralSG.one)


# --- what was handed up -----------------------------------------------------------------------------


async def on_print(manager: DialogManager, item: str) -> None:
    """Send the paper as PDF and Word."""
    await send_referral(manager, int(item))


async def on_number(manager: DialogManager, text: str) -> None:
    """Store the number of the paper (文号)."""
    ctx = context_of(manager)
    await ctx.act(referrals.note, int(manager.dialog_data["id"]), number=text, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "referral-noted"
    await manager.switch_to(ReferralSG.one)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Keep a page of the paper, or of the answer once there is one."""
    ctx = context_of(manager)
    await ctx.act(referrals.attach, int(manager.dialog_data["id"]), await receive_paper(message, ctx))
    manager.dialog_data["notice"] = "referral-file-kept"
    put_below(manager)


async def on_files(manager: DialogManager, item: str) -> None:
    """Show the files above the window."""
    ctx = context_of(manager)
    await show_files(manager, await ctx.read(referral_views.list_files, ctx.actor, int(item)))


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Withdraw it: the office decides its task again."""
    await context_of(manager).act(referrals.withdraw, int(item))
    manager.dialog_data["notice"] = "referral-taken-back"


# --- the answer -------------------------------------------------------------------------------------


async def on_outcome(manager: DialogManager, item: str) -> None:
    """Take what the authority decided."""
    if item not in OUTCOMES:
        raise NotFound
    manager.dialog_data["outcome"] = item
    await manager.switch_to(ReferralSG.answer_day)


async def on_correct(manager: DialogManager, item: str) -> None:
    """Put the recorded answer right: its outcome stays."""
    view = await view_of(manager)
    manager.dialog_data["outcome"] = view.outcome
    await manager.switch_to(ReferralSG.answer_day)


async def on_answer_day(manager: DialogManager, when: date) -> None:
    """Take the day of the answer."""
    manager.dialog_data["answered_on"] = when.isoformat()
    await manager.switch_to(ReferralSG.answer)


async def on_answer_today(manager: DialogManager, item: str) -> None:
    """It came today."""
    await on_answer_day(manager, await office_today(manager))


async def on_from(manager: DialogManager, text: str) -> None:
    """Another authority answered."""
    manager.dialog_data["from"] = referrals.check_authority(text)
    await manager.switch_to(ReferralSG.answer)


async def on_answer(manager: DialogManager, text: str) -> None:
    """Record the answer."""
    ctx, data = context_of(manager), manager.dialog_data
    view = await view_of(manager)
    given = (view.id, str(data["outcome"]), text, date.fromisoformat(str(data["answered_on"])))
    whose = str(data.get("from") or view.answered_from)
    await ctx.act(referrals.answer, *given, whose, zone=ctx.app.zone)
    ctx.app.orders.forget()
    data.pop("from", None)
    data["notice"] = "referral-answer-kept"
    await manager.switch_to(ReferralSG.one)

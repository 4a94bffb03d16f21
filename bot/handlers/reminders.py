"""Buttons under a digest. Each acts for the person who taps, on the subject it was shown for, and is
idempotent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import date

from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram_dialog import DialogManager, StartMode

from bot.app import Context, context_of
from bot.states.exchange import start_own_duties
from bot.states.offices import start_office
from bot.states.people import FindingSG, start_finding, start_self_check
from bot.ui.entering import open_self_check
from bot.ui.fragments import day
from bot.ui.replies import renew_context
from storage.base.errors import NotFound
from storage.enterprises import upkeeps
from storage.findings import views as finding_views
from storage.people import contacts
from storage.reminders import answers
from storage.self_checks import owed_photos


async def on_done(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the window that takes the photo of a rectification; a completed one is shown."""
    ctx = context_of(manager)
    try:
        view = await ctx.read(finding_views.get_finding, ctx.actor, subject)
    except NotFound as gone:  # withdrawn meanwhile, or not theirs: the digest stays where it is
        return ctx.say(gone.key)
    if view.is_contact:
        await work_on(manager, view.enterprise_id)
    if view.state == "open" and view.remedy_state == "open":
        start_data = {"id": subject, "back": "tasks", "fresh": False, "question": ""}
        await manager.start(FindingSG.after, start_data, mode=StartMode.RESET_STACK)
        return ""
    await start_finding(manager, subject, back="tasks")
    return ctx.say("reminder-done-already") if view.remedy_state == "done" else ""


async def on_bring(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the question whose photo is owed; if the photo has come, say so."""
    ctx = context_of(manager)
    try:
        view = await ctx.read(owed_photos.get_owed, ctx.actor, subject)
    except NotFound as gone:
        return ctx.say(gone.key)
    await work_on(manager, view.enterprise_id)
    await start_self_check(manager, view.self_check_id, question=view.question)
    return "" if view.is_open else ctx.say("reminder-brought-already")


async def on_check(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the self-check of that enterprise; of several campaigns that of the one on the button."""
    await work_on(manager, subject)
    await open_self_check(manager, int(extra) if extra.isdigit() else None)
    return ""


async def on_record(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the duties of that enterprise besides its form, to record that it was done."""
    await work_on(manager, subject)
    await start_own_duties(manager)
    return ""


async def on_office(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the office's home."""
    await start_office(manager)
    return ""


async def on_snooze(manager: DialogManager, subject: int, extra: str) -> str:
    """Put the reminders off until tomorrow."""
    ctx = context_of(manager)
    rules = [rule.code for rule in ctx.app.library.reminders if "snooze" in rule.buttons]
    tomorrow = await ctx.act(answers.snooze, subject, rules)
    said = ctx.say("reminder-snoozed", day=day(ctx, tomorrow))
    await relabel(manager, ctx.say("reminder-snoozed-short"))
    return said


async def on_mute(manager: DialogManager, subject: int, extra: str) -> str:
    """Mute the reminders, where the rules allow it."""
    ctx = context_of(manager)
    rules = [rule.code for rule in ctx.app.library.reminders if rule.mutable]
    await ctx.act(answers.mute, subject, rules)
    await relabel(manager, ctx.say("reminder-muted-short"))
    return ctx.say("reminder-muted")


async def on_kept(manager: DialogManager, subject: int, extra: str) -> str:
    """Record a recurring action as done today; an older button changes nothing."""
    ctx = context_of(manager)
    view = await ctx.act(upkeeps.mark_kept, subject, day_of(extra), ctx.app.today())
    await relabel(manager, f"✓ {_tapped(manager)}".replace("✓ ✓", "✓"))
    return ctx.say("reminder-kept-next", day=day(ctx, view.due_on))


async def work_on(manager: DialogManager, enterprise_id: int) -> None:
    """Switch to the enterprise a button is about.

    Raises:
        NotAllowed: the person does not act for it.
    """
    ctx: Context = context_of(manager)
    if ctx.who is not None and ctx.who.enterprise_id == enterprise_id:
        return
    await ctx.act(contacts.switch_enterprise, enterprise_id)
    await renew_context(manager)


def day_of(extra: str) -> date:
    """The day a button carries as 20270304; None for a button without one."""
    try:
        return date(int(extra[:4]), int(extra[4:6]), int(extra[6:8]))
    except ValueError:
        return date.min


def _tapped(manager: DialogManager) -> str:
    """The label of the tapped button."""
    for row in _keyboard(manager):
        for button in row:
            if button.callback_data == _data(manager):
                return button.text
    return ""


async def relabel(manager: DialogManager, text: str) -> None:
    """Mark the button itself as handled; it can still be tapped, and changes nothing then."""
    keyboard = [
        [
            button.model_copy(update={"text": text}) if button.callback_data == _data(manager) else button
            for button in row
        ]
        for row in _keyboard(manager)
    ]
    message = manager.event.message if isinstance(manager.event, CallbackQuery) else None
    if isinstance(message, Message) and keyboard != _keyboard(manager):
        with suppress(TelegramAPIError):  # too old to be edited: the toast says it too
            await message.edit_reply_markup(reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard))


def _data(manager: DialogManager) -> str:
    return (manager.event.data or "") if isinstance(manager.event, CallbackQuery) else ""


def _keyboard(manager: DialogManager) -> list[list[InlineKeyboardButton]]:
    message = manager.event.message if isinstance(manager.event, CallbackQuery) else None
    markup = message.reply_markup if isinstance(message, Message) else None
    return markup.inline_keyboard if markup else []


REMINDER_BUTTONS: Mapping[str, Callable[[DialogManager, int, str], Awaitable[str]]] = {
    "bring": on_bring,
    "check": on_check,
    "done": on_done,
    "kept": on_kept,
    "mute": on_mute,
    "office": on_office,
    "record": on_record,
    "snooze": on_snooze,
}

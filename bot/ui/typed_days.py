"""A typed day where one is to be chosen: repeated in full, confirmed unless it was absolute, then taken."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InlineKeyboardButton
from aiogram_dialog import DialogManager
from aiogram_dialog.api.internal import RawKeyboard
from aiogram_dialog.api.protocols import DialogProtocol
from aiogram_dialog.widgets.kbd import Keyboard

from bot.app import Context, context_of
from bot.ui.calendar import OnDay, answered, ask_about, asked_days, recall_asked
from bot.ui.fragments import days_left
from bot.ui.pickers import Pickers, day_picker
from bot.ui.replies import reply
from bot.ui.widgets import Words
from content.typed.days import Towards, TypedDay, parse_day

_YES_SPACE = re.compile(r"[\s。.!！，,、~～]+")
OnDays = Callable[[DialogManager, list[date]], Awaitable[None]]
Today = Callable[[DialogManager], Awaitable[date]]


async def app_today(manager: DialogManager) -> date:
    """Today in the installation's zone."""
    return context_of(manager).app.today()


def full_day(ctx: Context, when: date) -> str:
    """A day with its year and weekday."""
    return ctx.say("day-full", year=when.year, month=when.month, day=when.day, weekday=when.isoweekday())


def words_of(ctx: Context, key: str) -> list[str]:
    """Words of a catalog entry that may be typed, in all languages: `/` separates the words."""
    said = (ctx.app.catalog.say(key, language) for language in ctx.app.catalog.languages)
    return [word for one in said for word in one.split("/")]


def says_yes(ctx: Context, text: str) -> bool:
    """Whether the text confirms the question."""
    return _YES_SPACE.sub("", text).casefold() in words_of(ctx, "day-yes-words")


async def take_days(
    manager: DialogManager, days: list[TypedDay], on_days: OnDays, *, keep: bool = True
) -> None:
    """Repeat the understood days; take absolute ones, ask about all others."""
    ctx = context_of(manager)
    found = [one.day for one in days]
    said = ctx.say("day-to").join(full_day(ctx, one) for one in found)
    if all(one.absolute for one in days):
        await answered(manager)
        await reply(manager, ctx.say("day-understood", days=said))
        await on_days(manager, found)
        return
    await ask_about(manager, found, manager.current_context().state, keep=keep)
    left = days_left(ctx, found[0]) if len(found) == 1 else ""
    await reply(manager, ctx.say("day-asked", days=said, left=left, several="yes" if left == "" else "no"))


async def ask_later(manager: DialogManager, state: State, day: date) -> None:
    """Keep a day that was typed before it was asked for: the window of `state` will ask about it."""
    await ask_about(manager, [day], state, keep=True)


class DayYes(Keyboard):
    """The button that takes the days asked about; it carries them, so that it can take no others."""

    def __init__(self, id: str, on_days: OnDays) -> None:
        super().__init__(id=id)
        self.on_days = on_days

    async def _render_keyboard(self, data: dict[str, Any], manager: DialogManager) -> RawKeyboard:
        await recall_asked(manager)
        days = asked_days(manager)
        if not days:
            return []
        ctx = context_of(manager)
        said = ctx.say("day-to").join(
            ctx.say("day-short", year=one.year, month=one.month, day=one.day) for one in days
        )
        item = ".".join(one.isoformat() for one in days)
        text = ctx.say("day-yes", days=said)
        return [[InlineKeyboardButton(text=text, callback_data=self._item_callback_data(item))]]

    async def _process_item_callback(
        self, callback: CallbackQuery, data: str, dialog: DialogProtocol, manager: DialogManager
    ) -> bool:
        await answered(manager)
        await self.on_days(manager, [date.fromisoformat(one) for one in data.split(".")])
        return True


def typed_day(
    id: str,
    on_day: OnDay,
    towards: Towards = "future",
    *,
    today: Today = app_today,
    unclear: str = "finding-due-unclear",
    keep: bool = True,
) -> tuple[DayYes, Words]:
    """The two widgets of a window that takes a typed day: the confirmation, and the text input.

    `unclear`: the sentence for a text that is no day. `keep`: the question outlasts the dialog.
    """

    async def on_days(manager: DialogManager, days: list[date]) -> None:
        await on_day(manager, days[0])

    async def take(manager: DialogManager, text: str) -> None:
        ctx = context_of(manager)
        if says_yes(ctx, text) and (days := asked_days(manager)):
            await answered(manager)
            await on_days(manager, days)
            return
        now = await today(manager)
        found = parse_day(text, now, towards)
        if found is None:
            await reply(manager, ctx.say(unclear))
        elif not found.absolute and (key := _wrong_way(found.day, now, towards)):
            await reply(manager, ctx.say(key, day=full_day(ctx, found.day)))
        else:
            await take_days(manager, [found], on_days, keep=keep)

    async def pickers(manager: DialogManager) -> Pickers:
        now = None if towards == "either" else await today(manager)
        least, most = (now, None) if towards == "future" else (None, now)
        return Pickers((day_picker(manager, "picker-day", least, most),))

    return DayYes(f"{id}_yes", on_days), Words(take, numbers_too=True, pickers=pickers)


def _wrong_way(day: date, today: date, towards: Towards) -> str:
    """The sentence for a day on the wrong side of today; empty for a valid one."""
    if towards == "future" and day < today:
        return "day-is-over"
    return "day-is-ahead" if towards == "past" and day > today else ""

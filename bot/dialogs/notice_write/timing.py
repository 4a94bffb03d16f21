"""The time of a notice: at once, tomorrow morning, or on a day at an hour; and its validity.

Texts in notice.ftl.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from aiogram.types import Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.states.offices import NoticeWriteSG
from bot.ui.calendar import DayCalendar
from bot.ui.fragments import day
from bot.ui.notice_drafts import Draft, draft_id, load
from bot.ui.notices import moment
from bot.ui.pickers import an_hour
from bot.ui.replies import reply
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.calendar.quiet import END
from content.typed.moments import parse_hour
from storage.notices import drafts, sending

HOURS = ("08:30", "09:00", "10:00", "11:00", "14:00", "15:00", "16:00", "17:00", "19:00")

# --- handlers ---------------------------------------------------------------------------------------


async def _choose(manager: DialogManager, send_at: datetime | None) -> None:
    ctx = context_of(manager)
    await ctx.act(drafts.choose_time, draft_id(manager), send_at)
    await manager.switch_to(NoticeWriteSG.main)


async def on_now(manager: DialogManager, item: str) -> None:
    """Send it as soon as it is confirmed."""
    await _choose(manager, None)


async def on_morning(manager: DialogManager, item: str) -> None:
    """Send it the next morning, at the end of the quiet hours."""
    await _choose(manager, datetime.fromisoformat(item))


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Choose a day; the hour is asked next."""
    manager.dialog_data["day"] = chosen.isoformat()
    await manager.switch_to(NoticeWriteSG.time)


async def on_typed_day(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    if not await _is_past(manager, chosen):
        await on_day(manager, chosen)


async def _is_past(manager: DialogManager, chosen: date) -> bool:
    """Whether a day is over in the notice's time zone; if so, answer that."""
    if chosen >= await place_today(manager):
        return False
    await reply(manager, context_of(manager).say("notice-day-past"))
    return True


async def place_today(manager: DialogManager) -> date:
    """Today in the notice's time zone."""
    return (await load(manager)).today


async def on_hour(manager: DialogManager, item: str) -> None:
    """Choose an hour of the chosen day."""
    await _choose(manager, await _instant(manager, item))


async def on_hour_words(manager: DialogManager, text: str) -> None:
    """Take a typed hour: 9:30, 9.30, or with a word of the language."""
    if (hour := await _typed_hour(manager, text)) is not None:
        await on_hour(manager, hour)


async def _instant(manager: DialogManager, hour: str) -> datetime:
    """An hour of the chosen day, in UTC."""
    draft = await load(manager)
    chosen = date.fromisoformat(str(manager.dialog_data.get("day") or draft.today.isoformat()))
    return datetime.combine(chosen, time.fromisoformat(hour), draft.zone).astimezone(UTC)


async def _typed_hour(manager: DialogManager, text: str) -> str | None:
    """Parse a typed hour; answer a text that is none."""
    ctx = context_of(manager)
    hour = parse_hour(text, ctx.say("notice-time-words"))
    if hour is None:
        await _message(manager).answer(ctx.say("notice-time-unclear"))
    return hour


async def _end(manager: DialogManager, valid_until: datetime | None) -> None:
    ctx = context_of(manager)
    await ctx.act(drafts.choose_end, draft_id(manager), valid_until)
    await manager.switch_to(NoticeWriteSG.main)


async def on_until_none(manager: DialogManager, item: str) -> None:
    """Remove the end of its validity."""
    await _end(manager, None)


async def on_until_day(manager: DialogManager, chosen: date) -> None:
    """Choose the last day of its validity; the hour is asked next."""
    manager.dialog_data["day"] = chosen.isoformat()
    await manager.switch_to(NoticeWriteSG.until_time)


async def on_until_typed(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    if not await _is_past(manager, chosen):
        await on_until_day(manager, chosen)


async def on_until_hour(manager: DialogManager, item: str) -> None:
    """Choose the hour at which its validity ends."""
    await _end(manager, await _instant(manager, item))


async def on_until_words(manager: DialogManager, text: str) -> None:
    """Take a typed hour."""
    if (hour := await _typed_hour(manager, text)) is not None:
        await on_until_hour(manager, hour)


def _message(manager: DialogManager) -> Message:
    if not isinstance(manager.event, Message):
        raise TypeError("no message")
    return manager.event


# --- getters ----------------------------------------------------------------------------------------


def next_morning(draft: Draft, now: datetime) -> datetime:
    """The next end of the quiet hours, in UTC."""
    today = datetime.combine(draft.today, END, draft.zone).astimezone(UTC)
    if now < today:
        return today
    return datetime.combine(draft.today + timedelta(days=1), END, draft.zone).astimezone(UTC)


async def when_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The times offered."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    now = ctx.app.now()
    morning = next_morning(draft, now)
    begins = sending.may_go_from(draft.view, now, draft.zone)
    return {
        "morning": moment(ctx, morning, draft.zone),
        "morning_iso": morning.isoformat(),
        "quiet": begins > now,
        "begins": moment(ctx, begins, draft.zone),
        "until": until_shown(ctx, draft) or ctx.say("notice-until-none"),
    }


def until_shown(ctx: Context, draft: Draft) -> str:
    """The validity in words; empty for always."""
    until = draft.view.valid_until
    return "" if until is None else moment(ctx, until, draft.zone)


async def time_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The hours of the chosen day that are not over."""
    ctx, draft = context_of(dialog_manager), await load(dialog_manager)
    chosen = date.fromisoformat(str(dialog_manager.dialog_data.get("day") or draft.today.isoformat()))
    now = ctx.app.now()
    hours = [
        (hour, hour)
        for hour in HOURS
        if datetime.combine(chosen, time.fromisoformat(hour), draft.zone).astimezone(UTC) > now
    ]
    return {"day": day(ctx, chosen), "hours": hours}


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """when, day, time, until, until_time."""
    return [
        house_window(
            T("notice-when"),
            T("notice-when-quiet", when="quiet"),
            Tap(T("notice-when-now"), "now", on_now),
            Tap(T("notice-when-next"), "morning", on_morning, "morning_iso"),
            SwitchTo(T("notice-when-other"), "other_day", NoticeWriteSG.day),
            SwitchTo(T("notice-when-until"), "to_until", NoticeWriteSG.until),
            back_to("when_back", NoticeWriteSG.main),
            state=NoticeWriteSG.when,
            getter=when_getter,
        ),
        house_window(
            T("notice-day"),
            *typed_day("day_typed", on_typed_day, today=place_today, unclear="notice-day-unclear"),
            DayCalendar("day", on_day),
            back_to("day_back", NoticeWriteSG.when),
            state=NoticeWriteSG.day,
        ),
        house_window(
            T("notice-time"),
            Choices("hour", "hours", on_hour, width=3),
            back_to("time_back", NoticeWriteSG.day),
            Words(on_hour_words, numbers_too=True, pickers=an_hour()),
            state=NoticeWriteSG.time,
            getter=time_getter,
        ),
        house_window(
            T("notice-until"),
            *typed_day("until_typed", on_until_typed, today=place_today, unclear="notice-day-unclear"),
            DayCalendar("until_day", on_until_day),
            Row(
                back_to("until_back", NoticeWriteSG.when),
                Tap(T("notice-until-none"), "until_none", on_until_none),
            ),
            state=NoticeWriteSG.until,
        ),
        house_window(
            T("notice-until-time"),
            Choices("until_hour", "hours", on_until_hour, width=3),
            back_to("until_time_back", NoticeWriteSG.until),
            Words(on_until_words, numbers_too=True, pickers=an_hour()),
            state=NoticeWriteSG.until_time,
            getter=time_getter,
        ),
    ]

"""A calendar of future days, in the language of the conversation and by the app's clock. No texts here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import InlineKeyboardButton
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Calendar, CalendarConfig, CalendarScope, CalendarUserConfig
from aiogram_dialog.widgets.kbd.calendar_kbd import CalendarDaysView, CalendarScopeView
from aiogram_dialog.widgets.text import Text

from bot.app import context_of
from bot.ui.unfinished import Unfinished

FARTHEST = timedelta(days=730)
"""The last day offered, counted from today."""

ASKED = "day_asked"
"""Key of typed days that wait for a confirmation in a dialog's data, with state and subject of their
window."""
WAITING = Unfinished("day", (ASKED,))
_SUBJECTS = ("id", "q", "kind", "edit", "pack", "verdict")
"""Keys by which dialogs name what their window is about, in their start data or choices."""

_WEEKS_BESIDE_A_QUESTION = 4
"""Weeks a calendar shows beside a question: with the months, the names and the way back they fill the
screen."""

OnDay = Callable[[DialogManager, date], Awaitable[None]]


def asked_days(manager: DialogManager) -> list[date]:
    """The typed days this window asks about."""
    asked = manager.dialog_data.get(ASKED)
    here = (manager.current_context().state.state, _of(manager))
    if not asked or (asked["state"], asked.get("of")) != here:
        return []
    return [date.fromisoformat(one) for one in asked["days"].split(".")]


async def ask_about(manager: DialogManager, days: list[date], state: State, *, keep: bool) -> None:
    """Have the window of `state` ask about typed days; with `keep` also after another dialog, or a
    restart."""
    of = _of(manager)
    written = ".".join(one.isoformat() for one in days)
    manager.dialog_data[ASKED] = {"state": state.state, "of": of, "days": written}
    if keep:
        await WAITING.keep(manager, f"{state.state}.{of}")


async def recall_asked(manager: DialogManager) -> None:
    """Ask again about days typed for this subject and not confirmed."""
    if asked_days(manager):
        return
    state = manager.current_context().state.state
    manager.dialog_data.pop(ASKED, None)
    await WAITING.take_up(manager, f"{state}.{_of(manager)}")


async def answered(manager: DialogManager) -> None:
    """Clear the question: a day was taken."""
    asked = manager.dialog_data.pop(ASKED, None)
    if asked:
        await WAITING.forget(manager, f"{asked['state']}.{asked.get('of')}")


def _of(manager: DialogManager) -> str:
    started = manager.start_data if isinstance(manager.start_data, dict) else {}
    data = {**started, **manager.dialog_data}
    return ".".join(str(data[name]) for name in _SUBJECTS if data.get(name) is not None)


class _Said(Text):
    """A sentence formatted with the date of a cell."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        day: date = data["date"]
        return context_of(manager).say(
            self.key, year=day.year, month=day.month, day=day.day, weekday=day.isoweekday()
        )


class _Days(CalendarDaysView):
    """A month on at most eight rows: paging, names of the days, weeks that still have a day to choose.

    A long month omits the names where a typed day is asked about, to make room for the question.
    """

    async def _render_date_button(
        self, selected_date: date, today: date, data: dict[str, Any], manager: DialogManager
    ) -> InlineKeyboardButton:
        # `today` is the host's; the app's clock may run elsewhere (tests, the demo)
        return await super()._render_date_button(
            selected_date, context_of(manager).app.today(), data, manager
        )

    async def render(
        self, config: CalendarConfig, offset: date, data: dict[str, Any], manager: DialogManager
    ) -> list[list[InlineKeyboardButton]]:
        """The rows of the month of `offset`."""
        title = (await self._render_header(config, offset, data, manager))[0]
        title.callback_data = ""
        previous, _, following = await self._render_pager(config, offset, data, manager)
        weeks = await self._render_days(config, offset, data, manager)
        weeks = [week for week in weeks if any(cell.text.strip() for cell in week)]
        names = [await self._render_week_header(config, data, manager)]
        if asked_days(manager) and len(weeks) > _WEEKS_BESIDE_A_QUESTION:
            names = []
        return [[previous, title, following], *names, *weeks]


class DayCalendar(Calendar):
    """A calendar from today on, over two years; `on_day` gets the local day."""

    def __init__(self, id: str, on_day: OnDay, when: WhenCondition = None) -> None:
        super().__init__(id=id, when=when)
        self._on_day = on_day

    def _init_views(self) -> dict[CalendarScope, CalendarScopeView]:
        days = _Days(
            self._item_callback_data,
            date_text=_Said("calendar-day"),
            today_text=_Said("calendar-today"),
            weekday_text=_Said("calendar-weekday"),
            header_text=_Said("calendar-title"),
            prev_month_text=_Said("calendar-previous"),
            next_month_text=_Said("calendar-next"),
        )
        return dict.fromkeys(CalendarScope, days)

    async def _get_user_config(self, data: dict[str, Any], manager: DialogManager) -> CalendarUserConfig:
        today = context_of(manager).app.today()
        return CalendarUserConfig(min_date=today, max_date=today + FARTHEST)

    def get_offset(self, manager: DialogManager) -> date | None:
        """The month shown; the current one, where none was chosen or the chosen one is over."""
        today = context_of(manager).app.today()
        return max(super().get_offset(manager) or today, today)

    async def _handle_click_date(self, data: str, manager: DialogManager) -> None:
        await answered(manager)
        await self._on_day(manager, date(1970, 1, 1) + timedelta(seconds=int(data)))

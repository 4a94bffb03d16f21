"""The notices an enterprise's person got: the list, and each again in the chat. Texts in notice.ftl."""

from __future__ import annotations

from typing import cast

from aiogram import Bot
from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row

from bot.app import Context, context_of
from bot.states.offices import start_notices
from bot.states.people import ReceivedSG
from bot.ui.fragments import label_of
from bot.ui.notices import keyboard_of, moment, send
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import account_of, put_below
from bot.ui.widgets import Choices, T, Tap, going, paging
from bot.ui.window import house_window, to_home
from storage.base.errors import NotFound
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.reading import Received

PAGE = 6

# --- handlers ---------------------------------------------------------------------------------------


async def on_received(manager: DialogManager, item: str) -> None:
    """Show the notice on the button once more in the chat, with its button."""
    ctx, bot = context_of(manager), cast(Bot, manager.middleware_data["bot"])
    received = await _received(ctx)
    async with ctx.app.database.read() as db:
        one = next((one for one in received if one.copy_id == int(item)), None)
        if one is None:
            raise NotFound
        content = await notice_views.content(db, one.notice_id)
    await send(
        bot,
        account_of(manager).id,
        ctx,
        content,
        keyboard_of(ctx, content.template, one.copy_id, one.read_at),
    )
    put_below(manager)


# --- getter -----------------------------------------------------------------------------------------


async def _received(ctx: Context) -> tuple[Received, ...]:
    if ctx.who is None:
        return ()
    return await ctx.read(reading.list_received, ctx.who.person_id)


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the person's notices, newest first; unread ones are marked."""
    ctx = context_of(dialog_manager)
    received = await _received(ctx)
    choices = [
        (
            str(one.copy_id),
            label_of(
                ctx,
                "received-read" if one.read_at else "received-unread",
                "title",
                one.title,
                when=moment(ctx, one.sent_at, ctx.app.zone),
            ),
        )
        for one in received
    ]
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "unread": sum(one.read_at is None for one in received),
        "count": len(received),
        "is_empty": not received,
        "official": ctx.who is not None and ctx.who.staff_id is not None,
    }


# --- window -----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of ReceivedSG."""
    return Dialog(
        house_window(
            T("received-head"),
            T("received-none", when="is_empty"),
            Choices("received", "choices", on_received),
            paging("page", "page_"),
            Row(
                to_home(),
                Tap(T("received-own"), "own", going(start_notices), when="official"),
            ),
            state=ReceivedSG.list,
            getter=list_getter,
        )
    )

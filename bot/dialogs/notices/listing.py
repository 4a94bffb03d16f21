"""The notices of an office: waiting for release, one's own, scheduled and sent. Texts in notice.ftl."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row

from bot.app import context_of
from bot.dialogs.notices.case import label
from bot.states.offices import NoticesSG, start_notice_draft, start_notice_write, start_office
from bot.ui.fragments import lines, notice_lines
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, T, Tap, going, paging
from bot.ui.window import house_window
from storage.notices import views as notice_views
from storage.offices import staff

PAGE = 6

# --- handlers ---------------------------------------------------------------------------------------


async def on_notice(manager: DialogManager, item: str) -> None:
    """Open the notice on the button; a draft is continued."""
    ctx = context_of(manager)
    view = await ctx.read(notice_views.get, ctx.actor, int(item))
    if view.state == "draft":
        await start_notice_draft(manager, view.id, text=not view.body)
        return
    manager.dialog_data["id"] = view.id
    await manager.switch_to(NoticesSG.one)


# --- getter -----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The person's drafts, then the notices of the office and below; what waits for release comes first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        seat = await staff.current(db, ctx.actor)
        own = await notice_views.list_own(db, seat.person_id)
        office = await notice_views.list_of_office(db, ctx.actor, seat.jurisdiction_id)
    found = {line.id: line for line in (*own, *office)}
    order = {"waiting": 0, "sending": 1, "paused": 1, "draft": 2, "scheduled": 3}
    listed = sorted(found.values(), key=lambda line: (order.get(line.state, 4), -line.id))
    page = page_of(
        [(str(line.id), label(ctx, line)) for line in listed],
        turned_to(dialog_manager),
        PAGE,
    )
    waiting = sum(line.state == "waiting" for line in listed)
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("notices-head"),
            ctx.say("notices-waiting", count=waiting) if waiting else "",
            "" if listed else ctx.say("notices-none"),
        ),
        "may_write": seat.allows("notice.write"),
        **page,
    }


# --- window -----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """list."""
    return [
        house_window(
            Choices("notice", "choices", on_notice),
            paging("page", "page_"),
            Row(
                Tap(T("notices-office"), "office", going(start_office)),
                Tap(T("notices-write"), "write", going(start_notice_write), when="may_write"),
            ),
            state=NoticesSG.list,
            getter=list_getter,
        )
    ]

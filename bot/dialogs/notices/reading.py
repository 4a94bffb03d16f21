"""Reading of a notice: by place, and the enterprises that have not read it. Texts in notice.ftl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.dialogs.notices.case import notice_id, rights
from bot.states.offices import NoticesSG, start_units
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.paging import cut, turned_to
from bot.ui.widgets import Choices, Given, T, Tap, paging
from bot.ui.window import back_to, house_window
from content.registry import complete
from content.screen import shortened
from storage.notices import moves as notice_moves
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.views import ReachedBy

PLACES, UNREAD = 8, 6
"""Lines of a page."""
BY: Mapping[str, str] = complete(
    "bot.dialogs.notices.reading.BY", get_args(ReachedBy), {"any": "notice-by-any", "all": "notice-by-all"}
)
"""Labels of the button that changes which contacts count."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_count_by(manager: DialogManager, item: str) -> None:
    """Count an enterprise as reached by any of its contacts, or by all."""
    ctx = context_of(manager)
    by: ReachedBy = "all" if item == "all" else "any"
    await ctx.act(notice_moves.count_by, notice_id(manager), by)


async def on_unread_after(manager: DialogManager, item: str) -> None:
    """Show the enterprises after the one on the button."""
    manager.dialog_data["unread_after"] = int(item)


async def on_unit(manager: DialogManager, item: str) -> None:
    """Open an enterprise that has not read it; its back button leads here."""
    chosen = {"id": int(item), "notice": notice_id(manager), "unread_after": _after(manager)}
    await start_units(manager, chosen)


def _after(manager: DialogManager) -> int:
    """The id after which the list continues: as chosen here, or as one comes back to it."""
    start_data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return int(manager.dialog_data.get("unread_after", start_data.get("unread_after", 0)))


# --- getters ----------------------------------------------------------------------------------------


async def reading_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A line for each place with the number of its enterprises that have read it."""
    ctx, id_ = context_of(dialog_manager), notice_id(dialog_manager)
    async with ctx.app.database.read() as db:
        view = await notice_views.get(db, ctx.actor, id_)
        places = await reading.by_place(db, ctx.actor, id_)
    may, _releases = await rights(ctx, view)
    of_page, turned = cut(places, turned_to(dialog_manager, "places_page"), PLACES)
    read = sum(place.read for place in places)
    unread = sum(place.unread for place in places)
    shown = [
        ctx.say(
            "notice-reading-line",
            name=shortened(place.name, 9),
            read=place.read,
            reached=place.read + place.unread,
        )
        + (ctx.say("notice-reading-unreached", count=place.unreached) if place.unreached else "")
        for place in of_page
    ]
    return {
        "body": lines(
            ctx.say("notice-reading-head", title=view.title),
            ctx.say(
                "notice-reading-all",
                read=read,
                unread=unread,
                unreached=sum(place.unreached for place in places),
            ),
            *shown,
        ),
        "unread": unread,
        "has_unread": unread > 0,
        "has_unreached": any(place.unreached for place in places),
        "by": ctx.say(BY[view.reached_by]),
        "other_by": "any" if view.reached_by == "all" else "all",
        "may_count": may,
        **turned,
    }


async def unread_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Enterprises that have not read it, with their contacts to telephone."""
    ctx, id_ = context_of(dialog_manager), notice_id(dialog_manager)
    after = _after(dialog_manager)
    found = await ctx.read(reading.list_unread, ctx.actor, id_, after=after, limit=UNREAD + 1)
    shown = [
        f"{shortened(one.name, 14)} {one.contact} {one.phone}".strip()
        + ctx.say("notice-unread-place", place=shortened(one.place, 8))
        for one in found[:UNREAD]
    ]
    return {
        "body": lines(ctx.say("notice-unread-head"), *(shown or [ctx.say("notice-unread-none")])),
        "units": [(str(one.id), in_label(one.name)) for one in found[:UNREAD]],
        "next": str(found[UNREAD - 1].id if len(found) > UNREAD else 0),
        "has_next": len(found) > UNREAD,
        "first": "0",
        "has_first": after > 0,
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """reading, unread."""
    return [
        house_window(
            paging("places_page", "places_"),
            SwitchTo(T("notice-to-unread"), "to_unread", NoticesSG.unread, when="has_unread"),
            SwitchTo(T("notice-why"), "to_unreached", NoticesSG.unreached, when="has_unreached"),
            Tap(Given("by"), "count_by", on_count_by, "other_by", when="may_count"),
            back_to("reading_back", NoticesSG.one),
            state=NoticesSG.reading,
            getter=reading_getter,
        ),
        house_window(
            Choices("unit", "units", on_unit),
            Row(
                Tap(T("notice-unread-first"), "unread_first", on_unread_after, "first", when="has_first"),
                Tap(T("next"), "unread_next", on_unread_after, "next", when="has_next"),
            ),
            back_to("unread_back", NoticesSG.reading),
            state=NoticesSG.unread,
            getter=unread_getter,
        ),
    ]

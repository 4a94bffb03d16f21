"""Enterprises a notice did not get to, and why it did not, contact by contact. Texts in notice_why.ftl."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import context_of
from bot.dialogs.notices.case import notice_id
from bot.states.offices import NoticesSG, start_units
from bot.ui.fragments import lines
from bot.ui.labels import in_label
from bot.ui.notices import moment
from bot.ui.widgets import Choices, T, Tap
from bot.ui.window import back_to, house_window
from content.screen import fitted, shortened
from scheduler.messages.notice_words import not_meant_said, why_said
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.why import why
from storage.offices import jurisdictions

UNREACHED = 6
"""Lines of a page."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_unreached_after(manager: DialogManager, item: str) -> None:
    """Show the enterprises after the one on the button."""
    manager.dialog_data["unreached_after"] = int(item)


async def on_enterprise(manager: DialogManager, item: str) -> None:
    """Show why the notice did not reach this enterprise."""
    manager.dialog_data["why"] = int(item)
    await manager.switch_to(NoticesSG.why)


async def on_unit(manager: DialogManager, item: str) -> None:
    """Open the enterprise itself."""
    await start_units(manager, {"id": int(item)})


# --- getters ----------------------------------------------------------------------------------------


async def unreached_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the enterprises not reached, a page at a time."""
    ctx, id_ = context_of(dialog_manager), notice_id(dialog_manager)
    after = int(dialog_manager.dialog_data.get("unreached_after", 0))
    async with ctx.app.database.read() as db:
        view = await notice_views.get(db, ctx.actor, id_)
        found = await reading.list_unreached(db, ctx.actor, id_, after=after, limit=UNREACHED + 1)
    shown = found[:UNREACHED]
    return {
        "body": ctx.say("notice-why-head", title=view.title) if found else ctx.say("notice-why-none"),
        "units": [(str(one.id), in_label(one.name)) for one in shown],
        "next": str(shown[-1].id if len(found) > UNREACHED else 0),
        "has_next": len(found) > UNREACHED,
        "first": "0",
        "has_first": after > 0,
    }


async def why_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the enterprise's contacts, each with the reason it was not reached."""
    ctx = context_of(dialog_manager)
    enterprise_id = int(dialog_manager.dialog_data.get("why", 0))
    async with ctx.app.database.read() as db:
        now, id_ = ctx.app.now(), notice_id(dialog_manager)
        found = await why(db, ctx.actor, now, id_, enterprise_id, ctx.app.zone)
        zone = await jurisdictions.zone_of(db, found.notice.jurisdiction_id, ctx.app.zone)
    said = [
        ctx.say(
            "notice-why-line",
            name=shortened(one.name or ctx.say("notice-why-unnamed"), 10),
            role=one.role,
            answer=why_said(ctx.say, one, moment(ctx, one.at, zone) if one.at is not None else "–"),
        )
        for one in found.contacts
    ]
    return {
        "body": lines(
            ctx.say("notice-why-one", enterprise=shortened(found.enterprise, 20)),
            not_meant_said(ctx.say, found, ctx.say("list-comma")) if found.not_meant else "",
            fitted(*((line, "") for line in said)) if said else ctx.say("notice-why-nobody"),
        ),
        "enterprise": str(enterprise_id),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """unreached, why."""
    return [
        house_window(
            Choices("unreached_unit", "units", on_enterprise),
            Row(
                Tap(
                    T("notice-unread-first"), "unreached_first", on_unreached_after, "first", when="has_first"
                ),
                Tap(T("next"), "unreached_next", on_unreached_after, "next", when="has_next"),
            ),
            back_to("unreached_back", NoticesSG.reading),
            state=NoticesSG.unreached,
            getter=unreached_getter,
        ),
        house_window(
            Tap(T("notice-why-unit"), "why_unit", on_unit, "enterprise"),
            SwitchTo(T("notice-why-back"), "why_back", NoticesSG.unreached),
            state=NoticesSG.why,
            getter=why_getter,
        ),
    ]

"""Erasing all data of an enterprise, once the years of keeping are over."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window

from bot.app import context_of
from bot.dialogs.office.keeping import on_archive, unit_of
from bot.states.offices import UnitsSG
from bot.ui.confirmation import Confirm
from bot.ui.fragments import day
from bot.ui.replies import reply
from bot.ui.widgets import T, Tap
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.base.errors import Stale
from storage.changes import records as enterprise_records
from storage.installation import evidence_folder
from storage.offices import staff


async def on_erase(manager: DialogManager, item: str) -> None:
    """Erase all of it; the files are deleted after the commit."""
    ctx = context_of(manager)
    rules = ctx.app.library.reviews
    if rules is None or item != str(manager.dialog_data["id"]):
        raise Stale
    unit = await unit_of(manager)
    await evidence_folder.require_own(ctx.app.database, ctx.app.files)
    erased = await ctx.act(enterprise_records.erase, rules, unit.id, ctx.app.today(), wall=ctx.app.wall())
    await evidence_folder.delete(ctx.app.database, ctx.app.files, erased.files)
    ctx.app.identities.forget_everybody()
    await reply(manager, ctx.say("erase-done", enterprise=unit.name))
    await manager.switch_to(UnitsSG.list)


async def erase_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Whether it may be erased, or from which day on."""
    ctx = context_of(dialog_manager)
    unit = await unit_of(dialog_manager)
    rules = ctx.app.library.reviews
    name = shortened(unit.name, 30)
    may, day_from = False, None
    if rules is not None:
        async with ctx.app.database.read() as db:
            may = await staff.may(db, ctx.actor, enterprise_records.RIGHT, unit.jurisdiction_id, of=())
            day_from = await enterprise_records.erasable_on(db, rules, unit.id)
    due = day_from is not None and day_from <= ctx.app.today()
    if day_from is None:
        body = ctx.say("erase-is-open", enterprise=name)
    elif due:
        body = ctx.say("erase-ask", enterprise=name)
    else:
        body = ctx.say("erase-until", enterprise=name, day=day(ctx, day_from))
    return {
        "body": body,
        "item": str(unit.id),
        "due": may and due,
        "confirms": (unit.id, unit.jurisdiction_id, unit.check_state, day_from),
    }


def make_window() -> Window:
    """erase."""
    return house_window(
        Tap(T("archive-button"), "erase_archive", on_archive),
        Confirm(T("erase-yes"), "erase_yes", on_erase, "item", when="due"),
        back_to("erase_back", UnitsSG.keep),
        state=UnitsSG.erase,
        getter=erase_getter,
    )

"""Choosing a recurring date, recording it as done, stopping its reminders."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.upkeep.getters import dated_of, dates_by_kind, kind_of
from bot.files.enterprise import send_deadlines
from bot.states.people import UpkeepSG
from bot.ui.calendar import answered
from storage.base.database import Connection
from storage.enterprises import registry as enterprises
from storage.enterprises import upkeeps
from storage.reminders import answers


async def on_calendar(manager: DialogManager, item: str) -> None:
    """Send all days by which the enterprise owes something, for a calendar."""
    await send_deadlines(manager)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Open a kind; one without a day asks for it at once."""
    manager.dialog_data["kind"] = item
    known = item in await dates_by_kind(context_of(manager))
    await manager.switch_to(UpkeepSG.one if known else UpkeepSG.day)


async def on_back(manager: DialogManager, item: str) -> None:
    """Leave the question of the day: to its kind, or to the list where it has none yet."""
    known = kind_of(manager) in await dates_by_kind(context_of(manager))
    await manager.switch_to(UpkeepSG.one if known else UpkeepSG.list)


async def on_done_today(manager: DialogManager, item: str) -> None:
    """Record it as done today, for the time on the button."""
    ctx = context_of(manager)
    number, _, due = item.partition(".")
    await ctx.act(upkeeps.mark_kept, int(number), date.fromisoformat(due), ctx.app.today())


async def on_stop(manager: DialogManager, item: str) -> None:
    """End its reminders."""
    ctx = context_of(manager)
    await ctx.act(upkeeps.stop, int(item))


async def on_again(manager: DialogManager, item: str) -> None:
    """Start the reminders again, for the person and, where it was stopped, everybody."""
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        view = await upkeeps.get(db, ctx.actor, int(item))
        await answers.unmute(db, ctx.actor, ctx.app.now(), "upkeep", view.id)
        await upkeeps.set_last(
            db,
            ctx.actor,
            ctx.app.now(),
            view.enterprise_id,
            view.kind,
            view.last_on,
            view.every_months,
            ctx.app.today(),
        )

    await ctx.app.database.run(work)


async def on_today(manager: DialogManager, item: str) -> None:
    """Answer that it was done today."""
    await answered(manager)
    await keep(manager, item, context_of(manager).app.today())


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    await keep(manager, kind_of(manager), chosen)


async def keep(manager: DialogManager, kind: str, last_on: date) -> None:
    """Store the day of a kind for the person's enterprise."""
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        months = dated_of(ctx, kind).months(severe=bool(enterprise.facts.get("severe")))
        await upkeeps.set_last(
            db, ctx.actor, ctx.app.now(), ctx.enterprise_id, kind, last_on, months, ctx.app.today()
        )

    await ctx.app.database.run(work)
    manager.dialog_data["kind"] = kind
    await manager.switch_to(UpkeepSG.one)

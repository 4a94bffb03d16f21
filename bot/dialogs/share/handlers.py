"""Making a code, correcting the enterprise's data, leaving it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.enterprise import send_archive
from bot.memory import memory_of
from bot.states.people import ShareSG, start_home
from bot.ui.replies import renew_context, reply
from storage.base.database import Connection
from storage.base.errors import Invalid, Stale
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import registry as enterprises
from storage.membership import enterprise_contacts, invites


async def on_make_code(manager: DialogManager, item: str) -> None:
    """Make a code in place of the one shown (`item`: its invite's id, 0 for none)."""
    ctx = context_of(manager)
    if item != str(manager.dialog_data.get("invite", 0)):
        return  # tapped twice: the new code is there
    now = ctx.app.now()

    async def work(db: Connection) -> invites.NewInvite:
        for old in await invites.list_invites(db, now, ctx.enterprise_id):
            if old.kind == "share":
                await invites.revoke(db, ctx.actor, now, old.id)
        return await invites.create(db, ctx.actor, now, "share", ctx.enterprise_id)

    made = await ctx.app.database.run(work)
    memory_of(manager).codes.put(made.id, made.secret)
    manager.dialog_data["invite"] = made.id
    await manager.switch_to(ShareSG.code)


async def _correct(manager: DialogManager, write: Callable[[Connection, Context], Awaitable[None]]) -> None:
    """Store a correction and go back to the details; what is refused is answered, and asked for again."""
    ctx = context_of(manager)
    try:
        await ctx.app.database.run(lambda db: write(db, ctx))
    except Invalid as problem:
        await reply(manager, ctx.say(problem.key, **problem.values))
        return
    await manager.switch_to(ShareSG.details)


async def on_name(manager: DialogManager, text: str) -> None:
    """Correct the name."""

    async def write(db: Connection, ctx: Context) -> None:
        await enterprises.rename(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, text)

    await _correct(manager, write)


async def on_address(manager: DialogManager, text: str) -> None:
    """Correct the address; the place stays."""

    async def write(db: Connection, ctx: Context) -> None:
        place = (await enterprises.get_enterprise(db, ctx.enterprise_id)).jurisdiction_id
        await enterprise_keeping.move_own(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, place, text)

    await _correct(manager, write)


async def on_headcount(manager: DialogManager, text: str) -> None:
    """Correct the number of people."""

    async def write(db: Connection, ctx: Context) -> None:
        number = enterprises.read_headcount(text)
        await enterprises.set_headcount(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, number)

    await _correct(manager, write)


async def on_phone(manager: DialogManager, text: str) -> None:
    """Set or correct the telephone number."""

    async def write(db: Connection, ctx: Context) -> None:
        await enterprises.set_phone(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, text)

    await _correct(manager, write)


async def on_no_phone(manager: DialogManager, item: str) -> None:
    """Delete the number."""
    await on_phone(manager, "")


async def on_leave(manager: DialogManager, item: str) -> None:
    """Handle [退出]: leave the enterprise named on the screen."""
    ctx = context_of(manager)
    if item != str(ctx.enterprise_id):
        raise Stale
    await ctx.act(enterprise_contacts.leave, ctx.enterprise_id)
    await renew_context(manager)
    await start_home(manager, "share-left")


async def on_archive(manager: DialogManager, item: str) -> None:
    """Send all records of the enterprise, for its owner."""
    await send_archive(manager, context_of(manager).enterprise_id)

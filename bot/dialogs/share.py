"""The enterprise's people and data: share a code, correct what was registered, leave."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.files.enterprise import send_archive
from bot.memory import RememberingDialog, memory_of
from bot.states.people import ShareSG, start_home
from bot.ui.confirmation import Confirm
from bot.ui.fragments import lines
from bot.ui.paging import in_groups
from bot.ui.replies import renew_context, reply
from bot.ui.widgets import Given, T, Tap, Words, going
from bot.ui.window import house_window
from content.screen import shortened
from content.typed.numerals import parse_number
from storage.base.database import Connection
from storage.base.errors import Invalid, Stale
from storage.changes import own_enterprise
from storage.enterprises import registry as enterprises
from storage.membership import enterprise_contacts, invites
from storage.offices import jurisdictions
from storage.people import contacts as people

ROLES = {
    "owner": "share-role-owner",
    "member": "share-role-member",
}

# --- handlers ---------------------------------------------------------------------------------------


async def on_make_code(manager: DialogManager, item: str) -> None:
    """A new code in place of the one shown (`item`: its invite's id, 0 for none)."""
    ctx = context_of(manager)
    if item != str(manager.dialog_data.get("invite", 0)):
        return  # tapped twice: the new code is there
    now = ctx.app.now()
    async with ctx.app.database.begin() as db:
        for old in await invites.list_invites(db, now, ctx.enterprise_id):
            if old.kind == "share":
                await invites.revoke(db, ctx.actor, now, old.id)
        made = await invites.create(db, ctx.actor, now, "share", ctx.enterprise_id)
    memory_of(manager).codes.put(made.id, made.secret)
    manager.dialog_data["invite"] = made.id
    await manager.switch_to(ShareSG.code)


async def _correct(manager: DialogManager, write: Callable[[Connection, Context], Awaitable[None]]) -> None:
    """Store a correction and go back to the details; what is refused is answered, and asked for again."""
    ctx = context_of(manager)
    try:
        async with ctx.app.database.begin() as db:
            await write(db, ctx)
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
        await own_enterprise.move(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, place, text)

    await _correct(manager, write)


async def on_headcount(manager: DialogManager, text: str) -> None:
    """Correct the number of people."""

    async def write(db: Connection, ctx: Context) -> None:
        try:
            number = parse_number(text)
        except ValueError:
            raise Invalid("error-invalid-headcount") from None
        await enterprises.set_headcount(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, number)

    await _correct(manager, write)


async def on_phone(manager: DialogManager, text: str) -> None:
    """Say or correct the telephone number."""

    async def write(db: Connection, ctx: Context) -> None:
        await enterprises.set_phone(db, ctx.actor, ctx.app.now(), ctx.enterprise_id, text)

    await _correct(manager, write)


async def on_no_phone(manager: DialogManager, item: str) -> None:
    """Take the number away."""
    await on_phone(manager, "")


async def on_leave(manager: DialogManager, item: str) -> None:
    """[退出]: the enterprise that was named on the screen."""
    ctx = context_of(manager)
    if item != str(ctx.enterprise_id):
        raise Stale
    await ctx.act(enterprise_contacts.leave, ctx.enterprise_id)
    await renew_context(manager)
    await start_home(manager, "share-left")


async def on_archive(manager: DialogManager, item: str) -> None:
    """Send all records of the enterprise, for its owner."""
    await send_archive(manager, context_of(manager).enterprise_id)


# --- getters ----------------------------------------------------------------------------------------


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the enterprise's people, and one's own role."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        contacts = await people.list_contacts(db, ctx.enterprise_id)
    return {
        "body": lines(
            enterprise.name,
            ctx.say("share-phones", phones=len(contacts)),
            ctx.say(ROLES[_role(ctx)]),
        ),
        "invite": str(dialog_manager.dialog_data.get("invite", 0)),
        "owner": _role(ctx) == "owner",
    }


async def code_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The code and the link to pass on; only as long as this process remembers it."""
    ctx = context_of(dialog_manager)
    invite = int(dialog_manager.dialog_data.get("invite", 0))
    code = memory_of(dialog_manager).codes.get(invite)
    if code is None:
        return {"body": ctx.say("share-code-gone"), "invite": str(invite)}
    link = ctx.link(f"e_{code}")
    return {"body": ctx.say("share-code", code=in_groups(code), link=link), "invite": str(invite)}


async def details_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the registered data."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        place = await jurisdictions.path(db, enterprise.jurisdiction_id)
    industry = ctx.app.library.industries.get(enterprise.industry)
    return {
        "name": enterprise.name,
        "code": in_groups(enterprise.credit_code),
        "industry": industry.name.say(ctx.language) if industry else enterprise.industry,
        "town": " ".join(place[-3:]),
        "address": shortened(enterprise.address or ctx.say("join-empty")),
        "headcount": enterprise.headcount,
        "phone": enterprise.phone or ctx.say("join-empty"),
        "has_phone": bool(enterprise.phone),
    }


async def leave_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Whether one may leave, and what it means."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        contacts = await people.list_contacts(db, ctx.enterprise_id)
    owners = sum(one.role == "owner" for one in contacts)
    may = _role(ctx) != "owner" or owners > 1
    return {
        "body": ctx.say("share-leave-ask" if may else "share-leave-last", name=enterprise.name),
        "enterprise": str(enterprise.id),
        "may": may,
    }


def _role(ctx: Context) -> str:
    return ctx.who.role or "member" if ctx.who else "member"


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """People and data of the enterprise; codes just made are remembered in memory only."""
    return RememberingDialog(
        house_window(
            Given("body"),
            Tap(T("share-make"), "make", on_make_code, "invite"),
            SwitchTo(T("share-details"), "details", ShareSG.details),
            Tap(T("archive-button"), "archive", on_archive, when="owner"),
            SwitchTo(T("share-leave"), "leave", ShareSG.leave),
            Tap(T("share-home"), "home", going(start_home)),
            Words(),
            state=ShareSG.main,
            getter=main_getter,
        ),
        house_window(
            Given("body"),
            Tap(T("share-again"), "again", on_make_code, "invite"),
            SwitchTo(T("back"), "code_back", ShareSG.main),
            Words(),
            state=ShareSG.code,
            getter=code_getter,
        ),
        house_window(
            T("share-registered"),
            Row(
                SwitchTo(T("join-fix-name"), "edit_name", ShareSG.edit_name),
                SwitchTo(T("join-fix-address"), "edit_address", ShareSG.edit_address),
                SwitchTo(T("join-fix-headcount"), "edit_headcount", ShareSG.edit_headcount),
                SwitchTo(T("join-fix-phone"), "edit_phone", ShareSG.edit_phone),
            ),
            SwitchTo(T("back"), "details_back", ShareSG.main),
            Words(),
            state=ShareSG.details,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-name"),
            SwitchTo(T("back"), "name_back", ShareSG.details),
            Words(on_name),
            state=ShareSG.edit_name,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-address"),
            SwitchTo(T("back"), "address_back", ShareSG.details),
            Words(on_address),
            state=ShareSG.edit_address,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-headcount"),
            SwitchTo(T("back"), "headcount_back", ShareSG.details),
            Words(on_headcount, numbers_too=True),
            state=ShareSG.edit_headcount,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-phone"),
            Confirm(T("share-no-phone"), "no_phone", on_no_phone, when="has_phone"),
            SwitchTo(T("back"), "phone_back", ShareSG.details),
            Words(on_phone, numbers_too=True),
            state=ShareSG.edit_phone,
            getter=details_getter,
        ),
        house_window(
            Given("body"),
            Confirm(T("share-leave-yes"), "leave_yes", on_leave, "enterprise", when="may"),
            SwitchTo(T("back"), "leave_back", ShareSG.main),
            Words(),
            state=ShareSG.leave,
            getter=leave_getter,
        ),
    )

"""The enterprise's people, its share code and its data in words."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.memory import memory_of
from bot.ui.fragments import lines
from bot.ui.paging import in_groups
from content.screen import shortened
from storage.enterprises import registry as enterprises
from storage.offices import jurisdictions
from storage.people import contacts as people

ROLES = {
    "owner": "share-role-owner",
    "member": "share-role-member",
}


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
    """The code and the link to pass on; only while this process remembers it."""
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
    """Whether the person may leave, and the consequences."""
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

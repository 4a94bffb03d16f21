"""Registering an enterprise: the handlers of each screen's typed words and taps."""

from __future__ import annotations

from collections.abc import Callable

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.join import draft
from bot.states.people import JoinSG, start_home, start_profile
from bot.ui.looked_at import looked_at
from bot.ui.replies import account_of, renew_context, reply
from bot.ui.towns import read_towns, stepped_down, stepped_up
from content.typed.credit_code import CreditCodeError, parse_credit_code
from content.typed.industries import find_industries
from storage.base.database import Connection
from storage.base.errors import Conflict, Invalid, Stale
from storage.base.texts import visible
from storage.enterprises import join_requests, registration
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.people import contacts

TYPED_MOST = 60


async def on_back(manager: DialogManager, item: str) -> None:
    """Go one screen back."""
    await draft.go_back(manager)


async def on_town_back(manager: DialogManager, item: str) -> None:
    """Go from the places found to all, then one step up in the tree of places, then one screen back."""
    towns, _ = await read_towns(context_of(manager).app.database)
    if not stepped_up(manager.dialog_data, towns):
        await draft.go_back(manager)


async def on_keep(manager: DialogManager, item: str) -> None:
    """Leave a line unchanged."""
    await draft.go_on(manager)


async def on_keep_code(manager: DialogManager, item: str) -> None:
    """Leave the code unchanged, whatever was typed meanwhile."""
    manager.dialog_data["typed"] = manager.dialog_data["code"]
    await draft.go_on(manager)


async def on_name(manager: DialogManager, text: str) -> None:
    """Take the name as on the licence."""
    try:
        manager.dialog_data["name"] = enterprises.check_name(text)
    except Invalid as problem:
        await reply(manager, context_of(manager).say(problem.key))
        return
    await draft.go_on(manager)


async def on_credit_code(manager: DialogManager, text: str) -> None:
    """Take the code; a bad one stays on the screen with its mistake."""
    data = manager.dialog_data
    data["typed"] = text[:TYPED_MOST]
    data.pop("taken", None)
    try:
        code = parse_credit_code(text)
    except CreditCodeError:
        return
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        there = await enterprises.find_enterprise(db, code)
        own = await contacts.list_enterprises(db, ctx.who.person_id) if ctx.who else ()
    if there is not None and there.id not in {one.id for one in own}:
        data["taken"] = True
        return
    if there is not None and there.state == "active":
        await ctx.act(contacts.switch_enterprise, there.id)
        await draft.forget(manager)
        await renew_context(manager)
        await start_home(manager, "join-own")
        return
    data["code"] = code
    await draft.go_on(manager)


async def on_ask(manager: DialogManager, item: str) -> None:
    """[向安全办申请加入]: first under which number this person is reached."""
    await manager.switch_to(JoinSG.ask_phone)


async def on_ask_back(manager: DialogManager, item: str) -> None:
    """Go back to the code."""
    await manager.switch_to(JoinSG.credit_code)


async def on_ask_skip(manager: DialogManager, item: str) -> None:
    """Handle [跳过]: ask without a number."""
    await _ask(manager, "")


async def on_ask_phone(manager: DialogManager, text: str) -> None:
    """Take the typed number."""
    try:
        phone = enterprises.read_phone(text)
    except Invalid as problem:
        await reply(manager, context_of(manager).say(problem.key))
        return
    await _ask(manager, phone)


async def _ask(manager: DialogManager, own_phone: str) -> None:
    """Ask the office of the enterprise with the code on the screen."""
    ctx = context_of(manager)
    user = account_of(manager)
    code = parse_credit_code(str(manager.dialog_data["typed"]))
    name = user.full_name[:64]

    async def work(db: Connection) -> tuple[EnterpriseView | None, str]:
        await join_requests.ask(
            db,
            ctx.app.now(),
            user.id,
            ctx.language,
            code,
            name if visible(name) else ctx.say("join-contact"),
            own_phone,
            zone=ctx.app.zone,
        )
        there = await enterprises.find_enterprise(db, code)
        told = ""
        if there is not None:
            asked = (ctx.app.now(), there.jurisdiction_id)
            told = await looked_at(ctx, db, "outbox-join-asked", *asked)
        return there, told

    there, told = await ctx.app.database.run(work)
    await draft.forget(manager)
    await renew_context(manager)
    if there is not None:
        said = {"place": there.jurisdiction_name, "enterprise": there.name, "told": told}
        await reply(manager, ctx.say("join-asked", **said))
    await start_home(manager)


async def on_suggestion(manager: DialogManager, item: str) -> None:
    """Handle [改成 …]."""
    await on_credit_code(manager, item)


async def on_industry(manager: DialogManager, item: str) -> None:
    """Take an industry by its button; the town's screen is skipped where there is only one town."""
    ctx = context_of(manager)
    if item not in ctx.app.library.industries:
        raise Stale
    manager.dialog_data["industry"] = item
    towns, _ = await read_towns(ctx.app.database)
    manager.dialog_data["one_place"] = towns.only is not None
    if towns.only is not None:
        manager.dialog_data["place"] = towns.only
    await draft.go_on(manager)


async def on_industry_typed(manager: DialogManager, text: str) -> None:
    """Search industries by part of a name."""
    ctx = context_of(manager)
    if not find_industries(text, ctx.app.library.industries):
        await reply(manager, ctx.say("join-industry-none"))
        return
    manager.dialog_data.update(find=text[:TYPED_MOST], page=0)


async def on_all(manager: DialogManager, item: str) -> None:
    """Show all choices again, not only those found."""
    manager.dialog_data.pop("find", None)
    manager.dialog_data["page"] = 0


async def on_town(manager: DialogManager, item: str) -> None:
    """Open a place by its button, or take it where nothing is below it."""
    towns, _ = await read_towns(context_of(manager).app.database)
    if not stepped_down(manager.dialog_data, towns, int(item)):
        await on_here(manager, item)


async def on_here(manager: DialogManager, item: str) -> None:
    """Take this place itself, not one below it."""
    manager.dialog_data["place"] = int(item)
    await draft.go_on(manager)


async def on_town_typed(manager: DialogManager, text: str) -> None:
    """Search places by part of a name."""
    ctx = context_of(manager)
    towns, _ = await read_towns(ctx.app.database)
    if not towns.named(text.strip()):
        await reply(manager, ctx.say("join-town-none"))
        return
    manager.dialog_data.update(find=text.strip()[:TYPED_MOST], page=0)


async def _take(manager: DialogManager, name: str, read: Callable[[str], str | int], text: str) -> None:
    """Store a typed text after `read` parsed it and go on; if it is refused, answer and ask again."""
    try:
        manager.dialog_data[name] = read(text)
    except Invalid as problem:
        await reply(manager, context_of(manager).say(problem.key))
        return
    await draft.go_on(manager)


async def on_address(manager: DialogManager, text: str) -> None:
    """Take the typed address."""
    await _take(manager, "address", enterprises.check_address, text)


async def on_skip_address(manager: DialogManager, item: str) -> None:
    """Handle [跳过] of the address."""
    manager.dialog_data["address"] = ""
    await draft.go_on(manager)


async def on_headcount(manager: DialogManager, text: str) -> None:
    """Take the typed number of people, in whatever numerals."""
    await _take(manager, "headcount", enterprises.read_headcount, text)


async def on_phone(manager: DialogManager, text: str) -> None:
    """Take the typed telephone number."""
    await _take(manager, "phone", enterprises.read_phone, text)


async def on_skip_phone(manager: DialogManager, item: str) -> None:
    """Handle [跳过] of the telephone."""
    manager.dialog_data["phone"] = ""
    await draft.go_on(manager)


async def on_fix(manager: DialogManager, item: str) -> None:
    """Correct one line of the summary."""
    if item not in draft.SCREENS:
        raise Stale
    await draft.go(manager, item, fix=True)


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Handle [登记]: register the enterprise; continue with its profile."""
    ctx = context_of(manager)
    user = account_of(manager)
    data = manager.dialog_data
    if item != data["code"]:
        raise Stale
    name = user.full_name[:64]
    try:
        await ctx.write(
            registration.register,
            ctx.app.now(),
            user.id,
            ctx.language,
            data["name"],
            data["code"],
            data["industry"],
            data["place"],
            data["headcount"],
            data.get("address", ""),
            name if visible(name) else ctx.say("join-contact"),
            data.get("phone", ""),
        )
    except Conflict:  # somebody was quicker
        data.update(typed=data["code"], taken=True)
        await draft.go(manager, "credit_code", fix=True)
        return
    await draft.forget(manager)
    await renew_context(manager)
    await reply(manager, ctx.say("join-welcome", name=data["name"]))
    await start_profile(manager)

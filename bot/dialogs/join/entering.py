"""Joining an existing enterprise: by a deep link or a colleague's code. Registering is in `handlers`."""

from __future__ import annotations

import math
import re

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.join import draft
from bot.memory import memory_of
from bot.states.offices import start_staff_join
from bot.states.people import JoinSG, start_finding, start_home, start_profile
from bot.ui.replies import account_of, renew_context, reply
from bot.ui.towns import read_towns
from content.typed.numerals import digits_of
from storage.base.database import Connection
from storage.base.errors import Invalid, Stale
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.membership import invites
from storage.membership.invites import Peek
from storage.membership.staff_invites import hash_of_link

_LINK = re.compile(r"start=([A-Za-z0-9_-]{3,64})")

# --- handlers ---------------------------------------------------------------------------------------


async def on_register(manager: DialogManager, item: str) -> None:
    """Handle [企业登记]: only where there is a place to register in."""
    ctx = context_of(manager)
    towns, _ = await read_towns(ctx.app.database)
    if not towns.places:
        await reply(manager, ctx.say("join-no-town"))
        return
    await draft.begin(manager)
    await draft.go(manager, "name")


async def on_have_code(manager: DialogManager, item: str) -> None:
    """Handle [我有共享码]."""
    await manager.switch_to(JoinSG.code)


async def on_choose(manager: DialogManager, item: str) -> None:
    """Go back to the three ways in."""
    await manager.switch_to(JoinSG.choose)


async def on_code(manager: DialogManager, text: str) -> None:
    """Take a typed code, or a link pasted whole: show whose it is."""
    ctx = context_of(manager)
    link = _LINK.search(text)
    if link and link[1].startswith("s_"):
        await start_staff_join(manager, hash_of_link(link[1]))
        return
    secret = link[1] if link else digits_of(text)
    if not link and len(secret) != 8:
        await reply(manager, ctx.say("join-code-eight"))
        return
    try:
        await look(manager, secret)
    except Invalid as problem:
        key = "join-code-wrong" if problem.problem == "invite" else problem.key
        await reply(manager, ctx.say(key, **problem.values))
        return
    manager.dialog_data["invite"] = secret
    await manager.switch_to(JoinSG.invited)


async def on_accept(manager: DialogManager, item: str) -> None:
    """Join the enterprise shown on the screen."""
    ctx = context_of(manager)
    user = account_of(manager)
    secret = secret_of(manager)
    seen = await look(manager, secret)
    if str(seen.enterprise_id) != item:
        raise Stale

    async def work(db: Connection) -> tuple[invites.Accepted, EnterpriseView]:
        said = (ctx.app.now(), user.id, ctx.language, secret, user.full_name[:64])
        accepted = await invites.accept(db, *said)
        return accepted, await enterprises.get_enterprise(db, accepted.enterprise_id)

    accepted, enterprise = await ctx.app.database.run(work)
    await renew_context(manager)
    if accepted.finding_id is not None:
        await start_finding(manager, accepted.finding_id, back="home")
    elif seen.kind == "enterprise" and not seen.joined and not enterprise.phone:
        manager.dialog_data["enterprise"] = enterprise.id
        await manager.switch_to(JoinSG.own_phone)
    else:
        await _enter(manager, enterprise)


async def on_own_phone(manager: DialogManager, text: str) -> None:
    """Take the telephone number of the enterprise just joined."""
    ctx = context_of(manager)
    try:
        await ctx.act(enterprises.set_phone, _joined(manager), text)
    except Invalid as problem:
        await reply(manager, ctx.say(problem.key))
        return
    await on_enter(manager, "")


async def on_enter(manager: DialogManager, item: str) -> None:
    """[跳过], or the number is kept: on to the enterprise."""
    enterprise = await context_of(manager).read(enterprises.get_enterprise, _joined(manager))
    await _enter(manager, enterprise)


def _joined(manager: DialogManager) -> int:
    """The enterprise just joined. Raises Stale: works on another one by now."""
    joined: int = manager.dialog_data["enterprise"]
    if context_of(manager).enterprise_id != joined:
        raise Stale
    return joined


async def _enter(manager: DialogManager, enterprise: EnterpriseView) -> None:
    """Open home, or first its profile."""
    ctx = context_of(manager)
    if "n_workers" in enterprise.facts:
        await start_home(manager, "join-joined")
    else:
        await reply(manager, ctx.say("join-welcome", name=enterprise.name))
        await start_profile(manager)


# --- what is asked of storage -----------------------------------------------------------------------


def secret_of(manager: DialogManager) -> str:
    """The secret of the link one came by, or of the code typed here."""
    given = manager.start_data.get("invite") if isinstance(manager.start_data, dict) else ""
    return str(manager.dialog_data.get("invite") or given or "")


async def look(manager: DialogManager, secret: str) -> Peek:
    """The target of a link or code; wrong ones are counted in memory.

    Raises:
        Invalid: `invite`: it does not work; `invite-wait` (with `minutes`): too many wrong ones.
    """
    ctx = context_of(manager)
    user = account_of(manager)
    guesses = memory_of(manager).guesses
    now = ctx.app.now()
    if (wait := guesses.wait(user.id, now)) is not None:
        raise Invalid("error-invalid-invite-wait", minutes=math.ceil(wait.total_seconds() / 60))
    try:
        return await ctx.read(invites.peek, now, secret, user.id)
    except Invalid:
        guesses.wrong(user.id, secret, now)
        raise


async def invited_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The invite's enterprise, or the next step where it does not work."""
    ctx = context_of(dialog_manager)
    try:
        seen = await look(dialog_manager, secret_of(dialog_manager))
    except Invalid as problem:
        key = "join-invite-dead" if problem.problem == "invite" else problem.key
        return {"body": ctx.say(key, **problem.values), "works": False, "dead": True, "enterprise": ""}
    invited = "join-invited-finding" if seen.kind == "finding" else "join-invited-enterprise"
    return {
        "body": ctx.say("join-invited-joined" if seen.joined else invited, name=seen.enterprise_name),
        "works": True,
        "dead": False,
        "enterprise": str(seen.enterprise_id),
        "accept": ctx.say("join-enter" if seen.joined else "join-accept"),
    }

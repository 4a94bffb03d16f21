"""Handlers of the profile: ticks and typed words; the last screen stores it all at once."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.resume import at_hand
from bot.states.people import ProfileSG
from bot.ui.entering import open_self_check
from bot.ui.replies import reply
from bot.ui.sentences import number_typed
from bot.ui.unfinished import Unfinished
from content.profile_facts import (
    Filled,
    decide_facts,
    hazard_names,
    last_materials,
    preset,
    question,
)
from content.typed.numerals import says_none
from storage.base.database import Connection
from storage.base.errors import Invalid, Stale
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.self_checks import answers
from storage.self_checks.state import SelfCheckState

MATERIALS_MOST = 1000
_KEYS = ("enterprise", "uses", "situations", "materials", "last_materials")
_NUMBERS = ("n_workers", "n_exposed", "last_workers", "last_exposed")
ENTERED = Unfinished("profile", (*_KEYS, *_NUMBERS))

# --- the draft --------------------------------------------------------------------------------------


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Begin with the unfinished draft, else with last time's ticks, else with the industry's usual ones."""
    ctx = context_of(manager)
    if not await ENTERED.take_up(manager, ctx.enterprise_id):
        manager.dialog_data.update(await _preset(ctx))


async def _preset(ctx: Context) -> dict[str, Any]:
    enterprise = await ctx.read(enterprises.get_enterprise, ctx.enterprise_id)
    industry = ctx.app.library.industries.get(enterprise.industry)
    return {
        "enterprise": enterprise.id,
        "uses": list(preset(question(ctx.app.library, "uses"), enterprise.facts, industry)),
        "situations": list(preset(question(ctx.app.library, "situations"), enterprise.facts, None)),
        "materials": "",
        "last_materials": list(last_materials(enterprise.facts)),
        "n_workers": None,
        "n_exposed": None,
        "last_workers": int(enterprise.headcount),
        "last_exposed": enterprise.facts.get("n_exposed"),
    }


async def _remember(manager: DialogManager) -> None:
    await ENTERED.keep(manager, context_of(manager).enterprise_id)


# --- handlers ---------------------------------------------------------------------------------------


async def on_use(manager: DialogManager, item: str) -> None:
    """Tick or untick a use."""
    await _tick(manager, "uses", item)


async def on_situation(manager: DialogManager, item: str) -> None:
    """Tick or untick a situation."""
    await _tick(manager, "situations", item)


async def _tick(manager: DialogManager, key: str, item: str) -> None:
    """`item` holds the new state of the option, so that a double tap changes nothing: dust_work.1"""
    option, _, wanted = item.partition(".")
    asked = question(context_of(manager).app.library, key)
    if option not in {one.key for one in asked.options}:
        raise Stale
    ticked = {*manager.dialog_data[key], option} if wanted == "1" else {*manager.dialog_data[key]} - {option}
    manager.dialog_data[key] = [one.key for one in asked.options if one.key in ticked]
    await _remember(manager)


async def on_materials(manager: DialogManager, text: str) -> None:
    """Take names of materials, in one message or several; 没有 goes on."""
    if says_none(text) and not manager.dialog_data["materials"]:
        await manager.switch_to(ProfileSG.workers)
        return
    typed = "\n".join(filter(None, (manager.dialog_data["materials"], text.strip())))
    if len(typed) > MATERIALS_MOST:
        ctx = context_of(manager)
        await reply(manager, ctx.say("error-invalid-text-long", limit=MATERIALS_MOST, length=len(typed)))
        return
    manager.dialog_data["materials"] = typed
    await _remember(manager)


async def on_same_materials(manager: DialogManager, item: str) -> None:
    """Take the materials recognised last time again."""
    manager.dialog_data["materials"] = "\n".join(manager.dialog_data["last_materials"])
    await _remember(manager)


async def on_clear_materials(manager: DialogManager, item: str) -> None:
    """Clear the list."""
    manager.dialog_data["materials"] = ""
    await _remember(manager)


async def on_workers(manager: DialogManager, text: str) -> None:
    """Take the number of workers; typed, or last time's by its button."""
    data = manager.dialog_data
    try:
        data["n_workers"] = enterprises.read_headcount(text)
    except Invalid as error:
        await reply(manager, context_of(manager).say(error.key))
        return
    if (data["n_exposed"] or 0) > data["n_workers"]:
        data["n_exposed"] = None
    await _remember(manager)
    await manager.switch_to(ProfileSG.exposed)


def workers_of(manager: DialogManager) -> int | None:
    """The number of workers, once it is typed: no more are exposed."""
    number: int | None = manager.dialog_data["n_workers"]
    return number


async def on_exposed(manager: DialogManager, text: str) -> None:
    """Take the number of exposed workers; typed, or by a button."""
    ctx = context_of(manager)
    data = manager.dialog_data
    number = await number_typed(manager, text, "profile-exposed-unclear", most=data["n_workers"])
    if number is None:
        return
    if number > data["n_workers"]:
        await reply(manager, ctx.say("profile-exposed-many", number=number, workers=data["n_workers"]))
        return
    data["n_exposed"] = number
    await _remember(manager)
    await manager.switch_to(ProfileSG.situations)


async def on_done(manager: DialogManager, item: str) -> None:
    """Store the profile, with the enterprise and with its draft self-check; show the result."""
    ctx = context_of(manager)
    data = manager.dialog_data
    if data["enterprise"] != ctx.enterprise_id or data["n_workers"] is None or data["n_exposed"] is None:
        raise Stale
    filled = Filled(data["uses"], data["situations"], data["materials"], data["n_workers"], data["n_exposed"])
    await _keep(ctx, filled)
    await ENTERED.forget(manager, ctx.enterprise_id)
    await manager.switch_to(ProfileSG.result)


async def _keep(ctx: Context, filled: Filled) -> None:
    now, enterprise_id, library = ctx.app.now(), ctx.enterprise_id, ctx.app.library

    async def work(db: Connection) -> list[SelfCheckState]:
        enterprise: EnterpriseView = await enterprises.get_enterprise(db, enterprise_id)
        industry = library.industries.get(enterprise.industry)
        facts = decide_facts(library, industry, filled)
        hazards = hazard_names(library, industry, filled.materials)
        await enterprises.set_facts(db, ctx.actor, now, enterprise_id, facts, hazards)
        await enterprises.set_headcount(db, ctx.actor, now, enterprise_id, filled.n_workers)
        return [
            await answers.set_facts(db, ctx.actor, now, one.self_check.id, facts)
            for one in await at_hand(db, ctx, enterprise_id)
            if one.self_check is not None and one.self_check.state == "draft"
        ]

    for self_check in await ctx.app.database.run(work):
        ctx.app.remember(self_check)


async def on_check(manager: DialogManager, item: str) -> None:
    """Begin or continue the self-check of the campaign the profile was asked for."""
    started = manager.start_data if isinstance(manager.start_data, dict) else {}
    await open_self_check(manager, started.get("campaign"))

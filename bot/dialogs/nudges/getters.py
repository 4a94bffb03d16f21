"""The person's addresses, what they may add, and which number the office has of their enterprise."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import lines
from content.typed.nudge_addresses import masked, read_mobile
from storage.enterprises import registry as enterprises
from storage.nudges import addresses
from storage.nudges.addresses import EMAIL, SMS, WECOM, AddressLine

NAMES: Mapping[str, str] = {SMS: "nudge-name-sms", EMAIL: "nudge-name-email", WECOM: "nudge-name-wecom"}
ASKS: Mapping[str, str] = {SMS: "nudge-ask-sms", EMAIL: "nudge-ask-email", WECOM: "nudge-ask-wecom"}
ADDS: Mapping[str, str] = {SMS: "nudge-add-sms", EMAIL: "nudge-add-email", WECOM: "nudge-add-wecom"}


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The addresses there are, each with a button that removes it; the kinds that may be added."""
    ctx = context_of(dialog_manager)
    person_id = ctx.actor.person_id or 0
    async with ctx.app.database.read() as db:
        found = await addresses.list_addresses(db, person_id)
        has_seat = await addresses.has_seat(db, person_id)
    kinds = [kind for kind in ctx.app.nudge_kinds if kind != WECOM or has_seat]
    waiting = [one for one in found if not one.confirmed]
    return {
        "body": lines(
            ctx.say("nudge-head"),
            " ",
            *(_line(ctx, one) for one in found),
            ctx.say("nudge-none") if not found else "",
        ),
        "addresses": [
            (str(one.id), ctx.say("nudge-remove", address=masked(one.kind, one.address))) for one in found
        ],
        "kinds": [(kind, ctx.say(ADDS[kind])) for kind in kinds],
        "waiting": [(str(one.id), ctx.say("nudge-type-code")) for one in waiting if not one.failed][-1:],
    }


def _line(ctx: Context, one: AddressLine) -> str:
    key = "nudge-line-failed" if one.failed else "nudge-line" if one.confirmed else "nudge-line-waiting"
    return ctx.say(key, name=ctx.say(NAMES[one.kind]), address=masked(one.kind, one.address))


async def ask_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question for an address; for a telephone, whether to take the number the office has."""
    ctx, kind = context_of(dialog_manager), kind_of(dialog_manager)
    known = await known_phone(ctx) if kind == SMS else ""
    return {
        "body": lines(ctx.say(ASKS[kind]), " ", ctx.say("nudge-consent")),
        "known": [(known, ctx.say("nudge-known", address=masked(SMS, known)))] if known else [],
    }


async def code_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question for the code that was sent."""
    ctx = context_of(dialog_manager)
    line = await waiting_line(dialog_manager)
    if line is None:
        return {"body": ctx.say("nudge-code-gone")}
    return {
        "body": ctx.say(
            "nudge-code-ask", name=ctx.say(NAMES[line.kind]), address=masked(line.kind, line.address)
        )
    }


def kind_of(manager: DialogManager) -> str:
    """The kind of address that is being given."""
    kind = str(manager.dialog_data.get("kind", SMS))
    return kind if kind in NAMES else SMS


async def waiting_line(manager: DialogManager) -> AddressLine | None:
    """The address whose code is being asked for; None where it was removed meanwhile."""
    ctx, wanted = context_of(manager), int(manager.dialog_data.get("address", 0))
    found = await ctx.read(addresses.list_addresses, ctx.actor.person_id or 0)
    return next((one for one in found if one.id == wanted), None)


async def known_phone(ctx: Context) -> str:
    """The mobile number that the office has of the enterprise; "" where there is none, or several."""
    if ctx.who is None or ctx.who.enterprise_id is None:
        return ""
    async with ctx.app.database.read() as db:
        phone = (await enterprises.get_enterprise(db, ctx.who.enterprise_id)).phone
    try:
        return read_mobile(phone)
    except ValueError:
        return ""

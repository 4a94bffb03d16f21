"""Getters of the record of an enterprise. Reading only."""

from __future__ import annotations

from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.enterprise import history_words
from bot.ui.fragments import lines
from bot.ui.paging import nearest, page_read, turned_to
from content.screen import fitted, lines_of, shortened
from storage.enterprises import registry
from storage.history import reading
from storage.incidents.recording import KEEP
from storage.inspections import planning
from storage.offices import staff
from storage.people import contacts

PAGE = 6
MOST = 40
"""Characters of each text a person wrote."""


def enterprise_of(manager: DialogManager) -> int:
    """The enterprise of the record."""
    return int(cast(dict[str, Any], manager.start_data)["id"])


def came_from(manager: DialogManager) -> dict[str, Any] | None:
    """The search and page of the office's list one came from; None: the owner's pages."""
    found: dict[str, Any] | None = cast(dict[str, Any], manager.start_data).get("unit")
    return found


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the record, the newest first."""
    ctx = context_of(dialog_manager)
    enterprise_id = enterprise_of(dialog_manager)
    page = max(0, turned_to(dialog_manager))
    async with ctx.app.database.read() as db:
        history = await reading.read(db, ctx.actor, enterprise_id, skip=page * PAGE, limit=PAGE)
        if not history.events and history.total:
            page = nearest(page, history.total, PAGE)
            history = await reading.read(db, ctx.actor, enterprise_id, skip=page * PAGE, limit=PAGE)
        unit = await registry.get_enterprise(db, enterprise_id)
        is_office = history.reader == "office"
        place = unit.jurisdiction_id
        may_call = is_office and await staff.may(db, ctx.actor, "enterprise.call", place)
        may_write = is_office and await staff.may(db, ctx.actor, "notice.write", place, of=[enterprise_id])
        may_inspect = is_office and await staff.may(db, ctx.actor, planning.RIGHT, place, of=[enterprise_id])
        may_keep = is_office and await staff.may(db, ctx.actor, KEEP, place, of=[enterprise_id])
    turned = page_read([], page, history.total, PAGE)
    words = history_words(ctx, MOST)
    said = [ctx.say("history-line", day=words.day(event), said=words.say(event)) for event in history.events]
    head = ctx.say("history-head", enterprise=shortened(unit.name, 14))
    counted = ctx.say("history-count", total=history.total, page=turned["page"], pages=turned["pages"])
    return {
        **turned,
        "body": fitted(
            head,
            counted if history.total else ctx.say("history-none"),
            " ",
            *((one, _line(one)) for one in said),
        ),
        "item": str(enterprise_id),
        "total": history.total,
        "may_call": may_call,
        "may_write": may_write,
        "may_inspect": may_inspect,
        "may_keep": may_keep,
    }


def _line(text: str) -> str:
    """Text shortened to a line of a phone."""
    for most in range(44, 20, -1):
        line = shortened(text, most)
        if lines_of(line) == 1:
            return line
    return shortened(text, 20)


async def call_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Telephone number of the enterprise, and its people in the bot.

    Raises:
        NotAllowed: no seat that may call it.
    """
    ctx = context_of(dialog_manager)
    enterprise_id = enterprise_of(dialog_manager)
    async with ctx.app.database.read() as db:
        unit = await registry.get_enterprise(db, enterprise_id)
        await staff.require(db, ctx.actor, "enterprise.call", unit.jurisdiction_id)
        people = await contacts.list_contacts(db, enterprise_id)
    return {"body": lines(unit.name, _number(ctx, unit), *(_person(ctx, one) for one in people[:5]))}


def _number(ctx: Context, unit: registry.EnterpriseView) -> str:
    if not unit.phone:
        return ctx.say("history-call-none")
    return ctx.say("history-call-contact", whom=" ".join(filter(None, (unit.contact_name, unit.phone))))


def _person(ctx: Context, one: contacts.ContactLine) -> str:
    return ctx.say(
        "history-call-person", name=shortened(one.name, 20) or "–", reachable="yes" if one.reachable else "no"
    )

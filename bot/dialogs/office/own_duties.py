"""Duties of an enterprise besides its form and its rectifications: recorded with words and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from aiogram.types import Message
from aiogram_dialog import Dialog, DialogManager

from bot.app import Context, context_of
from bot.dialogs.office.recording import add, add_file, record_label
from bot.states.exchange import OwnDutiesSG, start_own_duties, start_record
from bot.states.people import start_more
from bot.ui.fragments import day, label_of
from bot.ui.incoming_files import PAPERS
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, Media, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window
from content.calendar.duties import of_enterprises
from content.model.pack import Duty
from content.screen import fitted, shortened
from storage.base.errors import Stale
from storage.campaigns import opening as campaigns
from storage.campaigns.dates import list_opened
from storage.enterprises import registry
from storage.exchange import record_views
from storage.exchange.record_views import Of

PAGE = 6
SHOWN = 3
"""Records shown under a duty."""


@dataclass(frozen=True, slots=True)
class Own:
    """A duty of the enterprise in a campaign; `due_on` None: no day. `count`: number of its records."""

    of: Of
    duty: Duty
    due_on: date | None
    count: int

    @property
    def item(self) -> str:
        """The callback item of its button: campaign and code."""
        return f"{self.of.campaign_id}.{self.of.code}"


async def owned(ctx: Context) -> list[Own]:
    """The duties of the enterprise the person works on in its open campaigns."""
    enterprise_id = ctx.enterprise_id
    async with ctx.app.database.read() as db:
        enterprise = await registry.get_enterprise(db, enterprise_id)
        there = await campaigns.list_for(db, enterprise_id)
        counted = await record_views.counts(db, ctx.actor, enterprise.jurisdiction_id, enterprise_id)
        days = {one.id: one.days for one in await list_opened(db, [one.id for one in there])}
    found = []
    for campaign in there:
        pack = ctx.app.library.packs.get(campaign.pack)
        for duty in of_enterprises(pack) if pack else ():
            of = Of(campaign.id, duty.code, enterprise.jurisdiction_id, enterprise_id=enterprise_id)
            due = days[campaign.id].duties.get(duty.code)
            found.append(Own(of, duty, due[0] if due else None, counted.get((campaign.id, duty.code), 0)))
    return found


async def chosen(manager: DialogManager) -> Own:
    """The duty of the window.

    Raises:
        Stale: the enterprise does not have it.
    """
    item = str(cast(dict[str, Any], manager.start_data or {}).get("item", ""))
    found = next((one for one in await owned(context_of(manager)) if one.item == item), None)
    if found is None:
        raise Stale
    return found


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open one of the enterprise's duties."""
    await start_own_duties(manager, item)


async def on_words(manager: DialogManager, text: str) -> None:
    """Record that it was done, with the typed sentence."""
    await add(manager, (await chosen(manager)).of, context_of(manager).app.today(), text)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Record that it was done, with a file."""
    await add_file(message, manager, (await chosen(manager)).of, context_of(manager).app.today())


async def on_record(manager: DialogManager, item: str) -> None:
    """Open a record of the duty."""
    await start_record(manager, int(item))


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The enterprise's own duties, with the number of records of each."""
    ctx = context_of(dialog_manager)
    found = await owned(ctx)
    choices = [
        (
            one.item,
            label_of(ctx, "own-duties-one", "title", one.duty.title.say(ctx.language), count=one.count),
        )
        for one in found
    ]
    return {**page_of(choices, turned_to(dialog_manager), PAGE), "total": len(found)}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A duty and its records."""
    ctx, one = context_of(dialog_manager), await chosen(dialog_manager)
    kept = await ctx.read(record_views.list_of, ctx.actor, one.of)
    quoted = [
        ctx.say("duties-written", written=shortened(one.duty.written, size), section=one.duty.source.section)
        for size in (80, 36)
    ]
    return {
        **page_of(
            [(str(each.id), record_label(ctx, each, ctx.app.today())) for each in kept],
            turned_to(dialog_manager, "records_page"),
            SHOWN,
        ),
        "body": fitted(
            one.duty.title.say(ctx.language),
            ctx.say("own-duties-due", day=day(ctx, one.due_on)) if one.due_on else ctx.say("duties-no-day"),
            tuple(quoted),
            " ",
            ctx.say("own-duties-how"),
        ),
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of OwnDutiesSG."""
    return Dialog(
        house_window(
            T("own-duties-head"),
            Choices("own", "choices", on_one),
            paging("page"),
            Tap(T("back"), "own_more", going(start_more)),
            state=OwnDutiesSG.list,
            getter=list_getter,
        ),
        house_window(
            Choices("record", "choices", on_record),
            paging("records_page", "records_"),
            back_to("own_back", OwnDutiesSG.list),
            Words(on_words),
            Media(on_file, PAPERS),
            state=OwnDutiesSG.one,
            getter=one_getter,
        ),
    )

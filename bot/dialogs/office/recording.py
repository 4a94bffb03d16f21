"""Records of duties in a chat: their titles, and creating one from words or a file."""

from __future__ import annotations

from datetime import date

from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode

from bot.app import Context, context_of
from bot.states.exchange import start_record
from bot.ui.fragments import label_of
from bot.ui.incoming_files import receive_paper
from content.model.base import Text
from content.model.pack import Duty, Rhythm, Source
from documents.words import plan_day
from storage.base.errors import Stale
from storage.exchange import records
from storage.exchange.record_views import Of, Record


def duty_of(ctx: Context, pack: str, code: str, decided: str = "") -> Duty:
    """A duty of a plan; where `decided` says so, a point of a meeting in the form of one.

    Raises:
        Stale: the plan does not have it.
    """
    if decided:
        said = Text.model_validate(dict.fromkeys(ctx.app.catalog.languages, decided))
        source = Source(section=ctx.say("meeting-decided-at"), lines="")
        return Duty(
            code=code,
            title=said,
            who="",
            to=None,
            what="other",
            rhythm=Rhythm.once,
            written=decided,
            source=source,
        )
    plan = ctx.app.library.packs.get(pack)
    found = next((one for one in plan.duties if one.code == code), None) if plan else None
    if found is None:
        raise Stale
    return found


def record_label(ctx: Context, record: Record, today: date) -> str:
    """A record on a button of its duty: its day, its state, its words."""
    when = plan_day(ctx.say, record.done_on, today, years=record.done_on.year != today.year)
    words = record.sentence or ctx.say("record-no-words")
    return label_of(ctx, "record-label", "words", words, day=when, state=record.state)


async def add(manager: DialogManager, of: Of, today: date, words: str) -> None:
    """Create a record with these words and show it, so that files can follow."""
    ctx = context_of(manager)
    record = await ctx.act(records.add, ctx.app.library, of, today, words)
    await start_record(manager, record, "record-noted", ShowMode.DELETE_AND_SEND)


async def add_file(message: Message, manager: DialogManager, of: Of, today: date) -> None:
    """Create a record with this file; the words under it become its text."""
    ctx = context_of(manager)
    file = await receive_paper(message, ctx)
    words = message.caption or ""
    record = await ctx.act(records.add, ctx.app.library, of, today, words)
    await ctx.act(records.attach, record, file)
    await start_record(manager, record, "record-noted", ShowMode.DELETE_AND_SEND)

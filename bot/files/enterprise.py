"""Files of one enterprise: its self-check form, all its records, QR codes for it and its workers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.sending import folder_for, send_file, show_making, too_large
from bot.ui.replies import account_of, put_below, reply
from documents.sheets import safe_name
from storage.enterprises import registry
from storage.membership import invites
from storage.offices import hotlines, jurisdictions
from storage.reminders import deadlines
from storage.reports import posters
from storage.statistics.units import UnitLine

if TYPE_CHECKING:
    from documents.papers.history_words import HistoryWords

MOST_WORDS = 60
"""Characters of a text in a calendar."""
MOST_INVITATIONS = 200
"""Most invitations on one sheet in the chat; the command line has no limit."""


async def send_form(
    manager: DialogManager, self_check_id: int, number: str | None, *, caption: str = "submit-pdf"
) -> None:
    """Send one form with the office's remarks (`number` None: a draft); name what could not be sent.

    `caption`: the sentence under a form that was handed in; an enterprise is asked to sign its own.

    Raises:
        NotAllowed: no seat that reaches its enterprise, and none of its people.
    """
    from documents.self_checks.facts import file_name, self_check_pdf

    ctx = context_of(manager)
    app = ctx.app
    try:
        await show_making(manager)
        pdf = await self_check_pdf(
            app.database,
            ctx.actor,
            self_check_id,
            library=app.library,
            catalog=app.catalog,
            files=app.files,
            zone=app.zone,
            today=app.today(),
        )
        said = ctx.say(caption, number=number) if number else ctx.say("submit-pdf-draft")
        await send_file(manager, pdf.data, file_name(pdf), said)
    except TelegramAPIError:
        bot: Bot = manager.middleware_data["bot"]
        await bot.send_message(account_of(manager).id, ctx.say("submit-pdf-failed"))
    put_below(manager)


async def send_archive(manager: DialogManager, enterprise_id: int) -> None:
    """Send all records of it in one ZIP, for its owner or its office.

    Raises:
        NotFound, NotAllowed: see `storage.changes.records.records`.
    """
    from documents.enterprises.archive import write_archive

    ctx = context_of(manager)
    app = ctx.app
    await show_making(manager, ctx.say("archive-making"))
    async with folder_for(manager, "archive.zip") as path:
        made = await write_archive(
            app.database,
            ctx.actor,
            enterprise_id,
            path,
            library=app.library,
            catalog=app.catalog,
            language=ctx.language,
            files=app.files,
            zone=app.zone,
            today=app.today(),
        )
        if (size := too_large(path)) is not None:
            await reply(manager, ctx.say("archive-large", size=size))
        else:
            caption = ctx.say("archive-caption", enterprise=made.enterprise)
            await send_file(manager, path, made.file_name, caption)


def history_words(ctx: Context, most: int) -> HistoryWords:
    """Words for events of an enterprise, in this person's language; `most`: see `HistoryWords`."""
    from documents.papers.history_words import HistoryWords

    return HistoryWords(ctx.app.library, ctx.app.catalog, ctx.language, ctx.app.zone, most)


async def send_history(manager: DialogManager, enterprise_id: int) -> None:
    """Send the record of an enterprise as a PDF, limited to what its reader may know.

    Raises:
        NotFound, NotAllowed: see `storage.history.reading.reader_of`.
    """
    from documents.papers.enterprise_history import MOST, history_pdf

    ctx = context_of(manager)
    await show_making(manager, ctx.say("history-making"))
    made = await history_pdf(
        ctx.app.database, ctx.actor, enterprise_id, words=history_words(ctx, MOST), today=ctx.app.today()
    )
    caption = ctx.say("history-caption", enterprise=made.enterprise, total=made.total)
    await send_file(manager, made.data, made.file_name, caption)


async def send_deadlines(manager: DialogManager, place_id: int | None = None) -> None:
    """Send the days by which the person's enterprise, or the office of a place, owes something, for a
    calendar.

    Raises:
        NotAllowed: see `storage.reminders.deadlines`.
    """
    from documents.calendar.deadlines import calendar_file

    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        if place_id is None:
            found = await deadlines.of_enterprise(db, ctx.actor, ctx.app.library, ctx.enterprise_id)
            name = (await registry.get_enterprise(db, ctx.enterprise_id)).name
        else:
            today = ctx.app.today()
            found = await deadlines.of_office(db, ctx.actor, ctx.app.library, place_id, today)
            name = (await jurisdictions.path(db, place_id))[-1]
    if not found:
        await reply(manager, ctx.say("deadline-none"))
        return
    words, host = history_words(ctx, MOST_WORDS), ctx.app.bot_name or "chenan"
    made = calendar_file(found, words, name=name, host=host, now=ctx.app.now())
    file = f"{safe_name(ctx.say('deadline-file', name=name))}.ics"
    await send_file(manager, made, file, ctx.say("deadline-caption", count=len(found)))


async def send_invitations(manager: DialogManager, units: Sequence[UnitLine]) -> None:
    """Send a new invitation for each of these enterprises, twenty on a page, or one alone on its page."""
    from documents.qr_sheet import Card, invitation_sheet

    ctx = context_of(manager)
    chosen = units[:MOST_INVITATIONS]
    now = ctx.app.now()
    made = await ctx.app.database.each(
        chosen, lambda db, unit: invites.create(db, ctx.actor, now, "enterprise", unit.id)
    )
    cards = []
    for unit, invite in zip(chosen, made, strict=True):
        until = ctx.app.local_day(invite.expires_at)
        note = ctx.say("qr-invite-note", place=unit.place, month=until.month, day=until.day)
        cards.append(Card(unit.name, note, ctx.link(invite.secret)))
    per_page = 1 if len(cards) == 1 else 20
    data = await invitation_sheet(
        cards, ctx.app.catalog, ctx.language, per_page=per_page, doors=ctx.app.doors
    )
    name = ctx.say("qr-file-invites", place=chosen[0].name if len(chosen) == 1 else chosen[0].place)
    await send_file(manager, data, f"{name}.pdf")
    if len(units) > MOST_INVITATIONS:
        await reply(manager, ctx.say("qr-most", most=MOST_INVITATIONS, all=len(units)))


async def send_poster(manager: DialogManager, unit: UnitLine) -> None:
    """Send the poster for the workers of an enterprise."""
    from documents.qr_sheet import Card, poster_sheet

    ctx = context_of(manager)
    code = await ctx.act(posters.ensure, unit.id)
    async with ctx.app.database.read() as db:
        place = (await registry.get_enterprise(db, unit.id)).jurisdiction_id
        phones = tuple(one.line for one in await hotlines.published_at(db, place))
    note = ctx.say("qr-poster-note", place=unit.place)
    card = Card(unit.name, note, ctx.link(f"r_{code}"), phones)
    data = await poster_sheet([card], ctx.app.catalog, ctx.language, doors=ctx.app.doors)
    await send_file(manager, data, f"{ctx.say('qr-file-posters', place=unit.name)}.pdf")

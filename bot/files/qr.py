"""QR codes for enterprises and workers, made as a PDF and sent to the office that prints them."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram import Bot
from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.ui.replies import account_of, reply
from storage.membership import invites
from storage.reports import posters
from storage.statistics.units import UnitLine

MOST = 200
"""So many on one sheet in the chat: at a desk there is no limit."""


async def send_invitations(manager: DialogManager, units: Sequence[UnitLine]) -> None:
    """A fresh invitation for each of these enterprises, twenty on a page, or one alone on its page."""
    from documents.qr_sheet import Card, invitation_sheet

    talk = talk_of(manager)
    chosen = units[:MOST]
    now = talk.app.now()
    made = await talk.app.database.each(
        chosen, lambda db, unit: invites.create(db, talk.actor, now, "enterprise", unit.id)
    )
    cards = []
    for unit, invite in zip(chosen, made, strict=True):
        until = talk.app.local_day(invite.expires_at)
        note = talk.say("qr-invite-note", place=unit.place, month=until.month, day=until.day)
        cards.append(Card(unit.name, note, talk.link(invite.secret)))
    per_page = 1 if len(cards) == 1 else 20
    data = await invitation_sheet(cards, talk.app.catalog, talk.language, per_page=per_page)
    name = talk.say("qr-file-invites", place=chosen[0].name if len(chosen) == 1 else chosen[0].place)
    await _send(manager, data, name)
    if len(units) > MOST:
        await reply(manager, talk.say("qr-most", most=MOST, all=len(units)))


async def send_poster(manager: DialogManager, unit: UnitLine) -> None:
    """The poster for the workers of an enterprise."""
    from documents.qr_sheet import Card, poster_sheet

    talk = talk_of(manager)
    async with talk.app.database.begin() as db:
        code = await posters.ensure(db, talk.actor, talk.app.now(), unit.id)
    card = Card(unit.name, talk.say("qr-poster-note", place=unit.place), talk.link(f"r_{code}"))
    data = await poster_sheet([card], talk.app.catalog, talk.language)
    await _send(manager, data, talk.say("qr-file-posters", place=unit.name))


async def _send(manager: DialogManager, data: bytes, name: str) -> None:
    bot: Bot = manager.middleware_data["bot"]
    await bot.send_document(account_of(manager).id, BufferedInputFile(data, f"{name}.pdf"))
    manager.show_mode = ShowMode.DELETE_AND_SEND

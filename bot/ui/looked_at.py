"""Tells a person when an office will hear of their request."""

from __future__ import annotations

from datetime import date, datetime

from bot.app import Context
from bot.ui.fragments import day
from storage.base.database import Connection
from storage.offices.mail_slots import slot


async def looked_at(
    ctx: Context, db: Connection, text_key: str, asked_at: datetime, place_id: int, due_on: date | None = None
) -> str:
    """The time at which a place's office hears of a request made at that instant, told by the message
    `text_key`."""
    zone = ctx.app.zone
    told = await slot(db, asked_at, text_key, {}, place_id, zone=zone, due_on=due_on)
    if told.not_before <= ctx.app.now():
        return ctx.say("mail-looked-at", at="now", day="")
    return ctx.say("mail-looked-at", at="later", day=day(ctx, told.not_before.astimezone(zone).date()))

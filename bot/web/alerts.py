"""Alerts to operators who have joined on the page."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.app import App
from storage.installation.health import DATABASE_SECONDS
from storage.nudges import queue as nudges
from storage.outbox.queue import TROUBLE
from storage.people.accounts import find_person
from storage.web import inbox


async def tell_on_page(app: App, address: int, text: str) -> None:
    """Put an alert into an operator's inbox, and tell them elsewhere that it waits, if they gave an address.

    It is lost while the database is away, when nothing can be put into an inbox.
    """
    with suppress(*TROUBLE):
        async with asyncio.timeout(DATABASE_SECONDS), app.database.begin() as db:
            body = {"text": text, "html": False, "mine": False}
            await inbox.append(db, app.now(), address, body, urgent=True)
            person_id = await find_person(db, address) if app.nudge_kinds else None
            if person_id is not None:
                await nudges.plan(db, app.now(), app.zone, person_id, urgent=True)

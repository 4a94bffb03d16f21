"""The list of enterprises a notice did not get to, sent into the chat as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiogram import Bot
from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import Talk, talk_of
from bot.ui.replies import account_of
from storage.base.errors import Invalid
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.reading import EnterpriseReading

if TYPE_CHECKING:
    from documents.unreachable import Call

_PORTION = 1000


async def send_unreached(manager: DialogManager, notice_id: int) -> None:
    """Send it; who may not telephone enterprises there gets it without numbers.

    Raises:
        NotFound, NotAllowed: see `notice_views.get`. Invalid: `notice-all-reached`.
    """
    from documents.unreachable import file_name, make_call_list

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    found: list[EnterpriseReading] = []
    async with talk.app.database.read() as db:
        view = await notice_views.get(db, talk.actor, notice_id)
        while portion := await reading.list_unreached(
            db, talk.actor, notice_id, after=found[-1].id if found else 0, limit=_PORTION
        ):
            found += portion
    if not found:
        raise Invalid("notice-all-reached")
    catalog, day = talk.app.catalog, talk.app.today()
    data = await asyncio.to_thread(
        make_call_list, catalog, talk.language, view.title, day, list(_calls(talk, found))
    )
    file = BufferedInputFile(data, file_name(catalog, talk.language, view.title, day))
    await bot.send_document(account_of(manager).id, file, caption=talk.say("calls-caption", count=len(found)))
    manager.show_mode = ShowMode.DELETE_AND_SEND


def _calls(talk: Talk, found: list[EnterpriseReading]) -> Iterator[Call]:
    from documents.unreachable import Call

    for one in found:
        industry = talk.app.library.industries.get(one.industry)
        kind = industry.name.say(talk.language) if industry else one.industry
        yield Call(one.name, one.place, kind, one.contact, one.phone, one.why)

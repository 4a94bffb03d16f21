"""The overview of an office, made as a picture and sent with the same in words below it."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.ui.office_seat import post_of
from bot.ui.replies import account_of
from storage.base.errors import NotFound
from storage.statistics import overviews
from storage.statistics.overviews import Overview


async def overview_of(manager: DialogManager) -> Overview:
    """The campaign open in one's place, there and below.

    Raises:
        NotFound: none is open.
    """
    talk = talk_of(manager)
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
        if post.campaign is None:
            raise NotFound
        return await overviews.overview(db, talk.actor, post.campaign.id, post.place_id, post.today)


async def send_overview(manager: DialogManager) -> None:
    """The picture, one tap away."""
    from documents.overview_chart import overview_png, overview_text

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    await bot.send_chat_action(chat, "upload_photo")
    view = await overview_of(manager)
    given = (view, talk.app.library, talk.app.catalog, talk.language)
    picture = BufferedInputFile(await overview_png(*given), "overview.png")
    await bot.send_photo(chat, picture, caption=overview_text(*given))
    manager.show_mode = ShowMode.DELETE_AND_SEND

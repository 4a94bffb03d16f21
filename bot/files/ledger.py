"""The ledger of an office, made and sent into the chat as a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Bot
from aiogram.types import FSInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.ui.office_seat import post_of
from bot.ui.replies import account_of, reply
from storage.base.errors import NotFound
from storage.statistics import ledger

LARGEST = 50 * 1024 * 1024
"""What a bot may send."""


async def send_ledger(manager: DialogManager) -> None:
    """Make the ledger of one's place and all below it and send it; first what is being made is said.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.ledger import write_ledger

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
        if post.campaign is None:
            raise NotFound
        of = await ledger.head(db, talk.actor, post.campaign.id, post.place_id)
    await reply(manager, talk.say("ledger-making", enterprises=of.enterprises, findings=of.findings))
    chat = account_of(manager).id
    await bot.send_chat_action(chat, "upload_document")
    with TemporaryDirectory(prefix="chenan-ledger-") as folder:
        path = Path(folder) / "ledger.xlsx"
        made = await write_ledger(
            talk.app.database,
            talk.actor,
            post.campaign.id,
            path,
            library=talk.app.library,
            catalog=talk.app.catalog,
            today=post.today,
            jurisdiction_id=post.place_id,
        )
        if (size := path.stat().st_size) > LARGEST:
            words = talk.say("ledger-large", size=size // 1024 // 1024, campaign=post.campaign.id)
            await reply(manager, words)
        else:
            caption = talk.say(
                "ledger-caption",
                place=of.place,
                enterprises=made.enterprises,
                findings=made.findings,
                reviews=made.reviews,
            )
            await bot.send_document(chat, FSInputFile(path, made.file_name), caption=caption)
    manager.show_mode = ShowMode.DELETE_AND_SEND

"""All records of an enterprise in one ZIP, made and sent into the chat."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Bot
from aiogram.types import FSInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.files.ledger import LARGEST
from bot.ui.replies import account_of, reply


async def send_archive(manager: DialogManager, enterprise_id: int) -> None:
    """Everything kept of it, for its owner or its office.

    Raises:
        NotFound, NotAllowed: see `enterprise_records.records`.
    """
    from documents.enterprise_archive import write_archive

    talk = talk_of(manager)
    app = talk.app
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    await reply(manager, talk.say("archive-making"))
    await bot.send_chat_action(chat, "upload_document")
    with TemporaryDirectory(prefix="chenan-archive-") as folder:
        path = Path(folder) / "archive.zip"
        made = await write_archive(
            app.database,
            talk.actor,
            enterprise_id,
            path,
            library=app.library,
            catalog=app.catalog,
            language=talk.language,
            files=app.files,
            zone=app.zone,
            today=app.today(),
        )
        if (size := path.stat().st_size) > LARGEST:
            await reply(manager, talk.say("archive-large", size=size // 1024 // 1024))
        else:
            caption = talk.say("archive-caption", enterprise=made.enterprise)
            await bot.send_document(chat, FSInputFile(path, made.file_name), caption=caption)
    manager.show_mode = ShowMode.DELETE_AND_SEND

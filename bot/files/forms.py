"""A self-check form as a PDF, or all of a campaign's in one ZIP, made and sent into the chat."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, FSInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.files.ledger import LARGEST
from bot.ui.office_seat import post_of
from bot.ui.replies import account_of, reply
from storage.base.errors import NotFound


async def send_form(
    manager: DialogManager, self_check_id: int, number: str | None, *, caption: str = "submit-pdf"
) -> None:
    """One form with what the office wrote on it (`number` None: a draft); what could not be sent is said.

    `caption`: the sentence under a form that was handed in; an enterprise is asked to sign its own.

    Raises:
        NotAllowed: no seat that reaches its enterprise, and none of its people.
    """
    from documents.self_check_facts import file_name, self_check_pdf

    talk = talk_of(manager)
    app = talk.app
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    try:
        await bot.send_chat_action(chat, "upload_document")
        pdf = await self_check_pdf(
            app.database,
            talk.actor,
            self_check_id,
            library=app.library,
            catalog=app.catalog,
            files=app.files,
            zone=app.zone,
            today=app.today(),
        )
        said = talk.say(caption, number=number) if number else talk.say("submit-pdf-draft")
        await bot.send_document(chat, BufferedInputFile(pdf.data, file_name(pdf)), caption=said)
    except TelegramAPIError:
        await bot.send_message(chat, talk.say("submit-pdf-failed"))
    manager.show_mode = ShowMode.DELETE_AND_SEND


async def send_forms(manager: DialogManager) -> None:
    """All forms of one's place and below in one ZIP; first what is being made is said.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.self_check_forms import write_forms

    talk = talk_of(manager)
    app = talk.app
    bot: Bot = manager.middleware_data["bot"]
    async with app.database.read() as db:
        post = await post_of(db, talk)
    if post.campaign is None:
        raise NotFound
    await reply(manager, talk.say("forms-making"))
    chat = account_of(manager).id
    await bot.send_chat_action(chat, "upload_document")
    with TemporaryDirectory(prefix="chenan-forms-") as folder:
        path = Path(folder) / "forms.zip"
        made = await write_forms(
            app.database,
            talk.actor,
            post.campaign.id,
            path,
            library=app.library,
            catalog=app.catalog,
            files=app.files,
            zone=app.zone,
            today=post.today,
            jurisdiction_id=post.place_id,
        )
        if not made.forms:
            await reply(manager, talk.say("forms-none"))
        elif (size := path.stat().st_size) > LARGEST:
            words = talk.say("forms-large", size=size // 1024 // 1024, campaign=post.campaign.id)
            await reply(manager, words)
        else:
            name = f"{talk.say('forms-file', place=post.path[-1])}.zip"
            caption = talk.say("forms-caption", forms=made.forms, places=made.places)
            await bot.send_document(chat, FSInputFile(path, name), caption=caption)
    manager.show_mode = ShowMode.DELETE_AND_SEND

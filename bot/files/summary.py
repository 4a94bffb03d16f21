"""A summary or monthly report of an office, made as PDF and Word and sent into the chat."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BufferedInputFile
from aiogram_dialog import DialogManager, ShowMode

from bot.app import talk_of
from bot.ui.replies import account_of, reply
from storage.statistics.summary_views import Contents


async def send_summary(manager: DialogManager, said: Contents) -> None:
    """Both files, above the window."""
    from documents.summary import summary_docx, summary_pdf
    from documents.summary_paper import summary_paper

    talk = talk_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    await reply(manager, talk.say("summary-making"))
    await bot.send_chat_action(chat, "upload_document")
    paper = summary_paper(said, talk.app.library, talk.app.catalog, talk.language)
    for ending, made in (("pdf", await summary_pdf(paper)), ("docx", await summary_docx(paper))):
        file = BufferedInputFile(made, f"{paper.file_name}.{ending}")
        await bot.send_document(chat, file, caption=talk.say("summary-caption", title=paper.title)[:1024])
    manager.show_mode = ShowMode.DELETE_AND_SEND

"""Files of an office: ledger, all forms, overview, summaries, the list of enterprises to be telephoned."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.files.sending import folder_for, send_file, show_making, too_large
from bot.ui.office_seat import Post, post_of
from bot.ui.replies import reply
from storage.base.errors import Invalid, NotFound
from storage.campaigns.views import OpenCampaign
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.reading import EnterpriseReading
from storage.statistics import ledger, overviews
from storage.statistics.overviews import Overview
from storage.statistics.summary_views import Contents

if TYPE_CHECKING:
    from documents.unreachable import Call

_PORTION = 1000


async def _looked_at(talk: Talk) -> tuple[Post, OpenCampaign]:
    """Where somebody talks from, and the campaign looked at there.

    Raises:
        NotFound: none is.
    """
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
    if post.campaign is None:
        raise NotFound
    return post, post.campaign


async def send_ledger(manager: DialogManager) -> None:
    """Make the ledger of one's place and all below it and send it; first what is being made is said.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.ledger import write_ledger

    talk = talk_of(manager)
    post, campaign = await _looked_at(talk)
    async with talk.app.database.read() as db:
        of = await ledger.head(db, talk.actor, campaign.id, post.place_id)
    await show_making(manager, talk.say("ledger-making", enterprises=of.enterprises, findings=of.findings))
    async with folder_for(manager, "ledger.xlsx") as path:
        made = await write_ledger(
            talk.app.database,
            talk.actor,
            campaign.id,
            path,
            library=talk.app.library,
            catalog=talk.app.catalog,
            today=post.today,
            jurisdiction_id=post.place_id,
        )
        if (size := too_large(path)) is not None:
            await reply(manager, talk.say("ledger-large", size=size, campaign=campaign.id))
            return
        caption = talk.say(
            "ledger-caption",
            place=of.place,
            enterprises=made.enterprises,
            findings=made.findings,
            reviews=made.reviews,
        )
        await send_file(manager, path, made.file_name, caption)


async def send_forms(manager: DialogManager) -> None:
    """All forms of one's place and below in one ZIP; first what is being made is said.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.self_check_forms import write_forms

    talk = talk_of(manager)
    app = talk.app
    post, campaign = await _looked_at(talk)
    await show_making(manager, talk.say("forms-making"))
    async with folder_for(manager, "forms.zip") as path:
        made = await write_forms(
            app.database,
            talk.actor,
            campaign.id,
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
        elif (size := too_large(path)) is not None:
            await reply(manager, talk.say("forms-large", size=size, campaign=campaign.id))
        else:
            name = f"{talk.say('forms-file', place=post.path[-1])}.zip"
            caption = talk.say("forms-caption", forms=made.forms, places=made.places)
            await send_file(manager, path, name, caption)


async def overview_of(manager: DialogManager) -> Overview:
    """The campaign open in one's place, there and below.

    Raises:
        NotFound: none is open.
    """
    talk = talk_of(manager)
    post, campaign = await _looked_at(talk)
    async with talk.app.database.read() as db:
        return await overviews.overview(db, talk.actor, campaign.id, post.place_id, post.today)


async def send_overview(manager: DialogManager) -> None:
    """The overview as a picture, with the same in words below it."""
    from documents.overview_chart import overview_png, overview_text

    talk = talk_of(manager)
    await show_making(manager, picture=True)
    given = (await overview_of(manager), talk.app.library, talk.app.catalog, talk.language)
    await send_file(manager, await overview_png(*given), "overview.png", overview_text(*given), picture=True)


async def send_summary(manager: DialogManager, said: Contents) -> None:
    """A summary or monthly report as PDF and as Word."""
    from documents.summary import summary_docx, summary_pdf
    from documents.summary_paper import summary_paper

    talk = talk_of(manager)
    await show_making(manager, talk.say("summary-making"))
    paper = summary_paper(said, talk.app.library, talk.app.catalog, talk.language)
    caption = talk.say("summary-caption", title=paper.title)
    for ending, made in (("pdf", await summary_pdf(paper)), ("docx", await summary_docx(paper))):
        await send_file(manager, made, f"{paper.file_name}.{ending}", caption)


async def send_unreached(manager: DialogManager, notice_id: int) -> None:
    """The enterprises a notice did not get to; who may not telephone enterprises there gets no numbers.

    Raises:
        NotFound, NotAllowed: see `notices.views.get`. Invalid: `notice-all-reached`.
    """
    from documents.unreachable import file_name, make_call_list

    talk = talk_of(manager)
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
    name = file_name(catalog, talk.language, view.title, day)
    await send_file(manager, data, name, talk.say("calls-caption", count=len(found)))


def _calls(talk: Talk, found: list[EnterpriseReading]) -> Iterator[Call]:
    from documents.unreachable import Call

    for one in found:
        industry = talk.app.library.industries.get(one.industry)
        kind = industry.name.say(talk.language) if industry else one.industry
        yield Call(one.name, one.place, kind, one.contact, one.phone, one.why)

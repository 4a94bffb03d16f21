"""Files of an office: ledger, all forms, overview, summaries, the list of enterprises to be telephoned."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.papers import head_of, send_paper
from bot.files.sending import folder_for, send_file, show_making, too_large
from bot.ui.office_seat import Post, post_of
from bot.ui.replies import reply
from storage.base.errors import Invalid, NotFound
from storage.campaigns.views import OpenCampaign
from storage.notices import reading
from storage.notices import views as notice_views
from storage.notices.reading import EnterpriseReading
from storage.reviews import measure_views, place_exposures
from storage.statistics import days, ledger, overviews, summary_views
from storage.statistics.overviews import Overview
from storage.statistics.summary_views import Contents

if TYPE_CHECKING:
    from documents.unreachable import Call

_PORTION = 1000


async def _looked_at(ctx: Context) -> tuple[Post, OpenCampaign]:
    """The office of the person, and the campaign looked at there.

    Raises:
        NotFound: none is.
    """
    post = await ctx.read(post_of, ctx)
    if post.campaign is None:
        raise NotFound
    return post, post.campaign


async def send_ledger(manager: DialogManager) -> None:
    """Send the ledger of the person's place and all below it; announce first what is being made.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.ledger import write_ledger

    ctx = context_of(manager)
    post, campaign = await _looked_at(ctx)
    of = await ctx.read(ledger.head, ctx.actor, campaign.id, post.place_id)
    await show_making(manager, ctx.say("ledger-making", enterprises=of.enterprises, findings=of.findings))
    async with folder_for(manager, "ledger.xlsx") as path:
        made = await write_ledger(
            ctx.app.database,
            ctx.actor,
            campaign.id,
            path,
            library=ctx.app.library,
            catalog=ctx.app.catalog,
            today=post.today,
            jurisdiction_id=post.place_id,
        )
        if (size := too_large(path)) is not None:
            await reply(manager, ctx.say("ledger-large", size=size, campaign=campaign.id))
            return
        caption = ctx.say(
            "ledger-caption",
            place=of.place,
            enterprises=made.enterprises,
            findings=made.findings,
            reviews=made.reviews,
        )
        await send_file(manager, path, made.file_name, caption)


async def send_sheet(manager: DialogManager, code: str) -> None:
    """Send a sheet in the columns that a superior's system asks for, of the person's place and below.

    Raises:
        NotFound: no campaign is open there, or no such sheet. NotAllowed: no seat with `ledger.export`.
    """
    from documents.columns import write_sheet

    ctx = context_of(manager)
    post, campaign = await _looked_at(ctx)
    wanted = next((one for one in ctx.app.library.columns if one.code == code), None)
    if wanted is None:
        raise NotFound
    await show_making(manager, ctx.say("columns-making"))
    async with folder_for(manager, "sheet.xlsx") as path:
        made = await write_sheet(
            ctx.app.database,
            ctx.actor,
            campaign.id,
            path,
            wanted,
            library=ctx.app.library,
            catalog=ctx.app.catalog,
            today=post.today,
            jurisdiction_id=post.place_id,
        )
        if (size := too_large(path)) is not None:
            await reply(manager, ctx.say("columns-large", size=size, code=code))
            return
        await send_file(manager, path, made.file_name, ctx.say("columns-caption", lines=made.lines))


async def send_forms(manager: DialogManager) -> None:
    """Send all forms of the person's place and below in one ZIP; announce first what is being made.

    Raises:
        NotFound: no campaign is open there. NotAllowed: no seat with `ledger.export`.
    """
    from documents.self_checks.forms import write_forms

    ctx = context_of(manager)
    app = ctx.app
    post, campaign = await _looked_at(ctx)
    await show_making(manager, ctx.say("forms-making"))
    async with folder_for(manager, "forms.zip") as path:
        made = await write_forms(
            app.database,
            ctx.actor,
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
            await reply(manager, ctx.say("forms-none"))
        elif (size := too_large(path)) is not None:
            await reply(manager, ctx.say("forms-large", size=size, campaign=campaign.id))
        else:
            name = f"{ctx.say('forms-file', place=post.path[-1])}.zip"
            caption = ctx.say("forms-caption", forms=made.forms, places=made.places)
            await send_file(manager, path, name, caption)


async def overview_of(manager: DialogManager, place_id: int | None = None) -> Overview:
    """The overview of the campaign open in the person's place, or in one below, and below it.

    Raises:
        NotFound: none is open.
    """
    ctx = context_of(manager)
    post, campaign = await _looked_at(ctx)
    return await ctx.read(overviews.overview, ctx.actor, campaign.id, place_id or post.place_id, post.today)


async def send_overview(manager: DialogManager, place_id: int | None = None) -> None:
    """Send the overview of a place, by default the office's own, as a picture with the same in words."""
    from documents.overview_chart import overview_png, overview_text

    ctx = context_of(manager)
    await show_making(manager, picture=True)
    view = await overview_of(manager, place_id)
    course = await ctx.read(days.course, view.campaign_id, view.place_id, view.day)
    given = (view, ctx.app.library, ctx.app.catalog, ctx.language, course)
    await send_file(manager, await overview_png(*given), "overview.png", overview_text(*given), picture=True)


async def send_briefing(manager: DialogManager, place_id: int) -> None:
    """Send the paper for a meeting about the campaign looked at, in a place and below.

    Raises:
        NotFound: no campaign. NotAllowed: no seat that reaches the place.
    """
    from documents.papers.briefing import briefing_facts, briefing_pdf

    ctx = context_of(manager)
    post, campaign = await _looked_at(ctx)
    await show_making(manager, ctx.say("briefing-making"))
    facts = await ctx.read(briefing_facts, ctx.actor, campaign.id, place_id, post.today)
    made, name = await briefing_pdf(facts, ctx.app.library, ctx.app.catalog, ctx.language)
    view = facts.view
    await send_file(manager, made, name, ctx.say("briefing-caption", place=view.place, day=view.day))


async def send_summary(manager: DialogManager, summary_id: int, said: Contents) -> None:
    """A summary or monthly report as PDF and as Word."""
    from documents.summary_paper import summary_paper

    ctx = context_of(manager)
    await show_making(manager, ctx.say("summary-making"))
    head, to = await ctx.read(summary_views.letterheads_of, summary_id)
    paper = summary_paper(said, ctx.app.library, ctx.app.catalog, ctx.language, head=head, to=to)
    await send_paper(manager, paper, head)


async def send_exposures(manager: DialogManager) -> None:
    """Send the enterprises to be named in public, as two people agreed: as text to copy, as PDF and as Word.

    Raises:
        NotFound: no campaign, or nobody. NotAllowed: no seat there.
    """
    from documents.papers.exposures import exposure_paper, exposure_texts

    ctx = context_of(manager)
    post, campaign = await _looked_at(ctx)
    found = await ctx.read(measure_views.list_exposed, ctx.actor, post.place_id, campaign.id)
    given = (ctx.actor, post.place_id, campaign.id)
    places = await ctx.read(place_exposures.list_exposures, *given, agreed=True)
    if not found and not places:
        raise NotFound
    await show_making(manager, ctx.say("exposure-making", count=len(found) + len(places)))
    head = await head_of(manager, post.place_id)
    told = (campaign.pack, head, post.today, ctx.app.library, ctx.app.catalog)
    paper = exposure_paper(found, *told, places=places)
    for part in exposure_texts(paper):
        await reply(manager, part)
    await send_paper(manager, paper, head)


async def send_unreached(manager: DialogManager, notice_id: int) -> None:
    """Send the enterprises a notice did not reach; people who may not telephone enterprises there get no
    numbers.

    Raises:
        NotFound, NotAllowed: see `notices.views.get`. Invalid: `notice-all-reached`.
    """
    from documents.unreachable import file_name, make_call_list

    ctx = context_of(manager)
    found: list[EnterpriseReading] = []
    async with ctx.app.database.read() as db:
        view = await notice_views.get(db, ctx.actor, notice_id)
        while portion := await reading.list_unreached(
            db, ctx.actor, notice_id, after=found[-1].id if found else 0, limit=_PORTION
        ):
            found += portion
    if not found:
        raise Invalid("error-invalid-notice-all-reached")
    catalog, day = ctx.app.catalog, ctx.app.today()
    data = await asyncio.to_thread(
        make_call_list, catalog, ctx.language, view.title, day, list(_calls(ctx, found))
    )
    name = file_name(catalog, ctx.language, view.title, day)
    await send_file(manager, data, name, ctx.say("calls-caption", count=len(found)))


def _calls(ctx: Context, found: list[EnterpriseReading]) -> Iterator[Call]:
    from documents.unreachable import Call

    for one in found:
        industry = ctx.app.library.industries.get(one.industry)
        kind = industry.name.say(ctx.language) if industry else one.industry
        yield Call(one.name, one.place, kind, one.contact, one.phone, one.why)

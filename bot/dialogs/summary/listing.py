"""The summaries of an office: of the whole campaign, one a month; and those filed by offices below."""

from __future__ import annotations

from datetime import date, datetime

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.office import send_forms, send_summary
from bot.states.campaigns import SummariesSG
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import page_of, turned_to
from content.calendar.duties import ONCE
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.offices import staff
from storage.statistics import summaries, summary_views

PAGE = 5


def item_of(kind: str, period_on: date) -> str:
    """A summary's item in callback data."""
    return f"{kind}.{period_on.isoformat()}"


def read_item(item: str) -> tuple[str, date]:
    """Parse the kind and the period of a button."""
    kind, _, first = item.partition(".")
    return kind, date.fromisoformat(first)


def title_of(ctx: Context, kind: str, period_on: date) -> str:
    """The title of a summary."""
    if kind == "whole":
        return ctx.say("summary-whole")
    return ctx.say("summary-month", year=period_on.year, month=period_on.month)


def campaign_of(post: Post) -> int:
    """The open campaign of an office.

    Raises:
        NotFound: none is.
    """
    if post.campaign is None:
        raise NotFound
    return post.campaign.id


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a summary, begun if there is none yet; people who may not write read what was filed."""
    ctx = context_of(manager)
    kind, period_on = read_item(item)
    manager.dialog_data["item"] = item

    async def work(db: Connection) -> int | None:
        post = await post_of(db, ctx)
        if not await staff.may(db, ctx.actor, "summary.write", post.place_id, of=()):
            return None
        return await summaries.begin(
            db, ctx.actor, ctx.app.now(), campaign_of(post), post.place_id, kind, period_on
        )

    if (begun := await ctx.app.database.run(work)) is None:
        await manager.switch_to(SummariesSG.filings)
        return
    manager.dialog_data["id"] = begun
    await manager.switch_to(SummariesSG.one)


async def on_forms(manager: DialogManager, item: str) -> None:
    """Send all forms in a ZIP."""
    await send_forms(manager)


async def on_filing(manager: DialogManager, item: str) -> None:
    """Open the filing of a place below."""
    ctx = context_of(manager)
    said = await ctx.read(summary_views.filed, ctx.actor, int(item))
    await send_summary(manager, int(item), said)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The whole campaign's, then the months, latest first, with their filings."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        campaign = await campaigns.get_campaign(db, campaign_of(post))
        done = await summary_views.list_own(db, ctx.actor, campaign.id, post.place_id)
    periods = [("whole", ONCE)]
    periods += [("month", month) for month in summary_views.months(campaign.start_on, post.today)]
    choices = [
        (
            item_of(kind, period_on),
            ctx.say("summary-filed-mark", title=title_of(ctx, kind, period_on))
            if (kind, period_on) in done
            else title_of(ctx, kind, period_on),
        )
        for kind, period_on in periods
    ]
    return {
        "may_export": post.seat.allows("ledger.export"),
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("summary-head", place=post.place),
            ctx.say("summary-how"),
        ),
    }


async def filings_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The places below, those that have not filed first; one that has is a button."""
    ctx = context_of(dialog_manager)
    kind, period_on = read_item(str(dialog_manager.dialog_data["item"]))
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await summary_views.list_filings(
            db, ctx.actor, campaign_of(post), post.place_id, kind, period_on
        )
        own = (await summary_views.list_own(db, ctx.actor, campaign_of(post), post.place_id)).get(
            (kind, period_on)
        )
        may = await staff.may(db, ctx.actor, "summary.write", post.place_id, of=())

    def shown(place: str, at: datetime | None) -> str:
        when = day(ctx, ctx.app.local_day(at)) if at else ""
        filed = "yes" if at else "no"
        return label_of(ctx, "summary-filings-line", "place", place, filed=filed, day=when)

    filed = [(str(one.id), shown(one.place, one.filed_at)) for one in found if one.filed_at]
    if own is not None:
        filed.insert(0, (str(own.id), shown(post.path[-1], own.filed_at)))
    waiting = [shown(one.place, None) for one in found if one.filed_at is None]
    page = page_of(filed, turned_to(dialog_manager, "filings_page"), PAGE)
    return {
        **page,
        "body": lines(
            ctx.say("summary-filings-head", title=title_of(ctx, kind, period_on)),
            " ",
            *waiting[:8],
            ctx.say("chart-more", more=len(waiting) - 8) if len(waiting) > 8 else "",
            ctx.say("summary-filings-none") if not found and not filed else "",
        ),
        "may_write": may,
    }

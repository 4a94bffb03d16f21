"""Opening a campaign: the plan, its first day, the messages that will be sent, the confirmation."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.campaign.plan import OPENING, Plan, by_hand, plan_of
from bot.states.campaigns import CampaignSG, start_campaign
from bot.states.offices import start_office
from bot.ui.calendar import answered
from bot.ui.campaign_name import campaign_called
from bot.ui.fragments import day, lines
from bot.ui.office_seat import post_of
from bot.ui.paging import cut, page_line, turned_to
from bot.ui.unfinished import say_taken_up
from content.calendar.forecast import Series, forecast
from content.calendar.rules import first_day
from content.screen import shortened
from documents.words import plan_span
from storage.base.database import Connection
from storage.base.errors import ChenanError
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.statistics import office as office_figures

PAGE = 2
OTHERS = 3
"""Number of open campaigns here that are named one by one."""
LATE = 60
"""Days after a plan's own start on which it is still offered for this year."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_pack(manager: DialogManager, item: str) -> None:
    """Choose a plan."""
    manager.dialog_data["pack"] = item
    manager.dialog_data["set"] = {}
    if not await OPENING.take_up(manager, item):
        await manager.switch_to(CampaignSG.start)
        return
    try:
        await begin_on(manager, date.fromisoformat(str(manager.dialog_data["start"])))
    except ChenanError:  # its first day has passed meanwhile
        manager.dialog_data["set"] = {}
        await OPENING.forget(manager, item)
        await manager.switch_to(CampaignSG.start)
        return
    await say_taken_up(manager)


async def on_start_day(manager: DialogManager, item: str) -> None:
    """Choose an offered first day."""
    await answered(manager)
    await begin_on(manager, date.fromisoformat(item))


async def on_calendar_day(manager: DialogManager, chosen: date) -> None:
    """Choose a first day from the calendar."""
    await begin_on(manager, chosen)


async def begin_on(manager: DialogManager, first: date) -> None:
    """Show the plan's days for that first day."""
    ctx = context_of(manager)
    manager.dialog_data["start"] = first.isoformat()
    await ctx.read(plan_of, manager)  # refused here, not on the next window
    await OPENING.keep(manager, manager.dialog_data["pack"])
    await manager.switch_to(CampaignSG.days)


async def on_open(manager: DialogManager, item: str) -> None:
    """Open it, with the days set by hand and what hangs on them, all in one."""
    ctx = context_of(manager)
    app = ctx.app

    async def work(db: Connection) -> None:
        plan = await plan_of(db, manager)
        post = await post_of(db, ctx)
        await campaigns.open_campaign(
            db,
            ctx.actor,
            app.now(),
            app.library,
            plan.pack.code,
            post.place_id,
            plan.start_on,
            zone=app.zone,
            by_hand=by_hand(manager),
        )

    await app.database.run(work)
    await OPENING.forget(manager, manager.dialog_data["pack"])
    await start_office(manager, "campaign-opened")


async def on_another(manager: DialogManager, item: str) -> None:
    """再开一个: open another campaign beside the open one."""
    await start_campaign(manager, opening=True)


# --- getters ----------------------------------------------------------------------------------------


async def packs_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The plans that can be opened."""
    ctx = context_of(dialog_manager)
    post = await ctx.read(post_of, ctx)
    return {
        "body": ctx.say("campaign-pack-ask", place=post.place),
        "packs": [
            (code, pack.title.say(ctx.language)) for code, pack in sorted(ctx.app.library.packs.items())
        ],
    }


async def start_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Offered first days: the plan's own of this year or the next, today, the first of the next month."""
    ctx = context_of(dialog_manager)
    pack = ctx.app.library.packs[str(dialog_manager.dialog_data["pack"])]
    today = ctx.app.today()
    offered = {today, (today.replace(day=1) + timedelta(days=32)).replace(day=1)}
    for year in (today.year, today.year + 1):
        own = first_day(pack, year)
        if own is not None and own >= today - timedelta(days=LATE):
            offered.add(own)
            break
    return {
        "body": ctx.say("campaign-start-ask", plan=pack.title.say(ctx.language)),
        "starts": [(one.isoformat(), day(ctx, one)) for one in sorted(offered)],
    }


async def sends_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The messages that will be sent: their days and numbers of readers."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        post = await post_of(db, ctx)
        counted = await office_figures.figures(db, ctx.actor, post.place_id, post.today, plan.id)
    coming = forecast(ctx.app.library, plan.pack, plan.days, plan.today)
    shown, turned = cut(coming, turned_to(dialog_manager, "sends_page"), PAGE)
    return {
        **turned,
        "body": lines(
            ctx.say("campaign-sends-head"),
            ctx.say("campaign-sends-opening") if plan.id is None else "",
            ctx.say("campaign-sends-reach", enterprises=counted.enterprises, registered=counted.registered),
            " ",
            *(_said(ctx, plan, one) for one in shown),
            "" if coming else ctx.say("campaign-sends-none"),
            page_line(ctx, turned),
        ),
        "opening": plan.id is None,
    }


def _said(ctx: Context, plan: Plan, one: Series) -> str:
    title = next(duty.title.say(ctx.language) for duty in plan.pack.duties if duty.code == one.code)
    first, last = one.days[0], one.days[-1]
    return ctx.say(
        "campaign-sends-line",
        about=one.about,
        title=shortened(title, 10),
        times=len(one.days),
        days=plan_span(ctx.say, first, last, plan.today, years=plan.spans_years),
    )


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last question."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        others = await office_figures.list_overlaps(db, ctx.actor, (await post_of(db, ctx)).place_id)
    form = next((one for one in plan.duties if one.code == running.FORM_DUTY), None)
    return {
        "body": lines(
            ctx.say(
                "campaign-sure",
                plan=plan.pack.title.say(ctx.language),
                place=plan.place,
                day=day(ctx, plan.start_on),
            ),
            ctx.say("campaign-sure-undated") if form is not None and form.due_on is None else "",
            ctx.say("campaign-sure-past", count=len(plan.past)) if plan.past else "",
            ctx.say("campaign-sure-others", count=len(others)) if others else "",
            *(
                ctx.say(
                    "campaign-sure-other",
                    campaign=campaign_called(ctx, one.campaign, 10),
                    enterprises=one.enterprises,
                    started=one.started,
                    submitted=one.submitted,
                )
                for one in others[:OTHERS]
            ),
            ctx.say("campaign-sure-offered") if others else "",
        ),
        "confirms": (plan.pack.code, plan.start_on, plan.days),
    }

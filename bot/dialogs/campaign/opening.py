"""Opening a campaign: the plan, its first day, what will be sent when, yes."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.dialogs.campaign.plan import Plan, by_hand, plan_of
from bot.states.campaigns import CampaignSG, start_campaign
from bot.states.offices import start_office
from bot.ui.campaign_name import campaign_called
from bot.ui.fragments import day, lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of
from content.calendar.forecast import Series, forecast
from content.calendar.rules import first_day
from content.screen import shortened
from documents.shown_days import plan_span
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.statistics import office as office_figures

PAGE = 2
OTHERS = 3
"""Campaigns at work here that are told one by one."""
LATE = 60
"""A plan's own day of this year is offered until so many days after it."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_pack(manager: DialogManager, item: str) -> None:
    """A plan."""
    manager.dialog_data["pack"] = item
    manager.dialog_data["set"] = {}
    await manager.switch_to(CampaignSG.start)


async def on_start_day(manager: DialogManager, item: str) -> None:
    """A first day offered."""
    await begin_on(manager, date.fromisoformat(item))


async def on_calendar_day(manager: DialogManager, chosen: date) -> None:
    """A first day from the calendar."""
    await begin_on(manager, chosen)


async def begin_on(manager: DialogManager, first: date) -> None:
    """Look at the plan's days from there on."""
    talk = talk_of(manager)
    manager.dialog_data["start"] = first.isoformat()
    async with talk.app.database.read() as db:
        await plan_of(db, manager)  # refused here, not on the next window
    await manager.switch_to(CampaignSG.days)


async def on_open(manager: DialogManager, item: str) -> None:
    """Open it, with the days set by hand and what hangs on them, all in one."""
    talk = talk_of(manager)
    app = talk.app
    async with app.database.begin() as db:
        plan = await plan_of(db, manager)
        post = await post_of(db, talk)
        await campaigns.open_campaign(
            db,
            talk.actor,
            app.now(),
            app.library,
            plan.pack.code,
            post.place_id,
            plan.start_on,
            zone=app.zone,
            by_hand=by_hand(manager),
        )
    await start_office(manager, "campaign-opened")


async def on_another(manager: DialogManager, item: str) -> None:
    """再开一个: open another campaign beside the one at work."""
    await start_campaign(manager, opening=True)


# --- getters ----------------------------------------------------------------------------------------


async def packs_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The plans there are."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
    return {
        "body": talk.say("campaign-pack-ask", place=post.place),
        "packs": [
            (code, pack.title.say(talk.language)) for code, pack in sorted(talk.app.library.packs.items())
        ],
    }


async def start_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Days to begin on: the plan's own of this year or the next, today, the first of the next month."""
    talk = talk_of(dialog_manager)
    pack = talk.app.library.packs[str(dialog_manager.dialog_data["pack"])]
    today = talk.app.today()
    offered = {today, (today.replace(day=1) + timedelta(days=32)).replace(day=1)}
    for year in (today.year, today.year + 1):
        own = first_day(pack, year)
        if own is not None and own >= today - timedelta(days=LATE):
            offered.add(own)
            break
    return {
        "body": talk.say("campaign-start-ask", plan=pack.title.say(talk.language)),
        "starts": [(one.isoformat(), day(talk, one)) for one in sorted(offered)],
    }


async def sends_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """What will be sent when, and to how many."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        post = await post_of(db, talk)
        counted = await office_figures.figures(db, talk.actor, post.place_id, post.today, plan.id)
    coming = forecast(talk.app.library, plan.pack, plan.days, plan.today)
    page = page_of(
        [(str(number), _said(talk, plan, one)) for number, one in enumerate(coming)],
        int(dialog_manager.dialog_data.get("sends_page", 0)),
        PAGE,
    )
    return {
        **page,
        "body": lines(
            talk.say("campaign-sends-head"),
            talk.say("campaign-sends-opening") if plan.id is None else "",
            talk.say("campaign-sends-reach", enterprises=counted.enterprises, registered=counted.registered),
            " ",
            *(words for _, words in page["choices"]),
            "" if coming else talk.say("campaign-sends-none"),
            talk.say("join-page", page=page["page"], pages=page["pages"]) if page["pages"] > 1 else "",
        ),
        "opening": plan.id is None,
    }


def _said(talk: Talk, plan: Plan, one: Series) -> str:
    title = next(duty.title.say(talk.language) for duty in plan.pack.duties if duty.code == one.code)
    first, last = one.days[0], one.days[-1]
    return talk.say(
        "campaign-sends-line",
        about=one.about,
        title=shortened(title, 10),
        times=len(one.days),
        days=plan_span(talk.say, first, last, plan.today, years=plan.spans_years),
    )


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last question."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        plan = await plan_of(db, dialog_manager)
        others = await office_figures.list_overlaps(db, talk.actor, (await post_of(db, talk)).place_id)
    form = next((one for one in plan.duties if one.code == running.FORM_DUTY), None)
    return {
        "body": lines(
            talk.say("campaign-sure", plan=plan.pack.title.say(talk.language), place=plan.place),
            talk.say("campaign-sure-undated") if form is not None and form.due_on is None else "",
            talk.say("campaign-sure-past", count=len(plan.past)) if plan.past else "",
            talk.say("campaign-sure-others", count=len(others)) if others else "",
            *(
                talk.say(
                    "campaign-sure-other",
                    campaign=campaign_called(talk, one.campaign, 10),
                    enterprises=one.enterprises,
                    started=one.started,
                    submitted=one.submitted,
                )
                for one in others[:OTHERS]
            ),
            talk.say("campaign-sure-offered") if others else "",
        )
    }

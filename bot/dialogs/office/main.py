"""The office's home: its figures and buttons; switching between several seats."""

from __future__ import annotations

from aiogram_dialog import DialogManager, ShowMode

from bot.app import Context, context_of
from bot.files.office import send_ledger, send_overview, send_sheet
from bot.states.campaigns import start_campaign
from bot.states.offices import start_breakdown, start_office
from bot.ui import campaign_name, notice_drafts
from bot.ui.campaign_name import no_phase_line
from bot.ui.fragments import day, lines, notice_lines
from bot.ui.labels import in_label
from bot.ui.office_seat import Post, post_of, seat_shown
from bot.ui.replies import renew_context
from storage.base.database import Connection
from storage.campaigns import duties
from storage.findings import extension_views, verification_views
from storage.incidents import views as incident_views
from storage.offices import jurisdictions, staff
from storage.reports import office as reports_office
from storage.reviews import escalation_views, measure_views
from storage.reviews import queue as review_queue
from storage.statistics import office as office_figures

# --- handlers ---------------------------------------------------------------------------------------


async def on_overview(manager: DialogManager, item: str) -> None:
    """Open 一览."""
    await send_overview(manager)
    await start_breakdown(manager, show=ShowMode.DELETE_AND_SEND)


async def on_ledger(manager: DialogManager, item: str) -> None:
    """Send 台账."""
    await send_ledger(manager)


async def on_sheet(manager: DialogManager, item: str) -> None:
    """Send a sheet in the columns that a superior asks for."""
    await send_sheet(manager, item)


async def sheets_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The sheets that content and the office's own file name."""
    ctx = context_of(dialog_manager)
    return {"choices": [(one.code, in_label(one.title.say(ctx.language))) for one in ctx.app.library.columns]}


async def on_campaign(manager: DialogManager, item: str) -> None:
    """Open 行动安排."""
    await start_campaign(manager, opening=False)


async def on_open_campaign(manager: DialogManager, item: str) -> None:
    """Open 开展专项行动."""
    await start_campaign(manager, opening=True)


async def on_remind(manager: DialogManager, item: str) -> None:
    """Begin a notice to enterprises that have not handed in (催未交的), from its template."""
    await notice_drafts.begin(manager, "reminder")


async def on_seat(manager: DialogManager, item: str) -> None:
    """Switch to another seat."""
    ctx = context_of(manager)
    await ctx.act(staff.switch_seat, int(item))
    await renew_context(manager)
    await start_office(manager)


# --- getters ----------------------------------------------------------------------------------------


def _names_places(ctx: Context, post: Post) -> bool:
    """Whether the plan of the campaign looked at names places in public."""
    pack = ctx.app.library.packs.get(post.campaign.pack) if post.campaign else None
    return pack is not None and pack.names_places


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The state of the place and all below it."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        counted = await office_figures.figures(db, ctx.actor, post.place_id, post.today, post.campaign_id)
        seats = await staff.list_seats(db, post.seat.person_id)
        cases = await _open_cases(db, ctx, post)
        reviews = 0
        if post.campaign is not None:
            reviews = await review_queue.count_waiting(db, ctx.actor, post.campaign.id, post.place_id)
        tasks = len(
            await escalation_views.list_open(db, ctx.actor, post.place_id, campaign_id=post.campaign_id)
        )
        decided = await measure_views.count_measures(
            db, ctx.actor, post.place_id, campaign_id=post.campaign_id
        )
        accidents, of_all = await incident_views.count_at(db, ctx.actor, post.place_id)
        others = await _waits_elsewhere(db, ctx, post)
        owed = await duties.list_owed(db, ctx.actor, ctx.app.library, post.place_id, post.today)
    asked = min(counted.extensions, office_figures.COUNTED)
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say(
                "office-head", place=post.place, seat=seat_shown(ctx, post.seat.role, post.seat.department)
            ),
            campaign_name.campaign_line(ctx, post),
            phase_line(ctx, post),
            " ",
            ctx.say("office-enterprises", enterprises=counted.enterprises),
            ctx.say(
                "office-checks",
                registered=counted.registered,
                started=counted.started,
                submitted=counted.submitted,
            ),
            ctx.say("office-open", overdue=counted.overdue, extensions=asked),
            ctx.say("office-elsewhere", count=others) if others else "",
        ),
        "extensions": asked,
        "has_extensions": counted.extensions > 0,
        "duties": sum(one.done_at is None for one in owed),
        "several": len(seats) > 1,
        "reviews": min(reviews, review_queue.COUNTED),
        "escalations": tasks,
        "has_escalations": tasks > 0,
        "measures": decided.open,
        "has_measures": decided.total > 0 or _names_places(ctx, post),
        "incidents": accidents,
        "has_incidents": of_all > 0,
        "cases": cases,
        "reads_cases": cases is not None,
        "waiting": counted.enterprises - counted.submitted,
        "has_campaign": post.campaign is not None,
        "may_open": not post.is_any_open and post.seat.allows("campaign.open"),
        "campaigns": len(post.campaigns),
        "several_campaigns": len(post.campaigns) > 1,
        "may_export": post.campaign is not None and post.seat.allows("ledger.export"),
        "may_remind": post.campaign is not None
        and not post.ended
        and counted.enterprises > counted.submitted
        and post.seat.allows("notice.write"),
        "is_contact": ctx.who is not None and ctx.who.enterprise_id is not None,
    }


async def _waits_elsewhere(db: Connection, ctx: Context, post: Post) -> int:
    """The number of things that wait in open campaigns not looked at: reviews, rectifications done,
    extensions, tasks."""
    waits = 0
    for other in post.campaigns:
        if other.is_open and other.id != post.campaign_id:
            where, of = (db, ctx.actor, post.place_id), other.id
            waits += await review_queue.count_waiting(db, ctx.actor, of, post.place_id)
            waits += await verification_views.count_waiting(*where, campaign_id=of)
            waits += len(await extension_views.list_waiting(*where, campaign_id=of))
            waits += len(await escalation_views.list_open(*where, campaign_id=of))
    return waits


async def _open_cases(db: Connection, ctx: Context, post: Post) -> int | None:
    """The number of open anonymous reports; None for people who may not see them."""
    kept = ctx.app.reporting
    if kept is None or not post.seat.allows("report.read"):
        return None
    counted = await reports_office.count_cases(db, ctx.actor, kept.intake, kept.rules, post.today)
    return counted.open


def phase_line(ctx: Context, post: Post) -> str:
    """The phases current today, with the day of each; of a campaign that is over, when it ended."""
    campaign = post.campaign
    if campaign is None:
        return ctx.say("office-no-campaign")
    if post.ended:
        ended_on = campaign.closed_on
        return ctx.say("office-ended", day=day(ctx, ended_on)) if ended_on else ctx.say("campaign-closed")
    pack = ctx.app.library.packs.get(campaign.pack)
    titles = {phase.code: phase.title.say(ctx.language) for phase in pack.phases} if pack else {}
    now = [
        ctx.say(
            "office-phase-day",
            phase=titles.get(phase.code, phase.code),
            day=(post.today - phase.starts_on).days + 1,
        )
        for phase in campaign.phases
        if phase.starts_on and phase.ends_on and phase.starts_on <= post.today <= phase.ends_on
    ]
    return ctx.say("list-comma").join(now) or no_phase_line(ctx, campaign, may_close=_may_close(post))


def _may_close(post: Post) -> bool:
    """Whether the reader may end the campaign looked at."""
    at_own_place = post.campaign is not None and post.campaign.jurisdiction_id == post.place_id
    return at_own_place and post.seat.allows("campaign.close")


async def seats_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The person's seats."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        now = await staff.current(db, ctx.actor)
        seats = await staff.list_seats(db, now.person_id)
        places = [(await jurisdictions.path(db, one.jurisdiction_id))[-1] for one in seats]
    return {
        "seats": [
            (
                str(one.id),
                in_label(
                    place,
                    "☑ " if one.id == now.id else "",
                    f" · {seat_shown(ctx, one.role, one.department)}",
                ),
            )
            for one, place in zip(seats, places, strict=True)
        ]
    }

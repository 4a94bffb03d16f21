"""What the office's home shows and where its buttons lead; changing between several seats."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.files.office import send_ledger, send_overview
from bot.states.campaigns import start_campaign
from bot.states.offices import (
    start_office,
)
from bot.ui import notice_drafts, office_campaign
from bot.ui.fragments import day, lines
from bot.ui.labels import in_label
from bot.ui.office_seat import Post, notice_of, post_of, seat_shown
from bot.ui.replies import renew_talk
from storage.base.database import Connection
from storage.campaigns import duties
from storage.findings import extension_views, verification_views
from storage.offices import jurisdictions, staff
from storage.reports import office as reports_office
from storage.reviews import escalation_views
from storage.reviews import queue as review_queue
from storage.statistics import office as office_figures

# --- handlers ---------------------------------------------------------------------------------------


async def on_overview(manager: DialogManager, item: str) -> None:
    """一览."""
    await send_overview(manager)


async def on_ledger(manager: DialogManager, item: str) -> None:
    """台账."""
    await send_ledger(manager)


async def on_campaign(manager: DialogManager, item: str) -> None:
    """行动安排."""
    await start_campaign(manager, opening=False)


async def on_open_campaign(manager: DialogManager, item: str) -> None:
    """开展专项行动."""
    await start_campaign(manager, opening=True)


async def on_remind(manager: DialogManager, item: str) -> None:
    """催未交的: a notice to them, filled from its template."""
    await notice_drafts.begin(manager, "reminder")


async def on_seat(manager: DialogManager, item: str) -> None:
    """Work on another seat."""
    talk = talk_of(manager)
    await talk.act(staff.switch_seat, int(item))
    await renew_talk(manager)
    await start_office(manager)


# --- getters ----------------------------------------------------------------------------------------


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The state of the place and all below it."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        post = await post_of(db, talk)
        counted = await office_figures.figures(db, talk.actor, post.place_id, post.today, post.campaign_id)
        seats = await staff.list_seats(db, post.seat.person_id)
        cases = await _open_cases(db, talk, post)
        reviews = 0
        if post.campaign is not None:
            reviews = await review_queue.count_waiting(db, talk.actor, post.campaign.id, post.place_id)
        tasks = len(
            await escalation_views.list_open(db, talk.actor, post.place_id, campaign_id=post.campaign_id)
        )
        others = await _waits_elsewhere(db, talk, post)
        owed = await duties.list_owed(db, talk.actor, talk.app.library, post.place_id, post.today)
    notice = notice_of(dialog_manager)
    return {
        "body": lines(
            notice,
            " " if notice else "",
            talk.say(
                "office-head", place=post.place, seat=seat_shown(talk, post.seat.role, post.seat.department)
            ),
            office_campaign.campaign_line(talk, post),
            phase_line(talk, post),
            " ",
            talk.say("office-enterprises", enterprises=counted.enterprises),
            talk.say(
                "office-checks",
                registered=counted.registered,
                started=counted.started,
                submitted=counted.submitted,
            ),
            talk.say("office-open", overdue=counted.overdue, extensions=counted.extensions),
            talk.say("office-elsewhere", count=others) if others else "",
        ),
        "extensions": counted.extensions,
        "has_extensions": counted.extensions > 0,
        "duties": sum(one.done_at is None for one in owed),
        "several": len(seats) > 1,
        "reviews": min(reviews, review_queue.COUNTED),
        "escalations": tasks,
        "has_escalations": tasks > 0,
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
        "is_contact": talk.who is not None and talk.who.enterprise_id is not None,
    }


async def _waits_elsewhere(db: Connection, talk: Talk, post: Post) -> int:
    """How much waits for the office in open campaigns that are not looked at: reviews, what is done,
    requests for more time, tasks."""
    waits = 0
    for other in post.campaigns:
        if other.is_open and other.id != post.campaign_id:
            where, of = (db, talk.actor, post.place_id), other.id
            waits += await review_queue.count_waiting(db, talk.actor, of, post.place_id)
            waits += await verification_views.count_waiting(*where, campaign_id=of)
            waits += len(await extension_views.list_waiting(*where, campaign_id=of))
            waits += len(await escalation_views.list_open(*where, campaign_id=of))
    return waits


async def _open_cases(db: Connection, talk: Talk, post: Post) -> int | None:
    """How many anonymous reports are open; None for whom they do not concern."""
    kept = talk.app.reporting
    if kept is None or not post.seat.allows("report.read"):
        return None
    counted = await reports_office.count_cases(db, talk.actor, kept.intake, kept.rules, post.today)
    return counted.open


def phase_line(talk: Talk, post: Post) -> str:
    """The phases current today, with the day of each; of a campaign that is over, when it ended."""
    campaign = post.campaign
    if campaign is None:
        return talk.say("office-no-campaign")
    if post.ended:
        ended_on = campaign.closed_on
        return talk.say("office-ended", day=day(talk, ended_on)) if ended_on else talk.say("campaign-closed")
    pack = talk.app.library.packs.get(campaign.pack)
    titles = {phase.code: phase.title.say(talk.language) for phase in pack.phases} if pack else {}
    now = [
        talk.say(
            "office-phase-day",
            phase=titles.get(phase.code, phase.code),
            day=(post.today - phase.starts_on).days + 1,
        )
        for phase in campaign.phases
        if phase.starts_on and phase.ends_on and phase.starts_on <= post.today <= phase.ends_on
    ]
    return talk.say("list-comma").join(now) or talk.say("home-phase-none")


async def seats_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The person's seats."""
    talk = talk_of(dialog_manager)
    async with talk.app.database.read() as db:
        now = await staff.current(db, talk.actor)
        seats = await staff.list_seats(db, now.person_id)
        places = [(await jurisdictions.path(db, one.jurisdiction_id))[-1] for one in seats]
    return {
        "seats": [
            (
                str(one.id),
                in_label(
                    place,
                    "☑ " if one.id == now.id else "",
                    f" · {seat_shown(talk, one.role, one.department)}",
                ),
            )
            for one, place in zip(seats, places, strict=True)
        ]
    }

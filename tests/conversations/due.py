"""Places where it is about noon, so that what is due there is said whatever the hour of the test."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from content.calendar.workdays import every_day
from scheduler.clock import Clock
from scheduler.planning.planner import Planner
from storage.campaigns import running
from storage.findings import plans
from storage.self_checks import answers, submissions
from storage.tables.campaigns import Campaign, CampaignDuty
from tests.conversations.installation import Place
from tests.conversations.office import Office, Owner
from tests.conversations.working_hours import now

YESTERDAY = timedelta(days=-1)


def noon_zone() -> str:
    """A zone in which it is between twelve and one o'clock."""
    ahead = 12 - now().hour
    return f"Etc/GMT{'-' if ahead > 0 else '+'}{abs(ahead)}"  # the signs of these are the other way round


def today(zone: str) -> date:
    """The local day of a zone."""
    return now().astimezone(ZoneInfo(zone)).date()


async def noon_place(office: Office, pack: str = "hailing", *, due_in: int | None = None) -> Place:
    """A place of its own where it is noon and the form is due in so many days (None: never)."""
    place = await office.open_place(pack)
    zone = noon_zone()
    due_on = None if due_in is None else today(zone) + timedelta(days=due_in)
    async with office.database.begin() as db:
        await db.execute(update(Campaign).where(Campaign.id == place.campaign_id).values(zone=zone))
        form = (CampaignDuty.campaign_id == place.campaign_id) & (CampaignDuty.code == running.FORM_DUTY)
        await db.execute(update(CampaignDuty).where(form).values(due_on=due_on, grace_until=None))
    return place


async def remind(office: Office, place: Place) -> None:
    """Plan today's reminders of a place, now; the running bot delivers them."""
    async with office.database.begin() as db:
        await db.execute(update(Campaign).where(Campaign.id == place.campaign_id).values(planned_on=None))
    await Planner(office.database, Clock(now, now), office.library, every_day).tick()


async def planned_fault(
    office: Office, owner: Owner, question: str, due_in: int, measure: str = "装抽风罩"
) -> int:
    """A fault of the owner's with a plan made yesterday, due in so many days; its id."""
    day = today(noon_zone()) + timedelta(days=due_in)
    yesterday = now() + YESTERDAY
    async with office.database.begin() as db:
        check = await submissions.start(
            db, owner.actor, yesterday, owner.enterprise_id, owner.place.campaign_id
        )
        self_check = await answers.record(db, owner.actor, yesterday, check, question, "fail")
        finding = self_check.line(question).finding_id
        assert finding is not None
        await plans.plan(
            db,
            owner.actor,
            yesterday,
            finding,
            measure=measure,
            responsible="王师傅",
            funds_fen=0,
            due_on=day,
            today=min(day, today(noon_zone())),
            phase_end=None,
        )
    return finding

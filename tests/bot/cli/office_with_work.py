"""An office with work: two enterprises that handed in, one reviewed and put right, one in the queue."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.clock import system_clock
from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.findings import photos, plans
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.reviews import cases as reviews
from storage.reviews import verdicts
from tests.storage.conftest import credit_code
from tests.storage.filled import RULES, hand_in
from tests.storage.shop import photo

CLI = Actor("cli")
NOW = system_clock().replace(microsecond=0)
TODAY = NOW.date()


async def play(url: str) -> None:
    """Two enterprises that handed in: one reviewed, its fault said to be put right; one in the queue."""
    database = Database(url)
    async with database.begin() as db:
        place = await jurisdictions.get(db, "HL")
        campaign = await campaigns.open_campaign(db, CLI, NOW, load(), "hailing", place.id, TODAY)
        officer = await contacts.ensure_person(db, NOW, 900, "zh")
        await staff.seat(db, NOW, officer, place.id, "inspector", "safety", "陈检查员")
        checks, owners = [], []
        for number in (1, 2):
            joined = await registration.register(
                db,
                NOW,
                number,
                "zh",
                f"第{number}厂",
                credit_code(number),
                "shoes",
                place.id,
                18,
                "",
                "王师傅",
            )
            owners.append(Actor("person", joined.person_id))
            made = await hand_in(
                db, owners[-1], NOW, TODAY, joined.enterprise_id, campaign.id, {"Q12.1": "fail"}
            )
            checks.append(made)
        reviewer = Actor("person", officer)
        await reviews.claim(db, reviewer, NOW, checks[0])
        await reviews.judge(db, reviewer, NOW, checks[0], "Q12.1", "agree")
        await verdicts.decide(db, reviewer, NOW, RULES, checks[0], "pass", today=TODAY)
        fault = (await db.execute(text("SELECT min(id) FROM findings"))).scalar_one()
        await photos.attach_after(db, owners[0], NOW, fault, photo("after"))
        await plans.complete(db, owners[0], NOW, fault)
        late = {"day": TODAY - timedelta(days=9)}
        await db.execute(text("UPDATE rectifications SET due_on = :day WHERE state = 'open'"), late)
    await database.close()

"""A small campaign played to its reviews: what ledgers and summaries are made of in tests."""

from __future__ import annotations

from sqlalchemy import text, update

from storage.findings import photos, plans
from storage.reviews import cases as reviews
from storage.tables.enterprises import Enterprise
from tests.storage.review_desk import LATER, ReviewDesk
from tests.storage.shop import photo
from tests.storage.workshop import PLAIN


async def played(desk: ReviewDesk) -> None:
    """Three enterprises: one passed with a closed fault, one with an overturned answer, one not reviewed."""
    good, faulty, waiting = [await desk.workshop(number, fails=number != 2) for number in (1, 2, 3)]
    async with desk.database.read() as db:
        rows = await db.execute(text("SELECT id FROM findings ORDER BY id"))
        first = int(rows.scalars().all()[0])
    await good.do(photos.attach_after, first, photo("after"))
    await good.do(plans.complete, first)
    await desk.do(reviews.claim, good.check_id)
    await desk.decide(good, "pass", comment="现场看过,属实")
    await desk.do(reviews.claim, faulty.check_id)
    await desk.do(reviews.judge, faulty.check_id, PLAIN, "overturn", "=没有抽风罩")
    await desk.decide(faulty, "correct", due_on=LATER)
    async with desk.database.begin() as db:
        named = update(Enterprise).where(Enterprise.id == waiting.enterprise_id)
        await db.execute(named.values(name='=HYPERLINK("x")', phone="138 0000 0000"))

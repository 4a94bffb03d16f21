"""Shares of workers a plan sets a mark for: summed over the forms that stand handed in, nothing else."""

from __future__ import annotations

from sqlalchemy import update

from storage.statistics.rates import Rate
from storage.tables.enterprises import Enterprise
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.statistics.test_overviews import of
from tests.storage.workshop import COUNTED, begin_workshop, varied

__all__ = ["desk", "varied"]


async def test_workers_of_forms_that_stand_handed_in_are_summed(desk: ReviewDesk) -> None:
    assert (await of(desk)).rates == (Rate(COUNTED, 0, 0, 0),)
    await desk.workshop(1)  # 18 of 18
    lacking = await desk.workshop(2)
    await lacking.withdraw()
    failed = await lacking.answer(COUNTED, "fail", done=3, total=20)
    finding = failed.line(COUNTED).finding_id
    assert finding is not None
    await lacking.plan(finding)
    assert (await of(desk)).rates == (Rate(COUNTED, 18, 18, 1),), "a form taken back is nobody's to count"
    await desk.hand_in(lacking)
    begun = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 3)
    await begun.answer(COUNTED, "pass", done=5, total=5)
    none = await desk.workshop(4)
    await none.withdraw()
    await none.answer(COUNTED, "na", reason="没有工人")
    await desk.hand_in(none)
    assert (await of(desk)).rates == (Rate(COUNTED, 21, 38, 2),)
    assert (await of(desk, desk.other)).rates == (Rate(COUNTED, 0, 0, 0),), "of that place alone"
    async with desk.database.begin() as db:
        await db.execute(
            update(Enterprise).where(Enterprise.id == lacking.enterprise_id).values(state="closed")
        )
    assert (await of(desk)).rates == (Rate(COUNTED, 18, 18, 1),), "a closed enterprise is not counted"

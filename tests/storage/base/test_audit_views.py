"""The audit trail as heads read it: their own people's deeds, the newest first, nothing of reports."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from storage.base.errors import NotAllowed
from storage.offices import audit_trail
from storage.reviews import cases as reviews
from storage.tables.system import AuditRow
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.workshop import PLAIN, varied

__all__ = ["desk", "varied"]


async def test_a_head_reads_what_their_people_did_and_nobody_else(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "照片看不出")
    for actor in (desk.head, desk.above):
        deeds = await desk.look(audit_trail.list_deeds, desk.town, actor=actor)
        assert [(one.name, one.action, one.subject) for one in deeds] == [
            ("chen", "judge", "review"),
            ("chen", "claim", "review"),
        ]
        assert {one.enterprise for one in deeds} == {(await desk.case(shop)).enterprise}
    assert await desk.look(audit_trail.list_deeds, desk.other, actor=desk.stranger) == ()
    for actor in (desk.chen, desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await desk.look(audit_trail.list_deeds, desk.town, actor=actor)


async def test_pages_go_back_and_reports_are_not_in_it(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    for _ in range(3):
        await desk.do(reviews.claim, shop.check_id)
        await desk.do(reviews.give_back, shop.check_id)
    async with desk.database.begin() as db:
        await db.execute(
            insert(AuditRow).values(
                at=desk.clock.now(),
                actor="person",
                person_id=desk.chen.person_id,
                action="read-report",
                subject="report",
                subject_id=1,
                detail={},
            )
        )
    first = await desk.look(audit_trail.list_deeds, desk.town, actor=desk.head, limit=4)
    second = await desk.look(audit_trail.list_deeds, desk.town, first[-1].id, actor=desk.head, limit=4)
    assert [one.action for one in (*first, *second)] == ["give-back", "claim"] * 3

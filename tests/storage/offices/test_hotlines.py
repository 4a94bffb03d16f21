"""Numbers published for reports: several by department; a place's own, or the nearest office's above."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed
from storage.offices import hotlines, jurisdictions
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock


async def test_numbers_are_published_by_department_and_hours(database: Database, clock: Clock) -> None:
    async with database.begin() as db:
        top = (await jurisdictions.add(db, CLI, clock.now(), "top", "海陵区")).id
        town = (await jurisdictions.add(db, CLI, clock.now(), "town", "城东街道", "top")).id
        assert await hotlines.published_at(db, town) == ()
        assert await hotlines.only_root(db) == top
        await hotlines.publish(db, CLI, clock.now(), top, " 区安监局  0523-86290000 工作日8:30-17:30 ")
        await hotlines.publish(db, CLI, clock.now(), top, "12350")
        await hotlines.publish(db, CLI, clock.now(), top, "区 应急局 0523-86290000 全天")  # other words to it
        assert [one.line for one in await hotlines.published_at(db, town)] == [
            "区 应急局 0523-86290000 全天",
            "海陵区 12350",
        ]
        own = await hotlines.publish(db, CLI, clock.now(), town, "13800000000 <b>夜里</b>😀")
        assert [one.number for one in await hotlines.published_at(db, town)] == ["13800000000"]
        assert await hotlines.withdraw(db, CLI, clock.now(), town, own)
        assert not await hotlines.withdraw(db, CLI, clock.now(), town, own)
        assert len(await hotlines.published_at(db, town)) == 2
        for number in range(4):
            await hotlines.publish(db, CLI, clock.now(), top, f"1380000000{number}")
        for wrong in ("", "打电话", "安监 8:30-17:30", "部" * 21 + " 12345678", "12345678 " + "长" * 41):
            with pytest.raises(Invalid, match="report-hotline'"):
                await hotlines.publish(db, CLI, clock.now(), top, wrong)
        with pytest.raises(Invalid, match="hotlines-many"):
            await hotlines.publish(db, CLI, clock.now(), top, "13900000000")
        with pytest.raises(NotAllowed):
            await hotlines.publish(db, Actor("person", 999), clock.now(), top, "12345678")
        actions = list((await db.execute(select(AuditRow.action).order_by(AuditRow.id))).scalars())
    assert actions.count("publish-hotline") == 8
    assert actions.count("withdraw-hotline") == 1

"""停产, 处罚 and 关闭 are decided by offices that enforce by the plan; others may look at the task."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.clock import system_clock
from storage.base.errors import Invalid
from storage.reminders import escalation_planning
from storage.reviews import escalation_views, escalations
from tests.conversations.handed_in import RULES, hand_in
from tests.conversations.office import Office, Official
from tests.conversations.walk import has

SANCTIONS = ("停产整顿", "处罚", "提请关闭")


async def opened(officer: Official) -> None:
    """The officer looks at the only task that waits."""
    await officer.send("/office")
    await officer.click("待决 1")
    await officer.click("长期逾期")


async def test_a_hospital_gets_no_sanctions_to_choose_and_none_is_taken_from_it(office: Office) -> None:
    place = await office.open_place("county_town")  # 镇医院, 镇安监站
    owner = await office.owner(place=place)
    await owner.send("/start")
    hospital = await office.official(place, "head", "health")
    station = await office.official(place, "head", "safety")
    await hand_in(office, owner, {"Q12.1": "fail"})
    today = system_clock().date()
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id"),
            {"day": today - timedelta(days=20), "id": owner.enterprise_id},
        )
        rule = next(rule for rule in office.library.reminders if rule.about == "escalation")
        given = (db, system_clock(), RULES, today)
        await escalation_planning.plan_due(*given, reminder=rule, zone=ZoneInfo("Asia/Shanghai"))
    await opened(hospital)
    assert has(await hospital.last(), "不再处理")
    assert not [one for one in SANCTIONS if has(await hospital.last(), one)]
    await opened(station)
    assert [one for one in SANCTIONS if has(await station.last(), one)] == list(SANCTIONS)
    async with office.database.read() as db:
        (task,) = await escalation_views.list_open(db, hospital.actor, place.id)
    async with office.database.begin() as db:
        with pytest.raises(Invalid) as refused:
            await escalations.decide(db, hospital.actor, system_clock(), task.id, "penalty", "罚款两万")
    assert refused.value.key == "error-invalid-escalation-enforce"
    assert (await escalation_of(office, task.id)) == "open"
    async with office.database.begin() as db:
        await escalations.decide(db, station.actor, system_clock(), task.id, "penalty", "罚款两万")
    assert (await escalation_of(office, task.id)) == "decided"


async def escalation_of(office: Office, task: int) -> str:
    """A task's state."""
    (row,) = await office.rows("SELECT state FROM escalations WHERE id = :id", id=task)
    return str(row["state"])

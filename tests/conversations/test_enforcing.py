"""停产, 处罚 and 关闭 are decided by offices that enforce by the plan; others may look at the task. What the
plan gives to an authority outside is handed up on paper, and decided by its answer."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.clock import system_clock
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed
from storage.reminders import escalation_planning
from storage.reviews import escalation_views, escalations
from tests.conversations.handed_in import RULES, hand_in, hurry
from tests.conversations.installation import Place
from tests.conversations.office import Office, Official, Owner
from tests.conversations.test_confirming_old_buttons import button_of, press_old
from tests.conversations.test_papers import last_paper
from tests.conversations.walk import has, picture

CLI = Actor("cli")
DECISIONS = ("suspend", "penalty", "closure")
SANCTIONS = ("停产整顿", "处罚", "提请关闭")


async def opened(officer: Official) -> None:
    """The officer looks at the only task that waits."""
    await officer.send("/office")
    await officer.click("待决 1")
    await officer.click("长期逾期")


async def long_late(office: Office, place: Place) -> Owner:
    """An enterprise of the place's first town with a finding 20 days past its day, which is a task."""
    owner = await office.owner(place=place)
    await owner.send("/start")
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
    return owner


async def test_a_village_and_forged_buttons_decide_nothing_and_the_command_line_in_the_stations_name(
    office: Office,
) -> None:
    place = await office.open_place("county_town")  # 各村（居）, 镇医院, 镇安监站
    await long_late(office, place)
    village = await office.official(place, "head", "safety", level="town")
    hospital = await office.official(place, "head", "health")
    labour = await office.official(place, "head", "labour")
    for officer in (village, hospital):
        await opened(officer)
        assert not [one for one in SANCTIONS if has(await officer.last(), one)]
        drop = await button_of(officer, "不再处理")
        for decision in DECISIONS:
            await opened(officer)
            await press_old(office, officer, drop.replace("drop", decision))
            await officer.send("无证无照，拒不整改")
            shown = [one.text for one in (await officer.messages())[-3:]]
            assert any("这个页面过期了" in one for one in shown), "no button is taken that is not there"
    async with office.database.read() as db:
        (task,) = await escalation_views.list_open(db, hospital.actor, place.id)
    for decision in DECISIONS:
        for actor in (village.actor, labour.actor):
            async with office.database.begin() as db:
                with pytest.raises((Invalid, NotAllowed)):
                    await escalations.decide(db, actor, system_clock(), task.id, decision, "无证无照")
    for decision in ("suspend", "penalty"):  # 上报县安监局
        async with office.database.begin() as db:
            with pytest.raises(Invalid, match="escalation-enforce"):
                await escalations.decide(db, CLI, system_clock(), task.id, decision, "县里定")
    assert (await escalation_of(office, task.id)) == "open"
    async with office.database.begin() as db:
        decided = await escalations.decide(db, CLI, system_clock(), task.id, "closure", "无证无照")
    assert (decided.state, decided.jurisdiction_id) == ("decided", place.id)


async def test_a_hospital_gets_no_sanctions_to_choose_and_none_is_taken_from_it(office: Office) -> None:
    place = await office.open_place("county_town")  # 镇医院, 镇安监站
    owner = await long_late(office, place)
    hospital = await office.official(place, "head", "health")
    station = await office.official(place, "head", "safety")
    await opened(hospital)
    assert has(await hospital.last(), "不再处理")
    assert not [one for one in SANCTIONS if has(await hospital.last(), one)]
    await opened(station)
    assert [one for one in SANCTIONS if has(await station.last(), one)] == ["提请关闭"]  # 上报县安监局
    async with office.database.read() as db:
        (task,) = await escalation_views.list_open(db, hospital.actor, place.id)
    async with office.database.begin() as db:
        with pytest.raises(Invalid) as refused:
            await escalations.decide(db, hospital.actor, system_clock(), task.id, "closure", "无证无照")
    assert refused.value.key == "error-invalid-escalation-enforce"
    async with office.database.begin() as db:
        with pytest.raises(Invalid, match="escalation-enforce"):
            await escalations.decide(db, station.actor, system_clock(), task.id, "penalty", "罚款两万")
    assert (await escalation_of(office, task.id)) == "open"
    await station.click("上报上级")
    await station.send("请镇里上报")
    await opened(station)
    await station.click("上报有权机关")
    assert "现在是县卫生健康部门" in (await station.last()).text
    await station.click("县安监局")
    await station.click("处罚")
    await station.click("15 天")
    await station.send("抽风机拆除，催告不改")
    assert "上报县安监局，提请依法处罚" in (await station.last()).text
    await station.click("打印（PDF、Word）")
    _, pdf, word = await last_paper(office, station)
    for said in (pdf, word):
        paper = said.replace("\n", "")
        assert f"关于提请依法处罚{owner.enterprise}的请示" in paper
        assert "县安监局：" in paper
        assert "拒不整改的，要报县安监局依法给予相应的处罚" in paper
        assert "抽风机拆除" in paper
    await station.click("文号")
    await station.send("镇安监〔2026〕7号")
    assert "镇安监〔2026〕7号" in (await station.last()).text
    await station.photo(picture())
    assert "报送件 1 个" in (await station.last()).text
    await opened(station)
    assert "已上报有权机关" in (await station.last()).text
    assert not [one for one in SANCTIONS if has(await station.last(), one)]
    await station.click("看上报和答复")
    await station.click("记答复")
    await station.click("决定处罚")
    await station.click("今天")
    await station.click("由其他机关答复")
    await station.send("县卫健局")
    await station.send("罚款两万元，县卫罚〔2026〕3号")
    last = (await station.last()).text
    assert "县卫健局答复：处罚。罚款两万元，县卫罚〔2026〕3号" in last
    assert (await escalation_of(office, task.id)) == "decided"
    await hurry(office)
    await office.until(owner, "县卫健局")


async def escalation_of(office: Office, task: int) -> str:
    """A task's state."""
    (row,) = await office.rows("SELECT state FROM escalations WHERE id = :id", id=task)
    return str(row["state"])

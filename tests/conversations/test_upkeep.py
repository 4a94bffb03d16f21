"""Recurring dates in the chat: given with an answer, kept behind 更多, stopped and begun again."""

from __future__ import annotations

from datetime import date

from storage.statistics import ledger
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import today
from tests.conversations.office import Office
from tests.conversations.walk import begin, has, is_question, window


async def test_day_given_with_an_answer_is_kept_with_it(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("全部")
    await owner.click(office.form("hailing").by_code["Q11.1"][0].check.title.zh[:4])
    seen = await window(owner)
    assert "请有资质的机构测过车间吗" in seen.text
    await office.thumbs(owner, "填上次日期", 2)
    assert "最近一次检测是哪天" in (await window(owner)).text
    await owner.send("我忘了")
    assert any("没看懂是哪一天" in one.text for one in await owner.messages())
    await owner.send("2099-01-01")
    assert any("这一天还没到" in one.text for one in await owner.messages())
    await owner.send("2026年5月")
    assert any("2026年5月1日 星期五" in one.text for one in await owner.messages())
    await owner.send("5月12号")
    await owner.send("昨天下午三点钟前后")
    await owner.send("2026年5月")
    await owner.click("是，2026年5月1日")
    seen = await window(owner)
    assert is_question(seen)
    assert "上次：2026年5月1日" in seen.text
    (row,) = await office.rows(
        "SELECT kind, last_on, every_months, due_on FROM upkeeps WHERE enterprise_id = :id",
        id=owner.enterprise_id,
    )
    assert row == {"kind": "testing", "last_on": "2026-05-01", "every_months": 12, "due_on": "2027-05-01"}
    assert (await office.verdicts(owner)).get("Q11.1") is None  # the day alone is no answer


async def test_an_overdue_last_time_is_no_silent_pass(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await begin(owner)
    await owner.click("全部")
    await owner.click(office.form("hailing").by_code["Q11.1"][0].check.title.zh[:4])
    await owner.click("填上次日期")
    await owner.send("2019年5月3日")
    seen = await window(owner)
    assert "上次：2019年5月3日，每 12 个月一次，2020年5月3日 就该再做，已过期 6 年" in seen.text
    await owner.click("回到题目")
    assert "上次：2019年5月3日 · 已过期 6 年" in (await window(owner)).text
    await owner.click("符合")
    assert "Q11.1" not in await office.verdicts(owner), "not in silence"
    await office.thumbs(owner, "仍记“符合”", 2)
    assert (await office.verdicts(owner))["Q11.1"] == "pass"
    await hand_in(office, owner)
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    await inspector.click("复查 1")
    assert "超期未做 1" in (await window(inspector)).text
    await inspector.click(owner.enterprise[:8])
    assert "超期未做 1" in (await window(inspector)).text
    actor = inspector.actor
    async with office.database.read() as db:
        head = await ledger.head(db, actor, place.campaign_id)
        (page,) = [page async for page in ledger.enterprise_pages(db, head, today())]
    (dated,) = page[0].dated
    assert (dated.question, dated.last_on, dated.severe) == ("Q11.1", date(2019, 5, 3), True)


async def test_an_overdue_last_time_becomes_a_fault_by_one_tap(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.click("全部")
    await owner.click(office.form("hailing").by_code["Q11.1"][0].check.title.zh[:4])
    await owner.click("符合")
    await owner.click("‹ 上一项")
    await owner.click("填上次日期")
    await owner.send("2019.5.3")
    await owner.click("不符合")
    assert (await office.verdicts(owner))["Q11.1"] == "fail"


async def test_dates_behind_more_are_set_done_stopped_and_begun_again(office: Office) -> None:
    owner = await office.owner(language="zh")
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("定期提醒")
    assert (await window(owner)).text.count("还没填") == 3
    await owner.click("在岗期间职业健康检查")
    await owner.click("就是今天")
    assert "每 12 个月一次" in (await window(owner)).text
    await office.thumbs(owner, "今天做过了", 3)
    await office.thumbs(owner, "停止提醒", 2)
    assert "已停，不再提醒" in (await window(owner)).text
    assert not has(await window(owner), "今天做过了")
    await office.thumbs(owner, "再提醒我", 2)
    assert "下次" in (await window(owner)).text
    await owner.click("改上次日期")
    await owner.click("返回")
    assert has(await window(owner), "今天做过了")
    await owner.click("改上次日期")
    await owner.send("2020-01-01")
    assert "已过期 " in (await window(owner)).text
    await owner.click("返回")
    assert (await window(owner)).text.count("还没填") == 2
    rows = await office.rows(
        "SELECT action FROM audit WHERE subject = 'upkeep' AND person_id = :id ORDER BY id",
        id=owner.person_id,
    )
    assert [row["action"] for row in rows] == ["upkeep-set", "upkeep-stop", "upkeep-set", "upkeep-set"]


async def test_second_phone_sees_the_same_dates(office: Office) -> None:
    owner = await office.owner()
    mate = await office.colleague(owner, language="en")
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("定期提醒")
    await owner.click("防护设施维护")
    await owner.click("就是今天")
    await mate.send("/start")
    await mate.click("More")
    await mate.click("Recurring dates")
    assert "Maintenance of extraction: next" in (await window(mate)).text

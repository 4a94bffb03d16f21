"""停产整顿, 复产申请 and 复产验收 in chats; a penalty's paper; a refusal; the list to publish."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.clock import system_clock
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, verdicts
from tests.conversations.handed_in import RULES, hand_in, hurry
from tests.conversations.installation import today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.test_papers import last_paper
from tests.conversations.walk import has, picture
from tests.conversations.working_hours import now

STANDING = "⛔ 停产整顿中，未经验收不得复产"


async def test_a_suspended_owner_asks_and_the_office_looks_before_work_begins(office: Office) -> None:
    place = await office.open_place("yangzhou")
    owner = await office.owner(place=place)
    await owner.send("/start")
    head = await office.official(place, "head", "safety")
    await hand_in(office, owner, {"Q12.1": "fail"})
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id"),
            {"day": today() - timedelta(days=20), "id": owner.enterprise_id},
        )
        await escalation_planning.plan_due(db, now(), RULES, system_clock().date())
    await head.send("/office")
    await head.click("待决 1")
    await head.click("长期逾期")
    await head.click("认定拒不整改")
    await head.send("拒签文书，三次上门都不改")
    await head.click("长期逾期")
    await head.click("停产整顿")
    await head.send("除尘失效，可能爆炸")
    await hurry(office)
    told = await office.until(owner, "作出决定：停产整顿")
    await owner.click("复产申请", message_id=told.id)
    seen = await owner.last()
    assert seen.text.startswith(STANDING), seen.text
    assert "除尘失效，可能爆炸" in seen.text
    for command in ("/start", "/check", "/tasks"):
        await owner.send(command)
        assert (await owner.last()).text.startswith(STANDING), command
    await owner.send("/start")
    await owner.click("⛔ 停产整顿 · 申请复产")
    await owner.photo(picture(320, 240))
    assert "请先点“写复产申请”" in "".join(one.text for one in await owner.messages())
    await owner.click("写复产申请")
    await owner.send("除尘器 <b>换</b>了😀，已检测合格")
    assert not has(await owner.last(), "交复产申请")
    await owner.photo(picture(330, 240))
    sure = await owner.last()
    assert "照片 1 张" in sure.text
    await owner.click("交复产申请")
    assert "已在" in (await owner.last()).text
    assert not has(await owner.last(), "改写说明")
    await owner.click("复产申请书")
    name, pdf, word = await last_paper(office, owner)
    assert name.startswith("复产申请-")
    assert "除尘器 <b>换</b>" in word
    assert "请予验收" in pdf
    await owner.photo(picture(331, 240))
    assert "签字盖章的申请已交 1 页" in (await owner.last()).text
    await hurry(office)
    asked = await office.until(head, "申请复产，请验收")
    await head.click("去验收", message_id=asked.id)
    assert "<b>换</b>了😀" in (await head.last()).text
    await head.click("看照片")
    await head.click("文书 3")
    await head.click("复产申请 · 签字件 1 页")
    await head.click("看签字件 1")
    await head.click("返回")
    await head.click("停产整顿决定书")
    await head.click("打印（PDF、Word）")
    name, pdf, word = await last_paper(office, head)
    assert name.startswith("停产整顿决定书-")
    assert "除尘失效，可能爆炸" in word
    assert "法律依据：＿" in word
    assert "一律不得复产" in pdf
    await head.photo(picture(332, 240))
    assert "签字件 1 页" in (await head.last()).text
    await head.click("返回")
    await head.click("返回")
    await head.click("不同意")
    await head.send("除尘器没有接地")
    assert not has(await head.last(), "同意复产")
    await hurry(office)
    await office.until(owner, "仍不得开工。原因：除尘器没有接地")
    await owner.send("/start")
    await owner.click("⛔ 停产整顿 · 申请复产")
    await owner.click("写复产申请")
    await owner.send("接地装好了")
    await owner.photo(picture(340, 240))
    await owner.click("交复产申请")
    await head.send("/office")
    await head.click("处置 2")
    assert "待复产验收 1 家" in (await head.last()).text
    await head.click("待复产验收")
    await head.click("同意复产")
    await hurry(office)
    await office.until(owner, "可以开工了")
    await owner.send("/start")
    assert STANDING not in (await owner.last()).text
    await head.click("‹ 处置")
    await head.click("拒不整改")
    await head.click("解除拒不整改")
    await head.click("今天")
    query = "SELECT state FROM measures WHERE kind = 'refusal' AND enterprise_id = :id"
    (refusal,) = await office.rows(query, id=owner.enterprise_id)
    assert refusal["state"] == "done"


async def test_a_penalty_is_written_down_and_the_exposed_are_listed(office: Office) -> None:
    place = await office.open_place("yangzhou")
    owner = await office.owner(place=place)
    await owner.send("/start")
    head = await office.official(place, "head", "safety")
    other = await office.official(place, "head", "safety")
    check = await hand_in(office, owner, {"Q12.1": "fail"})
    async with office.database.begin() as db:
        await reviews.claim(db, other.actor, now(), check)
        given = (RULES, check, "penalty")
        await verdicts.decide(db, other.actor, now(), *given, today=today(), comment="无证生产")
    async with office.database.read() as db:
        assert await escalation_views.list_open(db, head.actor, place.id)
    await head.send("/office")
    await head.click("待决 1")
    await head.click("提请处罚")
    await head.click("处罚")
    await head.send("无证生产，依法罚款")
    await head.send("/office")
    await head.click("处置 1")
    await head.click("处罚未执行")
    await head.click("文号")
    await head.send("某应急罚〔2026〕7号")
    await head.click("处罚种类")
    await head.click("罚款")
    await head.click("金额")
    await head.send("很多钱")
    assert "没看懂金额" in "".join(one.text for one in await head.messages())
    await head.send("2万")
    seen = await head.last()
    assert "某应急罚〔2026〕7号" in seen.text
    assert "罚款" in seen.text
    assert "20000 元" in seen.text
    await head.click("决定日期")
    await head.send("明天")
    await head.click("‹")
    await head.click("已执行（已缴清）")
    await head.click("今天")
    assert "完成" in (await head.last()).text
    assert not has(await head.last(), "已执行（已缴清）")
    query = "SELECT number, penalty, amount_fen, state FROM measures WHERE enterprise_id = :id"
    (row,) = await office.rows(query, id=owner.enterprise_id)
    assert dict(row) == {
        "number": "某应急罚〔2026〕7号",
        "penalty": "fine",
        "amount_fen": 2_000_000,
        "state": "done",
    }
    await a_paid_penalty_is_withdrawn(office, owner, head)
    await a_new_decision_is_withdrawn_too(office, owner, head)


async def a_paid_penalty_is_withdrawn(office: Office, owner: Owner, head: Official) -> None:
    """The measure on the head's screen, annulled by 行政复议; its number and its paper."""
    await head.click("撤销决定")
    assert "为什么撤销处罚" in (await head.last()).text
    await head.click("行政复议撤销")
    seen = (await head.last()).text
    assert "也不算已执行" in seen
    assert "复产申请" not in seen
    await head.click("今天")
    seen = (await head.last()).text
    assert "仍须处理的，请点“重新列入待决”" in seen
    assert "处罚：决定已撤销" in seen
    assert not has(await head.last(), "处罚种类")
    await head.click("撤销文号")
    await head.send("某复决〔2026〕3号")
    await head.click("撤销说明")
    await head.send("处罚 <b>明显</b>不当")
    seen = (await head.last()).text
    assert "撤销文号：某复决〔2026〕3号" in seen
    assert "行政复议撤销，处罚 <b>明显</b>不当" in seen
    await head.click("文书 2")
    await head.click("撤销决定书")
    await head.click("打印（PDF、Word）")
    name, pdf, word = await last_paper(office, head)
    assert name.startswith("行政处罚决定撤销告知书-")
    for said in (pdf, word):
        assert "某复决〔2026〕3号" in "".join(said.split())
    await head.click("返回")
    await head.click("返回")
    await hurry(office)
    told = await office.until(owner, "的处罚已撤销")
    assert "行政复议撤销" in told.text
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("本企业档案")
    assert "撤销处罚" in (await owner.last()).text


async def a_new_decision_is_withdrawn_too(office: Office, owner: Owner, head: Official) -> None:
    """Suspend the enterprise by a new decision, which is withdrawn after a request to resume work."""
    await head.click("重新列入待决")
    await head.click("停产整顿")
    await head.send("补正程序后重新决定")
    await owner.send("/start")
    assert (await owner.last()).text.startswith(STANDING)
    await owner.click("⛔ 停产整顿 · 申请复产")
    await owner.click("写复产申请")
    await owner.send("除尘器换了，已检测合格")
    await owner.photo(picture(350, 240))
    await owner.click("交复产申请")
    await hurry(office)
    asked = await office.until(head, "申请复产，请验收")
    await head.send("/office")
    await head.click("处置 1")
    assert "处罚已撤销" in str((await head.last()).buttons)
    await head.click("待复产验收")
    await head.click("撤销决定")
    await head.click("其他原因")
    await head.send("恒光厂与本单位重名，决定送错了")
    assert "复产申请终止" in (await head.last()).text
    await head.send(today().isoformat())
    assert "停产整顿：决定已撤销" in (await head.last()).text
    await owner.send("/start")
    assert STANDING not in (await owner.last()).text
    assert not has(await owner.last(), "申请复产")
    await head.click("去验收", message_id=asked.id)
    assert not has(await head.last(), "同意复产")
    assert "已终止的复产申请" in (await head.last()).text
    await hurry(office)
    told = await office.until(owner, "的停产整顿决定已撤销")
    assert "不用再申请复产" in told.text
    assert "决定送错了" in told.text
    query = "SELECT state FROM escalations WHERE enterprise_id = :id ORDER BY id"
    states = [row["state"] for row in await office.rows(query, id=owner.enterprise_id)]
    assert states == ["annulled", "annulled"]

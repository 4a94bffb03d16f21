"""Typed and unfinished text is there when the person comes back: after /start, and after a restart."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.self_checks import answers, submissions
from tests.conversations.bureau import Bureau, open_bureau
from tests.conversations.confirming import tap
from tests.conversations.faults import planned_fault
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import today
from tests.conversations.notice_steps import said, send_off, write
from tests.conversations.office import SETTLE_SECONDS, Office, Owner, credit_code
from tests.conversations.test_campaign import open_ones, quiet_place, to_days
from tests.conversations.test_extension import submitted
from tests.conversations.test_import import filled, template
from tests.conversations.test_report_case import doctor, open_case, report
from tests.conversations.walk import dialog_window, has, labels
from tests.conversations.working_hours import now

numbers = itertools.count(71_000_001)
STILL_THERE = "上次没填完的还在"


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with open_bureau(tmp_path) as made:
        yield made


async def fault(office: Office, owner: Owner, question: str = "Q12.1") -> int:
    """A finding nothing was said of yet."""
    async with office.database.begin() as db:
        check = await submissions.start(db, owner.actor, now(), owner.enterprise_id, owner.place.campaign_id)
        self_check = await answers.record(db, owner.actor, now(), check, question, "fail")
    found = self_check.line(question).finding_id
    assert found is not None
    return found


async def restart(office: Office) -> None:
    """The bot ends as it is asked to, and another process begins."""
    await asyncio.to_thread(office.installation.bot.terminate)
    await asyncio.to_thread(office.installation.start_bot)


async def to_plan(owner: Owner) -> None:
    """Go from anywhere to the plan of the one finding."""
    await owner.send("/tasks")
    for one in ("未定", "定怎么改", "要几天"):
        await tap(owner, one)


async def test_a_plan_half_typed_outlasts_start_and_a_restart(own_office: Office) -> None:
    office = own_office
    owner = await office.owner()
    finding = await fault(office, owner)
    await to_plan(owner)
    await owner.send("换一台带抽风的机器")
    await owner.send("赵六")
    await owner.send("/start")
    await restart(office)
    await to_plan(owner)
    assert any(STILL_THERE in one.text for one in (await owner.messages())[-3:])
    await owner.click("不花钱")
    await tap(owner, "通常")
    assert "换一台带抽风的机器" in (await owner.last()).text
    await owner.send("/start")
    await to_plan(owner)
    assert "赵六" in (await owner.last()).text
    await tap(owner, "就这么定")
    (kept,) = await office.rows(
        "SELECT measure, responsible FROM rectifications WHERE finding_id = :id", id=finding
    )
    assert (kept["measure"], kept["responsible"]) == ("换一台带抽风的机器", "赵六")
    await restart(office)
    kept_states = str(await office.rows("SELECT data FROM dialog_states"))
    assert "赵六" not in kept_states, "what is finished is not kept"


async def test_a_profile_half_filled_outlasts_start_and_a_restart(own_office: Office) -> None:
    office = own_office
    owner = await office.owner(industry="shoes")
    await owner.send("/start")
    for one in ("更多", "企业概况", "下一步"):
        await tap(owner, one)
    await owner.send("白胶、含苯稀释剂")
    await owner.send("/start")
    await restart(office)
    await owner.send("/start")
    for one in ("更多", "企业概况", "下一步"):
        await tap(owner, one)
    assert "含苯稀释剂" in (await owner.last()).text


async def test_the_day_of_an_extension_is_offered_again(office: Office) -> None:
    owner = await office.owner()
    await planned_fault(office, owner)
    await submitted(office, owner)
    await owner.send("/tasks")
    await tap(owner, "▸" if has(await owner.last(), "▸") else labels(await owner.last())[0])
    await tap(owner, "申请延期")
    wanted = today() + timedelta(days=23)
    await owner.send(wanted.isoformat())
    await owner.send("/start")
    await owner.send("/tasks")
    await tap(owner, "▸" if has(await owner.last(), "▸") else labels(await owner.last())[0])
    await tap(owner, "申请延期")
    await tap(owner, "不改：")
    await owner.send("设备还没到货，厂家说要三周")
    (asked,) = await office.rows(
        "SELECT wanted_on FROM extensions WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    assert str(asked["wanted_on"]) == wanted.isoformat()


async def test_a_corrected_text_that_was_not_confirmed_is_shown_again(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发送完毕")

    async def to_correction() -> None:
        await author.send("/notices")
        await author.click("✓ 已发")
        await author.click("更正")

    await to_correction()
    await author.send("改到下周一前<b>关好")  # not taken as it is
    await author.send("/start")
    await bureau.restart()
    await to_correction()
    assert "改到下周一前" in (await author.last()).text
    await author.send("改到<i>下周三</i>前关好抽风口")
    await author.send("/office")
    await to_correction()
    assert "下周三" in (await author.last()).text
    await author.click("看上次写的")
    await author.click("全部更正")
    await bureau.until(owner, "下周三")
    await bureau.state("sent")
    await to_correction()
    assert not has(await author.last(), "看上次写的")


async def test_a_notice_telegram_does_not_take_is_there_when_its_draft_is_opened(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    await bureau.firms(1)
    await write(author, "五<i>日前关好抽风口")
    assert has(await author.last(), "按原样发")
    await author.send("/start")
    await author.send("/notices")
    await author.click("✎")
    await tap(author, "按原样发")
    assert await said(author, "五<i>日前关好抽风口")


async def test_the_reason_of_a_verdict_is_there_for_that_verdict_alone(office: Office) -> None:
    owner = await office.owner("yangzhou", place=await office.open_place("yangzhou"))
    check = await hand_in(office, owner)
    head = await office.official(owner.place, "head")

    async def to_verdict(verdict: str) -> str:
        await head.send("/office")
        for one in ("复查", owner.enterprise[:8], "下结论", verdict):
            await tap(head, one)
        return (await dialog_window(head)).text

    await to_verdict("📣 曝光")
    await head.send("三次通知仍不整改，也不让进车间")
    await head.send("/start")
    assert "三次通知" not in await to_verdict("✅")
    assert "三次通知仍不整改，也不让进车间" in await to_verdict("📣 曝光")
    await tap(head, "确认")
    (row,) = await office.rows("SELECT comment FROM reviews WHERE self_check_id = :id", id=check)
    assert row["comment"] == "三次通知仍不整改，也不让进车间"


async def test_days_set_before_a_campaign_is_opened_are_there_again(office: Office) -> None:
    place = await quiet_place(office)
    head = await to_days(office, place)
    await tap(head, "▸")
    first = today() + timedelta(days=5)
    moved = first + timedelta(days=60)
    await head.send(f"{first.isoformat()} 到 {moved.isoformat()}")
    await head.send("/start")
    await head.send("/office")
    await tap(head, "开展专项行动")
    await tap(head, office.library.packs["hailing"].title.zh)
    assert any(STILL_THERE in one.text for one in (await head.messages())[-3:])
    await tap(head, "开展 ›")
    await tap(head, "开展")
    (there,) = await open_ones(office, place)
    assert str(there["start_on"]) == first.isoformat()
    ends = await office.rows(
        "SELECT ends_on FROM campaign_phases WHERE campaign_id = :id ORDER BY starts_on", id=there["id"]
    )
    assert moved.isoformat() in {str(one["ends_on"]) for one in ends}


async def test_days_to_be_moved_wait_for_their_reason(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)

    async def to_phase() -> None:
        await head.send("/office")
        await tap(head, "行动安排")
        await tap(head, "▸ 生产经营单位自")

    await to_phase()
    first, last = today(), today() + timedelta(days=90)
    await head.send(f"{first.isoformat()}至{last.isoformat()}")
    await head.send("/start")
    await to_phase()
    await tap(head, "不改：")
    await head.send("设备检修推迟")
    rows = await office.rows(
        "SELECT ends_on FROM campaign_phases WHERE campaign_id = :id", id=place.campaign_id
    )
    assert last.isoformat() in {str(one["ends_on"]) for one in rows}
    await tap(head, "▸ 生产经营单位自")
    assert not has(await dialog_window(head), "不改：")


async def locked_answers(office: Office) -> set[str]:
    """Answers to reports in stored windows, locked as they are; other tests leave some of them open."""
    stored = str(await office.rows("SELECT data FROM dialog_states"))
    return set(re.findall(r'"text": ?"[^"]+"', stored))


async def test_an_answer_to_a_report_waits_locked_and_in_memory(office: Office) -> None:
    place = await office.open_place("hailing")
    officer, worker = await doctor(office, place), await report(office, place)
    await open_case(officer)
    await tap(officer, "受理")
    await tap(officer, "答复")
    others = await locked_answers(office)
    await officer.send("周内去看，不点名")
    assert "只保留到程序重启" in (await officer.last()).text
    await officer.send("/start")
    assert "不点名" not in str(await office.rows("SELECT data FROM dialog_states"))
    async with asyncio.timeout(SETTLE_SECONDS):  # where people stand is written a moment later
        while not await locked_answers(office) <= others:
            await office.client.idle()
    await open_case(officer)
    await tap(officer, "未发出的")
    assert "周内去看" in (await officer.last()).text
    await tap(officer, "确定")
    assert (await worker.seen()).messages[-1].text == "周内去看，不点名"
    assert not has(await officer.last(), "未发出的")


async def test_a_day_that_waits_for_a_yes_is_asked_about_again_and_for_that_alone(
    own_office: Office,
) -> None:
    office = own_office
    owner = await office.owner()
    await owner.send("/start")

    async def to_day(of: str) -> None:
        for one in ("更多", "定期提醒", of):
            await tap(owner, one)

    await to_day("在岗期间职业健康检查")
    await owner.send("昨天")
    assert has(await dialog_window(owner), "是，")
    await tap(owner, "返回")
    await tap(owner, "检测")
    assert not has(await dialog_window(owner), "是，"), "that was said of something else"
    await owner.send("/start")
    await restart(office)
    await owner.send("/start")
    await to_day("在岗期间职业健康检查")
    await tap(owner, "是，")
    query = "SELECT last_on FROM upkeeps WHERE enterprise_id = :id"
    (kept,) = await office.rows(query, id=owner.enterprise_id)
    assert str(kept["last_on"]) == (today() - timedelta(days=1)).isoformat()
    await tap(owner, "改上次日期")
    assert not has(await dialog_window(owner), "是，"), "what was taken is not asked about"


async def test_a_list_that_was_checked_is_offered_again(own_office: Office) -> None:
    office = own_office
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    row = ("回来再导的厂", credit_code(next(numbers)), "城东街道", "制鞋", "", 18)
    await head.document(filled(await template(office, head), row), "名单.xlsx")
    assert "新增 1 家" in (await head.last()).text
    await head.send("/start")
    await restart(office)
    await head.send("/office")
    await template(office, head)
    assert "新增 1 家" in (await dialog_window(head)).text
    await tap(head, "导入")
    query = "SELECT name FROM enterprises WHERE jurisdiction_id = :id"
    assert [one["name"] for one in await office.rows(query, id=place.towns[0])] == ["回来再导的厂"]
    await head.click("导入名单")
    assert "新增 1 家" not in (await dialog_window(head)).text

"""A button further up, and what a colleague changed meanwhile: of handing on, notices, cases, registering."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from simulator.client import Person
from tests.conversations.bureau import open_bureau
from tests.conversations.confirming import refused, refuses, tap
from tests.conversations.handed_in import hand_in
from tests.conversations.installation import today
from tests.conversations.notice_steps import send_off, write
from tests.conversations.office import Office
from tests.conversations.test_campaign import open_ones, quiet_place, to_days
from tests.conversations.test_confirming_enterprise import fault, measure_of
from tests.conversations.test_confirming_office import adds, reported, visits
from tests.conversations.test_join import enterprises, register
from tests.conversations.test_report_case import doctor, open_case
from tests.conversations.walk import dialog_window, has, labels


async def button_of(person: Person, words: str) -> str:
    """The callback data of the button with these words in the open window."""
    seen = await dialog_window(person)
    rows = seen.raw["reply_markup"]["inline_keyboard"]
    return next(str(one["callback_data"]) for row in rows for one in row if words in one["text"])


async def press_old(office: Any, person: Person, data: str) -> None:
    """Tap that button as it was, on whatever message; a phone that was away shows it still."""
    url = f"/bot{office.installation.token}/sendMessage"
    keyboard = {"inline_keyboard": [[{"text": "旧按钮", "callback_data": data}]]}
    sent = {"chat_id": person.id, "text": "旧窗口", "reply_markup": keyboard}
    await office.client.call("POST", url, json=sent)
    await person.click("旧按钮")


# --- reports


async def to_hand_on(officer: Person, department: str) -> None:
    """Go from the report to the last confirmation before it is transferred."""
    for one in ("转交", department, "就转到这里", "属贵部门职责"):
        await tap(officer, one)


async def test_a_report_is_handed_on_after_the_workers_last_word_was_seen(office: Office) -> None:
    place, officer, worker = await reported(office)
    await doctor(office, place, department="labour")
    await to_hand_on(officer, "人社")
    await adds(office, worker, "是卫健的事，不是别人的")
    await refuses(officer, "确定", "共 2 条", "人社")
    assert (await worker.seen()).state == "waiting"
    await tap(officer, "确定")
    assert "已转交" in (await dialog_window(officer)).text


async def test_a_report_a_colleague_took_is_not_handed_on(office: Office) -> None:
    place, officer, _ = await reported(office)
    await to_hand_on(officer, "应急")
    colleague = await doctor(office, place)
    await open_case(colleague)
    await colleague.click("受理")
    await refuses(officer, "确定", "同事在办")


async def test_an_old_button_hands_a_report_on_to_nobody_else(office: Office) -> None:
    """Chosen again: the button further up stood below another department."""
    _, officer, worker = await reported(office)
    await to_hand_on(officer, "应急")
    assert "应急" in (await dialog_window(officer)).text
    old = await button_of(officer, "确定")
    for one in ("重写", "返回", "返回", "人社", "就转到这里", "属贵部门职责"):
        await tap(officer, one)
    await press_old(office, officer, old)
    await refused(officer, "人社")
    assert (await worker.seen()).state == "waiting"


async def test_an_old_button_closes_a_report_with_no_other_result(office: Office) -> None:
    _, officer, worker = await reported(office)
    for one in ("办结", "不属实"):
        await tap(officer, one)
    await officer.send("看过了，情况如下")
    assert "不属实" in (await dialog_window(officer)).text
    old = await button_of(officer, "确定")
    for one in ("重写", "返回", "属实已处理"):
        await tap(officer, one)
    await officer.send("看过了，情况如下")
    await press_old(office, officer, old)
    await refused(officer, "属实已处理")
    assert (await worker.seen()).state != "closed"


async def test_an_old_button_plans_a_visit_for_no_other_day(office: Office) -> None:
    place, officer, _ = await reported(office)
    owner = await office.owner(place=place)
    days = [today() + timedelta(days=number) for number in (8, 15)]
    await tap(officer, "安排检查")
    await officer.send(days[0].isoformat())
    await officer.send(owner.enterprise[1:7])
    assert f"{days[0].month}月{days[0].day}日" in (await dialog_window(officer)).text
    old = await button_of(officer, owner.enterprise[:6])
    await tap(officer, "返回")
    await officer.send(days[1].isoformat())
    await officer.send(owner.enterprise[1:7])
    await press_old(office, officer, old)
    await refused(officer, f"{days[1].month}月{days[1].day}日")
    assert await visits(office, owner) == []


# --- findings


async def test_an_old_button_keeps_no_other_plan(office: Office) -> None:
    """Its words are shown only as far as there is room."""
    owner, _, finding = await fault(office)
    long = "把喷胶车间的整套抽风管道拆掉重新安装，" * 8
    for one in ("未定", "定怎么改", "要几天"):
        await tap(owner, one)
    await owner.send(f"{long}装在东边")
    for one in ("我本人", "不花钱", "通常"):
        await tap(owner, one)
    old = await button_of(owner, "就这么定")
    await tap(owner, "改措施")
    await owner.send(f"{long}装在西边")
    await press_old(office, owner, old)
    await refused(owner, "抽风管道")
    assert await office.rows("SELECT id FROM rectifications WHERE finding_id = :id", id=finding) == []
    await tap(owner, "就这么定")
    assert (await measure_of(office, finding)).endswith("装在西边")


# --- campaigns


async def test_an_old_button_opens_no_campaign_with_other_days(office: Office) -> None:
    place = await quiet_place(office)
    head = await to_days(office, place)
    await tap(head, "开展 ›")
    old = await button_of(head, "开展")
    await tap(head, "返回")
    await tap(head, "▸")
    first, last = (today() + timedelta(days=number) for number in (5, 65))
    await head.send(f"{first.isoformat()} 到 {last.isoformat()}")
    await tap(head, "开展 ›")
    await press_old(office, head, old)
    await refused(head)
    assert await open_ones(office, place) == []


# --- notices


async def test_a_notice_corrected_meanwhile_is_not_withdrawn_unread(tmp_path: Path) -> None:
    async with open_bureau(tmp_path, release_above=50) as bureau:
        author, head = await bureau.official("张三"), await bureau.official("周科长", role="head")
        await bureau.firms(2)
        await write(author, "第一稿")
        await send_off(author)
        await bureau.state("sent")
        await head.send("/notices")
        await tap(head, "第一稿")
        await author.send("/notices")
        await tap(author, "第一稿")
        await tap(author, "撤回")
        await tap(head, "更正")
        await head.send("第二稿：明天停电")
        await tap(head, "全部更正")
        await refuses(author, "撤回")
        rows = await bureau.rows("SELECT state, job FROM notices")
        assert all(row["job"] != "withdraw" for row in rows)


async def test_a_draft_written_anew_is_not_thrown_away_by_an_old_button(tmp_path: Path) -> None:
    async with open_bureau(tmp_path) as bureau:
        author = await bureau.official("张三")
        await bureau.firms(1)
        await write(author, "第一稿")
        old = await button_of(author, "删")
        await tap(author, "改文字")
        await author.send("第二稿：写了半天")
        await bureau.tap_raw(author, old)
        await refused(author, "第二稿")
        rows = await bureau.rows("SELECT body FROM notices")
        assert [row["body"] for row in rows] == ["第二稿：写了半天"]


# --- summary cases


async def test_a_case_a_colleague_wrote_about_is_neither_written_over_nor_left_out(office: Office) -> None:
    place = await office.open_place("yangzhou")
    owner = await office.owner(place=place)
    await hand_in(office, owner, {"Q02.1": "fail"})
    heads = [await office.official(place, "head") for _ in range(2)]
    for one in heads:
        await one.send("/office")
        for way in ("总结月报", "总结报告", "典型事例", owner.enterprise[:6]):
            await tap(one, way)
    first, second = heads
    await second.send("改得快")
    await refuses(first, "选上", "改得快")
    await tap(second, owner.enterprise[:6])
    await second.send("改得又快又好")
    await first.send("没有改")
    await refused(first, "改得又快又好")
    await tap(second, owner.enterprise[:6])
    await second.send("停产改造")
    await refuses(first, "不选这家", "停产改造")
    await tap(first, "不选这家")
    assert "☑" not in "".join(labels(await dialog_window(first)))


# --- registering


async def test_an_old_button_registers_nothing_but_what_it_stood_below(office: Office) -> None:
    somebody = await office.owner(registered=False)
    await register(office, somebody, somebody.enterprise, somebody.credit_code)
    old = await button_of(somebody, "登记")
    await tap(somebody, "改地址")
    await somebody.send("工业园东区" + "很长的路" * 20 + " 6 号")
    middle = await button_of(somebody, "登记")
    await tap(somebody, "改地址")
    await somebody.send("工业园东区" + "很长的路" * 20 + " 8 号")
    for one in (old, middle):
        await press_old(office, somebody, one)
        await refused(somebody, "工业园东区")
        assert await enterprises(office, somebody.credit_code) == []
    await tap(somebody, "登记")
    (made,) = await enterprises(office, somebody.credit_code)
    assert str(made["address"]).endswith("8 号")


async def test_an_enterprise_somebody_registered_meanwhile_is_asked_to_be_joined(office: Office) -> None:
    somebody, other = await office.owner(registered=False), await office.owner(registered=False)
    await register(office, somebody, somebody.enterprise, somebody.credit_code)
    await register(office, other, "别人写的名字", somebody.credit_code)
    await tap(other, "登记")
    await tap(somebody, "登记")
    (made,) = await enterprises(office, somebody.credit_code)
    assert made["name"] == "别人写的名字"
    assert has(await dialog_window(somebody), "向")

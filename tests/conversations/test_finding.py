"""Findings and tasks as a person meets them: stop, rectify, plan, look, share. In one process."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from storage.findings import photos
from storage.membership import invites
from storage.self_checks.state import load
from storage.tables.findings import Rectification
from tests.conversations.workshop import Workshop, picture, shop

__all__ = ["shop"]


async def test_planning_takes_six_taps_and_no_text(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    await shop.owner.click("未定")
    await shop.owner.click("定怎么改")
    for tap in ("要几天", "就这么改", "我本人", "不花钱", "通常", "就这么定"):
        assert len((await shop.owner.last()).buttons) <= 8
        await shop.owner.click(tap)
    kept = await shop.finding(finding_id)
    question = shop.question("Q01.1")
    assert (kept.remedy, kept.measure, kept.responsible, kept.funds_fen) == (
        "plan",
        question.measure.zh,
        "王师傅",
        0,
    )
    assert kept.due_on == date(2027, 3, 1) + timedelta(days=question.days)
    assert "整改计划记下了" in (await shop.owner.last()).text


async def test_a_fault_in_the_check_leads_to_the_plan_and_back_to_the_next_question(shop: Workshop) -> None:
    await shop.owner.send("/check")
    await shop.owner.click("不符合")
    assert (await shop.owner.last()).text.startswith("记下了：")
    for tap in ("要几天", "就这么改", "我本人", "不花钱", "通常", "就这么定"):
        await shop.owner.click(tap)
    last = await shop.owner.last()
    assert "整改计划记下了" in last.text
    assert any("不符合" in text for row in last.buttons for text in row)


async def test_a_typed_plan_survives_back_and_is_read_back(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "要几天"):
        await shop.owner.click(tap)
    days = ("尽快", "2027-02-28", "３月１２日", "是")
    for words in ("换一台带抽风的机器", "赵六", "随便", "１.５万元", *days):
        await shop.owner.send(words)
    said = [message.text for message in await shop.owner.messages()]
    assert any(text.startswith("没看懂这个数") for text in said)
    assert any(text.startswith("没看懂是哪一天") for text in said)
    assert any("已经过了" in text for text in said)
    read_back = (await shop.owner.last()).text
    for part in ("换一台带抽风的机器", "赵六", "15000 元", "2027年3月12日"):
        assert part in read_back
    await shop.owner.click("改资金")
    await shop.owner.click("‹ 返回")
    assert (await shop.owner.last()).text == read_back
    await shop.owner.click("改措施")
    assert any("换一台带抽风的机器" in text for row in (await shop.owner.last()).buttons for text in row)
    await shop.owner.click("不改")
    await shop.owner.click("就这么定")
    kept = await shop.finding(finding_id)
    assert (kept.responsible, kept.funds_fen, kept.due_on) == ("赵六", 1_500_000, date(2027, 3, 12))


@pytest.mark.parametrize(
    "typed", ["下周五", "5月10日", "30", "13800001111", "改好了", "👍", "500元", "是", "不", "改资金"]
)
async def test_what_says_nothing_is_no_measure_no_name_and_no_reason(shop: Workshop, typed: str) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "要几天"):
        await shop.owner.click(tap)

    async def asked_again(example: str) -> None:
        before = await shop.owner.last()
        await shop.owner.send(typed)
        assert any(f"比如：{example}" in one.text for one in (await shop.owner.messages())[-2:])
        assert (await shop.owner.last()).text == before.text

    await asked_again("给打磨台装抽风罩")
    await shop.owner.send("换一台带抽风的机器")
    await asked_again("王建国")
    await shop.owner.send("赵六")
    for tap in ("不花钱", "›", "›", "15"):
        await shop.owner.click(tap)
    await asked_again("风机订了货")
    await shop.owner.send("风机要从厂家订做")
    await shop.owner.click("就这么定")
    kept = await shop.finding(finding_id)
    assert (kept.measure, kept.responsible, kept.beyond_reason) == (
        "换一台带抽风的机器",
        "赵六",
        "风机要从厂家订做",
    )


async def test_a_day_typed_for_the_measure_is_asked_about_where_the_day_is_chosen(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "要几天"):
        await shop.owner.click(tap)
    await shop.owner.send("下周五")
    assert "2027年3月12日" in (await shop.owner.messages())[-2].text
    for words in ("换一台带抽风的机器", "赵六", "0"):
        await shop.owner.send(words)
    calendar = await shop.owner.last()
    assert ["是，2027年3月12日"] in calendar.buttons
    await shop.owner.send("嗯 是的")
    assert "2027年3月12日" in (await shop.owner.last()).text
    await shop.owner.click("就这么定")
    assert (await shop.finding(finding_id)).due_on == date(2027, 3, 12)


async def test_the_days_of_the_week_stand_above_a_short_month_that_asks(shop: Workshop) -> None:
    shop.clock.at = datetime(2027, 3, 15, 8, tzinfo=UTC)
    await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "要几天", "就这么改", "我本人", "不花钱"):
        await shop.owner.click(tap)
    names = ["一", "二", "三", "四", "五", "六", "日"]
    assert names in (await shop.owner.last()).buttons
    await shop.owner.send("下周五")
    asked = await shop.owner.last()
    assert ["是，2027年3月26日"] in asked.buttons
    assert names in asked.buttons


async def test_a_day_after_the_phase_is_asked_its_reason(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "要几天", "就这么改", "我本人", "不花钱", "›", "›"):
        await shop.owner.click(tap)
    assert any("2027年5月" in text for row in (await shop.owner.last()).buttons for text in row)
    await shop.owner.click("15")
    assert "2027年4月30日" in (await shop.owner.last()).text
    await shop.owner.send("风机要从厂家订做")
    await shop.owner.click("就这么定")
    kept = await shop.finding(finding_id)
    assert (kept.due_on, kept.beyond_reason) == (date(2027, 5, 15), "风机要从厂家订做")


async def test_danger_is_stopped_before_anything_else_and_an_album_shows_it_put_right(shop: Workshop) -> None:
    code = next(
        code
        for item in shop.app.library.packs["hailing"].items
        for check in item.checks
        for code in [shop.app.library.items[check].core.code]
        if shop.question(code).stop
    )
    (finding_id,) = await shop.fail(code)
    await shop.owner.send("/tasks")
    await shop.owner.click("未定")
    await shop.owner.click("先停")
    stop = shop.question(code).stop
    assert stop is not None
    assert stop.zh in (await shop.owner.last()).text
    await shop.owner.click("返回")
    assert "先停下这个岗位" in (await shop.owner.last()).text
    await shop.owner.click("先停")
    await shop.owner.click("已停")
    assert (await shop.finding(finding_id)).stopped_at is not None
    await shop.owner.click("现在改")
    await shop.owner.click("改好了")
    assert "先拍一张" in await shop.owner.toast()
    assert (await shop.finding(finding_id)).remedy_state == "open"
    await shop.owner.album([picture("red"), picture("green"), picture("red")])
    assert "已收 2 张" in (await shop.owner.last()).text
    await shop.owner.click_all("改好了", 2)
    assert (await shop.finding(finding_id)).remedy_state == "done"
    await shop.owner.send("/tasks")
    assert "未完成 0 · 逾期 0 · 已整改 1" in (await shop.owner.last()).text
    await shop.owner.click("已整改")
    await shop.owner.click("✓")
    assert "待销号" in (await shop.owner.last()).text
    await shop.owner.click("照片")
    last = await shop.owner.last()
    assert last.media == "photo"
    assert last.text.startswith("改后 · 1/2")
    await shop.owner.click("›")
    assert (await shop.owner.last()).text.startswith("改后 · 2/2")


async def test_tasks_stand_soonest_first_and_overdue_ones_say_so(shop: Workshop) -> None:
    first, second, third = await shop.fail("Q01.1", "Q02.1", "Q12.1")
    await shop.plan(second, date(2027, 3, 3))
    await shop.plan(third, date(2027, 3, 2))
    shop.clock.at += timedelta(days=5)
    await shop.owner.send("/tasks")
    last = await shop.owner.last()
    assert last.text.startswith("整改 · 未完成 3 · 逾期 2 · 已整改 0")
    labels = [row[0] for row in last.buttons[:3]]
    assert ["未定" in labels[0], "逾期 4 天" in labels[1], "逾期 3 天" in labels[2]] == [True] * 3
    await shop.owner.send("2")
    assert "逾期 4 天" in (await shop.owner.last()).text
    assert (await shop.finding(first)).remedy is None


async def test_more_tasks_than_a_page_holds_are_turned(shop: Workshop) -> None:
    form = shop.app.library.packs["hailing"]
    codes = [shop.app.library.items[check].core.code for item in form.items for check in item.checks][:7]
    await shop.fail(*codes)
    await shop.owner.send("/tasks")
    last = await shop.owner.last()
    assert "第 1/2 页" in last.text
    assert len(last.buttons) <= 8
    await shop.owner.click("下一页")
    assert "第 2/2 页" in (await shop.owner.last()).text


async def test_the_responsible_person_sees_one_finding_and_nothing_else(shop: Workshop) -> None:
    first, second = await shop.fail("Q01.1", "Q02.1")
    await shop.plan(first, date(2027, 3, 9))
    await shop.plan(second, date(2027, 3, 9))
    await shop.owner.send("/tasks")
    await shop.owner.click(shop.question("Q01.1").fails.zh[:8])
    await shop.owner.click("给负责人发链接")
    await shop.owner.click("做一个链接")
    link = next(message for message in reversed(await shop.owner.messages()) if "t.me/" in message.text)
    secret = link.text.rpartition("start=")[2]
    assert secret.startswith("f_")
    guest = await shop.client.person("李四")
    async with shop.app.database.begin() as db:
        await invites.accept(db, shop.clock.at, guest.id, "zh", secret, "李四")
    shop.app.identities.forget(guest.id)
    await guest.send("/tasks")
    seen = await guest.last()
    assert seen.text.startswith("整改 · 未完成 1 ")
    await guest.click(shop.question("Q01.1").fails.zh[:8])
    labels = {text for row in (await guest.last()).buttons for text in row}
    assert labels == {"补照片", "留言", "‹ 返回"}
    await guest.click("补照片")
    await guest.photo(picture("blue"))
    labels = {text for row in (await guest.last()).buttons for text in row}
    assert labels == {"‹ 看这一条"}
    await guest.click("看这一条")
    await guest.click("留言")
    await guest.send("明天装好")
    assert "负责人：明天装好" in (await guest.last()).text
    await shop.owner.send("/tasks")
    await shop.owner.click(shop.question("Q01.1").fails.zh[:8])
    text = (await shop.owner.last()).text
    assert "改后 1 张" in text
    assert "明天装好" in text


async def test_a_finding_goes_back_to_the_list_and_page_it_was_opened_from(shop: Workshop) -> None:
    """It goes from the finding to its list, from the second page to the second page; by an extension, too."""
    async with shop.app.database.read() as db:
        self_check = await load(db, shop.check_id)
    asked = {code: question for code, (_, question) in self_check.form.by_code.items()}
    codes = [
        code
        for code, one in asked.items()
        if one.stop is None and not one.closed_by and code not in self_check.skips
    ]
    ids = await shop.fail(*codes[:15])
    for number, finding_id in enumerate(ids):
        await shop.plan(finding_id, date(2027, 3, 9 + number))
    put_right = update(Rectification).where(Rectification.finding_id.in_(ids[:8]))
    async with shop.app.database.begin() as db:
        await db.execute(put_right.values(state="done", done_at=shop.clock.at))

    async def there_and_back(page: str) -> None:
        before = await shop.owner.last()
        await shop.owner.click(next(row[0] for row in before.buttons))
        await shop.owner.click(
            next(one for row in (await shop.owner.last()).buttons for one in row if "‹" in one)
        )
        after = await shop.owner.last()
        assert (after.text, after.buttons) == (before.text, before.buttons)
        assert page in after.text

    await shop.owner.send("/tasks")
    await there_and_back("第 1/2 页")
    await shop.owner.click("下一页")
    await there_and_back("第 2/2 页")
    before = await shop.owner.last()
    async with shop.app.database.begin() as db:
        await db.exec_driver_sql("UPDATE self_checks SET state = 'submitted'")
    await shop.owner.click(next(row[0] for row in before.buttons))
    await shop.owner.click("申请延期")
    await shop.owner.click("‹ 这项整改")
    await shop.owner.click("‹ 整改列表")
    assert (await shop.owner.last()).text == before.text
    await shop.owner.click("已整改 8")
    await there_and_back("已整改 8 项")
    await shop.owner.click("下一页")
    await there_and_back("第 2/2 页")


async def test_a_photo_that_cannot_be_read_is_refused_and_the_window_stays(shop: Workshop) -> None:
    await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    for tap in ("未定", "定怎么改", "现在改"):
        await shop.owner.click(tap)
    await shop.owner.document(b"%PDF-1.7", "合同.pdf", "application/pdf")
    assert "这份 PDF 打不开" in (await shop.owner.said()).text
    await shop.owner.document(picture("red"), "现场.jpg", "image/jpeg")
    assert "已收 1 张" in (await shop.owner.last()).text


async def test_a_plan_is_changed_only_until_the_form_is_handed_in(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.plan(finding_id, date(2027, 3, 9))
    await shop.owner.send("/tasks")
    await shop.owner.click(shop.question("Q01.1").fails.zh[:8])
    await shop.owner.click("改计划")
    assert "3000 元" in (await shop.owner.last()).text
    async with shop.app.database.begin() as db:
        await db.exec_driver_sql("UPDATE self_checks SET state = 'submitted'")
    await shop.owner.click("就这么定")
    assert "已经交了" in await shop.owner.toast()
    await shop.owner.send("/tasks")
    await shop.owner.click(shop.question("Q01.1").fails.zh[:8])
    labels = {text for row in (await shop.owner.last()).buttons for text in row}
    assert "改计划" not in labels
    assert "补整改照片 / 已整改" in labels


async def test_a_photo_of_the_fault_is_asked_for_and_stands_beside_the_one_after(shop: Workshop) -> None:
    (finding_id,) = await shop.fail("Q01.1")
    await shop.owner.send("/tasks")
    await shop.owner.click("未定")
    await shop.owner.click("定怎么改")
    assert "先拍一张改之前的样子" in (await shop.owner.last()).text
    await shop.owner.photo(picture("red"))
    await shop.owner.photo(picture("red"))  # the same twice is one
    assert "改前照片 1 张" in (await shop.owner.last()).text
    await shop.owner.click("现在改")
    await shop.owner.photo(picture("green"))
    await shop.owner.click("改好了")
    async with shop.app.database.read() as db:
        files = await photos.list_finding_files(db, shop.actor, finding_id)
    assert [file.stage for file in files] == ["before", "after"]

"""The review in the chat: an officer's queue, a case, verdicts; messages to the owner, and the owner's
answers."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from sqlalchemy import text

from simulator.client import Person
from storage.reminders import escalation_planning
from tests.conversations.due import noon_place, noon_zone, remind
from tests.conversations.due import today as local_day
from tests.conversations.handed_in import RULES, hand_in, hurry
from tests.conversations.installation import today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.screens import LINES, height
from tests.conversations.walk import has, labels, picture
from tests.conversations.working_hours import now


async def desk(office: Office, count: int = 1) -> tuple[Official, list[Owner]]:
    """An inspector of a district, and owners there."""
    place = await office.open_place("hailing")
    owners = [await office.owner(place=place) for _ in range(count)]
    for owner in owners:
        await owner.send("/start")  # nobody is written to who never wrote
    inspector = await office.official(place, "inspector")
    await inspector.send("/office")
    return inspector, owners


async def open_case(inspector: Person, owner: Owner) -> None:
    """Go from the office's home to a case."""
    await inspector.click("复查")
    await inspector.click(owner.enterprise[:8])


async def test_an_honest_form_is_passed_with_four_taps(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    check = await hand_in(office, owner)
    await inspector.send("/office")
    taps = ("复查 1", owner.enterprise[:8], "✅ 全部同意，通过", "确认")
    for tap in taps:
        label = next(one for one in labels(await inspector.last()) if tap in one)
        await inspector.click(label)
    assert len(taps) <= 4
    assert "已记下" in (await inspector.last()).text
    (row,) = await office.rows("SELECT state, verdict FROM reviews WHERE self_check_id = :id", id=check)
    assert (row["state"], row["verdict"]) == ("decided", "pass")
    await hurry(office)
    await office.until(owner, "已复查：通过")
    await owner.click("查看结果")
    assert "已复查：通过" in (await owner.last()).text


async def test_a_double_tap_on_confirm_decides_once(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    check = await hand_in(office, owner)
    await open_case(inspector, owner)
    await inspector.click("✅ 全部同意，通过")
    await office.thumbs(inspector, "确认", 3)
    rows = await office.rows("SELECT id FROM reviews WHERE self_check_id = :id", id=check)
    assert len(rows) == 1
    told = await office.rows(
        "SELECT id FROM outbox WHERE text_key = 'outbox-reviewed' AND person_id = :id", id=owner.person_id
    )
    assert len(told) == 1


async def test_the_riskiest_is_first_and_says_why(office: Office) -> None:
    inspector, (calm, faulty, quick) = await desk(office, 3)
    await hand_in(office, calm)
    await hand_in(office, faulty, {"Q02.1": "fail", "Q12.1": "fail"})
    await hand_in(office, quick, seconds=1)
    await inspector.send("/office")
    await inspector.click("复查 3")
    seen = (await inspector.last()).text
    assert "待复查 3 份" in seen
    assert "不符合 2" in seen
    assert "填报过快" in seen
    assert seen.index(quick.enterprise) < seen.index(calm.enterprise)
    await inspector.click("导出名单")
    (file,) = [one for one in await inspector.messages() if one.media == "document"]
    sheet = load_workbook(BytesIO(await office.client.download(file.file_id))).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == [
        one.enterprise for one in (quick, faulty, calm)
    ]
    assert "填报过快" in str(sheet["F3"].value)
    await inspector.click(quick.enterprise[:8])
    await inspector.click("疑点 1")
    assert "秒" in (await inspector.last()).text


async def test_many_faults_leave_the_case_on_one_screen(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    codes = ("Q01.1", "Q02.1", "Q10.1", "Q11.1", "Q12.1", "Q15.1")
    await hand_in(office, owner, dict.fromkeys(codes, "fail"))
    await open_case(inspector, owner)
    seen = (await inspector.last()).text
    assert "还有 6 项未改完" in seen
    shown, more = seen.count("\n· "), seen.partition("另有 ")[2].partition(" 项")[0]
    assert shown - 1 + int(more) == 6
    assert height(seen) <= LINES


async def test_item_by_item_with_a_question_and_an_overturned_answer(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    await hand_in(office, owner, {"Q12.1": "na"})
    await open_case(inspector, owner)
    await inspector.click("逐项看")
    first = (await inspector.last()).text
    assert "企业填：" in first
    await inspector.click("✓ 同意")
    assert (await inspector.last()).text != first
    await inspector.click("问企业")
    await inspector.send("请拍一下<b>吸尘器</b>😀")
    assert "已提问" in (await inspector.last()).text
    await hurry(office)
    asked = await office.until(owner, "复查人员问")
    assert "<b>吸尘器</b>😀" in asked.text
    await owner.click("回答")
    await owner.photo(picture())
    assert "已收到照片 1 张" in (await owner.last()).text
    await owner.send("在二楼,刚拍的")
    assert "已发给复查人员" in (await owner.last()).text
    await hurry(office)
    await office.until(inspector, "刚拍的")
    await inspector.click("打开")
    await inspector.click("逐项看")
    while "不涉及" not in (await inspector.last()).text:
        await inspector.click("✓ 同意")
    await inspector.photo(picture())
    assert "照片已记在这一题上" in (await inspector.last()).text
    await inspector.click("✗ 不认可")
    await inspector.click("本单位有这类岗位")
    await inspector.click("返回")
    assert "不认可 1" in (await inspector.last()).text
    assert not has(await inspector.last(), "✅ 全部同意")
    await inspector.click("下结论")
    assert not has(await inspector.last(), "✅ 通过")
    await inspector.click("限期整改")
    await inspector.click("15 天")
    seen = (await inspector.last()).text
    assert "不认可的 1 题" in seen
    await inspector.click("确认")
    await hurry(office)
    told = await office.until(owner, "限期整改")
    assert "不认可的答案成了要整改的问题，共 1 项" in told.text
    await owner.send("/tasks")
    assert any("公告栏" in label or "公告" in label for label in labels(await owner.last()))
    await owner.click("公告")
    shown = (await owner.last()).text
    assert "复查意见：" in shown
    assert "措施：还没定" in shown
    assert "负责人" not in shown
    assert "不花钱" not in shown
    await owner.click("写怎么改")
    await owner.click("返回")
    await owner.click("写怎么改")
    await owner.send("在车间门口<b>装</b>公告栏")
    await owner.send("李四")
    await owner.send("800")
    read_back = await owner.last()
    assert "期限：" in read_back.text
    assert not has(read_back, "改期限")
    await owner.click("就这么定")
    await owner.send("/tasks")
    await owner.click("公告")
    shown = (await owner.last()).text
    assert "措施：在车间门口<b>装</b>公告栏" in shown
    assert "负责人：李四 · 800 元" in shown
    assert "复查意见：" in shown
    assert has(await owner.last(), "改计划")


async def test_what_is_put_right_is_sent_back_then_closed(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    await hand_in(office, owner, {"Q12.1": "fail"})
    await open_case(inspector, owner)
    left = await inspector.last()
    assert "还有 1 项未改完" in left.text
    (line,) = [one for one in left.text.split("\n") if one.startswith("· ")]
    assert line.startswith("· 没有"), "the fault, not what would pass"
    assert line.endswith("到期"), line
    assert not has(left, "✅ 全部同意"), "what is open is looked at first"
    await inspector.click("逐项看")
    while "不符合" not in (await inspector.last()).text:
        await inspector.click("✓ 同意")
    await inspector.click("✓ 同意")
    await inspector.click("返回")
    await inspector.click("✅ 全部同意，通过")
    await inspector.click("确认")
    (finding,) = await office.rows(
        "SELECT id FROM findings WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    for round_number, words in enumerate(("照片看不清", "")):
        await owner.send("/tasks")
        await owner.click("公告")
        await owner.click("补整改照片")
        if round_number:
            await owner.click("改好了")
            assert "重新拍" in await owner.toast() + "\n".join(one.text for one in await owner.messages())
        await owner.photo(picture())
        await owner.click("改好了")
        await inspector.send("/office")
        await inspector.click("复查")
        await inspector.click("待销号 1")
        await inspector.click(owner.enterprise[:8])
        await inspector.click("看照片")
        assert any(one.media == "photo" for one in await inspector.messages())
        if words:
            await inspector.click("✗ 退回")
            await inspector.click(words)
            await hurry(office)
            told = await office.until(owner, "已退回")
            assert words in told.text
        else:
            assert "退回过 1 次" in (await inspector.last()).text
            await inspector.click("✓ 同意销号")
            assert "已销号" in (await inspector.last()).text
    (row,) = await office.rows("SELECT state, closed_by FROM findings WHERE id = :id", id=finding["id"])
    assert (row["state"], row["closed_by"]) == ("closed", inspector.person_id)
    await owner.send("/check")
    assert "项整改没完成" not in (await owner.last()).text, (
        "the self-check agrees with the empty list of tasks"
    )


async def test_of_two_officers_the_second_is_told_who_has_it(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    await hand_in(office, owner)
    colleague = await office.official(owner.place, "inspector", name="陈检查员")
    await open_case(inspector, owner)
    await colleague.send("/office")
    await open_case(colleague, owner)
    await colleague.click("领取复查")
    assert "由您复查" in (await colleague.last()).text
    await inspector.click("✅ 全部同意，通过")
    await inspector.click("确认")
    assert "陈检查员" in await inspector.toast()
    newest = "SELECT reviewer_id FROM reviews WHERE id = (SELECT max(id) FROM reviews)"
    (row,) = await office.rows(newest)
    assert row["reviewer_id"] == colleague.person_id
    await colleague.click("退还，不再由我复查")
    await inspector.click("确认")
    assert "已记下" in (await inspector.last()).text


async def test_a_viewer_looks_and_judges_nothing(office: Office) -> None:
    _, (owner,) = await desk(office)
    await hand_in(office, owner)
    viewer = await office.official(owner.place, "viewer")
    await viewer.send("/office")
    await open_case(viewer, owner)
    for button in ("✅", "下结论", "领取复查"):
        assert not has(await viewer.last(), button)
    await viewer.click("逐项看")
    for button in ("✓", "✗", "问企业"):
        assert not has(await viewer.last(), button)
    await viewer.photo(picture())
    assert not await office.rows(
        "SELECT id FROM evidence WHERE stage = 'review' AND added_by = "
        "(SELECT id FROM accounts WHERE address = :id)",
        id=viewer.id,
    )


async def test_a_sample_is_drawn_and_looked_at_again(office: Office) -> None:
    inspector, owners = await desk(office, 3)
    for owner in owners:
        await hand_in(office, owner)
    await inspector.send("/office")
    await inspector.click("复查")
    await inspector.click("随机抽查")
    await inspector.send("零")
    assert "1 到 200" in "\n".join(one.text for one in await inspector.messages())
    await inspector.send("２")
    seen = await inspector.last()
    assert "从 3 份里抽了 2 份" in seen.text
    assert "种子：" in seen.text
    await inspector.click("‹ 复查")
    await inspector.click("随机抽查")
    await inspector.click("看上次抽的")
    assert (await inspector.last()).text == seen.text


async def test_a_form_done_for_show_is_handed_back(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    check = await hand_in(office, owner, seconds=1)
    await open_case(inspector, owner)
    await inspector.click("下结论")
    await inspector.click("重新自查")
    await inspector.send("月底")
    await inspector.click("是，")
    await inspector.send("每题都是几秒钟填的，请重新来过。")
    assert "重新自查" in (await inspector.last()).text
    await inspector.click("确认")
    (row,) = await office.rows("SELECT state FROM self_checks WHERE id = :id", id=check)
    assert row["state"] == "draft"
    await hurry(office)
    await office.until(owner, "退回重新自查")
    await owner.click("去重新自查")
    assert has(await owner.last(), "提交自查表")


async def test_exposure_waits_for_a_second_head(office: Office) -> None:
    place = await office.open_place("yangzhou")
    owner = await office.owner("yangzhou", place=place)
    await hand_in(office, owner)
    first, second = [await office.official(place, "head") for _ in range(2)]
    await second.send("/office")
    await first.send("/office")
    await open_case(first, owner)
    await first.click("下结论")
    await first.click("📣 曝光")
    assert "对存在严重问题的" in (await first.last()).text
    await first.send("三次通知仍不整改")
    await first.click("确认")
    assert "等另一位负责人确认" in (await first.last()).text
    await hurry(office)
    await office.until(second, "曝光")
    await second.click("打开")
    await second.click("同意这个结论")
    (row,) = await office.rows(
        "SELECT state, second_id FROM reviews WHERE id = (SELECT max(id) FROM reviews)"
    )
    assert (row["state"], row["second_id"]) == ("decided", second.person_id)


async def test_what_is_long_overdue_rises_by_a_persons_hand(office: Office) -> None:
    place, local = await noon_place(office), noon_zone()
    owner = await office.owner(place=place)
    await owner.send("/start")
    town = await office.official(place, "inspector", "town", level="town")
    district = await office.official(place, "head")
    for one in (town, district):
        await one.send("/office")
    await hand_in(office, owner, {"Q12.1": "fail"})
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id"),
            {"day": local_day(local) - timedelta(days=9), "id": owner.enterprise_id},
        )
        rule = next(rule for rule in office.library.reminders if rule.about == "escalation")
        day = local_day(local)
        await escalation_planning.plan_due(db, now(), RULES, day, reminder=rule, zone=ZoneInfo(local))
    await remind(office, place)
    await office.until(town, "长期逾期")
    await town.click("进入办公室")
    await town.click("待决 1")
    await town.click("长期逾期")
    late = (today() - local_day(local)).days + 9  # by the program's own day
    assert f"逾期 {late} 天" in (await town.last()).text
    await town.click("催告")
    assert "催告已发给企业" in (await town.last()).text
    await hurry(office)
    await office.until(owner, "”已过期，请立即整改")
    await town.click("报上级")
    await town.send("催了也不改")
    assert "已记下" in (await town.last()).text
    await hurry(office)
    told = await office.until(district, "催了也不改")
    assert told.media == "document"
    assert (await office.client.download(told.file_id)).startswith(b"%PDF")
    await district.click("打开")
    await district.click("材料 PDF")
    material = next(one for one in reversed(await district.messages()) if one.media == "document")
    assert "上报材料" in material.text
    assert "盖章" not in material.text, "that is said of a form handed in, to its owner"
    await district.click("处罚")
    await district.send("依法处罚")
    await hurry(office)
    await office.until(owner, "作出决定：处罚")
    assert not await office.rows(
        "SELECT id FROM escalations WHERE enterprise_id = :id AND state = 'open'", id=owner.enterprise_id
    )


async def test_the_overview_is_a_picture_and_the_same_in_words(office: Office) -> None:
    inspector, (done, quiet) = await desk(office, 2)
    await hand_in(office, done, {"Q12.1": "fail"})
    await inspector.send("/office")
    await inspector.click("一览")
    pictures = [one for one in await inspector.messages() if one.media == "photo"]
    assert "应查 2" in pictures[-1].text
    assert "已交 1 50%" in pictures[-1].text
    assert "整改中 1" in pictures[-1].text
    await inspector.click("办公室")
    await inspector.click("排名")
    assert "1. 城东街道 交50% 查0% 逾0" in (await inspector.last()).text
    assert "还没有企业：城西街道" in (await inspector.last()).text
    assert quiet.enterprise


async def test_the_ledger_comes_as_a_file_and_not_for_a_viewer(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    await hand_in(office, owner, {"Q12.1": "fail"})
    await inspector.send("/office")
    await inspector.click("台账")
    (file,) = [one for one in await inspector.messages() if one.media == "document"]
    assert "企业 1 家，问题 1 项，复查 0 次" in file.text
    book = load_workbook(BytesIO(await office.client.download(file.file_id)))
    assert book["企业"]["B3"].value == owner.enterprise
    viewer = await office.official(owner.place, "viewer")
    await viewer.send("/office")
    assert not has(await viewer.last(), "台账")
    await inspector.click("企业名单")
    await inspector.click(owner.enterprise[:8])
    await inspector.click("看自查表")
    await inspector.click("自查表 PDF")
    assert [one.media for one in await inspector.messages()].count("document") == 2
    await inspector.click("‹ 这家企业")
    assert owner.enterprise in (await inspector.last()).text
    assert has(await inspector.last(), "‹ 企业名单")


async def test_a_head_reads_who_did_what(office: Office) -> None:
    inspector, (owner,) = await desk(office)
    await hand_in(office, owner)
    await open_case(inspector, owner)
    await inspector.click("✅ 全部同意，通过")
    await inspector.click("确认")
    head = await office.official(owner.place, "head", "union")
    await head.send("/office")
    await head.click("工作人员")
    await head.click("操作记录")
    seen = (await head.last()).text
    assert f"{inspector.name[:7]}" in seen
    assert "下复查结论" in seen
    assert "领取复查" in seen
    assert owner.enterprise[:8] in seen
    await inspector.send("/office")
    await inspector.click("工作人员")
    assert not has(await inspector.last(), "操作记录")

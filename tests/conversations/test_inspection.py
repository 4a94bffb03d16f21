"""Inspections in the chat: planned, recorded on two phones, ended; messages to the owner; the papers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from sqlalchemy import update

from simulator.client import Person
from storage.tables.inspections import Inspection
from tests.conversations.handed_in import hand_in, hurry
from tests.conversations.office import Office, Official, Owner
from tests.conversations.walk import has, labels, picture


async def on_the_way(office: Office) -> tuple[Official, Official, Owner]:
    """Two inspectors of a district, and an owner there who has written to the bot."""
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await owner.send("/start")
    first, second = await office.official(place, "inspector"), await office.official(place, "inspector")
    return first, second, owner


async def plan(officer: Person, owner: Owner, day: str = "今天") -> None:
    """Go from the office's home to the visit."""
    await officer.send("/office")
    await officer.click("现场检查")
    await officer.click("安排检查")
    await officer.send(owner.enterprise[:4])
    await officer.click(owner.enterprise[:8])
    await officer.click(day)


async def place(officer: Person) -> int:
    """The number of the question on the button below it."""
    (label,) = [label for label in labels(await officer.last()) if "/" in label]
    return int(label.split("/")[0])


async def paper(office: Office, officer: Person) -> tuple[str, str]:
    """The name and the words of the last file sent."""
    sent = [one for one in await officer.messages() if one.media == "document"][-2:]
    name, word = (str(one.raw["document"]["file_name"]) for one in sent)
    assert (name.removesuffix(".pdf"), word[-5:]) == (word.removesuffix(".docx"), ".docx")
    reader = PdfReader(BytesIO(await office.client.download(sent[0].file_id)))
    return name, "".join(page.extract_text() for page in reader.pages)


async def answers(office: Office, owner: Owner) -> list[dict[str, Any]]:
    """The recorded answers of visits to an enterprise."""
    return await office.rows(
        "SELECT a.question, a.verdict FROM inspection_answers a JOIN inspections i ON i.id = a.inspection_id"
        " WHERE i.enterprise_id = :id",
        id=owner.enterprise_id,
    )


async def test_a_visit_from_the_plan_to_the_signed_paper(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await plan(officer, owner)
    assert "待查，不通知企业" in (await officer.last()).text
    await officer.click("到厂，开始检查")
    assert await place(officer) == 1
    await officer.click("符合")
    assert await place(officer) == 2
    await officer.click("不符合")
    assert "现场看到什么" in (await officer.last()).text
    await officer.send("责任制没有上墙")
    assert "已记下" in (await officer.last()).text
    await officer.photo(picture())
    assert "照片已存" in (await officer.last()).text
    await officer.send("责任制没有上墙，也没有签字")
    assert "也没有签字" in (await officer.last()).text
    # interrupted, and resumed where nobody has looked yet
    await officer.send("/office")
    await officer.click("现场检查")
    await officer.click(owner.enterprise[:8])
    assert "已记 2 项，不符合 1 项" in (await officer.last()).text
    await officer.click("继续检查")
    assert await place(officer) == 3
    await officer.click("不涉及")
    await officer.click("4/")
    await officer.click("结束检查")
    await officer.send("王建国 厂长")
    await officer.click("15 天")
    last = await officer.last()
    assert "企业在场：王建国 厂长" in last.text
    assert "项必查的没有记" in last.text
    await officer.click("结束检查")
    assert "已结束" in (await officer.last()).text
    await officer.click("检查记录")
    name, words = await paper(office, officer)
    assert name.startswith("现场检查记录-")
    assert "也没有签字" in words
    assert "王建国 厂长" in words
    await officer.click("整改指令书")
    name, words = await paper(office, officer)
    assert name.startswith("责令限期整改指令书-")
    assert "依据" in words
    await officer.photo(picture())
    assert "签字文书已存" in (await officer.last()).text
    assert has(await officer.last(), "签字文书 1")
    await hurry(office)
    told = await office.until(owner, "发现 1 个问题")
    assert "举报" not in told.text
    await owner.click("查看结果")
    await owner.click("整改 1")
    await owner.click("1")
    assert "责任制没有上墙" in (await owner.last()).text
    # noted by mistake: voided with a reason, and the owner's old window says that it is gone
    await officer.click("作废更正")
    await officer.click("✗ 责任制没有上墙")
    await officer.send("3")
    assert "为什么作废" in "".join(one.text for one in (await officer.messages())[-3:])
    await officer.send("查错了企业")
    assert "作废后不能恢复" in (await officer.last()).text
    await office.thumbs(officer, "作废", 3)
    window = await officer.last()
    assert "已作废 1 项" in window.text
    assert "查错了企业" in window.text
    await owner.click("写怎么改（期限不变）")
    open_ones = "SELECT id FROM findings WHERE state <> 'withdrawn' AND enterprise_id = :id"
    assert await office.rows(open_ones, id=owner.enterprise_id) == []
    assert not has(await owner.last(), "写怎么改（期限不变）")
    await hurry(office)
    assert "不用整改了" in (await office.until(owner, "记录有误，已作废（查错了企业）")).text
    await officer.click("整改指令书")
    _, words = await paper(office, officer)
    words = words.replace("\n", "")
    assert "责令限期整改指令书（更正）" in words
    assert "予以作废，不再要求整改。原因：查错了企业" in words
    assert "现予撤销" in words
    assert has(await officer.last(), "签字文书 1")  # the old one stays
    # and the whole visit
    await officer.click("作废更正")
    await officer.click("整次作废")
    await officer.send("查错了企业")
    await officer.click("作废")
    assert "整次作废：查错了企业" in (await officer.last()).text
    assert not has(await officer.last(), "作废更正")
    await officer.click("‹ 现场检查")
    await officer.click("已查的")
    window = await officer.last()
    assert "另有作废 1 次" in window.text
    assert any("· 作废" in label for label in labels(window))


async def test_two_officers_on_two_phones(office: Office) -> None:
    first, second, owner = await on_the_way(office)
    await plan(first, owner)
    await first.click("到厂，开始检查")
    await second.send("/office")
    await second.click("现场检查")
    await second.click(owner.enterprise[:8])
    await second.click("继续检查")
    await first.click("符合")
    await second.click("不符合")
    await second.send("没有台账")
    assert "先看一眼" in "".join(one.text for one in (await second.messages())[-3:])
    assert [row["verdict"] for row in await answers(office, owner)] == ["pass"]
    assert "现场：符合" in (await second.last()).text


async def test_double_taps_end_it_once(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await hand_in(office, owner)
    await plan(officer, owner)
    await office.thumbs(officer, "到厂，开始检查", 2)
    await office.thumbs(officer, "符合", 3)
    assert len(await answers(office, owner)) == 1
    await officer.click("2/")
    await officer.click("结束检查")
    await officer.click("没有人在场")
    await office.thumbs(officer, "结束检查", 3)
    told = await office.rows(
        "SELECT id FROM outbox WHERE text_key = 'outbox-inspected' AND person_id = :id", id=owner.person_id
    )
    assert len(told) == 1
    assert not has(await officer.last(), "整改指令书")


async def test_an_announced_visit_is_told_and_called_off(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await plan(officer, owner, "周")
    await officer.click("通知企业")
    assert "待查，已通知企业" in (await officer.last()).text
    assert not has(await officer.last(), "到厂，开始检查")
    await hurry(office)
    await office.until(owner, "到厂检查，请安排负责人在场")
    await officer.click("联合检查")
    await officer.click("☐ 卫健")
    assert "☑ 卫健" in labels(await officer.last())
    await officer.click("返回")
    await officer.click("取消检查")
    await officer.click("取消这次检查")
    await hurry(office)
    await office.until(owner, "检查已取消")


async def test_an_announced_visit_is_put_on_another_day(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await plan(officer, owner, "周")
    await officer.click("通知企业")
    await hurry(office)
    await office.until(owner, "到厂检查，请安排负责人在场")
    await officer.click("改日期")
    window = await officer.last()
    assert "企业会收到新的日期" in window.text
    assert not has(window, "今天")
    await officer.send("2020年1月3日")
    assert "今天起 90 天以内" in "".join(one.text for one in (await officer.messages())[-3:])
    await office.thumbs(officer, "周", 2)
    assert "待查，已通知企业" in (await officer.last()).text
    await hurry(office)
    told = await office.until(owner, "到厂检查改为")
    assert "原定" in told.text
    moved = await office.rows(
        "SELECT id FROM outbox WHERE text_key = 'outbox-inspection-moved' AND person_id = :id",
        id=owner.person_id,
    )
    assert len(moved) == 1


async def test_the_button_of_an_invitation_opens_the_visit(office: Office) -> None:
    """Numbers of visits are up to 19 digits long."""
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    officer = await office.official(place, "inspector")
    health = await office.official(place, "inspector", department="health")
    await health.send("/start")
    await plan(officer, owner)
    async with office.database.begin() as db:
        await db.execute(
            update(Inspection)
            .where(Inspection.enterprise_id == owner.enterprise_id)
            .values(id=4_611_686_018_427_387_903)
        )
    await officer.send("/office")
    await officer.click("现场检查")
    await officer.click(owner.enterprise[:8])
    await officer.click("联合检查")
    await officer.click("☐ 卫健")
    await hurry(office)
    await office.until(health, "邀请联合检查")
    await health.click("打开")
    assert owner.enterprise in (await health.last()).text
    assert "待查" in (await health.last()).text


async def test_a_visit_is_planned_from_the_enterprise_itself(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    for label in ("企业名单", owner.enterprise[:8], "安排检查", "今天"):
        await (officer.send("/office") if label == "企业名单" else officer.last())
        await officer.click(label)
    assert "待查，不通知企业" in (await officer.last()).text
    assert owner.enterprise in (await officer.last()).text


async def test_a_short_round_of_the_dangers(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await hand_in(office, owner)
    await plan(officer, owner)
    await officer.click("到厂，只抽查")
    window = await officer.last()
    assert has(window, "● 必查的都查")
    await office.thumbs(officer, "只查 ⛔ 项", 2)
    (place_of,) = [label for label in labels(await officer.last()) if "/" in label]
    total = int(place_of.split("/")[1].split()[0])
    assert 0 < total < 15
    assert "企业自报" in (await officer.last()).text
    for _ in range(total):
        await officer.click("符合")
    assert "必查的都记完了" in (await officer.last()).text
    assert "抽查：⛔ 项" in (await officer.last()).text
    await officer.click("抽查范围")
    await officer.click("选几个条目")
    await officer.click("☐")
    assert "已选 1 个" in (await officer.last()).text
    await officer.click("就查这 1 个")
    await officer.send("/office")
    await officer.click("现场检查")
    await officer.click(owner.enterprise[:8])
    assert "抽查：1 个条目" in (await officer.last()).text
    await officer.click("结束检查")
    await officer.click("没有人在场")
    await officer.click("结束检查")
    await officer.click("检查记录")
    _, words = await paper(office, officer)
    assert "抽查（所列条目）" in words.replace("\n", "")


async def test_each_fault_gets_its_own_day(office: Office) -> None:
    officer, _, owner = await on_the_way(office)
    await plan(officer, owner)
    await officer.click("到厂，开始检查")
    for words in ("责任制没有上墙", "没有检查记录"):
        await officer.click("不符合")
        await officer.send(words)
        await officer.click("下一页")
    await officer.click("3/")
    await officer.click("结束检查")
    await officer.click("没有人在场")
    await officer.click("逐项定期限")
    window = await officer.last()
    assert "先按通常天数定好" in window.text
    first = labels(window)[0]
    await officer.click(first[:8])
    await officer.click("30 天")
    assert labels(await officer.last())[0] != first
    await officer.click("下一步")
    assert "逐项不同" in (await officer.last()).text
    await officer.click("结束检查")
    assert "逐项不同" in (await officer.last()).text
    await officer.click("整改指令书")
    _, words = await paper(office, officer)
    assert "在各项所列期限前整改完毕" in words.replace("\n", "")
    assert words.count("整改期限：") == 2
    await hurry(office)
    await office.until(owner, "期限逐项不同")


async def test_a_review_shows_what_the_visit_saw(office: Office) -> None:
    officer, reviewer, owner = await on_the_way(office)
    await hand_in(office, owner)
    await plan(officer, owner)
    await officer.click("到厂，开始检查")
    assert has(await officer.last(), "企业照片") or "企业自报" in (await officer.last()).text
    await officer.click("不符合")
    await officer.send("责任制没有<b>上墙</b>")
    await officer.photo(picture())
    await officer.click("1/")
    await officer.click("结束检查")
    await officer.click("没有人在场")
    await officer.click("15 天")
    await officer.click("结束检查")
    await reviewer.send("/office")
    await reviewer.click("复查")
    await reviewer.click(owner.enterprise[:6])
    assert "现场检查（最近" in (await reviewer.last()).text
    await reviewer.click("逐项看")
    for _ in range(40):
        if "现场（" in (await reviewer.last()).text:
            break
        await reviewer.click("下一页")
    assert "不符合，“责任制没有<b>上墙</b>”" in (await reviewer.last()).text
    await reviewer.click("现场照片 1")
    assert [one for one in await reviewer.messages() if one.media == "photo"]

"""The record of an enterprise in the chat: an office reads, calls, writes, prints; the owner reads too."""

from __future__ import annotations

from io import BytesIO

from icalendar import Calendar
from pypdf import PdfReader

from storage.enterprises import registry as enterprises
from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.test_keeping import files_of, tap
from tests.conversations.walk import dialog_window, labels
from tests.conversations.working_hours import now


def words_of(pdf: bytes) -> str:
    """The text of a PDF without blanks."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


async def test_an_office_and_the_owner_read_the_same_record_as_far_as_each_may(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner("hailing", place=place)
    await hand_in(office, owner)
    async with office.database.begin() as db:
        await enterprises.set_phone(db, owner.actor, now(), owner.enterprise_id, "13800001234")
    inspector = await office.official(place, "inspector", level="town")
    await inspector.send("/office")
    await tap(inspector, "企业名单")
    await tap(inspector, owner.enterprise)
    await inspector.click("一企一档")
    shown = (await dialog_window(inspector)).text
    assert not [one for one in ("一企一档", "报送自查表", "列入企业名单") if one not in shown], shown
    await inspector.click("打电话")
    assert "13800001234" in (await dialog_window(inspector)).text
    await inspector.click("返回")
    await inspector.click("打印 PDF")
    await office.until(inspector, "的一企一档，共")
    printed = words_of((await files_of(office, inspector))[-1])
    assert not [one for one in ("办公室内部使用", "报送自查表", "13800001234") if one not in printed]
    await inspector.click("发通知")
    await inspector.send("请下周一带检测报告来办公室。")
    assert "1 家" in (await dialog_window(inspector)).text
    await inspector.send("/office")
    await tap(inspector, "企业名单")
    await tap(inspector, owner.enterprise)
    await inspector.click("一企一档")
    await inspector.click("安排检查")
    planned = (await dialog_window(inspector)).text
    assert owner.enterprise in planned, planned
    await owner.send("/start")
    await tap(owner, "更多")
    await owner.click("本企业档案")
    window = await dialog_window(owner)
    assert "报送自查表" in window.text
    assert {"打电话", "发通知", "安排检查"}.isdisjoint(labels(window))
    await owner.click("打印 PDF")
    await office.until(owner, "的一企一档，共")
    assert "企业留存" in words_of((await files_of(office, owner))[-1])
    await owner.click("返回")
    assert "本企业档案" in labels(await dialog_window(owner))


async def test_a_viewer_neither_calls_nor_writes(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner("hailing", place=place)
    viewer = await office.official(place, "viewer", level="town")
    await viewer.send("/office")
    await tap(viewer, "企业名单")
    await tap(viewer, owner.enterprise)
    await viewer.click("一企一档")
    assert {"打电话", "发通知", "安排检查"}.isdisjoint(labels(await dialog_window(viewer)))
    await viewer.click("返回")
    assert "一企一档" in labels(await dialog_window(viewer))


async def test_deadlines_come_as_a_calendar_file(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner("hailing", place=place)
    await owner.send("/start")
    await tap(owner, "更多")
    await owner.click("定期提醒")
    await owner.click("加入日历")
    await office.until(owner, "个日子")
    (event,) = Calendar.from_ical((await files_of(office, owner))[-1]).walk("VEVENT")
    assert str(event["SUMMARY"]).startswith("报送自查表")
    head = await office.official(place, "head")
    await head.send("/office")
    await tap(head, "任务")
    await head.click("加入日历")
    await office.until(head, "个日子")
    events = Calendar.from_ical((await files_of(office, head))[-1]).walk("VEVENT")
    assert events
    assert len({str(one["UID"]) for one in events}) == len(events)

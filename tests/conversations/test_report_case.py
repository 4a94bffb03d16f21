"""Anonymous reports as offices work on them, with the running program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete

from content.loader import report_rules
from content.typed.receipts import new_receipt
from simulator.client import Person, Seen
from storage.base.audit import Actor
from storage.membership import seats as staff_changes
from storage.reports import batches as reports_batches
from storage.reports import intake as reports_intake
from storage.reports import keys as reports_keys
from storage.reports import mail as reports_mail
from storage.reports import receipts
from storage.reports.files import ReportFiles
from storage.reports.intake import Draft
from storage.reports.receipts import Seen as Receipt
from storage.reports.sealing import Intake
from storage.tables.outbox import OutboxRow
from tests.conversations.installation import Place, today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.walk import labels, picture
from tests.conversations.working_hours import now

RULES = report_rules()
STORY = "喷胶车间没有抽风,味道很大,下班头疼"


@dataclass
class Worker:
    """The sender of a report, with its receipt."""

    office: Office
    intake: Intake
    receipt: str
    case_number: str

    async def seen(self) -> Receipt:
        """The state of the receipt's report."""
        ticket = await self.intake.ticket(self.receipt)
        async with self.office.database.read() as db:
            return await receipts.look_up(db, ticket)

    async def add(self, text: str) -> None:
        """Add a sentence."""
        ticket = await self.intake.ticket(self.receipt)
        message = await receipts.prepare_addition(
            self.intake, files_of(self.office), ticket, text, (), today()
        )
        async with self.office.database.begin() as db:
            await receipts.add(db, ticket, message)


def files_of(office: Office) -> ReportFiles:
    """The running bot's folder of photos."""
    return ReportFiles(office.installation.data_dir / "reports")


async def report(office: Office, of: Place, *, batch: bool = True, **other: object) -> Worker:
    """A report in the first town of a place; with `batch`, offices see it."""
    intake, receipt = Intake(reports_keys.load(office.installation.report_key)), new_receipt()
    values: dict[str, object] = {
        "category": "checkups",
        "text": STORY,
        "since": "months",
        "jurisdiction_id": of.towns[0],
        "place": "工业路 8 号",
        **other,
    }
    draft = Draft(**values)  # type: ignore[arg-type]
    prepared = await reports_intake.prepare(intake, files_of(office), RULES, receipt, draft, today())
    async with office.database.begin() as db:
        number = await reports_intake.submit(db, today(), prepared)
    if batch:
        await release(office, intake)
    return Worker(office, intake, receipt, number)


async def release(office: Office, intake: Intake) -> None:
    """Release the batch as the scheduler does; nobody is told, so that no message comes between."""
    async with office.database.begin() as db:
        await reports_batches.release(db, now(), intake, today())
        await db.execute(delete(OutboxRow).where(OutboxRow.topic == reports_mail.TOPIC))


async def doctor(
    office: Office, place: Place, role: str = "inspector", department: str = "health"
) -> Official:
    """An official of 卫健 in the office of a place."""
    return await office.official(place, role, department)


async def open_case(person: Person, beginning: str = "") -> Seen:
    """Go from anywhere to the first report of the list whose button holds `beginning`."""
    await person.send("/office")
    await person.click("举报")
    seen = await person.last()
    label = next(one for one in labels(seen) if "·" in one and beginning in one)
    await person.click(label)
    return await person.last()


async def read_through(person: Person, seen: Seen) -> str:
    """The messages of all pages of an opened report."""
    read = seen.text.split("\n\n", 1)[1]
    while "下一页 ›" in labels(seen):
        await person.click("下一页 ›")
        seen = await person.last()
        read += seen.text.split("\n\n", 1)[1]
    return read


async def test_a_report_is_read_asked_about_answered_and_closed(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    officer = await doctor(office, place)
    worker = await report(office, place, enterprise_id=owner.enterprise_id, place="")
    await officer.send("/office")
    assert "举报 1" in labels(await officer.last())
    seen = await open_case(officer)
    for words in (worker.case_number, "不安排体检", owner.enterprise, "好几个月", STORY, "待受理"):
        assert words in seen.text
    assert seen.raw["has_protected_content"]
    await officer.click("受理")
    assert "您在办" in (await officer.last()).text
    await officer.click("提问")
    await officer.click("问具体位置")
    assert "哪个车间" in (await officer.last()).text
    await officer.click("确定")
    found = await worker.seen()
    assert (found.state, found.messages[-1].office) == ("asked", place.name)
    assert "哪个车间" in found.messages[-1].text
    await worker.add("二楼东边")
    await release(office, worker.intake)
    assert "二楼东边" in await read_through(officer, await open_case(officer))
    await officer.click("答复")
    await officer.send("收到,周内去看 <b>不点名</b> 🙂")
    assert "<b>不点名</b> 🙂" in (await officer.last()).text
    await officer.click("确定")
    assert (await worker.seen()).messages[-1].text == "收到,周内去看 <b>不点名</b> 🙂"
    await officer.click("办结")
    await officer.click("属实已处理")
    await officer.click("属实，已责令整改")
    await officer.click("确定")
    assert "已办结" in (await officer.last()).text
    found = await worker.seen()
    assert (found.state, found.result) == ("closed", "true")
    await officer.click("已办结 1")
    await officer.click("不安排体检")
    assert "重新打开" in labels(await officer.last())


async def test_leak_01_what_an_officer_types_is_stored_nowhere_in_plain(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    await report(office, place)
    await open_case(officer)
    await officer.click("答复")
    await officer.send("标记文字丙丁戊,还没有发")
    data = office.installation.data_dir
    stored = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert "标记文字丙丁戊".encode() not in stored
    assert "标记文字丙丁戊".encode("unicode_escape") not in stored
    assert STORY.encode() not in stored
    await officer.click("确定")
    assert "标记文字丙丁戊" in (await officer.last()).text


async def test_leak_13_photos_are_shown_protected_and_go_when_the_report_is_left(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    await report(office, place, photos=(picture(), picture(), picture()))
    await open_case(officer)
    await officer.click("看照片 3")
    shown = [one for one in await officer.messages() if one.media == "photo"]
    assert len(shown) == 3
    assert all(one.raw["has_protected_content"] for one in shown)
    assert (
        (await officer.download(shown[0].file_id)).startswith(b"\xff\xd8")
        if hasattr(officer, "download")
        else True
    )
    await officer.click("‹ 线索列表")
    assert [one for one in await officer.messages() if one.media == "photo"] == []


async def test_leak_13_lists_and_delivered_messages_hold_no_content(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    await officer.send("/start")  # a bot may not write first
    worker = await report(office, place, batch=False, urgent=True, at_once=True)
    told = await office.until(officer, "新线索")
    assert "1 件紧急" in told.text
    for words in (worker.case_number, "体检", STORY[:4]):
        assert words not in told.text
    await officer.click("看线索")
    seen = await officer.last()
    assert "举报线索" in seen.text
    assert STORY[:4] not in seen.text + "".join(labels(seen))
    assert any(worker.case_number in label and label.startswith("急") for label in labels(seen))
    left = (  # those of others in the installation may wait
        "SELECT o.id FROM outbox o JOIN accounts a ON a.person_id = o.person_id"
        " WHERE o.topic = 'reports' AND a.address = :id"
    )
    assert await office.rows(left, id=officer.id) == []


async def test_other_offices_see_nothing_and_stale_buttons_lead_nowhere(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    others = [
        await doctor(office, place, "head", "labour"),
        await doctor(office, await office.open_place("hailing")),
    ]
    await report(office, place)
    for other in others:
        await other.send("/office")
        await other.click("举报 0")
        assert "没有在办的线索" in (await other.last()).text
    viewer = await doctor(office, place, "viewer")
    await viewer.send("/office")
    assert not [label for label in labels(await viewer.last()) if label.startswith("举报")]
    await open_case(officer)
    async with office.database.begin() as db:
        await staff_changes.revoke(db, Actor("cli"), now(), officer.staff_id)
    await officer.click("受理")
    await officer.send("/office")
    assert STORY[:4] not in (await officer.last()).text


async def test_two_officers_at_once_and_thumbs_that_tap_twice(office: Office) -> None:
    place = await office.open_place("hailing")
    one, other = await doctor(office, place), await doctor(office, place)
    worker = await report(office, place)
    await open_case(one)
    await open_case(other)
    await one.click("受理")
    await other.click("受理")
    assert "同事在办" in (await open_case(other)).text
    await one.click("提问")
    await one.click("问用的材料")
    await office.thumbs(one, "确定")
    assert len((await worker.seen()).messages) == 2


async def test_a_report_is_handed_on_with_a_reason(office: Office) -> None:
    place = await office.open_place("hailing")
    officer, labour = await doctor(office, place), await doctor(office, place, department="labour")
    worker = await report(office, place)
    await open_case(officer)
    for label in ("转交", "人社", "就转到这里", "属贵部门职责"):
        await officer.click(label)
    await officer.click("确定")
    assert "已转交" in (await officer.last()).text
    seen = await open_case(labour)
    assert "属贵部门职责" in seen.text
    assert STORY in seen.text
    found = await worker.seen()
    assert [department for _, department in found.holders] == ["labour"]
    assert len(found.messages) == 1


async def test_an_inspection_is_planned_without_a_word_of_the_report(office: Office) -> None:
    place = await office.open_place("hailing")
    owner: Owner = await office.owner(place=place)
    officer = await doctor(office, place)
    await report(office, place)
    await open_case(officer)
    await officer.click("安排检查")
    await officer.send("明天")
    await officer.send("是")
    await officer.send(owner.enterprise)  # a label of an open button
    assert "已安排" in (await officer.last()).text
    await officer.click("‹ 线索列表")
    await officer.click("现场检查 1")
    seen = await officer.last()
    assert owner.enterprise[:8] in "".join(labels(seen))
    day = today() + timedelta(days=1)
    assert f"{day.month}月{day.day}日" in "".join(labels(seen))
    await officer.click(next(label for label in labels(seen) if owner.enterprise[:8] in label))
    assert "举报" not in (await officer.last()).text
    await officer.click("取消检查")
    await officer.click("取消这次检查")
    assert "待查 0 家" in (await officer.last()).text
    await owner.send("/start")
    assert "检查" not in "".join(labels(await owner.last()))


async def test_long_reports_are_read_in_pages(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    text = "".join(f"第{number}句话,说的是胶水和粉尘。" for number in range(270))[:4000]
    await report(office, place, text=text)
    seen = await open_case(officer)
    read = await read_through(officer, seen)
    assert all(f"第{number}句话" in read for number in range(250))


async def test_spam_figures_and_help(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await doctor(office, place, "head")
    await report(office, place, text="乱写一气")
    await open_case(head)
    await head.click("标为骚扰信息")
    await head.click("标为骚扰信息")
    assert "已标为骚扰信息" in (await head.last()).text
    await head.click("统计")
    assert "只统计您有权打开的举报" in (await head.last()).text
    await head.click("‹ 返回")
    await head.click("办理说明")
    assert "无法屏蔽" in (await head.last()).text


async def test_english_officers_have_english_windows(office: Office) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place, "head")
    await report(office, place)
    await officer.send("/language")
    await officer.click("English")
    seen = await open_case_in_english(officer)
    assert "No check-ups" in seen.text
    for label in ("Ask", "‹ Back", "Close", "‹ Back", "Hand on", "Labour"):
        await officer.click(label)


async def open_case_in_english(person: Person) -> Seen:
    """As `open_case`."""
    await person.send("/office")
    await person.click("Reports")
    await person.click(next(one for one in labels(await person.last()) if "·" in one))
    return await person.last()


@pytest.mark.parametrize("text", ["字" * 1001, "\u200b\u200b"])
async def test_answers_too_long_or_empty_are_refused(office: Office, text: str) -> None:
    place = await office.open_place("hailing")
    officer = await doctor(office, place)
    worker = await report(office, place)
    await open_case(officer)
    await officer.click("答复")
    await officer.send(text)
    assert len((await worker.seen()).messages) == 1
    await officer.send("好")
    await officer.click("确定")
    assert len((await worker.seen()).messages) == 2

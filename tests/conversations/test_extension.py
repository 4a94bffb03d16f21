"""More time for a plan: an owner asks in the chat, an office answers in the chat."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import text

from simulator.client import Person
from storage.membership import invites
from storage.outbox import queue as outbox
from storage.outbox.queue import URGENT
from tests.conversations.faults import planned_fault, put_right
from tests.conversations.installation import today
from tests.conversations.office import Office, Official, Owner
from tests.conversations.walk import has, labels
from tests.conversations.working_hours import now

DELIVERED = {"finding": "看这个问题", "extension": "看申请"}


async def deliver(office: Office, person: Owner | Official, kind: str, subject: int) -> None:
    """A message with a button, as the scheduler sends it, whatever the hour is."""
    await person.send("/start")  # nobody is written to who never wrote
    async with office.database.begin() as db:
        await outbox.enqueue(
            db,
            now(),
            dedupe_key=f"test:{kind}:{subject}:{person.person_id}",
            person_id=person.person_id,
            text_key="outbox-withdrawn",
            values={"enterprise": f"消息{subject}", "number": "1"},
            button={"kind": kind, "id": subject},
            priority=outbox.URGENT,
        )
    await office.until(person, f"消息{subject}")


async def ask(owner: Person, words: str = "设备还没到货") -> None:
    """Go from the finding to the waiting extension."""
    await owner.click("申请延期")
    await owner.click("延 15 天")
    await owner.click(words)


async def hurry(office: Office) -> None:
    """Send messages that wait for the morning, or for the morning's digest, now; those that wait for weeks
    stay."""
    async with office.database.begin() as db:
        await db.execute(
            text(
                "UPDATE outbox SET not_before = created_at,"
                " priority = :urgent"  # at whatever hour the tests run
                " WHERE state = 'pending' AND dedupe_key LIKE :keys"
            ),
            {"keys": "%extension%", "urgent": URGENT},
        )


async def submitted(office: Office, owner: Owner) -> None:
    """Mark its form as handed in, so that the owner can no longer change the day."""
    async with office.database.begin() as db:
        await db.execute(
            text(
                "UPDATE self_checks SET state = 'submitted', submitted_at = started_at,"
                " revision = revision + 1 WHERE enterprise_id = :id"
            ),
            {"id": owner.enterprise_id},
        )


async def open_finding(office: Office, days: int = 5) -> tuple[Owner, int]:
    """An owner, in a place of its own, looking at a planned fault of a form that was handed in."""
    owner = await office.owner(place=await office.open_place("hailing"))
    finding = await planned_fault(office, owner, days)
    await submitted(office, owner)
    await deliver(office, owner, "finding", finding)
    await owner.click(DELIVERED["finding"])
    return owner, finding


async def state(office: Office, finding: int) -> list[str]:
    """States of a finding's questions, oldest first."""
    rows = await office.rows("SELECT state FROM extensions WHERE finding_id = :id ORDER BY id", id=finding)
    return [row["state"] for row in rows]


async def test_asked_granted_and_told(office: Office) -> None:
    owner, finding = await open_finding(office)
    head = await office.official(owner.place)
    await head.send("/start")
    await ask(owner)
    seen = (await owner.last()).text
    assert "已经交给办公室" in seen
    assert "设备还没到货" in seen
    await hurry(office)
    told = await office.until(head, "申请延期")
    assert owner.enterprise in told.text
    await head.click(DELIVERED["extension"])
    seen = (await head.last()).text
    for part in (owner.enterprise, "喷胶岗位装抽风罩", "王师傅", "多 15 天", "设备还没到货"):
        assert part in seen
    await head.click_all("同意，延到", 3)
    assert "没有等答复的延期申请" in (await head.last()).text
    await hurry(office)
    await office.until(owner, "同意延期")
    wanted = today() + timedelta(days=20)
    (row,) = await office.rows(
        "SELECT due_on, first_due_on FROM rectifications WHERE finding_id = :id", id=finding
    )
    assert str(row["due_on"]) == wanted.isoformat()
    assert str(row["first_due_on"]) == (today() + timedelta(days=5)).isoformat()
    await owner.click(DELIVERED["finding"])
    seen = (await owner.last()).text
    assert f"{wanted.month}月{wanted.day}日" in seen
    assert "（原定" in seen


async def test_refused_with_a_reason(office: Office) -> None:
    owner, finding = await open_finding(office, days=-3)
    await owner.send("/start")
    home = await owner.last()
    assert "1 项未完成，1 项已过期，最早的 " in home.text
    await owner.click("整改 1")
    await owner.click(labels(await owner.last())[0])
    inspector = await office.official(owner.place, "inspector", "health")
    await owner.click("申请延期")
    await owner.send((today() - timedelta(days=1)).isoformat())
    assert "这一天不行" in (await owner.messages())[-2].text
    await owner.send("下周五之前")
    await owner.click("是，")
    await owner.send("<b>排期</b>😀" + "长" * 300)
    assert "太长" in (await owner.messages())[-2].text
    await owner.send("<b>排期</b>😀")
    await inspector.send("/office")
    await inspector.click("延期 1")
    assert "逾期" not in (await inspector.last()).text
    await inspector.click(owner.enterprise[:6])
    seen = (await inspector.last()).text
    assert "<b>排期</b>😀" in seen
    assert "逾期 3 天" in seen
    await inspector.click("不同意")
    await inspector.send("危险，不能等")
    assert await state(office, finding) == ["refused"]
    await hurry(office)
    refused = await office.until(owner, "没有同意延期")
    assert "危险，不能等" in refused.text
    await owner.click(DELIVERED["finding"])
    assert "延期没同意" in (await owner.last()).text


async def test_another_day_is_granted(office: Office) -> None:
    owner, finding = await open_finding(office)
    head = await office.official(owner.place)
    await ask(owner, "资金还没到位")
    await head.send("/office")
    await head.click("延期 1")
    await head.click(owner.enterprise[:6])
    await head.click("另定日期")
    await head.send("随便")
    await head.send((today() - timedelta(days=1)).isoformat())
    assert "这一天不行" in (await head.messages())[-2].text
    await head.send("10天后")
    assert "您说的是" in (await head.messages())[-2].text
    rows = await office.rows("SELECT due_on FROM rectifications WHERE finding_id = :id", id=finding)
    assert str(rows[0]["due_on"]) == (today() + timedelta(days=5)).isoformat(), "nothing is kept unasked"
    await owner.click("换个日子")
    await owner.click("延 30 天")
    await owner.click("要等停产")
    await head.send("是的。")
    assert "内容刚才变了" in (await head.messages())[-2].text
    assert "要等停产" in (await head.last()).text, "what was not seen is not decided"
    assert await state(office, finding) == ["asked"]
    await head.click("另定日期")
    await head.send("10天后")
    await head.send("是的。")
    (row,) = await office.rows("SELECT due_on FROM rectifications WHERE finding_id = :id", id=finding)
    assert str(row["due_on"]) == (today() + timedelta(days=10)).isoformat()


async def test_of_two_officers_the_second_is_told_who_was_first(office: Office) -> None:
    owner, finding = await open_finding(office)
    first = await office.official(owner.place, name="第一位陈")
    second = await office.official(owner.place, "inspector")
    await ask(owner)
    for official in (first, second):
        await official.send("/office")
        await official.click("延期 1")
        await official.click(owner.enterprise[:6])
    await asyncio.gather(first.click("同意，延到"), second.click("不同意"))
    await second.click("已延期，请抓紧")
    assert "第一位陈" in "\n".join(one.text for one in await second.messages())
    assert "没有等答复" in (await second.last()).text
    assert await state(office, finding) == ["granted"]


async def test_withdrawn_and_asked_again(office: Office) -> None:
    owner, finding = await open_finding(office)
    await ask(owner)
    await owner.click("换个日子")
    await owner.click("延 30 天")
    await owner.click("要等停产")
    assert await state(office, finding) == ["asked"]
    await owner.click_all("收回申请", 2)
    assert await state(office, finding) == ["withdrawn"]
    await ask(owner)
    assert await state(office, finding) == ["withdrawn", "asked"]


async def test_a_day_asked_for_that_has_passed_is_not_offered(office: Office) -> None:
    owner, finding = await open_finding(office)
    head = await office.official(owner.place)
    await ask(owner)
    async with office.database.begin() as db:
        past = {"day": (today() - timedelta(days=2)).isoformat(), "id": finding}
        days = "UPDATE extensions SET wanted_on = :day WHERE finding_id = :id"
        await db.execute(text(days), past)
        await db.execute(text("UPDATE rectifications SET due_on = :day WHERE finding_id = :id"), past)
    await head.send("/office")
    await head.click("延期 1")
    await head.click(owner.enterprise[:6])
    seen = await head.last()
    assert "申请的日期已过，请另定日期，或不同意。" in seen.text
    assert not any("同意，延到" in label for row in seen.buttons for label in row)
    assert any("另定日期" in label for row in seen.buttons for label in row)


async def test_put_right_while_the_office_is_reading(office: Office) -> None:
    owner, finding = await open_finding(office)
    head = await office.official(owner.place)
    await ask(owner)
    await head.send("/office")
    await head.click("延期 1")
    await head.click(owner.enterprise[:6])
    await put_right(office, owner, finding)
    await head.click("同意，延到")
    assert "不用办了" in (await head.messages())[-2].text
    assert "没有等答复" in (await head.last()).text
    assert await state(office, finding) == ["moot"]


async def test_who_has_nothing_to_do_with_it_gets_nowhere(office: Office) -> None:
    owner, finding = await open_finding(office)
    await ask(owner)
    (row,) = await office.rows("SELECT id FROM extensions WHERE finding_id = :id", id=finding)
    elsewhere = await office.official("tianjin")
    await deliver(office, elsewhere, "extension", row["id"])
    await elsewhere.click(DELIVERED["extension"])
    assert "没有办这件事的权限" in await elsewhere.toast()
    viewer = await office.official(owner.place, "viewer", "town", level="district")
    await viewer.send("/office")
    await viewer.click("延期 1")
    await viewer.click(owner.enterprise[:6])
    assert not has(await viewer.last(), "同意")
    other = await office.owner()
    await deliver(office, other, "extension", row["id"])
    await other.click(DELIVERED["extension"])
    assert "没有办这件事的权限" in await other.toast()
    assert await state(office, finding) == ["asked"]


async def test_a_guest_is_told_whom_to_ask(office: Office) -> None:
    owner, finding = await open_finding(office)
    async with office.database.begin() as db:
        made = await invites.create(db, owner.actor, now(), "finding", owner.enterprise_id, finding)
    guest = await office.person()
    await guest.send(f"/start {made.secret}")
    await guest.click("加入")
    assert not has(await guest.last(), "申请延期")


async def test_everything_works_in_english(office: Office) -> None:
    owner, finding = await open_finding(office)
    head = await office.official(owner.place)
    for person in (owner, head):
        await person.send("/language")
        await person.click("English")
    await owner.send("/tasks")
    await owner.click("·")
    await owner.click("Ask for more time")
    await owner.click("Calendar")
    await owner.click("Back")
    await owner.click("7 more days")
    await owner.click("The money")
    await head.send("/office")
    await head.click("More time 1")
    await head.click(owner.enterprise[:6])
    await head.click("Another day")
    await head.click("Back")
    await head.click("Refuse")
    await head.click("It was extended")
    assert await state(office, finding) == ["refused"]

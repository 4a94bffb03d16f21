"""Following a report up by its receipt: how it stands, what the office says, what is added, who guesses."""

from __future__ import annotations

from typing import Any

from content.typed.receipts import new_receipt
from simulator.client import Person
from storage.reports import batches as reports_batches
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import keys as reports_keys
from storage.reports.sealing import Intake, verify_statement
from storage.tables.reports import random_key
from tests.conversations.installation import today
from tests.conversations.office import Office, Official
from tests.conversations.reporting import STORY, choose_town, look_up, receipt_in, report, to_story
from tests.conversations.walk import has, picture
from tests.conversations.working_hours import now


async def said(person: Person) -> str:
    """All messages still in the chat, of both sides."""
    return "\n".join(one.text for one in await person.messages(mine=True))


class Desk:
    """The office's side, without its windows."""

    def __init__(self, office: Office, official: Official) -> None:
        self.office, self.official = office, official
        self.intake = Intake(reports_keys.load(office.installation.report_key))

    async def do(self, operation: Any, *values: Any, **named: Any) -> Any:
        """An officer's operation in a transaction of its own."""
        async with self.office.database.begin() as db:
            return await operation(db, self.official.actor, now(), self.intake, today(), *values, **named)

    async def batch(self) -> None:
        """The hour of a batch has come."""
        async with self.office.database.begin() as db:
            await reports_batches.release(db, now(), self.intake, today())

    async def find(self, number: str) -> int:
        """The report of a case number."""
        query = "SELECT id FROM reports WHERE case_number = :number"
        return int((await self.office.rows(query, number=number))[0]["id"])


def number_in(text: str) -> str:
    """The case number in a window."""
    return text.partition("编号 ")[2][:9]


async def test_questions_and_answers_go_back_and_forth(office: Office) -> None:
    place = await office.open_place("hailing")
    about, worker = await office.owner(place=place), await office.person()
    desk = Desk(office, await office.official(place, department="health"))
    receipt = await report(worker, about, photos=[picture()])
    await worker.click("我记下了")
    seen = await look_up(worker, receipt)
    number = number_in(seen.text)
    assert "等着按固定时间" in seen.text
    assert receipt not in await said(worker), "the message with the receipt is deleted at once"
    found = await desk.find(number)
    await desk.batch()
    assert "等待受理" in (await look_up(worker, receipt)).text
    await desk.do(reports_handling.accept, found)
    assert "已受理" in (await look_up(worker, receipt)).text
    await desk.do(reports_handling.say, found, random_key(), "哪个车间？<b>", question=True)
    before = len(await worker.messages())
    seen = await look_up(worker, receipt)
    assert len(await worker.messages()) > before
    assert "办公室有话问您" in seen.text
    assert "哪个车间？<b>" in seen.text
    await worker.click("回答办公室")
    await worker.send("二楼东头")
    await worker.photo(picture(), "门牌在这里")
    assert "1/5" in (await worker.last()).text
    await office.thumbs(worker, "发给办公室")
    assert "固定时间转给办公室" in (await worker.last()).text
    await worker.click("全部往来 3")
    assert "二楼东头" in (await worker.last()).text
    assert "照片 1 张" in (await worker.last()).text
    await desk.batch()
    await desk.do(reports_closing.close, found, random_key(), "true", "已责令整改")
    seen = await look_up(worker, receipt)
    assert "办结：属实，已处理" in seen.text
    assert "已责令整改" in seen.text
    assert not has(seen, "结束这件举报")
    await worker.click("清除本次对话")
    for gone in (receipt, STORY, number, "二楼东头"):
        assert gone not in await said(worker)


async def test_nothing_is_pushed(office: Office) -> None:
    place = await office.open_place("hailing")
    about, worker = await office.owner(place=place), await office.person()
    desk = Desk(office, await office.official(place, department="health"))
    receipt = await report(worker, about)
    found = await desk.find(number_in((await look_up(worker, receipt)).text))
    await worker.send("/start")
    before = len(await worker.messages())
    await desk.batch()
    await desk.do(reports_handling.accept, found)
    await desk.do(reports_handling.say, found, random_key(), "在吗？", question=True)
    rows = await office.rows(
        "SELECT count(*) AS n FROM accounts WHERE address = :id",
        id=worker.id,
    )
    assert rows[0]["n"] == 0, "there is nobody to push it to"
    assert len(await worker.messages()) == before


async def test_the_worker_ends_a_report_and_opens_it_again(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    receipt = await report(worker, about)
    await look_up(worker, receipt)
    await worker.click("结束这件举报")
    await worker.click("‹ 返回")
    await worker.click("结束这件举报")
    await worker.click("结束这件举报")
    assert "停办" in (await worker.last()).text
    await worker.send("还没好，请继续查")
    await worker.click("发给办公室")
    assert "停办" not in (await worker.last()).text


async def test_what_is_not_sent_is_dropped(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    receipt = await report(worker, about)
    await look_up(worker, receipt)
    await worker.click("补充")
    await worker.send("不该写的话，有人晕倒")
    assert "120" in await said(worker)
    await worker.click("不发了")
    await worker.click("补充")
    assert "不该写的话" not in (await worker.last()).text
    await worker.click("不发了")
    await worker.click("全部往来 1")
    assert "不该写的话" not in (await worker.last()).text


async def test_the_statement_proves_that_it_came_in(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    receipt = await report(worker, about)
    await worker.click("受理凭证")
    first = next(line for line in (await worker.last()).text.splitlines() if line.startswith("CA1."))
    seen = await look_up(worker, receipt)
    await worker.click("受理凭证")
    again = next(line for line in (await worker.last()).text.splitlines() if line.startswith("CA1."))
    assert first == again
    key = Intake(reports_keys.load(office.installation.report_key)).verify_key
    assert verify_statement(first, key) == (number_in(seen.text), today())


async def test_slips_are_told_apart_from_what_is_not_there(office: Office) -> None:
    worker = await office.person()
    await worker.send("/receipt")
    await worker.send("1234 5678")
    assert "刚才是 8 位" in await said(worker)
    await worker.send("回执 0937")
    assert "只有数字" in await said(worker)
    good = new_receipt()
    slip = good[:-1] + str((int(good[-1]) + 1) % 10)
    await worker.send(slip)
    assert "有一位打错了" in await said(worker)
    await worker.send(good)
    assert "没有这个回执" in await said(worker)
    mine = [one.text for one in await worker.messages(mine=True) if not one.raw["from"]["is_bot"]]
    assert mine == ["/receipt"], "whatever was sent as a receipt is deleted"


async def test_guessing_is_slowed_down_and_an_honest_worker_is_not(office: Office) -> None:
    about, guesser, honest = await office.owner(), await office.person(), await office.person()
    receipt = await report(honest, about)
    await guesser.send("/receipt")
    for _ in range(3):
        await guesser.send(new_receipt())
    assert "试错太多次" not in await said(guesser)
    await guesser.send(receipt)
    assert "试错太多次" in await said(guesser), "even the right one is not tried any more"
    assert "已收到" in (await look_up(honest, receipt)).text


async def test_a_receipt_typed_anywhere_is_deleted_and_looked_up(office: Office) -> None:
    about, worker = await office.owner(), await office.owner()
    receipt = await report(worker, about)
    await worker.click("我记下了")
    await worker.click("首页")
    await worker.click("开始自查")
    await worker.send(receipt)
    assert "已收到" in (await worker.last()).text
    assert receipt not in await said(worker)
    rows = await office.rows("SELECT note FROM answers")
    assert receipt not in str(rows)
    await worker.send("/cancel")
    await to_story(worker, about)
    await worker.send(receipt)
    assert "像是一个回执" in await said(worker)
    assert receipt not in await said(worker)
    await worker.send(STORY)
    assert has(await worker.last(), "这几天"), "and the report being written goes on"


async def test_two_phones_with_one_receipt(office: Office) -> None:
    about, worker, friend = await office.owner(), await office.person(), await office.person()
    receipt = await report(worker, about)
    await look_up(worker, receipt)
    await look_up(friend, receipt)
    await friend.send("我也看见了")
    await friend.click("发给办公室")
    await worker.send("再补一句")
    await worker.click("发给办公室")
    assert has(await worker.last(), "全部往来 3")
    await friend.click("结束这件举报")
    await friend.click("结束这件举报")
    assert "停办" in (await look_up(worker, receipt)).text


async def test_english(office: Office) -> None:
    worker = await office.person()
    await worker.send("/language")
    await worker.click("English")
    await worker.click("Anonymous report")
    await worker.click("How to be safer")
    await worker.click("‹ Back")
    await worker.click("Begin")
    await worker.click("Retaliation")
    await choose_town(worker, "海陵区")
    await worker.click("No name")
    await worker.send("They cut our pay because we asked for masks.")
    await worker.click("Some days")
    await worker.click("Send the report")
    receipt = receipt_in(await worker.last())
    await worker.click("Noted: clear")
    assert "Received; it goes to the office" in (await look_up(worker, receipt)).text

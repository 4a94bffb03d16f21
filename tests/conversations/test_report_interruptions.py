"""Reports that are interrupted: taps in a row, windows that could not be shown, old buttons, crashes."""

from __future__ import annotations

import asyncio

from storage.tables import metadata
from tests.conversations.office import Office
from tests.conversations.reporting import RECEIPT, STORY, count, look_up, receipt_in, said, to_review
from tests.conversations.walk import begin, has, labels


async def test_impatient_thumbs_send_one_report(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    before = await count(office)
    await to_review(worker, about)
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("改成紧急")  # it is urgent now, and the screen does not say so
    await worker.click("提交举报")
    assert any("内容刚才变了" in one.text for one in await worker.messages())
    assert await count(office) == before, "what was not read through is not sent"
    await office.thumbs(worker, "提交举报")
    receipt_in(await worker.last())
    assert await count(office) == before + 1


async def test_a_receipt_that_could_not_be_shown_is_shown_at_the_next_tap(office: Office) -> None:
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("提交举报")
    assert await worker.toast() == "这一步没办成，请再试一次。"
    await worker.click("提交举报")
    receipt = receipt_in(await worker.last())
    assert await count(office) == before + 1
    await look_up(worker, receipt)
    await worker.send("再补一句")
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("发给办公室")
    await worker.click("发给办公室")
    assert has(await worker.last(), "全部往来 2")


async def test_help_and_privacy_do_not_lose_what_was_written(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_review(worker, about)
    await worker.send("/help")
    assert "/cancel" in await said(worker)
    await worker.send("/privacy")
    assert "管服务器的人：技术上看得到谁在用" in await said(worker)
    await worker.click("提交举报")
    receipt_in(await worker.last())


async def test_old_buttons_lead_to_the_window_that_is_open(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await worker.send("/start")
    home = await worker.last()
    await worker.click("匿名举报")
    await worker.send("/report")
    await worker.click("开始")
    old = await worker.last()
    await worker.send("/report")
    for window in (home, old):
        there = [one for one in await worker.messages() if one.id == window.id and one.buttons]
        if there:
            await worker.click(labels(there[0])[0], message_id=window.id)
    assert has(await worker.last(), "开始")
    await to_review(worker, about)
    await worker.click("提交举报")
    receipt_in(await worker.last())


async def test_a_crash_while_it_is_sealed_leaves_nothing_half_done_and_the_next_tap_leads_home(
    own_office: Office,
) -> None:
    """The tap was confirmed when sealing began: it is not delivered again, and the button is not answered."""
    office = own_office
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    await worker.click("提交举报", wait=False)
    office.installation.bot.kill()
    await asyncio.to_thread(office.installation.start_bot)
    await office.client.idle(worker.id)
    last = await worker.newest()
    if has(last, "提交举报"):
        await worker.click("提交举报")
        last = await worker.newest()
    assert has(last, "首页") or RECEIPT.search(last.text), last.text
    written = await count(office) - before
    assert written in (0, 1)
    assert written or not RECEIPT.search(last.text), "a receipt is of what was written down"


async def test_a_crash_loses_the_draft_and_the_next_tap_leads_home(own_office: Office) -> None:
    office = own_office
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    office.installation.bot.kill()
    await asyncio.to_thread(office.installation.start_bot)
    await worker.click("提交举报")
    last = await worker.newest()
    assert "写的都没有保存" in last.text
    assert last.buttons == [["首页"]]
    assert STORY not in await said(worker) or not has(last, "提交举报")
    await worker.click("首页")
    assert has(await worker.last(), "匿名举报")
    assert await count(office) == before


OF_TICKS = {
    *(
        "leases",
        "clock_trust",
        "campaigns",
        "campaign_progress",
        "place_progress",
        "group_progress",
        "standing_progress",
        "place_days",
        "progress_marks",
    ),
    *("reminders", "digests", "outbox", "escalations"),
}
"""Tables that the scheduler writes at its own times, independent of chats."""


async def rows(office: Office) -> dict[str, list[str]]:
    """All rows of the office but those of reports and of the scheduler's ticks."""
    names = [name for name in sorted(metadata.tables) if not name.startswith("report")]
    names = [name for name in names if name not in OF_TICKS]
    return {name: sorted(map(str, await office.rows(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608


async def test_leak_01_a_kill_in_the_middle_changes_no_row_of_who_has_one(own_office: Office) -> None:
    office = own_office
    about, owner = await office.owner(), await office.owner()
    await begin(owner)
    question = (await owner.last()).text
    await about.send("/start")
    await asyncio.to_thread(office.installation.bot.terminate)  # what was still to be written is
    before = await rows(office)
    await asyncio.to_thread(office.installation.start_bot)
    assert before["people"]
    assert before["dialog_states"]
    await to_review(owner, about)
    office.installation.bot.kill()
    assert await rows(office) == before
    await asyncio.to_thread(office.installation.start_bot)
    await owner.click("提交举报")
    assert "写的都没有保存" in (await owner.newest()).text
    assert await rows(office) == before
    await owner.send("/check")
    assert (await owner.last()).text == question

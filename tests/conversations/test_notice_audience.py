"""Notices: audience and rights to send, with counts, people not reached, a second person."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.conversations.bureau import Bureau, see
from tests.conversations.notice_steps import bureau, notices, said, send_off, tell_at_once, write
from tests.conversations.walk import has

__all__ = ["bureau"]


async def test_who_gets_it_is_chosen_with_counts(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    east, west = await bureau.firms(2), await bureau.firms(1, "hl-cx")
    named = await bureau.firm("hl-cx")
    await write(author)
    await author.click("发给谁")
    assert "[☐ 未交表 4] [☐ 未开始 4]" in await see(author)
    await author.click("已交表")
    assert "共 0 家" in await see(author)
    await author.click("已交表")
    await author.click("按地方")
    await author.click("城西街道")
    assert "共 2 家" in await see(author)
    await author.click("‹ 海陵区")
    assert "共 4 家" in await see(author)
    await author.click("城西街道")
    await author.click("选好了")
    await author.click("按行业")
    await author.click("☐")
    assert "[☑ " in await see(author)
    await author.click("选好了")
    await author.click("按危害")
    await author.click("选好了")
    await author.click("指定企业")
    await author.send(named.name)
    await author.click(f"☐ {named.name}")
    await author.click("选好了")
    assert named.name in await see(author)
    await author.click("选好了")
    await send_off(author)
    await bureau.state("sent")
    assert named.owner is not None
    assert await said(named.owner, "抽风口")
    for owner in (*east, *west):
        assert not await said(owner, "抽风口")


async def test_nobody_meant_is_said_before_the_last_question(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    await bureau.firms(1)
    await write(author)
    await author.click("发给谁")
    await author.click("已交表")
    await author.click("选好了")
    await author.click("发给 0 家")
    assert "没有企业会收到" in await author.toast()


async def test_those_who_cannot_be_reached_come_as_a_list(bureau: Bureau) -> None:
    author, (owner, gone) = await bureau.official("张三"), await bureau.firms(2)
    listed = await bureau.firm("hl-cx", joined=False, phone="0523-86881234")
    await gone.block(wait=False)
    await write(author)
    await send_off(author)
    await bureau.state("sent")
    shown = await bureau.until(author, "发送完毕")
    assert "未注册 1 家" in shown.text
    assert "送不到 1 人" in shown.text
    await author.click("送不到的名单")
    seen = next(one for one in reversed(await author.messages()) if one.media == "document")
    assert seen.raw["document"]["file_name"].endswith(".xlsx")
    sheet = load_workbook(io.BytesIO(await bureau.client.download(seen.file_id))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert sorted((row[4] or "", row[5]) for row in rows) == [
        ("", "屏蔽了机器人"),
        ("0523-86881234", "未注册"),
    ]
    assert listed.name in {row[0] for row in rows}
    assert await said(owner, "抽风口")
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("看已读情况")
    await author.click("为什么没收到")
    await author.click(listed.name)
    assert "没有联系人：企业还没有人登记或加入。" in await see(author)
    await author.click("‹ 没收到的")
    await author.click("厂")
    await author.click("看这家企业")
    assert "厂" in await see(author)


async def test_why_an_enterprise_was_not_reached_is_said_contact_by_contact(bureau: Bureau) -> None:
    author, (owner, gone) = await bureau.official("张三"), await bureau.firms(2)
    await gone.block(wait=False)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发送完毕")
    await owner.click("已阅读")
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("看已读情况")
    assert "已读 1 · 未读 0 · 未收到 1" in await see(author)
    await author.click("为什么没收到")
    await author.click("厂")
    assert "起联系不上" in await see(author)
    await author.click("‹ 没收到的")
    await author.click("‹")
    await author.click("☐ 所有联系人都收到才算")
    assert ["☑ 所有联系人都收到才算"] in (await author.last()).buttons
    assert (await bureau.rows("SELECT reached_by FROM notices")) == [{"reached_by": "all"}]


async def test_double_taps_on_the_confirmation_send_once(bureau: Bureau) -> None:
    author, owners = await bureau.official("张三"), await bureau.firms(3)
    await write(author)
    await author.click("发给 ")
    await author.click_all("确认，发给", 4)
    await bureau.state("sent")
    assert len(await bureau.rows("SELECT id FROM notices")) == 1
    for owner in owners:
        assert len(await notices(owner, "抽风口")) == 1


async def test_another_towns_officer_reaches_nothing_here(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    stranger = await bureau.official("西街", "hl-cx")
    (owner,) = await bureau.firms(1)
    await bureau.firms(1, "hl-cx")
    await write(author)
    await send_off(author)
    notice_id = await bureau.state("sent")
    await stranger.send("/notices")
    assert "还没有发过通知" in await see(stranger)
    await stranger.click("写通知")
    await stranger.click("空白")
    await stranger.send("西街的事")
    await stranger.click("发给谁")
    await stranger.click("按地方")
    assert "共 1 家" in await see(stranger)
    assert not has(await stranger.last(), "海陵区")
    for kind in ("npause", "nstopped", "nagain", "nread", "nlist", "notice"):
        await bureau.tap_raw(stranger, f"go:{kind}:{notice_id}")
    assert (await bureau.rows("SELECT state FROM notices WHERE id = :id", id=notice_id)) == [
        {"state": "sent"}
    ]
    copy = (await bureau.rows("SELECT id FROM notice_copies"))[0]["id"]
    await bureau.tap_raw(stranger, f"go:read:{copy}")
    assert await bureau.rows("SELECT id FROM notice_copies WHERE read_at IS NOT NULL") == []
    assert await said(owner, "抽风口")


async def test_a_large_notice_waits_for_a_second_person(bureau: Bureau) -> None:
    author, head = await bureau.official("张三"), await bureau.official("<b>周</b>科长😀", role="head")
    owners = await bureau.firms(6)
    await head.send("/office")
    await write(author)
    await author.click("发给 6 家")
    assert "超过 5 家" in await see(author)
    await author.click("确认")
    assert "等另一位负责人放行" in await see(author)
    assert not has(await author.last(), "放行")
    await bureau.until(head, "等您放行")
    await head.click("看这条通知")
    await head.click("看原文")
    await head.click("退回")
    await head.send("日期写错了")
    await tell_at_once(bureau)
    await bureau.until(author, "已退回：日期写错了")
    await author.click("看这条通知")
    assert "退回理由：日期写错了" in await see(author)
    bureau.move(minutes=1)
    await send_off(author)
    await head.send("/notices")
    await head.click("⚠ 待放行")
    await head.click_all("放行", 2)
    await bureau.state("sent")
    await tell_at_once(bureau)
    await bureau.until(author, "已放行")
    for owner in owners:
        assert len(await notices(owner, "抽风口")) == 1


async def test_two_phones_at_one_draft_send_it_once(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await author.click("发给 ")
    confirm = await author.last()
    await author.send("/notices")
    await author.click("✎ 草稿")
    await send_off(author)
    await bureau.state("sent")
    with pytest.raises(LookupError):
        await author.click("确认，发给", message_id=confirm.id)
    assert len(await notices(owner, "抽风口")) == 1
    assert len(await bureau.rows("SELECT id FROM notices")) == 1


async def test_a_seat_that_is_taken_away_ends_the_draft(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    (owner,) = await bureau.firms(1)
    await write(author)
    await author.click("发给 ")
    await bureau.revoke(author)
    await author.click("确认，发给")
    await bureau.settled()
    assert not await said(owner, "抽风口")
    assert await bureau.rows("SELECT id FROM notices WHERE state = 'draft'")

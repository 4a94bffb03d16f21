"""Notices on their way: at what hour they go, paused and stopped, sent once more, corrected and withdrawn."""

from __future__ import annotations

from pathlib import Path

from tests.conversations.bureau import Bureau, open_bureau, see
from tests.conversations.notice_steps import bureau, notices, picture, said, send_off, tell_at_once, write
from tests.conversations.walk import has

__all__ = ["bureau"]


async def test_what_waits_when_the_campaign_ends_comes_back(bureau: Bureau) -> None:
    author, head = await bureau.official("张三"), await bureau.official("周科长", role="head")
    (owner,) = await bureau.firms(1)
    await author.send("/office")
    await author.click("催未交的 1 家")
    for tap in ("什么时候发", "另选一天"):
        await author.click(tap)
    for words in ("3月9日", "是", "10:30"):
        await author.send(words)
    await send_off(author)
    await head.send("/office")
    await head.click("行动安排")
    await head.click("结束行动")
    assert "尚未开始发送的通知 1 份" in await see(head)
    await head.send(bureau.app.library.packs["hailing"].title.zh)
    await head.send("上级叫停")
    await tell_at_once(bureau)
    await bureau.until(author, "没有发，已退回")
    await author.click("看这条通知")
    assert "行动已结束，没有发" in await see(author)
    assert "退回理由：上级叫停" in await see(author)
    bureau.move(hours=24 * 8)
    await bureau.settled()
    assert not await said(owner, "自查表请在")


async def test_pause_go_on_and_stop(tmp_path: Path) -> None:
    async with open_bureau(tmp_path, rate=1, release_above=50) as bureau:
        author, owners = await bureau.official("张三"), await bureau.firms(16)
        await write(author)
        await send_off(author)
        await bureau.until_row("SELECT id FROM notice_copies WHERE state = 'sent'")
        await bureau.until(author, "《请本周五")
        await author.click("暂停")
        await bureau.until(author, "暂停中")
        await bureau.settled()
        got = [owner for owner in owners if await said(owner, "抽风口")]
        assert 0 < len(got) < 16
        await author.click("继续")
        await bureau.until(author, "还要")
        await author.click("停止")
        assert "还没发的不再发" in await see(author)
        await author.click("不，返回")
        await author.click("停止")
        await author.click("停止")
        await bureau.state("stopped")
        await bureau.until(author, "已停止")
        sent = await bureau.rows("SELECT id FROM notice_copies WHERE state = 'sent'")
        stopped = await bureau.rows("SELECT id FROM notice_copies WHERE state = 'stopped'")
        assert len(sent) + len(stopped) == 16
        assert len(sent) == sum([await said(owner, "抽风口") for owner in owners])


async def test_a_restart_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with open_bureau(tmp_path, rate=4, release_above=50) as bureau:
        author, owners = await bureau.official("张三"), await bureau.firms(10)
        await write(author)
        await send_off(author)
        await bureau.until_row("SELECT id FROM notice_copies WHERE state = 'sent'")
        await bureau.restart(rate=200)
        await bureau.state("sent")
        await bureau.until(author, "发送完毕")
        for owner in owners:
            assert len(await notices(owner, "抽风口")) == 1


async def test_once_more_to_those_who_have_not_read(bureau: Bureau) -> None:
    author, (reader, other) = await bureau.official("张三"), await bureau.firms(2)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发送完毕")
    await reader.click("已阅读")
    await author.click_all("再发给未读的", 3)
    await bureau.until(author, "再发给未读的\n")
    await bureau.state("sent")
    assert len(await notices(reader, "抽风口")) == 1
    assert len(await notices(other, "抽风口")) == 2
    await other.click("已阅读")
    await author.send("/notices")
    await author.click("✓ 已发")
    assert "已阅读 2 人" in await see(author)
    assert not has(await author.last(), "再发给未读的")


async def test_a_correction_changes_every_copy(bureau: Bureau) -> None:
    author, owners = await bureau.official("张三"), await bureau.firms(2)
    await write(author)
    await author.photo(picture())
    await author.click("好了")
    await send_off(author)
    await bureau.until(author, "发送完毕")
    await owners[0].click("已阅读")
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("更正")
    await author.send("改到<i>下周一")
    assert await said(author, "<i> 少了结尾的")
    await author.send("改到<i>下周一</i>前")
    await author.click("全部更正")
    await bureau.until(author, "更正\n")
    await bureau.state("sent")
    for owner in owners:
        (copy,) = await notices(owner, "改到下周一前")
        assert copy.media == "photo"
        assert copy.text.startswith("【更正】\n")
        assert copy.buttons == [["已阅读"]]
        assert "抽风口" not in copy.text.split("\n\n", 1)[1]  # above it stands what was changed
    assert len(await bureau.rows("SELECT id FROM notice_copies WHERE read_revision = revision")) == 0
    await bureau.until(owners[0], "已更正，请再看一遍")
    await owners[0].click("看更正")
    await owners[0].click("已阅读")
    assert len(await bureau.rows("SELECT id FROM notice_copies WHERE read_revision = revision")) == 1
    assert not await said(owners[1], "已更正，请再看一遍")


async def test_what_is_older_than_two_days_is_replaced(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发送完毕")
    bureau.move(hours=49)
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("撤回")
    await author.click("撤回")
    await bureau.state("withdrawn")
    last = await bureau.until(owner, "这条通知已撤回")
    assert last.buttons == []
    assert not await said(owner, "抽风口")
    await owner.send("/notices")
    assert "现在没有通知" in await see(owner)


async def test_a_standing_notice_reaches_who_registers_later(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    await bureau.firms(1)
    await write(author)
    await author.click("☐ 常设")
    assert "[☑ 常设" in await see(author)
    await send_off(author)
    await bureau.until(author, "发送完毕")
    bureau.move(days=1)
    late = await bureau.firm("hl-cx")
    assert late.owner is not None
    await bureau.until(late.owner, "抽风口")
    await bureau.state("sent")
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("不再常设")
    await author.click("不再常设")
    later = await bureau.firm("hl-cx")
    await bureau.settled()
    assert later.owner is not None
    assert not await said(later.owner, "抽风口")


async def test_a_notice_is_sent_at_its_hour(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await author.click("什么时候发")
    await author.click("另选一天")
    await author.send("昨天")
    assert await said(author, "已经过了。这里要写今天或以后的一天")
    await author.send("2027-03-01")
    assert await said(author, "这一天已经过了")
    await author.send("3月2日")
    assert await said(author, "您说的是 2027年3月2日 星期二（")
    await author.click("是，2027年3月2日")
    assert not has(await author.last(), "09:00")
    await author.send("九点")
    assert await said(author, "没看懂是几点")
    await author.send("10:30")
    assert await said(author, "这个时间已经过了")
    await author.send("14点05")
    assert "3月2日 14:05" in await see(author)
    await author.click("什么时候发")
    await author.click("有效到：")
    await author.send("3月2日")
    await author.click("是，2027年3月2日")
    await author.send("18点")
    assert "有效到：3月2日 18:00，过了就不发" in await see(author)
    await send_off(author)
    assert "定于 3月2日 14:05 发" in await see(author)
    assert "有效到：3月2日 18:00\n" in f"{await see(author)}\n"
    await bureau.settled()
    assert not await said(owner, "抽风口")
    bureau.move(hours=3, minutes=5)
    await bureau.until(owner, "抽风口")
    await bureau.state("sent")
    await author.send("/notices")
    await author.click("✓ 已发")
    assert "有效到：3月2日 18:00\n" in await see(author)
    bureau.move(hours=4)
    await author.send("/notices")
    await author.click("✓ 已发")
    assert "有效到：3月2日 18:00（已过）" in await see(author)


async def test_at_night_only_what_is_urgent_goes_out(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    bureau.move(hours=10)
    await write(author)
    assert "3月3日 08:30（夜里和休息日不打扰）" in await see(author)
    await send_off(author)
    await bureau.settled()
    assert not await said(owner, "抽风口")
    bureau.move(hours=11, minutes=30)
    await bureau.until(owner, "抽风口")
    bureau.move(hours=12)
    await write(author, "紧急：今夜停电")
    await author.click("☐ 紧急")
    await author.click("发给 ")
    assert "夜里、休息日也马上发，开头写【紧急】" in await see(author)
    await author.click("确认，发给 ")
    await bureau.until(owner, "【紧急】紧急：今夜停电")

"""Notices in the chat: written, addressed, confirmed, on their way, read. In one process, with its clock."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import text

from simulator.client import Person, Seen
from tests.conversations.bureau import Bureau, open_bureau, see
from tests.conversations.walk import has

TEXT = "请本周五前<b>关好抽风口</b>，有事打 0523-86880000。"


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[Bureau]:
    async with open_bureau(tmp_path) as made:
        yield made
        for person in made.people:
            await made.look(person, "notices")
        assert not made.screens.bad, made.screens.report()


def picture(color: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG")
    return out.getvalue()


async def write(person: Person, text: str = TEXT) -> None:
    """From the office to a blank notice with this text."""
    await person.send("/office")
    await person.click("通知")
    await person.click("写通知")
    await person.click("空白")
    await person.send(text)


async def send_off(person: Person) -> None:
    """From the draft to its confirmation."""
    await person.click("发给 ")
    await person.click("确认，发给")


async def said(person: Person, words: str) -> bool:
    return any(words in one.text for one in await person.messages())


async def notices(person: Person, words: str) -> list[Seen]:
    """The messages with these words that can be, or were, marked as read."""
    found = [one for one in await person.messages() if words in one.text]
    return [one for one in found if any("已" in label for row in one.buttons for label in row)]


async def tell_at_once(bureau: Bureau) -> None:
    """What waits for the morning's digest is told now."""
    await bureau.settled()
    async with bureau.app.database.begin() as db:
        await db.execute(
            text("UPDATE outbox SET not_before = created_at, priority = 1 WHERE state = 'pending'")
        )


# --- writing


async def test_reminding_those_who_have_not_handed_in_takes_three_taps(bureau: Bureau) -> None:
    author, owners = await bureau.official("张三"), await bureau.firms(2)
    await bureau.firm(joined=False)
    await author.send("/office")
    await author.click("催未交的 3 家")
    assert "自查表请在2027年4月30日前交" in (await author.messages())[-2].text
    await author.click("发给 3 家")
    await author.click("确认")
    await bureau.state("sent")
    for owner in owners:
        seen = await owner.last()
        assert "还有 59 天" in seen.text
        assert seen.buttons == [["继续自查"], ["已阅读"]]
    copy = (await bureau.rows("SELECT min(id) AS id FROM notice_copies"))[0]["id"]
    await bureau.tap_raw(author, f"go:ncheck:{copy}")
    assert "企业概况" not in await see(author)  # somebody else's copy
    await owners[0].click("已阅读")
    (notice,) = await notices(owners[0], "还有 59 天")
    assert [row[0][:4] for row in notice.buttons] == ["继续自查", "✓ 已读"]
    await owners[0].click("继续自查")
    assert "企业概况 1/5" in await see(owners[0])
    shown = await bureau.until(author, "发完了")
    assert "《自查提醒》→ 没交表的 3 家" in shown.text
    assert "2/2" in shown.text
    assert "没注册 1 家" in shown.text


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
    assert "还没开始发的通知 1 份" in await see(head)
    await head.send(bureau.app.library.packs["hailing"].title.zh)
    await head.send("上级叫停")
    await tell_at_once(bureau)
    await bureau.until(author, "没有发，退回来了")
    await author.click("看这条通知")
    assert "行动结束了，没有发" in await see(author)
    assert "退回理由：上级叫停" in await see(author)
    bureau.move(hours=24 * 8)
    await bureau.settled()
    assert not await said(owner, "自查表请在")


async def test_a_typed_notice_arrives_formatted_and_is_read(bureau: Bureau) -> None:
    author, (owner, other) = await bureau.official("张三"), await bureau.firms(2)
    await write(author)
    preview = (await author.messages())[-2]
    assert preview.text == "请本周五前关好抽风口，有事打 0523-86880000。"
    assert [entity["type"] for entity in preview.raw["entities"]][:1] == ["bold"]
    await author.click("已阅读")
    assert "这是预览" in await author.toast()
    await send_off(author)
    await bureau.state("sent")
    got = await owner.last()
    assert got.text == preview.text
    assert got.raw["entities"][0] == preview.raw["entities"][0]
    await owner.click_all("已阅读", 3)
    assert "✓ 已读 3月2日 11:0" in await see(owner)
    assert len(await bureau.rows("SELECT id FROM notice_copies WHERE read_at IS NOT NULL")) == 1
    await bureau.until(author, "发完了")
    await author.click("看已读情况")
    assert "已读 1 · 未读 1 · 没收到 0" in await see(author)
    assert "城东街道 1/2" in await see(author)
    await author.click("未读的 1 家")
    await author.click("厂")
    await author.click("‹ 没读通知的企业")
    assert "厂" in await see(author)
    await other.send("/notices")
    assert "收到的通知 1 条，没点已阅读的 1 条" in await see(other)
    await other.click("● ")
    await other.click("已阅读")
    await other.send("/start")
    assert "[通知]" in await see(other)


async def test_a_long_notice_with_one_picture_goes_out_as_two_messages_and_counts_once(
    bureau: Bureau,
) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    long = "尘" * 4096
    await write(author, long)
    await author.click("照片文件")
    await author.photo(picture())
    await author.click("好了")
    assert [one.text for one in (await author.messages())[-3:-1]] == ["", long]
    await send_off(author)
    await bureau.state("sent")
    await bureau.until(author, "发完了")
    first, second = (await owner.messages())[-2:]
    assert (first.media, first.text, first.buttons) == ("photo", "", [])
    assert (second.media, second.text, second.buttons) == (None, long, [["已阅读"]])
    assert len(await bureau.rows("SELECT id FROM notice_copies")) == 1
    await owner.click("已阅读")
    await author.click("更正")
    await author.send("改短了")
    await author.click("全部更正")
    await bureau.until(owner, "改短了")
    first, second = next(
        (one, two)
        for one, two in pairwise(await owner.messages())
        if one.media == "photo" and "改短了" in two.text
    )
    assert (first.text, second.media) == ("", None), "edited where they stand"
    bureau.people.clear()  # a text of this length fills many screens, as its author wanted


async def test_what_is_confirmed_is_what_was_shown(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await author.click("发给 ")
    assert "1 家" in (await author.last()).text
    await bureau.firms(1)
    await author.click("确认，发给")
    assert await said(author, "内容刚才变了")
    assert "2 家" in (await author.last()).text
    assert not await notices(owner, "请本周五前"), "nobody was asked whether two are meant"
    await author.click("确认，发给")
    await bureau.state("sent")
    assert await notices(owner, "请本周五前")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<h1>通知</h1>", "不认 <h1>"),
        ("请<b>尽快", "<b> 少了结尾的 </b>"),
        ("<b>请<i>尽</b>快</i>", "该是 </i>，写的是 </b>"),
        ("浓度 <10 毫克", "格式没写对"),
    ],
)
async def test_what_is_no_html_is_refused_politely_or_sent_as_it_stands(
    bureau: Bureau, text: str, says: str
) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author, text)
    assert any(says in one.text for one in await author.messages()), await see(author)
    assert (await bureau.rows("SELECT body FROM notices"))[0]["body"] == ""
    await author.click("按原样发")
    assert (await author.messages())[-2].text == text
    await send_off(author)
    await bureau.state("sent")
    assert (await owner.last()).text == text


async def test_a_text_too_long_says_by_how_much(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    await bureau.firms(1)
    await write(author, "字" * 4097)
    assert await said(author, "超出 1 个")
    assert (await bureau.rows("SELECT body FROM notices"))[0]["body"] == ""
    bureau.move(seconds=10)
    await author.send("字" * 4096)
    assert "4096 字" in await see(author)


async def test_a_picture_with_its_text_and_a_document(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author, "先写一句")
    await author.photo(picture(), "看<b>图</b>")
    await author.document(b"%PDF-1.4", "通知.pdf", "application/pdf")
    assert await said(author, "照片和文件不能放在同一条通知里")
    await author.click("好了")
    preview = (await author.messages())[-2]
    assert (preview.media, preview.text) == ("photo", "看图")
    await send_off(author)
    await bureau.state("sent")
    got = await owner.last()
    assert (got.media, got.text, got.buttons) == ("photo", "看图", [["已阅读"]])
    await author.send("/notices")
    await author.click("写通知")
    await author.click("动员部署")
    await author.click("照片文件")
    await author.document(b"%PDF-1.4", "通知.pdf", "application/pdf")
    await author.click("好了")
    await send_off(author)
    await bureau.state("sent")
    assert (await owner.last()).media == "document"


async def test_an_album_comes_one_by_one_and_goes_as_one(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await author.send("/notices")
    await author.click("写通知")
    await author.click("空白")
    await author.album([picture(color) for color in ("red", "green", "blue")], "三张图")
    assert "已收 3 个" in await see(author)
    await author.click("好了")
    await send_off(author)
    await bureau.state("sent")
    *photos, text = (await owner.messages())[-4:]
    assert len({one.raw["media_group_id"] for one in photos}) == 1
    assert (text.text, text.buttons) == ("三张图", [["已阅读"]])
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("撤回")
    await author.click("撤回")
    await bureau.state("withdrawn")
    assert not any(one.media or "三张图" in one.text for one in await owner.messages())


async def test_a_test_goes_to_oneself_alone(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await author.click("先发给我")
    await bureau.until_row("SELECT id FROM outbox WHERE topic = 'ntest' AND state = 'sent'")
    await author.click("已阅读")
    assert "这是预览" in await author.toast()
    assert not await said(owner, "抽风口")
    assert await bureau.rows("SELECT id FROM notices WHERE state = 'draft'")


async def test_a_draft_waits_for_its_author_and_can_be_thrown_away(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    await bureau.firms(1)
    await write(author)
    await author.click("以后再写")
    await author.click("✎ 草稿")
    await author.click("删掉草稿")
    assert "草稿已删掉" in await see(author)
    assert await bureau.rows("SELECT id FROM notices") == []


async def test_every_window_fits_a_phone_in_english(bureau: Bureau) -> None:
    author = await bureau.official("Li Wei", language="en")
    await bureau.firms(2)
    await bureau.firm("hl-cx", joined=False)
    await author.send("/office")
    await author.click("Remind the 3")
    for way in (
        ("Files", "Done"),
        ("Who gets it", "By place", "Done", "By industry", "Done", "By hazard", "Done", "By name"),
        (
            "Done",
            "Done",
            "When",
            "Another day",
            "‹",
            "Valid until",
            "‹",
            "‹",
            "Preview",
            "Send to 3",
            "Yes, send",
        ),
    ):
        for button in way:
            await author.click(button)
    await bureau.until(author, "· sent")
    await author.send("/notices")
    await author.click("✓ Sent")
    for button in (
        "Who has read",
        "Why it did not arrive",
        "‹",
        "☐",
        "☑",
        "2 have not",
        "‹",
        "‹",
        "Once more",
        "No",
        "Correct",
        "No",
        "Withdraw",
    ):
        await author.click(button)
    await author.click("Withdraw")
    await bureau.state("withdrawn")
    assert "being withdrawn" in await see(author) or await said(author, "being withdrawn")


# --- who gets it


async def test_who_gets_it_is_chosen_with_counts(bureau: Bureau) -> None:
    author = await bureau.official("张三")
    east, west = await bureau.firms(2), await bureau.firms(1, "hl-cx")
    named = await bureau.firm("hl-cx")
    await write(author)
    await author.click("发给谁")
    assert "[☐ 没交表 4] [☐ 没开始 4]" in await see(author)
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
    assert "没有一家企业要收" in await author.toast()


async def test_those_who_cannot_be_reached_come_as_a_list(bureau: Bureau) -> None:
    author, (owner, gone) = await bureau.official("张三"), await bureau.firms(2)
    listed = await bureau.firm("hl-cx", joined=False, phone="0523-86881234")
    await gone.block(wait=False)
    await write(author)
    await send_off(author)
    await bureau.state("sent")
    shown = await bureau.until(author, "发完了")
    assert "没注册 1 家" in shown.text
    assert "送不到 1 人" in shown.text
    await author.click("送不到的名单")
    seen = next(one for one in reversed(await author.messages()) if one.media == "document")
    assert seen.raw["document"]["file_name"].endswith(".xlsx")
    sheet = load_workbook(io.BytesIO(await bureau.client.download(seen.file_id))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert sorted((row[4] or "", row[5]) for row in rows) == [
        ("", "屏蔽了机器人"),
        ("0523-86881234", "没注册"),
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
    await bureau.until(author, "发完了")
    await owner.click("已阅读")
    await author.send("/notices")
    await author.click("✓ 已发")
    await author.click("看已读情况")
    assert "已读 1 · 未读 0 · 没收到 1" in await see(author)
    await author.click("为什么没收到")
    await author.click("厂")
    assert "起联系不上" in await see(author)
    await author.click("‹ 没收到的")
    await author.click("‹")
    await author.click("☐ 所有联系人都收到才算")
    assert ["☑ 所有联系人都收到才算"] in (await author.last()).buttons
    assert (await bureau.rows("SELECT reached_by FROM notices")) == [{"reached_by": "all"}]


# --- who may


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
    await bureau.until(author, "退回来了：日期写错了")
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


# --- on its way


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
        await bureau.until(author, "发完了")
        for owner in owners:
            assert len(await notices(owner, "抽风口")) == 1


async def test_once_more_to_those_who_have_not_read(bureau: Bureau) -> None:
    author, (reader, other) = await bureau.official("张三"), await bureau.firms(2)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发完了")
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
    await bureau.until(author, "发完了")
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
    await bureau.until(owners[0], "更正了，请再看一遍")
    await owners[0].click("看更正")
    await owners[0].click("已阅读")
    assert len(await bureau.rows("SELECT id FROM notice_copies WHERE read_revision = revision")) == 1
    assert not await said(owners[1], "更正了，请再看一遍")


async def test_what_is_older_than_two_days_is_replaced(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author)
    await send_off(author)
    await bureau.until(author, "发完了")
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
    await bureau.until(author, "发完了")
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


# --- when


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

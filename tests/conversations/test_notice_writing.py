"""Notices as they are written: text, pictures and files, what is refused, and how it arrives."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.conversations.bureau import Bureau, see
from tests.conversations.notice_steps import bureau, notices, picture, said, send_off, write

__all__ = ["bureau"]


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
    shown = await bureau.until(author, "发送完毕")
    assert "《自查提醒》→ 未交表的 3 家" in shown.text
    assert "2/2" in shown.text
    assert "未注册 1 家" in shown.text


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
    await bureau.until(author, "发送完毕")
    await author.click("看已读情况")
    assert "已读 1 · 未读 1 · 未收到 0" in await see(author)
    assert "城东街道 1/2" in await see(author)
    await author.click("未读的 1 家")
    await author.click("厂")
    await author.click("‹ 未读通知的企业")
    assert "厂" in await see(author)
    await other.send("/notices")
    assert "收到的通知 1 条，未点已阅读的 1 条" in await see(other)
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
    await bureau.until(author, "发送完毕")
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
        ("<h1>通知</h1>", "不认得 <h1>"),
        ("请<b>尽快", "<b> 少了结尾的 </b>"),
        ("<b>请<i>尽</b>快</i>", "应为 </i>，写的是 </b>"),
        ("浓度 <10 毫克", "格式有误"),
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


async def test_words_under_a_picture_take_no_written_texts_place_and_a_document(bureau: Bureau) -> None:
    author, (owner,) = await bureau.official("张三"), await bureau.firms(1)
    await write(author, "先写一句")
    await author.photo(picture(), "看<b>图</b>")
    assert await said(author, "通知已经有文字")
    await author.document(b"%PDF-1.4", "通知.pdf", "application/pdf")
    assert await said(author, "照片和文件不能放在同一条通知里")
    await author.click("好了")
    preview = (await author.messages())[-2]
    assert (preview.media, preview.text) == ("photo", "先写一句")
    await send_off(author)
    await bureau.state("sent")
    got = await owner.last()
    assert (got.media, got.text, got.buttons) == ("photo", "先写一句", [["已阅读"]])
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
        "Resend",
        "No",
        "Correct",
        "No",
        "Withdraw",
    ):
        await author.click(button)
    await author.click("Withdraw")
    await bureau.state("withdrawn")
    assert "being withdrawn" in await see(author) or await said(author, "being withdrawn")

"""Notes, photos and voice messages: what is kept, what is refused, and with which sentence."""

from __future__ import annotations

import pytest

from simulator.client import Seen
from tests.conversations.office import Office, Owner
from tests.conversations.walk import answer_all, begin, has, is_question, labels, picture, question_shown
from tests.documents.test_pdf_evidence import paper
from tests.foreign import webp_of

MEGABYTE = 1024 * 1024


async def _at_first(office: Office) -> tuple[Owner, str]:
    owner = await office.owner()
    await begin(owner)
    code = question_shown(await owner.last(), office.form(owner.pack))
    assert code is not None
    return owner, code


async def _said(owner: Owner, before: int) -> str:
    """All the bot wrote after message `before`."""
    return "\n".join(message.text for message in await owner.messages() if message.id > before)


def _windows(seen: list[Seen]) -> list[Seen]:
    return [message for message in seen if is_question(message)]


async def test_typed_text_is_the_note_and_can_be_changed_and_removed(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.send("花名册在办公室\n第二个柜子")
    assert (await office.self_check(owner)).line(code).note == "花名册在办公室\n第二个柜子"
    assert "备注已保存" in (await owner.last()).text
    await owner.send("搬到车间了")
    assert (await office.self_check(owner)).line(code).note == "花名册在办公室\n第二个柜子\n搬到车间了"
    await owner.click("看备注")
    assert "搬到车间了" in (await owner.last()).text
    await owner.click("清空备注")
    assert (await office.self_check(owner)).line(code).note == ""
    assert (await office.self_check(owner)).answers == {}, "a note is no answer"


@pytest.mark.parametrize(("length", "kept"), [(1000, True), (1001, False), (4096, False)])
async def test_a_note_has_at_most_a_thousand_characters(office: Office, length: int, kept: bool) -> None:
    owner, code = await _at_first(office)
    before = (await owner.last()).id
    text = "尘" * length
    await owner.send(text)
    assert (await office.self_check(owner)).line(code).note == (text if kept else "")
    if not kept:
        said = await _said(owner, before)
        assert "1000" in said
        assert str(length) in said
    await owner.send("短的")
    assert (await office.self_check(owner)).line(code).note == (text if kept else "短的"), "it goes on"
    if kept:
        assert "1000" in await _said(owner, before), "what does not fit any more is said"


async def test_a_voice_message_is_kept_but_is_no_photo(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.voice(b"OggS" + b"sound" * 200, seconds=12)
    line = (await office.self_check(owner)).line(code)
    assert (line.files, line.voices) == (0, 1)
    assert "语音备注 1 条" in (await owner.last()).text
    assert has(await owner.last(), "看照片和语音（1）"), "what is counted as no photo is named"
    before = (await owner.last()).id
    await owner.voice(b"OggS" + b"x", seconds=301)
    assert "5 分钟" in await _said(owner, before)
    assert (await office.self_check(owner)).line(code).voices == 1


async def test_a_photo_counts_at_once(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.photo(picture(), "花名册")
    assert (await office.self_check(owner)).line(code).files == 1
    assert "已收 1 张" in (await owner.last()).text
    assert len(_windows(await owner.messages())) == 1, "one window, the newest"


async def test_a_photo_sent_while_reading_why_belongs_to_the_question(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.click("为什么问")
    await owner.photo(picture())
    assert [file.question for file in await office.files(owner)] == [code]


async def test_an_album_of_nine_and_no_tenth(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.album([picture() for _ in range(9)])
    assert (await office.self_check(owner)).line(code).files == 9
    assert "已收 9 张" in (await owner.last()).text
    assert len(_windows(await owner.messages())) == 1, "nine photos leave one window"
    before = (await owner.last()).id
    await owner.photo(picture())
    assert "最多 9 张" in await _said(owner, before)
    assert (await office.self_check(owner)).line(code).files == 9
    await owner.send("/check")
    await owner.click("看照片")
    await owner.click("删除这张")
    await owner.photo(picture())
    assert (await office.self_check(owner)).line(code).files == 9, "after one is removed another fits"


async def test_the_same_photo_twice_is_one(office: Office) -> None:
    owner, code = await _at_first(office)
    same = picture()
    await owner.photo(same)
    await owner.photo(same)
    assert (await office.self_check(owner)).line(code).files == 1


@pytest.mark.parametrize(
    ("kind", "name", "mime"),
    [
        ("JPEG", "IMG_1.jpg", "image/jpeg"),
        ("PNG", "截图.PNG", "image/png"),
        ("WEBP", "a.webp", "image/webp"),
        ("BMP", "scan.bmp", None),
        ("GIF", "x.gif", "image/gif"),
    ],
)
async def test_an_image_sent_as_a_file_is_a_photo(
    office: Office, kind: str, name: str, mime: str | None
) -> None:
    owner, code = await _at_first(office)
    await owner.document(picture(kind=kind), name, mime)
    files = await office.files(owner, code)
    assert [(file.kind, file.mime) for file in files] == [("photo", "image/jpeg")]


async def test_photos_are_looked_through_and_removed(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.album([picture(), picture(), picture()])
    await owner.click("看照片")
    assert (await owner.last()).media == "photo"
    assert "1/3" in (await owner.last()).text
    await owner.click("›")
    assert "2/3" in (await owner.last()).text
    second = (await office.files(owner, code))[1]
    await owner.click("删除这张")
    assert second.id not in {file.id for file in await office.files(owner, code)}
    assert len(await office.files(owner, code)) == 2
    await owner.click("删除这张")
    await owner.click("删除这张")
    assert await office.files(owner, code) == ()
    await owner.click("回到题目")
    assert "已收 0 张" in (await owner.last()).text
    assert (await owner.last()).media is None
    assert is_question(await owner.last())


@pytest.mark.parametrize(
    ("data", "name", "mime", "advice"),
    [
        (webp_of(16_383, 3600), "IMG_4.webp", "image/webp", "像素太高"),
        (b"name,age\n", "roster.csv", "text/csv", "截图"),
        (b"%PDF-1.7 ...", "report.pdf", "application/pdf", "PDF 打不开"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 400, "IMG_2.HEIC", "image/heic", "再发一次"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 400, "IMG_2.jpg", "image/jpeg", "再发一次"),
        (b"\xff\xd8\xff\xe0 not all of it", "IMG_3.jpg", "image/jpeg", "再发一次"),
        (b"not an image at all", "IMG_4.png", "image/png", "再发一次"),
    ],
    ids=["bomb", "table", "pdf", "heic", "heic-named-jpg", "broken", "text-named-png"],
)
async def test_what_is_no_photo_is_refused_with_advice(
    office: Office, data: bytes, name: str, mime: str, advice: str
) -> None:
    owner, code = await _at_first(office)
    before = (await owner.last()).id
    await owner.document(data, name, mime)
    assert advice in await _said(owner, before)
    assert await office.files(owner) == ()
    await owner.photo(picture())
    assert (await office.self_check(owner)).line(code).files == 1, "the conversation goes on"


async def test_a_laboratorys_report_stands_with_its_first_page_in_chat_and_form(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.document(paper(), "检测报告.pdf", "application/pdf")
    (file,) = await office.files(owner, code)
    assert (file.kind, file.pages) == ("document", 2)
    await owner.click("看照片")
    seen = await owner.last()
    assert (seen.media, "PDF · 共 2 页" in seen.text) == ("photo", True)


async def test_a_file_beyond_what_bots_may_fetch_is_refused_with_advice(office: Office) -> None:
    owner, _ = await _at_first(office)
    before = (await owner.last()).id
    await owner.document(picture() + b"\0" * (21 * MEGABYTE), "IMG_5.jpg", "image/jpeg")
    assert "20 MB" in await _said(owner, before)
    assert await office.files(owner) == ()


async def test_required_evidence_is_missed_at_the_end_and_supplied(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    self_check = await office.self_check(owner)
    lacking = next(code for code in self_check.must if form.by_code[code][1].evidence.required)
    while is_question(await owner.last()):
        shown = question_shown(await owner.last(), form)
        assert shown is not None
        if form.by_code[shown][1].evidence.required and shown != lacking:
            await owner.photo(picture())
        await owner.click("符合")
    summary = await owner.last()
    assert not has(summary, "提交自查表")
    row = form.by_code[lacking][0].row
    assert f"补第 {row} 项照片" in labels(summary)
    await owner.send("1")
    assert question_shown(await owner.last(), form) == lacking
    assert "必交" in (await owner.last()).text
    await owner.photo(picture())
    await owner.click("去交表")
    assert has(await owner.last(), "提交自查表")
    assert (await office.self_check(owner)).missing == ()


async def test_notes_and_voices_survive_to_the_summary(office: Office) -> None:
    owner, code = await _at_first(office)
    await owner.send("账本在会计那里")
    await owner.voice()
    await answer_all(owner, office.form("hailing"), {})
    line = (await office.self_check(owner)).line(code)
    assert (line.verdict, line.note, line.voices) == ("pass", "账本在会计那里", 1)

"""Summaries in the chat: a town writes and files its own, the district sees who has."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from pypdf import PdfReader
from sqlalchemy import text

from simulator.client import Person
from tests.conversations.handed_in import hand_in, hurry
from tests.conversations.office import Office, Official
from tests.conversations.walk import has, labels


async def tap(person: Person, words: str) -> None:
    """The button that has these words."""
    await person.click(next(one for one in labels(await person.last()) if words in one))


async def towns_head(office: Office) -> tuple[Official, Official, str]:
    """The head of a town and of the district above; the name of an enterprise that handed in there."""
    place = await office.open_place("yangzhou")
    owner = await office.owner(place=place)
    await hand_in(office, owner, {"Q02.1": "fail"})
    async with office.database.begin() as db:
        moved = text("UPDATE enterprises SET jurisdiction_id = :town WHERE id = :id")
        await db.execute(moved.bindparams(town=place.towns[0], id=owner.enterprise_id))
    head = await office.official(place, "head", level="town")
    above = await office.official(place, "head")
    for one in (head, above):
        await one.send("/office")
    return head, above, owner.enterprise


async def files_of(office: Office, person: Person) -> dict[str, bytes]:
    """The files sent last, by the end of their name."""
    found: dict[str, bytes] = {}
    for message in await person.messages():
        document = message.raw.get("document")
        if document:
            found[document["file_name"].rpartition(".")[2]] = await office.client.download(
                document["file_id"]
            )
    return found


async def test_a_town_writes_and_files_its_summary(office: Office) -> None:
    head, above, enterprise = await towns_head(office)
    await tap(head, "总结月报")
    await head.click("总结报告")
    assert "应查 1 · 已交 1" in (await head.last()).text
    await tap(head, "存在问题")
    await head.send("有的厂没有检测。\n<b>检测机构少 & 贵")
    await tap(head, "存在问题 ✓")
    assert "<b>检测机构少 & 贵" in (await head.last()).text
    await head.click("‹ 返回")
    await tap(head, "典型事例 0")
    await tap(head, enterprise[:6])
    await head.send("改得快")
    assert "☑" in "".join(labels(await head.last()))
    await head.click("‹ 返回")
    await head.click("看文件（PDF、Word）")
    made = await files_of(office, head)
    words = "\n".join(one.text for one in Document(BytesIO(made["docx"])).paragraphs)
    assert "<b>检测机构少 & 贵" in words
    assert f"1. {enterprise}（" in words
    assert "草稿" in words
    assert PdfReader(BytesIO(made["pdf"])).pages
    await head.click("报送上级")
    await office.thumbs(head, "确认报送", 3)
    rows = await office.rows("SELECT filings FROM summaries WHERE filed_at IS NOT NULL")
    assert [row["filings"] for row in rows] == [1]
    await hurry(office)
    await office.until(above, "报送了总结报告")
    await above.click("看报告")
    shown = await files_of(office, above)
    filed = "\n".join(one.text for one in Document(BytesIO(shown["docx"])).paragraphs)
    assert "草稿" not in filed
    assert "改得快" in filed


async def test_the_district_sees_who_has_filed(office: Office) -> None:
    _, above, _ = await towns_head(office)
    await tap(above, "总结月报")
    await above.click("总结报告")
    await above.click("下级报送情况")
    seen = (await above.last()).text
    assert "尚未报送" in seen


async def test_a_viewer_reads_what_was_filed_and_writes_nothing(office: Office) -> None:
    place = await office.open_place("hailing")
    viewer = await office.official(place, "viewer")
    await viewer.send("/office")
    await tap(viewer, "总结月报")
    await viewer.click("总结报告")
    assert "各地报送情况" in (await viewer.last()).text
    assert not has(await viewer.last(), "存在问题")
    assert await office.rows("SELECT id FROM summaries WHERE jurisdiction_id = :id", id=place.id) == []


async def test_words_too_long_say_so_and_nothing_is_lost(office: Office) -> None:
    head, _, _ = await towns_head(office)
    await tap(head, "总结月报")
    await head.click("总结报告")
    await tap(head, "下一步打算")
    await head.send("好" * 1501)
    assert "1500" in (await head.last()).text or any("1500" in one.text for one in await head.messages())
    await head.send("再查一遍")
    assert "下一步打算 ✓" in labels(await head.last())


async def test_all_forms_come_as_a_zip(office: Office) -> None:
    head, _, _ = await towns_head(office)
    await tap(head, "总结月报")
    await head.click("全部自查表（ZIP）")
    made = await files_of(office, head)
    with ZipFile(BytesIO(made["zip"])) as archive:
        (name,) = archive.namelist()
        assert archive.read(name).startswith(b"%PDF")
    assert name.startswith("城东街道")

"""Work of an office on the page: the same windows as in Telegram, and their files."""

from __future__ import annotations

import io

import aiohttp
import pytest
from openpyxl import load_workbook

from tests.bot.web.conftest import Door
from tests.bot.web.officers import officer
from tests.conversations.walk import picture

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_ledger_is_fetched_again_after_the_server_started_again(door: Door) -> None:
    person = await officer(door)
    await person.click("台账")
    sheet = [one for one in await person.messages() if one.media == "document"][-1]
    path = f"/w/files/{sheet.raw['file']['id']}"
    door.members._chats.clear()  # as in a process that was started again
    status, _, data = await door.browser.ask("GET", path, person.session)
    assert status == 200
    assert "台账" in sheet.raw["file"]["name"]
    assert load_workbook(io.BytesIO(data)).sheetnames
    other = await officer(door, "inspector")
    assert (await door.browser.ask("GET", path, other.session))[0] == 404


async def test_a_picture_that_is_deleted_is_deleted_from_the_disk(door: Door) -> None:
    person = await officer(door)
    await person.click("一览")
    chart = [one for one in await person.messages() if one.media == "photo"][-1]
    sha256 = chart.raw["file"]["id"]
    stored = door.settings.web_files_dir / sha256[:2] / sha256[2:4] / sha256
    assert stored.read_bytes()[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    rows = await door.work.rows("SELECT address, message_id, sha256 FROM web_messages")
    holders = [one for one in rows if one["sha256"] == sha256]
    assert holders
    for one in holders:
        held = door.members.find(int(one["address"]))
        assert held is not None
        await held.inbox.remove([int(one["message_id"])])
    assert not stored.exists()


async def test_a_review_is_claimed_and_its_photos_are_looked_at(door: Door) -> None:
    person = await officer(door)
    await person.click("复查 ")
    await person.click("1. ")
    await person.click("领取复查")
    assert "尚未领取" not in (await person.last()).text
    await person.click("自查表 PDF")
    form = [one for one in await person.messages() if one.media == "document"][-1]
    _, _, data = await door.browser.ask("GET", f"/w/files/{form.raw['file']['id']}", person.session)
    assert data.startswith(b"%PDF")


async def test_a_list_of_enterprises_is_taken_in(door: Door) -> None:
    person = await officer(door)
    await person.click("企业名单")
    await person.click("导入名单")
    template = [one for one in await person.messages() if one.media == "document"][-1]
    _, _, data = await door.browser.ask("GET", f"/w/files/{template.raw['file']['id']}", person.session)
    form = aiohttp.FormData(quote_fields=False)
    for name, value in (("id", "client-import-1"), ("since", str(person.version)), ("caption", "")):
        form.add_field(name, value)
    form.add_field("photo", data, filename="名单.xlsx", content_type="application/octet-stream")
    person._did(await door.browser.json("POST", "/w/updates", person.session, data=form))
    assert "名单" in (await person.last()).text


async def test_a_viewer_is_offered_and_allowed_no_more_than_in_telegram(door: Door) -> None:
    viewer = await officer(door, "viewer")
    labels = str((await viewer.last()).buttons)
    assert "举报" not in labels
    assert "复查" in labels
    await viewer.photo(picture())
    assert "照片" in "".join(one.text for one in await viewer.messages())

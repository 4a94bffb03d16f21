"""An officer reads and answers a report on the page: nothing of it is stored, or seen on other devices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.dialogs import ALL_DIALOGS
from bot.privacy.mode import PRIVATE_GROUPS
from bot.privacy.sessions import LIFE_SECONDS
from bot.states.offices import CaseSG
from tests.bot.web.conftest import Door
from tests.bot.web.officers import address_of, further_device, officer, open_case, release
from tests.bot.web.visitor import Refused, Visitor
from tests.bot.web.ways import report
from tests.conversations.walk import picture

STORY = "标记甲乙丙：丙班夜里关风机，喷漆房锁着门。"
TYPED = "标记丁戊己，周内去看"
WITHOUT_CONTENT = {"CaseSG:list", "CaseSG:closed", "CaseSG:figures", "CaseSG:help"}
"""Windows of the dialog that show no report, only which there are (`test_leak_13_lists_…`)."""
OPENERS = ("keyring", "storage.reports.crypto", "storage.reports.sealing")


async def case(door: Door) -> Visitor:
    """An officer who has opened a report of the enterprise of the demonstration."""
    worker = await door.browser.visitor()
    await report(worker, STORY, [picture(900, 700)])
    await release(door)
    made = await officer(door)
    assert STORY in (await open_case(made)).text
    return made


async def stored(door: Door) -> str:
    """All that is written of what pages show, and of where people are."""
    await door.state(0)
    bodies = await door.work.rows("SELECT body FROM web_messages")
    states = await door.work.rows("SELECT data FROM dialog_states")
    logs = await door.work.rows("SELECT detail FROM audit")
    written = [str(one["body"]) for one in bodies] + [str(one["data"]) for one in states]
    written += [str(one["detail"]) for one in logs]
    files = [path.read_bytes() for path in door.settings.web_files_dir.rglob("*") if path.is_file()]
    assert not [data for data in files if data.startswith(b"\xff\xd8")], "no photo is written"
    return "\n".join(written)


def is_in(words: str, text: str) -> bool:
    """Whether a part of words is there, also as JSON writes it."""
    parts = [words[at : at + 4] for at in range(0, len(words) - 3, 4)]
    return any(part in text or json.dumps(part)[1:-1] in text for part in parts)


def test_every_window_that_can_show_a_report_is_marked() -> None:
    read = 0
    for make in ALL_DIALOGS:
        folder = Path(__file__).parents[3].joinpath(*make.__module__.split(".")[:-1])
        source = "".join(one.read_text("utf-8") for one in folder.glob("*.py"))
        dialog = make()
        groups = {str(state.state) for state in dialog.windows}
        if not any(one in source for one in OPENERS) or groups & {
            one for one in groups if one.partition(":")[0] in PRIVATE_GROUPS
        }:
            continue
        read += 1
        unmarked = {
            str(state.state)
            for state, one in dialog.windows.items()
            if not getattr(one, "protect_content", None)
        }
        assert unmarked <= WITHOUT_CONTENT, (
            "protect_content=True, or say here why it shows nothing of a report"
        )
    assert read == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_no_window_of_a_report_is_written_down(door: Door) -> None:
    """Walk through all windows; after each step look for the words in the database."""
    person = await case(door)
    address, seen = await address_of(door, person), set[str]()

    async def look() -> None:
        seen.add(await door.state(address))
        written = await stored(door)
        assert not is_in(STORY, written)
        assert not is_in(TYPED, written)

    async def tap(*buttons: str) -> None:
        for button in buttons:
            await person.click(button)
            await look()

    async def write(words: str) -> None:
        await person.send(words)
        await look()

    await look()
    assert STORY in (await person.last()).text
    await tap("看照片")
    assert "photo" in [one.media for one in await person.messages()]
    photo = next(one for one in await person.messages() if one.media == "photo")
    assert (await door.browser.ask("GET", f"/w/files/{photo.raw['file']['id']}", person.session))[0] == 200
    await person.photo(picture(), TYPED)  # refused, and what stood below it is said again
    await look()
    assert TYPED in "".join(one.text for one in await person.messages(mine=True))
    await tap("提问")
    await write(TYPED)
    assert TYPED in (await person.last()).text
    await tap("‹ 不发送", "答复")
    await write(TYPED)
    await tap("确定", "转交", "卫健", "就转到这里")
    await write(TYPED)
    await tap("‹ 不发送", "安排检查", "‹ 返回", "标为骚扰信息", "‹ 返回", "办结", "属实已处理")
    await write(TYPED)
    await tap("确定")
    await tap("‹ 线索列表") if await door.state(address) == CaseSG.one.state else None
    await tap("已办结", "‹ 返回", "统计", "‹ 返回", "办理说明", "‹ 返回")
    wanted = {str(one.state) for one in CaseSG.__all_states__}
    assert wanted - seen <= {"CaseSG:enterprise"}


@pytest.mark.asyncio(loop_scope="module")
async def test_other_devices_and_a_server_started_again_show_that_something_is_withheld(door: Door) -> None:
    person = await case(door)
    await person.click("看照片")
    photo = next(one for one in await person.messages() if one.media == "photo")
    other = await further_device(door, person)
    shown = await other.last()
    assert shown.text == ""
    assert shown.raw["withheld"]
    path = f"/w/files/{photo.raw['file']['id']}"
    assert (await door.browser.ask("GET", path, person.session))[0] == 200
    assert (await door.browser.ask("GET", path, other.session))[0] == 404
    await other.send(TYPED)  # it belongs to the report's window, which is open
    assert not is_in(TYPED, await stored(door))
    await person.refresh()
    assert not is_in(TYPED, "".join(one.text for one in await person.messages(mine=True)))
    door.members._chats.clear()  # as in a process that was started again
    await person.refresh()
    assert not is_in(STORY, "".join(one.text for one in await person.messages()))
    await person.send(TYPED)
    assert not is_in(TYPED, await stored(door))
    await other.refresh()
    withheld = [one for one in other.shown.values() if one.get("withheld") and one["rows"]]
    assert withheld
    await other.deed({"press": {"message": withheld[-1]["id"], "data": "go:home"}})
    assert "举报" in str((await other.last()).buttons)


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_withheld_goes_after_thirty_quiet_minutes_and_with_the_device(door: Door) -> None:
    person, other = await case(door), await case(door)
    door.clock.now += LIFE_SECONDS - 1
    await other.send("/office")
    await open_case(other)
    door.clock.now += 2
    version = person.version
    await door.members.expire()
    await person.refresh()
    assert person.version > version, "a page that is open shows it no longer"
    assert (await person.last()).raw["withheld"]
    await other.refresh()
    assert STORY in (await other.last()).text
    chat = door.members.find(await address_of(door, other))
    assert chat is not None
    assert len(chat.inbox.withheld) > 0  # type: ignore[attr-defined]
    await door.browser.json("POST", "/w/end", other.session, json={})
    assert len(chat.inbox.withheld) == 0  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        await other.refresh()


@pytest.mark.asyncio(loop_scope="module")
async def test_the_windows_of_others_are_written_as_before(door: Door) -> None:
    person = await case(door)
    await person.click("‹ 线索列表")
    await person.click("‹ 办公室") if "‹ 办公室" in str((await person.last()).buttons) else None
    window = await person.last()
    other = await further_device(door, person)
    assert (await other.last()).text == window.text
    assert "protected" not in (await other.last()).raw

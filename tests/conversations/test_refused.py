"""Input that a window does not take is answered above it: the window is below, with its buttons in reach."""

from __future__ import annotations

import pytest

from simulator.client import Person
from tests.conversations.confirming import tap
from tests.conversations.faults import planned_fault
from tests.conversations.installation import today
from tests.conversations.office import Office
from tests.conversations.test_extension import submitted
from tests.conversations.walk import begin, labels, picture


async def _stands_below(person: Person, why: str, *buttons: str) -> None:
    """The refusal, then the window as it was, and no second one of it above."""
    seen = await person.last()
    assert why in (await person.said()).text
    for one in buttons:
        assert any(one in label for label in labels(seen)), (why, seen.text)
    shown = [one for one in await person.messages() if one.text == seen.text and one.buttons]
    assert shown == [seen], "the window stands once"


async def test_a_file_that_is_no_evidence_is_refused_above_the_question(office: Office) -> None:
    owner = await office.owner()
    question = await begin(owner)
    await owner.document(b"PK\x03\x04 nothing", "名单.xlsx")
    await _stands_below(owner, "不是照片", "不符合")
    await owner.document(b"no picture", "图.jpg", "image/jpeg")
    await _stands_below(owner, "打不开", "不符合")
    assert (await owner.last()).text == question.text
    await owner.photo(picture())
    assert (await owner.last()).buttons


async def test_an_album_that_is_one_too_many_leaves_one_window_below(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.album([picture() for _ in range(8)])
    before = len(await owner.messages())
    await owner.album([picture() for _ in range(4)])  # the first is taken
    await _stands_below(owner, "9", "不符合")
    said = [one.text for one in (await owner.messages())[before - 1 :] if "最多 9 张" in one.text]
    assert len(said) == 1, "of an album it is said once"


async def test_a_message_of_next_years_telegram_leaves_the_window_below(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    who = {"id": owner.id, "is_bot": False, "first_name": owner.name}
    odd = {
        "message_id": 900_000,
        "date": 1_790_000_000,
        "chat": {"id": owner.id, "type": "private", "first_name": owner.name},
        "from": who,
        "text": "转来的话",
        "forward_origin": {"type": "hologram", "date": 1},
    }
    await office.client.update("message", odd, owner.id)
    await office.client.idle(owner.id)
    await _stands_below(owner, "读不懂", "不符合")


async def test_words_below_a_photo_that_is_refused_are_named(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.album([picture() for _ in range(9)])
    await owner.photo(picture(), "这张是新装的风机")
    said = [one.text for one in (await owner.messages())[-3:]]
    assert any("每题最多 9 张" in one for one in said)
    assert any("这张是新装的风机" in one and "没有收下" in one for one in said)
    assert any("不符合" in one for one in labels(await owner.last()))


async def test_a_day_that_is_none_is_refused_above_the_window_that_asks_for_it(office: Office) -> None:
    owner = await office.owner()
    await planned_fault(office, owner)
    await submitted(office, owner)
    await owner.send("/tasks")
    await tap(owner, "公告栏")
    await owner.click("申请延期")
    asked = await owner.last()
    for typed in ("过几天吧", today().isoformat(), "2099-01-01"):
        await owner.send(typed)
        seen = await owner.last()
        assert (seen.text, seen.buttons) == (asked.text, asked.buttons), typed
        assert (await owner.said()).id < seen.id


@pytest.mark.parametrize("typed", ["/nonsense", "/检查"])
async def test_a_command_there_is_not_leaves_the_window_below(office: Office, typed: str) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.send(typed)
    await _stands_below(owner, "没有这个命令", "不符合")


async def test_a_sticker_leaves_the_window_below(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.other("sticker")
    await _stands_below(owner, "用不上", "不符合")

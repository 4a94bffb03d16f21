"""Messages without use in a self-check: stickers, forwarded ones, unknown links, groups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.office import Office, Owner
from tests.conversations.walk import answer, begin, has, is_question, question_shown


async def _said(owner: Owner, before: int) -> str:
    return "\n".join(one.text for one in await owner.messages() if one.id > before)


async def _newest(owner: Owner) -> int:
    return max(one.id for one in await owner.messages(mine=True))


async def _goes_on(office: Office, owner: Owner) -> None:
    """Assert that nothing was recorded, and that the window still takes the next answer."""
    before = await office.verdicts(owner)
    code = await answer(owner, office.form(owner.pack), "pass")
    assert await office.verdicts(owner) == {**before, code: "pass"}


@pytest.mark.parametrize("kind", ["sticker", "location", "contact", "poll"])
async def test_messages_of_no_use_are_answered(office: Office, kind: str) -> None:
    owner = await office.owner()
    await begin(owner)
    before = await _newest(owner)
    await owner.other(kind)
    assert "用不上" in await _said(owner, before)
    assert (await office.self_check(owner)).lines == {}
    await _goes_on(office, owner)


async def test_forwarded_words_are_no_note(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    before = await _newest(owner)
    await owner.forward("符合", "别人")
    assert "转发" in await _said(owner, before)
    assert (await office.self_check(owner)).lines == {}
    await _goes_on(office, owner)


async def test_an_edited_note_stays_as_it_was_sent(office: Office) -> None:
    owner = await office.owner()
    await begin(owner)
    await owner.send("原来的话")
    mine = next(one for one in reversed(await owner.messages(mine=True)) if one.text == "原来的话")
    before = await _newest(owner)
    await owner.edit(mine.id, "改过的话")
    assert "改过的消息不算数" in await _said(owner, before)
    assert "改过的消息不算数" not in (await owner.last()).text, "the window stands again below"
    assert (await owner.last()).buttons
    self_check = await office.self_check(owner)
    assert self_check.line(self_check.must[0]).note == "原来的话"
    await _goes_on(office, owner)


@pytest.mark.parametrize("payload", ["nonsense", "s_unknown", "x_1", "e", "_", "e_" + "A" * 60])
async def test_unknown_links_say_so(office: Office, payload: str) -> None:
    owner = await office.owner()
    await begin(owner)
    code = await answer(owner, office.form("hailing"), "pass")
    before = await _newest(owner)
    await owner.act("start", json={"parameter": payload})
    said = await _said(owner, before)
    refusals = ("这个链接认不出来", "这个邀请用不了", "这个链接用不了")
    assert any(refusal in said for refusal in refusals)
    assert (await owner.last()).buttons
    assert await office.verdicts(owner) == {code: "pass"}


@pytest.mark.parametrize("command", ["/nonsense", "/", "/检查", "/checkk", "/start@somebody_else_bot"])
async def test_unknown_commands_are_answered_and_are_no_note(office: Office, command: str) -> None:
    owner = await office.owner()
    await begin(owner)
    before = await _newest(owner)
    await owner.send(command)
    assert "没有这个命令" in await _said(owner, before)
    assert (await office.self_check(owner)).lines == {}
    await _goes_on(office, owner)


async def test_somebody_unknown_is_led_to_joining(office: Office) -> None:
    person = await office.person()
    for words in ("你好", "/check", "/tasks", "1"):
        await person.send(words)
        assert (await person.last()).buttons, words
    assert (
        await office.rows(
            "SELECT id FROM accounts WHERE address = :id",
            id=person.id,
        )
        == []
    )


async def _group(office: Office, kind: str, member: int) -> int:
    asked = {"title": "车间", "kind": kind, "members": [member]}
    return int((await office.client.call("POST", "/api/chats", json=asked))["id"])


async def _in(office: Office, chat: int, person: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await office.client.call(
        "GET", f"/api/people/{person}/messages", params={"chat": str(chat)}
    )
    return [one for one in found if one.get("from", {}).get("is_bot")]


async def test_a_group_gets_one_line_for_a_command_and_none_for_talk(office: Office) -> None:
    owner = await office.owner()
    group = await _group(office, "supergroup", owner.id)
    await owner.act("text", wait=False, json={"text": "中午吃什么", "chat": group})
    await office.client.idle(group)
    assert await _in(office, group, owner.id) == []
    await owner.act("text", wait=False, json={"text": "/check", "chat": group})
    await office.client.idle(group)
    said = await _in(office, group, owner.id)
    assert len(said) == 1
    assert "私聊" in said[0]["text"]
    assert "\n" not in said[0]["text"].strip()
    with pytest.raises(LookupError):
        await office.self_check(owner)


async def test_a_channel_is_left_alone(office: Office) -> None:
    owner = await office.owner()
    channel = await _group(office, "channel", owner.id)
    await owner.act("text", wait=False, json={"text": "/check", "chat": channel})
    await owner.send("/start")
    assert len(await _in(office, channel, owner.id)) <= 1


async def test_a_blocked_bot_keeps_everything(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    code = question_shown(await owner.last(), form)
    place = await owner.button("符合")
    await owner.act("click", wait=False, json=place)
    await owner.block()
    assert await office.verdicts(owner) == {code: "pass"}
    await owner.unblock()
    await owner.send("/check")
    assert is_question(await owner.last())
    assert question_shown(await owner.last(), form) != code


async def test_a_cleared_chat_begins_anew_with_all_answers(office: Office) -> None:
    owner = await office.owner()
    form = office.form("hailing")
    await begin(owner)
    code = await answer(owner, form, "pass")
    await owner.clear()
    await owner.send("在吗")
    last = await owner.last()
    assert is_question(last) or has(last, "继续自查")
    await owner.send("/check")
    assert question_shown(await owner.last(), form) != code
    assert await office.verdicts(owner) == {code: "pass"}

"""A private conversation changes nothing of a person with a row: before and after are equal.

A contact, a colleague, an officer and a responsible person, each at another window, take every way out of a
report. Before and after each way all rows and all keys of Redis are compared, but for the tables of reports.
"""

from __future__ import annotations

import errno
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.privacy.sessions import LIFE_SECONDS
from bot.runtime import build_bot
from simulator.client import Person
from storage.reports import intake, receipts
from tests.conversations.reporting import receipt_in
from tests.conversations.walk import has, labels, picture
from tests.privacy.people_at_work import STORY, Place, place, where

__all__ = ["place", "where"]


async def to_story(person: Person) -> None:
    """Go to the screen after the story, with the story typed."""
    await person.send("/report")
    await person.click("开始")
    await person.click("其他问题")
    if not has(await person.last(), "不写厂名"):
        await person.click(labels(await person.last())[0])
    await person.click("不写厂名")
    await person.photo(picture())
    await person.send(STORY)


async def sent(person: Person) -> str:
    """A report that went out; its receipt."""
    await to_story(person)
    await person.click("说不清")
    await person.click("提交举报")
    return receipt_in(await person.last())


async def sent_and_cleared(place: Place, person: Person) -> None:
    await sent(person)
    await person.click("受理凭证")
    await person.click("返回")
    await person.click("我记下了")
    assert (await person.last()).buttons == [["首页"]]


async def sent_and_kept(place: Place, person: Person) -> None:
    await sent(person)
    await person.click("记下了，退出")


async def looked_up_and_cleared(place: Place, person: Person) -> None:
    receipt = await sent(person)
    await person.send("/receipt")
    await person.send(receipt)
    await person.send("补充一句")
    await person.click("发给办公室")
    await person.click("清除本次对话")
    await person.send(receipt)  # without asking first
    await person.click("退出")


async def cancelled(place: Place, person: Person) -> None:
    await to_story(person)
    await person.click("取消，全删掉")
    await to_story(person)
    await person.send("/cancel")
    assert "写的都没有保存" in (await person.last()).text


async def left_before_anything(place: Place, person: Person) -> None:
    await person.send("/report")
    await person.send("/language")
    await person.send("/privacy")
    await person.send("/language")
    await person.click("退出")


async def start_in_the_middle(place: Place, person: Person) -> None:
    await to_story(person)
    await person.send("/start")
    assert "写的都没有保存" in (await person.last()).text
    await sent(person)
    await person.send("/start")


async def commands_in_the_middle(place: Place, person: Person) -> None:
    await to_story(person)
    await person.send("/check")
    assert "已经没有了" in (await person.last()).text
    assert "再来一次" in (await person.last()).text
    await person.send("/report")
    await person.send("/tasks")
    assert "什么都没有留下" in (await person.last()).text


async def old_buttons_in_the_middle(place: Place, person: Person) -> None:
    old = build_bot(place.work.settings, place.work.app)
    await _old_message(old, person)
    await to_story(person)
    await person.click("看这一项")
    assert "已经没有了" in (await person.last()).text
    await old.session.close()
    before = [one for one in await person.messages() if one.buttons and one.buttons != [["首页"]]]
    await to_story(person)
    await person.click(labels(before[0])[0], message_id=before[0].id)
    await person.click("取消，全删掉")


async def _old_message(old: Bot, person: Person) -> None:
    button = InlineKeyboardButton(text="看这一项", callback_data="go:finding:1")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    await old.send_message(person.id, "明天到期", reply_markup=markup)


async def expired(place: Place, person: Person) -> None:
    await to_story(person)
    place.seconds.at += LIFE_SECONDS
    await person.send("还在吗")
    assert "写的都没有保存" in (await person.last()).text
    await to_story(person)
    place.seconds.at += LIFE_SECONDS
    await person.send("/check")
    assert "再来一次" in (await person.last()).text
    await to_story(person)
    place.seconds.at += LIFE_SECONDS
    place.work.app.private_sessions.expire()


async def blocked(place: Place, person: Person) -> None:
    await to_story(person)
    await person.block()
    await person.unblock()


async def typed_on_afterwards(place: Place, person: Person) -> None:
    await sent(person)
    await person.click("我记下了")
    await person.send(STORY)
    await person.photo(picture())
    assert "还没有记下（2 条）" in (await person.last()).text
    await person.click("不是，不要了")
    await person.send("1")
    await person.click("不是，不要了")


async def ended_in_the_middle(place: Place, person: Person) -> None:
    await to_story(person)
    await place.restart()
    await person.send(STORY)
    assert "程序刚重新启动过" in (await person.last()).text
    await person.click("不是，不要了")
    await person.click("说不清")
    assert "写的都没有保存" in (await person.last()).text


Way = Callable[[Place, Person], Awaitable[None]]
WAYS: tuple[Way, ...] = (
    sent_and_cleared,
    sent_and_kept,
    looked_up_and_cleared,
    cancelled,
    left_before_anything,
    start_in_the_middle,
    commands_in_the_middle,
    old_buttons_in_the_middle,
    expired,
    blocked,
    typed_on_afterwards,
    ended_in_the_middle,
)


async def test_no_row_and_no_key_changes_whichever_way_a_report_ends(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.work.app.limits, "wait", lambda *_: None)  # more reports than a day's
    for number, (name, person) in enumerate(place.people.items()):
        for way in WAYS[number - 1 :: 3] if number else WAYS:
            before = await place.everything()
            place.commands.clear()
            await way(place, person)
            if way not in (blocked, ended_in_the_middle):  # in which others' ordinary updates come
                assert place.commands == [], f"{name}: {way.__name__}: Redis"
            after = await place.everything()
            assert _changes(before, after) == {}, f"{name}: {way.__name__}"
    (row,) = await place.work.rows("SELECT count(*) AS n FROM reports")
    assert row["n"] >= 10, "reports were really sent"


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


on_sqlite = pytest.mark.parametrize("where", ["sqlite"], indirect=True)


@on_sqlite
async def test_the_window_that_was_open_goes_on_afterwards(place: Place) -> None:
    contact = place.people["contact"]
    question = await contact.last()
    await sent_and_cleared(place, contact)
    await contact.click("为什么问", message_id=question.id)
    assert (await contact.last()).buttons == [["首页"]], "the window stands above, and was drawn there"
    await contact.click("回到题目")
    await contact.send("这是备注")
    assert "这是备注" in (await contact.last()).text
    await place.restart()
    await contact.send("重启后的备注")
    await contact.click("是，记到那一页")
    rows = await place.work.rows("SELECT note FROM answers WHERE note IS NOT NULL")
    assert "重启后的备注" in str(rows)
    officer = place.people["officer"]
    await sent_and_cleared(place, officer)
    await officer.click("首页")
    assert has(await officer.last(), "企业名单") or (await officer.last()).buttons
    assert "举报" not in str([row["data"] for row in await place.work.rows("SELECT data FROM dialog_states")])


async def test_the_windows_before_a_report_are_shown_and_not_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window open before a report would be the last row of a reporter."""
    monkeypatch.setattr(place.work.app.limits, "wait", lambda *_: None)
    for name, person in place.people.items():
        await person.send("/start")
        before = await place.everything()
        await person.send("/privacy")
        await person.click("匿名举报怎么保密")
        assert _changes(before, await place.everything()) == {}, name
        await person.send("/start")
        if not has(await person.last(), "更多"):
            continue  # responsible for one repair, nothing else
        before = await place.everything()
        await person.click("更多")
        await person.click("匿名举报")
        await person.click("开始")
        await person.click("取消，全删掉")
        await place.restart()
        assert _changes(before, await place.everything()) == {}, name
        await person.send("/start")
        await person.click("更多")
        before = await place.everything()
        await place.restart()
        await person.click("语言")  # of a window that nothing stored tells of
        assert (await person.last()).buttons, name
        await person.send("/start")
        await person.click("更多")
        await person.click("语言")
        assert _changes(before, await place.everything()) != {}, "an ordinary window is written again"


async def ended_by_receipt(place: Place, person: Person) -> None:
    receipt = await sent(person)
    await person.click("我记下了")
    await person.send("/receipt")
    await person.send(receipt)
    await person.click("结束这件举报")
    await person.click("结束这件举报")
    await person.click("退出")


async def test_nobody_is_looked_up_and_nothing_is_asked_after_a_report(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a report, a look-up, an addition, an end or a cancellation the database gets the same statements
    as for a stranger, word for word, never by the account, and a report is the last row written."""
    monkeypatch.setattr(place.work.app.limits, "wait", lambda *_: None)
    monkeypatch.setattr(place.work.app.identities, "shared", True)  # as with several processes
    place.work.app.identities.forget_everybody()
    everybody = {"stranger": await place.work.person("路人"), **place.people}
    for way in (sent_and_cleared, looked_up_and_cleared, ended_by_receipt, cancelled):
        asked: dict[str, list[str]] = {}
        for name, person in everybody.items():
            await place.everything()  # what ordinary windows had left to write is written
            place.statements.clear()
            await way(place, person)
            await person.send("还有一句话")
            kept = list(place.statements)
            asked[name] = [statement for statement, _ in kept]
            assert not [one for one in kept if str(person.id) in "".join(one)], f"{name}: {way.__name__}"
            if way is sent_and_cleared:
                written = max(i for i, one in enumerate(asked[name]) if "INSERT INTO report" in one)
                assert asked[name][written + 1 :] == [], name
        assert bool(asked["stranger"])
        for name in place.people:
            assert asked[name] == asked["stranger"], f"{name}: {way.__name__}"
        for table in ("people", "dialog_states", "outbox", "audit", "staff_seats"):
            changes = [f"{verb} {table}" for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")]
            assert not [one for one in asked["stranger"] if one.startswith(tuple(changes))], way.__name__


@on_sqlite
async def test_a_report_that_waited_for_the_database_has_its_photos(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sealed, not written down, tried again after what no row named was cleaned up: it is sealed again."""
    person, reporting = place.people["contact"], place.work.app.reporting
    submit, add = intake.submit, receipts.add
    assert reporting is not None
    root = reporting.files.root

    async def away(*_: Any) -> str:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(intake, "submit", away)
    await to_story(person)
    await person.click("说不清")
    await person.click("提交举报")
    (left,) = root.iterdir()
    left.unlink()
    monkeypatch.setattr(intake, "submit", submit)
    await person.click("提交举报")
    receipt = receipt_in(await person.last())
    await person.click("我记下了")
    monkeypatch.setattr(receipts, "add", away)
    await person.send("/receipt")
    await person.send(receipt)
    await person.photo(picture())
    await person.click("发给办公室")
    named = {row["name"] for row in await place.work.rows("SELECT name FROM report_files")}
    for left in [path for path in root.iterdir() if path.name not in named]:
        left.unlink()
    monkeypatch.setattr(receipts, "add", add)
    await person.click("发给办公室")
    rows = await place.work.rows("SELECT name FROM report_files")
    assert len(rows) == 2
    assert {row["name"] for row in rows} == {path.name for path in root.iterdir()}


@on_sqlite
async def test_a_number_typed_for_the_button_of_a_report_begins_one(place: Place) -> None:
    stranger = await place.work.person("路人")
    await stranger.send("/start")
    await stranger.send("2")
    assert has(await stranger.last(), "开始")
    await stranger.send("/cancel")
    contact = place.people["contact"]
    await contact.send("/start")
    await contact.click("更多")
    window = await contact.last()
    await contact.send(str(labels(window).index("匿名举报") + 1))
    assert has(await contact.last(), "开始")
    before = await place.everything()
    await contact.click("退出")
    assert _changes(before, await place.everything()) == {}

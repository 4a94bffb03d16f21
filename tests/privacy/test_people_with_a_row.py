"""Of a person with a row nothing changes because of a private conversation: before and after are equal.

A contact, a colleague, an officer and a responsible person, each at another window, take every way out of a
report. Before and after each way all rows and all keys of Redis are compared, but for the tables of reports.
"""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import redis.asyncio
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import SecretStr
from redis import Redis
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

import bot.runtime
from bot.clock import system_clock
from bot.privacy.reporting import load_reporting
from bot.privacy.sessions import LIFE_SECONDS, PrivateSessions
from bot.runtime import build_bot
from bot.transport.dialog_storage import DialogStorage
from simulator.client import Person
from simulator.demo.scene import furnish
from simulator.server import Simulator
from storage.base.audit import Actor
from storage.membership import enterprise_contacts, staff_invites
from storage.people import contacts as people
from storage.reports import intake, receipts
from storage.reports import keys as reports_keys
from storage.tables import metadata
from tests.bot.at_work import OWNER, Work, demo_settings, plain
from tests.conversations.reporting import receipt_in
from tests.conversations.walk import has, labels, picture
from tests.redis_server import redis_url
from tests.storage.conftest import postgres

STORY = "喷胶的车间没有抽风，关着门干活。"
CLI = Actor("cli")


class Seconds:
    """The machine's seconds, as private sessions count them."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Place:
    """The bot at work with four people who have a row, and what it asked of databases."""

    work: Work
    seconds: Seconds
    redis: Redis | None
    storages: list[DialogStorage]
    people: dict[str, Person] = field(default_factory=dict)
    statements: list[tuple[str, str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    async def everything(self) -> dict[str, Any]:
        """All rows but those of reports, and all of Redis; what was still to be written is."""
        for storage in self.storages:
            await storage.flush()
        found: dict[str, Any] = {}
        async with self.work.app.database.read() as db:
            for name in sorted(metadata.tables):
                if not name.startswith("report"):
                    rows = await db.execute(text(f"SELECT * FROM {name}"))  # noqa: S608  our own tables
                    found[name] = sorted(repr(tuple(row)) for row in rows)
        client: Any = self.redis
        for key in client.keys("*") if client is not None else ():
            found[str(key)] = (client.dump(key), client.ttl(key))
        return found

    async def restart(self) -> None:
        """Stop and start: of what was in memory nothing is left."""
        await self.work.stop()
        await self.start()

    async def start(self) -> None:
        """Start, as a new process does."""
        self.storages.clear()
        self.work.app.private_sessions = PrivateSessions(self.seconds)
        await self.work.start()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.redis])])
def where(request: pytest.FixtureRequest) -> Iterator[tuple[str, Redis | None]]:
    """SQLite; and a PostgreSQL database of its own, with the states in Redis."""
    if request.param == "sqlite":
        yield "", None
        return
    client = Redis.from_url(redis_url())
    client.flushdb()
    with postgres() as url:
        yield url, client
    client.flushdb()
    client.close()


@pytest.fixture
async def place(
    where: tuple[str, Redis | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Place]:
    """Four people with a row, and the bot."""
    async with at_place(tmp_path, monkeypatch, *where) as made:
        yield made


@asynccontextmanager
async def at_place(
    directory: Path, monkeypatch: pytest.MonkeyPatch, url: str, client: Redis | None, at_redis: str = ""
) -> AsyncIterator[Place]:
    key = directory / "report.key"
    reports_keys.save(key, reports_keys.generate(date(2027, 3, 1)), new=True)
    seconds = Seconds()
    storages: list[DialogStorage] = []
    commands: list[str] = []

    class Kept(DialogStorage):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            storages.append(self)

    monkeypatch.setattr(bot.runtime, "DialogStorage", Kept)
    execute: Any = redis.asyncio.Redis.execute_command

    async def watched(self: Any, *args: Any, **options: Any) -> Any:
        commands.append(str(args[0]))
        return await execute(self, *args, **options)

    monkeypatch.setattr(redis.asyncio.Redis, "execute_command", watched)
    async with Simulator() as simulator:
        settings = demo_settings(simulator, directory).model_copy(
            update={
                "report_key_file": key,
                "database_url": SecretStr(url) if url else None,
                "redis_url": SecretStr(at_redis or redis_url()) if client is not None else None,
            }
        )
        work = Work(simulator, settings, system_clock)
        work.app.reporting = work.app.reporting or load_reporting(settings)
        made = Place(work, seconds, client, storages, commands=commands)

        def asked(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
            made.statements.append((statement, str(values)))

        event.listen(Engine, "before_cursor_execute", asked)
        try:
            await work.app.database.create_all()
            await furnish(work.app, simulator, plain())
            await made.start()
            made.people = await settled(work)
            yield made
        finally:
            event.remove(Engine, "before_cursor_execute", asked)
            await work.stop()
            await work.client.close()
            await work.app.database.close()


async def settled(work: Work) -> dict[str, Person]:
    """Four people with a row, each at another window."""
    contact = await work.person(OWNER)
    colleague, officer, responsible = [
        await work.person(name) for name in ("同事小陈", "干部老周", "负责人老吴")
    ]
    (top,) = await work.rows("SELECT id FROM jurisdictions WHERE parent_id IS NULL")
    (own,) = [one for one in await work.rows("SELECT * FROM people") if one["telegram_id"] == contact.id]
    now = work.app.now()
    async with work.app.database.begin() as db:
        person = await people.ensure_person(db, now, colleague.id, "zh")
        await enterprise_contacts.add_contact(db, now, own["enterprise_id"], person, "member", colleague.name)
        await people.ensure_person(db, now, responsible.id, "zh")
        invite = await staff_invites.create(db, CLI, now, top["id"], "head", "safety")
        await staff_invites.accept(
            db, now, officer.id, "zh", staff_invites.hash_of_link(invite.secret), officer.name
        )
    await contact.send("/start")
    await contact.click("开始自查")  # a question, which takes what is typed as its note
    await colleague.send("/start")
    await officer.send("/office")
    await responsible.send("/start")
    return {"contact": contact, "colleague": colleague, "officer": officer, "responsible": responsible}


# --- ways through a report and out of it


async def to_story(person: Person) -> None:
    """To the screen after the story; the story is in."""
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
    place.work.app.private_sessions.sweep()


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
    """Whoever reports, looks a receipt up, adds, ends or cancels: the database is asked the same as for a
    stranger, word for word, never by the account, and a report is the last that is written."""
    monkeypatch.setattr(place.work.app.limits, "wait", lambda *_: None)
    everybody = {"stranger": await place.work.person("路人"), **place.people}
    for way in (sent_and_cleared, looked_up_and_cleared, ended_by_receipt, cancelled):
        asked: dict[str, list[str]] = {}
        for name, person in everybody.items():
            await place.everything()  # what ordinary windows had left to write is written
            place.statements.clear()
            await way(place, person)
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
    """Sealed, not written down, tried again after what no row named was cleaned up: it is sealed anew."""
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

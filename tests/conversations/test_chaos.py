"""Owners answer while the bot is killed and started again: no answer lost, none doubled."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from content.model.form import Form
from simulator.client import Seen
from tests.conversations.office import Office, Owner
from tests.conversations.processes import has_ended
from tests.conversations.walk import answer_all, has, is_question, picture, question_shown
from tests.sizes import size

OWNERS = size(16, 50)
ENDS = ("kill", "terminate", "kill")
"""Ways in which the bot is ended, one after the other."""
MOST_STEPS = 80
PATIENCE = 90.0  # a start of the bot takes seconds while fifty people wait for it

pytestmark = pytest.mark.chaos


@dataclass
class Diary:
    """A diary of what one owner pressed: last verdict and number of changes by question."""

    owner: Owner
    number: int
    pressed: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    sent: int = 0
    """Photos sent."""
    taken: int = 0
    """Photos the bot said it took."""


async def _read(owner: Owner) -> Seen:
    await owner.client.idle(owner.id)
    return await owner.last()


async def _work(diary: Diary, form: Form) -> None:
    """Answer what is asked until the summary; whatever is shown, go on from there as a person would."""
    owner = diary.owner
    await owner.send("/start")
    shown = await owner.last()
    for _ in range(MOST_STEPS):
        shown = await _read(owner)
        diary.steps += 1
        if has(shown, "提交自查表"):
            return
        if has(shown, "是，记到那一页"):  # the first thing typed or sent after a start
            await owner.click("是，记到那一页")
            continue
        if is_question(shown):
            await _press_verdict(diary, form, shown)
        elif has(shown, "‹ 回到题目"):
            await owner.send("没有这回事")  # the window that asks why it does not apply
        elif has(shown, "开始自查") or has(shown, "继续自查"):
            await owner.click("开始自查" if has(shown, "开始自查") else "继续自查")
        elif has(shown, "补第"):
            await owner.click("补第")
        else:
            await owner.send("/check")
    raise AssertionError(f"{owner.name} never came to the end; last seen: {shown.text!r} {shown.buttons}")


async def _press_verdict(diary: Diary, form: Form, shown: Seen) -> None:
    owner = diary.owner
    code = question_shown(shown, form)
    assert code is not None
    verdict = diary.pressed.setdefault(code, ("pass", "na", "pass")[(diary.number + len(diary.pressed)) % 3])
    required = form.by_code[code][1].evidence.required
    if verdict == "pass" and required and "已收 0 张" in shown.text:
        diary.sent += 1
        await owner.photo(picture(64, 48))
        shown = await _read(owner)
        if question_shown(shown, form) != code or "已收 0 张" in shown.text:
            return
        diary.taken += 1
    await owner.click("符合" if verdict == "pass" else "不涉及", message_id=shown.id)


async def _check(office: Office, diary: Diary) -> None:
    """The database holds what was pressed, each answer written once."""
    self_check = await office.self_check(diary.owner)
    verdicts = {code: line.verdict for code, line in self_check.lines.items() if line.verdict}
    assert verdicts == diary.pressed, diary.owner.name
    assert set(diary.pressed) == set(self_check.must)
    written = Counter(
        json.loads(row["detail"])["question"] for row in await office.audit(diary.owner, "answer")
    )
    assert written == Counter(diary.pressed.keys()), f"{diary.owner.name}: {written}"
    assert diary.taken <= sum(line.files for line in self_check.lines.values()) <= diary.sent
    assert self_check.missing == ()


async def _diaries(office: Office) -> list[Diary]:
    office.client._settle = PATIENCE
    return [Diary(await office.owner(), number) for number in range(OWNERS)]


async def _trouble(office: Office, diaries: list[Diary]) -> None:
    """End the bot again and again, each time once some more steps were taken."""
    installation = office.installation
    for end in ENDS:
        goal = sum(diary.steps for diary in diaries) + 60 + secrets.randbelow(90)
        while sum(diary.steps for diary in diaries) < goal:
            await office.client.call("GET", "/api/bot")  # takes a moment in which the others go on
        await asyncio.to_thread(getattr(installation.bot, end))
        await asyncio.to_thread(installation.start_bot)


async def test_owners_and_a_bot_that_keeps_ending(own_office: Office) -> None:
    form = own_office.form("hailing")
    diaries = await _diaries(own_office)
    async with asyncio.TaskGroup() as group:
        for diary in diaries:
            group.create_task(_work(diary, form))
        group.create_task(_trouble(own_office, diaries))
    for diary in diaries:
        await _check(own_office, diary)
    for diary in diaries[:3]:
        await diary.owner.click("提交自查表")
        assert (await own_office.self_check(diary.owner)).state == "submitted"


async def test_a_bot_that_forgot_its_last_moment_tells_so_and_goes_on(own_office: Office) -> None:
    """`kill -9` may lose the last window, but its buttons lead to one that works."""
    form = own_office.form("hailing")
    owner = await own_office.owner()
    await owner.send("/start")
    installation = own_office.installation
    async with asyncio.timeout(PATIENCE):
        # Written behind the conversation, within moments: first without the message, then with it.
        before: list[dict[str, str]] = []
        shown = f'"last_message_id":{(await owner.last()).id}'
        while not any(shown in (row["data"] or "") for row in before):
            before = await own_office.rows("SELECT * FROM dialog_states")
    await owner.click("开始自查")
    code = question_shown(await owner.last(), form)
    await asyncio.to_thread(installation.bot.kill)
    columns = ", ".join(before[0])
    places = ", ".join(f":{name}" for name in before[0])
    async with own_office.database.begin() as db:
        await db.execute(text("DELETE FROM dialog_states"))
        await db.execute(text(f"INSERT INTO dialog_states ({columns}) VALUES ({places})"), before)  # noqa: S608
    await asyncio.to_thread(installation.start_bot)

    await owner.click("符合")
    if not await own_office.verdicts(owner):
        assert "您的回答都在" in await owner.toast() + (await owner.last()).text
        if not is_question(await owner.last()):
            await owner.click("自查")
        await owner.click("符合")
    assert await own_office.verdicts(owner) == {code: "pass"}


async def test_a_killed_bot_leaves_nothing_running(own_office: Office) -> None:
    """All processes that the bot started to typeset a document end with it, however the bot ends."""
    owner = await own_office.owner()
    await owner.send("/check")
    await owner.click("全部")
    await owner.click("继续")
    await answer_all(owner, own_office.form("hailing"), {})
    await owner.click("提交自查表")
    bot = own_office.installation.bot
    children = bot.children()
    assert children, "documents are set in a process of their own"
    await asyncio.to_thread(bot.kill)
    left = [child for child in children if not await asyncio.to_thread(has_ended, child, 10.0)]
    assert left == [], f"of {len(children)} child processes"


async def test_a_simulator_started_again_knows_the_chats(own_office: Office) -> None:
    """Messages people wrote while the bot was away, and before the simulator ended, are answered
    afterwards."""
    form = own_office.form("hailing")
    owner = await own_office.owner()
    await owner.send("/check")
    code = question_shown(await owner.last(), form)
    assert await asyncio.to_thread(own_office.installation.bot.terminate) == 0
    await owner.click("符合", wait=False)
    await asyncio.to_thread(own_office.installation.restart_simulator)
    await own_office.client.close()
    assert is_question(await owner.last())
    await asyncio.to_thread(own_office.installation.start_bot)
    await owner.client.idle(owner.id)
    assert await own_office.verdicts(owner) == {code: "pass"}
    assert question_shown(await owner.last(), form) not in (code, None)

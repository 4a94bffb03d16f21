"""Windows that ask for a day or a number say so to the page, and to nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.web.inbox import Content
from bot.web.stored import body_of
from tests.bot.web.conftest import Door
from tests.bot.web.test_member import member
from tests.bot.web.visitor import Visitor
from tests.conversations.walk import is_question

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def pickers(person: Visitor) -> dict[str, Any] | None:
    """Those of the open window."""
    found: dict[str, Any] | None = (await person.last()).raw.get("pickers")
    return found


async def to_workers(person: Visitor) -> None:
    """Go to the question how many people work there."""
    await person.click("下一步")
    await person.send("白胶")
    await person.click("下一步")


async def test_numbers_of_people_are_picked_within_what_is_known(door: Door) -> None:
    owner = await member(door)
    await to_workers(owner)
    people = {"kind": "number", "label": "填人数", "least": "1", "most": "200000"}
    assert await pickers(owner) == {"fields": [people], "between": " ", "after": ""}
    again = Visitor(door.browser, owner.session)
    await again.refresh()
    assert await pickers(again) == await pickers(owner), "a page that is opened again offers them too"
    await owner.send("40")
    asked = await pickers(owner)
    assert asked is not None
    assert (asked["fields"][0]["least"], asked["fields"][0]["most"]) == ("0", "40")
    await owner.send("11")
    assert await pickers(owner) is None, "situations are ticked, not typed"
    assert [one for one in owner.shown.values() if one.get("pickers")] == []


async def test_a_deadline_is_picked_from_today_on_and_a_sum_has_no_picker_of_days(door: Door) -> None:
    owner = await member(door)
    await to_workers(owner)
    await owner.send("40")
    await owner.send("11")
    await owner.click("填好了")
    await owner.click("开始自查")
    assert is_question(await owner.last())
    await owner.click("不符合")
    for button in ("已停", "要几天", "就这么改", "本人"):
        if any(button in one for row in (await owner.last()).buttons for one in row):
            await owner.click(button)
    asked = await pickers(owner)
    assert asked is not None
    assert [(one["kind"], one["least"]) for one in asked["fields"]] == [("sum", "0")]
    await owner.click("不花钱")
    asked = await pickers(owner)
    today = door.work.app.today()
    assert asked is not None
    assert [(one["kind"], one["least"]) for one in asked["fields"]] == [("day", today.isoformat())]
    later = date(today.year + 1, 3, 1)
    await owner.send(later.isoformat())
    assert "day" not in str(await pickers(owner))
    assert f"{later.month}月{later.day}日" in str((await owner.last()).text)


async def test_nothing_of_a_window_that_must_not_be_stored_is_stored() -> None:
    asked = {"fields": [{"kind": "day", "label": "x"}], "between": " ", "after": ""}
    body = body_of(Content("text", protected=True, pickers=asked, rows=[[{"text": "a", "data": "b"}]]))
    assert "pickers" not in body
    assert body["withheld"]

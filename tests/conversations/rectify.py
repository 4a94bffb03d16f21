"""Steps from 不符合 on: a plan, or rectified on the spot."""

from __future__ import annotations

from simulator.client import Person
from tests.conversations.walk import has, picture


async def stop_first(person: Person) -> None:
    """Say that the dangerous work stands still, where that is asked first."""
    for stopped in ("已停", "Stopped"):
        if has(await person.last(), stopped):
            await person.click(stopped)
            return


async def plan(person: Person) -> None:
    """Go from the question what to do about a fault to its plan: the usual choices, done by oneself, at no
    cost."""
    await stop_first(person)
    for button in ("要几天", "就这么改", "我本人", "不花钱", "通常", "就这么定"):
        last = await person.last()
        label = next((one for row in last.buttons for one in row if button in one), button)
        await person.click(label)


async def put_right(person: Person) -> None:
    """Go from the question what to do about a fault to a photo of its present state."""
    await stop_first(person)
    await person.click("现在改")
    await person.photo(picture())
    await person.click("改好了")

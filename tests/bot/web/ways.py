"""Ways through a report in the demonstration's district, which has one root and two towns."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.client import Person, Seen
from tests.conversations.reporting import STORY, receipt_in

TOWN, ENTERPRISE = "城东街道", "鑫达鞋材厂"


async def to_story(person: Person) -> None:
    """Go to the question what happened."""
    await person.send("/report")
    for button in ("开始", "粉尘毒气没抽走", TOWN, ENTERPRISE):
        await person.click(button)


async def to_review(person: Person, text: str = STORY, photos: Sequence[bytes] = ()) -> Seen:
    """Go to the screen that is read through before sending."""
    await to_story(person)
    for photo in photos:
        await person.photo(photo)
    await person.send(text)
    await person.click("这几天")
    return await person.last()


async def report(person: Person, text: str = STORY, photos: Sequence[bytes] = ()) -> str:
    """A whole report; its receipt."""
    await to_review(person, text, photos)
    await person.click("提交举报")
    return receipt_in(await person.last())

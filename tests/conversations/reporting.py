"""Ways through an anonymous report and its receipt, as a worker takes them; what the chat then holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.client import Person, Seen
from tests.conversations.office import Office, Owner
from tests.conversations.walk import labels

STORY = "喷胶的车间没有抽风，味道很重，关着门干活。"
RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


def receipt_in(seen: Seen) -> str:
    """The receipt in a window; raises AssertionError if there is none."""
    found = RECEIPT.search(seen.text)
    assert found, seen.text
    return found[0]


async def to_story(person: Person, about: Owner, category: str = "粉尘毒气没抽走") -> None:
    """Go from any window to the screen where the story is asked for."""
    await person.send("/report")
    await person.click("开始")
    await person.click(category)
    await choose_town(person, about.place.name)
    await type_name(person, about.enterprise)


async def choose_town(person: Person, place: str, town: str = "城东街道") -> None:
    """A town of a place, by its name: the shared office has more places than one window shows."""
    await type_name(person, place)
    await person.click(town)


async def type_name(person: Person, name: str) -> None:
    """Choose a name by typing it: a button with that label is pressed by it, else the name is looked for."""
    stood = any(one.lstrip("☑ ") == name for one in labels(await person.last()))
    await person.send(name)
    if not stood:
        await person.click(name)


async def to_review(person: Person, about: Owner, text: str = STORY, photos: Sequence[bytes] = ()) -> Seen:
    """Go to the screen that is read through before sending."""
    await to_story(person, about)
    for photo in photos:
        await person.photo(photo)
    await person.send(text)
    await person.click("这几天")
    return await person.last()


async def report(person: Person, about: Owner, text: str = STORY, photos: Sequence[bytes] = ()) -> str:
    """A whole report; its receipt. The window with the receipt is open afterwards."""
    await to_review(person, about, text, photos)
    await person.click("提交举报")
    return receipt_in(await person.last())


async def look_up(person: Person, receipt: str) -> Seen:
    """The state of a receipt's report."""
    await person.send("/receipt")
    await person.send(receipt)
    return await person.last()


async def count(office: Office) -> int:
    """Count all reports."""
    (row,) = await office.rows("SELECT count(*) AS n FROM reports")
    return int(row["n"])


async def said(person: Person) -> str:
    """All messages still in the chat."""
    return "\n".join(one.text for one in await person.messages(mine=True))

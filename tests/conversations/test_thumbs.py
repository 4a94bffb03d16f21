"""A button tapped twice: what it did is done once, and shown once."""

from __future__ import annotations

from simulator.client import Person
from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.walk import has


async def live(person: Person) -> list[str]:
    """The texts of all messages that have buttons of a window."""
    return [one.text for one in await person.messages() if one.buttons]


async def test_a_form_handed_in_by_two_taps_is_shown_once(office: Office) -> None:
    owner = await office.owner()
    await hand_in(office, owner)
    await owner.send("/start")
    await owner.click("看自查表")
    await owner.click("撤回修改")
    await owner.click("撤回")
    await owner.send("/start")
    await owner.click("继续自查" if has(await owner.last(), "继续自查") else "交自查表")
    papers = len([one for one in await owner.messages() if one.raw.get("document")])
    await office.thumbs(owner, "提交自查表", 2)
    assert len([one for one in await owner.messages() if one.raw.get("document")]) == papers + 1
    assert len(await live(owner)) == 1

"""Two people at one thing: what one of them confirms has changed meanwhile by the other."""

from __future__ import annotations

from simulator.client import Person
from tests.conversations.walk import dialog_window, labels

CHANGED = "内容刚才变了"


async def tap(person: Person, words: str) -> None:
    """The button of the dialog's window that has these words."""
    seen = await dialog_window(person)
    label = next((one for one in labels(seen) if words in one), words)
    await person.click(label, message_id=seen.id)


async def refused(person: Person, *words: str) -> None:
    """Assert that nothing was done and a message says so; the window shows the current state."""
    assert any(CHANGED in one.text for one in (await person.messages())[-3:]), (await person.last()).text
    seen = await dialog_window(person)
    for one in words:
        assert one in "\n".join((seen.text, *labels(seen))), seen.text


async def refuses(person: Person, label: str, *words: str) -> None:
    """A tap on what was shown before is refused."""
    await tap(person, label)
    await refused(person, *words)

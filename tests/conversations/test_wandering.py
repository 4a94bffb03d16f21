"""People who tap whatever there is, twice, and write what comes to mind: no dead end, no failure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest

from tests.conversations.office import Office, Owner
from tests.conversations.walk import labels, picture, window

STEPS = 120
WORDS = ("1", "２", "18/18", "明天", "500", "随便写一句", "/check", "/start", "/tasks", "𠮷<&>", "0")
FAILED = ("没办成", "存不下", "could not", "did not work")


class _Dice:
    """Throws that are the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.seed, self.throws = seed, 0

    def throw(self, sides: int) -> int:
        """A number from 0 to below `sides`."""
        self.throws += 1
        digest = hashlib.sha256(f"{self.seed}:{self.throws}".encode()).digest()
        return int.from_bytes(digest[:4]) % sides


async def _step(office: Office, owner: Owner, dice: _Dice) -> str:
    """One thing a wanderer does; what it was."""
    match dice.throw(10):
        case 0:
            words = WORDS[dice.throw(len(WORDS))]
            await owner.send(words)
            return words
        case 1 if dice.throw(3) == 0:
            await owner.photo(picture(64, 48))
            return "a photo"
        case _:
            open_window = await window(owner)
            there = [label for label in labels(open_window) if label.strip()]
            label = there[dice.throw(len(there))]
            await office.thumbs(owner, label, 2)
            return f"twice {label!r}"


async def _has_begun(office: Office, owner: Owner) -> bool:
    """Whether the wanderer came upon the form."""
    try:
        await office.self_check(owner)
    except LookupError:
        return False
    return True


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", ["hailing", "tianjin", "yangzhou"])
async def test_no_dead_end(office: Office, pack: str, language: str) -> None:
    owner = await office.owner(pack, "stone", language=language)
    dice = _Dice(f"{pack}-{language}")
    done: list[str] = []
    await owner.send("/start")
    while len(done) < STEPS or (len(done) < 5 * STEPS and not await _has_begun(office, owner)):
        done.append(await _step(office, owner, dice))
        newest = (await owner.messages())[-2:]
        said = await owner.toast() + "".join(one.text for one in newest)
        assert not any(words in said for words in FAILED), (done[-6:], said)
    await owner.send("/start")
    assert (await owner.last()).buttons, done[-6:]
    answered, put_off = await office.audit(owner, "answer"), await office.audit(owner, "put-off")
    written = Counter(row["detail"] for row in (*answered, *put_off))
    self_check = await office.self_check(owner)
    for code, line in self_check.lines.items():
        if line.verdict:
            assert any(json.loads(one)["question"] == code for one in written), "each answer is on record"

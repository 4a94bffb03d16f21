"""A small whole campaign in conversations, one owner of each kind, recounted from the tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from content import loader
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.whole_campaign.people import KINDS
from tests.whole_campaign.play import play


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("whole"), loader.load())
    yield made
    made.end()


@pytest.fixture
async def office(installation: Installation) -> AsyncIterator[Office]:
    made = Office(installation, loader.load())
    yield made
    assert not made.errors()
    await made.close()


async def test_what_offices_are_told_is_what_happened(office: Office, tmp_path: Path) -> None:
    done = await play(office, "yangzhou", dict.fromkeys(KINDS, 1))
    assert (done.raw.enterprises, done.raw.submitted, done.forms) == (6, 5, 5)
    assert done.verdicts.count("again") == 1
    assert done.worked.visits == done.worked.faults > 0
    assert done.worked.answered == 3
    assert done.worked.records >= 1
    assert (done.after.points, done.after.accidents, done.after.resumed, done.after.places) == (1, 1, 1, 1)
    assert (done.after.units, done.raw.verdicts["exposure"]) == (1, 1)
    assert done.after.papers == done.decided == done.sheets["处置"]
    assert (done.sheets["联席会议"], done.sheets["事故"]) == (1, 1)
    assert done.sheets["现场检查"] == done.worked.visits

"""A small whole campaign in conversations, one owner of each kind, recounted from the tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from content import loader
from tests import sizes
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.whole_campaign import points
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


@pytest.mark.skipif(not sizes.is_long, reason="two minutes each: with --long")
@pytest.mark.parametrize("pack", sorted({*loader.load().packs} - {"yangzhou"}))
async def test_every_other_plan_is_played_with_all_of_an_offices_work(office: Office, pack: str) -> None:
    """`play` fails where a step of `points.POINTS` that the plan asks for was not played."""
    done = await play(office, pack, dict.fromkeys(KINDS, 1))
    assert (done.raw.enterprises, done.raw.submitted, done.forms) == (6, 5, 5)


def test_what_a_plan_asks_for_and_was_not_played_is_missing() -> None:
    packs = loader.load().packs
    assert set(points.POINTS) == {f"C.{number}" for number in range(1, 12)}
    every = {step for steps in points.POINTS.values() for step in steps}
    for pack in packs.values():
        assert points.missing(pack, every) == []
        assert "C.3: visit with its papers" in points.missing(pack, every - {"visit with its papers"})
    place = {"exposure of a place"}
    assert points.missing(packs["yangzhou"], every - place) == ["C.4: exposure of a place"]
    assert points.missing(packs["tianjin"], every - place) == []
    outside = {"referral to the authority outside"}
    refer = [code for code, pack in packs.items() if points.missing(pack, every - outside)]
    assert sorted(refer) == ["county_town", "township"]


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

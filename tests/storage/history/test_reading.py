"""The record of an enterprise: after any deeds its pages are its whole, every event can be said in every
language, and its own people are shown nothing of the office's alone, and nothing that comes of a report."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from content import loader
from content.catalog import Catalog
from documents.papers.history_words import NOTHING, HistoryWords
from storage.base.database import Connection
from storage.base.errors import ChenanError, NotAllowed, NotFound
from storage.history import reading
from storage.history.kinds import Kind
from storage.history.reading import KINDS, Event, History
from storage.people import former_contacts
from storage.self_checks import submissions
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import Inspection
from storage.tables.people import Contact
from tests.sizes import size
from tests.storage.base.deeds import DEEDS
from tests.storage.base.test_recusal import about, seated
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, begin_workshop, varied

__all__ = ["desk", "varied"]
OFFICE_ONLY = {
    "history-claimed",
    "history-measure-signed",
    "history-opinion",
    "history-referral",
    "history-referral-answered",
    "history-task",
    "history-handed-up",
    "history-task-dropped",
    "history-incident-result",
}
OF_OFFICES = ("请县里定", "王意见", "不再处理")
"""Words of what is the office's alone, as the deeds write it."""
SPOKEN = [
    HistoryWords(loader.load(), Catalog.load(), language, ZoneInfo("Asia/Shanghai"), 40)
    for language in ("zh", "en")
]


async def paged(db: Connection, who: Any, enterprise_id: int) -> History:
    """The record page by page."""
    first = await reading.read(db, who, enterprise_id, limit=7)
    events = list(first.events)
    while len(events) < first.total:
        page = await reading.read(db, who, enterprise_id, skip=len(events), limit=7)
        assert page.events
        events += page.events
    return History(first.reader, first.total, tuple(events))


@pytest.mark.parametrize("seed", range(size(1, 4)))
async def test_whatever_was_done_the_owner_sees_what_is_theirs(desk: ReviewDesk, seed: int) -> None:
    shop = await desk.workshop(1, fails=True)
    at = await about(desk, shop)
    order = list(DEEDS)
    random.Random(seed).shuffle(order)
    # Saying an opinion makes the head somebody of another department; much of what comes first leaves nothing
    # to be claimed.
    order.sort(key=lambda name: (name == "reviews.opinions.say") - (name == "reviews.cases.claim"))
    seen: Counter[str] = Counter()
    for name in order:
        if name.endswith(("erase", "merge", "other way")):
            continue  # what it leaves is no enterprise
        desk.clock.move(minutes=1)
        try:
            async with desk.database.begin() as db:
                await DEEDS[name](db, desk.head, desk, at)
        except (ChenanError, IntegrityError, ValueError, AssertionError):
            continue  # it does not go with what was done before
        async with desk.database.read() as db:
            office = await paged(db, desk.chen, shop.enterprise_id)
            own = await paged(db, shop.owner, shop.enterprise_id)
            assert (office.reader, own.reader) == ("office", "owner")
            assert office == await reading.read_all(db, desk.chen, shop.enterprise_id), name
            assert own == await reading.read_all(db, shop.owner, shop.enterprise_id), name
        keys = {one.key for one in own.events}
        assert not keys & OFFICE_ONLY, name
        assert {one.key for one in office.events} - keys <= OFFICE_ONLY, name
        for words in SPOKEN:
            told = "\n".join(map(words.say, own.events))
            assert not [one for one in OF_OFFICES if one in told], name
            assert NOTHING not in told.split(), name
            assert "\n".join(map(words.say, office.events))
        seen.update({one.key for one in office.events})
    assert set(seen) >= {"history-registered", "history-submitted", "history-found", "history-claimed"}
    assert len(seen) > 10


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_each_kind_gives_its_sentence_what_it_wants(kind: Kind) -> None:
    detail = {"number": "HL-0001", "submission": 2}
    samples: dict[type, Any] = {str: "x", int: 1, date: TODAY}
    columns = kind.rows.selected_columns
    assert {"id", "at"} <= set(columns.keys())
    known = {"question": PLAIN, "pack": "hailing", "upkeep": "testing", "duty": "ledger"}
    full: dict[str, Any] = {
        str(one.key): known.get(str(one.key), samples.get(one.type.python_type)) for one in columns
    }
    bare = {key: "" if value == "x" else None if value == TODAY else value for key, value in full.items()}
    for values in (full, bare):
        given = {key: value for key, value in values.items() if key not in ("id", "at", "on", "detail")}
        if "detail" in values:
            given |= detail
        for words in SPOKEN:
            assert words.say(Event(kind.key, 1, datetime(2026, 11, 2, tzinfo=UTC), None, given))


def test_each_kind_has_a_key_of_its_own() -> None:
    assert not [key for key, count in Counter(kind.key for kind in KINDS).items() if count > 1]
    assert {kind.key for kind in KINDS if not kind.owner} == OFFICE_ONLY


async def test_a_draft_tells_the_office_that_it_was_begun_and_no_more(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        await submissions.withdraw(db, shop.owner, desk.clock.now(), shop.check_id)
    other = await begun(desk)
    await other.answer(PLAIN, "fail")
    office = await desk.look(reading.read_all, other.enterprise_id)
    own = await desk.look(reading.read_all, other.enterprise_id, actor=other.owner)
    assert [one.key for one in office.events] == ["history-begun", "history-registered"]
    assert "history-found" in [one.key for one in own.events]
    again = await desk.look(reading.read_all, shop.enterprise_id)
    assert [one.key for one in again.events][:2] == ["history-withdrawn", "history-submitted"]
    assert "history-planned" in [one.key for one in again.events]


async def begun(desk: ReviewDesk) -> Workshop:
    """An enterprise that has begun, and has handed in nothing."""
    return await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 3)


async def test_of_visits_only_those_that_were_made_are_told(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    visit = {"jurisdiction_id": desk.town, "department": "health", "enterprise_id": shop.enterprise_id}
    async with desk.database.begin() as db:
        before = {who: await reading.read_all(db, who, shop.enterprise_id) for who in (desk.chen, shop.owner)}
        await db.execute(insert(Inspection).values(planned_on=TODAY + timedelta(days=3), **visit))
        for who, seen in before.items():
            assert await reading.read_all(db, who, shop.enterprise_id) == seen
        await db.execute(update(Inspection).values(state="done"))
        for who, seen in before.items():
            now = await reading.read_all(db, who, shop.enterprise_id)
            (visited,) = [one for one in now.events if one not in seen.events]
            assert SPOKEN[0].say(visited) == "例行检查（卫健）"
            assert SPOKEN[0].day(visited) == TODAY + timedelta(days=3)
            assert now.events[0] == visited


async def test_who_may_read_and_as_whom(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    other = await desk.workshop(2)
    async with desk.database.read() as db:
        assert await reading.reader_of(db, shop.owner, shop.enterprise_id) == "owner"
        assert await reading.reader_of(db, shop.mate, shop.enterprise_id) == "owner"
        for officer in (desk.chen, desk.viewer, desk.above, CLI):
            assert await reading.reader_of(db, officer, shop.enterprise_id) == "office"
        for nobody in (desk.stranger, other.owner):
            with pytest.raises(NotAllowed):
                await reading.read(db, nobody, shop.enterprise_id)
        with pytest.raises(NotFound):
            await reading.read(db, CLI, 9999)
    officer = await seated(desk, shop, desk.town)
    async with desk.database.begin() as db:
        assert await reading.reader_of(db, officer, shop.enterprise_id) == "owner"
        await former_contacts.remember(db, desk.clock.now(), shop.enterprise_id)
        await db.execute(delete(Contact).where(Contact.person_id == officer.person_id))
        assert await reading.reader_of(db, officer, shop.enterprise_id) == "owner"
        assert await reading.reader_of(db, officer, other.enterprise_id) == "office"
        await db.execute(update(Enterprise).where(Enterprise.id == shop.enterprise_id).values(state="erased"))
        with pytest.raises(NotFound):
            await reading.read(db, CLI, shop.enterprise_id)

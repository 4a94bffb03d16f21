"""Readers of a self-check's beginning or a moved day: those concerned, once, however it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from content.catalog import Catalog
from content.loader import load
from scheduler.clock import Clock
from scheduler.messages.openings import Openings
from scheduler.planning.announcing import Announcer
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.campaigns.running import FORM_DUTY
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import registration
from storage.membership import invites
from storage.offices import jurisdictions, staff
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.tables.enterprises import Enterprise
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck
from tests.scheduler.planned import HandClock, at
from tests.storage.conftest import CLI, credit_code

LIBRARY = load()
START = date(2026, 11, 2)
SELF_CHECK = date(2026, 11, 22)
"""The first day of 海陵区's self-check where its campaign starts on START, a Sunday."""
MONDAY = SELF_CHECK + timedelta(days=1)
DUE = date(2027, 5, 1)
BEGUN = "开始企业自查了"


@dataclass
class District:
    """海陵区 with a head, a town below it with an inspector, and people who register."""

    database: Database
    clock: HandClock
    places: dict[str, int] = field(default_factory=dict)
    head: Actor = CLI
    inspector: Actor = CLI
    numbers: int = 0
    campaign_id: int = 0

    def set(self, day: date, hour: int = 9) -> None:
        self.clock.at = at(day, hour)

    async def open(self, by: Actor = CLI, pack: str = "hailing", **how: Any) -> int:
        async with self.database.begin() as db:
            where = (db, by, self.clock(), LIBRARY, pack, self.places["hl"], START)
            self.campaign_id = (await campaigns.open_campaign(*where, **how)).id
        return self.campaign_id

    async def owner(self, language: str = "zh") -> Actor:
        """Somebody who registers an enterprise in the town."""
        self.numbers += 1
        async with self.database.begin() as db:
            joined = await registration.register(
                db,
                self.clock(),
                self.numbers * 100,
                language,
                f"第{self.numbers}鞋材厂",
                credit_code(self.numbers),
                "shoes",
                self.places["cd"],
                18,
                "工业路 8 号",
                "王师傅",
            )
        return Actor("person", joined.person_id)

    async def seat(self, place: str, role: str) -> Actor:
        self.numbers += 1
        async with self.database.begin() as db:
            person = await contacts.ensure_person(db, self.clock(), self.numbers * 100, "zh")
            await staff.seat(db, self.clock(), person, self.places[place], role, "safety", "周科长")
        return Actor("person", person)

    async def enterprise_of(self, owner: Actor) -> int:
        async with self.database.read() as db:
            query = select(Contact.enterprise_id).where(Contact.person_id == owner.person_id)
            return int((await db.execute(query)).scalars().first() or 0)

    async def hand_in(self, owner: Actor) -> None:
        """Mark the form as handed in."""
        async with self.database.begin() as db:
            view = await campaigns.get_campaign(db, self.campaign_id)
            check = SelfCheck(
                campaign_id=self.campaign_id,
                enterprise_id=await self.enterprise_of(owner),
                form_digest=view.form_digest,
                industry="shoes",
                facts={},
                state="submitted",
                submissions=1,
                started_at=self.clock(),
                submitted_at=self.clock(),
            )
            values = {
                one.name: getattr(check, one.name)
                for one in SelfCheck.__table__.columns
                if getattr(check, one.name) is not None
            }
            await db.execute(insert(SelfCheck).values(**values))

    async def move_form(self, due: date | None, by: Actor = CLI, reason: str = "上级要求") -> None:
        async with self.database.begin() as db:
            where = (db, by, self.clock(), LIBRARY, self.campaign_id, FORM_DUTY)
            await campaign_days.set_duty_date(*where, due, None, reason, keep_grace=True)

    async def move_phase(self, first: date, last: date, by: Actor = CLI, **how: Any) -> None:
        async with self.database.begin() as db:
            where = (db, by, self.clock(), LIBRARY, self.campaign_id, "self_check")
            await campaign_days.set_phase_dates(*where, first, last, "上级要求", **how)

    async def heard(self) -> dict[int, list[str]]:
        """The tick, then whatever is due is brought; what was read, by person."""
        clock = Clock(self.clock, self.clock)
        await Announcer(self.database, clock, LIBRARY).tick()
        topic = Openings(self.database, Catalog.load(), clock, LIBRARY)
        read: dict[int, list[str]] = {}
        async with self.database.begin() as db:
            gathered = update(OutboxRow).where(
                OutboxRow.priority == outbox.GATHERED,
                OutboxRow.created_at < self.clock() - timedelta(minutes=10),  # those who move are given time
            )
            await db.execute(gathered.values(priority=outbox.PERSONAL, not_before=self.clock()))
            messages = await outbox.claim(db, self.clock(), self.clock() + timedelta(minutes=1), 100)
        made = await topic.compose(messages)
        async with self.database.begin() as db:
            for message in messages:
                said = made[message.id]
                state = "moot" if said is None else "sent"
                row = update(OutboxRow).where(OutboxRow.id == message.id)
                await db.execute(row.values(state=state, sent_at=self.clock()))
                if said is not None:
                    read.setdefault(message.person_id, []).append(said.text)
        return read


@pytest.fixture
async def district(database: Database) -> District:
    made = District(database, HandClock(at(date(2026, 10, 20))))
    async with database.begin() as db:
        hl = await jurisdictions.add(db, CLI, made.clock(), "hl", "海陵区")
        made.places["hl"] = hl.id
        for code, name, parent in (("cd", "城东街道", "hl"), ("other", "别处", None)):
            place = await jurisdictions.add(db, CLI, made.clock(), code, name, parent)
            made.places[code] = place.id
    made.head, made.inspector = await made.seat("hl", "head"), await made.seat("cd", "inspector")
    return made


def of(heard: dict[int, list[str]], who: Actor) -> list[str]:
    return heard.get(who.person_id or 0, [])


@pytest.mark.parametrize("by", ["cli", "head"])
async def test_who_registered_before_hears_on_the_first_working_day_of_the_self_check(
    district: District, by: str
) -> None:
    early, english = await district.owner(), await district.owner("en")
    await district.open(CLI if by == "cli" else district.head)
    district.set(START + timedelta(days=3))
    between = await district.owner()
    for day in (SELF_CHECK - timedelta(days=1), SELF_CHECK):  # a Sunday: 22 November
        district.set(day)
        assert [text for one in (early, between) for text in of(await district.heard(), one)] == []
    district.set(MONDAY, 7)
    assert of(await district.heard(), early) == []
    district.set(MONDAY)
    heard = await district.heard()
    for one in (early, between):
        (text,) = of(heard, one)
        assert text.startswith("海陵区的“")
        assert BEGUN in text
        assert "请在 2027年5月1日前交自查表" in text
    assert "Hand in the form by 2027-5-1" in of(heard, english)[0]
    late = await district.owner()  # sees it in the window
    district.set(MONDAY + timedelta(days=7))
    heard = await district.heard()
    assert [of(heard, one) for one in (early, between, late)] == [[], [], []]


async def test_a_campaign_opened_in_the_middle_is_announced_at_once(district: District) -> None:
    owner = await district.owner()
    district.set(date(2026, 12, 10))
    await district.open()
    assert BEGUN in of(await district.heard(), owner)[0]


async def test_a_plan_without_days_is_announced_at_its_opening_and_its_day_when_it_is_set(
    district: District,
) -> None:
    owner = await district.owner()
    district.set(date(2026, 12, 10))
    await district.open(pack="county_town")
    (text,) = of(await district.heard(), owner)
    assert "交表的日子还没定，定了会通知您" in text
    district.set(date(2026, 12, 15))
    await district.move_form(date(2027, 3, 31), district.head)
    district.set(date(2026, 12, 15), 10)
    (text,) = of(await district.heard(), owner)
    assert "自查表：2027年3月31日前交（原来没定）" in text


async def test_who_joins_an_imported_or_listed_enterprise_before_the_start_hears_too(
    district: District,
) -> None:
    await district.open()
    async with district.database.begin() as db:
        where = (db, CLI, district.clock())
        listed = await registration.enlist(
            *where, "永利箱包厂", credit_code(900), "bags", district.places["cd"], 26
        )
        link = await invites.create(*where, "enterprise", listed)
        joined = await invites.accept(db, district.clock(), 70_000, "zh", link.secret)
    district.set(MONDAY)
    assert BEGUN in (await district.heard())[joined.person_id][0]


async def test_nobody_hears_of_what_is_done_closed_over_or_elsewhere(district: District) -> None:
    done, closed = await district.owner(), await district.owner()
    await district.open()
    await district.hand_in(done)
    async with district.database.begin() as db:
        gone = await district.enterprise_of(closed)
        await enterprise_keeping.close_for(db, CLI, district.clock(), gone, "stopped")
    district.set(MONDAY)
    heard = await district.heard()
    assert of(heard, done) == []
    assert all(BEGUN not in text for text in of(heard, closed))


@pytest.mark.parametrize("how", ["moved", "merged", "reopened"])
async def test_who_comes_into_the_area_after_the_announcement_hears_of_it_once(
    district: District, how: str
) -> None:
    """An enterprise comes into the area by moving, as a double of one there, or by coming onto the list
    again."""
    there = await district.owner()
    unit = await district.enterprise_of(there)
    double, come, place = unit, there, {"jurisdiction_id": district.places["other"]}
    async with district.database.begin() as db:
        if how == "moved":
            await db.execute(update(Enterprise).where(Enterprise.id == unit).values(**place))
        elif how == "reopened":
            await enterprise_keeping.close_for(db, CLI, district.clock(), unit, "stopped")
    if how == "merged":
        come = await district.owner()
        double = await district.enterprise_of(come)
        async with district.database.begin() as db:
            await db.execute(update(Enterprise).where(Enterprise.id == double).values(**place))
    await district.open()
    district.set(MONDAY)
    heard = await district.heard()
    assert (of(heard, come), len(of(heard, there))) == ([], int(how == "merged"))
    district.set(MONDAY + timedelta(days=5))  # Saturday
    deeds: dict[str, Any] = {
        "moved": (enterprise_keeping.move_to, unit, district.places["cd"]),
        "merged": (enterprise_keeping.merge, double, unit),
        "reopened": (enterprise_keeping.reopen, unit),
    }
    deed, *values = deeds[how]
    async with district.database.begin() as db:
        await deed(db, CLI, district.clock(), *values)
    assert await district.heard() == {}, "it can wait for a working day"
    district.set(MONDAY + timedelta(days=7))
    heard = await district.heard()
    (said,) = of(heard, come)
    assert BEGUN in said
    assert come == there or of(heard, there) == []
    if how == "moved":  # out and back in
        async with district.database.begin() as db:
            for code in ("other", "cd"):
                await enterprise_keeping.move_to(db, CLI, district.clock(), unit, district.places[code])
        district.set(MONDAY + timedelta(days=8))
        assert await district.heard() == {}


async def test_who_moves_within_the_area_or_has_handed_in_hears_of_no_beginning(district: District) -> None:
    owner = await district.owner()
    unit = await district.enterprise_of(owner)
    await district.open()
    district.set(MONDAY)
    assert BEGUN in of(await district.heard(), owner)[0]
    async with district.database.begin() as db:
        await db.execute(delete(OutboxRow))  # as after a purge
        await enterprise_keeping.move_to(db, CLI, district.clock(), unit, district.places["hl"])
    district.set(MONDAY + timedelta(days=1))
    assert await district.heard() == {}


async def test_a_campaign_that_is_over_before_it_is_announced_is_not(district: District) -> None:
    owner = await district.owner()
    await district.open()
    district.set(date(2027, 6, 1))
    assert of(await district.heard(), owner) == []


async def test_a_moved_day_is_told_to_whom_it_concerns_with_the_old_one(district: District) -> None:
    owner, done = await district.owner(), await district.owner()
    await district.open()
    district.set(MONDAY)
    await district.heard()
    await district.hand_in(done)
    district.set(date(2026, 12, 1))
    await district.move_form(date(2027, 5, 20), district.head)
    await district.move_form(date(2027, 5, 31), district.head, "台风")  # thought better of it
    assert await district.heard() == {}, "who moves days is given time for the next"
    district.set(date(2026, 12, 1), 10)
    heard = await district.heard()
    (told,) = of(heard, owner)
    assert told.splitlines()[1] == "· 自查表：2027年5月31日前交（原定 2027年5月1日）"
    (told,) = of(heard, district.inspector)
    assert "：2027年5月31日（原定 2027年5月1日）" in told
    assert "原因：台风" in told
    assert of(heard, done) == []
    assert of(heard, district.head) == [], "who moved it knows"
    district.set(date(2026, 12, 2))
    await district.move_form(date(2027, 6, 30))
    district.set(date(2026, 12, 2), 10)
    heard = await district.heard()
    assert "2027年6月30日前交（原定 2027年5月31日）" in of(heard, owner)[0]
    assert of(heard, district.head) != [], "somebody else moved it"


async def test_what_is_moved_back_before_it_was_told_is_not_told(district: District) -> None:
    owner = await district.owner()
    await district.open()
    district.set(MONDAY)
    await district.heard()
    district.set(date(2026, 12, 1))
    await district.move_form(date(2027, 5, 20))
    await district.move_form(DUE)
    district.set(date(2026, 12, 1), 10)
    assert of(await district.heard(), owner) == []


async def test_a_beginning_that_moves_is_told_and_a_moved_end_that_moves_no_form_is_not(
    district: District,
) -> None:
    owner = await district.owner()
    await district.open()
    district.set(START + timedelta(days=3))
    await district.heard()
    first, last = SELF_CHECK + timedelta(days=8), date(2027, 5, 31)
    await district.move_phase(first, last, carry=False)
    district.set(START + timedelta(days=3), 10)
    (told,) = of(await district.heard(), owner)
    assert told.splitlines()[1:] == ["· 自查：2026年11月30日开始（原定 2026年11月22日）"]
    district.set(START + timedelta(days=4))
    await district.move_phase(first, date(2027, 6, 30), carry=False)
    district.set(START + timedelta(days=4), 10)
    heard = await district.heard()
    assert of(heard, owner) == []
    assert "2027年6月30日" in of(heard, district.inspector)[0]
    district.set(MONDAY)
    assert of(await district.heard(), owner) == []
    district.set(first)
    assert BEGUN in of(await district.heard(), owner)[0]


async def test_days_put_right_on_the_day_of_opening_are_told_with_the_opening(district: District) -> None:
    owner = await district.owner()
    district.set(START, 19)
    district.clock.at = datetime.combine(START, time(13), UTC)  # nine in the evening there
    await district.open()
    await district.move_form(date(2027, 5, 20))
    district.set(START + timedelta(days=1))
    heard = await district.heard()
    (told,) = of(heard, district.inspector)
    assert "2027年5月20日前交" in told
    assert "原定" not in told
    assert of(heard, owner) == []

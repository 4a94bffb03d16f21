"""Messages to offices wait for the daily digest of their readers: one a day, but for what is urgent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from content import loader
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.campaigns.running import FORM_DUTY
from storage.enterprises import join_requests
from storage.findings import extensions
from storage.membership import seats
from storage.offices import staff
from storage.offices.mail_slots import slot
from storage.outbox.queue import GATHERED
from storage.tables.outbox import OutboxRow
from tests.bench.ours import credit_code
from tests.scheduler.planned import ZONE, Letter, Town, at, open_town
from tests.scheduler.planning.test_office_reminders import officer
from tests.storage.conftest import CLI

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
async def town(database: Database) -> Town:
    """A town whose campaign has no day for the form, and no duties of its office in these days."""
    library = loader.load()
    start = date(2026, 11, 20)
    made = await open_town(database, library, rules=library.reminders, pack="township", start=start)
    await made.move_form(None)
    return made


async def ask_to_join(town: Town, count: int) -> list[int]:
    """People without a link, each asking to work on an enterprise of its own."""
    made = []
    for number in range(count):
        await town.enterprise()
        async with town.database.begin() as db:
            code = credit_code(town.numbers)
            asked = join_requests.ask(db, town.clock(), 9000 + number, "zh", code, f"赵{number}", zone=ZONE)
            made.append(await asked)
    return made


def of(letters: list[Letter], actor: Actor) -> list[str]:
    """The messages to one person."""
    return [letter.text for letter in letters if letter.person_id == actor.person_id]


async def test_several_of_a_kind_are_one_line_next_morning(town: Town) -> None:
    east = await officer(town, town.place)
    await town.day(MONDAY)
    town.letters.clear()
    town.set(MONDAY, 10)
    await ask_to_join(town, 4)
    assert of(await town.deliver(), east) == [], "not on the same day"
    letters = await town.day(MONDAY + DAY)
    (text,) = of(letters, east)
    assert "4 个人申请加入企业" in text
    assert "第2鞋材厂、第3鞋材厂、第4鞋材厂等" in text
    (letter,) = [one for one in letters if one.person_id == east.person_id]
    assert f"go:joins:{town.place}:0" in letter.buttons.values()
    later = of(await town.day(MONDAY + 2 * DAY), east)
    assert not any("申请加入" in text for text in later), "once"


async def test_one_that_is_alone_is_said_as_ever(town: Town) -> None:
    east = await officer(town, town.place)
    await town.day(MONDAY)
    town.set(MONDAY, 10)
    (asked,) = await ask_to_join(town, 1)
    (letter,) = [one for one in await town.day(MONDAY + DAY) if one.person_id == east.person_id]
    assert letter.text == "赵0 申请加入“第2鞋材厂”。"
    assert list(letter.buttons.values()) == [f"go:join:{asked}"]


async def test_what_was_decided_meanwhile_is_not_said(town: Town) -> None:
    east = await officer(town, town.place)
    await town.day(MONDAY)
    town.set(MONDAY, 10)
    (asked,) = await ask_to_join(town, 1)
    await town.do(join_requests.decide, east, asked, grant=True)
    assert of(await town.day(MONDAY + DAY), east) == []


async def test_nothing_is_gathered_for_who_has_left(town: Town) -> None:
    leaving = await officer(town, town.place)
    staying = await officer(town, town.place)
    await town.day(MONDAY)
    town.set(MONDAY, 10)
    await ask_to_join(town, 1)
    async with town.database.read() as db:
        seat = await staff.current(db, leaving)
    await town.do(seats.revoke, Actor("cli"), seat.id)
    letters = await town.day(MONDAY + DAY)
    assert of(letters, leaving) == []
    assert len(of(letters, staying)) == 1


async def test_what_waits_over_a_weekend_comes_on_monday(town: Town) -> None:
    town.works = lambda day: day.weekday() < 5
    east = await officer(town, town.place)
    await town.day(FRIDAY)
    town.set(FRIDAY, 15)
    await ask_to_join(town, 1)
    for days in (1, 2):
        assert of(await town.day(FRIDAY + days * DAY), east) == []
    assert len(of(await town.day(FRIDAY + 3 * DAY), east)) == 1


@pytest.mark.parametrize(("days", "gathered"), [(0, False), (-1, False), (3, True)])
async def test_an_extension_whose_day_is_today_is_told_at_once(town: Town, days: int, gathered: bool) -> None:
    now = at(MONDAY, 10)
    async with town.database.read() as db:
        due = MONDAY + days * DAY
        told = await slot(db, now, "outbox-extension", {}, town.place, zone=ZONE, due_on=due)
    assert told.is_gathered is gathered
    assert told.not_before == (at(MONDAY + DAY, 8, 30) if gathered else now)


@pytest.mark.parametrize(
    ("key", "values", "gathered"),
    [
        ("outbox-escalation", {"kind": "suspend"}, False),
        ("outbox-escalation", {"kind": "penalty"}, True),
        ("outbox-reports-new", {"count": 2, "urgent": 1}, False),
        ("outbox-reports-new", {"count": 2, "urgent": 0}, True),
    ],
)
async def test_what_cannot_wait_is_content(
    town: Town, key: str, values: dict[str, object], gathered: bool
) -> None:
    async with town.database.read() as db:
        told = await slot(db, at(MONDAY, 10), key, values, town.place, zone=ZONE)
    assert told.is_gathered is gathered


async def test_what_a_line_of_the_digest_says_is_not_said_again(town: Town) -> None:
    """A request for more time on the day on which the digest counts the requests without an answer."""
    east = await officer(town, town.place)
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.plan(owner, finding, MONDAY + 20 * DAY)
    town.set(MONDAY, 10)
    await town.do(extensions.ask, owner, finding, MONDAY + 30 * DAY, "设备下周才到货", MONDAY)
    async with town.database.begin() as db:
        waits = update(OutboxRow).where(OutboxRow.priority == GATHERED)
        await db.execute(waits.values(not_before=at(MONDAY + 3 * DAY, 8, 30)))
    (text,) = of(await town.day(MONDAY + 3 * DAY), east)
    assert "1 件延期申请未答复" in text
    assert "申请延期：" not in text
    assert of(await town.day(MONDAY + 4 * DAY), east) == []


async def test_moved_days_beside_other_things_are_a_line_that_says_them(town: Town) -> None:
    east = await officer(town, town.place)
    await town.day(MONDAY)
    town.set(MONDAY, 10)
    await ask_to_join(town, 1)
    moved = (town.library, town.campaign_id, FORM_DUTY, date(2027, 2, 1), None, "台风")
    await town.do(campaign_days.set_duty_date, CLI, *moved)
    (text,) = of(await town.day(MONDAY + DAY), east)
    (line,) = [one for one in text.splitlines() if "日期有调整" in one]
    assert line.endswith("日期有调整：报送企业自查表 2027年2月1日（原来没定）"), line


async def test_an_opening_beside_other_things_names_the_day_of_the_form(town: Town) -> None:
    east = await officer(town, town.place)
    await town.day(MONDAY)
    town.set(MONDAY, 10)
    await ask_to_join(town, 1)
    async with town.database.begin() as db:
        where = (db, CLI, town.clock(), town.library, "hailing", town.place, MONDAY)
        await campaigns.open_campaign(*where)
    (text,) = of(await town.day(MONDAY + DAY), east)
    (line,) = [one for one in text.splitlines() if "开始：" in one]
    assert line.endswith("，自查表2027年5月22日前交"), line

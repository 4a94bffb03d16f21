"""A town with thousands of enterprises, each with its person, in the database and in the simulator alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, literal, select, update

from content import loader
from simulator.journal import Store
from simulator.world import FIRST_PERSON
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT as ZONE
from storage.campaigns import opening as campaigns
from storage.campaigns.running import FORM_DUTY
from storage.installation import migrate
from storage.notices import drafts, sending
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import jurisdictions, staff
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.enterprises import Enterprise
from storage.tables.outbox import OutboxRow
from storage.tables.people import Account, Contact, Person
from tests.bench.ours import credit_code
from tests.conversations.working_hours import now

TOKEN = "100000001:AAbroadcast-of-the-tests-and-benches"
NOTICE = "请各企业在本周内完成自查。"
"""The text of the notice; no other message has it."""
CLI = Actor("cli")
MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Crowd:
    """A crowd of people and enterprises. `telegram_ids` in the order of the people's ids; the author is not
    among them."""

    where: Path
    place_id: int
    author: Actor
    author_chat: int
    telegram_ids: tuple[int, ...]

    @property
    def data_dir(self) -> Path:
        """The program's."""
        return self.where / "data"

    @property
    def simulator_dir(self) -> Path:
        """The simulator's."""
        return self.where / "simulator"

    @property
    def database_url(self) -> str:
        """The program's, SQLite."""
        return sqlite_url(self.data_dir / "chenan.db")

    def settings(self, url: str, **more: str) -> dict[str, str]:
        """The environment of the program."""
        return {
            "CHENAN_BOT_TOKEN": TOKEN,
            "CHENAN_BOT_API_URL": url,
            "CHENAN_DATA_DIR": str(self.data_dir),
            "CHENAN_RELEASE_ABOVE": "1000000",
            **more,
        }


async def furnish(where: Path, count: int, *, reminders: bool = False) -> Crowd:
    """Make `count` enterprises with everything; with `reminders` their forms are due today, unplanned yet."""
    crowd_ids = tuple(range(FIRST_PERSON + 1, FIRST_PERSON + 1 + count))
    _simulator(where / "simulator", (FIRST_PERSON, *crowd_ids))
    (where / "data").mkdir(parents=True)
    url = sqlite_url(where / "data" / "chenan.db")
    await migrate.upgrade(url)
    database = Database(url)
    async with database.begin() as db:
        place = (await jurisdictions.add(db, CLI, now(), "crowd", "柳林街道")).id
        await _enterprises(db, place, crowd_ids)
        author = await contacts.ensure_person(db, now(), FIRST_PERSON, "zh")
        await staff.seat(db, now(), author, place, "head", "safety", "周科长")
        if reminders:
            await _due_today(db, place)
    await database.close()
    return Crowd(where, place, Actor("person", author), FIRST_PERSON, crowd_ids)


def _simulator(where: Path, telegram_ids: tuple[int, ...]) -> None:
    """People who have pressed start, as the simulator keeps them."""
    store = Store(where)
    store.open()
    store.put("meta", "token", TOKEN)
    for number in telegram_ids:
        name = f"P{number - FIRST_PERSON}"
        chat = {"id": number, "type": "private", "first_name": name, "language_code": "zh", "started": True}
        store.put("chats", number, chat)
    store.close()


async def _enterprises(db: Connection, place: int, telegram_ids: tuple[int, ...]) -> None:
    at = now()
    rows = [
        {
            "jurisdiction_id": place,
            "name": f"第{number}厂",
            "credit_code": credit_code(number + 1),
            "industry": "shoes",
            "headcount": 8,
            "registered_at": at,
        }
        for number in range(len(telegram_ids))
    ]
    await db.execute(insert(Enterprise), rows)
    await db.execute(
        insert(Person),
        [
            {"id": number, "account_id": number, "language": "zh", "created_at": at}
            for number in range(1, len(telegram_ids) + 1)
        ],
    )
    await db.execute(
        insert(Account),
        [
            {"id": number, "person_id": number, "channel": "telegram", "address": one, "created_at": at}
            for number, one in enumerate(telegram_ids, 1)
        ],
    )
    theirs = select(Person.id, Enterprise.id).join(Enterprise, Enterprise.id == Person.id)
    await db.execute(update(Person).values(enterprise_id=Person.id))
    await db.execute(
        insert(Contact).from_select(
            ["person_id", "enterprise_id", "role", "name", "joined_at"],
            theirs.add_columns(literal("owner"), literal("P"), Person.created_at),
        )
    )


async def _due_today(db: Connection, place: int) -> None:
    today = now().astimezone(ZONE).date()
    library = loader.load()
    opened = await campaigns.open_campaign(
        db, CLI, now(), library, "hailing", place, today - timedelta(days=10)
    )
    await db.execute(update(Campaign).values(planned_on=today - timedelta(days=1)))
    await db.execute(
        update(CampaignDuty)
        .where(CampaignDuty.campaign_id == opened.id, CampaignDuty.code == FORM_DUTY)
        .values(due_on=today)
    )


async def send_notice(crowd: Crowd, body: str = NOTICE) -> int:
    """Have the author send a notice to everybody, in a moment; return its id."""
    database = Database(crowd.database_url)
    async with database.begin() as db:
        notice_id = await drafts.begin(
            db, crowd.author, now(), Audience(crowd.place_id), title="自查提醒", body=body
        )
        at = now()
        await drafts.choose_time(db, crowd.author, at, notice_id, at + MOMENT)
        rules = Rules(ZONE, release_above=1_000_000)
        confirmed = await sending.confirm(db, crowd.author, at, notice_id, rules)
        assert confirmed.state == "scheduled", confirmed
        assert await sending.start(db, at + MOMENT, notice_id, rules)
    await database.close()
    return notice_id


async def queue(database: Database, person_ids: list[int], **more: object) -> None:
    """Queue a plain message to each of these people."""
    row = {
        "text_key": "outbox-submitted",
        "values": {"enterprise": "永兴木业", "number": "1"},
        "state": "pending",
        "not_before": now(),
        "created_at": now(),
        "attempts": 0,
        "action": "send",
        "priority": outbox.NOTICE,
        **more,
    }
    async with database.begin() as db:
        first = (await db.execute(select(func.coalesce(func.max(OutboxRow.id), 0)))).scalar_one()
        rows = [
            {**row, "person_id": person, "dedupe_key": f"crowd:{first + number}"}
            for number, person in enumerate(person_ids)
        ]
        await db.execute(insert(OutboxRow), rows)

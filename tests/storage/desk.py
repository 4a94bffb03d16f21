"""An office that writes notices: a district with two towns, its staff, and enterprises in any state."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.zone import DEFAULT as ZONE
from storage.campaigns import opening as campaigns
from storage.membership import enterprise_contacts
from storage.notices import drafts
from storage.notices import sending as notice_sending
from storage.notices.audiences import Audience
from storage.notices.sending import Confirmed, Rules
from storage.offices import jurisdictions, staff
from storage.people import contacts as people
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.notices import Notice, NoticeCopy
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, Person
from storage.tables.self_checks import SelfCheck
from tests.storage.conftest import CLI, START, Clock, credit_code

RULES = Rules(ZONE, release_above=3)
_numbers = itertools.count(1)


@dataclass
class Desk:
    """Places by name, who works there, and the campaign open in the district."""

    database: Database
    clock: Clock
    places: dict[str, int]
    campaigns: dict[str, int]
    digest: str
    author: Actor = field(default_factory=lambda: CLI)
    head: Actor = field(default_factory=lambda: CLI)
    town: Actor = field(default_factory=lambda: CLI)

    async def do(self, operation: Any, *values: Any, actor: Actor | None = None, **named: Any) -> Any:
        """An operation in a transaction of its own, by the author unless said."""
        async with self.database.begin() as db:
            return await operation(db, actor or self.author, self.clock.now(), *values, **named)

    async def run(self, operation: Any, *values: Any, **named: Any) -> Any:
        """Run an operation without an actor, in a transaction of its own."""
        async with self.database.begin() as db:
            return await operation(db, *values, **named)

    async def seat(self, place: str, role: str, department: str = "safety", name: str = "") -> Actor:
        """A new person with a seat."""
        async with self.database.begin() as db:
            number = next(_numbers)
            person = await people.ensure_person(db, self.clock.now(), 900_000 + number, "zh")
            where = self.places[place]
            await staff.seat(db, self.clock.now(), person, where, role, department, name or f"科员{number}")
        return Actor("person", person)

    async def person(self, *, blocked: bool = False) -> int:
        """A person with a phone."""
        async with self.database.begin() as db:
            person = await people.ensure_person(db, self.clock.now(), 1000 + next(_numbers), "zh")
            if blocked:
                gone = self.clock.now()
                await db.execute(update(Person).where(Person.id == person).values(unreachable_at=gone))
        return person

    async def enterprise(self, place: str = "east", *who: int, **columns: Any) -> int:
        """An enterprise with these contacts; its id."""
        number = next(_numbers)
        row = {
            "jurisdiction_id": self.places[place],
            "name": f"第{number}厂",
            "credit_code": credit_code(number),
            "industry": "shoes",
            "headcount": 8,
            "registered_at": self.clock.now(),
            **columns,
        }
        async with self.database.begin() as db:
            made = (await db.execute(insert(Enterprise).values(**row).returning(Enterprise.id))).scalar_one()
            for person in who:
                await enterprise_contacts.add_contact(db, self.clock.now(), made, person, "owner", "王师傅")
        return int(made)

    async def join(self, enterprise_id: int, person: int) -> None:
        """Somebody joins an enterprise now."""
        await self.run(
            enterprise_contacts.add_contact, self.clock.now(), enterprise_id, person, "member", "李四"
        )

    async def self_check(self, enterprise_id: int, campaign_id: int, state: str = "draft") -> int:
        """A self-check in that state."""
        row = {
            "campaign_id": campaign_id,
            "enterprise_id": enterprise_id,
            "form_digest": self.digest,
            "industry": "shoes",
            "facts": {},
            "state": state,
            "started_at": self.clock.now(),
            "submitted_at": None if state == "draft" else self.clock.now(),
        }
        async with self.database.begin() as db:
            made = await db.execute(insert(SelfCheck).values(**row).returning(SelfCheck.id))
            return int(made.scalar_one())

    async def finding(self, check_id: int, enterprise_id: int, by: int, state: str, remedy: str) -> None:
        """A finding; `remedy`: none, late, later (open, by their day), done."""
        today = self.clock.now().date()
        found = {
            "enterprise_id": enterprise_id,
            "self_check_id": check_id,
            "question": f"Q{next(_numbers) % 10_000}",
            "state": state,
            "found_at": self.clock.now(),
            "found_by": by,
        }
        async with self.database.begin() as db:
            made = (await db.execute(insert(Finding).values(**found).returning(Finding.id))).scalar_one()
            if remedy == "none":
                return
            due = today + timedelta(days=-1 if remedy == "late" else 0)
            row = {
                "finding_id": made,
                "enterprise_id": enterprise_id,
                "kind": "plan",
                "state": "done" if remedy == "done" else "open",
                "measure": "装抽风罩",
                "due_on": due,
                "first_due_on": due,
                "planned_by": by,
                "planned_at": self.clock.now(),
            }
            await db.execute(insert(Rectification).values(**row))

    # --- notices

    async def draft(
        self, place: str = "district", body: str = "请 11 月 20 日前交表。", **groups: Any
    ) -> int:
        """A draft of the author, to everybody of a place unless said."""
        audience = Audience(self.places[place], **groups)
        actor = groups.pop("actor", None)
        return int(await self.do(drafts.begin, audience, title="自查提醒", body=body, actor=actor))

    async def confirm(self, notice_id: int, **named: Any) -> Confirmed:
        """Confirm it."""
        confirmed: Confirmed = await self.do(notice_sending.confirm, notice_id, RULES, **named)
        return confirmed

    async def sending(self, *enterprises: int, **groups: Any) -> int:
        """A notice that goes out to these enterprises (all, if none are named)."""
        notice_id = await self.draft(enterprises=enterprises, **groups)
        assert (await self.confirm(notice_id)).state == "sending"
        return notice_id

    async def notice(self, notice_id: int) -> Any:
        """The row of a notice."""
        async with self.database.read() as db:
            return (await db.execute(select(Notice.__table__).where(Notice.id == notice_id))).one()

    async def copies(self, notice_id: int) -> dict[tuple[int, int], Any]:
        """Copies by person and number."""
        async with self.database.read() as db:
            query = select(NoticeCopy.__table__).where(NoticeCopy.notice_id == notice_id)
            return {(row.person_id, row.number): row for row in await db.execute(query)}

    async def states(self, notice_id: int) -> list[str]:
        """States of the copies, in their order."""
        return [row.state for _, row in sorted((await self.copies(notice_id)).items())]

    async def outbox(self, topic: str | None = "notice") -> list[Any]:
        """Rows of the outbox with that topic (None: without one)."""
        async with self.database.read() as db:
            query = select(OutboxRow.__table__).where(OutboxRow.topic.is_not_distinct_from(topic))
            return list(await db.execute(query.order_by(OutboxRow.id)))

    async def set_outbox(self, *ids: int, **values: Any) -> None:
        """Change rows of the outbox, as delivery does."""
        async with self.database.begin() as db:
            await db.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(**values))

    async def contacts(self, enterprise_id: int) -> set[int]:
        """Ids of the contacts of an enterprise."""
        async with self.database.read() as db:
            query = select(Contact.person_id).where(Contact.enterprise_id == enterprise_id)
            return set((await db.execute(query)).scalars())


async def set_up_desk(database: Database, clock: Clock, library: Library) -> Desk:
    """The office, at ten in the morning: an author and a head in the district, an inspector in the east."""
    clock.at = datetime(2026, 11, 2, 2, tzinfo=UTC)
    places: dict[str, int] = {}
    tree = {"district": None, "east": "district", "west": "district", "village": "east", "elsewhere": None}
    async with database.begin() as db:
        for code, parent in tree.items():
            made = await jurisdictions.add(db, CLI, clock.now(), code, f"{code}街道", parent)
            places[code] = made.id
        opened = await campaigns.open_campaign(
            db, CLI, clock.now(), library, "small", places["district"], START
        )
    desk = Desk(database, clock, places, {"district": opened.id}, opened.form_digest)
    desk.author = await desk.seat("district", "inspector", name="张三")
    desk.head = await desk.seat("district", "head", name="周科长")
    desk.town = await desk.seat("east", "inspector", name="小李")
    return desk


@pytest.fixture
async def desk(database: Database, clock: Clock, library: Library) -> Desk:
    return await set_up_desk(database, clock, library)

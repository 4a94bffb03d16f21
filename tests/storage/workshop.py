"""An enterprise at its self-check, its form with every kind of question: what tests of it work on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from content.model.library import Library
from content.rules import Verdict
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid
from storage.campaigns import opening as campaigns
from storage.findings import plans
from storage.membership import enterprise_contacts
from storage.people import contacts
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.attachments import Attached
from storage.self_checks.state import SelfCheckState, load
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, START, Clock, credit_code, register
from tests.storage.shop import END, TODAY, photo

PLAIN, DEEP, SHOWN, COUNTED, DUSTY, FELLING = "Q01.1", "Q01.2", "Q02.1", "Q03.1", "Q04.1", "Q05.1"
"""A plain core, its follow-up, one that needs a photo, one that counts people, one for enterprises with dust,
one for another industry."""
GIVEN = {"I01": "labour", "I02": "union", "I03": "health"}
"""The departments that items are given to; the others are the safety office's."""
CORES = (PLAIN, SHOWN, COUNTED)
"""Required questions as long as no dust is made."""
REASON = {"zh": "没有粉尘", "en": "no dust"}


def _question(model: dict[str, Any], code: str, **other: Any) -> dict[str, Any]:
    return {**model, "code": code, **other}


@pytest.fixture(scope="session")
def varied(library: Library) -> Library:
    """The pack `small` with five items instead of one."""
    source: dict[str, Any] = library.model_dump()
    item = source["items"]["I01"]
    (plain,) = item["questions"]
    words = plain["text"]
    photo_wanted = {"kind": "photo", "required": True}
    items = {
        "I01": [plain, _question(plain, DEEP, core=False)],
        "I02": [_question(plain, SHOWN, evidence=photo_wanted)],
        "I03": [_question(plain, COUNTED, numbers={"done": words, "total": words})],
        "I04": [_question(plain, DUSTY, skip={"unless": ["dust"], "reason": REASON})],
        "I05": [_question(plain, FELLING, industries=["felling"], industries_reason=REASON)],
    }
    source["items"] = {
        code: {**item, "department": GIVEN.get(code, "safety"), "code": code, "questions": asked}
        for code, asked in items.items()
    }
    (row,) = source["packs"]["small"]["items"]
    source["packs"]["small"]["items"] = [
        {**row, "checks": [code], "numbers": code == "I03"} for code in source["items"]
    ]
    return Library.model_validate(source)


@dataclass
class Workshop:
    """An enterprise with two phones, its self-check begun and nothing answered."""

    database: Database
    clock: Clock
    owner: Actor
    mate: Actor
    enterprise_id: int
    campaign_id: int
    check_id: int

    async def do(
        self, operation: Callable[..., Awaitable[Any]], *values: Any, actor: Actor | None = None, **named: Any
    ) -> Any:
        """An operation in a transaction of its own, by the owner unless said."""
        async with self.database.begin() as db:
            return await operation(db, actor or self.owner, self.clock.now(), *values, **named)

    async def answer(
        self, question: str, verdict: Verdict, actor: Actor | None = None, **named: Any
    ) -> SelfCheckState:
        """Record a verdict."""
        self_check: SelfCheckState = await self.do(
            answers.record, self.check_id, question, verdict, actor=actor, **named
        )
        return self_check

    async def set_facts(self, **facts: bool | int) -> SelfCheckState:
        """Change the profile."""
        self_check: SelfCheckState = await self.do(answers.set_facts, self.check_id, facts)
        return self_check

    async def attach(self, question: str, name: str, actor: Actor | None = None) -> int:
        """Put a photo to a question."""
        count: int = await self.do(attachments.attach, self.check_id, question, photo(name), actor=actor)
        return count

    async def plan(self, finding_id: int, actor: Actor | None = None, measure: str = "装抽风罩") -> None:
        """A plan for today."""
        await self.do(
            plans.plan,
            finding_id,
            actor=actor,
            measure=measure,
            responsible="李四",
            funds_fen=300_000,
            due_on=TODAY,
            today=TODAY,
            phase_end=END,
        )

    async def submit(self, actor: Actor | None = None) -> SelfCheckState:
        """Hand in."""
        self_check: SelfCheckState = await self.do(
            submissions.submit, self.check_id, actor=actor, form_prefix="XF"
        )
        return self_check

    async def withdraw(self, actor: Actor | None = None) -> SelfCheckState:
        """Take back."""
        self_check: SelfCheckState = await self.do(submissions.withdraw, self.check_id, actor=actor)
        return self_check

    async def complete(self) -> None:
        """Answer all that must be, so that the form can be handed in."""
        await self.answer(PLAIN, "pass")
        await self.attach(SHOWN, "1")
        await self.answer(SHOWN, "pass")
        await self.answer(COUNTED, "pass", done=18, total=18)

    async def self_check(self) -> SelfCheckState:
        """The self-check as the database has it."""
        async with self.database.read() as db:
            return await load(db, self.check_id)

    async def files(self, question: str | None = None, stage: str | None = None) -> tuple[Attached, ...]:
        """The attached files."""
        async with self.database.read() as db:
            return await attachments.list_files(db, self.check_id, question, stage)

    async def audited(self, action: str) -> int:
        """Count the audit rows of that kind."""
        async with self.database.read() as db:
            counted = select(func.count()).where(AuditRow.action == action)
            return (await db.execute(counted)).scalar_one()

    async def scalar(self, statement: Any) -> Any:
        """One value."""
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()

    async def change(self, statement: Any) -> None:
        """Change rows behind the operations' back."""
        async with self.database.begin() as db:
            await db.execute(statement)


async def open_varied(
    database: Database, clock: Clock, place: int, library: Library, start_on: date = START
) -> int:
    """Open the campaign; return its id."""
    async with database.begin() as db:
        return (await campaigns.open_campaign(db, CLI, clock.now(), library, "small", place, start_on)).id


async def begin_workshop(
    database: Database, clock: Clock, place: int, campaign_id: int, number: int = 1
) -> Workshop:
    """An enterprise of that number with an owner and a mate, its self-check begun."""
    joined = await register(database, clock, place, number * 10, credit_code=credit_code(number))
    async with database.begin() as db:
        mate = await contacts.ensure_person(db, clock.now(), number * 10 + 1, "en")
        await enterprise_contacts.add_contact(db, clock.now(), joined.enterprise_id, mate, "safety", "李四")
        owner = Actor("person", joined.person_id)
        check = await submissions.start(db, owner, clock.now(), joined.enterprise_id, campaign_id)
    return Workshop(database, clock, owner, Actor("person", mate), joined.enterprise_id, campaign_id, check)


@pytest.fixture
async def workshop(database: Database, clock: Clock, place: int, varied: Library) -> Workshop:
    return await begin_workshop(database, clock, place, await open_varied(database, clock, place, varied))


async def refused(doing: Awaitable[Any]) -> Invalid:
    """The reason a value was refused."""
    with pytest.raises(Invalid) as problem:
        await doing
    return problem.value


async def outcome(doing: Awaitable[Any]) -> Any:
    """The outcome of an operation: its value, or the error it raised."""
    try:
        return await doing
    except Exception as problem:  # noqa: BLE001  the test looks at it
        return problem

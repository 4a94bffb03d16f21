"""Random campaigns as plain data: written into the tables by `furnish`, counted one by one by `recount`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, insert, text, update

from content.loader import load
from content.rules import build_form
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import forms
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.offices import jurisdictions
from storage.statistics.overviews import Remedies, Steps
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.people import Contact, Person
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import Answer, SelfCheck
from tests.storage.conftest import CLI, credit_code

LIBRARY = load()
PACK = "hailing"
FORM = build_form(LIBRARY, LIBRARY.packs[PACK])
CODES = tuple(item.check.core.code for item in FORM.items)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = date(2026, 11, 20)
START = date(2026, 11, 1)
PARENTS = {"district": None, "east": "district", "village": "east", "west": "district", "other": None}
HANDED_IN = ("submitted", "in_review", "reviewed")


@dataclass
class Fault:
    """A finding. `remedy`: None, or the rectification's state; `due`: days from today; `asked`: an extension
    waits; `task`: None, or the state of a task made of it."""

    question: str
    state: str
    remedy: str | None
    due: int
    asked: bool
    task: str | None

    def is_overdue(self, after: int = 0) -> bool:
        """Whether it is overdue so many days after TODAY."""
        return self.state == "open" and self.remedy == "open" and self.due < after


@dataclass
class Check:
    """A self-check. `known`: it was handed in once; `reviews`: how often it was reviewed."""

    campaign: str
    state: str
    known: bool
    reviews: int
    faults: list[Fault]
    id: int = 0


@dataclass
class Firm:
    """An enterprise; `person`: who acts for it, 0 for nobody."""

    place: str
    active: bool
    joined: bool
    checks: list[Check]
    id: int = 0
    person: int = 0

    def check(self, campaign: str | None) -> Check | None:
        """Its self-check in a campaign."""
        return next((one for one in self.checks if one.campaign == campaign), None)


@dataclass
class World:
    """Places by name; campaigns by the name of their place, with whether each is open."""

    firms: list[Firm]
    open: dict[str, bool]
    places: dict[str, int] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    digest: str = ""
    people: list[int] = field(default_factory=list)


def path(place: str) -> list[str]:
    """A place and all above it."""
    found = [place]
    while (above := PARENTS[found[-1]]) is not None:
        found.append(above)
    return found


def below(root: str) -> list[str]:
    """A place and all below it."""
    return [place for place in PARENTS if root in path(place)]


def invent(chance: Random) -> World:
    """Anything an office can meet, in two campaigns of which either may be over."""
    opened = {"district": chance.random() < 0.8}
    if chance.random() < 0.6:
        opened["east"] = chance.random() < 0.7
    firms = [
        Firm(
            chance.choice(list(PARENTS)),
            chance.random() < 0.85,
            chance.random() < 0.7,
            [_check(chance, campaign) for campaign in opened if chance.random() < 0.7],
        )
        for _ in range(chance.randint(1, 6))
    ]
    return World(firms, opened)


def _check(chance: Random, campaign: str) -> Check:
    state = chance.choice(("draft", "submitted", "in_review", "reviewed"))
    known = state != "draft" or chance.random() < 0.4  # taken back, or handed back by a review
    reviewed = state == "reviewed" or (state == "draft" and known and chance.random() < 0.5)
    questions = chance.sample(CODES, chance.randint(0, 3))
    return Check(campaign, state, known, int(reviewed), [_fault(chance, one) for one in questions])


def _fault(chance: Random, question: str) -> Fault:
    state = chance.choice(("open", "open", "open", "withdrawn", "closed"))
    remedy = chance.choice((None, "open", "open", "done")) if state != "closed" else "accepted"
    asked = remedy == "open" and chance.random() < 0.3
    task = chance.choice(("open", "decided")) if remedy is not None and chance.random() < 0.3 else None
    return Fault(question, state, remedy, chance.choice((-40, -1, 0, 9)), asked, task)


async def furnish(database: Database, world: World) -> None:
    """The world as rows; a campaign that is over ended today."""
    async with database.begin() as db:
        for table in reversed(Enterprise.metadata.sorted_tables):
            if table.name in ("people", "enterprises"):
                await db.execute(text("UPDATE people SET enterprise_id = NULL"))
            await db.execute(delete(table))
        for place, parent in PARENTS.items():
            made = await jurisdictions.add(db, CLI, NOW, place, f"{place}街道", parent)
            world.places[place] = made.id
        world.digest = await forms.keep(db, FORM)
        for place in world.open:
            opened = await campaigns.open_campaign(db, CLI, NOW, LIBRARY, PACK, world.places[place], START)
            world.ids[place] = opened.id
        for number, firm in enumerate(world.firms, 1):
            person = {"language": "zh", "created_at": NOW}
            firm.person = await _add(db, Person, person)
            await _firm(db, world, firm, number)
    for place, is_open in world.open.items():
        if not is_open:
            async with database.begin() as db:
                assert await campaign_ending.close(db, CLI, NOW, world.ids[place], "结束了")


async def _add(db: Any, table: Any, values: dict[str, Any]) -> int:
    known = {column.name for column in table.__table__.columns}
    kept = {name: value for name, value in values.items() if name in known}
    return int((await db.execute(insert(table).values(**kept).returning(table.id))).scalar_one())


async def _firm(db: Any, world: World, firm: Firm, number: int) -> None:
    firm.id = await _add(
        db,
        Enterprise,
        {
            "jurisdiction_id": world.places[firm.place],
            "name": f"第{number}厂",
            "credit_code": credit_code(number),
            "industry": "shoes",
            "headcount": 8,
            "registered_at": NOW,
            "state": "active" if firm.active else "closed",
        },
    )
    if firm.joined:
        await join(db, firm)
    for check in firm.checks:
        check.id = await _add(
            db,
            SelfCheck,
            {
                "campaign_id": world.ids[check.campaign],
                "enterprise_id": firm.id,
                "form_digest": world.digest,
                "industry": "shoes",
                "facts": {},
                "state": check.state,
                "started_at": NOW,
                "submitted_at": NOW if check.known else None,
            },
        )
        for one in range(check.reviews):
            review = {"self_check_id": check.id, "round": one + 1, "submission": one + 1, "state": "decided"}
            decided = {"claimed_at": NOW, "decided_at": NOW, "verdict": "pass", "reviewer_id": firm.person}
            await _add(db, Review, {**review, **decided})
        for fault in check.faults:
            await _fault_row(db, world, firm, check, fault)


async def join(db: Any, firm: Firm) -> None:
    """Its person acts for it."""
    contact = {"enterprise_id": firm.id, "person_id": firm.person, "role": "owner", "name": "王师傅"}
    await _add(db, Contact, {**contact, "joined_at": NOW})


async def _fault_row(db: Any, world: World, firm: Firm, check: Check, fault: Fault) -> None:
    found = {
        "enterprise_id": firm.id,
        "self_check_id": check.id,
        "question": fault.question,
        "state": fault.state,
        "found_at": NOW,
        "found_by": firm.person,
        "closed_at": NOW if fault.state == "closed" else None,
    }
    finding = await _add(db, Finding, found)
    if fault.state != "withdrawn":
        said = {"self_check_id": check.id, "question": fault.question, "verdict": "fail"}
        await _add(db, Answer, {**said, "answered_by": firm.person, "answered_at": NOW})
    due = TODAY + timedelta(days=fault.due)
    if fault.remedy is not None:
        plan = {
            "finding_id": finding,
            "enterprise_id": firm.id,
            "kind": "plan",
            "state": fault.remedy,
            "done_at": NOW if fault.remedy in ("done", "accepted") else None,  # as `plans.complete` does
            "measure": "装抽风罩",
            "due_on": due,
            "first_due_on": due,
            "planned_by": firm.person,
            "planned_at": NOW,
        }
        await _add(db, Rectification, plan)
    if fault.asked:
        asked = {"finding_id": finding, "enterprise_id": firm.id, "from_on": due, "wanted_on": due}
        await _add(db, Extension, {**asked, "reason": "设备没到", "asked_by": firm.person, "asked_at": NOW})
    if fault.task is not None:
        task = {
            "key": f"{finding}:{due}",
            "kind": "overdue",
            "enterprise_id": firm.id,
            "self_check_id": check.id,
            "finding_id": finding,
            "jurisdiction_id": world.places[firm.place],
            "state": fault.task,
            "decision": "penalty" if fault.task == "decided" else None,
            "raised_at": NOW,
        }
        await _add(db, Escalation, task)


async def stir(database: Database, world: World, chance: Random) -> None:
    """Enterprises move, close, open again and are joined: what has ended is not changed by it."""
    async with database.begin() as db:
        for firm in world.firms:
            if chance.random() < 0.3:
                firm.place = chance.choice(list(PARENTS))
            if chance.random() < 0.3:
                firm.active = not firm.active
            state = "active" if firm.active else "closed"
            values = {"jurisdiction_id": world.places[firm.place], "state": state}
            await db.execute(update(Enterprise).where(Enterprise.id == firm.id).values(**values))
            if not firm.joined and chance.random() < 0.3:
                firm.joined = True
                await join(db, firm)


@dataclass(frozen=True)
class Counted:
    """Expected figures of a campaign in a place and below."""

    steps: Steps
    remedies: Remedies
    reviews: int
    names: tuple[int, ...]
    """The enterprises in scope."""
    waiting: int
    """Forms nobody has begun to review."""


def recount(world: World, campaign: str, root: str) -> Counted:
    """Recount from the data, one by one."""
    steps: Counter[str] = Counter()
    found: Counter[str] = Counter()
    reviews = waiting = 0
    firms = list(scope(world, campaign, root))
    for firm in firms:
        check = firm.check(campaign)
        steps["enterprises"] += 1
        steps["joined"] += firm.joined
        if check is None:
            continue
        steps["started"] += 1
        steps["submitted"] += check.state in HANDED_IN
        waiting += check.state == "submitted"
        reviews += check.reviews
        if check.state == "reviewed":
            steps["reviewed"] += 1
            steps["closed"] += all(fault.state != "open" for fault in check.faults)
        for fault in check.faults if check.known else ():
            found[state_of(fault)] += 1
    del found["withdrawn"]
    return Counted(
        Steps(**steps), Remedies(**found), reviews, tuple(sorted(one.id for one in firms)), waiting
    )


def state_of(fault: Fault) -> str:
    """The one state a finding is counted in."""
    if fault.state != "open":
        return fault.state
    if fault.remedy is None:
        return "undecided"
    if fault.remedy != "open":
        return "done"
    return "overdue" if fault.is_overdue() else "open"


def scope(world: World, campaign: str, root: str) -> Iterator[Firm]:
    """The enterprises of a campaign in a place and below."""
    return (
        firm
        for firm in world.firms
        if firm.active and root in path(firm.place) and campaign in path(firm.place)
    )


def nearest(world: World, firm: Firm) -> str | None:
    """The open campaign nearest to an enterprise."""
    return next((place for place in path(firm.place) if world.open.get(place)), None)


def frozen(world: World) -> World:
    """The world as it is now, for what has ended."""
    return deepcopy(world)


def owner_of(firm: Firm) -> Actor:
    """The contact who acts for it."""
    return Actor("person", firm.person)

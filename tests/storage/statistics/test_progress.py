"""Kept progress is the truth at any moment: recounted by hand after whatever changed, folded or not."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from content.model.library import Library
from scheduler.planning.housekeeping import fold_progress
from storage.base.database import Database
from storage.base.errors import Conflict
from storage.campaigns import opening as campaigns
from storage.campaigns import progress as campaign_progress
from storage.changes import campaign_ending
from storage.statistics import groups, ledger, overviews
from storage.statistics import office as office_figures
from storage.statistics.groups import GroupLine
from storage.statistics.overviews import Remedies, Steps
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact, Person
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import CampaignProgress, PlaceProgress, ProgressMark
from tests.sizes import size
from tests.storage.conftest import CLI, START, Clock
from tests.storage.desk import Desk, desk, set_up_desk
from tests.storage.statistics.standings import compare_standings

__all__ = ["desk"]

PLACES = ("district", "east", "west", "village")
BELOW = {"district": PLACES, "east": ("east", "village"), "west": ("west",), "village": ("village",)}
Groups = dict[str, tuple[int, int, int, int]]
"""In scope, handed in, reviewed, findings not closed, by industry or hazard."""
Kept = Mapping[str, tuple[Steps, Remedies, Groups, Groups]]
"""The figures of a campaign by the name of the place."""
STATES = ("draft", "submitted", "in_review", "reviewed", "withdrawn")


class City:
    """Deeds that change what an overview counts, as plain rows: by whatever operation they come."""

    def __init__(self, desk: Desk, library: Library, chance: random.Random) -> None:
        self.desk, self.library, self.chance = desk, library, chance
        self.ended: dict[int, Kept] = {}

    async def some(self, column: Any) -> Any:
        """One of what there is, or None."""
        async with self.desk.database.read() as db:
            found = (await db.execute(select(column).order_by(column))).scalars().all()
        return self.chance.choice(found) if found else None

    async def change(self, *statements: Any) -> None:
        """Run all in one transaction."""
        async with self.desk.database.begin() as db:
            for statement in statements:
                await db.execute(statement)

    async def deed(self) -> None:
        """Something happens."""
        deeds = (
            (self.register, 4),
            (self.join, 3),
            (self.check, 4),
            (self.find, 5),
            (self.remedy, 4),
            (self.vary, 8),
            (self.remove, 2),
            (self.open, 1),
            (self.close, 1),
            (self.reopen, 1),
            (self.fold, 3),
        )
        await self.chance.choices([one for one, _ in deeds], [weight for _, weight in deeds])[0]()

    async def register(self) -> None:
        state = self.chance.choice(("active", "active", "closed"))
        await self.desk.enterprise(self.chance.choice(PLACES), state=state)

    async def join(self) -> None:
        if enterprise := await self.some(Enterprise.id):
            known = await self.some(Person.id) if self.chance.random() < 0.5 else None
            person = known or await self.desk.person()
            async with self.desk.database.read() as db:
                of = (Contact.enterprise_id == enterprise) & (Contact.person_id == person)
                taken = (await db.execute(select(Contact.id).where(of))).first()
            if taken is None:
                await self.desk.join(enterprise, person)

    async def check(self) -> None:
        enterprise, campaign = await self.some(Enterprise.id), await self.some(Campaign.id)
        taken = (SelfCheck.enterprise_id == enterprise) & (SelfCheck.campaign_id == campaign)
        async with self.desk.database.read() as db:
            known = (await db.execute(select(SelfCheck.id).where(taken))).first()
        if enterprise and known is None:
            await self.desk.self_check(enterprise, campaign, self.chance.choice(STATES))

    async def find(self) -> None:
        if check := await self.some(SelfCheck.id):
            async with self.desk.database.read() as db:
                of = select(SelfCheck.enterprise_id).where(SelfCheck.id == check)
                enterprise = (await db.execute(of)).scalar_one()
            state = self.chance.choice(("open", "open", "withdrawn", "closed"))
            remedy = self.chance.choice(("none", "late", "later", "done"))
            await self.desk.finding(check, enterprise, await self.desk.person(), state, remedy)

    async def remedy(self) -> None:
        if one := await self.some(Rectification.id):
            state = self.chance.choice(("open", "done", "accepted"))
            due_on = self.desk.clock.now().date() + timedelta(days=self.chance.choice((-3, 0, 9)))
            to = update(Rectification).where(Rectification.id == one).values(state=state, due_on=due_on)
            await self.change(to)

    async def vary(self) -> None:
        choose = self.chance.choice
        table, values = choose(
            (
                (Enterprise, {"state": choose(("active", "closed"))}),
                (Enterprise, {"jurisdiction_id": self.desk.places[choose(PLACES)]}),
                (Enterprise, {"industry": choose(("shoes", "stone"))}),
                (Enterprise, {"hazards": choose(([], ["苯"], ["苯", "矽尘"]))}),
                (SelfCheck, {"state": choose(STATES)}),
                (Finding, {"state": choose(("open", "withdrawn", "closed"))}),
                (Person, {"unreachable_at": choose((None, self.desk.clock.now()))}),
            )
        )
        if one := await self.some(table.id):
            await self.change(update(table).where(table.id == one).values(**values))

    async def remove(self) -> None:
        table = self.chance.choice((Contact, Rectification))
        if one := await self.some(table.id):
            await self.change(delete(table).where(table.id == one))

    async def open(self) -> None:
        async with self.desk.database.begin() as db:
            place = self.desk.places[self.chance.choice(PLACES)]
            with_one = select(Campaign.id).where(Campaign.jurisdiction_id == place, Campaign.state == "open")
            known = (await db.execute(with_one)).scalars().all()
        for one in known:
            await self.end(one)
        async with self.desk.database.begin() as db:
            await campaigns.open_campaign(db, CLI, self.desk.clock.now(), self.library, "small", place, START)

    async def close(self) -> None:
        if one := await self.some(Campaign.id):
            await self.end(one)

    async def reopen(self) -> None:
        one = await self.some(Campaign.id)
        async with self.desk.database.begin() as db:
            try:
                await campaign_ending.reopen(db, CLI, self.desk.clock.now(), one)
            except Conflict:  # the same plan was opened there once more
                return
        self.ended.pop(one, None)

    async def end(self, one: int) -> None:
        """End a campaign, and remember all its figures as they are on that day."""
        if one in self.ended:
            return
        async with self.desk.database.read() as db:
            place = (
                await db.execute(select(Campaign.jurisdiction_id).where(Campaign.id == one))
            ).scalar_one()
        here = next(name for name, id_ in self.desk.places.items() if id_ == place)
        self.ended[one] = {
            name: (
                *await recounted(self.desk, one, self.desk.places[name]),
                *await regrouped(self.desk, one, self.desk.places[name]),
            )
            for name in BELOW[here]
        }
        async with self.desk.database.begin() as db:
            assert await campaign_ending.close(db, CLI, self.desk.clock.now(), one)

    async def fold(self) -> None:
        async with self.desk.database.begin() as db:
            await campaign_progress.fold(db, self.chance.choice((1, 3, 100)))


async def recounted(desk: Desk, campaign_id: int, root: int) -> tuple[Steps, Remedies]:
    """The same from all rows, one by one."""
    async with desk.database.read() as db:
        rows = {
            table: (await db.execute(select(table.__table__))).mappings().all()
            for table in (Jurisdiction, Enterprise, Contact, SelfCheck, Finding, Rectification)
        }
    parents = {one["id"]: one["parent_id"] for one in rows[Jurisdiction]}
    joined = {one["enterprise_id"] for one in rows[Contact]}
    unsettled = {one["self_check_id"] for one in rows[Finding] if one["state"] == "open"}
    checks = {one["enterprise_id"]: one for one in rows[SelfCheck] if one["campaign_id"] == campaign_id}
    remedies = {one["finding_id"]: one for one in rows[Rectification]}
    steps: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for enterprise in rows[Enterprise]:
        place = enterprise["jurisdiction_id"]
        while place not in (root, None):
            place = parents[place]
        if place is None or enterprise["state"] != "active":
            continue
        id_, check = enterprise["id"], checks.get(enterprise["id"])
        state = check["state"] if check else None
        steps["enterprises"] += 1
        steps["joined"] += id_ in joined
        steps["started"] += check is not None
        steps["submitted"] += state in ("submitted", "in_review", "reviewed")
        steps["reviewed"] += state == "reviewed"
        steps["closed"] += state == "reviewed" and check is not None and check["id"] not in unsettled
        for finding in rows[Finding]:
            if check is None or check["submitted_at"] is None:  # a draft's are its enterprise's own
                break
            if finding["self_check_id"] != check["id"] or finding["state"] == "withdrawn":
                continue
            remedy = remedies.get(finding["id"])
            if finding["state"] == "closed":
                found["closed"] += 1
            elif remedy is None:
                found["undecided"] += 1
            elif remedy["state"] != "open":
                found["done"] += 1
            else:
                found["overdue" if remedy["due_on"] < desk.clock.now().date() else "open"] += 1
    return Steps(**steps), Remedies(**found)


async def regrouped(desk: Desk, campaign_id: int, root: int) -> tuple[Groups, Groups]:
    """The figures by industry and by hazard from all rows, one enterprise after the other."""
    async with desk.database.read() as db:
        parents: dict[int, int | None] = dict(
            (await db.execute(select(Jurisdiction.id, Jurisdiction.parent_id))).all()
        )
        units = (await db.execute(select(Enterprise.__table__))).mappings().all()
        checks = (await db.execute(select(SelfCheck.__table__))).mappings().all()
        faults = (await db.execute(select(Finding.self_check_id, Finding.state))).all()
    of = {one["enterprise_id"]: one for one in checks if one["campaign_id"] == campaign_id}
    industries: dict[str, list[int]] = {}
    hazards: dict[str, list[int]] = {}
    for unit in units:
        place: int | None = unit["jurisdiction_id"]
        while place not in (root, None):
            place = parents[place]
        if place is None or unit["state"] != "active":
            continue
        check = of.get(unit["id"])
        state = check["state"] if check else ""
        counts = check is not None and check["submitted_at"] is not None
        left = sum(counts and one == check["id"] and how == "open" for one, how in faults if check)
        own = (1, state in ("submitted", "in_review", "reviewed"), state == "reviewed", left)
        for found, keys in ((industries, {unit["industry"]}), (hazards, set(unit["hazards"]))):
            for key in keys:
                found[key] = [int(one + more) for one, more in zip(found.get(key, [0] * 4), own, strict=True)]
    return (
        {key: (one[0], one[1], one[2], one[3]) for key, one in industries.items()},
        {key: (one[0], one[1], one[2], one[3]) for key, one in hazards.items()},
    )


def _lines(lines: tuple[GroupLine, ...]) -> Groups:
    return {one.key: (one.enterprises, one.submitted, one.reviewed, one.unsettled) for one in lines}


async def figured(desk: Desk, root: int) -> tuple[int, int, int, int]:
    """The figures of an office's home from all rows: each enterprise in the nearest open campaign."""
    async with desk.database.read() as db:
        parents: dict[int, int | None] = dict(
            (await db.execute(select(Jurisdiction.id, Jurisdiction.parent_id))).all()
        )
        opened = (
            await db.execute(select(Campaign.jurisdiction_id, Campaign.id).where(Campaign.state == "open"))
        ).all()
        active = select(Enterprise.id, Enterprise.jurisdiction_id).where(Enterprise.state == "active")
        enterprises = (await db.execute(active)).all()
        joined = set((await db.execute(select(Contact.enterprise_id))).scalars())
        checks = (
            await db.execute(select(SelfCheck.enterprise_id, SelfCheck.campaign_id, SelfCheck.state))
        ).all()
    newest = {place: max(one for at, one in opened if at == place) for place, _ in opened}
    states = {(enterprise, campaign): state for enterprise, campaign, state in checks}
    found = [0, 0, 0, 0]
    for enterprise, own in enterprises:
        path: list[int | None] = [own]
        while path[-1] is not None:
            path.append(parents[path[-1]])
        if root not in path:
            continue
        campaign = next((newest[one] for one in path if one in newest), None)
        state = states.get((enterprise, campaign)) if campaign else None
        found[0] += 1
        found[1] += enterprise in joined
        found[2] += state is not None
        found[3] += state in ("submitted", "in_review", "reviewed")
    return found[0], found[1], found[2], found[3]


async def compare(desk: Desk, ended: Mapping[int, Kept]) -> None:
    """Every campaign in its place and each below, an ended one as it was; each office's home."""
    for name in PLACES:
        root = desk.places[name]
        async with desk.database.read() as db:
            home = await office_figures.figures(db, CLI, root, desk.clock.now().date())
        assert (home.enterprises, home.registered, home.started, home.submitted) == await figured(desk, root)
    async with desk.database.read() as db:
        opened = (await db.execute(select(Campaign.id, Campaign.jurisdiction_id))).all()
    names = {place: name for name, place in desk.places.items()}
    for campaign_id, place in opened:
        for name in BELOW[names[place]]:
            root = desk.places[name]
            async with desk.database.read() as db:
                view = await overviews.overview(db, CLI, campaign_id, root, desk.clock.now().date())
            kept = ended.get(campaign_id)
            facts = kept[name][:2] if kept is not None else await recounted(desk, campaign_id, root)
            assert (view.steps, view.remedies) == facts
            if kept is None:
                await compare_standings(desk, campaign_id, root)
            async with desk.database.read() as db:
                head = await ledger.head(db, CLI, campaign_id, root)
            assert (head.enterprises, head.findings) == (
                facts[0].enterprises,
                sum(asdict(facts[1]).values()),
            )
            async with desk.database.read() as db:
                industries = await groups.by_industry(db, CLI, campaign_id, root)
                hazards = await groups.by_hazard(db, CLI, campaign_id, root, lambda name: "dust")
            grouped = kept[name][2:] if kept is not None else await regrouped(desk, campaign_id, root)
            assert (_lines(industries), _lines(hazards.hazards)) == grouped
            assert view.steps.enterprises == sum(line.steps.enterprises for line in view.lines) or not (
                view.lines
            )


@settings(
    max_examples=size(6, 12),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(0, 10**6))
async def test_an_overview_is_true_after_whatever_happened(
    database: Database, clock: Clock, library: Library, seed: int
) -> None:
    async with database.begin() as db:
        for table in reversed(Enterprise.metadata.sorted_tables):
            if table.name in ("people", "enterprises"):
                await db.execute(update(Person).values(enterprise_id=None))
            await db.execute(delete(table))
    city = City(await set_up_desk(database, clock, library), library, random.Random(seed))
    for _ in range(4):
        for _ in range(8):
            await city.deed()
        await compare(city.desk, city.ended)
    await fold_progress(database)
    async with database.read() as db:
        assert not await campaign_progress.has_marks(db)
    await compare(city.desk, city.ended)


async def test_an_enterprise_that_is_gone_is_taken_out_of_the_sums(desk: Desk) -> None:
    enterprise = await desk.enterprise("east")
    await fold_progress(desk.database)
    async with desk.database.begin() as db:
        await db.execute(delete(Enterprise).where(Enterprise.id == enterprise))
    await compare(desk, {})
    await fold_progress(desk.database)
    async with desk.database.read() as db:
        kept = (await db.execute(select(PlaceProgress.enterprises))).scalars().all()
        rows = (await db.execute(select(CampaignProgress.enterprise_id))).all()
    assert (set(kept), rows) == ({0}, [])


async def test_schedulers_that_fold_at_once_count_each_mark_once(desk: Desk) -> None:
    for _ in range(30):
        await desk.enterprise("east", await desk.person())

    async def fold() -> int:
        async with desk.database.begin() as db:
            return await campaign_progress.fold(db, 7)

    folded = 1
    while folded:
        folded = sum(await asyncio.gather(*(fold() for _ in range(4))))
        await compare(desk, {})
    async with desk.database.read() as db:
        assert (await db.execute(select(PlaceProgress.enterprises))).scalars().all() == [30]


@pytest.mark.postgres
async def test_what_is_committed_while_others_fold_keeps_its_mark(desk: Desk) -> None:
    """One of two changes of an enterprise is not yet committed when the mark of the other is folded."""
    if desk.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    first, second = await desk.person(), await desk.person()
    enterprise = await desk.enterprise("east", first)
    async with desk.database.begin() as db:
        await db.execute(delete(Contact).where(Contact.enterprise_id == enterprise))
        await fold_progress(desk.database)
        await db.execute(update(Person).where(Person.id == second).values(language="zh"))
    await compare(desk, {})
    await fold_progress(desk.database)
    await compare(desk, {})


async def test_marks_are_taken_away_with_what_they_counted(desk: Desk) -> None:
    await desk.enterprise("east")
    async with desk.database.read() as db:
        before = (await db.execute(select(ProgressMark.id))).all()
    await fold_progress(desk.database)
    async with desk.database.read() as db:
        assert before
        assert (await db.execute(select(ProgressMark.id))).all() == []

"""Facts of offices: counts of waiting work in each office's place and all below it, by a query for each kind.

Counted when a day is planned and again when a digest is composed, so that the figures are current. Each
office is told of every open campaign of its place and of those above it, of each by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import Occurrence, occurrences
from content.calendar.rules import last_day
from content.model.base import Text
from content.model.facts import ENDING_DAYS, RECENT_DAYS, Days, Fact, is_told
from content.model.library import Library
from content.model.pack import Pack
from content.model.reminder_kinds import FACTS, About
from content.registry import complete
from storage.base.audit import Actor
from storage.campaigns.dates import OpenedCampaign, list_opened, offered_day
from storage.campaigns.duties import STEPS
from storage.campaigns.progress import by_place
from storage.campaigns.running import FORM_DUTY, running
from storage.membership.reminder_access import ACCESS
from storage.offices import staff
from storage.offices.mail import with_right
from storage.reminders import fact_queries, office_rules
from storage.tables.campaigns import Campaign, DutyMark
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.statistics import Summary

NAMES = 3
"""Most offices, or subjects without a day, that a line names."""


@dataclass(slots=True)
class _Sum:
    """Sums of a place and below."""

    count: int = 0
    recent: int = 0
    oldest: date | None = None
    names: Counter[str] = field(default_factory=Counter)

    def add(self, count: int, day: date, recent: bool = False, name: str = "") -> None:
        """Count some more that began to wait on a day."""
        self.count += count
        self.recent += count if recent else 0
        self.oldest = day if self.oldest is None else min(self.oldest, day)
        if name:
            self.names[name] += count


@dataclass(frozen=True, slots=True)
class _Tree:
    """All places with the one above each, the open campaigns each takes part in, and the place of each of
    these."""

    names: Mapping[int, str]
    parents: Mapping[int, int | None]
    served: Mapping[int, frozenset[int]]
    own: Mapping[int, int]

    def up(self, place: int) -> Iterator[int]:
        """A place and all places above it."""
        at: int | None = place
        while at is not None:
            yield at
            at = self.parents.get(at)


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact that holds, with the office's days for it. `several`: its place takes part in another open
    campaign, too."""

    fact: Fact
    days: Days
    several: bool


async def list_facts(
    db: AsyncConnection,
    library: Library,
    campaign_ids: Collection[int],
    today: date,
    place_ids: Collection[int] | None = None,
) -> tuple[Standing, ...]:
    """List the facts on a local day by the rules of the offices that take part in these open campaigns, or of
    those of `place_ids` among them; by place, in the order of the content, of the first campaign first."""
    if not office_rules.fact_rules(library):
        return ()
    tree = await _tree(db)
    offices = await _offices(db, tree, campaign_ids, place_ids)
    if not offices:
        return ()
    days = await office_rules.load(db, library, offices)
    campaigns = {one.id: one for one in await list_opened(db, sorted(frozenset().union(*offices.values())))}
    counted = _Counting(db, library, tree, campaigns, offices, days, today)
    found = []
    for rule in office_rules.fact_rules(library):
        for fact in await COUNTERS[rule.about](counted, rule.code):
            own = days[fact.place_id, rule.code]
            if is_told(fact, own, today):
                found.append(Standing(fact, own, len(tree.served[fact.place_id]) > 1))
    order = {about: number for number, about in enumerate(FACTS)}
    found.sort(key=lambda one: (one.fact.place_id, order[one.fact.about], one.fact.campaign_id))
    return tuple(found)


async def _tree(db: AsyncConnection) -> _Tree:
    rows = (await db.execute(select(Jurisdiction.id, Jurisdiction.name, Jurisdiction.parent_id))).all()
    parents = {row.id: row.parent_id for row in rows}
    found: Any = await db.execute(select(Campaign.id, Campaign.jurisdiction_id).where(running()))
    own: dict[int, int] = dict(found.all())
    at: dict[int, set[int]] = defaultdict(set)
    for campaign_id, place in own.items():
        at[place].add(campaign_id)
    served: dict[int, frozenset[int]] = {}
    tree = _Tree({row.id: row.name for row in rows}, parents, served, own)
    for place in parents:
        if there := frozenset().union(*(at.get(one, ()) for one in tree.up(place))):
            served[place] = there
    return tree


async def _offices(
    db: AsyncConnection, tree: _Tree, campaign_ids: Collection[int], place_ids: Collection[int] | None
) -> dict[int, frozenset[int]]:
    """Places with somebody in their office, with those of these campaigns that each takes part in."""
    seated = select(Staff.jurisdiction_id).distinct().where(Staff.revoked_at.is_(None))
    wanted = frozenset(campaign_ids)
    return {
        place: there
        for place in (await db.execute(seated)).scalars()
        if (there := tree.served.get(place, frozenset()) & wanted)
        and (place_ids is None or place in place_ids)
    }


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts each kind of fact for the offices."""

    db: AsyncConnection
    library: Library
    tree: _Tree
    campaigns: Mapping[int, OpenedCampaign]
    offices: Mapping[int, frozenset[int]]
    days: Mapping[tuple[int, str], Days]
    today: date

    def _rolled(self) -> dict[tuple[int, int], _Sum]:
        """A sum for each office and campaign."""
        return {(place, one): _Sum() for place, there in self.offices.items() for one in there}

    def _above(self, campaign_id: int, place: int) -> Iterator[int]:
        """The offices that are told of facts of this campaign in that place."""
        return (one for one in self.tree.up(place) if campaign_id in self.offices.get(one, ()))

    def _facts(self, about: About, sums: Mapping[tuple[int, int], _Sum], **more: Any) -> list[Fact]:
        return [
            Fact(about, campaign_id, place, one.count, one.oldest, one.recent, **more)
            for (place, campaign_id), one in sums.items()
            if one.oldest is not None
        ]

    async def unsent(self, code: str) -> list[Fact]:
        """Forms not handed in by their day."""
        due: dict[int, tuple[date, date | None]] = {}
        for campaign in self.campaigns.values():
            form = campaign.days.duties.get(FORM_DUTY)
            if form is not None and form[0] < self.today:
                due[campaign.id] = form
        if not due:
            return []
        rows = by_place().subquery()
        query = (
            select(
                rows.c.campaign_id,
                rows.c.jurisdiction_id,
                func.sum(rows.c.enterprises) - func.sum(rows.c.submitted),
            )
            .where(rows.c.campaign_id.in_(sorted(due)))
            .group_by(rows.c.campaign_id, rows.c.jurisdiction_id)
        )
        sums = self._rolled()
        for campaign_id, place, count in await self.db.execute(query):
            for office in self._above(campaign_id, place):
                sums[office, campaign_id].add(int(count), due[campaign_id][0])
        found = []
        for (place, campaign_id), one in sums.items():
            if one.count > 0:
                since, grace = due[campaign_id]
                until = grace if grace is not None and grace >= self.today else None
                found.append(Fact("unsent", campaign_id, place, one.count, since, until=until))
        return found

    async def unreviewed(self, code: str) -> list[Fact]:
        """Forms that nobody has begun to review."""
        return await self._waiting("unreviewed", fact_queries.unreviewed())

    async def unverified(self, code: str) -> list[Fact]:
        """Rectifications that wait for 销号."""
        return await self._waiting("unverified", fact_queries.unverified())

    async def unanswered(self, code: str) -> list[Fact]:
        """Extensions that nobody answered."""
        return await self._waiting("unanswered", fact_queries.unanswered())

    async def _waiting(self, about: About, query: Any) -> list[Fact]:
        """Rows of `query`: campaign, place, zone, count, instant since which the oldest waits."""
        sums = self._rolled()
        rows = await self.db.execute(query.where(Campaign.id.in_(sorted(self.campaigns))))
        for campaign_id, place, zone, count, oldest in rows:
            day = _local(oldest, zone, self.today)
            for office in self._above(campaign_id, place):
                sums[office, campaign_id].add(count, day)
        return self._facts(about, sums)

    async def claimed(self, code: str) -> list[Fact]:
        """Forms somebody took for a review and did nothing about, by who has them."""
        sums = self._rolled()
        rows = await self.db.execute(fact_queries.claimed().where(Campaign.id.in_(sorted(self.campaigns))))
        for campaign_id, place, zone, name, claimed_at, judged_at in rows:
            day = _local(max(filter(None, (claimed_at, judged_at))), zone, self.today)
            for office in self._above(campaign_id, place):
                first = self.days[office, code].first
                if (self.today - day).days >= first:
                    sums[office, campaign_id].add(1, day, name=name or "")
        return self._named("claimed", sums)

    async def overdue(self, code: str) -> list[Fact]:
        """Enterprises with a rectification so many days overdue, except those with an escalation, of which
        the office is told one by one."""
        least = min(self.days[place, code].first for place in self.offices)
        query = fact_queries.long_overdue(self.today - timedelta(days=least))
        sums = self._rolled()
        rows = await self.db.execute(query.where(Campaign.id.in_(sorted(self.campaigns))))
        deciding = await self._deciding()
        for campaign_id, place, task_at, oldest, count in rows:
            waits = (self.today - oldest).days
            for office in self._above(campaign_id, place):
                first = self.days[office, code].first
                if waits >= first and (task_at is None or deciding.get(task_at) != office):
                    sums[office, campaign_id].add(count, oldest, recent=waits < first + RECENT_DAYS)
        return self._facts("overdue", sums)

    async def _deciding(self) -> dict[int, int]:
        """The office that decides the tasks of each place: the nearest with somebody who may."""
        seats = select(Staff.jurisdiction_id).distinct().where(with_right(ACCESS["overdue"].right))
        able = frozenset((await self.db.execute(seats)).scalars())
        return {
            place: over
            for place in self.tree.parents
            if (over := next((one for one in self.tree.up(place) if one in able), None)) is not None
        }

    async def owed(self, code: str) -> list[Fact]:
        """Overdue duties of offices below, counted for each office above them."""
        sums = self._rolled()
        for campaign_id, place, one in await _late_duties(
            self.db, self.library, self.tree, self.campaigns, self.today
        ):
            for office in self._above(campaign_id, place):
                if office != place:
                    sums[office, campaign_id].add(1, one.due_on, name=self.tree.names[place])
        return self._named("owed", sums)

    def _named(self, about: About, sums: Mapping[tuple[int, int], _Sum]) -> list[Fact]:
        """Facts together with the names they are mostly about."""
        return [
            Fact(
                about,
                campaign_id,
                place,
                one.count,
                one.oldest,
                names=tuple(Text(zh=name, en=name) for name, _ in one.names.most_common(NAMES)),
                others=max(0, len(one.names) - NAMES),
            )
            for (place, campaign_id), one in sums.items()
            if one.oldest is not None
        ]

    async def undated(self, code: str) -> list[Fact]:
        """Days the plan leaves open and the campaign's own office did not set."""
        found = []
        for campaign in self.campaigns.values():
            pack = self.library.packs.get(campaign.pack)
            place = self.tree.own[campaign.id]
            names = open_days(pack, campaign) if pack is not None else ()
            if pack is None or place not in self.offices or not names:
                continue
            until = offered_day(pack, campaign, self.today)
            since = campaign.opened_on
            fact = Fact("undated", campaign.id, place, len(names), since, until=until)
            found.append(replace(fact, names=names[:NAMES], others=len(names[NAMES:])))
        return found

    async def ending(self, code: str) -> list[Fact]:
        """Campaigns whose last phase ends soon or has ended: summary, where none is filed, and closing."""
        query = select(Summary.campaign_id, Summary.jurisdiction_id).where(
            Summary.kind == "whole", Summary.filed_at.is_not(None)
        )
        rows = await self.db.execute(query.where(Summary.campaign_id.in_(sorted(self.campaigns))))
        filed = {tuple(row) for row in rows}
        found = []
        for campaign in self.campaigns.values():
            place, last = self.tree.own[campaign.id], last_day(campaign.days.phases.values())
            if place in self.offices and last is not None:
                left = 1 if (campaign.id, place) in filed else 2
                since = last - timedelta(days=ENDING_DAYS)
                found.append(Fact("ending", campaign.id, place, left, since, until=last))
        return found


Count = Callable[[_Counting, str], Awaitable[list[Fact]]]
"""A function that counts the facts of a kind for the offices, whether they hold or not; takes the code of the
rule, too."""

COUNTERS: Mapping[About, Count] = complete(
    "storage.reminders.office_facts.COUNTERS",
    FACTS,
    {
        "unsent": _Counting.unsent,
        "unreviewed": _Counting.unreviewed,
        "claimed": _Counting.claimed,
        "unverified": _Counting.unverified,
        "unanswered": _Counting.unanswered,
        "overdue": _Counting.overdue,
        "owed": _Counting.owed,
        "undated": _Counting.undated,
        "ending": _Counting.ending,
    },
)


async def _late_duties(
    db: AsyncConnection,
    library: Library,
    tree: _Tree,
    campaigns: Mapping[int, OpenedCampaign],
    today: date,
) -> list[tuple[int, int, Occurrence]]:
    """The campaign, the place and the occurrence of each duty that an office below a campaign's place did not
    do by its day, the longest late first."""
    marks = select(DutyMark.campaign_id, DutyMark.code, DutyMark.jurisdiction_id, DutyMark.period_on)
    rows = await db.execute(marks.where(DutyMark.campaign_id.in_(sorted(campaigns))))
    done = {(row.campaign_id, row.code, row.jurisdiction_id, row.period_on) for row in rows}
    below: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place in sorted(tree.parents):
        for steps, over in enumerate(tree.up(place)):
            if 0 < steps <= max(STEPS.values()):
                for id_ in campaigns:
                    if tree.own[id_] == over:
                        below[id_, steps].append(place)
    late = []
    for campaign in campaigns.values():
        pack = library.packs.get(campaign.pack)
        for one in occurrences(pack, campaign.days) if pack is not None else ():
            if one.at != "own" and campaign.opened_on <= one.due_on < today:
                late += [
                    (campaign.id, place, one)
                    for place in below[campaign.id, STEPS[one.at]]
                    if (campaign.id, one.code, place, one.period_on) not in done
                ]
    return sorted(late, key=lambda found: (found[2].due_on, found[1], found[2].code))


@dataclass(frozen=True, slots=True)
class OwedBelow:
    """A duty that an office below did not do by its day: how many times, since which day."""

    place: str
    title: Text
    count: int
    since: date


async def list_owed_below(
    db: AsyncConnection, actor: Actor, library: Library, place_id: int, today: date
) -> tuple[OwedBelow, ...]:
    """List the duties that offices below a place owe in its campaigns on a local day, the latest first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", place_id)
    tree = await _tree(db)
    campaigns = {one.id: one for one in await list_opened(db, sorted(tree.served.get(place_id, ())))}
    titles = {
        (one.id, duty.code): duty.title
        for one in campaigns.values()
        if (pack := library.packs.get(one.pack)) is not None
        for duty in pack.duties
    }
    found: dict[tuple[int, int, str], list[date]] = {}
    for campaign_id, place, one in await _late_duties(db, library, tree, campaigns, today):
        if place != place_id and place_id in tree.up(place):
            found.setdefault((campaign_id, place, one.code), []).append(one.due_on)
    return tuple(
        OwedBelow(tree.names[place], titles[campaign_id, code], len(days), days[0])
        for (campaign_id, place, code), days in found.items()
    )


def open_days(pack: Pack, campaign: OpenedCampaign) -> tuple[Text, ...]:
    """Titles of what has no day yet: the form, then phases."""
    named: list[Text] = []
    if campaign.days.duties.get(FORM_DUTY) is None:
        named.append(pack.form_duty.title)
    named += [phase.title for phase in pack.phases if campaign.days.phases.get(phase.code) is None]
    return tuple(named)


def _local(instant: datetime | None, zone: str, today: date) -> date:
    return instant.astimezone(ZoneInfo(zone)).date() if instant is not None else today

"""A campaign in which all happens that a year brings: many plans of one day, requests, reviews, moves,
mergers, people who leave, outages, an end in the middle, a second campaign after it. Figures are recounted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial
from typing import Any

from sqlalchemy import select

from storage.campaigns import opening as campaigns
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import join_requests
from storage.findings import extensions, plans
from storage.membership import seats as staff_changes
from storage.offices import staff
from storage.reviews import cases as reviews
from storage.reviews import verdicts as review_verdicts
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding
from storage.tables.self_checks import SelfCheck
from tests.bench.ours import credit_code
from tests.scheduler.planned import ZONE
from tests.time_machine import cast, deeds, recount
from tests.time_machine.campaign import AFTER, CLI, START, Bad, Campaign
from tests.time_machine.cast import DAY, Life, Owner

MANY = 30
"""Plans of one day."""
TROUBLES = Bad(frozenset({25, 26, 27, *range(60, 81)}), killed=frozenset({24, 59}), moved=16, closed=120)
"""The machine is off for three days, and for three weeks; a day is moved; it is closed in the middle."""
SECOND = 35
"""Days after the end on which the second campaign is opened."""
LIVED = 40
"""Days lived of it."""
COUNTED = (5, 15, 45, 90, 119)
"""Days on which figures are recounted in the evening; and once more after the end."""


async def many(owner: Owner) -> Life:
    """Plans many repairs for one day and does none; asks for more time for three of them."""
    await owner.register()
    yield
    for finding in await owner.answer(1, range(MANY)):
        named = {"measure": "装局部排风罩", "responsible": "李四", "funds_fen": 0, "phase_end": None}
        world = owner.world
        due = world.today + cast.FIX_DAYS * DAY
        await world.do(plans.plan, owner.actor, finding, due_on=due, today=world.today, **named)
        hears = (owner.actor.person_id or 0,)
        owner.dues.append(cast.Due("rectification", "finding", finding, hears, [(world.today, due)]))
    await owner.hand_in()
    for _ in range(12):
        yield
    async with owner.world.database.read() as db:
        mine = select(Finding.id).where(Finding.enterprise_id == owner.enterprise_id).order_by(Finding.id)
        findings = list((await db.execute(mine)).scalars())
    for finding in findings[:3]:
        today = owner.world.today
        wanted = today + cast.FIX_DAYS * DAY
        await owner.world.do(extensions.ask, owner.actor, finding, wanted, "设备下周才到货", today)


@dataclass
class Troubled(Campaign):
    """The same places and people, and what befalls them."""

    wrong: list[str] = field(default_factory=list)
    """Figures that are not as counted."""
    ended: dict[str, recount.Counted] = field(default_factory=dict)
    """The counts of the last evening, by place."""
    second: int = 0

    def _cast(self) -> None:
        super()._cast()
        more: list[tuple[str, Callable[[Owner], Life], str]] = [
            ("三十项同一天到期的企业", many, "east"),
            ("要转走的企业", cast.overdue, "west"),
            ("重复的企业", cast.prompt, "east"),
            ("被并入的企业", cast.never, "east"),
            ("要停产的企业", cast.overdue, "village"),
            (deeds.REDONE, partial(deeds.redoing, again=True), "east"),
            (deeds.WAITING, partial(deeds.redoing, again=False), "village"),
        ]
        for number, (kind, life, place) in enumerate(more, 40):
            at = self.places[place]
            owner = Owner(kind, self.world, self.id, at, number, self.form_due, self.pack)
            self.owners.append(owner)
            self.lives.append((owner, life(owner), START))

    def _owner(self, kind: str) -> Owner:
        return next(owner for owner in self.owners if owner.kind == kind)

    async def act(self) -> None:
        """Actions of everybody at ten, and the troubles."""
        await super().act()
        number = (self.world.today - START).days
        deed = self._deeds().get(number)
        if deed is not None and self.world.today < self.ends_on:
            await deed()

    def _deeds(self) -> dict[int, Callable[[], Awaitable[None]]]:
        return {
            4: lambda: self._read(2),
            5: lambda: deeds.report(self, "village"),
            6: self._strangers,
            7: self._review,
            8: self._correct,
            9: self._transfer,
            10: self._revoke,
            11: self._merge,
            12: self._urgent,
            13: self._strangers,
            15: lambda: self._read(3),
            deeds.SENT_BACK_ON: lambda: self._verify(accepts=False),
            deeds.ACCEPTED_ON: lambda: self._verify(accepts=True),
            33: self._patient,
            40: lambda: deeds.report(self, "top", urgent=True),
        }

    async def _read(self, every: int) -> None:
        await deeds.read(self, await deeds.first_notice(self), every)

    async def _correct(self) -> None:
        await deeds.correct(self, await deeds.first_notice(self), "请按时完成自查，时间改到周五。")

    async def _urgent(self) -> None:
        """Urgent mail on a Saturday."""
        await deeds.notify(self, deeds.URGENT, urgent=True)

    async def _patient(self) -> None:
        """Mail that can wait, on a Saturday."""
        await deeds.notify(self, deeds.PATIENT)

    async def _verify(self, *, accepts: bool) -> None:
        await deeds.verify(self, self._owner(deeds.REDONE), accepts=accepts)

    async def _strangers(self) -> None:
        """Five people without a link ask to join."""
        for number, owner in enumerate(self.owners[:5]):
            async with self.world.database.begin() as db:
                account = 8000 + 10 * (self.world.today - START).days + number
                code = credit_code(owner.number)
                await join_requests.ask(db, self.world.at, account, "zh", code, f"赵{number}", zone=ZONE)

    async def _check_of(self, kind: str) -> int:
        query = select(SelfCheck.id).where(
            SelfCheck.enterprise_id == self._owner(kind).enterprise_id, SelfCheck.campaign_id == self.id
        )
        async with self.world.database.read() as db:
            return int((await db.execute(query)).scalar_one())

    async def _judge(self, kind: str, key: str, **named: Any) -> None:
        """A form reviewed by the office of the campaign."""
        head, world = self.officers[0].actor, self.world
        check = await self._check_of(kind)
        await world.do(reviews.claim, head, check)
        rules = world.library.reviews
        await world.do(review_verdicts.decide, head, rules, check, key, today=world.today, **named)
        if (due_on := named.get("due_on")) is not None:
            owner = self._owner(kind)
            hearers = (owner.actor.person_id or 0,)
            owner.dues.append(cast.Due("recheck", "self_check", check, hearers, [(world.today, due_on)]))

    async def _review(self) -> None:
        await self._judge("按时交的企业", "pass")
        await self._judge("整改逾期的企业", "correct", due_on=self.world.today + 9 * DAY, comment="请改好")
        await self._judge("按期整改的企业", "again", due_on=self.world.today + 9 * DAY, comment="重做")
        await self._judge("要停产的企业", "suspend", comment="有人有危险")
        for kind in (deeds.REDONE, deeds.WAITING):
            await self._judge(kind, "correct", due_on=self.world.today + 14 * DAY, comment="按计划改")
        for kind in ("定期检测的企业", "点不再提醒的企业"):  # claimed by who leaves
            check = await self._check_of(kind)
            await self.world.do(reviews.claim, self.officers[1].actor, check)

    async def _transfer(self) -> None:
        moved = self._owner("要转走的企业")
        head = self.officers[0].actor
        await self.world.do(enterprise_keeping.move_to, head, moved.enterprise_id, self.places["east"])
        moved.place = self.places["east"]

    async def _revoke(self) -> None:
        async with self.world.database.read() as db:
            seat = await staff.current(db, self.officers[1].actor)
        await self.world.do(staff_changes.revoke, CLI, seat.id)

    async def _merge(self) -> None:
        double, into = self._owner("被并入的企业"), self._owner("重复的企业")
        head = self.officers[0].actor
        await self.world.do(enterprise_keeping.merge, head, double.enterprise_id, into.enterprise_id)

    def expected(self) -> set[tuple[str, str, int, int, date]]:
        """None: too much happens to foretell."""
        return set()

    # --- figures

    async def _afternoon(self, day: date, *, back: bool) -> None:
        await super()._afternoon(day, back=back)
        if (day - START).days in COUNTED or day == self.ends_on:
            for code, counted in (await self._hold(self.id, day)).items():
                self.ended[code] = counted

    async def _hold(self, campaign_id: int, day: date) -> dict[str, recount.Counted]:
        """Hold the figures of every place against the tables; return what was counted."""
        found = {}
        head = self.officers[0].actor
        async with self.world.database.read() as db:
            for code, place in self.places.items():
                found[code] = counted = await recount.recount(db, campaign_id, place, day)
                first = START if campaign_id == self.id else self.second_on or START
                said = await recount.shown(db, head, campaign_id, place, first, day)
                if wrong := recount.differing(said, counted):
                    self.wrong.append(f"{code} on {day}: shown and counted: {wrong}")
        return found

    async def _after(self) -> None:
        """After the end nothing changes the figures; a second campaign counts its own alone."""
        world, head = self.world, self.officers[0].actor
        day = self.ends_on + AFTER * DAY + DAY
        world.set(day, time(10))
        await world.do(enterprise_keeping.move_to, head, self.owners[0].enterprise_id, self.places["village"])
        await world.look()
        async with world.database.read() as db:
            for code, place in self.places.items():
                said = await recount.shown(db, head, self.id, place, START, day)
                if wrong := recount.differing(said, self.ended[code]):
                    self.wrong.append(f"{code} after the end: shown now and then: {wrong}")
        first = self.ends_on + SECOND * DAY
        world.set(first, time(21))
        async with world.database.begin() as db:
            opened = await campaigns.open_campaign(
                db, CLI, world.at, world.library, self.pack, self.places["top"], first
            )
        self.second, self.second_on = opened.id, first
        for number in range(1, LIVED):
            day = first + number * DAY
            await self._morning(day, killed=False)
            await Campaign._afternoon(self, day, back=False)
            if number in (1, LIVED - 1):
                counted = await self._hold(self.second, day)
                async with world.database.read() as db:
                    active = select(Enterprise.id).where(Enterprise.state == "active")
                    units = len((await db.execute(active)).all())
                begins = {**counted["top"], **recount.UNTOUCHED, "steps.enterprises": units}
                if wrong := recount.differing(counted["top"], begins | {"steps.joined": units}):
                    self.wrong.append(f"the second campaign begins with {wrong}")

    async def live(self) -> Any:
        """All of its days, and those after."""
        lived = await super().live()
        lived.wrong, lived.is_told = self.wrong, False
        return lived

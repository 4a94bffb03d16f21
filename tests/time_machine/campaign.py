"""A whole campaign of a pack, from the evening it is opened until a month after it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import aliased

from content import loader
from content.calendar.duties import Occurrence, occurrences
from content.calendar.workdays import is_workday, workday_after, workday_before
from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.rights import holders
from storage.campaigns import dates as campaign_dates
from storage.campaigns import days as campaign_days
from storage.campaigns import duties
from storage.campaigns import opening as campaigns
from storage.campaigns.running import FORM_DUTY
from storage.changes import campaign_ending
from storage.findings import extensions
from storage.membership.reminder_access import OFFICE_RIGHT
from storage.notices import drafts, sending
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.tables.campaigns import CampaignDuty
from storage.tables.reminders import Reminder
from storage.tables.reviews import Escalation
from tests.scheduler.planned import ZONE
from tests.time_machine import cast, facts
from tests.time_machine.cast import DAY, Due, Life, Owner
from tests.time_machine.lived import Lived
from tests.time_machine.world import World

CLI = Actor("cli")
START = date(2027, 3, 1)
ACT = time(10)
AFTER = 30
"""Days lived on after the campaign was closed."""
FORM_DAYS = 45
"""Days after the start at which the office sets the form's day, where a pack names none."""
LATE_COMER = 5
"""Days before the form is due on which one of them registers."""

TREE = {"top": None, "east": "top", "west": "top", "village": "east"}
SEATS = (
    ("应急局负责人", "top", "head", "safety"),
    ("应急局检查员", "top", "inspector", "safety"),
    ("应急局只看的人", "top", "viewer", "safety"),
    ("卫健委检查员", "top", "inspector", "health"),
    ("工会检查员", "top", "inspector", "union"),
    ("东镇检查员", "east", "inspector", "town"),
    ("西镇只看的人", "west", "viewer", "town"),
    ("东镇甲村检查员", "village", "inspector", "town"),
)


@dataclass(frozen=True)
class Officer:
    """An officer with a seat. `kind`: the table's name for them."""

    kind: str
    place: str
    role: str
    department: str
    person_id: int

    @property
    def actor(self) -> Actor:
        """The actor for operations."""
        return Actor("person", self.person_id)

    def may(self, right: str) -> bool:
        """Whether the seat has a right."""
        return self.department in holders(right).get(self.role, ())


@dataclass(frozen=True)
class Bad:
    """Troubles of a run: days on which the machine is off, the clock is set back, the planner dies."""

    off: frozenset[int] = frozenset()
    back: frozenset[int] = frozenset()
    killed: frozenset[int] = frozenset()
    twice: bool = False
    moved: int | None = None
    """Day on which the office gives the form a week more."""
    closed: int | None = None
    """Day on which the office closes the campaign, long before its end."""


GOOD = Bad()
BAD = Bad(frozenset({20, 37, 38}), frozenset({15, 30}), frozenset({14, 31, 44}), twice=True, moved=16)


@dataclass
class Campaign:
    """The campaign in a world."""

    world: World
    pack: str
    bad: Bad
    id: int = 0
    places: dict[str, int] = field(default_factory=dict)
    officers: list[Officer] = field(default_factory=list)
    lives: list[tuple[Owner, Life | None, date]] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
    duty_dues: list[tuple[Due, Occurrence]] = field(default_factory=list)
    office_dues: list[tuple[Due, Due]] = field(default_factory=list)
    """Rectifications that become tasks, each with its form."""
    tasks: dict[tuple[int, date], int] = field(default_factory=dict)
    """Ids of tasks by finding and the day that was over."""
    form_due: date = START
    grace: date | None = None
    """The last day on which forms are taken, where the plan names one."""
    opened_on: date = START - DAY
    phases_end_on: date | None = None
    """The last day of the plan's last phase, where all have days."""
    has_open_phases: bool = False
    """Whether the plan has open days that nobody sets."""
    ends_on: date = START
    second_on: date | None = None

    async def open(self) -> None:
        """Places, seats, the campaign, its owners to be."""
        world = self.world
        world.set(START - DAY, time(21))
        async with world.database.begin() as db:
            for code, parent in TREE.items():
                self.places[code] = (await jurisdictions.add(db, CLI, world.at, code, code, parent)).id
            for number, (kind, place, role, department) in enumerate(SEATS):
                person = await contacts.ensure_person(db, world.at, 50 + number, "zh")
                await staff.seat(db, world.at, person, self.places[place], role, department, kind)
                self.officers.append(Officer(kind, place, role, department, person))
            opened = await campaigns.open_campaign(
                db, CLI, world.at, world.library, self.pack, self.places["top"], START
            )
            self.id = opened.id
            view = await campaigns.get_campaign(db, self.id)
        due = {duty.code: duty.due_on for duty in view.duties}
        named = due.get(FORM_DUTY)
        self.form_due = named or START + FORM_DAYS * DAY
        self.grace = next((duty.grace_until for duty in view.duties if duty.code == FORM_DUTY), None)
        self.has_open_phases = any(phase.starts_on is None for phase in view.phases)
        if not self.has_open_phases:
            self.phases_end_on = max(phase.ends_on for phase in view.phases if phase.ends_on)
        if named is None:
            await self._set_form(self.form_due)
        ends = [phase.ends_on for phase in view.phases if phase.ends_on]
        ends += [day for day in due.values() if day]
        self.ends_on = max([*ends, self.form_due + 60 * DAY])
        if self.bad.closed is not None:
            self.ends_on = START + self.bad.closed * DAY
        await self._owe()
        self._cast()

    async def _set_form(self, due: date) -> None:
        head = self.officers[0].actor
        await self.world.do(
            campaign_days.set_duty_date,
            head,
            self.world.library,
            self.id,
            FORM_DUTY,
            due,
            None,
            "市里统一要求",
        )

    def _cast(self) -> None:
        lives: list[tuple[str, Callable[[Owner], Life], int]] = [
            ("从不动手的企业", cast.never, 0),
            ("答了一半的企业", cast.halfway, 0),
            ("答完没交的企业", cast.answered, 1),
            ("按时交的企业", cast.prompt, 0),
            ("迟交的企业", cast.late, 0),
            ("按期整改的企业", cast.mending, 0),
            ("整改逾期的企业", cast.overdue, 1),
            ("申请延期的企业", cast.asking(self._grant), 0),
            ("点明天再提醒的企业", cast.putting_off, 2),
            ("点不再提醒的企业", cast.hushing, 0),
            ("定期检测的企业", cast.keeping, 0),
            ("晚登记的企业", cast.never, 0),
        ]
        where = [self.places[code] for code in ("west", "east", "village")]
        for number, (kind, life, place) in enumerate(lives, 1):
            owner = Owner(kind, self.world, self.id, where[place], number, self.form_due, self.pack)
            begins = self.form_due - LATE_COMER * DAY if kind == "晚登记的企业" else START
            self.owners.append(owner)
            self.lives.append((owner, life(owner), begins))

    async def _owe(self) -> None:
        """Duties of the offices, by the plan's own days."""
        world = self.world
        async with world.database.read() as db:
            (opened,) = await campaign_dates.list_opened(db, [self.id])
            query = select(CampaignDuty.code, CampaignDuty.id).where(CampaignDuty.campaign_id == self.id)
            ids = {row.code: row.id for row in await db.execute(query)}
        pack = world.library.packs[self.pack]
        whose = {duty.code: duty.who for duty in pack.duties}
        kinds = {department.code: department.kind for department in pack.departments}
        levels = {"own": ("top",), "below": ("east", "west"), "below2": ("village",)}
        for one in occurrences(pack, opened.days):
            if one.due_on < world.today:
                continue
            mine = {"safety", "health", "town", kinds[whose[one.code]]}
            hearers = tuple(
                officer.person_id
                for officer in self.officers
                if officer.place in levels[one.at] and officer.may("duty.mark") and officer.department in mine
            )
            due = Due("duty", "duty", ids[one.code], hearers, [(START - DAY, one.due_on)])
            self.duty_dues.append((due, one))

    async def _grant(self, owner: Owner, extension_id: int, longer: date) -> None:
        head = self.officers[0].actor
        await self.world.do(extensions.decide, head, extension_id, longer, "", self.world.today)

    async def act(self) -> None:
        """Actions of everybody at ten o'clock."""
        today = self.world.today
        for number, (owner, life, begins) in enumerate(self.lives):
            if life is not None and today >= begins and today <= self.ends_on:
                seen = {due.subject_id for due in owner.dues if due.rule == "rectification"}
                try:
                    await anext(life)
                except StopAsyncIteration:
                    self.lives[number] = (owner, None, begins)
                await self._watch(owner, seen)
        for due, one in self.duty_dues:
            if one.at == "own" and one.due_on - DAY == today:  # only the office of the campaign does its duty
                place = self.places["top"]
                head = self.officers[0].actor
                await self.world.do(
                    duties.mark_done, head, self.world.library, self.id, one.code, place, one.period_on
                )
                due.days.append((today, None))
        if today == START + 3 * DAY:
            await self._notify()
        if self.bad.moved is not None and today == START + self.bad.moved * DAY:
            await self._move()

    async def _watch(self, owner: Owner, seen: set[int]) -> None:
        """An enterprise's new rectification: its office is told when it is overdue."""
        for due in owner.dues:
            if due.rule == "rectification" and due.subject_id not in seen:
                at = next(code for code, place in self.places.items() if place == owner.place)
                while not (deciding := [o for o in self.officers if o.place == at and o.may(OFFICE_RIGHT)]):
                    above = TREE[at]
                    assert above is not None
                    at = above
                hearers = tuple(officer.person_id for officer in deciding)
                late = Due("escalation", "finding", due.subject_id, hearers, due.days)
                self.office_dues.append((late, owner.dues[0]))

    async def _notify(self) -> None:
        """The office sends a notice to everybody below."""
        head, world = self.officers[0].actor, self.world
        async with world.database.begin() as db:
            notice_id = await drafts.begin(
                db, head, world.at, Audience(self.places["top"]), title="动员部署", body="请按时完成自查。"
            )
            await sending.confirm(db, head, world.at, notice_id, Rules(ZONE, release_above=1_000_000))

    async def _move(self) -> None:
        self.form_due += 7 * DAY
        self.grace = None
        await self._set_form(self.form_due)
        for owner in self.owners:
            owner.form_due = self.form_due
            if owner.dues and owner.dues[0].days[-1][1] is not None:
                owner.dues[0].days.append((self.world.today, self.form_due))

    async def live(self) -> Lived:
        """All of its days."""
        await self.open()
        world, bad = self.world, self.bad
        day = START
        while day <= self.ends_on + AFTER * DAY:
            number = (day - START).days
            if number not in bad.off:
                await self._morning(day, killed=number in bad.killed)
                await self.act()
                await self._afternoon(day, back=number in bad.back)
            if day == self.ends_on:
                world.set(day, time(21))
                await world.do(campaign_ending.close, self.officers[0].actor, self.id, "行动结束")
            day += DAY
        await self._after()
        return await self._account()

    async def _after(self) -> None:
        """Days after the campaign."""

    async def _morning(self, day: date, *, killed: bool) -> None:
        for hour in (time(3), time(8, 29), time(8, 30)):
            self.world.set(day, hour)
            await self.world.look(twice=self.bad.twice, killed=killed and hour == time(8, 30))
        self.world.set(day, ACT)

    async def _afternoon(self, day: date, *, back: bool) -> None:
        hours = [time(12), time(10), time(12)] if back else [time(12)]
        for hour in (*hours, time(19, 59), time(20, 1), time(23, 30)):
            self.world.set(day, hour)
            await self.world.look(twice=self.bad.twice)

    async def _account(self) -> Lived:
        row = aliased(Reminder)
        query = select(row.rule, row.subject, row.subject_id, row.person_id, row.planned_on, row.days)
        async with self.world.database.read() as db:
            rows = (await db.execute(query)).all()
            tasks = await db.execute(select(Escalation.key, Escalation.id))
            for key, id_ in tasks:
                finding, over_on, *_ = key.split(":")
                if finding.isdecimal():  # not from a verdict, nor of a re-check
                    self.tasks[int(finding), date.fromisoformat(over_on)] = id_
        kinds = {officer.person_id: officer.kind for officer in self.officers}
        for owner in self.owners:
            kinds[owner.actor.person_id or 0] = owner.kind
            kinds |= {guest.person_id or 0: "整改责任人" for guest in owner.guests}
        for letter in self.world.letters:
            kinds.setdefault(letter.person_id, "没登记的人")
        lived = Lived(
            self.pack,
            self.ends_on,
            self.world.letters,
            [(rule, subject, id_, person, day) for rule, subject, id_, person, day, _ in rows],
            self.expected(),
            kinds,
            officers=frozenset(officer.person_id for officer in self.officers),
            late=self._late(),
        )
        lived.second_on = self.second_on
        for rule, _, _, person, _, days in rows:
            lived.days.setdefault((kinds[person], rule), Counter())[days] += 1
        return lived

    def _late(self) -> dict[int, frozenset[str]]:
        """The months in which each owner, or who is responsible, had something overdue."""
        late: dict[int, set[str]] = {}
        for due in (due for owner in self.owners for due in owner.dues):
            for number in range((self.ends_on - START).days + AFTER):
                day = START + number * DAY
                at = due.on(day)
                if at is not None and at < day:
                    for person in due.hearers:
                        late.setdefault(person, set()).add(f"{day:%Y-%m}")
        return {person: frozenset(months) for person, months in late.items()}

    def expected(self) -> set[tuple[str, str, int, int, date]]:
        """Expected reminders by the rules' days alone: to whom, of what, when."""
        rules = {rule.code: rule for rule in self.world.library.reminders}
        dues = [due for owner in self.owners for due in owner.dues]
        dues += [due for due, _ in self.duty_dues]
        found = set()
        for due in dues:
            for day in self._reminding(due, rules[due.rule].all_days):
                found |= {(due.rule, due.subject, due.subject_id, one, day) for one in due.hearers}
        for due, form in self.office_dues:
            found |= set(self._deciding(due, form, rules["escalation"].all_days))
        return found | self._again() | set(facts.expected(self, START))

    def _deciding(
        self, due: Due, form: Due, days: Collection[int]
    ) -> Iterator[tuple[str, str, int, int, date]]:
        """Expected messages to the office about a rectification of a form handed in: the day it is so long
        overdue, and again as long as nobody decides; of days the machine slept through only the last."""
        assert self.world.library.reviews is not None
        late = self.world.library.reviews.escalate_days
        made_on = over_on = None
        missed: list[date] = []
        for number in range((self.ends_on - START).days + 1):
            day = START + number * DAY
            missed.append(day)
            if number in self.bad.off:
                continue
            at = due.on(day)
            if at is None or form.on(day) is not None:
                made_on = None
            elif at != over_on and (day - at).days >= late and is_workday(day):
                made_on, over_on, missed = day, at, [day]
            if made_on is not None and at is not None and over_on == at:
                task = self.tasks[due.subject_id, at]
                for told in [one for one in missed if one in _told(made_on, days)][-1:]:
                    yield from ((due.rule, "escalation", task, one, told) for one in due.hearers)
            missed.clear()

    def _reminding(self, due: Due, days: Collection[int]) -> Iterator[date]:
        """The days on which a rule reminds of something; of those the machine slept through only the last."""
        missed: list[date] = []
        for number in range((self.ends_on - START).days + 1):
            day = START + number * DAY
            missed.append(day)
            if number in self.bad.off:
                continue
            at = due.on(day)
            falls = [one for one in missed if at is not None and one in _told(at, days)]
            yield from falls[-1:]
            missed.clear()

    def _again(self) -> set[tuple[str, str, int, int, date]]:
        """Postponed reminders, which come on the next day."""
        return {
            (
                "self_check",
                "enterprise",
                owner.enterprise_id,
                owner.actor.person_id or 0,
                workday_after(owner.put_off_on + DAY),
            )
            for owner in self.owners
            if owner.put_off_on is not None
        }


async def live(database: Database, files: Path, pack: str, bad: Bad = GOOD) -> Lived:
    """A pack's campaign in an empty database with all tables."""
    library: Library = loader.load()
    return await Campaign(World(database, library, files), pack, bad).live()


def _told(at: date, days: Collection[int]) -> set[date]:
    """The days on which a rule reminds of a due day: not on days off, unless it is due then."""
    return {
        at if not days_from else (workday_before if days_from < 0 else workday_after)(at + days_from * DAY)
        for days_from in days
    }

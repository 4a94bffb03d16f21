"""Places, officers and enterprises that move about; what must be so is recounted by loops of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from content.loader import review_rules
from content.model.library import Library
from content.model.reminders import Wanted
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import ChenanError
from storage.base.zone import DEFAULT as ZONE
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import join_requests, registration
from storage.findings import extensions, plans
from storage.membership import enterprise_contacts, invites, staff_invites
from storage.membership import seats as staff_changes
from storage.notices import copies, drafts, sending
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import jurisdictions
from storage.people import contacts as people
from storage.reminders import digests, escalation_planning
from storage.reminders.planning import Task, remind
from storage.reviews import cases as reviews
from storage.reviews import escalations, questions, verdicts
from storage.self_checks import answers, submissions
from tests.scheduler.planned import RULES as REMINDERS
from tests.storage.conftest import CLI, START, Clock, credit_code
from tests.storage.recounted import read

RULES = review_rules()
PLACES = {"city": None, "north": "city", "south": "city", "a": "north", "b": "north", "c": "south"}
SEATS = (
    ("city", "head"),
    ("city", "head"),
    ("north", "head"),
    ("a", "inspector"),
    ("a", "head"),
    ("b", "inspector"),
    ("c", "inspector"),
)
"""The first two are of no enterprise and stay: somebody may always act."""
HOMES = ("a", "b", "c")
QUESTION = "Q01.1"


@dataclass
class Moving:
    """The world. Lists grow, nothing is taken out: numbers of a step stay meaningful."""

    database: Database
    clock: Clock
    library: Library
    campaign_id: int = 0
    places: dict[str, int] = field(default_factory=dict)
    officers: list[int] = field(default_factory=list)
    contacts: list[tuple[int, int]] = field(default_factory=list)
    """(enterprise, person) as they joined."""
    enterprises: list[int] = field(default_factory=list)
    accounts: int = 0

    async def build(self) -> None:
        """Seat everybody; three enterprises that handed in with a planned finding."""
        for code, parent in PLACES.items():
            made = await self.run(jurisdictions.add, CLI, self.clock.now(), code, f"{code}镇", parent)
            self.places[code] = made.id
        opened = await self.run(
            campaigns.open_campaign,
            CLI,
            self.clock.now(),
            self.library,
            "small",
            self.places["city"],
            START,
        )
        self.campaign_id = opened.id
        for place, role in SEATS:
            await self.seat(place, role)
        for number, home in enumerate(HOMES):
            await self.enterprise(number, home)

    async def run(self, operation: Any, *values: Any, **named: Any) -> Any:
        """Run an operation in a transaction of its own."""
        async with self.database.begin() as db:
            return await operation(db, *values, **named)

    def account(self) -> int:
        """A new account."""
        self.accounts += 1
        return 7000 + self.accounts

    async def seat(self, place: str, role: str, account: int | None = None) -> int:
        """A person (new, unless given) takes a seat by a link."""
        made = await self.run(
            staff_invites.create, CLI, self.clock.now(), self.places[place], role, "safety", "科员"
        )
        account = account or self.account()
        key = staff_invites.hash_of_link(made.secret)
        seated = await self.run(staff_invites.accept, self.clock.now(), account, "zh", key)
        if seated.person_id not in self.officers:
            self.officers.append(seated.person_id)
        return int(seated.person_id)

    async def enterprise(self, number: int, home: str) -> None:
        """One that handed in, with an owner, a member and a guest of its finding."""
        now = self.clock.now
        joined = await self.run(
            registration.register,
            now(),
            self.account(),
            "zh",
            f"第{number}厂",
            credit_code(number + 1),
            "shoes",
            self.places[home],
            9,
            "路",
            "王",
        )
        owner, enterprise = Actor("person", joined.person_id), joined.enterprise_id
        check = await self.run(submissions.start, owner, now(), enterprise, self.campaign_id)
        self_check = await self.run(answers.record, owner, now(), check, QUESTION, "fail")
        finding = self_check.line(QUESTION).finding_id
        today = now().date()
        named = {"measure": "装罩", "responsible": "李四", "funds_fen": 1, "phase_end": None}
        await self.run(
            plans.plan, owner, now(), finding, due_on=today + timedelta(days=3), today=today, **named
        )
        await self.run(submissions.submit, owner, now(), check, form_prefix="XF")
        code = await self.run(invites.create, owner, now(), "finding", enterprise, finding)
        await self.run(invites.accept, now(), self.account(), "zh", code.secret, "李四")
        self.enterprises.append(enterprise)
        self.contacts.append((enterprise, joined.person_id))
        await self.join(enterprise, await self.run(people.ensure_person, now(), self.account(), "zh"))

    async def join(self, enterprise: int, person: int) -> None:
        """A person acts for an enterprise, too."""
        await self.run(enterprise_contacts.add_contact, self.clock.now(), enterprise, person, "member", "")
        self.contacts.append((enterprise, person))

    # --- what happens

    async def step(self, name: str, one: int, two: int) -> None:
        """Make a change, as far as it may; `one`, `two` choose whom it concerns."""
        self.clock.move(minutes=7)
        try:
            await getattr(self, f"_{name}")(one, two)
        except ChenanError:
            return

    def _enterprise(self, number: int) -> int:
        return self.enterprises[number % len(self.enterprises)]

    def _officer(self, number: int) -> Actor:
        return Actor("person", self.officers[number % len(self.officers)])

    def _contact(self, number: int) -> tuple[int, Actor]:
        enterprise, person = self.contacts[number % len(self.contacts)]
        return enterprise, Actor("person", person)

    async def _move(self, one: int, two: int) -> None:
        place = self.places[(*HOMES, "north")[two % 4]]
        boss = Actor("person", self.officers[0])
        await self.run(enterprise_keeping.move_to, boss, self.clock.now(), self._enterprise(one), place)

    async def _move_oneself(self, one: int, two: int) -> None:
        enterprise, owner = self._contact(one)
        place = self.places[HOMES[two % 3]]
        await self.run(enterprise_keeping.move_own, owner, self.clock.now(), enterprise, place, f"路{two}号")

    async def _close(self, one: int, two: int) -> None:
        who = Actor("person", self.officers[1]) if two % 2 else CLI
        of = self._enterprise(one)
        await self.run(enterprise_keeping.close_for, who, self.clock.now(), of, "stopped")

    async def _reopen(self, one: int, two: int) -> None:
        await self.run(enterprise_keeping.reopen, CLI, self.clock.now(), self._enterprise(one))

    async def _merge(self, one: int, two: int) -> None:
        double, into = self._enterprise(one), self._enterprise(two)
        boss = Actor("person", self.officers[0])
        await self.run(enterprise_keeping.merge, boss, self.clock.now(), double, into)

    async def _leave(self, one: int, two: int) -> None:
        enterprise, person = self._contact(one)
        await self.run(enterprise_contacts.leave, person, self.clock.now(), enterprise)

    async def _join(self, one: int, two: int) -> None:
        officers, enterprise = self.officers[2:], self._enterprise(one)
        active = text("SELECT id FROM enterprises WHERE id = :id AND state = 'active'")
        async with self.database.read() as db:
            found = (await db.execute(active, {"id": enterprise})).scalar()
        if found is not None:  # an invite of any other is refused
            await self.join(enterprise, officers[two % len(officers)])

    async def _seat(self, one: int, two: int) -> None:
        place, role = SEATS[2 + one % 5]
        if two % 3:
            await self.seat(place, role)
            return
        _, person = self._contact(two)
        async with self.database.read() as db:
            found = await db.execute(
                text("SELECT address FROM accounts WHERE person_id = :id"), {"id": person.person_id}
            )
            account = found.scalar_one()
        await self.seat(place, role, account)

    async def _revoke(self, one: int, two: int) -> None:
        if (seat := await self._seat_of(one)) is not None:
            await self.run(staff_changes.revoke, CLI, self.clock.now(), seat)

    async def _change_role(self, one: int, two: int) -> None:
        if (seat := await self._seat_of(one)) is not None:
            role = ("viewer", "inspector", "head")[two % 3]
            await self.run(staff_changes.change_role, CLI, self.clock.now(), seat, role)

    async def _seat_of(self, number: int) -> int | None:
        officers = self.officers[2:]
        query = text("SELECT max(id) FROM staff WHERE person_id = :id AND revoked_at IS NULL")
        async with self.database.read() as db:
            found = await db.execute(query, {"id": officers[number % len(officers)]})
            seat: int | None = found.scalar()
            return seat

    async def _claim(self, one: int, two: int) -> None:
        check = await self._check(one)
        await self.run(reviews.claim, self._officer(two), self.clock.now(), check)

    async def _ask(self, one: int, two: int) -> None:
        check = await self._check(one)
        await self.run(questions.ask, self._officer(two), self.clock.now(), check, QUESTION, "在哪？")

    async def _expose(self, one: int, two: int) -> None:
        check = await self._check(one)
        key = next(verdict.key for verdict in RULES.verdicts if verdict.second)
        await self.run(
            verdicts.decide,
            self._officer(two),
            self.clock.now(),
            RULES,
            check,
            key,
            today=self.today,
            due_on=self.today + timedelta(days=9),
            comment="拒不整改",
        )

    async def _refuse(self, one: int, two: int) -> None:
        boss, check = Actor("person", self.officers[0]), await self._check(one)
        await self.run(verdicts.confirm, boss, self.clock.now(), RULES, check, agreed=False, today=self.today)

    async def _check(self, number: int) -> int:
        query = text("SELECT max(id) FROM self_checks WHERE enterprise_id = :id")
        async with self.database.read() as db:
            found = await db.execute(query, {"id": self._enterprise(number)})
            return int(found.scalar() or 0)

    async def _later(self, one: int, two: int) -> None:
        _, owner = self._contact(one)
        query = text(
            "SELECT min(f.id) FROM findings f JOIN contacts c ON c.enterprise_id = f.enterprise_id"
            " WHERE c.person_id = :id"
        )
        async with self.database.read() as db:
            finding = (await db.execute(query, {"id": owner.person_id})).scalar() or 0
        wanted = self.today + timedelta(days=20 + two % 5)
        await self.run(extensions.ask, owner, self.clock.now(), finding, wanted, "没到货", self.today)

    async def _escalate(self, one: int, two: int) -> None:
        rule = next(one for one in REMINDERS if one.about == "escalation")
        late = self.today + timedelta(days=30)
        await self.run(escalation_planning.plan_due, self.clock.now(), RULES, late, reminder=rule)
        if two % 2:
            await self.run(digests.collect, self.clock.now(), ZONE.key, late, 100)

    async def _remind(self, one: int, two: int) -> None:
        rule = next(one for one in REMINDERS if one.about == "rectification")
        due = START + timedelta(days=(self.today - START).days)
        async with self.database.read() as db:
            days = await db.execute(text("SELECT DISTINCT due_on FROM rectifications"))
            found = [one if isinstance(one, date) else date.fromisoformat(one) for one in days.scalars()]
            ids = list((await db.execute(text("SELECT id FROM findings"))).scalars())
        for due in found:
            day = Wanted(due_on=due, planned_on=due, days=0, urgent=False)
            task = Task(rule, (day,), (self.campaign_id,), ZONE.key)
            await self.run(remind, self.clock.now() + timedelta(days=9), task, ids)

    async def _hand_up(self, one: int, two: int) -> None:
        async with self.database.read() as db:
            ids = list((await db.execute(text("SELECT id FROM escalations ORDER BY id"))).scalars())
        if ids:
            task, officer = ids[one % len(ids)], self._officer(two)
            await self.run(escalations.hand_up, officer, self.clock.now(), task, "请上级定")

    async def _ask_to_join(self, one: int, two: int) -> None:
        code = credit_code(1 + one % len(HOMES))
        await self.run(join_requests.ask, self.clock.now(), self.account(), "zh", code, "老赵")

    async def _notify(self, one: int, two: int) -> None:
        boss, where = Actor("person", self.officers[0]), Audience(self.places["city"])
        made = await self.run(drafts.begin, boss, self.clock.now(), where, title="通知", body="请看")
        rules = Rules(ZONE, release_above=100)
        await self.run(sending.confirm, boss, self.clock.now(), made, rules)
        await self.run(copies.feed, self.clock.now(), made, two % 5)

    async def _end(self, one: int, two: int) -> None:
        act = campaign_ending.close if two % 2 else campaign_ending.reopen
        await self.run(act, CLI, self.clock.now(), self.campaign_id)

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock.now().astimezone(ZONE).date()

    async def faults(self) -> list[str]:
        """Open matters that nobody may act on; queued messages to people who may not see them."""
        async with self.database.read() as db:
            return (await read(db)).faults()

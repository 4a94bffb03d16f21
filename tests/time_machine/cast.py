"""The cast of a campaign: owners of every habit, and the offices' people. Each acts at ten o'clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from content.calendar.duties import of_enterprises
from content.rules import build_form, must, skips
from storage.base.audit import Actor
from storage.enterprises import registration, upkeeps
from storage.findings import extensions, photos, plans
from storage.membership import invites
from storage.reminders import answers as reminder_answers
from storage.self_checks import answers, attachments, submissions
from storage.tables.campaigns import CampaignDuty
from storage.tables.reminders import Digest, Reminder
from tests.bench.ours import credit_code
from tests.storage.shop import photo
from tests.time_machine.world import World

DAY = timedelta(days=1)
FIX_DAYS = 20
"""Days that a plan of these owners gives itself."""
LONGER = 10
"""Days that one of them asks for on top."""


NOBODY = Actor("cli")


@dataclass
class Due:
    """A due day over time: from which local day on which day held (None: nothing due)."""

    rule: str
    subject: str
    subject_id: int
    hearers: tuple[int, ...]
    days: list[tuple[date, date | None]]

    def on(self, day: date) -> date | None:
        """The due day in the morning of a day."""
        found = None
        for since, due in self.days:
            if since < day:
                found = due
        return found


@dataclass
class Owner:
    """An owner and an enterprise. `kind`: what the table calls them."""

    kind: str
    world: World
    campaign_id: int
    place: int
    number: int
    form_due: date
    pack: str
    actor: Actor = NOBODY
    enterprise_id: int = 0
    dues: list[Due] = field(default_factory=list)
    guests: list[Actor] = field(default_factory=list)
    put_off_on: date | None = None
    """The day on which 明天再提醒 was said."""

    async def register(self) -> None:
        """Join the bot; the form is owed from then on."""
        world = self.world
        async with world.database.begin() as db:
            joined = await registration.register(
                db,
                world.at,
                self.number * 100,
                "zh",
                f"第{self.number}厂",
                credit_code(self.number),
                "shoes",
                self.place,
                18,
                "工业路 8 号",
                "王师傅",
            )
        self.actor, self.enterprise_id = Actor("person", joined.person_id), joined.enterprise_id
        form = Due(
            "self_check",
            "enterprise",
            self.enterprise_id,
            (joined.person_id,),
            [(world.today, self.form_due)],
        )
        self.dues.append(form)
        for due_on in await self._own_days():
            hears = (joined.person_id,)
            self.dues.append(Due("own_duty", "own_duty", self.enterprise_id, hears, [(world.today, due_on)]))

    async def _own_days(self) -> list[date]:
        """The days of enterprises' duties other than the form."""
        codes = [duty.code for duty in of_enterprises(self.world.library.packs[self.pack])]
        dated = select(CampaignDuty.due_on).where(
            CampaignDuty.campaign_id == self.campaign_id,
            CampaignDuty.code.in_(codes),
            CampaignDuty.due_on.is_not(None),
        )
        async with self.world.database.read() as db:
            return [due_on for due_on in (await db.execute(dated)).scalars() if due_on is not None]

    async def answer(self, share: float, fails: Sequence[int] = ()) -> list[int]:
        """Answer so much of the form; the findings of those that fail, by their place in it."""
        check = await self.world.do(submissions.start, self.actor, self.enterprise_id, self.campaign_id)
        library = self.world.library
        form = build_form(library, library.packs[self.pack])
        asked = must(form, skips(form, {}, "shoes"))
        findings, closed = [], set[str]()
        for place, code in enumerate(asked[: max(1, round(len(asked) * share))]):
            if code in closed:  # by a fault before it
                continue
            item, question = form.by_code[code]
            verdict = "fail" if place in fails else "pass"
            counts = {"done": 18 - (verdict == "fail"), "total": 18} if item.numbers else {}
            if question.evidence.required:
                await self.world.do(
                    attachments.attach, self.actor, check, code, photo(f"{self.number}-{place}")
                )
            self_check = await self.world.do(answers.record, self.actor, check, code, verdict, **counts)
            closed = set(self_check.skips)
            if verdict == "fail":
                findings.append(self_check.line(code).finding_id)
        return findings

    async def hand_in(self) -> None:
        """Send the form to the office."""
        check = await self.world.do(submissions.start, self.actor, self.enterprise_id, self.campaign_id)
        prefix = self.world.library.packs[self.pack].number_prefix
        await self.world.do(submissions.submit, self.actor, check, form_prefix=prefix)
        self.dues[0].days.append((self.world.today, None))

    async def plan(self, finding: int) -> Due:
        """Plan to put a finding right within FIX_DAYS, somebody else responsible for it."""
        world = self.world
        due = world.today + FIX_DAYS * DAY
        named = {"measure": "装局部排风罩", "responsible": "李四", "funds_fen": 300_000, "phase_end": None}
        await world.do(plans.plan, self.actor, finding, due_on=due, today=world.today, **named)
        invite = await world.do(invites.create, self.actor, "finding", self.enterprise_id, finding)
        async with world.database.begin() as db:
            number = self.number * 100 + 1
            guest = await invites.accept(db, world.at, number, "zh", invite.secret, "李四")
        self.guests.append(Actor("person", guest.person_id))
        hearers = (self.actor.person_id or 0, guest.person_id)
        made = Due("rectification", "finding", finding, hearers, [(world.today, due)])
        self.dues.append(made)
        return made

    async def rectify(self, due: Due) -> None:
        """Put it right, with a photo."""
        await self.world.do(photos.attach_after, self.actor, due.subject_id, photo(f"{self.number}-after"))
        await self.world.do(plans.complete, self.actor, due.subject_id)
        due.days.append((self.world.today, None))

    async def keep_up(self, kind: str, rule: str, due_on: date) -> Due:
        """Give the day on which something recurring was last done, so that it is due on `due_on`."""
        last = due_on.replace(year=due_on.year - 1)
        view = await self.world.do(
            upkeeps.set_last, self.actor, self.enterprise_id, kind, last, 12, self.world.today
        )
        made = Due(rule, "upkeep", view.id, (self.actor.person_id or 0,), [(self.world.today, view.due_on)])
        self.dues.append(made)
        return made

    async def last_digest(self) -> int | None:
        """The digest that came today."""
        found = select(Digest.id).where(
            Digest.person_id == self.actor.person_id, Digest.day == self.world.today
        )
        async with self.world.database.read() as db:
            digest_id: int | None = (await db.execute(found)).scalars().first()
            return digest_id

    async def put_off(self) -> None:
        """明天再提醒."""
        if (digest := await self.last_digest()) is not None:
            rules = [rule.code for rule in self.world.library.reminders if "snooze" in rule.buttons]
            await self.world.do(reminder_answers.snooze, self.actor, digest, rules)
            self.put_off_on = self.world.today

    async def hush(self) -> frozenset[int]:
        """不再提醒; the ids of what today's digest spoke of."""
        if (digest := await self.last_digest()) is None:
            return frozenset()
        rules = [rule.code for rule in self.world.library.reminders if rule.mutable]
        await self.world.do(reminder_answers.mute, self.actor, digest, rules)
        async with self.world.database.read() as db:
            spoken = select(Reminder.subject_id).where(Reminder.digest_id == digest)
            return frozenset((await db.execute(spoken)).scalars())


Life = AsyncIterator[None]
"""Actions of a person, a day at a time."""


async def never(owner: Owner) -> Life:
    """Registers and is not seen again."""
    await owner.register()
    yield


async def halfway(owner: Owner) -> Life:
    """Answers half of it on the third day."""
    await owner.register()
    yield
    yield
    await owner.answer(0.5)


async def answered(owner: Owner) -> Life:
    """Answers everything and forgets to hand it in."""
    await owner.register()
    yield
    await owner.answer(1)


async def prompt(owner: Owner) -> Life:
    """Hands in on the second day, all 符合."""
    await owner.register()
    yield
    await owner.answer(1)
    await owner.hand_in()


async def late(owner: Owner) -> Life:
    """Hands in two days after it was due."""
    await owner.register()
    while owner.world.today < owner.form_due + 2 * DAY:
        yield
    await owner.answer(1)
    await owner.hand_in()


async def mending(owner: Owner) -> Life:
    """Plans and puts it right on the day it is due, in the afternoon."""
    await owner.register()
    yield
    (finding,) = await owner.answer(1, [1])
    due = await owner.plan(finding)
    await owner.hand_in()
    while owner.world.today < (due.on(owner.world.today + DAY) or owner.world.today):
        yield
    await owner.rectify(due)


async def overdue(owner: Owner) -> Life:
    """Plans and never does it."""
    await owner.register()
    yield
    (finding,) = await owner.answer(1, [1])
    await owner.plan(finding)
    await owner.hand_in()


async def putting_off(owner: Owner) -> Life:
    """Never begins; says 明天再提醒 to the first letter."""
    await owner.register()
    while await owner.last_digest() is None:
        yield
    await owner.put_off()


async def hushing(owner: Owner) -> Life:
    """Hands in; has masks to maintain and workers to examine; mutes their reminders."""
    await owner.register()
    yield
    today = owner.world.today
    await owner.keep_up("maintenance", "maintenance", today + 12 * DAY)
    await owner.keep_up("medical_exam", "medical_exam", today + 12 * DAY)
    await owner.answer(1)
    await owner.hand_in()
    for _ in range(2):
        yield
        while not (hushed := await owner.hush()):
            yield
        for due in owner.dues:
            if due.subject == "upkeep" and due.subject_id in hushed:
                due.days.append((owner.world.today, None))


async def keeping(owner: Owner) -> Life:
    """Hands in, and does what recurs on the day it is due."""
    await owner.register()
    yield
    due = await owner.keep_up("testing", "testing", owner.world.today + 35 * DAY)
    await owner.answer(1)
    await owner.hand_in()
    while owner.world.today < (due.on(owner.world.today + DAY) or owner.world.today):
        yield
    now = due.on(owner.world.today + DAY)
    assert now is not None
    view = await owner.world.do(upkeeps.mark_kept, owner.actor, due.subject_id, now, owner.world.today)
    due.days.append((owner.world.today, view.due_on))


def asking(decide: Callable[[Owner, int, date], Awaitable[None]]) -> Callable[[Owner], Life]:
    """Plans, asks for longer the day before it is due, is given it the same day, is late all the same."""

    async def life(owner: Owner) -> Life:
        await owner.register()
        yield
        (finding,) = await owner.answer(1, [1])
        due = await owner.plan(finding)
        await owner.hand_in()
        first = due.days[0][1]
        assert first is not None
        while owner.world.today < first - DAY:
            yield
        longer = first + LONGER * DAY
        asked = await owner.world.do(
            extensions.ask, owner.actor, finding, longer, "设备下周才到货", owner.world.today
        )
        await decide(owner, asked, longer)
        due.days.append((owner.world.today, longer))

    return life

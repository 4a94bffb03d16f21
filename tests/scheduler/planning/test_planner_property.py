"""Reminders and digests agree with a plain model for all facts, clocks and deeds of the planner."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.self_checks import submissions
from storage.tables.reminders import Reminder
from tests.scheduler.planned import FORM_DUE, START, ZONE, Town, empty, open_town, tick_killed
from tests.scheduler.reminder_model import Model
from tests.sizes import size

DAY = timedelta(days=1)
_HOURS = st.sampled_from([7, 9, 9, 9, 15, 21])


@dataclass(frozen=True)
class Deed:
    """One thing that happens; `by` days, `hour` of the day where it matters."""

    name: str
    by: int = 0
    hour: int = 9


_deeds = st.one_of(
    st.builds(Deed, st.just("days"), st.integers(1, 4), _HOURS),
    st.builds(Deed, st.just("days"), st.integers(1, 40), _HOURS),
    st.builds(Deed, st.just("move"), st.integers(-6, 9), _HOURS),
    st.builds(Deed, st.sampled_from(["tick", "deliver", "killed"])),
    st.builds(Deed, st.just("form"), st.integers(-3, 20)),
    st.builds(Deed, st.just("plan"), st.integers(0, 12)),
    st.sampled_from([Deed("hand_in"), Deed("take_back"), Deed("rectify"), Deed("no_form")]),
)


@dataclass
class World:
    """The town and its model, to which everything happens alike."""

    town: Town
    model: Model
    owner: Actor
    check: int
    finding: int

    @property
    def today(self) -> date:
        """The local day."""
        return self.town.clock().astimezone(ZONE).date()

    async def happen(self, deed: Deed) -> None:
        """Let something happen."""
        match deed.name:
            case "days":
                for _ in range(deed.by):
                    self.town.set(self.today + DAY, deed.hour)
                    await self.tick()
                    await self.deliver()
            case "move":
                self.town.set(self.today + deed.by * DAY, deed.hour)
            case "tick":
                await self.tick()
            case "deliver":
                await self.deliver()
            case "killed":
                await self.be_killed()
            case _:
                await self.change(deed)

    async def tick(self) -> None:
        """A planner that has just been started looks."""
        await self.town.planner.tick()
        self.model.tick(self.town.clock())

    async def deliver(self) -> None:
        """Deliver the due rows."""
        await self.town.deliver()
        self.model.deliver(self.town.clock())

    async def be_killed(self) -> None:
        """Planning is done, gathering is not."""

        await tick_killed(self.town.planner)
        self.model.tick(self.town.clock(), collects=False)

    async def change(self, deed: Deed) -> None:
        """The facts change, as far as they may."""
        model, town = self.model, self.town
        if deed.name in ("form", "no_form"):
            model.form_due = None if deed.name == "no_form" else self.today + deed.by * DAY
            await town.move_form(model.form_due)
        elif deed.name == "hand_in":
            await town.do(submissions.submit, self.owner, self.check, form_prefix="XF")
            model.handed_in = True
        elif deed.name == "take_back":
            await town.do(submissions.withdraw, self.owner, self.check)
            model.handed_in = False
        elif deed.name == "rectify" and not model.fix_done:
            await town.rectify(self.owner, self.finding)
            model.fix_done = True
        elif deed.name == "plan" and not model.fix_done and not model.handed_in:
            due = self.today + deed.by * DAY
            if due != model.fix_due:
                await town.plan(self.owner, self.finding, due)
                model.fix_due, model.fix_planned = due, self.today

    async def compare(self) -> None:
        """The database says what the model says."""
        columns = (Reminder.rule, Reminder.planned_on, Reminder.days, Reminder.due_on, Reminder.state)
        kept = {(rule, day): tuple(rest) for rule, day, *rest in await self.town.reminders(*columns)}
        assert kept == {key: (row.days, row.due_on, row.state) for key, row in self.model.rows.items()}
        assert [one.day for one in self.town.letters] == self.model.letters
        assert all(count == 1 for count in Counter(one.day for one in self.town.letters).values())
        for letter in self.town.letters:
            local = letter.at.astimezone(ZONE)
            assert (8, 30) <= (local.hour, local.minute) < (20, 0)


async def make(database: Database, library: Library) -> World:
    await empty(database)
    town = await open_town(database, library)
    owner = await town.enterprise()
    finding = await town.fail(owner)
    due = START + 10 * DAY
    await town.plan(owner, finding, due)
    return World(town, Model(FORM_DUE, due, START), owner, await town.begin(owner), finding)


@settings(
    max_examples=size(8, 25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(_deeds, min_size=4, max_size=12))
@example([Deed("hand_in"), Deed("days", 27, 15), Deed("move", -3, 7), Deed("take_back"), Deed("days", 4)])
async def test_any_deeds_leave_reminders_as_the_model_says(
    database: Database, library: Library, deeds: list[Deed]
) -> None:
    world = await make(database, library)
    for deed in deeds:
        await world.happen(deed)
        await world.compare()

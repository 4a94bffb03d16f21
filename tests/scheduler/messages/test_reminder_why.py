"""Every reason why somebody was not reminded, after the real planner and outbox."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from content.calendar.workdays import is_workday
from content.model.library import Library
from content.model.reminders import ReminderRule, planned_days, wanted
from scheduler.delivery.outcome import Refused
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import NotAllowed, NotFound
from storage.enterprises import upkeeps
from storage.people import reachability
from storage.reminders import answers
from storage.reminders.why import ReminderAnswer, WhyReminders, why
from storage.tables.enterprises import Enterprise
from storage.tables.outbox import OutboxRow
from tests.scheduler.planned import FORM_DUE, RULES, START, ZONE, Town, at, open_town

DAY = timedelta(days=1)
CLI = Actor("cli")


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    return await open_town(database, library)


async def asked(town: Town, enterprise_id: int, actor: Actor = CLI) -> WhyReminders:
    async with town.database.read() as db:
        return await why(db, actor, town.clock(), town.library, enterprise_id, ZONE, town.works)


async def form(town: Town, owner: Actor, contact: int = 0) -> ReminderAnswer:
    """The answer about the form, for one of the contacts."""
    found = (await asked(town, await town.works_on(owner))).contacts[contact].answers
    return next(one for one in found if one.rule == "self_check")


async def test_a_form_from_its_first_day_until_it_is_handed_in(town: Town) -> None:
    owner = await town.enterprise()
    town.set(FORM_DUE - 40 * DAY)
    first = await form(town, owner)
    assert (first.answer, first.day) == ("not-due", FORM_DUE - 30 * DAY)
    assert "not-planned" in (await asked(town, await town.works_on(owner))).reasons
    await town.day(FORM_DUE - 30 * DAY)
    assert (await asked(town, await town.works_on(owner))).reasons == ()
    sent = await form(town, owner)
    assert (sent.answer, sent.at, sent.next_on) == ("sent", town.clock(), FORM_DUE - 14 * DAY)
    await town.hand_in(owner)
    assert (await form(town, owner)).answer == "done"
    assert (await asked(town, await town.works_on(owner))).reasons == ("nothing",)


async def test_a_digest_on_its_way_says_how_many_leave_before_it(town: Town) -> None:
    owners = [await town.enterprise() for _ in range(3)]
    town.set(FORM_DUE)
    await town.planner.tick()
    found = [await form(town, owner) for owner in owners]
    assert {one.answer for one in found} == {"queued"}
    assert sorted(one.ahead for one in found) == [0, 1, 2]
    town.clock.at = at(FORM_DUE, 22)
    night = await form(town, owners[0])
    assert (night.answer, night.at) == ("night", at(FORM_DUE + DAY, 8, 30))
    town.set(FORM_DUE)
    later = town.clock() + timedelta(minutes=5)
    await town.change(update(OutboxRow).values(state="retry", not_before=later, problem="Bad Gateway"))
    retry = await form(town, owners[0])
    assert (retry.answer, retry.at, retry.reason) == ("retry", later, "Bad Gateway")
    await town.change(update(OutboxRow).values(state="sending"))
    assert (await form(town, owners[0])).answer == "sending"


async def test_refused_unreachable_muted_and_put_off(town: Town) -> None:
    refused, gone, busy = [await town.enterprise() for _ in range(3)]
    assert refused.person_id
    assert gone.person_id
    town.outcomes[refused.person_id] = Refused("Bad Request")
    await town.do(reachability.mark_unreachable, CLI, gone.person_id)
    since = town.clock()
    letters = await town.day(FORM_DUE - 7 * DAY)
    await town.change(update(OutboxRow).where(OutboxRow.state == "failed").values(problem="Bad Request"))
    said = await form(town, refused)
    assert (said.answer, said.reason) == ("refused", "Bad Request")
    lost = await form(town, gone)
    assert (lost.answer, lost.at, lost.next_on) == ("unreachable", since, FORM_DUE - 3 * DAY)
    (letter,) = letters
    digest = int(letter.buttons["明天再提醒"].rpartition(":")[2])
    snoozable = [rule.code for rule in RULES if "snooze" in rule.buttons]
    await town.do(answers.snooze, busy, digest, snoozable, town.works)
    later = await form(town, busy)
    assert (later.answer, later.day) == ("put-off", FORM_DUE - 6 * DAY)
    await town.do(answers.mute, busy, digest, ["self_check"])
    await town.day(FORM_DUE - 6 * DAY)
    assert (await form(town, busy)).answer == "moot"


async def test_who_joined_later_was_not_planned_for(town: Town) -> None:
    owner = await town.enterprise()
    await town.day(FORM_DUE - 7 * DAY)
    await town.phone(owner)
    assert (await form(town, owner)).answer == "sent"
    missed = await form(town, owner, 1)
    assert (missed.answer, missed.day, missed.next_on) == ("missed", FORM_DUE - 7 * DAY, FORM_DUE - 3 * DAY)


async def test_a_form_without_a_day_a_finding_and_a_recurring_date(town: Town) -> None:
    owner = await town.enterprise()
    await town.move_form(None)
    assert (await form(town, owner)).answer == "no-day"
    await town.begin(owner)
    finding = await town.fail(owner)
    due = START + 20 * DAY
    await town.plan(owner, finding, due)
    await town.do(
        upkeeps.set_last, owner, await town.works_on(owner), "testing", START - 100 * DAY, 12, START
    )
    found = (await asked(town, await town.works_on(owner))).contacts[0].answers
    assert {(one.rule, one.thing.due_on) for one in found} >= {("rectification", due)}
    assert [one.rule for one in found if one.thing.about == "upkeep"] == ["testing"]


async def test_a_closed_enterprise_and_a_place_without_a_campaign(town: Town) -> None:
    owner = await town.enterprise()
    enterprise_id = await town.works_on(owner)
    await town.change(update(Enterprise).where(Enterprise.id == enterprise_id).values(state="closed"))
    assert "closed" in (await asked(town, enterprise_id)).reasons
    with pytest.raises(NotFound):
        await asked(town, 999)
    with pytest.raises(NotAllowed):
        await asked(town, enterprise_id, owner)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_the_days_of_a_rule_are_those_on_which_it_is_planned(rule: ReminderRule) -> None:
    """Through the holidays of October, when nothing but what is due is said."""
    due, found = date(2026, 10, 8), []
    for offset in range(-60, 200):
        day = due + offset * DAY
        if any(one.due_on == due for one in wanted(rule, day - DAY, day, is_workday)):
            found.append(day)
    assert found == [day for day in planned_days(rule, due, is_workday) if day < due + 200 * DAY]

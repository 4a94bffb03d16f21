"""Reminders: planned on their days, one for each rule, subject, day and person, gathered into digests."""

from __future__ import annotations

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, insert, select, update

from content.model.base import Text
from content.model.reminders import wanted
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.changes import campaign_ending
from storage.offices import jurisdictions
from storage.people import reachability
from storage.reminders import digests
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Rectification
from storage.tables.people import Contact
from storage.tables.reminders import Reminder
from tests.scheduler.planned import FORM_DUE, START, Town
from tests.scheduler.planning.towns import DAY, before, live, town
from tests.storage.conftest import CLI

__all__ = ["town"]


async def test_form_is_reminded_of_on_its_days_to_whoever_has_not_handed_in(town: Town) -> None:
    late, prompt = await town.enterprise(), await town.enterprise()
    await town.hand_in(prompt)
    await live(town, START, FORM_DUE + 10 * DAY)
    expected = [START, *before(FORM_DUE, -14, -7, -3, -1, 0, 1, 3, 7)]  # 30 days before was missed
    assert [(one.person_id, one.day) for one in town.letters] == [(late.person_id, day) for day in expected]
    assert {row.state for row in await town.reminders()} == {"sent"}


async def test_who_hands_in_between_planning_and_sending_hears_nothing(town: Town) -> None:
    owner = await town.enterprise()
    town.set(FORM_DUE - 7 * DAY)
    await town.planner.tick()
    await town.hand_in(owner)
    assert await town.deliver() == []
    assert [row.state for row in await town.reminders()] == ["moot"]
    await live(town, FORM_DUE - 6 * DAY, FORM_DUE)
    assert town.letters == []


async def test_taken_back_form_is_reminded_of_again(town: Town) -> None:
    from storage.self_checks import submissions

    owner = await town.enterprise()
    await town.hand_in(owner)
    await town.day(FORM_DUE - 3 * DAY)
    await town.do(submissions.withdraw, owner, await town.begin(owner))
    (letter,) = await town.day(FORM_DUE - DAY)
    assert "都答完了，还没提交" in letter.text


async def test_every_phone_and_the_guest_are_reminded_of_a_rectification(town: Town) -> None:
    owner = await town.enterprise()
    mate = await town.phone(owner)
    finding = await town.fail(owner)
    guest = await town.guest(owner, finding)
    other = await town.enterprise()
    await town.move_form(None)
    due = START + 20 * DAY
    await town.plan(owner, finding, due)
    await live(town, START, due + 10 * DAY)
    days = before(due, -7, -3, -1, 0, 1, 3, 7)
    assert Counter((one.person_id, one.day) for one in town.letters) == Counter(
        (person.person_id, day) for person in (owner, mate, guest) for day in days
    )
    assert other.person_id not in {one.person_id for one in town.letters}


async def test_rectification_that_is_done_is_not_reminded_of(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.move_form(None)
    await town.plan(owner, finding, START + 10 * DAY)
    await town.day(START + 3 * DAY)
    await town.rectify(owner, finding)
    await live(town, START + 4 * DAY, START + 20 * DAY)
    assert [one.day for one in town.letters] == [START + 3 * DAY]


async def test_days_before_the_plan_was_made_do_not_count(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.move_form(None)
    await town.plan(owner, finding, START + DAY)  # at noon: today is its day before
    await town.day(START, 13)
    assert town.letters == []
    await town.day(START + DAY)
    assert [one.day for one in town.letters] == [START + DAY]


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(8, 29, True), (8, 30, False), (19, 59, False), (20, 0, True)]
)
async def test_nobody_is_written_to_in_quiet_hours(town: Town, hour: int, minute: int, quiet: bool) -> None:
    await town.enterprise()
    assert (await town.day(FORM_DUE, hour, minute) == []) is quiet
    later = await town.day(FORM_DUE + DAY)
    assert [one.day for one in later] == [FORM_DUE + DAY]


async def test_moved_deadline_is_followed_and_not_repeated(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.move_form(None)
    due = START + 20 * DAY
    await town.plan(owner, finding, due)
    await live(town, START, due - DAY)
    town.letters.clear()
    await town.plan(owner, finding, due + 2 * DAY)  # tomorrow would be three days before once more
    await live(town, due, due + 5 * DAY)
    days = [(row.planned_on - due).days for row in await town.reminders() if row.planned_on >= due]
    assert days == [2, 3, 5]
    assert [(one.day - due).days for one in town.letters] == days


async def test_deadline_moved_far_begins_anew(town: Town) -> None:
    await town.enterprise()
    await live(town, START, FORM_DUE)
    town.letters.clear()
    await town.move_form(FORM_DUE + 20 * DAY)
    await live(town, FORM_DUE + DAY, FORM_DUE + 21 * DAY)
    assert [one.day for one in town.letters] == before(FORM_DUE + 20 * DAY, -14, -7, -3, -1, 0, 1)


async def test_day_set_only_later_is_reminded_of_from_then_on(town: Town) -> None:
    await town.move_form(None)
    await town.enterprise()
    await live(town, START, START + 3 * DAY)
    assert town.letters == []
    await town.move_form(FORM_DUE)
    await live(town, START + 4 * DAY, FORM_DUE)
    assert [one.day for one in town.letters] == before(FORM_DUE, -14, -7, -3, -1, 0)


async def test_closed_campaign_reminds_of_nothing_more(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.plan(owner, finding, FORM_DUE)
    town.set(FORM_DUE - DAY)
    await town.planner.tick()
    await town.do(campaign_ending.close, CLI, town.campaign_id)
    assert await town.deliver() == []
    await live(town, FORM_DUE, FORM_DUE + 8 * DAY)
    assert town.letters == []


async def test_every_open_campaign_of_a_place_reminds_its_enterprises(town: Town) -> None:
    async with town.database.begin() as db:
        village = await jurisdictions.add(db, CLI, town.clock(), "v", "甲村", "cd")
        far = await jurisdictions.add(db, CLI, town.clock(), "far", "外县")
    inside, outside = await town.enterprise(place=village.id), await town.enterprise(place=far.id)
    (letter,) = await town.day(FORM_DUE)
    assert letter.person_id == inside.person_id
    nearer = await town.do(campaigns.open_campaign, CLI, town.library, "small", village.id, FORM_DUE)
    await town.day(FORM_DUE + DAY)
    _, *latest = await town.reminders()
    assert {(one.campaign_id, one.person_id) for one in latest} == {
        (town.campaign_id, inside.person_id),
        (nearer.id, inside.person_id),
    }
    assert outside.person_id not in {one.person_id for one in town.letters}


async def test_closed_enterprise_and_unreachable_people_are_left_out(town: Town) -> None:
    gone, closed, here = [await town.enterprise() for _ in range(3)]
    await town.change(
        update(Enterprise).where(Enterprise.id == await town.works_on(closed)).values(state="closed")
    )
    await town.do(reachability.mark_unreachable, Actor("system"), gone.person_id)
    assert [one.person_id for one in await town.day(FORM_DUE)] == [here.person_id]


async def test_who_left_the_enterprise_meanwhile_hears_nothing(town: Town) -> None:
    await town.enterprise()
    town.set(FORM_DUE)
    await town.planner.tick()
    await town.change(delete(Contact))
    assert await town.deliver() == []


async def test_zones_have_their_own_mornings(town: Town, database: Database) -> None:
    from zoneinfo import ZoneInfo

    from storage.tables.campaigns import Campaign
    from tests.scheduler.planned import at

    await town.enterprise()
    await town.change(update(Campaign).values(zone="Asia/Urumqi"))
    assert await town.day(FORM_DUE, 9) == []  # seven o'clock there
    town.clock.at = at(FORM_DUE, 8, 30, ZoneInfo("Asia/Urumqi"))
    await town.planner.tick()
    assert len(await town.deliver()) == 1


async def test_late_line_waits_for_tomorrow_unless_urgent(town: Town) -> None:
    owner = await town.enterprise()
    await town.day(FORM_DUE)
    enterprise = await town.works_on(owner)
    late = {
        "rule": "self_check",
        "subject": "enterprise",
        "subject_id": enterprise,
        "campaign_id": town.campaign_id,
        "person_id": owner.person_id,
        "due_on": FORM_DUE,
        "state": "waiting",
        "created_at": town.clock(),
        "days": 0,
    }
    earlier = FORM_DUE - DAY
    await town.change(insert(Reminder).values(planned_on=earlier, urgent=False, **late))
    assert await town.day(FORM_DUE, 10) == []
    await town.change(update(Reminder).where(Reminder.state == "waiting").values(urgent=True))
    assert len(await town.day(FORM_DUE, 11)) == 1
    await town.change(update(Reminder).where(Reminder.planned_on == earlier).values(state="waiting"))
    assert await town.day(FORM_DUE, 12) == []  # one urgent message a day is enough
    assert len(await town.day(FORM_DUE + DAY)) == 1


async def test_each_of_two_campaigns_reminds_of_its_own_form(town: Town) -> None:
    owner, other = await town.enterprise(), await town.enterprise()
    small = town.library.packs["small"]
    second = small.model_copy(update={"code": "second", "title": Text(zh="另一方案", en="another")})
    town.library = town.library.model_copy(update={"packs": {"small": small, "second": second}})
    async with town.database.begin() as db:
        opened = await campaigns.open_campaign(
            db, CLI, town.clock(), town.library, "second", town.place, START
        )
        await db.execute(
            update(CampaignDuty)
            .where(CampaignDuty.campaign_id == opened.id)
            .where(CampaignDuty.code == running.FORM_DUTY)
            .values(due_on=FORM_DUE, grace_until=None)
        )
    await town.hand_in(other)  # in the first one only
    letters = {one.person_id: one for one in await town.day(FORM_DUE - 7 * DAY)}
    both, one = letters[owner.person_id or 0], letters[other.person_id or 0]
    assert (both.text.count("自查表还没开始"), one.text.count("自查表还没开始")) == (2, 1)
    assert "〔城东街道 · 小方案〕" in both.text
    assert "〔城东街道 · 另一方案〕" in both.text
    assert "另一方案" in one.text
    assert "小方案" not in one.text
    begin = [data for text, data in both.buttons.items() if "开始自查" in text]
    enterprise = await town.works_on(owner)
    assert sorted(begin) == [f"go:check:{enterprise}:{id_}" for id_ in (town.campaign_id, opened.id)]
    async with town.database.begin() as db:
        await campaign_ending.close(db, CLI, town.clock(), opened.id, "都办完了")
    (alone,) = await town.day(FORM_DUE - 3 * DAY)
    assert "〔" not in alone.text
    assert alone.person_id == owner.person_id


async def test_a_young_campaign_is_not_asked_about_days_before_it(town: Town) -> None:
    async with town.database.read() as db:
        (group,) = (await digests.open_campaigns(db)).groups
        first = select(func.min(CampaignDuty.due_on)).where(CampaignDuty.campaign_id == town.campaign_id)
        opened = select(Campaign.start_on, Campaign.opened_at).where(Campaign.id == town.campaign_id)
        start_on, opened_at = (await db.execute(opened)).one()
        opened_on = opened_at.astimezone(ZoneInfo(group.zone)).date()
        first_due = (await db.execute(first)).scalar_one()
    assert first_due is not None
    assert group.since == min(start_on, opened_on, first_due)
    rule = next(rule for rule in town.library.reminders if rule.again and not rule.kind.has_upkeeps)
    day = group.since + 10 * DAY
    every, asked = (wanted(rule, day - DAY, day, since=since) for since in (date.min, group.since))
    assert asked == tuple(one for one in every if one.due_on >= group.since)
    assert 0 < len(asked) < len(every)


async def test_a_day_set_by_a_clock_that_was_behind_is_reminded_of(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    town.set(START + DAY)
    await town.plan(owner, finding, START + DAY)
    behind = {"due_on": START - 5 * DAY, "planned_at": town.clock() - 20 * DAY}
    async with town.database.begin() as db:
        await db.execute(update(Rectification).values(**behind))
    await live(town, START + 2 * DAY, START + 9 * DAY)
    assert finding in {row.subject_id for row in await town.reminders() if row.rule == "rectification"}


async def test_a_campaign_opened_by_a_clock_that_was_ahead_reminds_as_any_other(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    ahead = {"start_on": START + 400 * DAY, "opened_at": town.clock() + 400 * DAY}
    async with town.database.begin() as db:
        await db.execute(update(Campaign).values(**ahead))
        await db.execute(update(CampaignDuty).values(due_on=FORM_DUE + 400 * DAY, grace_until=None))
    await town.plan(owner, finding, START + 4 * DAY)
    await live(town, START + DAY, START + 7 * DAY)
    days = [row.days for row in await town.reminders() if row.rule == "rectification"]
    assert days == [-3, -1, 0, 1, 3]

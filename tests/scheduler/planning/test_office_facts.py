"""Facts told to an office: counted for its place and below, on its days, and no other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update

from content.calendar.workdays import every_day
from content.loader import load
from content.model.facts import Days
from content.model.library import Library
from content.model.reminder_kinds import FACTS
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import NotAllowed, Stale
from storage.campaigns import days as campaign_days
from storage.campaigns import duties, opening, running
from storage.changes import campaign_ending
from storage.findings import extension_views, extensions, verifications
from storage.membership import seats as staff_changes
from storage.membership.reminder_access import FACT
from storage.offices import jurisdictions
from storage.reminders import fact_planning, office_rules
from storage.reviews import cases as reviews
from storage.reviews import verdicts
from storage.self_checks import submissions
from storage.tables.campaigns import CampaignDuty
from storage.tables.offices import Staff
from storage.tables.reminders import Reminder
from tests.scheduler.planned import (
    FACT_RULES,
    FORM_DUE,
    REVIEW_RULES,
    START,
    Town,
    at,
    open_town,
    tick_killed,
)
from tests.scheduler.planning.test_office_reminders import late_fix, live, officer
from tests.storage.conftest import CLI

DAY = timedelta(days=1)
REAL = load()


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    """A town with two villages; only rules of facts."""
    made = await open_town(database, library, rules=FACT_RULES)
    async with database.begin() as db:
        for code in ("east", "west"):
            place = await jurisdictions.add(db, CLI, made.clock(), code, f"{code} 村", "cd")
            made.places[code] = place.id
    return made


def only(town: Town, *abouts: str) -> None:
    """Keep the rules of these facts alone."""
    rules = tuple(rule for rule in FACT_RULES if rule.about in abouts)
    town.library = town.library.model_copy(update={"reminders": rules})


def told(town: Town, who: Actor) -> list[tuple[date, str]]:
    """Each day of a letter with its lines after the head."""
    return [
        (one.day, "\n".join(one.text.splitlines()[1:]))
        for one in town.letters
        if one.person_id == who.person_id
    ]


async def test_who_has_not_handed_in_is_counted_for_the_office_and_those_below(town: Town) -> None:
    only(town, "unsent")
    head = await officer(town, town.place)
    east = await officer(town, town.places["east"], department="town")
    viewer, union = (
        await officer(town, town.place, "viewer"),
        await officer(town, town.place, "head", "union"),
    )
    await town.hand_in(await town.enterprise())
    for place in (town.place, town.places["east"], town.places["east"], town.places["west"]):
        await town.enterprise(place=place)
    await town.do(
        campaign_days.set_duty_date,
        CLI,
        town.library,
        town.campaign_id,
        running.FORM_DUTY,
        FORM_DUE,
        FORM_DUE + 5 * DAY,
        "市里定的",
    )
    heard = await live(town, FORM_DUE - 3 * DAY, FORM_DUE + 22 * DAY)
    days = [day + 3 for day in (1, 5, 12, 19)]
    assert heard == {head.person_id: days, east.person_id: days}
    assert viewer.person_id not in heard
    assert union.person_id not in heard
    assert told(town, head) == [
        (FORM_DUE + DAY, "1. 4 家未交自查表，交表日期11月20日已过 1 天，11月25日前还可以交"),
        (FORM_DUE + 5 * DAY, "1. 4 家未交自查表，交表日期11月20日已过 5 天，今天是最后一天还可以交"),
        (FORM_DUE + 12 * DAY, "1. 4 家未交自查表，交表日期11月20日已过 12 天"),
        (FORM_DUE + 19 * DAY, "1. 4 家未交自查表，交表日期11月20日已过 19 天"),
    ]
    assert told(town, east)[0][1].startswith("1. 2 家未交自查表")
    letter = next(one for one in town.letters if one.person_id == head.person_id)
    assert letter.text.startswith("办公室：今天 1 件事")
    here = f"{town.place}:{town.campaign_id}"
    assert letter.buttons == {"1 看名单": f"go:unsent:{here}", "1 催交": f"go:nudge:{here}"}


async def test_nothing_is_said_when_all_have_handed_in_or_the_campaign_is_over(town: Town) -> None:
    await officer(town, town.place)
    owner = await town.enterprise()
    town.set(FORM_DUE + DAY, 8, 30)
    await town.planner.tick()
    await town.hand_in(owner)  # planned, and no longer so when it is said
    assert await town.deliver() == []
    assert await live(town, FORM_DUE + 2 * DAY, FORM_DUE + 3 * DAY) == {}
    await town.enterprise()
    await town.do(campaign_ending.close, CLI, town.campaign_id)
    told = await live(town, FORM_DUE + 4 * DAY, FORM_DUE + 30 * DAY)
    assert set(map(tuple, told.values())) <= {(0,)}, "only that it has ended"


async def test_on_days_off_facts_wait_for_the_next_working_day(town: Town) -> None:
    head = await officer(town, town.place)
    await town.enterprise()
    town.works = lambda day: day.weekday() < 5
    assert FORM_DUE.weekday() == 4
    heard = await live(town, FORM_DUE, FORM_DUE + 16 * DAY)
    assert heard == {head.person_id: [3, 5, 12]}  # the 5th day is the last of grace


async def test_a_last_day_on_a_day_off_is_said_on_the_working_day_before(town: Town) -> None:
    only(town, "unsent")
    head = await officer(town, town.place)
    await town.enterprise()
    town.works = lambda day: day.weekday() < 5
    sunday = FORM_DUE + 9 * DAY
    of_form = (CampaignDuty.campaign_id == town.campaign_id) & (CampaignDuty.code == running.FORM_DUTY)
    await town.change(update(CampaignDuty).where(of_form).values(grace_until=sunday))
    assert await live(town, FORM_DUE, sunday + DAY) == {head.person_id: [3, 7]}
    assert told(town, head)[1][1].endswith("，11月29日前还可以交")


async def test_a_day_that_moves_is_said_anew_when_it_has_passed(town: Town) -> None:
    head = await officer(town, town.place)
    await town.enterprise()
    await live(town, FORM_DUE, FORM_DUE + DAY)
    await town.move_form(FORM_DUE + 3 * DAY)
    assert await live(town, FORM_DUE + 2 * DAY, FORM_DUE + 6 * DAY) == {head.person_id: [2]}


async def test_the_oldest_form_that_waits_for_a_review_is_told_weekly(town: Town) -> None:
    only(town, "unreviewed")
    head = await officer(town, town.place)
    await town.hand_in(await town.enterprise())
    heard = await live(town, START, START + 9 * DAY)
    assert heard == {head.person_id: [3]}
    town.set(START + 9 * DAY)
    await town.hand_in(await town.enterprise(place=town.places["west"]))
    await live(town, START + 10 * DAY, START + 12 * DAY)
    assert told(town, head) == [(START + 10 * DAY, "1. 2 份自查表待复查，最早的已等 10 天")]
    assert list(town.letters[0].buttons) == ["1 去复查"]


async def review(town: Town, inspector: Actor, owner: Actor) -> None:
    """The form reviewed, all agreed."""
    check = await town.begin(owner)
    await town.do(reviews.claim, inspector, check)
    today = town.clock().date()
    await town.do(verdicts.decide, inspector, REVIEW_RULES, check, "pass", today=today)


async def test_a_form_taken_for_a_review_and_left_is_named_with_who_has_it(town: Town) -> None:
    """Waiting since it was taken, or since anything of it was judged; no more once it went back."""
    only(town, "unreviewed", "claimed")
    head, taker = await officer(town, town.place, "head"), await officer(town, town.places["east"])
    owner, other = [await town.enterprise(place=town.places["east"]) for _ in range(2)]
    for one in (owner, other):
        await town.hand_in(one)
        await town.do(reviews.claim, taker, await town.begin(one))
    town.set(START + 4 * DAY)
    await town.do(reviews.judge, taker, await town.begin(other), "Q01.1", "agree")
    heard = await live(town, START + 4 * DAY, START + 15 * DAY)
    assert heard == {head.person_id: [3, 10], taker.person_id: [3, 10]}
    assert told(town, head) == [
        (START + 7 * DAY, "1. 1 份自查表已领取、未复查，最早的已 7 天：周科长"),
        (START + 14 * DAY, "1. 2 份自查表已领取、未复查，最早的已 14 天：周科长"),
    ]
    here = f"{town.place}:{town.campaign_id}"
    letter = next(one for one in town.letters if one.person_id == head.person_id)
    assert letter.buttons == {"1 去看": f"go:claimed:{here}"}
    for one in (owner, other):
        await town.do(reviews.give_back, taker, await town.begin(one))
    heard = await live(town, START + 16 * DAY, START + 22 * DAY)
    assert heard[head.person_id or 0] == [0]
    assert "份自查表待复查" in told(town, head)[0][1]


async def test_what_waits_to_be_accepted_and_what_is_not_answered_is_told(town: Town) -> None:
    only(town, "unverified", "unanswered")
    head = await officer(town, town.place)
    owner, late = await town.enterprise(), await town.enterprise()
    finding = await town.fail(owner)
    await town.plan(owner, finding, START + 20 * DAY)
    await town.do(submissions.submit, owner, await town.begin(owner), form_prefix="XF")
    check = await town.begin(owner)
    await town.do(reviews.claim, head, check)
    await town.do(reviews.judge, head, check, "Q01.1", "agree")
    await town.do(
        verdicts.decide,
        head,
        REVIEW_RULES,
        check,
        "correct",
        today=START,
        due_on=START + 20 * DAY,
        comment="限期改",
    )
    asked = await town.fail(late)
    await town.plan(late, asked, START + 10 * DAY)
    await town.do(extensions.ask, late, asked, START + 30 * DAY, "设备没到货", START)
    await town.rectify(owner, finding)
    heard = await live(town, START, START + 10 * DAY)
    # on the day after, what was asked for meanwhile; then what waits
    assert heard == {head.person_id: [1, 3, 6, 9, 10]}
    assert told(town, head)[1:] == [
        (START + 3 * DAY, "1. 1 项整改待销号，最早的已等 3 天\n2. 1 件延期申请未答复，最早的已等 3 天"),
        (START + 6 * DAY, "1. 1 件延期申请未答复，最早的已等 6 天"),
        (START + 9 * DAY, "1. 1 件延期申请未答复，最早的已等 9 天"),
        (START + 10 * DAY, "1. 1 项整改待销号，最早的已等 10 天"),
    ]
    here = f"{town.place}:{town.campaign_id}"
    assert town.letters[1].buttons == {
        "1 去销号": f"go:unverified:{here}",
        "2 去答复": f"go:unanswered:{here}",
    }
    await town.do(verifications.accept, head, REVIEW_RULES, finding)
    (waiting,) = await town.look(extension_views.list_waiting, head, town.place)
    await town.do(extensions.decide, head, waiting.id, None, "不能再拖", START + 10 * DAY)
    heard = await live(town, START + 11 * DAY, START + 20 * DAY)
    assert heard == {}


async def test_enterprises_long_overdue_are_told_with_how_many_more(town: Town) -> None:
    """The office above is told of escalations below it; the office below has its own."""
    await town.move_form(None)
    above, below = await officer(town, town.place), await officer(town, town.places["east"])
    due = START + 5 * DAY
    only(town, "overdue")
    for place in ("east", "east", "west"):
        await late_fix(town, town.places[place], due)
    await late_fix(town, town.places["east"], due + 6 * DAY)
    heard = await live(town, due, due + 22 * DAY)
    assert heard == {above.person_id: [14, 21]}
    assert below.person_id not in heard
    assert told(town, above) == [
        (due + 14 * DAY, "1. 2 家企业整改长期逾期，最久 14 天，一周内新增 2 家"),
        (due + 21 * DAY, "1. 3 家企业整改长期逾期，最久 21 天，一周内新增 1 家"),
    ]


async def test_an_office_hears_what_offices_below_owe(database: Database) -> None:
    city = await open_town(
        database, REAL, rules=FACT_RULES, code="city", pack="tianjin", start=date(2026, 11, 21)
    )
    city.clock.at = at(date(2026, 11, 21), 12)
    async with database.begin() as db:
        for code in ("east", "west"):
            city.places[code] = (
                await jurisdictions.add(db, CLI, city.clock(), code, f"{code} 区", "city")
            ).id
    top, east = await officer(city, city.place), await officer(city, city.places["east"])
    month_end = date(2026, 11, 30)
    for code in ("monthly_meeting", "monthly_report"):
        await city.do(
            duties.mark_done, east, REAL, city.campaign_id, code, city.places["east"], date(2026, 11, 1)
        )
    heard = await live(city, month_end, month_end + 11 * DAY)
    assert heard == {top.person_id: [3, 10]}
    owed = [one for one in city.letters if "下级有" in one.text]
    assert owed[0].text.splitlines()[1] == "1. 下级有 2 项任务未完成，最久过期 3 天：west 区"
    assert list(owed[0].buttons.values()) == [f"go:owed:{city.place}:{city.campaign_id}"]


async def test_a_plan_without_days_is_asked_about_weekly_until_they_are_set(database: Database) -> None:
    town = await open_town(database, REAL, rules=FACT_RULES, pack="yangzhou", start=date(2026, 11, 1))
    town.clock.at = at(date(2026, 11, 1), 12)
    head, inspector = await officer(town, town.place, "head"), await officer(town, town.place)
    await town.enterprise()
    opened = date(2026, 11, 1)
    heard = await live(town, opened, opened + 15 * DAY)
    assert heard == {head.person_id: [7, 14]}
    assert inspector.person_id not in heard
    assert told(town, head)[0][1] == (
        "1. 还有 1 个日期未定：报送企业自查表。交表日期可定在阶段结束那天，2027年3月31日"
    )
    offered = date(2027, 3, 31)
    here = f"{town.place}:{town.campaign_id}"
    assert town.letters[0].buttons == {
        "1 去定日期": f"go:undated:{here}",
        "1 就定这一天": f"go:take:{here}:20270331",
    }
    take = (campaign_days.take_offered_day, head, REAL, town.campaign_id)
    with pytest.raises(Stale):
        await town.do(*take, offered - DAY, "市里定的")
    with pytest.raises(NotAllowed):
        await town.do(take[0], inspector, *take[2:], offered, "市里定的")
    assert await town.do(*take, offered, "市里定的")
    assert not await town.do(*take, offered, "市里定的")
    with pytest.raises(Stale):
        await town.do(*take, offered + DAY, "市里定的")
    # the other officer is told once that the day was set
    assert await live(town, opened + 16 * DAY, opened + 30 * DAY) == {inspector.person_id: [0]}


async def test_more_open_days_than_are_named_are_said_to_be_more(database: Database) -> None:
    town = await open_town(database, REAL, rules=FACT_RULES, pack="county_town", start=START)
    only(town, "undated")
    head = await officer(town, town.place, "head")
    await town.day(START + 7 * DAY)
    assert told(town, head)[0][1] == "1. 还有 6 个日期未定：报送企业自查表、动员部署、企业自查等"


async def test_an_office_chooses_its_days_and_sees_what_comes(town: Town) -> None:
    only(town, "unsent", "overdue")
    head, east = await officer(town, town.place, "head"), await officer(town, town.places["east"], "head")
    await town.enterprise(place=town.places["east"])
    listed = await town.look(office_rules.list_rules, head, town.library, town.place)
    rules = {rule.code: days for rule, days in listed}
    assert rules["unsent"] == Days(True, 1, 7)
    daily = Days(True, 2, 2)
    assert await town.do(office_rules.set_days, head, town.library, town.place, "unsent", daily)
    assert not await town.do(office_rules.set_days, head, town.library, town.place, "unsent", daily)
    off = replace(rules["unsent"], is_on=False)
    await town.do(office_rules.set_days, east, town.library, town.places["east"], "unsent", off)
    assert await live(town, FORM_DUE, FORM_DUE + 7 * DAY) == {head.person_id: [2, 4, 5, 7]}
    today = FORM_DUE + 7 * DAY
    where = (head, town.library, town.place, today, every_day)
    seen = await town.look(fact_planning.preview, *where)
    assert (seen.day, seen.told) == (today + DAY, ())  # today's are out
    assert [(one.rule, one.next_on) for one in seen.later] == [("unsent", today + 2 * DAY)]
    then = await town.look(fact_planning.preview, *where[:3], today + 2 * DAY, every_day)
    assert [(one.rule, one.fact.count) for one in then.told] == [("unsent", 1)]
    assert (
        await town.look(fact_planning.preview, east, *where[1:2], town.places["east"], *where[3:])
    ).facts == ()
    await town.do(office_rules.set_days, head, town.library, town.place, "unsent", rules["unsent"])
    seen = await town.look(fact_planning.preview, *where)
    assert [(one.rule, one.next_on) for one in seen.later] == [("unsent", FORM_DUE + 14 * DAY)]
    assert await live(town, FORM_DUE + 8 * DAY, FORM_DUE + 14 * DAY) == {head.person_id: [6]}


async def test_lines_that_wait_for_who_leaves_the_office_end_with_the_seat(town: Town) -> None:
    """Counts and duties end with the seat; another seat that may act on them keeps them."""

    async def seat_of(who: Actor) -> int:
        seats = select(Staff.id).where(Staff.person_id == who.person_id)
        return int((await town.look(lambda db, _: db.execute(seats), who)).scalar_one())

    only(town, "unsent")
    gone, lower, stays, _ = [await officer(town, town.place, "head") for _ in range(4)]
    await town.enterprise()
    town.set(FORM_DUE + DAY, 8, 30)
    await tick_killed(town.planner)
    async with town.database.begin() as db:
        copied = select(Reminder.person_id, Reminder.campaign_id, Reminder.planned_on, Reminder.due_on)
        for row in (await db.execute(copied.where(Reminder.subject == "office"))).all():
            duty = select(CampaignDuty.id).where(CampaignDuty.campaign_id == town.campaign_id).limit(1)
            about = {"rule": "duty", "subject": "duty", "subject_id": (await db.execute(duty)).scalar()}
            more = {"days": 0, "urgent": False, "state": "waiting", "created_at": town.clock()}
            await db.execute(insert(Reminder).values(**row._mapping, **about, **more))
    await town.do(staff_changes.revoke, CLI, await seat_of(gone))
    await town.do(staff_changes.change_role, CLI, await seat_of(lower), "viewer")
    await town.do(staff_changes.change_role, CLI, await seat_of(stays), "inspector")
    states: dict[int | None, set[tuple[str, str]]] = defaultdict(set)
    lines = select(Reminder.person_id, Reminder.subject, Reminder.state)
    for person, subject, state in await town.look(lambda db, _: db.execute(lines), CLI):
        states[person].add((subject, state))
    ended = {("office", "moot"), ("duty", "moot")}
    assert states[gone.person_id] == states[lower.person_id] == ended
    assert states[stays.person_id] == {("office", "waiting"), ("duty", "waiting")}


def test_the_rules_speak_of_each_fact_once() -> None:
    assert sorted(rule.about for rule in FACT_RULES) == sorted(FACTS)


async def test_a_second_campaign_of_the_place_hides_nothing_of_the_first(town: Town) -> None:
    only(town, "unsent")
    head, east = await officer(town, town.place), await officer(town, town.places["east"], department="town")
    for place in (town.place, town.places["east"]):
        await town.enterprise(place=place)
    another = town.library.packs["small"].model_copy(update={"code": "another"})
    town.library = town.library.model_copy(update={"packs": {**town.library.packs, "another": another}})
    async with town.database.begin() as db:
        for place in (town.place, town.places["east"]):  # of the place itself, and of one below
            await opening.open_campaign(db, CLI, town.clock(), town.library, "another", place, FORM_DUE)
    await town.day(FORM_DUE + DAY)
    for who, count in ((head, 2), (east, 1)):
        ((_, said),) = told(town, who)
        assert f"{count} 家未交自查表" in said, "the first's form is due, whatever began after it"
        assert "〔城东街道 · " in said, "which campaign it is about is said"
    async with town.database.read() as db:
        told_of = await db.execute(select(Reminder.campaign_id).where(Reminder.subject == FACT))
    assert set(told_of.scalars()) == {town.campaign_id}
    async with town.database.read() as db:
        seen = await fact_planning.preview(db, head, town.library, town.place, FORM_DUE + DAY)
    assert seen is not None
    assert [one.fact.campaign_id for one in seen.facts] == [town.campaign_id]

"""Reminders of offices: their duties, and missed days of enterprises below them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from content.loader import load
from content.model.library import Library
from content.rules import build_form
from content.screen import LINES, lines_of
from storage.base.audit import Actor
from storage.base.database import Database
from storage.campaigns import duties
from storage.changes import campaign_ending
from storage.findings import extension_views, extensions
from storage.findings import views as finding_views
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, escalations, verdicts
from storage.self_checks import submissions
from storage.tables.offices import Staff
from storage.tables.self_checks import SelfCheck
from tests.scheduler.planned import REVIEW_RULES, START, ZONE, Town, at, open_town
from tests.storage.conftest import CLI

DAY = timedelta(days=1)
REAL = load()


async def officer(town: Town, place: int, role: str = "inspector", department: str = "safety") -> Actor:
    """Somebody with a seat in that place."""
    town.numbers += 1
    async with town.database.begin() as db:
        person = await contacts.ensure_person(db, town.clock(), town.numbers * 100, "zh")
        await staff.seat(db, town.clock(), person, place, role, department, "周科长")
    return Actor("person", person)


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    made = await open_town(database, library)
    await made.move_form(None)
    return made


async def live(town: Town, first: date, last: date) -> dict[int, list[int]]:
    """Days from `first` on which somebody got a letter, by person."""
    town.letters.clear()
    day = first
    while day <= last:
        await town.day(day)
        day += DAY
    heard = defaultdict(list)
    for letter in town.letters:
        heard[letter.person_id].append((letter.day - first).days)
    return heard


async def late_fix(town: Town, place: int, due: date) -> Actor:
    """An enterprise that handed in with a plan and will not keep its day."""
    owner = await town.enterprise(place=place)
    await town.plan(owner, await town.fail(owner), due)
    await town.do(submissions.submit, owner, await town.begin(owner), form_prefix="XF")
    return owner


async def hand_back(town: Town, owner: Actor, inspector: Actor, due: date) -> int:
    """The form handed in and handed back by a review, due again on `due`; its id."""
    await town.hand_in(owner)
    check = await town.begin(owner)
    await town.do(reviews.claim, inspector, check)
    today = town.clock().astimezone(ZONE).date()
    await town.do(
        verdicts.decide,
        inspector,
        REVIEW_RULES,
        check,
        "again",
        today=today,
        due_on=due,
        comment="走过场",
    )
    return check


async def test_what_is_long_overdue_is_told_weekly_until_it_is_decided(town: Town) -> None:
    inspector = await officer(town, town.place)
    viewer = await officer(town, town.place, "viewer")
    labour = await officer(town, town.place, "inspector", "labour")
    due = START + 5 * DAY
    owner = await late_fix(town, town.place, due)
    heard = await live(town, due, due + 22 * DAY)
    assert heard == {owner.person_id: [0, 1, 3, 7, 14, 21], inspector.person_id: [7, 14, 21]}
    assert viewer.person_id not in heard
    assert labour.person_id not in heard
    letters = [one for one in town.letters if one.person_id == inspector.person_id]
    assert [letter.text.splitlines()[1] for letter in letters] == [
        f"1. 待决事项：第4鞋材厂 · 长期逾期，fails，过期 {days} 天" for days in (7, 14, 21)
    ]
    assert list(letters[0].buttons.values()) == ["go:office:0"]
    (task,) = await town.look(escalation_views.list_open, inspector, town.place)
    await town.do(escalations.decide, inspector, task.id, "penalty", "一直不改")
    later = await live(town, due + 23 * DAY, due + 40 * DAY)
    assert inspector.person_id not in later
    assert later[owner.person_id or 0] == [5, 12]


async def test_a_request_that_waits_holds_the_clock(town: Town) -> None:
    """While the office has not answered, the owner is not told of a day that passes, and nothing is decided
    about them."""
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    owner = await late_fix(town, town.place, due)
    town.set(due - DAY)
    (finding,) = await town.look(finding_views.list_findings, owner)
    await town.do(extensions.ask, owner, finding.id, due + 20 * DAY, "设备没到货", due - DAY)
    heard = await live(town, due, due + 10 * DAY)
    assert heard[int(inspector.person_id or 0)] == [0], "that it was asked for, and nothing else"
    letters = [one for one in town.letters if one.person_id == owner.person_id]
    for letter in letters:
        assert "已申请延到11月27日，等办公室答复" in letter.text
        assert "今天到期" not in letter.text
        assert "已过" not in letter.text
        assert not any("申请延期" in label for label in letter.buttons)
    assert len(letters) == 4
    waiting = await town.look(extension_views.list_waiting, inspector, town.place)
    day = due + 11 * DAY
    town.set(day)
    await town.do(extensions.decide, inspector, waiting[0].id, None, "不能再拖", day)
    assert inspector.person_id in await live(town, day, day + DAY)


async def test_a_task_says_that_a_request_waits(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    owner = await late_fix(town, town.place, due)
    await live(town, due + 7 * DAY, due + 7 * DAY)
    (finding,) = await town.look(finding_views.list_findings, owner)
    await town.do(extensions.ask, owner, finding.id, due + 20 * DAY, "设备没到货", due + 7 * DAY)
    await live(town, due + 14 * DAY, due + 14 * DAY)
    (letter,) = [one for one in town.letters if one.person_id == inspector.person_id]
    assert letter.text.endswith("过期 14 天（企业的延期申请未答复）")


async def test_a_draft_that_was_never_handed_in_is_no_task(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    owner = await town.enterprise()
    await town.plan(owner, await town.fail(owner), due)
    heard = await live(town, due, due + 10 * DAY)
    assert inspector.person_id not in heard
    assert await town.look(escalation_views.list_open, inspector, town.place) == ()


async def test_a_form_handed_back_is_due_on_the_reviews_day(town: Town) -> None:
    """The owner is reminded of that day and not of the form's; the office is told when it passes, and has to
    decide a week later."""
    await town.move_form(START + 3 * DAY)
    inspector = await officer(town, town.place)
    owner, again = await town.enterprise(), START + 20 * DAY
    await hand_back(town, owner, inspector, again)
    heard = await live(town, START, again + 16 * DAY)
    assert heard[owner.person_id or 0] == [13, 17, 19, 20, 21, 23, 27, 34]
    mine = [one.text for one in town.letters if one.person_id == owner.person_id]
    assert "复查退回，要重新自查，还没交 · 11月22日前，还有 7 天" in mine[0]
    assert next(one for one in town.letters if one.person_id == owner.person_id).buttons["继续自查"]
    assert heard[inspector.person_id or 0] == [21, 27, 34]
    told = [one.text for one in town.letters if one.person_id == inspector.person_id]
    assert "第2鞋材厂退回重新自查，到期未重新报送，最久 1 天" in told[0]
    assert "待决事项：第2鞋材厂 · 退回后未重新报送，过期 7 天" in told[1]


async def test_a_form_handed_in_again_is_reminded_of_no_more_until_it_is_taken_back(town: Town) -> None:
    inspector = await officer(town, town.place)
    owner, again = await town.enterprise(), START + 10 * DAY
    check = await hand_back(town, owner, inspector, again)
    await town.do(submissions.submit, owner, check, form_prefix="XF")
    assert await live(town, START, again) == {}
    await town.do(submissions.withdraw, owner, check)
    heard = await live(town, again + DAY, again + 3 * DAY)
    assert heard == {owner.person_id: [0, 2], inspector.person_id: [0]}


async def test_nearest_office_that_has_somebody_hears(town: Town) -> None:
    async with town.database.begin() as db:
        near = await jurisdictions.add(db, CLI, town.clock(), "near", "甲村", "cd")
        bare = await jurisdictions.add(db, CLI, town.clock(), "bare", "乙村", "cd")
    above, at_hand = await officer(town, town.place), await officer(town, near.id, department="town")
    await officer(town, bare.id, "viewer")  # decides nothing
    due = START + 5 * DAY
    await late_fix(town, near.id, due)
    await late_fix(town, bare.id, due)
    await live(town, due + 7 * DAY, due + 7 * DAY)
    said = {one.person_id: one.text for one in town.letters}
    assert "第4鞋材厂" in said[at_hand.person_id or 0]
    assert "第5鞋材厂" in said[above.person_id or 0]
    assert "第4鞋材厂" not in said[above.person_id or 0]


async def test_many_late_enterprises_fit_one_message(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    for _ in range(5):
        await late_fix(town, town.place, due)
    await live(town, due + 7 * DAY, due + 7 * DAY)
    (letter,) = [one for one in town.letters if one.person_id == inspector.person_id]
    head, *said = letter.text.splitlines()
    assert head == "办公室：今天 5 件事"
    assert re.fullmatch(r"1\. 待决事项：第[2-6]鞋材厂 · 长期逾期，fails，过期 7 天", said[0])
    assert lines_of(letter.text) <= LINES
    assert len(await town.look(escalation_views.list_open, inspector, town.place)) == 5


async def test_tasks_of_one_enterprise_are_one_line(database: Database) -> None:
    town = await open_town(database, REAL, pack="hailing", code="hl")
    await town.move_form(None)
    inspector, owner = await officer(town, town.place), await town.enterprise()
    due = START + 5 * DAY
    form = build_form(REAL, REAL.packs["hailing"])
    asked = [item.check.core.code for item in form.items][:5]  # none of them closes another
    for question in asked:
        await town.plan(owner, await town.fail(owner, question), due)
    await town.change(update(SelfCheck).values(state="submitted", submitted_at=at(START), submissions=1))
    await live(town, due + 7 * DAY, due + 7 * DAY)
    (letter,) = [one for one in town.letters if one.person_id == inspector.person_id]
    said = letter.text.splitlines()
    tasks = [line for line in said if "待决事项" in line]
    fault = form.by_code[asked[0]][1].fails.zh
    assert tasks == [f"1. 待决事项：第2鞋材厂 5 件，最久过期 7 天：{fault}等"]


async def test_revoked_seat_hears_nothing_more(town: Town) -> None:
    inspector = await officer(town, town.place)
    due = START + 5 * DAY
    await late_fix(town, town.place, due)
    town.set(due + 7 * DAY)
    await town.planner.tick()
    await town.change(update(Staff).values(revoked_at=town.clock()))
    assert inspector.person_id not in {one.person_id for one in await town.deliver()}


# --- duties: Tianjin's districts owe a monthly meeting and report, once a plan, a roster …


@pytest.fixture
async def city(database: Database) -> Town:
    """A city with two districts, its campaign opened from the plan of Tianjin on 21 November."""
    town = await open_town(database, REAL, code="city", pack="tianjin", start=date(2026, 11, 21))
    town.clock.at = at(date(2026, 11, 21), 12)
    async with database.begin() as db:
        for code in ("east", "west"):
            town.places[code] = (
                await jurisdictions.add(db, CLI, town.clock(), code, f"{code} 区", "city")
            ).id
    return town


async def test_offices_that_owe_a_duty_are_reminded_until_it_is_done(city: Town) -> None:
    east, west = await officer(city, city.places["east"]), await officer(city, city.places["west"])
    top = await officer(city, city.place)
    month_end = date(2026, 11, 30)
    heard = await live(city, month_end - 8 * DAY, month_end - 3 * DAY)
    assert heard == {east.person_id: [1, 5], west.person_id: [1, 5]}
    assert top.person_id not in heard
    meeting = city.letters[0]
    assert meeting.text.startswith("办公室：今天 2 件事\n1. ")
    for code in ("monthly_meeting", "monthly_report"):
        await city.do(
            duties.mark_done, east, REAL, city.campaign_id, code, city.places["east"], date(2026, 11, 1)
        )
    heard = await live(city, month_end - 2 * DAY, month_end + 8 * DAY)
    assert east.person_id not in heard
    assert heard[west.person_id or 0] == [1, 2, 3, 5, 9]


async def test_duty_done_between_planning_and_sending_is_not_said(city: Town) -> None:
    east = await officer(city, city.places["east"])
    city.set(date(2026, 11, 30))
    await city.planner.tick()
    await city.do(
        duties.mark_done,
        east,
        REAL,
        city.campaign_id,
        "monthly_report",
        city.places["east"],
        date(2026, 11, 1),
    )
    (letter,) = await city.deliver()
    assert "今天 1 件事" in letter.text
    assert "今天到期" in letter.text


async def test_other_departments_hear_of_their_own_duties_only(city: Town) -> None:
    union = await officer(city, city.places["east"], "inspector", "union")
    heard = await live(city, date(2026, 11, 23), date(2026, 12, 31))
    assert union.person_id not in heard


async def test_closed_campaign_asks_offices_for_nothing(city: Town) -> None:
    east = await officer(city, city.places["east"])
    await city.do(campaign_ending.close, CLI, city.campaign_id)
    heard = await live(city, date(2026, 11, 23), date(2026, 12, 31))
    assert heard == {east.person_id: [0]}, "that it has ended"
    assert "日结束" in city.letters[0].text


async def test_many_duties_of_a_day_are_counted(city: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.messages.digest_kinds.DUTIES", 1)
    await officer(city, city.places["east"])
    await live(city, date(2026, 11, 30), date(2026, 11, 30))
    assert "等 2 项任务 · 今天到期" in city.letters[0].text
    assert city.letters[0].text.startswith("办公室：今天 2 件事")
    assert city.letters[0].buttons["进入办公室"] == "go:office:0"

"""Days that offices move: what follows from them, what is refused; campaigns opened by offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.campaigns.days import DutyMove
from storage.campaigns.views import ByHand, CampaignView, DutyDates, Opened, PhaseDates, Preview
from storage.changes import campaign_ending
from storage.membership import staff_invites
from storage.offices import jurisdictions
from storage.outbox.queue import GATHERED
from storage.tables.campaigns import Campaign
from storage.tables.outbox import OutboxRow
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock

LIBRARY = load()
START = date(2026, 11, 1)


@dataclass
class Region:
    """A city, a district and a town, with an officer of some kind in each."""

    database: Database
    clock: Clock
    ids: dict[str, int]
    officers: dict[str, Actor]

    async def open(
        self,
        place: str = "district",
        pack: str = "hailing",
        by: Actor = CLI,
        start: date = START,
        by_hand: ByHand | None = None,
    ) -> Opened:
        async with self.database.begin() as db:
            where = (db, by, self.clock.now(), LIBRARY, pack, self.ids[place], start)
            return await campaigns.open_campaign(*where, by_hand=by_hand or ByHand())

    async def look(self, pack: str, by_hand: ByHand | None = None) -> Preview:
        """A preview of the opening."""
        async with self.database.begin() as db:
            where = (db, CLI, self.clock.now(), LIBRARY, pack, self.ids["district"], START)
            return await campaigns.preview(*where, by_hand=by_hand or ByHand())

    async def move(
        self, campaign_id: int, code: str, first: date | None, last: date | None, **how: Any
    ) -> tuple[DutyMove, ...]:
        by = how.pop("by", CLI)
        async with self.database.begin() as db:
            return await campaign_days.set_phase_dates(
                db, by, self.clock.now(), LIBRARY, campaign_id, code, first, last, "上级要求", **how
            )

    async def due(self, campaign_id: int, code: str, due: date | None, **how: Any) -> tuple[DutyMove, ...]:
        by = how.pop("by", CLI)
        async with self.database.begin() as db:
            where = (db, by, self.clock.now(), LIBRARY, campaign_id, code)
            return await campaign_days.set_duty_date(*where, due, how.pop("grace", None), "上级要求", **how)

    async def view(self, campaign_id: int) -> CampaignView:
        async with self.database.read() as db:
            return await campaigns.get_campaign(db, campaign_id)

    async def scalar(self, statement: Any) -> Any:
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()


@pytest.fixture
async def region(database: Database, clock: Clock) -> Region:
    ids: dict[str, int] = {}
    officers = {}
    async with database.begin() as db:
        for number, (place, parent, role, department) in enumerate(
            (
                ("city", None, "head", "safety"),
                ("district", "city", "head", "health"),
                ("town", "district", "viewer", "union"),
                ("other", "city", "head", "safety"),
                ("district", None, "inspector", "safety"),
                ("district", None, "head", "union"),
            ),
            1,
        ):
            if place not in ids:
                made = await jurisdictions.add(db, CLI, clock.now(), place, f"{place}处", parent)
                ids[place] = made.id
            link = await staff_invites.create(db, CLI, clock.now(), ids[place], role, department)
            hashed = staff_invites.hash_of_link(link.secret)
            seated = await staff_invites.accept(db, clock.now(), number, "zh", hashed)
            officers[f"{place}-{role}-{department}"] = Actor("person", seated.person_id)
    return Region(database, clock, ids, officers)


async def test_a_phase_that_gets_its_days_gives_them_to_its_duties(region: Region) -> None:
    opened = await region.open(pack="county_town")
    last = date(2027, 5, 31)
    moves = await region.move(opened.id, "self_check", date(2027, 3, 1), last)
    form = DutyDates("self_check_form", None, None)
    assert moves == (DutyMove(form, DutyDates("self_check_form", last, None)),)
    later = await region.move(opened.id, "self_check", date(2027, 3, 1), last + timedelta(days=9))
    assert [one.after.due_on for one in later] == [last + timedelta(days=9)]
    assert await region.move(opened.id, "self_check", None, None) == (
        DutyMove(later[0].after, DutyDates("self_check_form", None, None)),
    )


async def test_a_form_that_moves_keeps_its_days_of_grace(region: Region) -> None:
    opened = await region.open()
    await region.due(opened.id, "self_check_form", date(2027, 4, 30), grace=date(2027, 5, 5))
    await region.due(opened.id, "self_check_form", date(2027, 5, 10), keep_grace=True)
    after = await region.view(opened.id)
    form = next(one for one in after.duties if one.code == "self_check_form")
    assert (form.due_on, form.grace_until) == (date(2027, 5, 10), date(2027, 5, 15))
    await region.due(opened.id, "self_check_form", None, keep_grace=True)


async def test_the_plan_of_rectification_moves_with_the_form_it_is_handed_in_with(region: Region) -> None:
    opened = await region.open(pack="tianjin")
    view = await region.view(opened.id)
    old = {one.code: one for one in view.duties}
    form, plan = old["self_check_form"], old["rectification_plan"]
    assert form.due_on is not None
    assert form.grace_until is not None
    later = form.due_on + timedelta(days=10)
    grace = later + (form.grace_until - form.due_on)
    moves = await region.due(opened.id, "self_check_form", later, keep_grace=True)
    assert moves == (DutyMove(plan, DutyDates("rectification_plan", later, grace)),)
    await region.due(opened.id, "rectification_plan", later + timedelta(days=5), grace=None)
    assert await region.due(opened.id, "self_check_form", later + timedelta(days=1)) == ()
    after = {one.code: one for one in (await region.view(opened.id)).duties}
    assert after["rectification_plan"].due_on == later + timedelta(days=5), "apart from it by then"


async def test_what_hangs_on_days_set_by_hand_follows_at_the_opening(region: Region) -> None:
    """For a plan without days, one with grace, and one where the duty itself is set as well."""
    first, last = date(2027, 3, 1), date(2027, 5, 31)
    by_hand = ByHand({"self_check": (first, last)})
    opened = await region.open(pack="county_town", by_hand=by_hand)
    form = next(one for one in (await region.view(opened.id)).duties if one.code == "self_check_form")
    assert (form.due_on, form.grace_until) == (last, None)

    seen = {one.code: one for one in (await region.look("tianjin")).duties}
    span = {one.code: one for one in (await region.look("tianjin")).phases}["self_check"]
    assert span.starts_on is not None
    assert span.ends_on is not None
    longer = ByHand({"self_check": (span.starts_on, span.ends_on + timedelta(days=14))})
    days = {one.code: one for one in (await region.look("tianjin", longer)).duties}
    for code in ("self_check_form", "rectification_plan"):
        old, new = seen[code], days[code]
        assert old.due_on
        assert new.due_on
        assert old.grace_until
        assert new.grace_until
        assert new.due_on - old.due_on == new.grace_until - old.grace_until == timedelta(days=14)
    alone = ByHand(longer.phases, {"self_check_form": date(2027, 3, 20)})
    days = {one.code: one for one in (await region.look("tianjin", alone)).duties}
    assert days["self_check_form"].due_on == days["rectification_plan"].due_on == date(2027, 3, 20)
    grace = seen["self_check_form"]
    assert grace.due_on
    assert grace.grace_until
    assert days["self_check_form"].grace_until == date(2027, 3, 20) + (grace.grace_until - grace.due_on)
    with pytest.raises(Invalid, match="dates"):
        await region.look("tianjin", ByHand({"self_check": (last, first)}))
    written = await region.scalar(select(AuditRow.detail).where(AuditRow.action == "open"))
    assert written["by_hand"] == {"self_check": [first.isoformat(), last.isoformat()]}


async def test_an_end_that_moves_takes_the_duties_due_in_or_after_it_along(region: Region) -> None:
    opened = await region.open()
    before = await region.view(opened.id)
    old = next(one for one in before.phases if one.code == "self_check")
    assert (old.starts_on, old.ends_on) == (date(2026, 11, 21), date(2027, 4, 30))
    moves = await region.move(opened.id, "self_check", old.starts_on, date(2027, 5, 31))
    form = DutyDates("self_check_form", date(2027, 4, 30), None)
    assert moves == (DutyMove(form, DutyDates("self_check_form", date(2027, 5, 31), None)),)
    after = await region.view(opened.id)
    assert {one for one in after.duties if one not in before.duties} == {moves[0].after}
    assert await region.move(opened.id, "self_check", old.starts_on, date(2027, 5, 31)) == ()
    assert await region.scalar(select(func.count()).where(AuditRow.action == "set-duty")) == 1


async def test_a_duty_due_after_its_phase_moves_too_with_its_grace(region: Region) -> None:
    opened = await region.open(pack="yangzhou")
    view = await region.view(opened.id)
    review = next(one for one in view.phases if one.code == "review")
    assert review.ends_on is not None
    await region.due(opened.id, "local_summary", date(2027, 8, 20), grace=date(2027, 8, 25))
    moves = await region.move(opened.id, "review", review.starts_on, review.ends_on - timedelta(days=10))
    assert {move.after.code: (move.after.due_on, move.after.grace_until) for move in moves} == {
        "review_enterprises": (date(2027, 7, 21), None),
        "local_summary": (date(2027, 8, 10), date(2027, 8, 15)),
    }


async def test_moved_alone_it_leaves_its_duties(region: Region) -> None:
    opened = await region.open()
    assert await region.move(opened.id, "self_check", START, date(2027, 5, 31), carry=False) == ()
    view = await region.view(opened.id)
    assert DutyDates("self_check_form", date(2027, 4, 30), None) in view.duties


async def test_days_left_open_leave_the_duties_open_until_there_are_some(region: Region) -> None:
    opened = await region.open()
    (move,) = await region.move(opened.id, "self_check", None, None)
    assert move.after == DutyDates("self_check_form", None, None)
    (again,) = await region.move(opened.id, "self_check", START, date(2027, 5, 31))
    assert again.after == DutyDates("self_check_form", date(2027, 5, 31), None)


async def test_days_that_are_over_are_refused_unless_they_are_for_the_record(region: Region) -> None:
    opened = await region.open()
    yesterday = date(2026, 11, 1)  # it is the second of November, noon in China
    for doing in (
        region.move(opened.id, "mobilise", date(2026, 10, 1), yesterday),
        region.move(opened.id, "self_check", date(2026, 10, 1), yesterday),
        region.due(opened.id, "self_check_form", yesterday),
    ):
        with pytest.raises(Invalid, match="dates-past"):
            await doing
    assert await region.scalar(select(func.count()).where(AuditRow.action.like("set-%"))) == 0
    await region.move(opened.id, "mobilise", date(2026, 10, 1), date(2026, 11, 2))
    await region.move(opened.id, "mobilise", date(2026, 10, 1), yesterday, past=True)
    await region.due(opened.id, "self_check_form", yesterday, past=True)
    async with region.database.begin() as db:
        await campaign_ending.close(db, CLI, region.clock.now(), opened.id)
    await region.due(opened.id, "self_check_form", date(2026, 10, 1))


async def test_a_duty_is_not_carried_into_the_past(region: Region) -> None:
    opened = await region.open(start=date(2026, 6, 1))  # self-check until 30 November
    view = await region.view(opened.id)
    phase = next(one for one in view.phases if one.code == "self_check")
    assert phase.ends_on == date(2026, 11, 30)
    await region.due(opened.id, "self_check_form", date(2026, 11, 5))
    with pytest.raises(Invalid, match="dates-past"):
        await region.move(opened.id, "self_check", phase.starts_on, date(2026, 11, 20))
    moved = await region.move(opened.id, "self_check", phase.starts_on, date(2026, 11, 20), past=True)
    assert moved[0].after.due_on == date(2026, 10, 26)


async def test_what_today_is_depends_on_the_campaign_s_zone(region: Region) -> None:
    async with region.database.begin() as db:
        await jurisdictions.describe(
            db, CLI, region.clock.now(), "district", level="", zone="Pacific/Kiritimati"
        )
    opened = await region.open()
    assert (await region.view(opened.id)).zone == "Pacific/Kiritimati"
    region.clock.at = datetime(2026, 11, 2, 11, tzinfo=UTC)  # 3 November there, 2 November in China
    with pytest.raises(Invalid, match="dates-past"):
        await region.due(opened.id, "self_check_form", date(2026, 11, 2))
    await region.due(opened.id, "self_check_form", date(2026, 11, 3))


async def test_the_zone_is_the_nearest_above_else_that_of_the_settings(region: Region) -> None:
    opened = await region.open("town")
    assert (await region.view(opened.id)).zone == "Asia/Shanghai"
    async with region.database.begin() as db:
        await jurisdictions.describe(db, CLI, region.clock.now(), "city", level="city", zone="Asia/Urumqi")
    opened = await region.open("district")
    assert (await region.view(opened.id)).zone == "Asia/Urumqi"


async def test_who_may_open_move_and_close(region: Region) -> None:
    head = region.officers["district-head-health"]
    for by in (
        region.officers["town-viewer-union"],
        region.officers["other-head-safety"],
        region.officers["district-inspector-safety"],
        region.officers["district-head-union"],
        Actor("person", 999),
        Actor(""),
    ):
        with pytest.raises(NotAllowed):
            await region.open(by=by)
    opened = await region.open(by=head)
    for by in (
        region.officers["other-head-safety"],
        region.officers["district-inspector-safety"],
        region.officers["district-head-union"],
    ):
        with pytest.raises(NotAllowed):
            await region.move(opened.id, "self_check", START, date(2027, 5, 31), by=by)
        with pytest.raises(NotAllowed):
            await region.due(opened.id, "self_check_form", date(2027, 5, 31), by=by)
        async with region.database.begin() as db:
            with pytest.raises(NotAllowed):
                await campaign_ending.close(db, by, region.clock.now(), opened.id)
    for unknown in (999, 0):
        with pytest.raises(NotAllowed):
            await region.move(unknown, "self_check", START, date(2027, 5, 31), by=head)
        with pytest.raises(NotFound):
            await region.move(unknown, "self_check", START, date(2027, 5, 31))
    await region.move(opened.id, "self_check", START, date(2027, 5, 31), by=head)
    async with region.database.begin() as db:
        assert await campaign_ending.close(
            db, region.officers["city-head-safety"], region.clock.now(), opened.id, "都办完了"
        )
    who = await region.scalar(select(AuditRow.person_id).where(AuditRow.action == "open"))
    assert who == head.person_id


async def test_opening_tells_each_officer_there_and_below_once(region: Region) -> None:
    opened = await region.open(start=date(2025, 11, 1))  # all of it is over but the last phase
    assert len(opened.past) > 3
    async with region.database.read() as db:
        rows = (await db.execute(select(OutboxRow).order_by(OutboxRow.person_id))).all()
    told = {row.person_id for row in rows}
    here = {name: actor.person_id for name, actor in region.officers.items()}
    assert told == {person for name, person in here.items() if name.startswith(("district", "town"))}
    assert len(rows) == len(told)
    assert {(row.topic, row.topic_id, row.priority) for row in rows} == {("campaign", opened.id, GATHERED)}


async def test_opened_at_night_it_is_told_in_the_morning(region: Region) -> None:
    region.clock.at = datetime(2026, 11, 2, 16, tzinfo=UTC)  # midnight in China
    await region.open()
    assert await region.scalar(select(OutboxRow.not_before).limit(1)) == datetime(
        2026, 11, 3, 0, 30, tzinfo=UTC
    )


async def test_a_preview_writes_nothing(region: Region) -> None:
    async with region.database.begin() as db:
        seen = await campaigns.preview(
            db, CLI, region.clock.now(), LIBRARY, "hailing", region.ids["district"], date(2026, 1, 1)
        )
        with pytest.raises(NotAllowed):
            await campaigns.preview(
                db,
                region.officers["town-viewer-union"],
                region.clock.now(),
                LIBRARY,
                "hailing",
                region.ids["town"],
                START,
            )
    assert seen.jurisdiction_name == "district处"
    assert seen.phases[0] == PhaseDates("mobilise", date(2026, 1, 1), date(2026, 1, 20))
    assert {"mobilise", "self_check", "self_check_form"} <= set(seen.past)
    assert await region.scalar(select(func.count(Campaign.id))) == 0
    assert await region.scalar(select(func.count(OutboxRow.id))) == 0
    await region.open()
    with pytest.raises(Conflict, match="campaign-open"):
        await region.open()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    by=st.integers(-60, 200),
    due=st.integers(-30, 60),
    grace=st.one_of(st.none(), st.integers(0, 20)),
)
async def test_a_carried_duty_keeps_its_distance_to_the_end(
    region: Region, by: int, due: int, grace: int | None
) -> None:
    region.clock.at = datetime(2026, 1, 1, tzinfo=UTC)
    place = f"p{by}x{due}x{grace}".replace("-", "m")
    async with region.database.begin() as db:
        made = await jurisdictions.add(db, CLI, region.clock.now(), place, "某处", None)
        region.ids[place] = made.id
        for line in await campaigns.list_campaigns(db, jurisdiction_id=made.id, state="open"):
            await campaign_ending.close(db, CLI, region.clock.now(), line.id)
    opened = await region.open(place)
    first, last = date(2026, 11, 21), date(2027, 4, 30)
    on = last + timedelta(days=due)
    await region.due(
        opened.id, "self_check_form", on, grace=None if grace is None else on + timedelta(days=grace)
    )
    moves = await region.move(opened.id, "self_check", first, last + timedelta(days=by))
    if by == 0:
        assert moves == ()
        return
    (move,) = moves
    assert move.after.due_on == on + timedelta(days=by)
    assert (move.after.grace_until is None) == (grace is None)
    if grace is not None:
        assert move.after.grace_until == move.after.due_on + timedelta(days=grace)


async def test_phases_that_follow_move_along_where_that_is_asked(region: Region) -> None:
    opened = await region.open()
    before = {one.code: (one.starts_on, one.ends_on) for one in (await region.view(opened.id)).phases}
    duties = {one.code: one.due_on for one in (await region.view(opened.id)).duties}
    moving = "self_check"
    first, last = before[moving]
    assert first is not None
    assert last is not None
    later = [code for code, span in before.items() if code != moving and span[0] and span[0] >= last]
    assert later
    alone = await region.move(opened.id, moving, first, last + timedelta(days=10))
    view = await region.view(opened.id)
    assert {one.code: (one.starts_on, one.ends_on) for one in view.phases if one.code != moving} == {
        code: span for code, span in before.items() if code != moving
    }
    await region.move(opened.id, moving, first, last, later=False)
    moved = await region.move(opened.id, moving, first, last + timedelta(days=10), later=True)
    assert len(moved) > len(alone)
    view = await region.view(opened.id)
    for one in view.phases:
        old = before[one.code]
        if one.code in later:
            assert old[0]
            assert old[1]
            assert (one.starts_on, one.ends_on) == (old[0] + timedelta(days=10), old[1] + timedelta(days=10))
        elif one.code != moving:
            assert (one.starts_on, one.ends_on) == old
    for move in moved:
        assert move.before.due_on
        assert move.after.due_on == move.before.due_on + timedelta(days=10)
        assert duties[move.before.code] == move.before.due_on


async def test_what_follows_stays_where_the_end_stays(region: Region) -> None:
    opened = await region.open()
    before = {one.code: (one.starts_on, one.ends_on) for one in (await region.view(opened.id)).phases}
    first, last = before["self_check"]
    assert first is not None
    await region.move(opened.id, "self_check", first + timedelta(days=1), last, later=True)
    after = {one.code: (one.starts_on, one.ends_on) for one in (await region.view(opened.id)).phases}
    assert after == before | {"self_check": (first + timedelta(days=1), last)}

"""Campaigns: opening, days, and which one an enterprise is in."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from content.loader import load
from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.campaigns import days as campaign_days
from storage.campaigns import forms, running
from storage.campaigns import opening as campaigns
from storage.campaigns.views import DutyDates, OpenCampaign, Opened, PhaseDates
from storage.changes import campaign_ending
from storage.offices import jurisdictions
from storage.tables.enterprises import Enterprise
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, START, Clock


@pytest.fixture
async def places(database: Database, clock: Clock) -> dict[str, int]:
    """市 over 区 over 街, and 镇 beside 区."""
    async with database.begin() as db:
        made = {}
        for code, parent in (("shi", None), ("qu", "shi"), ("jie", "qu"), ("zhen", "shi")):
            made[code] = (await jurisdictions.add(db, CLI, clock.now(), code, f"{code}名", parent)).id
        return made


async def _open(database: Database, clock: Clock, library: Library, place: int, **other: Any) -> Opened:
    async with database.begin() as db:
        return await campaigns.open_campaign(
            db, CLI, clock.now(), library, "small", place, other.pop("start", START), **other
        )


async def _enterprise(database: Database, clock: Clock, place: int, state: str = "active") -> int:
    async with database.begin() as db:
        made = await db.execute(
            insert(Enterprise)
            .values(
                jurisdiction_id=place,
                name="华美鞋材厂",
                credit_code=f"{place:018}",
                industry="shoes",
                headcount=23,
                state=state,
                registered_at=clock.now(),
            )
            .returning(Enterprise.id)
        )
        return made.scalar_one()


async def test_opening_moves_the_packs_days_and_keeps_the_form(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    opened = await _open(database, clock, library, places["qu"], start=date(2027, 3, 2))
    async with database.read() as db:
        view = await campaigns.get_campaign(db, opened.id)
        form = await forms.get(db, opened.form_digest)
    assert view.phases == (
        PhaseDates("mobilise", None, None),
        PhaseDates("self_check", date(2027, 3, 2), date(2027, 3, 31)),
    )
    assert view.duties == (
        DutyDates("roster", None, None),
        DutyDates("self_check_form", date(2027, 3, 20), date(2027, 3, 25)),
    )
    assert (view.pack, view.jurisdiction, view.state, view.start_on) == (
        "small",
        "qu",
        "open",
        date(2027, 3, 2),
    )
    assert view.opened_at == clock.now()
    assert form.title.zh == "自查表"
    assert opened.past == ()


async def test_days_already_over_are_named(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    clock.at = datetime(2026, 11, 25, 15, 59, tzinfo=UTC)  # 23:59 of the last day of grace in China
    first = await _open(database, clock, library, places["qu"])
    clock.move(minutes=2)
    second = await _open(database, clock, library, places["zhen"])
    clock.move(days=5)
    third = await _open(database, clock, library, places["jie"])
    assert [opened.past for opened in (first, second, third)] == [
        (),
        ("self_check_form",),
        ("self_check", "self_check_form"),
    ]


async def test_the_same_pack_twice_in_a_place_is_a_conflict_until_closed(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    opened = await _open(database, clock, library, places["qu"])
    await _open(database, clock, library, places["zhen"])
    with pytest.raises(Conflict) as caught:
        await _open(database, clock, library, places["qu"], start=date(2027, 1, 1))
    assert (caught.value.problem, caught.value.values) == ("campaign-open", {"id": opened.id})
    async with database.begin() as db:
        assert await campaign_ending.close(db, CLI, clock.now(), opened.id)
        assert not await campaign_ending.close(db, CLI, clock.now(), opened.id)
    assert (await _open(database, clock, library, places["qu"])).id != opened.id


async def test_two_openings_at_once_open_one_campaign(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    results = await asyncio.gather(
        *(_open(database, clock, library, places["qu"]) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(result, Opened) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 3


async def test_what_cannot_be_opened(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    async def attempt(actor: Actor, pack: str, place: int, start: date) -> None:
        async with database.begin() as db:
            await campaigns.open_campaign(db, actor, clock.now(), library, pack, place, start)

    with pytest.raises(NotAllowed):
        await attempt(Actor("person", 1), "small", places["qu"], START)
    with pytest.raises(Invalid, match="pack"):
        await attempt(CLI, "none", places["qu"], START)
    with pytest.raises(Invalid, match="start"):
        await attempt(CLI, "small", places["qu"], date(1999, 12, 31))
    with pytest.raises(NotFound):
        await attempt(CLI, "small", 999, START)
    async with database.read() as db:
        assert await campaigns.list_campaigns(db) == ()


async def test_an_enterprise_is_in_the_nearest_open_campaign(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    enterprise = await _enterprise(database, clock, places["jie"])
    neighbour = await _enterprise(database, clock, places["zhen"])

    async def where(of: int) -> str | None:
        async with database.read() as db:
            found = await campaigns.list_for(db, of)
            return found[0].jurisdiction_name if found else None

    assert await where(enterprise) is None
    await _open(database, clock, library, places["shi"])
    near = await _open(database, clock, library, places["qu"])
    assert (await where(enterprise), await where(neighbour)) == ("qu名", "shi名")
    async with database.begin() as db:
        await campaign_ending.close(db, CLI, clock.now(), near.id)
    assert await where(enterprise) == "shi名"
    assert await where(999) is None


async def test_a_campaign_tells_its_phases_and_when_the_form_is_due(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    enterprise = await _enterprise(database, clock, places["qu"])
    closed = await _enterprise(database, clock, places["jie"], "closed")
    opened = await _open(database, clock, library, places["qu"])
    async with database.read() as db:
        (found,) = await campaigns.list_for(db, enterprise)
        assert await campaigns.list_for(db, closed) == ()
    assert found == OpenCampaign(
        opened.id,
        "small",
        opened.form_digest,
        "qu名",
        (
            PhaseDates("mobilise", None, None),
            PhaseDates("self_check", date(2026, 11, 2), date(2026, 11, 30)),
        ),
        date(2026, 11, 20),
        date(2026, 11, 25),
        "Asia/Shanghai",
        places["qu"],
        "open",
        None,
    )


async def test_lists_by_place_and_state(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    ids = {code: (await _open(database, clock, library, places[code])).id for code in ("qu", "jie", "zhen")}
    async with database.begin() as db:
        await campaign_ending.close(db, CLI, clock.now(), ids["jie"])
        listed = [line.id for line in await campaigns.list_campaigns(db, jurisdiction_id=places["qu"])]
        assert listed == [ids["jie"], ids["qu"]]
        assert [line.jurisdiction for line in await campaigns.list_campaigns(db, state="open")] == [
            "zhen",
            "qu",
        ]


async def test_moved_days_are_audited_with_old_new_and_reason(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    opened = await _open(database, clock, library, places["qu"])
    first, last = date(2026, 11, 5), date(2026, 12, 5)
    async with database.begin() as db:
        for _ in range(2):
            await campaign_days.set_phase_dates(
                db, CLI, clock.now(), library, opened.id, "self_check", first, last, "疫情\n延期"
            )
            await campaign_days.set_duty_date(
                db, CLI, clock.now(), library, opened.id, "roster", last, None, "补定日期"
            )
        view = await campaigns.get_campaign(db, opened.id)
        rows = await db.execute(
            select(AuditRow.action, AuditRow.detail)
            .where(AuditRow.action.like("set-%"))
            .order_by(AuditRow.id)
        )
        assert [tuple(row) for row in rows] == [
            (
                "set-phase",
                {
                    "code": "self_check",
                    "reason": "疫情 延期",
                    "starts_on": ["2026-11-02", "2026-11-05"],
                    "ends_on": ["2026-11-30", "2026-12-05"],
                },
            ),
            (
                "set-duty",
                {
                    "code": "roster",
                    "reason": "补定日期",
                    "due_on": [None, "2026-12-05"],
                    "grace_until": [None, None],
                },
            ),
        ]
    assert view.phases[1] == PhaseDates("self_check", first, last)
    assert view.duties[0] == DutyDates("roster", last, None)


async def test_days_that_cannot_be_set(
    database: Database, clock: Clock, library: Library, places: dict[str, int]
) -> None:
    opened = await _open(database, clock, library, places["qu"])

    async def phase(
        *days: date | None, code: str = "self_check", reason: str = "延期", by: Actor = CLI
    ) -> None:
        async with database.begin() as db:
            await campaign_days.set_phase_dates(
                db, by, clock.now(), library, opened.id, code, days[0], days[1], reason
            )

    async def duty(due: date | None, grace: date | None) -> None:
        async with database.begin() as db:
            await campaign_days.set_duty_date(
                db, CLI, clock.now(), library, opened.id, "roster", due, grace, "延期"
            )

    later = date(2026, 12, 1)
    for days in ((START, None), (None, START), (later, START)):
        with pytest.raises(Invalid, match="dates"):
            await phase(*days)
    for due, grace in ((None, later), (later, START)):
        with pytest.raises(Invalid, match="dates"):
            await duty(due, grace)
    with pytest.raises(Invalid, match="reason"):
        await phase(START, later, reason=" ")
    with pytest.raises(NotFound):
        await phase(START, later, code="nothing")
    with pytest.raises(NotAllowed):
        await phase(START, later, by=Actor("person", 1))
    async with database.read() as db:
        view = await campaigns.get_campaign(db, opened.id)
    assert view.phases[1] == PhaseDates("self_check", START, date(2026, 11, 30))


def test_every_pack_calls_the_duty_of_the_form_the_same() -> None:
    packs = load().packs
    assert packs
    assert {pack.form_duty.code for pack in packs.values()} == {running.FORM_DUTY}

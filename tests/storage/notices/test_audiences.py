"""Audiences of notices: counted as a plain model counts, whatever the enterprises and the conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text

from content.model.library import Library
from content.model.notices import STATES
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed
from storage.campaigns import opening as campaigns
from storage.campaigns import progress
from storage.changes import campaign_ending
from storage.notices import audiences
from storage.notices.audiences import Audience, Reach
from storage.tables.notices import Notice
from tests.sizes import size
from tests.storage.conftest import CLI, START, Clock
from tests.storage.desk import Desk, desk, set_up_desk

__all__ = ["desk"]

PLACES = ("district", "east", "west", "village", "elsewhere")
BELOW = {
    "district": {"district", "east", "west", "village"},
    "east": {"east", "village"},
    "village": {"village"},
    "elsewhere": {"elsewhere"},
}
HAZARDS = ("苯", "甲苯", '100%的"粉尘_')


@dataclass(frozen=True)
class Firm:
    """An enterprise of the model. `people`: numbers, odd ones have blocked the bot."""

    place: str
    industry: str
    hazards: tuple[str, ...]
    closed: bool
    people: frozenset[int]
    check: str
    """none, draft, submitted; other: handed in, in another campaign."""
    findings: tuple[tuple[str, str], ...]


firms = st.builds(
    Firm,
    st.sampled_from(PLACES),
    st.sampled_from(["shoes", "plating"]),
    st.lists(st.sampled_from(HAZARDS), unique=True, max_size=2).map(tuple),
    st.sampled_from([False, False, False, True]),
    st.frozensets(st.integers(0, 3), max_size=2),
    st.sampled_from(["none", "draft", "submitted", "reviewed", "other"]),
    st.lists(
        st.tuples(
            st.sampled_from(["open", "open", "closed"]), st.sampled_from(["none", "late", "later", "done"])
        ),
        max_size=2,
    ).map(tuple),
)
groups = st.tuples(
    st.sampled_from(sorted(BELOW)),
    st.lists(st.sampled_from(STATES), unique=True, max_size=2).map(tuple),
    st.lists(st.sampled_from(["shoes", "plating", "felling"]), unique=True, max_size=2).map(tuple),
    st.lists(st.sampled_from(HAZARDS), unique=True, max_size=2).map(tuple),
    st.lists(st.integers(0, 7), unique=True, max_size=3).map(tuple),
)


def is_meant(firm: Firm, states: tuple[str, ...]) -> bool:
    """Whether one of the states holds."""
    has_campaign = firm.place != "elsewhere"
    begun = has_campaign and firm.check in ("draft", "submitted", "reviewed")
    handed_in = begun and firm.check != "draft"
    todo = [remedy for state, remedy in firm.findings if state == "open" and handed_in]
    holds = {
        "unregistered": not firm.people,
        "not_started": bool(firm.people) and has_campaign and not begun,
        "not_submitted": has_campaign and not handed_in,
        "submitted": handed_in,
        "open_rectifications": any(remedy != "done" for remedy in todo),
        "overdue": "late" in todo,
    }
    return not states or any(holds[state] for state in states)


def expected(meant: Iterator[Firm]) -> tuple[Reach, set[int]]:
    """The enterprises the model reaches, and their people."""
    active = [firm for firm in meant if not firm.closed]
    reachable = {person for firm in active for person in firm.people if person % 2 == 0}
    reach = Reach(
        enterprises=len(active),
        reachable=sum(any(person % 2 == 0 for person in firm.people) for firm in active),
        unregistered=sum(not firm.people for firm in active),
        blocked=sum(bool(firm.people) and all(one % 2 for one in firm.people) for firm in active),
        people=len(reachable),
    )
    return reach, reachable


async def _furnish(desk: Desk, all_firms: list[Firm]) -> tuple[list[int], list[int]]:
    """Rows of the model; ids of people and enterprises."""
    people = [await desk.person(blocked=bool(number % 2)) for number in range(4)]
    ids = []
    for firm in all_firms:
        made = await desk.enterprise(
            firm.place,
            *(people[one] for one in firm.people),
            industry=firm.industry,
            hazards=list(firm.hazards),
            state="closed" if firm.closed else "active",
        )
        ids.append(made)
        if firm.check == "none":
            continue
        of_town = firm.place in ("east", "village")
        own = desk.campaigns["east" if of_town and "east" in desk.campaigns else "district"]
        campaign = desk.campaigns["old"] if firm.check == "other" or firm.place == "elsewhere" else own
        state = "submitted" if firm.check == "other" else firm.check
        check = await desk.self_check(made, campaign, state)
        for status, remedy in firm.findings:
            await desk.finding(check, made, people[0], status, remedy)
    return people, ids


@settings(
    max_examples=size(8, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(firms, max_size=8), groups, st.booleans(), st.integers(0, 9))
async def test_an_audience_is_counted_and_kept_as_the_model_says(
    database: Database,
    clock: Clock,
    library: Library,
    all_firms: list[Firm],
    group: Any,
    town_has_own: bool,
    folded: int,
) -> None:
    await _empty(database)
    desk = await set_up_desk(database, clock, library)
    await _more_campaigns(desk, library, town_has_own)
    people, ids = await _furnish(desk, all_firms)
    place, states, industries, hazards, chosen = group
    inside = tuple(one for one in chosen if one < len(all_firms) and all_firms[one].place in BELOW[place])

    def meets(number: int, firm: Firm, states: tuple[str, ...]) -> bool:
        return bool(
            firm.place in BELOW[place]
            and is_meant(firm, states)
            and (not industries or firm.industry in industries)
            and (not hazards or set(firm.hazards) & set(hazards))
            and (not inside or number in inside)
        )

    reach, reachable = expected(firm for number, firm in enumerate(all_firms) if meets(number, firm, states))
    audience = Audience(
        desk.places[place], states, industries, hazards, tuple(ids[number] for number in inside)
    )
    today = clock.now().date()
    async with database.begin() as db:
        await audiences.check(db, audience)
        if folded:
            await progress.fold(db, folded * folded)
        assert await audiences.count(db, audience, today) == reach
        of_states = {
            state: expected(firm for number, firm in enumerate(all_firms) if meets(number, firm, (state,)))
            for state in STATES
        }
        assert await audiences.count_states(db, audience, today) == {
            "all": expected(firm for number, firm in enumerate(all_firms) if meets(number, firm, ()))[
                0
            ].enterprises,
            **{state: counted.enterprises for state, (counted, _) in of_states.items()},
        }
    notice_id = await desk.draft(enterprises=())
    async with database.begin() as db:
        assert await audiences.keep(db, notice_id, 1, audience, today) == reach.people
        assert await audiences.keep(db, notice_id, 1, audience, today) == 0
    assert {person for person, _ in await desk.copies(notice_id)} == {people[one] for one in reachable}
    async with database.read() as db:
        targets = {
            row.reach: row.many
            for row in await db.execute(
                text(
                    "SELECT reach, count(*) AS many FROM notice_targets WHERE notice_id = :id GROUP BY reach"
                ),
                {"id": notice_id},
            )
        }
    kinds = ("reachable", "unregistered", "blocked")
    assert targets == {kind: many for kind in kinds if (many := getattr(reach, kind))}


async def _empty(database: Database) -> None:
    """An example of its own: nothing left of the one before."""
    async with database.begin() as db:
        for table in reversed(Notice.metadata.sorted_tables):
            if table.name == "people":
                await db.execute(text("UPDATE people SET enterprise_id = NULL"))
            if table.name == "enterprises":
                await db.execute(text("UPDATE people SET enterprise_id = NULL"))
            await db.execute(delete(table))


async def _more_campaigns(desk: Desk, library: Library, town_has_own: bool) -> None:
    """A closed campaign of the district, and one of the east's own, if it has one."""
    async with desk.database.begin() as db:
        await campaign_ending.close(db, CLI, desk.clock.now(), desk.campaigns["district"])
        desk.campaigns["old"] = desk.campaigns["district"]
        for place in ("district", "east") if town_has_own else ("district",):
            opened = await campaigns.open_campaign(
                db, CLI, desk.clock.now(), library, "small", desk.places[place], START
            )
            desk.campaigns[place] = opened.id


@given(groups)
def test_an_audience_is_kept_as_data_and_comes_back(group: Any) -> None:
    audience = Audience(1, *group[1:])
    assert Audience.of(audience.as_json()) == audience


@pytest.mark.parametrize(
    "data", [{}, {"place": "1"}, {"place": 1, "states": ["all"]}, {"place": 1, "mood": ["bad"]}]
)
def test_an_unknown_group_is_no_audience(data: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as problem:
        Audience.of(data)
    assert problem.value.problem == "audience-group"


async def test_what_cannot_be_an_audience_is_refused(desk: Desk) -> None:
    west = await desk.enterprise("west")
    east = desk.places["east"]
    async with desk.database.read() as db:
        with pytest.raises(NotAllowed):
            await audiences.check(db, Audience(east, enterprises=(west,)))
        with pytest.raises(NotAllowed):
            await audiences.check(db, Audience(east, enterprises=(west + 1,)))
        for audience in (Audience(east, states=("all",)), Audience(east, industries=("x",) * 201)):
            with pytest.raises(Invalid):
                await audiences.check(db, audience)


async def test_a_small_audience_is_named_one_by_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    east, today = desk.places["east"], desk.clock.now().date()
    found = sorted([await desk.enterprise("east"), await desk.enterprise("village")])
    await desk.enterprise("west")
    late = Audience(east, states=("overdue",))
    async with desk.database.read() as db:
        assert sorted(await audiences.few(db, 0, Audience(east), today)) == found
        assert await audiences.few(db, 0, late, today) == ()
        assert sorted(await audiences.few(db, 0, late)) == found, "its states are not looked at"
        monkeypatch.setattr(audiences, "FEW", 2)
        assert sorted(await audiences.few(db, 0, Audience(east))) == found
        monkeypatch.setattr(audiences, "FEW", 1)
        assert await audiences.few(db, 0, Audience(east)) == ()

"""Every deed of an office × every role and department × own place, one above, one below, one beside: what was
let through is what the table of rights says, and nothing else. docs/rights.md is what was found here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from content import loader
from content.calendar.duties import ONCE
from content.model.facts import Days
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.base.errors import ChenanError, NotAllowed
from storage.base.rights import DEPARTMENTS, ROLES, allows
from storage.base.zone import DEFAULT as ZONE
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.campaigns.running import FORM_DUTY
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.changes import records as enterprise_records
from storage.enterprises import imports as enterprise_imports
from storage.findings import extension_views, extensions, verifications
from storage.inspections import figures as inspection_views
from storage.inspections import planning as inspections
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from storage.notices import drafts, sending
from storage.notices import moves as notice_moves
from storage.notices import views as notice_views
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import audit_trail, hotlines, jurisdictions, letterheads, rankings, staff
from storage.people import contacts
from storage.reminders import office_rules
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, opinions, place_exposures, verdicts
from storage.reviews import queue as review_queue
from storage.reviews import views as review_views
from storage.statistics import ledger, overviews, summaries, summary_views
from storage.statistics import office as office_figures
from storage.statistics import units as office_units
from storage.tables.measures import PlaceExposure
from storage.tables.offices import Staff
from tests.storage.conftest import CLI
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import COUNTED, PLAIN, SHOWN, varied

__all__ = ["desk", "varied"]
OWN = {"labour": PLAIN, "union": SHOWN, "health": COUNTED}
"""A question of each department's own rows."""
DOCUMENT = Path(__file__).parents[3] / "docs" / "rights.md"
BUILD = DOCUMENT.parents[1] / "build"
WHERE = ("own", "above", "below", "beside")
SAID = dict(zip(DEPARTMENTS, ("安监", "卫健", "人社", "工会", "镇街"), strict=True))
LIBRARY = loader.load()
Deed = Callable[[Connection, Actor, ReviewDesk, dict[str, int]], Awaitable[Any]]


def _deeds() -> dict[tuple[str, str], Deed]:
    """Deeds by their name and the right each asks for, about the enterprise in the town of the desk."""

    def now(desk: ReviewDesk) -> Any:
        return desk.clock.now()

    return {
        ("queue", "review.see"): lambda db, who, desk, at: review_queue.list_waiting(
            db, who, desk.campaign_id, desk.town
        ),
        ("case", "review.see"): lambda db, who, desk, at: review_views.get_case(db, who, at["check"]),
        ("claim", "review.do"): lambda db, who, desk, at: reviews.claim(db, who, now(desk), at["check"]),
        ("judge", "review.do"): lambda db, who, desk, at: reviews.judge(
            db, who, now(desk), at["check"], PLAIN, "agree"
        ),
        ("advise", "review.advise"): lambda db, who, desk, at: opinions.say(
            db, who, now(desk), at["check"], OWN.get(DEPARTMENTS[at["department"]], PLAIN), "agree"
        ),
        ("decide", "review.do"): lambda db, who, desk, at: verdicts.decide(
            db, who, now(desk), RULES, at["check"], "again", today=TODAY, due_on=LATER, comment="重做"
        ),
        ("confirm", "review.confirm"): lambda db, who, desk, at: verdicts.confirm(
            db, who, now(desk), RULES, at["check"], agreed=True, today=TODAY
        ),
        ("sample", "review.do"): lambda db, who, desk, at: review_queue.draw_sample(
            db, who, now(desk), desk.campaign_id, desk.town, 1, "a"
        ),
        ("accept", "review.do"): lambda db, who, desk, at: verifications.accept(
            db, who, now(desk), RULES, at["finding"]
        ),
        ("reject", "review.do"): lambda db, who, desk, at: verifications.reject(
            db, who, now(desk), RULES, at["finding"], "不行", TODAY
        ),
        ("tasks", "escalation.see"): lambda db, who, desk, at: escalation_views.list_open(db, who, desk.town),
        ("overview", "office.see"): lambda db, who, desk, at: overviews.overview(
            db, who, desk.campaign_id, desk.town, TODAY
        ),
        ("plan inspection", "inspection.do"): lambda db, who, desk, at: inspections.schedule(
            db, who, now(desk), at["enterprise"], LATER, today=TODAY
        ),
        ("inspections", "inspection.see"): lambda db, who, desk, at: inspection_views.list_made(
            db, who, desk.town
        ),
        ("ledger", "ledger.export"): lambda db, who, desk, at: ledger.head(
            db, who, desk.campaign_id, desk.town
        ),
        ("import", "enterprise.keep"): lambda db, who, desk, at: enterprise_imports.run(
            db, who, now(desk), desk.town, [], {}
        ),
        ("deeds", "audit.see"): lambda db, who, desk, at: audit_trail.list_deeds(db, who, desk.town),
        ("figures", "office.see"): lambda db, who, desk, at: office_figures.figures(
            db, who, desk.town, TODAY
        ),
        ("enterprises", "enterprise.see"): lambda db, who, desk, at: office_units.list_units(
            db, who, desk.town, TODAY
        ),
        ("rename", "enterprise.keep"): lambda db, who, desk, at: enterprise_keeping.keep_name(
            db, who, now(desk), at["enterprise"], "新名制鞋厂"
        ),
        ("close enterprise", "enterprise.keep"): lambda db, who, desk, at: enterprise_keeping.close_for(
            db, who, now(desk), at["enterprise"], "stopped"
        ),
        ("export records", "ledger.export"): lambda db, who, desk, at: enterprise_records.records(
            db, who, at["enterprise"]
        ),
        ("erase", "enterprise.erase"): lambda db, who, desk, at: enterprise_records.erase(
            db, who, now(desk), RULES, at["enterprise"], TODAY
        ),
        ("open campaign", "campaign.open"): lambda db, who, desk, at: campaigns.open_campaign(
            db, who, now(desk), LIBRARY, "yangzhou", desk.town, TODAY
        ),
        ("close campaign", "campaign.close"): _after(_opened, _ended),
        ("move a day", "campaign.move"): _after(_opened, _moved),
        ("telephone number", "office.phone"): lambda db, who, desk, at: hotlines.set_hotline(
            db, who, now(desk), desk.town, "0523-86880000"
        ),
        ("expose place", "place.expose"): lambda db, who, desk, at: place_exposures.propose(
            db, who, now(desk), desk.campaign_id, desk.town, desk.town, "拒不整改"
        ),
        ("confirm place", "place.confirm"): _after(_named_place, _confirmed_place),
        ("letterhead", "office.papers"): lambda db, who, desk, at: letterheads.set_full_name(
            db, who, now(desk), desk.town, "海陵区应急管理局"
        ),
        ("ranking", "office.rank"): lambda db, who, desk, at: rankings.set_ranked(
            db, who, now(desk), desk.town, ranked=False
        ),
        ("daily digest", "office.remind"): lambda db, who, desk, at: office_rules.set_days(
            db, who, now(desk), LIBRARY, desk.town, "unsent", Days(True, 2, 3)
        ),
        ("extensions", "extension.see"): lambda db, who, desk, at: extension_views.list_waiting(
            db, who, desk.town
        ),
        ("decide extension", "extension.decide"): _after(_asked, _granted),
        ("seats", "staff.see"): lambda db, who, desk, at: staff.list_staff(db, who, desk.town),
        ("invite", "staff.invite"): lambda db, who, desk, at: staff_invites.create(
            db, who, now(desk), desk.town, "viewer", DEPARTMENTS[at["department"]]
        ),
        ("revoke", "staff.revoke"): _after(_seated, staff_changes.revoke),
        ("begin summary", "summary.write"): lambda db, who, desk, at: summaries.begin(
            db, who, now(desk), desk.campaign_id, desk.town, "whole", ONCE
        ),
        ("file summary", "summary.file"): _after(_begun, _filed),
        ("summaries", "summary.see"): lambda db, who, desk, at: summary_views.list_own(
            db, who, desk.campaign_id, desk.town
        ),
        ("write notice", "notice.write"): lambda db, who, desk, at: drafts.begin(
            db, who, now(desk), Audience(desk.town), body="请交表。"
        ),
        ("notices", "notice.see"): lambda db, who, desk, at: notice_views.list_of_office(db, who, desk.town),
        ("release notice", "notice.release"): _after(_waiting, _released),
        ("stop notice", "notice.manage"): _after(_waiting, notice_moves.stop),
    }


def _after(before: Callable[[Connection, ReviewDesk, dict[str, int]], Awaitable[int]], deed: Any) -> Deed:
    """An operation on a subject that somebody with the right creates first."""

    async def both(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, int]) -> Any:
        return await deed(db, who, desk.clock.now(), await before(db, desk, at))

    return both


async def _opened(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    made = await campaigns.open_campaign(db, CLI, desk.clock.now(), LIBRARY, "yangzhou", desk.town, TODAY)
    return made.id


async def _ended(db: Connection, who: Actor, now: datetime, campaign_id: int) -> None:
    await campaign_ending.close(db, who, now, campaign_id, "都办完了")


async def _moved(db: Connection, who: Actor, now: datetime, campaign_id: int) -> None:
    later = TODAY + timedelta(days=60)
    await campaign_days.set_duty_date(db, who, now, LIBRARY, campaign_id, FORM_DUTY, later, None, "台风")


async def _named_place(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    named = insert(PlaceExposure).values(
        campaign_id=desk.campaign_id,
        office_id=desk.town,
        place_id=desk.other,
        reason="拒不整改",
        state="proposed",
        proposed_at=desk.clock.now(),
    )
    return int((await db.execute(named.returning(PlaceExposure.id))).scalar_one())


async def _confirmed_place(db: Connection, who: Actor, now: datetime, exposure_id: int) -> None:
    await place_exposures.confirm(db, who, now, exposure_id, agreed=True)


async def _asked(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    later = TODAY + timedelta(days=40)
    owner = Actor("person", at["owner"])
    return int(await extensions.ask(db, owner, desk.clock.now(), at["finding"], later, "设备没到", TODAY))


async def _granted(db: Connection, who: Actor, now: datetime, extension_id: int) -> None:
    await extensions.decide(db, who, now, extension_id, TODAY + timedelta(days=35), "同意", TODAY)


async def _seated(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    now = desk.clock.now()
    person = await contacts.ensure_person(db, now, 4998, "zh")
    await staff.seat(db, now, person, desk.town, "viewer", DEPARTMENTS[at["department"]], "丁")
    seats = select(Staff.id).where(Staff.person_id == person)
    return int((await db.execute(seats)).scalar_one())


async def _begun(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    made = await summaries.begin(db, desk.head, desk.clock.now(), desk.campaign_id, desk.town, "whole", ONCE)
    return int(made)


async def _filed(db: Connection, who: Actor, now: datetime, summary_id: int) -> None:
    await summaries.file(db, who, now, LIBRARY, summary_id, TODAY)


async def _waiting(db: Connection, desk: ReviewDesk, at: dict[str, int]) -> int:
    now, rules = desk.clock.now(), Rules(ZONE, release_above=0)
    made = await drafts.begin(db, desk.chen, now, Audience(desk.town), body="请交表。")
    assert (await sending.confirm(db, desk.chen, now, made, rules)).state == "waiting"
    return made


async def _released(db: Connection, who: Actor, now: datetime, notice_id: int) -> None:
    await sending.release(db, who, now, notice_id, Rules(ZONE, release_above=0))


DEEDS = _deeds()


async def outcome(desk: ReviewDesk, deed: Deed, actor: Actor, at: dict[str, int]) -> bool:
    """Whether the right was there; what was done is undone."""

    class _UndoneError(Exception):
        pass

    allowed = True
    try:
        async with desk.database.begin() as db:
            try:
                await deed(db, actor, desk, at)
            except NotAllowed:
                allowed = False
            except ChenanError:
                pass  # allowed by the right, refused for the subject
            raise _UndoneError
    except _UndoneError:
        return allowed


@pytest.mark.parametrize(
    ("database_url", "role"),
    [
        *(("sqlite", role) for role in ROLES),
        pytest.param("postgres", "head", marks=pytest.mark.postgres),
        *(
            pytest.param("postgres", role, marks=[pytest.mark.postgres, pytest.mark.long])
            for role in ROLES
            if role != "head"
        ),
    ],
    indirect=["database_url"],
)
async def test_what_is_let_through_is_what_the_table_says(desk: ReviewDesk, role: str) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = (await shop.self_check()).line(PLAIN).finding_id
    assert finding is not None
    assert shop.owner.person_id is not None
    at = {
        "check": shop.check_id,
        "finding": finding,
        "enterprise": shop.enterprise_id,
        "owner": shop.owner.person_id,
        "department": 0,
    }
    seats: dict[tuple[str, str], Actor] = {}
    async with desk.database.begin() as db:
        below = (await jurisdictions.add(db, CLI, desk.clock.now(), "cun", "某村", "zhen")).id
        places = {"own": desk.town, "above": desk.county, "below": below, "beside": desk.other}
        for number, department in enumerate(DEPARTMENTS):
            for offset, (where, place) in enumerate(places.items()):
                person = await contacts.ensure_person(db, desk.clock.now(), 5000 + number * 10 + offset, "zh")
                await staff.seat(db, desk.clock.now(), person, place, role, department, "某")
                seats[department, where] = Actor("person", person)
        nobody = await contacts.ensure_person(db, desk.clock.now(), 4999, "zh")
    found: dict[tuple[str, str], set[str]] = {}
    for (name, right), deed in DEEDS.items():
        for (department, where), actor in seats.items():
            at["department"] = DEPARTMENTS.index(department)
            allowed = await outcome(desk, deed, actor, at)
            expected = where in ("own", "above") and allows(right, role, department)
            assert allowed == expected, (name, role, department, where)
            if allowed:
                found.setdefault((name, where), set()).add(department)
        assert not await outcome(desk, deed, Actor("person", nobody), at), name
        if name != "export records":  # an owner has those of their own
            assert not await outcome(desk, deed, shop.owner, at), name
    section = document(role, found)
    if section not in DOCUMENT.read_text(encoding="utf-8"):
        BUILD.mkdir(exist_ok=True)
        (BUILD / f"rights-{role}.md").write_text(section, encoding="utf-8")
        pytest.fail(f"docs/rights.md says something else: what was found is in build/rights-{role}.md")


def document(role: str, found: dict[tuple[str, str], set[str]]) -> str:
    """The section of docs/rights.md about a role, from the deeds that were allowed."""
    rows = [f"## {role}", "", f"| deed | right | {' | '.join(WHERE)} |", "|---|---|---|---|---|---|"]
    for name, right in DEEDS:
        cells = (found.get((name, where), set()) for where in WHERE)
        said = (" ".join(SAID[one] for one in DEPARTMENTS if one in cell) or "–" for cell in cells)
        rows.append(f"| {name} | `{right}` | {' | '.join(said)} |")
    return "\n".join([*rows, ""])

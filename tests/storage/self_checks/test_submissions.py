"""Submissions: begun, handed in, withdrawn; numbers, locks, messages to others."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select, update

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Incomplete, Locked, NotAllowed, NotFound
from storage.campaigns import opening as campaigns
from storage.changes import campaign_ending
from storage.findings import photos, plans
from storage.membership import enterprise_contacts
from storage.offices import jurisdictions
from storage.self_checks import answers, attachments, submissions
from storage.statistics.handing_in import HandingIn, last_handing_in
from storage.tables.enterprises import Enterprise
from storage.tables.outbox import OutboxRow
from storage.tables.self_checks import SelfCheck
from tests.storage.conftest import CLI, START, Clock
from tests.storage.shop import photo
from tests.storage.workshop import COUNTED, DEEP, DUSTY, PLAIN, SHOWN, Workshop, varied, workshop

__all__ = ["varied", "workshop"]

STRANGER = Actor("person", 999)
STRANGERS = (STRANGER, Actor("person"), Actor("cli"), Actor("system"))


async def lacking(workshop: Workshop) -> list[tuple[str, str]]:
    """Missing parts, as question and part."""
    return [(one.question, one.what) for one in (await workshop.self_check()).missing]


async def messages(workshop: Workshop) -> list[tuple[int, str, str]]:
    """Messages with their reader and number, in order."""
    async with workshop.database.read() as db:
        rows = await db.execute(
            select(OutboxRow.person_id, OutboxRow.text_key, OutboxRow.values).order_by(OutboxRow.id)
        )
        return [(person, key, values["number"]) for person, key, values in rows]


async def begin(workshop: Workshop, campaign_id: int, actor: Actor | None = None) -> int:
    started: int = await workshop.do(submissions.start, workshop.enterprise_id, campaign_id, actor=actor)
    return started


async def begin_next_year(workshop: Workshop, library: Library) -> None:
    """Close the campaign, open the next and begin its self-check."""
    await workshop.do(campaign_ending.close, workshop.campaign_id, actor=CLI)
    async with workshop.database.read() as db:
        place = (await campaigns.get_campaign(db, workshop.campaign_id)).jurisdiction_id
    start = date(2027, 11, 2)
    opened = await workshop.do(campaigns.open_campaign, library, "small", place, start, actor=CLI)
    workshop.check_id = await begin(workshop, opened.id)


async def test_beginning_again_is_going_on(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "pass")
    assert await begin(workshop, workshop.campaign_id) == workshop.check_id
    assert await begin(workshop, workshop.campaign_id, workshop.mate) == workshop.check_id
    assert await workshop.audited("start") == 1
    assert (await workshop.self_check()).line(PLAIN).verdict == "pass"
    async with workshop.database.read() as db:
        assert await submissions.find(db, workshop.enterprise_id, workshop.campaign_id) == workshop.check_id
        assert await submissions.find(db, workshop.enterprise_id, 404) is None
        assert await submissions.find(db, 404, workshop.campaign_id) is None


async def test_only_contacts_begin_and_only_in_an_open_campaign(workshop: Workshop) -> None:
    for stranger in STRANGERS:
        with pytest.raises(NotAllowed):
            await begin(workshop, workshop.campaign_id, stranger)
    with pytest.raises(NotFound):
        await begin(workshop, 404)
    await workshop.do(campaign_ending.close, workshop.campaign_id, actor=CLI)
    with pytest.raises(NotFound):
        await begin(workshop, workshop.campaign_id)
    assert await workshop.scalar(select(func.count(SelfCheck.id))) == 1


async def test_a_campaign_of_another_place_is_not_this_enterprises(
    workshop: Workshop, database: Database, clock: Clock, varied: Library
) -> None:
    async with database.begin() as db:
        other = await jurisdictions.add(db, CLI, clock.now(), "cx", "城西街道")
        opened = await campaigns.open_campaign(db, CLI, clock.now(), varied, "small", other.id, START)
    with pytest.raises(NotFound):
        await begin(workshop, opened.id)
    assert await workshop.scalar(select(func.count(SelfCheck.id))) == 1


async def test_the_profile_and_the_industry_are_those_of_the_beginning(
    workshop: Workshop, varied: Library
) -> None:
    await workshop.change(update(Enterprise).values(facts={"dust": True}, industry="felling"))
    assert dict((await workshop.self_check()).facts) == {}
    await begin_next_year(workshop, varied)
    self_check = await workshop.self_check()
    assert (dict(self_check.facts), self_check.industry, self_check.previous_id) == (
        {"dust": True},
        "felling",
        None,
    )
    assert DUSTY in self_check.asked()


async def test_last_times_self_check_is_remembered(workshop: Workshop, varied: Library) -> None:
    await workshop.complete()
    await workshop.submit()
    first = workshop.check_id
    await begin_next_year(workshop, varied)
    self_check = await workshop.self_check()
    assert (self_check.previous_id, self_check.lines, self_check.number) == (first, {}, None)


async def test_what_is_missing_is_said_and_nothing_is_handed_in(workshop: Workshop) -> None:
    assert await lacking(workshop) == [(code, "answer") for code in (PLAIN, SHOWN, COUNTED)]
    await workshop.answer(PLAIN, "fail")
    await workshop.answer(SHOWN, "pass")
    await workshop.answer(COUNTED, "pass")
    await workshop.answer(DEEP, "fail")
    assert await lacking(workshop) == [
        (PLAIN, "plan"),
        (DEEP, "plan"),
        (SHOWN, "photo"),
        (COUNTED, "numbers"),
    ]
    before = await workshop.self_check()
    with pytest.raises(Incomplete):
        await workshop.submit()
    assert await workshop.self_check() == before
    assert (await workshop.audited("submit"), await messages(workshop)) == (0, [])


async def test_a_voice_message_is_no_photo(workshop: Workshop) -> None:
    await workshop.complete()
    (shown,) = await workshop.files(SHOWN)
    await workshop.do(photos.remove, shown.id)
    await workshop.do(attachments.attach, workshop.check_id, SHOWN, photo("2", "voice"))
    assert await lacking(workshop) == [(SHOWN, "photo")]
    assert (await workshop.self_check()).line(SHOWN).voices == 1
    with pytest.raises(Incomplete):
        await workshop.submit()


async def test_a_plan_or_putting_it_right_settles_a_fault(workshop: Workshop) -> None:
    await workshop.complete()
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    await workshop.do(plans.fix_at_once, finding, measure="扫干净", today=START)
    assert await lacking(workshop) == [(PLAIN, "plan")]
    await workshop.do(photos.attach_after, finding, photo("9"))
    await workshop.do(plans.complete, finding)
    assert await lacking(workshop) == []
    await workshop.do(plans.reopen, finding)
    assert await lacking(workshop) == [(PLAIN, "plan")]
    await workshop.plan(finding)
    assert await lacking(workshop) == []
    assert (await workshop.submit()).state == "submitted"


async def test_answers_that_fell_away_are_not_waited_for(workshop: Workshop) -> None:
    await workshop.complete()
    await workshop.set_facts(dust=True)
    await workshop.answer(DUSTY, "fail")
    assert await lacking(workshop) == [(DUSTY, "plan")]
    await workshop.set_facts()
    assert (await workshop.submit()).state == "submitted"


async def test_handing_in_numbers_locks_and_tells_the_others(workshop: Workshop) -> None:
    await workshop.complete()
    self_check = await workshop.submit()
    assert (self_check.state, self_check.number) == ("submitted", "XF-0001")
    assert self_check == await workshop.self_check()
    assert await messages(workshop) == [(workshop.mate.person_id, "outbox-submitted", "XF-0001")]
    async with workshop.database.read() as db:
        handed = await last_handing_in(db, workshop.check_id)
        assert handed == HandingIn(workshop.clock.now(), workshop.owner.person_id or 0)
    with pytest.raises(Locked):
        await workshop.answer(PLAIN, "fail")
    with pytest.raises(Locked):
        await workshop.attach(SHOWN, "2")


async def test_a_second_press_changes_nothing(workshop: Workshop) -> None:
    await workshop.complete()
    first = await workshop.submit()
    workshop.clock.move(minutes=1)
    for actor in (workshop.owner, workshop.mate):
        again = await workshop.submit(actor)
        assert (again.state, again.number, again.lines) == (first.state, first.number, first.lines)
    assert await workshop.audited("submit") == 1
    assert len(await messages(workshop)) == 1
    assert await workshop.scalar(select(SelfCheck.submissions)) == 1


async def test_nobody_else_hands_in_or_takes_back(workshop: Workshop) -> None:
    await workshop.complete()
    for stranger in STRANGERS:
        with pytest.raises(NotAllowed):
            await workshop.submit(stranger)
    await workshop.submit()
    for stranger in STRANGERS:
        with pytest.raises(NotAllowed):
            await workshop.withdraw(stranger)
        with pytest.raises(NotAllowed):  # not even to learn that it is handed in
            await workshop.submit(stranger)
    workshop.check_id = 404
    with pytest.raises(NotFound):
        await workshop.submit()
    with pytest.raises(NotFound):
        await workshop.withdraw()


async def test_who_left_no_longer_may(workshop: Workshop) -> None:
    await workshop.complete()
    await workshop.do(enterprise_contacts.leave, workshop.enterprise_id, actor=workshop.mate)
    for attempt in (workshop.submit(workshop.mate), workshop.answer(PLAIN, "fail", actor=workshop.mate)):
        with pytest.raises(NotAllowed):
            await attempt


async def test_taken_back_and_handed_in_again_keeps_its_number(workshop: Workshop) -> None:
    await workshop.complete()
    await workshop.submit()
    taken = await workshop.withdraw(workshop.mate)
    assert (taken.state, taken.number) == ("draft", "XF-0001")
    assert taken == await workshop.self_check()
    await workshop.withdraw()
    await workshop.answer(PLAIN, "na", reason="没有")
    workshop.clock.move(days=1)
    assert (await workshop.submit(workshop.mate)).number == "XF-0001"
    owner, mate = workshop.owner.person_id, workshop.mate.person_id
    assert await messages(workshop) == [
        (mate, "outbox-submitted", "XF-0001"),
        (owner, "outbox-withdrawn", "XF-0001"),
        (owner, "outbox-submitted", "XF-0001"),
    ]
    assert (await workshop.audited("submit"), await workshop.audited("withdraw")) == (2, 1)
    async with workshop.database.read() as db:
        handed = await last_handing_in(db, workshop.check_id)
        assert handed == HandingIn(workshop.clock.now(), mate or 0)


@pytest.mark.parametrize("state", ["in_review", "reviewed"])
async def test_under_review_it_stays(workshop: Workshop, state: str) -> None:
    await workshop.complete()
    await workshop.submit()
    await workshop.change(update(SelfCheck).values(state=state))
    with pytest.raises(Locked):
        await workshop.withdraw()
    assert (await workshop.submit()).state == state
    with pytest.raises(Locked):
        await workshop.do(answers.set_facts, workshop.check_id, {"dust": True})
    assert await workshop.audited("withdraw") == 0


async def test_what_was_never_handed_in_has_no_time(workshop: Workshop) -> None:
    async with workshop.database.read() as db:
        assert await last_handing_in(db, workshop.check_id) is None
        assert await last_handing_in(db, 404) is None
    assert (await workshop.withdraw()).state == "draft"
    assert await workshop.audited("withdraw") == 0

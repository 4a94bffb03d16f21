"""Photos that come later: put off by a day, brought after the form was handed in, seen by who reviews it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from content.model.library import Library
from storage.base.errors import Invalid, Locked, NotFound, Stale
from storage.campaigns import progress
from storage.changes import enterprises as enterprise_keeping
from storage.findings import plans
from storage.reviews import cases as reviews
from storage.self_checks import answers, owed_photos
from storage.self_checks.state import SelfCheckState
from storage.tables.self_checks import OwedPhoto, SelfCheck
from storage.tables.statistics import CampaignProgress
from tests.storage.review_desk import LATER, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import COUNTED, PLAIN, SHOWN, Workshop, begin_workshop, outcome, refused, workshop
from tests.storage.workshop import varied as plain

__all__ = ["desk", "plain", "workshop"]
TOMORROW, LATEST = TODAY + timedelta(days=1), TODAY + timedelta(days=10)


@pytest.fixture(scope="session")
def varied(plain: Library) -> Library:
    """The question that needs a photo may be postponed once the plain one was answered."""
    source: dict[str, Any] = plain.model_dump()
    (asked,) = source["items"]["I02"]["questions"]
    reason = {"zh": "现在没生产", "en": "idle"}
    asked["later"] = {"after": PLAIN, "reason": reason, "most_days": 10}
    asked["closed_by"] = [{"question": PLAIN, "answered": ["na"], "reason": reason}]
    return Library.model_validate(source)


async def put_off(shop: Workshop, due_on: date, today: date = TODAY) -> SelfCheckState:
    """Owe the photo by a day."""
    put: SelfCheckState = await shop.do(answers.put_off, shop.check_id, SHOWN, due_on, today)
    return put


async def handed_in(shop: Workshop) -> None:
    """A form whose photo is owed by tomorrow."""
    await shop.answer(PLAIN, "pass")
    await put_off(shop, TOMORROW)
    await shop.answer(COUNTED, "pass", done=18, total=18)
    await shop.submit()


async def test_what_is_there_is_answered_before_its_photo_is_put_off(workshop: Workshop) -> None:
    assert (await refused(put_off(workshop, TOMORROW))).problem == "owed-first"
    await workshop.answer(PLAIN, "pass")
    put = await put_off(workshop, TOMORROW)
    assert put == await workshop.self_check()
    assert (put.line(SHOWN).verdict, put.owed) == ("owed", {SHOWN: TOMORROW})
    assert await put_off(workshop, TOMORROW) == await workshop.self_check()
    assert await workshop.audited("put-off") == 1, "the same day twice is once"
    with pytest.raises(Stale):
        await workshop.do(answers.put_off, workshop.check_id, PLAIN, TOMORROW, TODAY)


async def test_it_is_put_off_to_a_day_ahead_and_only_for_so_long(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "pass")
    for day in (TODAY, LATEST + timedelta(days=1)):
        assert (await refused(put_off(workshop, day))).problem == "owed-day"
    await put_off(workshop, TOMORROW)
    again = await put_off(workshop, LATEST, TODAY + timedelta(days=5))
    assert (again.line(SHOWN).owed_on, again.line(SHOWN).owed_since) == (LATEST, TODAY)
    later = LATEST + timedelta(days=1)
    assert (await refused(put_off(workshop, later, TODAY + timedelta(days=5)))).problem == "owed-day"


async def test_a_form_that_owes_a_photo_can_be_handed_in_and_takes_it_afterwards(workshop: Workshop) -> None:
    await handed_in(workshop)
    assert (await workshop.self_check()).tally.owed == 1
    with pytest.raises(Locked):
        await workshop.answer(PLAIN, "fail")
    with pytest.raises(Locked):
        await workshop.attach(PLAIN, "x")
    assert (await refused(workshop.answer(SHOWN, "pass"))).problem == "owed-photo"
    assert isinstance(await outcome(workshop.answer(SHOWN, "na", reason="没有")), Locked)
    await workshop.attach(SHOWN, "1")
    brought = await workshop.answer(SHOWN, "pass")
    assert brought == await workshop.self_check()
    assert (brought.line(SHOWN).verdict, brought.owed, brought.tally.owed) == ("pass", {}, 0)
    with pytest.raises(Locked):
        await workshop.answer(SHOWN, "fail")
    with pytest.raises(Locked):
        await put_off(workshop, TOMORROW)


async def test_a_photo_from_before_it_was_put_off_shows_nothing(workshop: Workshop) -> None:
    await workshop.attach(SHOWN, "of machines that stand still")
    workshop.clock.move(minutes=1)
    await handed_in(workshop)
    assert (await refused(workshop.answer(SHOWN, "pass"))).problem == "owed-photo"


async def test_what_turns_out_wrong_afterwards_is_a_finding_that_wants_its_plan(workshop: Workshop) -> None:
    await handed_in(workshop)
    failed = await workshop.answer(SHOWN, "fail")
    finding = failed.line(SHOWN).finding_id
    assert finding is not None
    await workshop.plan(finding)
    assert (await workshop.self_check()).line(SHOWN).settled
    with pytest.raises(Locked):
        await workshop.plan(finding, measure="别的办法")
    with pytest.raises(Locked):
        await workshop.do(plans.fix_at_once, finding, measure="当场", today=TODAY)


async def test_what_is_not_asked_any_more_owes_nothing_and_owes_it_again(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "pass")
    await put_off(workshop, TOMORROW)
    closed = await workshop.answer(PLAIN, "na", reason="没有这种设备")
    assert (closed.owed, closed == await workshop.self_check()) == ({}, True)
    assert await workshop.scalar(select(OwedPhoto.state)) == "withdrawn"
    asked = await workshop.answer(PLAIN, "pass")
    assert (asked.owed, asked == await workshop.self_check()) == ({SHOWN: TOMORROW}, True)


async def test_only_the_people_of_the_enterprise_find_it(workshop: Workshop) -> None:
    await handed_in(workshop)
    owed_id = await workshop.scalar(select(OwedPhoto.id))
    async with workshop.database.read() as db:
        view = await owed_photos.get_owed(db, workshop.mate, owed_id)
    assert (view.question, view.is_open, view.self_check_id) == (SHOWN, True, workshop.check_id)
    async with workshop.database.read() as db:
        with pytest.raises(NotFound):
            await owed_photos.get_owed(db, type(workshop.mate)("person", 999), owed_id)


async def _owing(desk: ReviewDesk, number: int = 1) -> Workshop:
    shop = await desk.workshop(number)
    await shop.withdraw()
    await put_off(shop, TOMORROW)
    await desk.hand_in(shop)
    return shop


async def test_who_reviews_looks_at_it_before_a_pass_and_is_told_when_it_comes(desk: ReviewDesk) -> None:
    shop = await _owing(desk)
    await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(Invalid) as unseen:
        await desk.decide(shop, "pass")
    assert (unseen.value.problem, unseen.value.values) == ("review-unseen", {"count": 1})
    await desk.do(reviews.judge, shop.check_id, SHOWN, "agree", "")
    await desk.decide(shop, "pass")
    assert await _settled(desk, shop) == 0, "not before the photo has come"
    await shop.attach(SHOWN, "new")
    await shop.answer(SHOWN, "pass")
    assert await _settled(desk, shop) == 1
    told = await desk.queued("outbox-photo-brought")
    assert {row["person_id"] for row in told} == {
        actor.person_id for actor in (desk.chen, desk.zhou, desk.head)
    }
    assert {row["values"]["verdict"] for row in told} == {"pass"}


async def test_an_answer_overturned_owes_no_photo_but_its_correction(desk: ReviewDesk) -> None:
    shop = await _owing(desk)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, SHOWN, "overturn", "现场没有开")
    await desk.decide(shop, "correct", due_on=LATER)
    self_check = await shop.self_check()
    assert (self_check.owed, self_check.line(SHOWN).finding_state) == ({}, "open")
    with pytest.raises(Locked):
        await shop.answer(SHOWN, "pass")


async def test_a_double_brings_what_it_owes(desk: ReviewDesk) -> None:
    double = await _owing(desk)
    other = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    await other.change(delete(SelfCheck).where(SelfCheck.id == other.check_id))
    await desk.do(enterprise_keeping.merge, double.enterprise_id, other.enterprise_id)
    assert await other.scalar(select(OwedPhoto.enterprise_id)) == other.enterprise_id


async def _settled(desk: ReviewDesk, shop: Workshop) -> int:
    async with desk.database.begin() as db:
        while await progress.fold(db):
            pass
    async with desk.database.read() as db:
        closed = select(CampaignProgress.closed).where(CampaignProgress.enterprise_id == shop.enterprise_id)
        return (await db.execute(closed)).scalar_one()

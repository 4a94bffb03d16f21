"""Cases of a review: whose they are, claimed and given back, judged item by item, questions and photos."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from storage.base.errors import Conflict, Invalid, Locked, NotAllowed, NotFound, Stale
from storage.findings import photos
from storage.people import contacts
from storage.reviews import cases as reviews
from storage.reviews import evidence, questions
from storage.reviews import queue as review_queue
from storage.reviews import views as review_views
from storage.tables.offices import Staff
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.reviews.forms import state
from tests.storage.shop import photo
from tests.storage.workshop import DUSTY, PLAIN, SHOWN, Workshop, outcome, varied

__all__ = ["desk", "varied"]


async def test_of_two_at_once_one_gets_the_case_and_the_other_hears_who(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    results = await asyncio.gather(
        *(outcome(desk.do(reviews.claim, shop.check_id, actor=who)) for who in (desk.chen, desk.zhou))
    )
    won = [one for one in results if isinstance(one, int)]
    (lost,) = [one for one in results if isinstance(one, Conflict)]
    assert len(won) == 1
    assert lost.key == "error-conflict-review-claimed"
    assert lost.values["name"] in ("chen", "zhou")
    assert await state(shop) == "in_review"
    with pytest.raises(Locked):
        await shop.withdraw()


async def test_claiming_again_is_the_same_and_giving_back_keeps_what_was_judged(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    first = await desk.do(reviews.claim, shop.check_id)
    assert await desk.do(reviews.claim, shop.check_id) == first
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "照片看不出")
    assert await desk.do(reviews.give_back, shop.check_id)
    assert not await desk.do(reviews.give_back, shop.check_id)
    assert await desk.do(reviews.claim, shop.check_id, actor=desk.zhou) == first
    case = await desk.case(shop, desk.zhou)
    assert case.overturned == (PLAIN,)
    assert case.is_mine
    assert not (await desk.case(shop)).is_mine


async def test_only_a_head_takes_a_case_from_who_has_it(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(NotAllowed):
        await desk.do(reviews.give_back, shop.check_id, actor=desk.zhou)
    assert await desk.do(reviews.give_back, shop.check_id, actor=desk.head)


@pytest.mark.parametrize("who", ["viewer", "stranger"])
async def test_who_may_not_review_does_nothing(desk: ReviewDesk, who: str) -> None:
    shop = await desk.workshop(1)
    actor = getattr(desk, who)
    for doing in (
        desk.do(reviews.claim, shop.check_id, actor=actor),
        desk.do(reviews.judge, shop.check_id, PLAIN, "agree", actor=actor),
        desk.decide(shop, "pass", actor=actor),
        desk.do(review_queue.draw_sample, desk.campaign_id, desk.town, 1, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            await doing
    if who == "stranger":
        with pytest.raises(NotAllowed):
            await desk.case(shop, actor)


async def test_a_form_never_handed_in_is_nobodys_case(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await shop.withdraw()
    with pytest.raises(Conflict):
        await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(NotAllowed):
        await desk.look(review_views.get_case, 4711)


async def test_only_what_passed_or_did_not_apply_is_overturned(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(Invalid):
        await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "不对")
    with pytest.raises(Stale):
        await desk.do(reviews.judge, shop.check_id, DUSTY, "agree")
    with pytest.raises(Invalid):
        await desk.do(reviews.judge, shop.check_id, SHOWN, "overturn", "  ")
    await desk.do(reviews.judge, shop.check_id, SHOWN, "overturn", "<b>看不清</b>😀")
    await desk.do(reviews.judge, shop.check_id, SHOWN, None)
    assert not (await desk.case(shop)).judged


async def test_a_question_goes_to_the_enterprise_and_its_answer_to_the_reviewer(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    other = await desk.workshop(2)
    await desk.do(reviews.claim, shop.check_id)
    asked = await desk.do(questions.ask, shop.check_id, SHOWN, "请补一张全景")
    assert await desk.do(questions.ask, shop.check_id, SHOWN, "请补一张全景") == asked
    assert len(await desk.queued("outbox-review-asked")) == 2
    with pytest.raises(NotFound):
        await other.do(questions.answer, asked, "不是我们")
    assert await shop.do(evidence.attach_reply, asked, photo("wide")) == 1
    await shop.do(questions.answer, asked, "补了", actor=shop.mate)
    await shop.do(questions.answer, asked, "补了", actor=shop.mate)
    (told,) = await desk.queued("outbox-review-answered")
    assert told["person_id"] == desk.chen.person_id
    (seen,) = (await desk.case(shop)).asked
    assert (seen.answer, seen.question) == ("补了", SHOWN)
    assert [file.stage for file in await shop.files(SHOWN)] == ["answer", "reply"]
    await desk.decide(shop, "pass")
    with pytest.raises(Conflict):
        await shop.do(questions.answer, asked, "再补")
    with pytest.raises(Conflict):
        await shop.do(evidence.attach_reply, asked, photo("late"))


async def test_a_reviewers_own_photo_stays_with_the_answer(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    with pytest.raises(Conflict):
        await desk.do(evidence.attach_review, shop.check_id, SHOWN, photo("site"))
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(evidence.attach_review, shop.check_id, SHOWN, photo("site"))
    (own,) = await shop.files(SHOWN, "review")
    with pytest.raises(Locked):
        await shop.do(photos.remove, own.id)


async def test_who_lost_their_seat_goes_on_with_nothing(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    async with desk.database.begin() as db:
        await db.execute(
            update(Staff).where(Staff.person_id == desk.chen.person_id).values(revoked_at=desk.clock.now())
        )
    with pytest.raises(NotAllowed):
        await desk.decide(shop, "pass")
    assert await desk.do(reviews.give_back, shop.check_id, actor=desk.head)
    assert await people_of(desk, shop) == 2


async def people_of(desk: ReviewDesk, shop: Workshop) -> int:
    async with desk.database.read() as db:
        return len(await contacts.list_contacts(db, shop.enterprise_id))


async def test_handing_in_again_is_weighed_anew(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    before = (await desk.case(shop)).reasons
    assert before == {"failure": 1}
    await shop.withdraw()
    await shop.answer(PLAIN, "pass")
    await desk.hand_in(shop)
    assert (await desk.case(shop)).reasons == {}

"""Rectifications looked at after the review: closed with it, rejected and rectified again, or not lasting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.base.errors import Conflict, Invalid, Locked, NotFound
from storage.findings import photos, plans, verification_views, verifications
from storage.reviews import cases as reviews
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.reviews.forms import fault
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import PLAIN, varied

__all__ = ["desk", "varied"]


async def test_what_was_put_right_before_is_closed_with_the_review(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    assert not await desk.look(verification_views.list_waiting, desk.town)  # looked at with its form
    await desk.do(reviews.claim, shop.check_id)
    made = await desk.decide(shop, "pass")
    assert made.closed == 1
    assert (await desk.done(finding)).finding_state == "closed"
    (asked, _) = await desk.queued("outbox-holds")
    assert asked["not_before"] - desk.clock.now() >= timedelta(days=RULES.holds_days)


async def test_a_rejected_rectification_wants_a_newer_photo_and_is_counted(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    await desk.decide(shop, "pass")
    with pytest.raises(Conflict):
        await desk.do(verifications.accept, RULES, finding)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    desk.clock.move(minutes=5)
    view = await desk.do(verifications.reject, RULES, finding, "照片看不清", TODAY)
    assert (view.state, view.rejections, view.due_on) == ("open", 1, TODAY + timedelta(days=7))
    again = await desk.do(verifications.reject, RULES, finding, "照片看不清", TODAY)
    assert again.rejections == 1
    desk.clock.move(minutes=5)
    with pytest.raises(Invalid) as old:
        await shop.do(plans.complete, finding)
    assert old.value.problem == "after-photo-new"
    await shop.do(photos.attach_after, finding, photo("newer"))
    await shop.do(plans.complete, finding)
    assert await desk.do(verifications.accept, RULES, finding)
    assert not await desk.do(verifications.accept, RULES, finding)
    assert (await desk.done(finding)).finding_state == "closed"
    assert len(await desk.queued("outbox-verify-rejected")) == 2
    with pytest.raises(Locked):
        await shop.do(plans.complete, finding)


async def test_weeks_later_it_does_not_hold_and_is_open_again(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "pass")
    assert not await shop.do(verifications.still_holds, RULES, finding, holds=True, today=TODAY)
    with pytest.raises(NotFound):
        await desk.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    assert await shop.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    assert not await shop.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    view = await desk.done(finding)
    assert (view.finding_state, view.state) == ("open", "open")
    assert {row["person_id"] for row in await desk.queued("outbox-fails-again")} == {
        desk.chen.person_id,
        desk.zhou.person_id,
        desk.head.person_id,
    }

"""The queue of reviews: its order, its reasons, signs of a check done for show, samples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model.reviews import REASONS, bands
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.findings import photos, plans
from storage.findings import views as finding_views
from storage.reviews import cases as reviews
from storage.reviews import queue as review_queue
from storage.reviews.queue import drawn_by
from storage.self_checks import answers, attachments
from storage.self_checks import signs as review_signs
from storage.self_checks import weights as review_weights
from storage.self_checks.weights import note_digest
from tests.storage.base.test_query_plans import explained
from tests.storage.conftest import CLI
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, PLAIN, SHOWN, begin_workshop, varied

__all__ = ["desk", "varied"]
HEX = st.integers(0, 2**64 - 1).map(lambda bits: f"{bits:016x}")


@given(HEX, st.sets(st.integers(0, 63), max_size=3))
def test_pictures_that_differ_in_three_bits_share_a_band(one: str, flipped: set[int]) -> None:
    other = f"{int(one, 16) ^ sum(1 << bit for bit in flipped):016x}"
    assert RULES.is_like(one, other)
    assert set(bands(one)) & set(bands(other))


@given(HEX, HEX)
def test_likeness_is_mutual(one: str, other: str) -> None:
    assert RULES.is_like(one, other) == RULES.is_like(other, one)


@given(st.dictionaries(st.sampled_from(REASONS), st.integers(0, 50)))
def test_more_of_a_reason_never_weighs_less(counts: dict[str, int]) -> None:
    for reason in REASONS:
        more = {**counts, reason: counts.get(reason, 0) + 1}
        assert RULES.risk(more) >= RULES.risk(counts)
    weighed = RULES.weigh(counts)
    assert [one.points for one in weighed] == sorted((one.points for one in weighed), reverse=True)
    assert {one.reason for one in weighed} == {reason for reason, count in counts.items() if count}


@given(st.sets(st.integers(1, 10_000), min_size=1, max_size=60), st.integers(1, 80), st.text(max_size=8))
def test_a_seed_draws_the_same_whatever_the_order(among: set[int], count: int, seed: str) -> None:
    drawn = drawn_by(seed, sorted(among), count)
    assert drawn == drawn_by(seed, sorted(among, reverse=True), count)
    assert len(drawn) == len(set(drawn)) == min(count, len(among))
    assert set(drawn) <= among


def test_a_known_seed_draws_what_it_always_drew() -> None:
    assert drawn_by("2026-海陵", range(1, 101), 5) == drawn_by("2026-海陵", list(range(1, 101)), 5)
    assert drawn_by("a", range(1, 101), 5) != drawn_by("b", range(1, 101), 5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("已按要求整改，车间每天清扫两次", "已按要求整改 车间每天清扫两次！"),
        ("ＡＢＣdefghijkl123", "abcDEFGHIJKL123"),
    ],
)
def test_notes_are_the_same_whatever_their_punctuation(one: str, other: str) -> None:
    assert note_digest(one, 12) == note_digest(other, 12) != ""


def test_a_short_note_is_compared_with_nothing() -> None:
    assert note_digest("已整改", 12) == ""


async def test_the_riskiest_come_first_then_the_oldest(desk: ReviewDesk) -> None:
    calm, calm_too, faulty = [await desk.workshop(number, fails=number == 3) for number in (1, 2, 3)]
    lines = await desk.look(review_queue.list_waiting, desk.campaign_id, desk.town)
    assert [line.self_check_id for line in lines] == [faulty.check_id, calm.check_id, calm_too.check_id]
    assert (lines[0].risk, dict(lines[0].reasons)) == (RULES.points["failure"].each, {"failure": 1})
    above = await desk.look(review_queue.list_waiting, desk.campaign_id, desk.county, actor=desk.above)
    assert above == lines
    page = await desk.look(review_queue.list_waiting, desk.campaign_id, desk.town, 1, 1)
    assert page == lines[1:2]
    assert await desk.look(review_queue.count_waiting, desk.campaign_id, desk.town) == 3
    await desk.do(reviews.claim, faulty.check_id)
    assert await desk.look(review_queue.count_waiting, desk.campaign_id, desk.town) == 2
    (mine,) = await desk.look(review_queue.list_taken, desk.town, mine=True)
    assert (mine.self_check_id, mine.reviewer) == (faulty.check_id, "chen")
    (theirs,) = await desk.look(review_queue.list_taken, desk.town, mine=False, actor=desk.zhou)
    assert theirs == mine
    with pytest.raises(NotAllowed):
        await desk.look(review_queue.list_waiting, desk.campaign_id, desk.town, actor=desk.stranger)


async def test_another_towns_forms_are_not_in_the_queue(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    assert not await desk.look(review_queue.list_waiting, desk.campaign_id, desk.other, actor=desk.stranger)


async def test_all_passed_in_seconds_is_a_sign(desk: ReviewDesk) -> None:
    shop = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 1)
    await shop.complete()
    await desk.hand_in(shop)
    assert (await desk.case(shop)).reasons == {"fast": 1}
    await shop.withdraw()
    desk.clock.move(hours=1)
    await shop.answer(PLAIN, "na", reason="没有")
    await desk.hand_in(shop)  # taking it back and handing it in again does not wash it clean
    assert (await desk.case(shop)).reasons == {"fast": 1}


async def test_the_same_photo_at_two_enterprises_is_a_sign_by_bytes_and_by_likeness(desk: ReviewDesk) -> None:
    telling = "0f1e2d3c4b5a6978"
    nearly = f"{int(telling, 16) ^ 0b101:016x}"
    shops = []
    for number, (name, likeness) in enumerate(
        (("a", telling), ("a", None), ("b", nearly), ("c", "0" * 16)), 1
    ):
        shop = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, number)
        await shop.answer(PLAIN, "pass")
        desk.clock.move(minutes=30)
        file = replace(photo(name), likeness=likeness)
        await shop.do(attachments.attach, shop.check_id, SHOWN, file)
        await shop.answer(SHOWN, "pass")
        await shop.answer(COUNTED, "pass", done=18, total=18)
        await desk.hand_in(shop)
        shops.append(shop)
    reasons = [dict((await desk.case(shop)).reasons) for shop in shops]
    assert reasons == [{}, {"same_photo": 1}, {"same_photo": 1}, {}]
    async with desk.database.read() as db:
        (sign,) = await review_signs.signs(db, RULES, shops[2].check_id)
    assert (sign.question, sign.other) == (SHOWN, SHOWN)
    assert sign.enterprise


async def test_a_photo_older_than_the_campaign_is_a_sign(desk: ReviewDesk) -> None:
    shop = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 1)
    await shop.answer(PLAIN, "pass")
    desk.clock.move(minutes=30)
    old = replace(photo("old"), taken_at=datetime(2025, 5, 1, tzinfo=UTC))
    fresh = replace(photo("fresh"), taken_at=desk.clock.now())
    for file in (old, fresh):
        await shop.do(attachments.attach, shop.check_id, SHOWN, file)
    await shop.answer(SHOWN, "pass")
    await shop.answer(COUNTED, "pass", done=18, total=18)
    await desk.hand_in(shop)
    assert (await desk.case(shop)).reasons == {"old_photo": 1}


async def test_a_note_copied_from_another_enterprise_is_a_sign(desk: ReviewDesk) -> None:
    for number in (1, 2):
        shop = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, number)
        await shop.answer(PLAIN, "pass")
        desk.clock.move(minutes=30)
        await shop.do(answers.set_note, shop.check_id, PLAIN, "车间每天清扫两次，滤袋每月更换。")
        await shop.attach(SHOWN, str(number))
        await shop.answer(SHOWN, "pass")
        await shop.answer(COUNTED, "pass", done=18, total=18)
        await desk.hand_in(shop)
        assert (await desk.case(shop)).reasons == ({} if number == 1 else {"copied_note": 1})


async def test_what_falls_due_while_it_waits_is_weighed(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    for late, changed in ((0, 0), (1, 1), (2, 0)):
        async with desk.database.begin() as db:
            assert await review_weights.refresh_late(db, RULES, TODAY + timedelta(days=late)) == changed
    assert (await desk.case(shop)).reasons == {"failure": 1, "overdue": 1}


async def test_what_was_put_right_late_was_once_late(desk: ReviewDesk) -> None:
    """The weight says 曾逾期; 逾期 is only what is still to be rectified."""
    shop = await desk.workshop(1, fails=True)
    (finding,) = await desk.look(finding_views.list_findings, actor=shop.owner, self_check_id=shop.check_id)
    desk.clock.move(days=3)
    await shop.do(photos.attach_after, finding.id, photo("after"))
    await shop.do(plans.complete, finding.id)
    async with desk.database.begin() as db:
        _, reasons = await review_weights.assess(db, RULES, shop.check_id, TODAY + timedelta(days=3))
    assert reasons == {"failure": 1, "overdue": 1}


async def test_a_sample_is_kept_with_its_seed(desk: ReviewDesk) -> None:
    shops = [await desk.workshop(number) for number in range(1, 6)]
    sample = await desk.do(review_queue.draw_sample, desk.campaign_id, desk.town, 3, "种子")
    assert (sample.seed, sample.among, len(sample.lines)) == ("种子", 5, 3)
    again = await desk.do(review_queue.draw_sample, desk.campaign_id, desk.town, 3, "种子")
    assert [line.self_check_id for line in again.lines] == [line.self_check_id for line in sample.lines]
    ids = drawn_by("种子", [shop.check_id for shop in shops], 3)
    assert [line.self_check_id for line in sample.lines] == ids
    assert await desk.look(review_queue.get_sample, sample.id) == sample
    last = await desk.look(review_queue.last_sample, desk.campaign_id, desk.town)
    assert last.id == again.id
    with pytest.raises(Invalid):
        await desk.do(review_queue.draw_sample, desk.campaign_id, desk.town, 0)
    with pytest.raises(NotFound):
        await desk.look(review_queue.get_sample, 4711)
    with pytest.raises(NotFound):
        await desk.do(review_queue.draw_sample, 4711, desk.town, 1)


async def test_a_queue_below_begins_with_its_own_enterprises(desk: ReviewDesk) -> None:
    """A town of a city: what others have handed in is not looked at."""
    await desk.workshop(1)
    async with explained(desk.database) as explaining:
        for place in (desk.town, desk.county):
            assert await review_queue.list_waiting(explaining.db, CLI, desk.campaign_id, place)


async def test_a_form_mostly_not_applicable_goes_before_all_others_and_says_why(desk: ReviewDesk) -> None:
    """Reasons that empty a form come before failures in it."""
    failing = await desk.workshop(1, fails=True)
    empty = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    for code in (PLAIN, COUNTED):
        desk.clock.move(minutes=30)
        await empty.answer(code, "na", reason="没有")
    await empty.attach(SHOWN, "a")
    await empty.answer(SHOWN, "pass")
    await desk.hand_in(empty)
    waiting = await desk.look(review_queue.list_waiting, desk.campaign_id, desk.town)
    assert [one.self_check_id for one in waiting] == [empty.check_id, failing.check_id]
    assert (await desk.case(empty)).reasons == {"mostly_na": 1}
    assert "mostly_na" not in (await desk.case(failing)).reasons

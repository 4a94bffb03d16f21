"""Whole forms are reviewed by the offices that the campaign's plan says: in 县镇 not by 镇医院."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from storage.base.audit import Actor
from storage.base.errors import NotAllowed, Recused
from storage.findings import verifications
from storage.membership import consequences, staff_invites
from storage.membership.enterprise_contacts import add_contact
from storage.offices import mail as office_mail
from storage.offices import plan_rights, staff
from storage.reviews import cases as reviews
from storage.reviews import opinions, verdicts
from storage.reviews import queue as review_queue
from storage.self_checks import signed_forms
from storage.self_checks.attachments import File
from storage.tables.campaigns import Campaign
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow
from storage.tables.reviews import Review
from storage.tables.self_checks import SelfCheck
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.reviews.test_opinions import seated
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, varied

__all__ = ["desk", "varied"]


@pytest.fixture
async def town_plan(desk: ReviewDesk) -> ReviewDesk:
    """The campaign is the town's own, by the plan of 县镇; its offices of safety have no seats left."""
    await by_plan(desk)
    async with desk.database.begin() as db:
        here = update(Staff).where(Staff.jurisdiction_id == desk.town)
        await db.execute(here.values(revoked_at=desk.clock.now()))
    return desk


async def by_plan(desk: ReviewDesk, pack: str = "county_town") -> None:
    async with desk.database.begin() as db:
        of = update(Campaign).where(Campaign.id == desk.campaign_id)
        await db.execute(of.values(pack=pack, jurisdiction_id=desk.town))


async def told(desk: ReviewDesk, what: str, **more: Any) -> set[int | None]:
    """The people told of something that waits for a review."""
    async with desk.database.begin() as db:
        await office_mail.tell(
            db,
            desk.clock.now(),
            place_id=desk.town,
            right="review.do",
            what=what,
            text_key="outbox-holds",
            **more,
        )
        rows = select(OutboxRow.person_id).where(OutboxRow.dedupe_key.like(f"%:{what}:%"))
        return set((await db.execute(rows)).scalars())


async def reviewer(desk: ReviewDesk, shop: Workshop) -> tuple[int | None, str]:
    async with desk.database.read() as db:
        of = select(Review.reviewer_id, SelfCheck.state).join(SelfCheck, SelfCheck.id == Review.self_check_id)
        found = (await db.execute(of.where(SelfCheck.id == shop.check_id))).one()
        return found[0], found[1]


async def test_a_hospital_does_nothing_of_a_whole_form(town_plan: ReviewDesk) -> None:
    desk = town_plan
    shop = await desk.workshop(1, fails=True)
    hospital = await seated(desk, "health", "head")
    finding = (await desk.case(shop, hospital)).self_check.lines[PLAIN].finding_id
    assert finding is not None
    page = File("photo", "0" * 64, "image/jpeg", "", 9)
    deeds: list[tuple[Any, ...]] = [
        (reviews.claim, shop.check_id),
        (reviews.judge, shop.check_id, PLAIN, "agree"),
        (verifications.accept, RULES, finding),
        (verifications.reject, RULES, finding, "不行", TODAY),
        (review_queue.draw_sample, desk.campaign_id, desk.town, 1),
        (signed_forms.attach, shop.check_id, page),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            await desk.do(*deed, actor=hospital)
    with pytest.raises(NotAllowed):
        await desk.decide(shop, "pass", hospital)
    with pytest.raises(NotAllowed):
        await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=hospital)
    case = await desk.case(shop, hospital)
    assert not case.may
    assert case.advises == "health"
    assert await reviewers_of(desk) == 0


async def reviewers_of(desk: ReviewDesk) -> int:
    async with desk.database.read() as db:
        return len((await db.execute(select(Review.id))).all())


async def test_by_a_plan_that_it_leads_it_does(desk: ReviewDesk) -> None:
    shop, health = await desk.workshop(1), await seated(desk, "health", "head")
    async with desk.database.begin() as db:  # no plan of the program: the table of rights alone
        assert await plan_rights.barred(db, "review.do", desk.campaign_id, desk.town) == frozenset()
    assert await desk.do(reviews.claim, shop.check_id, actor=health)
    assert (await desk.case(shop, health)).may


async def test_what_waits_is_told_to_who_reviews_by_the_plan(town_plan: ReviewDesk) -> None:
    desk = town_plan
    shop, hospital = await desk.workshop(1), await seated(desk, "health", "head")
    assert await told(desk, "one", self_check_id=shop.check_id) == {desk.above.person_id}
    assert await told(desk, "two", campaign=desk.campaign_id) == {desk.above.person_id}
    assert await told(desk, "three") == {hospital.person_id}, "of no campaign in particular"
    station = await seated(desk, "safety")
    assert await told(desk, "four", self_check_id=shop.check_id) == {station.person_id}


async def test_who_is_told_loses_it_when_the_plan_says_so(desk: ReviewDesk) -> None:
    shop, health = await desk.workshop(1), await seated(desk, "health", "head", desk.town)
    assert health.person_id in await told(desk, "early", self_check_id=shop.check_id)
    await by_plan(desk)
    async with desk.database.begin() as db:
        ids = (await db.execute(select(OutboxRow.id, OutboxRow.person_id))).all()
        ours = [row.id for row in ids if row.person_id == health.person_id]
        await db.execute(update(OutboxRow).where(OutboxRow.id.in_(ours)).values(state="sending"))
        assert await consequences.take_back_claimed(db, desk.clock.now(), ours) == set(ours)


async def test_a_form_taken_before_goes_back_once_and_those_who_review_hear_of_it(desk: ReviewDesk) -> None:
    taken, others = await desk.workshop(1), await desk.workshop(2)
    health = await seated(desk, "health", "head")
    await desk.do(reviews.claim, taken.check_id, actor=health)
    await desk.do(reviews.claim, others.check_id)
    await by_plan(desk)
    async with desk.database.begin() as db:
        assert await consequences.release_barred(db, desk.clock.now()) == 1
        assert await consequences.release_barred(db, desk.clock.now()) == 0
    assert await reviewer(desk, taken) == (None, "submitted")
    assert await reviewer(desk, others) == (desk.chen.person_id, "in_review")
    heard = {one["person_id"] for one in await desk.queued("outbox-cases-back")}
    assert heard == {desk.chen.person_id, desk.zhou.person_id, desk.head.person_id}
    assert await desk.do(reviews.claim, taken.check_id) > 0


async def test_ones_own_case_can_be_given_back_even_then(desk: ReviewDesk) -> None:
    shop, health = await desk.workshop(1), await seated(desk, "health", "head")
    await desk.do(reviews.claim, shop.check_id, actor=health)
    await by_plan(desk)
    with pytest.raises(NotAllowed):
        await desk.do(reviews.judge, shop.check_id, PLAIN, "agree", actor=health)
    assert await desk.do(reviews.give_back, shop.check_id, actor=health)
    assert await reviewer(desk, shop) == (None, "submitted")


async def test_recusal_leaves_it_to_nobody_whom_the_plan_bars(town_plan: ReviewDesk) -> None:
    desk = town_plan
    shop = await desk.workshop(1)
    await seated(desk, "health", "head")
    station = await seated(desk, "safety")
    async with desk.database.begin() as db:
        assert station.person_id is not None
        await add_contact(db, desk.clock.now(), shop.enterprise_id, station.person_id, "member", "李四")
    with pytest.raises(Recused) as refused:
        await desk.do(reviews.claim, shop.check_id, actor=station)
    assert refused.value.values["left"] == "above", "not to the hospital in the same town"


async def test_a_hospital_still_says_what_it_thinks_of_its_rows(town_plan: ReviewDesk) -> None:
    desk = town_plan
    shop, hospital = await desk.workshop(1), await seated(desk, "health", "head")
    rows = (await desk.case(shop, hospital)).own_rows
    for code in rows:
        await desk.do(opinions.say, shop.check_id, code, "object", "没有档案", actor=hospital)
    assert len((await desk.case(shop, desk.above)).opinions) == len(rows)


async def test_seats_above_the_plans_place_are_bound_by_none(town_plan: ReviewDesk) -> None:
    desk = town_plan
    shop = await desk.workshop(1)
    county = await seated(desk, "health", "head", desk.county)
    assert await desk.do(reviews.claim, shop.check_id, actor=county)
    async with desk.database.read() as db:
        assert await staff.may(db, Actor("cli"), "review.do", desk.town, of=(), campaign=desk.campaign_id)


async def nobody_of_safety(desk: ReviewDesk) -> None:
    async with desk.database.begin() as db:
        of = update(Staff).where(Staff.department == "safety")
        await db.execute(of.values(revoked_at=desk.clock.now()))


async def test_where_no_safety_office_takes_part_health_offices_review_the_whole(desk: ReviewDesk) -> None:
    """Their duty since 2018: else nobody could, in a campaign that 卫健 runs by itself."""
    await by_plan(desk, "hailing")
    shop, health = await desk.workshop(1), await seated(desk, "health", "head")
    with pytest.raises(NotAllowed):
        await desk.do(reviews.claim, shop.check_id, actor=health)
    await nobody_of_safety(desk)
    await desk.do(reviews.claim, shop.check_id, actor=health)
    assert await reviewer(desk, shop) == (health.person_id, "in_review")
    async with desk.database.read() as db:
        key = (desk.campaign_id, desk.town)
        each = await plan_rights.barred(db, "review.do", *key)
        assert {kind for place, kind in each if place == desk.town} == (
            await plan_rights.barred_at(db, [key])
        )[key]
        assert (desk.town, "health") not in each


async def test_somebody_who_only_looks_on_leads_nothing(desk: ReviewDesk) -> None:
    await by_plan(desk, "hailing")
    await nobody_of_safety(desk)
    await seated(desk, "safety", "viewer")
    shop, health = await desk.workshop(1), await seated(desk, "health", "head")
    await desk.do(reviews.claim, shop.check_id, actor=health)


async def test_with_the_first_seat_of_a_safety_office_its_cases_come_back(desk: ReviewDesk) -> None:
    await by_plan(desk, "hailing")
    await nobody_of_safety(desk)
    shop, health = await desk.workshop(1), await seated(desk, "health", "head")
    await desk.do(reviews.claim, shop.check_id, actor=health)
    async with desk.database.begin() as db:
        now = desk.clock.now()
        made = await staff_invites.create(db, Actor("cli"), now, desk.town, "inspector", "safety", "新来的")
        await staff_invites.accept(db, now, 889_999, "zh", staff_invites.hash_of_link(made.secret))
    assert await reviewer(desk, shop) == (None, "submitted")


async def test_a_hospital_does_not_even_then(town_plan: ReviewDesk) -> None:
    desk = town_plan
    await nobody_of_safety(desk)
    shop, hospital = await desk.workshop(1), await seated(desk, "health", "head")
    with pytest.raises(NotAllowed):
        await desk.do(reviews.claim, shop.check_id, actor=hospital)


async def test_health_offices_beside_safety_offices_are_told_apart(desk: ReviewDesk) -> None:
    async def beside() -> list[tuple[int, int]]:
        async with desk.database.read() as db:
            return [(one.place_id, one.campaign_id) for one in await plan_rights.beside_safety(db)]

    await by_plan(desk, "hailing")
    await seated(desk, "health", "viewer")
    assert await beside() == [], "one that may review nothing misses nothing"
    await seated(desk, "health", "inspector")
    assert await beside() == [(desk.town, desk.campaign_id)]
    await by_plan(desk)
    assert await beside() == [], "镇医院 reviews nothing in any case"
    await by_plan(desk, "hailing")
    assert await beside() == [(desk.town, desk.campaign_id)]
    async with desk.database.begin() as db:
        await db.execute(
            update(Staff).where(Staff.department == "safety").values(revoked_at=desk.clock.now())
        )
    assert await beside() == []

"""Opinions of departments on their rows: theirs alone, for this handing-in alone; the reviewer looks at
them."""

from __future__ import annotations

import pytest

from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, Stale
from storage.offices import staff
from storage.people import contacts
from storage.reviews import cases as reviews
from storage.reviews import opinions
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.workshop import DEEP, PLAIN, SHOWN, Workshop, varied

__all__ = ["desk", "varied"]


async def seated(desk: ReviewDesk, department: str, role: str = "inspector", place: int = 0) -> Actor:
    """Somebody of a department in the town."""
    async with desk.database.begin() as db:
        number = 880_000 + hash((department, role, place)) % 1000
        person = await contacts.ensure_person(db, desk.clock.now(), number, "zh")
        await staff.seat(db, desk.clock.now(), person, place or desk.town, role, department, department)
    return Actor("person", person)


async def say(
    desk: ReviewDesk, shop: Workshop, who: Actor, verdict: str | None, comment: str = "", of: str = PLAIN
) -> None:
    await desk.do(opinions.say, shop.check_id, of, verdict, comment, actor=who)


async def test_who_reviews_sees_it_and_has_to_look_before_a_pass(desk: ReviewDesk) -> None:
    shop, labour = await desk.workshop(1), await seated(desk, "labour")
    await say(desk, shop, labour, "object", " 合同里没写危害 ")
    await say(desk, shop, labour, "object", "合同里没写危害")
    await desk.do(reviews.claim, shop.check_id)
    case = await desk.case(shop)
    assert [(one.question, one.department, one.verdict, one.comment) for one in case.opinions] == [
        (PLAIN, "labour", "object", "合同里没写危害")
    ]
    with pytest.raises(Invalid) as unseen:
        await desk.decide(shop, "pass")
    assert (unseen.value.problem, unseen.value.values) == ("review-unseen", {"count": 1})
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    assert (await desk.decide(shop, "pass")).confirmed, "the office that reviews decides"
    with pytest.raises(Conflict):
        await say(desk, shop, labour, "agree")


async def test_it_can_be_changed_and_taken_back_and_is_written_down(desk: ReviewDesk) -> None:
    shop, union = await desk.workshop(1), await seated(desk, "union")
    await say(desk, shop, union, "agree", of=SHOWN)
    await say(desk, shop, union, "agree", of=SHOWN)
    await say(desk, shop, union, "object", "没有签", of=SHOWN)
    (one,) = (await desk.case(shop)).opinions
    assert (one.verdict, one.comment) == ("object", "没有签")
    await say(desk, shop, union, None, of=SHOWN)
    await say(desk, shop, union, None, of=SHOWN)
    assert (await desk.case(shop)).opinions == ()
    assert await shop.audited("advise") == 3
    with pytest.raises(Invalid):
        await say(desk, shop, union, "object", of=SHOWN)
    with pytest.raises(Invalid):
        await say(desk, shop, union, "overturn", "不行", of=SHOWN)


async def test_of_a_form_handed_in_anew_it_counts_no_more(desk: ReviewDesk) -> None:
    shop, labour = await desk.workshop(1), await seated(desk, "labour")
    await say(desk, shop, labour, "object", "合同里没写危害")
    await shop.withdraw()
    with pytest.raises(Conflict):
        await say(desk, shop, labour, "agree")
    await desk.hand_in(shop)
    assert (await desk.case(shop)).opinions == ()
    await say(desk, shop, labour, "agree")
    assert [one.verdict for one in (await desk.case(shop)).opinions] == ["agree"]


async def test_only_of_rows_that_are_its_own_and_only_by_who_may(desk: ReviewDesk) -> None:
    shop, labour = await desk.workshop(1), await seated(desk, "labour")
    case = await desk.case(shop, labour)
    assert (case.advises, case.own_rows) == ("labour", (PLAIN,))
    with pytest.raises(Stale):
        await desk.do(opinions.say, shop.check_id, DEEP, "agree", actor=labour)
    for who in (
        labour,  # that row is 工会's
        desk.chen,  # 安监 reviews, and gives no opinion
        await seated(desk, "labour", "viewer"),
        await seated(desk, "labour", place=desk.other),
        shop.owner,
        Actor("cli"),
    ):
        with pytest.raises(NotAllowed):
            await desk.do(opinions.say, shop.check_id, SHOWN, "agree", actor=who)
    assert (await desk.case(shop)).own_rows == ()

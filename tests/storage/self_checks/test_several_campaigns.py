"""Several campaigns at one enterprise: each counts its own, and an answer of one is offered in the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from content.catalog import Catalog
from content.model.library import Library
from scheduler.messages.wording import word
from storage.base.errors import Locked, NotAllowed
from storage.campaigns import places as campaign_places
from storage.campaigns.places import CampaignName
from storage.changes import campaign_ending
from storage.findings import extension_views, extensions, photos
from storage.findings import views as finding_views
from storage.notices import audiences
from storage.notices.audiences import Audience
from storage.outbox.queue import Message
from storage.reviews import cases as reviews
from storage.self_checks import answers, attachments, other_answers, submissions
from storage.self_checks.other_answers import OtherAnswer
from storage.self_checks.state import Line, SelfCheckState, load
from storage.statistics import office as office_figures
from storage.statistics import units as office_units
from storage.statistics.office import Overlap
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import (
    COUNTED,
    DEEP,
    PLAIN,
    SHOWN,
    Workshop,
    begin_workshop,
    open_varied,
    refused,
    varied,
)

__all__ = ["desk", "varied"]

LATER = TODAY + timedelta(days=30)


@dataclass
class Two:
    """A workshop with a form in the county's campaign and another one in the town's."""

    desk: ReviewDesk
    first: Workshop
    second: Workshop

    async def offered(self, question: str) -> OtherAnswer | None:
        """The answer offered in the second form."""
        async with self.desk.database.read() as db:
            self_check = await load(db, self.second.check_id)
            return await other_answers.find(db, self_check, question, self.desk.clock.now())

    async def take(
        self, question: str, digest: str | None = None, actor: Any = None
    ) -> SelfCheckState | None:
        """Take it over, as it is offered now unless said."""
        if digest is None:
            found = await self.offered(question)
            assert found is not None
            digest = found.digest
        taken: SelfCheckState | None = await self.second.do(
            other_answers.take_over, self.second.check_id, question, digest, TODAY, actor=actor
        )
        return taken


async def both(desk: ReviewDesk, town_campaign: int, number: int = 1) -> Two:
    """A workshop that has begun both forms."""
    first = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, number)
    check = await first.do(submissions.start, first.enterprise_id, town_campaign)
    return Two(desk, first, replace(first, campaign_id=town_campaign, check_id=check))


@pytest.fixture
async def town_campaign(desk: ReviewDesk, varied: Library) -> int:
    return await open_varied(desk.database, desk.clock, desk.town, varied)


@pytest.fixture
async def two(desk: ReviewDesk, town_campaign: int) -> Two:
    return await both(desk, town_campaign)


async def test_an_answer_comes_over_with_its_note_and_photos_and_only_when_asked(two: Two) -> None:
    await two.first.answer(PLAIN, "pass")
    await two.first.do(answers.set_note, two.first.check_id, PLAIN, "每天下班扫")
    await two.first.attach(SHOWN, "hood")
    await two.first.answer(SHOWN, "pass")
    await two.first.answer(COUNTED, "pass", done=18, total=18)
    await two.first.answer(DEEP, "na", reason="没有这台机器")
    found = await two.offered(PLAIN)
    assert found is not None
    assert found.campaign == CampaignName(two.desk.campaign_id, "small", "某县")
    assert found.answered_at == two.desk.clock.now()
    assert (await two.second.self_check()).answers == {}  # looking changes nothing
    for question in (PLAIN, SHOWN, COUNTED, DEEP):
        assert await two.take(question) is not None
    first, second = await two.first.self_check(), await two.second.self_check()
    assert second.lines == first.lines
    assert second.line(PLAIN) == Line("pass", note="每天下班扫")
    (photo,), (brought,) = await two.first.files(SHOWN), await two.second.files(SHOWN)
    assert (brought.sha256, brought.added_by) == (photo.sha256, two.second.owner.person_id)
    await two.first.do(photos.remove, photo.id)  # each form keeps its own
    assert len(await two.second.files(SHOWN)) == 1
    assert await two.first.audited("carry") == 4
    async with two.desk.database.read() as db:
        details = (await db.execute(select(AuditRow.detail).where(AuditRow.action == "carry"))).scalars()
        assert {one["from"] for one in details} == {two.first.check_id}


async def test_nothing_is_taken_over_that_was_not_seen(two: Two) -> None:
    await two.first.answer(PLAIN, "pass")
    seen = await two.offered(PLAIN)
    assert seen is not None
    two.desk.clock.move(minutes=1)
    await two.first.do(answers.set_note, two.first.check_id, PLAIN, "其实没扫", actor=two.first.mate)
    assert await two.take(PLAIN, seen.digest) is None
    assert (await two.second.self_check()).lines == {}
    await two.second.answer(PLAIN, "na", reason="没有")  # another phone was quicker
    assert await two.take(PLAIN) is None
    assert (await two.second.self_check()).line(PLAIN).verdict == "na"
    with pytest.raises(NotAllowed):
        await two.take(PLAIN, actor=two.desk.chen)


async def test_two_phones_take_it_over_once(two: Two) -> None:
    await two.first.attach(SHOWN, "hood")
    await two.first.answer(SHOWN, "pass")
    taken = await asyncio.gather(two.take(SHOWN), two.take(SHOWN, actor=two.first.mate))
    assert sum(one is not None for one in taken) == 1
    assert (await two.second.self_check()).line(SHOWN) == Line("pass", files=1)
    assert await two.first.audited("carry") == 1


async def test_what_stays_of_ones_own_and_what_does_not_fit(two: Two) -> None:
    await two.first.answer(PLAIN, "fail")
    found = await two.offered(PLAIN)
    assert found is not None
    assert found.verdict == "fail"
    assert await two.take(PLAIN) is None  # a fault is found and planned in its own form
    await two.first.answer(COUNTED, "pass")
    assert await two.take(COUNTED) is None  # nobody was counted
    for number in range(5):
        await two.first.attach(SHOWN, f"first {number}")
        await two.second.attach(SHOWN, f"second {number}")
    await two.second.attach(SHOWN, "first 0")
    await two.first.do(answers.set_note, two.first.check_id, SHOWN, "他")
    await two.second.do(answers.set_note, two.second.check_id, SHOWN, "我")
    await two.first.answer(SHOWN, "pass")
    assert await two.take(SHOWN) is not None
    line = (await two.second.self_check()).line(SHOWN)
    assert (line.verdict, line.note, line.files) == ("pass", "我\n他", attachments.MAX_FILES)
    await two.first.answer(DEEP, "pass")
    await two.first.do(answers.set_note, two.first.check_id, DEEP, "长" * 600)
    await two.second.do(answers.set_note, two.second.check_id, DEEP, "短" * 600)
    assert (await refused(two.take(DEEP))).problem == "text-long"
    assert (await two.second.self_check()).line(DEEP).verdict is None  # all of it or nothing


async def test_it_is_offered_for_ninety_days_while_both_campaigns_run(two: Two) -> None:
    assert await two.offered(PLAIN) is None
    await two.first.do(answers.set_note, two.first.check_id, PLAIN, "等一等")
    assert await two.offered(PLAIN) is None  # a note is no answer
    await two.first.answer(PLAIN, "pass")
    await two.first.complete()
    await two.first.submit()
    assert await two.offered(PLAIN) is not None  # handed in it stands all the more
    two.desk.clock.move(days=89)
    assert await two.offered(PLAIN) is not None
    two.desk.clock.move(days=2)
    assert await two.offered(PLAIN) is None
    two.desk.clock.move(days=-30)
    await two.desk.do(campaign_ending.close, two.desk.campaign_id, "都办完了", actor=two.desk.above)
    assert await two.offered(PLAIN) is None
    await two.second.complete()
    await two.second.submit()
    with pytest.raises(Locked):
        await two.take(PLAIN, "0" * 10)


async def test_a_campaign_is_named_only_where_there_is_another(desk: ReviewDesk, varied: Library) -> None:
    shop = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 1)
    beside = await begin_workshop(desk.database, desk.clock, desk.other, desk.campaign_id, 2)
    both_ids = [shop.enterprise_id, beside.enterprise_id]

    async def named() -> tuple[Any, Any, frozenset[int]]:
        async with desk.database.read() as db:
            return (
                await campaign_places.name_if_several(db, shop.check_id),
                await campaign_places.name_if_several(db, beside.check_id),
                await campaign_places.in_several(db, both_ids),
            )

    assert await named() == (None, None, frozenset())
    second = await open_varied(desk.database, desk.clock, desk.town, varied)
    county = CampaignName(desk.campaign_id, "small", "某县")
    assert await named() == (county, None, frozenset({shop.enterprise_id}))
    await desk.do(campaign_ending.close, second, "都办完了", actor=CLI)
    assert await named() == (None, None, frozenset())


async def test_opening_counts_what_is_begun_in_the_others(
    desk: ReviewDesk, town_campaign: int, varied: Library
) -> None:
    await desk.workshop(1)
    await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    await begin_workshop(desk.database, desk.clock, desk.town, town_campaign, 3)
    await begin_workshop(desk.database, desk.clock, desk.other, desk.campaign_id, 4)
    county, town = (
        CampaignName(desk.campaign_id, "small", "某县"),
        CampaignName(town_campaign, "small", "某镇"),
    )
    in_town = (Overlap(county, 3, 2, 1), Overlap(town, 3, 1, 0))
    assert await desk.look(office_figures.list_overlaps, desk.town, actor=desk.head) == in_town
    assert await desk.look(office_figures.list_overlaps, desk.county, actor=desk.above) == (
        Overlap(county, 4, 3, 1),
        Overlap(town, 3, 1, 0),
    )
    assert await desk.look(office_figures.list_overlaps, desk.other, actor=desk.stranger) == (
        Overlap(county, 1, 1, 0),
    )
    with pytest.raises(NotAllowed):
        await desk.look(office_figures.list_overlaps, desk.other, actor=desk.head)


async def test_lists_of_an_office_are_of_the_campaign_looked_at(two: Two, town_campaign: int) -> None:
    desk, fault = two.desk, (await two.second.answer(PLAIN, "fail")).lines[PLAIN].finding_id
    assert fault is not None
    await two.second.plan(fault)
    await two.second.attach(SHOWN, "hood")
    await two.second.answer(SHOWN, "pass")
    await two.second.answer(COUNTED, "pass", done=18, total=18)
    await two.second.submit()
    await two.second.do(extensions.ask, fault, LATER, "设备还没到", TODAY)

    async def seen(campaign_id: int | None) -> tuple[Any, ...]:
        of: dict[str, Any] = {"campaign_id": campaign_id}
        after = TODAY + timedelta(days=1)
        (unit,), total = await desk.look(office_units.list_units, desk.town, after, **of)
        states = await desk.look(office_units.count_states, desk.town, after, campaign_id)
        late, late_total = await desk.look(office_units.list_units, desk.town, after, state="overdue", **of)
        one = await desk.look(office_units.get_unit, unit.id, after, campaign_id)
        waiting = await desk.look(extension_views.list_waiting, desk.town, **of)
        assert (one.check_state, one.overdue) == (unit.check_state, unit.overdue)
        assert (total, len(late)) == (1, late_total)
        told = {name: count for name, count in states.items() if count}
        return unit.check_state, unit.overdue, told, [view.finding_id for view in waiting]

    assert await seen(desk.campaign_id) == ("draft", 0, {"not_submitted": 1, "draft": 1}, [])
    of_town = ("submitted", 1, {"submitted": 1, "overdue": 1}, [fault])
    assert await seen(town_campaign) == of_town
    assert await seen(None) == of_town  # nearest to the place
    meant = {}
    for campaign_id in (desk.campaign_id, town_campaign):
        audience = Audience(desk.town, campaign=campaign_id)
        assert Audience.of(audience.as_json()) == audience
        async with desk.database.read() as db:
            counted = await audiences.count_states(db, audience, TODAY + timedelta(days=1))
        meant[campaign_id] = {name: count for name, count in counted.items() if count and name != "all"}
    assert meant[desk.campaign_id] == {"not_submitted": 1}
    assert meant[town_campaign] == {"submitted": 1, "open_rectifications": 1, "overdue": 1}


async def test_messages_name_the_campaign_and_its_form_only_where_there_is_another(
    desk: ReviewDesk, varied: Library
) -> None:
    alone = await desk.workshop(1)
    await desk.do(reviews.claim, alone.check_id)
    await desk.decide(alone, "again", due_on=LATER, comment="走过场")
    town_campaign = await open_varied(desk.database, desk.clock, desk.town, varied)
    shop = await desk.workshop(2, fails=True)
    async with desk.database.read() as db:
        (fault,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    asked = await shop.do(extensions.ask, fault.id, LATER, "设备还没到", TODAY)
    told = {"outbox-extension": (await desk.queued("outbox-extension"))[-1]["values"]}
    await desk.do(extensions.decide, asked, LATER, "", TODAY)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "again", due_on=LATER, comment="走过场")
    names = {"of_pack": "small", "of_place": "某县"}
    for key in ("outbox-extension-granted", "outbox-reviewed"):
        told[key] = (await desk.queued(key))[-1]["values"]
    for key, values in told.items():
        assert {name: values[name] for name in names} == names, key
    reviewed = await desk.queued("outbox-reviewed")
    assert "of_pack" not in reviewed[0]["values"]
    assert reviewed[-1]["button"]["extra"] == desk.campaign_id != town_campaign
    now = desk.clock.now()
    said = [
        word(
            Catalog.load(),
            Message(1, 1, 1, "zh", True, 1, now, "outbox-reviewed", one["values"], one["button"], 0, now),
            varied.packs,
        )
        for one in (reviewed[0], reviewed[-1])
    ]
    assert not said[0].text.startswith("〔")
    assert said[1].text.startswith(f"〔某县 · {varied.packs['small'].title.zh}〕")
    assert said[1].rows[0][0].callback == f"go:again:{shop.enterprise_id}:{desk.campaign_id}"

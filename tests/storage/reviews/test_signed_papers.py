"""Papers about measures and the signed ones that come back: who may, for which, replaced with history."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.changes import records
from storage.history import reading
from storage.reviews import resumptions, signed_papers
from storage.tables.system import AuditRow
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.reviews.test_measures import decided
from tests.storage.shop import photo
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]


async def test_the_facts_of_a_paper_and_its_signed_pages(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    facts = await desk.do(signed_papers.make, made.id, "order", actor=desk.above)
    assert facts.measure == made
    assert [one.question for one in facts.faults]
    assert (facts.head.place, facts.asked) == ("某县", None)
    for paper in ("request", "answer"):
        with pytest.raises(NotFound):
            await desk.do(signed_papers.make, made.id, paper, actor=desk.above)
    with pytest.raises(NotFound):
        await desk.do(signed_papers.make, made.id, "nothing", actor=desk.above)
    for actor in (desk.stranger, shop.owner):
        with pytest.raises(NotAllowed):
            await desk.do(signed_papers.make, made.id, "order", actor=actor)
    draft = await shop.do(resumptions.write, made.id, "改好了")
    await shop.do(resumptions.attach, draft.id, photo("新风机"))
    await shop.do(resumptions.ask, draft.id)
    own = await shop.do(signed_papers.make, made.id, "request")
    assert own.asked is not None
    assert own.asked.text == "改好了"
    page = photo("签字的")
    assert await shop.do(signed_papers.attach, made.id, "request", page) == 1
    assert await shop.do(signed_papers.attach, made.id, "request", page) == 1
    with pytest.raises(NotAllowed):
        await shop.do(signed_papers.attach, made.id, "order", page)
    with pytest.raises(NotAllowed):
        await desk.do(signed_papers.attach, made.id, "order", page, actor=desk.viewer)
    with pytest.raises(Invalid, match="signed-kind"):
        await desk.do(signed_papers.attach, made.id, "order", replace(page, kind="voice"), actor=desk.above)
    assert await desk.do(signed_papers.attach, made.id, "order", page, actor=desk.above) == 1
    assert await desk.do(signed_papers.replace, made.id, "order", actor=desk.above) == 1
    assert await desk.look(signed_papers.pages, made.id, "order") == ()
    assert len(await desk.look(signed_papers.pages, made.id, "order", all_=True)) == 1
    (seen,) = await desk.look(signed_papers.pages, made.id, "request")
    assert not seen.by_office
    events = (await desk.look(reading.read_all, shop.enterprise_id)).events
    assert [one.key for one in events].count("history-measure-signed") == 2
    own_events = (await desk.look(reading.read_all, shop.enterprise_id, actor=shop.owner)).events
    assert "history-measure-signed" not in [one.key for one in own_events]
    async with desk.database.begin() as db:
        assert page.sha256 in await records._files(db, shop.enterprise_id)
        actions = list(
            (await db.execute(select(AuditRow.action).where(AuditRow.subject == "measure"))).scalars()
        )
    assert actions.count("paper") == 2

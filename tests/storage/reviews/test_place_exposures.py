"""Places to be named in public: where the plan names places, by an office above them, by two people."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update

from storage.base.audit import Actor
from storage.base.errors import Conflict, Ended, Invalid, NotAllowed, NotFound
from storage.offices import jurisdictions, staff
from storage.people import contacts
from storage.reviews import place_exposures
from storage.tables.campaigns import Campaign
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]
REASON = "专项行动走过场，<b>三次</b>督办不改😀"


async def test_two_people_name_a_place_below_and_either_may_drop_it(desk: ReviewDesk) -> None:
    given = (desk.campaign_id, desk.county, desk.town, REASON)
    with pytest.raises(Invalid, match="place-exposure"):
        await desk.do(place_exposures.propose, *given, actor=desk.above)  # its plan names no places
    async with desk.database.begin() as db:
        await db.execute(update(Campaign).values(pack="yangzhou"))
        person = await contacts.ensure_person(db, desk.clock.now(), 800_001, "zh")
        await staff.seat(db, desk.clock.now(), person, desk.county, "head", "safety", "吴")
    second = Actor("person", person)
    for actor in (desk.head, desk.stranger, desk.viewer):
        with pytest.raises(NotAllowed):
            await desk.do(place_exposures.propose, *given, actor=actor)
    for wrong in (desk.county, 999_999):
        with pytest.raises(NotFound):
            await desk.do(
                place_exposures.propose, desk.campaign_id, desk.county, wrong, REASON, actor=desk.above
            )
    with pytest.raises(Invalid, match="text-empty"):
        await desk.do(place_exposures.propose, *given[:3], " ", actor=desk.above)
    made = await desk.do(place_exposures.propose, *given, actor=desk.above)
    assert await desk.do(place_exposures.propose, *given[:3], "又提一次", actor=second) == made
    assert {row["person_id"] for row in await desk.queued("outbox-place-exposure")} == {person}
    with pytest.raises(Conflict, match="place-exposure-own"):
        await desk.do(place_exposures.confirm, made, actor=desk.above, agreed=True)
    look = (desk.county, desk.campaign_id)
    assert await desk.look(place_exposures.list_exposures, *look, actor=desk.above, agreed=True) == ()
    view = await desk.do(place_exposures.confirm, made, actor=second, agreed=True)
    assert await desk.do(place_exposures.confirm, made, actor=second, agreed=True) == view
    assert (view.state, view.reason, view.place) == ("agreed", REASON, "某镇")
    assert await desk.look(place_exposures.list_exposures, *look, actor=desk.above, agreed=True) == (view,)
    assert await desk.look(place_exposures.list_exposures, desk.town, desk.campaign_id) == (view,)
    with pytest.raises(NotAllowed):
        await desk.look(place_exposures.list_exposures, *look)
    await desk.do(place_exposures.confirm, made, actor=desk.above, agreed=False)
    with pytest.raises(Conflict, match="place-exposure-over"):
        await desk.do(place_exposures.confirm, made, actor=second, agreed=True)
    again = await desk.do(place_exposures.propose, *given, actor=CLI)
    assert again != made
    with pytest.raises(NotFound):
        await desk.do(place_exposures.confirm, 999_999, actor=second, agreed=True)
    async with desk.database.begin() as db:
        await db.execute(text("UPDATE campaigns SET state = 'closed'"))
        below = (await jurisdictions.list_children(db, desk.county))[-1].id
        asked = select(AuditRow.action).where(AuditRow.subject == "place_exposure")
        rows = await db.execute(asked.order_by(AuditRow.id))
        assert list(rows.scalars()) == ["propose", "confirm", "drop", "propose"]
    with pytest.raises(Ended):
        await desk.do(place_exposures.propose, desk.campaign_id, desk.county, below, REASON, actor=CLI)

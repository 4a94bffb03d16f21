"""The days by which an enterprise or an office owes something: whose they are, and which stay the same."""

from __future__ import annotations

import pytest

from content import loader
from storage.base.errors import NotAllowed
from storage.enterprises import upkeeps
from storage.reminders import deadlines
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import begin_workshop, varied

__all__ = ["desk", "varied"]


async def test_an_enterprise_has_its_form_its_plans_and_its_dates(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    other = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    await desk.do(upkeeps.set_last, shop.enterprise_id, "testing", TODAY, 12, TODAY, actor=shop.owner)
    library = loader.load()
    own = await desk.look(deadlines.of_enterprise, library, shop.enterprise_id, actor=shop.owner)
    found = {one.key: one for one in own}
    assert found["deadline-plan"].on == TODAY
    assert not found["deadline-plan"].done
    assert found["deadline-upkeep"].on > TODAY
    assert found["deadline-form"].done
    assert (await desk.look(deadlines.of_enterprise, library, shop.enterprise_id, actor=CLI)) == own
    again = await desk.look(deadlines.of_enterprise, library, shop.enterprise_id, actor=shop.mate)
    assert [one.id for one in again] == [one.id for one in own]
    begun = await desk.look(deadlines.of_enterprise, library, other.enterprise_id, actor=other.owner)
    assert [(one.key, one.done) for one in begun] == [("deadline-form", False)]
    with pytest.raises(NotAllowed):
        await desk.look(deadlines.of_enterprise, library, shop.enterprise_id, actor=other.owner)
    with pytest.raises(NotAllowed):
        await desk.look(deadlines.of_enterprise, library, shop.enterprise_id)
    with pytest.raises(NotAllowed):
        await desk.look(deadlines.of_office, library, desk.town, TODAY, actor=desk.stranger)

"""The list of what inspectors ask to see: each kind with its state, for an office and for an enterprise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from content.catalog import Catalog
from content.loader import load
from documents.papers.readiness import ReadinessWords, coming, readiness_paper
from storage.base.errors import NotAllowed, NotFound
from storage.exchange import records
from storage.exchange.record_views import Of
from storage.offices import hotlines
from storage.offices.letterheads import Letterhead
from storage.statistics import own_readiness, readiness
from storage.statistics.readiness import Material, Readiness
from tests.storage.campaigns.test_duties import DAY, City, city
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = ["city", "desk", "varied"]

LIBRARY, CATALOG = load(), Catalog.load()


def stand(facts: Readiness) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each record but rows, with its state and figures."""
    return {one.code: (one.state, dict(one.values)) for one in facts.records if one.code != "row"}


async def test_an_office_sees_what_is_missing_and_what_stands_ready(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    await desk.workshop(2, fails=True)
    given = (LIBRARY, desk.campaign_id, desk.town, TODAY)
    facts: Readiness = await desk.look(readiness.of_office, *given)
    found = stand(facts)
    assert found["forms"] == ("ready", {"submitted": 2, "enterprises": 2})
    assert found["reviews"] == ("missing", {"reviewed": 0, "enterprises": 2})
    assert found["signed"] == ("missing", {"signed": 0, "submitted": 2})
    assert found["hotline"][0] == "missing"
    assert found["incidents"][0] == found["meetings"][0] == found["visits"][0] == "none"
    states = [one.state for one in facts.every]
    assert states == sorted(states, key=("missing", "partly", "ready", "none").index)
    await desk.do(hotlines.publish, desk.town, "安监站 87654321", actor=desk.head)
    again: Readiness = await desk.look(readiness.of_office, *given)
    assert stand(again)["hotline"] == ("ready", {"lines": 1})
    with pytest.raises(NotAllowed):
        await desk.look(readiness.of_office, *given, actor=desk.stranger)


async def test_duties_of_the_plan_are_on_it(city: City) -> None:
    async def of(place: str, today: date = DAY) -> Readiness:
        async with city.database.read() as db:
            given = (LIBRARY, city.campaign_id, city.ids[place], today)
            return await readiness.of_office(db, city.actors[place], *given)

    before = await of("east")
    kinds = {one.values["duty"]: (one.state, one.values["kind"]) for one in before.duties}
    assert kinds["district_roster"] == ("partly", "coming")
    assert kinds["prepare_inspection"] == ("missing", "standing")
    for code in ("district_roster", "prepare_inspection"):
        async with city.database.begin() as db:
            duty = Of(city.campaign_id, code, city.ids["east"])
            await records.add(db, city.actors["east"], city.clock.now(), LIBRARY, duty, DAY, "已经准备好")
    after = await of("east")
    done = {one.values["duty"]: one for one in after.duties}
    assert (done["district_roster"].values["kind"], done["district_roster"].values["records"]) == ("done", 1)
    assert done["prepare_inspection"].state == "ready"
    late = await of("east", DAY + timedelta(days=400))
    assert any(one.values["kind"] == "late" and one.state == "missing" for one in late.duties)
    assert [one.code for one in before.phases][-1] == "national_inspection"
    for language in ("zh", "en"):
        words = ReadinessWords(LIBRARY, CATALOG, language)
        assert len(coming(before, LIBRARY, words)) == 2
        assert all("{" not in f"{words.title(one)} {words.said(one)}" for one in late.duties)


async def test_an_enterprise_sees_its_own(desk: ReviewDesk) -> None:
    shop = await desk.workshop(2, fails=True)
    given = (LIBRARY, shop.enterprise_id, None, TODAY)
    facts: Readiness = await desk.look(own_readiness.of_enterprise, *given, actor=shop.owner)
    found = stand(facts)
    assert found["form"][0] == "ready"
    assert found["stamped"] == ("missing", {"pages": 0})
    assert found["faults"] == ("missing", {"found": 1, "closed": 0, "unplanned": 0})
    rows = {one.values["verdict"]: one for one in facts.records if one.code == "row"}
    assert rows["fail"].state == "missing"
    assert rows["pass"].state == "ready"
    assert (await desk.look(own_readiness.of_enterprise, *given)).records == facts.records
    with pytest.raises(NotAllowed):
        await desk.look(own_readiness.of_enterprise, *given, actor=desk.stranger)
    with pytest.raises(NotFound):
        await desk.look(own_readiness.of_enterprise, LIBRARY, shop.enterprise_id, 999, TODAY)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_kind_is_said_in_words(desk: ReviewDesk, language: str) -> None:
    shop = await desk.workshop(1, fails=True)
    office: Readiness = await desk.look(readiness.of_office, LIBRARY, desk.campaign_id, desk.town, TODAY)
    own: Readiness = await desk.look(own_readiness.of_enterprise, LIBRARY, shop.enterprise_id, None, TODAY)
    words = ReadinessWords(LIBRARY, CATALOG, language)
    more = (
        Material("order", "missing", {"kind": "suspend"}),
        Material("photos", "missing", {"owed": 2, "late": 1}),
    )
    for one in (*office.every, *own.every, *more):
        said = f"{words.state(one)} {words.title(one)} {words.said(one)}"
        assert "{" not in said
        assert "readiness" not in said
    paper = readiness_paper(office, Letterhead("某镇", "某镇人民政府"), LIBRARY, CATALOG)
    assert paper.title.endswith("迎检材料清单")
    assert [part.rows[0][0] for part in paper.sections if part.rows] == ["1"]

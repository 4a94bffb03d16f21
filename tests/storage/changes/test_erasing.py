"""All records of an enterprise: exported whole, erased without a trace after the years of keeping."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text, update

from content.catalog import Catalog
from content.loader import load
from documents.enterprises.archive import write_archive
from storage.base.audit import Actor
from storage.base.errors import Conflict, NotAllowed, NotFound
from storage.base.files import FileStore
from storage.changes import campaign_ending
from storage.changes import records as enterprise_records
from storage.changes.records import Erased
from storage.installation import clock_trust
from storage.reviews import cases as reviews
from storage.statistics import summaries, summary_views
from storage.tables import metadata
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import Inspection
from storage.tables.people import Account, Person
from tests.storage.conftest import CLI
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, varied

__all__ = ["desk", "varied"]
NAME = "独一无二制鞋厂"
WORDS = "独一无二的备注"
CODE = "91321202MA1ABCDE0X"


async def marked(desk: ReviewDesk) -> Workshop:
    """An enterprise with marks in everything it gave, reviewed and in a summary."""
    shop = await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        named = update(Enterprise).where(Enterprise.id == shop.enterprise_id)
        await db.execute(named.values(name=NAME, credit_code=CODE, phone="0523-77777777", address=WORDS))
        theirs = select(Person.id).where(Person.enterprise_id == shop.enterprise_id)
        accounts = update(Account).where(Account.person_id.in_(theirs))
        await db.execute(accounts.values(address=Account.address + 7_788_990_000))
        await db.execute(text("UPDATE answers SET note = :words").bindparams(words=WORDS))
        await db.execute(text("UPDATE rectifications SET measure = :words").bindparams(words=WORDS))
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree", WORDS)
    await desk.decide(shop, "pass", comment=WORDS)
    summary = await desk.do(summaries.begin, desk.campaign_id, desk.town, "whole", TODAY)
    async with desk.database.begin() as db:
        await summaries.add_case(db, desk.chen, summary, shop.check_id, WORDS)
    await desk.do(summaries.file, load(), summary, TODAY, actor=desk.head)
    return shop


async def close_campaign(desk: ReviewDesk) -> None:
    await desk.do(campaign_ending.close, desk.campaign_id, actor=CLI)


async def erase(
    desk: ReviewDesk, shop: Workshop, actor: Actor | None = None, wall: datetime | None = None
) -> Erased:
    today = desk.clock.now().date()
    done: Erased = await desk.do(
        enterprise_records.erase, RULES, shop.enterprise_id, today, wall, actor=actor or desk.head
    )
    return done


async def everything(desk: ReviewDesk) -> str:
    """All rows of all tables as text."""
    found: list[str] = []
    async with desk.database.read() as db:
        for table in metadata.sorted_tables:
            found += [repr(tuple(row)) for row in await db.execute(select(table))]
    return "\n".join(found)


async def test_nothing_is_left_of_it_and_everything_of_the_others(desk: ReviewDesk) -> None:
    shop, other = await marked(desk), await desk.workshop(2, fails=True)
    before = await everything(desk)
    for mark in (NAME, WORDS, CODE, "0523-77777777"):
        assert mark in before
    accounts = [
        row[0]
        for row in await rows_of(
            desk,
            select(Account.address)
            .join(Person, Person.id == Account.person_id)
            .where(Person.enterprise_id == shop.enterprise_id),
        )
    ]
    await close_campaign(desk)
    desk.clock.at += timedelta(days=6 * 365)
    erased = await erase(desk, shop)
    assert erased.rows > 10
    assert erased.accounts == len(accounts) > 0
    assert erased.files
    left = await everything(desk)
    for mark in (NAME, WORDS, CODE, "0523-77777777", *map(str, accounts), *erased.files):
        assert mark not in left, mark
    theirs = select(text("count(*)")).select_from(text("findings"))
    assert (await rows_of(desk, theirs))[0][0] == 1
    assert (await desk.case(other)).enterprise
    (proof,) = await rows_of(
        desk, select(text("subject_id")).select_from(text("audit")).where(text("action = 'erase'"))
    )
    assert proof[0] == shop.enterprise_id
    with pytest.raises(NotFound):
        await erase(desk, shop)


async def test_a_filed_summary_keeps_its_figures_and_loses_the_name(desk: ReviewDesk) -> None:
    shop = await marked(desk)
    (before,) = (await rows_of(desk, text("SELECT id FROM summaries")))[0]
    figures = (await desk.look(summary_views.filed, before, actor=desk.above)).figures
    await close_campaign(desk)
    desk.clock.at += timedelta(days=6 * 365)
    await erase(desk, shop)
    after = await desk.look(summary_views.filed, before, actor=desk.above)
    assert after.figures == figures
    assert [(case.enterprise, case.text) for case in after.cases] == [(enterprise_records.ERASED, "")]


async def test_not_while_a_campaign_is_open_nor_before_its_years_are_over(desk: ReviewDesk) -> None:
    shop = await marked(desk)
    with pytest.raises(Conflict, match="erase-open"):
        await erase(desk, shop)
    await close_campaign(desk)
    async with desk.database.read() as db:
        day = await enterprise_records.erasable_on(db, RULES, shop.enterprise_id)
    assert day is not None
    assert 5 * 365 <= (day - desk.clock.now().date()).days <= 5 * 366
    desk.clock.at += day - timedelta(days=1) - desk.clock.now().date()
    with pytest.raises(Conflict, match="erase-early"):
        await erase(desk, shop)
    desk.clock.at += timedelta(days=1)
    with pytest.raises(Conflict, match="erase-clock"):
        await erase(desk, shop, wall=desk.clock.now())  # the machine's clock leapt there, too
    async with desk.database.begin() as db:
        await clock_trust.confirm(db, desk.clock.now())
    assert (await erase(desk, shop, wall=desk.clock.now())).rows


@pytest.mark.parametrize("who", ["chen", "viewer", "stranger"])
async def test_who_may_not_erase(desk: ReviewDesk, who: str) -> None:
    shop = await marked(desk)
    await close_campaign(desk)
    desk.clock.at += timedelta(days=6 * 365)
    with pytest.raises(NotAllowed):
        await erase(desk, shop, getattr(desk, who))
    with pytest.raises(NotAllowed):
        await erase(desk, shop, shop.owner)


async def test_who_may_export(desk: ReviewDesk) -> None:
    shop, other = await marked(desk), await desk.workshop(2)
    for who in (shop.owner, desk.chen, desk.above, CLI):
        kept = await desk.look(enterprise_records.records, shop.enterprise_id, actor=who)
        assert kept.name == NAME
    for who in (other.owner, desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await desk.look(enterprise_records.records, shop.enterprise_id, actor=who)


async def test_a_visit_that_is_planned_is_in_nobodys_copy_of_the_records(desk: ReviewDesk) -> None:
    """It may follow from an anonymous report; an office hands its copy on to the enterprise."""
    shop = await marked(desk)
    rows = [("safety", 1, "planned"), ("health", 2, "planned")]
    rows += [("health", 3, "dropped"), ("emergency", 4, "done")]
    async with desk.database.begin() as db:
        for department, day, state in rows:
            await db.execute(
                insert(Inspection).values(
                    jurisdiction_id=desk.town,
                    department=department,
                    enterprise_id=shop.enterprise_id,
                    planned_on=TODAY + timedelta(days=day),
                    state=state,
                )
            )

    async def told(who: Actor) -> list[dict[str, Any]]:
        kept = await desk.look(enterprise_records.records, shop.enterprise_id, actor=who)
        return [{name: row[name] for name in made} for row in kept.tables["inspections"]]

    made = {
        "enterprise_id": shop.enterprise_id,
        "department": "emergency",
        "planned_on": TODAY + timedelta(days=4),
        "state": "done",
    }
    for who in (shop.owner, desk.chen, desk.above, CLI):
        assert await told(who) == [made]


async def test_what_belongs_to_it_follows_the_foreign_keys() -> None:
    names = {table.name for table, _ in enterprise_records.belonging()}
    assert {"enterprises", "self_checks", "answers", "evidence", "findings", "rectifications"} <= names
    assert {"reviews", "review_items", "review_questions", "escalations", "photo_bands", "contacts"} <= names
    assert not {"people", "staff", "campaigns", "jurisdictions", "audit", "summary_cases"} & names


async def test_the_archive_holds_data_forms_and_files(desk: ReviewDesk, tmp_path: Path) -> None:
    shop = await marked(desk)
    store = FileStore(tmp_path / "files")
    stored = await store.put(b"\xff\xd8 a photo")
    async with desk.database.begin() as db:
        await db.execute(text("UPDATE evidence SET sha256 = :one").bindparams(one=stored))
    made = await write_archive(
        desk.database,
        shop.owner,
        shop.enterprise_id,
        tmp_path / "a.zip",
        library=load(),
        catalog=Catalog.load(),
        language="zh",
        files=store,
        zone=ZoneInfo("Asia/Shanghai"),
        today=TODAY,
    )
    assert (made.enterprise, made.forms, made.files, made.missing) == (NAME, 1, 1, 0)
    with ZipFile(tmp_path / "a.zip") as archive:
        data = json.loads(archive.read("资料.json"))
        assert data["enterprises"][0]["name"] == NAME
        assert {row["note"] for row in data["answers"]} == {WORDS}
        assert CODE in archive.read("说明.txt").decode()
        assert archive.read(f"照片和文件/{stored}.jpg") == b"\xff\xd8 a photo"
        assert sum(name.startswith("自查表/") for name in archive.namelist()) == 1
    await store.remove(stored)
    await store.remove(stored)
    assert not store.path(stored).exists()


async def rows_of(desk: ReviewDesk, query: Any) -> list[Any]:
    async with desk.database.read() as db:
        return list((await db.execute(query)).all())

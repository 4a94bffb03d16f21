"""The signed form comes back page by page: from the enterprise or its office, replaced with history, for one
handing-in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from content.catalog import Catalog
from content.model.library import Library
from documents.self_checks.forms import write_forms
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.base.files import FileStore
from storage.changes import records
from storage.history import reading
from storage.self_checks import signed_forms, submissions
from storage.self_checks.attachments import File
from storage.statistics import ledger
from storage.tables.signed import SignedCopy
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]


def page(number: int, kind: str = "photo") -> File:
    digest = f"{number:064x}"
    preview = f"{number + 500:064x}" if kind == "document" else None
    return File(kind, digest, digest, "image/jpeg", 10, preview_sha256=preview)


async def test_pages_come_from_both_sides_and_are_replaced_with_history(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    check = shop.check_id
    assert await desk.do(signed_forms.attach, check, page(1), actor=shop.owner) == 1
    assert await desk.do(signed_forms.attach, check, page(1), actor=shop.owner) == 1
    assert await desk.do(signed_forms.attach, check, page(2, "document"), actor=shop.owner) == 2
    assert await desk.do(signed_forms.attach, check, page(3)) == 3
    found = await desk.look(signed_forms.pages, check)
    assert [one.by_office for one in found] == [False, False, True]
    assert found[1].picture == found[1].preview_sha256
    for actor in (desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await desk.do(signed_forms.attach, check, page(4), actor=actor)
    with pytest.raises(NotAllowed):
        await desk.look(signed_forms.pages, check, actor=desk.stranger)
    with pytest.raises(NotFound):
        await desk.do(signed_forms.attach, 999_999, page(4))
    with pytest.raises(Invalid, match="signed-kind"):
        await desk.do(signed_forms.attach, check, replace(page(4), kind="voice"))
    assert await desk.do(signed_forms.replace, check, actor=shop.owner) == 3
    assert await desk.do(signed_forms.replace, check, actor=shop.owner) == 0
    assert await desk.do(signed_forms.attach, check, page(1), actor=shop.owner) == 1
    assert len(await desk.look(signed_forms.pages, check, all_=True)) == 4
    for number in range(10, 29):
        await desk.do(signed_forms.attach, check, page(number), actor=shop.owner)
    with pytest.raises(Invalid, match="files-many"):
        await desk.do(signed_forms.attach, check, page(30), actor=shop.owner)
    async with desk.database.read() as db:
        actions = (
            await db.execute(select(AuditRow.action).where(AuditRow.subject == "self_check"))
        ).scalars()
        assert list(actions).count("replace-signed") == 1


async def test_a_form_taken_back_wants_a_new_one_and_a_draft_takes_none(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(signed_forms.attach, shop.check_id, page(1), actor=shop.owner)
    await desk.do(submissions.withdraw, shop.check_id, actor=shop.owner)
    with pytest.raises(Conflict, match="signed-draft"):
        await desk.do(signed_forms.attach, shop.check_id, page(2), actor=shop.owner)
    await desk.hand_in(shop)
    assert await desk.look(signed_forms.pages, shop.check_id) == ()
    assert len(await desk.look(signed_forms.pages, shop.check_id, all_=True)) == 1
    assert await desk.do(signed_forms.attach, shop.check_id, page(1), actor=shop.owner) == 1


async def test_it_is_in_record_ledger_and_export_and_goes_with_the_enterprise(
    desk: ReviewDesk, varied: Library, tmp_path: Path
) -> None:
    shop = await desk.workshop(1)
    store = FileStore(tmp_path / "evidence")
    kept = await store.put(b"\xff\xd8 a stamped page")
    file = replace(page(1), sha256=kept)
    await desk.do(signed_forms.attach, shop.check_id, file, actor=shop.owner)
    await desk.do(signed_forms.attach, shop.check_id, page(2), actor=shop.owner)  # its bytes are lost
    for actor in (shop.owner, desk.chen):
        events = (await desk.look(reading.read_all, shop.enterprise_id, actor=actor)).events
        assert [one.key for one in events].count("history-signed") == 1
    async with desk.database.read() as db:
        of = await ledger.head(db, CLI, desk.campaign_id)
        (row,) = [one async for rows in ledger.enterprise_pages(db, of, TODAY) for one in rows]
    assert row.signed == 2
    made = await write_forms(
        desk.database,
        CLI,
        desk.campaign_id,
        tmp_path / "forms.zip",
        library=varied,
        catalog=Catalog.load(),
        files=store,
        zone=ZoneInfo("Asia/Shanghai"),
        today=TODAY,
    )
    assert made.forms == 1
    with ZipFile(tmp_path / "forms.zip") as archive:
        (beside,) = [name for name in archive.namelist() if name.endswith(".jpg")]
        assert "盖章件1" in beside
        assert archive.read(beside) == b"\xff\xd8 a stamped page"
    got = await desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    assert (kept, "photo") in got.files
    assert len(got.tables["signed_copies"]) == 2
    async with desk.database.begin() as db:
        assert kept in await records._files(db, shop.enterprise_id)
        rows = [one for one in records.belonging() if one[0].name == SignedCopy.__tablename__]
        assert len(rows) == 1, "it is erased with the enterprise"

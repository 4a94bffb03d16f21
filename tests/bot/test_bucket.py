"""Evidence in a bucket, as owners, operators and erasures meet it, while it works and while it is away."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pypdf
import pytest

from bot.health import Health
from documents.self_checks.facts import self_check_pdf
from simulator.client import Person
from storage.base import bucket_files
from storage.base.audit import Actor
from storage.base.bucket_files import BucketFiles
from storage.base.database import Database
from storage.base.errors import Conflict, StoreAway
from storage.base.urls import sqlite_url
from storage.installation import evidence_bucket, evidence_folder
from tests.bot.at_work import OWNER, Work, at_work
from tests.bot.conftest import Seconds
from tests.bucket import Front, files_at, front_of, new_place
from tests.simulator.conftest import picture


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    async with front_of(new_place()) as made:
        yield made


@pytest.fixture
async def work(tmp_path: Path, front: Front, seconds: Seconds) -> AsyncIterator[Work]:
    async with at_work(tmp_path) as made:
        made.app.files = files_at(front.place, tmp_path / "evidence_fetched", seconds=seconds)
        yield made


async def at_a_question(work: Work) -> Person:
    owner = await work.person(OWNER)
    await owner.send("/start")
    await owner.click("开始自查")
    return owner


async def troubles(work: Work, seconds: Seconds) -> list[object]:
    """The troubles of `/readyz` that have to do with evidence."""
    found = await Health(work.settings, work.app, seconds).look()
    return [dict(one.values) for one in found if one.name == "evidence"]


FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "403": ({"status": 403}, "refused"),
    "429": ({"status": 429}, "away"),
    "503": ({"status": 503}, "away"),
    "slow": ({"delay": 30.0}, "away"),
    "silent": ({"hangs": True}, "away"),
    "cut": ({"cuts": True}, "away"),
}
"""Faults of a bucket, and what `/readyz` says of each."""


@pytest.mark.chaos
@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_goes_on_without_its_photo_while_the_bucket_is_away(
    work: Work, front: Front, seconds: Seconds, fault: str, record_property: Callable[[str, object], None]
) -> None:
    owner = await at_a_question(work)
    assert await troubles(work, seconds) == []
    does, reason = FAULTS[fault]
    for name, value in does.items():
        setattr(front, name, value)
    began = time.monotonic()
    await owner.photo(picture(800, 600))
    record_property("told", round(time.monotonic() - began, 1))
    said = (await owner.said()).text
    assert "存不进去" in said
    assert "再发一次" in said
    assert "填的都在" in said
    assert await work.rows("SELECT id FROM evidence") == []
    assert await troubles(work, seconds) == [{"reason": reason}]
    await owner.click("不符合")
    assert [row["verdict"] for row in await work.rows("SELECT verdict FROM answers")] == ["fail"]
    front.heal()
    seconds.at += bucket_files.REST_SECONDS
    await owner.send("/check")
    await owner.photo(picture(800, 600))
    assert "已收 1 张" in (await owner.last()).text
    assert await troubles(work, seconds) == []
    (row,) = await work.rows("SELECT sha256 FROM evidence")
    assert row["sha256"] in await work.app.files.sizes()


async def test_a_photo_is_seen_and_printed_and_what_cannot_be_fetched_blocks_nothing(
    work: Work, front: Front, seconds: Seconds, tmp_path: Path
) -> None:
    owner = await at_a_question(work)
    await owner.photo(picture(800, 600))
    await owner.click("看照片（1）")
    window = await owner.last()
    assert window.raw.get("photo")
    assert await pictures_of_the_form(work) == 1
    shutil.rmtree(tmp_path / "evidence_fetched")
    front.hangs = True
    await owner.send("/check")
    await owner.click("看照片（1）")
    window = await owner.last()
    assert "取不出来" in window.text
    assert not window.raw.get("photo")
    with pytest.raises(StoreAway):  # no form without its photos, as if there were none
        await pictures_of_the_form(work)
    await owner.send("/check")
    await owner.click("不符合")
    front.heal()
    seconds.at += bucket_files.REST_SECONDS
    assert await pictures_of_the_form(work) == 1


async def pictures_of_the_form(work: Work) -> int:
    """The number of pictures in the PDF of the only form."""
    app = work.app
    query = "SELECT c.id, p.person_id FROM self_checks c JOIN contacts p ON p.enterprise_id = c.enterprise_id"
    row, *_ = await work.rows(query)
    made = await self_check_pdf(
        app.database,
        Actor("person", row["person_id"]),
        row["id"],
        library=app.library,
        catalog=app.catalog,
        files=app.files,
        zone=app.zone,
        today=app.today(),
    )
    return sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(made.data)).pages)


# --- whose it is -----------------------------------------------------------------------------------


async def test_a_copy_of_the_database_deletes_nothing_in_the_originals_bucket(
    work: Work, tmp_path: Path
) -> None:
    store = work.app.files
    assert isinstance(store, BucketFiles)
    name = await store.put(b"photo")
    assert await evidence_bucket.look(work.app.database, store) == "unknown", "no row names the photo"
    with pytest.raises(Conflict):
        await evidence_folder.require_own(work.app.database, store)
    assert await evidence_bucket.settle(work.app.database, store, claim=True) == "own"
    await evidence_folder.require_own(work.app.database, store)
    await work.app.database.close()
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / "chenan.db", tmp_path / "copy" / "chenan.db")
    copy = Database(sqlite_url(tmp_path / "copy" / "chenan.db"))
    assert await evidence_bucket.look(copy, store) == "moved"
    await evidence_folder.delete(copy, store, [name])
    assert await store.get(name) == b"photo"
    other = Database(sqlite_url(tmp_path / "other.db"))
    await other.create_all()
    assert await evidence_bucket.look(other, store) == "foreign"
    for one in (copy, other):
        await one.close()
    await evidence_folder.delete(work.app.database, store, [name])
    assert await store.sizes() == {}


async def test_what_was_erased_while_the_bucket_was_away_is_deleted_when_it_is_back(
    work: Work, front: Front, seconds: Seconds
) -> None:
    store = work.app.files
    assert isinstance(store, BucketFiles)
    assert await evidence_bucket.settle(work.app.database, store) == "own", "an empty one is anybody's"
    owner = await at_a_question(work)
    await owner.photo(picture(800, 600))
    (again,) = await store.sizes()
    gone = await store.put(b"gone")
    front.status, front.only = 503, "DELETE"
    await evidence_folder.delete(work.app.database, store, [gone, again])
    assert set(await store.gone()) == {gone, again}
    front.heal()
    seconds.at += bucket_files.REST_SECONDS
    assert await troubles(work, seconds) == []
    assert set(await store.sizes()) == {again}, "a row names it: it was sent once more meanwhile"
    assert await store.gone() == []

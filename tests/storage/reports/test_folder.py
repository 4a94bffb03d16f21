"""Photos of reports, and evidence, are deleted by their own database alone, whatever shares its folder."""

from __future__ import annotations

import asyncio
import logging
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import delete, insert

from bot.cli.run import _clean_reports
from content.typed.receipts import new_receipt
from scheduler.planning.reports import clean
from storage.base.database import Database
from storage.base.errors import Conflict
from storage.base.files import FileStore
from storage.installation import evidence_folder
from storage.installation.backup import make
from storage.installation.backup_keys import BackupError
from storage.installation.backup_restore import restore
from storage.reports import batches as reports_batches
from storage.reports import folder as reports_folder
from storage.reports import intake
from storage.reports.files import ReportFiles
from storage.tables.reports import ReportFolder
from tests.conversations.walk import picture
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["reports"]

LATER = DAY + timedelta(days=181)


def photos(reports: Reports) -> set[str]:
    return {path.name for path in reports.files.root.iterdir()}


async def cleaned(reports: Reports, database: Database | None = None, *, alone: bool = True) -> int:
    """A start of `chenan run` half a year later; returns the number of reports wiped."""
    files = ReportFiles(reports.files.root)
    return (await clean(database or reports.database, files, RULES, reports.clock.now(), LATER, alone=alone))[
        0
    ]


async def marked(reports: Reports, mark: str | None) -> None:
    async with reports.database.begin() as db:
        await db.execute(delete(ReportFolder))
        if mark is not None:
            await db.execute(insert(ReportFolder).values(mark=mark))


@pytest.fixture
async def kept(reports: Reports) -> set[str]:
    """An open report with two photos, in a folder that is its database's; the photos' names."""
    await reports.report(photos=(picture(30, 30), picture(44, 30)))
    assert await reports_folder.settle(reports.database, reports.files) == "own"
    return photos(reports)


async def test_another_database_with_the_same_folder_deletes_no_photo(
    reports: Reports, kept: set[str], sqlite_template: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A second installation with the settings of the first, or tests, half a year later."""
    other = Database(f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'another.db')}")
    try:
        with caplog.at_level(logging.WARNING):
            for alone in (True, False, True):
                await cleaned(reports, other, alone=alone)
        assert photos(reports) == kept
        assert "belong to another database" in caplog.text
        assert "CHENAN_DATA_DIR" in caplog.text
        async with other.read() as db:
            found = await reports_folder.look(db, reports.files)
        assert (found.state, set(found.strays)) == ("foreign", kept)
    finally:
        await other.close()
    assert await reports_folder.settle(reports.database, reports.files) == "own", "and changes nothing of it"


async def test_of_a_folder_that_says_nothing_only_who_knows_all_photos_takes_it(
    reports: Reports, kept: set[str], sqlite_template: Path, tmp_path: Path
) -> None:
    """One of an older version, or copied without the file beside it."""
    (reports.files.root.parent / reports_folder.OWNER_FILE).unlink()
    other = Database(f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'another.db')}")
    try:
        await cleaned(reports, other)
        assert photos(reports) == kept
        assert await reports_folder.settle(other, reports.files) == "unknown"
    finally:
        await other.close()
    await reports.files.put("a" * 32, b"of somebody")
    assert await reports_folder.settle(reports.database, reports.files) == "unknown"
    await reports.files.remove(["a" * 32])
    assert await reports_folder.settle(reports.database, reports.files) == "own"


async def test_a_copy_of_the_database_deletes_no_photo_that_came_later(
    reports: Reports, kept: set[str], tmp_path: Path
) -> None:
    """For a trial of the next version, say: it has the mark, and is at another place."""
    if not reports.database.is_sqlite:
        pytest.skip("copies a file; PostgreSQL's place has a test of its own")
    await reports.database.purge_old_versions()
    copy = Database(f"sqlite+aiosqlite:///{shutil.copy(tmp_path / 'chenan.db', tmp_path / 'copy.db')}")
    await reports.report(photos=(picture(50, 50),))
    later = photos(reports)
    assert len(later) == 3
    try:
        await cleaned(reports, copy)
        assert photos(reports) == later
        assert await reports_folder.settle(copy, reports.files) == "moved"
        await reports_folder.delete(copy, reports.files, later)
        assert photos(reports) == later
    finally:
        await copy.close()


async def test_a_database_moved_within_its_folder_keeps_it_and_one_at_another_place_is_claimed(
    reports: Reports, kept: set[str]
) -> None:
    owner = reports.files.root.parent / reports_folder.OWNER_FILE
    mark, _, place = owner.read_text().partition(" ")
    owner.write_text(f"{mark} {'0' * 32}")  # as after pg_restore, or under another path
    await reports.files.put("a" * 32, b"left by a crash")
    await cleaned(reports)
    assert photos(reports) == {*kept, "a" * 32}
    assert await reports_folder.settle(reports.database, reports.files, claim=True) == "own"
    assert owner.read_text() == f"{mark} {place}"
    await cleaned(reports)
    assert photos(reports) == kept


async def test_a_new_or_older_database_beside_old_photos_is_a_foreign_one(
    reports: Reports, kept: set[str]
) -> None:
    for mark in (None, "f" * 32):
        await marked(reports, mark)
        await cleaned(reports)
        assert photos(reports) == kept
        assert await reports_folder.settle(reports.database, reports.files) == "foreign"


async def test_what_is_wiped_meanwhile_goes_once_the_folder_is_claimed(
    reports: Reports, kept: set[str]
) -> None:
    (reports.files.root.parent / reports_folder.OWNER_FILE).write_text("f 0")
    ticket = await reports.report(photos=(picture(20, 20),))
    await reports.withdraw(ticket)
    async with reports.database.begin() as db:
        done = await reports_batches.release(db, reports.clock.now(), reports.intake, DAY)
    await reports_folder.delete(reports.database, reports.files, done.files)
    assert len(photos(reports)) == 3
    await reports_folder.settle(reports.database, reports.files, claim=True)
    await cleaned(reports)
    assert photos(reports) == kept


async def test_a_restored_backup_has_its_photos_and_no_others(
    reports: Reports, kept: set[str], tmp_path: Path
) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("PostgreSQL's backups have tests of their own")
    await reports.files.put("a" * 32, b"of a report that was sent while the backup was made")
    file, tar, root = tmp_path / "chenan.db", tmp_path / "b.tar", reports.files.root
    await reports.database.close()
    make(file, tmp_path / "evidence", root, tar, reports.clock.now(), lambda *_: None)
    elsewhere = tmp_path / "elsewhere"
    for place in (tmp_path, elsewhere):
        folder = place / "reports"
        restore(tar, place / "chenan.db", place / "evidence", folder, force=True, progress=lambda *_: None)
        restored = Database(f"sqlite+aiosqlite:///{place / 'chenan.db'}")
        files = ReportFiles(folder)
        assert await reports_folder.settle(restored, files) == "own"
        await clean(restored, files, RULES, reports.clock.now(), LATER, alone=True)
        await restored.close()
        assert {path.name for path in folder.iterdir()} == kept


async def test_a_copy_of_the_database_deletes_no_evidence(reports: Reports, tmp_path: Path) -> None:
    """An enterprise erased in a copy made for a trial: the folder is the original's."""
    if not reports.database.is_sqlite:
        pytest.skip("copies a file; PostgreSQL's place has a test of its own")
    store = FileStore(reports.files.root.parent / reports_folder.EVIDENCE)
    name = await store.put(b"a photo")
    await reports_folder.settle(reports.database, reports.files, claim=True)
    await reports.database.purge_old_versions()
    copy = Database(f"sqlite+aiosqlite:///{shutil.copy(tmp_path / 'chenan.db', tmp_path / 'copy.db')}")
    try:
        with pytest.raises(Conflict, match="erase-folder"):
            await evidence_folder.require_own(copy, store)
        await evidence_folder.delete(copy, store, [name])
        assert store.path(name).is_file()
    finally:
        await copy.close()
    await evidence_folder.require_own(reports.database, store)
    await evidence_folder.delete(reports.database, store, [name])
    assert not store.path(name).exists()


async def test_a_folder_that_says_nothing_is_nobodys_while_evidence_in_it_has_no_row(
    reports: Reports,
) -> None:
    store = FileStore(reports.files.root.parent / reports_folder.EVIDENCE)
    name = await store.put(b"of the original, after this copy was made")
    assert await reports_folder.settle(reports.database, reports.files) == "unknown"
    with pytest.raises(Conflict, match="erase-folder"):
        await evidence_folder.require_own(reports.database, store)
    await store.remove(name)
    assert await reports_folder.settle(reports.database, reports.files) == "own"


async def test_a_backup_replaces_no_files_of_another_database(reports: Reports, tmp_path: Path) -> None:
    """`db restore --force` with the settings of a copy: its own database, the folder of the original."""
    if not reports.database.is_sqlite:
        pytest.skip("PostgreSQL's backups have tests of their own")
    store = FileStore(tmp_path / "evidence")
    assert reports.files.root.parent == tmp_path
    tar = tmp_path / "b.tar"
    await reports_folder.settle(reports.database, reports.files)
    await reports.database.close()
    root = reports.files.root
    make(tmp_path / "chenan.db", store.root, root, tar, reports.clock.now(), lambda *_: None)
    name = await store.put(b"a photo of later")
    with pytest.raises(BackupError, match="belong to another database"):
        restore(tar, tmp_path / "copy.db", store.root, root, force=True, progress=lambda *_: None)
    assert store.path(name).is_file()
    restore(tar, tmp_path / "chenan.db", store.root, root, force=True, progress=lambda *_: None)
    assert not store.path(name).exists()


async def test_two_processes_at_once_draw_one_mark(reports: Reports) -> None:
    other = Database(reports.database.url.render_as_string(hide_password=False))
    try:
        states = await asyncio.gather(
            *(reports_folder.settle(one, reports.files) for one in (reports.database, other) * 3)
        )
    finally:
        await other.close()
    assert set(states) == {"own"}
    assert len(await reports.rows(ReportFolder.__table__.select())) == 1
    assert await reports_folder.settle(reports.database, reports.files) == "own"


async def test_a_photo_on_its_way_to_its_row_is_taken_by_no_clock(reports: Reports) -> None:
    """The clock jumps while a report is being sent, and the batch of the new hour cleans up."""
    seconds = [0.0]
    files = ReportFiles(reports.files.root, lambda: seconds[0])
    assert await reports_folder.settle(reports.database, files) == "own"
    prepared = await intake.prepare(
        reports.intake, reports.files, RULES, new_receipt(), reports.draft(photos=(picture(30, 30),)), DAY
    )
    (photo,) = files.root.iterdir()
    for days in (1, -1, 400):
        reports.clock.move(days=days)
        await clean(reports.database, files, RULES, reports.clock.now(), LATER)
        seconds[0] += 1000
    assert photo.exists()
    assert await prepared.message.is_on(files)
    seconds[0] += 601
    await clean(reports.database, files, RULES, reports.clock.now(), LATER)
    assert not photo.exists()
    assert not await prepared.message.is_on(files), "whoever sends it now has to seal it anew"


async def test_a_start_takes_no_reports_into_the_folder_of_another_database(
    reports: Reports, kept: set[str], tmp_path: Path
) -> None:
    await marked(reports, None)
    settings: Any = SimpleNamespace(reports_dir=reports.files.root, data_dir=tmp_path)
    app: Any = SimpleNamespace(
        database=reports.database,
        clock=reports.clock.now,
        now=reports.clock.now,
        wall=reports.clock.now,
        today=lambda: LATER,
        reporting=object(),
    )
    with pytest.raises(reports_folder.ForeignFolder, match="chenan db claim"):
        await _clean_reports(settings, app, alone=True)
    app.reporting = None  # where none are taken in, it starts, and leaves them alone
    await _clean_reports(settings, app, alone=True)
    assert photos(reports) == kept

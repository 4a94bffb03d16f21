"""Leaks that the storage of reports could have (docs/anonymity.md), each with what shows that it has not."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import BigInteger, Boolean, Date, Integer, LargeBinary, String, Table, event, select, text

from content.typed.receipts import new_receipt
from scheduler.planning.reports import clean
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.installation.backup import make
from storage.installation.backup_restore import restore
from storage.reports import batches as reports_batches
from storage.reports import closing as reports_closing
from storage.reports import crypto, receipts
from storage.reports import handling as reports_handling
from storage.reports import intake as reports_intake
from storage.reports import keys as reports_keys
from storage.reports.crypto import Ticket, Unreadable
from storage.reports.keys import generate
from storage.reports.retention import wipe
from storage.reports.sealing import Intake, Keyring, Words, verify_statement
from storage.tables import metadata
from storage.tables.reports import TABLES, Report, ReportFile, ReportMessage, random_key
from tests.conversations.office import credit_code
from tests.conversations.walk import picture
from tests.storage.conftest import clock, database, database_url, postgres_tables, register, sqlite_template
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["clock", "database", "database_url", "postgres_tables", "reports", "sqlite_template"]

COLUMNS = {
    "reports": {
        "id",
        "case_number",
        "receipt_hash",
        "worker_public",
        "category",
        "jurisdiction_id",
        "enterprise_tag",
        "text_tag",
        "urgent",
        "state",
        "pending",
        "wish",
        "result",
        "received_on",
        "accepted_on",
        "answered_on",
        "closed_on",
        "handler_id",
    },
    "report_departments": {"report_id", "jurisdiction_id", "department"},
    "report_messages": {
        "id",
        "report_id",
        "position",
        "author",
        "day",
        "released",
        "key_id",
        "body",
        "key_office",
        "key_worker",
    },
    "report_files": {
        "name",
        "report_id",
        "message_id",
        "number",
        "key_id",
        "key_office",
        "key_worker",
        "photo_tag",
    },
}
"""All there is of a report. A new column needs a line here that says what it cannot tell."""


def tables() -> list[Table]:
    return [model.__table__ for model in TABLES if isinstance(model.__table__, Table)]


def test_leak_06_no_column_can_hold_a_sender() -> None:
    assert {table.name: {column.name for column in table.columns} for table in tables()} == COLUMNS
    allowed = (BigInteger, Boolean, Date, Integer, LargeBinary, String)
    for table in tables():
        for column in table.columns:
            assert isinstance(column.type, allowed), column
            length = getattr(column.type, "length", None)
            assert not isinstance(column.type, String) or (length is not None and length <= 32), column


def test_leak_04_no_column_is_finer_than_a_day() -> None:
    for table in tables():
        for column in table.columns:
            assert column.type.python_type.__name__ != "datetime", column


def test_leak_05_keys_are_chance_and_nothing_counts() -> None:
    for table in tables():
        assert table.dialect_options["sqlite"]["with_rowid"] is False
        assert all(column.autoincrement is not True for column in table.primary_key), table
    drawn = [random_key() for _ in range(2000)]
    assert len(set(drawn)) == 2000
    assert sum(one > other for one, other in pairwise(drawn)) in range(850, 1150)


async def test_leak_05_numbers_of_two_reports_of_one_day_do_not_tell_their_order(reports: Reports) -> None:
    first: Counter[bool] = Counter()
    for number in range(40):
        one, other = await reports.report(text=f"甲{number}"), await reports.report(text=f"乙{number}")
        ids = {
            bytes(row.receipt_hash): (row.id, row.case_number)
            for row in await reports.rows(select(Report.receipt_hash, Report.id, Report.case_number))
        }
        first[ids[one.lookup][0] < ids[other.lookup][0]] += 1
    assert 5 <= first[True] <= 35  # by chance, outside once in millions


async def test_leak_06_the_same_reports_by_others_in_another_order_leave_the_same(reports: Reports) -> None:
    """The rest after random and sealed bytes are taken out does not depend on who came, or when."""
    stories = [("ventilation", "一"), ("checkups", "二"), ("retaliation", "三"), ("ventilation", "四")]

    async def left(order: list[tuple[str, str]]) -> Counter[tuple[Any, ...]]:
        for category, words in order:
            await reports.report(category=category, text=words)
        found: Counter[tuple[Any, ...]] = Counter()
        async with reports.database.begin() as db:
            for table in tables():
                for row in await db.execute(select(table)):
                    kept = {
                        name: len(value) if isinstance(value, bytes) else value
                        for name, value in row._mapping.items()
                        if name not in ("id", "report_id", "message_id", "case_number", "name")
                    }
                    found[table.name, *sorted(kept.items(), key=repr)] += 1
            await wipe(db, [row.id for row in await db.execute(select(Report.id))])
        return found

    assert await left(stories) == await left(stories[::-1])


async def test_leak_09_a_photo_keeps_nothing_but_pixels() -> None:
    mark = b"MARKED-CAMERA-0042"
    image = Image.new("RGB", (640, 480), "grey")
    exif = image.getexif()
    exif[0x010F] = mark.decode()  # maker
    exif[0xA431] = mark.decode()  # serial number
    exif.get_ifd(0x8825)[2] = (32.0, 27.0, 19.0)  # latitude
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=mark, xmp=b"<x:xmpmeta>" + mark + b"</x:xmpmeta>")
    planted = out.getvalue()
    assert planted.count(mark) >= 3
    cleaned = await Intake(generate(DAY)).photo(planted)
    assert mark not in cleaned
    with Image.open(BytesIO(cleaned)) as read:
        assert not dict(read.getexif())
        assert set(read.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


async def test_leak_09_names_of_files_are_chance(reports: Reports) -> None:
    await reports.report(photos=(picture(30, 30), picture(40, 30)))
    names = [path.name for path in reports.files.root.iterdir()]
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in names)


def test_leak_11_a_guess_costs_time_and_memory() -> None:
    assert (crypto.RECEIPT_OPS, crypto.RECEIPT_MEMORY) == (3, 64 * 1024 * 1024)
    started = time.process_time()
    crypto.derive_ticket(b"p" * 32, new_receipt())
    assert time.process_time() - started > 0.02


@contextmanager
def statements_of(db: Any, heard: list[str]) -> Iterator[None]:
    """Put every statement of a connection into `heard`."""

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        heard.append(statement)

    event.listen(db.sync_connection, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(db.sync_connection, "before_cursor_execute", hear)


async def test_leak_11_wrong_wiped_and_right_receipts_take_the_same_time(
    reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crypto, "RECEIPT_OPS", 3)
    monkeypatch.setattr(crypto, "RECEIPT_MEMORY", 16 * 1024 * 1024)
    intake, kept = Intake(reports.keys), [new_receipt(), new_receipt()]
    tickets = [await intake.ticket(receipt) for receipt in kept]
    for ticket in tickets:
        await _submit(reports, ticket)
    async with reports.database.begin() as db:
        gone = select(Report.id).where(Report.receipt_hash == tickets[1].lookup)
        await wipe(db, list((await db.execute(gone)).scalars()))
    taken: dict[str, list[float]] = {"right": [], "wiped": [], "wrong": []}
    asked: dict[str, list[str]] = {}
    for _ in range(15):
        for name, receipt in (("right", kept[0]), ("wiped", kept[1]), ("wrong", new_receipt())):
            started = time.process_time()
            ticket = await intake.ticket(receipt)
            try:
                async with reports.database.read() as db:
                    with statements_of(db, asked.setdefault(name, [])):
                        await receipts.look_up(db, ticket)
            except NotFound:
                assert name != "right"
            taken[name].append(time.process_time() - started)
    assert asked["wrong"] == asked["wiped"] == asked["right"], "the database is asked the same"
    medians = [statistics.median(times) for times in taken.values()]
    assert max(medians) / min(medians) < 1.5  # a shared machine; Argon2id at full cost hides the rest


@pytest.mark.parametrize("kind", ["intake", "locked"])
async def test_the_intake_key_names_the_enterprise_and_opens_no_report(
    reports: Reports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A thief of it and of the database learns what docs/anonymity.md says, and no more."""
    monkeypatch.setattr(reports_keys, "LOCK_OPS", 1)
    monkeypatch.setattr(reports_keys, "LOCK_MEMORY", 8192)
    reports.keys = generate(DAY, "a passphrase")
    file = tmp_path / "stolen.key"
    reports_keys.save(file, reports.keys.for_intake() if kind == "intake" else reports.keys)
    firms = [
        (
            await register(
                reports.database,
                reports.clock,
                reports.places["cd"],
                5_000_000 + number,
                name=f"第{number}鞋材厂",
                credit_code=credit_code(number),
            )
        ).enterprise_id
        for number in range(3)
    ]
    taken, another = picture(300, 200), picture(300, 200)
    shown = await reports.intake.photo(taken)
    receipt, story = new_receipt(), "喷胶车间没有抽风,味道很大"
    draft = reports.draft(enterprise_id=firms[1], place="", text=story, photos=(shown,))
    prepared = await reports_intake.prepare(reports.intake, reports.files, RULES, receipt, draft, DAY)
    async with reports.database.begin() as db:
        await reports_intake.submit(db, DAY, prepared)
    (row,) = await reports.rows(select(Report.__table__))
    (message,) = await reports.rows(select(ReportMessage.__table__))
    (photo,) = await reports.rows(select(ReportFile.__table__))

    stolen = reports_keys.load(file)
    thief, ring = Intake(stolen), Keyring(stolen)
    # what it gives
    assert [one for one in firms if thief.tag_enterprise(one) == row.enterprise_tag] == [firms[1]]
    assert thief.tag_text(story + "!") == row.text_tag  # blanks and signs are no matter
    guesses = ("没有抽风", "味道很大", story, "喷漆房没有抽风")  # short or usual words can be tried
    assert [one for one in guesses if thief.tag_text(one) == row.text_tag] == [story]
    assert thief.tag_photo(await thief.photo(taken)) == photo.photo_tag
    assert thief.unwrap(reports.intake.wrap("请补充夜班的情况")) == "请补充夜班的情况"
    forged = verify_statement(thief.statement("ABCD-2345", DAY), reports.intake.verify_key)
    assert forged == ("ABCD-2345", DAY)
    guessed = await thief.ticket(receipt)  # one guess among 10^15, at the price of each
    assert guessed.lookup == row.receipt_hash
    # what it does not
    assert thief.tag_text("喷胶车间没有抽风") != row.text_tag
    assert thief.tag_photo(await thief.photo(another)) != photo.photo_tag
    assert not ring.opens
    sealed = [
        (message.key_office, message.key_worker, message.body),
        (photo.key_office, photo.key_worker, await reports.files.get(photo.name)),
    ]
    wrong = await thief.ticket(new_receipt())
    held = [stolen.pepper, stolen.signing, stolen.keys[0].public, row.worker_public, wrong.secret]
    held += [row.enterprise_tag, row.text_tag, row.receipt_hash]
    for key_office, key_worker, body in sealed:
        with pytest.raises(Unreadable):
            ring.words(message.key_id, key_office, body)
        for key in held:
            for sealed_key in (key_office, key_worker):
                with pytest.raises(Unreadable):
                    crypto.unseal(key, sealed_key, body)
    values = [*row, *message, *photo, sealed[1][2]]
    everything = b"".join(one if isinstance(one, bytes) else str(one).encode() for one in values)
    assert "抽风".encode() not in everything
    assert shown[20:60] not in everything
    # and the database alone gives nothing of it
    other = Intake(generate(DAY))
    assert all(other.tag_enterprise(one) != row.enterprise_tag for one in firms)
    assert other.tag_text(story) != row.text_tag
    assert other.tag_photo(shown) != photo.photo_tag


async def _submit(reports: Reports, ticket: Ticket) -> None:
    """Write a report of that ticket down, as `submit` does with a prepared one."""
    sealed = reports.intake.seal_words(Words("一句话"), ticket.public)
    report_id = random_key()
    async with reports.database.begin() as db:
        await db.execute(
            Report.__table__.insert().values(  # type: ignore[attr-defined]
                id=report_id,
                case_number=f"{report_id % 10_000:04}-TEST"[:9],
                receipt_hash=ticket.lookup,
                worker_public=ticket.public,
                category="other",
                jurisdiction_id=reports.places["cd"],
                text_tag=b"",
                urgent=False,
                state="waiting",
                pending=False,
                received_on=DAY,
            )
        )
        await db.execute(
            ReportMessage.__table__.insert().values(  # type: ignore[attr-defined]
                id=random_key(),
                report_id=report_id,
                position=0,
                author="worker",
                day=DAY,
                released=True,
                key_id=reports.intake.key_id,
                body=sealed.body,
                key_office=sealed.key_office,
                key_worker=sealed.key_worker,
            )
        )


async def test_leak_12_an_answer_names_the_office_and_no_officer(reports: Reports) -> None:
    officer = await reports.officer("hl", "health")
    ticket = await reports.report()
    async with reports.database.begin() as db:
        await reports_batches.release(db, reports.clock.now(), reports.intake, DAY)
    ((report_id,),) = await reports.rows(select(Report.id))
    await reports.do(
        reports_handling.say, officer, reports.intake, DAY, report_id, 7, "请补充", question=True
    )
    said = (await reports.seen(ticket)).messages[-1]
    assert (said.author, said.office, said.department, said.text) == ("office", "海陵区", "health", "请补充")
    assert str(reports.people) not in repr(said)


async def test_leak_14_what_a_backup_brings_back_is_wiped_before_anybody_is_answered(
    reports: Reports, tmp_path: Any
) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("PostgreSQL's backups have tests of their own")
    head = await reports.officer("hl", "health", "head")
    await reports.report(photos=(picture(30, 30),))
    async with reports.database.begin() as db:
        await reports_batches.release(db, reports.clock.now(), reports.intake, DAY)
    ((report_id,),) = await reports.rows(select(Report.id))
    await reports.do(reports_closing.close, head, reports.intake, DAY, report_id, 7, "true", "办结")
    file, tar = tmp_path / "chenan.db", tmp_path / "b.tar"
    await reports.database.close()
    make(file, tmp_path / "evidence", reports.files.root, tar, reports.clock.now(), lambda *_: None)
    restore(tar, file, tmp_path / "evidence", reports.files.root, force=True, progress=lambda *_: None)
    restored = Database(f"sqlite+aiosqlite:///{file}")
    later = DAY + timedelta(days=RULES.keep_days)
    now = reports.clock.move(days=RULES.keep_days)
    assert await clean(restored, reports.files, RULES, now, later) == (1, True)
    async with restored.read() as db:
        assert (await db.execute(select(Report.id))).all() == []
    await restored.close()
    assert list(reports.files.root.iterdir()) == []


def test_leak_16_tables_of_the_office_do_not_refer_to_reports() -> None:
    """No row outside the reports' own tables has a key of theirs, but for audit rows of officers' deeds."""
    own = {table.name for table in tables()}
    referring = [
        table.name
        for table in metadata.sorted_tables
        if table.name not in own and {key.column.table.name for key in table.foreign_keys} & own
    ]
    assert referring == []


async def test_leak_15_sqlite_overwrites_what_is_deleted(reports: Reports) -> None:
    if not reports.database.is_sqlite:
        pytest.skip("SQLite's free pages")
    async with reports.database.begin() as db:
        assert (await db.execute(text("PRAGMA secure_delete"))).scalar() == 1

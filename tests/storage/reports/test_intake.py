"""Reports as workers send, follow and close them; what is kept of it; who is to hold it."""

from __future__ import annotations

import asyncio
import errno
import os
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from content.typed.receipts import new_receipt
from storage.base.errors import Invalid, NotFound
from storage.reports import crypto, intake, keys, receipts
from storage.reports import routing as reports_routing
from storage.reports.files import SAME
from storage.reports.sealing import Intake, read_words
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report, ReportDepartment, ReportFile, ReportMessage
from storage.tables.system import AuditRow
from tests.conversations.walk import picture as jpeg
from tests.storage.conftest import register
from tests.storage.reporting import DAY, RULES, Reports, reports

__all__ = ["reports"]


async def test_a_report_is_read_back_with_its_receipt_alone(reports: Reports) -> None:
    ticket = await reports.report()
    seen = await reports.seen(ticket)
    assert (seen.category, seen.state) == ("ventilation", "received")
    assert (seen.pending, seen.received_on) == (True, DAY)
    assert [(said.author, said.text, said.day) for said in seen.messages] == [
        ("worker", "喷胶车间没有抽风,味道很大", DAY)
    ]
    assert len(seen.case_number) == 9


async def test_the_receipt_finds_it_again_after_a_restart(reports: Reports) -> None:
    receipt = new_receipt()
    prepared = await intake.prepare(reports.intake, reports.files, RULES, receipt, reports.draft(), DAY)
    async with reports.database.begin() as db:
        case_number = await intake.submit(db, DAY, prepared)
    seen = await reports.seen(await reports.intake.ticket(receipt))
    assert seen.case_number == case_number
    with pytest.raises(NotFound):
        await reports.seen(await reports.intake.ticket(new_receipt()))


async def test_sending_twice_is_sending_once(reports: Reports) -> None:
    prepared = await intake.prepare(
        reports.intake, reports.files, RULES, new_receipt(), reports.draft(photos=(b"\xff\xd8 photo",)), DAY
    )

    async def send() -> str:
        async with reports.database.begin() as db:
            return await intake.submit(db, DAY, prepared)

    assert len(set(await asyncio.gather(*(send() for _ in range(4))))) == 1
    for table in (Report, ReportMessage, ReportFile):
        assert await reports.rows(select(func.count()).select_from(table)) == [(1,)]


async def test_leak_16_nothing_is_audited_or_queued_by_a_worker(reports: Reports) -> None:
    before = await reports.rows(select(func.count()).select_from(AuditRow))
    ticket = await reports.report(urgent=True)
    await reports.add(ticket, "还在喷")
    await reports.withdraw(ticket)
    assert await reports.rows(select(func.count()).select_from(AuditRow)) == before
    assert await reports.rows(select(func.count()).select_from(OutboxRow)) == [(0,)]


async def test_what_was_written_is_nowhere_in_plain(reports: Reports) -> None:
    photo = jpeg(40, 30)
    await reports.report(text="标记文字甲乙丙", place="标记地点丁戊", photos=(photo,))
    stored = repr(
        [
            await reports.rows(select(table.__table__))
            for table in (Report, ReportMessage, ReportFile, ReportDepartment)
        ]
    ).encode()
    stored += b"".join(path.read_bytes() for path in reports.files.root.iterdir())
    for mark in ("标记文字", "标记地点"):
        assert mark.encode() not in stored
    assert photo[20:60] not in stored


async def test_texts_and_photos_are_padded_to_classes(reports: Reports) -> None:
    await reports.report(text="短")
    await reports.report(text="长" * 200)
    await reports.report(photos=(jpeg(40, 30),))
    await reports.report(photos=(jpeg(300, 200),))
    bodies = await reports.rows(select(func.length(ReportMessage.body)))
    assert {size for (size,) in bodies} == {1024 + 40}
    assert {path.stat().st_size for path in reports.files.root.iterdir()} == {64 * 1024 + 40}


async def test_leak_04_files_and_folder_bear_one_time_from_the_first_write_on(reports: Reports) -> None:
    """Whichever day they came in, and whichever process reads them."""
    ticket = await reports.report(photos=(jpeg(40, 30), jpeg(41, 30)))
    reports.today = DAY + timedelta(days=3)
    await reports.add(ticket, "还是这样", jpeg(50, 30))
    names = [path.name for path in reports.files.root.iterdir()]
    assert len(names) == 3
    for name in names:
        await reports.files.get(name)
    for path in (reports.files.root, *(reports.files.root / name for name in names)):
        status = path.stat()
        assert status.st_mtime_ns == SAME * 10**9
        assert status.st_mode & 0o077 == 0
        if path != reports.files.root:
            assert status.st_atime_ns == SAME * 10**9


async def test_leak_04_a_write_that_fails_leaves_no_name_and_no_time(
    reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reports.report(photos=(jpeg(40, 30),))
    there = sorted(reports.files.root.iterdir())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        await reports.files.put("a" * 32, b"x")
    assert sorted(reports.files.root.iterdir()) == there
    assert reports.files.root.stat().st_mtime_ns == SAME * 10**9


async def test_an_intake_without_the_private_key_cannot_read_what_it_took(reports: Reports) -> None:
    ticket = await reports.report()
    ((key_id, key, body),) = await reports.rows(
        select(ReportMessage.key_id, ReportMessage.key_office, ReportMessage.body)
    )
    assert reports.keyring.words(key_id, key, body).place == "工业路 8 号"
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(ticket.secret, key, body)


async def test_who_adds_is_read_by_receipt_and_by_office(reports: Reports) -> None:
    ticket = await reports.report()
    reports.today = DAY + timedelta(days=3)
    await reports.add(ticket, "周三还是这样", jpeg(40, 30), jpeg(50, 30))
    seen = await reports.seen(ticket)
    assert [(said.text, said.day, said.photos) for said in seen.messages] == [
        ("喷胶车间没有抽风,味道很大", DAY, 0),
        ("周三还是这样", DAY + timedelta(days=3), 2),
    ]


async def test_the_same_addition_twice_is_there_once(reports: Reports) -> None:
    ticket = await reports.report()
    message = await receipts.prepare_addition(reports.intake, reports.files, ticket, "一次", (), DAY)
    for _ in range(2):
        async with reports.database.begin() as db:
            await receipts.add(db, ticket, message)
    assert len((await reports.seen(ticket)).messages) == 2


async def test_a_report_takes_only_so_many_messages(
    reports: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MAX_MESSAGES", 3)
    ticket = await reports.report()
    await reports.add(ticket, "二")
    await reports.add(ticket, "三")
    with pytest.raises(Invalid) as caught:
        await reports.add(ticket, "四")
    assert caught.value.problem == "report-full"


async def test_closing_by_receipt_waits_for_the_batch_and_may_be_repeated(reports: Reports) -> None:
    ticket = await reports.report()
    await reports.withdraw(ticket)
    await reports.withdraw(ticket)
    seen = await reports.seen(ticket)
    assert (seen.state, seen.closing, seen.pending) == ("received", True, True)
    await reports.add(ticket, "还是请看看")
    assert not (await reports.seen(ticket)).closing


async def test_wrong_receipts_change_nothing(reports: Reports) -> None:
    ticket = await reports.report()
    wrong = await reports.intake.ticket(new_receipt())
    with pytest.raises(NotFound):
        await reports.add(wrong, "x")
    with pytest.raises(NotFound):
        await reports.withdraw(wrong)
    assert len((await reports.seen(ticket)).messages) == 1


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"text": " \n\u200b"}, "text-empty"),
        ({"text": "字" * 4001}, "text-long"),
        ({"category": "gossip"}, "report-category"),
        ({"place": "路" * 101}, "address"),
        ({"photos": (b"x",) * 6}, "report-photos"),
        ({"jurisdiction_id": 999}, "jurisdiction"),
    ],
)
async def test_what_cannot_be_taken_is_refused(
    reports: Reports, other: dict[str, object], problem: str
) -> None:
    with pytest.raises(Invalid) as caught:
        await reports.report(**other)
    assert caught.value.problem == problem
    assert await reports.rows(select(func.count()).select_from(Report)) == [(0,)]


async def test_an_addition_needs_a_text_or_a_photo(reports: Reports) -> None:
    ticket = await reports.report()
    with pytest.raises(Invalid) as caught:
        await reports.add(ticket, "  ")
    assert caught.value.problem == "text-empty"
    await reports.add(ticket, "  ", jpeg(40, 30))
    assert (await reports.seen(ticket)).messages[-1].photos == 1


async def test_a_chosen_enterprise_decides_the_place_and_is_not_stored_in_plain(reports: Reports) -> None:
    joined = await register(reports.database, reports.clock, reports.places["jl"], 5)
    await reports.officer("jl", "health")
    ticket = await reports.report(enterprise_id=joined.enterprise_id, place="")
    assert (await reports.seen(ticket)).holders == (("九龙镇", "health"),)
    ((tag, key, body),) = await reports.rows(
        select(Report.enterprise_tag, ReportMessage.key_worker, ReportMessage.body).join(
            ReportMessage, ReportMessage.report_id == Report.id
        )
    )
    assert tag == reports.intake.tag_enterprise(joined.enterprise_id)
    assert tag != Intake(keys.generate(DAY)).tag_enterprise(joined.enterprise_id), "told by the pepper alone"
    words = read_words(crypto.unseal(ticket.secret, key, body))
    assert words.enterprise_id == joined.enterprise_id
    with pytest.raises(NotFound):
        await reports.report(enterprise_id=joined.enterprise_id + 1)


async def test_the_nearest_office_with_people_holds_it(reports: Reports) -> None:
    async def route(*departments: str) -> set[tuple[int, str]]:
        async with reports.database.read() as db:
            return set(await reports_routing.route(db, reports.places["cd"], departments, ()))

    cd, hl = reports.places["cd"], reports.places["hl"]
    assert await route("health", "safety") == {(cd, "health"), (cd, "safety")}  # nobody anywhere
    await reports.officer("gg", "health")
    await reports.officer("cd", "health", "viewer")
    assert await route("health") == {(cd, "health")}
    await reports.officer("hl", "safety", "head")
    assert await route("health", "safety") == {(hl, "safety")}
    assert await route("health", "union") == {(hl, "safety")}
    await reports.officer("hl", "health")
    await reports.officer("cd", "town")
    assert await route("health", "safety") == {(hl, "health"), (hl, "safety")}
    assert await route("labour") == {(cd, "town")}
    await reports.officer("cd", "health")
    assert await route("health", "safety") == {(cd, "health"), (hl, "safety")}

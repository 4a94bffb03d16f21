"""Reports sent to the officer who asked: opened where the key is, to whom may read, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from content.catalog import Catalog
from scheduler.delivery.outcome import Sent
from scheduler.messages.report_relay import ReportRelay
from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rights import require_person
from storage.membership import seats as staff_changes
from storage.offices import staff
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.reports import batches as reports_batches
from storage.reports import relay as reports_relay
from storage.reports.sealing import Keyring
from storage.tables.outbox import OutboxRow
from storage.tables.reports import Report
from storage.tables.system import AuditRow
from tests.conversations.walk import picture
from tests.storage.conftest import CLI
from tests.storage.reporting import Reports, reports

__all__ = ["reports"]


async def asked(reports: Reports, officer: Actor) -> list[Message]:
    """A report with two photos, which an officer asks for; the rows as they are claimed."""
    await reports.report(photos=(picture(40, 30), picture(50, 30)))
    now = reports.clock.now()
    async with reports.database.begin() as db:
        await reports_batches.release(db, now, reports.intake, reports.today)
        await db.execute(OutboxRow.__table__.delete())  # type: ignore[attr-defined]
    ((report_id,),) = await reports.rows(select(Report.id))
    count = await reports.do(reports_relay.request, officer, reports.intake, report_id)
    messages: list[Message] = []
    async with reports.database.begin() as db:
        while len(messages) < count:
            messages += await outbox.claim(db, now, now + timedelta(minutes=1), 10)
    return messages


def relay(reports: Reports, keyring: Keyring | None = None) -> ReportRelay:
    return ReportRelay(
        reports.database, Catalog.load(), reports.intake, keyring or reports.keyring, reports.files
    )


async def test_text_and_photos_go_protected_and_their_rows_are_forgotten(reports: Reports) -> None:
    officer = await reports.officer("hl", "health")
    messages = await asked(reports, officer)
    composed = await relay(reports).compose(messages)
    parts = [part for part in composed.values() if part is not None]
    assert len(parts) == 3
    assert all(part.protect for part in parts)
    texts = [part.text for part in parts if not part.files]
    assert ["喷胶车间没有抽风,味道很大" in text for text in texts] == [True]
    photos = [file.data for part in parts for file in part.files]
    assert all(data is not None and data.startswith(b"\xff\xd8") for data in photos)
    rows = repr(await reports.rows(select(OutboxRow.__table__)))
    assert "喷胶" not in rows
    async with reports.database.begin() as db:
        await relay(reports).report(db, reports.clock.now(), [(one, Sent(())) for one in messages])
    assert await reports.rows(select(func.count()).select_from(OutboxRow)) == [(0,)]
    audited = select(AuditRow.person_id).where(AuditRow.action == "read-report")
    assert await reports.rows(audited) == [(officer.person_id,)]


async def test_who_lost_the_seat_meanwhile_is_sent_nothing(reports: Reports) -> None:
    officer = await reports.officer("hl", "health")
    messages = await asked(reports, officer)
    async with reports.database.begin() as db:
        (seat,) = await staff.list_seats(db, require_person(officer))
        await staff_changes.revoke(db, CLI, reports.clock.now(), seat.id)
    assert set((await relay(reports).compose(messages)).values()) == {None}


async def test_without_the_key_nothing_is_composed(reports: Reports) -> None:
    officer = await reports.officer("hl", "health")
    messages = await asked(reports, officer)
    assert set((await relay(reports, Keyring()).compose(messages)).values()) == {None}


async def test_only_who_may_read_can_ask(reports: Reports) -> None:
    await reports.officer("hl", "health")
    stranger = await reports.officer("gg", "health")
    await reports.report()
    ((report_id,),) = await reports.rows(select(Report.id))
    with pytest.raises(NotFound):
        await reports.do(reports_relay.request, stranger, reports.intake, report_id)
    assert await reports.rows(select(func.count()).select_from(OutboxRow)) == [(0,)]

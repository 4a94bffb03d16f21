"""A district and its towns, officers with seats, and workers who report: what tests of reports work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from content.loader import report_rules
from content.typed.receipts import new_receipt
from storage.base.audit import Actor
from storage.base.database import Database
from storage.offices import jurisdictions, staff
from storage.people import contacts as people
from storage.reports import crypto, receipts
from storage.reports import intake as reports_intake
from storage.reports.crypto import Ticket
from storage.reports.files import ReportFiles
from storage.reports.intake import Draft
from storage.reports.keys import KeyFile, generate
from storage.reports.receipts import Seen
from storage.reports.sealing import Intake, Keyring
from tests.storage.conftest import CLI, Clock

DAY = date(2026, 11, 2)
RULES = report_rules()


@dataclass
class Reports:
    """Reports of an installation."""

    database: Database
    clock: Clock
    files: ReportFiles
    keys: KeyFile
    places: dict[str, int]
    today: date = DAY
    people: int = 100
    enterprise_id: int = 0
    """The enterprise that inspections are planned of."""
    told: dict[int, tuple[str, dict[str, int]]] = field(default_factory=dict)
    """Rows seen in the outbox, by id."""

    @property
    def intake(self) -> Intake:
        """The sealing side."""
        return Intake(self.keys)

    @property
    def keyring(self) -> Keyring:
        """The opening side."""
        return Keyring(self.keys)

    def draft(self, **other: Any) -> Draft:
        """A report about dust in 城东街道, or what `other` says."""
        values: dict[str, Any] = {
            "category": "ventilation",
            "text": "喷胶车间没有抽风,味道很大",
            "since": "months",
            "jurisdiction_id": self.places["cd"],
            "place": "工业路 8 号",
        }
        return Draft(**{**values, **other})

    async def report(self, **other: Any) -> Ticket:
        """Send a report; its ticket."""
        prepared = await reports_intake.prepare(
            self.intake, self.files, RULES, new_receipt(), self.draft(**other), self.today
        )
        async with self.database.begin() as db:
            await reports_intake.submit(db, self.today, prepared)
        return prepared.ticket

    async def seen(self, ticket: Ticket) -> Seen:
        """The state of a receipt's report."""
        async with self.database.read() as db:
            return await receipts.look_up(db, ticket)

    async def add(self, ticket: Ticket, text: str, *photos: bytes) -> None:
        """Add to a report."""
        message = await receipts.prepare_addition(self.intake, self.files, ticket, text, photos, self.today)
        async with self.database.begin() as db:
            await receipts.add(db, ticket, message)

    async def withdraw(self, ticket: Ticket) -> None:
        """Close it by the receipt."""
        async with self.database.begin() as db:
            await receipts.withdraw(db, ticket)

    async def officer(self, place: str, department: str, role: str = "inspector") -> Actor:
        """A new person with a seat."""
        self.people += 1
        now = self.clock.now()
        async with self.database.begin() as db:
            person = await people.ensure_person(db, now, self.people, "zh")
            await staff.seat(db, now, person, self.places[place], role, department, "")
        return Actor("person", person)

    async def do(self, operation: Any, actor: Actor, *values: Any, **named: Any) -> Any:
        """An officer's operation in a transaction of its own."""
        async with self.database.begin() as db:
            return await operation(db, actor, self.clock.now(), *values, **named)

    async def rows(self, statement: Any) -> list[Any]:
        """Rows of a query."""
        async with self.database.read() as db:
            return list((await db.execute(statement)).all())


@pytest.fixture
async def reports(
    database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Reports:
    """海陵区 (hl) with 城东街道 (cd) and 九龙镇 (jl), and 高港区 (gg) beside it; no officer yet."""
    monkeypatch.setattr(crypto, "RECEIPT_OPS", 1)  # how slow it is has a test of its own
    monkeypatch.setattr(crypto, "RECEIPT_MEMORY", 8192)
    places: dict[str, int] = {}
    tree = [("hl", "海陵区", None), ("gg", "高港区", None), ("cd", "城东街道", "hl"), ("jl", "九龙镇", "hl")]
    async with database.begin() as db:
        for code, name, parent in tree:
            places[code] = (await jurisdictions.add(db, CLI, clock.now(), code, name, parent)).id
    return Reports(database, clock, ReportFiles(tmp_path / "reports"), generate(DAY), places)

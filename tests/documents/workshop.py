"""A workshop that fills in a self-check through the operations of storage, for tests of documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from sqlalchemy import text

from content.catalog import Catalog
from content.loader import load
from content.model.form import Form
from content.rules import Verdict
from content.typed.credit_code import check_character, organisation_check
from documents.self_checks.facts import SelfCheckPdf, gather, self_check_pdf, with_pictures
from documents.self_checks.form import QuestionRow, SelfCheckFormDocument
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.files import FileStore
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.findings import photos, plans
from storage.offices import jurisdictions
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.attachments import File
from storage.self_checks.state import SelfCheckState
from storage.self_checks.state import load as load_standing

ZONE = ZoneInfo("Asia/Shanghai")
CLI = Actor("cli")
TODAY = date(2026, 12, 1)
LIBRARY = load()
CATALOG = Catalog.load()
EVERYTHING: dict[str, bool | int] = {
    **dict.fromkeys(
        ("dust", "toxic", "chemicals", "high_toxic", "exposed", "acute_place", "severe", "new_project"), True
    ),
    **dict.fromkeys(("abnormal_exam", "diagnosed", "accident", "dispatch", "union", "outsourcing"), True),
    "n_workers": 23,
    "n_exposed": 14,
}
"""A profile no question falls away by."""


def credit_code(number: int) -> str:
    """A valid unified social credit code that no enterprise has, one for each number."""
    organisation = f"{number:08}"
    body = f"91321202{organisation}{organisation_check(organisation)}"
    return body + check_character(body)


def jpeg(size: tuple[int, int] = (64, 48)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


async def join(
    database: Database, now: datetime, place: int, telegram_id: int, **other: Any
) -> registration.Joined:
    """Register 鑫达鞋材厂, or what `other` says; its owner speaks English, the form does not."""
    values: dict[str, Any] = {
        "language": "en",
        "name": "鑫达鞋材厂",
        "credit_code": credit_code(telegram_id),
        "industry": "shoes",
        "jurisdiction_id": place,
        "headcount": 25,
        "address": "工业路8号",
        "contact_name": "王师傅",
        **other,
    }
    async with database.begin() as db:
        return await registration.register(db, now, telegram_id, **values)


@dataclass
class Workshop:
    """One self-check and who fills it in; every deed is a minute after the one before."""

    database: Database
    files: FileStore
    actor: Actor
    place: int
    enterprise_id: int
    campaign_id: int
    check_id: int
    now: datetime
    attached: list[str] = field(default_factory=list)

    def tick(self, **by: float) -> datetime:
        """Move the clock on; the new instant."""
        self.now += timedelta(**by or {"minutes": 1})
        return self.now

    async def self_check(self) -> SelfCheckState:
        async with self.database.read() as db:
            return await load_standing(db, self.check_id)

    async def record(self, code: str, verdict: Verdict, **other: Any) -> None:
        """Answer a question; with how many of how many where the plan asks."""
        async with self.database.begin() as db:
            await answers.record(db, self.actor, self.tick(), self.check_id, code, verdict, **other)

    async def note(self, code: str, note: str) -> None:
        async with self.database.begin() as db:
            await answers.set_note(db, self.actor, self.tick(), self.check_id, code, note)

    async def finding(self, code: str) -> int:
        """Id of the finding of a question."""
        finding_id = (await self.self_check()).line(code).finding_id
        assert finding_id is not None
        return finding_id

    async def attach(
        self, code: str, kind: str = "photo", *, data: bytes | None = None, after: bool = False
    ) -> None:
        """Keep a file and attach it to a question, or to its finding as what it looks like now."""
        data = data or jpeg()
        sha256 = await self.files.put(data)
        mime = {"photo": "image/jpeg", "voice": "audio/ogg", "document": "application/pdf"}[kind]
        file = File(kind, sha256, sha256, mime, len(data))
        if after:
            finding_id = await self.finding(code)
            async with self.database.begin() as db:
                await photos.attach_after(db, self.actor, self.tick(), finding_id, file)
        else:
            async with self.database.begin() as db:
                await attachments.attach(db, self.actor, self.tick(), self.check_id, code, file)
        self.attached.append(sha256)

    async def plan(self, code: str, **other: Any) -> None:
        """Plan how to put a finding right."""
        values: dict[str, Any] = {
            "measure": f"整改 {code}：换新的",
            "responsible": "李敏",
            "funds_fen": 1_280_050,
            "due_on": date(2026, 12, 20),
            "today": TODAY,
            "phase_end": None,
            **other,
        }
        finding_id = await self.finding(code)
        async with self.database.begin() as db:
            await plans.plan(db, self.actor, self.tick(), finding_id, **values)

    async def fix(self, code: str, measure: str = "当场改好") -> None:
        """Put a finding right at once, with a photo."""
        finding_id = await self.finding(code)
        async with self.database.begin() as db:
            await plans.fix_at_once(db, self.actor, self.tick(), finding_id, measure=measure, today=TODAY)
        await self.attach(code, after=True)
        await self.complete(code)

    async def complete(self, code: str) -> None:
        finding_id = await self.finding(code)
        async with self.database.begin() as db:
            await plans.complete(db, self.actor, self.tick(), finding_id)

    async def submit(self) -> SelfCheckState:
        self_check = await self.self_check()
        async with self.database.begin() as db:
            return await submissions.submit(
                db, self.actor, self.tick(), self.check_id, form_prefix=self_check.form.number_prefix
            )

    async def withdraw(self) -> None:
        async with self.database.begin() as db:
            await submissions.withdraw(db, self.actor, self.tick(), self.check_id)

    async def gather(self, *, today: date = TODAY, actor: Actor | None = None) -> SelfCheckFormDocument:
        async with self.database.read() as db:
            form = await gather(
                db,
                actor or self.actor,
                self.check_id,
                library=LIBRARY,
                catalog=CATALOG,
                zone=ZONE,
                today=today,
            )
        return await with_pictures(form, self.files)

    async def pdf(self) -> SelfCheckPdf:
        return await self_check_pdf(
            self.database,
            self.actor,
            self.check_id,
            library=LIBRARY,
            catalog=CATALOG,
            files=self.files,
            zone=ZONE,
            today=TODAY,
        )

    async def count(self, sql: str) -> dict[Any, int]:
        """Rows `value, count` of a query with :id, past everything the form is made with."""
        async with self.database.read() as db:
            rows = await db.execute(text(sql), {"id": self.check_id})
            return {row[0]: row[1] for row in rows}


async def open_workshop(
    database: Database,
    files: FileStore,
    pack: str = "hailing",
    facts: dict[str, bool | int] | None = None,
    hazards: tuple[str, ...] = ("打磨粉尘", "苯", "甲苯"),
) -> Workshop:
    """A workshop in 城东街道 that has begun its self-check of the plan `pack`."""
    now = datetime(2026, 12, 1, 1, tzinfo=UTC)
    async with database.begin() as db:
        place = (await jurisdictions.add(db, CLI, now, "cd", "城东街道")).id
        opened = await campaigns.open_campaign(db, CLI, now, LIBRARY, pack, place, date(2026, 11, 1))
    joined = await join(database, now, place, 1)
    actor = Actor("person", joined.person_id)
    async with database.begin() as db:
        profile = EVERYTHING if facts is None else facts
        await enterprises.set_facts(db, actor, now, joined.enterprise_id, profile, hazards)
        check_id = await submissions.start(db, actor, now, joined.enterprise_id, opened.id)
    return Workshop(database, files, actor, place, joined.enterprise_id, opened.id, check_id, now)


def row(form: SelfCheckFormDocument, frozen: Form, code: str) -> QuestionRow:
    """The row of a question, found by its wording in its item."""
    item, question = frozen.by_code[code]
    rows = next(one for one in form.items if (one.number, one.part) == (item.number, item.part))
    return next(one for one in rows.questions if one.text == question.text.zh)

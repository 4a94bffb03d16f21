"""The worker's side of anonymous reports: sealing, taking in, adding, looking up. Nobody acts here: there is
no actor, nothing is audited, nothing is queued, and no instant is asked for. Offices are told by the batch.

What is slow (Argon2id, sealing, files) comes first, outside any transaction: `Intake.ticket`, `prepare`,
`prepare_addition`; then one short transaction: `submit`, `add`, `withdraw`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reports import ReportRules
from storage import reports_crypto as crypto
from storage import reports_routing as routing
from storage.answers import tidy
from storage.database import upsert
from storage.enterprises import Enterprise, check_address, check_place
from storage.errors import Invalid, NotFound
from storage.jurisdictions import Jurisdiction
from storage.reports import Report, ReportDepartment, ReportFile, ReportMessage, random_key
from storage.reports_crypto import Sealed, Ticket
from storage.reports_files import ReportFiles
from storage.reports_sealing import Intake, Words, read_words

MAX_TEXT = 4000
MAX_PHOTOS = 5
MAX_MESSAGES = 60
"""Messages of a report, the office's included."""
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none looks like another


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it was written. `photos`: JPEGs out of `Intake.photo`. `place`: typed, where no enterprise
    was chosen; `jurisdiction_id`: the place it lies in (that of the enterprise where there is one)."""

    category: str
    text: str
    since: str
    jurisdiction_id: int
    enterprise_id: int | None = None
    place: str = ""
    urgent: bool = False
    photos: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Draft(…)"


@dataclass(frozen=True, slots=True, repr=False)
class PreparedFile:
    """A photo locked on the disk, not yet named by a row."""

    name: str
    sealed_keys: tuple[bytes, bytes | None]
    photo_tag: bytes


@dataclass(frozen=True, slots=True, repr=False)
class PreparedMessage:
    """A message sealed, with its photos on the disk. The same one added twice is there once."""

    id: int
    day: date
    key_id: str
    sealed: Sealed
    files: tuple[PreparedFile, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Prepared:
    """A report ready to be written down; kept until `submit` came back, so that it can be repeated."""

    ticket: Ticket
    message: PreparedMessage
    case_number: str
    category: str
    departments: tuple[str, ...]
    jurisdiction_id: int
    enterprise_id: int | None
    enterprise_tag: bytes | None
    text_tag: bytes
    urgent: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the receipt shows it. `author`: worker, office. `department` and `office`: who answers."""

    author: str
    day: date
    text: str
    photos: int
    department: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as the receipt shows it. `pending`: something of the worker's waits for the next batch.

    `holders`: the offices that have it, as (name of the place, department).
    """

    case_number: str
    category: str
    state: str
    result: str | None
    urgent: bool
    pending: bool
    closing: bool
    received_on: date
    accepted_on: date | None
    closed_on: date | None
    holders: tuple[tuple[str, str], ...]
    messages: tuple[Said, ...] = field(repr=False)


async def prepare(
    intake: Intake, files: ReportFiles, rules: ReportRules, receipt: str, draft: Draft, today: date
) -> Prepared:
    """Seal a draft for `submit`; its photos are on the disk afterwards, locked. `today` is the local day.

    Raises:
        Invalid: "report-category", "text-empty", "text-long", "address", "report-photos". OSError.
    """
    category = rules.by_key.get(draft.category)
    if category is None:
        raise Invalid("report-category")
    words = Words(tidy(draft.text, MAX_TEXT), draft.since, check_address(draft.place), draft.enterprise_id)
    ticket = await intake.ticket(receipt)
    return Prepared(
        ticket,
        await _prepare_message(intake, files, ticket, words, draft.photos, today),
        new_case_number(),
        category.key,
        category.departments,
        draft.jurisdiction_id,
        draft.enterprise_id,
        None if draft.enterprise_id is None else intake.tag_enterprise(draft.enterprise_id),
        intake.tag_text(words.text),
        draft.urgent,
    )


async def submit(db: AsyncConnection, today: date, prepared: Prepared) -> str:
    """Write a report down; its case number. The same one again changes nothing.

    Raises:
        Invalid: `jurisdiction`: there is no such place. NotFound: the enterprise is gone.
    """
    place = await _place_of(db, prepared)
    report_id = random_key()
    created = await db.execute(
        upsert(db, Report)
        .values(
            id=report_id,
            case_number=prepared.case_number,
            receipt_hash=prepared.ticket.lookup,
            worker_public=prepared.ticket.public,
            category=prepared.category,
            jurisdiction_id=place,
            enterprise_tag=prepared.enterprise_tag,
            text_tag=prepared.text_tag,
            urgent=prepared.urgent,
            state="received",
            pending=True,
            received_on=today,
        )
        .on_conflict_do_nothing(index_elements=["receipt_hash"])
        .returning(Report.case_number)
    )
    if (case_number := created.scalar()) is None:
        known = select(Report.case_number).where(Report.receipt_hash == prepared.ticket.lookup)
        return str((await db.execute(known)).scalar_one())
    await routing.hold(db, report_id, await routing.route(db, place, prepared.departments))
    await write_message(db, report_id, 0, "worker", prepared.message)
    return str(case_number)


async def look_up(db: AsyncConnection, ticket: Ticket) -> Seen:
    """What a receipt shows. Reads only: that somebody looked is written nowhere.

    Raises:
        NotFound: there is no such receipt, or its report was wiped.
    """
    report = (await db.execute(select(Report).where(Report.receipt_hash == ticket.lookup))).first()
    report_id = -1 if report is None else report.id  # a wrong receipt asks the same questions
    holders = await db.execute(
        select(Jurisdiction.name, ReportDepartment.department)
        .join(Jurisdiction, Jurisdiction.id == ReportDepartment.jurisdiction_id)
        .where(ReportDepartment.report_id == report_id)
        .order_by(Jurisdiction.name, ReportDepartment.department)
    )
    photos = (
        select(func.count(ReportFile.name)).where(ReportFile.message_id == ReportMessage.id).scalar_subquery()
    )
    rows = await db.execute(
        select(ReportMessage.author, ReportMessage.day, ReportMessage.body, ReportMessage.key_worker, photos)
        .where(ReportMessage.report_id == report_id, ReportMessage.key_worker.is_not(None))
        .order_by(ReportMessage.position)
    )
    messages = tuple(_said(ticket, *row) for row in rows)
    if report is None:
        raise NotFound
    return Seen(
        report.case_number,
        report.category,
        report.state,
        report.result,
        report.urgent,
        report.pending,
        report.wish == "close",
        report.received_on,
        report.accepted_on,
        report.closed_on,
        tuple((name, department) for name, department in holders),
        messages,
    )


async def prepare_addition(
    intake: Intake, files: ReportFiles, ticket: Ticket, text: str, photos: tuple[bytes, ...], today: date
) -> PreparedMessage:
    """Seal what a worker adds, for `add`: a text, photos, or both.

    Raises:
        Invalid: "text-empty" neither; "text-long"; "report-photos". OSError.
    """
    words = Words(tidy(text, MAX_TEXT) if text.strip() or not photos else "")
    return await _prepare_message(intake, files, ticket, words, photos, today)


async def add(db: AsyncConnection, ticket: Ticket, message: PreparedMessage) -> None:
    """Add to a report; the office sees it with the next batch, and a closed report opens again then.

    The same message again changes nothing.

    Raises:
        NotFound: as `look_up`. Invalid: "report-full": more than MAX_MESSAGES.
    """
    report_id = await _take(db, ticket, pending=True, wish=None)
    position, known = (
        await db.execute(
            select(
                func.max(ReportMessage.position),
                func.count(ReportMessage.id).filter(ReportMessage.id == message.id),
            ).where(ReportMessage.report_id == report_id)
        )
    ).one()
    if known:
        return
    if position + 1 >= MAX_MESSAGES:
        raise Invalid("report-full")
    await write_message(db, report_id, position + 1, "worker", message)


async def withdraw(db: AsyncConnection, ticket: Ticket) -> None:
    """Close a report with the next batch; one that no office was told of is wiped then. Idempotent.

    Raises:
        NotFound: as `look_up`.
    """
    await _take(db, ticket, only_open=True, pending=True, wish="close")


async def write_message(
    db: AsyncConnection, report_id: int, position: int, author: str, message: PreparedMessage
) -> None:
    """Write a sealed message and its photos down; what an office writes is released at once."""
    await db.execute(
        insert(ReportMessage).values(
            id=message.id,
            report_id=report_id,
            position=position,
            author=author,
            day=message.day,
            released=author != "worker",
            key_id=message.key_id,
            body=message.sealed.body,
            key_office=message.sealed.key_office,
            key_worker=message.sealed.key_worker,
        )
    )
    if message.files:
        await db.execute(
            insert(ReportFile),
            [
                {
                    "name": file.name,
                    "report_id": report_id,
                    "message_id": message.id,
                    "number": number,
                    "key_id": message.key_id,
                    "key_office": file.sealed_keys[0],
                    "key_worker": file.sealed_keys[1],
                    "photo_tag": file.photo_tag,
                }
                for number, file in enumerate(message.files)
            ],
        )


def new_case_number() -> str:
    """A number that tells neither when nor how many: 4 and 4 signs of chance."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


async def _prepare_message(
    intake: Intake,
    files: ReportFiles,
    ticket: Ticket,
    words: Words,
    photos: tuple[bytes, ...],
    today: date,
) -> PreparedMessage:
    if len(photos) > MAX_PHOTOS:
        raise Invalid("report-photos", limit=MAX_PHOTOS)
    public = ticket.public
    prepared: list[PreparedFile] = []
    for photo in photos:
        sealed = intake.seal_photo(photo, public)
        name = files.new_name()
        await files.put(name, sealed.body, today)
        prepared.append(PreparedFile(name, (sealed.key_office, sealed.key_worker), intake.tag_photo(photo)))
    sealed = intake.seal_words(words, public)
    return PreparedMessage(random_key(), today, intake.key_id, sealed, tuple(prepared))


async def _place_of(db: AsyncConnection, prepared: Prepared) -> int:
    if prepared.enterprise_id is None:
        return await check_place(db, prepared.jurisdiction_id)
    query = select(Enterprise.jurisdiction_id).where(Enterprise.id == prepared.enterprise_id)
    if (place := (await db.execute(query)).scalar()) is None:
        raise NotFound
    return place


async def _take(db: AsyncConnection, ticket: Ticket, *, only_open: bool = False, **values: Any) -> int:
    """Change the report of a ticket, held until commit; its id."""
    mine = Report.receipt_hash == ticket.lookup
    changed = update(Report).where(mine).values(**values).returning(Report.id)
    if only_open:
        changed = changed.where(Report.state != "closed")
    if (report_id := (await db.execute(changed)).scalar()) is not None:
        return report_id
    if only_open and (found := (await db.execute(select(Report.id).where(mine))).scalar()) is not None:
        return found
    raise NotFound


def _said(ticket: Ticket, author: str, day: date, body: bytes, sealed_key: bytes, photos: int) -> Said:
    words = read_words(crypto.unseal(ticket.secret, sealed_key, body))
    return Said(author, day, words.text, photos, words.department, words.office)

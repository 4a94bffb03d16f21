"""Intake of anonymous reports, the worker's side. Following a report up is in `reports.receipts`.

Nobody acts here: there is no actor, nothing is audited, nothing is queued, and no instant is asked for;
offices are told by the batch. What is slow (Argon2id, sealing, files) comes first, outside any transaction:
`prepare`; then one short transaction: `submit`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reports import ReportRules
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.enterprises.registry import check_address, check_place
from storage.offices import recusals
from storage.reports import routing
from storage.reports.crypto import Ticket
from storage.reports.files import ReportFiles
from storage.reports.messages import MAX_TEXT, PreparedMessage, prepare_message, write_message
from storage.reports.sealing import Intake, Words
from storage.self_checks.answers import tidy
from storage.tables.enterprises import Enterprise
from storage.tables.reports import Report, random_key

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none looks like another


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as the worker wrote it. `photos`: JPEGs out of `Intake.photo`. `place`: typed, where no
    enterprise was chosen; `jurisdiction_id`: the place of the case (that of the enterprise where there is
    one). `at_once`: lives are at risk now, and the office may know that an urgent one was sent just now."""

    category: str
    text: str
    since: str
    jurisdiction_id: int
    enterprise_id: int | None = None
    place: str = ""
    urgent: bool = False
    at_once: bool = False
    photos: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Draft(…)"


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
    at_once: bool


async def prepare(
    intake: Intake, files: ReportFiles, rules: ReportRules, receipt: str, draft: Draft, today: date
) -> Prepared:
    """Seal a draft for `submit`; its photos are on the disk afterwards, locked. `today` is the local day.

    Raises:
        Invalid: "report-category", "text-empty", "text-long", "address", "report-photos". OSError.
    """
    category = rules.by_key.get(draft.category)
    if category is None:
        raise Invalid("error-invalid-report-category")
    words = Words(tidy(draft.text, MAX_TEXT), draft.since, check_address(draft.place), draft.enterprise_id)
    async with intake.turn:
        ticket = await intake.ticket(receipt)
        message = await prepare_message(intake, files, ticket.public, words, draft.photos, today)
    return Prepared(
        ticket,
        message,
        new_case_number(),
        category.key,
        category.departments,
        draft.jurisdiction_id,
        draft.enterprise_id,
        None if draft.enterprise_id is None else intake.tag_enterprise(draft.enterprise_id),
        intake.tag_text(words.text),
        draft.urgent,
        draft.urgent and draft.at_once,
    )


async def submit(db: AsyncConnection, today: date, prepared: Prepared) -> str:
    """Store a report; return its case number. The same one again changes nothing.

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
            wish="now" if prepared.at_once else None,
            received_on=today,
        )
        .on_conflict_do_nothing(index_elements=["receipt_hash"])
        .returning(Report.case_number)
    )
    if (case_number := created.scalar()) is None:
        known = select(Report.case_number).where(Report.receipt_hash == prepared.ticket.lookup)
        return str((await db.execute(known)).scalar_one())
    shut = await _shut_out(db, prepared.enterprise_id, place)
    await routing.hold(db, report_id, await routing.route(db, place, prepared.departments, shut))
    await write_message(db, report_id, 0, "worker", prepared.message)
    return str(case_number)


def new_case_number() -> str:
    """A random case number, 4 and 4 characters: it tells neither the instant nor the number of reports."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


async def _shut_out(db: AsyncConnection, enterprise_id: int | None, place: int) -> frozenset[int]:
    """The officers who will not see it, see `reports.access`: it goes to an office that has others."""
    if enterprise_id is not None:
        return await recusals.people(db, enterprise_id)
    ties = await recusals.officers_with_ties(db)
    return frozenset([one for one in ties if place in await recusals.tied_lines(db, one)])


async def _place_of(db: AsyncConnection, prepared: Prepared) -> int:
    if prepared.enterprise_id is None:
        return await check_place(db, prepared.jurisdiction_id)
    query = select(Enterprise.jurisdiction_id).where(Enterprise.id == prepared.enterprise_id)
    if (place := (await db.execute(query)).scalar()) is None:
        raise NotFound
    return place

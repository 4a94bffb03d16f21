"""The ledger (台账) as XLSX: enterprises, findings, reviews, coverage (domain 1.8). Written row by row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from content.calendar.overdue import overdue
from content.catalog import Catalog
from content.model.form import Form, FormItem
from content.model.library import Library
from content.model.questions import Question
from documents.exchange_sheets import (
    circular_columns,
    incident_columns,
    meeting_columns,
    record_columns,
    referral_columns,
)
from documents.sheets import Book, Column, Percent, Sheet, Value, list_of, safe_name
from documents.words import rounded, share
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.campaigns import forms
from storage.exchange import circular_views, meeting_views, record_views
from storage.incidents import views as incident_views
from storage.inspections import figures as inspections
from storage.inspections.figures import MadeLine
from storage.reviews import referral_views
from storage.statistics import ledger
from storage.statistics.ledger_rows import (
    CoverageRow,
    EnterpriseRow,
    FindingRow,
    LedgerHead,
    MeasureRow,
    ReviewRow,
)

LANGUAGE = "zh"
"""Ledgers are the office's records, in the plan's language."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A written ledger: rows of each sheet, and the file's name."""

    enterprises: int
    findings: int
    reviews: int
    places: int
    file_name: str


async def write_ledger(
    database: Database,
    actor: Actor,
    campaign_id: int,
    path: Path,
    *,
    library: Library,
    catalog: Catalog,
    today: date,
    jurisdiction_id: int | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Write the ledger of a campaign in a place (default: its own) to `path`, all at once or not at all.

    Memory does not grow with the rows: a page is read, then written by a thread.

    Raises:
        NotFound, NotAllowed: see `ledger.head`. OSError: it cannot be written.
    """
    async with database.read() as db:
        of = await ledger.head(db, actor, campaign_id, jurisdiction_id)
        today = of.closed_on or today
        part = path.with_name(f".{path.name}.part")
        told = progress or (lambda what, done, total: None)
        try:
            with Book(part) as book:
                made = await _Writing(actor, library, catalog, of, today, told, book).write(db)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return made


class _Writing:
    """One ledger being written."""

    def __init__(
        self,
        actor: Actor,
        library: Library,
        catalog: Catalog,
        of: LedgerHead,
        today: date,
        progress: Progress,
        book: Book,
    ) -> None:
        self._actor = actor
        self._library = library
        self._catalog = catalog
        self._of = of
        self._today = today
        self._zone = ZoneInfo(of.zone)
        self._progress = progress
        self._forms: dict[str, Form] = {}
        self._book = book
        pack = library.packs.get(of.pack)
        self._plan = pack.title.say(LANGUAGE) if pack else of.pack

        self._say = lru_cache(maxsize=512)(self._said)  # a sentence costs more than the row it stands in

    def _said(self, key: str, **values: object) -> str:
        return self._catalog.say(key, LANGUAGE, **values)

    async def write(self, db: Connection) -> Ledger:
        """All sheets, then the file."""
        of = self._of
        enterprises = self._with_forms(db, ledger.enterprise_pages(db, of, self._today))
        findings = self._with_forms(db, ledger.finding_pages(db, of))
        counts = {
            "enterprises": await self._sheet(
                "ledger-sheet-enterprises", self._enterprises(), enterprises, of.enterprises
            ),
            "findings": await self._sheet("ledger-sheet-findings", self._findings(), findings, of.findings),
            "reviews": await self._sheet(
                "ledger-sheet-reviews", self._reviews(), ledger.review_pages(db, of), 0
            ),
        }
        rules = self._library.reviews
        warned = self._today - timedelta(days=rules.refusal_days if rules is not None else 0)
        decided = ledger.measure_pages(db, of, warned)
        await self._sheet("ledger-sheet-measures", self._measures(), decided, 0)
        handed_up = referral_views.pages_in_campaign(db, self._actor, of.campaign_id, of.jurisdiction_id)
        await self._sheet("ledger-sheet-referrals", referral_columns(self._say), handed_up, 0)
        visits = inspections.pages_in_campaign(db, of.campaign_id, of.jurisdiction_id)
        await self._sheet("ledger-sheet-inspections", self._inspections(), visits, 0)
        places = await ledger.coverage(db, of)
        sheet = self._begin("ledger-sheet-coverage", self._coverage())
        sheet.add(places)
        sheet.end()
        done = record_views.pages_in_campaign(db, self._actor, of.campaign_id, of.jurisdiction_id)
        await self._sheet("ledger-sheet-records", record_columns(self._say, self._library), done, 0)
        written = circular_views.pages_in_campaign(db, self._actor, of.campaign_id, of.jurisdiction_id)
        await self._sheet("ledger-sheet-circulars", circular_columns(self._say, self._day), written, 0)
        called = meeting_views.pages_in_campaign(db, self._actor, of.campaign_id, of.jurisdiction_id)
        await self._sheet("ledger-sheet-meetings", meeting_columns(self._say), called, 0)
        happened = incident_views.pages_in_campaign(db, self._actor, of.campaign_id, of.jurisdiction_id)
        columns_of_it = incident_columns(self._say, self._day, self._library)
        await self._sheet("ledger-sheet-incidents", columns_of_it, happened, 0)
        await asyncio.to_thread(self._book.save)
        name = self._say("ledger-file", place=safe_name(of.place), day=self._today)
        return Ledger(**counts, places=len(places), file_name=f"{name}.xlsx")

    async def _sheet(self, name: str, columns: Sequence[Column[Any]], pages: Any, total: int) -> int:
        sheet = self._begin(name, columns)
        rows = 0
        label = self._say(name)
        async for page in pages:
            await asyncio.to_thread(sheet.add, page)
            rows += len(page)
            self._progress(label, rows, max(total, rows))
        sheet.end()
        return rows

    async def _with_forms(self, db: Connection, pages: Any) -> Any:
        """The rows, when the forms they belong to are known; each form is read once."""
        async for page in pages:
            of = {one.form_digest for row in page for one in getattr(row, "dated", (row,))}
            for digest in of - set(self._forms):
                self._forms[digest] = await forms.get(db, digest)
            yield page

    def _begin(self, name: str, columns: Sequence[Column[Any]]) -> Sheet:
        sheet = self._say(name)
        title = self._say("ledger-title", place=self._of.place, plan=self._plan, sheet=sheet, day=self._today)
        return Sheet(self._book, sheet, title, columns, self._say)

    def _enterprises(self) -> tuple[Column[EnterpriseRow], ...]:
        return (
            Column("ledger-head-number", 10, lambda row: row.number or ""),
            Column("ledger-head-name", 32, lambda row: row.name),
            Column("ledger-head-credit-code", 21, lambda row: row.credit_code),
            Column("ledger-head-place", 14, lambda row: row.place),
            Column("ledger-head-industry", 14, self._industry),
            Column("ledger-head-address", 24, lambda row: row.address),
            Column("ledger-head-headcount", 8, lambda row: row.headcount),
            Column("ledger-head-contact", 10, lambda row: row.contact),
            Column("ledger-head-phone", 15, lambda row: row.phone),
            Column("ledger-head-joined", 8, self._joined),
            Column("ledger-head-step", 10, self._step),
            Column("ledger-head-submitted-on", 12, lambda row: self._day(row.submitted_at)),
            Column("ledger-head-stamped", 10, lambda row: row.signed or ""),
            Column("ledger-head-verdict", 12, lambda row: self._verdict(row.verdict)),
            Column("ledger-head-found", 8, lambda row: row.found),
            Column("ledger-head-open", 8, lambda row: row.open),
            Column("ledger-head-overdue", 8, lambda row: row.overdue),
            Column("ledger-head-lapsed", 30, self._lapsed),
        )

    def _joined(self, row: EnterpriseRow) -> str:
        return self._say("ledger-yes" if row.joined else "ledger-no")

    def _industry(self, row: EnterpriseRow) -> str:
        industry = self._library.industries.get(row.industry)
        return industry.name.say(LANGUAGE) if industry else row.industry

    def _step(self, row: EnterpriseRow) -> str:
        step = row.check_state or ("registered" if row.joined else "missing")
        return self._say("ledger-step", step=step)

    def _lapsed(self, row: EnterpriseRow) -> str:
        """Recurring actions of the form that are overdue, each with the day it was done last."""
        said = []
        for one in row.dated:
            item, question = self._forms[one.form_digest].by_code[one.question]
            if lapsed := overdue(question.dated, one.last_on, self._today, severe=one.severe):
                since = self._say("overdue-for", count=lapsed.count, unit=lapsed.unit)
                said.append(f"{item.check.title.say(LANGUAGE)} {one.last_on:%Y-%m-%d} {since}")
        return "；".join(said)

    def _findings(self) -> tuple[Column[FindingRow], ...]:
        return (
            Column("ledger-head-found-on", 12, lambda row: self._day(row.found_at)),
            Column("ledger-head-enterprise", 28, lambda row: row.enterprise),
            Column("ledger-head-place", 14, lambda row: row.place),
            Column("ledger-head-item", 18, lambda row: self._asked(row)[0].check.title.say(LANGUAGE)),
            Column("ledger-head-what", 34, lambda row: self._asked(row)[1].marked_fault.say(LANGUAGE)),
            Column("ledger-head-grade", 8, self._grade),
            Column("ledger-head-source", 8, self._source),
            Column("ledger-head-measure", 30, self._measure),
            Column("ledger-head-responsible", 12, lambda row: row.responsible or ""),
            Column("ledger-head-funds", 12, self._funds),
            Column("ledger-head-first-due-on", 12, lambda row: row.first_due_on),
            Column("ledger-head-due-on", 12, lambda row: row.due_on),
            Column("ledger-head-extensions", 8, lambda row: row.extensions),
            Column("ledger-head-done-on", 12, lambda row: self._day(row.done_at)),
            Column("ledger-head-rejections", 8, lambda row: row.rejections or 0),
            Column("ledger-head-reviewed-by", 12, lambda row: row.closed_by),
            Column("ledger-head-closed-on", 12, lambda row: self._day(row.closed_at)),
            Column("ledger-head-state", 10, lambda row: self._say("ledger-state", state=self._state(row))),
        )

    def _asked(self, row: FindingRow) -> tuple[FormItem, Question]:
        return self._forms[row.form_digest].by_code[row.question]

    def _grade(self, row: FindingRow) -> str:
        return self._say("ledger-grade", grade="major" if self._asked(row)[1].stop else "general")

    def _source(self, row: FindingRow) -> str:
        return self._say("ledger-source", source="office" if row.by_office else "enterprise")

    def _funds(self, row: FindingRow) -> float | None:
        return None if row.funds_fen is None or not row.measure else row.funds_fen / 100

    def _measure(self, row: FindingRow) -> str:
        if row.measure == "":
            return self._say("ledger-no-measure", objection=row.objection or "–")
        return row.measure or ""

    def _state(self, row: FindingRow) -> str:
        if row.state == "closed":
            return "closed"
        if row.remedy_state in ("done", "accepted"):
            return "done"
        if row.remedy is None:
            return "undecided"
        return "overdue" if row.due_on is not None and row.due_on < self._today else "open"

    def _reviews(self) -> tuple[Column[ReviewRow], ...]:
        return (
            Column("ledger-head-decided-on", 12, lambda row: self._day(row.decided_at)),
            Column("ledger-head-enterprise", 30, lambda row: row.enterprise),
            Column("ledger-head-place", 14, lambda row: row.place),
            Column("ledger-head-number", 12, lambda row: row.number or ""),
            Column("ledger-head-round", 6, lambda row: row.round),
            Column("ledger-head-reviewer", 12, lambda row: row.reviewer),
            Column("ledger-head-verdict", 14, lambda row: self._verdict(row.verdict)),
            Column("ledger-head-comment", 40, lambda row: row.comment),
            Column("ledger-head-due-on", 12, lambda row: row.due_on),
            Column("ledger-head-second", 12, lambda row: row.second),
        )

    def _measures(self) -> tuple[Column[MeasureRow], ...]:
        return (
            Column("ledger-head-enterprise", 30, lambda row: row.enterprise),
            Column("ledger-head-credit-code", 21, lambda row: row.credit_code),
            Column("ledger-head-place", 14, lambda row: row.place),
            Column("ledger-head-decision", 12, lambda row: self._say("ledger-decision", kind=row.kind)),
            Column("ledger-head-since", 12, lambda row: row.since_on),
            Column("ledger-head-office", 14, lambda row: row.office),
            Column("ledger-head-paper", 20, lambda row: row.number),
            Column("ledger-head-penalty", 12, self._penalty),
            Column("ledger-head-amount", 12, lambda row: row.amount_fen and row.amount_fen / 100),
            Column("ledger-head-reason", 40, self._reason),
            Column("ledger-head-state", 12, self._state_of_measure),
            Column("ledger-head-ended", 12, lambda row: row.ended_on),
            Column("ledger-head-withdrawn", 12, lambda row: row.withdrawn_on),
            Column("ledger-head-cause", 30, self._cause),
        )

    def _inspections(self) -> tuple[Column[MadeLine], ...]:
        def departments(row: MadeLine) -> str:
            return comma.join(self._say("staff-department", department=one) for one in row.departments)

        comma = self._say("list-comma")
        return (
            Column("ledger-head-inspected-on", 12, lambda row: row.done_on),
            Column("ledger-head-enterprise", 30, lambda row: row.enterprise),
            Column("ledger-head-place", 14, lambda row: row.place),
            Column("ledger-head-departments", 18, departments),
            Column("ledger-head-officers", 18, lambda row: comma.join(row.officers)),
            Column("ledger-head-scope", 10, lambda row: self._say("ledger-scope", scope=row.scope)),
            Column("ledger-head-checked", 10, lambda row: row.checked),
            Column("ledger-head-faults", 10, lambda row: row.faults),
            Column("ledger-head-order-due", 12, lambda row: row.due_on),
            Column("ledger-head-ordered", 12, lambda row: self._yes(ordered=row.ordered)),
            Column("ledger-head-signed", 12, lambda row: self._yes(ordered=row.signed > 0)),
            Column("ledger-head-void", 30, self._void),
        )

    def _void(self, row: MadeLine) -> str:
        if not row.voids:
            return ""
        reasons = self._say("list-comma").join(dict.fromkeys(row.voids))
        whole = "yes" if row.is_void else "no"
        return self._say("ledger-void", whole=whole, count=len(row.voids), reasons=reasons)

    def _yes(self, *, ordered: bool) -> str:
        return self._say("ledger-yes") if ordered else ""

    def _penalty(self, row: MeasureRow) -> str:
        return self._say("measure-penalty", penalty=row.penalty) if row.penalty else ""

    def _reason(self, row: MeasureRow) -> str:
        if row.office:
            return row.reason
        return self._say("ledger-warned", measure=row.reason or "–")

    def _cause(self, row: MeasureRow) -> str:
        if row.withdrawn_on is None:
            return ""
        return self._say("withdrawal-because", cause=row.cause, text=row.cause_text or "none")

    def _state_of_measure(self, row: MeasureRow) -> str:
        return self._say("ledger-stands", kind=row.kind, state=row.state)

    def _coverage(self) -> tuple[Column[CoverageRow], ...]:
        return (
            Column("ledger-head-place", 20, lambda row: row.place),
            Column("ledger-head-enterprises", 10, lambda row: row.enterprises),
            Column("ledger-head-joined", 10, lambda row: row.joined),
            Column("ledger-head-submitted", 10, lambda row: row.submitted),
            Column("ledger-head-reviewed", 10, lambda row: row.reviewed),
            Column("ledger-head-coverage", 10, self._share),
        )

    def _share(self, row: CoverageRow) -> Value:
        if not row.enterprises:
            return None
        said = share(self._catalog, LANGUAGE, row.reviewed, row.enterprises)
        percent = rounded(row.reviewed, row.enterprises)
        # 不足 1%, 超过 99%: no number says that
        return Percent(percent / 100) if said == share(self._catalog, LANGUAGE, percent, 100) else said

    def _verdict(self, key: str | None) -> str:
        rules = self._library.reviews
        if key is None:
            return ""
        return rules.by_key[key].title.say(LANGUAGE) if rules and key in rules.by_key else key

    def _day(self, at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(self._zone).date()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that waits for its review, as a row of the list; `why`: the reasons, in words."""

    enterprise: str
    place: str
    industry: str
    number: str
    submitted_on: date
    why: str


def make_queue(catalog: Catalog, language: str, place: str, day: date, rows: Sequence[Waiting]) -> bytes:
    """The queue of reviews of a place as XLSX, in its order, as of a local day; the last column is empty,
    for who goes there."""

    def say(key: str) -> str:
        return catalog.say(key, language)

    columns: tuple[Column[Waiting], ...] = (
        Column("ledger-head-name", 32, lambda row: row.enterprise),
        Column("ledger-head-place", 14, lambda row: row.place),
        Column("ledger-head-industry", 14, lambda row: row.industry),
        Column("ledger-head-number", 12, lambda row: row.number),
        Column("ledger-head-submitted-on", 12, lambda row: row.submitted_on),
        Column("ledger-head-why", 44, lambda row: row.why),
        Column("ledger-head-reviewer", 14, lambda row: ""),
    )
    title = catalog.say("ledger-queue-title", language, place=place, day=day)
    return list_of(say("ledger-sheet-queue"), title, columns, rows, say)

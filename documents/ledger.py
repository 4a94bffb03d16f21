"""The ledger (台账) as XLSX: enterprises, findings, reviews, coverage (domain 1.8). Written row by row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from content.calendar.overdue import overdue
from content.catalog import Catalog
from content.model.form import Form
from content.model.library import Library
from documents.shares import rounded, share
from documents.sheets import YUAN_FORMAT, begin_sheet, end_sheet, framed, safe_name
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.campaigns import forms
from storage.statistics import ledger
from storage.statistics.ledger_rows import CoverageRow, EnterpriseRow, FindingRow, LedgerHead, ReviewRow

LANGUAGE = "zh"
"""Ledgers are the office's records, in the plan's language."""
Progress = Callable[[str, int, int], None]
Value = str | float | date | None

_SHEETS: Mapping[str, Mapping[str, float]] = {
    "enterprises": {
        "number": 10,
        "name": 32,
        "credit-code": 21,
        "place": 14,
        "industry": 14,
        "address": 24,
        "headcount": 8,
        "contact": 10,
        "phone": 15,
        "joined": 8,
        "step": 10,
        "submitted-on": 12,
        "verdict": 12,
        "found": 8,
        "open": 8,
        "overdue": 8,
        "lapsed": 30,
    },
    "findings": {
        "found-on": 12,
        "enterprise": 28,
        "place": 14,
        "item": 18,
        "what": 34,
        "grade": 8,
        "source": 8,
        "measure": 30,
        "responsible": 12,
        "funds": 12,
        "first-due-on": 12,
        "due-on": 12,
        "extensions": 8,
        "done-on": 12,
        "rejections": 8,
        "reviewed-by": 12,
        "closed-on": 12,
        "state": 10,
    },
    "reviews": {
        "decided-on": 12,
        "enterprise": 30,
        "place": 14,
        "number": 12,
        "round": 6,
        "reviewer": 12,
        "verdict": 14,
        "comment": 40,
        "due-on": 12,
        "second": 12,
    },
    "coverage": {
        "place": 20,
        "enterprises": 10,
        "joined": 10,
        "submitted": 10,
        "reviewed": 10,
        "coverage": 10,
    },
}
"""Sheets with their columns and how wide each is, in characters of the standard font."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it was written: rows of each sheet, and what to call the file."""

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
        writing = _Writing(library, catalog, of, today, progress or (lambda what, done, total: None))
        part = path.with_name(f".{path.name}.part")
        try:
            made = await writing.write(db, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return made


class _Writing:
    """One ledger being written."""

    def __init__(
        self, library: Library, catalog: Catalog, of: LedgerHead, today: date, progress: Progress
    ) -> None:
        self._library = library
        self._catalog = catalog
        self._of = of
        self._today = today
        self._zone = ZoneInfo(of.zone)
        self._progress = progress
        self._forms: dict[str, Form] = {}
        self._book = Workbook(write_only=True)
        pack = library.packs.get(of.pack)
        self._plan = pack.title.say(LANGUAGE) if pack else of.pack

    def _say(self, key: str, **values: object) -> str:
        return self._catalog.say(key, LANGUAGE, **values)

    async def write(self, db: Connection, path: Path) -> Ledger:
        """All sheets, then the file."""
        of = self._of
        counts = {
            "enterprises": await self._sheet(
                "enterprises",
                self._with_forms(db, ledger.enterprise_pages(db, of, self._today)),
                self._enterprise,
                of.enterprises,
            ),
            "findings": await self._sheet(
                "findings", self._with_forms(db, ledger.finding_pages(db, of)), self._finding, of.findings
            ),
            "reviews": await self._sheet("reviews", ledger.review_pages(db, of), self._review, 0),
        }
        places = await ledger.coverage(db, of)
        sheet = self._begin("coverage")
        for one in places:
            shown: list[Value] = [one.place, one.enterprises, one.joined, one.submitted, one.reviewed]
            sheet.append([*(framed(sheet, value) for value in shown), self._share(sheet, one)])
        end_sheet(sheet, len(_SHEETS["coverage"]), len(places))
        await asyncio.to_thread(self._book.save, path)
        name = self._say("ledger-file", place=safe_name(of.place), day=self._today)
        return Ledger(**counts, places=len(places), file_name=f"{name}.xlsx")

    async def _sheet(self, name: str, pages: Any, shown: Callable[[Any], list[Value]], total: int) -> int:
        sheet = self._begin(name)
        rows = 0
        label = self._say(f"ledger-sheet-{name}")
        async for page in pages:
            await asyncio.to_thread(_append, sheet, [shown(row) for row in page])
            rows += len(page)
            self._progress(label, rows, max(total, rows))
        end_sheet(sheet, len(_SHEETS[name]), rows)
        return rows

    async def _with_forms(self, db: Connection, pages: Any) -> Any:
        """The rows, when the forms they belong to are known; each is read once."""
        async for page in pages:
            of = {one.form_digest for row in page for one in getattr(row, "dated", (row,))}
            for digest in of - set(self._forms):
                self._forms[digest] = await forms.get(db, digest)
            yield page

    def _begin(self, name: str) -> Any:
        title = self._say(
            "ledger-title",
            place=self._of.place,
            plan=self._plan,
            sheet=self._say(f"ledger-sheet-{name}"),
            day=self._today,
        )
        columns = _SHEETS[name]
        heads = [self._say(f"ledger-head-{column}") for column in columns]
        widths = list(columns.values())
        return begin_sheet(self._book, self._say(f"ledger-sheet-{name}"), title, heads, widths)

    def _enterprise(self, row: EnterpriseRow) -> list[Value]:
        industry = self._library.industries.get(row.industry)
        step = row.check_state or ("registered" if row.joined else "missing")
        return [
            row.number or "",
            row.name,
            row.credit_code,
            row.place,
            industry.name.say(LANGUAGE) if industry else row.industry,
            row.address,
            row.headcount,
            row.contact,
            row.phone,
            self._say("ledger-yes" if row.joined else "ledger-no"),
            self._say("ledger-step", step=step),
            self._day(row.submitted_at),
            self._verdict(row.verdict),
            row.found,
            row.open,
            row.overdue,
            self._lapsed(row),
        ]

    def _lapsed(self, row: EnterpriseRow) -> str:
        """What was done last so long ago that it is overdue, each with its day."""
        said = []
        for one in row.dated:
            item, question = self._forms[one.form_digest].by_code[one.question]
            if lapsed := overdue(question.dated, one.last_on, self._today, severe=one.severe):
                since = self._say("overdue-for", count=lapsed.count, unit=lapsed.unit)
                said.append(f"{item.check.title.say(LANGUAGE)} {one.last_on:%Y-%m-%d} {since}")
        return "；".join(said)

    def _finding(self, row: FindingRow) -> list[Value]:
        item, question = self._forms[row.form_digest].by_code[row.question]
        return [
            self._day(row.found_at),
            row.enterprise,
            row.place,
            item.check.title.say(LANGUAGE),
            question.fails.say(LANGUAGE),
            self._say("ledger-grade", grade="major" if question.stop else "general"),
            self._say("ledger-source", source="office" if row.by_office else "enterprise"),
            self._measure(row),
            row.responsible or "",
            None if row.funds_fen is None or not row.measure else row.funds_fen / 100,
            row.first_due_on,
            row.due_on,
            row.extensions,
            self._day(row.done_at),
            row.rejections or 0,
            row.closed_by,
            self._day(row.closed_at),
            self._say("ledger-state", state=self._state(row)),
        ]

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

    def _review(self, row: ReviewRow) -> list[Value]:
        return [
            self._day(row.decided_at),
            row.enterprise,
            row.place,
            row.number or "",
            row.round,
            row.reviewer,
            self._verdict(row.verdict),
            row.comment,
            row.due_on,
            row.second,
        ]

    def _share(self, sheet: Any, row: CoverageRow) -> Any:
        if not row.enterprises:
            return framed(sheet, None)
        said = share(self._catalog, LANGUAGE, row.reviewed, row.enterprises)
        percent = rounded(row.reviewed, row.enterprises)
        if said != share(self._catalog, LANGUAGE, percent, 100):  # 不足 1%, 超过 99%: no number says that
            return framed(sheet, said)
        return framed(sheet, percent / 100, "0%")

    def _verdict(self, key: str | None) -> str:
        rules = self._library.reviews
        if key is None:
            return ""
        return rules.by_key[key].title.say(LANGUAGE) if rules and key in rules.by_key else key

    def _day(self, at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(self._zone).date()


def _append(sheet: Any, rows: Iterable[Sequence[Value]]) -> None:
    for row in rows:
        sheet.append(
            [framed(sheet, value, YUAN_FORMAT if isinstance(value, float) else "General") for value in row]
        )

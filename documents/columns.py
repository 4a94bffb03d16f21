"""Sheets in the columns that a superior's system asks for, as XLSX: one line an enterprise, or a finding."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.grounds import grounds
from content.model.columns import FACTS, ColumnSet
from content.model.form import Form
from content.model.library import Library
from content.registry import complete
from documents.sheets import Book, Column, Percent, Sheet, Value, safe_name
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.campaigns import forms
from storage.statistics import ledger
from storage.statistics.ledger_rows import EnterpriseRow, FindingRow, LedgerHead

LANGUAGE = "zh"
"""Sheets are handed up in the plan's language."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A sheet as it was written: its lines, and what to call the file."""

    lines: int
    file_name: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's number from 1, its enterprise, and the finding where the sheet has findings."""

    serial: int
    enterprise: EnterpriseRow
    found: FindingRow | None = None


async def write_sheet(
    database: Database,
    actor: Actor,
    campaign_id: int,
    path: Path,
    wanted: ColumnSet,
    *,
    library: Library,
    catalog: Catalog,
    today: date,
    jurisdiction_id: int | None = None,
) -> Handed:
    """Write a sheet of a campaign in a place (default: its own) to `path`, all at once or not at all.

    Raises:
        NotFound, NotAllowed: see `ledger.head`. OSError: it cannot be written.
    """
    async with database.read() as db:
        of = await ledger.head(db, actor, campaign_id, jurisdiction_id)
        writing = _Writing(library, catalog, of, of.closed_on or today)
        part = path.with_name(f".{path.name}.part")
        try:
            made = await writing.write(db, part, wanted)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return made


class _Writing:
    """One sheet being written."""

    def __init__(self, library: Library, catalog: Catalog, of: LedgerHead, today: date) -> None:
        self.library = library
        self.of = of
        self.today = today
        self.forms: dict[str, Form] = {}
        self._catalog = catalog
        pack = library.packs.get(of.pack)
        self.plan = pack.title.say(LANGUAGE) if pack else of.pack

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalog."""
        return self._catalog.say(key, LANGUAGE, **values)

    def day(self, instant: datetime | None) -> date | None:
        """The local day of an instant."""
        return instant.astimezone(ZoneInfo(self.of.zone)).date() if instant else None

    async def write(self, db: Connection, path: Path, wanted: ColumnSet) -> Handed:
        """The sheet, then the file."""
        columns = [
            Column(one.head, one.width, self._value(one.fact) if one.fact else _empty)
            for one in wanted.columns
        ]
        name = wanted.title.say(LANGUAGE)
        title = self.say("ledger-title", place=self.of.place, plan=self.plan, sheet=name, day=self.today)
        lines = 0
        with Book(path) as book:
            sheet = Sheet(book, safe_name(name), title, columns, str)
            async for page in self._lines(db, wanted):
                await asyncio.to_thread(sheet.add, page)
                lines += len(page)
            sheet.end()
            await asyncio.to_thread(book.save)
        file_name = self.say(
            "columns-file", title=safe_name(name), place=safe_name(self.of.place), day=self.today
        )
        return Handed(lines, f"{file_name}.xlsx")

    def _value(self, fact: str) -> Callable[[_Line], Value]:
        of = _VALUES[fact]
        return lambda line: of(self, line)

    async def _lines(self, db: Connection, wanted: ColumnSet) -> Any:
        serial = 0
        units: dict[int, EnterpriseRow] = {}
        async for page in ledger.enterprise_pages(db, self.of, self.today):
            if wanted.lines == "enterprise":
                yield [_Line(serial + place, row) for place, row in enumerate(page, 1)]
                serial += len(page)
            else:
                units |= {row.id: row for row in page}
        if wanted.lines == "enterprise":
            return
        async for found in ledger.finding_pages(db, self.of):
            for digest in {row.form_digest for row in found} - set(self.forms):
                self.forms[digest] = await forms.get(db, digest)
            known = [row for row in found if row.enterprise_id in units]
            yield [_Line(serial + place, units[row.enterprise_id], row) for place, row in enumerate(known, 1)]
            serial += len(known)


def _empty(line: _Line) -> Value:
    return ""


def _industry(w: _Writing, line: _Line) -> Value:
    industry = w.library.industries.get(line.enterprise.industry)
    return industry.name.say(LANGUAGE) if industry else line.enterprise.industry


def _step(w: _Writing, line: _Line) -> Value:
    row = line.enterprise
    return w.say("ledger-step", step=row.check_state or ("registered" if row.joined else "missing"))


def _verdict(w: _Writing, line: _Line) -> Value:
    rules, key = w.library.reviews, line.enterprise.verdict
    if key is None:
        return ""
    return rules.by_key[key].title.say(LANGUAGE) if rules and key in rules.by_key else key


def _closed(line: _Line) -> int:
    return line.enterprise.found - line.enterprise.open


def _rate(w: _Writing, line: _Line) -> Value:
    found = line.enterprise.found
    return Percent(_closed(line) / found) if found else None


def _of_finding(value: Callable[[_Writing, FindingRow], Value]) -> Callable[[_Writing, _Line], Value]:
    def of(w: _Writing, line: _Line) -> Value:
        return None if line.found is None else value(w, line.found)

    return of


def _law(w: _Writing, row: FindingRow) -> Value:
    question = w.forms[row.form_digest].by_code[row.question][1]
    return "；".join(grounds(question.law, w.library.laws, LANGUAGE, w.say("law-unverified")))


def _grade(w: _Writing, row: FindingRow) -> Value:
    question = w.forms[row.form_digest].by_code[row.question][1]
    return w.say("ledger-grade", grade="major" if question.stop else "general")


def _measure(w: _Writing, row: FindingRow) -> Value:
    if row.measure == "":
        return w.say("ledger-no-measure", objection=row.objection or "–")
    return row.measure or ""


def _state(w: _Writing, row: FindingRow) -> Value:
    state = "open"
    if row.state == "closed":
        state = "closed"
    elif row.remedy_state in ("done", "accepted"):
        state = "done"
    elif row.remedy is None:
        state = "undecided"
    elif row.due_on is not None and row.due_on < w.today:
        state = "overdue"
    return w.say("ledger-state", state=state)


_VALUES: Final[Mapping[str, Callable[[_Writing, _Line], Value]]] = complete(
    "documents.columns._VALUES",
    FACTS["finding"],
    {
        "serial": lambda w, line: line.serial,
        "plan": lambda w, line: w.plan,
        "number": lambda w, line: line.enterprise.number or "",
        "name": lambda w, line: line.enterprise.name,
        "credit_code": lambda w, line: line.enterprise.credit_code,
        "place": lambda w, line: line.enterprise.place,
        "industry": _industry,
        "address": lambda w, line: line.enterprise.address,
        "headcount": lambda w, line: line.enterprise.headcount,
        "contact": lambda w, line: line.enterprise.contact,
        "phone": lambda w, line: line.enterprise.phone,
        "joined": lambda w, line: w.say("ledger-yes" if line.enterprise.joined else "ledger-no"),
        "step": _step,
        "submitted_on": lambda w, line: w.day(line.enterprise.submitted_at),
        "verdict": _verdict,
        "found": lambda w, line: line.enterprise.found,
        "open": lambda w, line: line.enterprise.open,
        "overdue": lambda w, line: line.enterprise.overdue,
        "closed": lambda w, line: _closed(line),
        "closed_rate": _rate,
        "found_on": _of_finding(lambda w, row: w.day(row.found_at)),
        "item": _of_finding(
            lambda w, row: w.forms[row.form_digest].by_code[row.question][0].check.title.say(LANGUAGE)
        ),
        "row": _of_finding(lambda w, row: w.forms[row.form_digest].by_code[row.question][0].source_text),
        "what": _of_finding(
            lambda w, row: w.forms[row.form_digest].by_code[row.question][1].fails.say(LANGUAGE)
        ),
        "grade": _of_finding(_grade),
        "source": _of_finding(
            lambda w, row: w.say("ledger-source", source="office" if row.by_office else "enterprise")
        ),
        "law": _of_finding(_law),
        "measure": _of_finding(_measure),
        "responsible": _of_finding(lambda w, row: row.responsible or ""),
        "funds": _of_finding(
            lambda w, row: None if row.funds_fen is None or not row.measure else row.funds_fen / 100
        ),
        "first_due_on": _of_finding(lambda w, row: row.first_due_on),
        "due_on": _of_finding(lambda w, row: row.due_on),
        "extensions": _of_finding(lambda w, row: row.extensions),
        "done_on": _of_finding(lambda w, row: w.day(row.done_at)),
        "rejections": _of_finding(lambda w, row: row.rejections or 0),
        "reviewed_by": _of_finding(lambda w, row: row.closed_by),
        "closed_on": _of_finding(lambda w, row: w.day(row.closed_at)),
        "state": _of_finding(_state),
    },
)
"""Values of the facts that a column can show."""

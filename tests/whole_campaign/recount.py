"""Recounts what happened from the raw tables by other queries, and compares it with offices' messages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document
from openpyxl import load_workbook


@dataclass(frozen=True)
class Counted:
    """A campaign as the tables have it. `verdicts` of the last review of each form."""

    enterprises: int
    submitted: int
    reviewed: int
    findings: int
    closed: int
    overdue: int
    reviews: int
    verdicts: dict[str, int]
    names: frozenset[str]


def recount(file: Path, campaign_id: int, day: str) -> Counted:
    """Counts from SQLite itself, without a line of the program."""
    with closing(sqlite3.connect(file)) as db:
        places = """WITH RECURSIVE p (id) AS (
            SELECT jurisdiction_id FROM campaigns WHERE id = ?1
            UNION ALL SELECT j.id FROM jurisdictions j JOIN p ON j.parent_id = p.id)"""

        def one(query: str) -> int:
            return int(db.execute(f"{places} {query}", (campaign_id,)).fetchone()[0])

        mine = "e.jurisdiction_id IN (SELECT id FROM p) AND e.state = 'active'"
        of = f"JOIN enterprises e ON e.id = c.enterprise_id WHERE c.campaign_id = ?1 AND {mine}"
        faults = f"""FROM findings f JOIN self_checks c ON c.id = f.self_check_id
            LEFT JOIN rectifications r ON r.finding_id = f.id {of} AND f.state <> 'withdrawn'"""
        verdicts = Counter(
            row[0]
            for row in db.execute(
                f"""{places} SELECT r.verdict FROM reviews r JOIN self_checks c ON c.id = r.self_check_id
                {of} AND r.state = 'decided'""",
                (campaign_id,),
            )
        )
        names = db.execute(f"{places} SELECT e.name FROM enterprises e WHERE {mine}", (campaign_id,))
        return Counted(
            one(f"SELECT count(*) FROM enterprises e WHERE {mine}"),
            one(f"SELECT count(*) FROM self_checks c {of} AND c.state <> 'draft'"),
            one(f"SELECT count(*) FROM self_checks c {of} AND c.state = 'reviewed'"),
            one(f"SELECT count(*) {faults}"),
            one(f"SELECT count(*) {faults} AND f.state = 'closed'"),
            one(f"SELECT count(*) {faults} AND f.state = 'open' AND r.state = 'open' AND r.due_on < '{day}'"),
            sum(verdicts.values()),
            dict(verdicts),
            frozenset(row[0] for row in names),
        )


def check_ledger(data: bytes, raw: Counted) -> dict[str, int]:
    """Compare the ledger's rows with the tables; return how many of each sheet."""
    book = load_workbook(BytesIO(data))
    rows: dict[str, list[tuple[Any, ...]]] = {
        sheet.title: [row for row in sheet.iter_rows(min_row=3, values_only=True) if any(row)]
        for sheet in book.worksheets
    }
    heads = {sheet.title: [cell.value for cell in sheet[2]] for sheet in book.worksheets}
    assert len(rows["企业"]) == raw.enterprises
    named = heads["企业"].index("企业名称")
    assert {row[named] for row in rows["企业"]} == raw.names
    assert len(rows["问题"]) == raw.findings
    closed_on = heads["问题"].index("销号日期")
    assert sum(row[closed_on] is not None for row in rows["问题"]) == raw.closed
    assert len(rows["复查"]) == raw.reviews
    return {name: len(found) for name, found in rows.items()}


def check_summary(data: bytes, raw: Counted) -> str:
    """The Word file's figures against the tables; all it says."""
    book = Document(BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in book.paragraphs)
    for figure in (
        f"应查企业 {raw.enterprises} 家",
        f"已交自查表 {raw.submitted} 家",
        f"已复查 {raw.reviewed} 家",
        f"共有问题 {raw.findings} 处，已销号 {raw.closed} 处",
        f"逾期 {raw.overdue} 处",
        f"未交表 {raw.enterprises - raw.submitted} 家",
    ):
        assert figure.replace(" ", "") in words.replace(" ", ""), f"{figure}: not in\n{words}"
    return words


def check_forms(data: bytes, raw: Counted) -> int:
    """A PDF for each form that stands handed in, beside it the photo of the signed one."""
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
    forms = [one for one in names if one.endswith(".pdf")]
    assert len(forms) == raw.submitted, names
    assert len(names) == raw.submitted + 1, names
    return len(forms)

"""The commands of inspections: what was made, what was seen, the papers; a planned one is nowhere."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.inspections import ending, planning, recording
from tests.bot.cli.office_with_work import NOW, TODAY, play
from tests.bot.conftest import Chenan

DUE = TODAY + timedelta(days=15)


async def visit(url: str) -> int:
    """One visit that was made with a fault, and one that is planned."""
    database = Database(url)
    async with database.begin() as db:
        person = (await db.execute(text("SELECT person_id FROM staff"))).scalar_one()
        ids = list((await db.execute(text("SELECT id FROM enterprises ORDER BY id"))).scalars())
        officer = Actor("person", person)
        made = await planning.schedule(db, officer, NOW, ids[0], TODAY, today=TODAY)
        await planning.schedule(db, officer, NOW, ids[1], DUE, today=TODAY)
        await recording.begin(db, officer, NOW, made, today=TODAY)
        await recording.answer(db, officer, NOW, made, "Q02.1", "pass")
        await recording.answer(db, officer, NOW, made, "Q12.1", "fail", "公告栏空着")
        await ending.finish(db, officer, NOW, made, today=TODAY, due_on=DUE, present="王厂长")
    await database.close()
    return made


@pytest.fixture
def made(ready: Chenan, home: Path) -> tuple[Chenan, str]:
    url = sqlite_url(home / "chenan.db")
    asyncio.run(play(url))
    return ready, str(asyncio.run(visit(url)))


def test_what_was_made_is_listed_shown_and_written(made: tuple[Chenan, str], tmp_path: Path) -> None:
    chenan, number = made
    (line,) = chenan("inspection", "list", "--jurisdiction", "HL", "--json").json
    assert (line["enterprise"], line["checked"], line["faults"], line["ordered"]) == ("第1厂", 2, 1, True)
    shown = chenan("inspection", "list", "--jurisdiction", "HL").out
    assert "第1厂" in shown
    assert "第2厂" not in shown
    assert chenan("inspection", "list", "--jurisdiction", "HL-CD").out == "no inspection has taken place\n"
    assert "公告栏空着" in chenan("inspection", "show", number).out
    seen = chenan("inspection", "show", number, "--json").json
    assert (seen["present"], seen["due_on"], seen["seen"]["Q12.1"]["note"]) == (
        "王厂长",
        DUE.isoformat(),
        "公告栏空着",
    )
    for kind, words in (("record", "现场检查记录"), ("order", "责令限期整改指令书")):
        out = tmp_path / f"{kind}.pdf"
        assert chenan("inspection", "paper", number, kind, "--out", str(out)).code == 0
        said = "".join(page.extract_text() for page in PdfReader(out).pages)
        assert words in said
        assert "公告栏空着" in said
    question = ("--question", "Q12.1", "--text", "记错了")
    assert chenan("inspection", "void", number, *question).code == 0
    assert chenan("inspection", "void", number, *question, "--json").json["done"] is False
    assert "记错了" in chenan("inspection", "show", number).out
    for kind, words in (("record", "公告栏空着（作废：记错了）"), ("order", "责令限期整改指令书（更正）")):
        out = tmp_path / f"{kind}.pdf"
        assert chenan("inspection", "paper", number, kind, "--out", str(out)).code == 0
        said = "".join(page.extract_text() for page in PdfReader(out).pages)
        assert words in said.replace("\n", "")
    assert chenan("inspection", "void", number, "--text", "查错了企业", "--json").json["faults"] == 0
    (line,) = chenan("inspection", "list", "--jurisdiction", "HL", "--json").json
    assert (line["is_void"], line["voids"], line["checked"]) == (True, ["查错了企业"], 0)
    assert chenan("inspection", "show", "4711").code == 1
    assert chenan("inspection", "paper", number, "record", "--out", str(tmp_path / "no" / "x.pdf")).code == 2


def test_the_ledger_and_the_overview_count_visits(made: tuple[Chenan, str], tmp_path: Path) -> None:
    chenan, _ = made
    out = tmp_path / "台账.xlsx"
    assert chenan("export", "ledger", "--campaign", "1", "--out", str(out)).code == 0
    heads, *rows = load_workbook(out)["现场检查"].iter_rows(min_row=2, values_only=True)
    (row,) = [dict(zip(heads, one, strict=True)) for one in rows]
    shown = [row[head] for head in ("企业", "检查人员", "检查范围", "检查项数", "不符合项数", "责令限期整改")]
    assert shown == ["第1厂", "陈检查员", "全面检查", 2, 1, "是"]
    assert "现场检查 1 家 50%" in chenan("overview", "--campaign", "1").out

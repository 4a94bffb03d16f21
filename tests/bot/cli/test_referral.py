"""`chenan referral`: what is handed up to an authority outside, and its answer, at a desk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT as ZONE
from tests.bot.cli.office_with_work import NOW, play
from tests.bot.cli.test_office_papers import words_of
from tests.bot.conftest import Chenan
from tests.conversations.walk import picture

DAY = NOW.astimezone(ZONE).date().isoformat()


@pytest.fixture
def played(ready: Chenan, home: Path) -> Chenan:
    """An office with a task about 第2厂, above which there is no office."""
    url = sqlite_url(home / "chenan.db")

    async def task() -> None:
        await play(url)
        database = Database(url)
        async with database.begin() as db:
            await db.execute(
                text(
                    "INSERT INTO escalations (key, kind, enterprise_id, self_check_id, finding_id,"
                    " jurisdiction_id, state, reason, warned, raised, raised_at)"
                    " SELECT 'overdue:1', 'overdue', c.enterprise_id, c.id, f.id, e.jurisdiction_id,"
                    " 'open', '', 0, 0, :now FROM self_checks c JOIN findings f ON f.self_check_id = c.id"
                    " JOIN enterprises e ON e.id = c.enterprise_id WHERE e.name = '第2厂'"
                ),
                {"now": NOW},
            )
        await database.close()

    asyncio.run(task())
    return ready


def test_a_task_is_handed_up_printed_answered(played: Chenan, tmp_path: Path) -> None:
    (task,) = played("review", "tasks", "--jurisdiction", "HL", "--json").json
    send = ("referral", "send", str(task["id"]), "--to", "市卫生健康委", "--want", "suspend")
    assert played(*send, "--reason", " ").code == 2
    made = played(*send, "--reason", "抽风机拆除", "--answer-by", "2099-01-01")
    assert made.code == 2
    assert "has to be within a year" in made.err
    made = played(*send, "--reason", "抽风机拆除", "--json")
    assert made.code == 0, made.err
    number = str(made.json["id"])
    noted = played("referral", "note", number, "--number", "海卫〔2026〕7号", "--json").json
    assert (noted["number"], noted["state"]) == ("海卫〔2026〕7号", "waiting")
    page = tmp_path / "page.jpg"
    page.write_bytes(picture())
    assert played("referral", "attach", number, "--file", str(page), "--json").json["files"] == 1
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 broken")
    assert played("referral", "attach", number, "--file", str(tmp_path / "x.pdf")).code == 2
    out = tmp_path / "p.docx"
    assert played("referral", "paper", number, "--out", str(out)).code == 0
    said = words_of(out)
    for words in ("关于提请对第2厂实施停产整顿的请示", "市卫生健康委：", "抽风机拆除", "妥否，请批复。"):
        assert words in said, words
    assert played("review", "settle", str(task["id"]), "suspend", "--reason", "停").code == 1
    given = ("--outcome", "suspend", "--text", "同意，市卫〔2026〕1号", "--on", DAY)
    done = played("referral", "answer", number, *given, "--from", "市政府")
    assert "answered" in done.out
    (line,) = played("referral", "list", "--jurisdiction", "HL", "--json").json
    assert (line["answered_from"], line["files"], line["outcome"]) == ("市政府", 1, "suspend")
    assert "市卫生健康委" in played("referral", "list", "--jurisdiction", "HL").out
    (measure,) = played("review", "measures", "--jurisdiction", "HL", "--json").json
    assert (measure["kind"], measure["since_on"]) == ("suspend", DAY)
    assert played("referral", "withdraw", number).code == 1

"""The commands of reviews and exports: at a desk, the same as in the chat, with --json."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.offices import staff
from storage.people import contacts
from tests.bot.cli.office_with_work import NOW, TODAY, play
from tests.bot.conftest import Chenan


@pytest.fixture
def played(ready: Chenan, home: Path) -> Chenan:
    asyncio.run(play(sqlite_url(home / "chenan.db")))
    return ready


def test_the_queue_and_a_form_say_why(played: Chenan) -> None:
    (line,) = played("review", "queue", "--campaign", "1", "--json").json
    assert (line["enterprise"], line["reasons"]["failure"]) == ("第2厂", 1)
    assert "第2厂" in played("review", "queue", "--campaign", "1").out
    assert (
        played("review", "queue", "--campaign", "1", "--jurisdiction", "HL-CD").out == "Nothing is waiting.\n"
    )
    shown = played("review", "show", str(line["self_check_id"]), "--json").json
    assert shown["risk"] == line["risk"]
    assert shown["answers"]["Q12.1"] == "fail"
    assert "state: waiting for review" in played("review", "show", str(line["self_check_id"])).out
    assert played("review", "queue", "--campaign", "7").code == 1
    assert played("review", "show", "4711").code == 1


def test_a_sample_by_its_seed_is_the_same(played: Chenan) -> None:
    sample = ("review", "sample", "--campaign", "1", "--count", "1", "--seed", "abc", "--json")
    first, second = played(*sample).json, played(*sample).json
    assert first["lines"][0]["self_check_id"] == second["lines"][0]["self_check_id"]
    assert (first["among"], first["seed"]) == (2, "abc")
    assert played("review", "sample", "--campaign", "1", "--count", "0").code == 2


def test_what_was_put_right_is_sent_back_or_accepted(played: Chenan) -> None:
    (done,) = played("review", "done", "--jurisdiction", "HL", "--json").json
    number = str(done["finding_id"])
    back = played("review", "reject", number, "--reason", "看不清")
    assert back.out.startswith("due ")
    assert played("review", "done", "--jurisdiction", "HL").out == "Nothing is waiting.\n"
    assert played("review", "accept", number).code == 1
    assert played("review", "tasks", "--jurisdiction", "HL").out == "Nothing is waiting.\n"


def test_accepting_twice_says_so(played: Chenan) -> None:
    (done,) = played("review", "done", "--jurisdiction", "HL", "--json").json
    assert played("review", "accept", str(done["finding_id"])).out == "closed\n"
    assert played("review", "accept", str(done["finding_id"])).out == "was already closed\n"


def test_ledger_and_forms_are_written(played: Chenan, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    made = played("export", "ledger", "--campaign", "1", "--out", str(out), "--json").json
    assert (made["enterprises"], made["findings"], made["reviews"]) == (2, 2, 1)
    sheets = "企业 问题 复查 处置 上报 现场检查 覆盖 任务 情况通报 联席会议 事故"
    assert " ".join(load_workbook(out).sheetnames) == sheets
    zipped = tmp_path / "forms.zip"
    assert "2 forms, 1 places" in played("export", "forms", "--campaign", "1", "--out", str(zipped)).out
    with ZipFile(zipped) as archive:
        assert len(archive.namelist()) == 2
    town = ("--jurisdiction", "HL-CD")
    assert "0 enterprises" in played("export", "ledger", "--campaign", "1", *town, "--out", str(out)).out


def test_a_summary_is_written_filed_and_made(played: Chenan, tmp_path: Path) -> None:
    whole = ("--campaign", "1")
    month = (*whole, "--month", f"{TODAY:%Y-%m}")
    candidates = played("summary", "case", *whole, "--json").json
    number = str(candidates[0]["self_check_id"])
    assert played("summary", "case", *whole, "--self-check", number, "--text", "改得快").code == 0
    assert "next steps: 再查" in played("summary", "write", *whole, "--plans", "再查").out
    assert "改得快" in played("summary", "write", *whole).out
    both = played("export", "summary", *whole, "--out", str(tmp_path / "总结"), "--json").json
    assert [Path(file).suffix for file in both["files"]] == [".pdf", ".docx"]
    words = [one.text for one in Document(str(tmp_path / "总结.docx")).paragraphs]
    assert any("改得快" in one for one in words)
    assert "再查" in words
    assert played("export", "summary", *whole, "--out", str(tmp_path / "x.doc")).code == 2
    assert played("export", "summary", *month, "--filed", "--out", str(tmp_path / "m.pdf")).code == 1
    assert played("summary", "file", *month).out == "filed\n"
    assert played("summary", "file", *month).out.startswith("nothing has changed")
    assert played("export", "summary", *month, "--filed", "--out", str(tmp_path / "m.pdf")).code == 0
    assert not [one for one in played("summary", "list", *month, "--json").json if one["filed_at"]]
    assert played("summary", "case", *whole, "--self-check", number, "--remove", "--json").json == []
    assert played("summary", "write", *whole, "--problems", "好" * 2000).code == 2
    assert played("summary", "file", *whole, "--jurisdiction", "nowhere").code == 1
    assert played("summary", "file", "--campaign", "1", "--month", "1999-01").code == 2


def test_a_department_says_at_a_desk_what_it_thinks_of_its_rows(played: Chenan, home: Path) -> None:
    asyncio.run(_seat_labour(sqlite_url(home / "chenan.db")))
    seats = played("staff", "list", "--json").json
    by = ("--by", str(next(one["id"] for one in seats if one["department"] == "labour")))
    (line,) = played("review", "queue", "--campaign", "1", "--json").json
    form = str(line["self_check_id"])
    assert played("review", "advise", form, "Q08.1", "object", *by).code == 2, "why?"
    said = played("review", "advise", form, "Q08.1", "object", "--comment", "没有缴费清单", *by)
    assert said.out == "Q08.1: objected to\n"
    assert played("review", "advise", form, "Q12.1", "agree", *by).code == 1, "no row of its own"
    (opinion,) = played("review", "show", form, "--json").json["opinions"]
    assert (opinion["department"], opinion["comment"]) == ("labour", "没有缴费清单")
    assert "Q08.1 Labour: objects 没有缴费清单" in played("review", "show", form).out


async def _seat_labour(url: str) -> None:
    database = Database(url)
    async with database.begin() as db:
        person = await contacts.ensure_person(db, NOW, 9_001, "zh")
        await staff.seat(db, NOW, person, 1, "inspector", "labour", "孙")
    await database.close()


def test_an_officer_reviews_at_a_desk(played: Chenan) -> None:
    seat = ("--by", str(played("staff", "list", "--json").json[0]["id"]))
    (line,) = played("review", "queue", "--campaign", "1", "--json").json
    form = str(line["self_check_id"])
    assert played("review", "claim", form, *seat).out.startswith("review ")
    assert played("review", "give-back", form, *seat).out == "in the queue\n"
    assert played("review", "decide", form, "pass", *seat).code == 1
    assert played("review", "claim", form, *seat).code == 0
    assert played("review", "judge", form, "Q02.1", "overturn", *seat).code == 2
    judged = played("review", "judge", form, "Q02.1", "overturn", "--comment", "没有", *seat)
    assert judged.out == "Q02.1: overturned\n"
    assert played("review", "decide", form, "pass", *seat).code == 2
    assert "--due is a day" in played("review", "decide", form, "correct", *seat).err
    due = ("--due", (TODAY + timedelta(days=20)).isoformat())
    assert played("review", "decide", form, "correct", *due, *seat).out == "Correct by a date\n"
    assert played("review", "decide", form, "nonsense", *due, *seat).code == 2
    for command in (
        ("warn", "7"),
        ("hand-up", "7", "--reason", "催了"),
        ("settle", "7", "drop", "--reason", "x"),
    ):
        assert played("review", *command).code == 1, command


def test_what_follows_a_decision_is_kept_at_a_desk(played: Chenan, tmp_path: Path) -> None:
    seat = ("--by", str(played("staff", "list", "--json").json[0]["id"]))
    (line,) = played("review", "queue", "--campaign", "1", "--json").json
    form = str(line["self_check_id"])
    below = ("--jurisdiction", "HL")
    assert played("review", "measures", *below).out == "nothing decided\n"
    assert played("review", "claim", form, *seat).code == 0
    assert played("review", "decide", form, "penalty", "--comment", "无证生产", *seat).code == 0
    (task,) = played("review", "tasks", *below, "--json").json
    number = str(task["id"])
    assert played("review", "refused", number, "--reason", "拒签文书").out.endswith(
        "refuses to put it right\n"
    )
    assert played("review", "settle", number, "penalty", "--reason", "依法罚款").code == 0
    measures = {one["kind"]: one for one in played("review", "measures", *below, "--json").json}
    assert set(measures) == {"penalty", "refusal"}
    penalty = str(measures["penalty"]["id"])
    paper = ("--number", "某罚〔2026〕7号", "--kind", "fine", "--yuan", "2万", "--day", TODAY.isoformat())
    noted = played("review", "penalty", penalty, *paper, "--json").json
    assert (noted["number"], noted["penalty"], noted["amount_fen"]) == ("某罚〔2026〕7号", "fine", 2_000_000)
    assert played("review", "penalty", penalty, "--yuan", "很多").code == 2
    assert played("review", "resume", penalty, "agree").code == 1
    assert played("review", "end", penalty, "--day", "2099-01-01").code == 2
    assert played("review", "end", penalty, "--json").json["state"] == "done"
    assert "某罚〔2026〕7号" in played("review", "measures", *below).out
    assert played("review", "exposures", "--campaign", "1", *below).out == "nothing decided\n"
    named = played("review", "exposures", "--campaign", "1", *below, "--out", str(tmp_path / "x.pdf"))
    assert (named.code, named.err) == (1, "chenan: not found\n")
    out = tmp_path / "台账.xlsx"
    assert played("export", "ledger", "--campaign", "1", "--out", str(out)).code == 0
    rows = [[cell.value for cell in row] for row in load_workbook(out)["处置"]][1:]
    said = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    fine, refusal = sorted(said, key=lambda one: one["处置"] != "处罚")
    assert (fine["文号"], fine["处罚种类"], fine["金额（元）"]) == ("某罚〔2026〕7号", "罚款", 20_000)
    assert (fine["状态"], refusal["处置"], refusal["理由"]) == ("已执行", "拒不整改", "拒签文书")
    assert (fine["撤销日期"], refusal["撤销原因"]) == (None, None)
    assert played("review", "again", penalty).code == 1
    assert played("review", "withdraw", penalty, "--number", "1").code == 1
    assert played("review", "withdraw", penalty, "--why", "other").code == 2
    why = ("--why", "court", "--text", "程序违法", "--day", TODAY.isoformat())
    for _ in range(2):
        gone = played("review", "withdraw", penalty, *why, "--json").json
        assert (gone["state"], gone["cause"], gone["withdrawn_on"]) == ("annulled", *why[1:6:4])
    assert played("review", "end", penalty).code == 1
    assert "withdrawn" in played("review", "withdraw", penalty, "--number", "（2026）某行初3号").out
    assert played("review", "paper", penalty, "withdraw", "--out", str(tmp_path / "撤销")).code == 0
    assert played("export", "ledger", "--campaign", "1", "--out", str(out)).code == 0
    rows = [[cell.value for cell in row] for row in load_workbook(out)["处置"]][1:]
    said = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    fine = next(one for one in said if one["处置"] == "处罚")
    assert (fine["状态"], fine["撤销原因"]) == ("已撤销", "法院撤销，程序违法")
    assert fine["撤销日期"].date() == TODAY
    assert str(played("review", "again", penalty, "--json").json["task"]) != number


def test_a_seat_gets_another_role_but_the_last_head_stays(played: Chenan) -> None:
    (seat,) = played("staff", "list", "--json").json
    number = str(seat["id"])
    assert played("staff", "change", number, "inspector").out == "already inspector\n"
    assert played("staff", "change", number, "head").out == "head\n"
    assert played("staff", "change", number, "viewer").code == 1
    assert played("staff", "list", "--json").json[0]["role"] == "head"
    assert played("staff", "change", "4711", "viewer").code == 1


def test_what_cannot_be_exported_is_a_line(played: Chenan, tmp_path: Path) -> None:
    assert played("export", "ledger", "--campaign", "7", "--out", str(tmp_path / "x.xlsx")).code == 1
    nowhere = str(tmp_path / "no" / "x.xlsx")
    assert played("export", "ledger", "--campaign", "1", "--out", nowhere).code == 2
    assert played("export", "ledger", "--campaign", "1").code == 2

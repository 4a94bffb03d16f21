"""`chenan circular`, `meeting`, `incident`: what offices write, call and record, at a desk as in the chat."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT as ZONE
from tests.bot.cli.office_with_work import NOW, play
from tests.bot.conftest import Chenan
from tests.conversations.walk import picture
from tests.storage.conftest import credit_code

DAY = NOW.astimezone(ZONE).date().isoformat()


@pytest.fixture
def office(ready: Chenan, home: Path) -> Chenan:
    """A district with towns, a campaign and two enterprises."""
    asyncio.run(play(sqlite_url(home / "chenan.db")))
    return ready


def test_a_circular_is_sent_read_and_answered(office: Chenan, tmp_path: Path) -> None:
    page = tmp_path / "page.jpg"
    page.write_bytes(picture())
    send = ("circular", "send", "--jurisdiction", "HL", "--kind", "urge")
    assert office(*send, "--text", " ").code == 2
    assert office(*send, "--text", "请督促", "--to", "NOWHERE").code == 1
    sent = office(*send, "--text", "请督促", "--file", str(page), "--answer-by", DAY, "--json")
    assert sent.code == 0, sent.err
    number = str(sent.json["id"])
    (line,) = office("circular", "list", "--jurisdiction", "HL", "--json").json
    assert (line["files"], line["offices"]) == (1, sent.json["offices"])
    assert office("circular", "read", number, "--office", "HL-CD", "--json").json["done"]
    assert not office("circular", "read", number, "--office", "HL-CD", "--json").json["done"]
    assert office("circular", "answer", number, "--office", "HL-CD", "--text", "已督促").code == 0
    copies = office("circular", "show", number, "--json").json
    assert {one["answer"] for one in copies if one["read_at"]} == {"已督促"}
    assert office("circular", "answer", number, "--office", "HL", "--text", "x").code == 1
    new = office("circular", "correct", number, "--text", "改正", "--json").json["id"]
    assert office("circular", "answer", number, "--office", "HL-CD", "--text", "再答").code == 1
    for is_new in (True, False):
        recalled = office("circular", "recall", str(new), "--text", "写错了", "--json").json
        assert recalled["done"] is is_new


def test_a_meeting_is_called_held_and_decides(office: Chenan) -> None:
    call = ("meeting", "call", "--campaign", "1", "--jurisdiction", "HL", "--room", "会议室")
    when = ("--on", DAY, "--at", "15:00", "--agenda", "一、进度")
    wrong = office(*call, *when, "--guest", "HL:nobody")
    assert wrong.code == 2
    assert "CODE:DEPARTMENT" in wrong.err
    made = office(*call, *when, "--guest", "HL:health", "--guest", "HL-CD", "--json")
    assert made.code == 0, made.err
    number = str(made.json["id"])
    assert office("meeting", "answer", number, "HL:health", "send").code == 2
    assert office("meeting", "answer", number, "HL:health", "send", "--who", "李科长").code == 0
    assert office("meeting", "attendance", number, "HL:health").code == 0
    assert office("meeting", "attendance", number, "HL-CD", "--absent").code == 0
    assert office("meeting", "issue", number).code == 1
    assert office("meeting", "write", number, "--text", "议定一件事。").code == 0
    assert office("meeting", "issue", number, "--json").json["done"]
    given = ("--text", "补齐名单", "--to", "HL-CD", "--due", DAY, "--json")
    point = office("meeting", "point", number, *given).json["id"]
    seen = office("meeting", "show", number, "--json").json
    assert [(one["department"], one["came"], one["who"]) for one in seen["guests"]] == [
        ("health", True, "李科长"),
        ("", False, ""),
    ]
    assert [one["text"] for one in seen["points"]] == ["补齐名单"]
    assert office("meeting", "drop-point", str(point), "--json").json["done"]
    assert office("meeting", "show", number, "--json").json["points"] == []
    again = office(*call, *when, "--guest", "HL-CD", "--json").json["id"]
    assert "is cancelled" in office("meeting", "drop", str(again)).out


def test_an_accident_is_recorded_told_inquired_and_closed(office: Chenan, tmp_path: Path) -> None:
    page = tmp_path / "page.jpg"
    page.write_bytes(picture())
    assert office("incident", "record", credit_code(9), "--what", "中毒").code == 1
    said = ("--what", "喷漆房两人中毒", "--hurt", "2", "--substance", "苯")
    made = office("incident", "record", credit_code(1), *said, "--at", f"{DAY} 00:00", "--json")
    assert made.code == 0, made.err
    number = str(made.json["id"])
    assert office("incident", "told", number, "safety", "--at", f"{DAY} 00:01").code == 0
    assert office("incident", "told", number, "mayor").code == 1
    assert office("incident", "change", number, "--dead", "1", "--place", "喷漆房").code == 0
    close = office("incident", "close", number)
    assert close.code == 1
    assert "error-" not in close.err
    for point in ("cause", "responsible", "measures", "education"):
        given = ("--text", "已查明", "--done", "--file", str(page))
        assert office("incident", "point", number, point, *given).code == 0
    assert office("incident", "inquiry", number, "--leader", "区卫生健康局").code == 0
    assert office("incident", "publish", number, "--text", "通报").code == 1
    assert office("incident", "result", number, "--text", "未通风").code == 0
    assert office("incident", "publish", number, "--text", "通报").code == 0
    assert office("incident", "close", number, "--json").json["done"]
    seen = office("incident", "show", number, "--json").json
    assert (seen["hurt"], seen["dead"], seen["substance"], seen["state"]) == (2, 1, "苯", "closed")
    assert len(seen["files"]) == 4
    assert set(seen["told"]) == {"safety"}
    assert office("incident", "reopen", number, "--json").json["done"]
    assert office("incident", "void", number, "--text", "误按").code == 1, "there is a result"

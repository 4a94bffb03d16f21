"""Whole campaigns, day by day: every reminder on its day and no other, one message a day, silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content import loader
from storage.base.database import Database
from tests.scheduler.planned import at
from tests.storage.conftest import database, database_url, postgres_tables, sqlite_template
from tests.time_machine import deeds, document
from tests.time_machine.bounds import said_twice, too_much, unreadable
from tests.time_machine.campaign import BAD, GOOD, START, Bad, live
from tests.time_machine.lived import faults
from tests.time_machine.troubles import TROUBLES, Troubled
from tests.time_machine.world import Letter, World

__all__ = ["database", "database_url", "postgres_tables", "sqlite_template"]


CLOSED = 72
"""The day on which the office closes it: all there is has been due by then."""


@pytest.mark.parametrize(
    ("database_url", "bad"),
    [("sqlite", GOOD), pytest.param("postgres", BAD, marks=pytest.mark.postgres)],
    indirect=["database_url"],
    ids=["sqlite-good", "postgres-bad"],
)
async def test_a_campaign_reminds_of_everything_on_its_day(
    database: Database, tmp_path: Path, bad: Bad
) -> None:
    lived = await live(database, tmp_path, "township", replace(bad, closed=CLOSED))
    assert faults(lived) == []
    heard = {lived.kinds[letter.person_id] for letter in lived.letters}
    assert {"从不动手的企业", "整改逾期的企业", "整改责任人", "应急局检查员", "东镇检查员"} <= heard
    assert lived.expected, "something was due"


@pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgres", marks=(pytest.mark.postgres, pytest.mark.long))],
    indirect=True,
)
async def test_whatever_happens_nobody_bears_more_and_figures_hold(
    database: Database, tmp_path: Path
) -> None:
    """Thirty plans of one day, requests, reviews, people who leave, moves, outages, an end in the middle."""
    world = World(database, loader.load(), tmp_path)
    lived = await Troubled(world, "township", TROUBLES).live()
    assert faults(lived) == []
    urgent = [letter for letter in lived.letters if letter.urgent]
    assert {letter.kind for letter in urgent} == {"outbox-escalation", "reports"}, (
        "停产整顿, an urgent report"
    )
    said = "\n".join(letter.text for letter in lived.letters if letter.person_id in lived.officers)
    for line in (
        "人申请加入企业",
        "现由贵办公室管辖",
        "已合并为",
        "退回复查队列",
        "延期申请等您答复",
        "待销号",
        "新线索",
    ):
        assert line in said
    notices = [letter for letter in lived.letters if letter.kind == "notice"]
    days = {letter.text: letter.local.isoweekday() for letter in notices}
    assert days[f"【紧急】{deeds.URGENT}"] == 6
    assert days[deeds.PATIENT] == 1
    heard = {letter.kind for letter in lived.letters if letter.person_id not in lived.officers}
    told = {"outbox-notice-corrected", "outbox-verify-rejected", "outbox-verify-accepted", "outbox-holds"}
    assert {"campaign", *told} <= heard
    written = document.section(lived, troubled=True)
    assert written in document.FILE.read_text(encoding="utf-8"), "run python -m tests.time_machine --write"


def test_the_calendar_has_every_plan() -> None:
    text = document.FILE.read_text(encoding="utf-8")
    assert text.startswith(document.HEAD)
    for pack in loader.load().packs:
        assert f"\n## {pack}\n" in text
        assert f"\n## {pack} with troubles\n" in text


def letter(
    person: int,
    day: int,
    kind: str = "digest",
    text: str = "今天 1 件事",
    *,
    urgent: bool = False,
    buttons: tuple[str, ...] = ("go:office:0",),
) -> Letter:
    """A message on a day of March."""
    moment = at(START.replace(day=day), 9)
    return Letter(person, moment, kind, text, urgent=urgent, buttons=buttons)


def test_too_much_is_seen() -> None:
    kinds = {1: "检查员", 2: "企业"}
    twice = [letter(1, 3), letter(1, 3, "outbox-join-asked")]
    nine = [letter(2, day) for day in range(1, 10)]
    officers = frozenset({1})
    assert [*too_much(twice, kinds, officers, {})] == [
        "检查员: 2 messages on 2027-03-03: digest, outbox-join-asked"
    ]
    assert [*too_much([letter(1, 3), letter(1, 3, urgent=True)], kinds, officers, {})] == []
    assert len([*too_much(nine, kinds, officers, {})]) == 1
    assert [*too_much(nine[:8], kinds, officers, {})] == []
    assert [*too_much(nine, kinds, officers, {2: frozenset({"2027-03"})})] == [], "something was overdue"


@pytest.mark.parametrize(
    "text", ["“”申请加入。", "{ $name }：今天", "None家企业", "待决事项：。", "《》已退回", "2. 日期有调整："]
)
def test_a_gap_in_a_message_is_seen(text: str) -> None:
    assert len([*unreadable([letter(1, 3, text=text)], {1: "检查员"})]) == 1


def test_what_two_rules_say_is_seen() -> None:
    task = "1. 待决事项：第6厂 · 退回后未重新报送，过期 7 天"
    late = "2. 第6厂退回重新自查，到期未重新报送，最久 7 天"
    kinds = {1: "检查员"}
    assert len([*said_twice([letter(1, 3, text=f"{task}\n{late}")], kinds)]) == 1
    assert [*said_twice([letter(1, 3, text=task), letter(1, 4, text=late)], kinds)] == []


@pytest.mark.parametrize("button", ["go:nowhere:1", "go:office:", "check"])
def test_a_button_that_leads_nowhere_is_seen(button: str) -> None:
    assert len([*unreadable([letter(1, 3, buttons=(button,))], {1: "检查员"})]) == 1

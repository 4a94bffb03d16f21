"""The commands that keep places, campaigns and enterprises."""

from __future__ import annotations

import re

import pytest

from tests.bot.conftest import Chenan
from tests.storage.conftest import CODE, credit_code


def test_jurisdictions(ready: Chenan) -> None:
    assert ready("jurisdiction", "list").out.splitlines()[1:] == [
        "HL       海陵区    -      -",
        "  HL-CD  城东街道  -      -",
    ]
    assert ready("jurisdiction", "list", "--json").json == [
        {"code": "HL", "name": "海陵区", "parent": None, "depth": 0, "level": None, "zone": None},
        {"code": "HL-CD", "name": "城东街道", "parent": "HL", "depth": 1, "level": None, "zone": None},
    ]
    assert ready("jurisdiction", "add", "HL", "海陵区").code == 0
    for code, arguments in (
        (1, ("HL", "别的区")),
        (1, ("X", "某街道", "--parent", "nowhere")),
        (2, ("海陵", "海陵区")),
        (2, ("X", "区")),
        (2, ("X",)),
    ):
        assert ready("jurisdiction", "add", *arguments).code == code


def test_campaigns_from_opening_to_closing(ready: Chenan) -> None:
    assert ready("campaign", "list").out == "There is no campaign.\n"
    opened = ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2090-11-01")
    assert (opened.code, opened.out, opened.err) == (0, "campaign 1 is open in 海陵区\n", "")
    again = ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2090-11-01")
    assert (again.code, "campaign 1" in again.err) == (1, True)
    shown = ready("campaign", "show", "1", "--json").json
    phases = {phase["code"]: phase for phase in shown["phases"]}
    assert phases["self_check"]["starts_on"] == "2090-11-21"
    assert phases["self_check"]["ends_on"] == "2091-04-30"
    moved = ("campaign", "set-phase", "1", "self_check", "2090-12-01", "2091-05-31", "--reason", "延期")
    assert ready(*moved).out.splitlines() == [
        "self_check: 2090-12-01 to 2091-05-31",
        "self_check_form: due 2091-05-31 (was 2091-04-30)",
    ]
    text = ready("campaign", "show", "1").out
    assert re.search(r"^self_check +2090-12-01 +2091-05-31 ", text, re.MULTILINE)
    assert [line["id"] for line in ready("campaign", "list", "--jurisdiction", "HL", "--json").json] == [1]
    assert ready("campaign", "list", "--jurisdiction", "HL-CD", "--json").json == []
    said = "campaign 1: nothing is written\nleft open: nothing\n"
    assert ready("campaign", "close", "1", "--dry-run").out == said
    assert ready("campaign", "close", "1", "--reason", "x").code == 2
    closed = ready("campaign", "close", "1", "--reason", "提前办完")
    assert closed.out == "campaign 1 is closed\nleft open: nothing\n"
    assert ready("campaign", "close", "1").out == "campaign 1 was already closed\n"
    assert ready("campaign", "show", "1", "--json").json["close_reason"] == "提前办完"
    assert re.search(r"^ended \d{4}-\d\d-\d\d: 提前办完$", ready("campaign", "show", "1").out, re.MULTILINE)
    assert ready("campaign", "reopen", "1").code == 2
    assert ready("campaign", "reopen", "1", "--reason", "点错了").out == "campaign 1 is open again\n"
    assert ready("campaign", "reopen", "1", "--reason", "点错了").out == "campaign 1 was not closed\n"
    assert ready("campaign", "close", "1").code == 0
    assert ready("campaign", "list", "--open", "--json").json == []


def test_a_plan_without_days_asks_for_one(ready: Chenan) -> None:
    opened = ready("campaign", "open", "county_town", "--jurisdiction", "HL", "--start", "2090-11-01")
    command = re.search(r"`chenan (.*)`", opened.err)
    assert command is not None
    arguments = command[1].replace("YYYY-MM-DD", "2090-12-20").replace("TEXT", "镇里定的").split()
    assert ready(*arguments, "--grace", "2090-12-25").code == 0
    duties = {duty["code"]: duty for duty in ready("campaign", "show", "1", "--json").json["duties"]}
    assert duties["self_check_form"]["due_on"] == "2090-12-20"
    assert duties["self_check_form"]["grace_until"] == "2090-12-25"


def test_a_dry_run_shows_the_days_and_opens_nothing(ready: Chenan) -> None:
    asked = ("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2015-11-01", "--dry-run")
    shown = ready(*asked)
    assert shown.code == 0
    assert "nothing is written" in shown.out
    assert re.search(r"^self_check +2015-11-21 +2016-04-30 ", shown.out, re.MULTILINE)
    assert "warning: already over: " in shown.err
    assert ready("campaign", "list").out == "There is no campaign.\n"


def test_days_that_are_over_are_for_the_record_only(ready: Chenan) -> None:
    ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2090-11-01")
    for command in (
        ("set-phase", "1", "mobilise", "2015-11-01", "2015-11-20", "--reason", "补录"),
        ("set-duty", "1", "self_check_form", "2015-11-01", "--reason", "补录"),
    ):
        refused = ready("campaign", *command)
        assert (refused.code, "is over already; to record it all the same, add --past" in refused.err) == (
            2,
            True,
        )
        assert ready("campaign", *command, "--past").code == 0
    alone = ("set-phase", "1", "self_check", "2090-11-21", "2091-05-31", "--reason", "延期", "--alone")
    assert ready("campaign", *alone).out == "self_check: 2090-11-21 to 2091-05-31\n"


def test_a_campaign_in_the_past_warns(ready: Chenan) -> None:
    opened = ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2015-11-01")
    assert opened.code == 0
    assert "warning: already over: " in opened.err
    assert "self_check_form" in opened.err


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, ("open", "nothing", "--jurisdiction", "HL", "--start", "2090-11-01")),
        (1, ("open", "hailing", "--jurisdiction", "nowhere", "--start", "2090-11-01")),
        (2, ("open", "hailing", "--jurisdiction", "HL", "--start", "1.11.2090")),
        (2, ("open", "hailing", "--jurisdiction", "HL", "--start", "1990-11-01")),
        (2, ("open", "hailing", "--start", "2090-11-01")),
        (1, ("show", "9")),
        (1, ("close", "9")),
        (1, ("reopen", "9", "--reason", "点错了")),
        (2, ("close", "nine")),
        (1, ("set-phase", "9", "self_check", "2090-12-01", "2091-05-31", "--reason", "延期")),
        (1, ("list", "--jurisdiction", "nowhere")),
    ],
)
def test_campaign_mistakes(ready: Chenan, code: int, arguments: tuple[str, ...]) -> None:
    assert ready("campaign", *arguments).code == code


def test_inviting_a_new_enterprise_and_listing_it(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    new = ("--name", "华美鞋材厂", "--industry", "shoes", "--headcount", "23", "--jurisdiction", "HL-CD")
    assert ready("enterprise", "invite", CODE, *new).code == 2  # nobody says which bot
    monkeypatch.setenv("CHENAN_BOT_NAME", "@chenan_bot")
    assert ready("enterprise", "invite", CODE).code == 2  # not on the list
    first = ready("enterprise", "invite", CODE, *new)
    second = ready("enterprise", "invite", f"{CODE[:9]} {CODE[9:].lower()}", "--bot", "other_bot")
    assert re.fullmatch(r"https://t\.me/chenan_bot\?start=e_[\w-]{32}\n", first.out)
    assert re.fullmatch(r"https://t\.me/other_bot\?start=e_[\w-]{32}\n", second.out)
    assert first.out.split("=")[1] != second.out.split("=")[1]
    listed = ready("enterprise", "list", "--jurisdiction", "HL", "--search", "鞋材", "--json").json
    assert [(line["name"], line["credit_code"], line["headcount"]) for line in listed] == [
        ("华美鞋材厂", CODE, 23)
    ]
    assert "华美鞋材厂" in ready("enterprise", "list").out
    assert ready("enterprise", "list", "--search", "没有").out == "There is no enterprise.\n"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (2, {"--industry": "nothing"}),
        (1, {"--jurisdiction": "nowhere"}),
        (2, {"--headcount": "0"}),
        (2, {"--headcount": "many"}),
        (2, {"--name": "厂"}),
        (2, {"--address": "路" * 101}),
    ],
)
def test_enterprise_mistakes_leave_nothing(ready: Chenan, code: int, wrong: dict[str, str]) -> None:
    values = {
        "--name": "华美鞋材厂",
        "--industry": "shoes",
        "--headcount": "23",
        "--jurisdiction": "HL",
        "--bot": "chenan_bot",
        **wrong,
    }
    arguments = [word for pair in values.items() for word in pair]
    assert ready("enterprise", "invite", credit_code(5), *arguments).code == code
    assert ready("enterprise", "list", "--json").json == []


@pytest.mark.parametrize("typed", [CODE[:-1], CODE[:-1] + "*", CODE[:3] + "7" + CODE[4:]])
def test_a_mistyped_credit_code_is_explained(ready: Chenan, typed: str) -> None:
    done = ready("enterprise", "invite", typed, "--bot", "chenan_bot")
    assert done.code == 2
    assert "unified social credit code" in done.err

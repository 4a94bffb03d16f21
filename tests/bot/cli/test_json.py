"""Every command that does or shows something of an office says it as JSON, too."""

from __future__ import annotations

from collections.abc import Iterator

import click

from bot.cli import chenan
from tests.bot.conftest import Chenan

WITHOUT = {
    *("demo", "run", "bot", "scheduler", "simulator"),  # they stay
    *("db backup", "db restore", "db upgrade", "db verify", "content check", "content list", "outbox retry"),
    *("db claim", "db trust-clock"),  # a word that the operator gives
    *("keys new", "keys rotate", "keys verify", "keys intake", "enterprise template"),  # write a file
}


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """All commands with their full names."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, (*path, name))


def test_only_these_say_nothing_as_json() -> None:
    found = {
        name for name, command in commands(chenan) if not any("--json" in one.opts for one in command.params)
    }
    assert found == WITHOUT


def test_what_was_done_is_said_as_json(ready: Chenan) -> None:
    opened = ready("campaign", "open", "hailing", "--jurisdiction", "HL", "--start", "2027-11-01", "--json")
    assert (opened.json["pack"], opened.json["state"]) == ("hailing", "open")
    seen = ready(
        *("campaign", "open", "yangzhou", "--jurisdiction", "HL", "--start", "2027-11-01"),
        *("--dry-run", "--json"),
    )
    assert {phase["code"] for phase in seen.json["phases"]} >= {"self_check", "review"}
    moved = ready(
        *("campaign", "set-duty", "1", "self_check_form", "2028-04-01", "--reason", "改期", "--json"),
    )
    assert moved.json == {"duty": "self_check_form", "due_on": "2028-04-01", "grace_until": None, "moved": []}
    assert ready("campaign", "close", "1", "--json").json["closed"] is True
    assert ready("campaign", "close", "1", "--json").json["closed"] is False
    seat = ("--role", "head", "--department", "safety", "--bot", "b", "--json")
    invited = ready("staff", "invite", "--jurisdiction", "HL", *seat).json
    assert invited["link"].startswith("https://t.me/b?start=s_")
    assert ready("jurisdiction", "add", "neu", "新镇", "--parent", "HL", "--json").json["code"] == "neu"

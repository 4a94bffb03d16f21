"""Every kind of reminder has its part in every layer; without one the program does not start."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from fluent.syntax import ast, parse
from sqlalchemy import update

from bot.handlers.delivered import DELIVERED
from bot.handlers.facts import LISTS
from content.languages import COMPLETE, languages
from content.loader import load
from content.model.library import Library
from content.model.reminder_kinds import ABOUTS, FACTS, KINDS, About, ReminderButton, planned_as
from content.model.reminders import MailList
from content.registry import RegistryError, complete
from scheduler.messages import digest_kinds
from storage.base.database import Database
from storage.membership.reminder_access import ACCESS
from storage.reminders.digest_lines import READERS
from storage.reminders.office_facts import COUNTERS
from storage.reminders.planning import DUE
from storage.tables.reminders import Reminder
from tests.scheduler.planned import FORM_DUE, Town, open_town

ROOT = Path(__file__).parents[3]
LAYERS: Mapping[str, tuple[Mapping[Any, Any], tuple[About, ...]]] = {
    "content": (KINDS, ABOUTS),
    "who may be told": (ACCESS, ABOUTS),
    "what is due": (DUE, planned_as("due")),
    "what is counted": (COUNTERS, FACTS),
    "what still holds": (READERS, ABOUTS),
    "what it says": (digest_kinds.KINDS, ABOUTS),
    "where its list is": (LISTS, FACTS),
}
SOURCES = {
    "content/model/reminder_kinds.py": "bot.handlers.delivered",
    "storage/membership/reminder_access.py": "storage.membership.reminder_access",
    "storage/reminders/planning.py": "storage.reminders.planning",
    "storage/reminders/office_facts.py": "storage.reminders.office_facts",
    "storage/reminders/digest_lines.py": "storage.reminders.digest_lines",
    "scheduler/messages/digest_kinds.py": "scheduler.messages.digest_kinds",
    "bot/handlers/facts.py": "bot.handlers.facts",
}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("about", ABOUTS)
def test_every_kind_has_its_part_in_every_layer(layer: str, about: About) -> None:
    parts, members = LAYERS[layer]
    assert (about in parts) is (about in members)
    assert tuple(sorted(parts)) == tuple(sorted(members))


@pytest.mark.parametrize("about", ABOUTS)
def test_every_kind_is_said_by_a_rule_of_the_content(about: About) -> None:
    rules = [rule for rule in load().reminders if rule.about == about]
    assert rules
    assert all(set(rule.more) == set(rule.kind.roles(rule.to)) for rule in rules)


def test_every_button_of_a_reminder_leads_somewhere() -> None:
    buttons = {*get_args(ReminderButton), *get_args(MailList), *FACTS} - {"list"}
    assert buttons <= DELIVERED.keys()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("key", "members"),
    [
        ("rules-name", FACTS),
        ("rules-what", FACTS),
        ("campaign-sends-line", tuple(about for about, kind in KINDS.items() if kind.foreseen)),
    ],
)
def test_sentences_that_choose_by_kind_know_every_kind(
    language: str, key: str, members: tuple[str, ...]
) -> None:
    """A variant that is missing would be said with the words of another kind."""
    found: list[set[str]] = []
    for path in (ROOT / "content/catalogs" / language).glob("*.ftl"):
        for entry in parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message) and entry.id.name == key and entry.value is not None:
                found += [
                    {
                        variant.key.name
                        for variant in part.expression.variants
                        if isinstance(variant.key, ast.Identifier)
                    }
                    for part in entry.value.elements
                    if isinstance(part, ast.Placeable) and isinstance(part.expression, ast.SelectExpression)
                ]
    assert found == [set(members)] or (not found and language not in COMPLETE)


def test_a_registry_tells_what_it_lacks_and_what_it_does_not_know() -> None:
    assert complete("here", ("a", "b"), {"b": 1, "a": 2}) == {"b": 1, "a": 2}
    with pytest.raises(RegistryError, match=r"here: no part for b; parts for unknown c"):
        complete("here", ("a", "b"), {"a": 1, "c": 2})


@pytest.mark.parametrize("file", SOURCES)
def test_a_new_kind_without_its_parts_keeps_the_program_from_starting(file: str) -> None:
    """Add `novel` to the kinds, with its part in every layer except this one."""
    program = f"""
import content.model.reminder_kinds as kinds, content.registry as registry, sys
true = registry.complete
def lenient(what, members, parts):
    module = {file.removesuffix(".py").replace("/", ".")!r}
    if what.startswith(module + "."):
        return true(what, (*members, "novel"), parts)
    return true(what, members, parts)
registry.complete = lenient
sys.modules.pop("content.model.reminder_kinds")
import {SOURCES[file]}
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "no part for novel" in ran.stderr.splitlines()[-1]


async def test_a_line_of_an_unknown_kind_is_logged_and_the_others_are_told(
    database: Database, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    """Leave rows as a version of the program with another kind would."""
    town: Town = await open_town(database, library)
    for _ in range(2):
        await town.enterprise()
    town.set(FORM_DUE)
    await town.planner.tick()
    first = (await town.reminders(Reminder.id))[0].id
    await town.change(update(Reminder).where(Reminder.id == first).values(subject="novel"))
    with caplog.at_level(logging.ERROR):
        letters = await town.deliver()
    assert len(letters) == 1
    assert "nobody reads reminders of 'novel'" in caplog.text

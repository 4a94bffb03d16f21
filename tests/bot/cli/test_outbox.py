"""Messages that Telegram refused for good, as an operator sees them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.outbox import queue as outbox
from storage.people import contacts
from tests.bot.conftest import Chenan

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)


async def _parked(home: Path) -> None:
    database = Database(sqlite_url(home / "chenan.db"))
    async with database.begin() as db:
        person = await contacts.ensure_person(db, NOW, 4242, "zh")
        for key, topic in (("long", None), ("longer", None), ("notice", "notice"), ("open", None)):
            await outbox.enqueue(
                db,
                NOW,
                dedupe_key=key,
                person_id=person,
                text_key="outbox-submitted",
                topic=topic,
                topic_id=1,
            )
        await db.execute(
            text(
                "UPDATE outbox SET state = 'failed', attempts = 20, problem = CASE dedupe_key"
                " WHEN 'notice' THEN 'Wrong file identifier' ELSE 'Message is too long' END"
                " WHERE dedupe_key <> 'open'"
            )
        )
    await database.close()


@pytest.fixture
def parked(ready: Chenan, home: Path) -> Chenan:
    asyncio.run(_parked(home))
    return ready


def messages(chenan: Chenan) -> dict[str, Any]:
    found: list[dict[str, Any]] = chenan("doctor", "--json").json
    return next(one for one in found if one["name"] == "messages")


def test_doctor_counts_what_is_parked_with_the_reasons(parked: Chenan) -> None:
    found = messages(parked)
    assert found["detail"] == "3 are parked: 2 x Message is too long; 1 x Wrong file identifier"
    assert "chenan outbox" in found["mend"]


def test_nothing_parked_is_in_order(ready: Chenan) -> None:
    assert messages(ready)["mend"] == ""
    assert ready("outbox", "parked").out.strip() == "No message is parked."


def test_list_names_the_reason_and_nobody(parked: Chenan) -> None:
    found = parked("outbox", "parked", "--json").json
    assert [one["id"] for one in found] == [3, 2, 1]
    assert [one["what"] for one in found] == ["notice", "outbox-submitted", "outbox-submitted"]
    shown = parked("outbox", "parked").out
    assert "Message is too long" in shown
    assert "4242" not in shown
    assert len(parked("outbox", "parked", "--limit", "1", "--json").json) == 1


def test_retry_takes_what_is_named_or_all_but_leaves_notices_to_their_own_side(parked: Chenan) -> None:
    assert parked("outbox", "retry", "2", "3").out.strip() == "1 queued again"
    assert parked("outbox", "retry", "--all").out.strip() == "1 queued again"
    assert parked("outbox", "retry", "--all").out.strip() == "0 queued again"
    assert [one["id"] for one in parked("outbox", "parked", "--json").json] == [3]


@pytest.mark.parametrize("arguments", [(), ("1", "--all")])
def test_retry_wants_either_ids_or_all(parked: Chenan, arguments: tuple[str, ...]) -> None:
    done = parked("outbox", "retry", *arguments)
    assert done.code == 2
    assert "--all" in done.err


def test_what_waits_is_counted_and_names_nobody(parked: Chenan) -> None:
    found = parked("outbox", "waiting", "--json").json
    assert [(one["state"], one["count"]) for one in found] == [("pending", 1), ("failed", 3)]
    shown = parked("outbox", "waiting").out
    assert "OLDEST WAITS" in shown
    assert "4242" not in shown


def test_nobody_is_out_of_reach_in_a_new_installation(ready: Chenan) -> None:
    assert ready("outbox", "unreachable", "--json").json == []
    assert ready("outbox", "unreachable").out.strip() == "There is none."

"""Our side: a database with a campaign and people who have a profile, the command that starts the bot."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.clock import system_clock
from content import loader
from content.model.samples import SampleEnterprise
from content.rules import build_form, must, skips
from content.typed.credit_code import ALPHABET, check_character, organisation_check
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.urls import sqlite_url
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.installation import migrate
from storage.offices import jurisdictions
from storage.self_checks import answers, submissions
from tests.bench.stub import TOKEN

FIRST = 700_000_000
"""Telegram number of the first person; number 0 is a pattern for copies and never plays."""
FILE = "chenan.db"
SYSTEM = Actor("system")


def command(name: str = "bot") -> list[str]:
    """The command that starts the real process."""
    return [sys.executable, "-m", "bot", name]


def environment(url: str, where: Path) -> dict[str, str]:
    """The settings for it."""
    return {"CHENAN_BOT_TOKEN": TOKEN, "CHENAN_BOT_API_URL": url, "CHENAN_DATA_DIR": str(where)}


def credit_code(number: int) -> str:
    """A sound code for each number."""
    digits, rest = "", number
    for _ in range(8):
        rest, digit = divmod(rest, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    body = "91321202" + digits
    body += organisation_check(body[8:16])
    return body + check_character(body)


async def furnish(where: Path, people: int) -> tuple[int, frozenset[str]]:
    """A database with a campaign at its self-check and that many people; core questions, and photos required.

    Person 0 has answered everything.
    """
    library, samples = loader.load(), loader.samples()
    sample = next(person.enterprise for person in samples.people if person.enterprise is not None)
    facts = {**dict.fromkeys(library.industries[sample.industry].facts, True), **sample.facts}
    form = build_form(library, library.packs[samples.pack])
    asked = must(form, skips(form, facts, sample.industry))
    url = sqlite_url(where / FILE)
    await migrate.upgrade(url)
    database = Database(url)
    now = system_clock()
    async with database.begin() as db:
        places = {}
        for place in samples.places:
            added = await jurisdictions.add(db, SYSTEM, now, place.code, place.name, place.parent)
            places[place.code] = added.id
        top, start = places[samples.places[0].code], samples.start_on(now.date())
        opened = await campaigns.open_campaign(db, SYSTEM, now, library, samples.pack, top, start)
        town = places[sample.place]
        actor, enterprise = await _register(db, now, 0, sample, town, facts)
        for number in range(1, people + 1):
            await _register(db, now, number, sample, town, facts)
        self_check = await submissions.start(db, actor, now, enterprise, opened.id)
        for code in asked:
            await answers.record(db, actor, now, self_check, code, "pass")
    await database.close()
    return len(asked), frozenset(code for code in asked if form.by_code[code][1].evidence.required)


async def _register(
    db: Connection,
    now: datetime,
    number: int,
    sample: SampleEnterprise,
    town: int,
    facts: dict[str, bool | int],
) -> tuple[Actor, int]:
    """One more enterprise with its profile, and its owner."""
    joined = await registration.register(
        db,
        now,
        FIRST + number,
        "zh",
        f"{sample.name}{number}",
        credit_code(number),
        sample.industry,
        town,
        sample.headcount,
        sample.address,
        "P",
    )
    actor = Actor("person", joined.person_id)
    await enterprises.set_facts(db, actor, now, joined.enterprise_id, facts, [])
    return actor, joined.enterprise_id


def copy(source: Path, target: Path) -> None:
    """A fresh data directory with that database."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / FILE, target / FILE)


def grow(where: Path, total: int) -> int:
    """Copies of person 0's enterprise, self-check, answers and audit until there are `total` answers."""
    with closing(sqlite3.connect(where / FILE)) as db, db:
        (each,) = db.execute("SELECT count(*) FROM answers").fetchone()
        (last,) = db.execute("SELECT max(id) FROM enterprises").fetchone()
        (own,) = db.execute("SELECT enterprise_id FROM self_checks").fetchone()
        (first,) = db.execute("SELECT id FROM self_checks").fetchone()
        values = {"count": -(-total // each), "last": last, "own": own, "first": first}
        moved = {"id": ":last + n.i", "credit_code": "'91320000' || printf('%010d', n.i)"}
        _copy(db, values, "enterprises", moved, "t.id = :own")
        moved = {"id": ":first + n.i", "enterprise_id": ":last + n.i"}
        _copy(db, values, "self_checks", moved, "t.id = :first")
        _copy(
            db,
            values,
            "answers",
            {"id": "NULL", "self_check_id": ":first + n.i"},
            "t.self_check_id = :first",
        )
        _copy(
            db,
            values,
            "audit",
            {"id": "NULL", "subject_id": ":first + n.i"},
            "t.subject = 'self_check' AND t.subject_id = :first AND t.id <= :audited",
        )
        (answered,) = db.execute("SELECT count(*) FROM answers").fetchone()
    return int(answered)


def _copy(
    db: sqlite3.Connection, values: Mapping[str, int], table: str, changed: Mapping[str, str], which: str
) -> None:
    """Insert `count` copies of rows, some columns changed, whatever columns there are."""
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    (audited,) = db.execute("SELECT max(id) FROM audit").fetchone()
    cells = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    # A cross join keeps n outside: the rows of one self-check stand together, as if written one by one.
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "  # noqa: S608
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {cells}"
        f" FROM n CROSS JOIN {table} AS t WHERE {which}",
        {**values, "audited": audited},
    )


_OWN = (
    "(SELECT s.id FROM self_checks s JOIN people p ON p.enterprise_id = s.enterprise_id"
    " JOIN accounts a ON a.person_id = p.id WHERE a.address = ?)"
)
_ANSWERS = f"SELECT question FROM answers WHERE self_check_id IN {_OWN} ORDER BY id"  # noqa: S608
_AUDIT = (
    "SELECT detail FROM audit WHERE action = 'answer' AND subject = 'self_check'"  # noqa: S608
    f" AND subject_id IN {_OWN} ORDER BY id"
)


def recorded(where: Path, numbers: list[int]) -> dict[int, tuple[list[str], list[str]]]:
    """The questions answered by Telegram number, and those of the audit rows, in the order written."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    with closing(sqlite3.connect(where / FILE)) as db:
        for number in numbers:
            found[number] = (
                [row[0] for row in db.execute(_ANSWERS, (number,))],
                [json.loads(row[0])["question"] for row in db.execute(_AUDIT, (number,))],
            )
    return found

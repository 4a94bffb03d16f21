"""The doctor: what it looks at and how it says to mend it."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.cli.doctor.command import _statement_log
from bot.clock import system_clock
from bot.config import load_settings
from bot.transport.conflicts import Conflicts
from content.catalog import Catalog, CatalogError, Fault
from content.checks.all import check_without_catalogs
from content.loader import load
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.campaigns import opening as campaigns
from storage.offices import jurisdictions, staff
from storage.people import contacts
from tests.bot.conftest import TOKEN, Chenan, Done
from tests.strangers.bot_api import BROKEN, Asked, BotApi, no, ok

_checked = cache(check_without_catalogs)


class Usage(NamedTuple):
    """The result of `shutil.disk_usage`."""

    total: int
    used: int
    free: int


@pytest.fixture(autouse=True)
def content_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The content does not change from one look to the next, and checking it takes a second."""
    monkeypatch.setattr("content.checks.all.check_without_catalogs", _checked)


def _found(done: Done) -> dict[str, dict[str, Any]]:
    return {finding["name"]: finding for finding in done.json}


def test_a_year_whose_holidays_are_not_known_is_named(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.doctor.command.is_known", lambda day: day.year != system_clock().year)
    found = _found(chenan("doctor", "--json"))["holidays"]
    assert not found["ok"]
    assert "only weekends count as days off" in found["detail"]
    assert found["mend"] == "upgrade: pip install -U chinese-calendar"


def test_doctor_says_how_to_mend_a_new_installation(
    chenan: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = chenan("doctor", "--json")
    found = _found(done)
    assert done.code == 1
    assert found["database"]["mend"] == "run `chenan db upgrade` first"
    assert "@BotFather" in found["Telegram"]["mend"]
    assert found["fonts"]["ok"]
    assert found["free disk"]["ok"]
    assert found["data directory"]["ok"]
    assert not home.exists()
    chenan("db", "upgrade")
    assert _found(chenan("doctor", "--json"))["database"]["ok"]
    monkeypatch.setenv("CHENAN_TIMEZONE", "Mars/Olympus")
    assert "MEND  settings: CHENAN_TIMEZONE" in chenan("doctor").out


def test_doctor_looks_at_the_key_file(
    chenan: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    monkeypatch.setenv("CHENAN_REPORT_KEY_FILE", str(key))
    assert not _found(chenan("doctor", "--json"))["report key"]["ok"]
    key.write_text("x")
    key.chmod(0o644)
    assert _found(chenan("doctor", "--json"))["report key"]["mend"] == f"chmod 600 {key}"
    key.chmod(0o600)
    assert "not a report key" in _found(chenan("doctor", "--json"))["report key"]["detail"]
    key.unlink()
    chenan("keys", "new")
    assert _found(chenan("doctor", "--json"))["report key"]["ok"]


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    """A Bot API, and settings that lead to it."""
    with BotApi(TOKEN) as running:
        monkeypatch.setenv("CHENAN_BOT_API_URL", running.url)
        monkeypatch.setenv("CHENAN_BOT_TOKEN", TOKEN)
        monkeypatch.setattr("bot.cli.doctor.updates.PROBE_SECONDS", 0)
        yield running


def look(chenan: Chenan, name: str = "Telegram") -> dict[str, Any]:
    """The doctor's findings on one thing; the token is in none of them."""
    done = chenan("doctor", "--json")
    assert TOKEN[10:] not in done.out + done.err
    return _found(done)[name]


def test_doctor_asks_telegram(chenan: Chenan, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(chenan("doctor", "--json"))
    assert found["Telegram"] == {
        "name": "Telegram",
        "detail": f"@chenan_bot via {api.url}",
        "mend": "",
        "ok": True,
    }
    assert found["updates"] == {
        "name": "updates",
        "detail": "no program reads them now",
        "mend": "",
        "ok": True,
    }
    me = api.take(Asked("getMe", {}))
    api.script("getMe", replace(me, headers=(("Date", "Mon, 02 Nov 2015 04:00:00 GMT"),)))
    assert "timedatectl" in look(chenan, "clock")["mend"]
    monkeypatch.setenv("CHENAN_BOT_NAME", "another_bot")
    assert "@chenan_bot" in look(chenan)["detail"]
    api.script("getMe", no(401, "Unauthorized"))
    assert look(chenan)["detail"] == "the token is refused"
    api.script("getMe", no(502, "Bad Gateway"))
    assert "502" in look(chenan)["detail"]
    monkeypatch.setenv("CHENAN_BOT_API_URL", "http://127.0.0.1:9")
    assert "CHENAN_PROXY" in look(chenan)["mend"]


def test_doctor_takes_nobody_else_for_telegram(chenan: Chenan, api: BotApi) -> None:
    for name in ("html 200", "html 401", "redirect", "truncated"):
        api.script("getMe", BROKEN[name])
        found = look(chenan)
        assert "something other than Telegram answers at" in found["detail"], name
        assert "CHENAN_PROXY" in found["mend"]


def test_doctor_finds_another_program_with_the_token(
    chenan: Chenan, api: BotApi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.script("getUpdates", no(409, "Conflict: terminated by other getUpdates request"))
    found = look(chenan, "updates")
    assert found["detail"] == "another program reads them now"
    assert "/revoke" in found["mend"]
    conflicts = Conflicts(home, system_clock)
    conflicts.open()
    try:
        polls = len(api.calls("getUpdates"))
        assert look(chenan, "updates")["ok"], "the bot that runs here does"
        conflicts.another("terminated by other getUpdates request")
        assert look(chenan, "updates")["ok"], "one alone is a restart's"
        conflicts.another("terminated by other getUpdates request")
        assert "another program took updates" in look(chenan, "updates")["detail"]
        assert len(api.calls("getUpdates")) == polls, "a bot at work is not disturbed"
    finally:
        conflicts.close()
    info = {"url": "https://elsewhere.example/hook", "pending_update_count": 7}
    api.always("getWebhookInfo", ok(info))
    assert "a webhook at elsewhere.example, and 7 wait" in look(chenan, "updates")["detail"]
    monkeypatch.setenv("CHENAN_WEBHOOK_URL", "https://here.example/hook")
    monkeypatch.setenv("CHENAN_WEBHOOK_SECRET", "0123456789abcdef0123456789abcdef")
    assert "another webhook, at elsewhere.example" in look(chenan, "updates")["detail"]
    late = info | {"url": "https://here.example/hook", "last_error_message": "Connection timed out"}
    api.always("getWebhookInfo", ok(late))
    assert "7 wait, since Telegram's last delivery failed" in look(chenan, "updates")["detail"]
    api.always("getWebhookInfo", ok(late | {"pending_update_count": 0}))
    assert look(chenan, "updates")["ok"]


def test_doctor_warns_of_logs_that_tell_who_reports(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert _statement_log(settings, {"log_statement": "all"}) == [], "no reports are taken in here"
    monkeypatch.setenv("CHENAN_REPORT_KEY_FILE", str(home / "key"))
    settings = load_settings()
    assert _statement_log(settings, None) == [], "SQLite has no such log"
    assert [finding.mend for finding in _statement_log(settings, {})] == [""]
    (finding,) = _statement_log(settings, {"log_statement": "all", "track_commit_timestamp": "on"})
    assert finding.detail == "log_statement = all, track_commit_timestamp = on"
    assert "ALTER DATABASE" in finding.mend


def test_doctor_tells_every_trouble_and_goes_on(
    ready: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Damage, loss, wrong rights and wrong settings at once: each is said, none hides another."""
    for name, value in (("BOT_TOKEN", "12:ab"), ("TIMEZONE", "Mars/Olympus"), ("BROADCAST_RATE", "quick")):
        monkeypatch.setenv(f"CHENAN_{name}", value)
    (tmp_path / ".env").write_text("CHENAN_BOT_NAME=chenan_bot\n")
    (tmp_path / ".env").chmod(0o644)
    home.chmod(0o755)
    gone = "ab" * 32
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.executescript(
            "PRAGMA foreign_keys=OFF;"
            "DROP TABLE notice_files; CREATE TABLE notice_files (id INTEGER PRIMARY KEY, sha256 TEXT);"
            "DROP TABLE report_files; CREATE TABLE report_files (name TEXT, key_id TEXT);"
            "INSERT INTO report_files VALUES ('0f', 'k');"
        )
        connection.executemany("INSERT INTO notice_files (sha256) VALUES (?)", [(gone,), (None,)])
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = [f"{one['name']}: {one['detail']} -> {one['mend']}" for one in ready("doctor", "--json").json]
    for part in (
        "CHENAN_BROADCAST_RATE: ",
        "settings: CHENAN_TIMEZONE: there is no such time zone",
        "others can read",
        "chmod 600 .env",
        f"chmod 700 {home}",
        f"evidence: 1 files are missing: {gone}",
        "photos of reports: 1 files are missing: 0f",
        "Telegram: CHENAN_BOT_TOKEN is not a bot token -> copy it from @BotFather",
        "database file: sound",
        "fonts: ",
    ):
        assert any(part in one for one in found), (part, found)
    data = bytearray((home / "chenan.db").read_bytes())
    for page in range(2, len(data) // 4096, 2):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    for damaged in (bytes(data), b"no database at all" * 1000):
        (home / "chenan.db").write_bytes(damaged)
        then = {finding["name"]: finding for finding in ready("doctor", "--json").json}
        assert "is damaged" in then["database file"]["detail"]
        assert "db restore" in then["database file"]["mend"]
        assert {"database", "Telegram", "clock", "content"} <= set(then)


def test_doctor_names_the_full_disk_of_temporary_files(
    ready: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's own disk has room: only files written to the temporary folder fail."""
    elsewhere, used = tmp_path / "elsewhere", shutil.disk_usage
    elsewhere.mkdir()

    def usage(path: str | Path) -> Any:
        return Usage(1 << 30, 1 << 30, 0) if Path(path) == elsewhere else used(path)

    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(elsewhere))
    assert _found(ready("doctor", "--json"))["free disk"]["ok"]
    monkeypatch.setattr(shutil, "disk_usage", usage)
    disk = _found(ready("doctor", "--json"))["free disk"]
    assert not disk["ok"]
    assert disk["detail"] == f"the disk of the folder for temporary files, {elsewhere}, is full"
    assert "TMPDIR" in disk["mend"]
    assert "MEND  free disk: the disk of the folder for temporary files" in ready("doctor").out


def test_what_needs_no_token_works_with_a_malformed_one(
    ready: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENAN_BOT_TOKEN", "copied half")
    monkeypatch.setenv("CHENAN_BOT_NAME", "a_bot")
    for arguments in (
        ("jurisdiction", "list"),
        ("content", "list"),
        ("db", "upgrade"),
        ("db", "backup", str(tmp_path / "b.tar")),
        ("staff", "invite", "--jurisdiction", "HL", "--role", "head", "--department", "safety"),
    ):
        assert ready(*arguments).code == 0, arguments
    monkeypatch.setattr("storage.base.private_memory.keep_memory_private", lambda: None)
    done = ready("run")
    assert (done.code, "not a bot token" in done.err, "half" in done.err) == (1, True, False)


def test_settings_in_another_encoding_are_said_to_be(ready: Chenan, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("CHENAN_BOT_NAME=尘安".encode("gb18030"))
    done = ready("jurisdiction", "list")
    assert (done.code, "not in UTF-8" in done.err) == (1, True)
    (said,) = [one for one in ready("doctor", "--json").json if one["name"] == "settings"]
    assert "not in UTF-8" in said["detail"]


def test_sentences_that_cannot_be_read_are_found(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError([Fault("catalogs/zh/home.ftl", 3, "Expected token")])

    monkeypatch.setattr(Catalog, "load", staticmethod(broken))
    found = _found(ready("doctor", "--json"))["content"]
    assert not found["ok"]
    assert "1" in found["detail"]


def _seat(home: Path, *departments: str) -> None:
    """Seats of an inspector of each department at the place of an open campaign."""

    async def work() -> None:
        database = Database(sqlite_url(home / "chenan.db"))
        now = system_clock().replace(microsecond=0)
        async with database.begin() as db:
            place = (await jurisdictions.get(db, "HL")).id
            await campaigns.open_campaign(db, Actor("cli"), now, load(), "hailing", place, now.date())
            for number, department in enumerate(departments):
                person = await contacts.ensure_person(db, now, 900 + number, "zh")
                await staff.seat(db, now, person, place, "inspector", department, department)
        await database.close()

    asyncio.run(work())


@pytest.mark.parametrize(
    ("departments", "is_told"),
    [(("health",), False), (("safety",), False), (("health", "safety"), True)],
)
def test_doctor_says_where_a_health_office_gives_opinions_only(
    ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch, departments: tuple[str, ...], *, is_told: bool
) -> None:
    _seat(home, *departments)
    found = _found(ready("doctor", "--json")).get("reviewers")
    assert (found is not None) == is_told
    if found is not None:
        assert found["ok"], "it is no fault"
        assert "海陵区 (hailing)" in found["detail"]
        assert "chenan staff revoke" in found["detail"]
        monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
        assert "复查单位: 卫健在这些地方只对自己的条目提意见" in ready("doctor").out

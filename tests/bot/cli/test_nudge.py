"""`chenan nudge`, and what `chenan doctor` says of unread alerts: neither shows a number or a secret."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.nudges import addresses
from storage.people import contacts
from tests.bot.conftest import Chenan

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
SECRET, PHONE = "marked-secret-5f0c7", "13800005757"
KEY = "0f5c7000-1111-2222-3333-444455556666"


@contextmanager
def robots(body: bytes, status: int = 200) -> Iterator[str]:
    """A server of group robots."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Do nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/send"
    finally:
        server.shutdown()
        server.server_close()


async def _given(home: Path, *, failed: bool) -> None:
    database = Database(sqlite_url(home / "chenan.db"))
    async with database.begin() as db:
        person_id = await contacts.ensure_person(db, NOW, 4242, "zh")
        actor = Actor("person", person_id)
        line = await addresses.add(db, actor, NOW, NOW.date(), "sms", PHONE)
        _, code = await addresses.find_code(db, NOW, line.id) or (None, "")
        assert await addresses.confirm(db, actor, NOW, line.id, code)
        if failed:
            await addresses.mark_failed(db, NOW, line.id, "status 200, BAD_NUMBER")
    await database.close()


def test_addresses_are_counted_and_none_is_shown(
    ready: Chenan, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ready("nudge", "list").out == "There is none.\n"
    asyncio.run(_given(home, failed=False))
    monkeypatch.setenv("CHENAN_WEB_URL", "https://report.example.org")
    monkeypatch.setenv("CHENAN_WECOM_URL", "https://robots.example.org/send")
    done = ready("nudge", "list", "--json")
    assert done.json == [
        {"kind": "sms", "offered": False, "confirmed": 1, "refused": 0},
        {"kind": "wecom", "offered": True, "confirmed": 0, "refused": 0},
    ]
    assert PHONE not in ready("nudge", "list").out


def test_a_trial_says_what_the_server_answered(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = ready("nudge", "test", "wecom", KEY)
    assert refused.code == 2
    assert "CHENAN_WECOM_URL" in refused.err
    monkeypatch.setenv("CHENAN_WEB_URL", "https://report.example.org")
    with robots(b'{"errcode": 0}') as url:
        monkeypatch.setenv("CHENAN_WECOM_URL", url)
        assert ready("nudge", "test", "wecom", KEY).code == 0
        assert ready("nudge", "test", "wecom", "nobody").code == 2
    with robots(b'{"errcode": 93000, "errmsg": "0f5c7000"}') as url:
        monkeypatch.setenv("CHENAN_WECOM_URL", url)
        done = ready("nudge", "test", "wecom", KEY)
        assert done.code == 1
        assert "status 200, 93000" in done.err
        assert "0f5c7" not in done.err
    gone = ready("nudge", "test", "wecom", KEY)
    assert "ClientConnectorError" in gone.err


def test_settings_that_cannot_be_used_say_so(
    ready: Chenan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sms.yaml"
    file.write_text("url: http://sms.example.org\ntaken: {field: a, is: 0}")
    monkeypatch.setenv("CHENAN_SMS_FILE", str(file))
    monkeypatch.setenv("CHENAN_SMS_SECRET", SECRET)
    assert "CHENAN_WEB_URL" in ready("nudge", "list").err
    monkeypatch.setenv("CHENAN_WEB_URL", "https://report.example.org")
    monkeypatch.setenv("CHENAN_WEB_LISTEN", "127.0.0.1:1")
    said = ready("nudge", "test", "sms", PHONE)
    assert "not https://" in said.err
    assert SECRET not in said.err
    assert "not https://" in ready("doctor").out
    monkeypatch.setenv("CHENAN_SMS_FILE", "")
    monkeypatch.setenv("CHENAN_SMTP_URL", f"smtps://user:{SECRET}@")
    said = ready("nudge", "test", "email", "a@example.org")
    assert "CHENAN_SMTP_URL" in said.err
    assert SECRET not in said.err + ready("doctor").out


@pytest.mark.parametrize("failed", [False, True])
def test_doctor_tells_of_servers_that_are_away_and_of_numbers_refused(
    ready: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed: bool
) -> None:
    asyncio.run(_given(home, failed=failed))
    file = tmp_path / "sms.yaml"
    monkeypatch.setenv("CHENAN_WEB_URL", "https://report.example.org")
    monkeypatch.setenv("CHENAN_SMS_FILE", str(file))
    with robots(b"{}", 501) as url:
        file.write_text(f"url: {url}\ntaken: {{field: a, is: 0}}")
        said = ready("doctor").out
    assert PHONE not in said
    assert ("of 1 confirmed addresses 1 are refused" if failed else "sms can be reached, 1 confirmed") in said
    assert "sms cannot be reached (ClientConnectorError)" in ready("doctor").out

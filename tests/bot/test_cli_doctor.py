"""The doctor: what it looks at and how it says to mend it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.cli.doctor import _statement_log
from bot.config import load_settings
from tests.bot.conftest import TOKEN, Chenan, Done


def _found(done: Done) -> dict[str, dict[str, Any]]:
    return {finding["name"]: finding for finding in done.json}


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
    assert "no report key" in _found(chenan("doctor", "--json"))["report key"]["detail"]
    key.unlink()
    chenan("keys", "new")
    assert _found(chenan("doctor", "--json"))["report key"]["ok"]


@pytest.fixture
def api() -> Iterator[tuple[str, dict[str, Any]]]:
    """A Bot API that answers getMe as told: `status`, `date`."""
    told: dict[str, Any] = {"status": 200, "date": None}

    async def get_me(request: web.Request) -> web.Response:
        told["path"] = request.path
        body = {"ok": True, "result": {"id": 1, "is_bot": True, "username": "chenan_bot"}}
        response = web.json_response(body, status=told["status"])
        if told["date"]:
            response.headers["Date"] = told["date"]
        return response

    application = web.Application()
    application.router.add_get("/bot{token}/getMe", get_me)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(application)
    loop.run_until_complete(runner.setup())
    site = web.TCPSite(runner, "127.0.0.1", 0)
    loop.run_until_complete(site.start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}", told
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def test_doctor_asks_telegram(
    chenan: Chenan, api: tuple[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, told = api
    monkeypatch.setenv("CHENAN_BOT_API_URL", address)
    monkeypatch.setenv("CHENAN_BOT_TOKEN", TOKEN)

    def look() -> dict[str, dict[str, Any]]:
        done = chenan("doctor", "--json")
        assert TOKEN[10:] not in done.out + done.err
        return _found(done)

    found = look()
    assert found["Telegram"] == {
        "name": "Telegram",
        "detail": f"@chenan_bot by {address}",
        "mend": "",
        "ok": True,
    }
    assert found["clock"]["ok"]
    assert told["path"] == f"/bot{TOKEN}/getMe"
    told["date"] = "Mon, 02 Nov 2015 04:00:00 GMT"
    assert "timedatectl" in look()["clock"]["mend"]
    monkeypatch.setenv("CHENAN_BOT_NAME", "another_bot")
    assert "@chenan_bot" in look()["Telegram"]["detail"]
    told["status"] = 401
    assert look()["Telegram"]["detail"] == "the token is refused"
    told["status"] = 502
    assert "502" in look()["Telegram"]["detail"]
    monkeypatch.setenv("CHENAN_BOT_API_URL", "http://127.0.0.1:9")
    assert "CHENAN_PROXY" in look()["Telegram"]["mend"]


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

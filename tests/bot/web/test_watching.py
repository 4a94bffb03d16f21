"""Operators are told of a page that does not answer, and of one that is not encrypted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.doctor.web import look_at_page
from bot.config import Settings, SettingsError, load_settings
from bot.health import Health
from bot.web import probe
from storage.reports import keys
from tests.bot.web.conftest import Door
from tests.conversations.processes import free_port

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_page_that_answers_is_no_trouble_and_one_that_does_not_is(door: Door) -> None:
    elsewhere = door.settings.model_copy(update={"web_listen": f"127.0.0.1:{free_port()}"})
    assert "web" not in {one.name for one in await Health(door.settings, door.work.app).look()}
    assert "web" in {one.name for one in await Health(elsewhere, door.work.app).look()}
    door.work.app.page_url = None  # as in a process that serves none
    try:
        assert "web" not in {one.name for one in await Health(elsewhere, door.work.app).look()}
    finally:
        door.work.app.page_url = door.settings.web_url


async def test_doctor_asks_the_address_that_people_use(door: Door) -> None:
    ((_, _, mend),) = await look_at_page(door.settings)
    assert mend == ""
    for changed in (
        {"web_url": f"http://127.0.0.1:{free_port()}"},
        {"web_url": "http://report.example.org"},
        {"web_listen": None},
    ):
        ((_, said, mend),) = await look_at_page(door.settings.model_copy(update=changed))
        assert said
        assert mend
    assert await look_at_page(door.settings.model_copy(update={"web_listen": None, "web_url": None})) == []


async def test_doctor_asks_the_address_at_which_the_other_processes_reach_this_one(door: Door) -> None:
    redis, own = SecretStr("redis://127.0.0.1:1/0"), f"http://{door.settings.web_listen}"
    for changed, is_well in (
        ({"web_replica_url": own, "redis_url": redis}, True),
        ({"web_replica_url": f"http://127.0.0.1:{free_port()}", "redis_url": redis}, False),
        ({"web_replica_url": own}, False),
    ):
        ((_, said, mend),) = await look_at_page(door.settings.model_copy(update=changed))
        assert (mend == "") is is_well, said


async def test_doctor_says_that_the_page_cannot_open_reports_without_the_private_key(
    door: Door, tmp_path: Path
) -> None:
    assert door.settings.report_key_file is not None
    part = tmp_path / "intake.key"
    keys.save(part, keys.load(door.settings.report_key_file).for_intake(), new=True)
    ((_, said, mend),) = await look_at_page(door.settings.model_copy(update={"report_key_file": part}))
    assert "私钥" in said + mend or "private" in said + mend


async def test_an_answer_of_something_else_is_a_fault() -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await probe.fault(f"http://127.0.0.1:{port}") == "HTTP 200"


@pytest.mark.parametrize(
    "url", ["report.example.org", "https://a/b", "https://user@a", "https://a?b", "ftp://a"]
)
async def test_an_address_with_more_than_a_site_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_WEB_URL", url)
    with pytest.raises(SettingsError, match="CHENAN_WEB_URL"):
        load_settings()


async def test_a_site_may_have_a_port_and_ends_without_a_slash() -> None:
    assert Settings(_env_file=None, web_url="https://a.example:8443/").web_url == "https://a.example:8443"

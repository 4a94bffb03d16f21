"""Requests that the server refuses: foreign sessions, sites and hosts, too much, too slow, twice."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from typing import Any

import aiohttp
import pytest

from bot.privacy.sessions import LIFE_SECONDS
from bot.ui.incoming_files import MAX_BYTES
from bot.web import requests, server, visitors
from bot.web.chats import Stored
from bot.web.inbox import Content
from bot.web.requests import HEADERS
from bot.web.throttle import DAY_SECONDS, SESSIONS, UPDATES, Pace, Throttle, network_of
from bot.web.visitors import TooMany, Visitors
from tests.bot.web.conftest import Door
from tests.bot.web.visitor import Refused, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROUTES: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/w/events?since=0", {}),
    ("POST", "/w/updates", {"json": {"id": "client-forged", "text": "/report"}}),
    ("POST", "/w/language", {"json": {"language": "en"}}),
    ("GET", "/w/files/FILE", {}),
    ("POST", "/w/files/FILE", {"json": {}}),
    ("POST", "/w/end", {"json": {}}),
]
"""Every route that shows or changes something of a chat; FILE is a file of another person."""
SESSIONS_OF = ("none", "empty", "short", "long", "random", "ended", "idle", "digits", "two")


async def _session(door: Door, kind: str, ended: Visitor) -> str | None:
    return {
        "none": None,
        "empty": "",
        "short": ended.session[:-1],
        "long": ended.session + "A",
        "random": secrets.token_urlsafe(32),
        "ended": ended.session,
        "idle": ended.session[::-1],
        "digits": "0" * 43,
        "two": f"{ended.session}, {ended.session}",
    }[kind]


def _file(door: Door, visitor: Visitor, data: bytes = b"secret of another") -> str:
    return door.chat(visitor).shelf.put(Stored(data, "文件 <script>.pdf", "application/pdf"))


@pytest.mark.parametrize("kind", SESSIONS_OF)
@pytest.mark.parametrize(("method", "path", "options"), ROUTES, ids=[path for _, path, _ in ROUTES])
async def test_no_session_but_ones_own_is_let_in(
    door: Door, method: str, path: str, options: dict[str, Any], kind: str
) -> None:
    ended = await door.browser.visitor()
    await door.browser.json("POST", "/w/end", ended.session, json={})
    victim = await door.browser.visitor()
    await victim.send("/report")
    before = dict(victim.shown)
    path = path.replace("FILE", _file(door, victim))
    headers = {"X-Real-IP": f"10.9.{secrets.randbelow(250)}.{secrets.randbelow(250)}"}
    session = await _session(door, kind, ended)
    status, answered, body = await door.browser.ask(method, path, session, headers=headers, **options)
    assert status == 401
    assert b"secret" not in body
    assert set(HEADERS) <= set(answered)
    await victim.refresh()
    assert victim.shown == before


@pytest.mark.parametrize(("method", "path", "options"), ROUTES, ids=[path for _, path, _ in ROUTES])
async def test_another_visitors_session_sees_and_changes_its_own_chat_alone(
    door: Door, method: str, path: str, options: dict[str, Any]
) -> None:
    victim, other = await door.browser.visitor(), await door.browser.visitor()
    await victim.send("/report")
    await victim.click("开始")
    before = dict(victim.shown)
    path = path.replace("FILE", _file(door, victim))
    status, _, body = (
        await asyncio.wait_for(door.browser.ask(method, path, other.session, **options), server.POLL_SECONDS)
        if "events" not in path
        else (200, {}, b"")
    )
    assert b"secret" not in body
    if "files" in path:
        assert status == 404
    await victim.refresh()
    assert victim.shown == before


async def test_a_tap_on_anothers_message_is_a_tap_on_nothing(door: Door) -> None:
    victim, other = await door.browser.visitor(), await door.browser.visitor()
    await victim.send("/report")
    window = await victim.last()
    data = window.raw["rows"][1][0]["data"]
    await other.deed({"press": {"message": window.id, "data": data}})
    assert not other.shown
    await victim.refresh()
    assert (await victim.last()).text == window.text


async def test_a_file_is_opened_by_its_own_address_and_no_longer_than_its_session(door: Door) -> None:
    visitor = await door.browser.visitor()
    file = _file(door, visitor, b"%PDF-1.7")
    opened = await door.browser.json("POST", f"/w/files/{file}", visitor.session, json={})
    status, headers, body = await door.browser.ask("GET", opened["url"])
    assert (status, body) == (200, b"%PDF-1.7")
    assert headers["Content-Type"] == "application/pdf"
    assert "script" in headers["Content-Disposition"]
    assert "<" not in headers["Content-Disposition"]
    assert headers["Cache-Control"] == "no-store"
    await door.browser.json("POST", "/w/end", visitor.session, json={})
    assert (await door.browser.ask("GET", opened["url"]))[0] == 404
    assert (await door.browser.ask("GET", f"/w/open/{secrets.token_urlsafe(32)}"))[0] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/w/session", "/w/updates", "/w/end", "/w/language"])
async def test_what_comes_from_elsewhere_is_refused(
    door: Door, path: str, headers: dict[str, str], status: int
) -> None:
    visitor = await door.browser.visitor()
    body = {"id": "client-foreign", "text": "/report", "language": "zh"}
    found, answered, _ = await door.browser.ask("POST", path, visitor.session, json=body, headers=headers)
    assert found == status
    assert set(HEADERS) <= set(answered)
    await visitor.send("/report")
    assert visitor.shown, "the session is as it was"


async def test_a_post_without_an_origin_is_refused(door: Door) -> None:
    async with (
        aiohttp.ClientSession(trust_env=False) as http,
        http.post(f"{door.browser.url}/w/session", json={"language": "zh"}) as response,
    ):
        assert response.status == 403


async def test_the_same_deed_twice_is_done_once_also_at_the_same_time(door: Door) -> None:
    worker = await door.browser.visitor()
    await worker.send("/report")
    rows = (await worker.last()).raw["rows"]
    begin = {"press": {"message": (await worker.last()).id, "data": rows[1][0]["data"]}}
    first = await worker.deed(begin, "client-once-01")
    shown = dict(worker.shown)
    await worker.deed(begin, "client-once-01")
    assert worker.shown == shown
    assert first["said"] is None
    story = {"text": "关着门喷漆"}
    await asyncio.gather(*(worker.deed(story, "client-once-02") for _ in range(4)))
    await worker.refresh()
    mine = [one for one in await worker.messages(mine=True) if one.raw["mine"]]
    assert [one.text for one in mine] == ["关着门喷漆"]


@pytest.mark.parametrize(
    "deed",
    [
        {},
        {"text": ""},
        {"text": "长" * 4097},
        {"text": 5},
        {"text": "a", "press": {"message": 1, "data": "a"}},
        {"press": {"message": 0, "data": "a"}},
        {"press": {"message": True, "data": "a"}},
        {"press": {"message": 1, "data": "长" * 22}},
        {"press": {"message": 1}},
        {"press": [1]},
        {"photo": "a"},
        {"text": "a", "id": "short"},
        {"text": "a", "id": "x" * 65},
        {"text": "a", "id": ["client-000"]},
    ],
    ids=lambda one: json.dumps(one, ensure_ascii=False)[:40],
)
async def test_what_is_no_deed_is_refused(door: Door, deed: dict[str, Any]) -> None:
    worker = await door.browser.visitor()
    with pytest.raises(Refused) as refusal:
        await door.browser.json("POST", "/w/updates", worker.session, json={"id": "client-deed", **deed})
    assert refusal.value.status == 400


async def test_what_is_too_large_is_refused_before_it_is_whole(door: Door) -> None:
    worker = await door.browser.visitor()
    with pytest.raises(Refused) as refusal:
        await worker.send("a" * requests.MOST_JSON)
    assert refusal.value.status == 413

    async def endless() -> Any:
        for _ in range(4 * requests.MOST_JSON // 1024):
            yield b"[" * 1024

    headers = {"Content-Type": "application/json"}
    status, _, _ = await door.browser.ask(
        "POST", "/w/updates", worker.session, data=endless(), headers=headers
    )
    assert status == 413
    with pytest.raises(Refused) as refusal:
        await worker.photo(bytes(MAX_BYTES + 1))
    assert refusal.value.status == 413


async def test_slow_photos_of_one_network_do_not_keep_out_those_of_others(door: Door) -> None:
    first = await door.browser.visitor()
    begun, go_on = asyncio.Semaphore(0), asyncio.Event()

    async def slow() -> Any:
        yield b'--q\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\nx'
        begun.release()
        await go_on.wait()
        yield b"\r\n--q--\r\n"

    form = {"Content-Type": "multipart/form-data; boundary=q"}

    def send(network: str, data: Any) -> asyncio.Future[Any]:
        headers = {**form, "X-Real-IP": network}
        asked = door.browser.ask("POST", "/w/updates", first.session, data=data, headers=headers)
        return asyncio.ensure_future(asked)

    slow_ones = [send("10.9.9.1", slow()) for _ in range(server.UPLOADS_OF_NETWORK)]
    for _ in slow_ones:
        await begun.acquire()
    short = b"--q--\r\n"
    assert await _refusal(send("10.9.9.1", short)) == (503, "busy")
    assert await _refusal(send("10.9.9.2", short)) == (400, "form")
    go_on.set()
    await asyncio.gather(*slow_ones)
    assert await _refusal(send("10.9.9.1", short)) == (400, "form")


async def _refusal(asked: asyncio.Future[Any]) -> tuple[int, str]:
    status, _, body = await asked
    return status, json.loads(body)["refused"]


async def test_a_form_with_a_malformed_header_is_no_error_of_the_server(door: Door) -> None:
    worker = await door.browser.visitor()
    form = b'--q\r\nContent-Disposition: form-data; name="photo"; filename="a\0b"\r\n\r\nx\r\n--q--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=q"}
    status, _, _ = await door.browser.ask("POST", "/w/updates", worker.session, data=form, headers=headers)
    assert status == 400


async def test_deep_nesting_is_no_error_of_the_server(door: Door) -> None:
    worker = await door.browser.visitor()
    headers = {"Content-Type": "application/json"}
    status, _, _ = await door.browser.ask(
        "POST", "/w/updates", worker.session, data=b"[" * 30_000, headers=headers
    )
    assert status == 400


async def test_what_is_too_slow_is_given_up(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "JSON_SECONDS", 0.05)
    worker = await door.browser.visitor()
    held = asyncio.Event()

    async def slow() -> Any:
        yield b"{"
        await held.wait()

    headers = {"Content-Type": "application/json"}
    asked = asyncio.ensure_future(
        door.browser.ask("POST", "/w/updates", worker.session, data=slow(), headers=headers)
    )
    try:
        done, _ = await asyncio.wait([asked], timeout=10)
        assert done
        assert asked.result()[0] == 408
    finally:
        held.set()
        asked.cancel()


async def test_a_page_opened_often_is_answered_and_the_oldest_that_waits_makes_room(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = await door.browser.visitor()
    await worker.send("/report")
    chat, begun = door.chat(worker), asyncio.Semaphore(0)
    wait = chat.inbox.wait

    async def waits(version: int, seconds: float) -> None:
        begun.release()
        await wait(version, seconds)

    monkeypatch.setattr(chat.inbox, "wait", waits)
    asked = []
    for _ in range(server.MOST_POLLS + 1):
        path = f"/w/events?since={worker.version}"
        asked.append(asyncio.ensure_future(door.browser.ask("GET", path, worker.session)))
        await begun.acquire()
        await worker.refresh()  # what does not wait is always answered
    assert (await asked[0])[0] == 503
    await chat.inbox.add(Content("新的"))
    assert {(await one)[0] for one in asked[1:]} == {200}
    assert chat.polls == []


async def test_one_conversation_may_send_only_so_much_a_minute(door: Door) -> None:
    worker = await door.browser.visitor()
    await worker.send("/report")
    for _ in range(UPDATES.most - 1):
        await worker.deed({"press": {"message": 99, "data": "x"}})
    with pytest.raises(Refused) as refusal:
        await worker.deed({"press": {"message": 99, "data": "x"}})
    assert refusal.value.status == 429


async def test_one_network_may_begin_only_so_many(door: Door) -> None:
    headers = {"X-Real-IP": "203.0.113.7"}
    answered: Any = {}
    for number in range(SESSIONS.most + 1):
        status, answered, _ = await door.browser.ask(
            "POST", "/w/session", json={"language": "zh"}, headers=headers
        )
        assert status == (200 if number < SESSIONS.most else 429)
    assert int(answered["Retry-After"]) > 0
    other = {"X-Real-IP": "203.0.113.8"}
    assert (await door.browser.ask("POST", "/w/session", json={}, headers=other))[0] == 200


async def test_thirty_quiet_minutes_end_a_session_however_often_its_page_asks(door: Door) -> None:
    worker, other = await door.browser.visitor(), await door.browser.visitor()
    await worker.send("/report")
    for _ in range(3):
        door.clock.now += LIFE_SECONDS / 3
        await other.send("/report")
        if door.visitors.enter(worker.session) is not None:
            await worker.refresh()
    with pytest.raises(Refused) as refusal:
        await worker.refresh()
    assert refusal.value.status == 401
    await other.refresh()


async def test_no_more_than_so_many_talk_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "MOST_VISITORS", 3)
    clock = itertools.count(0, 1)
    made = Visitors(lambda: float(next(clock)))
    sessions = [made.begin()[0] for _ in range(3)]
    for session in sessions:
        talking = made.enter(session)
        assert talking is not None
        made.touch(talking)
    with pytest.raises(TooMany):
        made.begin()
    chat = made.enter(sessions[0])
    assert chat is not None
    made.end(chat)
    made.begin()
    assert len(made) == 3


async def test_the_key_of_network_addresses_lives_a_day() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    pace = Pace("x", 2, DAY_SECONDS * 9)
    assert [throttle.wait(pace, "198.51.100.1") > 0 for _ in range(3)] == [False, False, True]
    key = throttle._key
    now[0] = DAY_SECONDS
    assert throttle.wait(pace, "198.51.100.1") == 0
    assert throttle._key != key
    assert "198.51.100.1" not in str(vars(throttle))


@pytest.mark.parametrize(
    ("peer", "told", "counted"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("93.184.216.34", "198.51.100.1", "93.184.216.34"),
        ("127.0.0.1", "no address", "127.0.0.1"),
        ("::ffff:93.184.216.34", "", "93.184.216.34"),
        ("", "", ""),
    ],
)
async def test_a_proxy_beside_us_is_believed_and_nobody_else(peer: str, told: str, counted: str) -> None:
    assert network_of(peer, told) == counted

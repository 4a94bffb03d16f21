"""The ways of nudges against local servers with right and wrong answers of vendors."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from scheduler.delivery.items import Nudge
from scheduler.delivery.nudges import ways
from scheduler.delivery.nudges.mail import Mail
from scheduler.delivery.nudges.sms import Description, DescriptionProblem, Sms, read_description
from scheduler.delivery.nudges.ways import Http
from scheduler.delivery.nudges.wecom import WeCom
from scheduler.delivery.outcome import Flood, Outcome, Refused, Sent, Trouble
from tests.conversations.processes import free_port

SECRET, PHONE, KEY = "marked-secret-5f0c7", "13800005757", "0f5c7000-1111-2222-3333-444455556666"
WORDS = "尘安：您有消息没看，请在12月3日前办好。"
MARKS = (SECRET, PHONE, KEY, WORDS, "x5f0c7@example.org", "271828")


def nudge(message: Any = "waits_by", address: str = PHONE, code: str = "") -> Nudge:
    return Nudge(
        kind="sms",
        address=address,
        address_id=1,
        message=message,
        text=WORDS,
        subject="尘安：您有消息没看",
        day="12月3日" if message == "waits_by" else "",
        link="https://report.example.org",
        code=code,
    )


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> Any:
    """Log everything; afterwards neither the log nor an outcome holds an address or a secret."""
    caplog.set_level(logging.DEBUG)
    yield caplog
    assert not [mark for mark in MARKS if mark in caplog.text]


def clean(outcome: Outcome) -> Outcome:
    assert not [mark for mark in MARKS if mark in repr(outcome)]
    return outcome


Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(answer: Answers, port: int = 0) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = port or free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


DESCRIPTION = """
url: URL/v2/send
headers: {Authorization: "Bearer {secret}"}
json: {phones: ["{phone}"], sign: 尘安, params: {link: "{link}"}}
taken: {field: result.code, is: [0, OK]}
refused: {field: result.code, is: [BAD_NUMBER]}
waits: {json: {template: T1}}
waits_by: {json: {template: T2, params: {day: "{day}"}}}
code: {json: {template: T3, params: {code: "{code}"}}}
"""


def described(url: str, folder: Path) -> Description:
    file = folder / "sms.yaml"
    file.write_text(DESCRIPTION.replace("URL", url), encoding="utf-8")
    return read_description(file)


async def sms(answer: Answers, folder: Path, sent: Nudge | None = None, seconds: float = 5) -> Outcome:
    async with server(answer) as url:
        way = Sms(described(url, folder), SECRET, Http(seconds))
        try:
            return clean(await way.send(sent or nudge()))
        finally:
            await way.close()


async def test_a_request_is_what_the_file_describes(tmp_path: Path) -> None:
    seen: list[tuple[str, str | None, Any]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append((request.path, request.headers.get("Authorization"), await request.json()))
        return web.json_response({"result": {"code": 0}})

    assert await sms(answer, tmp_path) == Sent()
    assert await sms(answer, tmp_path, nudge("code", code="271828")) == Sent()
    assert await sms(answer, tmp_path, nudge("waits")) == Sent()
    base = {"phones": [PHONE], "sign": "尘安"}
    link = {"link": "https://report.example.org"}
    assert [body for _, _, body in seen] == [
        {**base, "template": "T2", "params": {**link, "day": "12月3日"}},
        {**base, "template": "T3", "params": {**link, "code": "271828"}},
        {**base, "template": "T1", "params": link},
    ]
    assert {(path, token) for path, token, _ in seen} == {("/v2/send", f"Bearer {SECRET}")}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": '{"result": {"code": "OK"}}'}, Sent()),
        ({"text": '{"result": {"code": "BAD_NUMBER"}}'}, Refused("status 200, BAD_NUMBER")),
        ({"text": '{"result": {"code": "NO_MONEY"}}'}, Trouble("status 200, NO_MONEY")),
        ({"text": '{"result": {"code": "<b>13800005757 x"}}'}, Trouble),
        ({"text": '{"result": [[]]}'}, Trouble("status 200, no code")),
        ({"text": "[" * 50_000}, Trouble("status 200, no code")),
        ({"text": "<html>200 OK</html>", "content_type": "text/html"}, Trouble("status 200, no code")),
        ({"text": "", "status": 204}, Trouble("status 204, no code")),
        ({"text": '{"result": {"code": 0}}', "status": 401}, Trouble("status 401, 0")),
        ({"text": '{"result": {"code": "BAD_NUMBER"}}', "status": 400}, Refused("status 400, BAD_NUMBER")),
        ({"text": "busy", "status": 429, "headers": {"Retry-After": "7"}}, Flood(7.0)),
        ({"text": "busy", "status": 429, "headers": {"Retry-After": "9999999"}}, Flood(60.0)),
        ({"text": "busy", "status": 429, "headers": {"Retry-After": "99999"}}, Flood(ways.MOST_SILENCE)),
        ({"text": "busy", "status": 429, "headers": {"Retry-After": "tomorrow"}}, Flood(60.0)),
        ({"text": "{}", "status": 503}, Trouble("status 503")),
        ({"text": "", "status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}, Trouble),
        ({"text": "x" * (ways.MOST_ANSWER + 1)}, Trouble("a long answer")),
    ],
)
async def test_an_answer_is_read_as_described(given: Any, expected: Any, tmp_path: Path) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(**given)

    outcome = await sms(answer, tmp_path)
    if isinstance(expected, type):
        assert isinstance(outcome, expected)
    else:
        assert outcome == expected


async def test_a_server_that_is_slow_or_gone_is_tried_again(tmp_path: Path) -> None:
    held = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        await held.wait()
        return web.Response()

    async def broken(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    asyncio.get_running_loop().call_later(1.0, held.set)
    assert await sms(slow, tmp_path, seconds=0.2) == Trouble("TimeoutError")
    assert isinstance(await sms(broken, tmp_path), Trouble)
    way = Sms(described(f"http://127.0.0.1:{free_port()}", tmp_path), SECRET)
    assert isinstance(clean(await way.send(nudge())), Trouble)
    assert await way.check() == "ClientConnectorError"
    await way.close()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "?:"),
        ("- a", "?:"),
        ("url: [", "ParserError"),
        ("url: http://sms.example.org\ntaken: {field: a, is: 0}", "url: Value error, not https://"),
        ("url: https://{secret}/\ntaken: {field: a, is: 0}", "url: Value error, no address"),
        ("url: https://sms.example.org", "taken: Field required"),
        ("url: https://a.org\ntaken: {field: a, is: 0}\njson: {x: '{pone}'}", "unknown place {pone}"),
        ("url: https://a.org\ntaken: {field: a, is: 0}\njason: {}", "jason: Extra inputs"),
        ("url: https://a.org\ntaken: {field: a, is: []}", "taken.is: "),
    ],
)
def test_a_description_that_cannot_be_used_says_where(text: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "sms.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DescriptionProblem) as problem:
        read_description(file)
    assert reason in str(problem.value)
    with pytest.raises(DescriptionProblem, match="No such file"):
        read_description(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": '{"errcode": 0, "errmsg": "ok"}'}, Sent()),
        ({"text": '{"errcode": 45009, "errmsg": "api freq out of limit"}'}, Flood(60.0)),
        ({"text": '{"errcode": 93000, "errmsg": "invalid webhook url"}'}, Refused("status 200, 93000")),
        ({"text": '{"errcode": -1}'}, Trouble("status 200, -1")),
        ({"text": '{"errcode": "0"}'}, Trouble("status 200, 0")),
        ({"text": "<html></html>"}, Trouble("status 200, no code")),
        ({"text": "", "status": 502}, Trouble("status 502")),
        ({"text": "", "status": 429}, Flood(60.0)),
    ],
)
async def test_a_robot_says_it_in_its_group(given: Any, expected: Outcome) -> None:
    seen: list[tuple[str, Any]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append((request.query["key"], await request.json()))
        return web.Response(**given)

    async with server(answer) as url:
        way = WeCom(f"{url}/cgi-bin/webhook/send")
        assert clean(await way.send(nudge(address=KEY))) == expected
        assert await way.check() == ""
        await way.close()
    assert seen[0] == (KEY, {"msgtype": "text", "text": {"content": WORDS}})


class Postbox:
    """A mail server's memory; it refuses who is told to."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.code:
            return f"{self.code} {address} not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


@asynccontextmanager
async def mail_server(postbox: Postbox, **how: Any) -> AsyncIterator[str]:
    controller = Controller(postbox, hostname="127.0.0.1", **{"port": free_port(), **how})
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


async def test_an_e_mail_says_it_and_no_more() -> None:
    postbox = Postbox()
    async with mail_server(postbox) as where:
        way = Mail(f"smtp://{where}", "安全办 <safety@example.org>")
        assert await way.check() == ""
        assert clean(await way.send(nudge(address="x5f0c7@example.org"))) == Sent()
    (envelope,) = postbox.envelopes
    assert envelope.mail_from == "safety@example.org"
    assert envelope.rcpt_tos == ["x5f0c7@example.org"]
    assert isinstance(envelope.content, bytes)
    from email import message_from_bytes, policy

    message: Any = message_from_bytes(envelope.content, policy=policy.default)
    assert message["Subject"] == "尘安：您有消息没看"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().strip() == WORDS


async def test_an_e_mail_has_the_link_that_stops_further_ones_in_one_piece() -> None:
    from email import message_from_bytes, policy

    for site, one_click in (
        ("https://report." + "long-name." * 9 + "example.org", True),
        ("http://a", False),
    ):
        postbox, stop = Postbox(), f"{site}/stop/123456.{'A' * 22}"
        async with mail_server(postbox) as where:
            way = Mail(f"smtp://{where}", "安全办 <safety@example.org>")
            sent = replace(nudge(address="x5f0c7@example.org"), stop=stop)
            assert clean(await way.send(sent)) == Sent()
        (envelope,) = postbox.envelopes
        assert isinstance(envelope.content, bytes)
        assert f"List-Unsubscribe: <{stop}>".encode() in envelope.content
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert (message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") is one_click


@pytest.mark.parametrize(
    ("code", "expected"), [(550, Refused("recipient 550")), (451, Trouble("recipient 451"))]
)
async def test_a_mailbox_that_is_refused_for_good_is_told_from_one_that_is_busy(
    code: int, expected: Outcome
) -> None:
    async with mail_server(Postbox(code)) as where:
        way = Mail(f"smtp://{where}", "safety@example.org")
        assert clean(await way.send(nudge(address="x5f0c7@example.org"))) == expected


async def test_a_password_is_never_sent_in_plain_and_a_wrong_one_is_trouble() -> None:
    tried: list[Any] = []

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        tried.append(data)
        return AuthResult(success=isinstance(data, LoginPassword) and data.password == b"right")

    how = {"authenticator": authenticate, "auth_require_tls": False}
    async with mail_server(Postbox(), **how) as where:  # a server without TLS
        way = Mail(f"smtp://user:{SECRET}@{where}", "safety@example.org")
        assert isinstance(clean(await way.send(nudge(address="x5f0c7@example.org"))), Trouble)
        assert await way.check()
    assert tried == []
    gone = Mail(f"smtps://user:{SECRET}@127.0.0.1:{free_port()}", "safety@example.org", seconds=2)
    assert isinstance(clean(await gone.send(nudge(address="x5f0c7@example.org"))), Trouble)
    for url, sender in (("http://a", "a@b.org"), ("smtp://", "a@b.org"), ("smtp://a", "nobody")):
        with pytest.raises(ValueError, match="no mail server"):
            Mail(url, sender)

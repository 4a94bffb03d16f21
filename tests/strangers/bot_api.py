"""A tiny Bot API of plain JSON over `http.server`, whose answers a test scripts byte by byte.

It uses neither aiogram nor the simulator, so that it can say what both of them would never say:

    with BotApi() as api:
        api.script("getUpdates", html(502), cut(ok([]), 5))    # used up in order, then the usual answer
        api.send(text_message(7, "/start"))                    # an update, kept until it is confirmed
        (asked,) = api.wait_for("sendMessage")                 # waits until the bot has asked for it
        asked.values["text"]

It runs in a thread of its own, so that tests of a process and tests in a loop can both use it.
"""

from __future__ import annotations

import email
import email.policy
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

TOKEN = "4200000002:AAstrange-token-that-no-log-may-show-1"
Json = dict[str, Any]
WAIT_SECONDS = 60.0
"""A test fails that waited so long; nothing takes that long."""


@dataclass(frozen=True)
class Answer:
    """A response on the line. `cut`: the connection ends after so many bytes of the body; `hold`: answer
    waits for this event."""

    body: bytes = b""
    status: int = 200
    type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    hold: threading.Event | None = None


def ok(result: Any) -> Answer:
    """Telegram's yes."""
    return Answer(json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode())


def no(code: int, description: str, **parameters: Any) -> Answer:
    """Telegram's no."""
    body: Json = {"ok": False, "error_code": code, "description": description}
    return Answer(json.dumps(body | ({"parameters": parameters} if parameters else {})).encode(), code)


def html(status: int, body: str = "<html><h1>网关</h1></html>", charset: str = "utf-8") -> Answer:
    """The response of a gateway or a captive portal."""
    return Answer(body.encode(charset), status, "text/html")


def cut(answer: Answer, after: int) -> Answer:
    """The answer as a broken line leaves it: its head, and so many bytes."""
    return replace(answer, cut=after)


def held(answer: Answer, until: threading.Event) -> Answer:
    """The answer, not before the event."""
    return replace(answer, hold=until)


BROKEN: dict[str, Answer] = {
    "html 502": html(502),
    "html 200": html(200),
    "html 401": html(401),
    "html 404": html(404),
    "html in another charset": html(503, "<p>服务暂不可用</p>", "gb18030"),
    "empty": Answer(),
    "empty 500": Answer(status=500),
    "truncated": Answer(b'{"ok":true,"result":[{"update_'),
    "cut off": cut(ok([]), 8),
    "cut before the first byte": cut(ok([]), 0),
    "a list": Answer(b"[]"),
    "a number": Answer(b"7"),
    "null": Answer(b"null"),
    "no ok": Answer(b'{"result": []}'),
    "no result": Answer(b'{"ok": true}'),
    "another api's error": Answer(b'{"error": "unauthorized"}', 401),
    "deep": Answer(b"[" * 200_000),
    "not utf-8": Answer(b'{"ok": true, "result": "\xff\xfe"'),
    "redirect": Answer(status=302, headers=(("Location", "http://127.0.0.1:9/login"),)),
    "redirect with the body": Answer(status=307, headers=(("Location", "/portal"),)),
}
"""Responses of devices between a bot and Telegram, by name."""


@dataclass(frozen=True)
class Asked:
    """A request of the bot: method and values as they came, files by their field's name."""

    method: str
    values: Json
    files: dict[str, bytes] = field(default_factory=dict)


def account(number: int, name: str = "王", language: str = "zh") -> Json:
    """Somebody."""
    return {"id": number, "is_bot": False, "first_name": name, "language_code": language}


def message(chat: int, number: int, **content: Any) -> Json:
    """A message of a person in their private chat."""
    who = account(chat)
    there = {"id": chat, "type": "private", "first_name": who["first_name"]}
    return {"message_id": number, "date": 1_800_000_000, "chat": there, "from": who, **content}


def text_message(chat: int, text: str, number: int = 1, **content: Any) -> Json:
    """A text, as the content of an update."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
    return {"message": message(chat, number, text=text, entities=entities, **content)}


class BotApi:
    """The server; every method that nobody scripted is answered as Telegram would in the plainest case."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.asked: list[Asked] = []
        self.foreign: list[str] = []
        """Paths that were asked for and are none of the Bot API's."""
        self._scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self._usual: dict[str, Answer] = {}
        self._updates: dict[int, Json] = {}
        self._next_update, self._next_message = 500_000_001, 1
        self._changed = threading.Condition()
        self._ended = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"api": self}))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    # --- what a test tells it

    def script(self, method: str, *answers: Answer) -> None:
        """Answer the next calls of a method so."""
        with self._changed:
            self._scripts[method].extend(answers)
            self._changed.notify_all()  # a poll that waits gives the next answer

    def always(self, method: str, answer: Answer | None) -> None:
        """Answer all calls of a method so that no script is there for; None: as usual again."""
        with self._changed:
            if answer is None:
                self._usual.pop(method, None)
            else:
                self._usual[method] = answer
            self._changed.notify_all()

    def send(self, *contents: Json) -> list[int]:
        """Queue updates, whatever they look like; return their numbers."""
        numbers = []
        with self._changed:
            for content in contents:
                self._updates[self._next_update] = {"update_id": self._next_update, **content}
                numbers.append(self._next_update)
                self._next_update += 1
            self._changed.notify_all()
        return numbers

    # --- what a test asks it

    @property
    def unconfirmed(self) -> list[int]:
        """Numbers of the updates that would come again."""
        with self._changed:
            return sorted(self._updates)

    def calls(self, method: str) -> list[Asked]:
        """Requests of a method so far."""
        with self._changed:
            return [one for one in self.asked if one.method == method]

    def wait_for(self, method: str, times: int = 1) -> list[Asked]:
        """Requests of a method, as soon as there are so many."""
        self.wait(lambda: len([one for one in self.asked if one.method == method]) >= times, method)
        return self.calls(method)

    def wait_confirmed(self, *numbers: int) -> None:
        """Wait until none of these updates would come again (all, where none is named)."""
        self.wait(lambda: not (self._updates.keys() & set(numbers or self._updates)), "confirmed")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until a condition on the requests holds."""
        with self._changed:
            assert self._changed.wait_for(holds, WAIT_SECONDS), (what, [one.method for one in self.asked])

    # --- one request

    def take(self, asked: Asked) -> Answer:
        """Record a request and return its answer."""
        with self._changed:
            self.asked.append(asked)
            self._changed.notify_all()
            if asked.method == "getUpdates":
                return self._poll(asked)
            return self._scripted(asked.method) or self._plain(asked)

    def _scripted(self, method: str) -> Answer | None:
        return self._scripts[method].popleft() if self._scripts[method] else self._usual.get(method)

    def _poll(self, asked: Asked) -> Answer:
        if (scripted := self._scripted("getUpdates")) is not None:
            return scripted
        offset = int(asked.values.get("offset") or 0)
        for number in [number for number in self._updates if number < offset]:
            del self._updates[number]
        self._changed.notify_all()
        end = time.monotonic() + float(asked.values.get("timeout") or 0)
        while not self._updates and not self._ended:
            left = end - time.monotonic()
            if left <= 0 or not self._changed.wait(left):
                break
            if (scripted := self._scripted("getUpdates")) is not None:
                return scripted
        limit = int(asked.values.get("limit") or 100)
        return ok([self._updates[number] for number in sorted(self._updates)][:limit])

    def _plain(self, asked: Asked) -> Answer:
        if asked.method == "getMe":
            who = {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": "尘安"}
            return ok(who | {"username": "chenan_bot"})
        if asked.method == "getWebhookInfo":
            return ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0})
        if not asked.method.startswith(("send", "editMessage")) or asked.method == "sendChatAction":
            return ok(True)
        number = int(asked.values.get("message_id") or self._next_message + 1000)
        self._next_message += 1
        text = str(asked.values.get("text") or "")
        return ok(message(int(asked.values["chat_id"]), number, text=text))


class Handler(BaseHTTPRequestHandler):
    """One connection of the bot."""

    api: BotApi
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            body = self._chunks()
        path, _, query = self.path.partition("?")
        begin = f"/bot{self.api.token}/"
        if not path.startswith(begin):
            self.api.foreign.append(path)
            self._give(no(401, "Unauthorized") if path.startswith("/bot") else html(200))
            return
        values, files = _read(self.headers.get("Content-Type") or "", body)
        values = dict(parse_qsl(urlsplit(f"?{query}").query)) | values
        self._give(self.api.take(Asked(path.removeprefix(begin), values, files)))

    do_GET = do_POST  # noqa: N815 - the library's name

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _give(self, answer: Answer) -> None:
        if answer.hold is not None:
            answer.hold.wait(WAIT_SECONDS)
        try:
            self.send_response_only(answer.status)
            if not any(name == "Date" for name, _ in answer.headers):
                self.send_header("Date", self.date_time_string())
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: answer.cut])
        except OSError:  # the client has gone
            self.close_connection = True
        if answer.cut is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _read(kind: str, body: bytes) -> tuple[Json, dict[str, bytes]]:
    """The values of a request, what is JSON in them decoded, and its files."""
    if kind.startswith("application/json"):
        return {name: _plain(value) for name, value in json.loads(body or b"{}").items()}, {}
    values: Json = {}
    files: dict[str, bytes] = {}
    if kind.startswith("multipart/"):
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        parsed = email.message_from_bytes(head + body, policy=email.policy.HTTP)
        for part in parsed.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            content: Any = part.get_payload(decode=True)
            if part.get_filename() is None:
                values[name] = _value(content.decode())
            else:
                files[name] = content
    else:
        values = {name: _value(value) for name, value in parse_qsl(body.decode(), keep_blank_values=True)}
    return values, files


def _plain(value: Any) -> Any:
    """A number or truth value of JSON as a form has it."""
    return value if isinstance(value, str | dict | list) else json.dumps(value)


def _value(text: str) -> Any:
    if text[:1] in ("{", "["):
        return json.loads(text)
    return text

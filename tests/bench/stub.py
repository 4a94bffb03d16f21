"""A lean Bot API for measuring: queues updates, keeps each chat's newest message. It checks nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]
TOKEN = "100200300:bench-bench-bench-bench-bench"
ME: Json = {"id": 100200300, "is_bot": True, "first_name": "Chen'an", "username": "chenan_bench_bot"}
SEPARATOR = "\x1d"
"""Between aiogram-dialog's intent and a button's own data."""
PATIENCE = 20.0
"""Seconds without an answer after which a person presses again."""
SAID_PATIENCE = 120.0
_OK = b'{"ok":true,"result":true}'
_NOT_MODIFIED = (
    b'{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: specified new '
    b'message content and reply markup are exactly the same"}'
)
_SHOWS = frozenset(
    {"sendMessage", "editMessageText", "editMessageReplyMarkup", "editMessageCaption", "sendDocument"}
)


class Chat:
    """One person's private chat: the window on the screen, and who waits for the next one."""

    def __init__(self, stub: Stub, number: int) -> None:
        self.stub = stub
        self.id = number
        self.screen: Json = {}
        self._open_taps = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._next: asyncio.Future[float] | None = None

    def buttons(self) -> dict[str, str]:
        """The window's buttons: their own data (without aiogram-dialog's intent) to their callback data."""
        rows = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        found = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        return {data.rpartition(SEPARATOR)[2]: data for data in found}

    def find(self, start: str) -> str | None:
        """The own data of the first button that is or begins with `start:`."""
        return next((own for own in self.buttons() if own.partition(":")[0] == start), None)

    async def say(self, text: str) -> None:
        """Write; returns when a window is shown."""
        self._queue(self._update({"message": {**self._message(), "text": text}}))
        await self._soon(self._shown())

    async def photo(self, file_id: str) -> None:
        """Send a photo; returns when a window is shown."""
        size = {"file_id": file_id, "file_unique_id": file_id, "width": 640, "height": 480}
        self._queue(self._update({"message": {**self._message(), "photo": [size]}}))
        await self._soon(self._shown())

    async def tap(self, own: str, times: int = 1) -> float:
        """Press a button, `times` times at once; seconds until the next window is shown."""
        start = time.perf_counter()
        data, screen = self.buttons()[own], self.screen
        shown = self._shown()
        self._push_taps(data, screen, times)
        while not shown.done():
            await asyncio.wait([shown], timeout=PATIENCE)
            if not shown.done():  # the bot failed, or is very slow: anybody would press again
                self.stub.lost += 1
                self._open_taps = 0
                self._push_taps(data, screen, 1)
        return shown.result() - start

    def _push_taps(self, data: str, screen: Json, times: int) -> None:
        for _ in range(times):
            self._open_taps += 1
            self._quiet.clear()
            number = self.stub.number()
            tap = {
                "id": f"{self.id}:{number}",
                "from": self._user(),
                "chat_instance": "1",
                "message": screen,
                "data": data,
            }
            self._queue((number, {"callback_query": tap}))

    def answer(self) -> None:
        """The bot answers a tap."""
        self._open_taps = max(0, self._open_taps - 1)
        if not self._open_taps:
            self._quiet.set()

    async def answered(self) -> None:
        """Wait until every tap is answered."""
        await self._quiet.wait()

    def _shown(self) -> asyncio.Future[float]:
        self._next = asyncio.get_running_loop().create_future()
        return self._next

    def show(self, message: Json) -> None:
        """A window is shown: on the screen, and to who waits."""
        self.screen = message
        if self._next is not None and not self._next.done():
            self._next.set_result(time.perf_counter())

    async def _soon(self, shown: asyncio.Future[float]) -> None:
        """Wait for a window, not forever: what is said is not said twice."""
        async with asyncio.timeout(SAID_PATIENCE):
            await shown

    def _update(self, content: Json) -> tuple[int, Json]:
        return self.stub.number(), content

    def _queue(self, update: tuple[int, Json]) -> None:
        self.stub.push(*update)

    def _user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "P", "language_code": "zh"}

    def _message(self) -> Json:
        return {
            "message_id": self.stub.number(),
            "date": 1_790_000_000,
            "chat": {"id": self.id, "type": "private", "first_name": "P"},
            "from": self._user(),
        }


class Stub:
    """The server. `polled`: the bot asks for updates, so it is up. `lost` counts taps without an answer."""

    def __init__(self) -> None:
        self.polled = asyncio.Event()
        self.polled_at = 0.0
        self.requests: dict[str, int] = {}
        self.lost = 0
        self.repeated = 0
        self.files: dict[str, bytes] = {}
        self.url = ""
        self._chats: dict[int, Chat] = {}
        self._updates: OrderedDict[int, bytes] = OrderedDict()
        self._fresh = asyncio.Event()
        self._number = 1000
        self._runner = web.ServerRunner(web.Server(self._handle))

    async def start(self) -> str:
        """Listen on a free port of this machine; the base URL."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024, shutdown_timeout=0.2)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self.url

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def chat(self, number: int) -> Chat:
        """The chat of that person."""
        if number not in self._chats:
            self._chats[number] = Chat(self, number)
        return self._chats[number]

    def number(self) -> int:
        """A number never given before, growing."""
        self._number += 1
        return self._number

    def push(self, number: int, content: Json) -> None:
        """Queue an update for the bot."""
        update = {"update_id": number, **content}
        self._updates[number] = json.dumps(update, ensure_ascii=False).encode()
        self._fresh.set()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        parts = request.path.split("/")
        if parts[1] == "file":
            return web.Response(body=self.files[parts[-1]])
        method = parts[-1]
        self.requests[method] = self.requests.get(method, 0) + 1
        if request.content_type.startswith("multipart/"):
            asked = {name: str(value) for name, value in (await request.post()).items()}
        elif request.content_type == "application/json":
            asked = json.loads(await request.read())
        else:
            asked = dict(parse_qsl((await request.read()).decode()))
        if method == "getUpdates":
            body = await self._get_updates(asked)
        elif method in _SHOWS:
            body = self._show(method, asked)
        elif method == "answerCallbackQuery":
            self.chat(int(asked["callback_query_id"].partition(":")[0])).answer()
            body = _OK
        elif method == "getMe":
            body = json.dumps({"ok": True, "result": ME}).encode()
        elif method == "getFile":
            file = {"file_id": asked["file_id"], "file_unique_id": "1", "file_path": asked["file_id"]}
            body = json.dumps({"ok": True, "result": file}).encode()
        else:
            body = _OK
        status = 400 if body is _NOT_MODIFIED else 200
        return web.Response(body=body, status=status, content_type="application/json")

    def _show(self, method: str, asked: Json) -> bytes:
        chat = self.chat(int(asked["chat_id"]))
        edited = method.startswith("edit")
        message: Json = {
            "message_id": int(asked["message_id"]) if edited else self.number(),
            "date": 1_790_000_000,
            "chat": {"id": chat.id, "type": "private", "first_name": "P"},
            "from": ME,
        }
        if method == "sendDocument":
            message["document"] = {"file_id": "document", "file_unique_id": "document"}
        else:
            message["text"] = asked.get("text") or chat.screen.get("text", "")
        if "reply_markup" in asked:
            markup = asked["reply_markup"]
            message["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
        same = edited and all(message.get(key) == chat.screen.get(key) for key in ("text", "reply_markup"))
        if same and message["message_id"] == chat.screen.get("message_id"):
            self.repeated += 1
            return _NOT_MODIFIED
        if "reply_markup" in message:
            chat.show(message)
        return json.dumps({"ok": True, "result": message}, ensure_ascii=False).encode()

    async def _get_updates(self, asked: Json) -> bytes:
        if not self.polled.is_set():
            self.polled_at = time.perf_counter()
            self.polled.set()
        offset, limit = int(asked.get("offset", 0)), int(asked.get("limit", 100))
        while self._updates and next(iter(self._updates)) < offset:
            self._updates.popitem(last=False)
        if not self._updates:
            self._fresh.clear()
            try:
                async with asyncio.timeout(float(asked.get("timeout", 0))):
                    await self._fresh.wait()
            except TimeoutError:
                return b'{"ok":true,"result":[]}'
        batch = [update for update, _ in zip(self._updates.values(), range(limit), strict=False)]
        return b'{"ok":true,"result":[' + b",".join(batch) + b"]}"

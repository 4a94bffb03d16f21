"""A Bot API on loopback that answers as told: enough for a client that only sends."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "4200000001:AAtoken-that-must-not-be-logged-anywhere"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def error(code: int, description: str, **parameters: Any) -> Answer:
    """Telegram's way to say no."""

    async def answer(_: web.Request) -> web.StreamResponse:
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=code)

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def nonsense(_: web.Request) -> web.StreamResponse:
    """The response of a broken proxy."""
    return web.Response(status=502, text="<html>Bad Gateway</html>")


@dataclass
class BotApi:
    """A fake Bot API: its requests, and its next answers (to a chat, or to anybody: chat 0)."""

    url: str = ""
    sent: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    next: dict[int, deque[Answer]] = field(default_factory=dict)

    def tell(self, chat: int, *answers: Answer) -> None:
        """Answer the next requests of a chat so."""
        self.next.setdefault(chat, deque()).extend(answers)

    @property
    def chats(self) -> list[int]:
        """The chats of the requests, in order."""
        return [int(form["chat_id"]) for form in self.sent]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        self.paths.append(request.path)
        method = request.path.rsplit("/", 1)[-1]
        user = {"id": 4200000001, "is_bot": True, "first_name": "尘安", "username": "chenan_bot"}
        result: dict[str, Any] = user
        chat = 0
        if method == "sendMessage":
            form = {key: str(value) for key, value in (await request.post()).items()}
            self.sent.append(form)
            chat = int(form["chat_id"])
            result = {
                "message_id": len(self.sent),
                "date": 1793000000,
                "chat": {"id": chat, "type": "private", "first_name": "x"},
                "from": user,
                "text": form["text"],
            }
        for key in (chat, 0):
            if self.next.get(key):
                return await self.next[key].popleft()(request)
        return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """A running one."""
    api = BotApi()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", api.handle)
    async with TestServer(app) as server:
        api.url = str(server.make_url("/")).rstrip("/")
        yield api

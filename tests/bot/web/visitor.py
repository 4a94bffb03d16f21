"""Somebody on the page, over HTTP as its script talks to the server; they write and tap as `Person` does."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterable, Mapping
from typing import Any

import aiohttp

from bot.web.markup import plain
from simulator.api.keyboards import find_button
from simulator.client import Person, Seen, SimulatorClient

AGENT = "Mozilla/5.0 (Linux; Android 13) MarkedBrowser/5f0c7"
_ids, _networks = itertools.count(1), itertools.count(1)


class Refused(AssertionError):
    """The server refused a request."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status} {body}")
        self.status = status


class Browser:
    """A browser with nothing in it but the address of the page."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, own_address: str = "") -> None:
        """`own_address`: where its connections come from."""
        self.url = url
        self.headers = {"User-Agent": AGENT, "Origin": url, **(headers or {})}
        connector = aiohttp.TCPConnector(local_addr=(own_address, 0)) if own_address else None
        jar = aiohttp.DummyCookieJar()
        self._http = aiohttp.ClientSession(trust_env=False, cookie_jar=jar, connector=connector)

    async def close(self) -> None:
        await self._http.close()

    async def ask(
        self, method: str, path: str, session: str | None = None, **options: Any
    ) -> tuple[int, Mapping[str, str], bytes]:
        """A request; status, headers, body."""
        headers = {
            **self.headers,
            **({"X-Session": session} if session else {}),
            **options.pop("headers", {}),
        }
        async with self._http.request(method, self.url + path, headers=headers, **options) as response:
            return response.status, response.headers, await response.read()

    async def json(self, method: str, path: str, session: str | None = None, **options: Any) -> Any:
        """A request that is answered with JSON.

        Raises:
            Refused: it is refused.
        """
        status, _, body = await self.ask(method, path, session, **options)
        answer = json.loads(body or b"null")
        if status != 200:
            raise Refused(status, answer)
        return answer

    async def visitor(self, language: str = "zh") -> Visitor:
        """Somebody who presses a button of the front."""
        number = next(_networks)
        network = {"X-Real-IP": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"}
        begun = await self.json("POST", "/w/session", json={"language": language}, headers=network)
        return Visitor(self, begun["session"])


class Visitor(Person):
    """One visitor with the messages their page shows."""

    def __init__(self, browser: Browser, session: str) -> None:
        super().__init__(SimulatorClient(browser.url), 0, "")
        self.browser = browser
        self.session = session
        self.version = 0
        self.shown: dict[int, dict[str, Any]] = {}
        self.answer: dict[str, Any] | None = None
        self.front = False
        self.sent_as = "image/jpeg"

    def take(self, answer: Mapping[str, Any]) -> None:
        """Update the page from an answer."""
        self.version = answer["version"]
        if answer["whole"]:
            self.shown = {}
        for gone in answer["removed"]:
            self.shown.pop(gone, None)
        for one in answer["messages"]:
            self.shown[one["id"]] = one

    async def deed(self, deed: Mapping[str, Any], client_id: str = "") -> dict[str, Any]:
        """Send a deed of JSON; the answer."""
        body = {**deed, "id": client_id or f"client-{next(_ids):06}", "since": self.version}
        return self._did(await self.browser.json("POST", "/w/updates", self.session, json=body))

    def _did(self, answer: dict[str, Any]) -> dict[str, Any]:
        self.take(answer)
        self.answer, self.front = answer["said"], answer["front"]
        return answer

    async def refresh(self) -> None:
        """Ask for news that are there; nothing is waited for."""
        async with asyncio.timeout(5):
            self.take(await self.browser.json("GET", "/w/events?since=0&wait=0", self.session))

    async def send(self, text: str, *, wait: bool = True) -> None:
        await self.deed({"text": text})

    async def recording(self, data: bytes) -> None:
        """Send what the phone's recorder made, under a name and a type that say nothing of it."""
        self.sent_as = "audio/x-strange"
        await self.photo(data)
        self.sent_as = "image/jpeg"

    async def photo(self, data: bytes, caption: str = "", *, wait: bool = True) -> None:
        form = aiohttp.FormData(quote_fields=False)
        for name, value in (("id", f"client-{next(_ids):06}"), ("since", str(self.version))):
            form.add_field(name, value)
        form.add_field("caption", caption)
        form.add_field("photo", data, filename="marked-photo-5f0c7.jpg", content_type=self.sent_as)
        self._did(await self.browser.json("POST", "/w/updates", self.session, data=form))

    async def click(self, text: str, *, message_id: int | None = None, wait: bool = True) -> dict[str, Any]:
        there: list[str] = []
        for message in sorted(self.shown.values(), key=lambda one: -one["id"]):
            place = find_button(message["rows"], text)
            if place is not None and message_id in (None, message["id"]):
                button = message["rows"][place[0]][place[1]]
                return await self.deed({"press": {"message": message["id"], "data": button["data"]}})
            there += [button["text"] for row in message["rows"] for button in row]
        raise LookupError(f"no button {text!r}; there are {there}")

    async def messages(self, *, mine: bool = False) -> list[Seen]:
        return [
            _seen(one)
            for one in sorted(self.shown.values(), key=lambda one: one["id"])
            if mine or not one["mine"]
        ]

    async def toast(self) -> str:
        return str((self.answer or {}).get("text", ""))


def _seen(message: dict[str, Any]) -> Seen:
    rows = [[button["text"] for button in row] for row in message["rows"]]
    media = (message["file"] or {}).get("kind")
    return Seen(message["id"], plain(message["body"]), rows, media, message)


def words_of(seen: Iterable[Seen]) -> str:
    """Everything that is said."""
    return "\n".join(one.text for one in seen)

"""The page's HTTP server: begin, send, wait for changes, end. A request sees the chat of its own session
alone."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.app import App
from bot.links import DOORS_PATH
from bot.ui.incoming_files import MAX_BYTES
from bot.web import page, updates
from bot.web.chats import Said, Stored, WebChat
from bot.web.doors import doors_page
from bot.web.inbox import Changes, Content, Entry
from bot.web.markup import safe_link, tree
from bot.web.members import PREFIX, Members
from bot.web.replicas import PageReplicas
from bot.web.requests import Refused, guard, read_json, read_upload, session_of, writable
from bot.web.stopping import StopPages
from bot.web.stored import StoredInbox
from bot.web.throttle import LOGINS, POLLS, SESSIONS, STRANGE, UPDATES, Pace, Throttle, network_of
from bot.web.turns import Turns
from bot.web.updates import Feeder, Given
from bot.web.visitors import TooMany, Visitors
from documents import voice_files
from storage.base.errors import Invalid, StoreAway

POLL_SECONDS = 25.0
MOST_POLLS = 4
"""Most polls of one session at once: a page that is opened again leaves its last one hanging, for a while."""
UPLOADS_AT_ONCE = 8
"""Most files received at once: no more whole ones are in memory."""
UPLOADS_OF_NETWORK = 3
"""Most files received at once from one network: slow ones on purpose do not keep everybody else's out."""
BUSY_SECONDS = 5.0
MOST_NAME = 64
PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Types that go as a photo."""
OPEN_SECONDS = 120.0
"""Seconds for which a file's own address is valid."""
MOST_OPEN = 500
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
INLINE = frozenset({"application/pdf", "image/jpeg"})
"""Types that a browser shows by itself; all others are downloaded."""
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Opening:
    """A file that may be fetched by its address alone, until `until` and as long as its session lives."""

    session: str
    stored: Stored
    until: float


class WebServer:
    """`url`: public address of the page; requests to others are refused. `stop_key`: of links that stop
    e-mails."""

    def __init__(
        self,
        app: App,
        visitors: Visitors,
        members: Members,
        feeder: Feeder,
        url: str,
        throttle: Throttle | None = None,
        replicas: PageReplicas | None = None,
        stop_key: bytes = b"",
    ) -> None:
        self._app = app
        self._visitors = visitors
        self._members = members
        self._feeder = feeder
        self._url = url
        self._throttle = throttle or Throttle()
        self._replicas = replicas
        self._tag = replicas.tag if replicas else ""
        self._stops = StopPages(app, stop_key, lambda one: self._pace(STRANGE, self._network(one)))
        self._turns = Turns()
        self._uploads: Counter[str] = Counter()
        """Files being received, by network."""
        self._openings: dict[str, Opening] = {}
        self._at_work: set[asyncio.Task[Any]] = set()
        self._waiting: set[asyncio.Task[None]] = set()

    def application(self) -> web.Application:
        """All routes."""
        passing = [self._replicas.passing()] if self._replicas else []
        app = web.Application(middlewares=[guard(self._url), *passing], client_max_size=MAX_BYTES * 2)
        app.router.add_get("/", self._index)
        app.router.add_get(DOORS_PATH, self._doors)
        app.router.add_get("/w/words/{language}", self._words)
        app.router.add_get("/w/events", self._events)
        app.router.add_get("/w/files/{file}", self._file)
        app.router.add_get("/w/open/{token}", self._opened)
        app.router.add_get("/w/{name}", self._static)
        app.router.add_post("/w/session", self._begin)
        app.router.add_post("/w/join", self._join)
        app.router.add_post("/w/login", self._login)
        app.router.add_post("/w/end", self._end)
        app.router.add_post("/w/language", self._language)
        app.router.add_post("/w/updates", self._updates)
        app.router.add_post("/w/files/{file}", self._open)
        self._stops.add_to(app.router)
        return app

    async def finish(self) -> None:
        """Wait until updates being handled are done; requests that wait for changes end."""
        for waiting in self._waiting:
            waiting.cancel()
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=END_SECONDS)

    # --- the page

    async def _index(self, _: web.Request) -> web.Response:
        return web.Response(body=page.index(self._app.catalog), content_type="text/html", charset="utf-8")

    async def _doors(self, request: web.Request) -> web.Response:
        said = doors_page(self._app, request.headers.get("Accept-Language", ""))
        return web.Response(body=said, content_type="text/html", charset="utf-8")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if (kind := page.FILES.get(name)) is None:
            raise Refused(404, "route")
        return web.Response(body=page.static(name), content_type=kind, charset="utf-8")

    async def _words(self, request: web.Request) -> web.Response:
        return web.json_response(page.words(self._app.catalog, self._known(request.match_info["language"])))

    # --- sessions

    async def _begin(self, request: web.Request) -> web.Response:
        """A visitor's session."""
        given = await read_json(request)
        language = self._known(given.get("language") if isinstance(given, dict) else None)
        self._pace(SESSIONS, self._network(request))
        try:
            session, chat = self._visitors.begin(self._tag)
        except TooMany:
            raise Refused(503, "busy", BUSY_SECONDS) from None
        self._app.identities.set_language(chat.address, language)
        return web.json_response({"session": session})

    async def _join(self, request: web.Request) -> web.Response:
        """Begin a page for somebody with a link; its session is a device's key once they have joined."""
        given = await read_json(request)
        name = given.get("name") if isinstance(given, dict) else None
        name = writable(name).strip() if isinstance(name, str) else ""
        if not 0 < len(name) <= MOST_NAME:
            raise Refused(400, "name")
        self._pace(SESSIONS, self._network(request))
        key, chat = self._members.begin(name, self._replicas.has if self._replicas else lambda _: True)
        self._app.identities.set_language(chat.address, self._known(given.get("language")))
        return web.json_response({"session": key})

    async def _login(self, request: web.Request) -> web.Response:
        """Let in another device of a person by a login link; a person with a PIN is asked for it."""
        given = await read_json(request)
        token, pin = (given.get("token"), given.get("pin")) if isinstance(given, dict) else (None, None)
        if not isinstance(token, str) or not _TOKEN.fullmatch(token) or not isinstance(pin, str | None):
            raise Refused(400, "login")
        self._pace(LOGINS, self._network(request))
        try:
            session = await self._members.log_in(token, None if pin is None else "".join(pin.split())[:20])
        except Invalid as refusal:
            said = self._app.catalog.say(refusal.key, self._known(given.get("language")), **refusal.values)
            refused = {"refused": refusal.problem, "said": said}
            return web.json_response(refused, status=403)
        return web.json_response({"session": session})

    async def _end(self, request: web.Request) -> web.Response:
        """End a session, and have the browser delete the page's data."""
        chat = await self._chat(request)
        given = await read_json(request)
        if chat.is_member:
            await self._members.end(session_of(request))
        else:
            await self._feeder.leave(chat)
            self._visitors.end(chat)
        everything = isinstance(given, dict) and given.get("everything") is True
        cleared = '"cache", "cookies", "storage"' if everything else '"cache", "cookies"'
        return web.json_response({}, headers={"Clear-Site-Data": cleared})

    async def _language(self, request: web.Request) -> web.Response:
        chat = await self._chat(request)
        given = await read_json(request)
        language = self._known(given.get("language") if isinstance(given, dict) else None)
        self._pace(UPDATES, str(chat.address))
        await self._work(self._feeder.speak(chat, language))
        return web.json_response({})

    # --- what is done and heard

    async def _updates(self, request: web.Request) -> web.Response:
        """Handle one update of the page; answered when it was handled. The same client id twice is
        handled once."""
        chat = await self._chat(request)
        client_id, since, given = await self._given(request, chat)
        self._pace(UPDATES, str(chat.address))
        self._visitors.touch(chat)
        inbox = chat.inbox
        said: Said = await self._work(chat.deeds.once(client_id, lambda: self._handle(chat, given)))
        return web.json_response(
            {
                "visit": said.visit,
                "said": {"text": said.text, "alert": said.alert} if said.text else None,
                "front": said.front,
                **await _news(chat, since if chat.inbox is inbox else 0),
            }
        )

    async def _handle(self, chat: WebChat, given: Given) -> Said:
        if not chat.is_member:
            async with self._turns.taken(self._visitors.sent_lately(chat)):
                return await self._feeder.visit(chat, given)
        said = await self._feeder.serve(chat, given)
        await self._members.settle(chat)
        return said

    async def _given(self, request: web.Request, chat: WebChat) -> tuple[str, int, Given]:
        """The client's id, the version its page has, and the input."""
        if request.content_type == "multipart/form-data":
            with self._receiving(self._network(request)):
                upload = await read_upload(request, MAX_BYTES)
            raw: Any = upload.fields
            caption = upload.fields.get("caption", "").strip()[: updates.MOST_SIGNS]
            mime = upload.mime.partition(";")[0].strip().lower()
            if not chat.is_member or mime in PHOTOS:
                mime = "image/jpeg"
            elif sound := voice_files.type_of(upload.data or b""):
                mime = sound
            elif mime.startswith(("audio/", "video/")):  # refused as a recording, not as a picture
                mime = "audio/unknown"
            elif mime.startswith("image/"):  # goes as a file, and is looked at as one
                mime = "application/octet-stream"
            stored = Stored(upload.data or b"", upload.name[:MOST_NAME], mime)
            given: Given | None = Given(text=caption, file=stored)
        else:
            raw = await read_json(request)
            given = updates.read(raw)
        if given is None or not isinstance(raw, dict):
            raise Refused(400, "deed")
        client_id = raw.get("id")
        if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
            raise Refused(400, "id")
        again = raw.get("again") in (True, "1")
        return client_id, version_of(raw.get("since")), replace(given, deed=client_id, again=again)

    @contextmanager
    def _receiving(self, network: str) -> Iterator[None]:
        """Count a file while it is received.

        Raises:
            Refused: 503, too many are.
        """
        if self._uploads.total() >= UPLOADS_AT_ONCE or self._uploads[network] >= UPLOADS_OF_NETWORK:
            raise Refused(503, "busy", BUSY_SECONDS)
        self._uploads[network] += 1
        try:
            yield
        finally:
            self._uploads[network] -= 1
            self._uploads += Counter()  # networks without an upload are dropped

    async def _events(self, request: web.Request) -> web.Response:
        """Changes newer than the page's version, as soon as there are some; with `wait=0` those there are."""
        chat = await self._chat(request)
        version = version_of(request.query.get("since"))
        self._pace(POLLS, str(chat.address))
        inbox = chat.inbox
        if request.query.get("wait") != "0":
            await self._wait(chat, version)
            if await self._find(session_of(request)) is None:
                raise Refused(401, "gone")
        return web.json_response(await _news(chat, version if chat.inbox is inbox else 0))

    async def _wait(self, chat: WebChat, version: int) -> None:
        """Wait until something is newer. Of too many that wait for a session the oldest makes room.

        Raises:
            Refused: 503, it made room, or the process ends.
        """
        while len(chat.polls) >= MOST_POLLS:
            chat.polls.pop(0).cancel()
        waiting = asyncio.ensure_future(chat.inbox.wait(version, POLL_SECONDS))
        self._waiting.add(waiting)
        chat.polls.append(waiting)
        try:
            await asyncio.wait([waiting])
        finally:
            if waiting in chat.polls:
                chat.polls.remove(waiting)
            self._waiting.discard(waiting)
            waiting.cancel()
        if waiting.cancelled():
            raise Refused(503, "stopping", BUSY_SECONDS)

    # --- files

    async def _file(self, request: web.Request) -> web.Response:
        """Send a file of the session's chat."""
        stored = await self._stored(request, small=True)
        return _sent(stored, inline=False)

    async def _open(self, request: web.Request) -> web.Response:
        """An address by which a browser can open a file of the session's chat, for two minutes."""
        stored, now = await self._stored(request), time.monotonic()
        self._openings = {token: one for token, one in self._openings.items() if one.until > now}
        if len(self._openings) >= MOST_OPEN:
            raise Refused(503, "busy", BUSY_SECONDS)
        token = self._tag + secrets.token_urlsafe(32)
        self._openings[token] = Opening(session_of(request), stored, now + OPEN_SECONDS)
        return web.json_response({"url": f"/w/open/{token}"})

    async def _opened(self, request: web.Request) -> web.Response:
        opening = self._openings.get(request.match_info["token"])
        if opening is None or opening.until <= time.monotonic():
            raise Refused(404, "file")
        if await self._find(opening.session) is None:
            raise Refused(404, "file")
        return _sent(opening.stored, inline=opening.stored.mime in INLINE)

    async def _stored(self, request: web.Request, *, small: bool = False) -> Stored:
        chat = await self._chat(request)
        try:
            stored = await self._members.find_file(chat, request.match_info["file"], small=small)
        except StoreAway:
            raise Refused(503, "busy", BUSY_SECONDS) from None
        if stored is None:
            raise Refused(404, "file")
        return stored

    # --- who asks

    async def _chat(self, request: web.Request) -> WebChat:
        """The chat of the session a request names.

        Raises:
            Refused: 401 there is none; 429 too many tried.
        """
        chat = await self._find(session_of(request))
        if chat is None:
            self._pace(STRANGE, self._network(request))
            raise Refused(401, "session")
        return chat

    async def _find(self, session: str) -> WebChat | None:
        """The chat of a session or a device's key; None where it has ended or never was."""
        is_key = session.startswith(PREFIX)
        return await self._members.enter(session) if is_key else self._visitors.enter(session)

    def _network(self, request: web.Request) -> str:
        peer = request.transport.get_extra_info("peername") if request.transport else None
        return network_of(str(peer[0]) if peer else "", request.headers.get("X-Real-IP", ""))

    def _pace(self, pace: Pace, whose: str) -> None:
        if wait := self._throttle.wait(pace, whose):
            raise Refused(429, "pace", wait)

    def _known(self, language: Any) -> str:
        known = self._app.catalog.languages
        return language if isinstance(language, str) and language in known else known[0]

    async def _work(self, work: Any) -> Any:
        """Run a task to its end, whether or not its client stays."""
        task: asyncio.Task[Any] = asyncio.ensure_future(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        return await asyncio.shield(task)


def version_of(given: Any) -> int:
    """A version as the page sends it; 0 where it is no valid one."""
    text = str(given) if isinstance(given, int | str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 16 else 0


async def _news(chat: WebChat, version: int) -> dict[str, Any]:
    """Newer changes, as the page reads them; in a stored inbox they are marked as shown."""
    changes = await chat.inbox.since(version)
    if isinstance(chat.inbox, StoredInbox) and changes.unread:
        await chat.inbox.seen(changes.unread)
    return shown(changes) | ({"joining": True} if chat.joining else {})


def shown(changes: Changes) -> dict[str, Any]:
    """Changes as the page reads them."""
    return {
        "version": changes.version,
        "whole": changes.whole,
        "messages": [_message(one) for one in changes.entries],
        "removed": list(changes.removed),
    }


def _message(entry: Entry) -> dict[str, Any]:
    told = {"id": entry.id, "version": entry.version, **_drawn(entry.content)}
    return told | ({"new": True} if entry.is_new else {})


def _drawn(content: Content) -> dict[str, Any]:
    rows = [[_button(one) for one in row] for row in content.rows]
    body = tree(content.text, html=content.html)
    drawn = {"mine": content.mine, "body": body, "rows": rows, "file": content.file}
    told = {"protected": content.protected, "withheld": content.withheld}
    pickers = {"pickers": content.pickers} if content.pickers else {}
    # the page that sent a photo may have it still
    deed = {"deed": content.deed} if content.mine and content.file else {}
    return drawn | pickers | deed | {name: True for name, is_so in told.items() if is_so}


def _button(button: dict[str, str]) -> dict[str, str]:
    if "url" in button:
        return {"text": button["text"], "url": safe_link(button["url"])}
    return button


def _sent(stored: Stored, *, inline: bool) -> web.Response:
    how = "inline" if inline else "attachment"
    return web.Response(
        body=stored.data,
        headers={
            "Content-Type": stored.mime,
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(stored.name or 'file', safe='')}",
            "Content-Security-Policy": FILE_POLICY,
        },
    )

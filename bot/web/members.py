"""People who joined by a link of their office: a device with a key, an address, an inbox that stays."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable
from datetime import datetime

from bot.app import App
from bot.clock import pause
from bot.privacy.sessions import EXPIRY_SECONDS
from bot.web.chats import Stored, WebChat
from bot.web.inbox import MemoryInbox
from bot.web.news import News
from bot.web.stored import StoredInbox, body_of
from bot.web.visitors import Visitors
from bot.web.withheld import Withheld, device
from documents import voice_files
from storage.base import pictures
from storage.base.diagnosis import brief
from storage.base.errors import Invalid
from storage.base.files import FileStore
from storage.base.memory import Recent
from storage.people.accounts import web_address_of
from storage.web import inbox, sessions

log = logging.getLogger(__name__)

PREFIX = "d."
"""Prefix of devices' keys, so that no visitor's session is ever looked up in the database."""
MOST_JOINING = 500
JOINING_HOURS = 24
"""Hours after which a page that began to join is known no more by a process started since."""
MOST_MEMBERS = 2_000
"""Most chats in memory; of others only the inbox is kept."""
SMALL_EDGE = 480
"""Pixels of the longer edge of a person's own photo as the conversation shows it."""


class JoiningKeys:
    """Secrets of pages whose person has not joined yet, each of which becomes the key of their device.

    A secret says when it was made, and is marked as ours; from it follows the address, so that a process that
    never saw it knows where somebody joined with it. `secret`: of the installation.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def new(self, now: datetime) -> str:
        """A secret with 160 random bits."""
        made = secrets.token_bytes(20) + (int(now.timestamp()) // 3600).to_bytes(4, "big")
        return base64.urlsafe_b64encode(made + self._mark(made)).decode().rstrip("=")

    def is_one(self, secret: str, now: datetime) -> bool:
        """Whether it was made here, JOINING_HOURS ago at most."""
        try:
            read = base64.urlsafe_b64decode(secret + "=")
        except ValueError:
            return False
        made, mark = read[:24], read[24:]
        hours = int(now.timestamp()) // 3600 - int.from_bytes(made[20:], "big")
        return hmac.compare_digest(mark, self._mark(made)) and 0 <= hours <= JOINING_HOURS

    def address_of(self, secret: str) -> int:
        """The address of who joins with it."""
        return web_address_of(self._digest(b"address " + secret.encode()))

    def _mark(self, made: bytes) -> bytes:
        return self._digest(b"joining " + made)[:8]

    def _digest(self, data: bytes) -> bytes:
        return hmac.new(self._secret, data, hashlib.sha256).digest()


class Members:
    """All members of one process."""

    def __init__(
        self,
        app: App,
        files: FileStore,
        news: News,
        secret: bytes,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`files`: of messages; `secret`: the same in every process; `seconds` counts real time."""
        self._keys = JoiningKeys(secret)
        self._seconds = seconds
        self._app = app
        self._news = news
        self._settling = asyncio.Lock()
        self._files = files
        self._chats: Recent[int, WebChat] = Recent(MOST_MEMBERS)
        self._joining: Recent[bytes, WebChat] = Recent(MOST_JOINING)
        """Chats of who has not joined yet, by the digest of what becomes the key of their device."""

    def begin(self, name: str, fits: Callable[[str], bool] = lambda _: True) -> tuple[str, WebChat]:
        """Begin a page for somebody with a link; its chat is in memory until they have joined.

        `fits`: whether requests with that key come to this process.
        """
        secret = self._keys.new(self._app.now())
        while not fits(PREFIX + secret):
            secret = self._keys.new(self._app.now())
        chat = WebChat(
            self._keys.address_of(secret), MemoryInbox(), is_member=True, name=name, joining=secret
        )
        self._joining.put(_digest(secret), chat)
        self._chats.put(chat.address, chat)
        return PREFIX + secret, chat

    async def enter(self, key: str) -> WebChat | None:
        """The chat of a device, or of a page that is joining; None for any other key, ended ones too."""
        secret = key.removeprefix(PREFIX)
        if (joining := self._joining.get(_digest(secret))) is not None:
            return joining
        async with self._app.database.read() as db:
            found = await sessions.resolve(db, secret)
        if found is None and (found := await self._take_up(secret)) is None:
            return None
        if found.used_on < self._app.today():
            async with self._app.database.begin() as db:
                await sessions.touch(db, self._app.today(), found.id)
        device.set(_digest(secret).hex())
        chat = self._chats.get(found.address)
        if chat is None:
            chat = WebChat(found.address, MemoryInbox(), is_member=True)
            self._store(chat)
        self._chats.put(chat.address, chat)
        return chat

    async def _take_up(self, secret: str) -> sessions.Device | None:
        """The device that joined with this secret, where the process was killed before it was let in."""
        if not self._keys.is_one(secret, self._app.now()):
            return None
        where = (self._app.now(), self._app.today(), self._keys.address_of(secret), secret)
        async with self._settling:  # its page asks for news while it sends something again
            await self._app.database.run(lambda db: sessions.take_up(db, *where))
        async with self._app.database.read() as db:
            return await sessions.resolve(db, secret)

    async def log_in(self, token: str, pin: str | None) -> str:
        """Let one more device of a login link's person in; its key.

        Raises:
            Invalid: as `storage.web.sessions.open_by_login`.
        """
        now, today = self._app.now(), self._app.today()
        return PREFIX + await sessions.open_by_login(self._app.database, now, today, token, pin)

    async def end(self, key: str) -> None:
        """Sign a device out."""
        digest = _digest(key.removeprefix(PREFIX))
        self._joining.drop(digest)
        for chat in self._chats.values():
            if isinstance(chat.inbox, StoredInbox):
                chat.inbox.withheld.end(digest.hex())
        async with self._app.database.begin() as db:
            await sessions.end(db, self._app.now(), key.removeprefix(PREFIX))

    def find(self, address: int) -> WebChat | None:
        """The chat of an address, if its page was here since the process started."""
        return self._chats.get(address)

    async def find_file(self, chat: WebChat, file_id: str, *, small: bool = False) -> Stored | None:
        """A file of the chat: of what the bot answered, of what was sent unasked, or a photo or
        voice of the person's own while it is evidence (`small`: a photo at most SMALL_EDGE long).

        Raises:
            StoreAway: it cannot be fetched now.
        """
        if not chat.is_member or not isinstance(chat.inbox, StoredInbox):
            return chat.shelf.find(file_id)
        if (stored := chat.shelf.find(file_id)) is not None:
            return stored if chat.inbox.withheld.may_fetch(file_id) else None
        async with self._app.database.read() as db:
            told = await inbox.find_file(db, chat.address, file_id)
            own = await inbox.find_own(db, chat.address, file_id) if told is None else None
        try:
            if told is not None:
                return Stored(await self._files.get(file_id), str(told["name"]), str(told["mime"]))
            if own is not None:
                if (path := await self._app.files.local(file_id)) is None:
                    return None
                data, mime = await asyncio.to_thread(path.read_bytes), str(own["mime"])
                is_photo = own["kind"] == "photo"
                name = "photo.jpg" if is_photo else f"voice{voice_files.SUFFIXES.get(mime, '')}"
                return Stored(await self._smaller(data) if small and is_photo else data, name, mime)
        except FileNotFoundError:
            pass
        return None

    async def _smaller(self, data: bytes) -> bytes:
        try:
            return (await pictures.clean(data, self._app.zone, SMALL_EDGE)).data
        except Invalid:  # the helper that decodes it was out of time: the photo is a clean one all the same
            return data

    async def settle(self, chat: WebChat) -> None:
        """Move the chat of a person who has just joined into the database, and accept their device from now
        on.

        The page's secret becomes the device's key: a page that is closed before the answer comes, or a server
        that is killed after it, locks nobody out.
        """
        if not isinstance(chat.inbox, MemoryInbox) or await self._app.identities.get(chat.address) is None:
            return
        async with self._settling:  # two quick taps move it once
            if isinstance(memory := chat.inbox, MemoryInbox):
                await self._move(chat, memory)

    async def _move(self, chat: WebChat, memory: MemoryInbox) -> None:
        now = self._app.now()
        entries = sorted((await memory.since(0)).entries, key=lambda one: one.id)
        async with self._app.database.begin() as db:
            bodies = [body_of(one.content) for one in entries]
            numbers = await inbox.append(db, now, chat.address, *bodies, silent=True)
            await sessions.open_session(db, now, self._app.today(), chat.address, chat.joining)
        chat.renumbered |= dict(zip((one.id for one in entries), numbers, strict=True))
        self._store(chat)
        self._joining.drop(_digest(chat.joining))
        chat.joining = ""
        memory.wake()

    async def run(self) -> None:
        """Forget what was withheld for devices that are quiet, until cancelled."""
        while True:
            await pause(EXPIRY_SECONDS)
            try:
                await self.expire()
            except Exception as problem:  # noqa: BLE001 - a database that is away comes back
                log.error("the page's inboxes could not be swept: %s", brief(problem))

    async def expire(self) -> None:
        """Forget what was withheld for devices that are quiet."""
        for chat in list(self._chats.values()):
            if isinstance(chat.inbox, StoredInbox):
                await chat.inbox.expire()

    def _store(self, chat: WebChat) -> None:
        """From now on the chat's inbox is in the database, and its files in the folder of the page."""
        chat.files = self._files
        chat.inbox = StoredInbox(
            self._app.database,
            self._app.now,
            chat.address,
            self._news,
            self._files,
            Withheld(chat.shelf, self._seconds),
        )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


class Everybody:
    """Finds a chat for the page's bot, among members and visitors."""

    def __init__(self, visitors: Visitors, members: Members) -> None:
        self._visitors = visitors
        self._members = members

    def find(self, address: int) -> WebChat | None:
        """The chat of an address; None where there is none."""
        return self._visitors.find(address) or self._members.find(address)

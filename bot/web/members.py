"""People who joined by a link of their office: a device with a key, an address, an inbox that stays.

Whoever has a seat in an office is not let in here yet: what an officer reads of a report must not be written
to an inbox, and their windows do not know that.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict

from bot.app import App
from bot.web.chats import Stored, WebChat
from bot.web.inbox import MemoryInbox
from bot.web.stored import StoredInbox
from bot.web.visitors import Visitors
from storage.base.files import FileStore
from storage.people.accounts import new_web_address
from storage.web import inbox, sessions

PREFIX = "d."
"""How keys of devices begin, so that no visitor's session is ever looked for in the database."""
MOST_JOINING = 500
MOST_MEMBERS = 2_000
"""Chats in memory; of others only the inbox is kept."""


class Members:
    """All of one process."""

    def __init__(self, app: App, files: FileStore) -> None:
        """`files`: that came with what was sent unasked."""
        self._app = app
        self._files = files
        self._chats: OrderedDict[int, WebChat] = OrderedDict()
        self._joining: OrderedDict[bytes, WebChat] = OrderedDict()
        """Chats of who has not joined yet, by the digest of what their page holds until it gets a key."""

    def begin(self, name: str) -> tuple[str, WebChat]:
        """A page of somebody with a link, and its chat in memory until they have joined something."""
        secret = secrets.token_urlsafe(32)
        chat = WebChat(new_web_address(), MemoryInbox(), is_member=True, name=name)
        self._joining[_digest(secret)] = chat
        while len(self._joining) > MOST_JOINING:
            self._joining.popitem(last=False)
        self._put(chat)
        return PREFIX + secret, chat

    async def enter(self, key: str) -> WebChat | None:
        """The chat of a device, or of a page that is joining; None for any other key, ended ones too."""
        secret = key.removeprefix(PREFIX)
        if (joining := self._joining.get(_digest(secret))) is not None:
            return joining
        async with self._app.database.read() as db:
            device = await sessions.resolve(db, secret)
        if device is None:
            return None
        if device.used_on < self._app.today():
            async with self._app.database.begin() as db:
                await sessions.touch(db, self._app.today(), device.id)
        chat = self._chats.get(device.address)
        if chat is None:
            stored = StoredInbox(self._app.database, self._app.now, device.address)
            chat = WebChat(device.address, stored, is_member=True)
        self._put(chat)
        if chat.key:  # its page has it: what it held before is good for nothing
            chat.key = ""
            for held in [one for one, other in self._joining.items() if other is chat]:
                del self._joining[held]
        return chat

    async def end(self, key: str) -> None:
        """Sign a device out."""
        self._joining.pop(_digest(key.removeprefix(PREFIX)), None)
        async with self._app.database.begin() as db:
            await sessions.end(db, self._app.now(), key.removeprefix(PREFIX))

    def find(self, address: int) -> WebChat | None:
        """The chat of an address, if its page was here since the process started."""
        return self._chats.get(address)

    async def find_file(self, chat: WebChat, file_id: str) -> Stored | None:
        """A file of the chat: of what the bot answered, or of what was sent unasked."""
        if (stored := chat.shelf.find(file_id)) is not None or not chat.is_member:
            return stored
        async with self._app.database.read() as db:
            told = await inbox.find_file(db, chat.address, file_id)
        if told is None:
            return None
        try:
            data = await self._files.get(file_id)
        except FileNotFoundError:
            return None
        return Stored(data, str(told["name"]), str(told["mime"]))

    async def settle(self, chat: WebChat) -> None:
        """Move the chat of who has just joined into the database, and give their device a key."""
        memory = chat.inbox
        if not isinstance(memory, MemoryInbox) or await self._app.identities.get(chat.address) is None:
            return
        stored = StoredInbox(self._app.database, self._app.now, chat.address)
        for entry in sorted((await memory.since(0)).entries, key=lambda one: one.id):
            chat.renumbered[entry.id] = await stored.add(entry.content)
        async with self._app.database.begin() as db:
            key = await sessions.open_session(db, self._app.now(), self._app.today(), chat.address)
        chat.inbox, chat.key = stored, PREFIX + key
        memory.wake()

    def _put(self, chat: WebChat) -> None:
        self._chats[chat.address] = chat
        self._chats.move_to_end(chat.address)
        while len(self._chats) > MOST_MEMBERS:
            self._chats.popitem(last=False)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


class Everybody:
    """Where the page's bot finds a chat."""

    def __init__(self, visitors: Visitors, members: Members) -> None:
        self._visitors = visitors
        self._members = members

    def find(self, address: int) -> WebChat | None:
        """The chat of an address; None where there is none."""
        return self._visitors.find(address) or self._members.find(address)

"""People who joined by a link of their office: a device with a key, an address, an inbox that stays.

Whoever has a seat in an office is not let in here yet: what an officer reads of a report must not be written
to an inbox, and their windows do not know that.
"""

from __future__ import annotations

from collections import OrderedDict

from bot.app import App
from bot.web.chats import Stored, WebChat
from bot.web.devices import Devices
from bot.web.inbox import MemoryInbox
from bot.web.stored import StoredInbox
from bot.web.visitors import Visitors
from storage.base.files import FileStore
from storage.people.accounts import new_web_address
from storage.web import inbox

MOST_MEMBERS = 2_000
"""Chats in memory; of others only the inbox is kept."""


class Members:
    """All of one process."""

    def __init__(self, app: App, devices: Devices, files: FileStore) -> None:
        """`files`: that came with what was sent unasked."""
        self._app = app
        self._files = files
        self._devices = devices
        self._chats: OrderedDict[int, WebChat] = OrderedDict()

    def begin(self, name: str) -> tuple[str, WebChat]:
        """A new device, and its chat in memory, until its person has joined something."""
        address = new_web_address()
        chat = WebChat(address, MemoryInbox(), is_member=True, name=name)
        self._put(chat)
        return self._devices.key_of(address), chat

    async def enter(self, key: str) -> WebChat | None:
        """The chat of a device; None for a key that is none, and for whoever has no account any more."""
        address = self._devices.address_of(key)
        if address is None:
            return None
        known = await self._app.identities.get(address) is not None
        chat = self._chats.get(address)
        if chat is None or (not known and not isinstance(chat.inbox, MemoryInbox)):
            if not known:
                return None
            stored = StoredInbox(self._app.database, self._app.now, address)
            chat = WebChat(address, stored, is_member=True)
        self._put(chat)
        return chat

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
        """Move the chat of who has just joined into the database, each message under a new number."""
        memory = chat.inbox
        if not isinstance(memory, MemoryInbox) or await self._app.identities.get(chat.address) is None:
            return
        stored = StoredInbox(self._app.database, self._app.now, chat.address)
        for entry in sorted((await memory.since(0)).entries, key=lambda one: one.id):
            chat.renumbered[entry.id] = await stored.add(entry.content)
        chat.inbox = stored
        memory.wake()

    def _put(self, chat: WebChat) -> None:
        self._chats[chat.address] = chat
        self._chats.move_to_end(chat.address)
        while len(self._chats) > MOST_MEMBERS:
            self._chats.popitem(last=False)


class Everybody:
    """Where the page's bot finds a chat."""

    def __init__(self, visitors: Visitors, members: Members) -> None:
        self._visitors = visitors
        self._members = members

    def find(self, address: int) -> WebChat | None:
        """The chat of an address; None where there is none any more."""
        return self._visitors.find(address) or self._members.find(address)

"""The simulated Telegram: people, chats, messages and their ids; who may send what is decided elsewhere."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiogram.types import Update
from pydantic import TypeAdapter

from simulator.activity import Activity
from simulator.api.callbacks import Callbacks
from simulator.api.errors import bad_request, forbidden
from simulator.api.updates import Updates
from simulator.events import Events
from simulator.files import Files
from simulator.journal import Store

Clock = Callable[[], datetime]
"""Gives the instant now, UTC-aware."""
Message = dict[str, Any]
Chat = dict[str, Any]

BOT_NAME, BOT_USERNAME = "尘安", "chenan_demo_bot"
FIRST_PERSON = 5_000_000_001  # real ids have outgrown 32 bits
FIRST_GROUP = -1_001_000_000_001
# Fields of a stored chat that Telegram does not show within messages.
_PRIVATE_FIELDS = {"language_code", "started", "blocked", "members", "keyboard", "next_message"}
_UPDATE = TypeAdapter(Update)

MOST_DELETED = 200
"""Deleted messages of a chat that are remembered while the process runs."""


class World:
    """State shared by the Bot API and the people's side; every change goes to the journal."""

    def __init__(self, data_dir: Path | None, clock: Clock) -> None:
        self.store = Store(data_dir)
        self.clock = clock
        self.activity = Activity()
        self.events = Events()
        self.updates = Updates(self.store, self.activity)
        self.files = Files(self.store, data_dir / "files" if data_dir else None)
        self.callbacks = Callbacks(self.store, self.events, self.activity, time.monotonic)
        self._messages: dict[int, dict[int, Message]] = {}
        self._deleted: dict[int, dict[int, Message]] = {}
        self._next_message = 1
        self.bot: dict[str, Any] = {}

    def open(self) -> None:
        """Read the journal of an earlier process; the first time, choose a token."""
        self.store.open()
        meta = self.store.table("meta")
        if "token" not in meta:
            # 35 signs after the colon, as real tokens have.
            self.store.put("meta", "token", f"1{secrets.randbelow(10**8):08}:AA{secrets.token_hex(17)[:33]}")
        self.bot = {
            "id": int(self.token.split(":")[0]),
            "is_bot": True,
            "first_name": BOT_NAME,
            "username": BOT_USERNAME,
        }
        for message in self.store.table("messages").values():
            self._messages.setdefault(message["chat"]["id"], {})[message["message_id"]] = message
        for history in self._messages.values():
            for number in sorted(history):
                history[number] = history.pop(number)
        self._next_message = int(meta.get("next_message", 1))
        self.updates.load()
        self.callbacks.load()
        self.store.flush()

    @property
    def token(self) -> str:
        """The token of the one bot."""
        return str(self.store.table("meta")["token"])

    def now(self) -> int:
        """The clock's time in Unix seconds."""
        return int(self.clock().astimezone(UTC).timestamp())

    # --- people and chats

    def add_person(self, name: str, username: str | None = None, language_code: str = "zh") -> int:
        """The id of the person of that name and username, made if there is none yet."""
        for chat in self.store.table("chats").values():
            if chat["type"] == "private" and (chat["first_name"], chat.get("username")) == (name, username):
                return int(chat["id"])
        person = FIRST_PERSON + len(self.store.table("chats"))
        chat = {"id": person, "type": "private", "first_name": name, "language_code": language_code}
        self.save_chat({**chat, **({"username": username} if username else {})})
        self.events.publish("person", person, person=self.chat(person))
        return person

    def add_chat(self, title: str, kind: str, members: list[int], username: str | None = None) -> int:
        """A new group, supergroup or channel with the bot and some people in it; returns its id."""
        number = FIRST_GROUP - len(self.store.table("chats"))
        chat = {"id": number, "type": kind, "title": title, "members": members, "started": True}
        self.save_chat({**chat, **({"username": username} if username else {})})
        return number

    def save_chat(self, chat: Chat) -> None:
        """Store a chat as it now is."""
        self.store.put("chats", chat["id"], chat)

    def change_chat(self, chat_id: int, **changes: Any) -> Chat:
        """Change some fields of a chat."""
        chat = {**self.chat(chat_id), **changes}
        self.save_chat(chat)
        return chat

    def chats(self) -> list[Chat]:
        """All chats, oldest first."""
        return list(self.store.table("chats").values())

    def chat(self, chat_id: int | str) -> Chat:
        """A chat by id or, but for people, by @username; raises ApiError 400."""
        found: Chat | None = None
        if isinstance(chat_id, str) and chat_id.startswith("@"):
            wanted = chat_id[1:].lower()
            for chat in self.store.table("chats").values():
                if chat["type"] != "private" and chat.get("username", "").lower() == wanted:
                    found = chat
        else:
            found = self.store.table("chats").get(str(chat_id))
        if found is None:
            raise bad_request("chat not found")
        return found

    def open_chat(self, chat_id: int | str) -> Chat:
        """A chat the bot may write to; raises ApiError 400 or 403."""
        chat = self.chat(chat_id)
        if chat["type"] == "private":
            if not chat.get("started"):
                raise forbidden("bot can't initiate conversation with a user")
            if chat.get("blocked"):
                raise forbidden("bot was blocked by the user")
        elif chat.get("blocked"):
            raise forbidden(f"bot was kicked from the {chat['type']} chat")
        return chat

    def knows(self, account: int) -> bool:
        """Whether the bot has met somebody, so that a button may lead to them."""
        return bool(self.store.table("chats").get(str(account), {}).get("started"))

    @staticmethod
    def chat_object(chat: Chat) -> dict[str, Any]:
        """The Chat object as messages contain it."""
        return {key: value for key, value in chat.items() if key not in _PRIVATE_FIELDS}

    @staticmethod
    def user_object(chat: Chat) -> dict[str, Any]:
        """The User a private chat belongs to."""
        user = {"id": chat["id"], "is_bot": False, "first_name": chat["first_name"]}
        if chat.get("username"):
            user["username"] = chat["username"]
        return {**user, "language_code": chat.get("language_code", "zh")}

    # --- messages

    def next_message_id(self, chat: Chat) -> int:
        """Ids count over all private chats together, and within each supergroup and channel."""
        if chat["type"] in ("supergroup", "channel"):
            number = int(self.chat(chat["id"]).get("next_message", 1))
            self.change_chat(chat["id"], next_message=number + 1)
            return number
        number, self._next_message = self._next_message, self._next_message + 1
        self.store.put("meta", "next_message", self._next_message)
        return number

    def save_message(self, message: Message, *, edited: bool = False) -> Message:
        """Store a message, new or changed, and tell the watchers."""
        chat_id, number = message["chat"]["id"], message["message_id"]
        self._messages.setdefault(chat_id, {})[number] = message
        self.store.put("messages", f"{chat_id}:{number}", message)
        self.events.publish("edited" if edited else "message", chat_id, message=message)
        return message

    def find_message(self, chat_id: int, message_id: int) -> Message | None:
        """A message of a chat; None if there is none."""
        return self._messages.get(chat_id, {}).get(message_id)

    def find_deleted(self, chat_id: int, message_id: int) -> Message | None:
        """One of the last messages deleted: a phone that was offline still shows it."""
        return self._deleted.get(chat_id, {}).get(message_id)

    def history(self, chat_id: int) -> list[Message]:
        """All messages of a chat, oldest first."""
        return list(self._messages.get(chat_id, {}).values())

    def delete_message(self, chat_id: int, message_id: int) -> None:
        """Take a message out of a chat on both sides."""
        if (gone := self._messages.get(chat_id, {}).pop(message_id, None)) is not None:
            graves = self._deleted.setdefault(chat_id, {})
            graves[message_id] = gone
            if len(graves) > MOST_DELETED:
                del graves[next(iter(graves))]
            self.store.delete("messages", f"{chat_id}:{message_id}")
            self.events.publish("deleted", chat_id, message_id=message_id)

    def is_bots(self, message: Message) -> bool:
        """Whether the bot sent it."""
        author = message.get("from") or {}
        return bool(author.get("id") == self.bot["id"] or message["chat"]["type"] == "channel")

    def tell_bot(self, kind: str, content: dict[str, Any], chat_id: int) -> int | None:
        """Queue an update for the bot, after aiogram's type has agreed to it."""
        _UPDATE.validate_python({"update_id": 1, kind: content})
        return self.updates.add(kind, content, chat_id)

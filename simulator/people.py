"""Actions of people in their chats: write, send files, tap, delete, block; each becomes updates for the
bot."""

from typing import Any

from simulator.api.callbacks import Query
from simulator.api.entities import find_entities, utf16_length
from simulator.api.errors import bad_request
from simulator.api.keyboards import find_button, start_parameter
from simulator.api.sending import MAX_CAPTION, MAX_TEXT, content_of, new_album, origin_of
from simulator.world import Chat, Message, World

MOST_TAPS = 20

MEMBER_RIGHTS: dict[str, Any] = {"status": "member"}


class People:
    """Actions of people. `chat` is their private chat with the bot unless a group is named.

    All raise ApiError 400 for what a person could not do.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def _say(self, person: int, content: dict[str, Any], chat: int | None) -> Message:
        world = self._world
        author = world.chat(person)
        place = world.chat(chat or person)
        if place["type"] == "private" and author.get("blocked"):
            self.unblock(person)  # who writes to a bot they blocked has to restart it first
            place = world.chat(person)
        if place["type"] == "private" and not place.get("started"):
            place = world.change_chat(person, started=True)
        message: Message = {
            "message_id": world.next_message_id(place),
            "from": world.user_object(author),
            "chat": world.chat_object(place),
            "date": world.now(),
            **content,
        }
        if place["type"] == "channel":
            message["sender_chat"] = world.chat_object(place)
            del message["from"]
        keyboard = place.get("keyboard") or {}
        if keyboard.get("one_time_keyboard") and content.get("text"):
            world.change_chat(place["id"], keyboard=None)
            world.events.publish("keyboard", place["id"], keyboard=None)
        world.tell_bot("channel_post" if place["type"] == "channel" else "message", message, place["id"])
        world.save_message(message)
        world.store.flush()
        return message

    def send_text(
        self, person: int, text: str, chat: int | None = None, reply_to: int | None = None
    ) -> Message:
        """Write; longer texts arrive in several messages, as Telegram's apps do it."""
        text = text.strip()
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > MAX_TEXT:
            self.send_text(person, text[: MAX_TEXT // 2], chat, reply_to)
            return self.send_text(person, text[MAX_TEXT // 2 :], chat)
        content: dict[str, Any] = {"text": text}
        if found := find_entities(text):
            content["entities"] = found
        if reply_to is not None:
            replied = self._found(chat or person, reply_to)
            content["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
        return self._say(person, content, chat)

    async def send_photos(
        self, person: int, photos: list[bytes], caption: str = "", chat: int | None = None
    ) -> list[Message]:
        """One photo, or an album of up to ten with the caption at the first."""
        if not 1 <= len(photos) <= 10:
            raise bad_request("an album holds one to ten photos")
        contents: list[dict[str, Any]] = [{"photo": await self._world.files.photo(data)} for data in photos]
        if caption:
            contents[0] |= self._caption(caption)
        group = new_album() if len(photos) > 1 else {}
        return [self._say(person, content | group, chat) for content in contents]

    async def send_document(
        self,
        person: int,
        data: bytes,
        name: str,
        mime: str | None = None,
        caption: str = "",
        chat: int | None = None,
    ) -> Message:
        """A file as it is, photos sent as files included."""
        content = {"document": await self._world.files.document(data, name, mime)}
        return self._say(person, content | self._caption(caption), chat)

    async def send_voice(
        self, person: int, data: bytes, duration: int, mime: str | None = None, chat: int | None = None
    ) -> Message:
        """A voice message of so many seconds."""
        return self._say(person, {"voice": await self._world.files.voice(data, duration, mime)}, chat)

    def send_other(self, person: int, kind: str, details: dict[str, Any], chat: int | None = None) -> Message:
        """A sticker, location, contact or poll; `details` overrides parts of a plausible one."""
        if kind not in _SAMPLES:
            raise bad_request(f"unknown kind of message: {kind}")
        return self._say(person, {kind: _SAMPLES[kind] | details}, chat)

    def forward(self, person: int, text: str, from_name: str, chat: int | None = None) -> Message:
        """Pass on a text of somebody who hides their account."""
        origin = {"type": "hidden_user", "date": self._world.now(), "sender_user_name": from_name}
        return self._say(person, {"text": text, "forward_origin": origin}, chat)

    def forward_message(self, person: int, message_id: int, chat: int | None = None) -> Message:
        """Pass a message of the chat on into the same chat."""
        found = self._found(chat or person, message_id)
        return self._say(person, {**content_of(found), "forward_origin": origin_of(found)}, chat)

    def edit(self, person: int, message_id: int, text: str, chat: int | None = None) -> Message:
        """Change an own message's text or caption; one deleted meanwhile, from a phone that was offline."""
        gone = self._world.find_deleted(chat or person, message_id)
        old = gone or self._found(chat or person, message_id)
        if (old.get("from") or {}).get("id") != person:
            raise bad_request("message can't be edited")
        key = "text" if "text" in old else "caption"
        kept = {name: value for name, value in old.items() if name not in ("entities", "caption_entities")}
        changed = {**kept, key: text, "edit_date": self._world.now()}
        if found := find_entities(text):
            changed["entities" if key == "text" else "caption_entities"] = found
        self._world.tell_bot("edited_message", changed, changed["chat"]["id"])
        if gone is None:
            self._world.save_message(changed, edited=True)
        self._world.store.flush()
        return changed

    def click(
        self,
        person: int,
        message_id: int,
        row: int | None = None,
        col: int | None = None,
        text: str | None = None,
        chat: int | None = None,
        times: int = 1,
    ) -> dict[str, Any]:
        """Tap an inline button, by place or by text; returns `query_id`, or the `url` it opens.

        Tapped several `times` at once it is the same button each time, whatever the bot makes of the first
        tap. Of a message deleted meanwhile, on a phone that was offline, the bot is told its number alone.
        """
        place = self._world.chat(chat or person)
        gone = self._world.find_deleted(place["id"], message_id)
        message = gone or self._found(place["id"], message_id)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if text is not None:
            row, col = find_button(rows, text) or (None, None)
        if row is None or col is None or not (0 <= row < len(rows) and 0 <= col < len(rows[row])):
            raise bad_request("there is no such button")
        button = rows[row][col]
        if "url" in button:
            parameter = start_parameter(button["url"], self._world.bot["username"])
            if parameter is not None:
                self.start(person, parameter)
            return {"url": button["url"], "started": parameter is not None}
        if "callback_data" not in button:
            return {}
        if gone is not None:
            message = {"chat": self._world.chat_object(place), "message_id": message_id, "date": 0}
        if not 1 <= times <= MOST_TAPS:
            raise bad_request(f"a button is tapped 1 to {MOST_TAPS} times")
        taps = [self._tap(person, place, message, button["callback_data"]) for _ in range(times)]
        return {"query_id": taps[-1].id}

    def _tap(self, person: int, place: Chat, message: Message, data: str) -> Query:
        query = self._world.callbacks.add(person, place["id"], message["message_id"])
        content = {
            "id": query.id,
            "from": self._world.user_object(self._world.chat(person)),
            "message": message,
            "chat_instance": str(place["id"] * 7_919),
            "data": data,
        }
        self._world.tell_bot("callback_query", content, place["id"])
        self._world.store.flush()
        return query

    def press(self, person: int, text: str, chat: int | None = None) -> Message:
        """Press a button of the reply keyboard, by its text."""
        keyboard = self._world.chat(chat or person).get("keyboard") or {}
        rows = keyboard.get("keyboard", [])
        place = find_button(rows, text)
        if place is None:
            raise bad_request("there is no such button")
        button = rows[place[0]][place[1]]
        if button.get("request_contact"):
            user = self._world.chat(person)
            return self.send_other(
                person, "contact", {"first_name": user["first_name"], "user_id": person}, chat
            )
        if button.get("request_location"):
            return self.send_other(person, "location", {}, chat)
        return self.send_text(person, button["text"], chat)

    def start(self, person: int, parameter: str = "") -> Message:
        """Open the chat through its start button or a deep link."""
        return self.send_text(person, f"/start {parameter}".strip())

    def delete(self, person: int, message_ids: list[int], chat: int | None = None) -> None:
        """Delete messages on both sides; Telegram tells bots nothing of it."""
        for number in message_ids:
            self._world.delete_message(chat or person, number)
        self._world.store.flush()

    def clear(self, person: int) -> None:
        """Delete the whole history; the bot stays started."""
        self.delete(person, [message["message_id"] for message in self._world.history(person)])

    def block(self, person: int) -> None:
        """Block the bot: no message reaches this person."""
        self._membership(person, blocked=True)

    def unblock(self, person: int) -> None:
        """Unblock the bot."""
        self._membership(person, blocked=False)

    def _membership(self, person: int, blocked: bool) -> None:
        chat = self._world.chat(person)
        if bool(chat.get("blocked")) == blocked:
            return
        chat = self._world.change_chat(person, blocked=blocked)
        gone = {"user": self._world.bot, "status": "kicked", "until_date": 0}
        there = {"user": self._world.bot, **MEMBER_RIGHTS}
        content = {
            "chat": self._world.chat_object(chat),
            "from": self._world.user_object(chat),
            "date": self._world.now(),
            "old_chat_member": there if blocked else gone,
            "new_chat_member": gone if blocked else there,
        }
        self._world.tell_bot("my_chat_member", content, person)
        self._world.events.publish("blocked", person, blocked=blocked)
        self._world.store.flush()

    def _found(self, chat_id: int, message_id: int) -> Message:
        found = self._world.find_message(chat_id, message_id)
        if found is None:
            raise bad_request("message not found")
        return found

    @staticmethod
    def _caption(caption: str) -> dict[str, Any]:
        if utf16_length(caption) > MAX_CAPTION:
            raise bad_request("message caption is too long")
        return {"caption": caption} if caption else {}


_SAMPLES: dict[str, dict[str, Any]] = {
    "sticker": {
        "file_id": "CAACAgUAAxkBAAMa",
        "file_unique_id": "AgADsticker",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    },
    "location": {"latitude": 28.44, "longitude": 121.37},
    "contact": {"phone_number": "+8613800000000", "first_name": "王"},
    "poll": {
        "id": "5000000001",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}

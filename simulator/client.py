"""People for tests, over HTTP: write, tap and look as a person would; works from any process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

from simulator.api.keyboards import find_button

Json = dict[str, Any]
SETTLE_SECONDS = 15.0


class NotSettledError(AssertionError):
    """The bot did not finish in time."""


@dataclass(frozen=True)
class Seen:
    """A message as a person sees it: text or caption, inline buttons as rows of texts, file if any."""

    id: int
    text: str
    buttons: list[list[str]]
    media: str | None
    raw: Json

    @classmethod
    def of(cls, message: Json) -> "Seen":
        """Build it from the Bot API's Message."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        media = next((kind for kind in ("photo", "document", "voice") if kind in message), None)
        text = message.get("text") or message.get("caption") or ""
        buttons = [[button["text"] for button in row] for row in rows]
        return cls(message["message_id"], text, buttons, media, message)

    @property
    def file_id(self) -> str:
        """The file of the message, for a photo its largest size; raises KeyError without one."""
        content = self.raw[self.media or "document"]
        return str((content[-1] if isinstance(content, list) else content)["file_id"])


class SimulatorClient:
    """A connection to a running simulator; `quiet` seconds of silence count as settled.

    With the default of 0 the bot has to confirm an update only after it handled it. `is_unasked`: which
    messages come by themselves at any time, so that `Person.last` passes them over.
    """

    def __init__(
        self,
        base_url: str,
        *,
        quiet: float = 0.0,
        settle: float = SETTLE_SECONDS,
        is_unasked: Callable[[Seen], bool] = lambda _: False,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._quiet = quiet
        self._settle = settle
        self.is_unasked = is_unasked
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, path: str, **options: Any) -> Any:
        """One request of the people's side; raises ValueError with the description of a refusal."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=False)
        async with self._session.request(method, self.base_url + path, **options) as response:
            body = await response.json()
            if not response.ok:
                raise ValueError(body.get("description", response.reason))
            return body

    async def person(self, name: str, username: str | None = None, language_code: str = "zh") -> "Person":
        """The person of that name, made if there is none yet."""
        asked = {"name": name, "username": username, "language_code": language_code}
        found = await self.call("POST", "/api/people", json=asked)
        return Person(self, int(found["id"]), name)

    async def idle(self, chat: int | None = None) -> None:
        """Wait until the bot has settled, with one chat or with all; raises NotSettledError."""
        query = {"timeout": str(self._settle), "quiet": str(self._quiet)}
        if chat is not None:
            query["chat"] = str(chat)
        if not (await self.call("GET", "/api/idle", params=query))["idle"]:
            raise NotSettledError(f"the bot did not settle within {self._settle} s")

    async def requests(self, method: str | None = None, limit: int = 100) -> list[Json]:
        """The bot's last requests to the Bot API."""
        query = {"limit": str(limit)} | ({"method": method} if method else {})
        found: list[Json] = await self.call("GET", "/api/requests", params=query)
        return found

    async def fault(self, **fault: Any) -> None:
        """Script a fault: method, status and description, or drop, or delay, or body, or cut_at."""
        await self.call("POST", "/api/faults", json=fault)

    async def update(self, kind: str, content: Any, chat: int | None = None) -> int | None:
        """Queue an update that no person of the simulator could send; return its number."""
        asked = {"kind": kind, "content": content, "chat": chat}
        number: int | None = (await self.call("POST", "/api/updates", json=asked))["update_id"]
        return number

    async def download(self, file_id: str) -> bytes:
        """The content of a file."""
        if self._session is None:
            await self.call("GET", "/api/bot")
        assert self._session is not None  # noqa: S101  the call above opened it
        async with self._session.get(f"{self.base_url}/api/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()


class Person:
    """One person in their private chat; every action waits until the bot has settled with them."""

    def __init__(self, client: SimulatorClient, number: int, name: str) -> None:
        self.client = client
        self.id = number
        self.name = name

    async def act(self, action: str, *, wait: bool = True, **options: Any) -> Any:
        """One action of this person; its result, after the bot has settled if `wait`."""
        body = await self.client.call("POST", f"/api/people/{self.id}/{action}", **options)
        if wait:
            await self.client.idle(self.id)
        return body["result"]

    async def send(self, text: str, *, wait: bool = True) -> None:
        """Write a text."""
        await self.act("text", wait=wait, json={"text": text})

    async def photo(self, data: bytes, caption: str = "", *, wait: bool = True) -> None:
        """Send a photo."""
        await self.album([data], caption, wait=wait)

    async def album(self, photos: list[bytes], caption: str = "", *, wait: bool = True) -> None:
        """Send several photos together."""
        form = aiohttp.FormData({"caption": caption}, quote_fields=False)
        for index, data in enumerate(photos):
            form.add_field(f"file{index}", data, filename=f"photo{index}.jpg", content_type="image/jpeg")
        await self.act("photo", wait=wait, data=form)

    async def document(
        self, data: bytes, name: str, mime: str | None = None, caption: str = "", *, wait: bool = True
    ) -> None:
        """Send a file as it is."""
        form = aiohttp.FormData({"caption": caption}, quote_fields=False)
        form.add_field("file", data, filename=name, content_type=mime or "application/octet-stream")
        await self.act("document", wait=wait, data=form)

    async def voice(self, data: bytes = b"OggS voice", seconds: int = 3, *, wait: bool = True) -> None:
        """Send a voice message."""
        form = aiohttp.FormData({"duration": str(seconds)})
        form.add_field("file", data, filename="voice.ogg", content_type="audio/ogg")
        await self.act("voice", wait=wait, data=form)

    async def other(self, kind: str, *, wait: bool = True, **details: Any) -> None:
        """Send a sticker, location, contact or poll."""
        await self.act("other", wait=wait, json={"kind": kind, "details": details})

    async def forward(self, text: str, from_name: str = "?", *, wait: bool = True) -> None:
        """Pass on a text of somebody else."""
        await self.act("forward", wait=wait, json={"text": text, "from_name": from_name})

    async def edit(self, message_id: int, text: str, *, wait: bool = True) -> None:
        """Change an own message."""
        await self.act("edit", wait=wait, json={"message_id": message_id, "text": text})

    async def press(self, text: str, *, wait: bool = True) -> None:
        """Press a button of the reply keyboard."""
        await self.act("press", wait=wait, json={"text": text})

    async def delete(self, *message_ids: int, wait: bool = True) -> None:
        """Delete messages."""
        await self.act("delete", wait=wait, json={"message_ids": message_ids})

    async def block(self, *, wait: bool = True) -> None:
        """Stop the bot."""
        await self.act("block", wait=wait, json={})

    async def unblock(self, *, wait: bool = True) -> None:
        """Unblock the bot."""
        await self.act("unblock", wait=wait, json={})

    async def clear(self, *, wait: bool = True) -> None:
        """Delete the history."""
        await self.act("clear", wait=wait, json={})

    async def click(self, text: str, *, message_id: int | None = None, wait: bool = True) -> Json:
        """Tap the button that is, begins with or contains the text, on the newest message that has it.

        A leading emoji is ignored. Returns what the tap gave (`query_id`, or a `url`). Raises
        LookupError, naming the buttons there are, if there is no such button.
        """
        return await self.tap(await self.button(text, message_id), wait=wait)

    async def tap(self, button: Json, *, wait: bool = True) -> Json:
        """Tap a button that `button` found."""
        result: Json = await self.act("click", wait=wait, json=button)
        return result

    async def click_all(self, text: str, times: int = 2, *, wait: bool = True) -> None:
        """Tap one button several times at once, as impatient thumbs do: before anything has changed."""
        await self.act("click", wait=wait, json=await self.button(text) | {"times": times})

    async def button(self, text: str, message_id: int | None = None) -> Json:
        """The position of the button that `click` would tap. Raises LookupError as it does."""
        there = []
        for message in reversed(await self.messages()):
            if message_id not in (None, message.id):
                continue
            rows = [[{"text": label} for label in row] for row in message.buttons]
            place = find_button(rows, text)
            if place is not None:
                return {"message_id": message.id, "row": place[0], "col": place[1]}
            there += [label for row in message.buttons for label in row]
        raise LookupError(f"no button {text!r}; there are {there}")

    async def messages(self, *, mine: bool = False) -> list[Seen]:
        """Messages of the bot, oldest first; with `mine` those of the person, too."""
        found = await self.client.call("GET", f"/api/people/{self.id}/messages")
        return [Seen.of(one) for one in found if mine or one["from"]["is_bot"]]

    async def last(self) -> Seen:
        """The bot's newest message but for those that come by themselves, if there are others; raises
        LookupError if there is none."""
        found = await self.messages()
        if not found:
            raise LookupError("the bot has not written yet")
        return next((one for one in reversed(found) if not self.client.is_unasked(one)), found[-1])

    async def newest(self) -> Seen:
        """The bot's newest message, whatever brought it; raises LookupError if there is none."""
        found = await self.messages()
        if not found:
            raise LookupError("the bot has not written yet")
        return found[-1]

    async def said(self) -> Seen:
        """The bot's newest message without buttons: one beside the window, whichever is below; raises
        LookupError if there is none."""
        found = [one for one in await self.messages() if not one.buttons]
        if not found:
            raise LookupError("the bot has said nothing beside its windows yet")
        return found[-1]

    async def state(self) -> Json:
        """The chat's state: started or blocked, reply keyboard, commands, last answer to a tap."""
        found: Json = await self.client.call("GET", f"/api/people/{self.id}")
        return found

    async def toast(self) -> str:
        """The text of the last answer to a tap, "" for none."""
        return str(((await self.state())["last_answer"] or {}).get("text", ""))

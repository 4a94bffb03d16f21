"""The people's side over HTTP, under /api/: for the page, and for tests in another process."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web
from pydantic_core import to_json

from simulator.api.account import commands_for
from simulator.api.errors import ApiError, bad_request, not_found
from simulator.api.params import Upload, read_request
from simulator.faults import Faults, Spoil
from simulator.people import People
from simulator.world import Chat, World

KEEP_ALIVE_SECONDS = 15.0
LONGEST_IDLE_SECONDS = 120.0
Values = dict[str, Any]
Files = dict[str, Upload]
Action = Callable[[int, Values, Files], Awaitable[Any]]


def answer(value: Any, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(body=to_json(value), status=status, content_type="application/json")


@web.middleware
async def errors_as_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refusals of the people's side read like those of the Bot API; bad values are refusals, too."""
    try:
        return await handler(request)
    except ApiError as error:
        return answer(error.body(), error.status)
    except (KeyError, TypeError, ValueError) as error:
        if not request.path.startswith("/api/"):
            raise
        return answer(bad_request(f"{type(error).__name__}: {error}").body(), 400)
    except web.HTTPNotFound:
        return answer(not_found().body(), 404)


def _spoil(values: Values) -> Spoil:
    """The damage of an answer, from the request's parameters."""
    if "cut_at" in values:
        return Spoil(size=int(values["cut_at"]))
    kind = str(values.get("type", "text/html"))
    return Spoil(None, str(values["body"]).encode(), int(values.get("status", 502)), kind)


def _int(values: Values, key: str) -> int | None:
    value = values.get(key)
    return None if value in (None, "") else int(str(value))


class PeopleApi:
    """Routes to People; parameters come as JSON or as a form, files as multipart."""

    def __init__(
        self, world: World, people: People, faults: Faults, *, clock: bool = False, page: str = ""
    ) -> None:
        """`clock`: there is /api/clock beside these. `page`: address of the bot's own page."""
        self._world = world
        self._people = people
        self._faults = faults
        self._clock = clock
        self._page = page
        self._actions: dict[str, Action] = {
            name.removeprefix("_do_"): getattr(self, name) for name in dir(self) if name.startswith("_do_")
        }

    def add_routes(self, app: web.Application) -> None:
        """Add the routes below /api/, without the files."""
        app.add_routes(
            [
                web.get("/api/bot", self.bot),
                web.get("/api/people", self.list_people),
                web.post("/api/people", self.create_person),
                web.get("/api/people/{person}", self.show_person),
                web.get("/api/people/{person}/messages", self.list_messages),
                web.post("/api/people/{person}/{action}", self.act),
                web.post("/api/chats", self.create_chat),
                web.get("/api/idle", self.idle),
                web.get("/api/events", self.events),
                web.get("/api/requests", self.list_requests),
                web.post("/api/faults", self.add_fault),
                web.post("/api/updates", self.add_update),
                web.delete("/api/faults", self.clear_faults),
            ]
        )

    def _person(self, request: web.Request) -> int:
        return int(self._world.chat(int(request.match_info["person"]))["id"])

    def _describe(self, chat: Chat) -> dict[str, Any]:
        shown = ("id", "first_name", "username", "language_code")
        return {
            **{key: chat[key] for key in shown if key in chat},
            "started": bool(chat.get("started")),
            "blocked": bool(chat.get("blocked")),
            "keyboard": chat.get("keyboard"),
            "commands": commands_for(self._world, chat["id"]),
            "last_answer": self._world.callbacks.last_answer.get(chat["id"]),
        }

    async def bot(self, request: web.Request) -> web.Response:
        """The bot's name, with its description in the language asked for."""
        language = request.query.get("language", "zh")
        meta = self._world.store.table("meta")
        texts = {
            key: meta.get(f"{key}|{language}") or meta.get(f"{key}|") or ""
            for key in ("description", "short_description")
        }
        return answer({**self._world.bot, **texts, "clock": self._clock, "page": self._page})

    async def list_people(self, request: web.Request) -> web.Response:
        """All people, oldest first."""
        return answer([self._describe(chat) for chat in self._world.chats() if chat["type"] == "private"])

    async def create_person(self, request: web.Request) -> web.Response:
        """The person of that name, made if there is none yet."""
        values, _ = await read_request(request)
        name = str(values.get("name") or "").strip()
        if not name or len(name) > 64:
            raise bad_request("a name has 1 to 64 characters")
        language = str(values.get("language_code") or "zh")
        person = self._world.add_person(name, values.get("username") or None, language)
        self._world.store.flush()
        return answer(self._describe(self._world.chat(person)))

    async def create_chat(self, request: web.Request) -> web.Response:
        """A group or channel with some people in it."""
        values, _ = await read_request(request)
        number = self._world.add_chat(
            values["title"], values.get("kind", "supergroup"), values.get("members", [])
        )
        self._world.store.flush()
        return answer({"id": number})

    async def show_person(self, request: web.Request) -> web.Response:
        """One person: state of the chat, keyboard, commands, the last answer to a tap."""
        return answer(self._describe(self._world.chat(self._person(request))))

    async def list_messages(self, request: web.Request) -> web.Response:
        """Messages of a chat, oldest first, from the id `after` on, at most the last `limit`."""
        chat_id = int(request.query.get("chat") or self._person(request))
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 500))
        found = [one for one in self._world.history(chat_id) if one["message_id"] > after]
        return answer(found[-limit:])

    async def act(self, request: web.Request) -> web.Response:
        """One action of a person."""
        action = self._actions.get(request.match_info["action"])
        if action is None:
            raise not_found()
        values, files = await read_request(request)
        return answer({"ok": True, "result": await action(self._person(request), values, files)})

    async def _do_text(self, person: int, values: Values, files: Files) -> Any:
        return self._people.send_text(
            person, str(values["text"]), _int(values, "chat"), _int(values, "reply_to")
        )

    async def _do_photo(self, person: int, values: Values, files: Files) -> Any:
        photos = [one.data for one in files.values()]
        return await self._people.send_photos(person, photos, values.get("caption", ""), _int(values, "chat"))

    async def _do_document(self, person: int, values: Values, files: Files) -> Any:
        sent = []
        for index, one in enumerate(files.values()):
            caption = values.get("caption", "") if index == 0 else ""
            name = re.sub(r"[\\/\x00-\x1f]", "_", one.name or "file")
            mime = None if one.mime == "application/octet-stream" else one.mime
            sent.append(
                await self._people.send_document(person, one.data, name, mime, caption, _int(values, "chat"))
            )
        return sent

    async def _do_voice(self, person: int, values: Values, files: Files) -> Any:
        one = next(iter(files.values()))
        seconds = int(values.get("duration", 1))
        return await self._people.send_voice(person, one.data, seconds, one.mime, _int(values, "chat"))

    async def _do_other(self, person: int, values: Values, files: Files) -> Any:
        details = values.get("details") or {}
        return self._people.send_other(person, values["kind"], details, _int(values, "chat"))

    async def _do_forward(self, person: int, values: Values, files: Files) -> Any:
        if number := _int(values, "message_id"):
            return self._people.forward_message(person, number, _int(values, "chat"))
        name = values.get("from_name", "?")
        return self._people.forward(person, str(values["text"]), name, _int(values, "chat"))

    async def _do_edit(self, person: int, values: Values, files: Files) -> Any:
        return self._people.edit(person, int(values["message_id"]), str(values["text"]), _int(values, "chat"))

    async def _do_click(self, person: int, values: Values, files: Files) -> Any:
        row, col, chat, times = (_int(values, key) for key in ("row", "col", "chat", "times"))
        where = (int(values["message_id"]), row, col, values.get("text"), chat)
        return self._people.click(person, *where, times=1 if times is None else times)

    async def _do_press(self, person: int, values: Values, files: Files) -> Any:
        return self._people.press(person, str(values["text"]), _int(values, "chat"))

    async def _do_start(self, person: int, values: Values, files: Files) -> Any:
        return self._people.start(person, str(values.get("parameter", "")))

    async def _do_delete(self, person: int, values: Values, files: Files) -> Any:
        numbers = values.get("message_ids") or [values["message_id"]]
        self._people.delete(person, [int(number) for number in numbers], _int(values, "chat"))
        return True

    async def _do_clear(self, person: int, values: Values, files: Files) -> Any:
        self._people.clear(person)
        return True

    async def _do_block(self, person: int, values: Values, files: Files) -> Any:
        self._people.block(person)
        return True

    async def _do_unblock(self, person: int, values: Values, files: Files) -> Any:
        self._people.unblock(person)
        return True

    async def idle(self, request: web.Request) -> web.Response:
        """Answer once nothing waits for the bot (in one chat or in all), or after `timeout` seconds."""
        seconds = min(float(request.query.get("timeout", 10)), LONGEST_IDLE_SECONDS)
        quiet = float(request.query.get("quiet", 0))
        chat = _int(dict(request.query), "chat")
        return answer({"idle": await self._world.activity.wait(chat, seconds, quiet)})

    async def list_requests(self, request: web.Request) -> web.Response:
        """The bot's requests to the Bot API: the last `limit`, of one method or chat if named."""
        method, chat = request.query.get("method"), _int(dict(request.query), "chat")
        found = [
            asdict(one)
            for one in self._faults.log
            if method in (None, one.method) and chat in (None, one.chat_id)
        ]
        return answer(found[-int(request.query.get("limit", 100)) :])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Script a fault: `status` and `description`, or `drop`, or `delay` in seconds, or another answer:
        `body` with `status` and `type`, or `cut_at` a number of bytes; `after`: the request is carried out.
        """
        values, _ = await read_request(request)
        method, times, chat = values.get("method"), int(values.get("times", 1)), _int(values, "chat_id")
        if "delay" in values:
            self._faults.delay(str(method), float(values["delay"]))
        elif "body" in values or "cut_at" in values:
            self._faults.answer_next(
                method, _spoil(values), times, chat, after=bool(values.get("after", True))
            )
        elif values.get("drop"):
            self._faults.drop_next(method, times, chat, after=values["drop"] == "after")
        else:
            self._faults.fail_next(
                method,
                int(values["status"]),
                str(values["description"]),
                values.get("parameters"),
                times,
                chat,
            )
        return answer({"ok": True})

    async def add_update(self, request: web.Request) -> web.Response:
        """Queue an update as it is given, whatever it looks like: `kind` and `content`, for a `chat`."""
        values, _ = await read_request(request)
        number = self._world.updates.add(str(values["kind"]), values.get("content"), _int(values, "chat"))
        self._world.store.flush()
        return answer({"update_id": number})

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Forget all faults and delays."""
        self._faults.clear()
        return answer({"ok": True})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events of all chats, or of those in `chats`; ends when the watcher is too slow."""
        wanted = {int(one) for one in request.query.get("chats", "").split(",") if one}
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        queue = self._world.events.watch()
        try:
            await response.prepare(request)
            await response.write(b"event: ready\ndata: {}\n\n")
            while True:
                try:
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        event = await queue.get()
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    return response
                if not wanted or event["chat_id"] is None or event["chat_id"] in wanted:
                    await response.write(b"data: " + to_json(event) + b"\n\n")
        except ConnectionResetError:
            return response
        finally:
            self._world.events.leave(queue)

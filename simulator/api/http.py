"""The Bot API over HTTP: from a request to a method and back to Telegram's answer."""

import hmac
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from aiohttp import web
from pydantic_core import to_json

from simulator.api import account, editing, sending
from simulator.api.errors import ApiError, not_found, unauthorized
from simulator.api.flood import FloodLimits
from simulator.api.params import Call, Upload, check_call, check_result, read_request
from simulator.faults import Faults, LoggedRequest, Spoil, SpoiltError
from simulator.world import World

logger = logging.getLogger(__name__)
Method = Callable[[World, Call], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": account.get_me,
    "getUpdates": account.get_updates,
    "setWebhook": account.set_webhook,
    "deleteWebhook": account.delete_webhook,
    "getWebhookInfo": account.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_voice,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": account.answer_callback_query,
    "getFile": account.get_file,
    "getChat": account.get_chat,
    "getChatMember": account.get_chat_member,
    "setMyCommands": account.set_my_commands,
    "getMyCommands": account.get_my_commands,
    "deleteMyCommands": account.delete_my_commands,
    "setMyName": account.set_my_text,
    "setMyDescription": account.set_my_text,
    "setMyShortDescription": account.set_my_text,
    "setChatMenuButton": account.accept,
}
_BY_LOWER_NAME = {name.lower(): name for name in METHODS}
# Each puts messages into a chat, and so counts towards the flood limits.
_COUNTED = {
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendMediaGroup",
    "forwardMessage",
    "copyMessage",
}
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}$")


class BotApi:
    """Carries out requests one by one; a request is logged and journalled before it is answered."""

    def __init__(
        self, world: World, faults: Faults, limits: FloodLimits, monotonic: Callable[[], float]
    ) -> None:
        self._world = world
        self._faults = faults
        self._limits = limits
        self._monotonic = monotonic

    def check_token(self, token: str) -> None:
        """Raise ApiError 401 for another token, 404 for what is no token."""
        if not hmac.compare_digest(token.encode(), self._world.token.encode()):
            raise unauthorized() if _TOKEN.match(token) else not_found()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """/bot<token>/<method>."""
        spoil: Spoil | None = None
        status = 200
        try:
            self.check_token(request.match_info["token"])
            name = _BY_LOWER_NAME.get(request.match_info["method"].lower())
            if name is None:
                raise not_found()
            values, uploads = await read_request(request)
            result, spoil = await self.run(name, values, uploads)
            body: dict[str, Any] = {"ok": True, "result": result}
        except ApiError as error:
            status, body = error.status, error.body()
        except SpoiltError as error:
            spoil = error.spoil
            body = {}
        if spoil is not None:
            return await self._spoilt(request, status, to_json(body), spoil)
        return web.Response(status=status, body=to_json(body), content_type="application/json")

    async def _spoilt(
        self, request: web.Request, status: int, body: bytes, spoil: Spoil
    ) -> web.StreamResponse:
        if spoil.body is not None:
            return web.Response(status=spoil.status, body=spoil.body, content_type=spoil.content_type)
        response = web.StreamResponse(status=status, headers={"Content-Length": str(len(body))})
        response.content_type = "application/json"
        if spoil.size:
            await response.prepare(request)
            await response.write(body[: spoil.size])
        if request.transport is not None:
            request.transport.close() if spoil.size else request.transport.abort()
        return response if spoil.size else web.Response()

    async def run(
        self, name: str, values: dict[str, Any], uploads: dict[str, Upload]
    ) -> tuple[Any, Spoil | None]:
        """Carry out one method; return its result, and the scripted damage of the answer.

        Raises ApiError and, for a scripted fault, SpoiltError.
        """
        chat_id = self._chat_of(values)
        polling = name == "getUpdates"
        status, description, params = 200, "", values
        if not polling:
            self._world.activity.begin(chat_id)
        try:
            spoil = await self._faults.before(name, chat_id)
            call = check_call(name, values, uploads)
            params = call.params
            if name in _COUNTED and chat_id is not None:
                cost = len(params["media"]) if name == "sendMediaGroup" else 1
                self._limits.check(chat_id, chat_id < 0, self._monotonic(), cost)
            result = await METHODS[name](self._world, call)
            return (result if polling else check_result(name, result)), spoil
        except ApiError as error:
            status, description = error.status, error.description
            raise
        except SpoiltError as error:
            status, description = error.spoil.status if error.spoil.body is not None else 0, str(error)
            raise
        except Exception:
            status, description = 500, "Internal Server Error"
            logger.exception("the simulator failed at %s", name)
            raise ApiError(500, "Internal Server Error") from None
        finally:
            self._world.store.flush()
            now = self._world.clock()
            self._faults.log.append(LoggedRequest(name, params, chat_id, now, status, description))
            if not polling:
                self._world.activity.end(chat_id)

    def _chat_of(self, values: dict[str, Any]) -> int | None:
        if "callback_query_id" in values:
            query = self._world.callbacks.find(str(values["callback_query_id"]))
            return query.chat_id if query else None
        try:
            return int(values["chat_id"])
        except (KeyError, TypeError, ValueError):
            pass
        try:
            return int(self._world.chat(values.get("chat_id", 0))["id"])
        except ApiError:
            return None

    async def download(self, request: web.Request) -> web.StreamResponse:
        """/file/bot<token>/<file_path>."""
        try:
            self.check_token(request.match_info["token"])
            row = self._world.files.by_path(request.match_info["path"])
            if row is None:
                raise not_found()
        except ApiError as error:
            return web.json_response(error.body(), status=error.status)
        return web.Response(body=await self._world.files.read(row), content_type="application/octet-stream")

    async def show_file(self, request: web.Request) -> web.StreamResponse:
        """/api/files/<file_id>: the same content for people; only photos and voice are shown in place."""
        try:
            row = self._world.files.row(request.match_info["file_id"])
        except ApiError:
            raise web.HTTPNotFound from None
        shown = row["kind"] in ("photo", "voice")
        name = quote(request.query.get("name") or row["file_path"].rpartition("/")[2], safe="")
        return web.Response(
            body=await self._world.files.read(row),
            content_type=row["mime"] if shown else "application/octet-stream",
            headers={
                "Content-Disposition": "inline" if shown else f"attachment; filename*=UTF-8''{name}",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, max-age=86400, immutable",
            },
        )

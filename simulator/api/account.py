"""Bot API methods about the bot itself, chats, files, buttons that were tapped, and how updates come."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from simulator.api.errors import QUERY_TOO_OLD, bad_request
from simulator.api.params import Call
from simulator.world import World

MAX_ANSWER = 200
_COMMAND = re.compile(r"[a-z0-9_]{1,32}$")


async def get_me(world: World, call: Call) -> dict[str, Any]:
    """getMe."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(world: World, call: Call) -> list[dict[str, Any]]:
    """getUpdates: long poll; an offset above an update confirms it."""
    params = call.params
    if not world.updates.webhook:
        world.updates.allow(params.get("allowed_updates"))
    return await world.updates.poll(
        int(params.get("offset", 0)), int(params.get("limit", 0)), float(params.get("timeout", 0))
    )


async def set_webhook(world: World, call: Call) -> bool:
    """setWebhook; only addresses of this machine, which may do without TLS."""
    params = call.params
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    url = params.get("url") or ""
    if url and not _is_loopback(url):
        raise bad_request("bad webhook: only addresses of this machine can be reached from the simulator")
    if params.get("secret_token") and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params["secret_token"]):
        raise bad_request("secret token contains unallowed characters")
    world.updates.allow(params.get("allowed_updates"))
    hook = {"url": url, "secret_token": params.get("secret_token"), "max": params.get("max_connections", 40)}
    world.store.put("meta", "webhook", hook if url else {})
    world.updates.arrived.set()
    world.updates.end_polls()
    return True


def _is_loopback(url: str) -> bool:
    parts = urlsplit(url)
    try:
        return parts.scheme in ("http", "https") and (
            parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
        )
    except ValueError:
        return False


async def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook."""
    return await set_webhook(world, Call("setWebhook", {**call.params, "url": ""}))


async def get_webhook_info(world: World, call: Call) -> dict[str, Any]:
    """getWebhookInfo."""
    hook = world.updates.webhook
    info: dict[str, Any] = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting()),
    }
    if hook:
        info["max_connections"] = hook["max"]
    if allowed := world.store.table("meta").get("allowed_updates"):
        info["allowed_updates"] = allowed
    info.update(world.store.table("webhook_error").get("last", {}))
    return info


async def answer_callback_query(world: World, call: Call) -> bool:
    """answerCallbackQuery: a toast, or an alert the person closes; too late is an error."""
    params = call.params
    text = params.get("text") or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.callbacks.get(params["callback_query_id"])
    if query is None:
        raise bad_request(QUERY_TOO_OLD)
    world.callbacks.answer(query, text, bool(params.get("show_alert")))
    return True


async def get_file(world: World, call: Call) -> dict[str, Any]:
    """getFile, up to 20 MB."""
    return world.files.describe(call.params["file_id"])


async def get_chat(world: World, call: Call) -> dict[str, Any]:
    """getChat, of chats the bot has met."""
    chat = world.chat(call.params["chat_id"])
    if not chat.get("started"):
        raise bad_request("chat not found")
    return {
        **world.chat_object(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


async def get_chat_member(world: World, call: Call) -> dict[str, Any]:
    """getChatMember, for the bot and the people in the chat."""
    chat = world.chat(call.params["chat_id"])
    user = call.params["user_id"]
    if user == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    if user != chat["id"] and user not in chat.get("members", []):
        raise bad_request("PARTICIPANT_ID_INVALID" if chat["type"] == "private" else "member not found")
    return {"user": world.user_object(world.chat(user)), "status": "member"}


def _commands_key(params: dict[str, Any]) -> str:
    scope = params.get("scope") or {"type": "default"}
    where = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"{where}|{params.get('language_code') or ''}"


async def set_my_commands(world: World, call: Call) -> bool:
    """setMyCommands, for each scope and language."""
    commands = call.params["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not _COMMAND.match(one["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    kept = [
        {"command": one["command"].removeprefix("/"), "description": one["description"]} for one in commands
    ]
    world.store.put("commands", _commands_key(call.params), kept)
    world.events.publish("commands")
    return True


async def delete_my_commands(world: World, call: Call) -> bool:
    """deleteMyCommands."""
    return await set_my_commands(world, Call("setMyCommands", {**call.params, "commands": []}))


async def get_my_commands(world: World, call: Call) -> list[dict[str, Any]]:
    """getMyCommands, of exactly that scope and language."""
    found: list[dict[str, Any]] = world.store.table("commands").get(_commands_key(call.params), [])
    return found


def commands_for(world: World, person: int) -> list[dict[str, Any]]:
    """A person's command menu: narrowest scope first, their language first (Bot API, BotCommandScope)."""
    language = world.chat(person).get("language_code", "")
    table = world.store.table("commands")
    for scope in (f"chat:{person}", "all_private_chats", "default"):
        for code in (language, ""):
            if found := table.get(f"{scope}|{code}"):
                return list(found)
    return []


async def set_my_text(world: World, call: Call) -> bool:
    """setMyDescription, setMyShortDescription and setMyName, for each language."""
    key = {"setMyDescription": "description", "setMyShortDescription": "short_description"}.get(
        call.method, "name"
    )
    world.store.put("meta", f"{key}|{call.params.get('language_code') or ''}", call.params.get(key, ""))
    world.events.publish("commands")
    return True


async def accept(world: World, call: Call) -> bool:
    """Methods without a visible effect, such as setChatMenuButton: checked and answered with True."""
    return True

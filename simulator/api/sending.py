"""Bot API methods that put new messages into a chat."""

import secrets
from typing import Any

from simulator.api.entities import parse_text, utf16_length
from simulator.api.errors import bad_request
from simulator.api.keyboards import check_markup
from simulator.api.params import Call, Upload
from simulator.world import Chat, Message, World

MAX_TEXT, MAX_CAPTION = 4096, 1024
ALBUM_SIZES = range(2, 11)
MEDIA_KINDS = ("photo", "document", "voice")


def read_text(params: dict[str, Any]) -> dict[str, Any]:
    """`text` and `entities` of a request; raises ApiError 400 when empty, too long or malformed."""
    text, entities = parse_text(params.get("text") or "", params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: dict[str, Any] = {"text": text, **({"entities": entities} if entities else {})}
    if params.get("link_preview_options"):
        content["link_preview_options"] = params["link_preview_options"]
    return content


def read_caption(params: dict[str, Any]) -> dict[str, Any]:
    """`caption` and `caption_entities` of a request, nothing without one; raises ApiError 400."""
    text, entities = parse_text(
        params.get("caption") or "", params.get("parse_mode"), params.get("caption_entities")
    )
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


async def read_media(world: World, kind: str, value: str, call: Call) -> dict[str, Any]:
    """The content of a message with a file: uploaded, or one sent before named by its id.

    Raises ApiError 400 for unknown ids, for addresses (nothing is fetched), for what is no photo.
    """
    upload: Upload | None = None
    if value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {kind} in the request")
    elif value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if upload is None:
        content = world.files.again(kind, value)
    elif kind == "photo":
        content = await world.files.photo(upload.data)
    elif kind == "voice":
        content = await world.files.voice(upload.data, int(call.params.get("duration", 1)), upload.mime)
    else:
        mime = None if upload.mime == "application/octet-stream" else upload.mime
        content = await world.files.document(upload.data, upload.name, mime)
    return {kind: content}


def deliver(world: World, chat: Chat, content: dict[str, Any], params: dict[str, Any]) -> Message:
    """Put a message of the bot into a chat, with its markup and what it replies to."""
    markup = check_markup(params.get("reply_markup"), world.knows)
    reply = _replied(world, chat, params)
    message: Message = {
        "message_id": world.next_message_id(chat),
        **_author(world, chat),
        "chat": world.chat_object(chat),
        "date": world.now(),
        **({"reply_to_message": reply} if reply else {}),
        **content,
    }
    if params.get("protect_content"):
        message["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        if markup["inline_keyboard"]:
            message["reply_markup"] = markup
    elif markup:
        set_keyboard(world, chat, markup, message["message_id"])
    return world.save_message(message)


def set_keyboard(world: World, chat: Chat, markup: dict[str, Any], message_id: int) -> None:
    """Show or remove the chat's reply keyboard; such a message cannot be edited afterwards."""
    keyboard = None if markup.get("remove_keyboard") else markup
    world.change_chat(chat["id"], keyboard=keyboard)
    world.store.put("locked", f"{chat['id']}:{message_id}", True)
    world.events.publish("keyboard", chat["id"], keyboard=keyboard)


def _author(world: World, chat: Chat) -> dict[str, Any]:
    if chat["type"] == "channel":
        return {"sender_chat": world.chat_object(chat)}
    return {"from": world.bot}


def _replied(world: World, chat: Chat, params: dict[str, Any]) -> Message | None:
    asked = params.get("reply_parameters") or {}
    number = asked.get("message_id") or params.get("reply_to_message_id")
    if number is None:
        return None
    found = world.find_message(chat["id"], int(number))
    if found is None:
        if asked.get("allow_sending_without_reply") or params.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return {key: value for key, value in found.items() if key != "reply_to_message"}


async def send_message(world: World, call: Call) -> Message:
    """sendMessage."""
    chat = world.open_chat(call.params["chat_id"])
    return deliver(world, chat, read_text(call.params), call.params)


async def send_photo(world: World, call: Call) -> Message:
    """sendPhoto."""
    return await _send_media(world, call, "photo")


async def send_document(world: World, call: Call) -> Message:
    """sendDocument."""
    return await _send_media(world, call, "document")


async def send_voice(world: World, call: Call) -> Message:
    """sendVoice."""
    return await _send_media(world, call, "voice")


async def _send_media(world: World, call: Call, kind: str) -> Message:
    world.open_chat(call.params["chat_id"])
    caption = read_caption(call.params)
    check_markup(call.params.get("reply_markup"), world.knows)
    content = await read_media(world, kind, call.params[kind], call)
    chat = world.open_chat(call.params["chat_id"])  # the person may have blocked the bot meanwhile
    return deliver(world, chat, {**content, **caption}, call.params)


async def send_media_group(world: World, call: Call) -> list[Message]:
    """sendMediaGroup: 2 to 10 photos, or as many documents."""
    chat = world.open_chat(call.params["chat_id"])
    media = call.params["media"]
    if len(media) not in ALBUM_SIZES:
        raise bad_request(f"too {'few' if len(media) < 2 else 'many'} messages to send as an album")
    if not {one["type"] for one in media} <= {"photo", "document"} or len({one["type"] for one in media}) > 1:
        raise bad_request("these media can't be grouped in one album")
    contents = [
        {**await read_media(world, one["type"], one["media"], call), **read_caption(one)} for one in media
    ]
    chat = world.open_chat(chat["id"])
    group = new_album()
    return [deliver(world, chat, {**content, **group}, call.params) for content in contents]


def new_album() -> dict[str, str]:
    """Fields that the messages of one album share."""
    return {"media_group_id": str(10**16 + secrets.randbelow(10**16))}


async def send_chat_action(world: World, call: Call) -> bool:
    """sendChatAction: the page shows it for five seconds or until the next message."""
    chat = world.open_chat(call.params["chat_id"])
    world.events.publish("action", chat["id"], action=call.params["action"])
    return True


def _copied(world: World, call: Call) -> tuple[Chat, Message]:
    chat = world.open_chat(call.params["chat_id"])
    source = world.chat(call.params["from_chat_id"])
    found = world.find_message(source["id"], call.params["message_id"])
    return chat, found or {}


def content_of(message: Message) -> dict[str, Any]:
    """The content of a message, without who, when and where."""
    keys = ("text", "entities", "caption", "caption_entities", *MEDIA_KINDS, "sticker", "location", "contact")
    return {key: message[key] for key in keys if key in message}


def origin_of(message: Message) -> dict[str, Any]:
    """The MessageOrigin of a message that is passed on."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    if message["chat"]["type"] == "channel":
        return {
            "type": "channel",
            "date": message["date"],
            "chat": message["chat"],
            "message_id": message["message_id"],
        }
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}


async def forward_message(world: World, call: Call) -> Message:
    """forwardMessage."""
    chat, found = _copied(world, call)
    if not found:
        raise bad_request("message to forward not found")
    return deliver(world, chat, {**content_of(found), "forward_origin": origin_of(found)}, {})


async def copy_message(world: World, call: Call) -> dict[str, int]:
    """copyMessage: a caption, if given, replaces the old one."""
    chat, found = _copied(world, call)
    if not found:
        raise bad_request("message to copy not found")
    content = content_of(found)
    if "caption" in call.params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= read_caption(call.params)
    return {"message_id": deliver(world, chat, content, call.params)["message_id"]}

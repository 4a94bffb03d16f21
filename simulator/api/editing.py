"""Bot API methods that change or delete messages already in a chat."""

from typing import Any

from simulator.api.errors import NOT_MODIFIED, ApiError, bad_request
from simulator.api.keyboards import check_markup
from simulator.api.params import Call
from simulator.api.sending import MEDIA_KINDS, read_caption, read_media, read_text
from simulator.world import Message, World

DELETE_WITHIN_SECONDS = 48 * 3600
MAX_BULK = 100
_SHOWN = ("text", "entities", "caption", "caption_entities", "reply_markup", "link_preview_options")


def _editable(world: World, call: Call) -> Message:
    params = call.params
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    for key in ("chat_id", "message_id"):
        if key not in params:
            raise bad_request(
                "chat_id is empty" if key == "chat_id" else "message identifier is not specified"
            )
    chat = world.chat(params["chat_id"])
    message = world.find_message(chat["id"], params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    locked = f"{chat['id']}:{message['message_id']}" in world.store.table("locked")
    if not world.is_bots(message) or "forward_origin" in message or locked:
        raise bad_request("message can't be edited")
    world.open_chat(chat["id"])
    return message


def _appearance(message: Message) -> dict[str, Any]:
    """The visible parts of a message: two equal ones are 'not modified'."""
    seen = {key: message.get(key) for key in _SHOWN}
    for kind in MEDIA_KINDS:
        media = message.get(kind)
        last = media[-1] if isinstance(media, list) else media
        seen[kind] = last and (last["file_unique_id"], last.get("file_name"))
    return seen


def _change(world: World, old: Message, content: dict[str, Any], params: dict[str, Any]) -> Message:
    """Replace what a message shows; raises ApiError 400 if that changes nothing."""
    markup = check_markup(params.get("reply_markup"), world.knows)
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    dropped = {*_SHOWN, *MEDIA_KINDS}
    new = {key: value for key, value in old.items() if key not in dropped} | content
    if markup and markup["inline_keyboard"]:
        new["reply_markup"] = markup
    if _appearance(new) == _appearance(old):
        raise bad_request(NOT_MODIFIED)
    # A person may have deleted it while a photo was worked on.
    if world.find_message(old["chat"]["id"], old["message_id"]) is None:
        raise bad_request("message to edit not found")
    return world.save_message({**new, "edit_date": world.now()}, edited=True)


def _media_of(message: Message) -> dict[str, Any]:
    return {kind: message[kind] for kind in MEDIA_KINDS if kind in message}


async def edit_message_text(world: World, call: Call) -> Message:
    """editMessageText."""
    old = _editable(world, call)
    content = read_text(call.params)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    return _change(world, old, content, call.params)


async def edit_message_caption(world: World, call: Call) -> Message:
    """editMessageCaption; no caption removes it."""
    old = _editable(world, call)
    if not _media_of(old):
        raise bad_request("there is no caption in the message to edit")
    return _change(world, old, _media_of(old) | read_caption(call.params), call.params)


async def edit_message_media(world: World, call: Call) -> Message:
    """editMessageMedia; a text message may become one with a file."""
    old = _editable(world, call)
    media = call.params["media"]
    kind = media["type"]
    if kind not in MEDIA_KINDS:
        raise bad_request("message content type is not supported")
    if "media_group_id" in old and kind not in old:
        raise bad_request("can't use media of the specified type in the album")
    content = read_caption(media)
    content |= await read_media(world, kind, media["media"], call)
    return _change(world, old, content, call.params)


async def edit_message_reply_markup(world: World, call: Call) -> Message:
    """editMessageReplyMarkup."""
    old = _editable(world, call)
    kept = {key: old[key] for key in (*_SHOWN, *MEDIA_KINDS) if key in old and key != "reply_markup"}
    return _change(world, old, kept, call.params)


def _delete(world: World, chat_id: int | str, message_id: int) -> None:
    chat = world.chat(chat_id)
    message = world.find_message(chat["id"], message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if world.now() - message["date"] > DELETE_WITHIN_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.delete_message(chat["id"], message_id)


async def delete_message(world: World, call: Call) -> bool:
    """deleteMessage: own and, in private chats, received messages, for 48 hours."""
    _delete(world, call.params["chat_id"], call.params["message_id"])
    return True


async def delete_messages(world: World, call: Call) -> bool:
    """deleteMessages: up to 100; those that are not there are passed over."""
    numbers = call.params["message_ids"]
    if not 1 <= len(numbers) <= MAX_BULK:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages")
    world.chat(call.params["chat_id"])
    for number in numbers:
        try:
            _delete(world, call.params["chat_id"], number)
        except ApiError as error:
            if "not found" not in error.description:
                raise
    return True

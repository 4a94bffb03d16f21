"""Telegram's HTML style: a strict little parser with Telegram's own complaints (MessageEntity.cpp)."""

import re
from dataclasses import dataclass
from typing import Any

from simulator.api.errors import ApiError, bad_request

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_TAG = re.compile(r"<(/?)([^\s>]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


@dataclass
class _Open:
    name: str
    start: int
    extra: dict[str, Any]
    kind: str


def _fault(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def unescape(text: str) -> str:
    """Resolve the character references Telegram knows; others stay as written."""

    def one(match: re.Match[str]) -> str:
        hexadecimal, decimal, name = match.groups()
        if name:
            return _NAMED[name]
        number = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return chr(number) if 0 < number < 0x110000 else match.group()

    return _CHARACTER.sub(one, text) if "&" in text else text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """HTML to plain text and entities in UTF-16 units; raises ApiError 400 in Telegram's words."""
    parts: list[str] = []
    entities: list[dict[str, Any]] = []
    stack: list[_Open] = []
    length = position = 0
    while True:
        begin = source.find("<", position)
        piece = unescape(source[position:] if begin < 0 else source[position:begin])
        parts.append(piece)
        length += _units(piece)
        if begin < 0:
            break
        at = len(source[:begin].encode())
        tag = _TAG.match(source, begin)
        if tag is None:
            kind = "end" if source.startswith("</", begin) else "start"
            raise _fault(f"Unclosed {kind} tag at byte offset {at}")
        position = tag.end()
        closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
        if closing:
            _close(stack, entities, name, length, at)
        else:
            stack.append(_start(name, attributes, length, at, stack))
    if stack:
        raise _fault(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parts), entities


def _start(name: str, attributes: str, length: int, at: int, stack: list[_Open]) -> _Open:
    if name not in _TAGS:
        raise _fault(f'Unsupported start tag "{name}" at byte offset {at}')
    values: dict[str, str] = {}
    for key, assigned, value in _ATTRIBUTE.findall(attributes):
        bare = name == "blockquote" and key == "expandable"
        if not assigned and not bare:
            raise _fault(
                f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {at}'
            )
        values[key.lower()] = unescape(value.strip("\"'"))
    kind, extra = _TAGS[name], dict[str, Any]()
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "blockquote" and "expandable" in values:
        kind = "expandable_blockquote"
    if (
        name == "code"
        and stack
        and stack[-1].name == "pre"
        and values.get("class", "").startswith("language-")
    ):
        stack[-1].extra["language"] = values["class"].removeprefix("language-")
        kind = ""
    if name == "a":
        extra["url"] = values.get("href", "")
    if name == "tg-emoji":
        extra["custom_emoji_id"] = values.get("emoji-id", "")
    return _Open(name, length, extra, kind)


def _close(stack: list[_Open], entities: list[dict[str, Any]], name: str, length: int, at: int) -> None:
    if not stack:
        raise _fault(f"Unexpected end tag at byte offset {at}")
    top = stack.pop()
    if name and name != top.name:
        raise _fault(f'Unmatched end tag at byte offset {at}, expected "</{top.name}>", found "</{name}>"')
    if length == top.start or not top.kind:
        return
    entity = {"type": top.kind, "offset": top.start, "length": length - top.start, **top.extra}
    if top.kind == "text_link":
        if user := _USER_LINK.match(top.extra["url"]):
            entity = {**entity, "type": "text_mention", "user": _stranger(int(user.group(1)))}
            del entity["url"]
        elif not top.extra["url"]:
            return
    entities.append(entity)


def _stranger(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": str(user_id)}

"""Text and its entities in UTF-16 units: what a message carries and what Telegram finds by itself."""

import re
from typing import Any

from simulator.api.errors import bad_request
from simulator.api.html_markup import parse_html
from simulator.api.markdown_markup import parse_markdown

Entity = dict[str, Any]

_BY_ITSELF = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)
_GIVEN = frozenset(
    (
        *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"),
        *("text_mention", "blockquote", "expandable_blockquote", "custom_emoji"),
    )
)
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"，。、；：！？）】》”’]+|(?<![A-Za-z0-9_.@/])t\.me/[^\s<>\"，。、；：！？）】》”’]+)"
    r"|(?<![A-Za-z0-9_/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![A-Za-z0-9_/])"
    r"|(?<![A-Za-z0-9._%+-])(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?<![A-Za-z0-9_@/])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?![A-Za-z0-9_])"
    r"|(?<!\w)(?P<hashtag>#\w+)",
)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def find_entities(text: str) -> list[Entity]:
    """Commands, links, addresses, mentions and hashtags that Telegram marks by itself."""
    if not any(sign in text for sign in "/@#"):
        return []
    found = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        word = match.group().rstrip(".,;:!?)") if kind == "url" else match.group()
        found.append(
            {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(word)}
        )
    return found


def parse_text(text: str, parse_mode: str | None, given: list[Entity] | None) -> tuple[str, list[Entity]]:
    """A text as the bot sent it to the text and entities people see.

    Raises ApiError 400 for markup that cannot be parsed or a parse mode nobody knows.
    """
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(text.replace("\r", ""))
    elif mode == "markdownv2":
        text, entities = parse_markdown(text)
    elif not mode:
        entities = [dict(entity) for entity in given or [] if _is_kept(entity)]
    elif mode == "markdown":
        raise bad_request("the simulator does not read Markdown, only MarkdownV2 and HTML")
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trim(text, entities)
    taken = {"code", "pre", "text_link", "text_mention"}
    spans = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in taken]
    entities += [
        found
        for found in find_entities(text)
        if not any(
            start < found["offset"] + found["length"] and found["offset"] < end for start, end in spans
        )
        and found not in entities
    ]
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities


def _is_kept(entity: Entity) -> bool:
    """Whether Telegram takes an entity from the bot; what it finds by itself it leaves out."""
    kind = entity.get("type")
    if kind in _BY_ITSELF:
        return False
    if kind not in _GIVEN:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return True


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut blanks off both ends, as Telegram does, and move the entities with the text."""
    stripped = text.strip()
    if stripped == text or not entities:
        return stripped, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(size, entity["offset"] + entity["length"] - lead)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept

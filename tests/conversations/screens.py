"""Whether what the bot sends fits a phone: measured as the storyboard asks, without scrolling."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from bot.ui.labels import WIDEST_ROW, fits, room
from bot.ui.labels import width as width_of_label
from simulator.client import Person

WIDTH = 22.0
LINES = 12
ROWS = 8
LONG = 60
"""Typed text is shown back whole in some windows; more characters than this are the person's own."""
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)
_PLACEHOLDERS = re.compile(r"\{\s*\$?[a-z][\w-]*\s*\}|\bNone\b|Traceback|\bQ\d\d\.\d\b|[^\s\n]· ")


def width(text: str) -> float:
    """The width in Han characters: a full-width sign counts 1, a half-width one 0.5."""
    return sum(
        0.0 if unicodedata.combining(char) else 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        for char in text
    )


def height(text: str) -> int:
    """Lines on a phone: Han text breaks anywhere, other words only where they must."""
    count = 0
    for line in text.split("\n"):
        count, left = count + 1, WIDTH
        for word in _WORDS.findall(line):
            wide = width(word)
            if wide <= left:
                left -= wide
                continue
            if word == " ":
                left = 0.0
                continue
            count, left = count + 1, WIDTH - wide
            while left < 0:
                count, left = count + 1, left + WIDTH
    return count


def cut_off(rows: Sequence[Sequence[str]], typed: Sequence[str] = ()) -> list[str]:
    """Chinese labels that a phone cuts off; not those with what people typed, nor where all rows are taken.

    English ones are measured where they are sentences of the catalog (`test_labels`); the reasons
    and titles of the check items are longer in English than any button.
    """
    wide = [row for row in rows if not fits(row) and len(row) <= WIDEST_ROW]
    if len(rows) >= ROWS:
        wide = [row for row in wide if len(row) == 1]
    cut = [one for row in wide for one in row if width_of_label(one) > room(len(row))]
    cut = [one for one in cut if any("\u4e00" <= sign <= "\u9fff" for sign in one)]
    return [one for one in cut if not any(words and words[:8] in one for words in typed)]


def faults(text: str, rows: int, typed: Sequence[str] = ()) -> list[str]:
    """The problems of a message of `text` over `rows` rows of buttons; `typed`: text the person wrote."""
    for words in typed:
        if len(words) > LONG:
            text = text.replace(words, words[:LONG])
    found = []
    if (lines := height(text)) > LINES:
        found.append(f"{lines} lines of text")
    if rows > ROWS:
        found.append(f"{rows} rows of buttons")
    if placeholder := _PLACEHOLDERS.search(text):
        found.append(f"shows {placeholder.group()!r}")
    return found


class Screens:
    """Collects what does not fit, each window once, over all tests of a session."""

    def __init__(self) -> None:
        self.seen = 0
        self.bad: dict[str, str] = {}

    async def look(self, person: Person, test: str) -> None:
        """Measure everything the bot sent to a person so far."""
        typed = [message.text.strip() for message in await person.messages(mine=True)]
        for request in await sent(person):
            text, rows = content(request["params"])
            self.seen += 1
            shape = re.sub(r"\d+", "0", text)
            found = faults(text, rows, typed)
            found += [f"cuts off {one!r}" for one in cut_off(labels_of(request["params"]), typed)]
            if found:
                self.bad.setdefault(shape, f"{', '.join(found)} (in {test}):\n{text}")

    def report(self) -> str:
        """All that does not fit; empty if all does."""
        return "\n\n".join(self.bad.values())


async def sent(person: Person) -> list[dict[str, Any]]:
    """Requests of the bot that showed something to a person, oldest first, refused ones left out."""
    found: list[dict[str, Any]] = await person.client.call(
        "GET", "/api/requests", params={"chat": str(person.id), "limit": "20000"}
    )
    return [
        one
        for one in found
        if one["status"] == 200
        and one["method"].startswith(("send", "editMessage"))
        and any(content(one["params"]))
    ]


def labels_of(params: dict[str, Any]) -> list[list[str]]:
    """The labels of a request's inline buttons, row by row."""
    markup = params.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return [[str(button["text"]) for button in row] for row in markup.get("inline_keyboard") or []]


def content(params: dict[str, Any]) -> tuple[str, int]:
    """Text or caption of a request, and how many rows of inline buttons it has."""
    media = params.get("media") or {}
    media = json.loads(media) if isinstance(media, str) else media
    markup = params.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    caption = media.get("caption") if isinstance(media, dict) else None
    text = params.get("text") or params.get("caption") or caption or ""
    return str(text), len(markup.get("inline_keyboard") or [])

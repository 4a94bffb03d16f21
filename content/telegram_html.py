"""Telegram's HTML as far as lengths need it: the visible text. Whether it parses is decided by Telegram."""

from __future__ import annotations

import html
import re

MAX_TEXT = 4096
"""Most UTF-16 units of a message's visible text."""
MAX_CAPTION = 1024
"""Most UTF-16 units of a caption's visible text."""

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# The only character references Telegram resolves; all others are shown as written.
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});?")


def seen(source: str) -> str:
    """Text of Telegram HTML as a person sees it: tags removed, references resolved, outer blanks cut off."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), _TAG.sub("", source)).strip()


def units(text: str) -> int:
    """Length in Telegram's units, UTF-16: most emoji count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def over(source: str, limit: int) -> int:
    """Number of UTF-16 units by which the visible text of `source` exceeds `limit`; 0 where it fits."""
    return max(0, units(seen(source)) - limit)


def headed(mark: str, source: str, *, beside_file: bool) -> str:
    """A text with a mark before it; without the mark, if the text would no longer fit in a message, or
    `beside_file` in a caption that fits the text alone."""
    marked = mark + source
    limit = MAX_CAPTION if beside_file and not over(source, MAX_CAPTION) else MAX_TEXT
    return source if over(marked, limit) else marked


def escape(text: str) -> str:
    """A plain text as Telegram HTML that shows exactly it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
